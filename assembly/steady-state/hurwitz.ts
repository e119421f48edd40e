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
  /** Whether plain double is sure of it: a₁, a₃, a₁b₁, a₁b₁c₁ and a₄ are beyond what rounding can have made of them; |a_ij| ≤ unit. */
  @inline static isSurelyStable(a1: Real, a2: Real, a3: Real, a4: Real, unit: Real): Mask {
    const rounding = Lanes.of(1e-11);
    const first = rounding * unit;
    const square = unit * unit;
    const volume = unit * square;
    const least = rounding * volume;
    const product = a1 * a2;
    const second = product - a3;
    const third = a3 * second - a1 * a1 * a4;
    return Lanes.and(
      Lanes.and(Lanes.and(Lanes.less(first, a1), Lanes.less(least, a3)), Lanes.less(least, second)),
      Lanes.and(Lanes.less(least * (volume + unit * (a1 * a1) + product), third), Lanes.less(first * volume, a4)),
    );
  }

  /** In double-double, for a matrix whose largest element lies between 1 and 2. Coefficients by Faddeev and LeVerrier: a_k = −tr(A M)/k, M ← A M + a_k. */
  static isStable(matrix: usize): Mask {
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
