// Unbiased where least squares is not: 4000 simulated spectra a point, n = 10, fitted by the Gamma likelihood and, beside it, by
// least squares with errors taken from the data. The table stands in docs/fit.md.

import { expect, test } from "vitest";
import { type Detection, fit, heterodyne, homodyne, linspace, paper, type System, simulateSpectrum, steadyState } from "../src";
import type { FitParameterName } from "../src/fit/parameters";

const SPECTRA = 4000;
const AVERAGES = 10;
const SEED = 161160604; // fixed before the first run

interface Point {
  readonly name: string;
  readonly system: System;
  readonly detection: Detection;
  readonly frequency: Float64Array;
  readonly free: readonly FitParameterName[];
}

const optomechanics = (ratio: number): Point => ({
  name: `optomechanics g/κ = ${ratio}`,
  system: { ...paper.optomechanics, gAB: ratio * paper.optomechanics.kappaA },
  detection: homodyne(),
  frequency: linspace(0.2e6, 2.4e6, 2000),
  free: ["gAB", "kappaA", "omegaA", "omegaB", "angle", "gammaB"],
});
const bec = (x: number): Point => ({
  name: `BEC x = ${x}`,
  system: { ...paper.bec, couplingRatioSquared: x },
  detection: heterodyne(),
  frequency: linspace(-25e3, 25e3, 2000),
  free: ["couplingRatioSquared", "gammaB", "background"],
});

/** Mean and width of each quantity's pulls. */
function pulls({ system, detection, frequency, free }: Point, isLeastSquares: boolean) {
  const truth: Record<string, number> = { angle: Math.PI / 2, background: 0, ...(system as object) };
  const exact = steadyState(system as never) as unknown as Record<string, number>;
  const start = Object.fromEntries(free.map((name) => [name, truth[name]!]));
  const names = [free[0]!, "nA", "entropyProduction"];
  const sums = names.map(() => ({ mean: 0, square: 0 }));
  for (let item = 0; item < SPECTRA; item++) {
    const spectrum = simulateSpectrum(system, frequency, { detection, averages: AVERAGES, seed: SEED, item });
    const errors = isLeastSquares ? spectrum.density.map((P) => P / Math.sqrt(AVERAGES)) : "gamma";
    const fitted = fit(system as never, spectrum, { detection, free, start, errors });
    expect(fitted.isConverged, `item ${item}: ${fitted.verdict}`).toBe(true);
    const derived = steadyState(fitted as never) as unknown as Record<string, number> & {
      standardError: Record<string, number>;
    };
    const coupling = fitted.parameters.find(({ name }) => name === free[0])!;
    names.forEach((name, k) => {
      const [value, error, expected] =
        k === 0
          ? [coupling.value, coupling.standardError, truth[name]!]
          : [derived[name]!, derived.standardError[name]!, exact[name]!];
      const pull = (value - expected) / error;
      sums[k]!.mean += pull / SPECTRA;
      sums[k]!.square += (pull * pull) / SPECTRA;
    });
  }
  return sums.map(({ mean, square }) => ({ mean, width: Math.sqrt(square - mean * mean) }));
}

const shown = (all: { mean: number; width: number }[]) =>
  all.map(({ mean, width }) => `${mean.toFixed(2).padStart(6)} ± ${width.toFixed(2)}`).join("  ");

test.each([optomechanics(0.49), optomechanics(2.29), bec(0.5), bec(0.93)])(
  "$name: pulls of the coupling, n_a, Π",
  (point) => {
    const likelihood = pulls(point, false);
    const leastSquares = pulls(point, true);
    console.log(`${point.name}\n  Gamma likelihood ${shown(likelihood)}\n  least squares    ${shown(leastSquares)}`);
    for (const { mean, width } of likelihood) {
      expect(Math.abs(mean)).toBeLessThan(0.08);
      expect(Math.abs(width - 1)).toBeLessThan(0.05);
    }
    // what the other way is worth: everything is too small, and n_a by more than a standard error at every point
    for (const { mean } of leastSquares) expect(mean).toBeLessThan(0);
    expect(leastSquares[1]!.mean).toBeLessThan(-1);
  },
  900_000,
);
