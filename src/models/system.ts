// A system under study: plain data. What its fields may hold is in one table, and every verb checks against it.

import { ArgumentError, expected, unknownName } from "../errors";
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
  readonly isNeeded?: true;
}

const rate: Field = { expectation: "a positive rate in rad/s, 1e-20 to 1e20", least: 1e-20, greatest: 1e20, isNeeded: true };
const shared: readonly [string, Field][] = [
  [
    "omegaA",
    {
      expectation: "a frequency in rad/s, 0 or of size 1e-20 to 1e20 (negative for blue detuning)",
      least: -1e20,
      greatest: 1e20,
      isNeeded: true,
    },
  ],
  ["kappaA", rate],
  ["omegaB", { ...rate, expectation: "a positive frequency in rad/s, 1e-20 to 1e20" }],
  ["gammaB", rate],
  ["gAB", { expectation: "a coupling in rad/s, at most 1e20", least: -1e20, greatest: 1e20 }],
  ["nThermalA", { expectation: "a mean occupation from 0 to 1e20", least: 0, greatest: 1e20 }],
  ["temperatureB", { expectation: "a temperature in K of zero or more", least: 0, greatest: 1e20 }],
  ["nThermalB", { expectation: "a mean occupation from 0 to 1e20", least: 0, greatest: 1e20 }],
];
/** The numeric fields of a system of each model. */
const fields = {
  optomechanics: new Map(shared),
  dicke: new Map([
    ...shared,
    ["couplingRatioSquared", { expectation: "a ratio (g/g_cr)² of zero or more", least: 0, greatest: 1e20 }],
  ]),
};
const NEEDED = shared.filter(([, { isNeeded }]) => isNeeded).length;

/** The parameters as a system, checked; `model` names what they are of. */
export function systemOf<P, M extends System["model"]>(parameters: P, model: M): P & { readonly model: M } {
  if (typeof parameters !== "object" || parameters === null || Array.isArray(parameters)) {
    throw expected("parameters", `an object with ${[...fields[model].keys()].join(", ")}`, parameters);
  }
  const system = { ...parameters, model };
  checkSystem(system as unknown as System, false);
  return system;
}

/** A number within the field's range, or a column (whose rows are judged one by one when they are run). */
function checkField(name: string, { expectation, least, greatest }: Field, value: unknown): void {
  if (typeof value === "number") {
    const isTiny = name === "omegaA" && value !== 0 && Math.abs(value) < 1e-20;
    if (!(value >= least && value <= greatest) || isTiny) throw expected(name, expectation, value);
  } else if (!(value instanceof Float64Array && value.length > 0)) {
    column(name, value, expectation, numberOrColumn(expectation));
  }
}

/**
 * Throws unless `system` is a system that can be studied: known fields only, each in its range, columns of one length,
 * what is needed present and nothing twice. The coupling may be missing if `couplingNeeded` is false.
 */
export function checkSystem(system: System, couplingNeeded = true): void {
  if (typeof system !== "object" || system === null || !("model" in system)) {
    throw expected("system", "a system made by optomechanics() or dicke()", system);
  }
  const { model } = system;
  if (model !== "optomechanics" && model !== "dicke") throw expected("model", `"optomechanics" or "dicke"`, model);
  const known = fields[model];
  let longest: string | undefined;
  let rows = 0;
  let needed = 0;
  const values = system as unknown as Readonly<Record<string, unknown>>;
  for (const name in system) {
    const value = values[name];
    if (value === undefined || name === "model") continue;
    const field = known.get(name);
    if (field) {
      checkField(name, field, value);
      if (field.isNeeded) needed++;
      if (typeof value === "number") continue;
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
    } else throw unknownName(`parameter of ${model}`, name, [...known.keys(), ...(model === "dicke" ? ["phase"] : [])]);
  }
  if (needed < NEEDED) {
    const [name, { expectation }] = shared.find(([name]) => values[name] === undefined)!;
    throw expected(name, expectation, undefined);
  }
  either(system.temperatureB, system.nThermalB, "temperatureB", "nThermalB", "a temperature in K", true);
  if (model === "dicke") {
    const { gAB, couplingRatioSquared } = system;
    either(gAB, couplingRatioSquared, "gAB", "couplingRatioSquared", "a coupling in rad/s", couplingNeeded);
  } else if (couplingNeeded && system.gAB === undefined) throw expected("gAB", known.get("gAB")!.expectation, undefined);
}

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
