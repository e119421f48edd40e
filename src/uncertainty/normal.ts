// The normal distribution, from the kernels' functions.

import { fillExponential } from "../kernels/functions";
import { fillGammaTail } from "../kernels/goodness";

/** Φ(z), the probability below z standard deviations. */
export function normalDistribution(z: number): number {
  const beyond = fillGammaTail(0.5, (z * z) / 2) / 2; // Q(½, z²/2) = 2(1 − Φ(|z|))
  return z < 0 ? beyond : 1 - beyond;
}

const LARGEST = 38; // Φ(−38) is about the least double

/** z of Φ(z) = p: Newton's steps on ln Φ, which is concave, from the outside, between bounds. */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) return p === 0 ? Number.NEGATIVE_INFINITY : p === 1 ? Number.POSITIVE_INFINITY : Number.NaN;
  if (p > 0.5) return -normalQuantile(1 - p);
  let [low, high] = [-LARGEST, 0];
  let z = 0;
  for (let step = 0; step < 100; step++) {
    const probability = normalDistribution(z);
    if (probability > p) high = z;
    else low = z;
    const density = fillExponential((-z * z) / 2) / Math.sqrt(2 * Math.PI);
    const next = z - (probability - p) / density;
    const inside = next > low && next < high ? next : (low + high) / 2;
    if (Math.abs(inside - z) <= 1e-15 * Math.abs(z)) return inside;
    z = inside;
  }
  return z;
}

/** Standard errors within which a normal quantity lies with this probability: 1 at 0.6827. */
export const standardErrorsOf = (level: number): number => -normalQuantile((1 - level) / 2);
