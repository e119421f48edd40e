// Proved: each distribution's draws follow its law, by Kolmogorov's distance at a million draws, and are moved as first-order propagation
// has them; Φ and its inverse are those of mpmath; what makes no sense is refused by name.

import { describe, expect, expectTypeOf, test } from "vitest";
import { empirical, linspace, logNormal, normal, paper, propagate, truncated, uniform } from "../src";
import { fillNormal, fillUniform } from "../src/kernels/random";
import type { Distribution, Empirical, Normal, Truncated } from "../src/models/distributions";
import { lawOf } from "../src/uncertainty/laws";
import { normalDistribution, normalQuantile, standardErrorsOf } from "../src/uncertainty/normal";
import { normalDistribution as cumulative, kolmogorov, ONCE_IN_A_THOUSAND } from "./support/distributions";
import { cases, refuses, type Wrong } from "./support/refuses";

describe("the normal law, against mpmath at 40 digits", () => {
  test.each([
    [1e-300, "-37.04709629936119923654704"],
    [1e-100, "-21.27345356096532429417952"],
    [1e-20, "-9.262340089798407579572095"],
    [1e-10, "-6.361340902404056199100397"],
    [1e-5, "-4.264890793922824610233749"],
    [0.001, "-3.090232306167813535358005"],
    [0.02275013194817921, "-1.999999999999999974347999"],
    [0.0749, "-1.440238267527963663112402"],
    [0.0751, "-1.438825392752539982435914"],
    [0.15865525393145705, "-1.000000000000000020444024"],
    [0.3, "-0.5244005127080408159694544"],
    [0.4999, "-0.0002506628300880074923888501"],
    [0.6, "0.2533471031357997413246887"],
    [0.9, "1.281551565544600593487448"],
    [0.95, "1.644853626951472284276316"],
    [0.999, "3.090232306167813277758202"],
    [0.9999999, "5.199337582290661093657356"],
  ])("z at Φ = %s", (p, z) => {
    expect(Math.abs(normalQuantile(p) / Number(z) - 1)).toBeLessThan(1e-15);
  });

  test.each([
    [-38, "2.88542836006878430835097e-316"],
    [-20, "2.753624118606233695075623e-89"],
    [-8, "6.220960574271784123515995e-16"],
    [-3, "0.001349898031630094526651815"],
    [-1, "0.1586552539314570514147675"],
    [-0.1, "0.4601721627229710163310661"],
    [0.5, "0.6914624612740131036377046"],
    [1, "0.8413447460685429485852325"],
    [2, "0.9772498680518207927997174"],
    [6, "0.9999999990134123549623019"],
  ])("Φ(%s)", (z, p) => {
    const tolerance = z === -38 ? 1e-7 : 1e-13; // the first is subnormal
    expect(Math.abs(normalDistribution(z) / Number(p) - 1)).toBeLessThan(tolerance);
  });

  test.each([
    [0.5, "0.674489750196081743202227"],
    [0.6826894921370859, "0.9999999999999999057376864"],
    [0.95, "1.959963984540053855604431"],
    [0.9544997361036416, "1.999999999999999974347999"],
    [0.99, "2.575829303548900453857483"],
  ])("standard errors of %s", (level, z) => {
    expect(Math.abs(standardErrorsOf(level) / Number(z) - 1)).toBeLessThan(1e-14);
  });

  test("at its ends and beside them", () => {
    expect(normalDistribution(0)).toBe(0.5);
    for (const far of [40, 1e200, Number.POSITIVE_INFINITY]) expect([far, -far].map(normalDistribution)).toEqual([1, 0]);
    expect(normalDistribution(Number.NaN)).toBeNaN();
    expect(normalQuantile(0.5)).toBe(0);
    expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY);
    for (const p of [-0.1, 1.1, Number.NaN]) expect(normalQuantile(p)).toBeNaN();
    for (let z = -7; z < 7; z += 0.01)
      expect(Math.abs(normalDistribution(-z) - (1 - normalDistribution(z)))).toBeLessThan(2e-16);
  });
});

const N = 1_000_000;
/** Draws of a law. */
function drawsOf(distribution: Distribution, point = 0): Float64Array {
  const law = lawOf("x", distribution, point);
  const [standard, out] = [new Float64Array(N), new Float64Array(N)];
  (law.source === "normal" ? fillNormal : fillUniform)({ seed: 11, stream: 16, item: 3 }, standard);
  law.fill(standard, N, out);
  return out;
}

const within = (F: (x: number) => number, lower: number, upper: number) => (x: number) =>
  (F(Math.min(upper, Math.max(lower, x))) - F(lower)) / (F(upper) - F(lower));
const gaussian = (mean: number, error: number) => (x: number) => cumulative((x - mean) / error);
const logGaussian = (median: number, error: number) => (x: number) => (x <= 0 ? 0 : cumulative(Math.log(x / median) / error));
const even = (lower: number, upper: number) => (x: number) => Math.min(1, Math.max(0, (x - lower) / (upper - lower)));
/** P(X < x) beyond z of the upper tail, by the lower one. */
const tail = (low: number, high: number) => (x: number) =>
  (cumulative(-low) - cumulative(-Math.min(high, Math.max(low, x)))) / (cumulative(-low) - cumulative(-high));

const laws: Record<string, [Distribution, (x: number) => number]> = {
  normal: [normal(1659, 31), gaussian(1659, 31)],
  "log-normal": [logNormal(3, 0.4), logGaussian(3, 0.4)],
  uniform: [uniform(-2, 5), even(-2, 5)],
  "normal, truncated": [truncated(normal(1, 2), 0, 3), within(gaussian(1, 2), 0, 3)],
  "normal, above its mean": [truncated(normal(-1, 2), 0, Number.POSITIVE_INFINITY), within(gaussian(-1, 2), 0, 1e9)],
  "normal, six standard deviations up": [truncated(normal(0, 1), 6, 7), tail(6, 7)],
  "normal, ten standard deviations down": [truncated(normal(0, 1), Number.NEGATIVE_INFINITY, -10), (x) => 1 - tail(10, 38)(-x)],
  "log-normal, truncated": [truncated(logNormal(2, 0.7), 1, 3), within(logGaussian(2, 0.7), 1, 3)],
  "log-normal, truncated above": [truncated(logNormal(2, 0.7), -1, 3), within(logGaussian(2, 0.7), 0, 3)],
  "uniform, truncated": [truncated(uniform(-2, 5), 0, 9), even(0, 5)],
  "truncated twice": [truncated(truncated(normal(0, 1), -1, 9), -3, 0.5), within(gaussian(0, 1), -1, 0.5)],
};

describe("draws", () => {
  test.each(Object.entries(laws))("%s: its law", (_, [distribution, F]) => {
    expect(kolmogorov(drawsOf(distribution), F)).toBeLessThan(ONCE_IN_A_THOUSAND);
  });

  test("an empirical one: each sample as often as the next, and no other number", () => {
    const samples = linspace(3, 12, 10);
    for (const [distribution, kept] of [
      [empirical(samples), [...samples]],
      [truncated(empirical([...samples]), 4.5, 11), [...samples].filter((x) => x >= 4.5 && x <= 11)],
    ] as const) {
      const draws = drawsOf(distribution);
      let chiSquared = 0;
      const expected = N / kept.length;
      for (const value of kept) chiSquared += (draws.filter((x) => x === value).length - expected) ** 2 / expected;
      expect(draws.every((x) => kept.includes(x))).toBe(true);
      expect(chiSquared).toBeLessThan(35); // of 9 degrees of freedom: once in ten thousand
    }
  });

  test("those of a truncated law lie within its ends", () => {
    for (const [lower, upper] of [
      [0, 3],
      [0.1, 0.1000001],
      [5, 5.5],
    ] as const) {
      const draws = drawsOf(truncated(normal(1, 2), lower, upper));
      expect(draws.every((x) => x >= lower && x <= upper)).toBe(true);
    }
  });

  test("one law a working point, in columns", () => {
    const swept = normal([1, 1659], Float64Array.of(0.1, 31));
    expect(kolmogorov(drawsOf(swept, 1), gaussian(1659, 31))).toBeLessThan(ONCE_IN_A_THOUSAND);
    expect(kolmogorov(drawsOf(swept, 0), gaussian(1, 0.1))).toBeLessThan(ONCE_IN_A_THOUSAND);
  });

  test.each(Object.entries(laws))(
    "%s: centre and standard error, of its logarithm where that is normal",
    (name, [distribution]) => {
      const { centre, standardError } = lawOf("x", distribution, 0);
      const isLogarithmic = name.startsWith("log");
      const draws = drawsOf(distribution).map((x) => (isLogarithmic ? Math.log(x) : x));
      const mean = draws.reduce((sum, x) => sum + x, 0) / N;
      const deviation = Math.sqrt(draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / N);
      const right = isLogarithmic ? [Math.log(centre), standardError / centre] : [centre, standardError];
      expect(Math.abs(mean - right[0]!) / deviation).toBeLessThan(4 / Math.sqrt(N));
      expect(Math.abs(deviation / right[1]! - 1)).toBeLessThan(0.01);
    },
  );
});

const number = "a finite number or a column of them";
cases("refused", [
  ["nothing", () => normal(undefined as Wrong, 1), `mean: expected ${number}, got nothing`],
  ["words", () => normal("1" as Wrong, 1), `mean: expected ${number}, got "1"`],
  ["infinite", () => normal(Number.POSITIVE_INFINITY, 1), "mean: expected a finite number, got Infinity"],
  ["a negative error", () => normal(1, -1), "standardDeviation: expected a number of zero or more, got -1"],
  ["in a column", () => normal([1, 2], [1, -1]), "standardDeviation[1]: expected a number of zero or more, got -1"],
  ["uneven columns", () => normal([1, 2], [1]), "standardDeviation: expected as many rows as mean, 2, got 1"],
  ["a median of zero", () => logNormal(0, 1), "median: expected a positive number, got 0"],
  ["ends the wrong way", () => uniform(2, 1), "upper: expected a number above the lower end, 2, got 1"],
  ["the same in a column", () => uniform([0, 2], 1), "upper: expected a number above the lower end, 2, got 1"],
  ["no width", () => truncated(normal(0, 1), 1, 1), "upper: expected a number above the lower end, 1, got 1"],
  [
    "an end that is none",
    () => truncated(normal(0, 1), Number.NaN, 1),
    "upper: expected a number above the lower end, NaN, got 1",
  ],
  [
    "nothing to truncate",
    () => truncated(3 as Wrong, 0, 1),
    "of.distribution: expected a distribution made by normal(), logNormal(), uniform(), truncated() or empirical(), got 3",
  ],
  ["one sample", () => empirical([1]), "samples: expected a column of two finite numbers or more, got an array of 1"],
  ["a sample that is none", () => empirical([1, Number.NaN]), "samples[1]: expected a finite number, got NaN"],
]);

test("plain data, written by hand, is checked where it is used", () => {
  const base = { ...paper.bec, couplingRatioSquared: 0.5 };
  const using = (gammaB: object) => () => propagate({ ...base, gammaB } as Wrong, { samples: 2 });
  refuses(using({ distribution: "gauss" }), /^gauss: no such distribution; known are normal, /);
  refuses(using({ distribution: "norma" }), "norma: no such distribution; did you mean normal?");
  refuses(
    using({ distribution: "normal", mean: 1, sigma: 2 }),
    "sigma: no such field of normal; known are mean, standardDeviation",
  );
  refuses(
    using({ distribution: "normal", mean: 1 }),
    "gammaB.standardDeviation: expected a number of zero or more or a column of them, got nothing",
  );
  refuses(
    using(truncated(uniform(0, 1), 2, 3)),
    "gammaB: has no values between 2 and 3, to which its distribution is truncated",
  );
});

test("types: what was given", () => {
  expectTypeOf(normal(1, 2)).toEqualTypeOf<Normal<1, 2>>();
  expectTypeOf(truncated(empirical([1, 2]), 0, 3)).toEqualTypeOf<Truncated<Empirical>>();
});
