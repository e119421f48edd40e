// Both builds of the kernels, bare: one tile of working points, straight in and out of their memory.

import { readFileSync } from "node:fs";
import { instantiateSync } from "@assemblyscript/loader";
import type { Kernels } from "../src/kernels/instance";

/** Rows of a tile. */
export const TILE = 1024;

/** A build with places for one tile. */
export interface Build {
  readonly kernels: Kernels;
  /** A view of `count` numbers at a place of its own, and its address. */
  reserve(count: number): { readonly at: number; readonly view: Float64Array };
}

/** Loads build/<name>. */
export function load(name: "clausius.wasm" | "clausius.scalar.wasm"): Build {
  const kernels = instantiateSync<Kernels>(readFileSync(new URL(`../build/${name}`, import.meta.url))).exports;
  kernels.memory.grow(64);
  let next = kernels.memoryBase();
  return {
    kernels,
    reserve(count) {
      const at = next;
      next += 8 * count;
      return { at, view: new Float64Array(kernels.memory.buffer, at, count) };
    },
  };
}
