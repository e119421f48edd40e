// What each byte of a WebAssembly binary is for.

import { Bytes, sectionsOf } from "./wasm-sections";

/** What there is, in the order of the numbers below. */
export const KINDS = [
  "other sections: exports, globals, types, tables of constants",
  "functions: lengths, declarations of locals",
  "blocks, loops, branches, calls",
  "`local.get`, `local.set`, `local.tee`",
  "numbers of locals",
  "globals",
  "loads and stores: opcodes",
  "loads and stores: alignment and offset",
  "arithmetic of vectors, opcodes and lanes",
  "arithmetic of single numbers, opcodes",
  "whole-number constants",
  "constants of doubles and vectors",
] as const;
const OTHER = 0;
const FUNCTION = 1;
const CONTROL = 2;
const LOCAL = 3;
const NUMBER = 4;
const GLOBAL = 5;
const MEMORY = 6;
const OFFSET = 7;
const VECTOR = 8;
const SCALAR = 9;
const WHOLE = 10;
const DOUBLE = 11;

/** What each byte is for, and where each function begins and ends. */
export interface Anatomy {
  /** An index of KINDS each. */
  readonly kinds: Uint8Array;
  readonly functions: readonly { readonly start: number; readonly end: number }[];
}

/** Walks through all instructions of a binary. @throws Error at an opcode that it does not know */
export function anatomyOf(bytes: Uint8Array): Anatomy {
  const kinds = new Uint8Array(bytes.length).fill(OTHER);
  const functions: { start: number; end: number }[] = [];
  const { start } = sectionsOf(bytes).find(({ id }) => id === 10)!;
  const reader = new Bytes(bytes, start);
  const mark = (kind: number, from: number) => kinds.fill(kind, from, reader.at);
  /** Marks what is read. */
  const read = (kind: number, ...reads: (() => unknown)[]) => {
    const from = reader.at;
    for (const one of reads) one();
    mark(kind, from);
  };
  const whole = () => reader.whole();
  const skip = (count: number) => () => {
    reader.at += count;
  };
  for (let count = reader.whole(); count > 0; count--) {
    const from = reader.at;
    const length = reader.whole();
    const end = reader.at + length;
    functions.push({ start: from, end });
    for (let groups = reader.whole(); groups > 0; groups--) {
      reader.whole();
      reader.byte();
    }
    mark(FUNCTION, from);
    while (reader.at < end) instruction();
    if (reader.at !== end) throw new Error(`an instruction crosses the end of a function at ${end}`);
  }
  return { kinds, functions };

  function instruction(): void {
    const from = reader.at;
    const op = reader.byte();
    const simple = (kind: number) => mark(kind, from);
    if (op === 0xfd) vector(from);
    else if (op === 0xfc) {
      const sub = reader.whole();
      if (sub === 10) skip(2)();
      else if (sub === 11) skip(1)();
      else if (sub > 7) throw new Error(`opcode 0xfc ${sub}`);
      simple(sub < 8 ? SCALAR : MEMORY);
    } else if (op === 0x0e) {
      for (let targets = reader.whole() + 1; targets > 0; targets--) reader.whole();
      simple(CONTROL);
    } else if (op === 0x0c || op === 0x0d || op === 0x10) {
      reader.whole();
      simple(CONTROL);
    } else if (op >= 0x02 && op <= 0x04) {
      reader.whole(); // one byte: the type of a result, or none
      simple(CONTROL);
    } else if (op <= 0x01 || op === 0x05 || op === 0x0b || op === 0x0f) simple(CONTROL);
    else if (op === 0x1a || op === 0x1b) simple(SCALAR);
    else if (op >= 0x20 && op <= 0x22) {
      simple(LOCAL);
      read(NUMBER, whole);
    } else if (op === 0x23 || op === 0x24) {
      reader.whole();
      simple(GLOBAL);
    } else if (op >= 0x28 && op <= 0x3e) {
      simple(MEMORY);
      read(OFFSET, whole, whole);
    } else if (op === 0x3f || op === 0x40) {
      reader.byte();
      simple(MEMORY);
    } else if (op === 0x41 || op === 0x42) {
      reader.whole();
      simple(WHOLE);
    } else if (op === 0x43 || op === 0x44) {
      skip(op === 0x43 ? 4 : 8)();
      simple(DOUBLE);
    } else if (op >= 0x45 && op <= 0xc4) simple(SCALAR);
    else throw new Error(`opcode 0x${op.toString(16)}`);
  }

  function vector(from: number): void {
    const sub = reader.whole();
    if (sub <= 11 || (sub >= 84 && sub <= 93)) {
      mark(MEMORY, from);
      read(OFFSET, whole, whole, ...(sub >= 84 && sub <= 91 ? [skip(1)] : []));
    } else if (sub === 12) {
      skip(16)();
      mark(DOUBLE, from);
    } else {
      if (sub > 255) throw new Error(`opcode 0xfd ${sub}`); // relaxed
      if (sub === 13) skip(16)();
      else if (sub >= 21 && sub <= 34) skip(1)();
      mark(VECTOR, from);
    }
  }
}
