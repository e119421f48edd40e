// clausius psd: a measured record in, its averaged periodogram out.

import type { NoiseSpectrum } from "clausius";
import { type Command, Option } from "commander";
import { expected } from "../errors";
import { literal } from "../figures/page";
import { type Measured, measured, type Periodograms } from "./averaged";
import { sidesOf, wholeOf } from "./detections";
import { densityFigure, figureFormat } from "./figure-file";
import { checkPlaces, type NewFile, print, remark, writeFiles } from "./output";
import { interval as ends } from "./range";
import { addRecord, type RecordFlags, readingOf } from "./record-options";
import { detrendOf, overlapOf, windowOf } from "./segments";
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
    | clausius fit - --model thermal --fix temperatureB=292K --range 56.8..66.8kHz`;

/** Adds the command to the program. */
export function addPsd(program: Command): void {
  const command = program
    .command("psd")
    .summary("power spectral density of a measured record")
    .description("Averaged periodogram of a measured record, as CSV that clausius fit reads.")
    .argument("<RECORD>", "a file of samples; - is stdin");
  addRecord(command);
  command
    .option("--length <number>", "samples a segment; the longest power of two up to 65536 with 16 segments unless given")
    .option("--overlap <number>", "part that neighbouring segments share, 0 to 0.95; 0.5 unless given")
    .option("--window <name>", "hann (the default), flattop, kaiser:8.6 (with its β) or rectangular")
    .option("--detrend <name>", "what is taken off each segment: constant (its mean, the default), linear or none")
    .option("--sides <name>", "one or two; one unless given, two for a complex record")
    .option("--range <interval>", "frequencies that are written, such as 1..200kHz")
    .option("--output <file>", "write there instead of stdout; .json, .npz and .parquet say the format")
    .option("--figure <file>", "draw it: .svg or .png")
    .addOption(new Option("--json", "write one JSON document"))
    .addHelpText("after", notes)
    .action(run);
}

interface Options extends RecordFlags {
  readonly length?: string;
  readonly overlap?: string;
  readonly window?: string;
  readonly detrend?: string;
  readonly sides?: string;
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
  await checkPlaces([output, figure]);
  const found = await measured(path, reading, welch, kept);
  const { unit, said } = found;
  const spectrum = kept ? within(found.spectrum, kept) : found.spectrum;
  if (welch.length === undefined) remark(`segments of ${spectrum.response!.length} samples; --length says otherwise`);
  const files: NewFile[] = [];
  if (picture) files.push(await densityFigure(figure!, picture, { ...drawable(spectrum), title: titleOf(found), unit }));
  const content = await spectrumContent(format, { ...spectrum, ...(unit !== "" && { unit }) }, said);
  if (output !== undefined) files.push({ path: output, content });
  await writeFiles(files);
  if (output === undefined && figure === undefined) await print(content);
}

/** What the flags say of the segments. */
function welchOf({ length, overlap, window = "hann", detrend, sides }: Options): Periodograms {
  const signs = sidesOf(sides);
  const samples = length === undefined ? undefined : wholeOf("length", length);
  if (samples !== undefined && samples < 8) throw expected("length", "a whole number of samples, 8 or more", samples);
  return {
    ...windowOf(window),
    ...(samples !== undefined && { length: samples }),
    overlap: overlapOf(overlap),
    detrend: detrendOf(detrend),
    ...(signs && { sides: signs }),
  };
}

/** The bins in a range of frequencies (Hz). */
function within(spectrum: NoiseSpectrum, [low, high]: readonly [number, number]): NoiseSpectrum {
  const isKept = spectrum.frequency.map((f) => Number(f >= low && f <= high));
  const kept = (column: Float64Array) => column.filter((_, i) => isKept[i] === 1);
  return { ...spectrum, frequency: kept(spectrum.frequency), density: kept(spectrum.density) };
}

/** Without the bins at f = 0, of which the mean was taken, and at the Nyquist frequency, which obey another law. */
function drawable({ frequency, density, averages, response }: NoiseSpectrum) {
  const nyquist = (0.5 / response!.interval) * (1 - 1e-9);
  const isUsual = (f: number) => f !== 0 && Math.abs(f) < nyquist;
  return { frequency, density: density.map((P, i) => (isUsual(frequency[i]!) ? P : Number.NaN)), averages: averages.bin };
}

const titleOf = ({ name, segments, spectrum: { response } }: Measured): string =>
  `${literal(name)}: ${segments} segments of ${response!.length} samples, ${response!.window}`;
