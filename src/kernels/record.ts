// Simulated records: the step of a linear system that is sampled, and its samples, tile by tile.

import { kernels } from "./instance";
import { Place, tiles, Workspace } from "./memory";

/** Where a record's random numbers lie. */
export interface RecordAddress {
  /** 0 … 2⁵³ − 1. */
  readonly seed: number;
  readonly stream: number;
  readonly item: number;
}

/** dx/dt = A x + B_x ξ, dz/dt = C x + B_z ξ: four states x, two outputs z, six white noises ξ of unit density. */
export interface LinearSystem {
  /** A and below it C: 6 × 4 numbers, row-major. */
  readonly drift: Float64Array;
  /** B_x and below it B_z: 6 × 6 numbers, row-major. */
  readonly noise: Float64Array;
}

const STATES = 4;
const SIZE = 6;
const PROPAGATOR = 6;
const NOISES = 30;
const START = 66;
const COVARIANCE = 104;
const STEP_SIZE = COVARIANCE + SIZE * SIZE;

const workspace = new Workspace();
const samples = new Place(2);

/** A record's step with its state, as assembly/signal/step.ts lays it out: yours to keep, and to carry from piece to piece. */
export type Step = Float64Array;

/** The step of `interval` (s); undefined if there is no steady state, or its numbers are beyond double precision. */
export function fillStep({ drift, noise }: LinearSystem, interval: number): Step | undefined {
  const numbers = workspace.take(STEP_SIZE + drift.length + noise.length);
  const at = (k: number) => numbers.byteOffset + 8 * k;
  numbers.fill(0);
  numbers.set(drift, STEP_SIZE);
  numbers.set(noise, STEP_SIZE + drift.length);
  const isFine = kernels().recordStep(at(STEP_SIZE), at(STEP_SIZE + drift.length), interval, at(0));
  return isFine ? numbers.slice(0, STEP_SIZE) : undefined;
}

/** Matrices of a step, row-major: E − 1 (6 × 4), Q (6 × 6), and the factors l of Q = l lᵀ (6 × 6), σ = l lᵀ (4 × 4). */
export function fillStepMatrices(step: Step): Record<"propagator" | "covariance" | "noises" | "start", Float64Array> {
  const matrix = (from: number, rows: number, columns: number) =>
    Float64Array.from({ length: rows * columns }, (_, k) => step[from + SIZE * (k % columns) + Math.floor(k / columns)]!);
  return {
    propagator: matrix(PROPAGATOR, SIZE, STATES),
    covariance: matrix(COVARIANCE, SIZE, SIZE),
    noises: matrix(NOISES, SIZE, SIZE),
    start: matrix(START, STATES, STATES),
  };
}

/** Samples `first`, … of a record to `real` and `imaginary`, from the state that the step is in; from the steady state if it is the first. */
export function fillRecord(step: Step, at: RecordAddress, first: number, real: Float64Array, imaginary?: Float64Array): void {
  const { seed, stream, item } = at;
  const high = Math.floor(seed / 2 ** 32);
  const low = seed - high * 2 ** 32;
  const [realAt, imaginaryAt] = [samples.column(0), samples.column(1)]; // before the workspace: the memory may grow
  const numbers = workspace.take(STEP_SIZE);
  const stepAt = numbers.byteOffset;
  numbers.set(step);
  const run = kernels();
  if (first === 0) run.recordStart(stepAt, low, high, stream, item);
  tiles(real.length, (from, count) => {
    run.record(stepAt, low, high, stream, item, first + from, realAt, imaginary ? imaginaryAt : 0, count);
    samples.give(0, count, real, from);
    imaginary?.set(samples.rows(1, count), from);
  });
  step.set(numbers);
}
