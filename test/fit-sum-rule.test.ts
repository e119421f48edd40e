// Proved: the sum rule of a fit, n_a (heterodyne) or σ_θ (homodyne) from the integral of the measured spectrum, has the error it says it
// has: pulls over 500 simulated spectra have mean 0 and width 1, also where its white level, scale or κ are fitted to the same bins. What
// lies outside the band is missing, as much as a quadrature of the tails says; the truth is `steadyState`'s.

import { describe, expect, test } from "vitest";
import {
  type Detection,
  fit,
  heterodyne,
  homodyne,
  linspace,
  paper,
  type System,
  simulateSpectrum,
  spectrum,
  steadyState,
} from "../src";
import type { FitOptions } from "../src/fit/options";
import { uniform } from "./support/gamma-noise";
import { integral } from "./support/quadrature";

const bec = { ...paper.bec, couplingRatioSquared: 0.8 };
const om = { ...paper.optomechanics, gAB: 0.49 * paper.optomechanics.kappaA };

interface Point {
  readonly system: System;
  readonly detection: Detection;
  readonly frequency: Float64Array;
  readonly sides?: "one" | "two";
  readonly free: NonNullable<FitOptions["free"]>;
  /** Relative error of an independent measurement, drawn anew with each spectrum. */
  readonly calibrated?: Readonly<Record<string, number>>;
}

const sidebands = linspace(-100e3, 100e3, 1001);
const light = linspace(1, 6e6, 2001);
const points: Record<string, Point> = {
  BEC: { system: bec, detection: heterodyne(), frequency: sidebands, free: ["couplingRatioSquared", "gammaB"] },
  "BEC, background free": {
    system: bec,
    detection: heterodyne(),
    frequency: sidebands,
    free: ["couplingRatioSquared", "gammaB", "background"],
  },
  "BEC, gain and η free": {
    system: bec,
    detection: heterodyne({ gain: 3e-12, efficiency: 0.4, dark: 0.1 }),
    frequency: linspace(-40e3, 40e3, 801),
    free: ["couplingRatioSquared", "gammaB", "gain", "efficiency"],
  },
  "BEC, a slope free, no bin the mirror of another": {
    system: { ...bec, nThermalA: 0.05 },
    detection: heterodyne(),
    frequency: linspace(-40e3, 41e3, 801),
    free: ["couplingRatioSquared", "gammaB", "background", "backgroundSlope"],
  },
  homodyne: { system: om, detection: homodyne(), frequency: light, free: ["gAB", "omegaA", "omegaB", "gammaB"] },
  "homodyne at an angle, κ and background free, one-sided": {
    system: om,
    detection: homodyne({ angle: 0.9, gain: 2 }),
    frequency: light,
    sides: "one",
    free: ["gAB", "kappaA", "omegaA", "omegaB", "gammaB", "background"],
  },
  "homodyne, η calibrated": {
    system: om,
    detection: homodyne({ efficiency: 0.6 }),
    frequency: light,
    free: ["gAB", "kappaA", "omegaA", "omegaB", "gammaB"],
    calibrated: { efficiency: 0.05 },
  },
};

/** What the whole line would give, and what lies outside the band. */
function truthOf({ system, detection, frequency }: Point) {
  const { covariance, nA } = steadyState(system as never, { outputs: ["covariance", "nA"] }) as unknown as {
    covariance: Float64Array;
    nA: number;
  };
  const { kappaA, omegaB, nThermalA = 0 } = system as unknown as Record<string, number>;
  const { angle = Math.PI / 2 } = detection as { angle?: number };
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const isHeterodyne = detection.detection === "heterodyne";
  const truth = isHeterodyne ? nA : c * c * covariance[0]! + 2 * c * s * covariance[1]! + s * s * covariance[5]!;
  const step = frequency[1]! - frequency[0]!;
  const [low, high] = [frequency[0]! - step / 2, frequency.at(-1)! + step / 2];
  const outside = (f: Float64Array) =>
    spectrum(system as never, f, { detection, outputs: ["signal"] }).signal.map((S, i) => {
      const isIn = isHeterodyne ? f[i]! > low && f[i]! < high : Math.abs(f[i]!) < high;
      return isIn ? 0 : S - nThermalA - (isHeterodyne ? 0 : 0.5);
    });
  return { truth, missing: integral(outside, omegaB! / (2 * Math.PI), 200_001) / (2 * kappaA!) };
}

const AVERAGES = 20;
const SPECTRA = 500;

test.each(Object.entries(points))("%s: pulls of 500 simulated spectra", { timeout: 60_000 }, (_, point) => {
  const { system, detection, frequency, sides = "two", free, calibrated = {} } = point;
  const known: Record<string, number> = {
    angle: Math.PI / 2,
    background: 0,
    backgroundSlope: 0,
    ...(system as object),
    ...(detection as object),
  } as never;
  const start = Object.fromEntries(free.map((name) => [name, known[name]!]));
  const { truth, missing } = truthOf(point);
  const random = uniform(5);
  const normal = () => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
  let [mean, square] = [0, 0];
  for (let item = 0; item < SPECTRA; item++) {
    const data = simulateSpectrum(system, frequency, { detection, averages: AVERAGES, seed: 8, item, sides });
    const drawn = Object.fromEntries(
      Object.entries(calibrated).map(([name, part]) => [
        name,
        { value: known[name]! * (1 + part * normal()), error: part * known[name]! },
      ]),
    );
    const found = fit(system as never, data, { detection, free, start, calibrated: drawn });
    expect(found.isConverged, found.verdict).toBe(true);
    const { value, standardError, quantity } = found.sumRule!;
    expect(quantity).toBe(detection.detection === "heterodyne" ? "nA" : "quadratureVariance");
    const pull = (value - (truth - missing)) / standardError;
    mean += pull / SPECTRA;
    square += pull ** 2 / SPECTRA;
  }
  const width = Math.sqrt(square - mean * mean);
  expect(Math.abs(mean), `mean ${mean}`).toBeLessThan(0.15);
  expect(Math.abs(width - 1), `width ${width}`).toBeLessThan(0.1);
});

describe("of exact spectra", () => {
  test.each(Object.entries(points))("%s: truth less what lies outside the band", (_, point) => {
    const { system, detection, frequency, sides = "two", free } = point;
    const { density } = spectrum(system as never, frequency, { detection, sides });
    const known: Record<string, number> = {
      angle: Math.PI / 2,
      background: 0,
      backgroundSlope: 0,
      ...(system as object),
      ...(detection as object),
    } as never;
    const start = Object.fromEntries(free.map((name) => [name, known[name]!]));
    const found = fit(system as never, { frequency, density, averages: AVERAGES, sides }, { detection, free, start });
    const { truth, missing } = truthOf(point);
    expect(Math.abs(found.sumRule!.fitted / (truth - missing) - 1)).toBeLessThan(2e-3); // a sum over bins for an integral
    expect(Math.abs(found.sumRule!.value / found.sumRule!.fitted - 1)).toBeLessThan(1e-9);
    expect(Math.abs(missing / truth)).toBeLessThan(0.02); // the bands are wide enough
  });

  test("windowed bins: the error of a sum is that of the likelihood's averages", () => {
    const { system, detection, frequency, free } = points.homodyne!;
    const { density } = spectrum(system as never, frequency, { detection });
    const of = (averages: number | { bin: number; fit: number }) =>
      fit(system as never, { frequency, density, averages, sides: "two" }, { detection, free }).sumRule!.standardError;
    expect(Math.abs(of({ bin: 37, fit: 18.5 }) / of(18.5) - 1)).toBeLessThan(1e-12);
    expect(Math.abs(of({ bin: 37, fit: 18.5 }) / of(37) - Math.SQRT2)).toBeLessThan(1e-9);
  });
});
