// Π, μ_a, μ_b along a sweep of the coupling, two steps of rows at a time: the operations of normal-phase.ts, so its bits, and no others.
// Statuses, the sign of zeros, and digits near the zeros of F and H are left to it; whether they matter, the least and the greatest e tell.

import { Lanes, Real } from "lanes";
import { Table, TILE } from "../table";
import * as C from "./coefficients";
import { COUPLING, Row } from "./row";

/** Of e; beneath, products may underflow. */
const LEAST: f64 = 1e-40;

export class Sweep {
  /** Fills Π, μ_a, μ_b of the first rows, of even number; says whether all are sure. */
  static fill(parameters: usize, isRatio: bool, rates: usize, rows: i32): bool {
    if (isRatio) return Sweep.over(true, parameters, rates, rows);
    return Sweep.over(false, parameters, rates, rows);
  }

  /** Whether `fill` has said all about a step of rows. */
  static isSure(parameters: usize, isRatio: bool, row: i32): bool {
    const coupling = Row.coupling(parameters, row);
    const e = isRatio ? coupling : coupling * coupling;
    return Sweep.isWithin(e, e);
  }

  @inline private static isWithin(least: Real, greatest: Real): bool {
    return Lanes.all(Lanes.and(Lanes.lessOrEqual(Lanes.of(LEAST), least), Lanes.lessOrEqual(greatest, Lanes.load(C.LIMIT))));
  }

  /** Of (g/g_cr)² or of g: twice in the kernel, so that neither asks in its loop. */
  @inline private static over(isRatio: bool, parameters: usize, rates: usize, rows: i32): bool {
    const f = Lanes.load(C.F);
    const h = Lanes.load(C.H);
    const p0 = Lanes.load(C.PRODUCTION0);
    const p1 = Lanes.load(C.PRODUCTION1);
    const a0 = Lanes.load(C.FLOW_A0);
    const a1 = Lanes.load(C.FLOW_A1);
    const b0 = Lanes.load(C.FLOW_B0);
    const b1 = Lanes.load(C.FLOW_B1);
    let least = Lanes.of(Infinity);
    let greatest = Lanes.of(0);
    let at = Table.cell(parameters, COUPLING, 0);
    for (const end = Table.cell(parameters, COUPLING, rows); at < end; at += 2 * sizeof<Real>()) {
      const first = Lanes.load(at);
      const x = isRatio ? first : first * first;
      least = Lanes.lower(least, x);
      greatest = Lanes.higher(greatest, x);
      Sweep.put(isRatio, rates, x, f, h, p0, p1, a0, a1, b0, b1);
      const second = Lanes.load(at + sizeof<Real>());
      const y = isRatio ? second : second * second;
      least = Lanes.lower(least, y);
      greatest = Lanes.higher(greatest, y);
      Sweep.put(isRatio, rates + sizeof<Real>(), y, f, h, p0, p1, a0, a1, b0, b1);
      rates += 2 * sizeof<Real>();
    }
    return Sweep.isWithin(Lanes.floor(least), Lanes.ceiling(greatest));
  }

  @inline private static put(
    isRatio: bool,
    at: usize,
    e: Real,
    f: Real,
    h: Real,
    p0: Real,
    p1: Real,
    a0: Real,
    a1: Real,
    b0: Real,
    b1: Real,
  ): void {
    const F = f - e;
    const q = e / (F * (h + e));
    Lanes.store(at, q * ((isRatio ? p0 * F : p0) + p1 * e));
    Lanes.store(at + 8 * TILE, q * ((isRatio ? a0 * F : a0) + a1 * e));
    Lanes.store(at + 16 * TILE, q * ((isRatio ? b0 * F : b0) + b1 * e));
  }
}
