// What is known of a parameter that is not known exactly: plain data, with small words that make and check it.

import { ArgumentError, expected, unknownName } from "../errors";
import type { RowsOf } from "./system";
import { type Column, column, numberOrColumn, type Value } from "./values";

/** Normal law: density ∝ exp(−(x − mean)²/2σ²). */
export interface Normal<M extends Value = Value, D extends Value = Value> {
  readonly distribution: "normal";
  readonly mean: M;
  /** σ, in the unit of the mean. */
  readonly standardDeviation: D;
}

/** Normal law of ln x. */
export interface LogNormal<M extends Value = Value, D extends Value = Value> {
  readonly distribution: "logNormal";
  readonly median: M;
  /** Standard deviation of ln x. */
  readonly relativeError: D;
}

/** All values between two ends alike. */
export interface Uniform<L extends Value = Value, U extends Value = Value> {
  readonly distribution: "uniform";
  readonly lower: L;
  readonly upper: U;
}

/** What of a distribution lies between two ends. */
export interface Truncated<B extends Distribution = Distribution> {
  readonly distribution: "truncated";
  readonly of: B;
  readonly lower: number;
  readonly upper: number;
}

/** One of these values, each as likely as the next. */
export interface Empirical {
  readonly distribution: "empirical";
  readonly samples: Column;
}

/** What is known of a parameter: a law of its values. A field that is a column has one number a working point. */
export type Distribution = Normal | LogNormal | Uniform | Truncated | Empirical;

/** number where a distribution is one for all working points, Float64Array where it has a column. */
export type PointsOf<D> = D extends Empirical
  ? number
  : D extends { readonly of: infer B }
    ? PointsOf<B>
    : RowsOf<Omit<D, "distribution">>;

interface Field {
  readonly expectation: string;
  readonly isRight: (x: number) => boolean;
}

const finite: Field = { expectation: "a finite number", isRight: Number.isFinite };
const positive: Field = { expectation: "a positive number", isRight: (x) => x > 0 && x < Number.POSITIVE_INFINITY };
const spread: Field = {
  expectation: "a number of zero or more",
  isRight: (x) => x >= 0 && x < Number.POSITIVE_INFINITY,
};
const fields: Readonly<Record<string, Readonly<Record<string, Field>>>> = {
  normal: { mean: finite, standardDeviation: spread },
  logNormal: { median: positive, relativeError: spread },
  uniform: { lower: finite, upper: finite },
  truncated: { of: finite, lower: finite, upper: finite },
  empirical: { samples: finite },
};

/** Whether it is meant as a distribution. */
export const isDistribution = (value: unknown): value is Distribution =>
  typeof value === "object" && value !== null && "distribution" in value;

/**
 * A value with its standard error, such as `normal(Hz(264.1), Hz(5))`. Parameters are in the unit of what they are of; either may
 * be a column, one number a working point.
 *
 * @param standardDeviation zero or more
 * @throws ArgumentError if one is not a finite number, or a column of them
 */
export const normal = <const M extends Value, const D extends Value>(mean: M, standardDeviation: D): Normal<M, D> =>
  checked({ distribution: "normal", mean, standardDeviation });

/**
 * A positive value known to a factor: ln x is normal about ln(median), so that 68 % of it lies between median·e^(−relativeError) and
 * median·e^(relativeError). For what cannot be negative, such as a rate known to 20 %. Either may be a column, one number a working point.
 *
 * @param relativeError standard deviation of ln x, zero or more; 0.05 is 5 %
 * @throws ArgumentError if the median is not positive, or the error negative
 */
export const logNormal = <const M extends Value, const D extends Value>(median: M, relativeError: D): LogNormal<M, D> =>
  checked({ distribution: "logNormal", median, relativeError });

/**
 * A value between two ends and no more known of it. Either may be a column, one number a working point.
 *
 * @throws ArgumentError if they are not finite, or the upper one is not above the lower
 */
export const uniform = <const L extends Value, const U extends Value>(lower: L, upper: U): Uniform<L, U> =>
  checked({ distribution: "uniform", lower, upper });

/**
 * What of a distribution lies between two ends: `truncated(normal(0.9, 0.1), 0, 1)`.
 *
 * @param lower −Infinity where there is no lower end
 * @param upper Infinity where there is no upper end
 * @throws ArgumentError if the first is no distribution, or the upper end is not above the lower
 */
export const truncated = <const B extends Distribution>(distribution: B, lower: number, upper: number): Truncated<B> =>
  checked({ distribution: "truncated", of: distribution, lower, upper });

/**
 * What was found before, such as the samples of a bootstrap: each of them as likely as the next.
 *
 * @param samples two or more finite numbers
 * @throws ArgumentError if they are not
 */
export const empirical = (samples: Column): Empirical => checked({ distribution: "empirical", samples });

function checked<D extends Distribution>(distribution: D): D {
  checkDistribution("", distribution);
  return distribution;
}

/**
 * Throws unless it is a distribution whose numbers make sense.
 *
 * @param parameter what it is of, for the message; "" if that is not known yet
 */
export function checkDistribution(parameter: string, value: unknown): void {
  const within = (name: string) => (parameter === "" ? name : `${parameter}.${name}`);
  const kinds = Object.keys(fields);
  if (!isDistribution(value))
    throw expected(
      within("distribution"),
      "a distribution made by normal(), logNormal(), uniform(), truncated() or empirical()",
      value,
    );
  const own = Object.hasOwn(fields, value.distribution) ? fields[value.distribution] : undefined;
  if (!own) throw unknownName("distribution", String(value.distribution), kinds);
  for (const name of Object.keys(value)) {
    if (name !== "distribution" && !(name in own)) throw unknownName(`field of ${value.distribution}`, name, Object.keys(own));
  }
  if (value.distribution === "truncated") {
    checkDistribution(within("of"), value.of);
    const { lower, upper } = value;
    if (typeof lower !== "number" || typeof upper !== "number") throw expected(within("lower"), "two numbers", lower);
    if (!(lower < upper)) throw expected(within("upper"), `a number above the lower end, ${lower}`, upper);
    return;
  }
  const given = value as unknown as Record<string, unknown>;
  if (value.distribution === "empirical") {
    const samples = column(within("samples"), given.samples, "a finite number", "a column of two finite numbers or more");
    const wrong = samples.findIndex((x) => !Number.isFinite(x));
    if (wrong >= 0) throw expected(within(`samples[${wrong}]`), "a finite number", samples[wrong]);
    if (samples.length < 2) throw expected(within("samples"), "a column of two finite numbers or more", given.samples);
    return;
  }
  for (const [name, { expectation, isRight }] of Object.entries(own)) {
    const entry = given[name];
    if (typeof entry === "number") {
      if (!isRight(entry)) throw expected(within(name), expectation, entry);
      continue;
    }
    const wrong = column(within(name), entry, expectation, numberOrColumn(expectation)).findIndex((x) => !isRight(x));
    if (wrong >= 0) throw expected(within(`${name}[${wrong}]`), expectation, (entry as Column)[wrong]);
  }
  if (value.distribution === "uniform") checkEnds(within("upper"), value);
  const lengths = columnsOf(value).map(({ length }) => length);
  if (new Set(lengths).size > 1)
    throw new ArgumentError(
      within(Object.keys(own)[1]!),
      `expected as many rows as ${Object.keys(own)[0]}, ${lengths[0]}, got ${lengths[1]}`,
    );
}

function checkEnds(argument: string, { lower, upper }: Uniform): void {
  const points = Math.max(typeof lower === "number" ? 1 : lower.length, typeof upper === "number" ? 1 : upper.length);
  for (let i = 0; i < points; i++) {
    const [low, high] = [valueAt(lower, i), valueAt(upper, i)];
    if (!(low < high)) throw expected(argument, `a number above the lower end, ${low}`, high);
  }
}

/** The number of a working point. */
export const valueAt = (value: Value, point: number): number => (typeof value === "number" ? value : value[point]!);

/** Its fields that have one number a working point. */
export function columnsOf(distribution: Distribution): readonly Column[] {
  if (distribution.distribution === "empirical") return [];
  if (distribution.distribution === "truncated") return columnsOf(distribution.of);
  return Object.values(distribution).filter((value) => typeof value === "object") as Column[];
}
