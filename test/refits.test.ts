// Proved: refits in the kernels end where a search to the last digit ends on the same data, within 10⁻³ standard errors, calibrations, sidebands
// and given errors included, also where the information changes much on the way; and periodograms are Gamma numbers of the same address.

import { describe, expect, test } from "vitest";
import {
  bootstrap,
  type FitOptions,
  fit,
  heterodyne,
  homodyne,
  linspace,
  type PartialSource,
  paper,
  simulateSpectrum,
} from "../src";
import { planOfOne } from "../src/fit/fit";
import { memberOf, problemOf } from "../src/fit/plan";
import { fillMinimum, fillModel } from "../src/kernels/fit";
import { fillPeriodogram } from "../src/kernels/periodogram";
import { fillGamma, fillNormal } from "../src/kernels/random";
import { pairsOf } from "../src/uncertainty/replicates";
import { expectSameBits } from "./support/bits";

const vienna = (ratio: number) => ({ ...paper.optomechanics, gAB: ratio * paper.optomechanics.kappaA });
const six = ["gAB", "kappaA", "omegaA", "omegaB", "gammaB", "angle"] as const;
const atoms = { ...paper.bec, couplingRatioSquared: 0.93 };

interface Case {
  readonly name: string;
  readonly source: PartialSource;
  readonly frequency: Float64Array;
  readonly options: FitOptions;
  readonly averages: number;
}

const band = linspace(0.2e6, 2.4e6, 401);
const cases: readonly Case[] = [
  {
    name: "six parameters",
    source: vienna(0.49),
    frequency: band,
    options: { detection: homodyne(), free: six },
    averages: 100,
  },
  { name: "few averages", source: vienna(1), frequency: band, options: { detection: homodyne(), free: six }, averages: 10 },
  {
    name: "strong coupling",
    source: vienna(2.29),
    frequency: band,
    options: { detection: homodyne(), free: six },
    averages: 30,
  },
  {
    name: "a calibrated angle and gain",
    source: vienna(0.49),
    frequency: band,
    options: {
      detection: homodyne(),
      free: ["gAB", "gammaB"],
      calibrated: { angle: { value: Math.PI / 2, error: 0.02 }, gain: { value: 1, error: 0.01 } },
    },
    averages: 30,
  },
  {
    name: "pairs of sidebands",
    source: atoms as PartialSource,
    frequency: linspace(-25e3, 25e3, 400),
    options: { detection: heterodyne(), free: ["couplingRatioSquared", "gammaB", "background"] },
    averages: 50,
  },
];

const REFITS = 300;
const SEED = 5;

describe("where a search to the last digit ends", () => {
  test.each(cases)("$name", ({ source, frequency, options, averages }) => {
    const data = simulateSpectrum(source as never, frequency, { detection: options.detection, averages, seed: 3 });
    const found = fit(source, data, options);
    const made = bootstrap(found, { samples: REFITS, seed: SEED });
    expect(made.failures).toEqual({});
    const plan = planOfOne(source, found.spectrum, options);
    const fittedOf = (name: string) => found.parameters.find((p) => p.name === name)!.value;
    const values = Float64Array.from(plan.variables, ({ name }) => fittedOf(name));
    const member = memberOf(plan.traces[0]!, values);
    const law = { density: fillModel(member).density, ...pairsOf(member) };
    const worst = { size: 0 };
    for (let item = 0; item < REFITS; item++) {
      const density = fillPeriodogram({ seed: SEED, stream: 32, item }, averages, law);
      const normals = new Float64Array(values.length);
      fillNormal({ seed: SEED, stream: 34, item }, normals);
      const problem = problemOf(plan, values, 100);
      const minimum = fillMinimum({
        ...problem,
        members: [{ ...problem.members[0]!, density }],
        variables: problem.variables.map(({ calibration, ...rest }, v) => ({
          ...rest,
          ...(calibration && {
            calibration: { value: values[v]! + calibration.error * normals[v]!, error: calibration.error },
          }),
        })),
      });
      expect(minimum.verdict).toBe(0);
      plan.variables.forEach(({ name }, v) => {
        const away = Math.abs(made.samples[name]![item]! - minimum.values[v]!) / made.standardError[name]!;
        worst.size = Math.max(worst.size, away);
      });
    }
    expect(worst.size).toBeLessThan(1e-3);
  });
});

test.each([1, 1.5, 10, 100, 1e6])("periodograms of %d averages are Gamma numbers of the same address", (averages) => {
  const density = Float64Array.from({ length: 20_001 }, (_, i) => 1 + i / 7);
  const plain = { density, mirrors: new Int32Array(density.length).fill(-1), coherence: new Float64Array(density.length) };
  const at = { seed: 2 ** 52 + 17, stream: 9, item: 4_000_000_000 };
  const came = fillPeriodogram(at, averages, plain);
  const gammas = new Float64Array(density.length);
  fillGamma(at, averages, gammas);
  const expected = gammas.map((gamma, i) => (density[i]! * gamma) / averages);
  expectSameBits(came, expected, "periodogram");
});
