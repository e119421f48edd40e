// Places in the kernels' memory. Each use of a kernel reserves its own once, at load, and keeps it: nothing is freed.

import { kernels } from "./instance";

/** Rows of a tile, as in assembly/table.ts. */
export const TILE = 1024;

let next = 0;

/** Address of `bytes` bytes that nobody else uses, 16-byte aligned. */
function reserve(bytes: number): number {
  const { memory, memoryBase } = kernels();
  if (next === 0) next = memoryBase();
  const at = next;
  next = (at + bytes + 15) & ~15;
  const missing = next - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / 65536));
  return at;
}

/** A place for `count` numbers a row of one tile. Its view is made anew when the memory has moved. */
export class Place {
  #at: number | undefined;
  #view: Float64Array | undefined;
  constructor(readonly count: number) {}

  get at(): number {
    this.#at ??= reserve(this.count * TILE * 8);
    return this.#at;
  }

  /** All its numbers. */
  get numbers(): Float64Array {
    const { at } = this;
    const { buffer } = kernels().memory;
    if (this.#view?.buffer !== buffer) this.#view = new Float64Array(buffer, at, this.count * TILE);
    return this.#view!;
  }

  /** Address of column k. */
  column(k: number): number {
    return this.at + k * TILE * 8;
  }

  /** The first `rows` numbers of column k. */
  rows(k: number, rows: number): Float64Array {
    return this.numbers.subarray(k * TILE, k * TILE + rows);
  }
}

/** A place for a byte a row of one tile. */
export class BytePlace {
  #at: number | undefined;

  get at(): number {
    this.#at ??= reserve(TILE);
    return this.#at;
  }

  rows(rows: number): Uint8Array {
    return new Uint8Array(kernels().memory.buffer, this.at, rows);
  }
}

/** Calls `run(first, rows)` for each tile of a batch; kernels work on `even(rows)` rows. */
export function tiles(total: number, run: (first: number, rows: number) => void): void {
  for (let first = 0; first < total; first += TILE) run(first, Math.min(TILE, total - first));
}

/** The next even number: the kernels take two rows at a time. */
export const even = (rows: number): number => rows + (rows & 1);
