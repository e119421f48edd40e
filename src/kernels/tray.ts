// What a part's columns lie in on their way to a worker and back: memory that both see, where there is such a thing; else memory that
// changes hands. The shared is the pool's and serves again: an engine does not count it, so that what each call took would pile up.

const MEMORY_IS_SHARED = typeof SharedArrayBuffer === "function";

/** Columns of one part; see `clear`. */
export class Tray {
  readonly #memories: SharedArrayBuffer[] = [];
  #used = 0;
  /** What changes hands. */
  transfer: ArrayBuffer[] = [];

  /** Makes room for the next part: nobody may be at the last. */
  clear(): void {
    this.#used = 0;
    this.transfer = [];
  }

  /** A copy that a worker can read. */
  copy(numbers: Float64Array | readonly number[]): Float64Array {
    if (MEMORY_IS_SHARED) {
      const there = new Float64Array(this.#take(8 * numbers.length), 0, numbers.length);
      there.set(numbers);
      return there;
    }
    const own = Float64Array.from(numbers);
    this.transfer.push(own.buffer);
    return own;
  }

  /** A place for a worker to write `length` numbers or bytes, of the kind of `like`; undefined where it must bring its own. */
  place<T extends Float64Array | Uint8Array>(like: T, length: number): T | undefined {
    if (!MEMORY_IS_SHARED) return undefined;
    const Kind = like.constructor as new (memory: SharedArrayBuffer, from: number, length: number) => T;
    return new Kind(this.#take(length * like.BYTES_PER_ELEMENT), 0, length);
  }

  #take(bytes: number): SharedArrayBuffer {
    const known = this.#memories[this.#used];
    const memory =
      known && known.byteLength >= bytes ? known : new SharedArrayBuffer(2 ** Math.ceil(Math.log2(Math.max(bytes, 1))));
    this.#memories[this.#used++] = memory;
    return memory;
  }
}
