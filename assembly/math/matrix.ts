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
}
