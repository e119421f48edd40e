// What a deviance should be, and how likely one as large is.

import { kernels } from "./instance";

/** Mean and variance of a sum over bins. */
export interface Moments {
  readonly mean: number;
  readonly variance: number;
}

/**
 * Deviance 2n(r − 1 − ln r) of one bin, r of Gamma law with shape n: mean 2n(ln n − ψ(n)), variance 4n²(ψ′(n) − 1/n).
 */
export function fillDevianceMoments(n: number): Moments {
  const { digamma, trigamma, logarithm } = kernels();
  return { mean: 2 * n * (logarithm(n) - digamma(n)), variance: 4 * n * n * (trigamma(n) - 1 / n) };
}

/**
 * Covariance of the deviances of two bins whose powers have correlation ρ²: 4n² Σ_{k≥2} ρ^{2k} B(k, n)/k, from the expansion of
 * the bivariate Gamma law in Laguerre polynomials, of which r − ln r has no first.
 */
export function fillDevianceCovariance(n: number, coherence: number): number {
  let beta = 1 / (n * (n + 1)); // B(2, n)
  let power = coherence * coherence;
  let sum = 0;
  for (let k = 2; k < 400 && power > 1e-12; k++) {
    sum += (power * beta) / k;
    beta *= k / (n + k);
    power *= coherence;
  }
  return 4 * n * n * sum;
}

/** Probability of a sum at least as large: the law taken as c χ²_ν with these moments; NaN where so few bins are left that there is none. */
export function fillProbability(sum: number, { mean, variance }: Moments): number {
  if (!(mean > 0 && variance > 0)) return Number.NaN;
  return kernels().gammaTail((mean * mean) / variance, (sum * mean) / variance);
}

/** Q(a, x), the probability that a Gamma variable of shape a exceeds x. */
export const fillGammaTail = (shape: number, x: number): number => kernels().gammaTail(shape, x);
