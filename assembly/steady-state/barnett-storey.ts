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
/** det A and its inverse. */
const INVARIANTS: usize = memory.data(32, 16);

const S: usize = memory.data(96, 16); // the right-hand side and then the unknowns: 02 03 12 13, 01 23
const V1: usize = memory.data(64, 16); // (K⊗1 + 1⊗L)⁻¹ of the columns of s01 and s23
const V2: usize = memory.data(64, 16);
const B: usize = memory.data(256, 16); // S − D/2
const INVERSE: usize = memory.data(64, 16);
const SUMS: usize = memory.data(64, 16);
const DOTS: usize = memory.data(64, 16);
const UPPER: usize = memory.data(96, 16);
const LOWER: usize = memory.data(96, 16);
const ADJUGATE: usize = memory.data(256, 16); // but for its sign in the odd rows

class Given {
  @inline static a(i: i32, j: i32): Real {
    return Matrix.get(A, i, j);
  }
  @inline static column(j: i32): Real {
    return Given.a(0, j) + Given.a(1, j) + (Given.a(2, j) + Given.a(3, j));
  }
  @inline static x(i: i32, j: i32): Real {
    return Matrix.get(X, i, j);
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
    return Matrix.get(ADJUGATE, 1, 1) - Matrix.get(ADJUGATE, 0, 0) + (Matrix.get(ADJUGATE, 3, 3) - Matrix.get(ADJUGATE, 2, 2));
  }

  /** X from A and SOURCE, no pivot sought: `residual` tells where that was not good enough. */
  static solve(): void {
    BarnettStorey.invertBlock();
    Vector.set(S, 0, BarnettStorey.commutator(0, 2, 1, 3));
    Vector.set(S, 1, BarnettStorey.commutator(0, 3, 1, 2));
    Vector.set(S, 2, BarnettStorey.commutator(1, 2, 0, 3));
    Vector.set(S, 3, BarnettStorey.commutator(1, 3, 0, 2));
    Vector.set(S, 4, BarnettStorey.commutator(0, 1, 2, 3));
    Vector.set(S, 5, BarnettStorey.commutator(2, 3, 0, 1));
    BarnettStorey.divide(Given.a(2, 1), Given.a(3, 1), -Given.a(2, 0), -Given.a(3, 0), V1);
    BarnettStorey.divide(-Given.a(0, 3), Given.a(0, 2), -Given.a(1, 3), Given.a(1, 2), V2);
    BarnettStorey.divide(Vector.get(S, 0), Vector.get(S, 1), Vector.get(S, 2), Vector.get(S, 3), S);
    BarnettStorey.minors(0, UPPER);
    BarnettStorey.minors(2, LOWER);
    BarnettStorey.dots(0, 1, Given.a(1, 2), Given.a(1, 3), -Given.a(0, 2), -Given.a(0, 3));
    BarnettStorey.dots(2, 3, -Given.a(3, 0), Given.a(2, 0), -Given.a(3, 1), Given.a(2, 1));
    BarnettStorey.determinant();
    BarnettStorey.antisymmetric();
    BarnettStorey.adjugate();
    BarnettStorey.symmetric();
  }

  /** The inverse of L² + tr(K) L + det K = tr(A) L + det K − det L. */
  @inline private static invertBlock(): void {
    const a00 = Given.a(0, 0);
    const a11 = Given.a(1, 1);
    const a22 = Given.a(2, 2);
    const a33 = Given.a(3, 3);
    const a23 = Given.a(2, 3);
    const a32 = Given.a(3, 2);
    const trace = a00 + a11 + (a22 + a33);
    const excess = a00 * a11 - Given.a(0, 1) * Given.a(1, 0) - (a22 * a33 - a23 * a32);
    const q00 = trace * a22 + excess;
    const q11 = trace * a33 + excess;
    const q01 = trace * a23;
    const q10 = trace * a32;
    const inverse = Lanes.of(1) / (q00 * q11 - q01 * q10);
    Vector.set(SUMS, 0, a00 + a22);
    Vector.set(SUMS, 1, a00 + a33);
    Vector.set(SUMS, 2, a11 + a22);
    Vector.set(SUMS, 3, a11 + a33);
    Vector.set(INVERSE, 0, q11 * inverse);
    Vector.set(INVERSE, 1, q01 * inverse);
    Vector.set(INVERSE, 2, q10 * inverse);
    Vector.set(INVERSE, 3, q00 * inverse);
  }

  /** S. */
  @inline private static antisymmetric(): void {
    const m00 = Given.a(0, 0) + Given.a(1, 1) - Vector.get(DOTS, 0);
    const m01 = Vector.get(DOTS, 1); // its sign and that of m10 are turned
    const m11 = Given.a(2, 2) + Given.a(3, 3) - Vector.get(DOTS, 3);
    const m10 = Vector.get(DOTS, 2);
    const b0 = Vector.get(S, 4);
    const b1 = Vector.get(S, 5);
    const over = Lanes.of(1) / (m00 * m11 - m01 * m10);
    Vector.set(S, 4, (b0 * m11 + b1 * m01) * over);
    Vector.set(S, 5, (b1 * m00 + b0 * m10) * over);
  }

  /** Elements ij and ji of S − D/2. */
  @inline private static split(i: i32, j: i32, s: Real): void {
    const h = Given.h(i, j);
    Matrix.set(B, i, j, h + s);
    Matrix.set(B, j, i, h - s);
  }

  /** Products of (a, b, c, d) with the three vectors. */
  @inline private static dots(k: i32, l: i32, a: Real, b: Real, c: Real, d: Real): void {
    Vector.set(DOTS, k, Vector.dot(a, b, c, d, V1));
    Vector.set(DOTS, l, Vector.dot(a, b, c, d, V2));
    Vector.set(S, 4 + (k >> 1), Vector.get(S, 4 + (k >> 1)) - Vector.dot(a, b, c, d, S));
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
  @inline private static divide(v0: Real, v1: Real, v2: Real, v3: Real, out: usize): void {
    const a01 = Given.a(0, 1);
    const a10 = Given.a(1, 0);
    const a23 = Given.a(2, 3);
    const a32 = Given.a(3, 2);
    const i00 = Vector.get(INVERSE, 0);
    const i01 = Vector.get(INVERSE, 1);
    const i10 = Vector.get(INVERSE, 2);
    const i11 = Vector.get(INVERSE, 3);
    const u0 = Vector.get(SUMS, 2) * v0 + (a23 * v1 - a01 * v2);
    const u1 = Vector.get(SUMS, 3) * v1 + (a32 * v0 - a01 * v3);
    Vector.set(out, 0, i00 * u0 - i01 * u1);
    Vector.set(out, 1, i11 * u1 - i10 * u0);
    const u2 = Vector.get(SUMS, 0) * v2 + (a23 * v3 - a10 * v0);
    const u3 = Vector.get(SUMS, 1) * v3 + (a32 * v2 - a10 * v1);
    Vector.set(out, 2, i00 * u2 - i01 * u3);
    Vector.set(out, 3, i11 * u3 - i10 * u2);
  }

  @inline private static determinant(): void {
    const det =
      Vector.get(UPPER, 0) * Vector.get(LOWER, 5) -
      Vector.get(UPPER, 1) * Vector.get(LOWER, 4) +
      Vector.get(UPPER, 2) * Vector.get(LOWER, 3) +
      (Vector.get(UPPER, 3) * Vector.get(LOWER, 2) -
        Vector.get(UPPER, 4) * Vector.get(LOWER, 1) +
        Vector.get(UPPER, 5) * Vector.get(LOWER, 0));
    Vector.set(INVARIANTS, 0, det);
    Vector.set(INVARIANTS, 1, Lanes.of(1) / det);
  }

  /** The adjugate of A, but for its sign in the odd rows. */
  @inline private static adjugate(): void {
    BarnettStorey.cofactors(0, 1, 2, 3, 5, 4, 3);
    BarnettStorey.cofactors(1, 0, 2, 3, 5, 2, 1);
    BarnettStorey.cofactors(2, 0, 1, 3, 4, 2, 0);
    BarnettStorey.cofactors(3, 0, 1, 2, 3, 1, 0);
  }

  /** X. */
  @inline private static symmetric(): void {
    const s01 = Vector.get(S, 4);
    const s23 = Vector.get(S, 5);
    BarnettStorey.split(0, 1, s01);
    BarnettStorey.split(2, 3, s23);
    BarnettStorey.split(0, 2, Vector.get(S, 0) - s01 * Vector.get(V1, 0) - s23 * Vector.get(V2, 0));
    BarnettStorey.split(0, 3, Vector.get(S, 1) - s01 * Vector.get(V1, 1) - s23 * Vector.get(V2, 1));
    BarnettStorey.split(1, 2, Vector.get(S, 2) - s01 * Vector.get(V1, 2) - s23 * Vector.get(V2, 2));
    BarnettStorey.split(1, 3, Vector.get(S, 3) - s01 * Vector.get(V1, 3) - s23 * Vector.get(V2, 3));
    const over = Vector.get(INVARIANTS, 1);
    BarnettStorey.row(0, 0, over);
    BarnettStorey.row(0, 1, over);
    BarnettStorey.row(0, 2, over);
    BarnettStorey.row(0, 3, over);
    BarnettStorey.row(1, 1, -over);
    BarnettStorey.row(1, 2, -over);
    BarnettStorey.row(1, 3, -over);
    BarnettStorey.row(2, 2, over);
    BarnettStorey.row(2, 3, over);
    BarnettStorey.row(3, 3, -over);
  }

  /** The minors of rows i and i + 1, columns 01 02 03 12 13 23. */
  @inline private static minors(i: i32, out: usize): void {
    const a0 = Given.a(i, 0);
    const a1 = Given.a(i, 1);
    const a2 = Given.a(i, 2);
    const a3 = Given.a(i, 3);
    const b0 = Given.a(i + 1, 0);
    const b1 = Given.a(i + 1, 1);
    const b2 = Given.a(i + 1, 2);
    const b3 = Given.a(i + 1, 3);
    Vector.set(out, 0, a0 * b1 - a1 * b0);
    Vector.set(out, 1, a0 * b2 - a2 * b0);
    Vector.set(out, 2, a0 * b3 - a3 * b0);
    Vector.set(out, 3, a1 * b2 - a2 * b1);
    Vector.set(out, 4, a1 * b3 - a3 * b1);
    Vector.set(out, 5, a2 * b3 - a3 * b2);
  }

  /** Row r: columns i j k of A and minors m n p. */
  @inline private static cofactors(r: i32, i: i32, j: i32, k: i32, m: i32, n: i32, p: i32): void {
    Matrix.set(ADJUGATE, r, 0, BarnettStorey.cofactor(1, i, j, k, m, n, p, LOWER));
    Matrix.set(ADJUGATE, r, 1, -BarnettStorey.cofactor(0, i, j, k, m, n, p, LOWER));
    Matrix.set(ADJUGATE, r, 2, BarnettStorey.cofactor(3, i, j, k, m, n, p, UPPER));
    Matrix.set(ADJUGATE, r, 3, -BarnettStorey.cofactor(2, i, j, k, m, n, p, UPPER));
  }
  @inline private static cofactor(r: i32, i: i32, j: i32, k: i32, m: i32, n: i32, p: i32, minors: usize): Real {
    return (
      Given.a(r, i) * Vector.get(minors, m) - Given.a(r, j) * Vector.get(minors, n) + Given.a(r, k) * Vector.get(minors, p)
    );
  }

  @inline private static b(i: i32, j: i32): Real {
    return i === j ? Given.h(i, i) : Matrix.get(B, i, j);
  }
  @inline private static row(i: i32, j: i32, over: Real): void {
    const x =
      Matrix.get(ADJUGATE, i, 0) * BarnettStorey.b(0, j) +
      Matrix.get(ADJUGATE, i, 1) * BarnettStorey.b(1, j) +
      (Matrix.get(ADJUGATE, i, 2) * BarnettStorey.b(2, j) + Matrix.get(ADJUGATE, i, 3) * BarnettStorey.b(3, j));
    Matrix.set(X, i, j, x * over);
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
    const x01 = Given.x(0, 1);
    const x02 = Given.x(0, 2);
    const x03 = Given.x(0, 3);
    const x12 = Given.x(1, 2);
    const x13 = Given.x(1, 3);
    const x23 = Given.x(2, 3);
    const twice =
      Given.column(0) * (Given.x(0, 0) + x01 + (x02 + x03)) +
      Given.column(1) * (x01 + Given.x(1, 1) + (x12 + x13)) +
      (Given.column(2) * (x02 + x12 + (Given.x(2, 2) + x23)) + Given.column(3) * (x03 + x13 + (x23 + Given.x(3, 3))));
    const source = Given.h(0, 0) + Given.h(1, 1) + (Given.h(2, 2) + Given.h(3, 3));
    const off = Given.h(0, 1) + Given.h(0, 2) + (Given.h(0, 3) + Given.h(1, 2)) + (Given.h(1, 3) + Given.h(2, 3));
    return twice - (source + (off + off));
  }
}
