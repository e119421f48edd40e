// A X + X Aᵀ + D = 0 for a symmetric X, by Barnett and Storey: 2 A X = −(T + D) with T antisymmetric, and A T + T Aᵀ = A D − D Aᵀ,
// six unknowns; then X = −A⁻¹(T + D)/2 by the adjugate.
//
// With A in blocks of 2×2, K = A₀₀ and L = A₁₁, the four unknowns t02 t03 t12 t13 have among them the matrix K⊗1 + 1⊗L, whose
// blocks are polynomials of L and commute: its inverse is that of the 2×2 matrix L² + tr(K) L + det K. Two unknowns stay, t01 t23.
//
// Written in pieces of at most a dozen numbers that end in memory: what V8 cannot keep in registers it stores and loads again.

import { Lanes, Real } from "lanes";
import { Matrix } from "../math/matrix";

// Where a frame has what, from its beginning: what lies within 1024 bytes of an address costs no addition.
export const A: usize = 0;
/** D; its upper triangle is read. */
export const SOURCE: usize = 256;
/** The answer; its upper triangle is written. */
export const X: usize = 512;
const ADJUGATE: usize = 768;
/** The numbers below count from here. */
export const NUMBERS: usize = 1024;
const B: usize = 0; // T + D, but for its diagonal
const V: usize = 256; // (K⊗1 + 1⊗L)⁻¹ of the column of t01, 12 and 13 with their signs turned
const W: usize = 320; // and of that of t23
const PAIR: usize = 384; // the matrix of t01 and t23, and then its inverse
const INVERSE: usize = 448; // of L² + tr(K) L + det K
const SUMS: usize = 512; // the diagonal of K⊗1 + 1⊗L
const UPPER: usize = 576; // minors of A's upper two rows, columns 01 02 03 12 13 23
const C: usize = 576; // later: A D − D Aᵀ, 02 03 12 13, 01 23; and then T's
const LOWER: usize = 672;
const INVARIANTS: usize = 768; // of the characteristic polynomial s⁴ + a₁s³ + a₂s² + a₃s + a₄: a₁, a₂, a₄; then −1/2a₄
const TRACES: usize = 832; // of K and L
/** Free for others: eight numbers. */
export const OTHERS: usize = 864;
/** Bytes of a frame, no power of two: frames shall not compete for the same lines of the cache. */
export const FRAME: usize = 3712;

class Given {
  @inline static a(p: usize, i: i32, j: i32): Real {
    return Matrix.get(p + A, i, j);
  }
  /** Element of D, i ≤ j. */
  @inline static d(p: usize, i: i32, j: i32): Real {
    return Matrix.get(p + SOURCE, i, j);
  }
}

class Vector {
  @inline static get(v: usize, k: i32): Real {
    return Lanes.load(v + <usize>k * sizeof<Real>());
  }
  @inline static set(v: usize, k: i32, x: Real): void {
    Lanes.store(v + <usize>k * sizeof<Real>(), x);
  }
  @inline static add(v: usize, k: i32, x: Real): void {
    Vector.set(v, k, Vector.get(v, k) + x);
  }
}

export class BarnettStorey {
  /** Coefficient of the characteristic polynomial of A. */
  @inline static a1(p: usize): Real {
    return Vector.get(p + NUMBERS + INVARIANTS, 0);
  }
  @inline static a2(p: usize): Real {
    return Vector.get(p + NUMBERS + INVARIANTS, 1);
  }
  @inline static a3(p: usize): Real {
    const upper = Matrix.get(p + ADJUGATE, 0, 0) + Matrix.get(p + ADJUGATE, 1, 1);
    return Lanes.of(0) - (upper + (Matrix.get(p + ADJUGATE, 2, 2) + Matrix.get(p + ADJUGATE, 3, 3)));
  }
  @inline static a4(p: usize): Real {
    return Vector.get(p + NUMBERS + INVARIANTS, 2);
  }

  /** What depends on A alone, of the frames from `first` on and before `end`, piece by piece: what one waits for, others do. */
  static factor(first: usize, end: usize): void {
    for (let p = first; p < end; p += FRAME) BarnettStorey.blocks(p, p + NUMBERS);
    for (let p = first; p < end; p += FRAME) BarnettStorey.minors(p, p + NUMBERS);
    for (let p = first; p < end; p += FRAME) BarnettStorey.columns(p, p + NUMBERS);
    for (let p = first; p < end; p += FRAME) BarnettStorey.pair(p, p + NUMBERS);
  }

  /** X from SOURCE and the last `factor`, no pivot sought: a residual tells where that was not good enough. */
  static solve(first: usize, end: usize): void {
    for (let p = first; p < end; p += FRAME) BarnettStorey.commutator(p, p + NUMBERS);
    for (let p = first; p < end; p += FRAME) BarnettStorey.corner(p, p + NUMBERS);
    for (let p = first; p < end; p += FRAME) BarnettStorey.antisymmetric(p, p + NUMBERS);
    for (let p = first; p < end; p += FRAME) BarnettStorey.symmetric(p, p + NUMBERS);
  }

  /** K and L, and the inverse of L² + tr(K) L + det K = tr(A) L + det K − det L. */
  @inline private static blocks(p: usize, q: usize): void {
    const a00 = Given.a(p, 0, 0);
    const a11 = Given.a(p, 1, 1);
    const a22 = Given.a(p, 2, 2);
    const a33 = Given.a(p, 3, 3);
    Vector.set(q + SUMS, 0, a00 + a22);
    Vector.set(q + SUMS, 1, a00 + a33);
    Vector.set(q + SUMS, 2, a11 + a22);
    Vector.set(q + SUMS, 3, a11 + a33);
    const traceK = a00 + a11;
    const traceL = a22 + a33;
    const trace = traceK + traceL;
    Vector.set(q + TRACES, 0, traceK);
    Vector.set(q + TRACES, 1, traceL);
    Vector.set(q + INVARIANTS, 0, Lanes.of(0) - trace);
    const detK = a00 * a11 - Given.a(p, 0, 1) * Given.a(p, 1, 0);
    Vector.set(q + UPPER, 0, detK);
    const a23 = Given.a(p, 2, 3);
    const a32 = Given.a(p, 3, 2);
    const detL = a22 * a33 - a23 * a32;
    Vector.set(q + LOWER, 5, detL);
    Vector.set(q + INVARIANTS, 1, detK + detL + traceK * traceL);
    const excess = detK - detL;
    const q00 = trace * a22 + excess;
    const q11 = trace * a33 + excess;
    const q01 = trace * a23;
    const q10 = trace * a32;
    const inverse = Lanes.of(1) / (q00 * q11 - q01 * q10);
    Vector.set(q + INVERSE, 0, q11 * inverse);
    Vector.set(q + INVERSE, 1, q01 * inverse);
    Vector.set(q + INVERSE, 2, q10 * inverse);
    Vector.set(q + INVERSE, 3, q00 * inverse);
  }

  /** Elements k and k + 1 of (K⊗1 + 1⊗L)⁻¹ v from those of (tr K − K + L) v. */
  @inline private static divide(u: Real, v: Real, i00: Real, i01: Real, i10: Real, i11: Real, out: usize, k: i32): void {
    Vector.set(out, k, i00 * u - i01 * v);
    Vector.set(out, k + 1, i11 * v - i10 * u);
  }

  /** V and W. */
  @inline private static columns(p: usize, q: usize): void {
    const a23 = Given.a(p, 2, 3);
    const a32 = Given.a(p, 3, 2);
    const i00 = Vector.get(q + INVERSE, 0);
    const i01 = Vector.get(q + INVERSE, 1);
    const i10 = Vector.get(q + INVERSE, 2);
    const i11 = Vector.get(q + INVERSE, 3);
    {
      const sum0 = Vector.get(q + SUMS, 2);
      const sum1 = Vector.get(q + SUMS, 3);
      const a01 = Given.a(p, 0, 1);
      const v0 = Given.a(p, 2, 1);
      const v1 = Given.a(p, 3, 1);
      const u0 = sum0 * v0 + (a23 * v1 + a01 * Given.a(p, 2, 0));
      const u1 = sum1 * v1 + (a32 * v0 + a01 * Given.a(p, 3, 0));
      BarnettStorey.divide(u0, u1, i00, i01, i10, i11, q + V, 0);
      const w0 = Given.a(p, 0, 3);
      const w1 = Given.a(p, 0, 2);
      const x0 = a23 * w1 + a01 * Given.a(p, 1, 3) - sum0 * w0;
      const x1 = sum1 * w1 - (a32 * w0 + a01 * Given.a(p, 1, 2));
      BarnettStorey.divide(x0, x1, i00, i01, i10, i11, q + W, 0);
    }
    {
      const sum0 = Vector.get(q + SUMS, 0);
      const sum1 = Vector.get(q + SUMS, 1);
      const a10 = Given.a(p, 1, 0);
      const v2 = Given.a(p, 2, 0);
      const v3 = Given.a(p, 3, 0);
      const u2 = sum0 * v2 + (a23 * v3 + a10 * Given.a(p, 2, 1));
      const u3 = sum1 * v3 + (a32 * v2 + a10 * Given.a(p, 3, 1));
      BarnettStorey.divide(u2, u3, i00, i01, i10, i11, q + V, 2);
      const w2 = Given.a(p, 1, 3);
      const w3 = Given.a(p, 1, 2);
      const x2 = a23 * w3 + a10 * Given.a(p, 0, 3) - sum0 * w2;
      const x3 = sum1 * w3 - (a32 * w2 + a10 * Given.a(p, 0, 2));
      BarnettStorey.divide(x2, x3, i00, i01, i10, i11, q + W, 2);
    }
  }

  /** The inverse of the matrix of t01 and t23; a₂. */
  @inline private static pair(p: usize, q: usize): void {
    const a02 = Given.a(p, 0, 2);
    const a03 = Given.a(p, 0, 3);
    const a12 = Given.a(p, 1, 2);
    const a13 = Given.a(p, 1, 3);
    const a20 = Given.a(p, 2, 0);
    const a21 = Given.a(p, 2, 1);
    const a30 = Given.a(p, 3, 0);
    const a31 = Given.a(p, 3, 1);
    Vector.set(q + INVARIANTS, 1, Vector.get(q + INVARIANTS, 1) - (a02 * a20 + a03 * a30 + (a12 * a21 + a13 * a31)));
    {
      const v0 = Vector.get(q + V, 0);
      const v1 = Vector.get(q + V, 1);
      const v2 = Vector.get(q + V, 2);
      const v3 = Vector.get(q + V, 3);
      Vector.set(q + PAIR, 0, Vector.get(q + TRACES, 0) - (a12 * v0 + a13 * v1 + (a02 * v2 + a03 * v3)));
      Vector.set(q + PAIR, 2, a20 * v1 - a30 * v0 + (a31 * v2 - a21 * v3));
    }
    const w0 = Vector.get(q + W, 0);
    const w1 = Vector.get(q + W, 1);
    const w2 = Vector.get(q + W, 2);
    const w3 = Vector.get(q + W, 3);
    const m01 = a12 * w0 + a13 * w1 - (a02 * w2 + a03 * w3);
    const m11 = Vector.get(q + TRACES, 1) - (a20 * w1 - a30 * w0 + (a21 * w3 - a31 * w2));
    const m00 = Vector.get(q + PAIR, 0);
    const m10 = Vector.get(q + PAIR, 2);
    const over = Lanes.of(1) / (m00 * m11 - m01 * m10); // m01 and m10 with their signs turned
    Vector.set(q + PAIR, 0, m11 * over);
    Vector.set(q + PAIR, 1, m01 * over);
    Vector.set(q + PAIR, 2, m10 * over);
    Vector.set(q + PAIR, 3, m00 * over);
  }

  /** Minors, det A and the adjugate. */
  @inline private static minors(p: usize, q: usize): void {
    {
      const a0 = Given.a(p, 0, 0);
      const a1 = Given.a(p, 0, 1);
      const a2 = Given.a(p, 0, 2);
      const a3 = Given.a(p, 0, 3);
      const b0 = Given.a(p, 1, 0);
      const b2 = Given.a(p, 1, 2);
      Vector.set(q + UPPER, 1, a0 * b2 - a2 * b0);
      const b3 = Given.a(p, 1, 3);
      Vector.set(q + UPPER, 2, a0 * b3 - a3 * b0);
      const b1 = Given.a(p, 1, 1);
      Vector.set(q + UPPER, 3, a1 * b2 - a2 * b1);
      Vector.set(q + UPPER, 4, a1 * b3 - a3 * b1);
      Vector.set(q + UPPER, 5, a2 * b3 - a3 * b2);
    }
    const a0 = Given.a(p, 2, 0);
    const a1 = Given.a(p, 2, 1);
    const a2 = Given.a(p, 2, 2);
    const a3 = Given.a(p, 2, 3);
    const b2 = Given.a(p, 3, 2);
    const b3 = Given.a(p, 3, 3);
    const b1 = Given.a(p, 3, 1);
    const l4 = a1 * b3 - a3 * b1;
    Vector.set(q + LOWER, 4, l4);
    const l3 = a1 * b2 - a2 * b1;
    Vector.set(q + LOWER, 3, l3);
    const b0 = Given.a(p, 3, 0);
    const l2 = a0 * b3 - a3 * b0;
    Vector.set(q + LOWER, 2, l2);
    const l1 = a0 * b2 - a2 * b0;
    Vector.set(q + LOWER, 1, l1);
    const l0 = a0 * b1 - a1 * b0;
    const l5 = Vector.get(q + LOWER, 5);
    BarnettStorey.cofactors(p, 1, 0, l0, l1, l2, l3, l4, l5);
    BarnettStorey.cofactors(p, 0, 1, l0, l1, l2, l3, l4, l5);
    const u0 = Vector.get(q + UPPER, 0);
    const u1 = Vector.get(q + UPPER, 1);
    const u2 = Vector.get(q + UPPER, 2);
    const u3 = Vector.get(q + UPPER, 3);
    const u4 = Vector.get(q + UPPER, 4);
    const u5 = Vector.get(q + UPPER, 5);
    const det = u0 * l5 - u1 * l4 + u2 * l3 + (u3 * l2 - u4 * l1 + u5 * l0);
    Vector.set(q + INVARIANTS, 2, det);
    Vector.set(q + INVARIANTS, 3, Lanes.of(-0.5) / det);
    BarnettStorey.cofactors(p, 3, 2, u0, u1, u2, u3, u4, u5);
    BarnettStorey.cofactors(p, 2, 3, u0, u1, u2, u3, u4, u5);
  }

  /** A column of the adjugate from a row of A and the minors of the two rows that are neither's. */
  @inline private static cofactors(
    p: usize,
    row: i32,
    column: i32,
    m0: Real,
    m1: Real,
    m2: Real,
    m3: Real,
    m4: Real,
    m5: Real,
  ): void {
    const a0 = Given.a(p, row, 0);
    const a1 = Given.a(p, row, 1);
    const a2 = Given.a(p, row, 2);
    const a3 = Given.a(p, row, 3);
    if (column & 1) {
      Matrix.set(p + ADJUGATE, 0, column, a2 * m4 - a1 * m5 - a3 * m3);
      Matrix.set(p + ADJUGATE, 1, column, a0 * m5 - a2 * m2 + a3 * m1);
      Matrix.set(p + ADJUGATE, 2, column, a1 * m2 - a0 * m4 - a3 * m0);
      Matrix.set(p + ADJUGATE, 3, column, a0 * m3 - a1 * m1 + a2 * m0);
    } else {
      Matrix.set(p + ADJUGATE, 0, column, a1 * m5 - a2 * m4 + a3 * m3);
      Matrix.set(p + ADJUGATE, 1, column, a2 * m2 - a0 * m5 - a3 * m1);
      Matrix.set(p + ADJUGATE, 2, column, a0 * m4 - a1 * m2 + a3 * m0);
      Matrix.set(p + ADJUGATE, 3, column, a1 * m1 - a0 * m3 - a2 * m0);
    }
  }

  /** a_ik d_kj − a_jk d_ki, summed over two k. */
  @inline private static cross(ik: Real, kj: Real, jk: Real, ki: Real, il: Real, lj: Real, jl: Real, li: Real): Real {
    return ik * kj - jk * ki + (il * lj - jl * li);
  }

  /** A D − D Aᵀ, columns 0 and 1 of A first. */
  @inline private static commutator(p: usize, q: usize): void {
    {
      const d00 = Given.d(p, 0, 0);
      const d01 = Given.d(p, 0, 1);
      const d11 = Given.d(p, 1, 1);
      const a00 = Given.a(p, 0, 0);
      const a01 = Given.a(p, 0, 1);
      const a10 = Given.a(p, 1, 0);
      const a11 = Given.a(p, 1, 1);
      Vector.set(q + C, 4, (a00 - a11) * d01 + (a01 * d11 - a10 * d00));
      const d03 = Given.d(p, 0, 3);
      const d13 = Given.d(p, 1, 3);
      const a30 = Given.a(p, 3, 0);
      const a31 = Given.a(p, 3, 1);
      Vector.set(q + C, 1, BarnettStorey.cross(a00, d03, a30, d00, a01, d13, a31, d01));
      Vector.set(q + C, 3, BarnettStorey.cross(a10, d03, a30, d01, a11, d13, a31, d11));
      const d02 = Given.d(p, 0, 2);
      const d12 = Given.d(p, 1, 2);
      const a20 = Given.a(p, 2, 0);
      const a21 = Given.a(p, 2, 1);
      Vector.set(q + C, 0, BarnettStorey.cross(a00, d02, a20, d00, a01, d12, a21, d01));
      Vector.set(q + C, 2, BarnettStorey.cross(a10, d02, a20, d01, a11, d12, a21, d11));
      Vector.set(q + C, 5, BarnettStorey.cross(a20, d03, Given.a(p, 3, 0), d02, a21, d13, Given.a(p, 3, 1), d12));
    }
    {
      const d22 = Given.d(p, 2, 2);
      const d23 = Given.d(p, 2, 3);
      const d33 = Given.d(p, 3, 3);
      const a22 = Given.a(p, 2, 2);
      const a23 = Given.a(p, 2, 3);
      const a32 = Given.a(p, 3, 2);
      const a33 = Given.a(p, 3, 3);
      Vector.add(q + C, 5, (a22 - a33) * d23 + (a23 * d33 - a32 * d22));
      const d12 = Given.d(p, 1, 2);
      const d13 = Given.d(p, 1, 3);
      const a12 = Given.a(p, 1, 2);
      const a13 = Given.a(p, 1, 3);
      Vector.add(q + C, 2, BarnettStorey.cross(a12, d22, a22, d12, a13, d23, a23, d13));
      Vector.add(q + C, 3, BarnettStorey.cross(a12, d23, a32, d12, a13, d33, a33, d13));
      const d02 = Given.d(p, 0, 2);
      const d03 = Given.d(p, 0, 3);
      const a02 = Given.a(p, 0, 2);
      const a03 = Given.a(p, 0, 3);
      Vector.add(q + C, 0, BarnettStorey.cross(a02, d22, a22, d02, a03, d23, a23, d03));
      Vector.add(q + C, 1, BarnettStorey.cross(a02, d23, a32, d02, a03, d33, a33, d03));
      Vector.add(q + C, 4, BarnettStorey.cross(a02, d12, Given.a(p, 1, 2), d02, a03, d13, Given.a(p, 1, 3), d03));
    }
  }

  /** t02 t03 t12 t13, but for what t01 and t23 add. */
  @inline private static corner(p: usize, q: usize): void {
    const a23 = Given.a(p, 2, 3);
    const a32 = Given.a(p, 3, 2);
    const c0 = Vector.get(q + C, 0);
    const c1 = Vector.get(q + C, 1);
    const c2 = Vector.get(q + C, 2);
    const c3 = Vector.get(q + C, 3);
    const i00 = Vector.get(q + INVERSE, 0);
    const i01 = Vector.get(q + INVERSE, 1);
    const i10 = Vector.get(q + INVERSE, 2);
    const i11 = Vector.get(q + INVERSE, 3);
    const a01 = Given.a(p, 0, 1);
    const u0 = Vector.get(q + SUMS, 2) * c0 + (a23 * c1 - a01 * c2);
    const u1 = Vector.get(q + SUMS, 3) * c1 + (a32 * c0 - a01 * c3);
    BarnettStorey.divide(u0, u1, i00, i01, i10, i11, q + C, 0);
    const a10 = Given.a(p, 1, 0);
    const u2 = Vector.get(q + SUMS, 0) * c2 + (a23 * c3 - a10 * c0);
    const u3 = Vector.get(q + SUMS, 1) * c3 + (a32 * c2 - a10 * c1);
    BarnettStorey.divide(u2, u3, i00, i01, i10, i11, q + C, 2);
  }

  /** T, as B = T + D. */
  @inline private static antisymmetric(p: usize, q: usize): void {
    const t0 = Vector.get(q + C, 0);
    const t1 = Vector.get(q + C, 1);
    const t2 = Vector.get(q + C, 2);
    const t3 = Vector.get(q + C, 3);
    Vector.add(q + C, 4, Given.a(p, 0, 2) * t2 + Given.a(p, 0, 3) * t3 - (Given.a(p, 1, 2) * t0 + Given.a(p, 1, 3) * t1));
    const b1 =
      Vector.get(q + C, 5) + (Given.a(p, 3, 0) * t0 - Given.a(p, 2, 0) * t1 + (Given.a(p, 3, 1) * t2 - Given.a(p, 2, 1) * t3));
    const b0 = Vector.get(q + C, 4);
    const t01 = b0 * Vector.get(q + PAIR, 0) + b1 * Vector.get(q + PAIR, 1);
    BarnettStorey.split(p, q, 0, 1, t01);
    const t23 = b1 * Vector.get(q + PAIR, 3) + b0 * Vector.get(q + PAIR, 2);
    BarnettStorey.split(p, q, 2, 3, t23);
    BarnettStorey.split(p, q, 0, 2, Vector.get(q + C, 0) - t01 * Vector.get(q + V, 0) - t23 * Vector.get(q + W, 0));
    BarnettStorey.split(p, q, 0, 3, Vector.get(q + C, 1) - t01 * Vector.get(q + V, 1) - t23 * Vector.get(q + W, 1));
    BarnettStorey.split(p, q, 1, 2, Vector.get(q + C, 2) + t01 * Vector.get(q + V, 2) - t23 * Vector.get(q + W, 2));
    BarnettStorey.split(p, q, 1, 3, Vector.get(q + C, 3) + t01 * Vector.get(q + V, 3) - t23 * Vector.get(q + W, 3));
  }

  /** Elements ij and ji of T + D. */
  @inline private static split(p: usize, q: usize, i: i32, j: i32, t: Real): void {
    const d = Given.d(p, i, j);
    Matrix.set(q + B, i, j, d + t);
    Matrix.set(q + B, j, i, d - t);
  }

  @inline private static b(p: usize, q: usize, i: i32, j: i32): Real {
    return i === j ? Given.d(p, i, i) : Matrix.get(q + B, i, j);
  }

  /** X, two rows at a time. */
  @inline private static symmetric(p: usize, q: usize): void {
    const over = Vector.get(q + INVARIANTS, 3);
    BarnettStorey.rows(p, q, 0, over);
    BarnettStorey.rows(p, q, 2, over);
  }

  /** Rows i and i + 1. */
  @inline private static rows(p: usize, q: usize, i: i32, over: Real): void {
    const c0 = Matrix.get(p + ADJUGATE, i, 0);
    const c1 = Matrix.get(p + ADJUGATE, i, 1);
    const c2 = Matrix.get(p + ADJUGATE, i, 2);
    const c3 = Matrix.get(p + ADJUGATE, i, 3);
    BarnettStorey.product(p, q, i, i, c0, c1, c2, c3, over);
    const e0 = Matrix.get(p + ADJUGATE, i + 1, 0);
    const e1 = Matrix.get(p + ADJUGATE, i + 1, 1);
    const e2 = Matrix.get(p + ADJUGATE, i + 1, 2);
    const e3 = Matrix.get(p + ADJUGATE, i + 1, 3);
    BarnettStorey.products(p, q, i, i + 1, c0, c1, c2, c3, e0, e1, e2, e3, over);
    if (i === 0) {
      BarnettStorey.products(p, q, i, 2, c0, c1, c2, c3, e0, e1, e2, e3, over);
      BarnettStorey.products(p, q, i, 3, c0, c1, c2, c3, e0, e1, e2, e3, over);
    }
  }

  /** X_ij = c·b_j. */
  @inline private static product(p: usize, q: usize, i: i32, j: i32, c0: Real, c1: Real, c2: Real, c3: Real, over: Real): void {
    const b0 = BarnettStorey.b(p, q, 0, j);
    const b1 = BarnettStorey.b(p, q, 1, j);
    const b2 = BarnettStorey.b(p, q, 2, j);
    const b3 = BarnettStorey.b(p, q, 3, j);
    Matrix.set(p + X, i, j, (c0 * b0 + c1 * b1 + (c2 * b2 + c3 * b3)) * over);
  }

  /** X_ij = c·b_j and X_(i+1)j = e·b_j. */
  @inline private static products(
    p: usize,
    q: usize,
    i: i32,
    j: i32,
    c0: Real,
    c1: Real,
    c2: Real,
    c3: Real,
    e0: Real,
    e1: Real,
    e2: Real,
    e3: Real,
    over: Real,
  ): void {
    const b0 = BarnettStorey.b(p, q, 0, j);
    const b1 = BarnettStorey.b(p, q, 1, j);
    const b2 = BarnettStorey.b(p, q, 2, j);
    const b3 = BarnettStorey.b(p, q, 3, j);
    Matrix.set(p + X, i, j, (c0 * b0 + c1 * b1 + (c2 * b2 + c3 * b3)) * over);
    Matrix.set(p + X, i + 1, j, (e0 * b0 + e1 * b1 + (e2 * b2 + e3 * b3)) * over);
  }
}
