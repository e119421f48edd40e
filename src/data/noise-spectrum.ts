// A measured noise spectrum: power spectral density bin by bin, and how many averages stand behind it.

import { ArgumentError, expected, unknownName } from "../errors";
import { checkResponse, type Response } from "./response";
import { mainLobe } from "./window";

/** Averages behind a density: one number, or two where windowed segments overlap. */
export interface Averages {
  /** n of one bin: its variance is P²/n. For goodness of fit and plots. */
  readonly bin: number;
  /** n of the likelihood, smaller where neighbouring bins are correlated: 0.51 of a single Hann segment. */
  readonly fit: number;
}

/** The least n of a likelihood: of a single segment under the narrowest of windows it is some tenths. */
export const LEAST_AVERAGES = 1e-3;

/** Densities and their errors: beyond, their squares are none that a double holds. */
export const LEAST = 1e-100;
export const GREATEST = 1e100;

/** A measured spectrum. */
export interface NoiseSpectrum {
  /** Hz, ascending. */
  readonly frequency: Float64Array;
  /** Power spectral density, in the record's units per Hz. */
  readonly density: Float64Array;
  readonly averages: Averages;
  /** Whether the density counts one sign of f (`"two"`) or both (`"one"`). */
  readonly sides: "one" | "two";
  /** How its record was sampled and windowed, if that is known: a fit lets its model follow. */
  readonly response?: Response;
}

/** A measured spectrum as it is given. */
export interface NoiseSpectrumInput {
  readonly frequency: Float64Array | readonly number[];
  readonly density: Float64Array | readonly number[];
  /** Independent periodograms averaged, or both numbers of averages; may be left out if errors are given to the fit. */
  readonly averages?: number | Averages;
  readonly sides: "one" | "two";
  /** How its record was sampled and windowed. */
  readonly response?: Response;
}

/**
 * A measured spectrum, checked: frequencies in Hz, ascending; densities positive. A response may have any window.
 *
 * @throws ArgumentError naming the bin, what was expected, and what came
 */
export function noiseSpectrum(input: NoiseSpectrumInput): NoiseSpectrum {
  const known = ["frequency", "density", "averages", "sides", "response"];
  if (typeof input !== "object" || input === null || Array.isArray(input) || ArrayBuffer.isView(input))
    throw expected("spectrum", `an object with ${known.join(", ")}`, input);
  for (const name of Object.keys(input)) if (!known.includes(name)) throw unknownName("field of a spectrum", name, known);
  const frequency = numbers("frequency", input.frequency, "frequencies in Hz");
  const density = numbers("density", input.density, "densities in the record's units per Hz");
  if (density.length !== frequency.length) {
    throw expected("density", `as many densities as frequencies, ${frequency.length}`, input.density);
  }
  frequency.forEach((f, i) => {
    if (!(Math.abs(f) <= 1e20)) throw expected(`frequency[${i}]`, "a frequency in Hz", f);
    if (i > 0 && f === frequency[i - 1]) throw expected(`frequency[${i}]`, "a frequency once only", f);
    if (i > 0 && f < frequency[i - 1]!) throw expected(`frequency[${i}]`, `one above the last, ${frequency[i - 1]} Hz`, f);
  });
  if (input.sides !== "one" && input.sides !== "two") throw expected("sides", `"one" or "two"`, input.sides);
  if (input.sides === "one" && frequency[0]! < 0) {
    throw expected("frequency[0]", `a frequency of zero or more, as sides is "one"`, frequency[0]);
  }
  const { sides, response } = input;
  if (response !== undefined) checkResponse(response, frequency);
  if (density.every((P) => P === 0)) throw new ArgumentError("density", "expected a measured spectrum, got zero in every bin");
  // a mean that was taken off may leave nothing
  const isDetrended = (f: number) =>
    response !== undefined && Math.abs(f) * response.interval * response.length < mainLobe(response);
  density.forEach((P, i) => {
    if (P === 0 && isDetrended(frequency[i]!)) return;
    if (!(P >= LEAST && P <= GREATEST)) {
      throw expected(`density[${i}]`, `${expectedDensity(P)} (at ${frequency[i]} Hz)`, P);
    }
  });
  return { frequency, density, averages: averagesOf(input.averages), sides, ...(response && { response: { ...response } }) };
}

/** Not known: a fit then needs errors. */
const UNKNOWN: Averages = { bin: Number.NaN, fit: Number.NaN };

function averagesOf(given: number | Averages | undefined): Averages {
  if (given === undefined) return UNKNOWN;
  const isOne = typeof given === "number";
  if (!isOne && (typeof given !== "object" || given === null)) {
    throw expected("averages", "a number of averages, or { bin, fit }", given);
  }
  const known = ["bin", "fit"];
  if (!isOne)
    for (const name of Object.keys(given)) if (!known.includes(name)) throw unknownName("field of averages", name, known);
  const averages = isOne ? { bin: given, fit: given } : { bin: given.bin, fit: given.fit };
  for (const [name, n] of Object.entries(averages)) {
    const argument = isOne ? "averages" : `averages.${name}`;
    const least = name === "fit" && !isOne ? LEAST_AVERAGES : 1;
    if (typeof n !== "number" || !(n >= least && n <= 1e12)) {
      throw expected(argument, `a number of averages, ${least} to 1e12`, n);
    }
  }
  if (averages.fit > averages.bin) {
    throw expected("averages.fit", `at most averages.bin, ${averages.bin}: correlated bins tell less, not more`, averages.fit);
  }
  return averages;
}

function numbers(argument: string, given: unknown, what: string): Float64Array {
  const isArray = given instanceof Float64Array || Array.isArray(given);
  if (!isArray || given.length === 0) throw expected(argument, `a Float64Array or array of ${what}`, given);
  if (given instanceof Float64Array) return given.slice();
  const wrong = given.findIndex((x) => typeof x !== "number");
  if (wrong >= 0) throw expected(`${argument}[${wrong}]`, `one of ${what}`, given[wrong]);
  return new Float64Array(given);
}

/** What is expected in the place of a density that is not from LEAST to GREATEST. */
export const expectedDensity = (P: number): string =>
  P > 0 && P < Infinity ? `a density from ${LEAST} to ${GREATEST}, in a fitting unit` : "a positive density";
