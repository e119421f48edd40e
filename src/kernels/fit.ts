// Fits: what a problem is, and its way into the kernels' memory (assembly/fit/problem.ts reads what is written here).

import type { Response } from "../data/response";
import { kernels } from "./instance";
import { even, Workspace } from "./memory";
import { putTables, type ResponseTables, tablesOf, workFor } from "./response";
import { BASES, type Base, putTrace, TRACE_SIZE, type TraceRecord } from "./traces";

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
/** Of the parameters kept, of those tried, and with the curvature. */
const RESULTS = 3;
const GRADIENT = 1;
const INFORMATION = 14;
const PROBLEM_SIZE = 13;
const MOST_STEPS = 5;
const VERDICT = 11;
const TOLERANCE = 12;
const CALIBRATION = 4; // of a variable
const VARIABLE_SIZE = 8;
const TRACE_WORK = 13 * 13 * 2 + 26;
const workspace = new Workspace();

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

/** A problem in memory, and where in its numbers its variables and its first member are. */
interface Layout {
  readonly numbers: Float64Array;
  readonly variablesAt: number;
  readonly head: number;
}

function layOut({ members, variables, shared, mostSteps, tolerance = 0 }: FitProblem): Layout {
  const p = variables.length;
  const work = 4 * p + shared * shared + TRACE_WORK * members.length;
  const head = PROBLEM_SIZE + members.length + VARIABLE_SIZE * p + work;
  const tables = members.map(tablesOfMember);
  const nodesAt = workFor(tables);
  const numbers = workspace.take(members.reduce((sum, member, t) => sum + sizeOf(member, tables[t]), head));
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
  return { numbers, variablesAt, head };
}

/** The minimum next to where the variables start. */
export function fillMinimum(problem: FitProblem): Minimum {
  const { numbers, variablesAt } = layOut(problem);
  kernels().minimize(numbers.byteOffset);
  const [cost, decrement, evaluations, steps, verdict] = numbers.subarray(7, 12) as unknown as number[];
  return {
    values: Float64Array.from(problem.variables, (_, v) => numbers[variablesAt + VARIABLE_SIZE * v]!),
    cost: cost!,
    decrement: decrement!,
    evaluations: evaluations!,
    steps: steps!,
    verdict: verdict!,
  };
}

/** What is measured anew: densities of the bins, and the value that each calibrated variable has now. */
export interface Redrawn {
  readonly density: Float64Array;
  readonly calibrations: Float64Array;
}

/** Where many searches ended. */
export interface Refits {
  /** A row of values for each, NaN where a search did not converge. */
  readonly values: Float64Array;
  /** As in assembly/fit/minimize.ts. */
  readonly verdicts: Uint8Array;
}

/** A search that did not converge goes on from where it ended for so many times the steps. */
const PATIENCE = 10;

/**
 * The minima of `count` problems that differ from this one, of one spectrum, in what `redraw` gives: it is laid out once, and each
 * search begins where it does.
 */
export function fillRefits(problem: FitProblem, count: number, redraw: (k: number) => Redrawn): Refits {
  const { variables, members, mostSteps } = problem;
  const { numbers, variablesAt, head } = layOut(problem);
  const size = numbers.length;
  const densitiesAt = head + TRACE_SIZE + even(members[0]!.frequency.length); // behind the centres
  const values = new Float64Array(count * variables.length);
  const verdicts = new Uint8Array(count);
  for (let k = 0; k < count; k++) {
    const { density, calibrations } = redraw(k);
    const there = workspace.take(size); // where the memory has grown, the view of it is lost
    there.set(density, densitiesAt);
    there[MOST_STEPS] = mostSteps;
    variables.forEach(({ value }, v) => {
      there[variablesAt + VARIABLE_SIZE * v] = value;
      there[variablesAt + VARIABLE_SIZE * v + CALIBRATION] = calibrations[v]!;
    });
    kernels().minimize(there.byteOffset);
    if (there[VERDICT] !== 0) {
      there[MOST_STEPS] = PATIENCE * mostSteps;
      kernels().minimize(there.byteOffset);
    }
    verdicts[k] = there[VERDICT]!;
    variables.forEach((_, v) => {
      values[variables.length * k + v] = verdicts[k] === 0 ? there[variablesAt + VARIABLE_SIZE * v]! : Number.NaN;
    });
  }
  return { values, verdicts };
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
  const numbers = workspace.take(size + BASES.length + extra);
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
