"""Makes spectra.json: noise spectra and their derivatives by every parameter, from the matrix form with 60 digits.
chi(w) = (-iw - A)^-1 of the 4x4 drift, inverted numerically; V = sum of N T T^dagger over the noises; derivatives are central
differences with a step of 1e-22 of the parameter. No closed form of a spectrum is used here.
Inputs are exact doubles, written in the shortest decimal that names them.
Run: python3 spectra.py > spectra.json (mpmath 1.3, about a minute)."""
import json
import random
from mpmath import mp, mpf, mpc, matrix, sqrt, cos, sin, pi, nstr

mp.dps = 60
random.seed(20260112)
NAMES = ["omegaA", "kappaA", "omegaB", "gammaB", "coupling", "nThermalA", "nThermalB", "angle"]


def critical(model, p):
    Kb = p["omegaB"] ** 2 + (0 if model == "OM" else p["gammaB"] ** 2)
    return (p["omegaA"] ** 2 + p["kappaA"] ** 2) * Kb / (p["omegaA"] * p["omegaB"])


def system(model, is_ratio, p):
    """Drift and noise strengths; the coupling is g, or x = (g/g_cr)^2."""
    wa, k, wb, y, c = (p[n] for n in NAMES[:5])
    e = c * critical(model, p) if is_ratio else c * c
    W1 = W2 = wb
    g = sqrt(e)
    if model == "SR":
        mu = critical(model, p) / e
        W1, W2, g = wb * (1 + mu) / (2 * mu), 2 * wb / (mu * (1 + mu)), g * mu * sqrt(2 / (1 + mu))
    yq, yp = (0, 2 * y) if model == "OM" else (y, y)
    A = matrix([[-k, wa, 0, 0], [-wa, -k, -g, 0], [0, 0, -yq, W1], [-g, 0, -W2, -yp]])
    half = mpf(1) / 2
    Na, Nb = p["nThermalA"] + half, p["nThermalB"] + half
    Db = [0, 4 * y * Nb] if model == "OM" else [2 * y * Nb, 2 * y * Nb]
    return A, [Na, Na] + Db


def output(model, is_ratio, p, w):
    """V(w): 2x2 noise matrix of (q, p) of the light that leaves the cavity."""
    A, noise = system(model, is_ratio, p)
    k = p["kappaA"]
    chi = (-1j * w * mp.eye(4) - A) ** -1
    T = [[(2 * k if n < 2 else sqrt(2 * k)) * chi[i, n] - (1 if n == i else 0) for n in range(4)] for i in range(2)]
    return [[sum(noise[n] * T[i][n] * mp.conj(T[j][n]) for n in range(4)) for j in range(2)] for i in range(2)]


def homodyne(model, is_ratio, p, w):
    V = output(model, is_ratio, p, w)
    c, s = cos(p["angle"]), sin(p["angle"])
    return mp.re(c * c * V[0][0] + c * s * (V[0][1] + V[1][0]) + s * s * V[1][1])


def heterodyne(model, is_ratio, p, w):
    V = output(model, is_ratio, p, w)
    return mp.re((V[0][0] + V[1][1]) / 2 + (V[1][0] - V[0][1]) * 1j / 2) - mpf(1) / 2


def sideband(model, is_ratio, p, w):
    V = output(model, is_ratio, p, w)
    return (V[0][0] - V[1][1]) / 2 + (V[0][1] + V[1][0]) * 1j / 2


def thermal(model, is_ratio, p, w):
    wb, y = p["omegaB"], p["gammaB"]
    return 4 * y * (p["nThermalB"] + mpf(1) / 2) * wb**2 / ((wb**2 - w**2) ** 2 + 4 * y**2 * w**2)


def slope(f, args, p, w, name):
    h = max(abs(p[name]), mpf("1e-3")) * mpf("1e-22")
    return (f(*args, {**p, name: p[name] + h}, w) - f(*args, {**p, name: p[name] - h}, w)) / (2 * h)


def text(x):
    return nstr(x, 25)


def case(model, kind, is_ratio, values, frequencies):
    p = {n: mpf(float(v)) for n, v in zip(NAMES, values)}
    f = {"homodyne": homodyne, "heterodyne": heterodyne, "thermal": thermal}[kind]
    names = [n for n in NAMES if (n != "angle" or kind == "homodyne")]
    if kind == "thermal":
        names = ["omegaB", "gammaB", "nThermalB"]
    ws = [2 * pi * mpf(float(v)) for v in frequencies]
    out = {
        "model": model, "kind": kind, "isRatio": is_ratio,
        "inputs": {n: repr(float(v)) for n, v in zip(NAMES, values)},
        "frequencies": [repr(float(v)) for v in frequencies],
        "S": [text(f(model, is_ratio, p, w)) for w in ws],
        "slopes": {n: [text(slope(f, (model, is_ratio), p, w, n)) for w in ws] for n in names},
    }
    if kind == "heterodyne":
        M = [sideband(model, is_ratio, p, w) for w in ws]
        out["M"] = [[text(mp.re(z)) for z in M], [text(mp.im(z)) for z in M]]
    return out


TAU = 6.283185307179586
OM = [TAU * 1.27815e6, TAU * 435.849e3, TAU * 1278.15e3, TAU * 264.1]
BEC = [TAU * 15.13e6, TAU * 1250e3, TAU * 8.3e3, TAU * 1250e3 * 8.3e3 / 15.13e6]


def spread(wa, wb, y, width):
    # a fifth of a width off: at the very top a derivative changes sign, and 2 pi f rounds
    fa, fb = abs(wa) / TAU, (wb + 0.2 * y) / TAU
    return [0.0, fb, -fb, fb * (1 + 0.7 * width), 0.31 * fb, 2.3 * fb, fa, -1.7 * fa]


cases = []
for ratio, angle in [(1e-6, 1.5707963267948966), (0.1, 0.328), (0.49, 1.5707963267948966), (2.29, 0.0), (2.29, -1.1), (3.0, 1.5707963267948966)]:
    cases.append(case("OM", "homodyne", False, OM + [ratio * OM[1], 0.0, 4760233.262869517, angle], spread(OM[0], OM[2], OM[3], 0.05)))
for x in [1e-6, 0.5, 0.93, 0.99, 0.999]:
    for kind in ["heterodyne", "homodyne"]:
        cases.append(case("BEC", kind, True, BEC + [x, 0.0, 2.802175968961762e-5, 0.7], spread(BEC[2], BEC[2], BEC[3], 0.1)))
for x in [1.05, 2.0, 50.0]:
    for kind in ["heterodyne", "homodyne"]:
        cases.append(case("SR", kind, True, BEC + [x, 0.0, 2.802175968961762e-5, 0.7], spread(BEC[2], x * BEC[2], BEC[3], 0.1)))
for i in range(24):
    wa, k, wb, y = (10 ** random.uniform(-1, 1) for _ in range(4))
    y = y * (1e-4 if i % 4 == 0 else 1)
    nA, nB = random.choice([0.0, 0.3, 5.0]), 10 ** random.uniform(-2, 3)
    angle = random.uniform(-2, 2)
    model = ["OM", "BEC", "SR"][i % 3]
    is_ratio = model != "OM" and i % 2 == 0
    kind = "homodyne" if model == "OM" or i % 4 < 2 else "heterodyne"
    p = dict(zip(NAMES, [mpf(v) for v in (wa, k, wb, y)]))
    x = random.uniform(0.05, 0.9) if model != "SR" else 1 + 10 ** random.uniform(-1, 1)
    blue = model == "OM" and i % 6 == 0
    if blue:
        wa = -wa
        coupling = 0.01 * y
    else:
        coupling = x if is_ratio else float(sqrt(mpf(x) * critical(model, p)))
    cases.append(case(model, kind, is_ratio, [wa, k, wb, y, coupling, nA, nB, angle], spread(wa, wb, y, y / wb)))
for wb, y, n in [(TAU * 61.8e3, TAU * 535, 1e8), (1.0, 0.3, 0.0), (2.0, 1e-6, 7.5)]:
    cases.append(case("thermal", "thermal", False, [0, 0, wb, y, 0, 0, n, 0], [0.0, (wb + 0.2 * y) / TAU, 0.99 * wb / TAU, 3 * wb / TAU]))
print(json.dumps({"cases": cases}, separators=(",", ":")).replace('{"model"', '\n{"model"'))
