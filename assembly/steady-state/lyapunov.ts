// A X + X Aᵀ + D = 0 for any 4×4 A without eigenvalues λ_i + λ_j = 0 and any symmetric D.
//
// A X = S − D/2 with S antisymmetric (Barnett and Storey), so A S + S Aᵀ = (D Aᵀ − A D)/2: six unknowns
// s01 s02 s03 s12 s13 s23, whose matrix is the second additive compound of A. Then X = A⁻¹(S − D/2).

import { Lanes, Mask, Real } from "lanes";
import { Matrix } from "../math/matrix";
import { Covariance } from "./covariance";
import { Hurwitz } from "./hurwitz";
import { NOT_FINITE, NOT_SYMMETRIC, OK, Row, SINGULAR, UNSTABLE } from "./row";

const A: usize = memory.data(256, 16);
const D: usize = memory.data(256, 16);
const B: usize = memory.data(256, 16); // S − D/2
const ADJUGATE: usize = memory.data(256, 16);
const SYSTEM: usize = memory.data(672, 16); // six rows of six coefficients and a right-hand side
const WIDTH: i32 = 7;

/** X and status of each row; drifts, diffusions and solutions hold 16 numbers a row, row-major. */
export function lyapunov(drifts: usize, diffusions: usize, solutions: usize, statuses: usize, rows: i32): void {
  for (let row = 0; row < rows; row += Lanes.rows()) {
    // A and D times the same power of two have the same solution, and no product of theirs leaves the range of doubles
    let nothing = Lanes.of(0); // becomes NaN if any number is not finite
    let largest = Lanes.of(0);
    for (let i = 0; i < 4; i++) {
      for (let j = 0; j < 4; j++) {
        const a = Lanes.abs(Covariance.load(drifts, row, i, j));
        largest = Lanes.select(Lanes.less(largest, a), a, largest);
        nothing = nothing + Lanes.of(0) * a + Lanes.of(0) * Covariance.load(diffusions, row, i, j);
      }
    }
    const binade = Lanes.binade(largest);
    const scale = Lanes.of(1) / Lanes.select(Lanes.less(Lanes.of(0), binade), binade, Lanes.of(1));
    for (let i = 0; i < 4; i++) {
      for (let j = 0; j < 4; j++) {
        Matrix.set(A, i, j, scale * Covariance.load(drifts, row, i, j));
        Matrix.set(D, i, j, scale * Covariance.load(diffusions, row, i, j));
      }
    }

    Compound.assemble();
    Compound.solve();

    const minusHalf = Lanes.of(-0.5);
    let pair = 0;
    for (let i = 0; i < 4; i++) {
      Matrix.set(B, i, i, minusHalf * Matrix.get(D, i, i));
      for (let j = i + 1; j < 4; j++) {
        const half = minusHalf * Matrix.get(D, i, j);
        const s = Compound.get(pair++, 6);
        Matrix.set(B, i, j, half + s);
        Matrix.set(B, j, i, half - s);
      }
    }

    const det = Drift.adjugate();
    let status = Row.flag(Lanes.of(OK), Lanes.not(Lanes.lessOrEqual(nothing, Lanes.of(0))), NOT_FINITE);
    status = Row.flag(status, Lanes.not(Covariance.isSymmetric(diffusions, row)), NOT_SYMMETRIC);
    status = Row.flag(status, Lanes.not(Hurwitz.isStable(A, Drift.minusTraceOfAdjugate(), det)), UNSTABLE);
    for (let i = 0; i < 4; i++)
      for (let j = i; j < 4; j++) {
        let x = Lanes.of(0);
        for (let m = 0; m < 4; m++) x = x + Matrix.get(ADJUGATE, i, m) * Matrix.get(B, m, j);
        x = x / det;
        status = Row.flag(status, Lanes.not(Lanes.less(Lanes.abs(x), Lanes.of(Infinity))), SINGULAR);
        Matrix.set(A, i, j, x); // A is no longer needed
      }

    const ok: Mask = Row.isOk(status);
    for (let i = 0; i < 4; i++)
      for (let j = i; j < 4; j++) Covariance.put(solutions, row, i, j, ok, false, Matrix.get(A, i, j));
    Lanes.storeBytes(statuses + row, status);
  }
}

class Compound {
  @inline static at(i: i32, j: i32): usize {
    return SYSTEM + <usize>(i * WIDTH + j) * sizeof<Real>();
  }
  @inline static get(i: i32, j: i32): Real {
    return Lanes.load(Compound.at(i, j));
  }
  @inline static set(i: i32, j: i32, x: Real): void {
    Lanes.store(Compound.at(i, j), x);
  }

  /** Row (i, j), column (k, l): [j = l] a_ik − [j = k] a_il − [i = l] a_jk + [i = k] a_jl. */
  static assemble(): void {
    let r = 0;
    for (let i = 0; i < 4; i++)
      for (let j = i + 1; j < 4; j++) {
        let c = 0;
        for (let k = 0; k < 4; k++)
          for (let l = k + 1; l < 4; l++) {
            let x = Lanes.of(0);
            if (j === l) x = x + Matrix.get(A, i, k);
            if (j === k) x = x - Matrix.get(A, i, l);
            if (i === l) x = x - Matrix.get(A, j, k);
            if (i === k) x = x + Matrix.get(A, j, l);
            Compound.set(r, c++, x);
          }
        let y = Lanes.of(0);
        for (let m = 0; m < 4; m++) {
          y = y + (Matrix.get(D, i, m) * Matrix.get(A, j, m) - Matrix.get(A, i, m) * Matrix.get(D, m, j));
        }
        Compound.set(r++, 6, Lanes.of(0.5) * y);
      }
  }

  /** Gaussian elimination; rows are exchanged only where a pivot is 8 times too small, each lane by its own need. */
  static solve(): void {
    for (let k = 0; k < 6; k++) {
      let largest = Lanes.abs(Compound.get(k, k));
      const bound = Lanes.of(8) * largest;
      let exchange = Lanes.less(bound, largest);
      for (let i = k + 1; i < 6; i++) exchange = Lanes.or(exchange, Lanes.less(bound, Lanes.abs(Compound.get(i, k))));
      if (Lanes.any(exchange)) {
        for (let i = k + 1; i < 6; i++) {
          const candidate = Lanes.abs(Compound.get(i, k));
          const swap = Lanes.and(exchange, Lanes.less(largest, candidate));
          largest = Lanes.select(swap, candidate, largest);
          for (let j = k; j < WIDTH; j++) {
            const upper = Compound.get(k, j);
            const lower = Compound.get(i, j);
            Compound.set(k, j, Lanes.select(swap, lower, upper));
            Compound.set(i, j, Lanes.select(swap, upper, lower));
          }
        }
      }
      const inverse = Lanes.of(1) / Compound.get(k, k);
      for (let i = k + 1; i < 6; i++) {
        const factor = Compound.get(i, k) * inverse;
        for (let j = k + 1; j < WIDTH; j++) Compound.set(i, j, Compound.get(i, j) - factor * Compound.get(k, j));
      }
    }
    for (let k = 5; k >= 0; k--) {
      let x = Compound.get(k, 6);
      for (let j = k + 1; j < 6; j++) x = x - Compound.get(k, j) * Compound.get(j, 6);
      Compound.set(k, 6, x / Compound.get(k, k));
    }
  }
}

class Drift {
  @inline static minor(i: i32, j: i32, k: i32, l: i32): Real {
    return Matrix.get(A, i, k) * Matrix.get(A, j, l) - Matrix.get(A, i, l) * Matrix.get(A, j, k);
  }
  @inline static cofactor(i: i32, j: i32, a: Real, x: Real, b: Real, y: Real, c: Real, z: Real): void {
    Matrix.set(ADJUGATE, i, j, a * x + b * y + c * z);
  }

  /** Adjugate of A from its 2×2 minors; gives det A. */
  static adjugate(): Real {
    const a00 = Matrix.get(A, 0, 0);
    const a01 = Matrix.get(A, 0, 1);
    const a02 = Matrix.get(A, 0, 2);
    const a03 = Matrix.get(A, 0, 3);
    const a10 = Matrix.get(A, 1, 0);
    const a11 = Matrix.get(A, 1, 1);
    const a12 = Matrix.get(A, 1, 2);
    const a13 = Matrix.get(A, 1, 3);
    const a20 = Matrix.get(A, 2, 0);
    const a21 = Matrix.get(A, 2, 1);
    const a22 = Matrix.get(A, 2, 2);
    const a23 = Matrix.get(A, 2, 3);
    const a30 = Matrix.get(A, 3, 0);
    const a31 = Matrix.get(A, 3, 1);
    const a32 = Matrix.get(A, 3, 2);
    const a33 = Matrix.get(A, 3, 3);
    const u01 = Drift.minor(0, 1, 0, 1);
    const u02 = Drift.minor(0, 1, 0, 2);
    const u03 = Drift.minor(0, 1, 0, 3);
    const u12 = Drift.minor(0, 1, 1, 2);
    const u13 = Drift.minor(0, 1, 1, 3);
    const u23 = Drift.minor(0, 1, 2, 3);
    const l01 = Drift.minor(2, 3, 0, 1);
    const l02 = Drift.minor(2, 3, 0, 2);
    const l03 = Drift.minor(2, 3, 0, 3);
    const l12 = Drift.minor(2, 3, 1, 2);
    const l13 = Drift.minor(2, 3, 1, 3);
    const l23 = Drift.minor(2, 3, 2, 3);
    Drift.cofactor(0, 0, a11, l23, -a12, l13, a13, l12);
    Drift.cofactor(0, 1, -a01, l23, a02, l13, -a03, l12);
    Drift.cofactor(0, 2, a31, u23, -a32, u13, a33, u12);
    Drift.cofactor(0, 3, -a21, u23, a22, u13, -a23, u12);
    Drift.cofactor(1, 0, -a10, l23, a12, l03, -a13, l02);
    Drift.cofactor(1, 1, a00, l23, -a02, l03, a03, l02);
    Drift.cofactor(1, 2, -a30, u23, a32, u03, -a33, u02);
    Drift.cofactor(1, 3, a20, u23, -a22, u03, a23, u02);
    Drift.cofactor(2, 0, a10, l13, -a11, l03, a13, l01);
    Drift.cofactor(2, 1, -a00, l13, a01, l03, -a03, l01);
    Drift.cofactor(2, 2, a30, u13, -a31, u03, a33, u01);
    Drift.cofactor(2, 3, -a20, u13, a21, u03, -a23, u01);
    Drift.cofactor(3, 0, -a10, l12, a11, l02, -a12, l01);
    Drift.cofactor(3, 1, a00, l12, -a01, l02, a02, l01);
    Drift.cofactor(3, 2, -a30, u12, a31, u02, -a32, u01);
    Drift.cofactor(3, 3, a20, u12, -a21, u02, a22, u01);
    return u01 * l23 - u02 * l13 + u03 * l12 + u12 * l03 - u13 * l02 + u23 * l01;
  }

  /** −tr adj A. */
  @inline static minusTraceOfAdjugate(): Real {
    return -(
      Matrix.get(ADJUGATE, 0, 0) +
      Matrix.get(ADJUGATE, 1, 1) +
      (Matrix.get(ADJUGATE, 2, 2) + Matrix.get(ADJUGATE, 3, 3))
    );
  }
}
