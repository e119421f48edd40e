"""Makes welch.json: averaged periodograms of short records by SciPy's welch, and some of them again by the printed formulas with 50 digits,
which show what SciPy itself is off by (8e-15 at most; written to standard error).
Records are numbers of a linear congruential generator with an offset and a slope, all exact in binary: the test makes them again.
Every window meets every overlap and every detrending six times, each time with another length and kind of record. Of more than BINS bins
some are kept, those at the ends and at zero among them.
Run: python3 welch.py > welch.json (SciPy 1.17, mpmath 1.3, some seconds)."""
import json
import math
import random
import sys
import numpy as np
from mpmath import mp, mpf, mpc, besseli, cos, expjpi, pi, sqrt
from scipy.signal import get_window, welch

mp.dps = 50
INTERVAL = 2.5e-7
BINS = 24
WINDOWS = [("rectangular", None), ("hann", None), ("flattop", None), ("kaiser", 8.6), ("kaiser", 14.0)]
CHOICES = [(overlap, detrend) for overlap in (0, 0.5, 0.75, 0.3) for detrend in ("none", "constant", "linear")]
LENGTHS = [8, 9, 15, 45, 64, 251, 256, 360, 1000, 1024, 1536, 2039]
KINDS = ["one", "two", "complex"]
FLATTOP = ["0.21557895", "0.41663158", "0.277263158", "0.083578947", "0.006947368"]


def record(seed, count):
    state = seed
    x = np.empty(count)
    for t in range(count):
        state = (state * 1664525 + 1013904223) % 2**32
        x[t] = state / 2**31 - 1 + 0.5 + t / 1024
    return x


def scipys(window, beta):
    return ("kaiser", beta) if window == "kaiser" else "boxcar" if window == "rectangular" else window


def exact_window(window, beta, length):
    """Periodic: the point that follows the last is the first again."""
    if window == "kaiser":
        x = [2 * mpf(t) / length - 1 for t in range(length)]
        return [besseli(0, beta * sqrt(1 - y * y)) / besseli(0, beta) for y in x]
    terms = {"rectangular": ["1"], "hann": ["0.5", "0.5"], "flattop": FLATTOP}[window]
    return [sum((-1) ** k * mpf(a) * cos(2 * pi * k * t / length) for k, a in enumerate(terms)) for t in range(length)]


def exact(z, window, beta, length, step, detrend, kind, wanted):
    w = exact_window(window, beta, length)
    square = sum(v * v for v in w)
    turn = [expjpi(mpf(-2) * t / length) for t in range(length)]
    starts = range(0, len(z) - length + 1, step)
    density = [mpf(0)] * len(wanted)
    middle = mpf(length - 1) / 2
    for start in starts:
        x = [mpc(float(v.real), float(v.imag)) for v in z[start : start + length]]
        if detrend != "none":
            mean = sum(x) / length
            slope = sum((t - middle) * v for t, v in enumerate(x)) / sum((t - middle) ** 2 for t in range(length))
            if detrend == "constant":
                slope = 0
            x = [v - mean - slope * (t - middle) for t, v in enumerate(x)]
        x = [a * v for a, v in zip(w, x)]
        for i, k in enumerate(wanted):
            bin = k - length // 2 if kind == "complex" else k
            A = sum(v * turn[bin * t % length] for t, v in enumerate(x))
            sides = 2 if kind == "one" and bin != 0 and 2 * bin != length else 1
            density[i] += sides * abs(A) ** 2 * mpf(INTERVAL) / square / len(starts)
    return density


cases, proofs = [], []
worst = 0.0
chooser = random.Random(1)
for w, (window, beta) in enumerate(WINDOWS):
    turn = 0
    for length in LENGTHS:
        for kind in KINDS:
            for again in range(2):
                overlap, detrend = CHOICES[(5 * turn + w) % len(CHOICES)]
                turn += 1
                shared = math.floor(overlap * length + 1e-9)
                step = length - shared
                segments = 1 + (turn + w) % 5
                count = length + (segments - 1) * step + step // 2
                seed = 1000 * w + turn
                z = record(seed, count)
                if kind == "complex":
                    z = z + 1j * record(seed + 500, count)
                f, P = welch(z, fs=1 / INTERVAL, window=scipys(window, beta), nperseg=length, noverlap=shared,
                             detrend=False if detrend == "none" else detrend, return_onesided=kind == "one")
                if kind == "complex":
                    f, P = np.fft.fftshift(f), np.fft.fftshift(P)
                elif kind == "two":  # what stands at -f stands at f
                    f, P = np.abs(f[: length // 2 + 1]), P[: length // 2 + 1]
                middle = length // 2 if kind == "complex" else 0
                kept = range(len(P))
                if len(P) > BINS:
                    ends = {0, 1, 2, len(P) - 2, len(P) - 1, *range(max(middle - 2, 0), middle + 3)}
                    kept = sorted(ends | set(chooser.sample(range(len(P)), BINS - len(ends))))
                case = {"window": window, **({"beta": beta} if beta else {}), "length": length, "overlap": overlap, "detrend": detrend,
                        "kind": kind, "seed": seed, "samples": count, "segments": segments, "bins": len(P), "median": float(f"{np.median(P):.6g}"),
                        "at": list(kept), "frequency": [float(f[0]), float(f[-1])], "density": [float(f"{P[k]:.15g}") for k in kept]}
                cases.append(case)
                if (turn + w) % 7 == 0 and length < 500:
                    right = exact(z, window, beta, length, step, detrend, kind, case["at"])
                    scale = [max(float(x), 1e-6 * case["median"]) for x in right]
                    worst = max(worst, *(abs(float(P[k] - x)) / s for k, x, s in zip(kept, right, scale)))
                    proofs.append({**case, "density": [float(f"{float(x):.17g}") for x in right]})
print(f"{len(cases)} cases, {len(proofs)} of them with 50 digits; SciPy is off by {worst:.1e} at most", file=sys.stderr)
text = json.dumps({"interval": INTERVAL, "scipy": cases, "exact": proofs}, separators=(",", ":"))
print(text.replace('{"window"', '\n{"window"'))
