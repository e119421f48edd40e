// Whether a 4×4 matrix is stable, by Routh's criterion on its characteristic polynomial s⁴ + a₁s³ + a₂s² + a₃s + a₄:
// a₁ > 0, b₁ = a₂ − a₃/a₁ > 0, c₁ = a₃ − a₁a₄/b₁ > 0, a₄ > 0. Two modes of high Q leave of c₁ one part in Q², so where plain
// double is not sure of a sign it is taken in double-double, each lane by its own need.

import { Lanes, Mask, Real } from "lanes";
import { Matrix } from "../math/matrix";
import { Wide, WideMatrix } from "../math/wide";

const A: usize = memory.data(512, 16);
const M: usize = memory.data(512, 16);
const PRODUCT: usize = memory.data(512, 16);
const COEFFICIENTS: usize = memory.data(128, 16); // a₁ … a₄
const B1: usize = memory.data(32, 16);
const WORK: usize = memory.data(32, 16);

export class Hurwitz {
  /** For a matrix whose largest element lies between 1 and 2; a₃ and a₄ are −tr adj A and det A in plain double. */
  static isStable(matrix: usize, a3: Real, a4: Real): Mask {
    const isSure = Hurwitz.isSurelyStable(matrix, a3, a4);
    return Lanes.all(isSure) ? isSure : Lanes.or(isSure, Hurwitz.isStableExactly(matrix));
  }

  /** Whether plain double is sure of it: a₁, a₁b₁, a₁b₁c₁ and a₄ are beyond what rounding can have made of them. */
  @inline static isSurelyStable(matrix: usize, a3: Real, a4: Real): Mask {
    const d0 = Matrix.get(matrix, 0, 0);
    const d1 = Matrix.get(matrix, 1, 1);
    const d2 = Matrix.get(matrix, 2, 2);
    const d3 = Matrix.get(matrix, 3, 3);
    const a1 = -(d0 + d1 + (d2 + d3));
    const a2 =
      d0 * d1 -
      Hurwitz.across(matrix, 0, 1) +
      (d2 * d3 - Hurwitz.across(matrix, 2, 3)) +
      ((d0 + d1) * (d2 + d3) - Hurwitz.across(matrix, 0, 2) - Hurwitz.across(matrix, 0, 3)) -
      (Hurwitz.across(matrix, 1, 2) + Hurwitz.across(matrix, 1, 3));
    const second = a1 * a2 - a3;
    const square = a1 * a1;
    const third = a3 * second - square * a4;
    const rounding = Lanes.of(1e-11);
    return Lanes.and(
      Lanes.and(Lanes.less(rounding, a1), Lanes.less(rounding, second)),
      Lanes.and(Lanes.less(rounding * (Lanes.of(1) + square + Lanes.abs(a3) + second), third), Lanes.less(rounding, a4)),
    );
  }

  @inline private static across(matrix: usize, i: i32, j: i32): Real {
    return Matrix.get(matrix, i, j) * Matrix.get(matrix, j, i);
  }

  /** The coefficients by Faddeev and LeVerrier: a_k = −tr(A M)/k, M ← A M + a_k. */
  private static isStableExactly(matrix: usize): Mask {
    const zero = Lanes.of(0);
    for (let i = 0; i < 4; i++) {
      for (let j = 0; j < 4; j++) {
        Wide.set(WideMatrix.at(A, i, j), Matrix.get(matrix, i, j), zero);
        Wide.set(WideMatrix.at(M, i, j), Lanes.of(i === j ? 1 : 0), zero);
      }
    }
    for (let k = 1; k <= 4; k++) {
      const a = Hurwitz.coefficient(k);
      WideMatrix.multiply(A, M, false, PRODUCT);
      Wide.set(a, zero, zero);
      for (let i = 0; i < 4; i++) Wide.subtract(a, WideMatrix.at(PRODUCT, i, i), a);
      Wide.set(WORK, Lanes.of(<f64>k), zero);
      Wide.divide(a, WORK, a);
      WideMatrix.copy(PRODUCT, M);
      for (let i = 0; i < 4; i++) Wide.add(WideMatrix.at(M, i, i), a, WideMatrix.at(M, i, i));
    }
    const a1 = Hurwitz.coefficient(1);
    const a4 = Hurwitz.coefficient(4);
    Wide.divide(Hurwitz.coefficient(3), a1, B1);
    Wide.subtract(Hurwitz.coefficient(2), B1, B1);
    Wide.multiply(a1, a4, WORK);
    Wide.divide(WORK, B1, WORK);
    Wide.subtract(Hurwitz.coefficient(3), WORK, WORK);
    return Lanes.and(
      Lanes.and(Lanes.less(zero, Wide.hi(a1)), Lanes.less(zero, Wide.hi(B1))),
      Lanes.and(Lanes.less(zero, Wide.hi(WORK)), Lanes.less(zero, Wide.hi(a4))),
    );
  }

  @inline private static coefficient(k: i32): usize {
    return COEFFICIENTS + <usize>(k - 1) * Wide.size();
  }
}
