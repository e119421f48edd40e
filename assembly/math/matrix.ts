// 4×4 matrices of lanes in memory, row-major: one matrix a lane.

import { Lanes, Real } from "lanes";

export class Matrix {
  @inline static at(m: usize, i: i32, j: i32): usize {
    return m + <usize>(i * 4 + j) * sizeof<Real>();
  }
  @inline static get(m: usize, i: i32, j: i32): Real {
    return Lanes.load(Matrix.at(m, i, j));
  }
  @inline static set(m: usize, i: i32, j: i32, x: Real): void {
    Lanes.store(Matrix.at(m, i, j), x);
  }

  /** out = a b. */
  static multiply(a: usize, b: usize, out: usize): void {
    for (let i = 0; i < 4; i++) {
      const a0 = Matrix.get(a, i, 0);
      const a1 = Matrix.get(a, i, 1);
      const a2 = Matrix.get(a, i, 2);
      const a3 = Matrix.get(a, i, 3);
      for (let j = 0; j < 4; j++) {
        const sum = a0 * Matrix.get(b, 0, j) + a1 * Matrix.get(b, 1, j) + a2 * Matrix.get(b, 2, j) + a3 * Matrix.get(b, 3, j);
        Matrix.set(out, i, j, sum);
      }
    }
  }
}
