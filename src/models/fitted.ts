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
}
