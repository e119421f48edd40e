// The same mathematics in plain JavaScript, as one would write it without us.

/** Π, μ_a, μ_b, n_a, n_b of optomechanics by the closed form, for a column of couplings (rad/s). */
export function sweep(
  { wa, k, wb, y, nTb }: { wa: number; k: number; wb: number; y: number; nTb: number },
  couplings: Float64Array,
  out: { entropyProduction: Float64Array; muA: Float64Array; muB: Float64Array; nA: Float64Array; nB: Float64Array },
): void {
  for (let i = 0; i < couplings.length; i++) {
    const g = couplings[i]!;
    const G = 2 * y;
    const e = g * g;
    const d = wa - wb;
    const p = wa + wb;
    const Na = 0.5;
    const Nb = nTb + 0.5;
    const ww = wa * wb;
    const Ka = wa * wa + k * k;
    const kG = k + G;
    const r = 2 * k + G;
    const Q = (d * d + k * k) * (p * p + k * k) + 2 * k * G * (Ka + wb * wb) + G * G * Ka;
    const H = e * ww * r * r + 2 * k * G * Q;
    const F = wb * Ka - e * wa;
    const U = 2 * k * (wa * wa + kG * kG) + G * wb * wb;
    const Qm = k * (d * d + kG * kG) - G * wb * d;
    const Pm = k * (d * d + k * k) + G * (wa * d + k * k);
    const Z = (U * (Nb * G * wa + Na * k * wb)) / F;
    out.muA[i] = ((e * k) / (Na * H)) * (2 * G * (Nb * Qm + nTb * r * ww) + e * Z);
    out.muB[i] = ((2 * G * k * e) / (Nb * H)) * (Na * Pm - nTb * r * ww);
    out.entropyProduction[i] = out.muA[i]! + out.muB[i]!;
    const erww = e * r * ww;
    out.nA[i] = (nTb * G * erww + e * G * Nb * Qm + (e * e * Z) / 2) / H;
    out.nB[i] =
      ((nTb * G * (erww + 4 * k * Q)) / 2 +
        (k * e * (Pm + Qm)) / 2 +
        (e * wa * U * (G * Ka * nTb + e * k * Na)) / (2 * F) +
        (e * G * wa * (2 * k * Ka * (d * p + kG * kG) + erww)) / (4 * F)) /
      H;
  }
}

/** X of A X + X Aᵀ + D = 0 by Gaussian elimination on its ten unknowns. */
export function lyapunov10(A: Float64Array, D: Float64Array): Float64Array {
  const n = 10;
  const index = [0, 1, 2, 3, 1, 4, 5, 6, 2, 5, 7, 8, 3, 6, 8, 9];
  const m = new Float64Array(n * (n + 1));
  let row = 0;
  for (let i = 0; i < 4; i++) {
    for (let j = i; j < 4; j++, row++) {
      for (let l = 0; l < 4; l++) {
        m[row * (n + 1) + index[4 * l + j]!]! += A[4 * i + l]!;
        m[row * (n + 1) + index[4 * i + l]!]! += A[4 * j + l]!;
      }
      m[row * (n + 1) + n] = -D[4 * i + j]!;
    }
  }
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(m[i * (n + 1) + k]!) > Math.abs(m[pivot * (n + 1) + k]!)) pivot = i;
    if (pivot !== k) {
      for (let j = k; j <= n; j++) {
        const x = m[k * (n + 1) + j]!;
        m[k * (n + 1) + j] = m[pivot * (n + 1) + j]!;
        m[pivot * (n + 1) + j] = x;
      }
    }
    for (let i = k + 1; i < n; i++) {
      const factor = m[i * (n + 1) + k]! / m[k * (n + 1) + k]!;
      for (let j = k; j <= n; j++) m[i * (n + 1) + j]! -= factor * m[k * (n + 1) + j]!;
    }
  }
  const x = new Float64Array(n);
  for (let k = n - 1; k >= 0; k--) {
    let sum = m[k * (n + 1) + n]!;
    for (let j = k + 1; j < n; j++) sum -= m[k * (n + 1) + j]! * x[j]!;
    x[k] = sum / m[k * (n + 1) + k]!;
  }
  return Float64Array.from(index, (k) => x[k]!);
}
