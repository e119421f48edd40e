// Fits: what a problem is, and its way into the kernels' memory (assembly/fit/problem.ts reads what is written here).

import type { Response } from "../data/response";
import { kernels } from "./instance";
import { even, Workspace } from "./memory";
import type { Expected } from "./periodogram";
import { putTables, type ResponseTables, tablesOf, workFor } from "./response";
import { BASES, type Base, BLOCK, putParameter, putTrace, TRACE_SIZE, type TraceRecord } from "./traces";

/** One spectrum of a fit: what it shows, the model of it, and the variables that move it. */
export interface Member
  extends Pick<
    TraceRecord,
    | "setup"
    | "detection"
    | "coupling"
    | "bath"
    | "power"
    | "sides"
    | "hasErrors"
    | "isLogarithmic"
    | "averages"
    | "variables"
    | "shared"
  > {
  readonly frequency: Float64Array;
  readonly density: Float64Array;
  /** √n, or 1/σ where errors are given; one a bin. */
  readonly weights: Float64Array;
  readonly response?: Response;
  /** Base parameters; those that variables move are where they start. */
  readonly base: Readonly<Record<Base, number>>;
}

/** A variable of a fit. */
export interface Variable {
  readonly value: number;
  /** Whether it moves as its logarithm. */
  readonly isLogarithmic: boolean;
  readonly lower: number;
  readonly upper: number;
  readonly calibration?: { readonly value: number; readonly error: number };
}

/** A fit: its spectra, and its variables, those that several spectra share first. */
export interface FitProblem {
  readonly members: readonly Member[];
  readonly variables: readonly Variable[];
  readonly shared: number;
  readonly mostSteps: number;
  /** Square of a step, in standard errors, that may be left at the end; none unless given. */
  readonly tolerance?: number;
}

/** Where a search ended. */
export interface Minimum {
  readonly values: Float64Array;
  /** −ln L, without what the data alone decide. */
  readonly cost: number;
  /** Square of the next step in standard errors. */
  readonly decrement: number;
  readonly evaluations: number;
  readonly steps: number;
  /** As in assembly/fit/minimize.ts. */
  readonly verdict: number;
}

/** −ln L and gradient of ln L of one spectrum, and the root R of its expected information RᵀR: upper triangular, k × k row-major. */
export interface Information {
  readonly cost: number;
  readonly gradient: Float64Array;
  readonly root: Float64Array;
}

/** What the correlation of a heterodyne spectrum's sidebands adds to the variance of its gradient; ρ² of each bin. */
export interface Sidebands {
  readonly excess: Float64Array;
  readonly coherence: Float64Array;
}

const RESULT_SIZE = 184;
/** Of the parameters kept, of those tried, with the curvature, of the start of refits, and with the root of the information. */
const RESULTS = 5;
const GRADIENT = 1;
const INFORMATION = 14;
const PROBLEM_SIZE = 13;
const MOST_STEPS = 5;
const ANSWER = 7;
const TOLERANCE = 12;
const VARIABLE_SIZE = 8;
const TRACE_WORK = BASES.length ** 2 + 2 * BASES.length;
const workspace = new Workspace();
/** The last problem that was laid out to be searched, while nothing else has taken its place. */
let laid: { readonly problem: WeakRef<FitProblem>; readonly layout: Layout } | undefined;

/** A place for as many numbers. */
function take(count: number): Float64Array {
  laid = undefined;
  return workspace.take(count);
}

/** Numbers of a member: its record, centres, densities and weights, tables of its response, and results. */
function sizeOf({ frequency }: Member, tables: ResponseTables | undefined): number {
  return TRACE_SIZE + 3 * even(frequency.length) + (tables?.numbers.length ?? 0) + RESULTS * RESULT_SIZE;
}

/** Far from its end a search looks at bins averaged, and the window does not matter; what folds back does. */
const tablesOfMember = ({ frequency, response, detection, isLogarithmic }: Member): ResponseTables | undefined =>
  response && tablesOf(response, frequency, { isEven: detection !== "heterodyne", isWindowed: !isLogarithmic });

/** Where a member goes, what it is, and what it needs beside it. */
interface Placement {
  readonly from: number;
  readonly tables: ResponseTables | undefined;
  /** Where the kernels work out nodes. */
  readonly nodesAt: number;
  readonly variables: Member["variables"];
  readonly shared: number;
}

/** Writes a member. */
function put(member: Member, numbers: Float64Array, { from, tables, nodesAt, variables, shared }: Placement): void {
  const { frequency, density, weights } = member;
  const count = frequency.length;
  const bins = even(count);
  let next = from + TRACE_SIZE;
  const column = (values: Float64Array, last: number) => {
    const at = next;
    numbers.set(values, at);
    if (bins > count) numbers[at + count] = last;
    next += bins;
    return numbers.byteOffset + 8 * at;
  };
  const centresAt = column(frequency, frequency[count - 1]!);
  const densitiesAt = column(density, density[count - 1]!);
  const weightsAt = column(weights, 0);
  let responseAt = 0;
  if (tables) {
    putTables(tables, nodesAt, numbers, next);
    responseAt = numbers.byteOffset + 8 * next;
    next += tables.numbers.length;
  }
  const resultAt = numbers.byteOffset + 8 * next;
  putTrace(numbers.subarray(from), {
    ...member,
    variables,
    shared,
    bins,
    centresAt,
    densitiesAt,
    weightsAt,
    responseAt,
    resultAt,
  });
}

/** A problem in memory, how many numbers it takes, and where among them its variables are. */
interface Layout {
  readonly numbers: Float64Array;
  readonly variablesAt: number;
  readonly size: number;
}

function layOut({ members, variables, shared, mostSteps, tolerance = 0 }: FitProblem, extra = 0): Layout {
  const p = variables.length;
  const work = 5 * p + shared * shared + TRACE_WORK * members.length;
  const head = PROBLEM_SIZE + members.length + VARIABLE_SIZE * p + work;
  const tables = members.map(tablesOfMember);
  const nodesAt = workFor(tables);
  const size = members.reduce((sum, member, t) => sum + sizeOf(member, tables[t]), head);
  const numbers = take(size + extra);
  const at = (k: number) => numbers.byteOffset + 8 * k;
  const variablesAt = PROBLEM_SIZE + members.length;
  const workAt = variablesAt + VARIABLE_SIZE * p;
  numbers.set([members.length, at(PROBLEM_SIZE), p, shared, at(variablesAt), mostSteps, at(workAt)]);
  numbers[TOLERANCE] = tolerance;
  variables.forEach(({ value, isLogarithmic, lower, upper, calibration }, v) => {
    const precision = calibration ? 1 / (calibration.error * calibration.error) : 0;
    numbers.set(
      [value, Number(isLogarithmic), lower, upper, calibration?.value ?? 0, precision, value, 0],
      variablesAt + VARIABLE_SIZE * v,
    );
  });
  let next = head;
  members.forEach((member, t) => {
    numbers[PROBLEM_SIZE + t] = at(next);
    put(member, numbers, {
      from: next,
      tables: tables[t],
      nodesAt,
      variables: member.variables,
      shared: member.shared,
    });
    next += sizeOf(member, tables[t]);
  });
  return { numbers, variablesAt, size };
}

/** The minimum next to where the variables start. A problem that is searched again, from elsewhere, is not laid out anew. */
export function fillMinimum(problem: FitProblem, start?: ArrayLike<number>, mostSteps = problem.mostSteps): Minimum {
  if (laid?.problem.deref() !== problem) laid = { layout: layOut(problem), problem: new WeakRef(problem) };
  const { variablesAt, size } = laid.layout;
  const numbers = workspace.take(size);
  const count = problem.variables.length;
  numbers[MOST_STEPS] = mostSteps;
  for (let v = 0; v < count; v++) numbers[variablesAt + VARIABLE_SIZE * v] = start ? start[v]! : problem.variables[v]!.value;
  kernels().minimize(numbers.byteOffset);
  const values = new Float64Array(count);
  for (let v = 0; v < count; v++) values[v] = numbers[variablesAt + VARIABLE_SIZE * v]!;
  return {
    values,
    cost: numbers[ANSWER]!,
    decrement: numbers[ANSWER + 1]!,
    evaluations: numbers[ANSWER + 2]!,
    steps: numbers[ANSWER + 3]!,
    verdict: numbers[ANSWER + 4]!,
  };
}

/** −ln L of a problem at each of some points, without what the data alone decide; infinite where there is none. */
export function fillCosts({ members, variables }: FitProblem, points: readonly ArrayLike<number>[]): Float64Array {
  const costs = new Float64Array(points.length);
  for (const member of members) {
    const { numbers } = alone(member, [], 0);
    for (const [k, point] of points.entries()) {
      for (const { base, index } of member.variables) putParameter(numbers, base, point[index]!);
      costs[k]! += kernels().cost(numbers.byteOffset);
    }
  }
  for (const [v, { calibration }] of variables.entries()) {
    if (!calibration) continue;
    const precision = 1 / (calibration.error * calibration.error);
    for (const [k, point] of points.entries()) {
      const away = point[v]! - calibration.value;
      costs[k]! += 0.5 * away * away * precision;
    }
  }
  return costs;
}

/** What replicates of one spectrum are drawn from. */
export interface Replicates {
  /** 0 … 2⁵³ − 1. */
  readonly seed: number;
  /** Of the kernels' random numbers: which are the calibrations'. */
  readonly calibrationStream: number;
  /** The mean of what each variable's calibration says; its error is the variable's. */
  readonly calibrations: Float64Array;
  /** Densities of a replicate by its number, good until the next is asked for; or the stream of periodograms of the model at the start. */
  readonly density: ((item: number) => Float64Array) | (Omit<Expected, "density"> & { readonly stream: number });
}

/** Where many searches ended. */
export interface Refits {
  /** A row of values for each, NaN where a search did not converge. */
  readonly values: Float64Array;
  /** As in assembly/fit/minimize.ts. */
  readonly verdicts: Uint8Array;
}

const DRAW_SIZE = 14;
/** Replicates that the kernels take at once; fewer where densities are given, which need room. */
const MOST_REFITS = 1024;
const FEW_REFITS = 16;

/** The minima of replicates `first` to `first + count` of a problem of one spectrum, each search from where its variables are. */
export function fillRefits(problem: FitProblem, replicates: Replicates, first: number, count: number): Refits {
  const { variables, members } = problem;
  const [{ frequency, averages }] = members as [Member];
  const { seed, calibrationStream, calibrations, density } = replicates;
  const isGiven = typeof density === "function";
  const p = variables.length;
  const bins = even(frequency.length);
  const levers = BLOCK * Math.ceil(bins / BLOCK);
  const behind = 5 * BLOCK; // levers are read by sixes
  const rows = Math.min(count, isGiven ? FEW_REFITS : MOST_REFITS);
  const given = isGiven ? rows * bins : 2 * bins;
  const extra = DRAW_SIZE + 3 * p + bins + p * (levers + RESULT_SIZE) + given + rows * p + Math.ceil(rows / 8) + behind;
  const { numbers, size } = layOut(problem, extra);
  const at = (k: number) => numbers.byteOffset + 8 * k;
  const calibrationsAt = size + DRAW_SIZE;
  const startsAt = calibrationsAt + 2 * p;
  const modelsAt = startsAt + p;
  const leversAt = modelsAt + bins;
  const driftsAt = leversAt + p * levers;
  const givenAt = driftsAt + p * RESULT_SIZE;
  const valuesAt = givenAt + given;
  const verdictsAt = at(valuesAt + rows * p);
  const isPaired = !isGiven && density.mirrors.some((mirror) => mirror >= 0);
  const draw = [
    seed >>> 0,
    Math.floor(seed / 2 ** 32),
    isGiven ? -1 : density.stream,
    calibrationStream,
    first,
    averages,
    isPaired ? at(givenAt) : 0,
    at(givenAt + bins),
    at(calibrationsAt),
    at(startsAt),
    at(modelsAt),
    at(leversAt),
    at(driftsAt),
    at(givenAt),
  ];
  numbers.set(draw, size);
  variables.forEach(({ value, calibration }, v) => {
    numbers.set([calibrations[v]!, calibration?.error ?? 0], calibrationsAt + 2 * v);
    numbers[startsAt + v] = value;
  });
  if (isPaired) {
    numbers.set(density.mirrors, givenAt);
    numbers.set(density.coherence, givenAt + bins);
    if (bins > frequency.length) numbers[givenAt + bins - 1] = -1;
  }
  const values = new Float64Array(count * p);
  const verdicts = new Uint8Array(count);
  for (let done = 0; done < count; done += rows) {
    const some = Math.min(rows, count - done);
    for (let k = 0; isGiven && k < some; k++) {
      const row = density(first + done + k);
      const there = workspace.take(numbers.length); // where the memory has grown, the view of it is lost
      there.set(row, givenAt + k * bins);
      there.fill(row[row.length - 1]!, givenAt + k * bins + row.length, givenAt + (k + 1) * bins);
    }
    const there = workspace.take(numbers.length);
    there[size + 4] = first + done;
    kernels().refits(there.byteOffset, at(size), some, at(valuesAt), verdictsAt);
    values.set(there.subarray(valuesAt, valuesAt + some * p), done * p);
    verdicts.set(new Uint8Array(there.buffer, verdictsAt, some), done);
  }
  return { values, verdicts };
}

/** Where many searches from one start ended. */
export interface Minima {
  /** A row of values, and of standard errors by the expected information, for each. */
  readonly values: Float64Array;
  readonly errors: Float64Array;
  /** −ln L, without what the data alone decide. */
  readonly costs: Float64Array;
  /** As in assembly/fit/minimize.ts; 4 where the data do not determine all variables. */
  readonly verdicts: Uint8Array;
}

/** Spectra that the kernel takes at once. */
const FEW_FITS = 32;

/**
 * The minima of a problem of one spectrum with the densities of each of `count` spectra instead of its own; `density` gives them by their
 * number, good until the next is asked for. Undefined if one of them is not from `least` to `greatest`.
 */
export function fillMinima(
  problem: FitProblem,
  count: number,
  density: (row: number) => Float64Array,
  [least, greatest]: readonly [number, number],
): Minima | undefined {
  const { variables, members } = problem;
  const p = variables.length;
  const bins = even(members[0]!.frequency.length);
  const rows = Math.min(count, FEW_FITS);
  const { numbers, size } = layOut(problem, p + rows * (bins + 2 * p + 1) + Math.ceil(rows / 8));
  const at = (k: number) => numbers.byteOffset + 8 * k;
  const densitiesAt = size + p;
  const valuesAt = densitiesAt + rows * bins;
  const errorsAt = valuesAt + rows * p;
  const costsAt = errorsAt + rows * p;
  const verdictsAt = at(costsAt + rows);
  variables.forEach(({ value }, v) => {
    numbers[size + v] = value;
  });
  const values = new Float64Array(count * p);
  const errors = new Float64Array(count * p);
  const costs = new Float64Array(count);
  const verdicts = new Uint8Array(count);
  for (let done = 0; done < count; done += rows) {
    const some = Math.min(rows, count - done);
    for (let k = 0; k < some; k++) {
      const from = densitiesAt + k * bins;
      const row = density(done + k);
      numbers.set(row, from);
      numbers.fill(row[row.length - 1]!, from + row.length, from + bins);
    }
    if (!kernels().within(at(densitiesAt), some * bins, least, greatest)) return undefined;
    kernels().fits(numbers.byteOffset, at(size), at(densitiesAt), some, at(valuesAt), at(errorsAt), at(costsAt), verdictsAt);
    values.set(numbers.subarray(valuesAt, valuesAt + some * p), done * p);
    errors.set(numbers.subarray(errorsAt, errorsAt + some * p), done * p);
    costs.set(numbers.subarray(costsAt, costsAt + some), done);
    verdicts.set(new Uint8Array(numbers.buffer, verdictsAt, some), done);
  }
  return { values, errors, costs, verdicts };
}

/** A member alone in memory, its `size` numbers, with derivatives by `bases`; `extra` numbers behind it. */
function alone(
  member: Member,
  bases: readonly Base[],
  extra: number,
): { numbers: Float64Array; size: number; extraAt: number } {
  const tables = tablesOfMember(member);
  const nodesAt = workFor([tables]);
  const size = sizeOf(member, tables);
  const numbers = take(size + BASES.length + extra);
  const variables = bases.map((base, index) => ({ base, index }));
  put(member, numbers, { from: 0, tables, nodesAt, variables, shared: 0 });
  numbers.fill(1, size, size + BASES.length);
  return { numbers, size, extraAt: size + BASES.length };
}

function squareOf(result: Float64Array, k: number): Float64Array {
  return Float64Array.from({ length: k * k }, (_, ij) => result[INFORMATION + BASES.length * Math.floor(ij / k) + (ij % k)]!);
}

/** Information of one spectrum at the member's base parameters; undefined where it has no steady state. */
export function fillInformation(member: Member, bases: readonly Base[]): Information | undefined {
  const found = evaluated(member, bases);
  if (!found) return undefined;
  const { numbers, size, result } = found;
  const cost = result[0]!;
  const gradient = result.slice(GRADIENT, GRADIENT + bases.length);
  kernels().triangle(numbers.byteOffset, numbers.byteOffset + 8 * size, result.byteOffset);
  return { cost, gradient, root: squareOf(result, bases.length) };
}

/** The same with the information itself, which costs half: k × k, with half the digits that its root has. */
export function fillLikelihood(
  member: Member,
  bases: readonly Base[],
): (Omit<Information, "root"> & { readonly information: Float64Array }) | undefined {
  const result = evaluated(member, bases)?.result;
  return (
    result && {
      cost: result[0]!,
      gradient: result.slice(GRADIENT, GRADIENT + bases.length),
      information: squareOf(result, bases.length),
    }
  );
}

/** The root of the information alone, at parameters that have a steady state. */
export function fillRoot(member: Member, bases: readonly Base[]): Float64Array {
  const { numbers, size } = alone(member, bases, 0);
  const resultAt = size - RESULTS * RESULT_SIZE;
  const { byteOffset } = numbers;
  kernels().triangle(byteOffset, byteOffset + 8 * size, byteOffset + 8 * resultAt);
  return squareOf(numbers.subarray(resultAt, resultAt + RESULT_SIZE), bases.length);
}

function evaluated(member: Member, bases: readonly Base[]) {
  const { numbers, size } = alone(member, bases, 0);
  const resultAt = size - RESULTS * RESULT_SIZE;
  const { byteOffset } = numbers;
  if (!kernels().evaluate(byteOffset, byteOffset + 8 * size, byteOffset + 8 * resultAt)) return undefined;
  return { numbers, size, result: numbers.subarray(resultAt, resultAt + RESULT_SIZE) };
}

/** The sidebands' share; `mirrors` holds 1 for a bin whose mirror is among the bins. */
export function fillSidebands(member: Member, bases: readonly Base[], mirrors: Float64Array): Sidebands {
  const bins = even(member.frequency.length);
  const { numbers, size, extraAt } = alone(member, bases, 2 * bins);
  const { byteOffset } = numbers;
  numbers.fill(0, extraAt, extraAt + 2 * bins);
  numbers.set(mirrors, extraAt);
  const resultAt = size - RESULTS * RESULT_SIZE;
  const at = (k: number) => byteOffset + 8 * k;
  kernels().sidebands(byteOffset, at(size), at(extraAt), at(extraAt + bins), at(resultAt));
  return {
    excess: squareOf(numbers.subarray(resultAt, resultAt + RESULT_SIZE), bases.length),
    coherence: numbers.slice(extraAt + bins, extraAt + bins + member.frequency.length),
  };
}

/** Density and signal of a member's model at its bins; and derivatives of the density by `bases`, one array each. */
export function fillModel(
  member: Member,
  bases: readonly Base[] = [],
): { density: Float64Array; signal: Float64Array; jacobian: Float64Array[] } {
  const bins = even(member.frequency.length);
  const { numbers, extraAt } = alone(member, bases, (2 + bases.length) * bins);
  const at = (k: number) => numbers.byteOffset + 8 * (extraAt + k * bins);
  const array = (k: number) => numbers.slice(extraAt + k * bins, extraAt + k * bins + member.frequency.length);
  kernels().spectrum(numbers.byteOffset, at(0), at(1), bases.length > 0 ? at(2) : 0, 0);
  return { density: array(0), signal: array(1), jacobian: bases.map((_, k) => array(2 + k)) };
}
