// Proved: the points of Fig. 3 are what they say. Over 200 simulated experiments of each setup the probability of χ², points against theory
// by the covariance of all points, is uniform; with the error bars alone, as if the points shared no calibration, it is far from that. Their
// truth lies within their bars as often as it should.

import { describe, expect, test } from "vitest";
import { atomicSeries, optomechanicalSeries, type Series } from "../../src/cli/series.js";
import { kolmogorov, ONCE_IN_A_THOUSAND } from "../support/distributions.js";

const EXPERIMENTS = 200; // of seeds fixed in src/cli/series.ts

const setups = [
  { name: "optomechanics", make: optomechanicalSeries, points: 12 },
  { name: "BEC", make: atomicSeries, points: 11 },
];

describe.each(setups)("$name", { timeout: 600_000 }, ({ make, points }) => {
  let all: Series[] = [];

  test("every series is fitted", () => {
    all = Array.from({ length: EXPERIMENTS }, (_, experiment) => make(experiment));
    for (const { joint, points: found, agreement } of all) {
      expect(joint.isConverged, joint.verdict).toBe(true);
      expect([found.length, agreement.degreesOfFreedom]).toEqual([points, points]);
      for (const { detectability } of joint.fits) expect(detectability).toBeGreaterThan(5);
    }
    const probabilities = Float64Array.from(all, ({ joint }) => joint.probability);
    expect(kolmogorov(probabilities, (p) => p)).toBeLessThan(ONCE_IN_A_THOUSAND);
  });

  test("χ² of the points against the theory has a uniform probability", () => {
    const probabilities = Float64Array.from(all, ({ agreement }) => agreement.probability);
    expect(kolmogorov(probabilities, (p) => p)).toBeLessThan(ONCE_IN_A_THOUSAND);
  });

  test("the bars cover couplings and rates as they say", () => {
    for (const name of ["coupling", "entropyProduction", "muA", "muB"] as const) {
      const pulls = all.flatMap((series) => series.points.map((point) => pull(point[name])));
      const within = pulls.filter((x) => Math.abs(x) < 1).length / pulls.length;
      // points of one experiment may all share an error: as few independent numbers as experiments
      expect(Math.abs(within - 0.683), name).toBeLessThan(3.3 * Math.sqrt((0.683 * 0.317) / EXPERIMENTS));
    }
  });

  test("two experiments are independent, one is the same again", () => {
    const values = ({ points: found }: Series) => found.map(({ entropyProduction }) => entropyProduction.value);
    expect(values(make(7))).toEqual(values(all[7]!));
    expect(values(all[7]!)).not.toEqual(values(all[8]!));
  });
});

const pull = ({ value, standardError, truth }: { value: number; standardError: number; truth: number }) =>
  (value - truth) / standardError;

test("points that share calibrations err together: their bars alone give a χ² that is far too wide", () => {
  const sums = Array.from({ length: 60 }, (_, experiment) =>
    optomechanicalSeries(experiment).points.reduce((sum, { entropyProduction }) => sum + pull(entropyProduction) ** 2, 0),
  );
  const mean = sums.reduce((sum, x) => sum + x / sums.length, 0);
  const variance = sums.reduce((sum, x) => sum + (x - mean) ** 2 / sums.length, 0);
  expect(variance).toBeGreaterThan(3 * 2 * 12); // of χ² with 12 degrees of freedom: 24
}, 600_000);
