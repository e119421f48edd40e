// The critical coupling, and the distance F from it: a difference of two nearly equal products. In plain double where no
// more than two bits cancel, else in double-double, each lane by its own need.

import { Lanes, Mask, Real } from "lanes";
import { Wide } from "../math/wide";
import { Table } from "../table";
import { RATES, Row } from "./row";

const A: usize = memory.data(32, 16);
const B: usize = memory.data(32, 16);
const E: usize = memory.data(32, 16);
const W: usize = memory.data(32, 16);

export class Critical {
  /** F of a row in double-double, at the coupling g: ω_b(ω_a² + κ²) − g²ω_a of optomechanics, (ω_a² + κ²)(ω_b² + γ²) − g²ω_aω_b of the Dicke model. */
  static exactly(parameters: usize, row: i32, isDicke: bool, g: Real): Real {
    const wa = Row.omegaA(parameters, row);
    const k = Row.kappaA(parameters, row);
    const wb = Row.omegaB(parameters, row);
    if (isDicke) return Critical.dickeExactly(wa, k, wb, Row.gammaB(parameters, row), g, wa);
    Wide.set(B, wb, Lanes.of(0));
    Wide.set(W, wa, Lanes.of(0));
    return Critical.distance(wa, k, g);
  }

  /** Dicke model: K − g²ω_aω_b, K = (ω_a² + κ²)(ω_b² + γ²); negative beyond the critical coupling. */
  @inline static dicke(wa: Real, k: Real, wb: Real, y: Real, g: Real, K: Real): Real {
    return Critical.dickeBelow(wa, k, wb, y, g, K, wa);
  }

  /** K − g²ω_bω. */
  @inline static dickeBelow(wa: Real, k: Real, wb: Real, y: Real, g: Real, K: Real, w: Real): Real {
    const plain = K - wb * w * (g * g);
    const isNear = Critical.isNear(plain, K);
    return Lanes.any(isNear) ? Lanes.select(isNear, Critical.dickeExactly(wa, k, wb, y, g, w), plain) : plain;
  }

  private static dickeExactly(wa: Real, k: Real, wb: Real, y: Real, g: Real, w: Real): Real {
    Wide.squares(wb, y, B);
    Wide.product(wb, w, W);
    return Critical.distance(wa, k, g);
  }

  @inline private static isNear(F: Real, x: Real): Mask {
    return Lanes.less(Lanes.abs(F), Lanes.of(0.25) * x);
  }

  /** (ω_a² + κ²)B − g²W. */
  private static distance(wa: Real, k: Real, g: Real): Real {
    Wide.squares(wa, k, A);
    Wide.multiply(A, B, A);
    Wide.product(g, g, E);
    Wide.multiply(E, W, E);
    Wide.subtract(A, E, A);
    return Wide.hi(A);
  }
}

/** g_cr of each row in rad/s, of the Dicke model or else of optomechanics; infinite where ω_a ≤ 0; NaN for a parameter out of range. */
export function criticalCoupling(parameters: usize, isDicke: bool, couplings: usize, rows: i32): void {
  const zero = Lanes.of(0);
  for (let row = 0; row < rows; row += Lanes.rows()) {
    const wa = Row.omegaA(parameters, row);
    const k = Row.kappaA(parameters, row);
    const wb = Row.omegaB(parameters, row);
    const y = Row.gammaB(parameters, row);
    const Ka = wa * wa + k * k;
    const square = isDicke ? (Ka * (wb * wb + y * y)) / (wa * wb) : (Ka * wb) / wa;
    const g = Lanes.select(Lanes.less(zero, wa), Lanes.sqrt(square), Lanes.of(Infinity));
    Table.write(couplings, 0, row, Row.isOk(Row.check(parameters, row, false, RATES)), g);
  }
}
