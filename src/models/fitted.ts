// What a fit gives to the verbs: a system, and how well its parameters are known.

import type { ThermalOscillator } from "./oscillator";
import type { System } from "./system";

/** Part of a covariance and where it comes from: the spectra, or the calibration of a parameter. */
export interface CovarianceSource {
  /** `"spectra"`, or the calibrated parameter's name. */
  readonly name: string;
  /** k × k, row-major, over `names`. */
  readonly covariance: Float64Array;
}

/** What the integral of a spectrum above its white level says, without a model of the system. */
export interface SumRule {
  /** `nA` (heterodyne), or `quadratureVariance` σ_θ of the light inside the cavity (homodyne). */
  readonly quantity: "nA" | "quadratureVariance";
  readonly value: number;
  readonly standardError: number;
  /** The same integral of the fitted model, over the same bins. */
  readonly fitted: number;
}

/** A system whose parameters were fitted; it can stand where a system can in `steadyState`. */
export interface FittedSystem {
  readonly system: System | ThermalOscillator;
  /** The fitted parameters. */
  readonly names: readonly string[];
  /** Their covariance, k × k, row-major. */
  readonly covariance: Float64Array;
  /** Its parts by source; they sum to it. */
  readonly sources: readonly CovarianceSource[];
  /** Pump power, where g² was fitted per power. */
  readonly power?: number;
  readonly sumRule?: SumRule;
}
