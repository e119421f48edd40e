// Records in HDF5, read by the package h5wasm where it is installed: it is compiled from the HDF5 library and too large to carry along,
// so only the command line, which may ask for it, imports this file. The whole file is held in memory.

import type { Dataset, File } from "h5wasm";
import { ArgumentError, FormatError, malformed } from "../errors";
import type { ByteSource } from "./byte-source";
import type { NpySeries, Series } from "./npy";
import { seriesStream } from "./npy";
import { CHUNK, checkTimes, type RecordOptions, type RecordStream } from "./record-stream";

/** Bytes of a file that is held in memory, and data sets that are looked at. */
const MOST = 2 ** 30;
const MOST_SETS = 1000;

type Library = typeof import("h5wasm");
let files = 0;

/**
 * A record in an HDF5: the only data set of numbers in one dimension, or that of a path, `columns.value`. The interval is that of the
 * option, of an attribute interval, dt, fs or sample_rate of the data set or of the file, or of a data set of times.
 *
 * @throws ArgumentError if h5wasm is not installed or it is not said what is to be read, FormatError if the file is at fault
 */
export async function readHdf5(
  source: ByteSource,
  options: RecordOptions = {},
  load: () => Promise<Library> = () => import("h5wasm"),
): Promise<RecordStream> {
  checkTimes(options);
  const { size = MOST + 1 } = source;
  if (size > MOST) throw malformed("HDF5", `a file, not a pipe, of at most ${MOST} bytes`, source.size ? `${size}` : "a pipe");
  const library = await load().catch(() => {
    throw new ArgumentError("record", "HDF5 is read by the package h5wasm, which is not installed: npm install h5wasm");
  });
  const module = await library.ready;
  module.activate_throwing_error_handler();
  const name = `record-${files++}.h5`;
  module.FS.writeFile(name, await source.read(0, size));
  let file: File | undefined;
  try {
    file = new library.File(name, "r");
    module.FS.unlink(name);
    return await recordOf(library, file, options);
  } catch (error) {
    file?.close();
    if (error instanceof FormatError || error instanceof ArgumentError) throw error;
    throw damaged(error);
  }
}

const damaged = (error: unknown): FormatError =>
  malformed(
    "HDF5",
    "a whole file",
    String((error as Error).message)
      .split("\n")[0]!
      .slice(0, 200),
  );

async function recordOf(library: Library, file: File, options: RecordOptions): Promise<RecordStream> {
  const paths = file.paths();
  if (paths.length > MOST_SETS) throw malformed("HDF5", `at most ${MOST_SETS} data sets and groups`, String(paths.length));
  const sets = new Map<string, Dataset>();
  for (const path of paths) {
    const found = file.get(path);
    if (found instanceof library.Dataset && lengthOf(found) > 1) sets.set(path.replace(/^\//, ""), found);
  }
  const { time, value, imaginary } = options.columns ?? {};
  const rest = [...sets.keys()].filter((path) => path !== time && path !== imaginary);
  const main = value ?? (sets.has("samples") ? "samples" : rest.length === 1 ? rest[0] : undefined);
  const names = [...sets.keys()].join(", ") || "none";
  if (main === undefined) throw new FormatError(`expected the path of one data set to read; those of numbers are ${names}`);
  const series = (path: string | number): Series => {
    const set = sets.get(String(path).replace(/^\//, ""));
    if (!set) throw new FormatError(`expected a data set ${path} of numbers; those in the file are ${names}`);
    return { array: seriesOf(set), which: 0 };
  };
  const said = saidBy([sets.get(String(main).replace(/^\//, "")), file]);
  const stream = await seriesStream(
    "HDF5",
    { interval: options.interval ?? said.interval, start: options.start ?? said.start, unit: options.unit ?? said.unit },
    {
      value: series(main),
      ...(time !== undefined && { time: series(time) }),
      ...(imaginary !== undefined && { imaginary: series(imaginary) }),
    },
  );
  return {
    ...stream,
    ...(said.interval !== undefined && { statedInterval: said.interval }),
    chunks: async function* () {
      try {
        yield* stream.chunks();
      } finally {
        file.close();
      }
    },
  };
}

/** Numbers along one dimension, others being of one; 0 if there is no such thing. */
function lengthOf({ shape, metadata }: Dataset): number {
  const isNumeric = (metadata.type === 0 || metadata.type === 1) && metadata.size <= 8;
  const long = (shape ?? []).filter((n) => n !== 1);
  return isNumeric && long.length <= 1 ? (long[0] ?? shape?.length ?? 0) : 0;
}

function seriesOf(set: Dataset): NpySeries {
  const { metadata, shape } = set;
  const kind = metadata.type === 1 ? "f" : metadata.signed ? "i" : "u";
  return {
    type: { kind, bytes: metadata.size, isBigEndian: !metadata.littleEndian },
    length: lengthOf(set),
    series: 1,
    most: CHUNK,
    take: async (_, first, count) => {
      try {
        const piece = set.slice(shape!.map((n) => (n === 1 ? [0, 1] : [first, first + count])));
        return { samples: Float64Array.from(piece as ArrayLike<number | bigint>, Number) };
      } catch (error) {
        throw damaged(error);
      }
    },
  };
}

/** What attributes say, those of the data set before those of the file. */
function saidBy(holders: readonly ({ attrs: Dataset["attrs"] } | undefined)[]): RecordOptions {
  const said = (...names: string[]) =>
    holders.flatMap((holder) => names.map((name) => holder?.attrs[name]?.value)).find((value) => value !== undefined);
  const number = (what: string, value: unknown) => {
    const plain = ArrayBuffer.isView(value) && "length" in value ? (value as Float64Array)[0] : value;
    if (value === undefined) return undefined;
    if (typeof plain !== "number" && typeof plain !== "bigint") throw malformed(`HDF5, ${what}`, "a number", String(plain));
    return Number(plain);
  };
  const [interval, rate] = [number("interval", said("interval", "dt")), number("fs", said("fs", "sample_rate"))];
  const start = number("start", said("start", "t0"));
  const step = interval ?? (rate === undefined ? undefined : 1 / rate);
  if (step !== undefined && !(step > 0 && step < 1e20)) throw malformed("HDF5, interval", "a positive time in s", String(step));
  if (start !== undefined && !Number.isFinite(start)) throw malformed("HDF5, start", "a time in s", String(start));
  const unit = said("unit", "units");
  return { interval: step, start, ...(typeof unit === "string" && { unit }) };
}
