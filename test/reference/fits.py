"""Makes fits.json: noisy spectra, and where their likelihood has its optimum, with 50 digits.
The model is the matrix form chi(w) = (-iw - A)^-1 of the drift, T = a c.chi - c, V = sum of N T T^dagger; its derivatives are those of
the same matrices, dchi = chi dA chi. The noise is numpy's: Gamma numbers a bin; where a heterodyne spectrum has both +f and -f, complex
normal amplitudes of both, averaged. The optimum is the root of the score, n sum (P/S - 1) dlnS - (p - cal)/s^2: Fisher scoring and
Newton in double precision from the truth, then Newton with 50 digits until the next step is below 1e-18 of a standard error.
Covariance: (F + calibrations)^-1 (F + calibrations + X) (the same)^-1, F = n sum dlnS dlnS^T, X = n sum rho^2 dlnS(w) dlnS(-w)^T over
bins that have their mirror. At f = 0 the amplitude of a heterodyne record is complex, its shape is n, and it is its own mirror:
<z z> = M leaves |z|^2 with the variance P^2 (1 + rho^2).
Run: python3 fits.py > fits.json (numpy, mpmath; about a minute)
     python3 fits.py hesse < fits.json (numpy, iminuit) prints, for comparison, errors by expected information over those by HESSE."""
import json
import math
import sys
import numpy as np

TAU = 2 * math.pi
H, KB = "6.62607015e-34", "1.380649e-23"
ANGLE, EFFICIENCY = math.pi / 2, 1.0
DETECTION = {"angle": ANGLE, "efficiency": EFFICIENCY, "gain": 1.0, "dark": 0.0, "background": 0.0, "backgroundSlope": 0.0}


class Floats:
    """Arithmetic with doubles, as mpmath's with many digits."""
    sqrt, cos, sin, exp, expm1, pi = math.sqrt, math.cos, math.sin, math.exp, math.expm1, math.pi

    @staticmethod
    def mpf(x):
        return float(x)


def pieces(case, p, m):
    """What the spectrum is made of, at parameters p: drift, noises, the row c that is seen, factors a, and the record's levels."""
    half = m.mpf(1) / 2
    wb, y = p["omegaB"], p["gammaB"]
    if "temperatureB" in p:
        Nb = 1 / m.expm1(m.mpf(H) * (wb / (2 * m.pi)) / (m.mpf(KB) * p["temperatureB"])) + half
    else:
        Nb = p["nThermalB"] + half
    q = {**{k: m.mpf(v) for k, v in DETECTION.items()}, **p}
    out = {k: q[k] for k in ["gain", "dark", "background", "backgroundSlope"]}
    if case["model"] == "thermal":
        # the position itself: no light, no reflection
        return {**out, "A": [[0, wb], [-wb, -2 * y]], "N": [0, 4 * y * Nb], "c": [1, 0], "a": [1, 1], "mirrored": [0, 0],
                "efficiency": 1, "vacuum": 0, "offset": 0}
    wa, k = p["omegaA"], p["kappaA"]
    isOM = case["model"] == "optomechanics"
    critical = (wa**2 + k**2) * (wb**2 + (0 if isOM else y**2)) / (wa * wb)
    if "gAB" in p:
        e = p["gAB"] ** 2
    elif "logDistance" in p:
        e = (1 - m.exp(p["logDistance"])) * critical
    else:
        e = p["couplingRatioSquared"] * critical
    g, W1, W2 = m.sqrt(e), wb, wb
    if case.get("superradiant"):
        mu = critical / e
        W1, W2, g = wb * (1 + mu) / (2 * mu), 2 * wb / (mu * (1 + mu)), g * mu * m.sqrt(2 / (1 + mu))
    yq, yp = (0, 2 * y) if isOM else (y, y)
    A = [[-k, wa, 0, 0], [-wa, -k, -g, 0], [0, 0, -yq, W1], [-g, 0, -W2, -yp]]
    N = [half, half, 0, 4 * y * Nb] if isOM else [half, half, 2 * y * Nb, 2 * y * Nb]
    r = m.sqrt(2 * k)
    light = {**out, "A": A, "N": N, "a": [2 * k, 2 * k, r, r], "efficiency": q["efficiency"]}
    if case["detection"] == "homodyne":
        c = [m.cos(q["angle"]), m.sin(q["angle"]), 0, 0]
        return {**light, "c": c, "mirrored": c, "vacuum": (1 - q["efficiency"]) / 2, "offset": 0}
    s = m.sqrt(half)
    return {**light, "c": [s, s * 1j, 0, 0], "mirrored": [s, s * -1j, 0, 0], "vacuum": 1, "offset": half}


def combine(x, y, f):
    """f of every number of two nests of lists."""
    if isinstance(x, dict):
        return {k: combine(x[k], y[k], f) for k in x}
    if isinstance(x, list):
        return [combine(a, b, f) for a, b in zip(x, y)]
    return f(x, y)


def slopes(case, p, mp):
    """d pieces/d parameter: central differences, with 50 digits good to 30."""
    all_ = []
    for name in names(case):
        h = max(abs(p[name]), mp.mpf("1e-3")) * mp.mpf("1e-16")
        up, down = pieces(case, {**p, name: p[name] + h}, mp), pieces(case, {**p, name: p[name] - h}, mp)
        all_.append(combine(up, down, lambda x, y: (x - y) / (2 * h)))
    return all_


def names(case):
    return case["free"] + list(case.get("calibrated", {}))


def frequencies(case):
    return np.array([first + step * i for first, step, count in case["segments"] for i in range(count)], dtype=float)


def record(case, one, S, f):
    sides = 2 if case["sides"] == "one" else 1
    return one["gain"] * (sides * (one["efficiency"] * S + one["vacuum"]) + one["dark"]) + one["background"] + one["backgroundSlope"] * f


def record_slope(case, one, d, S, dS):
    """Derivative of the record but for the slope's f, which is added by the caller."""
    sides = 2 if case["sides"] == "one" else 1
    inner = sides * (one["efficiency"] * S + one["vacuum"]) + one["dark"]
    return d["gain"] * inner + one["gain"] * (sides * (d["efficiency"] * S + one["efficiency"] * dS + d["vacuum"]) + d["dark"]) + d["background"]


# ------------------------------------------------------------------------------------------------- in double precision

def plain(x):
    if isinstance(x, dict):
        return {k: plain(v) for k, v in x.items()}
    if isinstance(x, list):
        return [plain(v) for v in x]
    z = complex(x)
    return z if z.imag != 0 else z.real


def model(case, one, ds, f):
    """P, dP (k x bins) and M of every bin."""
    one = plain(one)
    arrays = {k: np.array(one[k], dtype=complex) for k in "ANca"}
    n = len(one["N"])
    chi = np.linalg.inv(-1j * TAU * f[:, None, None] * np.eye(n) - arrays["A"])
    u = np.einsum("i,fij->fj", arrays["c"], chi)
    isLight = case["model"] != "thermal"
    t = arrays["a"] * u - (arrays["c"] if isLight else 0)
    N = arrays["N"].real
    S = (N * abs(t) ** 2).sum(1) - one["offset"]
    rows = []
    for d in map(plain, ds):
        dA, dN, dc, da = (np.array(d[k], dtype=complex) for k in "ANca")
        du = np.einsum("i,fij->fj", dc, chi) + np.einsum("fi,ij,fjk->fk", u, dA, chi)
        dt = da * u + arrays["a"] * du - (dc if isLight else 0)
        dS = (dN.real * abs(t) ** 2 + 2 * N * (t.conj() * dt).real).sum(1) - d["offset"]
        rows.append(record_slope(case, one, d, S, dS) + d["backgroundSlope"] * f)
    s = arrays["a"] * np.einsum("i,fij->fj", np.array(one["mirrored"], dtype=complex), chi) - (np.array(one["mirrored"]) if isLight else 0)
    M = (N * t * s.conj()).sum(1)
    return record(case, one, S, f), np.array(rows), one["gain"] * one["efficiency"] * M


def score(case, p, f, P, sigma, mp):
    """Score and information at p, in double precision."""
    S, dS, _ = model(case, pieces(case, p, mp), slopes(case, p, mp), f)
    if (S <= 0).any():
        return None
    w = 1 / sigma if sigma is not None else math.sqrt(case["averages"]["fit"]) / S
    g = (dS * w * (w * (P - S))).sum(1)
    F = (dS * w) @ (dS * w).T
    r = P / S
    cost = 0.5 * ((w * (P - S)) ** 2).sum() if sigma is not None else case["averages"]["fit"] * (r - 1 - np.log(r)).sum()
    for i, name in enumerate(names(case)):
        if name in case.get("calibrated", {}):
            value, error = case["calibrated"][name]
            away = float(p[name] - mp.mpf(value))
            g[i] -= away / error**2
            F[i, i] += 1 / error**2
            cost += 0.5 * (away / error) ** 2
    return cost, g, F


def draw(case, f, mp):
    """The spectrum as it would be measured."""
    rng = np.random.default_rng(case["seed"])
    n = case["averages"]["bin"]
    truth = {k: mp.mpf(v) for k, v in case["truth"].items()}
    P, _, M = model(case, pieces(case, truth, mp), [], f)
    out = P * rng.gamma(n, 1 / n, len(f))
    if case["detection"] == "heterodyne":
        at = {x: i for i, x in enumerate(f)}
        for i, x in enumerate(f):
            j = at.get(-x)
            if j is None or j < i:
                continue
            white = rng.standard_normal((4, n))
            if i == j:  # real and imaginary part of an improper complex number
                C = np.array([[P[i] + M[i].real, M[i].imag], [M[i].imag, P[i] - M[i].real]]) / 2
                z = np.linalg.cholesky(C) @ white[:2]
                out[i] = (z**2).sum(0).mean()
            else:  # <z+ conj(z+)> = P+, <z- conj(z-)> = P-, <z+ z-> = M
                C = np.array([[P[i], M[i]], [M[i].conj(), P[j]]])
                z = np.linalg.cholesky(C) @ ((white[:2] + 1j * white[2:]) / math.sqrt(2))
                out[i], out[j] = (abs(z) ** 2).mean(1)
    return np.array([float(f"{x:.6g}") for x in out]), P


# ------------------------------------------------------------------------------------------------- with 50 digits

def inverse(B):
    """Gauss and Jordan with pivots."""
    n = len(B)
    rows = [list(row) + [int(i == j) for j in range(n)] for i, row in enumerate(B)]
    for k in range(n):
        best = max(range(k, n), key=lambda i: abs(complex(rows[i][k])))
        rows[k], rows[best] = rows[best], rows[k]
        per = 1 / rows[k][k]
        rows[k] = [x * per if x != 0 else 0 for x in rows[k]]
        for i in range(n):
            factor = rows[i][k]
            if i != k and factor != 0:
                rows[i] = [x - factor * z if z != 0 else x for x, z in zip(rows[i], rows[k])]
    return [row[n:] for row in rows]


def exact_bin(case, one, ds, f, mp):
    """P, dP and M of one bin."""
    n = len(one["N"])
    w = 2 * mp.pi * mp.mpf(int(f))
    chi = inverse([[-one["A"][i][j] - (mp.mpc(0, w) if i == j else 0) for j in range(n)] for i in range(n)])
    row = lambda c: [sum(c[i] * chi[i][j] for i in range(n) if c[i] != 0) + mp.mpc(0) for j in range(n)]
    isLight = case["model"] != "thermal"
    u = row(one["c"])
    t = [one["a"][j] * u[j] - (one["c"][j] if isLight else 0) for j in range(n)]
    square = [mp.re(z) ** 2 + mp.im(z) ** 2 for z in t]
    S = sum(x * s for x, s in zip(one["N"], square)) - one["offset"]
    dP = []
    for d in ds:
        uA = [sum(u[i] * d["A"][i][j] for i in range(n) if d["A"][i][j] != 0) for j in range(n)]
        du = row([x + z for x, z in zip(d["c"], uA)])
        dt = [d["a"][j] * u[j] + one["a"][j] * du[j] - (d["c"][j] if isLight else 0) for j in range(n)]
        dS = sum(d["N"][j] * square[j] + 2 * one["N"][j] * mp.re(mp.conj(t[j]) * dt[j]) for j in range(n)) - d["offset"]
        dP.append(record_slope(case, one, d, S, dS) + d["backgroundSlope"] * int(f))
    s = row(one["mirrored"])
    M = sum(one["N"][j] * t[j] * mp.conj(one["a"][j] * s[j] - (one["mirrored"][j] if isLight else 0)) for j in range(n))
    return record(case, one, S, int(f)), dP, one["gain"] * one["efficiency"] * M


def exact_all(case, p, f, mp):
    one, ds = pieces(case, p, mp), slopes(case, p, mp)
    return [exact_bin(case, one, ds, x, mp) for x in f]


def check_slopes(case, p, bins, f, mp):
    """The derivatives against differences of the spectrum itself, at a bin in the middle."""
    middle = len(f) // 2 + 7
    for a, name in enumerate(names(case)):
        h = max(abs(p[name]), mp.mpf("1e-3")) * mp.mpf("1e-16")
        up, down = (exact_bin(case, pieces(case, {**p, name: p[name] + x}, mp), [], f[middle], mp)[0] for x in (h, -h))
        assert abs((up - down) / (2 * h) - bins[middle][1][a]) < mp.mpf("1e-36") * abs(bins[middle][0] / h), name


def exact_score(case, p, bins, P, sigma, mp):
    k = len(names(case))
    n = mp.mpf(case["averages"]["fit"]) if sigma is None else None
    g = [mp.mpf(0)] * k
    for i, (S, dS, _) in enumerate(bins):
        w = n / S**2 if sigma is None else 1 / sigma[i] ** 2
        for a in range(k):
            g[a] += w * (P[i] - S) * dS[a]
    for a, name in enumerate(names(case)):
        if name in case.get("calibrated", {}):
            value, error = (mp.mpf(x) for x in case["calibrated"][name])
            g[a] -= (p[name] - value) / error**2
    return g


def exact_covariance(case, f, bins, sigma, mp):
    k = len(names(case))
    n = mp.mpf(case["averages"]["fit"]) if sigma is None else None
    F, X = mp.matrix(k, k), mp.matrix(k, k)
    at = {x: i for i, x in enumerate(f)}
    greatest = 0
    for i, (S, dS, M) in enumerate(bins):
        w = n / S**2 if sigma is None else 1 / sigma[i] ** 2
        j = at.get(-f[i]) if case["detection"] == "heterodyne" and sigma is None else None
        if j is not None:
            other, dOther, _ = bins[j]
            coherence = (mp.re(M) ** 2 + mp.im(M) ** 2) / (S * other)
            greatest = max(greatest, coherence)
        for a in range(k):
            for b in range(k):
                F[a, b] += w * dS[a] * dS[b]
                if j is not None:
                    X[a, b] += n * coherence * dS[a] * dOther[b] / (S * other)
    for a, name in enumerate(names(case)):
        if name in case.get("calibrated", {}):
            F[a, a] += 1 / mp.mpf(case["calibrated"][name][1]) ** 2
    inv = F**-1
    return inv * (F + X) * inv, inv, greatest


def solve(case):
    from mpmath import mp
    mp.dps = 50
    f = frequencies(case)
    P, expected = draw(case, f, mp)
    given = None
    if case["errors"] == "given":
        given = np.array([float(f"{x:.4g}") for x in expected / math.sqrt(case["averages"]["fit"])])
    kept = f != 0 if case.get("superradiant") else np.ones(len(f), dtype=bool)  # the carrier
    fk, Pk, sigma = f[kept], P[kept], None if given is None else given[kept]
    free = names(case)
    p = {k: mp.mpf(v) for k, v in case["truth"].items()}
    at = lambda base, step: {**base, **{name: base[name] + mp.mpf(float(x)) for name, x in zip(free, step)}}
    # Fisher scoring, never uphill
    cost, g, F = score(case, p, fk, Pk, sigma, mp)
    for _ in range(200):
        scale = 1 / np.sqrt(np.diag(F))
        step = scale * np.linalg.solve(F * np.outer(scale, scale), scale * g)
        if step @ g < 1e-8:
            break
        part = 1.0
        while True:
            tried = score(case, at(p, part * step), fk, Pk, sigma, mp)
            if tried and tried[0] < cost:
                break
            part /= 2
            if part < 1e-9:
                raise RuntimeError(case["name"] + ": uphill")
        p = at(p, part * step)
        cost, g, F = tried
    # curvature, from differences of the score along directions in which the information is the unit matrix
    root = scale[:, None] * np.linalg.inv(np.linalg.cholesky(F * np.outer(scale, scale))).T
    turned = lambda z: root.T @ score(case, at(p, root @ z), fk, Pk, sigma, mp)[1]
    curvature = np.array([(turned(-z) - turned(z)) / 2e-3 for z in 1e-3 * np.eye(len(free))])
    curvature = 0.5 * (curvature + curvature.T)
    if np.linalg.eigvalsh(curvature)[0] <= 0:
        raise RuntimeError(case["name"] + ": no minimum")
    exactP = [mp.mpf(repr(float(x))) for x in Pk]
    exactSigma = None if sigma is None else [mp.mpf(repr(float(x))) for x in sigma]
    root = mp.matrix(root.tolist())
    step = root * mp.inverse(mp.matrix(curvature.tolist())) * root.T
    for turn in range(30):
        bins = exact_all(case, p, fk, mp)
        g = mp.matrix(exact_score(case, p, bins, exactP, exactSigma, mp))
        size = mp.norm(root.T * g)
        if size < mp.mpf("1e-18"):
            break
        p = {**p, **dict(zip(free, [p[name] + x for name, x in zip(free, step * g)]))}
    else:
        raise RuntimeError(case["name"] + ": no root")
    check_slopes(case, p, bins, fk, mp)
    covariance, plain_, coherence = exact_covariance(case, fk, bins, exactSigma, mp)
    n = mp.mpf(case["averages"]["bin"])
    deviance = mp.mpf(0)
    for i, (S, _, _) in enumerate(bins):
        r = exactP[i] / S
        deviance += ((exactP[i] - S) / exactSigma[i]) ** 2 if exactSigma else n * (r - 1) ** 2 if case["errors"] == "model" else 2 * n * (r - 1 - mp.log(r))
    for name, (value, err) in case.get("calibrated", {}).items():
        deviance += ((p[name] - mp.mpf(value)) / mp.mpf(err)) ** 2
    k = len(free)
    away = [float((p[name] - mp.mpf(case["truth"][name])) / mp.sqrt(covariance[i, i])) for i, name in enumerate(free)]
    print(f"{case['name']}: {len(fk)} bins, {turn} steps, score {float(size):.1e}, rho^2 < {float(coherence):.2f}, from the truth "
          + " ".join(f"{x:.1f}" for x in away), file=sys.stderr)
    text = lambda x: mp.nstr(x, 20)
    out = {
        **case, "density": [f"{x:.6g}" for x in P],
        "optimum": {name: text(p[name]) for name in free},
        "covariance": [text(covariance[i, j]) for i in range(k) for j in range(k)],
        "expected": [text(plain_[i, j]) for i in range(k) for j in range(k)],
        "deviance": text(deviance),
    }
    if given is not None:
        out["sigma"] = [f"{x:.4g}" for x in given]
    return out


# ------------------------------------------------------------------------------------------------- the spectra

OM = {"omegaA": TAU * 1.27815e6, "kappaA": TAU * 435.849e3, "omegaB": TAU * 1278.15e3, "gammaB": TAU * 264.1}
BEC = {"omegaA": TAU * 15.13e6, "kappaA": TAU * 1250e3, "omegaB": TAU * 8.3e3, "gammaB": TAU * 1250e3 * 8.3e3 / 15.13e6}
FIVE = ["gAB", "kappaA", "omegaA", "omegaB", "gammaB"]
THREE = ["couplingRatioSquared", "gammaB", "background"]
BROAD = [[300000, 7000, 301]]
LINE = [[300000, 30000, 32], [1260000, 150, 241], [1300000, 30000, 37]]  # finer where the mechanics is
PAIRED = [[-20000, 125, 321]]
APART = [[-19960, 125, 321]]


def case(name, seed, n, **fields):
    averages = n if isinstance(n, dict) else {"bin": n, "fit": n}
    return {"name": name, "seed": seed, "averages": averages, "sides": "two", "errors": "gamma", **fields}


def optomechanics(name, ratio, n, free, segments=BROAD, seed=0, bath={"temperatureB": 292.0}, also={}, **fields):
    truth = {**OM, "gAB": ratio * OM["kappaA"], **bath, "angle": ANGLE, **also}
    return case(f"optomechanics, g/kappa = {ratio}, n = {n if not isinstance(n, dict) else 'two numbers'}{name}", seed, n,
                model="optomechanics", detection="homodyne", free=free, truth=truth, segments=segments, **fields)


def bec(name, x, n, free=THREE, segments=PAIRED, seed=0, also={}, coupling=None, **fields):
    truth = {**BEC, **(coupling or {"couplingRatioSquared": x}), "temperatureB": 38e-9, "background": 0.0, **also}
    return case(f"condensate, x = {x}, n = {n}{name}", seed, n, model="dicke", detection="heterodyne", free=free, truth=truth,
                segments=segments, **fields)


def thermal(name, n, seed, **fields):
    truth = {"omegaB": OM["omegaB"], "gammaB": OM["gammaB"], "temperatureB": 292.0, "gain": 0.002, "background": 0.15}
    return case(f"thermal oscillator, n = {n}{name}", seed, n, model="thermal", detection="position",
                free=["omegaB", "gammaB", "gain", "background"], truth=truth, segments=[[1270150, 50, 321]], **fields)


SIX = [*FIVE, "angle"]
CASES = [
    # the light damps as strongly as the bath does here, and a line tells the sum and the product of both: gamma comes from elsewhere
    optomechanics("", 0.05, 1000, ["gAB", "omegaB", "angle"], LINE, 1),
    optomechanics(", gamma calibrated", 0.05, 100, ["gAB", "kappaA", "omegaA", "omegaB"], LINE, 2,
                  calibrated={"gammaB": [1675.0, 20.0]}),
    optomechanics("", 0.49, 10, SIX, BROAD, 3),
    optomechanics(", angle 18.8 degrees", 0.49, 1000, SIX, BROAD, 4, also={"angle": 0.328}),
    optomechanics(", two numbers of averages", 0.49, {"bin": 37, "fit": 18.5}, FIVE, BROAD, 5),
    optomechanics(", given errors", 0.49, 100, FIVE, BROAD, 6, errors="given"),
    optomechanics(", efficiency 0.6", 1, 100, SIX, BROAD, 7, also={"efficiency": 0.6}),
    optomechanics(", one-sided, gain and background", 1, 100, SIX, BROAD, 8, sides="one", also={"gain": 3.7, "background": 1.25}),
    optomechanics(", least squares", 1, 10, FIVE, BROAD, 9, errors="model"),
    optomechanics(", occupation free, slope", 1, 1000, ["gAB", "kappaA", "omegaA", "omegaB", "nThermalB", "backgroundSlope"], BROAD, 10,
                  bath={"nThermalB": 4.76e6}, also={"backgroundSlope": 1e-7}),
    optomechanics("", 2.29, 10, FIVE, BROAD, 11),
    optomechanics("", 3, 100, FIVE, BROAD, 13),
    optomechanics(", gamma calibrated, efficiency free", 2.29, 100, ["gAB", "kappaA", "omegaA", "omegaB", "efficiency"], BROAD, 12,
                  calibrated={"gammaB": [1640.0, 50.0]}, also={"efficiency": 0.7}),
    bec(", pairs", 0.5, 100, seed=21),
    bec(", efficiency 0.05, apart", 0.5, 1000, segments=APART, seed=22, also={"efficiency": 0.05}),
    bec(", pairs", 0.93, 10, seed=23),
    bec(", apart", 0.93, 100, segments=APART, seed=24),
    bec(", efficiency 0.05, pairs, gain", 0.93, 100, seed=25, also={"efficiency": 0.05, "gain": 2.5, "background": 0.5}),
    bec(", pairs, omega_b and efficiency free", 0.93, 100, free=[*THREE, "omegaB", "efficiency"], seed=26, also={"efficiency": 0.8}),
    bec(", pairs, least squares, gamma calibrated", 0.93, 100, free=["couplingRatioSquared", "background"], seed=27, errors="model",
        calibrated={"gammaB": [4400.0, 100.0]}),
    bec(", pairs, ln(1 - x)", 0.99, 100, free=["logDistance", "gammaB", "background"], seed=28,
        coupling={"logDistance": -4.605}),
    bec(", efficiency 0.05, pairs", 0.99, 100, seed=29, also={"efficiency": 0.05}),
    bec(", apart", 0.99, 10, segments=APART, seed=30),
    bec(", superradiant, pairs, without the carrier", 1.5, 100, seed=31, superradiant=True),
    thermal("", 10, 41),
    thermal("", 100, 42),
]


# ------------------------------------------------------------------------------------------------- iminuit, for comparison

def hesse(text):
    from iminuit import Minuit
    for case in json.loads(text)["cases"]:
        f = frequencies(case)
        P = np.array([float(x) for x in case["density"]])
        kept = f != 0 if case.get("superradiant") else np.ones(len(f), dtype=bool)
        f, P = f[kept], P[kept]
        sigma = np.array([float(x) for x in case["sigma"]]) if "sigma" in case else None
        free, k = names(case), len(names(case))
        error = np.sqrt([float(case["expected"][(k + 1) * i]) for i in range(k)])
        best = np.array([float(case["optimum"][name]) for name in free])
        truth = {name: float(x) for name, x in case["truth"].items()}

        # in uncorrelated coordinates of unit error, from which MIGRAD starts a little off
        C = np.array([float(x) for x in case["expected"]]).reshape(k, k)
        root = error[:, None] * np.linalg.cholesky(C / np.outer(error, error))

        def cost(z):
            p = {**truth, **dict(zip(free, best + root @ z))}
            S = model(case, pieces(case, p, Floats), [], f)[0]
            r = P / S
            pull = sum(((p[name] - v) / e) ** 2 for name, (v, e) in case.get("calibrated", {}).items())
            return 0.5 * pull + (0.5 * (((P - S) / sigma) ** 2).sum() if sigma is not None else case["averages"]["fit"] * (r - 1 - np.log(r)).sum())

        minuit = Minuit(cost, np.full(k, 0.1))
        minuit.errordef = 0.5
        minuit.errors = np.ones(k)
        minuit.strategy = 2
        minuit.precision = 1e-13
        minuit.migrad()
        minuit.hesse()
        observed = np.sqrt(np.diag(root @ np.array(minuit.covariance) @ root.T))
        sandwich = [math.sqrt(float(case["covariance"][(k + 1) * i])) for i in range(k)]
        print(case["name"] + ("" if minuit.valid else " (MIGRAD: not valid)"))
        for row in zip(free, error / observed, sandwich / observed):
            print("  %-22s %.4f   with sidebands %.4f" % row)


if __name__ == "__main__":
    if sys.argv[1:] == ["hesse"]:
        hesse(sys.stdin.read())
    else:
        from multiprocessing import Pool
        with Pool(2) as pool:
            done = pool.map(solve, CASES, chunksize=1)
        print(json.dumps({"cases": done}, separators=(",", ":")).replace('{"name"', '\n{"name"'))
