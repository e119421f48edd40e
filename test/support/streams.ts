// Files in memory, read as any other.

import { bytesSource, streamSource } from "../../src/io/byte-source";
import { openRecord } from "../../src/io/open-record";
import { collectRecord, type RecordOptions } from "../../src/io/record-stream";

export const fromBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));

export const textBytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** All pieces as one. */
export async function joined(pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  return new Uint8Array(await new Blob(await all(pieces)).arrayBuffer());
}

async function all(pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>[]> {
  const found: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of pieces) found.push(new Uint8Array(piece));
  return found;
}

/** The record in a file of these bytes. */
export const recordIn = async (bytes: Uint8Array, options: RecordOptions = {}) =>
  collectRecord(await openRecord(bytesSource(bytes), options));

/** The record that comes through a pipe in pieces of so many bytes. */
export const recordThroughPipe = async (bytes: Uint8Array, size: number, options: RecordOptions = {}) =>
  collectRecord(await openRecord(streamSource(piecesOf(bytes, size)), options));

function* piecesOf(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}
