import { expected } from "./errors";
import { fillCorrelations } from "./kernels/matrices";
import type { System } from "./models/system";
import { type Column, column } from "./models/values";
import { steadyState } from "./steady-state";

const quantities = [
  "detSigma",
  "wignerEntropy",
  "renyi2Entropy",
  "nuPlus",
  "nuMinus",
  "nuTildeMinus",
  "vonNeumannEntropy",
  "mutualInformation",
  "renyi2MutualInformation",
  "logarithmicNegativity",
  "isPhysical",
] as const;

/**
 * Gaussian information of two modes, one number a row (entropies in nats):
 * - `detSigma` det σ; `wignerEntropy` ½ ln det σ + 2 ln(2πe); `renyi2Entropy` ½ ln det(2σ);
 * - `nuPlus`, `nuMinus` symplectic eigenvalues of σ (vacuum ½), `nuTildeMinus` the smaller of the partial transpose;
 * - `vonNeumannEntropy` f(ν₊) + f(ν₋), f(v) = (v + ½)ln(v + ½) − (v − ½)ln(v − ½); `mutualInformation` of it, between a and b;
 * - `renyi2MutualInformation` ½ ln(det σ_a det σ_b/det σ); `logarithmicNegativity` max(0, −ln 2ν̃₋);
 * - `isPhysical` 1 if ν₋ ≥ ½ (to 1e-12) or else 0: quantum Brownian motion can break it at low n_Tb.
 */
export type Correlations = { readonly [K in (typeof quantities)[number]]: Float64Array } & { readonly status: Uint8Array };

/**
 * Entropies, symplectic eigenvalues, mutual information and entanglement of each row.
 *
 * @param of a system (its steady state is taken), or covariance matrices: 16 numbers a row, row-major, order (q_a, p_a, q_b, p_b)
 * @returns columns, of length 1 for one matrix or a system of numbers; NaN where the status is not 0 (not symmetric, not positive definite)
 * @throws ArgumentError if the numbers are not whole 4×4 matrices, or the system is not one
 */
export function correlations(of: System | Column): Correlations {
  const { covariance, status } = isColumn(of) ? given(of) : steadyColumns(of);
  const rows = covariance.length / 16;
  const information = quantities.map(() => new Float64Array(rows));
  const own = new Uint8Array(rows);
  fillCorrelations(covariance, { information, status: own });
  return {
    ...Object.fromEntries(quantities.map((name, k) => [name, information[k]!])),
    status: status ? own.map((s, row) => status[row] || s) : own,
  } as Correlations;
}

const isColumn = (of: System | Column): of is Column => Array.isArray(of) || ArrayBuffer.isView(of);

interface States {
  readonly covariance: Float64Array;
  readonly status?: Uint8Array;
}

function given(of: Column): States {
  const covariance = column("covariance", of, "16 numbers a row, row-major");
  if (covariance.length % 16 !== 0) throw expected("covariance", "16 numbers a row, row-major", of);
  return { covariance };
}

function steadyColumns(system: System): States {
  const { covariance, status } = steadyState(system, { outputs: ["covariance"] });
  return { covariance, status: typeof status === "number" ? Uint8Array.of(status) : status };
}
