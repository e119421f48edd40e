"""Writes lyapunov-rounded.json: correctly rounded solutions of A X + X A^T + D = 0 (mpmath, 60 digits), and SciPy's errors on the same.

The systems are made of whole numbers and IEEE arithmetic, so that they need not be stored: `system` here is that of
test/support/lyapunov-systems.ts. Of the random and the ill-conditioned ones (condition of the ten equations up to 1e10; others are
left out, and listed) a 32-bit FNV-1a hash of the ten elements of the upper triangle is kept, of the non-normal ones the elements.
Run: python3 lyapunov-rounded.py > lyapunov-rounded.json
"""
import base64, json, struct, sys
import mpmath as mp
import numpy as np
import scipy
from scipy.linalg import solve_continuous_lyapunov

mp.mp.dps = 60
PAIRS = [(i, j) for i in range(4) for j in range(i, 4)]
INDEX = {p: n for n, (i, j) in enumerate(PAIRS) for p in ((i, j), (j, i))}
WORD = 0xFFFFFFFF


class Draws:
    """splitmix32."""

    def __init__(self, state):
        self.state = state & WORD

    def word(self):
        self.state = (self.state + 0x9E3779B9) & WORD
        z = self.state
        z = ((z ^ (z >> 16)) * 0x21F0AAAD) & WORD
        z = ((z ^ (z >> 15)) * 0x735A2D97) & WORD
        return z ^ (z >> 15)

    def number(self):
        """A multiple of 2^-52 between -1 and 1."""
        high, low = self.word() >> 5, self.word() >> 6
        return (high * 67108864 + low) / 4503599627370496 - 1


def system(kind, n):
    draws = Draws(n * 2654435761 + len(kind))
    matrix = lambda: [[draws.number() for _ in range(4)] for _ in range(4)]
    if kind == "random":  # dominant by rows
        A = matrix()
        for i in range(4):
            A[i][i] = -3 - abs(A[i][i])
    elif kind == "ill-conditioned":  # -B diag(d) B^T + K, K antisymmetric but for rounding
        B = matrix()
        d = [2.0 ** -(draws.word() % 34) for _ in range(4)]
        k = 2.0 ** -(draws.word() % 34)
        A = [[0.0] * 4 for _ in range(4)]
        for i in range(4):
            for j in range(4):
                for m in range(4):
                    A[i][j] -= B[i][m] * d[m] * B[j][m]
        for i in range(4):
            for j in range(i + 1, 4):
                x = k * draws.number()
                A[i][j] += x
                A[j][i] -= x
    else:  # a triangle of large elements, reflected twice
        large = 2.0 ** (draws.word() % 8)
        A = matrix()
        for i in range(4):
            for j in range(4):
                A[i][j] = 0.5 * A[i][j] - 1 if i == j else large * A[i][j] if i < j else 0.0
        for _ in range(2):
            v = [draws.number() for _ in range(4)]
            norm = v[0] * v[0] + v[1] * v[1] + v[2] * v[2] + v[3] * v[3]
            for i in range(4):
                s = 2 * (A[i][0] * v[0] + A[i][1] * v[1] + A[i][2] * v[2] + A[i][3] * v[3]) / norm
                for m in range(4):
                    A[i][m] -= s * v[m]
            for i in range(4):
                s = 2 * (A[0][i] * v[0] + A[1][i] * v[1] + A[2][i] * v[2] + A[3][i] * v[3]) / norm
                for m in range(4):
                    A[m][i] -= s * v[m]
    B = matrix()
    D = [[0.0] * 4 for _ in range(4)]
    for i, j in PAIRS:
        D[i][j] = D[j][i] = B[i][0] * B[j][0] + B[i][1] * B[j][1] + B[i][2] * B[j][2] + B[i][3] * B[j][3]
    return A, D


def equations(A, zero):
    M = [[zero] * 10 for _ in range(10)]
    for n, (i, j) in enumerate(PAIRS):
        for l in range(4):
            M[n][INDEX[l, j]] += A[i][l]
            M[n][INDEX[i, l]] += A[j][l]
    return M


def solution(A, D):
    M = equations([[mp.mpf(x) for x in row] for row in A], mp.mpf(0))
    for n, (i, j) in enumerate(PAIRS):
        M[n].append(mp.mpf(-D[i][j]))
    for k in range(10):
        p = max(range(k, 10), key=lambda i: abs(M[i][k]))
        M[k], M[p] = M[p], M[k]
        for i in range(k + 1, 10):
            if M[i][k] != 0:
                f = M[i][k] / M[k][k]
                for j in range(k + 1, 11):
                    M[i][j] -= f * M[k][j]
    x = [mp.mpf(0)] * 10
    for k in reversed(range(10)):
        x[k] = (M[k][10] - mp.fsum(M[k][j] * x[j] for j in range(k + 1, 10))) / M[k][k]
    return x


def hashed(data):
    h = 2166136261
    for byte in data:
        h = ((h ^ byte) * 16777619) & WORD
    return h


families = []
for kind, count in (("random", 10000), ("ill-conditioned", 10400), ("non-normal", 1000)):
    stored, left_out, errors, worst_condition = b"", [], [], 0.0
    for n in range(count):
        A, D = system(kind, n)
        if kind != "non-normal":
            M = np.array(equations(A, 0.0))
            condition = np.linalg.norm(M, np.inf) * np.linalg.norm(np.linalg.inv(M), np.inf)
            if not condition <= 1e10:
                left_out.append(n)
                continue
            worst_condition = max(worst_condition, condition)
        x = solution(A, D)
        data = struct.pack("<10d", *map(float, x))
        stored += data if kind == "non-normal" else struct.pack("<I", hashed(data))
        X = solve_continuous_lyapunov(np.array(A), -np.array(D))
        largest = max(map(abs, x))
        errors.append(float(max(abs(X[i, j] - x[INDEX[i, j]]) for i in range(4) for j in range(4)) / largest))
    print(kind, len(errors), f"condition {worst_condition:.1e}", f"SciPy: median {np.median(errors):.1e} worst {max(errors):.1e}", file=sys.stderr)
    families.append(
        {
            "kind": kind,
            "systems": count,
            "leftOut": left_out,
            "worstCondition": f"{worst_condition:.1e}" if worst_condition else None,
            "scipy": {"version": scipy.__version__, "median": f"{np.median(errors):.1e}", "worst": f"{max(errors):.1e}"},
            ("elements" if kind == "non-normal" else "hashes"): base64.b64encode(stored).decode(),
        }
    )
print(json.dumps({"families": families}, indent=1))
