// Monte Carlo error propagation: what is known of parameters becomes what is known of Π.

import { ArgumentError, checkOptions, expected, outputsAmong, unknownName } from "../errors";
import type { Fit } from "../fit/result";
import { fittedSteadyState } from "../fitted-steady-state";
import { fillByWorkers, type Pooled, type Work } from "../kernels/crew";
import { checkSeed } from "../models/seed";
import type { System } from "../models/system";
import { checkPooledOptions, firstRows, isPooled, putRows, type Results } from "../parts";
import { sensitivities } from "../sensitivities";
import { steadyState } from "../steady-state";
import { jointOf } from "./joint";
import { warningsOf } from "./propagation-warnings";
import { rateNames } from "./quantities";
import {
  drawnIn,
  emptyColumns,
  GROUP,
  type Rate,
  type Sampled,
  type SampledColumns,
  type Sampling,
  samplesOf,
  tallies,
} from "./samples";
import { BINS, STATUSES, type Tally } from "./tally";
import {
  type Centre,
  centreOf,
  type KnownUncertain,
  pointsOf,
  type UncertainSystem,
  type WorkingPointsOf,
} from "./uncertain-system";
import { type Uncertainty, uncertaintyOf } from "./uncertainty";

/** Options of `propagate`. */
export interface PropagationOptions<O extends Rate = Rate> {
  /** Which outputs; Π, μ_a, μ_b, n_a and n_b unless given. */
  readonly outputs?: readonly O[];
  /** Samples at each working point, 2 to 2³¹; 100 000 unless given. */
  readonly samples?: number;
  /** 0 … 2⁵³ − 1, 0 unless given; the same seed gives the same bits everywhere. */
  readonly seed?: number;
  /** Probabilities of the quantiles, between 0 and 1; those of −2, −1, 0, 1, 2 standard deviations of a normal law unless given. */
  readonly quantiles?: readonly number[];
  /** Whether the samples are given back too: 8 bytes a sample, working point, output and drawn parameter. */
  readonly keep?: boolean;
}

/** What becomes of uncertain parameters: numbers where there is one working point, columns otherwise. Rates in 1/s. */
export interface Propagation<O extends Rate = Rate, R = number | Float64Array> {
  readonly outputs: readonly O[];
  /** The steady state at the centres of the distributions; NaN where there is none. */
  readonly centre: Readonly<Record<O, R>>;
  /** Of the samples that have a steady state. */
  readonly mean: Readonly<Record<O, R>>;
  readonly standardDeviation: Readonly<Record<O, R>>;
  /** Standard deviations by first-order propagation: derivatives at the centres. */
  readonly firstOrder: Readonly<Record<O, R>>;
  /** One for each of `probabilities`, of the samples that have a steady state. */
  readonly quantiles: Readonly<Record<O, readonly R[]>>;
  readonly probabilities: readonly number[];
  /** Width of the widest bin in which a quantile was found: quantiles are exact to less than that. */
  readonly resolution: Readonly<Record<O, R>>;
  /** k × k over `outputs`, row-major, of each working point. */
  readonly covariance: Float64Array;
  /** Fraction of the samples without a steady state. */
  readonly unstable: R;
  /** Fractions of the samples by status (see `statusText`), of those that occur; 0 is a steady state. */
  readonly statuses: Readonly<Record<number, R>>;
  /** Samples of outputs and drawn parameters if they are kept, those of one working point together; NaN without a steady state. */
  readonly samples?: Readonly<Record<string, Float64Array>>;
  readonly settings: { readonly samples: number; readonly seed: number; readonly bins: number };
  /** What the reader should know. */
  readonly warnings: readonly string[];
  /**
   * What lies in each bin that holds something, of the samples that have a steady state: `counts[i]` between `edges[i]` and `edges[i + 1]`.
   * Bins are narrow where most samples lie, and wide far out.
   *
   * @param point 0 unless given; counted anew where there are several
   * @throws ArgumentError if there is no such output or point
   */
  histogram(output: O, point?: number): { readonly edges: Float64Array; readonly counts: Float64Array };
  /**
   * A working point as an uncertainty among others: value is the mean, intervals are central ones between quantiles.
   *
   * @param point 0 unless given; counted anew where there are several
   * @throws ArgumentError if there is no such point
   */
  at(point?: number): Uncertainty;
}

/** Φ(−2) … Φ(2). */
const usual = [0.022750131948179195, 0.15865525393145707, 0.5, 0.8413447460685429, 0.9772498680518208];
const optionNames = ["outputs", "samples", "seed", "quantiles", "keep"];
const SAMPLES = 100_000;
const MOST_SAMPLES = 2 ** 31;
/** Numbers that samples may take if they are kept: 2 GB. */
const MOST_KEPT = 2 ** 28;

/** In a pool. */
interface PooledPropagation extends Pooled {
  /** Whether a signal that aborts leaves the first working points, those done without a gap, instead of a promise that is rejected. */
  readonly partial?: boolean;
}

/**
 * The uncertainty of each working point, made in a pool of workers with the same bits as without: working points are shared out. A promise,
 * rejected where the call would throw.
 *
 * @param options with `pool`, and perhaps `progress`, `signal` and `partial`
 */
export function propagate<const S extends UncertainSystem, const O extends Rate = Rate>(
  system: KnownUncertain<S>,
  options: PropagationOptions<O> & PooledPropagation,
): Promise<Propagation<O, WorkingPointsOf<S>>>;
/**
 * What uncertain parameters say of Π, μ_a, μ_b, n_a and n_b, by samples: mean, standard deviation, quantiles and covariance at each
 * working point, how many samples have no steady state, and first-order propagation beside it, with a warning where the two disagree.
 * Every working point has the same draws, so that curves are smooth. Samples are not stored: quantiles come from counts in 2048 bins.
 *
 * @param system with `normal`, `logNormal`, `uniform`, `truncated` or `empirical` for one parameter or more, the others numbers or columns
 * @throws ArgumentError if the system or the options are not as described, or nothing of the system is uncertain
 */
export function propagate<const S extends UncertainSystem, const O extends Rate = Rate>(
  system: KnownUncertain<S>,
  options?: PropagationOptions<O>,
): Propagation<O, WorkingPointsOf<S>>;
/**
 * Of a fitted system, by one of the workers of a pool.
 *
 * @param options with `pool`, and perhaps `progress` and `signal`
 */
export function propagate<const O extends Rate = Rate>(
  fit: Fit,
  options: PropagationOptions<O> & Pooled,
): Promise<Propagation<O, number>>;
/**
 * The same of a fitted system: its parameters are drawn jointly from the fit's covariance, normal in the coordinates in which the fit moves
 * (logarithms of what is positive by nature), so that errors need not be small.
 *
 * @param fit from `fit`, or one of the fits of `fitJointly`
 * @throws ArgumentError if it is not of a system with a steady state, or does not determine one of its parameters
 */
export function propagate<const O extends Rate = Rate>(fit: Fit, options?: PropagationOptions<O>): Propagation<O, number>;
/** See above: of a system, or of a fit. */
export function propagate(
  given: UncertainSystem | Fit,
  options: PropagationOptions & Partial<PooledPropagation> = {},
): unknown {
  if (typeof given === "object" && given !== null && "fits" in given)
    throw new ArgumentError("fit", "expected the fit of one spectrum, got a joint one; take one of its fits");
  if (isPooled(options)) return byWorkers(given, options);
  checkPooledOptions(options, optionNames);
  const problem = problemOf(given, options);
  let last: Tally | undefined;
  const columns = samplesOf(problem.sampled, problem.sampling, ([tally]) => {
    last = tally;
  });
  return answerOf(problem, columns, problem.sampled.rows === 1 ? last : undefined);
}

/** A checked call. */
interface Problem {
  readonly sampled: Sampled;
  readonly sampling: Sampling;
  readonly isColumn: boolean;
  readonly centre: Readonly<Record<string, Float64Array>>;
  readonly firstOrder: Readonly<Record<string, Float64Array>>;
}

function problemOf(given: UncertainSystem | Fit, options: PropagationOptions): Problem {
  if (typeof given === "object" && given !== null && "sources" in given) {
    const joint = jointOf(given);
    const sampled: Sampled = { system: given.system as System, rows: 1, joint };
    const sampling = samplingOf(options, sampled);
    const { standardError, ...value } = fittedSteadyState(given);
    return {
      sampled,
      sampling,
      isColumn: false,
      centre: columnsOf(sampling.outputs, (name) => value[name]),
      firstOrder: columnsOf(sampling.outputs, (name) => standardError[name]),
    };
  }
  const centre = centreOf(given);
  const { system, rows } = centre;
  const sampled: Sampled = { system: given, rows: rows ?? 1 };
  const sampling = samplingOf(options, sampled);
  const { outputs } = sampling;
  const value = steadyState(system as never, { outputs }) as unknown as Readonly<Record<Rate, Float64Array>>;
  return {
    sampled,
    sampling,
    isColumn: rows !== undefined,
    centre: columnsOf(outputs, (name) => value[name]),
    firstOrder: firstOrderOf(centre, outputs),
  };
}

const columnsOf = (outputs: readonly Rate[], of: (name: Rate) => number | Float64Array): Record<string, Float64Array> =>
  Object.fromEntries(
    outputs.map((name) => {
      const value = of(name);
      return [name, typeof value === "number" ? Float64Array.of(value) : value];
    }),
  );

function samplingOf(options: PropagationOptions, sampled: Sampled): Sampling {
  const { samples = SAMPLES, seed = 0, quantiles = usual, keep = false } = options;
  const outputs = outputsAmong(options.outputs ?? rateNames, rateNames);
  if (!Number.isInteger(samples) || samples < 2 || samples > MOST_SAMPLES)
    throw expected("samples", "a whole number of samples, 2 to 2^31", samples);
  checkSeed(seed, 0);
  if (!Array.isArray(quantiles)) throw expected("quantiles", "an array of probabilities between 0 and 1", quantiles);
  quantiles.forEach((p, i) => {
    if (!(typeof p === "number" && p > 0 && p < 1)) throw expected(`quantiles[${i}]`, "a probability between 0 and 1", p);
  });
  if (typeof keep !== "boolean") throw expected("keep", "true or false", keep);
  const kept = samples * sampled.rows * (outputs.length + drawnIn(sampled).length);
  if (keep && kept > MOST_KEPT)
    throw new ArgumentError(
      "keep",
      `expected at most 2^28 numbers to be kept, got ${kept}; take fewer samples, working points or outputs`,
    );
  return { outputs, samples, seed, probabilities: quantiles, keep };
}

/** √Σ(∂output/∂p σ_p)² of each working point; what has no error has no part in it, however steep. */
function firstOrderOf({ system, rows = 1, standardErrors }: Centre, outputs: readonly Rate[]): Record<string, Float64Array> {
  const slopes = sensitivities(system as never, { outputs }) as unknown as Readonly<
    Record<Rate, Readonly<Record<string, number | Float64Array>>>
  >;
  const at = (value: number | ArrayLike<number>, point: number) => (typeof value === "number" ? value : value[point]!);
  return Object.fromEntries(
    outputs.map((output) => {
      const variance = new Float64Array(rows);
      for (const { name, standardError } of standardErrors) {
        const slope = slopes[output][name]!;
        for (let point = 0; point < rows; point++) {
          const part = at(slope, point) * at(standardError, point);
          variance[point]! += part * part;
        }
      }
      return [output, variance.map(Math.sqrt)];
    }),
  );
}

/** Samples that are worth a message to a worker, and those that would keep an abort waiting. */
const FEWEST = 200_000;
const MOST = 4_000_000;
const MOST_POINTS = 4096;

/** In a worker: samples of the working points that it is given. */
export const propagateFrom = (sampled: Sampled, sampling: Sampling): SampledColumns => samplesOf(sampled, sampling);

async function byWorkers(given: UncertainSystem | Fit, options: PropagationOptions & PooledPropagation): Promise<unknown> {
  checkOptions(options, [...optionNames, "pool", "signal", "progress", "partial"]);
  const { partial = false, signal } = options;
  if (typeof partial !== "boolean") throw expected("partial", "true or false", partial);
  const problem = problemOf(given, options);
  const { sampled, sampling } = problem;
  const { system, rows: total, joint } = sampled;
  const columns = emptyColumns(sampled, sampling);
  const done = new Map<number, number>();
  const work: Work = {
    verb: "propagateFrom",
    total,
    least: Math.ceil(FEWEST / sampling.samples),
    most: Math.min(MOST_POINTS, Math.max(GROUP, Math.ceil(MOST / sampling.samples))),
    cut: (first, end) => [{ system: pointsOf(system, first, end), rows: end - first, ...(joint && { joint }) }, sampling],
    put: (part: SampledColumns, first) => {
      putRows(columns as unknown as Results, part as unknown as Results, total, first);
      done.set(first, first + part.superradiant.length);
    },
  };
  try {
    await fillByWorkers(options, work);
  } catch (error) {
    const rows = withoutGap(done);
    if (!partial || !signal?.aborted || error !== signal.reason || rows === 0) throw error;
    return answerOf(firstOf(problem, rows), firstRows(columns as unknown as Results, total, rows) as unknown as SampledColumns);
  }
  return answerOf(problem, columns);
}

/** How many of the first rows are in parts that are done. */
function withoutGap(done: ReadonlyMap<number, number>): number {
  let rows = 0;
  for (let next = done.get(0); next !== undefined; next = done.get(rows)) rows = next;
  return rows;
}

/** The problem of the first working points. */
function firstOf({ sampled, sampling, isColumn, centre, firstOrder }: Problem, rows: number): Problem {
  const first = (columns: Columns): Columns =>
    Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column.subarray(0, rows)]));
  return {
    sampled: { ...sampled, system: pointsOf(sampled.system, 0, rows), rows },
    sampling,
    isColumn,
    centre: first(centre),
    firstOrder: first(firstOrder),
  };
}

type Columns = Readonly<Record<string, Float64Array>>;

function answerOf(problem: Problem, columns: SampledColumns, single?: Tally): Propagation {
  const { sampled, sampling, isColumn, centre, firstOrder } = problem;
  const { outputs, samples, seed, probabilities, keep } = sampling;
  const { rows } = sampled;
  const k = outputs.length;
  const numbers = (column: Float64Array) => (isColumn ? column : column[0]!);
  const all = (of: Columns) => Object.fromEntries(outputs.map((name) => [name, numbers(of[name]!)])) as Record<Rate, number>;
  const every = (width: number, column: Float64Array, i: number) =>
    Float64Array.from({ length: rows }, (_, point) => column[width * point + i]!);
  const deviation = Object.fromEntries(
    outputs.map((name, i) => [name, every(k * k, columns.covariance, (k + 1) * i).map(Math.sqrt)]),
  );
  const fractions = Array.from({ length: STATUSES }, (_, status) =>
    every(STATUSES, columns.statuses, status).map((n) => n / samples),
  );
  const unstable = every(STATUSES, columns.statuses, 0).map((stable) => (samples - stable) / samples);
  const settings = { samples, seed, bins: BINS };
  const warnings = warningsOf({
    ...columns,
    joint: sampled.joint,
    outputs,
    samples,
    rows,
    centre,
    firstOrder,
    deviation,
    fractions,
    unstable,
  });
  const tallyOf = (point: number): Tally => {
    if (!Number.isInteger(point) || point < 0 || point >= rows)
      throw expected("point", `a working point, 0 to ${rows - 1}`, point);
    return single ?? tallies(sampled, sampling, point, point + 1)[0]!.tally;
  };
  const at = (point = 0): Uncertainty => {
    const tally = tallyOf(point);
    const own = (column: Float64Array) => column.subarray(samples * point, samples * (point + 1));
    return uncertaintyOf({
      method: "monteCarlo",
      names: outputs,
      value: Object.fromEntries(outputs.map((name) => [name, columns.mean[name]![point]!])),
      covariance: columns.covariance.slice(k * k * point, k * k * (point + 1)),
      settings: { ...settings, unstable: unstable[point]! },
      notes: warnings,
      ...(keep && { samples: Object.fromEntries(Object.entries(columns.kept).map(([name, column]) => [name, own(column)])) }),
      intervalOf: (name, level) => {
        const i = outputs.indexOf(name as Rate);
        return { lower: tally.quantile(i, (1 - level) / 2).value, upper: tally.quantile(i, (1 + level) / 2).value };
      },
    });
  };
  return {
    outputs,
    centre: all(centre),
    mean: all(columns.mean),
    standardDeviation: all(deviation),
    firstOrder: all(firstOrder),
    quantiles: Object.fromEntries(
      outputs.map((name) => [
        name,
        probabilities.map((_, i) => numbers(every(probabilities.length, columns.quantiles[name]!, i))),
      ]),
    ) as unknown as Propagation["quantiles"],
    probabilities,
    resolution: all(columns.resolution),
    covariance: columns.covariance,
    unstable: numbers(unstable),
    statuses: Object.fromEntries(
      fractions.flatMap((column, status) => (column.some((part) => part > 0) ? [[status, numbers(column)]] : [])),
    ),
    ...(keep && { samples: columns.kept }),
    settings,
    warnings,
    histogram: (output, point = 0) => {
      if (!outputs.includes(output)) throw unknownName("output", String(output), outputs);
      return tallyOf(point).histogram(outputs.indexOf(output));
    },
    at,
  };
}
