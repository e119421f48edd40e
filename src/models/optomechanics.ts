import { type Exactly, type OptomechanicsParameters, systemOf } from "./system";

/**
 * A cavity-optomechanical system: a cavity mode a and a mechanical mode b under quantum Brownian motion,
 * H/ħ = ω_a(q_a² + p_a²)/2 + ω_b(q_b² + p_b²)/2 + g q_a q_b (paper, Eq. 2); momentum damping 2γ_b.
 * Rates in rad/s, `temperatureB` in K (or `nThermalB`); any of them a number or a column. `gAB` may be added later.
 *
 * @throws ArgumentError naming the parameter, what was expected with its unit, and what came
 */
export function optomechanics<const P extends OptomechanicsParameters>(
  parameters: Exactly<OptomechanicsParameters, P>,
): P & { readonly model: "optomechanics" } {
  return systemOf(parameters, "optomechanics");
}
