// Proved: Philox is Random123's; a number depends on its address alone; uniform, normal, gamma and Wishart numbers have their
// distributions, by Kolmogorov's distance and moments at a million draws, their tails included.

import { describe, expect, test } from "vitest";
import {
  type Address,
  fillGamma,
  fillNormal,
  fillPhilox,
  fillUniform,
  fillWishart,
  type PairOfPowers,
} from "../src/kernels/random";
import { expectSameBits } from "./support/bits";
import {
  correlation,
  gammaDistribution,
  kolmogorov,
  normalDistribution,
  ONCE_IN_A_THOUSAND,
  smirnov,
} from "./support/distributions";

const N = 1_000_000;
const drawn = (n: number, fill: (out: Float64Array) => void): Float64Array => {
  const out = new Float64Array(n);
  fill(out);
  return out;
};

/** Throws unless the mean of f is `right`, within 4 of its standard errors. */
function expectMean(n: number, f: (row: number) => number, right: number, what: string): void {
  let [sum, squares] = [0, 0];
  for (let i = 0; i < n; i++) {
    const difference = f(i) - right;
    sum += difference;
    squares += difference * difference;
  }
  expect(Math.abs(sum) / Math.sqrt(squares), `${what}: ${right + sum / n} for ${right}`).toBeLessThan(4);
}

// tests/kat_vectors of Random123 1.14: counter, key, block
test.each([
  ["00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8"],
  ["ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd"],
  ["243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1"],
])("philox4x32-10 of %s under %s", (counter, key, block) => {
  const words = (text: string) => text.split(" ").map((word) => Number.parseInt(word, 16));
  const out = new Uint32Array(4);
  fillPhilox(words(counter), words(key), out);
  expect([...out]).toEqual(words(block));
});

/** Every kind of number, as columns of what lies at an address. */
const kinds: Record<string, (at: Address, out: Float64Array) => void> = {
  uniform: fillUniform,
  normal: fillNormal,
  "gamma 0.1": (at, out) => fillGamma(at, 0.1, out),
  "gamma 10": (at, out) => fillGamma(at, 10, out),
  plus: (at, out) =>
    fillWishart(at, { shape: 1.5, plus: 1, minus: 2, coherence: 0.5 }, { plus: out, minus: new Float64Array(out.length) }),
  minus: (at, out) =>
    fillWishart(at, { shape: 1.5, plus: 1, minus: 2, coherence: 0.5 }, { plus: new Float64Array(out.length), minus: out }),
};

describe.each(Object.entries(kinds))("%s", (_, fill) => {
  const at = { seed: 123_456_789_012_345, stream: 7, item: 4_000_000_000, draw: 17 };
  const all = drawn(3000, (out) => fill(at, out));

  test("drawn in parts, in any order, or alone: the same bits", () => {
    const parts = new Float64Array(3000);
    for (const [from, to] of [
      [2999, 3000],
      [1025, 2999],
      [0, 1],
      [1, 1024],
      [1024, 1025],
    ] as const) {
      fill({ ...at, draw: at.draw + from }, parts.subarray(from, to));
    }
    expectSameBits(parts, all, "in parts");
    const backwards = new Float64Array(3000);
    for (let i = 2999; i >= 0; i--) fill({ ...at, draw: at.draw + i }, backwards.subarray(i, i + 1));
    expectSameBits(backwards, all, "alone");
  });

  test("each word of the address gives other numbers, unrelated", () => {
    const others: Address[] = [
      { ...at, seed: at.seed + 1 },
      { ...at, seed: at.seed + 2 ** 32 },
      { ...at, stream: at.stream + 1 },
      { ...at, item: at.item + 1 },
      { ...at, draw: at.draw + 1 },
      { ...at, stream: at.item, item: at.stream },
    ];
    for (const other of others) {
      const numbers = drawn(3000, (out) => fill(other, out));
      expect(
        numbers.some((x, i) => x === all[i]),
        JSON.stringify(other),
      ).toBe(false);
      expect(Math.abs(correlation(numbers, all)) * Math.sqrt(3000), JSON.stringify(other)).toBeLessThan(4);
    }
  });
});

test("uniform: open interval, distribution, moments, the bits of the block", () => {
  const u = drawn(N, (out) => fillUniform({ seed: 1 }, out));
  expect(u.every((x) => x > 0 && x < 1)).toBe(true);
  expect(kolmogorov(u, (x) => x)).toBeLessThan(ONCE_IN_A_THOUSAND);
  expectMean(N, (i) => u[i]!, 1 / 2, "mean");
  expectMean(N, (i) => (u[i]! - 0.5) ** 2, 1 / 12, "variance");
  const block = new Uint32Array(4);
  for (let draw = 0; draw < 1000; draw++) {
    fillPhilox([0, draw, 0, 0], [1, 0], block);
    const bits = (BigInt(block[1]!) << 32n) | BigInt(block[0]!);
    expect(u[draw]).toBe(Number((bits >> 12n) * 2n + 1n) / 2 ** 53);
  }
});

test("normal: distribution, moments", () => {
  const x = drawn(N, (out) => fillNormal({ seed: 2 }, out));
  expect(kolmogorov(x, normalDistribution)).toBeLessThan(ONCE_IN_A_THOUSAND);
  expectMean(N, (i) => x[i]!, 0, "mean");
  for (const [power, moment] of [1, 3, 15, 105].entries()) {
    const even = x.map((x) => (x * x) ** (power + 1));
    expectMean(N, (i) => even[i]!, moment, `moment ${2 * power + 2}`);
    expectMean(N, (i) => x[i]! * even[i]!, 0, `moment ${2 * power + 3}`);
  }
});

test("normal: tails", () => {
  // 4e6 numbers: 1000 lie beyond 3.654, where the ziggurat's tail begins
  const beyond: number[] = [];
  for (let item = 0; item < 4; item++) {
    for (const x of drawn(N, (out) => fillNormal({ seed: 3, item }, out))) if (Math.abs(x) > 3.5) beyond.push(x);
  }
  const above = (x: number) => gammaDistribution(0.5, (x * x) / 2)[1];
  for (const edge of [3.5, 3.654152885361009, 4, 4.5]) {
    const right = 4 * N * above(edge);
    const came = beyond.filter((x) => Math.abs(x) > edge).length;
    expect(Math.abs(came - right) / Math.sqrt(right), `${came} beyond ${edge}`).toBeLessThan(4);
  }
  const sizes = Float64Array.from(beyond, Math.abs);
  expect(kolmogorov(sizes, (x) => 1 - above(x) / above(3.5))).toBeLessThan(ONCE_IN_A_THOUSAND);
  const positive = beyond.filter((x) => x > 0).length;
  expect(Math.abs(2 * positive - beyond.length) / Math.sqrt(beyond.length)).toBeLessThan(4);
});

test.each([0.1, 0.5, 1, 2.5, 10, 100, 1e6])("gamma of shape %f: distribution, moments", (shape) => {
  const g = drawn(N, (out) => fillGamma({ seed: 4, stream: 1 }, shape, out));
  expect(g.every((x) => x > 0)).toBe(true);
  expect(kolmogorov(g, (x) => gammaDistribution(shape, x)[0])).toBeLessThan(ONCE_IN_A_THOUSAND);
  const scaled = g.map((x) => (x - shape) / Math.sqrt(shape));
  expectMean(N, (i) => scaled[i]!, 0, "mean");
  expectMean(N, (i) => scaled[i]! * scaled[i]!, 1, "variance");
  expectMean(N, (i) => scaled[i]! * scaled[i]! * scaled[i]!, 2 / Math.sqrt(shape), "skewness");
});

test("gamma of a shape so great that it is normal", () => {
  const x = drawn(N, (out) => fillGamma({ seed: 5 }, 1e12, out)).map((g) => (g - 1e12) / 1e6);
  // the skewness, 2e-6, is below what a million numbers show
  expect(kolmogorov(x, normalDistribution)).toBeLessThan(ONCE_IN_A_THOUSAND);
});

test("gamma of no shape, or none that is one", () => {
  for (const [shape, value] of [
    [0, 0],
    [-1, Number.NaN],
    [Number.NaN, Number.NaN],
  ] as const) {
    expect(drawn(3, (out) => fillGamma({ seed: 1 }, shape, out))).toEqual(new Float64Array(3).fill(value));
  }
});

/** Pairs of powers over their means. */
function drawnPairs(pair: PairOfPowers, n: number): [plus: Float64Array, minus: Float64Array] {
  const out = { plus: new Float64Array(n), minus: new Float64Array(n) };
  fillWishart({ seed: 6 }, pair, out);
  return [out.plus.map((x) => x / pair.plus), out.minus.map((x) => x / pair.minus)];
}

test.each([
  { shape: 1, plus: 3, minus: 0.2, coherence: 0.64 },
  { shape: 1.7, plus: 1, minus: 1, coherence: 0.2 },
  { shape: 3, plus: 1, minus: 5, coherence: 0.9 },
  { shape: 100, plus: 1e-3, minus: 1, coherence: 0.36 },
  { shape: 10, plus: 1, minus: 1, coherence: 0 },
])("wishart of shape $shape, coherence $coherence: each power a gamma number, and their correlation", (pair) => {
  const { shape, coherence } = pair;
  const n = N / 4;
  const [p, m] = drawnPairs(pair, n);
  for (const power of [p, m]) {
    expect(kolmogorov(power, (x) => gammaDistribution(shape, x * shape)[0])).toBeLessThan(ONCE_IN_A_THOUSAND);
    expectMean(n, (i) => power[i]!, 1, "mean");
    expectMean(n, (i) => (power[i]! - 1) ** 2, 1 / shape, "variance");
  }
  expectMean(n, (i) => (p[i]! - 1) * (m[i]! - 1) * shape, coherence, "correlation");
});

test.each([
  { shape: 1, plus: 1, minus: 2, coherence: 0.5 },
  { shape: 3, plus: 1, minus: 5, coherence: 0.9 },
  { shape: 6, plus: 1, minus: 1, coherence: 0.2 },
])("wishart of shape $shape: as the average of that many pairs of amplitudes", (pair) => {
  const { shape, coherence } = pair;
  const n = N / 10;
  const [p, m] = drawnPairs(pair, n);
  const [sum, difference, product] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  const x = drawn(4 * shape * n, (out) => fillNormal({ seed: 7, stream: 9 }, out));
  const rho = Math.sqrt(coherence);
  const rest = Math.sqrt(1 - coherence);
  for (let i = 0, k = 0; i < n; i++) {
    let [a, b] = [0, 0];
    for (let average = 0; average < shape; average++, k += 4) {
      // complex amplitudes α and ρα + √(1−ρ²)β, of unit mean power
      a += (x[k]! ** 2 + x[k + 1]! ** 2) / 2;
      b += ((rho * x[k]! + rest * x[k + 2]!) ** 2 + (rho * x[k + 1]! + rest * x[k + 3]!) ** 2) / 2;
    }
    sum[i] = (a + b) / shape;
    difference[i] = (a - b) / shape;
    product[i] = (a * b) / shape ** 2;
  }
  const combined = (f: (plus: number, minus: number) => number) => p.map((x, i) => f(x, m[i]!));
  expect(
    smirnov(
      combined((plus, minus) => plus + minus),
      sum,
    ),
  ).toBeLessThan(ONCE_IN_A_THOUSAND);
  expect(
    smirnov(
      combined((plus, minus) => plus - minus),
      difference,
    ),
  ).toBeLessThan(ONCE_IN_A_THOUSAND);
  expect(
    smirnov(
      combined((plus, minus) => plus * minus),
      product,
    ),
  ).toBeLessThan(ONCE_IN_A_THOUSAND);
});

test("an address that is none", () => {
  const out = new Float64Array(1);
  for (const seed of [-1, 0.5, 2 ** 53, Number.NaN])
    expect(() => fillUniform({ seed }, out)).toThrow(/^seed: .* 2\^53 - 1, got /);
  for (const name of ["stream", "item", "draw"]) {
    expect(() => fillNormal({ seed: 0, [name]: 2 ** 32 }, out)).toThrow(`${name}: expected a whole number from 0 to 2^32 - 1`);
  }
});
