// A X + X Aᵀ + D = 0 for a symmetric X, by Barnett and Storey: A X = S − D/2 with S antisymmetric, and
// A S + S Aᵀ = (D Aᵀ − A D)/2, six unknowns; then X = A⁻¹(S − D/2) by the adjugate.
//
// With A in blocks of 2×2, K = A₀₀ and L = A₁₁, the four unknowns s02 s03 s12 s13 have among them the matrix K⊗1 + 1⊗L, whose
// blocks are polynomials of L and commute: its inverse is that of the 2×2 matrix L² + tr(K) L + det K. Two unknowns stay, s01 s23.

import { Lanes, Real } from "lanes";
import { Matrix } from "../math/matrix";

/** A, its largest element between 1 and 2. */
export const A: usize = memory.data(256, 16);
/** −D/2; its upper triangle is read. */
export const SOURCE: usize = memory.data(256, 16);
/** The answer. */
export const X: usize = memory.data(256, 16);
/** det A and −tr adj A. */
const INVARIANTS: usize = memory.data(32, 16);

const S: usize = memory.data(96, 16); // the right-hand side and then the unknowns: 02 03 12 13, 01 23
const V1: usize = memory.data(64, 16); // (K⊗1 + 1⊗L)⁻¹ of the columns of s01 and s23
const V2: usize = memory.data(64, 16);

class Given {
  @inline static a(i: i32, j: i32): Real {
    return Matrix.get(A, i, j);
  }
  /** Element of −D/2, i ≤ j. */
  @inline static h(i: i32, j: i32): Real {
    return Matrix.get(SOURCE, i, j);
  }
}

class Vector {
  @inline static get(v: usize, k: i32): Real {
    return Lanes.load(v + <usize>k * sizeof<Real>());
  }
  @inline static set(v: usize, k: i32, x: Real): void {
    Lanes.store(v + <usize>k * sizeof<Real>(), x);
  }
  /** (a, b, c, d) v. */
  @inline static dot(a: Real, b: Real, c: Real, d: Real, v: usize): Real {
    return a * Vector.get(v, 0) + b * Vector.get(v, 1) + (c * Vector.get(v, 2) + d * Vector.get(v, 3));
  }
}

export class BarnettStorey {
  @inline static det(): Real {
    return Vector.get(INVARIANTS, 0);
  }
  @inline static minusTraceOfAdjugate(): Real {
    return Vector.get(INVARIANTS, 1);
  }

  /** X from A and SOURCE, no pivot sought: `residual` tells where that was not good enough. */
  static solve(): void {
    BarnettStorey.antisymmetric();
    BarnettStorey.symmetric();
  }

  /** S. */
  @inline private static antisymmetric(): void {
    const a00 = Given.a(0, 0);
    const a11 = Given.a(1, 1);
    const a22 = Given.a(2, 2);
    const a33 = Given.a(3, 3);
    const a01 = Given.a(0, 1);
    const a10 = Given.a(1, 0);
    const a23 = Given.a(2, 3);
    const a32 = Given.a(3, 2);
    const s02 = a00 + a22;
    const s03 = a00 + a33;
    const s12 = a11 + a22;
    const s13 = a11 + a33;
    // L² + tr(K) L + det K = tr(A) L + det K − det L
    const trace = s02 + s13;
    const excess = a00 * a11 - a01 * a10 - (a22 * a33 - a23 * a32);
    const q00 = trace * a22 + excess;
    const q11 = trace * a33 + excess;
    const q01 = trace * a23;
    const q10 = trace * a32;
    const inverse = Lanes.of(1) / (q00 * q11 - q01 * q10);
    const i00 = q11 * inverse;
    const i11 = q00 * inverse;
    const i01 = q01 * inverse;
    const i10 = q10 * inverse;

    const y02 = BarnettStorey.commutator(0, 2, 1, 3);
    const y03 = BarnettStorey.commutator(0, 3, 1, 2);
    const y12 = BarnettStorey.commutator(1, 2, 0, 3);
    const y13 = BarnettStorey.commutator(1, 3, 0, 2);
    BarnettStorey.divide(y02, y03, y12, y13, s02, s03, s12, s13, a01, a10, a23, a32, i00, i01, i10, i11, S);
    BarnettStorey.divide(Given.a(2, 1), Given.a(3, 1), -Given.a(2, 0), -Given.a(3, 0), s02, s03, s12, s13, a01, a10, a23, a32, i00, i01, i10, i11, V1);
    BarnettStorey.divide(-Given.a(0, 3), Given.a(0, 2), -Given.a(1, 3), Given.a(1, 2), s02, s03, s12, s13, a01, a10, a23, a32, i00, i01, i10, i11, V2);

    const r0 = Given.a(1, 2);
    const r1 = Given.a(1, 3);
    const r2 = Given.a(0, 2);
    const r3 = Given.a(0, 3);
    const m00 = a00 + a11 - Vector.dot(r0, r1, -r2, -r3, V1);
    const m01 = Vector.dot(r0, r1, -r2, -r3, V2); // its sign and that of m10 are turned
    const b0 = BarnettStorey.commutator(0, 1, 2, 3) - Vector.dot(r0, r1, -r2, -r3, S);
    const t0 = Given.a(3, 0);
    const t1 = Given.a(2, 0);
    const t2 = Given.a(3, 1);
    const t3 = Given.a(2, 1);
    const m10 = Vector.dot(-t0, t1, -t2, t3, V1);
    const m11 = a22 + a33 - Vector.dot(-t0, t1, -t2, t3, V2);
    const b1 = BarnettStorey.commutator(2, 3, 0, 1) - Vector.dot(-t0, t1, -t2, t3, S);
    const over = Lanes.of(1) / (m00 * m11 - m01 * m10);
    const s01 = (b0 * m11 + b1 * m01) * over;
    const s23 = (b1 * m00 + b0 * m10) * over;
    for (let k = 0; k < 4; k++) Vector.set(S, k, Vector.get(S, k) - s01 * Vector.get(V1, k) - s23 * Vector.get(V2, k));
    Vector.set(S, 4, s01);
    Vector.set(S, 5, s23);
  }

  /** Element ij of (D Aᵀ − A D)/2 = A H − H Aᵀ; m and n are the other two indices. */
  @inline private static commutator(i: i32, j: i32, m: i32, n: i32): Real {
    return (
      (Given.a(i, i) - Given.a(j, j)) * Given.h(i, j) +
      (Given.a(i, j) * Given.h(j, j) - Given.a(j, i) * Given.h(i, i)) +
      (Given.a(i, m) * Given.h(min(m, j), max(m, j)) - Given.a(j, m) * Given.h(min(m, i), max(m, i))) +
      (Given.a(i, n) * Given.h(min(n, j), max(n, j)) - Given.a(j, n) * Given.h(min(n, i), max(n, i)))
    );
  }

  /** out = (K⊗1 + 1⊗L)⁻¹ v. */
  @inline private static divide(
    v0: Real,
    v1: Real,
    v2: Real,
    v3: Real,
    s02: Real,
    s03: Real,
    s12: Real,
    s13: Real,
    a01: Real,
    a10: Real,
    a23: Real,
    a32: Real,
    i00: Real,
    i01: Real,
    i10: Real,
    i11: Real,
    out: usize,
  ): void {
    const u0 = s12 * v0 + (a23 * v1 - a01 * v2);
    const u1 = s13 * v1 + (a32 * v0 - a01 * v3);
    const u2 = s02 * v2 + (a23 * v3 - a10 * v0);
    const u3 = s03 * v3 + (a32 * v2 - a10 * v1);
    Vector.set(out, 0, i00 * u0 - i01 * u1);
    Vector.set(out, 1, i11 * u1 - i10 * u0);
    Vector.set(out, 2, i00 * u2 - i01 * u3);
    Vector.set(out, 3, i11 * u3 - i10 * u2);
  }

  /** X. */
  @inline private static symmetric(): void {
    const u01 = BarnettStorey.minor(0, 1, 0, 1);
    const u02 = BarnettStorey.minor(0, 1, 0, 2);
    const u03 = BarnettStorey.minor(0, 1, 0, 3);
    const u12 = BarnettStorey.minor(0, 1, 1, 2);
    const u13 = BarnettStorey.minor(0, 1, 1, 3);
    const u23 = BarnettStorey.minor(0, 1, 2, 3);
    const l01 = BarnettStorey.minor(2, 3, 0, 1);
    const l02 = BarnettStorey.minor(2, 3, 0, 2);
    const l03 = BarnettStorey.minor(2, 3, 0, 3);
    const l12 = BarnettStorey.minor(2, 3, 1, 2);
    const l13 = BarnettStorey.minor(2, 3, 1, 3);
    const l23 = BarnettStorey.minor(2, 3, 2, 3);
    const det = u01 * l23 - u02 * l13 + u03 * l12 + (u12 * l03 - u13 * l02 + u23 * l01);
    const over = Lanes.of(1) / det;
    const b00 = Given.h(0, 0);
    const b01 = Given.h(0, 1) + Vector.get(S, 4);
    const b10 = Given.h(0, 1) - Vector.get(S, 4);
    const b02 = Given.h(0, 2) + Vector.get(S, 0);
    const b20 = Given.h(0, 2) - Vector.get(S, 0);
    const b03 = Given.h(0, 3) + Vector.get(S, 1);
    const b30 = Given.h(0, 3) - Vector.get(S, 1);
    const b11 = Given.h(1, 1);
    const b12 = Given.h(1, 2) + Vector.get(S, 2);
    const b21 = Given.h(1, 2) - Vector.get(S, 2);
    const b13 = Given.h(1, 3) + Vector.get(S, 3);
    const b31 = Given.h(1, 3) - Vector.get(S, 3);
    const b22 = Given.h(2, 2);
    const b23 = Given.h(2, 3) + Vector.get(S, 5);
    const b32 = Given.h(2, 3) - Vector.get(S, 5);
    const b33 = Given.h(3, 3);
    // a row of the adjugate at a time
    let c0 = Given.a(1, 1) * l23 - Given.a(1, 2) * l13 + Given.a(1, 3) * l12;
    let c1 = Given.a(0, 2) * l13 - Given.a(0, 1) * l23 - Given.a(0, 3) * l12;
    let c2 = Given.a(3, 1) * u23 - Given.a(3, 2) * u13 + Given.a(3, 3) * u12;
    let c3 = Given.a(2, 2) * u13 - Given.a(2, 1) * u23 - Given.a(2, 3) * u12;
    let trace = c0;
    BarnettStorey.row(0, 0, c0, c1, c2, c3, b00, b10, b20, b30, over);
    BarnettStorey.row(0, 1, c0, c1, c2, c3, b01, b11, b21, b31, over);
    BarnettStorey.row(0, 2, c0, c1, c2, c3, b02, b12, b22, b32, over);
    BarnettStorey.row(0, 3, c0, c1, c2, c3, b03, b13, b23, b33, over);
    c0 = Given.a(1, 2) * l03 - Given.a(1, 0) * l23 - Given.a(1, 3) * l02;
    c1 = Given.a(0, 0) * l23 - Given.a(0, 2) * l03 + Given.a(0, 3) * l02;
    c2 = Given.a(3, 2) * u03 - Given.a(3, 0) * u23 - Given.a(3, 3) * u02;
    c3 = Given.a(2, 0) * u23 - Given.a(2, 2) * u03 + Given.a(2, 3) * u02;
    trace = trace + c1;
    BarnettStorey.row(1, 1, c0, c1, c2, c3, b01, b11, b21, b31, over);
    BarnettStorey.row(1, 2, c0, c1, c2, c3, b02, b12, b22, b32, over);
    BarnettStorey.row(1, 3, c0, c1, c2, c3, b03, b13, b23, b33, over);
    c0 = Given.a(1, 0) * l13 - Given.a(1, 1) * l03 + Given.a(1, 3) * l01;
    c1 = Given.a(0, 1) * l03 - Given.a(0, 0) * l13 - Given.a(0, 3) * l01;
    c2 = Given.a(3, 0) * u13 - Given.a(3, 1) * u03 + Given.a(3, 3) * u01;
    c3 = Given.a(2, 1) * u03 - Given.a(2, 0) * u13 - Given.a(2, 3) * u01;
    trace = trace + c2;
    BarnettStorey.row(2, 2, c0, c1, c2, c3, b02, b12, b22, b32, over);
    BarnettStorey.row(2, 3, c0, c1, c2, c3, b03, b13, b23, b33, over);
    c0 = Given.a(1, 1) * l02 - Given.a(1, 0) * l12 - Given.a(1, 2) * l01;
    c1 = Given.a(0, 0) * l12 - Given.a(0, 1) * l02 + Given.a(0, 2) * l01;
    c2 = Given.a(3, 1) * u02 - Given.a(3, 0) * u12 - Given.a(3, 2) * u01;
    c3 = Given.a(2, 0) * u12 - Given.a(2, 1) * u02 + Given.a(2, 2) * u01;
    BarnettStorey.row(3, 3, c0, c1, c2, c3, b03, b13, b23, b33, over);
    Vector.set(INVARIANTS, 0, det);
    Vector.set(INVARIANTS, 1, -(trace + c3));
  }

  @inline private static minor(i: i32, j: i32, k: i32, l: i32): Real {
    return Given.a(i, k) * Given.a(j, l) - Given.a(i, l) * Given.a(j, k);
  }

  @inline private static row(
    i: i32,
    j: i32,
    c0: Real,
    c1: Real,
    c2: Real,
    c3: Real,
    b0: Real,
    b1: Real,
    b2: Real,
    b3: Real,
    over: Real,
  ): void {
    const x = (c0 * b0 + c1 * b1 + (c2 * b2 + c3 * b3)) * over;
    Matrix.set(X, i, j, x);
  }

  /** Σ|x_ii|. */
  @inline static size(): Real {
    return (
      Lanes.abs(Matrix.get(X, 0, 0)) +
      Lanes.abs(Matrix.get(X, 1, 1)) +
      (Lanes.abs(Matrix.get(X, 2, 2)) + Lanes.abs(Matrix.get(X, 3, 3)))
    );
  }

  /** 1ᵀ(A X + X Aᵀ + D)1, one number for ten: 0 but for rounding, NaN or infinite where anything is. */
  @inline static residual(): Real {
    let twice = Lanes.of(0);
    let source = Lanes.of(0);
    let off = Lanes.of(0);
    for (let i = 0; i < 4; i++) {
      const column = Given.a(0, i) + Given.a(1, i) + (Given.a(2, i) + Given.a(3, i));
      let x = Lanes.of(0);
      for (let j = 0; j < 4; j++) x = x + Matrix.get(X, min(i, j), max(i, j));
      twice = twice + column * x;
      source = source + Given.h(i, i);
      for (let j = i + 1; j < 4; j++) off = off + Given.h(i, j);
    }
    return twice - (source + (off + off));
  }
}
