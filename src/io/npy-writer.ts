// Arrays as NumPy's .npy, version 1.0: what numpy.save writes of the same numbers, byte for byte.

import { littleEndian } from "./elements";
import { boundedChunks, type SamplePieces, samplesInPieces } from "./record-pieces";
import type { RecordChunk } from "./record-stream";

/** What an array may hold: doubles, complex numbers, either in pieces, one number, texts, or one. */
export type Storable = Float64Array | RecordChunk | SamplePieces | number | string | readonly string[];

/** The array as the bytes of an .npy. */
export function* npy(array: Storable): Generator<Uint8Array<ArrayBuffer>> {
  if (typeof array === "string" || Array.isArray(array)) {
    yield* texts(array as string | readonly string[]);
    return;
  }
  if (typeof array === "number") {
    yield headerOf("<f8", "()");
    yield littleEndian(Float64Array.of(array));
    return;
  }
  const numbers = array as Float64Array | RecordChunk | SamplePieces;
  const pieces =
    "chunks" in numbers ? numbers : samplesInPieces(numbers instanceof Float64Array ? { samples: numbers } : numbers);
  yield headerOf(pieces.isComplex ? "<c16" : "<f8", `(${pieces.length},)`);
  for (const { samples, imaginary } of boundedChunks(pieces)) {
    yield littleEndian(imaginary ? pairs(samples, imaginary) : samples);
  }
}

function pairs(real: Float64Array, imaginary: Float64Array): Float64Array {
  const both = new Float64Array(2 * real.length);
  for (let i = 0; i < real.length; i++) {
    both[2 * i] = real[i]!;
    both[2 * i + 1] = imaginary[i]!;
  }
  return both;
}

/** Unicode in four bytes a character, as long as the longest. */
function* texts(array: string | readonly string[]): Generator<Uint8Array<ArrayBuffer>> {
  const characters = (typeof array === "string" ? [array] : array).map((text) => [...text].map((c) => c.codePointAt(0)!));
  const length = characters.reduce((most, { length }) => Math.max(most, length), 1);
  yield headerOf(`<U${length}`, typeof array === "string" ? "()" : `(${array.length},)`);
  const bytes = new DataView(new ArrayBuffer(4 * length * characters.length));
  for (const [row, codes] of characters.entries()) {
    for (const [k, code] of codes.entries()) bytes.setUint32(4 * (row * length + k), code, true);
  }
  yield new Uint8Array(bytes.buffer);
}

/** Padded so that the data begin at a multiple of 64. */
function headerOf(descr: string, shape: string): Uint8Array<ArrayBuffer> {
  // NumPy leaves room for the first length to grow to 21 digits
  const literal = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${shape}, }`;
  const first = /^\((\d+)/.exec(shape)?.[1];
  const grown = first === undefined ? literal : literal + " ".repeat(Math.max(0, 21 - first.length));
  const whole = 64 * (Math.floor((10 + grown.length + 1) / 64) + 1);
  const text = `${grown.padEnd(whole - 11)}\n`;
  const bytes = new Uint8Array(whole);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, text.length & 255, text.length >> 8]);
  for (let i = 0; i < text.length; i++) bytes[10 + i] = text.charCodeAt(i);
  return bytes;
}
