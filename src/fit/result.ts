// What a fit says.

import type { NoiseSpectrum } from "../data/noise-spectrum";
import type { Response } from "../data/response";
import type { Detection } from "../models/detection";
import type { CovarianceSource, SumRule } from "../models/fitted";
import type { ThermalOscillator } from "../models/oscillator";
import type { System } from "../models/system";
import type { Calibration } from "./choice";
import type { FitProblem } from "./options";
import type { FitModel, FitParameterName } from "./parameters";

/** One parameter of a fit. */
export interface FittedParameter {
  readonly name: FitParameterName;
  /** NaN if the data do not determine it. */
  readonly value: number;
  /** NaN if fixed, Infinity if the data do not determine it. */
  readonly standardError: number;
  /** Rates in rad/s, temperatures in K; "record" is the unit of the record's spectrum times Hz. */
  readonly unit: string;
  readonly kind: "free" | "calibrated" | "fixed";
  readonly calibration?: Calibration;
  /** Where the search began. */
  readonly start?: number;
  readonly isAtBound: boolean;
  readonly isUndetermined: boolean;
  /** Whether it is one for all spectra of a joint fit. */
  readonly isShared: boolean;
}

/** How Π depends on a parameter that was held fixed. */
export interface FixedSensitivity {
  readonly name: FitParameterName;
  /** ∂ ln Π/∂ ln p, all else as it is. */
  readonly direct: number;
  /** The same, the fit redone with p changed. */
  readonly refitted: number;
}

/** The agreement of a fit with its data. */
export interface Goodness {
  /**
   * 2n Σ(r − 1 − ln r), r = P/model, n that of one bin; χ² if errors were given or taken from the model; with the calibrations, but for
   * that of one spectrum among several.
   */
  readonly deviance: number;
  readonly degreesOfFreedom: number;
  /** What the deviance should be, and its variance. */
  readonly expectedDeviance: number;
  readonly devianceVariance: number;
  /** Probability of a deviance at least as large; NaN where no more is expected than the parameters take. */
  readonly probability: number;
}

/** A direction that the data do not fix: a change of these parameters together, by these parts, leaves the spectrum as it is. */
export interface UndeterminedCombination {
  /** Change of each parameter, in its own unit, the largest relative change being 1. */
  readonly parts: readonly { readonly name: FitParameterName; readonly change: number; readonly relative: number }[];
}

/** What every fit says. */
export interface Verdict {
  /** Whether the search ended at a stationary point. */
  readonly isConverged: boolean;
  /** One sentence. */
  readonly verdict: string;
  readonly warnings: readonly string[];
  /** Combinations of parameters that the data do not determine; in the fit of one spectrum among several, those that it has a part in. */
  readonly undetermined: readonly UndeterminedCombination[];
  /** −ln L without what the data alone decide. */
  readonly cost: number;
  /** The next step of the search, in standard errors. */
  readonly distance: number;
  /** Evaluations of all spectra. */
  readonly evaluations: number;
}

/** A fit of one spectrum; it can stand where a system can in `steadyState`. */
export interface Fit extends Verdict, Goodness {
  readonly label: string;
  readonly model: FitModel;
  /** The system at the fitted parameters; those that are not determined are NaN. */
  readonly system: System | ThermalOscillator;
  readonly detection: Detection;
  readonly spectrum: NoiseSpectrum;
  /** Sampling and window that the model follows, if it does. */
  readonly response?: Response;
  /** Frequencies (Hz) and measured densities of the bins that were fitted, and the model there. */
  readonly frequency: Float64Array;
  readonly density: Float64Array;
  readonly fitted: Float64Array;
  /** Standard error of each bin as the model has it: fitted/√n_bin, or as given. */
  readonly binError: Float64Array;
  readonly parameters: readonly FittedParameter[];
  /** The fitted parameters, in the order of `covariance` and `correlation`, k × k, row-major. */
  readonly names: readonly FitParameterName[];
  readonly covariance: Float64Array;
  readonly correlation: Float64Array;
  readonly sources: readonly CovarianceSource[];
  /** d = √(n Σ(S_signal/S_total)²): at 10 or more ± standard error serves, below 5 nothing is detected. */
  readonly detectability: number;
  readonly fixedSensitivities: readonly FixedSensitivity[];
  readonly sumRule?: SumRule;
  readonly power?: number;
  /** What was asked; left out where the spectrum is one of several. */
  readonly problem?: FitProblem;
}

/**
 * What the parameters of one spectrum's fit have in common with those of another's, through what both share: `crossCovariance` makes
 * their covariance of it. Both k × s, row-major, over the fit's `names` and the shared variables.
 */
export interface Bond {
  readonly follows: Float64Array;
  readonly carries: Float64Array;
}

/** A fit of several spectra. */
export interface JointFit extends Verdict, Goodness {
  /** Parameters that all spectra share. */
  readonly shared: readonly FittedParameter[];
  /** Each spectrum's view: its parameters, shared ones first, with their covariance over all data. */
  readonly fits: readonly Fit[];
  /** One for each of `fits`: how it varies with the others. */
  readonly bonds: readonly Bond[];
}
