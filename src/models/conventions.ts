// Converters for the conventions that bite. Here: H/ħ contains g q_a q_b with [q, p] = i, and rates are amplitude rates.

import { expected } from "../errors";

function finite(argument: string, value: number, unit: string): number {
  if (!Number.isFinite(value)) throw expected(argument, `a number in ${unit}`, value);
  return value;
}

/**
 * g of g q_a q_b from the λ of 2λ q_a q_b, or of λ(a + a†)(b + b†): g = 2λ (rad/s). The same factor leads from the
 * standard optomechanical coupling G of G(a + a†)(b + b†), and from the paper's printed g_cr, which is the critical λ.
 *
 * @throws ArgumentError unless λ is finite
 */
export const couplingFromLambda = (lambda: number): number => 2 * finite("lambda", lambda, "rad/s");

/** λ of 2λ q_a q_b from g of g q_a q_b: λ = g/2 (rad/s). @throws ArgumentError unless g is finite */
export const lambdaFromCoupling = (gAB: number): number => finite("gAB", gAB, "rad/s") / 2;

/** Amplitude rate (half width, what `kappaA` and `gammaB` are) from an energy rate (full width): half of it (rad/s). @throws ArgumentError unless finite */
export const amplitudeRate = (energyRate: number): number => finite("energyRate", energyRate, "rad/s") / 2;

/** Energy rate (full width at half maximum) from an amplitude rate: twice it (rad/s). @throws ArgumentError unless finite */
export const energyRate = (amplitudeRate: number): number => 2 * finite("amplitudeRate", amplitudeRate, "rad/s");

/**
 * Wigner entropy in the paper's complex variables α = (q + ip)/√2 from that in (q, p): lower by ln 2 a mode (nats).
 *
 * @throws ArgumentError unless the entropy is finite and `modes` a positive whole number
 */
export function wignerEntropyInAlpha(wignerEntropy: number, modes = 2): number {
  if (!Number.isInteger(modes) || modes < 1) throw expected("modes", "a positive whole number", modes);
  return finite("wignerEntropy", wignerEntropy, "nats") - modes * Math.LN2;
}
