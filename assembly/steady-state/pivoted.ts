// The six unknowns of barnett-storey.ts by elimination with pivots, for equations whose blocks alone do not determine them well.

import { Lanes, Real } from "lanes";
import { Matrix } from "../math/matrix";
import { A, SOURCE, X } from "./barnett-storey";

const SYSTEM: usize = memory.data(672, 16); // n rows: n coefficients and the right-hand sides

export class Pivoted {
  /** X from A and SOURCE. */
  static solve(p: usize): void {
    Pivoted.compound(p);
    Pivoted.eliminate(6, 7);
    let pair = 0;
    for (let i = 0; i < 4; i++) {
      Matrix.set(p + X, i, i, Matrix.get(p + SOURCE, i, i));
      for (let j = i + 1; j < 4; j++) {
        const d = Matrix.get(p + SOURCE, i, j);
        const t = Pivoted.get(7, pair++, 6);
        Matrix.set(p + X, i, j, d + t);
        Matrix.set(p + X, j, i, d - t);
      }
    }
    for (let i = 0; i < 4; i++)
      for (let j = 0; j < 4; j++) {
        Pivoted.set(8, i, j, Matrix.get(p + A, i, j));
        Pivoted.set(8, i, 4 + j, Matrix.get(p + X, i, j));
      }
    Pivoted.eliminate(4, 8);
    for (let i = 0; i < 4; i++)
      for (let j = i; j < 4; j++) {
        Matrix.set(p + X, i, j, Lanes.of(-0.25) * (Pivoted.get(8, i, 4 + j) + Pivoted.get(8, j, 4 + i)));
      }
  }

  @inline private static at(width: i32, i: i32, j: i32): usize {
    return SYSTEM + <usize>(i * width + j) * sizeof<Real>();
  }
  @inline private static get(width: i32, i: i32, j: i32): Real {
    return Lanes.load(Pivoted.at(width, i, j));
  }
  @inline private static set(width: i32, i: i32, j: i32, x: Real): void {
    Lanes.store(Pivoted.at(width, i, j), x);
  }

  /** The second additive compound of A; row (i, j), column (k, l): [j = l] a_ik − [j = k] a_il − [i = l] a_jk + [i = k] a_jl. */
  private static compound(p: usize): void {
    let r = 0;
    for (let i = 0; i < 4; i++)
      for (let j = i + 1; j < 4; j++) {
        let c = 0;
        for (let k = 0; k < 4; k++)
          for (let l = k + 1; l < 4; l++) {
            let x = Lanes.of(0);
            if (j === l) x = x + Matrix.get(p + A, i, k);
            if (j === k) x = x - Matrix.get(p + A, i, l);
            if (i === l) x = x - Matrix.get(p + A, j, k);
            if (i === k) x = x + Matrix.get(p + A, j, l);
            Pivoted.set(7, r, c++, x);
          }
        let y = Lanes.of(0);
        for (let m = 0; m < 4; m++) {
          y =
            y +
            (Matrix.get(p + A, i, m) * Matrix.get(p + SOURCE, min(m, j), max(m, j)) -
              Matrix.get(p + A, j, m) * Matrix.get(p + SOURCE, min(m, i), max(m, i)));
        }
        Pivoted.set(7, r++, 6, y);
      }
  }

  /** The right-hand sides become the solutions. */
  private static eliminate(n: i32, width: i32): void {
    for (let k = 0; k < n; k++) {
      for (let i = k + 1; i < n; i++) {
        const exchange = Lanes.less(Lanes.abs(Pivoted.get(width, k, k)), Lanes.abs(Pivoted.get(width, i, k)));
        for (let j = k; j < width; j++) {
          const upper = Pivoted.get(width, k, j);
          const lower = Pivoted.get(width, i, j);
          Pivoted.set(width, k, j, Lanes.select(exchange, lower, upper));
          Pivoted.set(width, i, j, Lanes.select(exchange, upper, lower));
        }
      }
      for (let i = k + 1; i < n; i++) {
        const factor = Pivoted.get(width, i, k) / Pivoted.get(width, k, k);
        for (let j = k + 1; j < width; j++) {
          Pivoted.set(width, i, j, Pivoted.get(width, i, j) - factor * Pivoted.get(width, k, j));
        }
      }
    }
    for (let k = n - 1; k >= 0; k--)
      for (let c = n; c < width; c++) {
        let x = Pivoted.get(width, k, c);
        for (let j = k + 1; j < n; j++) x = x - Pivoted.get(width, k, j) * Pivoted.get(width, j, c);
        Pivoted.set(width, k, c, x / Pivoted.get(width, k, k));
      }
  }
}
