// A record while it is read: what is known of it at once, and its samples piece by piece.

import { type TimeRecord, timeRecord } from "../data/time-record";
import { expected, FormatError, malformed } from "../errors";

/** Consecutive samples. */
export interface RecordChunk {
  readonly samples: Float64Array;
  /** Imaginary parts, as many, of a complex record. */
  readonly imaginary?: Float64Array;
}

/** A record in a file: its header, and its samples in pieces. */
export interface RecordStream {
  /** The format it was read from, such as "LeCroy". */
  readonly format: string;
  /** Time from sample to sample (s). */
  readonly interval: number;
  /** What the file itself states of it (s), if it does, whatever was given. */
  readonly statedInterval?: number;
  /** Time of the first sample (s). */
  readonly start: number;
  /** Unit of the samples, such as "V"; empty if none is known. */
  readonly unit: string;
  /** Samples in all; left out where only the end will tell, as of text. */
  readonly length?: number;
  readonly isComplex: boolean;
  /** What else the file says: instrument, channel, time of the trigger. */
  readonly notes: Readonly<Record<string, string>>;
  /** The samples, all finite, in order and in pieces of bounded length. Of text and of pipes they can be asked for once. */
  readonly chunks: () => AsyncGenerator<RecordChunk>;
}

/** What a file does not say, or what is to be read of it. */
export interface RecordOptions {
  /** Time from sample to sample (s), where the file does not say; over what it says. */
  readonly interval?: number;
  /** Time of the first sample (s). */
  readonly start?: number;
  readonly unit?: string;
  /** Columns by name, or by number from 0; arrays by name in an NPZ. */
  readonly columns?: RecordColumns;
  /** The decimal sign of a text file; a comma is refused unless asked for. */
  readonly decimal?: "." | ",";
}

/** Where to find what. */
export interface RecordColumns {
  readonly time?: string | number;
  readonly value?: string | number;
  /** Imaginary parts, or the second quadrature. */
  readonly imaginary?: string | number;
}

/** Samples that are read at once. */
export const CHUNK = 1 << 16;

/** Throws unless the options that say when are times. */
export function checkTimes({ interval, start, unit }: RecordOptions): void {
  if (interval !== undefined && !(typeof interval === "number" && interval > 0 && interval < 1e20)) {
    throw expected("interval", "a positive time in s", interval);
  }
  if (start !== undefined && !Number.isFinite(start)) throw expected("start", "a time in s", start);
  if (unit !== undefined && typeof unit !== "string") throw expected("unit", "the name of a unit", unit);
}

/** The chunk, if its numbers are finite; `where` names the place of the i-th. */
export function finite(chunk: RecordChunk, where: (i: number) => string): RecordChunk {
  for (const part of [chunk.samples, chunk.imaginary ?? []]) {
    for (let i = 0; i < part.length; i++) {
      if (!Number.isFinite(part[i])) throw malformed(where(i), "a finite number", String(part[i]));
    }
  }
  return chunk;
}

/** Chunks of a record of known length, taken by number of sample. */
export async function* numbered(
  length: number,
  most: number,
  take: (first: number, count: number) => Promise<RecordChunk>,
): AsyncGenerator<RecordChunk> {
  for (let first = 0; first < length; first += most) {
    yield finite(await take(first, Math.min(most, length - first)), (i) => `sample ${first + i}`);
  }
}

/** Samples that are collected unless more are asked for: 1 GB of doubles. */
const MOST = 2 ** 27;

/**
 * The whole record in memory.
 *
 * @throws FormatError if the file is at fault, or holds more samples than `most`, 2²⁷ unless said
 */
export async function collectRecord(stream: RecordStream, { most = MOST }: { most?: number } = {}): Promise<TimeRecord> {
  const tooLong = (length: number) =>
    new FormatError(`expected at most ${most} samples in memory at once, got ${length} or more: read the record in chunks`);
  if (stream.length !== undefined && stream.length > most) throw tooLong(stream.length);
  const chunks: RecordChunk[] = [];
  let length = 0;
  for await (const chunk of stream.chunks()) {
    length += chunk.samples.length;
    if (length > most) throw tooLong(length);
    chunks.push(chunk);
  }
  if (length === 0) throw new FormatError("expected samples, got none");
  const join = (part: (chunk: RecordChunk) => Float64Array) => {
    const all = new Float64Array(length);
    let at = 0;
    for (const chunk of chunks) {
      all.set(part(chunk), at);
      at += chunk.samples.length;
    }
    return all;
  };
  const { interval, start, unit, isComplex } = stream;
  const imaginary = isComplex ? { imaginary: join((chunk) => chunk.imaginary!) } : {};
  return timeRecord({ samples: join(({ samples }) => samples), ...imaginary, interval, start, unit });
}
