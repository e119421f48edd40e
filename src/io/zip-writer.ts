// ZIP archives, stored or deflated, dated 1980 so that the same content gives the same bytes.

import { ArgumentError } from "../errors";
import { crc32 } from "./crc32";

/** A file to be put into an archive. Its bytes may be asked for more than once. */
export interface ZipFile {
  readonly name: string;
  readonly bytes: () => Iterable<Uint8Array<ArrayBuffer>>;
}

/** What the formats' fields of 32 bits hold. */
const MOST = 0xffffffff;

/** The archive, piece by piece. */
export async function* zip(files: readonly ZipFile[], { deflate = false } = {}): AsyncGenerator<Uint8Array> {
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const { name, bytes } of files) {
    let [crc, size] = [0, 0];
    for (const piece of bytes()) {
      crc = crc32(piece, crc);
      size += piece.length;
    }
    const packed = deflate ? await deflated(bytes()) : undefined;
    const length = packed?.reduce((sum, piece) => sum + piece.length, 0) ?? size;
    if (size >= MOST || offset + length >= MOST) throw new ArgumentError(name, "expected less than 4 GB in an archive");
    const encoded = new TextEncoder().encode(name);
    const fields = [20, 0x800, deflate ? 8 : 0, 0, 0x21]; // version 2.0, names in UTF-8, method, midnight, 1 January 1980
    const sizes = [crc, length, size];
    yield record([[4, 0x04034b50], ...two(fields), ...four(sizes), ...two([encoded.length, 0])], encoded);
    directory.push(
      record(
        [[4, 0x02014b50], ...two([20, ...fields]), ...four(sizes), ...two([encoded.length, 0, 0, 0, 0]), ...four([0, offset])],
        encoded,
      ),
    );
    for (const piece of packed ?? bytes()) yield piece;
    offset += 30 + encoded.length + length;
  }
  yield* directory;
  const length = directory.reduce((sum, entry) => sum + entry.length, 0);
  const count = files.length;
  yield record([[4, 0x06054b50], ...two([0, 0, count, count]), ...four([length, offset]), [2, 0]], new Uint8Array());
}

type Field = readonly [width: number, value: number];
const two = (values: readonly number[]): Field[] => values.map((value) => [2, value]);
const four = (values: readonly number[]): Field[] => values.map((value) => [4, value]);

function record(fields: readonly Field[], name: Uint8Array): Uint8Array {
  const head = fields.flatMap(([width, value]) => Array.from({ length: width }, (_, k) => Math.floor(value / 256 ** k) & 255));
  const bytes = new Uint8Array(head.length + name.length);
  bytes.set(head);
  bytes.set(name, head.length);
  return bytes;
}

async function deflated(pieces: Iterable<Uint8Array<ArrayBuffer>>): Promise<Uint8Array[]> {
  const iterator = pieces[Symbol.iterator]();
  const plain = new ReadableStream<BufferSource>({
    pull: (controller) => {
      const { done, value } = iterator.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
  const reader = plain.pipeThrough(new CompressionStream("deflate-raw")).getReader();
  const packed: Uint8Array[] = [];
  for (let next = await reader.read(); !next.done; next = await reader.read()) packed.push(next.value);
  return packed;
}
