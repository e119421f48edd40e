// Where bytes come from: a file, a Blob, memory, a pipe. Readers ask for pieces, so that nothing need fit into memory.

import { FormatError } from "../errors";

/** Bytes that are read in pieces. */
export interface ByteSource {
  /** How many there are; left out where only the end will tell, as of a pipe. */
  readonly size?: number;
  /** `length` bytes from `offset` on, fewer only where the source ends. The reader copies what it keeps. */
  readonly read: (offset: number, length: number) => Uint8Array | Promise<Uint8Array>;
}

/** Bytes in memory as a source. */
export const bytesSource = (bytes: Uint8Array): ByteSource => ({
  size: bytes.length,
  read: (offset, length) => bytes.subarray(offset, offset + length),
});

/** A Blob, wherever its type is not known. */
interface BlobLike {
  readonly size: number;
  readonly slice: (start: number, end: number) => { readonly arrayBuffer: () => Promise<ArrayBuffer> };
}

/** A Blob, or a File of a web page, as a source: read in pieces, never as a whole. */
export const blobSource = (blob: BlobLike): ByteSource => ({
  size: blob.size,
  read: async (offset, length) => new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer()),
});

/**
 * A pipe as a source: read once, forwards. What lies before the last offset asked for is forgotten, so memory stays bounded.
 *
 * @throws FormatError from `read` if it is asked for what has gone by
 */
export function streamSource(stream: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): ByteSource {
  const pieces: Uint8Array[] = [];
  let [start, end, isOver] = [0, 0, false];
  let iterator: AsyncIterator<Uint8Array> | Iterator<Uint8Array> | undefined;
  const forget = (offset: number) => {
    while (pieces.length > 0 && start + pieces[0]!.length <= offset) start += pieces.shift()!.length;
  };
  const read = async (offset: number, length: number) => {
    if (offset < start) {
      throw new FormatError(`byte ${offset}: a pipe is read forwards only, and is at byte ${start}; save it as a file first`);
    }
    iterator ??= Symbol.asyncIterator in stream ? stream[Symbol.asyncIterator]() : stream[Symbol.iterator]();
    forget(offset);
    while (!isOver && end < offset + length) {
      const { done, value } = await iterator.next();
      if (done) isOver = true;
      else {
        pieces.push(value);
        end += value.length;
        forget(offset);
      }
    }
    const wanted = new Uint8Array(Math.max(0, Math.min(length, end - offset)));
    let at = start;
    for (const piece of pieces) {
      const from = Math.max(0, offset - at);
      const part = piece.subarray(from, Math.min(piece.length, offset + wanted.length - at));
      if (from < piece.length && at + from - offset < wanted.length) wanted.set(part, at + from - offset);
      at += piece.length;
    }
    return wanted;
  };
  return { read };
}

/** Part of a source as a source. */
export const partOf = (source: ByteSource, first: number, size: number): ByteSource => ({
  size,
  read: (offset, length) => source.read(first + offset, Math.max(0, Math.min(length, size - offset))),
});

/**
 * Exactly so many bytes.
 *
 * @throws FormatError that says at which byte the file ends too early
 */
export async function readExactly(source: ByteSource, offset: number, length: number, what: string): Promise<Uint8Array> {
  const bytes = await source.read(offset, length);
  if (bytes.length < length) {
    throw new FormatError(`byte ${offset}: expected ${what} of ${length} bytes, but the file ends after ${bytes.length}`);
  }
  return bytes;
}

/** Characters of Latin-1, up to the first zero byte, as names stand in headers. */
export function asciiOf(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return String.fromCharCode(...(end < 0 ? bytes : bytes.subarray(0, end)));
}
