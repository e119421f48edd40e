// The parts of a WebAssembly binary, and the numbers they are written in.

/** A section: its id (0 custom, 10 code), and where its content begins and ends. */
export interface Section {
  readonly id: number;
  readonly start: number;
  readonly end: number;
}

/** Reads a binary from byte `at` on. */
export class Bytes {
  constructor(
    readonly bytes: Uint8Array,
    public at = 0,
  ) {}

  byte(): number {
    return this.bytes[this.at++]!;
  }

  /** A whole number in LEB128, without sign. */
  whole(): number {
    let [value, shift] = [0, 0];
    for (;;) {
      const byte = this.byte();
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
      shift += 7;
    }
  }

  text(): string {
    const length = this.whole();
    this.at += length;
    return new TextDecoder().decode(this.bytes.subarray(this.at - length, this.at));
  }
}

/** All sections, in order. */
export function sectionsOf(bytes: Uint8Array): Section[] {
  const sections: Section[] = [];
  const reader = new Bytes(bytes, 8);
  while (reader.at < bytes.length) {
    const id = reader.byte();
    const length = reader.whole();
    sections.push({ id, start: reader.at, end: reader.at + length });
    reader.at += length;
  }
  return sections;
}

/** The code section's bytes. */
export function codeOf(bytes: Uint8Array): Uint8Array {
  const { start, end } = sectionsOf(bytes).find(({ id }) => id === 10)!;
  return bytes.subarray(start, end);
}
