// The record behind a fitted spectrum, as the flags of a bootstrap name it.

import { type BootstrapOptions, collectRecord, type Fit } from "clausius";
import type { Command } from "commander";
import { ArgumentError, expected } from "../errors";
import { opened } from "./averaged";
import { wholeOf } from "./detections";
import { readingOf } from "./record-options";
import { detrendOf, overlapOf } from "./segments";

const own = ["column", "imaginary", "overlap", "detrend", "blockLength"] as const;

/** Adds the options. */
export function addRecorded(command: Command): void {
  command
    .option("--record <file>", "draw from the segments of the record behind the spectrum, a file as clausius psd reads it")
    .option("--column <name>", "its samples: a column by name or number from 0, or an array of an NPZ or HDF5")
    .option("--imaginary <name>", "their imaginary parts, or the second quadrature")
    .option("--overlap <number>", "part that its segments share; 0.5 unless given")
    .option("--detrend <name>", "what was taken off each: constant (the default), linear or none")
    .option("--blockLength <number>", "segments in a row that are drawn together");
}

/** The options as they were written. */
export type RecordedFlags = { readonly [K in "record" | (typeof own)[number]]?: string };

/** Throws unless the flags about a record are as described, and come with one. */
export function checkRecorded({ record, ...flags }: RecordedFlags): void {
  if (record === "") throw expected("record", "a file", record);
  for (const name of own) {
    if (record === undefined && flags[name] !== undefined)
      throw new ArgumentError(name, "is of a record; --record names its file");
  }
  overlapOf(flags.overlap);
  detrendOf(flags.detrend);
}

/**
 * The record, read, and how the spectrum was made of it: window, length and interval of its segments as the spectrum's file or flags say.
 *
 * @throws FileError if it cannot be read, ArgumentError if the spectrum does not say how it was made
 */
export async function recordedBy(
  { record, column, imaginary, overlap, detrend, blockLength }: RecordedFlags,
  { spectrum }: Fit,
): Promise<Pick<BootstrapOptions, "record" | "blockLength">> {
  if (record === undefined) return {};
  const { response, sides } = spectrum;
  if (!response) {
    throw expected(
      "record",
      "a spectrum whose file says window, segment and interval of its record, as clausius psd writes them; or all three flags",
      undefined,
    );
  }
  const { interval, ...segments } = response;
  // text and NPY do not say when their samples were taken, the spectrum does
  const reading = { ...readingOf({ column, imaginary }), interval };
  const samples = await opened(record, reading, (stream) => collectRecord(stream));
  const welch = { ...segments, sides, overlap: overlapOf(overlap), detrend: detrendOf(detrend) };
  return {
    record: { record: samples, welch },
    ...(blockLength !== undefined && { blockLength: wholeOf("blockLength", blockLength) }),
  };
}
