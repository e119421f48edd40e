// Proved: columns of fits are the fits one by one, to 10⁻⁶ standard errors, be bins left out, errors given or parameters calibrated; the same
// by workers; a row that fails or leads elsewhere says so and leaves the others alone.

import { afterAll, describe, expect, test } from "vitest";
import {
  type FitOptions,
  fit,
  fitMany,
  heterodyne,
  homodyne,
  linspace,
  type PartialSource,
  paper,
  pool,
  type SpectraRows,
  simulateSpectrum,
} from "../src";
import { expectSameBits } from "./support/bits";
import { refuses, refusesLater } from "./support/refuses";

const membrane = { ...paper.optomechanics, gAB: 0.49 * paper.optomechanics.kappaA };
const six = ["gAB", "kappaA", "omegaA", "omegaB", "gammaB", "angle"] as const;
const start = {
  gAB: 1.02 * membrane.gAB,
  kappaA: 0.98 * membrane.kappaA,
  omegaA: 1.01 * membrane.omegaA,
  omegaB: 0.995 * membrane.omegaB,
  gammaB: 1.05 * membrane.gammaB,
  angle: 1.6,
};
const frequency = linspace(0.2e6, 2.4e6, 401);
const ROWS = 40;

function rowsOf(rows = ROWS): SpectraRows {
  const density = new Float64Array(rows * frequency.length);
  for (let item = 0; item < rows; item++) {
    const drawn = simulateSpectrum(membrane, frequency, { detection: homodyne(), averages: 100, seed: 8, item });
    density.set(drawn.density, item * frequency.length);
  }
  return { frequency, density, averages: 100, sides: "two" };
}
const rows = rowsOf();
const row = (k: number) => rows.density.slice(frequency.length * k, frequency.length * (k + 1));
const options: FitOptions = { detection: homodyne(), free: six, start };

describe("as one by one", () => {
  test.each<[string, FitOptions]>([
    ["six parameters", options],
    ["a range, and an interval left out", { ...options, range: [0.3e6, 2e6], exclude: [[1e6, 1.1e6]] }],
    ["errors given", { ...options, errors: row(0).map((P) => P / 10) }],
    [
      "a calibrated angle",
      {
        ...options,
        free: six.slice(0, 5),
        calibrated: { angle: { value: Math.PI / 2, error: 0.01 } },
        start: { ...start, angle: 1.57 },
      },
    ],
  ])("%s", (_, asked) => {
    const columns = fitMany(membrane as PartialSource, rows, asked);
    for (let k = 0; k < ROWS; k++) {
      const alone = fit(membrane as PartialSource, { ...rows, density: row(k) }, asked);
      if (!("errors" in asked)) expect(columns.status[k]).toBe(0);
      expect(Math.abs(columns.cost[k]! - alone.cost)).toBeLessThan(1e-9 * alone.cost);
      for (const name of columns.names) {
        const { value, standardError } = alone.parameters.find((p) => p.name === name)!;
        expect(Math.abs(columns.values[name]![k]! - value) / standardError, `${name} of row ${k}`).toBeLessThan(1e-6);
        expect(columns.standardErrors[name]![k]! / standardError, `error of ${name} of row ${k}`).toBeCloseTo(1, 6);
      }
    }
  });

  test("by workers: the same bits", async () => {
    const two = pool({ workers: 2 });
    afterAll(() => two.close());
    const many = rowsOf(100);
    const came = await fitMany(membrane as PartialSource, many, { ...options, pool: two });
    const expected = fitMany(membrane as PartialSource, many, options);
    for (const name of expected.names) {
      expectSameBits(came.values[name]!, expected.values[name]!, name);
      expectSameBits(came.standardErrors[name]!, expected.standardErrors[name]!, name);
    }
    expectSameBits(came.cost, expected.cost, "−ln L");
    expect(came.status).toEqual(expected.status);
  });
});

test("a row that the model does not describe says so, and the others are what they were", () => {
  const spoilt = rows.density.slice();
  for (let i = 0; i < frequency.length; i++) spoilt[frequency.length + i]! *= 1 + 5 * (i % 2);
  const came = fitMany(membrane as PartialSource, { ...rows, density: spoilt }, options);
  const expected = fitMany(membrane as PartialSource, rows, options);
  expect(came.status[1]).not.toBe(0);
  expect(came.reasons[came.status[1]!]).toBeDefined();
  for (const k of [0, 2, 3]) expect(came.values.gAB![k]).toBe(expected.values.gAB![k]);
});

test("what the data do not determine has a status and no values", () => {
  const both = { ...options, free: [...six, "temperatureB"] as const, start: { ...start, temperatureB: 290 } };
  const came = fitMany(membrane as PartialSource, rows, both);
  expect(Array.from(came.status).every((status) => status !== 0)).toBe(true);
});

describe("says what is wrong", () => {
  test("rows", () => {
    const source = membrane as PartialSource;
    refuses(
      () => fitMany(source, { ...rows, density: rows.density.subarray(1) }, options),
      /^spectra\.density: .*401 densities each/,
    );
    refuses(
      () => fitMany(source, { ...rows, frequency: [1, 2] as never }, options),
      /^spectra\.frequency: expected a Float64Array/,
    );
    const bad = rows.density.slice();
    bad[3 * frequency.length + 7] = Number.NaN;
    refuses(() => fitMany(source, { ...rows, density: bad }, options), /^spectra\.density\[1210\]: .*bin 7 of row 3/);
    bad[3 * frequency.length + 7] = 1e101;
    refuses(
      () => fitMany(source, { ...rows, density: bad }, options),
      /^spectra\.density\[1210\]: .*1e-100 to 1e\+100, .*row 3/,
    );
  });

  test("densities far back, by workers too; where bins are left out they may be anything", async () => {
    const source = membrane as PartialSource;
    const many = Float64Array.from({ length: 41 * frequency.length }, (_, k) => rows.density[k % rows.density.length]!);
    const excluded = [[frequency[100]!, frequency[120]!]] as const;
    const workers = pool({ workers: 2 });
    for (const [bin, isRefused] of [
      [99, true],
      [110, false],
      [121, true],
    ] as const) {
      for (const P of [Number.NaN, 0, -1]) {
        const bad = many.slice();
        bad[35 * frequency.length + bin] = P;
        const call = { ...rows, density: bad };
        const asked = { ...options, exclude: excluded };
        const sentence = new RegExp(`^spectra\\.density\\[${35 * frequency.length + bin}\\]: .*bin ${bin} of row 35`);
        if (isRefused) {
          refuses(() => fitMany(source, call, asked), sentence);
          await refusesLater(() => fitMany(source, call, { ...asked, pool: workers }), sentence);
        } else
          expect(fitMany(source, call, asked).status[35]).toBe(fitMany(source, { ...rows, density: many }, asked).status[35]);
      }
    }
    await workers.close();
  });

  test("no start, heterodyne detection", () => {
    const { omegaA, kappaA, temperatureB } = membrane;
    const source = { model: "optomechanics", omegaA, kappaA, temperatureB } as PartialSource;
    refuses(
      () => fitMany(source, rows, { detection: homodyne(), free: ["gAB", "omegaB", "gammaB"] }),
      /^start\.omegaB: .*from which all rows begin/,
    );
    const sides = { ...rows, frequency: linspace(-25e3, 25e3, 401) };
    const asked: FitOptions = { detection: heterodyne(), free: ["gammaB"], fixed: { couplingRatioSquared: 0.9 } };
    refuses(() => fitMany(paper.bec as PartialSource, sides, asked), /^detection: .*sidebands are correlated/);
  });
});
