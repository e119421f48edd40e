// Proved on simulated spectra: what each spectrum of a joint fit says of its own agreement, and what it takes from vacuum and dark traces.

import { describe, expect, test } from "vitest";
import { fitJointly, heterodyne, homodyne, linspace, paper, position, simulateSpectrum, thermalOscillator } from "../src";
import type { FitParameterName } from "../src/fit/parameters";

const oscillator = thermalOscillator({ omegaB: 6e5, gammaB: 6e4, nThermalB: 10 });
const condensate = { ...paper.bec, couplingRatioSquared: 0.93 };
const few = [
  {
    name: "six spectra of an oscillator, 15 bins each",
    source: oscillator,
    frequency: linspace(40e3, 150e3, 15),
    detection: position({ background: 1e-6 }),
    count: 6,
    start: { omegaB: 6e5, gammaB: 6e4, gain: 1, background: 1e-6 },
  },
  {
    name: "four spectra of a condensate, sidebands in pairs, 31 bins each",
    source: condensate,
    frequency: linspace(-6e3, 6e3, 31),
    detection: heterodyne(),
    count: 4,
    start: { couplingRatioSquared: 0.93, gammaB: condensate.gammaB, background: 0 },
  },
];

describe.each(few)("$name", ({ source, frequency, detection, count, start }) => {
  test("the deviance of each has the mean it should have, and the means add up", () => {
    const REPEATED = 200;
    const AVERAGES = 200;
    const shared = Object.keys(start) as FitParameterName[];
    let [excess, variance] = [0, 0];
    for (let repeat = 0; repeat < REPEATED; repeat++) {
      const spectra = Array.from({ length: count }, (_, k) => ({
        spectrum: simulateSpectrum(source, frequency, { detection, averages: AVERAGES, seed: 77, item: repeat * count + k }),
        source,
      }));
      const joint = fitJointly(spectra, { detection, shared, free: shared, start });
      for (const { deviance, expectedDeviance, devianceVariance } of joint.fits) {
        excess += deviance - expectedDeviance;
        variance += devianceVariance;
      }
      const sum = joint.fits.reduce((total, { expectedDeviance }) => total + expectedDeviance, 0);
      expect(sum / joint.expectedDeviance).toBeCloseTo(1, 9);
    }
    expect(Math.abs(excess) / Math.sqrt(variance)).toBeLessThan(3.3);
  });
});

test("the background that a vacuum trace shows is free in the spectra beside it, one for all", () => {
  const source = { ...paper.optomechanics, gAB: 0.49 * paper.optomechanics.kappaA };
  const frequency = linspace(1e5, 2.4e6, 401);
  const recorded = { detection: homodyne({ background: 0.3 }), averages: 100 };
  const spectrum = simulateSpectrum(source, frequency, { ...recorded, seed: 3 });
  // uncoupled light is vacuum
  const vacuum = simulateSpectrum({ ...source, gAB: 0 }, frequency, { ...recorded, seed: 9 });
  const traces = [
    { spectrum, source },
    { spectrum: vacuum, source: "vacuum" as const },
  ];
  const { fits, shared } = fitJointly(traces, { detection: homodyne() });
  const background = shared.find(({ name }) => name === "background")!;
  expect(Math.abs(background.value - 0.3)).toBeLessThan(4 * background.standardError);
  for (const { parameters } of fits) expect(parameters.find(({ name }) => name === "background")).toEqual(background);
  // as ever where it is known
  const known = fitJointly(traces, { detection: homodyne(), fixed: { background: 0.3 }, shared: ["kappaA"] });
  for (const { parameters } of known.fits) expect(parameters.find(({ name }) => name === "background")!.kind).toBe("fixed");
});
