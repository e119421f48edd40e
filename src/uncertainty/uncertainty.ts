// One kind of answer for every way to an error bar.

import { expected, unknownName } from "../errors";

/** How an uncertainty was found. */
export type Method = "covariance" | "profile" | "bootstrap" | "monteCarlo";

/** A range of values that holds the true one with a probability; an end that was not found is NaN. */
export interface Interval {
  /** −Infinity or the parameter's own bound where it is an upper limit. */
  readonly lower: number;
  /** Infinity where there is no upper end. */
  readonly upper: number;
  /** The probability, such as 0.683. */
  readonly level: number;
}

/** Names, values and errors of quantities, and how they vary together. */
export interface Uncertainty {
  readonly method: Method;
  /** What it is of: parameters, and rates Π (`entropyProduction`), μ_a (`muA`), μ_b (`muB`), n_a (`nA`), n_b (`nB`). */
  readonly names: readonly string[];
  readonly value: Readonly<Record<string, number>>;
  /** Standard errors; NaN where the data do not determine a quantity, or the method does not give one. */
  readonly standardError: Readonly<Record<string, number>>;
  /** Over `names`, k × k, row-major. */
  readonly correlation: Float64Array;
  /**
   * The interval of a quantity at a level, 0.683 unless given.
   *
   * @throws ArgumentError if there is no such quantity, or the level is not between 0 and 1
   */
  interval(name: string, level?: number): Interval;
  /** Samples of each quantity, if they were kept. */
  readonly samples?: Readonly<Record<string, Float64Array>>;
  /** Seed, numbers of samples, kind of interval: all that is needed to have it again. */
  readonly settings: Readonly<Record<string, number | string | boolean>>;
  /** Why this method, where the library chose it; and what the reader should know. */
  readonly notes: readonly string[];
  /** All of it as plain data; NaN and infinities become null. */
  toJSON(): object;
}

/** What an uncertainty is made of: all of it but what follows from the rest. */
export interface Findings extends Pick<Uncertainty, "method" | "names" | "value" | "settings" | "notes"> {
  /** k × k over `names`, row-major. */
  readonly covariance: Float64Array;
  readonly samples?: Readonly<Record<string, Float64Array>>;
  /** The interval of a quantity that is one of `names`, at a level between 0 and 1. */
  readonly intervalOf: (name: string, level: number) => Pick<Interval, "lower" | "upper">;
}

/** 68.3 % and 95.4 %: one and two standard errors of a normal law. */
export const levels = [0.6826894921370859, 0.9544997361036416] as const;

/** The uncertainty that these findings make. */
export function uncertaintyOf({
  method,
  names,
  value,
  covariance,
  settings,
  notes,
  samples,
  intervalOf,
}: Findings): Uncertainty {
  const k = names.length;
  const errors = names.map((_, i) => Math.sqrt(covariance[(k + 1) * i]!));
  const standardError = Object.fromEntries(names.map((name, i) => [name, errors[i]!]));
  const correlation = covariance.map((x, ij) => {
    const [i, j] = [Math.floor(ij / k), ij % k];
    return i === j && errors[i]! > 0 ? 1 : x / (errors[i]! * errors[j]!);
  });
  const interval = (name: string, level = levels[0] as number): Interval => {
    if (!names.includes(name)) throw unknownName("quantity", String(name), names);
    if (!(level > 0 && level < 1)) throw expected("level", "a probability between 0 and 1", level);
    const { lower, upper } = intervalOf(name, level);
    return { lower, upper, level };
  };
  return {
    method,
    names,
    value,
    standardError,
    correlation,
    interval,
    ...(samples && { samples }),
    settings,
    notes,
    toJSON: () => ({
      method,
      settings,
      notes,
      quantities: Object.fromEntries(
        names.map((name) => [
          name,
          {
            value: value[name],
            standardError: standardError[name],
            intervals: levels.map((level) => interval(name, level)),
          },
        ]),
      ),
      names,
      correlation: [...correlation],
      ...(samples && { samples: Object.fromEntries(Object.entries(samples).map(([name, column]) => [name, [...column]])) }),
    }),
  };
}
