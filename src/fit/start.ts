// Where a search begins: as the caller says, or where the data suggest.

import { fillLogarithm } from "../kernels/functions";
import { fillThermalOccupation } from "../kernels/thermal";
import { type Candidate, dickeCandidates, type Knowledge, optomechanicalCandidates, thermalCandidates } from "./candidates";
import type { Treatment } from "./choice";
import type { FitParameterName } from "./parameters";
import { outlineOf } from "./peaks";
import { memberOf, type Plan, type PlannedTrace, type PlannedVariable } from "./plan";
import { solve } from "./solve";

/** One start if the caller gives one of every variable; otherwise the values known, if complete, and what the data suggest. */
export function startsOf(plan: Plan): Float64Array[] {
  const given = plan.variables.map((variable) => startOf(plan, variable));
  if (given.every((value) => value !== undefined)) return [Float64Array.from(given)];
  return plan.traces.length > 1 ? together(plan) : severalOf(plan, given);
}

/** What the data suggest, whatever start the caller gives. */
export const suggestedStarts = (plan: Plan): Float64Array[] =>
  severalOf(
    plan,
    plan.variables.map(({ treatment }) => treatment.calibration?.value),
  );

/** A start that the caller gives; a calibrated parameter has one. */
function startOf({ traces }: Plan, { name, trace, treatment }: PlannedVariable): number | undefined {
  const own = trace === undefined ? undefined : traces[trace]!.input.start?.[name];
  return own ?? treatment.start ?? treatment.calibration?.value;
}

function severalOf(plan: Plan, given: readonly (number | undefined)[]): Float64Array[] {
  const guesses = plan.variables.map(({ treatment: { value } }, v) => given[v] ?? value);
  // a peak at f = 0, or none, may lead a candidate nowhere
  const candidates = candidatesOf(plan, given).filter((candidate) => Object.values(candidate).every(Number.isFinite));
  const isGuessed = guesses.some((value, v) => value !== given[v]);
  const complete = (candidate: Candidate, known: readonly (number | undefined)[]) =>
    Float64Array.from(plan.variables, ({ name, treatment: { lower, upper } }, v) => {
      const value = known[v] ?? candidate[name] ?? otherwise[name] ?? 1;
      return Math.min(upper, Math.max(lower, value));
    });
  return [
    ...(candidates.length === 0 ? [complete({}, guesses)] : []),
    ...(isGuessed ? candidates.map((candidate) => complete(candidate, guesses)) : []),
    ...candidates.map((candidate) => complete(candidate, given)),
  ];
}

const otherwise: Candidate = {
  angle: Math.PI / 2,
  efficiency: 0.5,
  gain: 1,
  dark: 0,
  background: 0,
  backgroundSlope: 0,
  nThermalA: 0,
  nThermalB: 100,
  temperatureB: 300,
};

function candidatesOf(plan: Plan, given: readonly (number | undefined)[]): Candidate[] {
  const trace = plan.traces[0]!;
  const first = Float64Array.from(plan.variables, ({ name }, v) => given[v] ?? otherwise[name] ?? 1);
  const { base, setup, sides, bath, detection, coupling } = memberOf(trace, first);
  const outline = outlineOf(trace.bins.frequency, trace.bins.density);
  const isFree = (name: FitParameterName) =>
    plan.variables.some((variable, v) => variable.name === name && given[v] === undefined);
  const knowledge: Knowledge = { outline, base, sides, isFree, noise: noiseOf(base, bath, outline.peaks[0]!.frequency) };
  if (setup === "vacuum") {
    const level = detection === "homodyne" ? 0.5 * sides : sides;
    return [lightCandidate(knowledge, level)];
  }
  if (setup === "thermal") return thermalCandidates(knowledge);
  const candidates =
    setup === "optomechanics"
      ? optomechanicalCandidates(knowledge)
      : dickeCandidates(knowledge, setup === "superradiant", detection === "homodyne");
  const own = new Set(rates.filter(isFree));
  const of = (candidate: Candidate, name: (typeof rates)[number]) =>
    (own.has(name) ? candidate[name] : undefined) ?? base[name];
  return candidates.map((candidate) => {
    const [omegaA, kappaA, omegaB, gammaB] = rates.map((name) => of(candidate, name)) as [number, number, number, number];
    const ratio = candidate.couplingRatioSquared;
    const critical = ((omegaA * omegaA + kappaA * kappaA) * (omegaB * omegaB + gammaB * gammaB)) / (omegaA * omegaB);
    const gAB = ratio === undefined ? candidate.gAB! : Math.sqrt(ratio * critical);
    if (coupling === "couplingRatioSquared") return candidate;
    if (coupling === "logDistance") return { ...candidate, logDistance: fillLogarithm(1 - ratio!) };
    if (coupling === "gAB") return { ...candidate, gAB };
    return { ...candidate, couplingSquaredPerPower: (gAB * gAB) / (trace.input.power ?? 1) };
  });
}

/** Of light that met no system, at `level` in units of the gain: all of it by the gain, or the dark level, or the background. */
function lightCandidate({ outline: { floor }, base, isFree }: Knowledge, level: number): Candidate {
  const { gain, dark, background } = base;
  const light = level + dark;
  const rest = floor - background > 0 ? floor - background : floor;
  if (isFree("gain") && light > 0) return { gain: rest / light };
  if (isFree("dark") && level === 0) return { dark: rest / gain };
  return { background: floor - gain * light };
}

const rates = ["omegaA", "kappaA", "omegaB", "gammaB"] as const;

function noiseOf({ bathB }: Knowledge["base"], bath: "nThermalB" | "temperatureB", frequency: number): number {
  if (bath === "nThermalB") return bathB + 0.5;
  const occupation = new Float64Array(1);
  fillThermalOccupation(
    () => 2 * Math.PI * frequency,
    () => bathB,
    occupation,
  );
  return occupation[0]! + 0.5;
}

const PILOTS = 3;
/** How well a spectrum alone is taken to know a shared variable, relatively. */
const TRUST = 0.03;

/**
 * One start for each of a few pilots: light without a system first, then the pilot, then the others, each alone, with what the ones
 * before it found of the shared variables taken as known.
 */
function together(plan: Plan): Float64Array[] {
  const isLight = ({ model }: PlannedTrace) => model === "vacuum" || model === "dark";
  const lights = plan.traces.filter(isLight).sort((a, b) => Number(a.model === "dark") - Number(b.model === "dark"));
  const systems = plan.traces.filter((trace) => !isLight(trace));
  const step = Math.max(1, (systems.length - 1) / (PILOTS - 1));
  const pilots = Array.from({ length: Math.min(PILOTS, systems.length) }, (_, i) => systems[Math.floor(i * step)]!);
  return (pilots.length > 0 ? pilots : lights.slice(0, 1)).map((pilot) => {
    const values = new Map<number, number>();
    for (const trace of new Set([...lights, pilot, ...systems])) {
      if (trace.variables.length === 0) continue;
      const single = alone(plan, trace, values);
      const found = solve(single, startsOf(single)).values;
      trace.variables.forEach(({ index }, v) => {
        if (!values.has(index)) values.set(index, found[v]!);
      });
    }
    return Float64Array.from(plan.variables, (variable, v) => startOf(plan, variable) ?? values.get(v)!);
  });
}

/** The plan of one spectrum alone, some variables known. */
function alone(plan: Plan, trace: PlannedTrace, known: ReadonlyMap<number, number>): Plan {
  const { start } = trace.input;
  const variables = trace.variables.map(({ name, index }) => {
    const variable = plan.variables[index]!;
    const value = known.get(index);
    const isCalibrated = value !== undefined && value !== 0;
    const treatment: Treatment = {
      ...variable.treatment,
      start: start?.[name] ?? variable.treatment.start,
      ...(isCalibrated && { kind: "calibrated", calibration: { value, error: TRUST * Math.abs(value) } }),
    };
    return { ...variable, trace: 0, treatment };
  });
  const own = { ...trace, variables: trace.variables.map(({ name }, index) => ({ name, index })), shared: 0 };
  return { traces: [own], variables, shared: 0 };
}
