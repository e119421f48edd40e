// A system under study: plain data. What its fields may hold is in one table, and every verb checks against it.

import { ArgumentError, expected, refuseHidden, unknownName } from "../errors";
import { type Column, column, numberOrColumn, type Value } from "./values";

/** What both models need. Rates in rad/s, temperatures in K; any field a number or a column. */
export interface SharedParameters {
  /** ω_a, detuning of the cavity mode (rad/s); negative for blue detuning. */
  readonly omegaA: Value;
  /** κ_a, amplitude decay rate of the cavity (rad/s), the half width. */
  readonly kappaA: Value;
  /** ω_b, frequency of the mechanical or atomic mode (rad/s). */
  readonly omegaB: Value;
  /** γ_b, amplitude damping rate of mode b (rad/s), the half width. */
  readonly gammaB: Value;
  /** g_ab of ħ g_ab q_a q_b (rad/s); twice the λ of the Dicke model or the standard optomechanical coupling. */
  readonly gAB?: Value;
  /** n_Ta, mean occupation of the light bath; 0 unless given. */
  readonly nThermalA?: Value;
  /** T_b, temperature of the bath of mode b (K); or else `nThermalB`. */
  readonly temperatureB?: Value;
  /** n_Tb, mean occupation of the bath of mode b; or else `temperatureB`. */
  readonly nThermalB?: Value;
}

/** Parameters of a cavity-optomechanical setup. */
export type OptomechanicsParameters = SharedParameters;

/** Parameters of the Dicke model, as of a Bose–Einstein condensate in a cavity. */
export interface DickeParameters extends SharedParameters {
  /** (g_ab/g_ab^cr)², or else `gAB`; g_cr is that of the row's own γ_b. */
  readonly couplingRatioSquared?: Value;
  /** Which phase: chosen by the coupling, row by row, unless said. */
  readonly phase?: "auto" | "normal" | "superradiant";
}

/** A cavity-optomechanical system, ready for every verb. */
export interface Optomechanics extends OptomechanicsParameters {
  readonly model: "optomechanics";
}

/** A Dicke-model system, ready for every verb. */
export interface Dicke extends DickeParameters {
  readonly model: "dicke";
}

/** Anything that has a steady state. */
export type System = Optomechanics | Dicke;

/** Names the fields that P has and T does not, so that a misspelt one does not compile. */
export type Exactly<T, P> = P & Record<Exclude<keyof P, keyof T>, never>;

/** A system with the fields of its own model and no others. */
export type Known<S extends System> = Exactly<Extract<System, { model: S["model"] }>, S>;

/** number where every parameter is a number, Float64Array where one is a column. */
export type RowsOf<S> = true extends { [K in keyof S]: [S[K]] extends [Column] ? true : never }[keyof S]
  ? Float64Array
  : Extract<S[keyof S], Column> extends never
    ? number
    : number | Float64Array;

interface Field {
  readonly expectation: string;
  readonly least: number;
  readonly greatest: number;
}

const detuning: Field = {
  expectation: "a frequency in rad/s, 0 or of size 1e-20 to 1e20 (negative for blue detuning)",
  least: -1e20,
  greatest: 1e20,
};
const rate: Field = { expectation: "a positive rate in rad/s, 1e-20 to 1e20", least: 1e-20, greatest: 1e20 };
const frequency: Field = { ...rate, expectation: "a positive frequency in rad/s, 1e-20 to 1e20" };
const coupling: Field = { expectation: "a coupling in rad/s, at most 1e20", least: -1e20, greatest: 1e20 };
const ratio: Field = { expectation: "a ratio (g/g_cr)² of zero or more", least: 0, greatest: 1e20 };
const occupation: Field = { expectation: "a mean occupation from 0 to 1e20", least: 0, greatest: 1e20 };
const temperature: Field = { expectation: "a temperature in K of zero or more", least: 0, greatest: 1e20 };

const needed = ["omegaA", "kappaA", "omegaB", "gammaB"] as const;
const shared = [...needed, "gAB", "nThermalA", "temperatureB", "nThermalB"] as const;
/** The numeric fields of a system of each model. */
const names = { optomechanics: shared, dicke: [...shared, "couplingRatioSquared"] as const };

/** What the numeric field of this name may hold. A table would look each name up anew, which takes longer than the check. */
function fieldOf(name: string, model: System["model"]): Field | undefined {
  switch (name) {
    case "omegaA":
      return detuning;
    case "kappaA":
    case "gammaB":
      return rate;
    case "omegaB":
      return frequency;
    case "gAB":
      return coupling;
    case "nThermalA":
    case "nThermalB":
      return occupation;
    case "temperatureB":
      return temperature;
    case "couplingRatioSquared":
      return model === "dicke" ? ratio : undefined;
    default:
      return undefined;
  }
}

/** The parameters as a system, checked; `model` names what they are of. */
export function systemOf<P, M extends System["model"]>(parameters: P, model: M): P & { readonly model: M } {
  if (typeof parameters !== "object" || parameters === null || Array.isArray(parameters)) {
    throw expected("parameters", `an object with ${names[model].join(", ")}`, parameters);
  }
  const system = { ...parameters, model };
  checkSystem(system as unknown as System, false);
  return system;
}

/** Whether the field may be this number; columns' numbers are judged row by row when they are run. */
const isWithin = (field: Field, value: number): boolean =>
  value >= field.least && value <= field.greatest && !(field === detuning && value !== 0 && Math.abs(value) < 1e-20);

/**
 * Throws unless `system` is a system that can be studied: known fields only, each in its range, columns of one length,
 * what is needed present and nothing twice. The coupling may be missing if `couplingNeeded` is false.
 */
export function checkSystem(system: System, couplingNeeded = true): void {
  if (typeof system !== "object" || system === null || system.model === undefined) {
    throw expected("system", "a system made by optomechanics() or dicke()", system);
  }
  const { model } = system;
  if (model !== "optomechanics" && model !== "dicke") throw expected("model", `"optomechanics" or "dicke"`, model);
  let longest: string | undefined;
  let rows = 0;
  let listed = 0;
  const values = system as unknown as Readonly<Record<string, unknown>>;
  for (const name in values) {
    const value = values[name];
    if (value === undefined || name === "model") continue;
    listed++;
    const field = fieldOf(name, model);
    if (field) {
      if (typeof value === "number") {
        if (!isWithin(field, value)) throw expected(name, field.expectation, value);
        continue;
      }
      if (!(value instanceof Float64Array && value.length > 0)) {
        column(name, value, field.expectation, numberOrColumn(field.expectation));
      }
      const { length } = value as Column;
      longest ??= name;
      rows ||= length;
      if (length !== rows) throw expected(name, `a column as long as ${longest}, ${rows} rows`, value);
    } else if (name === "phase" && model === "dicke") {
      if (value !== "auto" && value !== "normal" && value !== "superradiant") {
        throw expected("phase", `"auto", "normal" or "superradiant"`, value);
      }
    } else if (name === "temperatureA") {
      throw new ArgumentError(name, "omegaA is a detuning and says nothing of the light's temperature; give nThermalA");
    } else throw unknownName(`parameter of ${model}`, name, [...names[model], ...(model === "dicke" ? ["phase"] : [])]);
  }
  const { omegaA, kappaA, omegaB, gammaB, gAB, nThermalA, temperatureB, nThermalB } = system;
  if (omegaA === undefined || kappaA === undefined || omegaB === undefined || gammaB === undefined) {
    const name = needed.find((name) => values[name] === undefined)!;
    throw expected(name, fieldOf(name, model)!.expectation, undefined);
  }
  either(temperatureB, nThermalB, "temperatureB", "nThermalB", "a temperature in K", true);
  let given = countGiven(omegaA, kappaA, omegaB, gammaB) + countGiven(gAB, nThermalA, temperatureB, nThermalB);
  if (model === "dicke") {
    const { couplingRatioSquared, phase } = system;
    either(gAB, couplingRatioSquared, "gAB", "couplingRatioSquared", "a coupling in rad/s", couplingNeeded);
    given += countGiven(couplingRatioSquared, phase);
  } else if (couplingNeeded && gAB === undefined) throw expected("gAB", coupling.expectation, undefined);
  if (given !== listed) refuseHidden(system, [...names[model], "phase"]);
}

const countGiven = (a: unknown, b: unknown, c?: unknown, d?: unknown): number =>
  Number(a !== undefined) + Number(b !== undefined) + Number(c !== undefined) + Number(d !== undefined);

/** Throws unless one of the two is given, or none if none is needed. */
function either(
  one: Value | undefined,
  other: Value | undefined,
  first: string,
  second: string,
  expectation: string,
  isNeeded: boolean,
): void {
  if (one !== undefined && other !== undefined) {
    throw new ArgumentError(second, `${first} is given already; give one of the two`);
  }
  if (isNeeded && one === undefined && other === undefined) throw expected(first, `${expectation}, or ${second}`, undefined);
}

/** Rows of a system: undefined if every parameter is a number. */
export function rowCount(system: System): number | undefined {
  const values = system as unknown as Readonly<Record<string, Value | string | undefined>>;
  for (const name in values) {
    const value = values[name];
    if (typeof value === "object") return value.length;
  }
  return undefined;
}
