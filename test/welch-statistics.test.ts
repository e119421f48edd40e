// Proved: averaged periodograms scatter as the theory of windowed, overlapping segments says, on white noise and on simulated records, and the
// two numbers of averages are those of one bin and of a sum of bins.
// Standard errors are measured: records are independent, and each gives one value of a statistic. The bound is 4 of them (6e-5 a time), for
// the worst of many bins 5.5.

import { describe, expect, test } from "vitest";
import { simulate, spectrum, type TimeRecord, type WelchOptions, welch } from "../src";
import { close } from "./support/close";
import { congruential } from "./support/congruential";
import { uniform } from "./support/gamma-noise";
import { setups } from "./support/records";
import { binCovariance, inverseAverages, windowOf } from "./support/windows";

const BOUND = 4;
const SEED = 20260601; // fixed before the first run

type Windowed = Pick<WelchOptions, "window" | "beta">;
const windows: readonly Windowed[] = [
  { window: "rectangular" },
  { window: "hann" },
  { window: "flattop" },
  { window: "kaiser", beta: 8.6 },
  { window: "kaiser", beta: 14 },
];
const stepOf = (length: number, overlap: number) => length - Math.floor(overlap * length + 1e-9);

/** Samples of segments, exactly so many. */
const samplesFor = (length: number, overlap: number, segments: number) => length + (segments - 1) * stepOf(length, overlap);

/** How far the mean of independent values is from what is expected, in its standard errors; and that error. */
function judge(values: readonly number[], right: number): { off: number; error: number } {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1);
  const error = Math.sqrt(variance / values.length);
  return { off: Math.abs(mean - right) / error, error };
}

describe("numbers of averages: the sums over all pairs of segments", () => {
  const averagesOf = (own: Windowed, length: number, overlap: number, segments: number) => {
    const next = congruential(1);
    const samples = Float64Array.from({ length: samplesFor(length, overlap, segments) }, next);
    return welch({ samples, interval: 1, start: 0, unit: "" }, { ...own, length, overlap }).averages;
  };
  const cases = [0, 0.3, 0.5, 0.75, 0.9].flatMap((overlap) => [1, 2, 5, 39].map((segments) => [overlap, segments] as const));
  test.each(cases)("overlap %s, %s segments", (overlap, segments) => {
    for (const own of windows) {
      for (const length of [16, 45]) {
        const { bin, fit } = averagesOf(own, length, overlap, segments);
        const right = inverseAverages(windowOf(own.window!, length, own.beta), stepOf(length, overlap), segments);
        close(1 / bin, right.bin, right.bin, 1e-12, `1/n of a bin, ${own.window}, length ${length}`);
        close(1 / fit, right.fit, right.fit, 1e-12, `1/n of the fit, ${own.window}, length ${length}`);
      }
    }
  });

  test("39 segments by Hann with half overlap: 37.0 and 18.5", () => {
    const { bin, fit } = averagesOf({ window: "hann" }, 1024, 0.5, 39);
    expect(bin.toPrecision(3)).toBe("37.0");
    expect(fit.toPrecision(3)).toBe("18.5");
  });

  test("without overlap every segment counts; of a rectangular window in every way", () => {
    expect(averagesOf({ window: "hann" }, 64, 0, 7).bin).toBeCloseTo(7, 12);
    const { bin, fit } = averagesOf({ window: "rectangular" }, 64, 0, 7);
    expect(bin).toBeCloseTo(7, 12);
    expect(fit).toBeCloseTo(7, 12);
    // Σw⁴L/(Σw²)² = 35/18
    expect(averagesOf({ window: "hann" }, 64, 0, 7).fit).toBeCloseTo((7 * 18) / 35, 12);
  });
});

/** Independent records of white noise of variance 1, or of that in both parts. */
function* whiteRecords(count: number, samples: number, isComplex: boolean): Generator<TimeRecord> {
  const next = uniform(SEED);
  const normals = () => {
    const column = new Float64Array(samples);
    for (let t = 0; t < samples; t += 2) {
      const radius = Math.sqrt(-2 * Math.log(next()));
      const angle = 2 * Math.PI * next();
      column[t] = radius * Math.cos(angle);
      if (t + 1 < samples) column[t + 1] = radius * Math.sin(angle);
    }
    return column;
  };
  for (let i = 0; i < count; i++) {
    yield { samples: normals(), ...(isComplex && { imaginary: normals() }), interval: 0.5, start: 0, unit: "" };
  }
}

describe("white noise", () => {
  const RECORDS = 3000;
  const LENGTH = 64;
  const FIRST = 10; // of a real record: far from 0, where bins are tied to their mirrors

  test("Hann's bins are correlated by (2/3)² and (1/6)² in power", () => {
    const covariance = (lag: number) => binCovariance(windowOf("hann", LENGTH), LENGTH, 1, lag);
    expect(covariance(0)).toBeCloseTo(1, 12);
    expect(covariance(1)).toBeCloseTo(4 / 9, 12);
    expect(covariance(2)).toBeCloseTo(1 / 36, 12);
    expect(covariance(3)).toBeCloseTo(0, 12);
  });

  const cases = [
    ["hann", undefined, 0.5, 7, false],
    ["hann", undefined, 0.5, 7, true],
    ["hann", undefined, 0.5, 1, false],
    ["hann", undefined, 0.9, 11, false],
    ["hann", undefined, 0.75, 9, true],
    ["flattop", undefined, 0.75, 9, false],
    ["kaiser", 14, 0.5, 7, true],
  ] as const;
  test.each(cases)("%s (β %s), overlap %s, %s segments, complex: %s", (name, beta, overlap, segments, isComplex) => {
    const options = { window: name, ...(beta && { beta }), length: LENGTH, overlap } as const;
    const step = stepOf(LENGTH, overlap);
    const window = windowOf(name, LENGTH, beta);
    const covariances = Array.from({ length: LENGTH }, (_, lag) => binCovariance(window, step, segments, lag));
    // both σ² dt: of two parts, or of both signs of f
    const density = 2 * 0.5;
    const means: number[] = [];
    const products = [0, 1, 2, 3].map((): number[] => []);
    const sums: number[] = [];
    let expectedSum = 0;
    for (const record of whiteRecords(RECORDS, samplesFor(LENGTH, overlap, segments), isComplex)) {
      const found = welch(record, { ...options, detrend: "none" });
      const all = Array.from(found.density, (P) => P / density - 1);
      const inner = isComplex ? all : all.slice(FIRST, LENGTH / 2 + 1 - FIRST);
      const count = inner.length;
      means.push(inner.reduce((sum, x) => sum + x, 0) / count);
      products.forEach((own, lag) => {
        let sum = 0;
        for (let k = lag; k < count; k++) sum += inner[k]! * inner[k - lag]!;
        own.push(sum / (count - lag));
      });
      // Var ΣP, of all bins of a circle 1/n_fit of each, of some of them the sum over pairs
      sums.push((means.at(-1)! * count) ** 2);
      expectedSum = 0;
      for (let k = 0; k < count; k++) for (let j = 0; j < count; j++) expectedSum += covariances[Math.abs(k - j)]!;
      if (isComplex) close(expectedSum, count / found.averages.fit, expectedSum, 1e-12, "variance of the sum by n of the fit");
      close(covariances[0]!, 1 / found.averages.bin, covariances[0]!, 1e-12, "variance of a bin by n of a bin");
    }
    const mean = judge(means, 0);
    expect(mean.off, "mean").toBeLessThan(BOUND);
    expect(mean.error, "error of the mean").toBeLessThan(0.01);
    products.forEach((own, lag) => {
      const { off, error } = judge(own, covariances[lag]!);
      expect(off, `lag ${lag}`).toBeLessThan(BOUND);
      expect(error / covariances[0]!, `error at lag ${lag}`).toBeLessThan(0.03);
    });
    const sum = judge(sums, expectedSum);
    expect(sum.off, "sum").toBeLessThan(BOUND);
    expect(sum.error / expectedSum, "error of the sum's variance").toBeLessThan(0.05);
  });
});

describe("simulated records: the density of `spectrum` with the response, and the variance P²/n of a bin", () => {
  const RECORDS = 100;
  const LENGTH = 2048;
  const SEGMENTS = 39;
  const EDGE = 4; // bins at 0 and at the Nyquist frequency, tied to their mirrors, or without their mean
  const intervals: Readonly<Record<string, number>> = {
    "optomechanics, g/κ = 0.49": 1e-7,
    "optomechanics, g/κ = 2.29, θ = 18.8°, half lost": 1e-7,
    "BEC, x = 0.93": 1e-5,
    "BEC at 1 µK, x = 0.5, thermal light": 1e-5,
    "BEC, x = 2, superradiant": 5e-6,
    "BEC, x = 0.8, homodyne": 1e-5,
    "an oscillator": 2e-6,
  };
  test.each(Object.entries(intervals))("%s", (name, interval) => {
    const { system, detection } = setups[name]!;
    const samples = samplesFor(LENGTH, 0.5, SEGMENTS);
    let inner: number[] = [];
    let sums = new Float64Array();
    let model: Float64Array = new Float64Array();
    const means: number[] = [];
    const variances: number[] = [];
    let n = Number.NaN;
    for (let item = 0; item < RECORDS; item++) {
      const record = simulate(system, { detection, interval, samples, seed: SEED, item });
      const found = welch(record, { length: LENGTH, sides: "two" });
      if (item === 0) {
        const { frequency, averages, response } = found;
        n = averages.bin;
        model = spectrum(system, frequency, { detection, ...(response && { response }) }).density;
        sums = new Float64Array(model.length);
        const bin = 1 / (LENGTH * interval);
        inner = [...frequency.keys()].filter((k) => {
          const f = Math.abs(frequency[k]!);
          return f > (EDGE - 0.5) * bin && f < 0.5 / interval - (EDGE - 0.5) * bin;
        });
      }
      let [mean, variance] = [0, 0];
      for (const k of inner) {
        const x = found.density[k]! / model[k]! - 1;
        sums[k]! += x;
        mean += x / inner.length;
        variance += (x * x * n) / inner.length;
      }
      means.push(mean);
      variances.push(variance);
    }
    expect(judge(means, 0).off, "mean").toBeLessThan(BOUND);
    expect(judge(means, 0).error, "error of the mean").toBeLessThan(0.001);
    expect(judge(variances, 1).off, "variance").toBeLessThan(BOUND);
    expect(judge(variances, 1).error, "error of the variance").toBeLessThan(0.01);
    const worst = Math.max(...inner.map((k) => Math.abs(sums[k]!) * Math.sqrt(n / RECORDS)));
    expect(worst, "the worst bin").toBeLessThan(5.5);
  });
});
