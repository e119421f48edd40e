// 4×4 matrices in memory: 16 numbers a row, row-major, order (q_a, p_a, q_b, p_b).

import { Lanes, Mask, Real } from "lanes";
import { Matrix } from "../math/matrix";

const BYTES: usize = 128; // of one row's matrix

export class Covariance {
  @inline static entry(matrices: usize, row: i32, i: i32, j: i32): usize {
    return matrices + ((<usize>(row * 16 + i * 4 + j)) << 3);
  }

  @inline static load(matrices: usize, row: i32, i: i32, j: i32): Real {
    return Lanes.loadStrided(Covariance.entry(matrices, row, i, j), BYTES);
  }

  /** Whether each matrix is its own transpose; NaN counts as equal, others will see it. */
  static isSymmetric(matrices: usize, row: i32): Mask {
    const zero = Lanes.of(0);
    let differs = Lanes.less(zero, zero);
    for (let i = 0; i < 4; i++) {
      for (let j = 0; j < i; j++) {
        const lower = Covariance.load(matrices, row, i, j);
        const upper = Covariance.load(matrices, row, j, i);
        differs = Lanes.or(differs, Lanes.or(Lanes.less(lower, upper), Lanes.less(upper, lower)));
      }
    }
    return Lanes.not(differs);
  }

  /** Elements ij and ji of the rows that are ok; in the others NaN, or what is there if `keep`. */
  @inline static put(matrices: usize, row: i32, i: i32, j: i32, ok: Mask, keep: bool, x: Real): void {
    const y = Lanes.select(ok, x, keep ? Covariance.load(matrices, row, i, j) : Lanes.of(NaN));
    Lanes.storeStrided(Covariance.entry(matrices, row, i, j), BYTES, y);
    if (i !== j) Lanes.storeStrided(Covariance.entry(matrices, row, j, i), BYTES, y);
  }

  /** A matrix of lanes, of the rows that are ok; NaN in the others. */
  static putAll(matrices: usize, row: i32, ok: Mask, from: usize): void {
    for (let i = 0; i < 4; i++) {
      for (let j = 0; j < 4; j++) {
        const x = Lanes.select(ok, Matrix.get(from, i, j), Lanes.of(NaN));
        Lanes.storeStrided(Covariance.entry(matrices, row, i, j), BYTES, x);
      }
    }
  }
}
