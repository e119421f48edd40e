// Where random numbers come from, as a caller says it.

import { expected } from "../errors";

/** Throws unless these are a seed and the number of an item of it, `count` of them from there. */
export function checkSeed(seed: unknown, item: unknown, count = 1): void {
  if (!Number.isSafeInteger(seed) || (seed as number) < 0) throw expected("seed", "a whole number, 0 to 2^53 − 1", seed);
  if (!Number.isInteger(item) || (item as number) < 0 || (item as number) + count > 2 ** 32) {
    throw expected("item", `a whole number, 0 to 2^32 − ${count}`, item);
  }
}
