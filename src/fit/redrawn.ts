import { checkOptions, expected, unknownName } from "../errors";
import { fillNormal } from "../kernels/random";
import { checkSeed } from "../models/seed";
import { type Calibration, checkCalibration } from "./choice";
import { type FitParameterName, fitParameters } from "./parameters";

const STREAM = 3; // of the kernels' random numbers: calibrations

/**
 * Calibrations as one run of the calibrating experiments would give them: each true value drawn anew by the normal law of its error. A
 * simulated experiment redraws its calibrations as it does its spectra; error bars whose calibrations always hit the truth cover it too
 * often. The number drawn depends on seed, item and the parameter alone; a value beyond the parameter's range is put at its end.
 *
 * @param calibrated true values and the errors of their calibrations, in the parameters' own units
 * @param options the seed, and which experiment of it: `item` 0 … 2³² − 1, 0 unless given
 * @throws ArgumentError if an argument is not as described
 */
export function redrawn<Name extends FitParameterName>(
  calibrated: { readonly [K in Name]: Calibration },
  options: { readonly seed: number; readonly item?: number },
): { readonly [K in Name]: Calibration } {
  if (typeof calibrated !== "object" || calibrated === null) {
    throw expected("calibrated", "an object with parameters, each { value, error }", calibrated);
  }
  checkOptions(options, ["seed", "item"]);
  const { seed, item = 0 } = options;
  checkSeed(seed, item);
  const all = Object.keys(fitParameters);
  const drawn = (Object.entries(calibrated) as [Name, Calibration][]).map(([name, calibration]) => {
    if (!Object.hasOwn(fitParameters, name)) throw unknownName("parameter", name, all);
    checkCalibration(name, calibration);
    const { value, error } = calibration;
    const { lower, upper } = fitParameters[name];
    const standard = new Float64Array(1);
    fillNormal({ seed, stream: STREAM, item, draw: all.indexOf(name) }, standard);
    return [name, { value: Math.min(upper, Math.max(lower, value + error * standard[0]!)), error }] as const;
  });
  return Object.fromEntries(drawn) as { readonly [K in Name]: Calibration };
}
