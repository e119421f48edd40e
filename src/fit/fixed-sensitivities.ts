// How Π depends on what a fit held fixed: directly, and with the fit redone. Changing a fixed parameter p by dp moves the fitted ones v by
// −H⁻¹J_vᵀJ_p dp, so that dΠ/dp = ∂Π/∂p − (∂Π/∂v)ᵀH⁻¹J_vᵀJ_p.

import { hasSteadyState, rateGradients } from "../fitted-steady-state";
import { fillInformation, type Member } from "../kernels/fit";
import { steadyState } from "../steady-state";
import type { FitParameterName } from "./parameters";
import { baseOf } from "./plan";
import type { Fit, FixedSensitivity } from "./result";

/**
 * Of each fixed parameter that is not zero; nothing if there is no Π, or it is not determined.
 *
 * @param inverse H⁻¹ over `names`; undefined where other spectra have a say
 */
export function fixedSensitivitiesOf(
  fit: Pick<Fit, "model" | "parameters" | "names" | "system" | "power">,
  member: Member,
  inverse: Float64Array | undefined,
): FixedSensitivity[] {
  const { model, parameters, names, system } = fit;
  if ((model !== "optomechanics" && model !== "dicke") || system.model === "thermal" || !hasSteadyState(system)) return [];
  const fixed = parameters.filter(({ kind, value }) => kind === "fixed" && value !== 0);
  const all: FitParameterName[] = [...names, ...fixed.map(({ name }) => name)];
  const slopes = rateGradients({ ...fit, names: all, covariance: new Float64Array(0), sources: [] })[0];
  const { entropyProduction } = steadyState(system as never) as unknown as { entropyProduction: number };
  const n = all.length;
  const k = names.length;
  const root = inverse && fillInformation(member, all.map(baseOf))?.root;
  return fixed.map(({ name, value }, f) => {
    const p = k + f;
    let moved = 0;
    for (let v = 0; v < k && root; v++) {
      let step = 0;
      for (let u = 0; u < k; u++) {
        let product = 0;
        for (let i = 0; i <= u; i++) product += root[n * i + u]! * root[n * i + p]!;
        step -= inverse[k * v + u]! * product;
      }
      moved += slopes![v]! * step;
    }
    const scale = value / entropyProduction;
    return { name, direct: slopes![p]! * scale, refitted: root ? (slopes![p]! + moved) * scale : Number.NaN };
  });
}
