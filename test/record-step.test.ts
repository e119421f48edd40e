// Proved: the step of a sampled record (propagator, joint noise of state and averaged output, steady state) against 150 digits.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { drift, paper, steadyState } from "../src";
import { fillStep, fillStepMatrices } from "../src/kernels/record";
import { cases } from "./reference/records.json";
import { kinds, logarithmic, runs, systemOf } from "./support/systems";

/** l lᵀ of an n × n matrix. */
const squared = (l: Float64Array, n: number): Float64Array =>
  Float64Array.from({ length: n * n }, (_, ij) => {
    let sum = 0;
    for (let k = 0; k < n; k++) sum += l[n * Math.floor(ij / n) + k]! * l[n * (ij % n) + k]!;
    return sum;
  });

/** Largest |x − expected| by the roots of the variances. */
function worst(x: Float64Array, expected: readonly number[], n: number): number {
  return expected.reduce((most, y, ij) => {
    const scale = Math.sqrt(expected[(n + 1) * Math.floor(ij / n)]! * expected[(n + 1) * (ij % n)]!);
    const error = scale === 0 ? Math.abs(x[ij]!) : Math.abs(x[ij]! - y) / scale;
    return Math.max(most, error);
  }, 0);
}

describe.each(cases)("$name", ({ drift, noise, steps }) => {
  const system = { drift: Float64Array.from(drift, Number), noise: Float64Array.from(noise, Number) };

  test.each(steps)("a step of $interval s, to 1e-12", ({ interval, propagator, covariance }) => {
    const step = fillStep(system, Number(interval))!;
    const came = fillStepMatrices(step);
    const P = propagator.map(Number);
    // by the largest number of a row: what a row adds up
    for (let i = 0; i < 6; i++) {
      const row = P.slice(4 * i, 4 * i + 4);
      const scale = Math.max(...row.map(Math.abs));
      row.forEach((p, j) => {
        expect(Math.abs(came.propagator[4 * i + j]! - p), `row ${i}, column ${j}`).toBeLessThanOrEqual(1e-12 * scale);
      });
    }
    const Q = covariance.map(Number);
    expect(worst(came.covariance, Q, 6)).toBeLessThan(1e-12);
    expect(worst(squared(came.noises, 6), Q, 6), "factors").toBeLessThan(1e-12);
  });
});

test.each([
  ["optomechanics", { ...paper.optomechanics, gAB: 0.49 * paper.optomechanics.kappaA }],
  ["the BEC", { ...paper.bec, couplingRatioSquared: 0.93 }],
  ["the BEC, superradiant", { ...paper.bec, couplingRatioSquared: 2 }],
] as const)("%s: a record begins in the steady state, whatever the step", (_, system) => {
  const { drift: A, diffusion: D } = drift(system as typeof paper.bec & { couplingRatioSquared: number });
  const { covariance } = steadyState(system as typeof paper.bec & { couplingRatioSquared: number }, {
    outputs: ["covariance"],
  });
  const noise = new Float64Array(36);
  for (let i = 0; i < 4; i++) noise[7 * i] = Math.sqrt(D[5 * i]!);
  const equations = { drift: new Float64Array(24), noise };
  equations.drift.set(A);
  for (const interval of [1e-12, 1e-8, 1e-5, 1]) {
    const { start } = fillStepMatrices(fillStep(equations, interval)!);
    expect(worst(squared(start, 4), [...(covariance as Float64Array)], 4), `${interval} s`).toBeLessThan(1e-12);
  }
});

describe("a record begins in the steady state: random working points of every kind, random steps, to 1e-13", () => {
  // a double of W₁ costs a superradiant state (γ/ω_b)² roundings: rates within a decade
  test.each(Object.entries(kinds))("%s", (kind, pointsWithin) => {
    const points = pointsWithin(kind.includes("superradiant") ? 0.5 : 3);
    const property = fc.property(points, logarithmic(-9, 3), (point, length) => {
      const system = systemOf(point) as never;
      const { covariance } = steadyState(system, { outputs: ["covariance"] }) as { covariance: Float64Array };
      const { drift: A, diffusion: D } = drift(system) as { drift: Float64Array; diffusion: Float64Array };
      const noise = new Float64Array(36);
      for (let i = 0; i < 4; i++) noise[7 * i] = Math.sqrt(D[5 * i]!);
      const equations = { drift: new Float64Array(24), noise };
      equations.drift.set(A);
      const interval = length / Math.max(...A.map(Math.abs));
      const { start } = fillStepMatrices(fillStep(equations, interval)!);
      expect(worst(squared(start, 4), [...covariance], 4)).toBeLessThan(1e-13);
    });
    fc.assert(property, runs(100));
  });
});

test("there is no step without a steady state, or beyond the numbers", () => {
  const equations = { drift: new Float64Array(24), noise: new Float64Array(36).fill(1) };
  expect(fillStep(equations, 1)).toBeUndefined();
  for (const i of [0, 5, 10, 15]) equations.drift[i] = -1;
  expect(fillStep(equations, 1)).toBeDefined();
  expect(fillStep(equations, 1e-310)).toBeUndefined();
  equations.drift[10] = 0.1;
  expect(fillStep(equations, 1)).toBeUndefined();
  equations.drift[10] = Number.NaN;
  expect(fillStep(equations, 1)).toBeUndefined();
});
