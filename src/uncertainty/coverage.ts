// Whether error bars are honest: many simulated experiments, and how often their intervals hold the truth.

import { ArgumentError, expected, unknownName } from "../errors";
import type { FitChoice } from "../fit/choice";
import type { FitParameterName } from "../fit/parameters";
import type { Fit } from "../fit/result";
import { fillByWorkers, type Pooled } from "../kernels/crew";
import type { ThermalOscillator } from "../models/oscillator";
import { checkSeed } from "../models/seed";
import type { System } from "../models/system";
import { column } from "../models/values";
import { checkPooledOptions, isPooled } from "../parts";
import type { SimulatedSpectrumOptions } from "../simulate-spectrum";
import { coverageTable, type QuantityCoverage } from "./coverage-table";
import { type CoverageMethod, type Estimator, estimatorFrom, estimators } from "./estimators";
import { experimentsFrom, laboratory, type Outcomes, type Setting, widthOf } from "./experiments";
import { rateNames } from "./quantities";
import { truthOf } from "./truth";
import type { Uncertainty } from "./uncertainty";

/** Options of `coverage`. */
export interface CoverageOptions
  extends Pick<FitChoice, "free" | "fixed" | "calibrated" | "bounds">,
    Omit<SimulatedSpectrumOptions, "item"> {
  /** Hz, ascending: the bins of every spectrum. */
  readonly frequencies: Float64Array | readonly number[];
  /** How many, 1 … 2³² − 1. */
  readonly experiments: number;
  /** `"covariance"`, `"profile"`, `"bootstrap"` (all its kinds of intervals), `"chosen"` (what `uncertainty` chooses), or, without a pool, any function from a fit to an `Uncertainty`. */
  readonly method: CoverageMethod | ((fit: Fit) => Uncertainty);
  /** Refits of each bootstrap, 2 to 10⁷; 1000 unless given. */
  readonly samples?: number;
  /** Parameters and rates whose intervals are judged; all that there are unless given. */
  readonly quantities?: readonly string[];
  /** Where each search begins: at the true values, unless it is to find its way from the `"data"`. */
  readonly start?: "truth" | "data";
}

/** Options of a `coverage` that workers share. */
export interface PooledCoverage extends Omit<Pooled, "progress"> {
  /** Told after each part how many experiments are done, of how many; `soFar` makes the table of those. */
  readonly progress?: (done: number, total: number, soFar: () => Coverage) => void;
}

/** How honest the error bars of a method are. */
export interface Coverage {
  readonly method: CoverageMethod | "function";
  /** How many were made, those that failed among them. */
  readonly experiments: number;
  readonly seed: number;
  /** How many experiments have no answer, by reason: intervals of theirs count as not holding the truth; pulls and widths are of the others. */
  readonly failures: Readonly<Record<string, number>>;
  /** Ends of a profile's intervals that a bound, or the end of all steady states, kept from where they were to be; judged as they are. */
  readonly openEnds: number;
  /** What the reader should know. */
  readonly notes: readonly string[];
  readonly rows: readonly QuantityCoverage[];
  /** All of it as plain data; NaN and infinities become null. */
  toJSON(): object;
}

/** Numbers that experiments may take: 2 GB. */
const MOST_NUMBERS = 2 ** 28;

const optionNames = [
  "detection",
  "frequencies",
  "averages",
  "sides",
  "response",
  "free",
  "fixed",
  "calibrated",
  "bounds",
  "experiments",
  "seed",
  "method",
  "samples",
  "quantities",
  "start",
];

/**
 * `coverage` in a pool of workers, which share the experiments, with the same bits as without: a promise, rejected where the call would
 * throw, and with the signal's reason. `progress` has the table so far.
 */
export function coverage(
  system: System | ThermalOscillator,
  options: CoverageOptions & { readonly method: CoverageMethod } & PooledCoverage,
): Promise<Coverage>;
/**
 * How often intervals hold the truth: simulates experiments at one working point, each with its own spectrum (`simulateSpectrum` of the
 * seed, items 0, 1, …) and its own calibrations (`redrawn` about their values, the same items), fits each and judges the intervals of the method at 68.3 % and
 * 95.4 %; with the bias and the widths of the pulls (value − truth)/(standard error). `system` and `detection` are the truth; `fixed` and
 * `calibrated` what the experimenter believes. Searches begin at the truth unless `start` says otherwise: what is measured is the
 * coverage of the estimator, not of the search. An experiment without an answer counts as not covering, and under `failures`.
 *
 * @param system one working point, from `optomechanics`, `dicke` or `thermalOscillator`
 * @throws ArgumentError as `simulateSpectrum` and `fit` do, and if an option is not as described
 */
export function coverage(system: System | ThermalOscillator, options: CoverageOptions): Coverage;
/** See above: one after the other, or by workers. */
export function coverage(
  system: System | ThermalOscillator,
  options: CoverageOptions | (CoverageOptions & PooledCoverage),
): Coverage | Promise<Coverage> {
  if (isPooled(options)) return byWorkers(system, options as CoverageOptions & PooledCoverage);
  const { setting, experiments, estimator, table } = taskOf(system, options);
  const { numbers, failures, openEnds } = experimentsFrom(0, experiments, setting, estimator);
  return table(numbers, failures, sum(openEnds));
}

/** What is to be done, checked. */
interface Task {
  readonly setting: Setting;
  readonly experiments: number;
  readonly estimator: Estimator;
  readonly table: (numbers: Float64Array, failures: readonly (string | undefined)[], openEnds: number) => Coverage;
}

function taskOf(system: System | ThermalOscillator, options: CoverageOptions): Task {
  checkPooledOptions(options, optionNames);
  const { detection, averages, sides, response, free, fixed, calibrated, bounds } = options;
  const { experiments, seed, method, samples = 1000, start = "truth" } = options;
  if (!(Number.isInteger(experiments) && experiments >= 1 && experiments < 2 ** 32)) {
    throw expected("experiments", "a whole number of experiments, 1 to 2^32 − 1", experiments);
  }
  checkSeed(seed, 0);
  const named = typeof method === "function" ? undefined : method;
  const ways = Object.keys(estimators);
  if (named === undefined ? isPooled(options) : !ways.includes(named)) {
    const names = ways.map((name) => `"${name}"`).join(", ");
    throw expected(
      "method",
      isPooled(options) ? `one of ${names}, as workers know no other` : `one of ${names}, or a function`,
      method,
    );
  }
  if (options.samples !== undefined && method !== "bootstrap")
    throw new ArgumentError("samples", "is for the method bootstrap");
  if (!(Number.isInteger(samples) && samples >= 2 && samples <= 1e7)) {
    throw expected("samples", "a whole number of refits, 2 to 10000000", samples);
  }
  if (start !== "truth" && start !== "data") throw expected("start", '"truth" or "data"', start);
  const estimator = named
    ? estimators[named]
    : estimatorFrom(["function"], (fit) => (method as (fit: Fit) => Uncertainty)(fit));
  const frequencies = column("frequencies", options.frequencies, "a frequency in Hz", "a column of frequencies in Hz");
  const measured = { detection, averages, sides, response, seed };
  const setting: Setting = {
    ...measured,
    ...{ free, fixed, calibrated, bounds, system, start, method: named ?? "covariance", samples, quantities: [] },
    frequencies: Float64Array.from(frequencies),
  };
  const { fitted, notes } = laboratory(setting);
  const known = [...fitted, ...(system.model === "thermal" ? [] : rateNames)];
  const { quantities = known } = options;
  if (!Array.isArray(quantities) || quantities.length === 0)
    throw expected("quantities", "an array of names of parameters and rates", quantities);
  for (const name of quantities) if (!known.includes(name)) throw unknownName("quantity", String(name), known);
  const numbers = widthOf(quantities.length, estimator.kinds.length) * experiments;
  if (numbers > MOST_NUMBERS) {
    const most = Math.floor((MOST_NUMBERS * experiments) / numbers);
    throw expected("experiments", `at most ${most} of ${quantities.length} quantities`, experiments);
  }
  const truths = quantities.map((name) => truthOf(system, detection, name as FitParameterName)!);
  return {
    setting: { ...setting, quantities },
    experiments,
    estimator,
    table: (numbers, failures, openEnds) => {
      const rows = coverageTable({ quantities, truths, kinds: estimator.kinds, numbers, failures });
      const found = {
        method: named ?? ("function" as const),
        experiments: failures.filter((failure) => failure !== undefined).length,
        seed,
        failures: counted(failures),
        openEnds,
        notes,
        rows,
      };
      return {
        ...found,
        toJSON: () => ({
          ...found,
          averages,
          bins: frequencies.length,
          start,
          calibrated,
          fixed,
          ...(named === "bootstrap" && { samples }),
        }),
      };
    },
  };
}

/** Experiments that are worth a message, and the most that an abort waits for. */
const [LEAST, MOST] = [4, 64];

async function byWorkers(system: System | ThermalOscillator, options: CoverageOptions & PooledCoverage): Promise<Coverage> {
  const { pool, progress, signal } = options;
  if (progress !== undefined && typeof progress !== "function")
    throw expected("progress", "a function of what is done, of how much, and of the table so far", progress);
  const { setting, experiments, estimator, table } = taskOf(system, options);
  const width = widthOf(setting.quantities.length, estimator.kinds.length);
  const numbers = new Float64Array(width * experiments);
  const failures: (string | undefined)[] = new Array(experiments).fill(undefined);
  let openEnds = 0;
  await fillByWorkers(
    {
      pool,
      signal,
      ...(progress && { progress: (done, total) => progress(done, total, () => table(numbers, failures, openEnds)) }),
    },
    {
      verb: "experimentsFrom",
      total: experiments,
      least: LEAST,
      most: MOST,
      cut: (first, end) => [first, end - first, setting],
      put: (part: Outcomes, first) => {
        numbers.set(part.numbers, width * first);
        part.failures.forEach((failure, k) => {
          failures[first + k] = failure;
        });
        openEnds += sum(part.openEnds);
      },
    },
  );
  return table(numbers, failures, openEnds);
}

const sum = (counts: Uint32Array): number => counts.reduce((all, count) => all + count, 0);

/** How many of each. */
function counted(failures: readonly (string | undefined)[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const failure of failures) if (failure) counts.set(failure, (counts.get(failure) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
