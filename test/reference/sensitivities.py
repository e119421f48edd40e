"""Writes sensitivities.json: derivatives of the five rates by the seven parameters, to 17 digits (mpmath, 150 digits).

Central differences, steps of 1e-35 of a parameter, of the 4x4 Lyapunov solution of wide.py, so that no formula of the package is used.
Far from the paper (the inputs of wide.json, five of each regime), and the corners: (g/g_cr)^2 given, temperature given, g = 1e-8 g_cr,
(g/g_cr)^2 = 1 -+ 1e-6, Q = 1e6, resonance within a part in 1e6, blue detuning, overdamped, Table I of the paper. Inputs are exact doubles.
Run: python3 sensitivities.py > sensitivities.json
"""
import json, random
from pathlib import Path
import mpmath as mp

mp.mp.dps = 150
random.seed(40)
PAIRS = [(i, j) for i in range(4) for j in range(i, 4)]
INDEX = {p: n for n, (i, j) in enumerate(PAIRS) for p in ((i, j), (j, i))}
HBAR_PER_K = mp.mpf("6.62607015e-34") / (2 * mp.pi) / mp.mpf("1.380649e-23")
RATES = ("omegaA", "kappaA", "omegaB", "gammaB")
PI2 = 2 * 3.141592653589793


def lyapunov(A, D):
    M, b = mp.zeros(10, 10), mp.zeros(10, 1)
    for n, (i, j) in enumerate(PAIRS):
        for l in range(4):
            M[n, INDEX[l, j]] += A[i][l]
            M[n, INDEX[i, l]] += A[j][l]
        if i == j:
            b[n] = -D[i]
    return mp.lu_solve(M, b)


def rates(model, beyond, p):
    """Pi, mu_a, mu_b, n_a, n_b."""
    wa, k, wb, y = (p[name] for name in RATES)
    nTa = p["nThermalA"]
    nTb = 1 / mp.expm1(HBAR_PER_K * wb / p["temperatureB"]) if "temperatureB" in p else p["nThermalB"]
    Na, Nb, om = nTa + mp.mpf(1) / 2, nTb + mp.mpf(1) / 2, model == "optomechanics"
    critical = (k * k + wa * wa) * (wb / wa if om else (wb * wb + y * y) / (wa * wb)) if wa > 0 else 0
    g = mp.sqrt(p["couplingRatioSquared"] * critical) if "couplingRatioSquared" in p else p["gAB"]
    W1 = W2 = wb
    if beyond:
        mu = critical / (g * g)
        W1, W2, g = wb * (1 + mu) / (2 * mu), 2 * wb / (mu * (1 + mu)), g * mu * mp.sqrt(2 / (1 + mu))
    yq, yp = (0, 2 * y) if om else (y, y)
    A = [[-k, wa, 0, 0], [-wa, -k, -g, 0], [0, 0, -yq, W1], [-g, 0, -W2, -yp]]
    s = lyapunov(A, [2 * k * Na, 2 * k * Na, 2 * yq * Nb, 2 * yp * Nb])
    nA, nB = (s[0] + s[4] - 1) / 2, (s[7] + s[9] - 1) / 2
    muA = 2 * k * ((nA + mp.mpf(1) / 2) / Na - 1)
    muB = 2 * y * ((s[9] if om else nB + mp.mpf(1) / 2) / Nb - 1)
    return [muA + muB, muA, muB, nA, nB]


def case(model, regime, inputs):
    p = {name: mp.mpf(x) for name, x in inputs.items()}
    coupling = "couplingRatioSquared" if "couplingRatioSquared" in p else "gAB"
    bath = "temperatureB" if "temperatureB" in p else "nThermalB"
    beyond = regime.endswith("beyond")
    derivatives = []
    for name in (*RATES, coupling, "nThermalA", bath):
        h = (abs(p[name]) or p["kappaA"]) * mp.mpf(10) ** -35
        up, down = (rates(model, beyond, {**p, name: p[name] + sign * h}) for sign in (1, -1))
        derivatives.append([(a - b) / (2 * h) for a, b in zip(up, down)])
    text = lambda x: mp.nstr(x, 17, min_fixed=0, max_fixed=0)
    return {"model": model, "regime": regime, "inputs": inputs, "derivatives": [text(d[i]) for i in range(5) for d in derivatives]}


def corner(model, regime, x, by_ratio=False, temperature=None, wa=None, **changes):
    """Parameters of order one, the coupling at (g/g_cr)^2 = x, or x of the parametric threshold if blue."""
    r = lambda: random.uniform(0.5, 2)
    p = {"omegaA": r() if wa is None else wa, "kappaA": r(), "omegaB": r(), "gammaB": 0.1 * r(), "nThermalA": 0.2 * r(), "nThermalB": 10 * r()}
    p.update(changes)
    wa, k, wb, y = (p[name] for name in RATES)
    om = model == "optomechanics"
    if by_ratio:
        p["couplingRatioSquared"] = x
    elif wa > 0:
        p["gAB"] = (x * (wa * wa + k * k) * (wb / wa if om else (wb * wb + y * y) / (wa * wb))) ** 0.5
    else:
        G, dd, pp = 2 * y, (wa - wb) ** 2, (wa + wb) ** 2
        Q = (dd + k * k) * (pp + k * k) + 2 * k * G * (wa * wa + k * k + wb * wb) + G * G * (wa * wa + k * k)
        s = (k + y) ** 2
        p["gAB"] = (x * (2 * k * G * Q / (-wa * wb * (2 * k + G) ** 2) if om else k * y * (dd + s) * (pp + s) / (-wa * wb * s))) ** 0.5
    if temperature is not None:
        del p["nThermalB"]
        p["temperatureB"] = temperature * wb * 7.6e-12
    return case(model, regime, p)


cases = []
picked = {}
for c in json.loads((Path(__file__).parent / "wide.json").read_text()):
    seen = picked[c["model"], c["regime"]] = picked.get((c["model"], c["regime"]), 0) + 1
    if seen <= 5:
        cases.append(case(c["model"], c["regime"], c["inputs"]))
for model in ("optomechanics", "dicke"):
    for _ in range(2):
        cases.append(corner(model, "g = 1e-8 g_cr", 1e-16))
        cases.append(corner(model, "1e-6 below", 1 - 1e-6))
        cases.append(corner(model, "blue", 1 - 1e-6, wa=-random.uniform(0.5, 2)))
        cases.append(corner(model, "overdamped", 0.5, gammaB=1e6))
        wb = random.uniform(0.5, 2)
        cases.append(corner(model, "high Q", 0.3, omegaB=wb, gammaB=wb * 1e-6))
        cases.append(corner(model, "high Q both", 1e-8, wa=wb * (1 + 1e-6), omegaB=wb, gammaB=wb * 1e-6, kappaA=wb * 1e-6))
        cases.append(corner(model, "temperature", 0.6, temperature=random.uniform(0.02, 50)))
        cases.append(corner(model, "hot", 0.6, temperature=1e7))
for _ in range(3):
    cases.append(corner("dicke", "ratio", random.random(), by_ratio=True, temperature=random.uniform(0.1, 3)))
    cases.append(corner("dicke", "ratio, 1e-6 below", 1 - 1e-6, by_ratio=True))
    cases.append(corner("dicke", "ratio, weak", 1e-16, by_ratio=True))
    cases.append(corner("dicke", "1e-6 beyond", 1 + 1e-6))
    cases.append(corner("dicke", "ratio, 1e-6 beyond", 1 + 1e-6, by_ratio=True))
    cases.append(corner("dicke", "ratio, beyond", 1 + random.random(), by_ratio=True, temperature=random.uniform(0.1, 3)))
    cases.append(corner("dicke", "ratio, far beyond", 300 * random.uniform(1, 3), by_ratio=True))
table = {
    "optomechanics": {"omegaA": PI2 * 1.27815e6, "kappaA": PI2 * 435849, "omegaB": PI2 * 1278150, "gammaB": PI2 * 264.1, "temperatureB": 292},
    "dicke": {"omegaA": PI2 * 15.13e6, "kappaA": PI2 * 1.25e6, "omegaB": PI2 * 8300, "gammaB": PI2 * 685.72, "temperatureB": 38e-9},
}
for g in (0.49, 2.29):
    p = table["optomechanics"]
    cases.append(case("optomechanics", "paper", {**p, "nThermalA": 0.0, "gAB": g * p["kappaA"]}))
for x, regime in ((0.5, "paper"), (0.93, "paper"), (1.05, "paper, beyond"), (2.0, "paper, beyond")):
    cases.append(case("dicke", regime, {**table["dicke"], "nThermalA": 0.0, "couplingRatioSquared": x}))
print("[\n" + ",\n".join(map(json.dumps, cases)) + "\n]")
