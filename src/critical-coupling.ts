import { fillCriticalCoupling } from "./kernels/steady-state";
import { checkSystem, type Known, type RowsOf, rowCount, type System } from "./models/system";

/**
 * g_cr of g q_a q_b in rad/s, where the normal phase loses its stability: g_cr² = (κ² + ω_a²) ω_b/ω_a for optomechanics,
 * (κ² + ω_a²)(ω_b² + γ²)/(ω_a ω_b) for the Dicke model. The paper prints half of it, the critical λ of 2λ q_a q_b.
 * Infinite where ω_a ≤ 0; NaN in a row with a rate out of range.
 *
 * @throws ArgumentError if the system is not as `optomechanics` or `dicke` would make it
 */
export function criticalCoupling<const S extends System>(system: Known<S>): RowsOf<Omit<S, "gAB" | "couplingRatioSquared">> {
  checkSystem(system, false);
  const { model, omegaA, kappaA, omegaB, gammaB, nThermalA, temperatureB, nThermalB } = system as System;
  const uncoupled = { model, omegaA, kappaA, omegaB, gammaB, nThermalA, temperatureB, nThermalB } as System;
  const rows = rowCount(uncoupled);
  const out = new Float64Array(rows ?? 1);
  fillCriticalCoupling(uncoupled, rows ?? 1, out);
  return (rows === undefined ? out[0] : out) as RowsOf<Omit<S, "gAB" | "couplingRatioSquared">>;
}
