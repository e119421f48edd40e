"""Makes ill-conditioned.json: spectra measured so well, in a band so narrow, that they determine parameters which they hardly tell apart;
and where -ln L has its minimum, with 50 digits. The square of the derivatives has lost a parameter in double precision: `least` is the
smallest of 1/(H^-1)_ii H_ii, the last pivot of the scaled information if i comes last.
Model and derivatives are those of fits.py. Noise is numpy's: normal with the errors given, or a Gamma number a bin. From the truth
Fisher scoring with 50 digits over all spectra of a fit, own and shared parameters, by a tenth of each at most, until the next step is
below 1e-18 of a standard error.
Run: python3 ill-conditioned.py > ill-conditioned.json (numpy, mpmath; about a minute)"""
import json
import sys
import numpy as np
from fits import OM, exact_all, exact_covariance, exact_score, frequencies, model, pieces

OMEGA = 1278150  # Hz
SIX = ["gAB", "kappaA", "omegaA", "omegaB", "gammaB", "angle"]


def trace(ratio, free, band, step, also={}, **fields):
    """A homodyne spectrum of so many Hz around the mechanics."""
    truth = {**OM, "gAB": ratio * OM["kappaA"], "temperatureB": 292.0, "angle": 1.4, **also}
    first = OMEGA - band // 2
    return {"model": "optomechanics", "detection": "homodyne", "sides": "two", "truth": truth, "free": free,
            "segments": [[first, step, band // step + 1]], **fields}


def fit(name, seed, traces, shared=[], error=None, n=100, calibrated={}):
    return {"name": name, "seed": seed, "shared": shared, "calibrated": calibrated, "error": error, "averages": n, "traces": traces}


CASES = [
    fit("errors of 1e-8", 1, [trace(0.49, SIX, 20000, 50)], error=1e-8),
    fit("errors of 1e-8, gamma calibrated", 2, [trace(0.49, SIX, 20000, 50)], error=1e-8, calibrated={"gammaB": [1660.0, 10.0]}),
    fit("1e12 averages", 3, [trace(0.49, SIX[:5], 5000, 2)], n=10**12),
    fit("two spectra, coupling and angle their own, errors of 1e-8", 4, [trace(0.49, SIX, 20000, 50), trace(0.49, SIX, 20000, 50)], SIX[1:5],
        error=1e-8),
    fit("two spectra, kappa and gamma shared, gamma calibrated, errors of 1e-8", 6,
        [trace(0.49, SIX, 20000, 50), trace(0.49, SIX, 20000, 50)], ["kappaA", "gammaB"], error=1e-8, calibrated={"gammaB": [1660.0, 10.0]}),
    fit("two spectra, gamma shared, errors of 1e-8", 5, [trace(0.49, SIX, 20000, 50), trace(0.6, SIX, 20000, 50, {"angle": 1.2})],
        ["gammaB"], error=1e-8),
]


def solve(case):
    from mpmath import mp
    mp.dps = 50
    rng = np.random.default_rng(case["seed"])
    shared = case["shared"]
    variables = [(name, None) for name in shared]
    variables += [(name, t) for t, one in enumerate(case["traces"]) for name in one["free"] if name not in shared]
    place = [[variables.index((name, None if name in shared else t)) for name in one["free"]] for t, one in enumerate(case["traces"])]
    p = [{k: mp.mpf(v) for k, v in one["truth"].items()} for one in case["traces"]]
    # what a trace is told apart from the parameters
    told = [{**one, "averages": {"bin": case["averages"], "fit": case["averages"]}} for one in case["traces"]]
    f = [frequencies(one) for one in told]
    data = []
    for one, values, x in zip(told, p, f):
        P = model(one, pieces(one, values, mp), [], x)[0]
        noise = 1 + case["error"] * rng.standard_normal(len(x)) if case["error"] else rng.gamma(case["averages"], 1 / case["averages"], len(x))
        data.append((P * noise, np.array([float(f"{x:.3g}") for x in case["error"] * P]) if case["error"] else None))
    exact = [([mp.mpf(repr(float(x))) for x in P], None if s is None else [mp.mpf(repr(float(x))) for x in s]) for P, s in data]
    k = len(variables)
    for turn in range(40):
        g, H = mp.matrix(k, 1), mp.matrix(k, k)
        for one, values, x, (P, sigma), at in zip(told, p, f, exact, place):
            bins = exact_all(one, values, x, mp)
            own = exact_score(one, values, bins, P, sigma, mp)
            F = exact_covariance(one, x, bins, sigma, mp)[1] ** -1
            for i, v in enumerate(at):
                g[v] += own[i]
                for j, w in enumerate(at):
                    H[v, w] += F[i, j]
        for v, (name, t) in enumerate(variables):
            if name in case["calibrated"]:
                value, error = (mp.mpf(x) for x in case["calibrated"][name])
                g[v] -= (p[t or 0][name] - value) / error**2
                H[v, v] += 1 / error**2
        C = H**-1
        step = C * g
        size = mp.sqrt((g.T * step)[0])
        step *= min(1, mp.mpf("0.1") / max(abs(x / p[t or 0][name]) for x, (name, t) in zip(step, variables)))
        print(case["name"], turn, mp.nstr(size, 3), file=sys.stderr)
        if size < mp.mpf("1e-18"):
            break
        for values, at, one in zip(p, place, told):
            for name, v in zip(one["free"], at):
                values[name] += step[v]
    else:
        raise RuntimeError(case["name"] + ": no root")
    least = min(1 / (C[v, v] * H[v, v]) for v in range(k))
    text = lambda x: mp.nstr(x, 20)
    return {
        **{key: case[key] for key in ["name", "shared", "calibrated", "averages"]},
        "least": mp.nstr(least, 3),
        "variables": [{"name": name, "trace": t, "value": text(p[t or 0][name]), "error": text(mp.sqrt(C[v, v]))} for v, (name, t) in enumerate(variables)],
        "traces": [{"truth": one["truth"], "free": one["free"], "segments": one["segments"], "density": [repr(float(x)) for x in P],
                    **({"sigma": [f"{x:.3g}" for x in s]} if s is not None else {})} for one, (P, s) in zip(told, data)],
    }


if __name__ == "__main__":
    from multiprocessing import Pool
    with Pool(2) as pool:
        done = pool.map(solve, CASES, chunksize=1)
    print(json.dumps({"cases": done}, separators=(",", ":")).replace('{"name"', '\n{"name"'))
