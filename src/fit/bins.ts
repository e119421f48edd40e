// Which bins of a spectrum are fitted, and how much each weighs.

import { GREATEST, LEAST, type NoiseSpectrum } from "../data/noise-spectrum";
import { ArgumentError, checkInterval, expected } from "../errors";
import { mirrorsOf } from "../models/mirrors";

/** Frequencies and what to do with them. */
export interface BinChoice {
  /** Lowest and highest frequency (Hz) of the bins that are fitted. */
  readonly range?: readonly [number, number];
  /** Intervals (Hz) that are left out. */
  readonly exclude?: readonly (readonly [number, number])[];
  /**
   * What an error is: `"gamma"` by the law of averaged periodograms, the default; `"model"` least squares with errors P/√n of the
   * model; or standard errors, one a bin of the spectrum.
   */
  readonly errors?: "gamma" | "model" | Float64Array | readonly number[];
}

/** The bins of a spectrum that are fitted. */
export interface Bins {
  readonly frequency: Float64Array;
  readonly density: Float64Array;
  /** √n_fit, or 1/σ. */
  readonly weights: Float64Array;
  readonly hasErrors: boolean;
  /** Compares logarithms: the weights are one by the relative errors. */
  readonly isLogarithmic?: boolean;
  readonly averages: { readonly bin: number; readonly fit: number };
}

/**
 * The bins left by range and exclusions, with their weights, but for those that `isLeftOut` names; of a real record, whose −f shows what
 * f shows, one of the two.
 *
 * @throws ArgumentError if nothing is left, averages are missing, or an interval or an error is none
 */
export function chooseBins(
  spectrum: NoiseSpectrum,
  { range, exclude = [], errors = "gamma" }: BinChoice,
  isReal: boolean,
  isLeftOut: (frequency: number) => boolean,
): Bins {
  const interval = "a lower and a higher frequency in Hz";
  if (range !== undefined) checkInterval("range", interval, range);
  if (!Array.isArray(exclude)) throw expected("exclude", "an array of [lower, higher] frequencies in Hz", exclude);
  exclude.forEach((given, i) => {
    checkInterval(`exclude[${i}]`, interval, given);
  });
  const { frequency, density, averages } = spectrum;
  const sigma = errors === "gamma" || errors === "model" ? undefined : errors;
  if (sigma !== undefined && !(sigma instanceof Float64Array || Array.isArray(sigma))) {
    throw expected("errors", `"gamma", "model", or one standard error a bin, as Float64Array or array of numbers`, sigma);
  }
  if (sigma && sigma.length !== frequency.length) {
    throw expected("errors", `one standard error a bin, ${frequency.length}`, sigma);
  }
  if (!sigma && !(averages.fit > 0)) {
    throw expected(
      "averages",
      "the number of periodograms averaged, or { bin, fit }: without it a spectrum has no errors",
      undefined,
    );
  }
  const isChosen = (f: number) =>
    !(range && !(f >= range[0] && f <= range[1])) && !isLeftOut(f) && !exclude.some(([low, high]) => f >= low && f <= high);
  const mirrors = isReal && frequency[0]! < 0 ? mirrorsOf(frequency) : undefined;
  const kept = new Uint32Array(frequency.length);
  let count = 0;
  for (let i = 0; i < frequency.length; i++) {
    const f = frequency[i]!;
    if (!isChosen(f)) continue;
    const mirror = mirrors?.[i] ?? -1;
    if (f < 0 && mirror >= 0 && isChosen(frequency[mirror]!)) continue;
    kept[count++] = i;
  }
  if (count === 0) throw new ArgumentError(range ? "range" : "exclude", "leaves no bin of the spectrum");
  const index = kept.subarray(0, count);
  const weights = new Float64Array(count).fill(Math.sqrt(averages.fit));
  index.forEach((i, k) => {
    if (!sigma) return;
    const error = sigma[i]!;
    if (typeof error !== "number" || !(error >= LEAST && error <= GREATEST)) {
      throw expected(`errors[${i}]`, `a positive standard error, ${LEAST} to ${GREATEST}`, error);
    }
    weights[k] = 1 / error;
  });
  const chosen = (column: Float64Array) => pick(column, index);
  return { frequency: chosen(frequency), density: chosen(density), weights, hasErrors: sigma !== undefined, averages };
}

function pick(column: Float64Array, index: Uint32Array): Float64Array {
  const out = new Float64Array(index.length);
  index.forEach((i, k) => {
    out[k] = column[i]!;
  });
  return out;
}

/** 1 for each bin that has a mirror, 0 for the others. */
export const hasMirror = (mirrors: Int32Array): Float64Array => Float64Array.from(mirrors, (j) => (j < 0 ? 0 : 1));
