// From what many experiments say to how often they are right: coverage with its own binomial error, bias, pull widths.

import { levels } from "./uncertainty";

/** How the intervals of one level did. */
export interface LevelCoverage {
  /** Probability that the intervals claim. */
  readonly level: number;
  /** Part of all experiments whose interval holds the true value; one without an answer holds nothing. */
  readonly coverage: number;
  /** Standard error of `coverage` by the binomial law: √(p(1 − p)/(N + 2)), p = (k + ½)/(N + 1). */
  readonly error: number;
  /** Parts of the experiments with an answer whose interval lies below the true value, and above it. */
  readonly below: number;
  readonly above: number;
  /** Of the width of the intervals, in the quantity's unit. */
  readonly meanWidth: number;
  readonly medianWidth: number;
}

/** How the intervals of one kind did for one quantity. */
export interface QuantityCoverage {
  readonly quantity: string;
  /** Kind of interval: the method's name, where that has but one. */
  readonly interval: string;
  /** True value, in SI. */
  readonly truth: number;
  /** At 68.3 % and 95.4 %. */
  readonly levels: readonly LevelCoverage[];
  /** Mean of the pull (value − truth)/(standard error), and its standard error. */
  readonly bias: number;
  readonly biasError: number;
  /** Standard deviation of the pull: 1 where standard errors are what they say, to 1/√(2N). */
  readonly pullWidth: number;
  /** Mean of value/truth − 1, and its standard error; NaN where the truth is zero. */
  readonly relativeBias: number;
  readonly relativeBiasError: number;
}

/** What the experiments were judged by, and which of them are done. */
export interface Judged {
  readonly quantities: readonly string[];
  readonly truths: readonly number[];
  readonly kinds: readonly string[];
  /** As in `Outcomes`, of all experiments. */
  readonly numbers: Float64Array;
  /** Why an experiment has no answer; empty where it has one; undefined where it is not done. */
  readonly failures: readonly (string | undefined)[];
}

/** A row for each kind of interval of each quantity, of the experiments that are done. */
export function coverageTable({ quantities, truths, kinds, numbers, failures }: Judged): QuantityCoverage[] {
  const done = failures.reduce((sum, failure) => sum + Number(failure !== undefined), 0);
  const answered = failures.flatMap((failure, i) => (failure === "" ? [i] : []));
  const Q = quantities.length;
  const width = numbers.length / failures.length;
  const column = (k: number) => Float64Array.from(answered, (i) => numbers[width * i + k]!);
  return kinds.flatMap((interval, kind) =>
    quantities.map((quantity, q): QuantityCoverage => {
      const truth = truths[q]!;
      const [values, errors] = [column(q), column(Q + q)];
      const pull = meanAndWidth(values.map((x, i) => (x - truth) / errors[i]!));
      const relative = meanAndWidth(values.map((x) => (truth === 0 ? Number.NaN : x / truth - 1)));
      return {
        quantity,
        interval,
        truth,
        levels: levels.map((level, l) => {
          const at = 2 * (Q + Q * (levels.length * kind + l) + q);
          return { level, ...judged(column(at), column(at + 1), truth, done) };
        }),
        bias: pull.mean,
        biasError: pull.width / Math.sqrt(answered.length),
        pullWidth: pull.width,
        relativeBias: relative.mean,
        relativeBiasError: relative.width / Math.sqrt(answered.length),
      };
    }),
  );
}

function judged(lower: Float64Array, upper: Float64Array, truth: number, done: number): Omit<LevelCoverage, "level"> {
  let [below, above] = [0, 0];
  const widths = upper.map((end, i) => {
    if (end < truth) below++;
    else if (lower[i]! > truth) above++;
    return end - lower[i]!;
  });
  const held = lower.length - below - above;
  const p = (held + 0.5) / (done + 1);
  return {
    coverage: held / done,
    error: Math.sqrt((p * (1 - p)) / (done + 2)),
    below: below / lower.length,
    above: above / lower.length,
    meanWidth: meanAndWidth(widths).mean,
    medianWidth: medianOf(widths),
  };
}

/** Mean, and standard deviation about it. */
function meanAndWidth(x: Float64Array): { mean: number; width: number } {
  const mean = x.reduce((sum, y) => sum + y, 0) / x.length;
  const square = x.reduce((sum, y) => sum + (y - mean) * (y - mean), 0);
  return { mean, width: Math.sqrt(square / (x.length - 1)) };
}

function medianOf(x: Float64Array): number {
  const sorted = x.slice().sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
