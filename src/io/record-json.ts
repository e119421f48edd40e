// Records and spectra as JSON: objects with the fields of the library, or columns with units as the command line writes them.

import { type TimeRecord, timeRecord } from "../data/time-record";
import { ArgumentError, FormatError, malformed } from "../errors";
import type { ByteSource } from "./byte-source";
import { readJson } from "./json";
import { CHUNK, checkTimes, type RecordOptions, type RecordStream } from "./record-stream";
import type { SpectrumFile } from "./spectrum-csv";

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

/** The record as JSON that `readRecordJson` reads back to the last bit. */
export function* recordJson({ samples, imaginary, interval, start, unit }: TimeRecord): Generator<string> {
  yield `${JSON.stringify({ interval, start, unit }).slice(0, -1)},`;
  yield* values("samples", samples);
  if (imaginary) {
    yield ",";
    yield* values("imaginary", imaginary);
  }
  yield "}\n";
}

const PIECE = 4096;

function* values(name: string, numbers: Float64Array): Generator<string> {
  yield `\n"${name}":[`;
  for (let first = 0; first < numbers.length; first += PIECE) {
    // −0 is a number of its own, which JSON.stringify forgets
    const written = Array.from(numbers.subarray(first, first + PIECE), (x) => (Object.is(x, -0) ? "-0" : String(x)));
    yield `${first === 0 ? "" : ","}${written.join(",")}`;
  }
  yield "]";
}

/**
 * A spectrum: `{ "frequency": […], "density": […] }` in Hz, with `error`, `averages` and `sides` if there are any.
 *
 * @throws FormatError that names the field, what was expected, and what came
 */
export function readSpectrumJson(text: string): SpectrumFile {
  const fields = fieldsOf(text, "frequency and density");
  const { averages, sides, error } = fields;
  if (sides !== undefined && sides !== "one" && sides !== "two") {
    throw malformed("sides", `"one" or "two"`, JSON.stringify(sides));
  }
  const isCount = (n: unknown) => typeof n === "number" && n >= 1;
  const both = isCount(averages) ? { bin: averages, fit: averages } : averages;
  if (both !== undefined && !(isObject(both) && isCount(both.bin) && isCount(both.fit))) {
    throw malformed("averages", "a number of averages, or { bin, fit }", JSON.stringify(averages));
  }
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
  };
}

/** The spectrum as JSON that `readSpectrumJson` reads back to the last bit. */
export function* spectrumJson({ frequency, density, error, averages, sides }: SpectrumFile): Generator<string> {
  yield `${JSON.stringify({ averages, sides }).slice(0, -1)}${averages || sides ? "," : ""}`;
  yield* values("frequency", frequency);
  yield ",";
  yield* values("density", density);
  if (error) {
    yield ",";
    yield* values("error", error);
  }
  yield "}\n";
}
