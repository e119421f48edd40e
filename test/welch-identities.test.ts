// What averaged periodograms must be, whatever the numbers: powers add up, a sine has its own, means and lines go, samples may come in any
// pieces.

import { describe, expect, test } from "vitest";
import { type TimeRecord, type WelchOptions, welch, welchStream } from "../src";
import { expectSameBits } from "./support/bits";
import { close } from "./support/close";
import { congruential } from "./support/congruential";
import { windowOf } from "./support/windows";

const INTERVAL = 1e-6;
const windows = [
  { window: "rectangular" },
  { window: "hann" },
  { window: "flattop" },
  { window: "kaiser", beta: 8.6 },
  { window: "kaiser", beta: 14 },
] as const;
/** Half the main lobe, in bins, and what of the power stands beside it: Kaiser's side lobes. */
const lobes: Readonly<Record<string, [half: number, beside: number]>> = {
  "rectangular 0": [1, 0],
  "hann 0": [2, 0],
  "flattop 0": [5, 0],
  "kaiser 8.6": [3, 1e-6],
  "kaiser 14": [5, 1e-10],
};

const record = (samples: Float64Array, imaginary?: Float64Array): TimeRecord => ({
  samples,
  ...(imaginary && { imaginary }),
  interval: INTERVAL,
  start: 0,
  unit: "",
});
const noise = (count: number, seed = 1) => Float64Array.from({ length: count }, congruential(seed));
const sumOf = (numbers: Float64Array) => numbers.reduce((sum, x) => sum + x, 0);

describe("Σ P Δf is the mean of w²x² over that of w²", () => {
  // primes that grow: each needs more of the kernels' memory than the one before
  const lengths = [8, 15, 48, 101, 257, 1000, 1031, 4099, 4096, 16411, 30000, 65537];
  test.each(lengths)("length %s", (length) => {
    for (const own of windows.slice(0, 3)) {
      const x = noise(length);
      const y = noise(length, 2);
      const w = windowOf(own.window, length);
      const power = sumOf(w.map((v) => v * v));
      const right = sumOf(w.map((v, t) => (v * x[t]!) ** 2)) / power;
      const options = { ...own, length, detrend: "none" } as const;
      const bin = 1 / (length * INTERVAL);
      const real = welch(record(x), options);
      close(sumOf(real.density) * bin, right, right, 1e-12, `real, ${own.window}`);
      const both = right + sumOf(w.map((v, t) => (v * y[t]!) ** 2)) / power;
      close(sumOf(welch(record(x, y), options).density) * bin, both, both, 1e-12, `complex, ${own.window}`);
    }
  });
});

describe("a sine at the middle of a bin", () => {
  const LENGTH = 240;
  const BIN = 37;
  const AMPLITUDE = 3.5;
  const wave = (f: (phase: number) => number) =>
    Float64Array.from({ length: 5 * LENGTH }, (_, t) => AMPLITUDE * f((2 * Math.PI * ((BIN * t) % LENGTH)) / LENGTH));
  const cosine = wave(Math.cos);
  const sine = wave(Math.sin);

  test.each(windows)("$window, β $beta", (own) => {
    const [half, beside] = lobes[`${own.window} ${"beta" in own ? own.beta : 0}`]!;
    const inLobe = (density: Float64Array, middle: number) =>
      sumOf(density.slice(middle - half, middle + half + 1)) / (LENGTH * INTERVAL);
    const options = { ...own, length: LENGTH };
    const real = welch(record(cosine), options);
    expect(real.density.indexOf(Math.max(...real.density))).toBe(BIN);
    close(inLobe(real.density, BIN), AMPLITUDE ** 2 / 2, AMPLITUDE ** 2 / 2, 1e-12 + beside, "A²/2 within the lobe");
    const half2 = welch(record(cosine), { ...options, sides: "two" });
    half2.density.forEach((P, k) => {
      close(2 * P, real.density[k]!, real.density[k]!, k === 0 || 2 * k === LENGTH ? Infinity : 0, `two-sided, bin ${k}`);
    });
    // e^{+2πif₀t} stands at +f₀
    for (const [sign, imaginary] of [
      [1, sine],
      [-1, sine.map((x) => -x)],
    ] as const) {
      const { frequency, density } = welch(record(cosine, imaginary), options);
      const middle = LENGTH / 2 + sign * BIN;
      close(frequency[middle]!, (sign * BIN) / (LENGTH * INTERVAL), BIN / (LENGTH * INTERVAL), 1e-15, "frequency");
      expect(density.indexOf(Math.max(...density))).toBe(middle);
      close(inLobe(density, middle), AMPLITUDE ** 2, AMPLITUDE ** 2, 1e-12 + beside, "A² within the lobe");
      // Kaiser with β = 8.6 has side lobes of 1e-11 there
      expect(density[LENGTH / 2 - sign * BIN]! / density[middle]!).toBeLessThan(1e-10);
    }
  });

  test("at f = 0 and at the Nyquist frequency a real wave has A², once", () => {
    const alternating = Float64Array.from({ length: 5 * LENGTH }, (_, t) => (t % 2 === 0 ? AMPLITUDE : -AMPLITUDE));
    const options = { window: "rectangular", length: LENGTH, detrend: "none" } as const;
    const scale = AMPLITUDE ** 2 * LENGTH * INTERVAL;
    close(welch(record(alternating), options).density.at(-1)!, scale, scale, 1e-13, "Nyquist");
    close(welch(record(alternating.map(Math.abs)), options).density[0]!, scale, scale, 1e-13, "f = 0");
  });
});

describe("what is taken off", () => {
  const LENGTH = 120;
  const x = noise(7 * LENGTH + 31);
  const lifted = x.map((v) => v + 1000);
  const sloped = x.map((v, t) => v + 1000 - 0.7 * t);
  /** Largest difference over the largest density: 1000 and more of what was added has 1e-13 of rounding, twice that in power. */
  const difference = (a: Float64Array, b: Float64Array) => Math.max(...a.map((P, k) => Math.abs(P - b[k]!))) / Math.max(...b);
  test.each([...windows])("$window, β $beta", (own) => {
    for (const overlap of [0, 0.5, 0.77]) {
      const options = { ...own, length: LENGTH, overlap };
      const found = (samples: Float64Array, detrend: WelchOptions["detrend"]) =>
        welch(record(samples), { ...options, ...(detrend && { detrend }) }).density;
      expect(difference(found(lifted, "constant"), found(x, "constant"))).toBeLessThan(1e-11);
      expect(difference(found(sloped, "linear"), found(x, "linear"))).toBeLessThan(1e-11);
      // not the line, by its mean alone; the mean is off unless one says otherwise
      expect(difference(found(sloped, "constant"), found(x, "constant"))).toBeGreaterThan(0.01);
      expectSameBits(found(lifted, undefined), found(lifted, "constant"), "density");
      const complex = welch(record(sloped, lifted), { ...options, detrend: "linear" }).density;
      expect(difference(complex, welch(record(x, x), { ...options, detrend: "linear" }).density)).toBeLessThan(1e-11);
    }
  });
});

describe("the same bits, in whatever pieces samples come", () => {
  const cases: readonly (readonly [length: number, count: number, options: Partial<WelchOptions>])[] = [
    [64, 1000, {}],
    [48, 1000, { overlap: 0.9, detrend: "linear" }],
    [101, 3000, { overlap: 0, window: "kaiser", beta: 6 }],
    [1000, 200_003, { overlap: 0.75, detrend: "none" }],
    [20_000, 300_000, {}],
  ];
  const both = cases.flatMap((one) => [false, true].map((isComplex) => [...one, isComplex] as const));
  test.each(both)("length %s of %s samples, %o, complex: %s", (length, count, more, isComplex) => {
    const options = { length, ...more };
    const [x, y] = [noise(count), noise(count, 2)];
    const whole = welch(record(x, isComplex ? y : undefined), options);
    const random = congruential(3);
    const sizes: readonly (() => number)[] = [
      () => (count > 10_000 ? 997 : 1),
      () => length - 1,
      () => length,
      () => length + 1,
      () => Math.floor((random() + 1) * 1.3 * length),
      () => 65_536,
    ];
    for (const size of sizes) {
      const stream = welchStream({ interval: INTERVAL, isComplex }, options);
      const buffers = [new Float64Array(count), new Float64Array(count)] as const;
      for (let at = 0; at < count; ) {
        const end = Math.min(count, at + size());
        // one buffer for all pieces, as a reader has it
        const [samples, imaginary] = buffers.map((buffer) => buffer.subarray(0, end - at)) as [Float64Array, Float64Array];
        samples.set(x.subarray(at, end));
        imaginary.set(y.subarray(at, end));
        stream.add({ samples, ...(isComplex && { imaginary }) });
        // a look in between leaves nothing behind
        if (stream.segments > 0 && at < 20 * length) stream.spectrum();
        at = end;
      }
      const found = stream.spectrum();
      expectSameBits(found.density, whole.density, "density");
      expectSameBits(found.frequency, whole.frequency, "frequency");
      expect(found.averages).toEqual(whole.averages);
    }
  });

  test("only whole segments count", () => {
    const options = { length: 64, overlap: 0.5 };
    const x = noise(64 + 4 * 32 + 31);
    const stream = welchStream({ interval: INTERVAL, isComplex: false }, options);
    expect(stream.segments).toBe(0);
    stream.add({ samples: x });
    expect(stream.segments).toBe(5);
    expectSameBits(stream.spectrum().density, welch(record(x.slice(0, -31)), options).density, "density");
    stream.add({ samples: new Float64Array(1) });
    expect(stream.segments).toBe(6);
  });

  test("streams do not meet", () => {
    const x = noise(5000);
    const pairs = [64, 101, 1000].map((length) => {
      const stream = welchStream({ interval: INTERVAL, isComplex: false }, { length });
      return [stream, welch(record(x), { length })] as const;
    });
    for (let at = 0; at < x.length; at += 500) for (const [stream] of pairs) stream.add({ samples: x.subarray(at, at + 500) });
    for (const [stream, alone] of pairs) expectSameBits(stream.spectrum().density, alone.density, "density");
  });
});
