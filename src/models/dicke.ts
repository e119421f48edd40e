import { type DickeParameters, type Exactly, systemOf } from "./system";

/**
 * A Dicke-model system, as of a Bose–Einstein condensate in a cavity: H as of `optomechanics`, both quadratures of mode b
 * damped at γ_b. Coupling as `gAB` (rad/s) or `couplingRatioSquared` = (g/g_cr)²; it may be added later. Beyond the critical
 * coupling the superradiant phase is taken, row by row, unless `phase` says otherwise.
 *
 * @throws ArgumentError naming the parameter, what was expected with its unit, and what came
 */
export function dicke<const P extends DickeParameters>(
  parameters: Exactly<DickeParameters, P>,
): P & { readonly model: "dicke" } {
  return systemOf(parameters, "dicke");
}
