// clausius psd: a measured record in, its averaged periodogram out.

import {
  type NoiseSpectrum,
  openRecord,
  type RecordOptions,
  type RecordStream,
  type WelchOptions,
  welchStream,
} from "clausius";
import { type Command, Option } from "commander";
import { ArgumentError, expected, FormatError } from "../errors";
import { literal } from "../figures/page";
import { readHdf5 } from "../io/hdf5";
import { sidesOf, wholeOf } from "./detections";
import { FileError } from "./exit";
import { densityFigure, figureFormat } from "./figure-file";
import { checkPlaces, type NewFile, print, writeFiles } from "./output";
import { progress } from "./progress";
import { quantity } from "./quantity";
import { interval as ends } from "./range";
import { openFile } from "./record-file";
import { segmentsOf, usualLength, windowOf } from "./segments";
import { formatOf, spectrumContent } from "./spectrum-file";

const notes = `
RECORD is a LeCroy .trc, .npy, .npz, text in columns, JSON, or HDF5 where h5wasm is
installed, told by its first bytes; - is stdin. It is read in pieces: its length does
not matter. An .npy does not say when its samples were taken: --interval does.
Segments are windowed, their periodograms averaged (Welch). What a fit must know of
that, averages, window, segment and interval, stands in the CSV's comments, which
clausius fit reads.

Examples:
  clausius psd particle.trc --length 8192 --output psd.csv --figure psd.svg
  clausius psd record.npy --interval 0.4us --range 1..200kHz > psd.csv
  clausius psd scope.csv --column ch2 --window kaiser:8.6 --overlap 0.66
  clausius psd particle.trc --length 16384 \\
    | clausius fit - --model thermal --fix temperatureB=292K --range 55..70kHz`;

/** Adds the command to the program. */
export function addPsd(program: Command): void {
  program
    .command("psd")
    .summary("power spectral density of a measured record")
    .description("Averaged periodogram of a measured record, as CSV that clausius fit reads.")
    .argument("<RECORD>", "a file of samples; - is stdin")
    .option("--length <number>", "samples a segment; the longest power of two up to 65536 with 16 segments unless given")
    .option("--overlap <number>", "part that neighbouring segments share, 0 to 0.95; 0.5 unless given")
    .option("--window <name>", "hann (the default), flattop, kaiser:8.6 (with its β) or rectangular")
    .option("--detrend <name>", "what is taken off each segment: constant (its mean, the default), linear or none")
    .option("--sides <name>", "one or two; one unless given, two for a complex record")
    .option("--interval <time>", "time from sample to sample, such as 0.4us, where the file does not say")
    .option("--column <name>", "the samples: a column by name or number from 0, or an array of an NPZ or HDF5")
    .option("--imaginary <name>", "their imaginary parts, or the second quadrature")
    .option("--time <name>", "their times")
    .option("--decimal <name>", "the file's decimal sign: point (the default) or comma")
    .option("--range <interval>", "frequencies that are written, such as 1..200kHz")
    .option("--output <file>", "write there instead of stdout; .json, .npz and .parquet say the format")
    .option("--figure <file>", "draw it: .svg or .png")
    .addOption(new Option("--json", "write one JSON document"))
    .addHelpText("after", notes)
    .action(run);
}

interface Options {
  readonly length?: string;
  readonly overlap?: string;
  readonly window?: string;
  readonly detrend?: string;
  readonly sides?: string;
  readonly interval?: string;
  readonly column?: string;
  readonly imaginary?: string;
  readonly time?: string;
  readonly decimal?: string;
  readonly range?: string;
  readonly output?: string;
  readonly figure?: string;
  readonly json?: boolean;
}

async function run(path: string, options: Options): Promise<void> {
  const { output, figure, range } = options;
  for (const [name, file] of Object.entries({ output, figure })) if (file === "") throw expected(name, "a file", file);
  if (path === "") throw expected("RECORD", "the path of a file, or - for stdin", path);
  const format = formatOf(output, options.json);
  const picture = figure === undefined ? undefined : figureFormat(figure);
  const reading = readingOf(options);
  const welch = welchOf(options);
  const kept = range === undefined ? undefined : ends("range", "frequency", range);
  const name = path === "-" ? "stdin" : path;
  const title = (segments: number, length: number, window: string) =>
    `${literal(nameOf(name))}: ${segments} segments of ${length} samples, ${window}`;
  await checkPlaces([output, figure]);
  const { spectrum, unit, said, segments } = await measured(path, name, reading, welch, kept);
  const { averages } = spectrum;
  const shown = kept ? within(spectrum, kept) : spectrum;
  const files: NewFile[] = [];
  if (picture) {
    const { interval, length, window } = spectrum.response!;
    files.push(
      await densityFigure(figure!, picture, {
        frequency: shown.frequency,
        density: usualOnly(shown, interval),
        averages: averages.bin,
        title: title(segments, length, window),
        unit,
      }),
    );
  }
  const content = await spectrumContent(format, { ...shown, ...(unit !== "" && { unit }) }, said);
  if (output !== undefined) files.push({ path: output, content });
  await writeFiles(files);
  if (output === undefined && figure === undefined) await print(content as Iterable<string>);
}

/** What the flags say of the file. */
function readingOf({ interval, column, imaginary, time, decimal = "point" }: Options): RecordOptions {
  if (decimal !== "point" && decimal !== "comma") throw expected("decimal", '"point" or "comma"', decimal);
  const roles = Object.entries({ column, imaginary, time });
  for (const [role, name] of roles) if (name === "") throw expected(role, "the name or the number of a column", name);
  const named = (name: string | undefined) => (name !== undefined && /^\d+$/.test(name) ? Number(name) : name);
  const columns = {
    ...(column !== undefined && { value: named(column) }),
    ...(imaginary !== undefined && { imaginary: named(imaginary) }),
    ...(time !== undefined && { time: named(time) }),
  };
  const step = interval === undefined ? undefined : quantity("interval", "time", interval);
  const seconds = step && Number(step.unit.si(step.value).toPrecision(15));
  if (seconds !== undefined && !(seconds > 0)) throw expected("interval", "a positive time, such as 0.4us", interval);
  return { ...(seconds !== undefined && { interval: seconds }), columns, decimal: decimal === "comma" ? "," : "." };
}

type Periodograms = Omit<WelchOptions, "length"> & { readonly length?: number; readonly overlap: number };

/** What the flags say of the segments. */
function welchOf({ length, overlap = "0.5", window = "hann", detrend = "constant", sides }: Options): Periodograms {
  if (detrend !== "none" && detrend !== "constant" && detrend !== "linear")
    throw expected("detrend", '"constant", "linear" or "none"', detrend);
  const part = overlap.trim() === "" ? Number.NaN : Number(overlap);
  if (!(part >= 0 && part <= 0.95)) throw expected("overlap", "a part of a segment from 0 to 0.95", overlap);
  const signs = sidesOf(sides);
  const samples = length === undefined ? undefined : wholeOf("length", length);
  if (samples !== undefined && samples < 8) throw expected("length", "a whole number of samples, 8 or more", samples);
  return {
    ...windowOf(window),
    ...(samples !== undefined && { length: samples }),
    overlap: part,
    detrend,
    ...(signs && { sides: signs }),
  };
}

/** A spectrum as it was measured, and what there is to say of it. */
interface Measured {
  readonly spectrum: NoiseSpectrum;
  readonly segments: number;
  /** Of the density; empty if that of the samples is not known. */
  readonly unit: string;
  readonly said: readonly string[];
}

/** The spectrum of the record. @throws FileError if it cannot be read or is none */
async function measured(
  path: string,
  name: string,
  options: RecordOptions,
  welch: Periodograms,
  range: Range | undefined,
): Promise<Measured> {
  const file = await openFile(path);
  try {
    const record = await openRecord(file.source, options, { hdf5: readHdf5 });
    checkInterval(record, options.interval);
    const { isComplex, length: samples } = record;
    if (isComplex && welch.sides === "one") throw expected("sides", '"two", as the record is complex', "one");
    const length = welch.length ?? usualLength(samples, welch.overlap);
    if (samples !== undefined && samples < length) throw tooShort(samples, length);
    if (range) checkRange(range, record, length, welch.sides);
    const { spectrum, count, segments } = await averaged(record, { ...welch, length });
    const { step } = segmentsOf(length, welch.overlap);
    if (welch.length === undefined) process.stderr.write(`clausius: segments of ${length} samples; --length says otherwise\n`);
    const left = count - length - (segments - 1) * step;
    return {
      spectrum,
      segments,
      unit: densityUnit(record.unit),
      said: [
        `record: ${[nameOf(name), record.format, ...Object.values(record.notes)].map(plain).join(", ")}`,
        `${count} samples, ${segments} segments, ${left} samples left over at the end`,
        `overlap: ${welch.overlap}`,
        `detrend: ${welch.detrend}`,
      ],
    };
  } catch (error) {
    throw inFile(name, error);
  } finally {
    await file.close();
  }
}

/** What the file states and what was given must agree: a fit would be off by their ratio. */
function checkInterval({ statedInterval: stated }: RecordStream, given: number | undefined): void {
  if (given === undefined || stated === undefined || Math.abs(given - stated) <= 1e-6 * stated) return;
  throw new ArgumentError("interval", `expected ${stated} s, as the file states, or no interval at all, got ${given} s`);
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
  const { segments } = stream;
  if (segments === 0) throw tooShort(count, options.length);
  if (isConstant) throw new FormatError(`expected noise, got ${count} samples that are all ${first![0]}`);
  return { spectrum: stream.spectrum(), count, segments };
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

const nameOf = (path: string): string => path.replace(/^.*[\\/]/, "");

/** Without the bins at f = 0, of which the mean was taken, and at the Nyquist frequency, which obey another law. */
const usualOnly = ({ frequency, density }: NoiseSpectrum, interval: number): Float64Array =>
  density.map((P, i) => (frequency[i] === 0 || Math.abs(frequency[i]!) * interval > 0.5 * (1 - 1e-9) ? Number.NaN : P));

/** A text on one line. */
const plain = (text: string): string => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();

/** Faults of a file with its name, those of options by their flags, and what to do about them. */
function inFile(name: string, error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const advice = adviceOn(error.message);
  if (error.name === "FormatError") return new FileError(`${name}: ${error.message}${advice}`);
  if (error.name !== "ArgumentError") return error;
  const { argument, reason } = error as ArgumentError;
  return new ArgumentError(flags[argument] ?? argument, reason + advice);
}

function adviceOn(message: string): string {
  if (message.includes(" with a decimal comma")) return "; --decimal comma reads it";
  if (/does not say, or a column of times|the option interval|the interval itself$|time in s, got nothing$/.test(message))
    return "; --interval says it";
  return /^expected the (name|path) of one |the record, from 0, got nothing$/.test(message) ? "; --column says which" : "";
}

/** Columns as the library calls them, and the flags that name them. */
const flags: Readonly<Record<string, string>> = {
  "columns.value": "column",
  "columns.imaginary": "imaginary",
  "columns.time": "time",
};

type Range = readonly [number, number];

/** Throws unless a bin lies within the range, in Hz. */
function checkRange(
  [low, high]: Range,
  { interval, isComplex }: RecordStream,
  length: number,
  sides: string | undefined,
): void {
  const [resolution, nyquist] = [1 / (length * interval), 0.5 / interval];
  const lowest = isComplex || sides === "two" ? -nyquist : 0;
  const first = Math.ceil(Math.max(low, lowest) / resolution);
  if (first * resolution <= Math.min(high, nyquist)) return;
  const bins = `bins from ${lowest} to ${nyquist} Hz, ${resolution} Hz apart`;
  throw new ArgumentError("range", `expected one with some of the ${bins}, got ${low} to ${high} Hz`);
}

/** The bins in the range. */
function within(spectrum: NoiseSpectrum, [low, high]: Range): NoiseSpectrum {
  const isKept = spectrum.frequency.map((f) => Number(f >= low && f <= high));
  const kept = (column: Float64Array) => column.filter((_, i) => isKept[i] === 1);
  return { ...spectrum, frequency: kept(spectrum.frequency), density: kept(spectrum.density) };
}
