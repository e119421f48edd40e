// Records in NumPy's .npy: one row or column of numbers, or of several one chosen.

import { expected, FormatError, malformed } from "../errors";
import { type ByteSource, readExactly } from "./byte-source";
import { decoded, type ElementType } from "./elements";
import { type NpyHeader, readNpyHeader } from "./npy-header";
import { CHUNK, checkTimes, numbered, type RecordChunk, type RecordOptions, type RecordStream } from "./record-stream";
import { grain, uniform } from "./uniform";

/** An array of which rows or columns are read piece by piece. */
export interface NpySeries {
  readonly type: ElementType;
  readonly length: number;
  /** Series in the array: 1, or the smaller of two dimensions. */
  readonly series: number;
  /** Samples to be read at once. */
  readonly most: number;
  readonly take: (which: number, first: number, count: number) => Promise<RecordChunk>;
}

/** More series than these are no record. */
const SERIES = 4096;
/** Times that tell the interval. */
const PEEK = CHUNK;

/** The array as one or several series: the longer of two dimensions is time. */
export async function openNpy(source: ByteSource): Promise<NpySeries> {
  const { type, shape, isFortran, data }: NpyHeader = await readNpyHeader(source);
  const [rows = 1, columns = 1] = shape;
  if (shape.length > 2) throw malformed("NPY header", "one or two dimensions", `${shape.length}`);
  if (rows * columns === 0) throw malformed("NPY header", "samples", `none: the shape (${shape.join(", ")})`);
  const [length, series] = rows >= columns ? [rows, columns] : [columns, rows];
  if (series > SERIES) throw malformed("NPY header", `at most ${SERIES} series`, `the shape (${shape.join(", ")})`);
  const isInterleaved = rows >= columns !== isFortran;
  const stride = isInterleaved ? series : 1;
  return {
    type,
    length,
    series,
    most: Math.max(1, Math.floor(CHUNK / stride)),
    take: async (which, first, count) => {
      const element = isInterleaved ? first * series : which * length + first;
      const bytes = await readExactly(source, data + type.bytes * element, type.bytes * stride * count, "samples");
      return decoded(bytes, type, stride, isInterleaved ? which : 0);
    },
  };
}

/**
 * A record in an .npy, which does not say when its samples were taken: `interval`, or a column of times, must be given.
 *
 * @throws ArgumentError if what is to be read is not said, FormatError if the file is at fault
 */
export async function readNpy(source: ByteSource, options: RecordOptions = {}): Promise<RecordStream> {
  checkTimes(options);
  const array = await openNpy(source);
  const { columns = {} } = options;
  const column = (name: "time" | "value" | "imaginary") => {
    const which = columns[name];
    if (which === undefined || (Number.isInteger(which) && Number(which) >= 0 && Number(which) < array.series)) return which;
    throw expected(`columns.${name}`, `a number from 0 to ${array.series - 1}, as an NPY has no names`, which);
  };
  const [time, value, imaginary] = [column("time"), column("value"), column("imaginary")];
  const rest = Array.from({ length: array.series }, (_, k) => k).filter((k) => k !== time && k !== imaginary);
  if (value === undefined && rest.length !== 1) {
    throw expected("columns.value", `which of the ${array.series} series is the record, from 0`, undefined);
  }
  const series = (which: number) => ({ array, which });
  return seriesStream("NPY", options, {
    value: series(Number(value ?? rest[0])),
    ...(time !== undefined && { time: series(Number(time)) }),
    ...(imaginary !== undefined && { imaginary: series(Number(imaginary)) }),
  });
}

/** One series of an array. */
export interface Series {
  readonly array: NpySeries;
  readonly which: number;
}

/** The record that is made of series of one length. */
export async function seriesStream(
  format: string,
  { interval, start, unit = "" }: RecordOptions,
  { value, time, imaginary }: { value: Series; time?: Series; imaginary?: Series },
): Promise<RecordStream> {
  const { length } = value.array;
  for (const other of [time, imaginary]) {
    if (other && other.array.length !== length) {
      throw malformed(format, `arrays of one length, ${length}`, String(other.array.length));
    }
  }
  const isComplex = value.array.type.kind === "c" || imaginary !== undefined;
  if (imaginary && [value, imaginary].some(({ array }) => array.type.kind === "c")) {
    throw expected("columns.imaginary", "no second column for numbers that are complex already", imaginary.which);
  }
  const axis = time && (await axisOf(time, interval));
  const step = interval ?? axis?.interval;
  if (step === undefined) {
    throw expected(
      "interval",
      `the time between samples in s, which an ${format} does not say, or a column of times`,
      interval,
    );
  }
  const all = [value, time, imaginary].filter((one) => one !== undefined);
  const most = Math.min(...all.map(({ array }) => array.most));
  const take = async (first: number, count: number): Promise<RecordChunk> => {
    const numbers = ({ array, which }: Series) => array.take(which, first, count);
    if (axis && time) {
      const { samples: times } = await numbers(time);
      const wrong = times.findIndex((t, i) => !axis.fits(first + i, t));
      if (wrong >= 0) throw unequal(first + wrong, times[wrong]!, axis.interval);
    }
    const { samples, imaginary: own } = await numbers(value);
    const other = imaginary ? (await numbers(imaginary)).samples : own;
    return other ? { samples, imaginary: other } : { samples };
  };
  return {
    format,
    interval: step,
    start: start ?? axis?.start ?? 0,
    unit,
    length,
    isComplex,
    notes: {},
    chunks: () => numbered(length, most, take),
  };
}

const unequal = (i: number, time: number, interval: number): FormatError =>
  malformed(`sample ${i}`, `a time ${interval} s after the last, as samples stand at equal intervals`, `${time} s`);

async function axisOf({ array, which }: Series, given: number | undefined) {
  const { kind, bytes } = array.type;
  const { samples: times } = await array.take(which, 0, Math.min(array.length, array.most, PEEK));
  const axis = uniform(times, grain.binary(kind !== "f" || bytes === 8 ? 53 : bytes === 4 ? 24 : 11), given);
  if ("at" in axis) throw unequal(axis.at, times[axis.at]!, axis.interval);
  if ("vague" in axis) throw new FormatError("the times have too few digits to tell the interval: give the interval itself");
  return axis;
}
