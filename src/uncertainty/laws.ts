// Distributions made ready to be drawn: every number from its own address, the same draws at every working point.

import { ArgumentError } from "../errors";
import { fillExponential, fillLogarithm } from "../kernels/functions";
import { columnsOf, type Distribution, valueAt } from "../models/distributions";
import type { Value } from "../models/values";
import { normalDistribution, normalQuantile } from "./normal";

/** What a distribution is at one working point: the value of first-order propagation, its standard error, and how it is drawn. */
export interface Law {
  readonly centre: number;
  readonly standardError: number;
  /** What it is made from: numbers of the standard normal law, or uniform ones in (0, 1). */
  readonly source: "normal" | "uniform";
  /** Turns `count` standard numbers into draws. */
  readonly fill: (standard: Float64Array, count: number, out: Float64Array) => void;
}

const each =
  (of: (standard: number) => number): Law["fill"] =>
  (standard, count, out) => {
    for (let i = 0; i < count; i++) out[i] = of(standard[i]!);
  };

/**
 * The law of a distribution at a working point.
 *
 * @param parameter what it is of, for the message
 * @throws ArgumentError if it is truncated to where it has nothing
 */
export function lawOf(parameter: string, distribution: Distribution, point: number): Law {
  let [lower, upper] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  let inner = distribution;
  for (; inner.distribution === "truncated"; inner = inner.of) {
    lower = Math.max(lower, inner.lower);
    upper = Math.min(upper, inner.upper);
  }
  const law = lawWithin(inner, point, lower, upper);
  if (law) return law;
  throw new ArgumentError(parameter, `has no values between ${lower} and ${upper}, to which its distribution is truncated`);
}

function lawWithin(of: Distribution, point: number, lower: number, upper: number): Law | undefined {
  switch (of.distribution) {
    case "normal":
      return normalLaw(valueAt(of.mean, point), valueAt(of.standardDeviation, point), lower, upper);
    case "logNormal": {
      const [median, error] = [valueAt(of.median, point), valueAt(of.relativeError, point)];
      return logNormalLaw(median, error, lower, upper);
    }
    case "uniform":
      return uniformLaw(Math.max(valueAt(of.lower, point), lower), Math.min(valueAt(of.upper, point), upper));
    case "empirical":
      return empiricalLaw(Float64Array.from(of.samples).filter((x) => x >= lower && x <= upper));
    default:
      return undefined;
  }
}

/** z of a normal law between two ends, by its inverse distribution function, from whichever side has the digits. */
interface Cut {
  readonly mean: number;
  readonly standardDeviation: number;
  readonly of: (uniform: number) => number;
}

function cutNormal(low: number, high: number): Cut | undefined {
  if (low > 0) {
    const mirrored = cutNormal(-high, -low);
    return mirrored && { ...mirrored, mean: -mirrored.mean, of: (u) => -mirrored.of(1 - u) };
  }
  const below = normalDistribution(low);
  const within = normalDistribution(high) - below;
  if (!(within > 0)) return undefined;
  const density = (z: number) => (Number.isFinite(z) ? fillExponential((-z * z) / 2) / Math.sqrt(2 * Math.PI) : 0);
  const first = (z: number) => (Number.isFinite(z) ? z * density(z) : 0);
  const mean = (density(low) - density(high)) / within;
  const variance = 1 + (first(low) - first(high)) / within - mean * mean;
  return {
    mean,
    standardDeviation: Math.sqrt(Math.max(variance, 0)),
    of: (u) => Math.min(high, Math.max(low, normalQuantile(below + u * within))),
  };
}

function normalLaw(mean: number, error: number, lower: number, upper: number): Law | undefined {
  if (lower === Number.NEGATIVE_INFINITY && upper === Number.POSITIVE_INFINITY) {
    const fill: Law["fill"] = (z, count, out) => {
      for (let i = 0; i < count; i++) out[i] = mean + error * z[i]!;
    };
    return { centre: mean, standardError: error, source: "normal", fill };
  }
  if (error === 0) {
    if (!(mean >= lower && mean <= upper)) return undefined;
    return { centre: mean, standardError: 0, source: "uniform", fill: each(() => mean) };
  }
  const cut = cutNormal((lower - mean) / error, (upper - mean) / error);
  if (!cut) return undefined;
  return {
    centre: mean + error * cut.mean,
    standardError: error * cut.standardDeviation,
    source: "uniform",
    // rounding must not carry it beyond an end
    fill: each((u) => Math.min(upper, Math.max(lower, mean + error * cut.of(u)))),
  };
}

/** Its centre is that of ln x, where first order is at home. */
function logNormalLaw(median: number, error: number, lower: number, upper: number): Law | undefined {
  const isWhole = lower <= 0 && upper === Number.POSITIVE_INFINITY;
  const logarithm = (x: number) =>
    x <= 0 ? Number.NEGATIVE_INFINITY : x === Number.POSITIVE_INFINITY ? x : fillLogarithm(x / median);
  const law = isWhole
    ? normalLaw(0, error, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)
    : normalLaw(0, error, logarithm(lower), logarithm(upper));
  if (!law) return undefined;
  const centre = median * fillExponential(law.centre);
  return {
    centre,
    standardError: centre * law.standardError,
    source: law.source,
    fill: (standard, count, out) => {
      law.fill(standard, count, out);
      for (let i = 0; i < count; i++) out[i] = Math.min(upper, Math.max(lower, median * fillExponential(out[i]!)));
    },
  };
}

function uniformLaw(lower: number, upper: number): Law | undefined {
  const width = upper - lower;
  if (!(width > 0)) return undefined;
  return {
    centre: lower + width / 2,
    standardError: width / Math.sqrt(12),
    source: "uniform",
    fill: each((u) => lower + width * u),
  };
}

function empiricalLaw(samples: Float64Array): Law | undefined {
  const n = samples.length;
  if (n === 0) return undefined;
  const mean = samples.reduce((sum, x) => sum + x / n, 0);
  const variance = samples.reduce((sum, x) => sum + ((x - mean) * (x - mean)) / n, 0);
  return {
    centre: mean,
    standardError: Math.sqrt(variance),
    source: "uniform",
    fill: each((u) => samples[Math.floor(n * u)]!),
  };
}

/** Whether it is another one at another working point. */
export const isOfPoint = (distribution: Distribution): boolean => columnsOf(distribution).length > 0;

/** Centres and standard errors over `rows` working points; numbers where all are alike. */
export function momentsOf(
  parameter: string,
  distribution: Distribution,
  rows: number | undefined,
): { centre: Value; standardError: Value } {
  if (rows === undefined || !isOfPoint(distribution)) return lawOf(parameter, distribution, 0);
  const [centre, standardError] = [new Float64Array(rows), new Float64Array(rows)];
  for (let point = 0; point < rows; point++) {
    const law = lawOf(parameter, distribution, point);
    centre[point] = law.centre;
    standardError[point] = law.standardError;
  }
  return { centre, standardError };
}
