// Intervals of the profile likelihood: asymmetric where −ln L is no parabola.

import { ArgumentError, checkOptions, expected, unknownName } from "../errors";
import { planOfOne } from "../fit/fit";
import { fitParameters } from "../fit/parameters";
import type { Plan } from "../fit/plan";
import type { Fit } from "../fit/result";
import { fillLogarithm, fillSine } from "../kernels/functions";
import { carried } from "./covariance";
import { type Extreme, extremeOf, independentVariances, type Landscape, landscapeOf } from "./likelihood-walk";
import { normalQuantile, standardErrorsOf } from "./normal";
import { type Quantities, quantitiesOf } from "./quantities";
import { type Uncertainty, uncertaintyOf } from "./uncertainty";

/** Options of `profile`. */
export interface ProfileOptions {
  /** Whether an interval has an upper end only, below which the true value lies with the level's probability: for what is not detected. */
  readonly isUpperLimit?: boolean;
}

/** A region of two quantities, by points of its edge. */
export interface Contour {
  readonly names: readonly [string, string];
  readonly level: number;
  /** Values of the two quantities, once around; NaN where a bound, or the end of all steady states, was in the way. */
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/** −2 ln L along one quantity, all else refitted. */
export interface ProfileCurve {
  readonly name: string;
  /** Ascending, the fitted value in the middle. */
  readonly values: Float64Array;
  /** How far −2 ln L is above its minimum there, in such units that 1 and 4 are one and two standard errors with the sidebands' correlation too. */
  readonly rises: Float64Array;
}

/** A fit laid out again. */
export interface Profiled {
  readonly landscape: Landscape;
  readonly names: readonly string[];
  readonly values: Float64Array;
  readonly covariance: Float64Array;
  /** By how much −ln L rises more, at one standard error of a quantity, than the ½ of independent bins. */
  readonly excess: Float64Array;
}

/**
 * Intervals of the profile likelihood: for a parameter, or for Π, μ_a, μ_b, n_a, n_b themselves, all values at which the other parameters can be
 * refitted so that −ln L rises by z²/2 at most, z standard errors of the normal law at the level. Asymmetric where −ln L is no parabola,
 * the same for a quantity and any function of it. Where sidebands are correlated the rise is z²/2 · σ²/σ₀², σ from the fit's covariance and
 * σ₀ as if they were independent (Pace, Salvan, Sartori, Stat. Sin. 21, 129 (2011), eq. 5, of one quantity). Standard errors and correlations beside
 * them are those of the covariance. Each end is found when its interval is asked for, by some five evaluations of the spectrum.
 *
 * @param fit of one spectrum, converged, with all parameters determined
 * @throws ArgumentError if the fit is not, or an option is not as described
 */
export function profile(fit: Fit, options: ProfileOptions = {}): Uncertainty {
  checkOptions(options, ["isUpperLimit"]);
  const { isUpperLimit = false } = options;
  if (typeof isUpperLimit !== "boolean") throw expected("isUpperLimit", "true or false", isUpperLimit);
  return profileOf(fit, isUpperLimit, []);
}

/** The profile with notes of why it was made. */
export function profileOf(fit: Fit, isUpperLimit: boolean, notes: readonly string[]): Uncertainty {
  const profiled = profiledOf(fit);
  const { names, values, covariance } = profiled;
  const end = (q: number, sign: 1 | -1, z: number) => endOf(profiled, q, sign, z).value;
  return uncertaintyOf({
    method: "profile",
    names,
    value: Object.fromEntries(names.map((name, i) => [name, values[i]!])),
    covariance,
    settings: { isUpperLimit },
    notes,
    intervalOf: (name, level) => {
      const q = names.indexOf(name);
      if (isUpperLimit) {
        // a limit that holds with less than one half lies below the fitted value
        const z = normalQuantile(level);
        return { lower: leastOf(name), upper: end(q, z < 0 ? -1 : 1, Math.abs(z)) };
      }
      const z = standardErrorsOf(level);
      return { lower: end(q, -1, z), upper: end(q, 1, z) };
    },
  });
}

/**
 * The profile of −2 ln L over one quantity: ends of intervals of up to `reach` standard errors, `points` on either side of the fitted value.
 *
 * @throws ArgumentError if there is no such quantity, or an argument is not as described
 */
export function profileCurve(
  fit: Fit,
  name: string,
  options: { readonly reach?: number; readonly points?: number } = {},
): ProfileCurve {
  checkOptions(options, ["reach", "points"]);
  const { reach = 3, points = 30 } = options;
  const profiled = profiledOf(fit);
  const q = profiled.names.indexOf(name);
  if (q < 0) throw unknownName("quantity", String(name), profiled.names);
  if (!(reach > 0 && reach <= 10)) throw expected("reach", "standard errors, up to 10", reach);
  if (!(Number.isInteger(points) && points >= 1 && points <= 1000))
    throw expected("points", "a whole number, 1 to 1000", points);
  const z = Float64Array.from({ length: 2 * points + 1 }, (_, i) => ((i - points) / points) * reach);
  const found: Record<1 | -1, Extreme[]> = { 1: [], [-1]: [] };
  const ends = new Map<number, number>();
  for (const x of z.toSorted((a, b) => Math.abs(a) - Math.abs(b))) {
    if (x === 0) ends.set(x, profiled.values[q]!);
    else {
      const sign = x < 0 ? -1 : 1;
      const { value, extreme } = endOf(profiled, q, sign, Math.abs(x), found[sign]);
      found[sign].push(extreme);
      ends.set(x, value);
    }
  }
  return { name, values: z.map((x) => ends.get(x)!), rises: z.map((x) => x * x) };
}

/**
 * An end of the interval of quantity q, z standard errors of the normal law away.
 *
 * @param near ends found before, which may shorten the way
 * @param close as of `extremeOf`
 */
export function endOf(
  { landscape, values, excess }: Profiled,
  q: number,
  sign: 1 | -1,
  z: number,
  near?: readonly Extreme[],
  close?: number,
): { readonly value: number; readonly extreme: Extreme } {
  const extreme = extremeOf(landscape, [q], [sign], (z * z * excess[q]!) / 2, near, close);
  const x = extreme.values[q]!;
  // the way down of a positive quantity ends at zero
  return { value: !extreme.isReached && sign < 0 && x > 0 && x < 1e-6 * values[q]! ? 0 : x, extreme };
}

/** The least that a quantity can be. */
function leastOf(name: string): number {
  if (name in fitParameters) {
    const { lower, isLogarithmic } = fitParameters[name as keyof typeof fitParameters];
    return isLogarithmic ? 0 : lower;
  }
  return name === "muA" || name === "muB" ? Number.NEGATIVE_INFINITY : 0;
}

/**
 * The edge of the region that holds two quantities together with a probability: where −ln L, all else refitted, is −ln(1 − level) above its
 * minimum; seen from the fitted values in `points` directions, even in units in which the two are independent. Where sidebands are correlated the rise
 * is the mean of what it is for either quantity.
 *
 * @throws ArgumentError if there is no such quantity, or an argument is not as described
 */
export function contour(
  fit: Fit,
  pair: readonly [string, string],
  options: { readonly level?: number; readonly points?: number } = {},
): Contour {
  checkOptions(options, ["level", "points"]);
  const { level = 0.6826894921370859, points = 64 } = options;
  const { landscape, names, covariance, excess } = profiledOf(fit);
  if (!Array.isArray(pair) || pair.length !== 2) throw expected("pair", "the names of two quantities", pair);
  for (const name of pair) if (!names.includes(name)) throw unknownName("quantity", String(name), names);
  if (pair[0] === pair[1]) throw expected("pair[1]", `another quantity than ${pair[0]}`, pair[1]);
  if (!(level > 0 && level < 1)) throw expected("level", "a probability between 0 and 1", level);
  if (!(Number.isInteger(points) && points >= 8 && points <= 10_000))
    throw expected("points", "a whole number, 8 to 10000", points);
  const which = pair.map((name) => names.indexOf(name));
  const [xx, xy, yy] = [0, 1, 2].map((i) => covariance[names.length * which[i >> 1]! + which[(i + 1) >> 1]!]!) as [
    number,
    number,
    number,
  ];
  const error = Math.sqrt(xx);
  const rest = Math.sqrt(yy - (xy * xy) / xx);
  const rise = (-fillLogarithm(1 - level) * which.reduce((sum, q) => sum + excess[q]!, 0)) / 2;
  const edge = Array.from({ length: points }, (_, i) => {
    const turn = (2 * Math.PI * i) / points;
    const [along, across] = [fillSine(turn + Math.PI / 2), fillSine(turn)];
    const direction = [along * error, (along * xy) / error + across * rest];
    const { values, isReached } = extremeOf(landscape, which, direction, rise);
    return which.map((q) => (isReached ? values[q]! : Number.NaN));
  });
  return {
    names: [pair[0]!, pair[1]!],
    level,
    first: Float64Array.from(edge, ([x]) => x!),
    second: Float64Array.from(edge, ([, y]) => y!),
  };
}

function profiledOf(fit: Fit): Profiled {
  if (typeof fit !== "object" || fit === null || !("parameters" in fit)) throw expected("fit", "the result of a fit", fit);
  const { problem, spectrum } = fit;
  if (!problem) throw new ArgumentError("fit", "is of one spectrum among several; a profile takes a fit of its own");
  if (!fit.isConverged) throw new ArgumentError("fit", `did not converge: ${fit.verdict}`);
  if (fit.undetermined.length > 0) throw new ArgumentError("fit", `has undetermined parameters: ${fit.verdict}`);
  const plan = planOfOne(problem.source, spectrum, problem.options);
  const maximum = Float64Array.from(plan.variables, ({ name }) => fit.parameters.find((p) => p.name === name)!.value);
  const profiled = profiledAt(plan, maximum, quantitiesOf(fit), fit.covariance);
  if (!profiled) throw new ArgumentError("fit", "has no steady state");
  return profiled;
}

/** The profile around the minimum of a plan of one spectrum, given the quantities and the covariance there; undefined without a steady state. */
export function profiledAt(
  plan: Plan,
  maximum: Float64Array,
  { names, values, gradients }: Quantities,
  fitted: Float64Array,
): Profiled | undefined {
  const landscape = landscapeOf(plan, maximum);
  if (!landscape) return undefined;
  const covariance = carried(gradients, fitted);
  const excess = independentVariances(landscape).map((variance, q) => covariance[(names.length + 1) * q]! / variance);
  return { landscape, names, values, covariance, excess };
}
