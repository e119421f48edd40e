// The acceleration of BCa intervals: how the standard error of a quantity changes with it, from the skewness of the score.

import { likelihoodAt } from "../fit/likelihood";
import { baseOf, memberOf, type Plan } from "../fit/plan";
import { fillModel } from "../kernels/fit";
import { solverOf } from "./cholesky";
import { pairsOf } from "./replicates";

/**
 * a = κ₃/(6 κ₂^{3/2}) of the score along the least favourable direction d = H⁻¹∇q of each quantity (Efron, J. Am. Stat. Assoc. 82, 171 (1987),
 * eq. 6.7): with s = d·∂ln S of a bin, s′ that of its mirror and ρ² their correlation, κ₂ = nΣ(s² + ρ²ss′), κ₃ = 2nΣ(s³ + 3ρ²s²s′), the cumulants
 * of the diagonal of a 2 × 2 complex Wishart matrix. Errors that are given, and calibrations, are normal: they add to κ₂ alone. NaN where the
 * information is not positive.
 *
 * @param gradients of each quantity, by the plan's variables
 */
export function accelerationsOf(plan: Plan, values: Float64Array, gradients: readonly Float64Array[]): Float64Array {
  const [trace] = plan.traces;
  const member = memberOf(trace!, values);
  const { density, jacobian } = fillModel(
    member,
    plan.variables.map(({ name }) => baseOf(name)),
  );
  const { mirrors, coherence } = pairsOf(member);
  const information = likelihoodAt(plan, values)?.information;
  const solve = information && solverOf(information, values.length);
  return Float64Array.from(gradients, (gradient) => {
    if (!solve) return Number.NaN;
    const direction = solve(gradient);
    const slope = density.map((S, i) => {
      const change = direction.reduce((sum, d, v) => sum + d * jacobian[v]![i]!, 0);
      return member.hasErrors ? change * member.weights[i]! : change / S;
    });
    let [second, third] = [0, 0];
    slope.forEach((s, i) => {
      const across = mirrors[i]! < 0 ? 0 : coherence[i]! * slope[mirrors[i]!]!;
      second += s * (s + across);
      third += s * s * (s + 3 * across);
    });
    const n = member.averages; // 1 where errors are given
    let variance = n * second;
    plan.variables.forEach(({ treatment: { calibration } }, v) => {
      if (!calibration) return;
      const s = direction[v]! / calibration.error;
      variance += s * s;
    });
    const skewness = member.hasErrors ? 0 : 2 * n * third;
    return variance > 0 ? skewness / (6 * variance * Math.sqrt(variance)) : 0;
  });
}
