import { type NoiseSpectrum, type NoiseSpectrumInput, noiseSpectrum } from "../data/noise-spectrum";
import { ArgumentError, checkOptions, expected, unknownName } from "../errors";
import { checkDetection, type Detection } from "../models/detection";
import { assess } from "./assess";
import type { BinChoice } from "./bins";
import type { FitChoice, Values } from "./choice";
import { withoutUnknown } from "./fit";
import { followed, type ToldResponse } from "./followed";
import { type FitParameterName, fitParameters } from "./parameters";
import { type PartialSource, planOf } from "./plan";
import type { JointFit } from "./result";
import { search } from "./search";

/** One spectrum of a joint fit. */
export interface JointSpectrum extends BinChoice, ToldResponse {
  readonly spectrum: NoiseSpectrum | NoiseSpectrumInput;
  /** What it is of: its system, or as much of it as is known; the light alone (`"vacuum"`), or none at all (`"dark"`). */
  readonly source: PartialSource | "vacuum" | "dark";
  /** How it was measured, if not as the others. */
  readonly detection?: Detection;
  /** Pump power, in any unit, for `couplingSquaredPerPower`. */
  readonly power?: number;
  /** Where its own parameters start; from the data unless given. */
  readonly start?: Values;
  /** Named in reports; by its number unless given. */
  readonly label?: string;
}

/** Options of `fitJointly`. */
export interface JointFitOptions extends FitChoice {
  readonly detection: Detection;
  /**
   * Fitted parameters that are one for all spectra; by default κ, γ, η, n_Ta, T_b, gain, dark, background and g² per power. What is
   * calibrated always is: one measurement is one number.
   */
  readonly shared?: readonly FitParameterName[];
}

const optionNames = ["detection", "shared", "free", "fixed", "calibrated", "bounds", "start"];
const spectrumNames = ["spectrum", "source", "detection", "response", "power", "start", "label", "range", "exclude", "errors"];
const sharedByDefault: readonly FitParameterName[] = [
  ...["kappaA", "gammaB", "efficiency", "nThermalA", "nThermalB", "temperatureB"],
  ...["couplingSquaredPerPower", "gain", "dark", "background", "backgroundSlope"],
] as FitParameterName[];

/**
 * Fits several spectra at once, such as a series of couplings with a vacuum and a dark trace: some parameters are one for all, the
 * others each spectrum's own, and the spectra's grids may differ. The cost of a step is linear in the number of spectra.
 * With `couplingSquaredPerPower` free, g² = couplingSquaredPerPower · power, one scale for all.
 *
 * @returns the shared parameters, and each spectrum's fit with its covariance over all data: `steadyState(joint.fits[i])`
 * @throws ArgumentError naming the spectrum and the argument, what was expected with its unit, and what came
 */
export function fitJointly(spectra: readonly JointSpectrum[], options: JointFitOptions): JointFit {
  checkOptions(options, optionNames);
  const { detection, shared = sharedByDefault, ...choice } = options;
  checkDetection(detection);
  if (!Array.isArray(spectra) || spectra.length === 0)
    throw expected("spectra", "an array of spectra with their sources", spectra);
  if (!Array.isArray(shared)) throw expected("shared", "an array of parameter names", shared);
  for (const name of shared) {
    if (!Object.hasOwn(fitParameters, name)) throw unknownName("parameter", String(name), Object.keys(fitParameters));
  }
  const inputs = spectra.map((given, i) => {
    if (typeof given !== "object" || given === null)
      throw expected(`spectra[${i}]`, "an object with spectrum and source", given);
    for (const name of Object.keys(given)) {
      if (!spectrumNames.includes(name)) throw unknownName(`field of spectra[${i}]`, name, spectrumNames);
    }
    try {
      const { label = `spectrum ${i + 1}`, detection: own = detection } = given;
      const spectrum = noiseSpectrum(withoutUnknown(given.spectrum));
      return { ...given, label, detection: own, spectrum, response: followed(given, spectrum) };
    } catch (error) {
      if (error instanceof ArgumentError) throw new ArgumentError(`spectra[${i}].${error.argument}`, error.reason);
      throw error;
    }
  });
  const plan = planOf(inputs, choice, (name) => shared.includes(name));
  return assess(plan, search(plan));
}
