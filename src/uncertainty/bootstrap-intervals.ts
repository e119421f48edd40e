// Intervals from samples of an estimate (Efron, Tibshirani, An Introduction to the Bootstrap (1993), ch. 13, 14).

import { normalDistribution, normalQuantile } from "./normal";
import type { Interval } from "./uncertainty";

/**
 * `"percentile"`: between the quantiles of the samples; `"basic"`: those mirrored at the estimate; `"bca"`: bias corrected and accelerated,
 * the same for a quantity and any function of it, and right to one order more than either.
 */
export type IntervalKind = "bca" | "percentile" | "basic";

/** What is known of a quantity beside its samples. */
export interface Estimate {
  readonly value: number;
  /** See `accelerationsOf`. */
  readonly acceleration: number;
}

/** Samples in order, without those that are none. */
export const ordered = (samples: Float64Array): Float64Array => samples.filter((x) => !Number.isNaN(x)).sort();

/**
 * The central interval at a level. Beyond the outermost samples, which are quantiles 1/(B + 1) and B/(B + 1), it ends at them. NaN without
 * samples, and by BCa where all lie on one side of the estimate.
 */
export function intervalOf(
  sorted: Float64Array,
  { value, acceleration }: Estimate,
  kind: IntervalKind,
  level: number,
): Pick<Interval, "lower" | "upper"> {
  const tail = (1 - level) / 2;
  if (kind === "percentile") return { lower: quantile(sorted, tail), upper: quantile(sorted, 1 - tail) };
  if (kind === "basic") {
    return { lower: 2 * value - quantile(sorted, 1 - tail), upper: 2 * value - quantile(sorted, tail) };
  }
  const bias = normalQuantile(below(sorted, value));
  const end = (z: number) => {
    const shifted = bias + z;
    return quantile(sorted, normalDistribution(bias + shifted / (1 - acceleration * shifted)));
  };
  return Number.isFinite(bias)
    ? { lower: end(normalQuantile(tail)), upper: end(-normalQuantile(tail)) }
    : { lower: Number.NaN, upper: Number.NaN };
}

/** Fraction of the samples below a value, those at it by half. */
function below(sorted: Float64Array, value: number): number {
  let [less, same] = [0, 0];
  for (const x of sorted) {
    if (x < value) less++;
    else if (x === value) same++;
    else break;
  }
  return (less + same / 2) / sorted.length;
}

/** The p-quantile, sample number p(B + 1), between two of them in proportion. */
function quantile(sorted: Float64Array, p: number): number {
  const count = sorted.length;
  if (count === 0 || Number.isNaN(p)) return Number.NaN;
  const place = Math.min(Math.max(p * (count + 1), 1), count);
  const before = Math.floor(place);
  const low = sorted[before - 1]!;
  return before === count ? low : low + (place - before) * (sorted[before]! - low);
}
