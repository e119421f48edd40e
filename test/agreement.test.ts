// Proved: χ² = dᵀC⁻¹d against the exact inverse of C = diag(σ²) + s sᵀ (Sherman and Morrison) and the series of the incomplete gamma function;
// its probability is uniform for deviations that share a common error; calibrations redrawn scatter as they should, by seed and name alone.

import { describe, expect, test } from "vitest";
import { agreement, crossCovariance, fit, fitJointly, homodyne, linspace, paper, redrawn, simulateSpectrum } from "../src";
import { fillNormal } from "../src/kernels/random";
import { gammaDistribution, kolmogorov, normalDistribution, ONCE_IN_A_THOUSAND } from "./support/distributions";
import { cases, type Wrong } from "./support/refuses";

/** diag(σ²) + s sᵀ. */
const common = (errors: readonly number[], shared: readonly number[]) =>
  errors.flatMap((e, i) => errors.map((_, j) => shared[i]! * shared[j]! + (i === j ? e * e : 0)));

describe("agreement", () => {
  test("χ² is that of the exact inverse, whatever the units", () => {
    const errors = [0.01, 3, 2e5, 7e-9];
    const shared = [0.02, 2.9, 1e6, -1e-8];
    const d = [0.03, -5, 3e5, 1e-8];
    const weight = (x: readonly number[], y: readonly number[]) =>
      x.reduce((sum, a, i) => sum + (a * y[i]!) / errors[i]! ** 2, 0);
    const exact = weight(d, d) - weight(d, shared) ** 2 / (1 + weight(shared, shared));
    const { chiSquared, degreesOfFreedom, probability } = agreement(d, common(errors, shared));
    expect(chiSquared / exact).toBeCloseTo(1, 12);
    expect(degreesOfFreedom).toBe(4);
    expect(probability / gammaDistribution(2, exact / 2)[1]).toBeCloseTo(1, 12);
  });

  test("its probability is uniform where deviations share most of their error", () => {
    const [errors, shared] = [linspace(0.5, 3, 12), linspace(20, 10, 12)];
    const covariance = common([...errors], [...shared]);
    const probabilities = Float64Array.from({ length: 2000 }, (_, item) => {
      const z = new Float64Array(13);
      fillNormal({ seed: 20181018, item }, z);
      const d = errors.map((e, i) => e * z[i]! + shared[i]! * z[12]!);
      return agreement(d, covariance).probability;
    });
    expect(kolmogorov(probabilities, (p) => p)).toBeLessThan(ONCE_IN_A_THOUSAND);
  });
});

describe("calibrations redrawn", () => {
  const truth = { gammaB: { value: 1659, error: 31 }, temperatureB: { value: 292, error: 2 } };

  test("scatter by their errors about the truth, each by itself", () => {
    const all = Array.from({ length: 4000 }, (_, item) => redrawn(truth, { seed: 7, item }));
    const pulls = (name: keyof typeof truth) =>
      Float64Array.from(all, (each) => (each[name].value - truth[name].value) / truth[name].error);
    for (const name of ["gammaB", "temperatureB"] as const) {
      expect(kolmogorov(pulls(name), normalDistribution)).toBeLessThan(ONCE_IN_A_THOUSAND);
      for (const each of all) expect(each[name].error).toBe(truth[name].error);
    }
    const [a, b] = [pulls("gammaB"), pulls("temperatureB")];
    expect(Math.abs(a.reduce((sum, x, i) => sum + x * b[i]!, 0)) / Math.sqrt(4000)).toBeLessThan(3.3);
  });

  test("are the same by seed, item and name, whatever else is calibrated", () => {
    const { temperatureB } = truth;
    expect(redrawn({ temperatureB }, { seed: 5, item: 3 }).temperatureB).toEqual(
      redrawn(truth, { seed: 5, item: 3 }).temperatureB,
    );
    expect(redrawn(truth, { seed: 5 })).toEqual(redrawn(truth, { seed: 5, item: 0 }));
    expect(redrawn(truth, { seed: 5 })).not.toEqual(redrawn(truth, { seed: 6 }));
  });

  test("stay within the parameter's range", () => {
    const values = Array.from(
      { length: 200 },
      (_, item) => redrawn({ efficiency: { value: 0.99, error: 0.02 } }, { seed: 1, item }).efficiency.value,
    );
    expect(Math.max(...values)).toBe(1);
  });
});

const again =
  (wrong: Wrong, options: Wrong = { seed: 1 }) =>
  () =>
    redrawn(wrong, options);
cases("redrawn", [
  ["no calibrations", again(undefined), "calibrated: expected an object with parameters, each { value, error }, got nothing"],
  ["a misspelt parameter", again({ gamaB: { value: 1, error: 1 } }), /^gamaB: .*gammaB/],
  ["no error", again({ gammaB: { value: 1 } }), /^calibrated.gammaB.error: expected a positive standard error.*got nothing$/],
  ["no seed", again({}, {}), "seed: expected a whole number, 0 to 2^53 − 1, got nothing"],
]);

const judged = (deviations: Wrong, covariance: Wrong) => () => agreement(deviations, covariance);
const dependent = (which: number) =>
  `covariance: expected that of 2 deviations of which none follows from the others, but deviation ${which} does, or its variance is none`;
cases("agreement", [
  ["no deviations", judged([], []), /^deviations: /],
  ["a deviation that is none", judged([1, Number.NaN], [1, 0, 0, 1]), "deviations[1]: expected a finite number, got NaN"],
  ["too few covariances", judged([1, 2], [1, 0, 1]), "covariance: expected 2 × 2 numbers, row by row, got an array of 3"],
  ["one that follows from another", judged([1, 2], [1, 2, 2, 4]), dependent(2)],
  ["no variance", judged([1, 2], [0, 0, 0, 1]), dependent(1)],
  ["NaN", judged([1, 2], [1, 0, 0, Number.NaN]), dependent(2)],
]);

const system = { ...paper.optomechanics, gAB: 0.49 * paper.optomechanics.kappaA };
const spectrum = simulateSpectrum(system, linspace(0.3e6, 2.4e6, 201), { detection: homodyne(), averages: 100, seed: 1 });
const joint = fitJointly([{ source: system, spectrum }], { detection: homodyne(), free: ["gAB"] });
cases("crossCovariance", [
  [
    "a fit of one spectrum",
    () => crossCovariance(fit(system, spectrum, { detection: homodyne() }) as never, 0, 0),
    /^joint: expected the result of fitJointly, got an object/,
  ],
  ["no such spectrum", () => crossCovariance(joint, 0, 1), "j: expected the number of a spectrum, 0 to 0, got 1"],
]);
