// The header of NumPy's .npy: versions 1 to 3, a Python literal that says type, order and shape.
// Reference: numpy.lib.format, "Format Version 1.0" to "3.0".

import { FormatError, malformed } from "../errors";
import { type ByteSource, readExactly } from "./byte-source";
import { type ElementType, elementType } from "./elements";

/** What the header says. */
export interface NpyHeader {
  readonly type: ElementType;
  readonly shape: readonly number[];
  /** Whether the first index runs fastest. */
  readonly isFortran: boolean;
  /** Byte of the first element. */
  readonly data: number;
}

/** A header is not longer than this. */
const LONGEST = 1 << 16;

/** Bytes that an .npy begins with. */
export const NPY_MAGIC = Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59);

/** Every array in a file is checked against the bytes that are there. */
export async function readNpyHeader(source: ByteSource): Promise<NpyHeader> {
  const { text, data } = await readNpyText(source);
  const said = (name: string, value: RegExp) => new RegExp(`['"]${name}['"]\\s*:\\s*${value.source}`).exec(text)?.[1];
  const shown = JSON.stringify(text.trim().slice(0, 80));
  const descr = said("descr", /['"]([^'"]*)['"]/);
  if (descr === undefined) {
    if (said("descr", /(\[)/)) throw malformed("NPY header", "an array of plain numbers", "a structured one: save one field");
    throw malformed("NPY header", "'descr', the type of its numbers", shown);
  }
  const type = elementType(descr);
  if (!type) throw malformed("NPY header", "integers, floats or complex numbers of 1 to 16 bytes", `'${descr}'`);
  const order = said("fortran_order", /(True|False)/);
  if (!order) throw malformed("NPY header", "'fortran_order', True or False", shown);
  const written = said("shape", /\(([\d\s,L]*)\)/);
  if (written === undefined) throw malformed("NPY header", "'shape', in parentheses", shown);
  const shape = (written.match(/\d+/g) ?? []).map(Number);
  const bytes = shape.reduce((product, n) => product * n, type.bytes);
  if (![...shape, bytes].every(Number.isSafeInteger)) {
    throw malformed("NPY header", "a shape of fewer than 2^53 bytes", `(${written.trim()})`);
  }
  if (source.size !== undefined && data + bytes > source.size) {
    const held = Math.max(0, source.size - data);
    throw new FormatError(
      `byte ${data}: expected ${bytes} bytes, as the shape (${written.trim()}) says, but the file holds ${held}`,
    );
  }
  return { type, shape, isFortran: order === "True", data };
}

/** The header's literal, and the byte at which the data begin. */
export async function readNpyText(source: ByteSource): Promise<{ text: string; data: number }> {
  const start = await source.read(0, 8);
  if (start.length === 0) throw malformed("NPY", "a file that begins with \\x93NUMPY", "an empty one");
  const wrong = NPY_MAGIC.findIndex((byte, i) => start[i] !== byte && i < start.length);
  if (wrong >= 0) throw malformed(`byte ${wrong}`, "\\x93NUMPY", `0x${start[wrong]!.toString(16).padStart(2, "0")}`);
  const [major] = (await readExactly(source, 6, 2, "the version")) as unknown as [number];
  if (major < 1 || major > 3) throw malformed("byte 6", "NPY version 1, 2 or 3", String(major));
  const width = major === 1 ? 2 : 4;
  const counted = await readExactly(source, 8, width, "the header's length");
  const length = counted.reduce((sum, byte, i) => sum + byte * 256 ** i, 0);
  if (length > LONGEST) throw malformed("byte 8", `a header of at most ${LONGEST} bytes`, String(length));
  const text = new TextDecoder().decode(await readExactly(source, 8 + width, length, "the header"));
  return { text, data: 8 + width + length };
}
