// A record's file, or a pipe, as bytes that are read in pieces: no more of it is in memory than a reader asks for.

import { constants, fstat, openSync, read } from "node:fs";
import { open, stat } from "node:fs/promises";
import { Socket } from "node:net";
import type { Readable } from "node:stream";
import { promisify } from "node:util";
import { type ByteSource, streamSource } from "clausius";
import { fileError } from "./exit";

/** An open file. */
export interface OpenFile {
  readonly source: ByteSource;
  /** Lets go of it, whether read to its end or not. */
  readonly close: () => Promise<void>;
}

/**
 * The file of that path, or stdin for `-`: read at any place if it is a file, forwards only if it is a pipe or a device.
 *
 * @throws FileError if it cannot be opened or is a folder
 */
export async function openFile(path: string): Promise<OpenFile> {
  try {
    if (path === "-") {
      const size = await sizeOf(0);
      return size === undefined ? piped(process.stdin) : { source: fileSource(path, 0, size), close: async () => {} };
    }
    if ((await stat(path)).isFIFO()) return piped(fifo(path));
    const handle = await open(path);
    const size = await sizeOf(handle.fd);
    if (size === undefined) return piped(handle.createReadStream());
    return { source: fileSource(path, handle.fd, size), close: () => handle.close() };
  } catch (error) {
    throw fileError(path, error);
  }
}

/** Bytes of a file; none where only reading tells, as of a pipe or in /proc. */
async function sizeOf(file: number): Promise<number | undefined> {
  const status = await promisify(fstat)(file);
  if (status.isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
  return status.isFile() && status.size > 0 ? status.size : undefined;
}

/** A named pipe, which to open in the usual way waits for its writer, deaf to Ctrl-C. */
const fifo = (path: string): Readable =>
  new Socket({ fd: openSync(path, constants.O_RDONLY | constants.O_NONBLOCK), readable: true, writable: false });

/** A pipe that nobody reads any more would keep the program waiting for its end. */
const piped = (stream: Readable): OpenFile => ({
  source: streamSource(stream as AsyncIterable<Uint8Array>),
  close: async () => void stream.destroy(),
});

const fileSource = (path: string, file: number, size: number): ByteSource => ({
  size,
  read: async (offset, length) => {
    const bytes = new Uint8Array(Math.max(0, Math.min(length, size - offset)));
    let filled = 0;
    while (filled < bytes.length) {
      const { bytesRead } = await reading(path, file, bytes, filled, offset + filled);
      if (bytesRead === 0) break; // cut short while it is read
      filled += bytesRead;
    }
    return bytes.subarray(0, filled);
  },
});

async function reading(path: string, file: number, bytes: Uint8Array, filled: number, position: number) {
  try {
    return await promisify(read)(file, bytes, filled, bytes.length - filled, position);
  } catch (error) {
    throw fileError(path, error);
  }
}
