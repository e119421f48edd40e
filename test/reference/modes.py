"""Makes modes.json: frequencies and dampings of the normal modes, and the asymmetry of the heterodyne sidebands at the soft mode,
with 120 digits. Eigenvalues are those of the 4x4 drift (QR iteration); the sidebands come of the matrix form: chi(w) = (-iw - A)^-1
inverted numerically, V = sum of N T T^dagger over the noises, S = cVc^dagger - 1/2 at +w and -w. No closed form is used here.
Run: python3 modes.py > modes.json (mpmath 1.3, some seconds)."""
import json
import random
from mpmath import mp, mpf, matrix, sqrt, nstr

mp.dps = 120
random.seed(1602)
HALF = mpf(1) / 2
NAMES = ["omegaA", "kappaA", "omegaB", "gammaB", "nThermalA", "nThermalB"]


def critical(model, wa, k, wb, y):
    """g_cr^2."""
    return (wa**2 + k**2) * (wb**2 + (0 if model == "OM" else y**2)) / (wa * wb)


def drift(model, inputs):
    wa, k, wb, y = (mpf(inputs[n]) for n in NAMES[:4])
    if "couplingRatioSquared" in inputs:
        e = mpf(inputs["couplingRatioSquared"]) * critical(model, wa, k, wb, y)
    else:
        e = mpf(inputs["gAB"]) ** 2
    g, W1, W2 = sqrt(e), wb, wb
    if model == "SR":
        mu = critical(model, wa, k, wb, y) / e
        W1, W2, g = wb * (1 + mu) / (2 * mu), 2 * wb / (mu * (1 + mu)), g * mu * sqrt(2 / (1 + mu))
    yq, yp = (0, 2 * y) if model == "OM" else (y, y)
    return matrix([[-k, wa, 0, 0], [-wa, -k, -g, 0], [0, 0, -yq, W1], [-g, 0, -W2, -yp]])


def modes(eigenvalues):
    """(frequency, damping) of each mode, the lower frequency first; of a real pair the smaller damping."""
    tiny = mpf(10) ** -45
    pairs = [(abs(mp.im(z)), -mp.re(z)) for z in eigenvalues if mp.im(z) > tiny * abs(z)]
    real = sorted(-mp.re(z) for z in eigenvalues if abs(mp.im(z)) <= tiny * abs(z))
    pairs += [(mpf(0), real[i]) for i in range(0, len(real), 2)]
    assert len(pairs) == 2
    return sorted(pairs)


def sideband(A, inputs, w):
    """S(w) above n_Ta: what the white level leaves."""
    k, y = mpf(inputs["kappaA"]), mpf(inputs["gammaB"])
    Na, Nb = mpf(inputs["nThermalA"]) + HALF, mpf(inputs["nThermalB"]) + HALF
    noise = [Na, Na, Nb, Nb]
    chi = (-1j * w * mp.eye(4) - A) ** -1
    T = [[(2 * k if n < 2 else 2 * sqrt(k * y)) * chi[i, n] - (1 if n == i else 0) for n in range(4)] for i in range(2)]
    V = [[sum(noise[n] * T[i][n] * mp.conj(T[j][n]) for n in range(4)) for j in range(2)] for i in range(2)]
    return mp.re((V[0][0] + V[1][1]) / 2 + (V[1][0] - V[0][1]) * 1j / 2) - Na


def soft(model, inputs, eigenvalues):
    """The eigenvalue that vanishes at g_cr; where there is none, one of the atoms' mode."""
    if inputs["omegaA"] > 0:
        return min(eigenvalues, key=abs)
    y, wb = mpf(inputs["gammaB"]), mpf(inputs["omegaB"])
    return min(eigenvalues, key=lambda z: abs((z + y) ** 2 + wb**2))


def text(x):
    return nstr(x, 22, min_fixed=0, max_fixed=0)


def case(regime, model, rates, coupling, nTa=0.0, nTb=0.0, is_ratio=True):
    """`coupling` is (g/g_cr)^2; g, a double near it, is given instead if not `is_ratio`, or if there is no g_cr."""
    inputs = dict(zip(NAMES, [*map(float, rates), nTa, nTb]))
    wa, k, wb, y = (mpf(inputs[n]) for n in NAMES[:4])
    if wa <= 0:
        inputs["gAB"] = float(coupling)
    elif is_ratio and model != "OM":
        inputs["couplingRatioSquared"] = float(coupling)
    else:
        inputs["gAB"] = float(sqrt(mpf(coupling) * critical(model, wa, k, wb, y)))
    A = drift(model, inputs)
    eigenvalues = mp.eig(A, left=False, right=False)
    found = modes(eigenvalues)
    out = {
        "regime": regime,
        "model": "optomechanics" if model == "OM" else "dicke",
        "inputs": inputs,
        "frequencies": [text(w) for w, _ in found],
        "dampings": [text(d) for _, d in found],
    }
    if model == "SR":
        out["inputs"] = {**inputs, "phase": "superradiant"}
    if model != "OM":
        w = abs(mp.im(soft(model, inputs, eigenvalues)))
        isOverdamped = w < mpf(10) ** -45 * max(abs(z) for z in eigenvalues)
        out["asymmetry"] = "1" if isOverdamped else text(sideband(A, inputs, w) / sideband(A, inputs, -w))
    return out


def decade(low, high):
    return 10 ** random.uniform(low, high)


TAU = 6.283185307179586
VIENNA = [TAU * 1.27815e6, TAU * 435.849e3, TAU * 1278.15e3, TAU * 264.1]
BEC = [TAU * 15.13e6, TAU * 1250e3, TAU * 8.3e3, TAU * 1250e3 * 8.3e3 / 15.13e6]
COLD = 2.802175968961762e-5
cases = []
for x in [1e-14, 0.025, 0.55, 0.94, 0.9999, 1 - 1e-9]:
    cases.append(case("paper", "OM", VIENNA, x, 0.0, 4760233.262869517))
for x in [1e-12, 0.5, 0.93, 0.99, 0.9931, 0.9933, 0.999, 1 - 1e-9]:
    cases.append(case("paper", "BEC", BEC, x, 0.0, COLD))
for x in [1 + 1e-9, 1.001, 1.0033, 1.0035, 1.05, 5 / 3, 2.0, 50.0, 1800.0]:
    cases.append(case("paper", "SR", BEC, x, 0.0, COLD))
for is_ratio in [True, False]:
    cases.append(case("warm", "BEC", BEC, 0.8, 0.2, 0.4, is_ratio))
    cases.append(case("warm", "SR", BEC, 1.3, 0.2, 0.4, is_ratio))
for nTb in [0.0, 0.05, 0.19]:  # light warmer than the atoms
    cases.append(case("warm light", "BEC", BEC, 0.5, 0.2, nTb))
    cases.append(case("warm light", "SR", BEC, 1.3, 0.2, nTb))
for x in [1e-10, 1e-3, 0.1, 0.9]:  # omega_a = omega_b, and omega_a = W when superradiant
    cases.append(case("crossing", "OM", [1.0, 0.05, 1.0, 0.003], x, 0.0, 10.0))
    cases.append(case("crossing", "BEC", [1.0, 0.05, 1.0, 0.003], x, 0.1, 10.0))
    cases.append(case("crossing", "BEC", [1.0, 0.003, 1.0, 0.05], x, 0.1, 0.3))
for x in [1.0625, 2.0, 16.0]:
    cases.append(case("crossing", "SR", [x, 0.05, 1.0, 0.003], x, 0.0, 0.5))
for Q in [1e4, 1e6, 1e9]:
    for x in [1e-4, 0.3, 0.8]:
        cases.append(case("high Q", "OM", [1.3, 1 / Q, 1.0, 0.3 / Q], x, 0.0, 100.0))
        cases.append(case("high Q", "BEC", [1.3, 0.2, 1.0, 1 / Q], x, 0.0, 3.0))
    cases.append(case("high Q", "BEC", [1.0 + 3 / Q, 1 / Q, 1.0, 0.4 / Q], 1 / Q**2, 0.0, 3.0, False))
    cases.append(case("high Q", "SR", [300.0, 20.0, 1.0, 1 / Q], 5 / 3 - 1 / Q, 0.0, 3.0))
for y in [1e-3, 1e-4, 1e-5]:  # cold light and atoms, omega_s = W1: the blue sideband is what gamma leaves of it
    cases.append(case("high Q", "SR", [300.0, 1e-6 * y**2, 1.0, y], 5 / 3 + y))
for model in ["OM", "BEC"]:
    for g in [1e-9, 1e-3, 0.03]:
        cases.append(case("blue", model, [-1.0, 0.2, 0.9, 0.02], g, 0.0, 5.0))
        cases.append(case("blue", model, [-1.0, 0.4, 1.0, 0.2], g, 0.0, 5.0))
        cases.append(case("resonant", model, [0.0, 0.2, 0.9, 0.02], g, 0.0, 5.0))
cases.append(case("overdamped twice", "OM", [0.1, 3.0, 0.5, 7.0], 0.9, 0.0, 1.0))
cases.append(case("overdamped twice", "SR", [0.1, 3.0, 0.05, 7.0], 1.01, 0.0, 1.0))
for i in range(48):
    model = ["OM", "BEC", "SR"][i % 3]
    rates = [decade(-2, 2), decade(-2, 2), decade(-2, 2), decade(-4, 1)]
    x = 1 + decade(-3, 1.5) if model == "SR" else random.choice([decade(-10, 0), 1 - decade(-10, 0)])
    nTa = random.choice([0.0, decade(-3, 1)])
    cases.append(case("any", model, rates, x, nTa, nTa + decade(-5, 5), i % 2 == 0))
print("[\n" + ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases) + "\n]")
