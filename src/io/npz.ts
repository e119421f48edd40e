// Records in NumPy's .npz: arrays by name, among them, if it was written so, the interval, the start and the unit.

import { FormatError, malformed } from "../errors";
import { type ByteSource, readExactly } from "./byte-source";
import { decoded } from "./elements";
import { openNpy, type Series, seriesStream } from "./npy";
import { readNpyHeader, readNpyText } from "./npy-header";
import { checkTimes, type RecordOptions, type RecordStream } from "./record-stream";
import { readZip, type ZipEntry } from "./zip";

/** Names under which people keep what a record needs. */
const intervals = ["interval", "dt"];
const rates = ["fs", "sample_rate", "sampling_rate"];

/**
 * A record in an .npz: the array `samples`, or the only one, or one by name. Its interval is in an array of one number named
 * interval or dt, or one over fs or sample_rate, unless it or a column of times is given; so with start and unit.
 *
 * @throws ArgumentError if what is to be read is not said, FormatError if the file is at fault
 */
export async function readNpz(source: ByteSource, options: RecordOptions = {}): Promise<RecordStream> {
  checkTimes(options);
  const entries = new Map<string, ZipEntry>();
  for (const entry of await readZip(source)) {
    const name = entry.name.replace(/\.npy$/, "");
    if (name === entry.name) continue;
    if (entries.has(name)) throw malformed("NPZ", "each array once", `${name} twice`);
    entries.set(name, entry);
  }
  const { time, value, imaginary } = options.columns ?? {};
  const known = [...intervals, ...rates, "start", "unit"];
  const rest = [...entries.keys()].filter((name) => !known.includes(name) && name !== time && name !== imaginary);
  const main = value ?? (entries.has("samples") ? "samples" : rest.length === 1 ? rest[0]! : undefined);
  const series = async (name: string | number): Promise<Series> => {
    const entry = entries.get(String(name));
    if (!entry) throw new FormatError(`expected an array ${name}; the arrays are ${[...entries.keys()].join(", ") || "none"}`);
    const array = await inEntry(entry, openNpy);
    if (array.series > 1) throw malformed(`NPZ, ${name}`, "one series", `${array.series}: save them one by one`);
    return { array, which: 0 };
  };
  if (main === undefined) {
    throw new FormatError(`expected the name of one array to read; the arrays are ${rest.join(", ") || "none"}`);
  }
  const number = async (names: readonly string[]) => {
    const entry = names.map((name) => entries.get(name)).find((found) => found !== undefined);
    return entry && numberIn(entry);
  };
  const rate = await number(rates);
  const statedInterval = (await number(intervals)) ?? (rate === undefined ? undefined : 1 / rate);
  const interval = options.interval ?? statedInterval;
  const start = options.start ?? (await number(["start"]));
  const unit = options.unit ?? (entries.has("unit") ? await textIn(entries.get("unit")!) : undefined);
  const said = { interval, start, unit };
  checkSaid(said);
  const stream = await seriesStream("NPZ", said, {
    value: await series(main),
    ...(time !== undefined && { time: await series(time) }),
    ...(imaginary !== undefined && { imaginary: await series(imaginary) }),
  });
  return statedInterval === undefined ? stream : { ...stream, statedInterval };
}

function checkSaid({ interval, start }: RecordOptions): void {
  if (interval !== undefined && !(interval > 0 && interval < 1e20)) {
    throw malformed("NPZ, interval", "a positive time in s", String(interval));
  }
  if (start !== undefined && !Number.isFinite(start)) throw malformed("NPZ, start", "a time in s", String(start));
}

/** Faults of an array, with its name. */
async function inEntry<T>(entry: ZipEntry, read: (source: ByteSource) => Promise<T>): Promise<T> {
  try {
    return await read(await entry.open());
  } catch (error) {
    if (!(error instanceof FormatError) || error.message.startsWith("ZIP")) throw error;
    throw new FormatError(`${entry.name}, ${error.message}`);
  }
}

const numberIn = (entry: ZipEntry): Promise<number> =>
  inEntry(entry, async (source) => {
    const { type, shape, data } = await readNpyHeader(source);
    if (shape.some((n) => n !== 1)) throw malformed("NPY header", "one number", `the shape (${shape.join(", ")})`);
    return decoded(await readExactly(source, data, type.bytes, "a number"), type).samples[0]!;
  });

/** A string, in four bytes a character. */
const textIn = (entry: ZipEntry): Promise<string> =>
  inEntry(entry, async (source) => {
    const { text, data } = await readNpyText(source);
    const [, order, length] = /['"]descr['"]\s*:\s*['"]([<>])U(\d+)['"]/.exec(text) ?? [];
    if (length === undefined || Number(length) > 256)
      throw malformed("NPY header", "a string of at most 256 characters", text.trim());
    const bytes = await readExactly(source, data, 4 * Number(length), "a string");
    const codes = decoded(bytes, { kind: "u", bytes: 4, isBigEndian: order === ">" }).samples;
    const wrong = codes.find((code) => code > 0x10ffff);
    if (wrong !== undefined) throw malformed("NPY", "characters of Unicode", `code ${wrong}`);
    return String.fromCodePoint(...codes).replace(/\0+$/, "");
  });
