// Text in pieces of bytes, as lines.

import { malformed } from "../errors";
import type { ByteSource } from "./byte-source";
import { type Line, LONGEST_LINE } from "./delimited";

/** Bytes that are read at once. */
const PIECE = 1 << 18;

/**
 * The lines of a text, some thousands at a time. UTF-8, or UTF-16 with its mark; what is no UTF-8 is read as Windows-1252, as
 * instruments write µ.
 *
 * @throws FormatError if a line does not end, or the bytes are no text
 */
export async function* linesIn(source: ByteSource): AsyncGenerator<Line[]> {
  let decoder: TextDecoder | undefined;
  let [rest, number] = ["", 0];
  for (let offset = 0; ; ) {
    const bytes = await source.read(offset, PIECE);
    offset += bytes.length;
    const isLast = bytes.length < PIECE;
    decoder ??= decoderOf(bytes);
    const text = rest + decoder.decode(bytes, { stream: !isLast });
    // a line feed may follow the carriage return that ends a piece
    const whole = isLast || !text.endsWith("\r") ? text : text.slice(0, -1);
    const lines = whole.split(/\r\n|\n|\r/);
    rest = isLast ? "" : lines.pop()! + text.slice(whole.length);
    if (rest.length > LONGEST_LINE)
      throw malformed(`line ${number + 1 + lines.length}`, `a line of at most ${LONGEST_LINE} characters`, "more");
    const zero = lines.findIndex((line) => line.includes("\0"));
    if (zero >= 0) throw malformed(`line ${number + zero + 1}`, "text", "a byte of zero");
    yield lines.map((line) => ({ text: line, number: ++number }));
    if (isLast) return;
  }
}

function decoderOf(first: Uint8Array): TextDecoder {
  if (first[0] === 0xff && first[1] === 0xfe) return new TextDecoder("utf-16le");
  if (first[0] === 0xfe && first[1] === 0xff) return new TextDecoder("utf-16be");
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(first, { stream: true });
    return new TextDecoder("utf-8");
  } catch {
    return new TextDecoder("windows-1252");
  }
}
