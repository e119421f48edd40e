// Whether correlated deviations are no larger than their errors say.

import { ArgumentError, expected } from "../errors";
import { fillGammaTail } from "../kernels/goodness";
import { column } from "../models/values";

/** How well deviations agree with zero. */
export interface Agreement {
  /** dᵀ C⁻¹ d. */
  readonly chiSquared: number;
  /** The number of deviations. */
  readonly degreesOfFreedom: number;
  /** Probability of a χ² at least as large. */
  readonly probability: number;
}

/** Variance of a deviation, given those before it, that rounding leaves of none. */
const LEAST = 1e-11;

/**
 * χ² = dᵀ C⁻¹ d of deviations d, such as those of points from a theory, with their full covariance C: points that share a calibration
 * err together, and χ² with their error bars alone would be wrong. Its law is χ² where the deviations are normal.
 *
 * @param deviations k numbers, in any unit
 * @param covariance theirs, k × k, row-major, symmetric
 * @throws ArgumentError if a deviation is not finite, or the covariance is not one of k deviations that can each differ from what the others make of it
 */
export function agreement(
  deviations: Float64Array | readonly number[],
  covariance: Float64Array | readonly number[],
): Agreement {
  const d = column("deviations", deviations, "a deviation", "a column of deviations");
  const wrong = d.findIndex((x) => !Number.isFinite(x));
  if (wrong >= 0) throw expected(`deviations[${wrong}]`, "a finite number", d[wrong]);
  const C = column("covariance", covariance, "a covariance", "k × k covariances, row by row");
  const k = d.length;
  if (k === 0) throw expected("deviations", "one deviation at least", deviations);
  if (C.length !== k * k) throw expected("covariance", `${k} × ${k} numbers, row by row`, covariance);
  const scale = Float64Array.from(d, (_, i) => 1 / Math.sqrt(C[(k + 1) * i]!));
  const at = (i: number, j: number) => C[k * i + j]! * scale[i]! * scale[j]!;
  const root = new Float64Array(k * k); // of the correlation, lower triangle
  let chiSquared = 0;
  const pulls = new Float64Array(k); // root⁻¹ d
  for (let i = 0; i < k; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = at(i, j);
      for (let m = 0; m < j; m++) rest -= root[k * i + m]! * root[k * j + m]!;
      if (i === j && !(rest > LEAST && rest < Number.POSITIVE_INFINITY)) {
        throw new ArgumentError(
          "covariance",
          `expected that of ${k} deviations of which none follows from the others, but deviation ${i + 1} does, or its variance is none`,
        );
      }
      root[k * i + j] = i === j ? Math.sqrt(rest) : rest / root[(k + 1) * j]!;
    }
    let pull = d[i]! * scale[i]!;
    for (let m = 0; m < i; m++) pull -= root[k * i + m]! * pulls[m]!;
    pulls[i] = pull / root[(k + 1) * i]!;
    chiSquared += pulls[i]! * pulls[i]!;
  }
  return { chiSquared, degreesOfFreedom: k, probability: fillGammaTail(k / 2, chiSquared / 2) };
}
