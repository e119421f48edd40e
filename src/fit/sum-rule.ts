// What the integral of a spectrum above its white level says without a model: ∫(S − n_Ta) dω/2π = 2κ(n_a − n_Ta) (heterodyne),
// ∫(S_θ − N_a) dω/2π = 2κ(σ_θ − N_a) (homodyne). Over the bins there are; what lies outside is missing from both integrals.
// The white level and the scale are the fit's where they are fitted, from the same bins: with T(P, v) the integral, T_P and T_v its
// derivatives, and δv = H⁻¹Σσ⁻²(∂P/∂v)δP, the variance is T_PᵀΣT_P + 2T_PᵀΣσ⁻²(∂P/∂v)H⁻¹T_v + T_vᵀCT_v.

import { fillModel, fillSidebands, type Member } from "../kernels/fit";
import type { SumRule } from "../models/fitted";
import { mirrorsOf } from "../models/mirrors";
import { hasMirror } from "./bins";
import { baseOf } from "./plan";
import type { Fit } from "./result";

const scales: readonly string[] = ["kappaA", "efficiency", "gain", "dark", "background", "backgroundSlope", "nThermalA"];

/** How well the parameters of a fit are known: C and H⁻¹, k × k, over `fit.names`. */
interface Known {
  readonly covariance: Float64Array;
  readonly inverse: Float64Array;
}

/** The sum rule of a light's spectrum; undefined for a position, light without a system, or a scale that is not determined. */
export function sumRuleOf(
  fit: Pick<Fit, "model" | "parameters" | "names" | "frequency" | "density" | "fitted">,
  member: Member,
  { covariance, inverse }: Known,
): SumRule | undefined {
  if (fit.model !== "optomechanics" && fit.model !== "dicke") return undefined;
  if (fit.parameters.some(({ name, isUndetermined }) => isUndetermined && scales.includes(name))) return undefined;
  const { frequency, density, fitted, names } = fit;
  const { kappaA, efficiency, gain, dark, background, backgroundSlope, nThermalA } = member.base;
  if (frequency.length < 3) return undefined;
  const isHeterodyne = member.detection === "heterodyne";
  // the white level of the light at zero coupling, and one unit of S, in the record's units
  const unit = gain * member.sides * efficiency;
  if (!(unit > 0)) return undefined;
  const light = isHeterodyne ? efficiency * nThermalA + 1 : efficiency * (nThermalA + 0.5) + 0.5 * (1 - efficiency);
  const still = (f: number) => gain * (member.sides * light + dark) + background + backgroundSlope * f;
  // of a real record one sign of f is fitted: the other half is the same
  const share = (isHeterodyne ? 1 : 2) / (2 * kappaA * unit);
  const mirrors = mirrorsOf(frequency);
  const coherence = isHeterodyne ? fillSidebands(member, [], hasMirror(mirrors)).coherence : undefined;
  const last = frequency.length - 1;
  let measured = 0;
  let model = 0;
  let variance = 0;
  let band = 0;
  let moment = 0;
  // windowed bins are correlated: of a sum of them the error is that of the likelihood's averages
  const sigma = member.hasErrors ? member.weights.map((w) => 1 / w) : fitted.map((P) => P / Math.sqrt(member.averages));
  const { jacobian } = fillModel(member, names.map(baseOf));
  const sums = new Float64Array(names.length); // T_PᵀΣσ⁻²(∂P/∂v) over the share
  const width = (i: number) => {
    const [before, after] = [i > 0 ? i - 1 : 0, i < last ? i + 1 : last];
    return (frequency[after]! - frequency[before]!) / (after - before);
  };
  for (let i = 0; i <= last; i++) {
    const step = width(i);
    const level = still(frequency[i]!);
    measured += step * (density[i]! - level);
    model += step * (fitted[i]! - level);
    const mirror = coherence ? mirrors[i]! : -1;
    // the mirror's share: its covariance with this bin is ρ²σσ′, and it moves the parameters by σ′⁻²∂P′/∂v
    variance += step * step * sigma[i]! * (sigma[i]! + (mirror < 0 ? 0 : coherence![i]! * sigma[mirror]!));
    band += step;
    moment += step * frequency[i]!;
  }
  for (const [j, slopes] of jacobian.entries()) {
    let sum = 0;
    for (let i = 0; i <= last; i++) {
      const mirror = coherence ? mirrors[i]! : -1;
      sum += width(i) * (slopes[i]! + (mirror < 0 ? 0 : ((coherence![i]! * sigma[i]!) / sigma[mirror]!) * slopes[mirror]!));
    }
    sums[j] = sum;
  }
  const change: Readonly<Record<string, number>> = {
    kappaA: (-share * model) / kappaA,
    efficiency: (-share * model) / efficiency - share * band * gain * member.sides * nThermalA,
    gain: (-share * model) / gain - share * band * (member.sides * light + dark),
    dark: -share * band * gain,
    background: -share * band,
    backgroundSlope: -share * moment,
    nThermalA: 1 - share * band * gain * member.sides * efficiency,
  };
  const k = names.length;
  let followed = 0;
  names.forEach((name, i) => {
    const own = change[name] ?? 0;
    for (let j = 0; j < k && own !== 0; j++) {
      followed += own * (2 * share * sums[j]! * inverse[k * i + j]! + covariance[k * i + j]! * (change[names[j]!] ?? 0));
    }
  });
  const still0 = isHeterodyne ? nThermalA : nThermalA + 0.5;
  return {
    quantity: isHeterodyne ? "nA" : "quadratureVariance",
    value: still0 + share * measured,
    standardError: Math.sqrt(Math.max(0, share * share * variance + followed)),
    fitted: still0 + share * model,
  };
}
