"""The homodyne spectrum of the optomechanical setup and its derivatives by g, kappa, omega_a, omega_b, gamma, theta: one division a bin, factored;
and the spectrum alone by the kernel's own formula, where all that does not change from bin to bin is taken out."""
import numpy as np

HBAR_OVER_K = 6.62607015e-34 / (2 * np.pi) / 1.380649e-23


def occupation(omega, temperature):
    """n_T and its derivative by omega."""
    x = HBAR_OVER_K * omega / temperature
    n = 1 / np.expm1(x)
    return n, -n * (1 + n) * x / omega


def shared(w, g, k, wa, wb, y, theta):
    c, s = np.cos(theta), np.sin(theta)
    cos2, sin2 = np.cos(2 * theta), np.sin(2 * theta)
    e, ww = g * g, w * w
    Ax, Ay = k * k + (wa - w) * (wa + w), -2 * k * w
    Bx, By = (wb - w) * (wb + w), -2 * y * w
    Dx, Dy = Ax * Bx - Ay * By - e * wb * wa, Ax * By + Ay * Bx
    R = 1 / (Dx * Dx + Dy * Dy)
    light = ww + (k * k - wa * wa)
    z = wa * k * cos2 + 0.5 * sin2 * light
    b0 = c * wa + s * k
    curl = Bx * z + (s * b0 * e * wb - 2 * y * wa * ww)
    quiet = 4 * y * wb * wb
    b = b0 * b0 + s * s * ww
    return c, s, cos2, sin2, e, ww, Ax, Ay, Bx, By, Dx, Dy, R, light, z, b0, curl, quiet, b


def density(w, g, k, wa, wb, y, theta, Na, Nb, eta):
    """The density of a record of efficiency eta."""
    _, _, _, _, e, _, _, _, _, _, _, _, R, _, _, _, curl, quiet, b = shared(w, g, k, wa, wb, y, theta)
    S = Na + (2 * k * e) * R * (2 * Na * wb * curl + (Nb * quiet) * b)
    return eta * S + 0.5 * (1 - eta)


def density_hoisted(f, g, k, wa, wb, y, theta, Na, Nb, eta):
    """The same at f Hz, as the kernel has it where the cavity and the resonance are near each other."""
    g, k, wa, wb, y = (rate / (2 * np.pi) for rate in (g, k, wa, wb, y))
    c, s, sin2 = np.cos(theta), np.sin(theta), np.sin(2 * theta)
    b0, t0, v, strength = c * wa + s * k, 4 * y * Nb * wb * wb, 4 * k * wb * Na, eta * g * g
    apart = (wa - wb) * (wa + wb) + k * k
    z0, z1 = strength * v * (wa * k * np.cos(2 * theta) + 0.5 * sin2 * (k * k - wa * wa)), strength * v * 0.5 * sin2
    m0 = strength * (v * s * b0 * g * g * wb + 2 * k * b0 * b0 * t0)
    m1 = strength * (2 * k * s * s * t0 - 2 * v * y * wa)
    ff = f * f
    Bx = (wb - f) * (wb + f)
    u = 2 * (k + y) * Bx + 2 * y * apart
    Dx = Bx * (Bx + (apart + 4 * k * y)) - (g * g * wb * wa + 4 * k * y * wb * wb)
    M = Bx * (z0 + z1 * ff) + (m0 + m1 * ff)
    return M / (Dx * Dx + ff * (u * u)) + (eta * Na + 0.5 * (1 - eta))


def jacobian(w, g, k, wa, wb, y, theta, Na, Nb, eta, temperature=None):
    """The density and its six derivatives; with a temperature N_b follows omega_b."""
    c, s, cos2, sin2, e, ww, Ax, Ay, Bx, By, Dx, Dy, R, light, z, b0, curl, quiet, b = shared(w, g, k, wa, wb, y, theta)
    T = Nb * quiet
    Y = 2 * Na * wb * curl + T * b
    V = 2 * k * e * R
    E = V * Y
    pull = -2 * E * R
    dDx, dDy = pull * Dx, pull * Dy
    v = V * (2 * Na * wb)
    dAx, dAy = dDx * Bx + dDy * By, dDy * Bx - dDx * By
    dBx, dBy = dDx * Ax + dDy * Ay + v * z, dDy * Ax - dDx * Ay
    dz, Vb = v * Bx, V * b
    db0 = 2 * T * b0 * V + s * e * wb * v
    dQ = s * b0 * v - wa * dDx
    columns = np.empty((6, w.size))
    columns[0] = (2 * k * Y * R + dQ * wb) * (2 * g)
    columns[1] = 2 * (e * Y * R + k * dAx - w * dAy) + dz * (wa * cos2 + sin2 * k) + db0 * s
    columns[2] = 2 * wa * dAx - dDx * (e * wb) - v * (2 * y * ww) + dz * (k * cos2 - sin2 * wa) + db0 * c
    columns[3] = 2 * wb * dBx + dQ * e + 2 * Na * V * curl + (8 * y * Nb * wb) * Vb
    if temperature is not None:
        columns[3] += (quiet * occupation(wb, temperature)[1]) * Vb
    columns[4] = (4 * Nb * wb * wb) * Vb - 2 * w * dBy - v * (2 * wa * ww)
    columns[5] = dz * (cos2 * light - 2 * wa * k * sin2) + v * (c * b0 * e * wb) + db0 * (c * k - s * wa) + V * T * ww * sin2
    columns *= eta
    return eta * (Na + E) + 0.5 * (1 - eta), columns
