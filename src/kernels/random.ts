// Random numbers by address: a number depends on (seed, stream, item, draw) and on nothing else, so any can be drawn alone.

import { expected } from "../errors";
import { kernels } from "./instance";
import { Place, tiles } from "./memory";

/** Where the numbers of a column lie: draws `draw`, `draw` + 1, … of an item; all but the seed are 0 unless given. */
export interface Address {
  /** A whole number from 0 to 2⁵³ − 1. */
  readonly seed: number;
  /** Which use, which item of it, which number of the item first: whole numbers from 0 to 2³² − 1. */
  readonly stream?: number;
  readonly item?: number;
  readonly draw?: number;
}

/** A pair of powers to draw: `shape` averages, n ≥ 1; means `plus`, `minus` > 0; squared coherence in [0, 1). */
export interface PairOfPowers {
  readonly shape: number;
  readonly plus: number;
  readonly minus: number;
  readonly coherence: number;
}

const numbers = new Place(2);

const whole = (name: string, value: number, power: number): number => {
  if (Number.isInteger(value) && value >= 0 && value < 2 ** power) return value;
  throw expected(name, `a whole number from 0 to 2^${power} - 1`, value);
};

/** Runs a kernel tile by tile; it is given the first five of its arguments and the number of draws. */
function draws(
  { seed, stream = 0, item = 0, draw = 0 }: Address,
  total: number,
  run: (low: number, high: number, stream: number, item: number, draw: number, first: number, count: number) => void,
): void {
  const high = Math.floor(whole("seed", seed, 53) / 2 ** 32);
  const low = seed - high * 2 ** 32;
  whole("stream", stream, 32);
  whole("item", item, 32);
  whole("draw", draw, 32);
  tiles(total, (first, count) => run(low, high, stream, item, draw + first, first, count));
}

/** Uniform numbers in the open interval (0, 1). */
export function fillUniform(at: Address, out: Float64Array): void {
  draws(at, out.length, (low, high, stream, item, draw, first, count) => {
    kernels().uniforms(low, high, stream, item, draw, numbers.at, count);
    numbers.give(0, count, out, first);
  });
}

/** Normal numbers of mean 0 and variance 1. */
export function fillNormal(at: Address, out: Float64Array): void {
  draws(at, out.length, (low, high, stream, item, draw, first, count) => {
    kernels().normals(low, high, stream, item, draw, numbers.at, count);
    numbers.give(0, count, out, first);
  });
}

/** Gamma numbers of unit scale: mean and variance are `shape`. */
export function fillGamma(at: Address, shape: number, out: Float64Array): void {
  draws(at, out.length, (low, high, stream, item, draw, first, count) => {
    kernels().gammas(low, high, stream, item, draw, shape, numbers.at, count);
    numbers.give(0, count, out, first);
  });
}

/** Averaged powers P(ω) and P(−ω): the diagonal of a complex 2×2 Wishart matrix over its `shape`. */
export function fillWishart(
  at: Address,
  { shape, plus, minus, coherence }: PairOfPowers,
  out: { plus: Float64Array; minus: Float64Array },
): void {
  draws(at, out.plus.length, (low, high, stream, item, draw, first, count) => {
    const [p, m] = [numbers.column(0), numbers.column(1)];
    kernels().wishart(low, high, stream, item, draw, shape, plus, minus, coherence, p, m, count);
    numbers.give(0, count, out.plus, first);
    numbers.give(1, count, out.minus, first);
  });
}

/** The block of four words at a counter (attempt, draw, item, stream) under a key (seed's low and high word). */
export function fillPhilox(counter: readonly number[], key: readonly number[], out: Uint32Array): void {
  const [attempt, draw, item, stream] = counter as [number, number, number, number];
  const [low, high] = key as [number, number];
  kernels().philox(low, high, stream, item, draw, attempt, numbers.at);
  out.set(new Uint32Array(numbers.numbers.buffer, numbers.at, 4));
}
