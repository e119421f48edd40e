// ZIP archives as NumPy writes them: the directory at the end, entries stored or deflated, with the extension for 4 GB and more.
// Reference: PKWARE's APPNOTE.TXT 6.3.10.

import { FormatError, malformed } from "../errors";
import { asciiOf, type ByteSource, partOf, readExactly, streamSource } from "./byte-source";
import { crc32 } from "./crc32";

/** A file in an archive. */
export interface ZipEntry {
  readonly name: string;
  /** Bytes of the file itself. */
  readonly size: number;
  /** Its bytes: at random where it is stored, forwards only where it is deflated, and never more than `size` of them. */
  readonly open: () => Promise<ByteSource>;
}

const DIRECTORY_END = 0x06054b50;
const DIRECTORY_END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const ABSENT = 0xffffffff;

/** Neither may a directory of arrays be longer than this. */
const LONGEST_DIRECTORY = 1 << 20;
/** Deflate makes at most 1032 bytes of one. */
const MOST_INFLATED = 1032;
/** Bytes that are inflated at once. */
const PIECE = 1 << 14;

const fields = (bytes: Uint8Array) => new DataView(new Uint8Array(bytes).buffer);

/**
 * The files of an archive.
 *
 * @throws FormatError that names the place at fault
 */
export async function readZip(source: ByteSource): Promise<ZipEntry[]> {
  const { size } = source;
  if (size === undefined) throw new FormatError("ZIP: a pipe cannot be read from its end; save it as a file first");
  const { count, length, offset } = await directoryOf(source, size);
  if (length > LONGEST_DIRECTORY) throw malformed("ZIP", `a directory of at most ${LONGEST_DIRECTORY} bytes`, String(length));
  const bytes = await readExactly(source, offset, length, "the ZIP's directory");
  const entry = fields(bytes);
  const entries: ZipEntry[] = [];
  for (let at = 0, k = 0; k < count; k++) {
    if (at + 46 > length || entry.getUint32(at, true) !== ENTRY) {
      throw malformed(`byte ${offset + at}`, `entry ${k + 1} of ${count} in the ZIP's directory`, "none");
    }
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => entry.getUint16(at + field, true));
    const next = at + 46 + nameLength! + extraLength! + commentLength!;
    if (next > length)
      throw malformed(`byte ${offset + at}`, "an entry inside the ZIP's directory", "one that runs over its end");
    const extra = at + 46 + nameLength!;
    const name = new TextDecoder().decode(bytes.subarray(at + 46, extra));
    const wide = [24, 20, 42].map((field) => entry.getUint32(at + field, true));
    const [full, packed, local] = widened(wide, bytes.subarray(extra, extra + extraLength!), name);
    const { method, flags } = { method: entry.getUint16(at + 10, true), flags: entry.getUint16(at + 8, true) };
    entries.push(
      entryOf(source, {
        name,
        method,
        flags,
        size: full!,
        packed: packed!,
        local: local!,
        crc: entry.getUint32(at + 16, true),
      }),
    );
    at = next;
  }
  return entries;
}

/** Where the directory is: the last record of the file, before a comment, or the longer one that it points to. */
async function directoryOf(source: ByteSource, size: number): Promise<{ count: number; length: number; offset: number }> {
  const from = Math.max(0, size - 22 - 0xffff);
  const tail = await source.read(from, size - from);
  const end = fields(tail);
  let at = tail.length - 22;
  while (at >= 0 && !(end.getUint32(at, true) === DIRECTORY_END && at + 22 + end.getUint16(at + 20, true) === tail.length))
    at--;
  if (at < 0) throw malformed("ZIP", "a directory at the end of the file", "none: the file is cut short, or no ZIP");
  const short = {
    count: end.getUint16(at + 10, true),
    length: end.getUint32(at + 12, true),
    offset: end.getUint32(at + 16, true),
  };
  const isLong = short.count === 0xffff || short.length === ABSENT || short.offset === ABSENT;
  if (!isLong || at < 20 || end.getUint32(at - 20, true) !== LOCATOR_64) return checked(short, size);
  const place = exact(end.getBigUint64(at - 12, true));
  const long = fields(await readExactly(source, place, 56, "the ZIP's directory end"));
  if (long.getUint32(0, true) !== DIRECTORY_END_64) throw malformed(`byte ${place}`, "the ZIP64's directory end", "none");
  const [count, length, offset] = [32, 40, 48].map((field) => exact(long.getBigUint64(field, true)));
  return checked({ count: count!, length: length!, offset: offset! }, size);
}

function checked<T extends { length: number; offset: number }>(directory: T, size: number): T {
  const { length, offset } = directory;
  if (offset + length > size)
    throw malformed("ZIP", `a directory inside the file of ${size} bytes`, `one up to byte ${offset + length}`);
  return directory;
}

/** Sizes and offset of 64 bits where those of 32 do not hold them. */
function widened(values: readonly number[], extra: Uint8Array, name: string): number[] {
  if (!values.includes(ABSENT)) return [...values];
  const field = fields(extra);
  for (let at = 0; at + 4 <= extra.length; at += 4 + field.getUint16(at + 2, true)) {
    const last = at + 4 + field.getUint16(at + 2, true);
    if (field.getUint16(at, true) !== 1 || last > extra.length) continue;
    let next = at + 4;
    return values.map((value) => {
      if (value !== ABSENT) return value;
      if (next + 8 > last) throw malformed(`ZIP, ${name}`, "its size in 64 bits", "none");
      next += 8;
      return exact(field.getBigUint64(next - 8, true));
    });
  }
  return [...values];
}

function exact(value: bigint): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw malformed("ZIP", "sizes below 2^53", String(value));
  return Number(value);
}

interface Packed {
  readonly name: string;
  readonly method: number;
  readonly flags: number;
  readonly size: number;
  readonly packed: number;
  /** Byte of the entry's own header. */
  readonly local: number;
  readonly crc: number;
}

function entryOf(source: ByteSource, { name, method, flags, size, packed, local, crc }: Packed): ZipEntry {
  const where = `ZIP, ${name}`;
  const open = async (): Promise<ByteSource> => {
    if (flags & 1) throw malformed(where, "a file in clear", "an encrypted one");
    if (method !== 0 && method !== 8) throw malformed(where, "a file stored or deflated", `method ${method}`);
    if (method === 0 && packed !== size) throw malformed(where, `${size} stored bytes`, String(packed));
    if (size > MOST_INFLATED * packed) {
      throw malformed(where, `at most ${MOST_INFLATED} times its ${packed} deflated bytes`, `a claim of ${size} bytes`);
    }
    const head = await readExactly(source, local, 30, `the header of ${name}`);
    const header = fields(head);
    if (header.getUint32(0, true) !== LOCAL)
      throw malformed(`byte ${local}`, `the header of ${name}`, JSON.stringify(asciiOf(head.subarray(0, 2))));
    const data = local + 30 + header.getUint16(26, true) + header.getUint16(28, true);
    if (data + packed > source.size!) throw malformed(where, `${packed} bytes from byte ${data}`, `a file of ${source.size}`);
    const stored = partOf(source, data, packed);
    return method === 0 ? stored : { ...streamSource(inflated(stored, where, size, crc)), size };
  };
  return { name, size, open };
}

/** The bytes of a deflated file, as many as were announced. */
async function* inflated(source: ByteSource, where: string, size: number, crc: number): AsyncGenerator<Uint8Array> {
  let offset = 0;
  const deflated = new ReadableStream<BufferSource>(
    {
      pull: async (controller) => {
        const bytes = new Uint8Array(await source.read(offset, PIECE));
        offset += bytes.length;
        if (bytes.length > 0) controller.enqueue(bytes);
        if (bytes.length < PIECE) controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  const reader = deflated.pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  let [count, sum] = [0, 0];
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        if (error instanceof FormatError) throw error;
        throw malformed(where, "deflated data", `damaged ones after ${count} bytes`);
      });
      if (done) break;
      count += value.length;
      if (count > size) throw malformed(where, `${size} bytes, as the ZIP's directory says`, "more");
      sum = crc32(value, sum);
      if (count === size && sum !== crc) throw malformed(where, `the checksum ${crc.toString(16)}`, sum.toString(16));
      yield value;
    }
    if (count < size) throw malformed(where, `${size} bytes, as the ZIP's directory says`, String(count));
  } finally {
    await reader.cancel().catch(() => {});
  }
}
