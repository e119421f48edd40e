import type { NoiseSpectrum } from "./data/noise-spectrum";
import type { TimeRecord } from "./data/time-record";
import type { Window } from "./models/window";

/** Options of `welch` and `welchStream`. */
export interface WelchOptions extends Partial<Window> {
  /** Samples a segment, 8 or more: bins are 1/(length·interval) apart. */
  readonly length: number;
  /** Part of a segment that it shares with the next, 0 … 0.95, rounded to whole samples; 0.5 unless given. */
  readonly overlap?: number;
  /** What is taken off each segment before it is windowed: its mean (`"constant"`, unless said), a straight line, or nothing. */
  readonly detrend?: "none" | "constant" | "linear";
  /** Whether the density of a real record counts one sign of f or both (`"one"`, unless said); a complex one's is two-sided. */
  readonly sides?: "one" | "two";
}

/** A spectrum in the making: samples go in piece by piece. */
export interface WelchStream {
  /** Takes the next samples, any number of them; a complex record gives their imaginary parts too. */
  add(chunk: { readonly samples: Float64Array; readonly imaginary?: Float64Array }): void;
  /** Whole segments so far. */
  readonly segments: number;
  /** The spectrum of all samples so far. */
  spectrum(): NoiseSpectrum;
}

/** The averaged periodogram of a record. */
export function welch(record: TimeRecord, options: WelchOptions): NoiseSpectrum {
  const stream = welchStream({ interval: record.interval, isComplex: record.imaginary !== undefined }, options);
  stream.add(record);
  return stream.spectrum();
}

/** The same for a record that comes in pieces. */
export function welchStream(
  _sampling: { readonly interval: number; readonly isComplex: boolean },
  _options: WelchOptions,
): WelchStream {
  throw new Error("to come");
}
