// A record while it is written: what is known of it at once, and its samples piece by piece.

import type { TimeRecord } from "../data/time-record";
import { ArgumentError, expected } from "../errors";
import type { RecordChunk } from "./record-stream";

/** Samples to be written, which need never be in memory all at once. */
export interface SamplePieces {
  /** Samples in all, as some formats say it before the first. */
  readonly length: number;
  readonly isComplex: boolean;
  /** The samples in order, in pieces of any length. Some formats take them twice: the same each time. */
  readonly chunks: () => Iterable<RecordChunk>;
}

/** A record to be written, which need never be in memory as a whole: such as `simulatePieces` draws it. */
export interface RecordPieces extends SamplePieces {
  /** Time from sample to sample (s). */
  readonly interval: number;
  /** Time of the first sample (s). */
  readonly start: number;
  /** Unit of the samples, such as "V"; empty if none is known. */
  readonly unit: string;
}

/** Samples that are converted at once. */
const PIECE = 1 << 16;

/** The record as one in pieces; one in memory is a single piece. */
export function inPieces(record: TimeRecord | RecordPieces): RecordPieces {
  if ("chunks" in record) return record;
  const { interval, start, unit } = record;
  return { interval, start, unit, ...samplesInPieces(record) };
}

/** Samples in memory as one piece. */
export const samplesInPieces = ({ samples, imaginary }: RecordChunk): SamplePieces => ({
  length: samples.length,
  isComplex: imaginary !== undefined,
  chunks: () => [imaginary ? { samples, imaginary } : { samples }],
});

/**
 * The samples in pieces of bounded length.
 *
 * @throws ArgumentError if they are not as many as was said, or not real or complex throughout
 */
export function* boundedChunks({ length, isComplex, chunks }: SamplePieces): Generator<RecordChunk> {
  let count = 0;
  for (const { samples, imaginary } of chunks()) {
    if (imaginary && !isComplex) throw expected("imaginary", "none in a record of real samples", imaginary);
    if (isComplex && imaginary?.length !== samples.length) {
      throw expected("imaginary", `as many numbers as samples, ${samples.length}`, imaginary);
    }
    count += samples.length;
    if (count > length) break;
    for (let first = 0; first < samples.length; first += PIECE) {
      const part = samples.subarray(first, first + PIECE);
      yield imaginary ? { samples: part, imaginary: imaginary.subarray(first, first + PIECE) } : { samples: part };
    }
  }
  if (count !== length) {
    throw new ArgumentError(
      "chunks",
      `expected ${length} samples in all, as its length says, got ${count}${count > length ? " or more" : ""}`,
    );
  }
}
