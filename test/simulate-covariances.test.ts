// Proved: samples of simulated records have the covariances that the equations of motion give them, at any interval.

import { describe, expect, test } from "vitest";
import { simulate } from "../src";
import { type Setup, setups, watchedOf } from "./support/records";
import { sampledCovariances } from "./support/sampled";

const LAGS = 10;
const RECORDS = 200;
const LENGTH = 5000;

/** (mean − right) in standard errors of the mean. */
function deviation(values: Float64Array, right: number): number {
  const n = values.length;
  const mean = values.reduce((sum, x) => sum + x, 0) / n;
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1);
  return Math.abs(mean - right) / Math.sqrt(variance / n);
}

/** Worst deviation of the covariances of samples at lags 0 … LAGS, over records that each begin in the steady state. */
function worstCovariance({ system, detection }: Setup, interval: number): number {
  const right = sampledCovariances(watchedOf({ system, detection }), interval, LAGS);
  const drawn = simulate(system, { detection, interval, samples: LENGTH, seed: 20260113, records: RECORDS });
  const parts = drawn.map(({ samples, imaginary }) => (imaginary ? [samples, imaginary] : [samples]));
  let worst = 0;
  right.forEach((matrix, lag) => {
    matrix.forEach((row, i) => {
      row.forEach((covariance, j) => {
        const means = Float64Array.from(parts, (channels) => {
          const [x, y] = [channels[i]!, channels[j]!];
          let sum = 0;
          for (let t = lag; t < LENGTH; t++) sum += x[t]! * y[t - lag]!;
          return sum / (LENGTH - lag);
        });
        worst = Math.max(worst, deviation(means, covariance));
      });
    });
  });
  return worst;
}

describe("covariances at lags 0 … 10 of a million samples, within 5 standard errors", () => {
  describe.each(Object.entries(setups))("%s", (_, setup) => {
    const { omegaB, gammaB } = setup.system as { omegaB: number; gammaB: number };
    const intervals = [1e-6 / omegaB, 0.02 / omegaB, 0.3 / omegaB, 2 / omegaB, 2 / gammaB];
    test.each(intervals)("samples of %s s", (interval) => {
      expect(worstCovariance(setup, interval)).toBeLessThan(5);
    });
  });
});
