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
export const COUPLING: i32 = 4;
const N_THERMAL_A: i32 = 5;
const N_THERMAL_B: i32 = 6;

// Within these no product of a closed form overflows, or loses digits to underflow.
const LEAST: f64 = 1e-20;
export const GREATEST: f64 = 1e20;

// Columns to be checked, a bit each
export const RATES: i32 = 0b0001111;
export const DRIFT: i32 = 0b0011111;
export const BATHS: i32 = 0b1101111; // all but the coupling
export const ALL: i32 = 0b1111111;

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

  /** Whether all is in its range. */
  @inline private static isUsual(parameters: usize, row: i32, isRatio: bool): Mask {
    const wa = Row.omegaA(parameters, row);
    const coupling = Row.coupling(parameters, row);
    const rates = Lanes.and(
      Row.within(isRatio ? wa : Lanes.abs(wa), LEAST, GREATEST),
      Lanes.and(
        Row.within(Row.kappaA(parameters, row), LEAST, GREATEST),
        Lanes.and(
          Row.within(Row.omegaB(parameters, row), LEAST, GREATEST),
          Row.within(Row.gammaB(parameters, row), LEAST, GREATEST),
        ),
      ),
    );
    const rest = Lanes.and(
      Row.within(isRatio ? coupling : Lanes.abs(coupling), 0, GREATEST),
      Lanes.and(
        Row.within(Row.nThermalA(parameters, row), 0, GREATEST),
        Row.within(Row.nThermalB(parameters, row), 0, GREATEST),
      ),
    );
    return Lanes.and(rates, rest);
  }

  /**
   * OK, or the first of the columns (bits of a number, in the order of the table, but the coupling last) that is out of its range.
   * A ratio (g/g_cr)² may not be negative, and there is no g_cr unless ω_a > 0.
   */
  static check(parameters: usize, row: i32, isRatio: bool, columns: i32): Real {
    let status = Lanes.of(OK);
    if (Lanes.all(Row.isUsual(parameters, row, isRatio))) return status;
    for (let k = 0; k < 7; k++) {
      const column = k < COUPLING ? k : k < N_THERMAL_B ? k + 1 : COUPLING;
      if (!(columns & (1 << column))) continue;
      const value = Table.read(parameters, column, row);
      const isSigned = column === OMEGA_A || (column === COUPLING && !isRatio);
      const x = isSigned ? Lanes.abs(value) : value;
      let fits = Row.within(x, column < COUPLING ? LEAST : 0, GREATEST);
      if (column === OMEGA_A) fits = Lanes.or(fits, Lanes.lessOrEqual(x, Lanes.of(0))); // on resonance
      status = Row.flag(status, Lanes.not(fits), INVALID + column);
    }
    if (isRatio) status = Row.flag(status, Lanes.lessOrEqual(Row.omegaA(parameters, row), Lanes.of(0)), NO_CRITICAL_COUPLING);
    return status;
  }
}
