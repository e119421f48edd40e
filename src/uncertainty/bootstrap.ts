// Error bars from refits to data drawn again: no parabola assumed, and failures seen.

import { ArgumentError, checkOptions, expected } from "../errors";
import { planOfOne } from "../fit/fit";
import type { Plan } from "../fit/plan";
import type { Fit } from "../fit/result";
import { fillByWorkers, type Pooled } from "../kernels/crew";
import type { Refits } from "../kernels/fit";
import { checkSeed } from "../models/seed";
import { checkPooledOptions, isPooled } from "../parts";
import { accelerationsOf } from "./acceleration";
import { type IntervalKind, intervalOf, ordered } from "./bootstrap-intervals";
import { quantitiesOf } from "./quantities";
import { type Recipe, replicatesFrom } from "./replicates";
import { continued, type SampledQuantities, type Samples, sampledQuantities } from "./sampled-quantities";
import { type RecordedSpectrum, segmentSumsOf } from "./segments";
import { type Interval, type Uncertainty, uncertaintyOf } from "./uncertainty";

/** Options of `bootstrap`. */
export interface BootstrapOptions {
  /** Refits, 2 to 10⁷; 1000 unless given. */
  readonly samples?: number;
  /** 0 … 2⁵³ − 1; the same seed gives the same bits everywhere. */
  readonly seed: number;
  /** What `interval` gives unless it is told; `"bca"` unless given. */
  readonly interval?: IntervalKind;
  /** The record behind the spectrum, and how it was averaged: replicates are then drawn from its segments. */
  readonly record?: RecordedSpectrum;
  /** Segments in a row that are drawn together; those that overlap, and K^(1/3) more of K, unless given. */
  readonly blockLength?: number;
}

/** Samples of a fit's parameters and rates, and error bars from them. */
export interface Bootstrap extends Uncertainty {
  readonly method: "bootstrap";
  /** Columns of every fitted parameter and of Π, μ_a, μ_b, n_a, n_b, a row a refit; NaN where it failed. */
  readonly samples: Samples;
  /** How many refits failed, by reason; standard errors and intervals are of the others. */
  readonly failures: Readonly<Record<string, number>>;
  /** How many refits ended with a parameter at a bound, by parameter. */
  readonly atBound: Readonly<Record<string, number>>;
  /**
   * The interval of a quantity at a level, 0.683 unless given, of the kind asked for.
   *
   * @throws ArgumentError if there is no such quantity or kind, or the level is not between 0 and 1
   */
  interval(name: string, level?: number, kind?: IntervalKind): Interval;
  /** What it was made of. */
  readonly problem: BootstrapProblem;
}

/** What a bootstrap was made of: with it, it goes on. */
export interface BootstrapProblem {
  readonly fit: Fit;
  readonly recipe: Recipe;
  readonly interval: IntervalKind;
}

const kinds: readonly IntervalKind[] = ["bca", "percentile", "basic"];
const optionNames = ["samples", "seed", "interval", "record", "blockLength"];
const MOST_SAMPLES = 1e7;

/**
 * `bootstrap` in a pool of workers, which share the refits, with the same bits as without: a promise, rejected where the call would throw.
 *
 * @param options with `pool`, and perhaps `progress` and `signal`
 */
export function bootstrap(fit: Fit, options: BootstrapOptions & Pooled): Promise<Bootstrap>;
/** More refits in a pool of workers. */
export function bootstrap(previous: Bootstrap, options: { readonly more: number } & Pooled): Promise<Bootstrap>;
/**
 * Error bars of a fit from refits to data drawn again, each from where the fit ended, as its own minimum's neighbour. Without a record the
 * data are drawn from the fitted model: averaged periodograms by the Gamma law with n_fit averages, so that parameters scatter as those of windowed,
 * correlated bins do, the two sidebands of heterodyne detection by the Wishart law, spectra with given errors by normal ones. With the record,
 * they are means of its own segments, drawn in blocks of consecutive ones (Künsch, Ann. Stat. 17, 1217 (1989)) that may run on
 * from the last to the first (Politis, Romano, in Exploring the Limits of Bootstrap (1992)), so that their mean is the record's spectrum.
 * Every calibration is drawn anew as well. A refit that does not converge is tried once more with more steps, and then counted under
 * `failures`; refits end within 10⁻³ standard errors of their minimum.
 *
 * @param fit of one spectrum, converged, with all parameters determined
 * @throws ArgumentError if the fit is not, an option is not as described, or the record is not the one that was fitted
 */
export function bootstrap(fit: Fit, options: BootstrapOptions): Bootstrap;
/**
 * A bootstrap with `more` refits behind those it has, bit for bit as if all had been made at once.
 *
 * @throws ArgumentError if there would be more than 10⁷
 */
export function bootstrap(previous: Bootstrap, options: { readonly more: number }): Bootstrap;
/** See above: of a fit, or more of a bootstrap; at once, or by workers. */
export function bootstrap(
  given: Fit | Bootstrap,
  options: BootstrapOptions | { readonly more: number } | ((BootstrapOptions | { readonly more: number }) & Pooled),
): Bootstrap | Promise<Bootstrap> {
  const { problem, first, count, before } = taskOf(given, options);
  const plan = planBehind(problem.fit);
  const { names } = quantitiesOf(problem.fit);
  const answer = (refits: Refits) => {
    const sampled = sampledQuantities(plan, names, refits);
    return bootstrapOf(problem, plan, before ? continued(before, sampled) : sampled);
  };
  if (!isPooled(options)) return answer(replicatesFrom(first, count, problem.recipe));
  return byWorkers(problem.recipe, first, count, plan.variables.length, options).then(answer);
}

/** What is to be done: refits `first` to `first + count`, behind those of before. */
interface Task {
  readonly problem: BootstrapProblem;
  readonly first: number;
  readonly count: number;
  readonly before?: SampledQuantities;
}

function taskOf(given: unknown, options: object): Task {
  if (typeof given !== "object" || given === null || !("parameters" in given || "failures" in given)) {
    throw expected("fit", "the result of a fit, or of a bootstrap", given);
  }
  if ("failures" in given) {
    const previous = given as Bootstrap;
    checkPooledOptions(options, ["more"]);
    const { more } = options as { more: number };
    const first = Object.values(previous.samples)[0]!.length;
    if (!(Number.isInteger(more) && more >= 1 && first + more <= MOST_SAMPLES)) {
      throw expected("more", `a whole number of refits, ${MOST_SAMPLES} in all at most`, more);
    }
    return { problem: previous.problem, first, count: more, before: previous };
  }
  checkPooledOptions(options, optionNames);
  const fit = given as Fit;
  const { samples = 1000, seed, interval = "bca", record, blockLength } = options as BootstrapOptions;
  if (!(Number.isInteger(samples) && samples >= 2 && samples <= MOST_SAMPLES)) {
    throw expected("samples", `a whole number of refits, 2 to ${MOST_SAMPLES}`, samples);
  }
  checkSeed(seed, 0);
  checkKind("interval", interval);
  if (record === undefined && blockLength !== undefined) {
    throw new ArgumentError("blockLength", "is of a record's segments; give the record");
  }
  checkFit(fit);
  if (record) checkOptions(record, ["record", "welch"]);
  const { source, options: asked } = fit.problem!;
  const values = Float64Array.from(fit.names, (name) => fit.parameters.find((p) => p.name === name)!.value);
  const segments = record && segmentSumsOf(fit, record, blockLength);
  const recipe: Recipe = { source, options: asked, spectrum: fit.spectrum, values, seed, ...(segments && { segments }) };
  return { problem: { fit, recipe, interval }, first: 0, count: samples };
}

function checkKind(argument: string, kind: unknown): asserts kind is IntervalKind {
  if (!kinds.includes(kind as IntervalKind)) throw expected(argument, '"bca", "percentile" or "basic"', kind);
}

/** @throws ArgumentError if there is nothing to draw from, or to begin at */
function checkFit(fit: Fit): void {
  if (!fit.problem) throw new ArgumentError("fit", "is of one spectrum among several; a bootstrap takes a fit of its own");
  if (!fit.isConverged) throw new ArgumentError("fit", `did not converge: ${fit.verdict}`);
  if (fit.undetermined.length > 0) throw new ArgumentError("fit", `has undetermined parameters: ${fit.verdict}`);
  const { averages } = fit.spectrum;
  const { errors = "gamma" } = fit.problem.options;
  if (fit.detection.detection === "heterodyne" && typeof errors === "string" && !(averages.fit >= 1)) {
    throw new ArgumentError(
      "fit",
      `is of a spectrum with n_fit = ${averages.fit}: pairs of sidebands are drawn with one average or more`,
    );
  }
}

const planBehind = ({ problem, spectrum }: Fit): Plan => planOfOne(problem!.source, spectrum, problem!.options);

/** Refits worth a message, and those that would keep an abort waiting. */
const FEWEST = 16;
const MOST = 256;

async function byWorkers(
  recipe: Recipe,
  first: number,
  total: number,
  variables: number,
  { pool, progress, signal }: Pooled,
): Promise<Refits> {
  const values = new Float64Array(total * variables);
  const verdicts = new Uint8Array(total);
  await fillByWorkers(
    { pool, progress, signal },
    {
      verb: "replicatesFrom",
      total,
      least: FEWEST,
      most: MOST,
      cut: (from, end) => [first + from, end - from, recipe],
      put: (part: Refits, from) => {
        values.set(part.values, variables * from);
        verdicts.set(part.verdicts, from);
      },
    },
  );
  return { values, verdicts };
}

/** What the samples say. */
function bootstrapOf(problem: BootstrapProblem, plan: Plan, { samples, failures, atBound }: SampledQuantities): Bootstrap {
  const { fit, recipe, interval: usual } = problem;
  const { names, values, gradients } = quantitiesOf(fit);
  const accelerations = accelerationsOf(plan, recipe.values, gradients);
  const value = Object.fromEntries(names.map((name, i) => [name, values[i]!]));
  const count = samples[names[0]!]!.length;
  const covariance = covarianceOf(names.map((name) => samples[name]!));
  const sorted = new Map<string, Float64Array>();
  const sortedOf = (name: string) => {
    const known = sorted.get(name) ?? ordered(samples[name]!);
    sorted.set(name, known);
    return known;
  };
  const { segments } = recipe;
  const settings = {
    samples: count,
    seed: recipe.seed,
    interval: usual,
    drawnFrom: segments ? "segments" : "model",
    ...(segments && { segments: segments.segments, blockLength: segments.blockLength }),
  };
  const of = (kind: IntervalKind) =>
    uncertaintyOf({
      method: "bootstrap",
      names,
      value,
      covariance,
      samples,
      settings,
      notes: notesOf(fit, count, { failures, atBound }),
      intervalOf: (name, level) => {
        const i = names.indexOf(name);
        return intervalOf(sortedOf(name), { value: values[i]!, acceleration: accelerations[i]! }, kind, level);
      },
    });
  const base = of(usual);
  return {
    ...base,
    method: "bootstrap",
    samples,
    failures,
    atBound,
    problem,
    interval: (name, level, kind = usual) => {
      checkKind("kind", kind);
      return of(kind).interval(name, level);
    },
    toJSON: () => ({ ...base.toJSON(), failures, atBound }),
  };
}

/** What the reader should know. */
function notesOf(fit: Fit, count: number, { failures, atBound }: Pick<Bootstrap, "failures" | "atBound">): string[] {
  const failed = Object.entries(failures).map(([reason, times]) => `${times} of ${count} refits failed (${reason})`);
  const bounded = Object.entries(atBound).map(([name, times]) => `${name} is at a bound in ${times} of ${count} refits`);
  const own = fit.parameters.filter(({ isAtBound }) => isAtBound).map(({ name }) => name);
  return [
    ...failed,
    ...(failed.length > 0 ? ["standard errors and intervals are of the refits that did not fail"] : []),
    ...bounded,
    ...(own.length > 0 ? [`the fit itself has ${own.join(", ")} at a bound, where no bootstrap is to be trusted`] : []),
  ];
}

/** Covariance of columns over the rows that are numbers; k × k, row-major. */
function covarianceOf(columns: readonly Float64Array[]): Float64Array {
  const k = columns.length;
  const away = columns.map(deviationsOf);
  const rows = away[0]!.length;
  const covariance = new Float64Array(k * k);
  for (let i = 0; i < k; i++) {
    for (let j = i; j < k; j++) {
      const [x, y] = [away[i]!, away[j]!];
      let sum = 0;
      for (let row = 0; row < rows; row++) sum += x[row]! * y[row]!;
      covariance[k * i + j] = sum / (rows - 1);
      covariance[k * j + i] = covariance[k * i + j]!;
    }
  }
  return covariance;
}

/** Of the rows that are numbers, how far they are from their mean. */
function deviationsOf(column: Float64Array): Float64Array {
  const away = new Float64Array(column.length);
  let rows = 0;
  let sum = 0;
  for (let i = 0; i < column.length; i++) {
    const x = column[i]!;
    if (Number.isNaN(x)) continue;
    away[rows++] = x;
    sum += x;
  }
  const mean = sum / rows;
  for (let row = 0; row < rows; row++) away[row]! -= mean;
  return away.subarray(0, rows);
}
