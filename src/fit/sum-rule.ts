// What the integral of a spectrum above its white level says without a model: ∫(S − n_Ta) dω/2π = 2κ(n_a − n_Ta) (heterodyne),
// ∫(S_θ − N_a) dω/2π = 2κ(σ_θ − N_a) (homodyne). Over the bins there are; what lies outside is missing from both integrals.

import { fillSidebands, type Member } from "../kernels/fit";
import type { SumRule } from "../models/fitted";
import { mirrorsOf } from "../models/mirrors";
import { hasMirror } from "./bins";
import type { Fit } from "./result";

const scales: readonly string[] = ["kappaA", "efficiency", "gain", "dark", "background", "backgroundSlope", "nThermalA"];

/** The sum rule of a light's spectrum; undefined for a position, light without a system, or a scale that is not determined. */
export function sumRuleOf(
  fit: Pick<Fit, "model" | "parameters" | "frequency" | "density" | "fitted" | "binError">,
  member: Member,
): SumRule | undefined {
  if (fit.model !== "optomechanics" && fit.model !== "dicke") return undefined;
  if (fit.parameters.some(({ name, isUndetermined }) => isUndetermined && scales.includes(name))) return undefined;
  const { frequency, density, fitted, binError } = fit;
  const { kappaA, efficiency, gain, dark, background, backgroundSlope, nThermalA } = member.base;
  if (frequency.length < 3) return undefined;
  const isHeterodyne = member.detection === "heterodyne";
  // the white level of the light at zero coupling, and one unit of S, in the record's units
  const unit = gain * member.sides * efficiency;
  const light = isHeterodyne ? efficiency * nThermalA + 1 : efficiency * (nThermalA + 0.5) + 0.5 * (1 - efficiency);
  const still = (f: number) => gain * (member.sides * light + dark) + background + backgroundSlope * f;
  // a one-sided density holds both signs of f; of a two-sided one with positive f alone, the other half is the same
  const isHalf = !isHeterodyne && frequency[0]! >= 0;
  const share = (isHalf ? 2 : 1) / (2 * kappaA * unit);
  const mirrors = mirrorsOf(frequency);
  const coherence = isHeterodyne ? fillSidebands(member, [], hasMirror(mirrors)).coherence : undefined;
  const last = frequency.length - 1;
  let measured = 0;
  let model = 0;
  let variance = 0;
  for (let i = 0; i < frequency.length; i++) {
    const [before, after] = [Math.max(i - 1, 0), Math.min(i + 1, last)];
    const width = (frequency[after]! - frequency[before]!) / (after - before);
    const level = still(frequency[i]!);
    measured += width * (density[i]! - level);
    model += width * (fitted[i]! - level);
    const tie = coherence && mirrors[i]! >= 0 ? coherence[i]! * binError[mirrors[i]!]! : 0;
    variance += width * width * binError[i]! * (binError[i]! + tie);
  }
  const still0 = isHeterodyne ? nThermalA : nThermalA + 0.5;
  return {
    quantity: isHeterodyne ? "nA" : "quadratureVariance",
    value: still0 + share * measured,
    standardError: share * Math.sqrt(variance),
    fitted: still0 + share * model,
  };
}
