// Averaged periodograms as SciPy's welch makes them, and as the printed formulas do with 50 digits: every window, overlap, detrending, kind of
// record and kind of length (a power of two, of 2, 3 and 5, a prime, small).
// The tolerance is 1e-12 of each bin; of bins below a millionth of the spectrum's median, 1e-12 of that millionth: what is left of a mean or a
// line that was taken off is rounding, 1e-32 of the rest and of no meaning.

import { describe, expect, test } from "vitest";
import { type TimeRecord, type WelchOptions, welch } from "../src";
import reference from "./reference/welch.json";
import { close } from "./support/close";
import { congruential } from "./support/congruential";

type Case = (typeof reference.scipy)[number];

const { interval } = reference;
const TOLERANCE = 1e-12;
const SMALL = 1e-6;

/** The record of welch.py: numbers from a seed, an offset and a slope. */
function samplesOf(seed: number, count: number): Float64Array {
  const next = congruential(seed);
  return Float64Array.from({ length: count }, (_, t) => next() + 0.5 + t / 1024);
}

function recordOf({ seed, samples, kind }: Case): TimeRecord {
  const imaginary = kind === "complex" && { imaginary: samplesOf(seed + 500, samples) };
  return { samples: samplesOf(seed, samples), ...imaginary, interval, start: 0, unit: "" };
}

const optionsOf = ({ window, beta, length, overlap, detrend, kind }: Case): WelchOptions => ({
  window: window as Exclude<WelchOptions["window"], undefined>,
  ...(beta !== undefined && { beta }),
  length,
  overlap,
  detrend: detrend as "none" | "constant" | "linear",
  ...(kind !== "complex" && { sides: kind as "one" | "two" }),
});

function agrees(one: Case): void {
  const { frequency, density, sides, response } = welch(recordOf(one), optionsOf(one));
  const { window, beta, length, kind } = one;
  expect(density).toHaveLength(one.bins);
  expect(frequency).toHaveLength(one.bins);
  expect(sides).toBe(kind === "one" ? "one" : "two");
  expect(response).toEqual({ interval, length, window, ...(beta !== undefined && { beta }) });
  one.at.forEach((bin, i) => {
    const right = one.density[i]!;
    close(
      density[bin]!,
      right,
      Math.max(right, SMALL * one.median),
      TOLERANCE,
      `bin ${bin} of ${JSON.stringify(optionsOf(one))}`,
    );
  });
}

/** Multiples of 1/(length·interval): a real record's from 0 to the Nyquist frequency, else from half the sampling rate below 0 upwards. */
function hasFrequencies(one: Case): void {
  const { frequency } = welch(recordOf(one), optionsOf(one));
  const [first, last] = [one.frequency[0]!, one.frequency[1]!];
  close(frequency[0]!, first, Math.max(Math.abs(first), 1), 4e-16, "first frequency");
  close(frequency.at(-1)!, last, last, 4e-16, "last frequency");
  frequency.forEach((f, k) => {
    const right = (k - (one.kind === "complex" ? one.length >> 1 : 0)) / (one.length * interval);
    close(f, right, Math.abs(right), 4e-16, `frequency ${k}`);
  });
}

const windows = [...new Set(reference.scipy.map(nameOf))];

function nameOf({ window, beta = "" }: { window: string; beta?: number | string }): string {
  return `${window} ${beta}`.trim();
}

describe.each(windows)("%s", (window) => {
  const own = (cases: readonly Case[]) => cases.filter((one) => nameOf(one) === window);
  test("SciPy's welch", () => {
    expect(own(reference.scipy)).toHaveLength(72);
    own(reference.scipy).forEach(agrees);
  });
  test("the printed formulas with 50 digits", () => {
    expect(own(reference.exact).length).toBeGreaterThan(5);
    own(reference.exact).forEach(agrees);
  });
});

test("frequencies", () => {
  reference.scipy.forEach(hasFrequencies);
});
