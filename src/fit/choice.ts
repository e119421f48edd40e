// Which parameters a fit moves, holds, or knows from elsewhere: what the caller chose, completed by what the data can tell.

import { ArgumentError, checkInterval, expected, unknownName } from "../errors";
import type { Detection } from "../models/detection";
import {
  bathNames,
  checkName,
  couplingNames,
  type FitModel,
  type FitParameterName,
  fitParameters,
  namesOf,
} from "./parameters";

/** A value with its standard error from an independent measurement. */
export interface Calibration {
  readonly value: number;
  readonly error: number;
}

/** Numbers by parameter. */
export type Values = { readonly [K in FitParameterName]?: number };

/** How a fit treats its parameters. */
export interface FitChoice {
  /** What is fitted; by default what such a spectrum can tell, with the background where a vacuum or dark trace shows it too. */
  readonly free?: readonly FitParameterName[];
  /** Known values; they win over those of the system and the detection. */
  readonly fixed?: Values;
  /** Known with an error: fitted, with ½((v − value)/error)² added to −ln L. */
  readonly calibrated?: { readonly [K in FitParameterName]?: Calibration };
  /** Lowest and highest value, within the parameter's own range. */
  readonly bounds?: { readonly [K in FitParameterName]?: readonly [number, number] };
  /** Where to start; from the data unless given. If every fitted parameter has a start, it is the only one. */
  readonly start?: Values;
}

/** One parameter of one spectrum, as it will be treated. */
export interface Treatment {
  readonly name: FitParameterName;
  readonly kind: "free" | "calibrated" | "fixed";
  /** Its value if fixed; otherwise the first guess there is, if any. */
  readonly value: number | undefined;
  readonly start: number | undefined;
  readonly calibration?: Calibration;
  readonly lower: number;
  readonly upper: number;
}

/**
 * The treatment of every parameter of a spectrum.
 *
 * @param given what the system and the detection say
 * @param isBackgroundSeen whether other spectra, of light that met no system, show the background
 * @throws ArgumentError naming the parameter that is unknown, given twice, missing, or out of its range
 */
export function treatments(
  model: FitModel,
  detection: Detection,
  given: Readonly<Record<string, unknown>>,
  choice: FitChoice,
  isBackgroundSeen: boolean,
): Treatment[] {
  const known = namesOf(model, detection);
  checkChoice(known, choice);
  const { free, fixed = {}, calibrated = {}, bounds = {}, start = {} } = choice;
  const freeNames = free ?? [];
  const isKnown = (name: FitParameterName) => fixed[name] !== undefined || calibrated[name] !== undefined;
  const named = (name: FitParameterName) => isKnown(name) || freeNames.includes(name);
  const coupling = oneOf(couplingNames, known, named, given, start, model === "dicke" ? "couplingRatioSquared" : "gAB");
  const bath = oneOf(bathNames, known, named, given, start, "temperatureB");
  const ways: readonly FitParameterName[] = [...couplingNames, ...bathNames];
  const chosen = known.filter((name) => !ways.includes(name) || name === coupling || name === bath);
  const isFree = free === undefined ? defaultFree(model, detection, coupling, isKnown, isBackgroundSeen) : freeNames;
  return chosen.map((name) => {
    const { lower, upper, expectation } = fitParameters[name];
    const calibration = calibrated[name];
    const kind = calibration ? "calibrated" : isFree.includes(name) ? "free" : "fixed";
    const value = fixed[name] ?? calibration?.value ?? numberOf(name, given[name]);
    if (kind === "fixed" && value === undefined && needed(name)) {
      throw expected(name, `${expectation}: in the system, fixed or calibrated; or else name it in free`, undefined);
    }
    const least = name === "dark" && kind === "fixed" ? 0 : lower; // a fitted level may scatter below zero
    if (value !== undefined && !(value >= least && value <= upper)) throw expected(name, expectation, value);
    const [low, high] = boundsOf(name, bounds[name]);
    const begin = start[name];
    if (begin !== undefined && !(begin >= low && begin <= high)) {
      throw expected(`start.${name}`, `a value within ${low} and ${high}`, begin);
    }
    if (calibration && !(calibration.value >= low && calibration.value <= high)) {
      throw expected(`calibrated.${name}.value`, `a value within its bounds, ${low} and ${high}`, calibration.value);
    }
    return {
      name,
      kind,
      value,
      start: begin,
      lower: low,
      upper: high,
      ...(calibration && { calibration: { ...calibration } }),
    };
  });
}

/**
 * Throws unless the choice makes sense by itself, whatever the spectrum.
 *
 * @param known every parameter that it may name
 */
export function checkChoice(known: readonly FitParameterName[], choice: FitChoice): void {
  const { free, fixed = {}, calibrated = {}, bounds = {}, start = {} } = choice;
  checkFields(known, { fixed, calibrated, bounds, start });
  if (free !== undefined && !Array.isArray(free)) throw expected("free", "an array of parameter names", free);
  const freeNames = (free ?? []).map((name) => checkName(String(name), known));
  freeNames.forEach((name, i) => {
    if (freeNames.indexOf(name) < i) throw new ArgumentError(`free[${i}]`, `${name} is named twice`);
    if (fixed[name] !== undefined) throw new ArgumentError(name, "is both fixed and free; say one");
    if (calibrated[name] !== undefined)
      throw new ArgumentError(name, "is both calibrated and free; a calibrated one is fitted anyway");
  });
  for (const [name, calibration] of Object.entries(calibrated) as [FitParameterName, Calibration | undefined][]) {
    if (calibration === undefined) continue;
    if (fixed[name] !== undefined) throw new ArgumentError(name, "is both fixed and calibrated; say one");
    checkCalibration(name, calibration);
  }
  for (const [what, values] of Object.entries({ fixed, start })) checkValues(what, values);
  for (const [name, interval] of Object.entries(bounds)) boundsOf(name as FitParameterName, interval);
}

/**
 * Throws if a start or bounds are given for a parameter that is fixed in every spectrum: they would do nothing.
 *
 * @param treated the treatments of the spectra that the choice is for
 */
export function checkUse(
  { bounds = {}, start = {} }: Pick<FitChoice, "bounds" | "start">,
  treated: readonly Treatment[],
): void {
  for (const [what, group] of Object.entries({ start, bounds })) {
    for (const [name, value] of Object.entries(group)) {
      if (value === undefined || treated.some((each) => each.name === name && each.kind !== "fixed")) continue;
      throw new ArgumentError(`${what}.${name}`, `${name} is fixed; name it in free, or calibrate it, to have it fitted`);
    }
  }
}

/** What is free if nobody says: the parameters that such a spectrum fixes (PRL 121, 160604, Fig. 2; docs/fit.md). */
function defaultFree(
  model: FitModel,
  { detection }: Detection,
  coupling: FitParameterName | undefined,
  isKnown: (name: FitParameterName) => boolean,
  isBackgroundSeen: boolean,
): readonly FitParameterName[] {
  const set: FitParameterName[] =
    model === "optomechanics"
      ? ["gAB", "kappaA", "omegaA", "omegaB", "angle", isKnown("gammaB") ? "efficiency" : "gammaB"]
      : model === "dicke" && detection === "heterodyne"
        ? ["couplingRatioSquared", "gammaB", "background"]
        : model === "dicke"
          ? ["couplingRatioSquared", "gammaB", "angle"]
          : model === "thermal"
            ? ["omegaB", "gammaB", "gain", "background"]
            : ["background"];
  const isCoupling = (name: FitParameterName) => (couplingNames as readonly string[]).includes(name);
  if (isBackgroundSeen && !set.includes("background")) set.push("background");
  return set.map((name) => (isCoupling(name) && coupling ? coupling : name)).filter((name) => !isKnown(name));
}

/** The one way of several in which a quantity is given. */
function oneOf(
  ways: readonly FitParameterName[],
  known: readonly FitParameterName[],
  named: (name: FitParameterName) => boolean,
  given: Readonly<Record<string, unknown>>,
  start: Values,
  otherwise: FitParameterName,
): FitParameterName | undefined {
  const possible = ways.filter((name) => known.includes(name));
  if (possible.length === 0) return undefined;
  const said = possible.filter((name) => named(name) || start[name] !== undefined);
  if (said.length > 1) throw new ArgumentError(said[1]!, `${said[0]} is given already; give one of the two`);
  return said[0] ?? possible.find((name) => given[name] !== undefined) ?? otherwise;
}

const optional: readonly FitParameterName[] = [
  "nThermalA",
  "angle",
  "efficiency",
  "gain",
  "dark",
  "background",
  "backgroundSlope",
];
const needed = (name: FitParameterName) => !optional.includes(name);

function numberOf(name: string, value: unknown): number | undefined {
  if (value === undefined || typeof value === "number") return value;
  throw expected(name, "one number, as a fit is of one working point", value);
}

function boundsOf(name: FitParameterName, given: readonly [number, number] | undefined): [number, number] {
  const { lower, upper } = fitParameters[name];
  if (given === undefined) return [lower, upper];
  const argument = `bounds.${name}`;
  checkInterval(argument, "a lower and a higher value", given);
  if (!(given[0] < upper && given[1] > lower)) {
    throw new ArgumentError(
      argument,
      `expected bounds that leave some of ${lower} to ${upper}, got ${given[0]} and ${given[1]}`,
    );
  }
  return [Math.max(lower, given[0]!), Math.min(upper, given[1]!)];
}

function checkFields(known: readonly FitParameterName[], groups: Readonly<Record<string, object>>): void {
  for (const [what, group] of Object.entries(groups)) {
    if (typeof group !== "object" || group === null || Array.isArray(group)) {
      throw expected(what, "an object with parameters", group);
    }
    for (const name of Object.keys(group)) checkName(name, known);
  }
}

function checkValues(what: string, values: Values): void {
  for (const [name, value] of Object.entries(values)) {
    const { lower, upper, expectation } = fitParameters[name as FitParameterName];
    if (value === undefined) continue;
    if (typeof value !== "number" || !(value >= lower && value <= upper) || !Number.isFinite(value)) {
      throw expected(`${what}.${name}`, expectation, value);
    }
  }
}

/** Throws unless it is a value that the parameter can have, with an error. */
export function checkCalibration(name: FitParameterName, calibration: Calibration): void {
  const { expectation, lower, upper } = fitParameters[name];
  if (typeof calibration !== "object" || calibration === null) {
    throw expected(`calibrated.${name}`, "an object with value and error", calibration);
  }
  const known = ["value", "error"];
  for (const field of Object.keys(calibration)) {
    if (!known.includes(field)) throw unknownName(`field of calibrated.${name}`, field, known);
  }
  const { value, error } = calibration;
  if (typeof value !== "number" || !(value >= lower && value <= upper))
    throw expected(`calibrated.${name}.value`, expectation, value);
  if (typeof error !== "number" || !(error >= 1e-140 && error <= 1e140)) {
    throw expected(
      `calibrated.${name}.error`,
      "a positive standard error, 1e-140 to 1e140 (fix a parameter that has none)",
      error,
    );
  }
}
