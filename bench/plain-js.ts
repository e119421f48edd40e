// The same mathematics in plain JavaScript, as one would write it without us.

/** Π, μ_a, μ_b of optomechanics by the closed form, for a column of couplings (rad/s). */
export function sweep(
  { wa, k, wb, y, nTb }: { wa: number; k: number; wb: number; y: number; nTb: number },
  couplings: Float64Array,
  out: { entropyProduction: Float64Array; muA: Float64Array; muB: Float64Array },
): void {
  const [d, p, ww, Ka] = [wa - wb, wa + wb, wa * wb, wa * wa + k * k];
  const [Na, Nb, G, kG, r] = [0.5, nTb + 0.5, 2 * y, k + 2 * y, 2 * k + 2 * y];
  const Q = (d * d + k * k) * (p * p + k * k) + 2 * k * G * (Ka + wb * wb) + G * G * Ka;
  const U = 2 * k * (wa * wa + kG * kG) + G * wb * wb;
  const Qm = k * (d * d + kG * kG) - G * wb * d;
  const Pm = k * (d * d + k * k) + G * (wa * d + k * k);
  const still = 2 * G * (Nb * Qm + nTb * r * ww);
  const Z = U * (Nb * G * wa + Na * k * wb);
  const b = ((2 * G * k) / Nb) * (Na * Pm - nTb * r * ww);
  for (let i = 0; i < couplings.length; i++) {
    const e = couplings[i]! * couplings[i]!;
    const over = e / (e * (ww * r * r) + 2 * k * G * Q);
    out.muA[i] = (k / Na) * over * (still + e * (Z / (wb * Ka - e * wa)));
    out.muB[i] = b * over;
    out.entropyProduction[i] = out.muA[i]! + out.muB[i]!;
  }
}

const INDEX = [0, 1, 2, 3, 1, 4, 5, 6, 2, 5, 7, 8, 3, 6, 8, 9];

/** A X + X Aᵀ + D = 0 as a linear system of its ten unknowns, for libraries that solve such, and X from their answer. */
export function tenUnknowns(A: Float64Array, D: Float64Array) {
  const matrix: number[][] = [];
  const right: number[] = [];
  for (let i = 0; i < 4; i++) {
    for (let j = i; j < 4; j++) {
      const row = Array<number>(10).fill(0);
      for (let l = 0; l < 4; l++) {
        row[INDEX[4 * l + j]!]! += A[4 * i + l]!;
        row[INDEX[4 * i + l]!]! += A[4 * j + l]!;
      }
      matrix.push(row);
      right.push(-D[4 * i + j]!);
    }
  }
  return { matrix, right, symmetric: (x: readonly number[]) => INDEX.map((k) => x[k]!) };
}

/** X of A X + X Aᵀ + D = 0 by Gaussian elimination on its ten unknowns. */
export function lyapunov10(A: Float64Array, D: Float64Array): Float64Array {
  const n = 10;
  const m = new Float64Array(n * (n + 1));
  let row = 0;
  for (let i = 0; i < 4; i++) {
    for (let j = i; j < 4; j++, row++) {
      for (let l = 0; l < 4; l++) {
        m[row * (n + 1) + INDEX[4 * l + j]!]! += A[4 * i + l]!;
        m[row * (n + 1) + INDEX[4 * i + l]!]! += A[4 * j + l]!;
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
  return Float64Array.from(INDEX, (k) => x[k]!);
}

/** What a homodyne record of optomechanics is made of; rates in rad/s, N the baths' variances. */
export interface Light {
  readonly g: number;
  readonly k: number;
  readonly wa: number;
  readonly wb: number;
  readonly y: number;
  readonly angle: number;
  readonly Na: number;
  readonly Nb: number;
  readonly efficiency: number;
  /** dN_b/dω_b at a given temperature, else 0. */
  readonly slopeNb: number;
}

/** The density at f Hz, as the kernel has it where the cavity and the resonance are near each other: what does not change with f, once. */
export function densityOf(light: Light): (f: number) => number {
  const { angle, Na, Nb, efficiency } = light;
  const [g, k, wa, wb, y] = [light.g, light.k, light.wa, light.wb, light.y].map((rate) => rate / (2 * Math.PI)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const [c, s, sin2] = [Math.cos(angle), Math.sin(angle), Math.sin(2 * angle)];
  const [b0, t0, v, strength] = [c * wa + s * k, 4 * y * Nb * wb * wb, 4 * k * wb * Na, efficiency * g * g];
  const apart = (wa - wb) * (wa + wb) + k * k;
  const z0 = strength * v * (wa * k * Math.cos(2 * angle) + 0.5 * sin2 * (k * k - wa * wa));
  const z1 = strength * v * 0.5 * sin2;
  const m0 = strength * (v * s * b0 * g * g * wb + 2 * k * b0 * b0 * t0);
  const m1 = strength * (2 * k * s * s * t0 - 2 * v * y * wa);
  const [both, lag, shift] = [2 * (k + y), 2 * y * apart, apart + 4 * k * y];
  const q = g * g * wb * wa + 4 * k * y * wb * wb;
  const level = efficiency * Na + (1 - efficiency) / 2;
  return (f) => {
    const ff = f * f;
    const Bx = (wb - f) * (wb + f);
    const u = both * Bx + lag;
    const Dx = Bx * (Bx + shift) - q;
    return level + (Bx * (z0 + z1 * ff) + (m0 + m1 * ff)) / (Dx * Dx + ff * u * u);
  };
}

/** The density at f Hz and its derivatives by g, κ, ω_a, ω_b, γ, θ, to seven places of `out` that are `stride` apart. */
export function slopesOf(light: Light): (f: number, out: Float64Array | number[], at: number, stride: number) => void {
  const { g, k, wa, wb, y, angle, Na, Nb, efficiency, slopeNb } = light;
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const [cos2, sin2] = [Math.cos(2 * angle), Math.sin(2 * angle)];
  const e = g * g;
  const b0 = c * wa + s * k;
  const quiet = 4 * y * wb * wb;
  const T = Nb * quiet;
  return (f, out, at, stride) => {
    const w = 2 * Math.PI * f;
    const ww = w * w;
    const Ax = k * k + (wa - w) * (wa + w);
    const Ay = -2 * k * w;
    const Bx = (wb - w) * (wb + w);
    const By = -2 * y * w;
    const Dx = Ax * Bx - Ay * By - e * wb * wa;
    const Dy = Ax * By + Ay * Bx;
    const R = 1 / (Dx * Dx + Dy * Dy);
    const light = k * k + ww - wa * wa;
    const z = wa * k * cos2 + 0.5 * sin2 * light;
    const curl = Bx * z - 2 * y * wa * ww + s * b0 * e * wb;
    const b = b0 * b0 + s * s * ww;
    const Y = 2 * Na * wb * curl + b * T;
    const V = 2 * k * e * R;
    const E = V * Y;
    const pull = -2 * E * R;
    const dDx = pull * Dx;
    const dDy = pull * Dy;
    const v = V * 2 * Na * wb;
    const dAx = dDx * Bx + dDy * By;
    const dAy = dDy * Bx - dDx * By;
    const dBx = dDx * Ax + dDy * Ay + v * z;
    const dBy = dDy * Ax - dDx * Ay;
    const dz = v * Bx;
    const Vb = V * b;
    const db0 = 2 * V * T * b0 + v * s * e * wb;
    const dQ = v * s * b0 - dDx * wa;
    out[at] = efficiency * (Na + E) + (1 - efficiency) / 2;
    out[at + stride] = efficiency * (2 * k * Y * R + dQ * wb) * 2 * g;
    out[at + 2 * stride] = efficiency * (2 * (e * Y * R + k * dAx - w * dAy) + dz * (wa * cos2 + sin2 * k) + db0 * s);
    out[at + 3 * stride] = efficiency * (2 * wa * dAx - dDx * e * wb - v * 2 * y * ww + dz * (k * cos2 - sin2 * wa) + db0 * c);
    out[at + 4 * stride] = efficiency * (2 * wb * dBx + dQ * e + 2 * Na * V * curl + Vb * (8 * y * Nb * wb + quiet * slopeNb));
    out[at + 5 * stride] = efficiency * (Vb * 4 * Nb * wb * wb - 2 * w * dBy - v * 2 * wa * ww);
    out[at + 6 * stride] =
      efficiency * (dz * (cos2 * light - 2 * wa * k * sin2) + v * c * b0 * e * wb + db0 * (c * k - s * wa) + V * T * ww * sin2);
  };
}
