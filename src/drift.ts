import { fillDrift } from "./kernels/matrices";
import { checkSystem, type Known, type RowsOf, rowCount, type System } from "./models/system";

/** The matrices of du/dt = A u + noise, u = (q_a, p_a, q_b, p_b). */
export interface Drift<R> {
  /** A (1/s), 16 numbers a row, row-major. */
  readonly drift: Float64Array;
  /** D (1/s), 16 numbers a row, row-major: A σ + σ Aᵀ + D = 0. */
  readonly diffusion: Float64Array;
  /** (N_a, N_b) = (n_Ta + ½, n_Tb + ½), 2 numbers a row: the variances of each mode in its own bath. */
  readonly equilibrium: Float64Array;
  /** Status of each row; a stable state is not asked for. */
  readonly status: R extends number ? number : Uint8Array;
}

/**
 * Drift A and diffusion D of each row, in the phase that the coupling chooses: momentum damping 2γ in optomechanics; γ on
 * both quadratures in the Dicke model, with W1 = ω_b(1 + μ)/2μ, W2 = 2ω_b/μ(1 + μ), g_t = gμ√(2/(1 + μ)), μ = (g_cr/g)²
 * in its superradiant phase (paper, Eq. 2 and after).
 *
 * @throws ArgumentError if the system is not as `optomechanics` or `dicke` would make it, or has no coupling
 */
export function drift<const S extends System>(system: Known<S>): Drift<RowsOf<S>> {
  checkSystem(system);
  const rows = rowCount(system);
  const n = rows ?? 1;
  const status = new Uint8Array(n);
  const out = {
    drift: new Float64Array(16 * n),
    diffusion: new Float64Array(16 * n),
    equilibrium: new Float64Array(2 * n),
    status,
  };
  fillDrift(system, n, out);
  return { ...out, status: rows === undefined ? status[0] : status } as Drift<RowsOf<S>>;
}
