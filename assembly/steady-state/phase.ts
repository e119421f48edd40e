// The phase of a Dicke row, and its distance from the critical point.

import { Lanes, Mask, Real } from "lanes";
import { Critical } from "./critical";

export const AUTO: i32 = 0; // by the coupling, row by row
export const NORMAL: i32 = 1;
export const SUPERRADIANT: i32 = 2;

export class Phase {
  /** 1 − (g/g_cr)² to full relative precision on both sides; the coupling is g, or (g/g_cr)² if `isRatio`. */
  static distance(wa: Real, k: Real, wb: Real, y: Real, coupling: Real, isRatio: bool): Real {
    if (isRatio) return Lanes.of(1) - coupling;
    const K = (wa * wa + k * k) * (wb * wb + y * y);
    return Critical.dicke(wa, k, wb, y, coupling, K) / K;
  }

  /** The rows to be treated as superradiant. */
  @inline static isSuperradiant(phase: i32, distance: Real): Mask {
    if (phase === AUTO) return Lanes.less(distance, Lanes.of(0));
    return Lanes.lessOrEqual(Lanes.of(<f64>SUPERRADIANT), Lanes.of(<f64>phase));
  }
}
