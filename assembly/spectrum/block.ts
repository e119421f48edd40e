// A block of bins at work: columns of what a kernel works out at each bin. Every derivative is a sum of them (slopes.ts).

import { Lanes, Real } from "lanes";

export const BLOCK: i32 = 96; // bins: all columns together stay in the first-level cache

export const SIGNAL: i32 = 0; // E, or Re M
export const ONE: i32 = 1;
export const FREQUENCY: i32 = 2;
export const OWN: i32 = 3; // and on: the kernel's own; or Im M; or what a sampled record shows of ∂E/∂variable
export const COLUMNS: i32 = 16;

const AT: usize = memory.data(12288, 16);

export class Block {
  @inline static column(k: i32): usize {
    return AT + <usize>(k * BLOCK * 8);
  }
  @inline static get(k: i32, row: i32): Real {
    return Lanes.load(Block.column(k) + ((<usize>row) << 3));
  }
  @inline static set(k: i32, row: i32, x: Real): void {
    Lanes.store(Block.column(k) + ((<usize>row) << 3), x);
  }
  /** The same, `at` in bytes. */
  @inline static put(k: i32, at: usize, x: Real): void {
    Lanes.store(Block.column(k) + at, x);
  }
  static clear(k: i32): void {
    memory.fill(Block.column(k), 0, BLOCK * 8);
  }
}
