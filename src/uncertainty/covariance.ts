// Error bars of the expected information: symmetric, and true where −ln L is a parabola as far as they reach.

import type { Fit } from "../fit/result";
import { standardErrorsOf } from "./normal";
import { quantitiesOf } from "./quantities";
import { type Uncertainty, uncertaintyOf } from "./uncertainty";

/** A fit's parameters and rates with ± standard errors from its covariance: value ± z σ, z of the normal law. */
export function fromCovariance(fit: Fit, notes: readonly string[] = []): Uncertainty {
  const { names, value, gradients } = quantitiesOf(fit);
  const covariance = carried(gradients, fit.covariance);
  return uncertaintyOf({
    method: "covariance",
    names,
    value,
    covariance,
    settings: {},
    notes,
    intervalOf: (name, level) => {
      const i = names.indexOf(name);
      const reach = standardErrorsOf(level) * Math.sqrt(covariance[(names.length + 1) * i]!);
      return { lower: value[name]! - reach, upper: value[name]! + reach };
    },
  });
}

/** G C Gᵀ; what a quantity does not depend on does not matter, however badly it is known. */
export function carried(gradients: readonly Float64Array[], covariance: Float64Array): Float64Array {
  const k = gradients[0]?.length ?? 0;
  return Float64Array.from({ length: gradients.length ** 2 }, (_, ij) => {
    const a = gradients[Math.floor(ij / gradients.length)]!;
    const b = gradients[ij % gradients.length]!;
    let sum = 0;
    for (let i = 0; i < k; i++) {
      for (let j = 0; j < k; j++) if (a[i] !== 0 && b[j] !== 0) sum += a[i]! * covariance[k * i + j]! * b[j]!;
    }
    return sum;
  });
}
