// Proved: which bins a fit takes. Those of another law are left out: of a real record f = 0 and the Nyquist frequency (half the averages),
// of superradiant light the carrier; and of the bins at ±f of a real record one is left out. Ranges and exclusions do what they say, and what is fitted does not depend on what was left out.

import { expect, test } from "vitest";
import {
  type Detection,
  fit,
  heterodyne,
  homodyne,
  linspace,
  paper,
  position,
  simulateSpectrum,
  spectrum,
  thermalOscillator,
} from "../src";

const oscillator = thermalOscillator({ omegaB: 6e5, gammaB: 6e3, nThermalB: 10 });
const known = { model: "thermal", nThermalB: 10 } as const;
const grid = linspace(0, 250e3, 501);
const measured = (detection: Detection, system: Parameters<typeof spectrum>[0], frequency: Float64Array) => ({
  frequency,
  density: spectrum(system, frequency, { detection }).density,
  averages: 100,
  sides: "two" as const,
});

test("a real record: not f = 0, and not the Nyquist frequency where the sampling is known", () => {
  const detection = position({ background: 1e-6 });
  const data = measured(detection, oscillator, grid);
  const all = fit(known, data, { detection });
  expect([all.frequency[0], all.frequency.at(-1), all.frequency.length]).toEqual([grid[1], 250e3, 500]);
  const response = { interval: 2e-6, length: 4096, window: "hann" } as const;
  const sampled = { ...data, density: spectrum(oscillator, grid, { detection, response }).density };
  const half = fit(known, sampled, { detection, response });
  expect([half.frequency[0], half.frequency.at(-1), half.frequency.length]).toEqual([grid[1], grid[499], 499]);
  const homodyned = fit(
    { ...paper.optomechanics, gAB: 1e6 },
    measured(homodyne(), { ...paper.optomechanics, gAB: 1e6 }, linspace(0, 2.4e6, 401)),
    {
      detection: homodyne(),
    },
  );
  expect(homodyned.frequency[0]).toBeGreaterThan(0);
});

test("a known window carries the law of f = 0 and of the Nyquist frequency as far as its main lobe", () => {
  const detection = position({ background: 1e-6 });
  const length = 1000;
  const interval = 2e-6; // bins of 500 Hz, Nyquist frequency 250 kHz
  const data = measured(detection, oscillator, grid);
  const bins = (window: "hann" | "flattop", options: Partial<Parameters<typeof fit>[2]> = {}) => {
    const { frequency } = fit(known, { ...data, response: { interval, length, window } }, { detection, ...options });
    return [frequency[0]! / 500, frequency.at(-1)! / 500, frequency.length];
  };
  // |W|² of a window of m cosines vanishes m bins from its centre for the first time: 2 for Hann, 5 for the flat-top
  expect(bins("hann")).toEqual([2, 498, 497]);
  expect(bins("flattop")).toEqual([5, 495, 491]);
  // the record is what it is, be its window followed or not
  expect(bins("hann", { response: "none" })).toEqual([2, 498, 497]);
  const odd = { interval: 1 / (999 * 500), length: 999, window: "hann" } as const; // Nyquist frequency between bins 499 and 500
  const { frequency } = fit(
    known,
    { ...data, frequency: grid.slice(0, 500), density: data.density.slice(0, 500) },
    { detection, response: odd },
  );
  expect([frequency[0]! / 500, frequency.at(-1)! / 500]).toEqual([2, 497]);

  // a complex record's mean is taken off as well; its band has no end where f and −f meet but f = 0
  const atoms = { ...paper.bec, couplingRatioSquared: 0.5 };
  const light = heterodyne();
  const band = linspace(-20e3, 20e3, 401);
  const response = { interval: 25e-6, length: 400, window: "hann" } as const;
  const found = fit(atoms, { ...measured(light, atoms, band), response }, { detection: light });
  expect(found.frequency).toEqual(band.filter((f) => Math.abs(f) > 150));
});

test("a real record's bins at −f say what those at f say: fitted once, drawn alike", () => {
  const detection = homodyne();
  const system = { ...paper.optomechanics, gAB: 0.49 * paper.optomechanics.kappaA };
  const positive = linspace(1e5, 2.4e6, 301);
  const once = simulateSpectrum(system, positive, { detection, averages: 100, seed: 5 });
  const both = {
    frequency: [...positive.map((f) => -f).reverse(), ...positive],
    density: [...once.density.slice().reverse(), ...once.density],
    averages: 100,
    sides: "two",
  } as const;
  const [one, two] = [fit(system, once, { detection }), fit(system, both, { detection })];
  expect(two.frequency).toEqual(one.frequency);
  expect(two.covariance).toEqual(one.covariance);
  expect(two.sumRule).toEqual(one.sumRule);
  // where only −f is given, or left by the range, it stands for both
  const negative = fit(system, both, { detection, range: [-3e6, 0] });
  expect(negative.frequency).toHaveLength(301);
  expect(negative.sumRule!.value / one.sumRule!.value).toBeCloseTo(1, 9);

  const drawn = simulateSpectrum(system, linspace(-1e6, 1e6, 11), { detection, averages: 10, seed: 6 }).density;
  for (let i = 0; i < 5; i++) expect(drawn[i]! / drawn[10 - i]!).toBeCloseTo(1, 12);
  const { density } = spectrum(system, [0], { detection });
  const spread = Array.from({ length: 4000 }, (_, item) => {
    const [P] = simulateSpectrum(system, [0], { detection, averages: 10, seed: 7, item }).density;
    return (P! / density[0]! - 1) * (P! / density[0]! - 1);
  });
  const variance = spread.reduce((sum, x) => sum + x, 0) / 4000;
  expect(Math.abs(variance - 0.2)).toBeLessThan(4 * 0.2 * Math.sqrt((2 + 12 / 10) / 4000)); // 2/n, not 1/n
});

test("heterodyne: f = 0 is a bin like others below the critical coupling, and the carrier above it", () => {
  const detection = heterodyne();
  const band = linspace(-20e3, 20e3, 401);
  const below = { ...paper.bec, couplingRatioSquared: 0.5 };
  expect(fit(below, measured(detection, below, band), { detection }).frequency).toHaveLength(401);
  const above = { ...paper.bec, couplingRatioSquared: 1.5, phase: "superradiant" } as const;
  const found = fit(above, measured(detection, above, band), { detection });
  expect(found.frequency).toHaveLength(400);
  expect(found.frequency).not.toContain(0);
});

test("ranges and exclusions: the ends belong to them", () => {
  const detection = position();
  const data = measured(detection, oscillator, grid);
  const found = fit(known, data, {
    detection,
    range: [50e3, 150e3],
    exclude: [
      [60e3, 70e3],
      [149e3, 160e3],
    ],
  });
  const expected = grid.filter((f) => f >= 50e3 && f <= 150e3 && !(f >= 60e3 && f <= 70e3) && !(f >= 149e3 && f <= 160e3));
  expect(found.frequency).toEqual(expected);
  // whatever stands in a bin that is left out
  const density = data.density.map((P, i) => (expected.includes(grid[i]!) ? P : 1e9 * P));
  const same = fit(
    known,
    { ...data, density },
    {
      detection,
      range: [50e3, 150e3],
      exclude: [
        [60e3, 70e3],
        [149e3, 160e3],
      ],
    },
  );
  expect(same.parameters).toEqual(found.parameters);
});
