// A record's averaged periodogram, the record being read as the segments need it.

import {
  type NoiseSpectrum,
  openRecord,
  type RecordOptions,
  type RecordStream,
  type WelchOptions,
  welchStream,
} from "clausius";
import { ArgumentError, expected, FormatError } from "../errors";
import { readHdf5 } from "../io/hdf5";
import { progress } from "./progress";
import { openFile } from "./record-file";
import { inFile } from "./record-options";
import { usualLength } from "./segments";

/** Options of welch, with a length or without one, which the record then settles. */
export type Periodograms = Omit<WelchOptions, "length"> & { readonly length?: number; readonly overlap: number };

type Range = readonly [number, number];

/** A spectrum as it was measured, and what there is to say of it. */
export interface Measured {
  /** Of the record's file. */
  readonly name: string;
  readonly spectrum: NoiseSpectrum;
  readonly segments: number;
  /** Of the density; empty if that of the samples is not known. */
  readonly unit: string;
  readonly said: readonly string[];
}

/**
 * The averaged periodogram of the record in a file; with a range of frequencies, of which it will have bins.
 *
 * @throws FileError if it cannot be read or is no record, ArgumentError if the options do not fit it
 */
export async function measured(
  path: string,
  options: RecordOptions,
  welch: Periodograms,
  range: Range | undefined,
): Promise<Measured> {
  return opened(path, options, async (record) => {
    const { length: samples } = record;
    const length = welch.length ?? usualLength(samples, welch.overlap);
    if (samples !== undefined && samples < length) throw tooShort(samples, length);
    if (range) checkRange(range, record, length);
    const { spectrum, count, segments, left } = await averaged(record, { ...welch, length });
    const name = path === "-" ? "stdin" : path.replace(/^.*[\\/]/, "");
    return {
      name,
      spectrum,
      segments,
      unit: densityUnit(record.unit),
      said: [
        `record: ${[name, record.format, ...Object.values(record.notes)].map(plain).join(", ")}`,
        `${count} samples, ${segments} segments, ${left} samples left over at the end`,
        `overlap: ${welch.overlap}`,
        `detrend: ${welch.detrend}`,
      ],
    };
  });
}

/**
 * What is made of the record in a file.
 *
 * @throws FileError if it cannot be read or is no record, ArgumentError if the options do not fit it
 */
export async function opened<T>(path: string, options: RecordOptions, made: (record: RecordStream) => Promise<T>): Promise<T> {
  const file = await openFile(path);
  try {
    const record = await openRecord(file.source, options, { hdf5: readHdf5 });
    checkInterval(record, options.interval);
    return await made(record);
  } catch (error) {
    throw inFile(path === "-" ? "stdin" : path, error);
  } finally {
    await file.close();
  }
}

/** What the file states and what was given must agree: a fit would be off by their ratio. */
function checkInterval({ statedInterval: stated }: RecordStream, given: number | undefined): void {
  if (given === undefined || stated === undefined || Math.abs(given - stated) <= 1e-6 * stated) return;
  throw new ArgumentError("interval", `expected ${stated} s, as the file states, or no interval at all, got ${given} s`);
}

/** Throws unless a bin lies within the range, in Hz. */
function checkRange([low, high]: Range, { interval, isComplex }: RecordStream, length: number): void {
  const [resolution, nyquist] = [1 / (length * interval), 0.5 / interval];
  const lowest = isComplex ? -nyquist : 0;
  const first = Math.ceil(Math.max(low, lowest) / resolution);
  if (first * resolution <= Math.min(high, nyquist)) return;
  const bins = `bins from ${lowest} to ${nyquist} Hz, ${resolution} Hz apart`;
  throw new ArgumentError("range", `expected one with some of the ${bins}, got ${low} to ${high} Hz`);
}

const tooShort = (samples: number, length: number): ArgumentError =>
  expected("length", `at most the record's ${samples} samples`, length);

async function averaged(record: RecordStream, options: WelchOptions) {
  const { interval, isComplex, length: samples } = record;
  const stream = welchStream({ interval, isComplex }, options);
  const shown = progress("samples", samples);
  let count = 0;
  let first: readonly number[] | undefined;
  let isConstant = true;
  try {
    for await (const chunk of record.chunks()) {
      first ??= [chunk.samples[0]!, chunk.imaginary?.[0] ?? 0];
      isConstant &&= holds(chunk.samples, first[0]!) && holds(chunk.imaginary ?? [], first[1]!);
      stream.add(chunk);
      count += chunk.samples.length;
      shown.tick(count);
      // a file that is in memory already would else leave no moment for Ctrl-C
      await new Promise((next) => setImmediate(next));
    }
  } finally {
    shown.stop();
  }
  const { segments, left } = stream;
  if (segments === 0) throw tooShort(count, options.length);
  if (isConstant) throw new FormatError(`expected noise, got ${count} samples that are all ${first![0]}`);
  return { spectrum: stream.spectrum(), count, segments, left };
}

const holds = (samples: ArrayLike<number>, value: number): boolean => {
  for (let i = 0; i < samples.length; i++) if (samples[i] !== value) return false;
  return true;
};

/** `V^2/Hz`; nothing of a unit that is none. */
function densityUnit(unit: string): string {
  if (!/^[\p{L}\p{N}%°²³·*^/ -]{1,20}$/u.test(unit) || /dB|Hz/i.test(unit)) return "";
  return `${/^[\p{L}°%]+$/u.test(unit) ? unit : `(${unit})`}^2/Hz`;
}

/** A text on one line. */
const plain = (text: string): string => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
