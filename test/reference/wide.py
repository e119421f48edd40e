"""Writes wide.json: steady states far from the paper's, to 20 digits (mpmath, 90 digits).

Rates over six decades, high Q, near and at both sides of the critical coupling, blue detuning up to the parametric threshold,
zero detuning, weak coupling, overdamped mechanics. Inputs are exact doubles; the solution is that of the ten linear equations A s + s A^T + D = 0.
Run: python3 wide.py > wide.json
"""
import json, random
import mpmath as mp

mp.mp.dps = 90
random.seed(160604)
PAIRS = [(i, j) for i in range(4) for j in range(i, 4)]
INDEX = {p: n for n, (i, j) in enumerate(PAIRS) for p in ((i, j), (j, i))}


def decade(low, high):
    return 10 ** random.uniform(low, high)


def lyapunov(A, D):
    M, b = mp.zeros(10, 10), mp.zeros(10, 1)
    for n, (i, j) in enumerate(PAIRS):
        for l in range(4):
            M[n, INDEX[l, j]] += A[i][l]
            M[n, INDEX[i, l]] += A[j][l]
        if i == j:
            b[n] = -D[i]
    return mp.lu_solve(M, b)


def draw(model, regime):
    wa, high = decade(-3, 3), random.random() < 0.3
    wb = wa * (1 + decade(-8, -2)) if random.random() < 0.15 else decade(-3, 3)
    k = wa * decade(-6, -3) if high else decade(-3, 3)
    y = wb * decade(-6, -3) if high else decade(-4, 2)
    nTa = 0.0 if random.random() < 0.5 else decade(-5, 7)
    nTb = 0.0 if random.random() < 0.2 else decade(-5, 7)
    if regime.startswith("overdamped"):
        y = wb * decade(4, 12)
    if regime == "zero":
        return 0.0, k, wb, y, nTa, nTb, decade(-4, 4)
    om = model == "optomechanics"
    if regime == "blue":
        wa, d, p, G = -wa, -wa - wb, -wa + wb, 2 * y
        Q = (d * d + k * k) * (p * p + k * k) + 2 * k * G * (wa * wa + k * k + wb * wb) + G * G * (wa * wa + k * k)
        s = (k + y) ** 2
        hopf = 2 * k * G * Q / (-wa * wb * (2 * k + G) ** 2) if om else k * y * (d * d + s) * (p * p + s) / (-wa * wb * s)
        return wa, k, wb, y, nTa, nTb, (hopf * (1 - decade(-9, -0.01))) ** 0.5
    regime = {"overdamped": random.choice(("any", "near")), "overdamped beyond": "beyond"}.get(regime, regime)
    x = {"weak": decade(-16, -1), "near": 1 - decade(-11, -2), "any": random.random(), "beyond": random.choice((1 + decade(-11, 0), decade(0, 3)))}[regime]
    Kb = wb / wa if om else (wb * wb + y * y) / (wa * wb)
    return wa, k, wb, y, nTa, nTb, (x * (wa * wa + k * k) * Kb) ** 0.5


def case(model, regime):
    inputs = draw(model, regime)
    wa, k, wb, y, nTa, nTb, g = map(mp.mpf, inputs)
    Na, Nb, om = nTa + mp.mpf(1) / 2, nTb + mp.mpf(1) / 2, model == "optomechanics"
    W1 = W2 = wb
    gt = g
    if regime.endswith("beyond"):
        mu = (k * k + wa * wa) * (wb * wb + y * y) / (wa * wb) / (g * g)
        W1, W2, gt = wb * (1 + mu) / (2 * mu), 2 * wb / (mu * (1 + mu)), g * mu * mp.sqrt(2 / (1 + mu))
    yq, yp = (0, 2 * y) if om else (y, y)
    A = [[-k, wa, 0, 0], [-wa, -k, -gt, 0], [0, 0, -yq, W1], [-gt, 0, -W2, -yp]]
    s = lyapunov(A, [2 * k * Na, 2 * k * Na, 2 * yq * Nb, 2 * yp * Nb])
    nA, nB = (s[0] + s[4] - 1) / 2, (s[7] + s[9] - 1) / 2
    muA = 2 * k * ((nA + mp.mpf(1) / 2) / Na - 1)
    muB = 2 * y * ((s[9] if om else nB + mp.mpf(1) / 2) / Nb - 1)
    margin = -max(mp.re(z) for z in mp.eig(mp.matrix(A), left=False, right=False))
    text = lambda x: mp.nstr(x, 20, min_fixed=0, max_fixed=0)
    names = ("omegaA", "kappaA", "omegaB", "gammaB", "nThermalA", "nThermalB", "gAB")
    return {
        "model": model, "regime": regime, "inputs": dict(zip(names, inputs)),
        "outputs": {"entropyProduction": text(muA + muB), "muA": text(muA), "muB": text(muB), "nA": text(nA), "nB": text(nB), "stabilityMargin": text(margin)},
        "sigma": [text(s[INDEX[i, j]]) for i in range(4) for j in range(4)],
    }


regimes = [("optomechanics", r) for r in ("weak", "near", "any", "blue", "zero", "overdamped")] + [("dicke", r) for r in ("weak", "near", "any", "blue", "zero", "beyond", "overdamped", "overdamped beyond")]
print("[\n" + ",\n".join(json.dumps(case(model, regime)) for model, regime in regimes for _ in range(16)) + "\n]")
