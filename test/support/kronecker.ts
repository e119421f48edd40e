// The Lyapunov equation as every toolbox solves it: sixteen equations for σ, in double precision.

/** σ of A σ + σ Aᵀ + D = 0 from (A ⊗ 1 + 1 ⊗ A) vec σ = −vec D, by Gauss's elimination with row exchanges. */
export function kroneckerSolution(A: ArrayLike<number>, D: ArrayLike<number>): Float64Array {
  const n = 16;
  const rows = Array.from({ length: n }, (_, r) => {
    const [i, j] = [r >> 2, r & 3];
    const row = new Float64Array(n + 1);
    for (let m = 0; m < 4; m++) {
      row[4 * m + j]! += A[4 * i + m]!;
      row[4 * i + m]! += A[4 * j + m]!;
    }
    row[n] = -D[r]!;
    return row;
  });
  for (let k = 0; k < n; k++) {
    let best = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(rows[i]![k]!) > Math.abs(rows[best]![k]!)) best = i;
    [rows[k], rows[best]] = [rows[best]!, rows[k]!];
    for (let i = k + 1; i < n; i++) {
      const factor = rows[i]![k]! / rows[k]![k]!;
      for (let j = k; j <= n; j++) rows[i]![j]! -= factor * rows[k]![j]!;
    }
  }
  const x = new Float64Array(n);
  for (let k = n - 1; k >= 0; k--) {
    let sum = rows[k]![n]!;
    for (let j = k + 1; j < n; j++) sum -= rows[k]![j]! * x[j]!;
    x[k] = sum / rows[k]![k]!;
  }
  return x;
}
