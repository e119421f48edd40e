// What every model reads of a row, the range it may lie in, and what can become of it (the numbers of src/status.ts).

import { Lanes, Mask, Real } from "lanes";
import { Table } from "../table";

export const OK: f64 = 0;
export const BEYOND_CRITICAL: f64 = 1;
export const PARAMETRIC: f64 = 2;
export const NOT_SUPERRADIANT: f64 = 3;
export const NO_CRITICAL_COUPLING: f64 = 4;
export const UNSTABLE: f64 = 5;
export const SINGULAR: f64 = 6;
export const NOT_FINITE: f64 = 7;
export const NOT_A_STATE: f64 = 8;
export const NOT_SYMMETRIC: f64 = 9;
export const INVALID: f64 = 16; // + the parameter's column

// Columns of the parameter table: ω_a, κ, ω_b, γ, coupling in rad/s (or the coupling as (g/g_cr)²), n_Ta, n_Tb.
const OMEGA_A: i32 = 0;
const KAPPA_A: i32 = 1;
const OMEGA_B: i32 = 2;
const GAMMA_B: i32 = 3;
const COUPLING: i32 = 4;
const N_THERMAL_A: i32 = 5;
const N_THERMAL_B: i32 = 6;

// Within these no product of a closed form overflows, or loses digits to underflow.
const LEAST: f64 = 1e-20;
const GREATEST: f64 = 1e20;

export class Row {
  @inline static omegaA(parameters: usize, row: i32): Real {
    return Table.read(parameters, OMEGA_A, row);
  }
  @inline static kappaA(parameters: usize, row: i32): Real {
    return Table.read(parameters, KAPPA_A, row);
  }
  @inline static omegaB(parameters: usize, row: i32): Real {
    return Table.read(parameters, OMEGA_B, row);
  }
  @inline static gammaB(parameters: usize, row: i32): Real {
    return Table.read(parameters, GAMMA_B, row);
  }
  @inline static coupling(parameters: usize, row: i32): Real {
    return Table.read(parameters, COUPLING, row);
  }
  @inline static nThermalA(parameters: usize, row: i32): Real {
    return Table.read(parameters, N_THERMAL_A, row);
  }
  @inline static nThermalB(parameters: usize, row: i32): Real {
    return Table.read(parameters, N_THERMAL_B, row);
  }

  @inline private static within(x: Real, least: f64, greatest: f64): Mask {
    return Lanes.and(Lanes.lessOrEqual(Lanes.of(least), x), Lanes.lessOrEqual(x, Lanes.of(greatest)));
  }

  @inline static isOk(status: Real): Mask {
    return Lanes.lessOrEqual(status, Lanes.of(OK));
  }

  /** The first thing that goes wrong with a row is its status. */
  @inline static flag(status: Real, where: Mask, code: f64): Real {
    return Lanes.select(Lanes.and(Row.isOk(status), where), Lanes.of(code), status);
  }

  @inline private static require(status: Real, x: Real, least: f64, greatest: f64, column: i32): Real {
    return Row.flag(status, Lanes.not(Row.within(x, least, greatest)), INVALID + column);
  }

  /** OK, or the first parameter out of its range. */
  @inline static check(wa: Real, k: Real, wb: Real, y: Real, nTa: Real, nTb: Real): Real {
    let status = Lanes.of(OK);
    const size = Lanes.abs(wa); // 0 is on resonance
    status = Row.flag(
      status,
      Lanes.not(Lanes.or(Row.within(size, LEAST, GREATEST), Lanes.lessOrEqual(size, Lanes.of(0)))),
      INVALID + OMEGA_A,
    );
    status = Row.require(status, k, LEAST, GREATEST, KAPPA_A);
    status = Row.require(status, wb, LEAST, GREATEST, OMEGA_B);
    status = Row.require(status, y, LEAST, GREATEST, GAMMA_B);
    status = Row.require(status, nTa, 0, GREATEST, N_THERMAL_A);
    return Row.require(status, nTb, 0, GREATEST, N_THERMAL_B);
  }

  @inline static checkCoupling(status: Real, coupling: Real): Real {
    return Row.flag(status, Lanes.not(Lanes.lessOrEqual(Lanes.abs(coupling), Lanes.of(GREATEST))), INVALID + COUPLING);
  }

  /** A ratio (g/g_cr)² may not be negative, and there is no g_cr unless ω_a > 0. */
  @inline static checkRatio(status: Real, wa: Real, ratio: Real): Real {
    status = Row.flag(status, Lanes.less(ratio, Lanes.of(0)), INVALID + COUPLING);
    return Row.flag(status, Lanes.lessOrEqual(wa, Lanes.of(0)), NO_CRITICAL_COUPLING);
  }

  /** The least coupling allowed; NaN where none is, whatever the reason. */
  static leastCoupling(checked: Real, wa: Real, isRatio: bool): Real {
    const isOpen = Row.isOk(isRatio ? Row.checkRatio(checked, wa, Lanes.of(0)) : checked);
    return Lanes.select(isOpen, Lanes.of(isRatio ? 0 : -GREATEST), Lanes.of(NaN));
  }

  @inline static isCoupling(coupling: Real, least: Real): Mask {
    return Lanes.and(Lanes.lessOrEqual(least, coupling), Lanes.lessOrEqual(coupling, Lanes.of(GREATEST)));
  }

  /** Stores the status: stable where F > 0 (static) and H > 0 (parametric). */
  @inline static settle(statuses: usize, row: i32, status: Real, F: Real, H: Real): void {
    const zero = Lanes.of(0);
    status = Row.flag(status, Lanes.not(Lanes.less(zero, F)), BEYOND_CRITICAL);
    Lanes.storeBytes(statuses + row, Row.flag(status, Lanes.not(Lanes.less(zero, H)), PARAMETRIC));
  }
}
