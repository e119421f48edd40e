"""What NumPy and SciPy do in the workloads of the bench."""
import platform
import numpy as np
import scipy
from scipy.linalg import solve_continuous_lyapunov
from scipy.optimize import curve_fit
from fits import errors, f, measured, model, slopes, start
from model import density, density_hoisted, jacobian
from serve import load, serve

omega_a, kappa, omega_b, gamma, g, N_a, N_b, theta, eta, temperature = load("setup")
INDEX = np.array([[0, 1, 2, 3], [1, 4, 5, 6], [2, 5, 7, 8], [3, 6, 8, 9]])


def systems(count, drifts="drifts"):
    return (np.resize(load(name), (count, 4, 4)) for name in (drifts, "diffusions"))


def solve_ten(A, D):
    """Ten unknowns, all systems in one call."""
    m = np.zeros((len(A), 10, 10))
    pairs = [(i, j) for i in range(4) for j in range(i, 4)]
    for row, (i, j) in enumerate(pairs):
        for l in range(4):
            m[:, row, INDEX[l, j]] += A[:, i, l]
            m[:, row, INDEX[i, l]] += A[:, j, l]
    right = -np.stack([D[:, i, j] for i, j in pairs], axis=1)
    return np.linalg.solve(m, right[:, :, None])[:, INDEX.ravel(), 0]


def lyapunov_scipy(count):
    A, D = systems(count)
    return lambda: [solve_continuous_lyapunov(a, -d) for a, d in zip(A, D)]


def lyapunov_poor(count):
    A, D = systems(count, "poor-drifts")
    return lambda: [solve_continuous_lyapunov(a, -d) for a, d in zip(A, D)]


def lyapunov_numpy(count):
    A, D = systems(count)
    return lambda: solve_ten(A, D)


def matrices(couplings):
    A = np.zeros((couplings.size, 4, 4))
    A[:] = [[-kappa, omega_a, 0, 0], [-omega_a, -kappa, 0, 0], [0, 0, 0, omega_b], [0, 0, -omega_b, -2 * gamma]]
    A[:, 1, 2] = A[:, 3, 0] = -couplings
    return A, np.diag([2 * kappa * N_a, 2 * kappa * N_a, 0, 4 * gamma * N_b])


def rates(sigma):
    mu_a = 2 * kappa * ((sigma[:, 0] + sigma[:, 5]) / (2 * N_a) - 1)
    mu_b = 2 * gamma * (sigma[:, 15] / N_b - 1)
    return np.stack([mu_a + mu_b, mu_a, mu_b])


def sweep_scipy(count):
    couplings = np.resize(load("couplings"), count)

    def run():
        A, D = matrices(couplings)
        return rates(np.array([solve_continuous_lyapunov(a, -D).ravel() for a in A]))

    return run


def sweep_numpy(count):
    couplings = np.resize(load("couplings"), count)

    def run():
        A, D = matrices(couplings)
        return rates(solve_ten(A, np.broadcast_to(D, A.shape)))

    return run


def sweep_closed(count):
    """Our closed form: what does not change along the sweep, once; nothing cancels."""
    couplings = np.resize(load("couplings"), count)
    out = np.empty((3, count))

    def run():
        G, r, ww = 2 * gamma, 2 * kappa + 2 * gamma, omega_a * omega_b
        d, p, kG, Ka = omega_a - omega_b, omega_a + omega_b, kappa + 2 * gamma, omega_a**2 + kappa**2
        Q = (d * d + kappa**2) * (p * p + kappa**2) + 2 * kappa * G * (Ka + omega_b**2) + G * G * Ka
        U = 2 * kappa * (omega_a**2 + kG * kG) + G * omega_b**2
        Qm = kappa * (d * d + kG * kG) - G * omega_b * d
        Pm = kappa * (d * d + kappa**2) + G * (omega_a * d + kappa**2)
        still = 2 * G * (N_b * Qm + (N_b - 0.5) * r * ww)
        Z = U * (N_b * G * omega_a + N_a * kappa * omega_b)
        b = 2 * G * kappa / N_b * (N_a * Pm - (N_b - 0.5) * r * ww)
        e = couplings * couplings
        over = e / (e * (ww * r * r) + 2 * kappa * G * Q)
        out[1] = (kappa / N_a) * over * (still + e * (Z / (omega_b * Ka - e * omega_a)))
        out[2] = b * over
        np.add(out[1], out[2], out=out[0])
        return out

    return run


def spectrum_closed(count):
    frequencies = np.resize(load("frequencies"), count)
    return lambda: density(2 * np.pi * frequencies, g, kappa, omega_a, omega_b, gamma, theta, N_a, N_b, eta)


def spectrum_hoisted(count):
    frequencies = np.resize(load("frequencies"), count)
    return lambda: density_hoisted(frequencies, g, kappa, omega_a, omega_b, gamma, theta, N_a, N_b, eta)


def spectrum_inverse(count):
    """c^T chi N chi^H c with chi = (-i omega - A)^-1, all frequencies in one call."""
    frequencies = np.resize(load("frequencies"), count)
    A, D = matrices(np.array([g]))
    c = np.array([np.cos(theta), np.sin(theta)])

    def run():
        chi = np.linalg.inv(-2j * np.pi * frequencies[:, None, None] * np.eye(4) - A)
        row = np.einsum("j,fjk->fk", c, chi[:, :2])
        light = 2 * kappa * row[:, :2] - c
        S = N_a * (abs(light) ** 2).sum(axis=1) + 2 * kappa * D[3, 3] * abs(row[:, 3]) ** 2
        return eta * S + 0.5 * (1 - eta)

    return run


def jacobian_closed(count):
    frequencies = np.resize(load("frequencies"), count)

    def run():
        S, columns = jacobian(2 * np.pi * frequencies, g, kappa, omega_a, omega_b, gamma, theta, N_a, N_b, eta)
        return np.concatenate([S[None], columns])

    return run


def fitted(data, first, jac):
    return curve_fit(model, f, data, first, errors, absolute_sigma=True, method="lm", jac=jac, ftol=1e-8, xtol=1e-8)[0]


def fit_analytic(_):
    return lambda: fitted(measured, np.ones(6), slopes) * start


def fit_numeric(_):
    return lambda: fitted(measured, np.ones(6), None) * start


def refit(count):
    """Spectra drawn from the fitted one, and fitted again from there."""
    found = fitted(measured, np.ones(6), slopes)
    mean = model(f, *found)
    n = 100
    random = np.random.Generator(np.random.Philox(1))
    return lambda: [fitted(random.gamma(n, mean / n), found, slopes) * start for _ in range(count)]


serve(
    f"NumPy {np.__version__}, SciPy {scipy.__version__}, Python {platform.python_version()}",
    {
        "lyapunov-scipy": lyapunov_scipy,
        "lyapunov-poor": lyapunov_poor,
        "lyapunov-numpy": lyapunov_numpy,
        "sweep-scipy": sweep_scipy,
        "sweep-numpy": sweep_numpy,
        "sweep-closed": sweep_closed,
        "spectrum-closed": spectrum_closed,
        "spectrum-hoisted": spectrum_hoisted,
        "spectrum-inverse": spectrum_inverse,
        "jacobian-closed": jacobian_closed,
        "fit-analytic": fit_analytic,
        "fit-numeric": fit_numeric,
        "refit": refit,
    },
)
