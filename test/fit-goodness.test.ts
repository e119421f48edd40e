// Proved on 1500 simulated spectra a point, n = 10: the probability that a fit gives its deviance is uniform (Kolmogorov and Smirnov), and the
// deviance has the mean and the variance that the fit says it should have.

import { describe, expect, test } from "vitest";
import {
  type Detection,
  fit,
  heterodyne,
  homodyne,
  linspace,
  paper,
  position,
  type System,
  simulateSpectrum,
  type ThermalOscillator,
  thermalOscillator,
} from "../src";
import type { FitParameterName } from "../src/fit/parameters";
import { kolmogorov, ONCE_IN_A_THOUSAND } from "./support/distributions";

const SPECTRA = 1500;
const AVERAGES = 10;
const SEED = 121160604; // fixed before the first run

interface Point {
  readonly name: string;
  readonly system: System | ThermalOscillator;
  readonly detection: Detection;
  readonly frequency: Float64Array;
  readonly free: readonly FitParameterName[];
  readonly errors?: "model";
}

const { kappaA, omegaB, gammaB, temperatureB } = paper.optomechanics;
const coupled = {
  system: { ...paper.optomechanics, gAB: kappaA },
  detection: homodyne(),
  frequency: linspace(0.3e6, 2.4e6, 400),
  free: ["gAB", "kappaA", "omegaA", "omegaB", "angle", "gammaB"],
} as const;
const condensed = (x: number) => ({
  name: `condensate, x = ${x}, sidebands in pairs`,
  system: { ...paper.bec, couplingRatioSquared: x },
  detection: heterodyne(),
  frequency: linspace(-20e3, 20e3, 401),
  free: ["couplingRatioSquared", "gammaB", "background"] as const,
});
const points: Point[] = [
  { ...coupled, name: "optomechanics, g/κ = 1" },
  { ...coupled, name: "optomechanics, g/κ = 1, least squares", errors: "model" },
  condensed(0.93),
  { ...condensed(0.93), name: "condensate, x = 0.93, in pairs, least squares", errors: "model" },
  condensed(0.99),
  {
    name: "thermal oscillator",
    system: thermalOscillator({ omegaB, gammaB, temperatureB }),
    detection: position({ gain: 0.002, background: 0.15 }),
    frequency: linspace(1.27e6, 1.286e6, 400),
    free: ["omegaB", "gammaB", "gain", "background"],
  },
];

describe.each(points)("$name", ({ system, detection, frequency, free, errors }) => {
  test("probability and deviance", { timeout: 60_000 }, () => {
    const truth = { angle: Math.PI / 2, background: 0, ...system, ...detection } as unknown as Record<string, number>;
    const start = Object.fromEntries(free.map((name) => [name, truth[name]!]));
    const probability = new Float64Array(SPECTRA);
    const excess = new Float64Array(SPECTRA); // of the deviance, in what should be its standard deviation
    for (let item = 0; item < SPECTRA; item++) {
      const spectrum = simulateSpectrum(system, frequency, { detection, averages: AVERAGES, seed: SEED, item });
      const fitted = fit(system as never, spectrum, { detection, free, start, ...(errors && { errors }) });
      expect(fitted.isConverged, `item ${item}: ${fitted.verdict}`).toBe(true);
      probability[item] = fitted.probability;
      excess[item] = (fitted.deviance - fitted.expectedDeviance) / Math.sqrt(fitted.devianceVariance);
    }
    const mean = excess.reduce((sum, x) => sum + x, 0) / SPECTRA;
    const variance = excess.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (SPECTRA - 1);
    const distance = kolmogorov(probability, (p) => p);
    expect(distance).toBeLessThan(ONCE_IN_A_THOUSAND);
    expect(Math.abs(mean) * Math.sqrt(SPECTRA)).toBeLessThan(3.3);
    // the variance of a sample's variance is 2/N for normal numbers
    expect(Math.abs(variance - 1) / Math.sqrt(2 / SPECTRA)).toBeLessThan(3.3);
  });
});
