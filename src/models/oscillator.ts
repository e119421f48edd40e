// The bare mechanical oscillator, in equilibrium with its bath: what a calibration measures before the light is coupled.

import { ArgumentError, expected, isPlain, refuseHidden, unknownName } from "../errors";
import type { Exactly } from "./system";
import { column, numberOrColumn, type Value } from "./values";

/** Parameters of a bare mechanical oscillator. Rates in rad/s, temperature in K; any field a number or a column. */
export interface OscillatorParameters {
  /** ω_b, its frequency (rad/s). */
  readonly omegaB: Value;
  /** γ_b, its amplitude damping rate (rad/s), the half width. */
  readonly gammaB: Value;
  /** T_b, temperature of its bath (K); or else `nThermalB`. */
  readonly temperatureB?: Value;
  /** n_Tb, mean occupation of its bath; or else `temperatureB`. */
  readonly nThermalB?: Value;
}

/** A bare mechanical oscillator, ready for `spectrum` and `fit`. */
export interface ThermalOscillator extends OscillatorParameters {
  readonly model: "thermal";
}

const expectations: Readonly<Record<string, [string, number, number]>> = {
  omegaB: ["a positive frequency in rad/s, 1e-20 to 1e20", 1e-20, 1e20],
  gammaB: ["a positive rate in rad/s, 1e-20 to 1e20", 1e-20, 1e20],
  temperatureB: ["a temperature in K of zero or more", 0, 1e20],
  nThermalB: ["a mean occupation from 0 to 1e20", 0, 1e20],
};

/**
 * A bare mechanical oscillator in equilibrium with its bath: q̇ = ω_b p, ṗ = −ω_b q − 2γ_b p + noise.
 *
 * @throws ArgumentError naming the parameter, what was expected with its unit, and what came
 */
export function thermalOscillator<const P extends OscillatorParameters>(
  parameters: Exactly<OscillatorParameters, P>,
): P & { readonly model: "thermal" } {
  if (typeof parameters !== "object" || parameters === null || Array.isArray(parameters)) {
    throw expected("parameters", `an object with ${Object.keys(expectations).join(", ")}`, parameters);
  }
  const oscillator = { ...(parameters as P), model: "thermal" as const };
  checkOscillator(oscillator);
  return oscillator;
}

/** Throws unless it is one: known fields only, each in its range, columns of one length, one of the two for the bath. */
export function checkOscillator(oscillator: ThermalOscillator): void {
  let rows: { name: string; length: number } | undefined;
  const values = oscillator as unknown as Readonly<Record<string, unknown>>;
  for (const name in values) {
    const value = values[name];
    if (name === "model" || value === undefined) continue;
    const field = Object.hasOwn(expectations, name) ? expectations[name] : undefined;
    if (!field) throw unknownName("parameter of thermal", name, Object.keys(expectations));
    const [expectation, least, greatest] = field;
    if (typeof value === "number") {
      if (!(value >= least && value <= greatest)) throw expected(name, expectation, value);
      continue;
    }
    const { length } = column(name, value, expectation, numberOrColumn(expectation));
    rows ??= { name, length };
    if (length !== rows.length) throw expected(name, `a column as long as ${rows.name}, ${rows.length} rows`, value);
  }
  if (!isPlain(oscillator)) refuseHidden(oscillator, Object.keys(expectations));
  for (const name of ["omegaB", "gammaB"] as const) {
    if (oscillator[name] === undefined) throw expected(name, expectations[name]![0], undefined);
  }
  if (oscillator.temperatureB !== undefined && oscillator.nThermalB !== undefined) {
    throw new ArgumentError("nThermalB", "temperatureB is given already; give one of the two");
  }
  if (oscillator.temperatureB === undefined && oscillator.nThermalB === undefined) {
    throw expected("temperatureB", "a temperature in K, or nThermalB", undefined);
  }
}
