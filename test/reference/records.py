"""Makes records.json: the step of a sampled linear system, dx = A x dt + B_x dW, dz = C x dt + B_z dW, over a time h, with 150 digits.
E = exp(Ah); the noise of the state Q_xx from A Q + Q A^T = E D E^T - D (a linear system of 10 equations); all that has the averaged
output z/h in it from integrals of exponentials done by hand, with Y = C A^-1, Phi = A^-1 (E - 1), G = B_x B_z^T, R = B_z B_z^T:
  E_zx = Y (E - 1),  Q_xz = Q_xx Y^T - Phi D Y^T + Phi G,
  Q_zz = Y (Q_xx - Phi D - D Phi^T + h D) Y^T + Y (Phi - h) G + its transpose + R h.
No block exponential and no doubling is used here. Inputs are exact doubles, in the shortest decimal that names them.
Run: python3 records.py > records.json (mpmath 1.3, some seconds)."""
import json
import math
from mpmath import mp, mpf, matrix, nstr, lu_solve, eye

mp.dps = 150
TAU = 6.283185307179586


def rows(m):
    return [[float(x) for x in row] for row in m]


def text(m):
    return [nstr(m[i, j], 20) for i in range(m.rows) for j in range(m.cols)]


def step(A, C, Bx, Bz, h):
    A, C, Bx, Bz, h = matrix(A), matrix(C), matrix(Bx), matrix(Bz), mpf(h)
    D, G, R = Bx * Bx.T, Bx * Bz.T, Bz * Bz.T
    n = A.rows
    E = mp.expm(A * h)
    right = E * D * E.T - D
    K = matrix(n * n, n * n)
    for i in range(n):
        for j in range(n):
            for k in range(n):
                K[n * i + j, n * k + j] += A[i, k]
                K[n * i + j, n * i + k] += A[j, k]
    x = lu_solve(K, matrix([right[i, j] for i in range(n) for j in range(n)]))
    Qxx = matrix(n, n)
    for i in range(n):
        for j in range(n):
            Qxx[i, j] = x[n * i + j]
    inverse = A ** -1
    Y = C * inverse
    Phi = inverse * (E - eye(n))
    Qxz = Qxx * Y.T - Phi * D * Y.T + Phi * G
    cross = Y * (Phi - h * eye(n)) * G
    Qzz = Y * (Qxx - Phi * D - D * Phi.T + h * D) * Y.T + cross + cross.T + R * h
    P = matrix(n + 2, n)
    P[0:n, :] = E - eye(n)
    P[n:, :] = Y * (E - eye(n)) / h
    Q = matrix(n + 2, n + 2)
    Q[0:n, 0:n], Q[0:n, n:], Q[n:, 0:n], Q[n:, n:] = Qxx, Qxz / h, Qxz.T / h, Qzz / h**2
    return P, Q


def case(name, A, C, Bx, Bz, times):
    A, C, Bx, Bz = rows(A), rows(C), rows(Bx), rows(Bz)
    out = []
    for h in times:
        P, Q = step(A, C, Bx, Bz, float(h))
        out.append({"interval": repr(float(h)), "propagator": text(P), "covariance": text(Q)})
    flat = lambda m: [repr(x) for row in m for x in row]
    return {"name": name, "drift": flat(A) + flat(C), "noise": flat(Bx) + flat(Bz), "steps": out}


def light(wa, k, g, W1, W2, yq, yp, Na, Nb, outputs, white):
    """Outputs: coefficients of (q, p)."""
    A = [[-k, wa, 0, 0], [-wa, -k, -g, 0], [0, 0, -yq, W1], [-g, 0, -W2, -yp]]
    variances = [2 * k * Na, 2 * k * Na, 2 * yq * Nb, 2 * yp * Nb]
    Bx = [[math.sqrt(v) if i == j else 0 for j in range(6)] for i, v in enumerate(variances)]
    C = [[math.sqrt(2 * k) * c, math.sqrt(2 * k) * s, 0, 0] for c, s in outputs]
    Bz = [[-math.sqrt(Na) * c, -math.sqrt(Na) * s, 0, 0] + [math.sqrt(white[j]) if i == j else 0 for j in range(2)] for i, (c, s) in enumerate(outputs)]
    return A, C, Bx, Bz


k, wa, wb, y = TAU * 435.849e3, TAU * 1.27815e6, TAU * 1278.15e3, TAU * 264.1
cases = []
spread = lambda norm, slow: [1e-7 / norm, 1e-3 / norm, 0.3 / norm, 20 / norm, 0.1 / slow, 20 / slow]
for ratio, angle, eta in [(0.49, math.pi / 2, 1.0), (2.29, 0.328, 0.8)]:
    c, s = math.sqrt(eta) * math.cos(angle), math.sqrt(eta) * math.sin(angle)
    m = light(wa, k, ratio * k, wb, wb, 0, 2 * y, 0.5, 4760233.76, [(c, s), (0, 0)], [(1 - eta) / 2, 0])
    cases.append(case(f"optomechanics, g/kappa = {ratio}", *m, spread(2 * wa, y)))
k, wa, wb = TAU * 1250e3, TAU * 15.13e6, TAU * 8.3e3
y = k * wb / wa
critical = math.sqrt((k**2 + wa**2) * (wb**2 + y**2) / (wa * wb))
for x in [0.93, 2.0]:
    mu = 1 / x
    W1, W2, g = (wb, wb, math.sqrt(x) * critical) if x < 1 else (wb * (1 + mu) / (2 * mu), 2 * wb / (mu * (1 + mu)), math.sqrt(x) * critical * mu * math.sqrt(2 / (1 + mu)))
    r = math.sqrt(0.5)
    m = light(wa, k, g, W1, W2, y, y, 0.5, 0.5000280218, [(r, 0), (0, -r)], [0.25, 0.25])
    cases.append(case(f"Dicke, x = {x}", *m, spread(wa, y)))
m = light(0.7, 1.3, 0.4, 0.9, 1.1, 0.2, 0.3, 0.8, 3.0, [(0.6, 0.8), (1.0, 0.0)], [0.1, 0])
cases.append(case("of order one, outputs that share their noise", *m, [1e-9, 0.01, 1, 50]))
wb, y = TAU * 61.8e3, TAU * 535
A = [[-y, 0, 0, 0], [0, -y, 0, 0], [0, 0, 0, wb], [0, 0, -wb, -2 * y]]
Bx = [[0] * 6] * 3 + [[0, 0, 0, math.sqrt(4 * y * 1e8), 0, 0]]
cases.append(case("an oscillator", A, [[0, 0, 1, 0], [0, 0, 0, 0]], Bx, [[0, 0, 0, 0, 30.0, 0], [0] * 6], spread(wb, y)))
print(json.dumps({"cases": cases}, separators=(",", ":")).replace('{"name"', '\n{"name"'))
