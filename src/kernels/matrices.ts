// Kernels that take and give 4×4 matrices: drift, Lyapunov, correlations, relaxation, tile by tile.

import type { System } from "../models/system";
import { kernels } from "./instance";
import { BytePlace, copy, even, FEW, Place, tiles } from "./memory";
import { ParameterTable } from "./parameters";

const drifts = new Place(16);
const diffusions = new Place(16);
const solutions = new Place(16);
const equilibria = new Place(2);
const diagonals = new Place(4);
const columns = new Place(11);
const times = new Place(1);
const initial = new Place(1);
const statuses = new BytePlace();

/** Copies `count` matrices in, and the last one again if the number is odd. */
function put(place: Place, from: Float64Array, first: number, count: number): void {
  const { numbers } = place;
  const end = 16 * count;
  if (end <= FEW) for (let i = 0; i < end; i++) numbers[i] = from[16 * first + i]!;
  else numbers.set(from.subarray(16 * first, 16 * first + end));
  if (count & 1) for (let i = end; i < end + 16; i++) numbers[i] = numbers[i - 16]!;
}

/** Columns of a system's matrices: A and D 16 numbers a row, (N_a, N_b) 2 numbers a row. */
export interface DriftColumns {
  readonly drift: Float64Array;
  readonly diffusion?: Float64Array;
  readonly equilibrium: Float64Array;
  readonly status?: Uint8Array;
}

/** Drift, diffusion, and the baths' own variances of each row of a checked system. */
export function fillDrift(system: System, rows: number, out: DriftColumns): void {
  const parameters = new ParameterTable(system);
  const { at, isDicke, isRatio, phase } = parameters;
  tiles(rows, (first, count) => {
    parameters.load(first, count);
    kernels().drift(at, isDicke, isRatio, phase, drifts.at, diffusions.at, equilibria.at, statuses.at, even(count));
    out.drift.set(drifts.numbers.subarray(0, 16 * count), 16 * first);
    out.diffusion?.set(diffusions.numbers.subarray(0, 16 * count), 16 * first);
    out.equilibrium.set(equilibria.numbers.subarray(0, 2 * count), 2 * first);
    out.status?.set(statuses.rows(count), first);
  });
}

interface Solutions {
  readonly solution: Float64Array;
  readonly status: Uint8Array;
}

/** X of A X + X Aᵀ + D = 0, matrix by matrix. */
export function fillLyapunov(drift: Float64Array, diffusion: Float64Array, out: Solutions): void {
  solve(drift, diffusion, out, (_, count) => {
    kernels().lyapunov(drifts.at, diffusions.at, solutions.at, statuses.at, even(count));
  });
}

/** The same, correctly rounded; X − N if the diagonals of N are given, 4 numbers a matrix. */
export function fillRoundedLyapunov(
  drift: Float64Array,
  diffusion: Float64Array,
  about: Float64Array | undefined,
  out: Solutions,
): void {
  solve(drift, diffusion, out, (first, count) => {
    if (about) {
      diagonals.numbers.set(about.subarray(4 * first, 4 * (first + count)));
      if (count & 1) diagonals.numbers.copyWithin(4 * count, 4 * (count - 1), 4 * count);
    }
    kernels().lyapunovRounded(drifts.at, diffusions.at, about ? diagonals.at : 0, solutions.at, statuses.at, even(count));
  });
}

function solve(
  drift: Float64Array,
  diffusion: Float64Array,
  out: Solutions,
  kernel: (first: number, count: number) => void,
): void {
  tiles(drift.length / 16, (first, count) => {
    put(drifts, drift, first, count);
    put(diffusions, diffusion, first, count);
    kernel(first, count);
    copy(solutions.numbers, 16 * count, out.solution, 16 * first);
    statuses.give(count, out.status, first);
  });
}

/** The columns of assembly/steady-state/correlations.ts, in its order. */
export function fillCorrelations(
  covariance: Float64Array,
  out: { information: readonly (Float64Array | undefined)[]; status: Uint8Array },
): void {
  tiles(covariance.length / 16, (first, count) => {
    put(solutions, covariance, first, count);
    kernels().correlations(solutions.at, columns.at, statuses.at, even(count));
    out.information.forEach((column, k) => {
      column?.set(columns.rows(k, count), first);
    });
    out.status.set(statuses.rows(count), first);
  });
}

/** One row's matrices: drift, baths (N_a, N_b), and σ at t = 0. */
export interface Relaxation {
  readonly drift: Float64Array;
  readonly equilibrium: Float64Array;
  readonly initial: Float64Array;
}

/** The columns of assembly/steady-state/relax.ts, in its order, from row `offset` on; times in s. */
export function fillRelaxation(
  row: Relaxation,
  time: Float64Array,
  offset: number,
  out: { rates: readonly Float64Array[]; covariance?: Float64Array; status: Uint8Array },
): void {
  drifts.numbers.set(row.drift);
  equilibria.numbers.set(row.equilibrium);
  initial.numbers.set(row.initial);
  tiles(time.length, (first, count) => {
    times.numbers.set(time.subarray(first, first + count));
    if (count & 1) times.numbers[count] = times.numbers[count - 1]!;
    const { at } = drifts;
    kernels().relax(at, equilibria.at, initial.at, times.at, columns.at, solutions.at, statuses.at, even(count));
    out.rates.forEach((column, k) => {
      column.set(columns.rows(k, count), offset + first);
    });
    out.covariance?.set(solutions.numbers.subarray(0, 16 * count), 16 * (offset + first));
    out.status.set(statuses.rows(count), offset + first);
  });
}
