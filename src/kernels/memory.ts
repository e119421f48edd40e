// Places in the kernels' memory. Each user of a kernel reserves its own and keeps it: nothing is freed. When the memory grows, views
// of it become empty: each is taken anew on its next use.

import { kernels } from "./instance";

/** Rows of a tile, as in assembly/table.ts. */
export const TILE = 1024;

let reserved = 0;

/** Offset of `bytes` bytes that nobody else uses, 16-byte aligned. */
function reserve(bytes: number): number {
  const offset = reserved;
  reserved = 16 * Math.ceil((offset + bytes) / 16); // beyond 2³¹ too, which a bit mask is not
  return offset;
}

let buffer = new ArrayBuffer(0);
let base = 0;

/** The memory, grown to hold all that is reserved, and where in it an offset lies. */
function locate(offset: number): { buffer: ArrayBuffer; at: number } {
  // too small, or left behind by a memory that has grown: then it is empty
  if (base + reserved > buffer.byteLength) {
    const { memory, memoryBase } = kernels();
    base = memoryBase();
    const missing = base + reserved - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / 65536));
    buffer = memory.buffer;
  }
  return { buffer, at: base + offset };
}

/** So few numbers are copied one by one: a call of the engine would cost more. */
export const FEW = 16;

/** Copies the first `count` numbers of `from` to `out`, from place `at` on. */
export function copy<T extends Float64Array | Uint8Array>(from: T, count: number, out: T, at: number): void {
  if (count <= FEW) for (let i = 0; i < count; i++) out[at + i] = from[i]!;
  else out.set(count === from.length ? from : from.subarray(0, count), at);
}

/** A place for `count` numbers a row of one tile. */
export class Place {
  readonly #offset: number;
  #view: Float64Array | undefined;
  #columns: Float64Array[] = [];

  constructor(readonly count: number) {
    this.#offset = reserve(count * TILE * 8);
  }

  /** All its numbers. */
  get numbers(): Float64Array {
    if (!this.#view?.length) {
      const { buffer, at } = locate(this.#offset);
      this.#view = new Float64Array(buffer, at, this.count * TILE);
      this.#columns = Array.from({ length: this.count }, (_, k) => this.#view!.subarray(k * TILE, (k + 1) * TILE));
    }
    return this.#view;
  }

  /** Its address. */
  get at(): number {
    return this.numbers.byteOffset;
  }

  /** Address of column k. */
  column(k: number): number {
    return this.at + k * TILE * 8;
  }

  /** The first `rows` numbers of column k. */
  rows(k: number, rows: number): Float64Array {
    return this.numbers.subarray(k * TILE, k * TILE + rows);
  }

  /** Copies the first `rows` numbers of column k to `out`, from place `first` on. */
  give(k: number, rows: number, out: Float64Array, first: number): void {
    copy(this.numbers && this.#columns[k]!, rows, out, first);
  }
}

/** A place for a byte a row of one tile. */
export class BytePlace {
  readonly #offset = reserve(TILE);
  #view: Uint8Array | undefined;

  /** All its bytes. */
  get bytes(): Uint8Array {
    if (!this.#view?.length) {
      const { buffer, at } = locate(this.#offset);
      this.#view = new Uint8Array(buffer, at, TILE);
    }
    return this.#view;
  }

  /** The first `rows` bytes. */
  rows(rows: number): Uint8Array {
    return this.bytes.subarray(0, rows);
  }

  /** Copies the first `rows` bytes to `out`, from place `first` on. */
  give(rows: number, out: Uint8Array, first: number): void {
    copy(this.bytes, rows, out, first);
  }

  /** Its address. */
  get at(): number {
    return this.bytes.byteOffset;
  }
}

/** Numbers that a workspace has room for beyond what is asked, at most. */
const MOST_SPARE = 2 ** 24;

/** A place for as many numbers as each use asks for: what does not fit the last size gets room for twice as much. */
export class Workspace {
  #offset = 0;
  #capacity = 0;
  #view = new Float64Array();

  /** Its address. */
  get at(): number {
    return locate(this.#offset).at;
  }

  /** `count` numbers, what is left there from before; their address is the view's byteOffset. Good until the next use. */
  take(count: number): Float64Array {
    if (count > this.#capacity) {
      const before = reserved;
      const capacity = Math.min(2 * count, count + MOST_SPARE);
      const offset = reserve(capacity * 8);
      try {
        locate(offset);
      } catch {
        reserved = before;
        throw new RangeError(
          `this call needs ${(8e-9 * count).toFixed(1)} GB of the kernels' memory, which has 4 at most: make it several`,
        );
      }
      this.#capacity = capacity;
      this.#offset = offset;
    }
    const { buffer, at } = locate(this.#offset);
    if (this.#view.length !== count || this.#view.byteOffset !== at) this.#view = new Float64Array(buffer, at, count);
    return this.#view;
  }
}

/** Calls `run(first, rows)` for each tile of a batch. */
export function tiles(total: number, run: (first: number, rows: number) => void): void {
  for (let first = 0; first < total; first += TILE) run(first, Math.min(TILE, total - first));
}

/** The next even number: the kernels take two rows at a time. */
export const even = (rows: number): number => rows + (rows & 1);
