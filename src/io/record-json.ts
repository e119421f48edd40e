// Records and spectra as JSON: objects with the fields of the library, or columns with units as the command line writes them.

import { LEAST_AVERAGES } from "../data/noise-spectrum";
import type { Response } from "../data/response";
import { type TimeRecord, timeRecord } from "../data/time-record";
import { ArgumentError, FormatError, malformed } from "../errors";
import type { ByteSource } from "./byte-source";
import { readJson } from "./json";
import { boundedChunks, inPieces, type RecordPieces } from "./record-pieces";
import { CHUNK, checkTimes, type RecordOptions, type RecordStream } from "./record-stream";
import type { SpectrumFile } from "./spectrum-csv";
import { checked } from "./spectrum-response";

/** JSON is read as a whole: no more than this. */
const MOST = 2 ** 28;

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);

/** The document's object, its columns beside its other fields. @throws FormatError if there is none */
function fieldsOf(text: string, what: string): Fields {
  let value: unknown;
  try {
    value = readJson(text);
  } catch (error) {
    throw new FormatError((error as SyntaxError).message);
  }
  if (!isObject(value)) throw malformed("JSON", `an object of ${what}`, Array.isArray(value) ? "an array" : String(value));
  return isObject(value.columns) ? { ...value, ...value.columns } : value;
}

/** The numbers of a field, which may be an array or an object of values and their unit. */
function numbers(name: string, given: unknown, unit?: string): Float64Array {
  if (isObject(given) && "values" in given) {
    if (unit !== undefined && (given.unit ?? unit) !== unit) throw malformed(`${name}.unit`, unit, JSON.stringify(given.unit));
    return numbers(name, given.values);
  }
  if (!Array.isArray(given) || given.length === 0) {
    const got = given === undefined ? "nothing" : Array.isArray(given) ? "an empty one" : JSON.stringify(given).slice(0, 40);
    throw malformed(name, "an array of numbers", got);
  }
  const wrong = given.findIndex((x) => typeof x !== "number");
  if (wrong >= 0) throw malformed(`${name}[${wrong}]`, "a number", JSON.stringify(given[wrong]).slice(0, 40));
  return Float64Array.from(given);
}

/**
 * A record: `{ "samples": […], "interval": 4e-7 }`, with `imaginary`, `start` and `unit` if there are any.
 *
 * @throws FormatError that names the field, what was expected, and what came
 */
export function readRecordJson(text: string, options: RecordOptions = {}): TimeRecord {
  checkTimes(options);
  return recordIn(fieldsOf(text, "samples and interval"), options);
}

function recordIn(fields: Fields, options: RecordOptions): TimeRecord {
  const { value = "samples", imaginary = "imaginary" } = options.columns ?? {};
  const samples = numbers(String(value), fields[value]);
  const second = fields[imaginary] === undefined ? undefined : numbers(String(imaginary), fields[imaginary]);
  const { interval = fields.interval, start = fields.start ?? 0, unit = fields.unit ?? "" } = options;
  try {
    return timeRecord({
      samples,
      ...(second && { imaginary: second }),
      interval: interval as number,
      start: start as number,
      unit: unit as string,
    });
  } catch (error) {
    if (error instanceof ArgumentError) throw new FormatError(error.message);
    throw error;
  }
}

/** A record in a JSON file, as a stream. */
export async function openRecordJson(source: ByteSource, options: RecordOptions = {}): Promise<RecordStream> {
  checkTimes(options);
  const fields = fieldsOf(await wholeText(source), "samples and interval");
  const { samples, imaginary, interval, start, unit } = recordIn(fields, options);
  return {
    format: "JSON",
    interval,
    ...(typeof fields.interval === "number" && { statedInterval: fields.interval }),
    start,
    unit,
    length: samples.length,
    isComplex: imaginary !== undefined,
    notes: {},
    chunks: async function* () {
      for (let first = 0; first < samples.length; first += CHUNK) {
        const [part, other] = [samples, imaginary].map((numbers) => numbers?.subarray(first, first + CHUNK));
        yield other ? { samples: part!, imaginary: other } : { samples: part! };
      }
    },
  };
}

async function wholeText(source: ByteSource): Promise<string> {
  const { size = 0 } = source;
  const bytes = size > MOST ? undefined : await source.read(0, size || MOST + 1);
  if (!bytes || bytes.length > MOST) throw malformed("JSON", `at most ${MOST} bytes`, "more: use NPY or CSV for long records");
  return new TextDecoder().decode(bytes);
}

/** The record as JSON that `readRecordJson` reads back to the last bit. A complex one in pieces is asked for them twice. */
export function* recordJson(record: TimeRecord | RecordPieces, notes: readonly string[] = []): Generator<string> {
  const { interval, start, unit, ...pieces } = inPieces(record);
  yield `${JSON.stringify({ ...(notes.length > 0 && { notes }), interval, start, unit }).slice(0, -1)},`;
  yield* values(
    "samples",
    mapped(boundedChunks(pieces), ({ samples }) => samples),
  );
  if (pieces.isComplex) {
    yield ",";
    yield* values(
      "imaginary",
      mapped(boundedChunks(pieces), ({ imaginary }) => imaginary!),
    );
  }
  yield "}\n";
}

function* mapped<T, U>(all: Iterable<T>, by: (one: T) => U): Generator<U> {
  for (const one of all) yield by(one);
}

const PIECE = 4096;

function* values(name: string, pieces: Iterable<Float64Array>): Generator<string> {
  yield `\n"${name}":[`;
  let isFirst = true;
  for (const numbers of pieces) {
    for (let first = 0; first < numbers.length; first += PIECE) {
      // −0 is a number of its own, which JSON.stringify forgets
      const written = Array.from(numbers.subarray(first, first + PIECE), (x) => (Object.is(x, -0) ? "-0" : String(x)));
      yield `${isFirst ? "" : ","}${written.join(",")}`;
      isFirst = false;
    }
  }
  yield "]";
}

/**
 * A spectrum: `{ "frequency": […], "density": […] }` in Hz, with `error`, `averages`, `sides`, `response` and `unit` if there are any.
 *
 * @throws FormatError that names the field, what was expected, and what came
 */
export function readSpectrumJson(text: string): SpectrumFile {
  const fields = fieldsOf(text, "frequency and density");
  const { averages, sides, error, response } = fields;
  if (sides !== undefined && sides !== "one" && sides !== "two") {
    throw malformed("sides", `"one" or "two"`, JSON.stringify(sides));
  }
  const isCount = (n: unknown, least = 1) => typeof n === "number" && n >= least;
  const both = isCount(averages) ? { bin: averages, fit: averages } : averages;
  if (both !== undefined && !(isObject(both) && isCount(both.bin) && isCount(both.fit, LEAST_AVERAGES))) {
    throw malformed("averages", "a number of averages, or { bin, fit }", JSON.stringify(averages));
  }
  const unit = fields.unit ?? (isObject(fields.density) ? fields.density.unit : undefined) ?? "";
  if (typeof unit !== "string") throw malformed("unit", "a unit, such as V^2/Hz", JSON.stringify(unit));
  const frequency = numbers("frequency", fields.frequency, "Hz");
  const column = (name: string) => {
    const column = numbers(name, fields[name]);
    if (column.length !== frequency.length) {
      throw malformed(name, `as many numbers as frequencies, ${frequency.length}`, String(column.length));
    }
    return column;
  };
  return {
    frequency,
    density: column("density"),
    ...(error !== undefined && { error: column("error") }),
    ...(both !== undefined && { averages: both as { bin: number; fit: number } }),
    ...(sides !== undefined && { sides }),
    ...(response !== undefined && { response: checked(response as Response, (field) => field) }),
    ...(unit && { unit }),
  };
}

/** The spectrum as JSON that `readSpectrumJson` reads back to the last bit; `notes` stand beside it. */
export function* spectrumJson(spectrum: SpectrumFile, notes: readonly string[] = []): Generator<string> {
  const { frequency, density, error, averages, sides, response, unit } = spectrum;
  const said = JSON.stringify({ ...(notes.length > 0 && { notes }), averages, sides, response, unit }).slice(0, -1);
  yield said === "{" ? said : `${said},`;
  yield* values("frequency", [frequency]);
  yield ",";
  yield* values("density", [density]);
  if (error) {
    yield ",";
    yield* values("error", [error]);
  }
  yield "}\n";
}
