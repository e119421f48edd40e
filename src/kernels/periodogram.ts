// Simulated averaged periodograms.

import { kernels } from "./instance";
import { even, Workspace } from "./memory";

const workspace = new Workspace();

/** Which numbers are drawn: seed 0 … 2⁵³ − 1, stream and item 0 … 2³² − 1. */
export interface Draw {
  readonly seed: number;
  readonly stream: number;
  readonly item: number;
}

/** The expected densities of the bins, where their mirrors are (−1: none), and ρ² of each bin with its mirror. */
export interface Expected {
  readonly density: Float64Array;
  readonly mirrors: Int32Array;
  readonly coherence: Float64Array;
}

/** Draws an averaged periodogram of each bin. */
export function fillPeriodogram(
  { seed, stream, item }: Draw,
  averages: number,
  { density, mirrors, coherence }: Expected,
): Float64Array {
  const count = density.length;
  const column = even(count);
  const numbers = workspace.take(4 * column);
  numbers.set(density);
  numbers.set(mirrors, column);
  numbers.set(coherence, 2 * column);
  const at = (k: number) => numbers.byteOffset + 8 * column * k;
  const mirrorsAt = mirrors.some((mirror) => mirror >= 0) ? at(1) : 0;
  kernels().periodogram(seed >>> 0, Math.floor(seed / 2 ** 32), stream, item, averages, at(0), mirrorsAt, at(2), at(3), count);
  return numbers.slice(3 * column, 3 * column + count);
}
