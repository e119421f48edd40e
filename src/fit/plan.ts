// A fit laid out: its spectra, each parameter's treatment, and the variables that are left, those that several spectra share first.

import type { NoiseSpectrum } from "../data/noise-spectrum";
import type { Response } from "../data/response";
import { mainLobe } from "../data/window";
import { ArgumentError, expected, unknownName } from "../errors";
import type { FitProblem, Member, Variable } from "../kernels/fit";
import { fillCriticalCoupling } from "../kernels/steady-state";
import { checkDetection, checkMatch, type Detection, detectionNames } from "../models/detection";
import { type BinChoice, type Bins, chooseBins } from "./bins";
import { checkChoice, checkUse, type FitChoice, type Treatment, treatments, type Values } from "./choice";
import { bathNames, couplingNames, type FitModel, type FitParameterName, fitParameters, namesOf } from "./parameters";

/** What is known of what a spectrum is of: as much of a system as there is. */
export type PartialSource = { readonly model: "optomechanics" | "dicke" | "thermal" } & {
  readonly [K in FitParameterName]?: number | undefined;
} & { readonly phase?: "auto" | "normal" | "superradiant" };

/** One spectrum of a fit and what it is of. */
export interface TraceInput extends BinChoice {
  /** Named in reports. */
  readonly label: string;
  /** A system, or as much of it as is known; or the light alone (`"vacuum"`), or none (`"dark"`). */
  readonly source: PartialSource | "vacuum" | "dark";
  readonly spectrum: NoiseSpectrum;
  readonly detection: Detection;
  /** How the record was sampled and windowed, if the model follows. */
  readonly response?: Response;
  /** Pump power, in any unit, where g² is proportional to it. */
  readonly power?: number;
  /** Where this spectrum's own parameters start. */
  readonly start?: Values;
}

/** One spectrum as it will be fitted. */
export interface PlannedTrace {
  readonly input: TraceInput;
  readonly model: FitModel;
  readonly bins: Bins;
  readonly treatments: readonly Treatment[];
  /** Its variables: names and numbers among those of the plan, shared ones first. */
  readonly variables: readonly { readonly name: FitParameterName; readonly index: number }[];
  readonly shared: number;
}

/** A variable: a parameter of one spectrum, or one that all share. */
export interface PlannedVariable {
  readonly name: FitParameterName;
  /** The spectrum it belongs to; undefined if shared. */
  readonly trace: number | undefined;
  readonly treatment: Treatment;
}

/** A fit laid out. */
export interface Plan {
  readonly traces: readonly PlannedTrace[];
  readonly variables: readonly PlannedVariable[];
  readonly shared: number;
}

/**
 * Lays a fit out.
 *
 * @param isShared whether a fitted parameter is one for all spectra
 * @throws ArgumentError if a spectrum, its detection or a parameter is not as expected, or there are fewer bins than variables
 */
export function planOf(inputs: readonly TraceInput[], choice: FitChoice, isShared: (name: FitParameterName) => boolean): Plan {
  for (const [i, input] of inputs.entries()) about(inputs, i, () => checkInput(input));
  const known = inputs.flatMap((input) => namesOf(modelOf(input), input.detection));
  checkChoice([...new Set(known)], choice);
  const prepared = inputs.map((input, i) =>
    about(inputs, i, () => {
      const own = inputs.length > 1 ? relevant(choice, input, inputs) : choice;
      return prepare(input, own, isShared("background") && hasLight(inputs, input.detection));
    }),
  );
  checkUse(
    choice,
    prepared.flatMap(({ treated }) => treated),
  );
  for (const [i, { input, treated }] of prepared.entries()) about(inputs, i, () => checkUse({ start: input.start }, treated));
  const variables: PlannedVariable[] = [];
  const places = new Map<string, number>(); // of the shared ones
  for (const { input, treated } of prepared) {
    for (const treatment of treated) {
      const { name, kind } = treatment;
      if (kind === "fixed" || !(isShared(name) || (kind === "calibrated" && inputs.length > 1))) continue;
      const whose = sharedAs(name, input.detection);
      if (!places.has(whose)) places.set(whose, variables.push({ name, trace: undefined, treatment }) - 1);
    }
  }
  const shared = variables.length;
  prepared.forEach(({ input, treated }, trace) => {
    for (const treatment of treated) {
      if (treatment.kind === "fixed" || places.has(sharedAs(treatment.name, input.detection))) continue;
      variables.push({ name: treatment.name, trace, treatment });
    }
  });
  const traces = prepared.map(({ input, model, bins, treated }, t): PlannedTrace => {
    const mine = variables
      .map(({ name, trace }, index) => ({ name, trace, index }))
      .filter(({ name, trace, index }) => {
        const kind = treated.find((treatment) => treatment.name === name)?.kind;
        const isMine = trace === undefined ? places.get(sharedAs(name, input.detection)) === index : trace === t;
        return kind !== undefined && kind !== "fixed" && isMine;
      });
    return {
      input,
      model,
      bins,
      treatments: treated,
      variables: mine.map(({ name, index }) => ({ name, index })),
      shared: mine.filter(({ trace }) => trace === undefined).length,
    };
  });
  if (variables.length === 0) throw new ArgumentError("free", "expected at least one parameter to fit, got none");
  const calibrations = variables.filter(({ treatment }) => treatment.calibration).length;
  const count = traces.reduce((sum, { bins }) => sum + bins.frequency.length, 0);
  if (count + calibrations < variables.length + 1) {
    const many = (n: number, what: string) => `${n} ${what}${n === 1 ? "" : "s"}`;
    throw new ArgumentError(
      "spectrum",
      `has ${many(count, "bin")} to fit ${many(variables.length, "parameter")}; expected more bins than parameters`,
    );
  }
  return { traces, variables, shared };
}

/** What shares a parameter: all spectra, or those of one detection where it belongs to that: a gain has its unit of it. */
export const sharedAs = (name: FitParameterName, { detection }: Detection): string =>
  (detectionNames[detection] as readonly string[]).includes(name) ? `${name} of ${detection}` : name;

const modelOf = ({ source }: TraceInput): FitModel => (typeof source === "string" ? source : source.model);

/** Whether there is a vacuum or dark trace of this detection: what it says of the background the others take from it. */
const hasLight = (inputs: readonly TraceInput[], { detection }: Detection): boolean =>
  inputs.some((each) => typeof each.source === "string" && each.detection.detection === detection);

/** What `run` gives; where there are several spectra, an error names the spectrum. */
function about<T>(inputs: readonly TraceInput[], i: number, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (inputs.length < 2 || !(error instanceof ArgumentError)) throw error;
    throw new ArgumentError(`spectra[${i}].${error.argument}`, error.reason);
  }
}

/** Throws unless the spectrum is of something that is known by its own parameters, and measured in a way that suits it. */
function checkInput({ label, source, detection, spectrum, power }: TraceInput): void {
  if (typeof label !== "string" || label === "") throw expected("label", "a name", label);
  checkDetection(detection);
  if (typeof source === "string" ? source !== "vacuum" && source !== "dark" : typeof source !== "object" || source === null) {
    throw expected("source", `a system, or "vacuum" or "dark"`, source);
  }
  if (typeof source !== "string") checkSource(source, detection);
  if (detection.detection === "heterodyne" && spectrum.sides === "one") {
    throw new ArgumentError("sides", `expected "two" for heterodyne detection, whose two sides differ, got "one"`);
  }
  if (power !== undefined && !(typeof power === "number" && power > 0 && power < Number.POSITIVE_INFINITY)) {
    throw expected("power", "a positive pump power", power);
  }
}

function checkSource(source: PartialSource, detection: Detection): void {
  const { model, phase } = source;
  if (!["optomechanics", "dicke", "thermal"].includes(model)) {
    throw expected("model", `"optomechanics", "dicke" or "thermal"`, model);
  }
  checkMatch(model, detection);
  const known = namesOf(model, detection);
  const given = Object.entries(source).filter(([name, value]) => name !== "model" && value !== undefined);
  const isGiven = (name: FitParameterName) => given.some(([other]) => other === name);
  for (const [name] of given) {
    if (name === "phase" && model === "dicke") continue;
    if (!known.includes(name as FitParameterName)) {
      throw unknownName(`parameter of ${model}`, name, model === "dicke" ? [...known, "phase"] : known);
    }
  }
  if (model === "dicke" && phase !== undefined && phase !== "auto" && phase !== "normal" && phase !== "superradiant") {
    throw expected("phase", `"auto", "normal" or "superradiant"`, phase);
  }
  for (const ways of [couplingNames, bathNames]) {
    const [first, second] = ways.filter(isGiven);
    if (second !== undefined) throw new ArgumentError(second, `${first} is given already; give one of the two`);
  }
}

function prepare(input: TraceInput, choice: FitChoice, isBackgroundSeen: boolean) {
  const { source, detection, spectrum, power } = input;
  const model = modelOf(input);
  const { model: _, phase: __, ...system } = typeof source === "string" ? { model: source, phase: undefined } : source;
  const { detection: ___, ...measured } = detection;
  const treated = treatments(
    model,
    detection,
    { ...system, ...measured },
    { ...choice, start: { ...choice.start, ...input.start } },
    isBackgroundSeen,
  );
  if (treated.some(({ name }) => name === "couplingSquaredPerPower") && power === undefined) {
    throw expected("power", "the pump power of each spectrum (in fitJointly), as g² is fitted per power", power);
  }
  checkPhase(input, treated);
  const isReal = detection.detection !== "heterodyne";
  return { input, model, treated, bins: chooseBins(spectrum, input, isReal, leftOut(input, isSuperradiant(input, treated))) };
}

/** Bins by which frequencies of one segment may be off. */
const ROUNDING = 1e-6;

/**
 * Bins that obey another law. A real record's at f = 0 and at the Nyquist frequency have half the averages; at f = 0 superradiant light
 * has a coherent carrier. A window carries that as far as half its main lobe, where f and −f overlap, and so does it what a mean
 * taken off the segments takes with it.
 */
function leftOut({ detection, response, spectrum }: TraceInput, isSuperradiant: boolean): (f: number) => boolean {
  const isReal = detection.detection !== "heterodyne";
  const known = response ?? spectrum.response; // the record is what it is, be it followed or not
  if (!known) return (f) => (isReal || isSuperradiant) && f === 0;
  const { interval, length } = known;
  const lobe = mainLobe(known) - ROUNDING;
  const bins = (f: number) => Math.abs(f) * interval * length;
  return (f) => bins(f) < lobe || (isReal && length / 2 - bins(f) < lobe);
}

/** In a joint fit, what of the choice is for this spectrum: a parameter that only others have is none of its own. */
function relevant(choice: FitChoice, input: TraceInput, inputs: readonly TraceInput[]): FitChoice {
  const knownTo = (each: TraceInput, name: string) =>
    (namesOf(modelOf(each), each.detection) as readonly string[]).includes(name);
  const isFor = (name: string) => knownTo(input, name) || !inputs.some((each) => knownTo(each, name));
  const part = <T extends object>(group: T | undefined): T | undefined =>
    typeof group === "object" && group !== null && !Array.isArray(group)
      ? (Object.fromEntries(Object.entries(group).filter(([name]) => isFor(name))) as T)
      : group;
  const { free, fixed, calibrated, bounds, start } = choice;
  const parts = {
    free: Array.isArray(free) ? free.filter((name) => isFor(String(name))) : free,
    fixed: part(fixed),
    calibrated: part(calibrated),
    bounds: part(bounds),
    start: part(start),
  };
  return Object.fromEntries(Object.entries(parts).filter(([, group]) => group !== undefined));
}

/** Throws if the coupling is on the other side of the critical one than the phase. */
function checkPhase({ source }: TraceInput, treated: readonly Treatment[]): void {
  const phase = typeof source === "string" ? undefined : source.phase;
  if (phase !== "normal" && phase !== "superradiant") return;
  const isBeyond = phase === "superradiant";
  if (isBeyond && treated.some(({ name }) => name === "logDistance")) {
    throw new ArgumentError("logDistance", "is of the normal phase; couplingRatioSquared serves in both");
  }
  const ratio = treated.find(({ name }) => name === "couplingRatioSquared");
  if (!ratio) return;
  const range = isBeyond ? "above 1 for the superradiant phase" : "below 1 for the normal phase";
  for (const [argument, value] of [
    [ratio.kind === "calibrated" ? "calibrated.couplingRatioSquared.value" : "couplingRatioSquared", ratio.value],
    ["start.couplingRatioSquared", ratio.start],
  ] as const) {
    if (value !== undefined && value > 1 !== isBeyond) throw expected(argument, `a ratio (g/g_cr)² ${range}`, value);
  }
}

/** Whether the spectrum is of the superradiant phase: as the system says, or as its coupling does. */
function isSuperradiant({ source }: TraceInput, treated: readonly Treatment[]): boolean {
  if (typeof source === "string" || source.model !== "dicke" || source.phase === "normal") return false;
  if (source.phase === "superradiant") return true;
  const coupling = treated.find(({ name }) => (couplingNames as readonly string[]).includes(name));
  const value = coupling?.start ?? coupling?.value;
  if (value === undefined) return false;
  if (coupling!.name === "couplingRatioSquared") return value > 1;
  const { omegaA, kappaA, omegaB, gammaB } = source;
  if (coupling!.name !== "gAB" || !omegaA || !kappaA || !omegaB || !gammaB) return false;
  const critical = new Float64Array(1);
  fillCriticalCoupling({ model: "dicke", omegaA, kappaA, omegaB, gammaB, gAB: value, nThermalB: 0 }, 1, critical);
  return value > critical[0]!;
}

/** What the kernels are given of a trace, its variables at `values`. */
export function memberOf(trace: PlannedTrace, values: ArrayLike<number>): Member {
  const { input, model, bins, treatments: treated, variables, shared } = trace;
  const { detection, spectrum, response, power } = input;
  const value = (name: FitParameterName) => {
    const variable = variables.find((v) => v.name === name);
    return variable ? values[variable.index]! : treated.find((treatment) => treatment.name === name)?.value;
  };
  const nameOf = (ways: readonly FitParameterName[]) => ways.find((name) => treated.some((t) => t.name === name));
  const coupling = (nameOf(couplingNames) ?? "gAB") as (typeof couplingNames)[number];
  const bath = (nameOf(bathNames) ?? "nThermalB") as (typeof bathNames)[number];
  const isHeterodyne = detection.detection === "heterodyne";
  return {
    setup: model === "vacuum" || model === "dark" ? "vacuum" : isSuperradiant(input, treated) ? "superradiant" : model,
    detection: detection.detection,
    coupling,
    bath,
    power: power ?? 1,
    sides: model === "dark" ? 0 : !isHeterodyne && spectrum.sides === "one" ? 2 : 1,
    hasErrors: bins.hasErrors,
    isLogarithmic: bins.isLogarithmic ?? false,
    averages: bins.hasErrors ? 1 : bins.averages.fit,
    frequency: bins.frequency,
    density: bins.density,
    weights: bins.weights,
    ...(response && { response }),
    variables: variables.map(({ name, index }) => ({ base: baseOf(name), index })),
    shared,
    base: {
      omegaA: value("omegaA") ?? 0,
      kappaA: value("kappaA") ?? 1,
      omegaB: value("omegaB") ?? 1,
      gammaB: value("gammaB") ?? 1,
      coupling: value(coupling) ?? 0,
      nThermalA: value("nThermalA") ?? 0,
      bathB: value(bath) ?? 0,
      angle: value("angle") ?? Math.PI / 2,
      efficiency: value("efficiency") ?? 1,
      gain: value("gain") ?? 1,
      dark: value("dark") ?? 0,
      background: value("background") ?? 0,
      backgroundSlope: value("backgroundSlope") ?? 0,
    },
  };
}

/** The base parameter of the kernels that a parameter is. */
export function baseOf(name: FitParameterName): Member["variables"][number]["base"] {
  if ((couplingNames as readonly string[]).includes(name)) return "coupling";
  if ((bathNames as readonly string[]).includes(name)) return "bathB";
  return name as Member["variables"][number]["base"];
}

/** The problem, its variables at `values`. */
export function problemOf(plan: Plan, values: ArrayLike<number>, mostSteps: number): FitProblem {
  return {
    members: plan.traces.map((trace) => memberOf(trace, values)),
    variables: plan.variables.map(({ name, treatment }, v): Variable => {
      const { isLogarithmic } = fitParameters[name];
      const { lower, upper, calibration } = treatment;
      return { value: values[v]!, isLogarithmic, lower, upper, ...(calibration && { calibration }) };
    }),
    shared: plan.shared,
    mostSteps,
  };
}
