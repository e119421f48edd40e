// The parameters of a system as the user writes them, each read by itself.

import { frequency, paper } from "clausius";
import { expected, unknownName } from "../errors";
import { converted, expectations, type Kind, type Quantity, quantity, type Unit, unitOf } from "./quantity";
import { isRange, range } from "./range";

/** Every numeric parameter, in the order of the help, and what its values may be in SI. */
export const parameters = {
  omegaA: { kind: "rate", least: -1e20, sort: "a frequency, at most 1e20 rad/s" },
  kappaA: { kind: "rate", least: 1e-20, sort: "a positive rate, 1e-20 to 1e20 rad/s" },
  omegaB: { kind: "rate", least: 1e-20, sort: "a positive frequency, 1e-20 to 1e20 rad/s" },
  gammaB: { kind: "rate", least: 1e-20, sort: "a positive rate, 1e-20 to 1e20 rad/s" },
  gAB: { kind: "coupling", least: -1e20, sort: "a coupling, at most 1e20 rad/s" },
  couplingRatioSquared: { kind: "number", least: 0, sort: "a ratio (g/g_cr)² of zero or more, at most 1e20" },
  temperatureB: { kind: "temperature", least: 0, sort: "a temperature of zero or more, at most 1e20 K" },
  nThermalA: { kind: "number", least: 0, sort: "a mean occupation from 0 to 1e20" },
  nThermalB: { kind: "number", least: 0, sort: "a mean occupation from 0 to 1e20" },
} as const satisfies Record<string, { kind: Kind; least: number; sort: string }>;

/** A numeric parameter. */
export type ParameterName = keyof typeof parameters;

/** The name of every numeric parameter. */
export const parameterNames = Object.keys(parameters) as ParameterName[];

/** What is expected of an option that is no quantity, in words. */
export const choices = {
  preset: '"optomechanics" or "bec"',
  model: '"optomechanics" or "dicke"',
  phase: '"auto", "normal" or "superradiant"',
  outputs: "names separated by commas",
} as const;

/** The parameter that says the same in another way: a source gives one of the two, a later source displaces either. */
export const otherWay: { readonly [K in ParameterName]?: ParameterName } = {
  temperatureB: "nThermalB",
  nThermalB: "temperatureB",
  gAB: "couplingRatioSquared",
  couplingRatioSquared: "gAB",
};

/** What one source says: text with units, a number where there is no unit, or an array of either; and model, preset, phase. */
export type Written = Readonly<Record<string, unknown>>;

/** What was written for one parameter, in its unit: one number, a range (an axis of its own), or an array (rows along with other arrays). */
export interface Given {
  readonly unit: Unit;
  readonly values: number | Float64Array;
  readonly isRange: boolean;
  readonly written: unknown;
}

/**
 * The parameters that a source gives.
 *
 * @throws ArgumentError naming the parameter, what was expected with its unit, and what came
 */
export function parametersIn(source: Written): Map<ParameterName, Given> {
  const given = new Map<ParameterName, Given>();
  for (const [name, value] of Object.entries(source)) {
    if (["model", "preset", "phase"].includes(name)) continue;
    if (!Object.hasOwn(parameters, name)) throw unknownName("parameter", name, [...parameterNames, "model", "preset", "phase"]);
    given.set(name as ParameterName, read(name as ParameterName, value));
  }
  return given;
}

function read(name: ParameterName, written: unknown): Given {
  const { kind } = parameters[name];
  if (typeof written === "string" && isRange(written)) {
    const { values, unit } = range(name, kind, written);
    return { values: checked(name, values, unit, written), unit, isRange: true, written };
  }
  if (!Array.isArray(written)) {
    const { value, unit } = one(name, kind, written);
    return { values: checked(name, Float64Array.of(value), unit, written)[0]!, unit, isRange: false, written };
  }
  if (written.length === 0) throw expected(name, `${expectations[kind]}, or a column of them`, written);
  const all = written.map((item, i) => one(`${name}[${i}]`, kind, item));
  const { unit } = all[0]!;
  const values = Float64Array.from(all, (item, i) => converted(`${name}[${i}]`, item, unit, written[i]));
  return { values: checked(name, values, unit, written), unit, isRange: false, written };
}

function one(name: string, kind: Kind, written: unknown): Quantity {
  if (typeof written === "string") return quantity(name, kind, written);
  const unit = unitOf(kind, "");
  if (!unit || typeof written !== "number" || !Number.isFinite(written)) throw expected(name, expectations[kind], written);
  return { value: written, unit };
}

/** The values, if all lie in their range; of a multiple of another quantity, only the library can tell. */
function checked(name: ParameterName, values: Float64Array, unit: Unit, written: unknown): Float64Array {
  const { least, sort } = parameters[name];
  refuseFirst(name, values, (value) => !(unit.si(value) >= least && unit.si(value) <= 1e20), sort, written);
  return values;
}

/** @throws ArgumentError naming the first value that is bad, as it was written */
export function refuseFirst(
  name: string,
  values: Float64Array,
  isBad: (value: number) => boolean,
  expectation: string,
  written: unknown,
): void {
  const bad = values.findIndex(isBad);
  if (bad < 0) return;
  if (Array.isArray(written)) throw expected(`${name}[${bad}]`, expectation, written[bad]);
  throw expected(name, expectation, written);
}

/** The preset of that name. @throws ArgumentError if there is none */
export function presetOf(name: unknown): (typeof paper)["optomechanics" | "bec"] | undefined {
  if (name === undefined) return undefined;
  if (name !== "optomechanics" && name !== "bec") throw expected("preset", choices.preset, name);
  return paper[name];
}

/** Table I as if it had been written: rates in kHz, their values in rad/s untouched. */
export function parametersOf(preset: (typeof paper)["optomechanics" | "bec"]): Map<ParameterName, Given> {
  const given = new Map<ParameterName, Given>();
  for (const name of parameterNames) {
    const si = preset[name as "omegaA"] as number | undefined;
    if (si === undefined) continue;
    const isRate = parameters[name].kind === "rate";
    const values = isRate ? Number((frequency(si) / 1e3).toPrecision(14)) : si;
    given.set(name, { values, unit: { name: isRate ? "kHz" : "K", si: () => si }, isRange: false, written: values });
  }
  return given;
}

/** @throws ArgumentError if a parameter that every system of the model needs is not given */
export function refuseMissing(given: ReadonlyMap<ParameterName, Given>, model: unknown): void {
  for (const name of ["omegaA", "kappaA", "omegaB", "gammaB", "gAB", "temperatureB"] as const) {
    const other = otherWay[name];
    if (given.has(name) || (other && given.has(other))) continue;
    const isChoice = other && (other !== "couplingRatioSquared" || model === "dicke");
    throw expected(name, expectations[parameters[name].kind] + (isChoice ? `, or ${other}` : ""), undefined);
  }
}

/** @throws ArgumentError if the columns of a source differ in length */
export function refuseUneven(given: ReadonlyMap<ParameterName, Given>): void {
  let first: { name: string; length: number } | undefined;
  for (const [name, { values, isRange, written }] of given) {
    if (isRange || typeof values === "number") continue;
    first ??= { name, length: values.length };
    if (values.length !== first.length) {
      throw expected(name, `a column as long as ${first.name}, ${first.length} rows`, written);
    }
  }
}
