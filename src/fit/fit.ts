import { type NoiseSpectrum, type NoiseSpectrumInput, noiseSpectrum } from "../data/noise-spectrum";
import { ArgumentError, checkOptions, expected } from "../errors";
import { fillByWorkers, type Pooled } from "../kernels/crew";
import { checkDetection } from "../models/detection";
import { checkPooledOptions, isPooled } from "../parts";
import { assess } from "./assess";
import type { FitChoice } from "./choice";
import { type FitColumns, fitRows, isRows, type RowOptions, type SpectraRows } from "./fit-rows";
import { followed } from "./followed";
import type { FitOptions } from "./options";
import { type PartialSource, type Plan, planOf, type TraceInput } from "./plan";
import type { Fit } from "./result";
import { search } from "./search";

const fitOptionNames = [
  "detection",
  "response",
  "label",
  "free",
  "fixed",
  "calibrated",
  "bounds",
  "start",
  "range",
  "exclude",
  "errors",
];

/**
 * The parameters behind a measured noise spectrum, with covariance: maximum likelihood for averaged periodograms,
 * −ln L = n Σ[P/S + ln S] (Gamma law), by Levenberg–Marquardt with analytic derivatives. The covariance is that of the expected
 * information; of heterodyne spectra H⁻¹(H + X)H⁻¹, X from the correlation of the sidebands (paper, Fig. 2 and after Eq. 6), unless
 * `errors` are given, which are taken as independent. Windowed bins count by n_fit there, by n_bin in goodness of fit.
 * Parameters are free, fixed or calibrated (known with an error); without a start the search begins at several points that
 * the data suggest. Where the spectrum, or `response`, tells sampling and window, the model follows them. `steadyState(fit)` carries the result to Π with its error; read `isConverged` and `warnings` before.
 *
 * @param source the system, or as much of it as is known, with `model`; what it gives of a free parameter is where a search may begin
 * @throws ArgumentError naming the argument, what was expected with its unit, and what came
 */
export function fit(source: PartialSource, spectrum: NoiseSpectrum | NoiseSpectrumInput, options: FitOptions): Fit {
  const plan = planOfOne(source, spectrum, options);
  return { ...assess(plan, search(plan)).fits[0]!, problem: { source, options } };
}

/** The plan of a fit of one spectrum. */
export const planOfOne = (source: PartialSource, spectrum: NoiseSpectrum | NoiseSpectrumInput, options: FitOptions): Plan =>
  planOf([traceOf(source, spectrum, options)], choiceOf(options), () => false);

/**
 * `fit` of many spectra in a pool of workers, which share them, with the same bits as without: a promise, rejected where the call
 * would throw.
 *
 * @param options with `pool`, and perhaps `progress` and `signal`
 */
export function fitMany(
  source: PartialSource,
  spectra: readonly (NoiseSpectrum | NoiseSpectrumInput)[],
  options: FitOptions & Pooled,
): Promise<Fit[]>;
/**
 * `fit` of many spectra of one system measured in one way, each by itself, such as simulated ones or those of a scan.
 *
 * @returns one fit a spectrum, in order; one that does not converge says so in its verdict
 * @throws ArgumentError as `fit` does, naming the spectrum
 */
export function fitMany(
  source: PartialSource,
  spectra: readonly (NoiseSpectrum | NoiseSpectrumInput)[],
  options: FitOptions,
): Fit[];
/** Columns of fits of many spectra of the same bins, by workers. */
export function fitMany(source: PartialSource, spectra: SpectraRows, options: RowOptions & Pooled): Promise<FitColumns>;
/**
 * Columns of fits of many spectra of the same bins, at the kernels' speed: values, standard errors and −ln L of each, and no more. All
 * searches begin at one start, which `start` or the source must give of every parameter, and go to the minimum next to it; those
 * that fail, or whose minimum does not describe the data, say so in `status`: `fit` them by themselves.
 *
 * @throws ArgumentError as `fit` does, of a density perhaps when rows before it have been fitted; if there is no start, or sidebands of
 *   heterodyne spectra are to be taken into account
 */
export function fitMany(source: PartialSource, spectra: SpectraRows, options: RowOptions): FitColumns;
/** See above: one after the other, or by workers. */
export function fitMany(
  source: PartialSource,
  spectra: readonly (NoiseSpectrum | NoiseSpectrumInput)[] | SpectraRows,
  options: FitOptions | (FitOptions & Pooled),
): Fit[] | Promise<Fit[]> | FitColumns | Promise<FitColumns> {
  if (isRows(spectra)) {
    checkPooledOptions(options, [...fitOptionNames, "precision"]);
    return fitRows(spectra, options, (first, own) => planOfOne(source, first, own));
  }
  if (isPooled(options)) return fitByWorkers(source, spectra, options);
  checkMany(spectra, options);
  return fitFrom(0, source, spectra, options);
}

function checkMany(spectra: unknown, options: FitOptions): void {
  if (!Array.isArray(spectra) || spectra.length === 0) throw expected("spectra", "an array of spectra", spectra);
  checkPooledOptions(options, fitOptionNames);
  checkDetection(options.detection);
}

/** The fits of some of many spectra, of which these are the `first` and those that follow. */
export function fitFrom(
  first: number,
  source: PartialSource,
  spectra: readonly (NoiseSpectrum | NoiseSpectrumInput)[],
  options: FitOptions,
): Fit[] {
  return spectra.map((spectrum, i) => {
    try {
      return fit(source, spectrum, { label: `spectrum ${first + i + 1}`, ...options });
    } catch (error) {
      if (error instanceof ArgumentError) throw new ArgumentError(`spectra[${first + i}].${error.argument}`, error.reason);
      throw error;
    }
  });
}

/** A fit takes milliseconds: one is worth a message to a worker, and more than these would keep an abort waiting. */
const MOST = 16;

async function fitByWorkers(
  source: PartialSource,
  spectra: readonly (NoiseSpectrum | NoiseSpectrumInput)[],
  { pool, progress, signal, ...options }: FitOptions & Pooled,
): Promise<Fit[]> {
  checkMany(spectra, options);
  const fits: Fit[] = new Array(spectra.length);
  await fillByWorkers(
    { pool, progress, signal },
    {
      verb: "fitFrom",
      total: spectra.length,
      least: 1,
      most: MOST,
      cut: (first, end) => [first, source, spectra.slice(first, end), options],
      put: (part: Fit[], first) => {
        part.forEach((one, i) => {
          fits[first + i] = one;
        });
      },
    },
  );
  return fits;
}

/** One spectrum and how it is to be fitted, checked. */
function traceOf(source: PartialSource, spectrum: NoiseSpectrum | NoiseSpectrumInput, options: FitOptions): TraceInput {
  checkOptions(options, fitOptionNames);
  if (typeof source !== "object" || source === null)
    throw expected("source", "a system, or part of one with its model", source);
  const { detection, label = "spectrum", range, exclude, errors } = options;
  const measured = noiseSpectrum(withoutUnknown(spectrum));
  return { label, source, spectrum: measured, detection, response: followed(options, measured), range, exclude, errors };
}

const choiceOf = ({ free, fixed, calibrated, bounds, start }: FitOptions): FitChoice => ({
  free,
  fixed,
  calibrated,
  bounds,
  start,
});

/** A checked spectrum has NaN where its averages are not known. */
export function withoutUnknown(spectrum: NoiseSpectrum | NoiseSpectrumInput): NoiseSpectrumInput {
  if (typeof spectrum !== "object" || spectrum === null || !("averages" in spectrum)) return spectrum;
  const { averages, ...rest } = spectrum;
  const isUnknown =
    typeof averages === "object" && averages !== null && Number.isNaN(averages.fit) && Number.isNaN(averages.bin);
  return averages === undefined || isUnknown ? rest : { ...rest, averages };
}
