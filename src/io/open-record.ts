// A record in whatever format its first bytes tell.

import { malformed } from "../errors";
import type { ByteSource } from "./byte-source";
import { readLecroy, waveDescriptorAt } from "./lecroy";
import { readNpy } from "./npy";
import { NPY_MAGIC } from "./npy-header";
import { readNpz } from "./npz";
import { readRecordCsv } from "./record-csv";
import { openRecordJson } from "./record-json";
import type { RecordOptions, RecordStream } from "./record-stream";

const formats = {
  lecroy: readLecroy,
  npy: readNpy,
  npz: readNpz,
  csv: readRecordCsv,
  json: openRecordJson,
} as const;

/** Bytes that tell the format. */
const PREFIX = 4096;

/** Reads a format. */
export type RecordReader = (source: ByteSource, options: RecordOptions) => Promise<RecordStream>;

/**
 * Opens a record: LeCroy .trc, .npy, .npz, text in columns, or JSON, told by its first bytes and not by its name. The header is read
 * and checked; the samples are read when they are asked for. HDF5 takes a reader of its own.
 *
 * @throws FormatError if the file is at fault, ArgumentError if the options are
 */
export async function openRecord(
  source: ByteSource,
  options: RecordOptions = {},
  { hdf5 }: { readonly hdf5?: RecordReader } = {},
): Promise<RecordStream> {
  const format = await formatOf(source);
  const read = format === "hdf5" ? hdf5 : formats[format];
  if (!read) throw malformed("byte 0", "a record", "HDF5: save the data set as NPY or CSV");
  return read(source, options);
}

async function formatOf(source: ByteSource): Promise<keyof typeof formats | "hdf5"> {
  const bytes = await source.read(0, PREFIX);
  const begins = (...magic: readonly number[]) => magic.every((byte, i) => bytes[i] === byte);
  if (bytes.length === 0) throw malformed("byte 0", "a record", "an empty file");
  if (begins(...NPY_MAGIC)) return "npy";
  if (begins(0x50, 0x4b, 3, 4) || begins(0x50, 0x4b, 5, 6)) return "npz";
  if (waveDescriptorAt(bytes) >= 0) return "lecroy";
  if (begins(0x89, 0x48, 0x44, 0x46)) return "hdf5";
  const isWide = begins(0xff, 0xfe) || begins(0xfe, 0xff);
  if (!isWide && bytes.some((byte) => byte < 9 || (byte > 13 && byte < 32))) {
    const shown = [...bytes.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
    throw malformed("byte 0", "a record: LeCroy, NPY, NPZ, text in columns, or JSON", shown);
  }
  const first = bytes.find((byte) => byte > 32 && byte < 128);
  return first === 0x7b || first === 0x5b ? "json" : "csv";
}
