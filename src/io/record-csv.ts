// Records as text: CSV and its like as instruments and programs write them, read line by line; and written.

import type { TimeRecord } from "../data/time-record";
import { expected, FormatError, malformed } from "../errors";
import type { ByteSource } from "./byte-source";
import { csvHeading, csvRows } from "./csv";
import {
  behind,
  cellsOf,
  columnNamed,
  type Head,
  HeadReader,
  isBlank,
  type Line,
  numberIn,
  plainName,
  rowOf,
} from "./delimited";
import { linesIn } from "./lines";
import { boundedChunks, inPieces, type RecordPieces } from "./record-pieces";
import { CHUNK, checkTimes, finite, type RecordChunk, type RecordOptions, type RecordStream } from "./record-stream";
import { metadataOf, powerOf, unitNamed } from "./text-metadata";
import { grain, timesPowerOfTen, type Uniform, uniform } from "./uniform";

/** Columns of a record, by number. */
interface Places {
  readonly time?: number;
  readonly value: number;
  readonly imaginary?: number;
}

/** Consecutive rows of a file: where they stand, and their numbers. */
interface Rows {
  readonly lines: number[];
  readonly time: Float64Array;
  readonly chunk: RecordChunk;
}

/**
 * A record in text: `#` comments, the preamble of an instrument, names of columns with their units behind or below them, numbers.
 * The interval is that of the option, of a line such as `# interval: 4e-7` or `Sample Interval,4e-7`, or of a column of times.
 *
 * @throws ArgumentError if what is to be read is not said, FormatError that names the line at fault
 */
export async function readRecordCsv(source: ByteSource, options: RecordOptions = {}): Promise<RecordStream> {
  checkTimes(options);
  const { decimal = "." } = options;
  if (decimal !== "." && decimal !== ",") throw expected("decimal", '"." or ","', decimal);
  const reader = new HeadReader(decimal);
  const lines = linesIn(source)[Symbol.asyncIterator]();
  let batch: Line[] = [];
  let first = -1;
  while (first < 0) {
    const { done, value } = await lines.next();
    if (done)
      throw new FormatError(`expected lines of numbers, got ${reader.isEmpty ? "an empty file" : "a file without any"}`);
    batch = value;
    first = batch.findIndex((line) => reader.take(line));
  }
  const head = reader.head(batch[first]!);
  const { names, places, width } = columnsOf(head, batch[first]!, options);
  const rows = rowsOf(batch.slice(first), lines, head, names, width, places);
  const { value: peek } = await rows.next();
  if (!peek) throw new FormatError("expected lines of numbers, got none");

  const told = metadataOf(head);
  const axis =
    places.time === undefined
      ? undefined
      : axisOf(peek, head, names[places.time]!, places.time, options.interval ?? told.interval);
  const interval = options.interval ?? told.interval ?? axis?.interval;
  if (interval === undefined) {
    throw malformed(`line ${head.number}`, "a column time, `# interval: 4e-7` (s) or the option interval", names.join(", "));
  }
  const isComplex = places.imaginary !== undefined;
  return {
    format: "CSV",
    interval,
    ...(told.interval !== undefined && { statedInterval: told.interval }),
    start: options.start ?? told.start ?? axis?.start ?? 0,
    unit: options.unit ?? (unitNamed(unitAt(head, places.value)) || (told.unit ?? "")),
    isComplex,
    notes: {},
    chunks: () => samplesOf(peek, rows, axis, names, places),
  };
}

/** The rows in pieces of so many. */
async function* rowsOf(
  begin: readonly Line[],
  rest: AsyncIterator<Line[]>,
  head: Head,
  names: readonly string[],
  width: number,
  { time, value, imaginary }: Places,
): AsyncGenerator<Rows> {
  const all = [time, value, imaginary];
  let [lines, parts] = [[] as number[], all.map(() => new Float64Array(CHUNK))];
  const piece = (): Rows => {
    const [times, samples, second] = parts.map((part) => (lines.length < CHUNK ? part.slice(0, lines.length) : part));
    return {
      lines,
      time: times!,
      chunk: imaginary === undefined ? { samples: samples! } : { samples: samples!, imaginary: second! },
    };
  };
  for (let batch: readonly Line[] | undefined = begin; batch; batch = (await rest.next()).value as Line[] | undefined) {
    for (const line of batch) {
      if (isBlank(line.text)) continue;
      const cells = rowOf(line, head, width);
      for (let k = 0; k < all.length; k++) {
        const at = all[k];
        if (at === undefined) continue;
        parts[k]![lines.length] = numberIn(cells[at]!, head, () => `line ${line.number}, column ${names[at]}`);
      }
      lines.push(line.number);
      if (lines.length < CHUNK) continue;
      yield piece();
      [lines, parts] = [[], all.map(() => new Float64Array(CHUNK))];
    }
  }
  if (lines.length > 0) yield piece();
}

async function* samplesOf(
  peek: Rows,
  rows: AsyncGenerator<Rows>,
  axis: Axis | undefined,
  names: readonly string[],
  places: Places,
): AsyncGenerator<RecordChunk> {
  let first = 0;
  for (let piece: Rows | undefined = peek; piece; piece = (await rows.next()).value as Rows | undefined) {
    const { lines, time, chunk } = piece;
    const wrong = axis ? time.findIndex((t, i) => !axis.inFile.fits(first + i, t)) : -1;
    if (wrong >= 0) throw unequal(lines[wrong]!, names[places.time!]!, time[wrong]!, axis!.inFile.interval);
    yield finite(chunk, (i) => `line ${lines[i]}, column ${names[places.value]}`);
    first += lines.length;
  }
}

const unequal = (line: number, name: string, time: number, interval: number): FormatError =>
  malformed(
    `line ${line}, column ${name}`,
    `a time ${Number(interval.toPrecision(9))} after the last, as samples stand at equal intervals`,
    String(time),
  );

interface Axis {
  /** In seconds. */
  readonly interval: number;
  readonly start: number;
  /** In the unit of the file. */
  readonly inFile: Uniform;
}

function axisOf({ lines, time }: Rows, head: Head, name: string, at: number, given: number | undefined): Axis {
  const power = powerOf(unitAt(head, at));
  if (power === undefined) throw malformed(`column ${name}`, "s, ms, µs, ns or ps", String(unitAt(head, at)));
  const digits = time.reduce((most, t) => Math.max(most, significant(t)), 1);
  const inFile = uniform(time, grain.decimal(digits), given === undefined ? undefined : timesPowerOfTen(given, -power));
  if ("vague" in inFile) {
    const rows = time.length === 1 ? "more than one line" : "times of more digits";
    throw malformed(`column ${name}`, `${rows} to tell the interval, or the interval itself`, `${digits} digits`);
  }
  if ("at" in inFile) throw unequal(lines[inFile.at]!, name, time[inFile.at]!, inFile.interval);
  const { interval, start } = inFile;
  return { interval: timesPowerOfTen(interval, power), start: timesPowerOfTen(start, power), inFile };
}

/** Digits that a number takes, zeros at its ends not counted. */
const significant = (x: number): number => x.toExponential().replace(/e.*|\D/g, "").length;

const unitAt = ({ names, units }: Head, at: number): string | undefined => behind(names[at] ?? "") ?? (units[at] || undefined);

/** Which column is what, and how they are called. */
function columnsOf(head: Head, first: Line, { columns = {} }: RecordOptions) {
  const width = head.names.length || cellsOf(first.text, head.separator).length;
  const names = head.names.length > 0 ? head.names : Array.from({ length: width }, (_, k) => `${k}`);
  const place = (given: string | number | undefined) => {
    if (given === undefined) return undefined;
    const found = columnNamed(given, names);
    if (found < 0) throw new FormatError(`expected a column ${given}; its columns are ${names.join(", ")}`);
    return found;
  };
  const isTime = (name: string, k: number) =>
    /^(time|t|seconds?)$/i.test(plainName(name)) || (powerOf(unitAt(head, k)) !== undefined && unitAt(head, k) !== undefined);
  // as we write complex records
  const parts = ["real", "imaginary"].map((name) => columnNamed(name, names));
  const isComplex = columns.value === undefined && columns.imaginary === undefined && parts.every((k) => k >= 0);
  const [value, imaginary] = isComplex ? parts : [place(columns.value), place(columns.imaginary)];
  const guessed = names.findIndex((name, k) => k !== value && k !== imaginary && isTime(name, k));
  // two columns without names can only be times and samples
  const isBare = head.names.length === 0 && width === 2 && value === undefined && imaginary === undefined;
  const time = place(columns.time) ?? (guessed >= 0 ? guessed : isBare ? 0 : undefined);
  const isOther = (name: string, k: number) =>
    k === time ||
    k === imaginary ||
    name === "" ||
    /^(start|increment)$/i.test(name) ||
    /^sequence$/i.test(head.units[k] ?? "");
  const rest = names.flatMap((name, k) => (isOther(name, k) ? [] : [k]));
  if (value === undefined && rest.length !== 1) {
    throw new FormatError(`expected the name of one column to read; the columns are ${names.join(", ")}`);
  }
  const places: Places = {
    value: value ?? rest[0]!,
    ...(time !== undefined && { time }),
    ...(imaginary !== undefined && { imaginary }),
  };
  return { names, places, width };
}

/** −0 is a number of its own, which its text forgets. */
const bits = (x: number): number | string => (Object.is(x, -0) ? "-0" : x);

/** The record as a CSV that `readRecordCsv` reads back to the last bit: its times for the eye, its interval in a comment. */
export function* recordCsv(record: TimeRecord | RecordPieces, notes: readonly string[] = []): Generator<string> {
  const { interval, start, unit, ...pieces } = inPieces(record);
  for (const note of notes) yield `# ${note}\n`;
  yield `# interval: ${interval}\n# start: ${start}\n`;
  const column = (name: string, part: Float64Array) => ({ name, unit, at: (row: number) => bits(part[row]!) });
  const columns = ({ samples, imaginary }: RecordChunk, first: number) => [
    { name: "time", unit: "s", at: (row: number) => start + interval * (first + row) },
    ...(imaginary ? [column("real", samples), column("imaginary", imaginary)] : [column("samples", samples)]),
  ];
  const none = new Float64Array();
  yield csvHeading(columns({ samples: none, ...(pieces.isComplex && { imaginary: none }) }, 0));
  let first = 0;
  for (const chunk of boundedChunks(pieces)) {
    const rows = chunk.samples.length;
    yield* csvRows({ columns: columns(chunk, first), rows });
    first += rows;
  }
}
