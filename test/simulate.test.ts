// Proved: a record is its address, whole or in pieces, alone or among others; gain, efficiency and background do what they say; a wrong
// call says what is wrong. Its statistics: simulate-covariances.test.ts, simulate-spectra.test.ts.

import { describe, expect, test } from "vitest";
import {
  heterodyne,
  homodyne,
  paper,
  position,
  type SimulationOptions,
  simulate,
  simulatePieces,
  type TimeRecord,
  thermalOscillator,
} from "../src";
import { expectSameBits } from "./support/bits";
import { setups } from "./support/records";
import { cases, type Wrong } from "./support/refuses";

const membrane = { ...paper.optomechanics, gAB: 0.49 * paper.optomechanics.kappaA };
const atoms = { ...paper.bec, couplingRatioSquared: 0.93 };
const oscillator = thermalOscillator({ omegaB: 3e5, gammaB: 3e3, nThermalB: 40 });

/** The samples of pieces, one after another. */
function joined(pieces: Iterable<TimeRecord>): { samples: Float64Array; imaginary: Float64Array } {
  const all = [...pieces];
  return {
    samples: Float64Array.from(all.flatMap(({ samples }) => [...samples])),
    imaginary: Float64Array.from(all.flatMap(({ imaginary = [] }) => [...imaginary])),
  };
}

describe("a record", () => {
  const options = { detection: homodyne(), interval: 1e-7, samples: 5000, seed: 7 };

  test("has its samples at the interval, from 0 on, complex if heterodyne", () => {
    const real = simulate(membrane, options);
    expect(real.samples).toHaveLength(5000);
    expect(real).toMatchObject({ interval: 1e-7, start: 0, unit: "" });
    expect("imaginary" in real).toBe(false);
    expect(simulate(atoms, { ...options, detection: heterodyne() }).imaginary).toHaveLength(5000);
    expect("imaginary" in simulate(oscillator, { ...options, detection: position() })).toBe(false);
  });

  test("is the same bits for the same seed, today and tomorrow, and others for another seed or item", () => {
    const { samples } = simulate(membrane, options);
    expectSameBits(simulate(membrane, { ...options, item: 0 }).samples, samples, "again");
    for (const other of [{ seed: 8 }, { item: 1 }, { seed: 7 + 2 ** 32 }]) {
      const { samples: others } = simulate(membrane, { ...options, ...other });
      expect(others.every((x, k) => x !== samples[k])).toBe(true);
    }
    expect([...samples.subarray(0, 2), samples[4999]]).toEqual([77416.01972159841, 107655.6923713068, 4099.97625553929]);
  });

  test.each(Object.entries(setups))(
    "%s: pieces of any size are the whole, and the shorter the beginning of the longer",
    (_, setup) => {
      const { system, detection } = setup;
      const given: SimulationOptions = { detection, interval: 1e-6, samples: 3001, seed: 2 ** 53 - 1, item: 2 ** 32 - 1 };
      const whole = simulate(system, given);
      for (const piece of [1, 7, 1024, 3000, 1e6]) {
        const { samples, imaginary } = joined(simulatePieces(system, { ...given, piece }));
        expectSameBits(samples, whole.samples, `pieces of ${piece}`);
        if (whole.imaginary) expectSameBits(imaginary, whole.imaginary, `imaginary, pieces of ${piece}`);
      }
      expectSameBits(simulate(system, { ...given, samples: 10 }).samples, whole.samples.subarray(0, 10), "a short one");
      const pieces = [...simulatePieces(system, { ...given, piece: 1000 })];
      expect(pieces.map(({ samples }) => samples.length)).toEqual([1000, 1000, 1000, 1]);
      expect(pieces.map(({ start }) => start)).toEqual([0, 1e-3, 2e-3, 3e-3]);
    },
  );

  test("in pieces does not mind another between them", () => {
    const given = { ...options, piece: 100, samples: 1000 };
    const others = simulatePieces(atoms, { ...given, detection: heterodyne() });
    const pieces: TimeRecord[] = [];
    for (const piece of simulatePieces(membrane, given)) {
      others.next();
      simulate(oscillator, { ...options, detection: position(), samples: 3 });
      pieces.push(piece);
    }
    expectSameBits(joined(pieces).samples, simulate(membrane, options).samples.subarray(0, 1000), "between");
  });

  test("among several is the one that its item is", () => {
    const several = simulate(membrane, { ...options, samples: 100, item: 3, records: 4 });
    expect(several).toHaveLength(4);
    several.forEach(({ samples }, i) => {
      expectSameBits(samples, simulate(membrane, { ...options, samples: 100, item: 3 + i }).samples, `item ${3 + i}`);
    });
    expect(simulate(membrane, { ...options, records: 1 })).toHaveLength(1);
  });
});

describe("the scale", () => {
  const options = { interval: 2e-6, samples: 20_000, seed: 3 };
  const variance = (samples: Float64Array) => samples.reduce((sum, x) => sum + x * x, 0) / samples.length;

  test("four times the gain is twice the samples, to the bit", () => {
    for (const { system, detection } of Object.values(setups)) {
      const bare = { ...detection, background: 0, gain: 1 };
      const one = simulate(system, { ...options, detection: bare });
      const four = simulate(system, { ...options, detection: { ...bare, gain: 4 } });
      expectSameBits(
        four.samples,
        one.samples.map((x) => 2 * x),
        "gain",
      );
      if (one.imaginary) {
        expectSameBits(
          four.imaginary!,
          one.imaginary.map((x) => 2 * x),
          "imaginary",
        );
      }
    }
  });

  test("uncoupled light is white noise of the vacuum's level, whatever the efficiency; dark level and background add to it", () => {
    for (const efficiency of [0, 0.3, 1]) {
      for (const [system, detection, density] of [
        [{ ...membrane, gAB: 0 }, homodyne({ efficiency }), 0.5],
        [{ ...membrane, gAB: 0, nThermalA: 2 }, homodyne({ efficiency, angle: -0.7 }), 0.5 + 2 * efficiency],
        [{ ...membrane, gAB: 0 }, homodyne({ efficiency, gain: 3, dark: 0.2, background: 0.4 }), 3 * 0.7 + 0.4],
        [{ ...paper.bec, gAB: 0 }, heterodyne({ efficiency, gain: 3, dark: 0.2, background: 0.4 }), 3 * 1.2 + 0.4],
      ] as const) {
        const { samples, imaginary } = simulate(system, { ...options, detection });
        const expected = density / options.interval;
        const [parts, sum] = imaginary ? [2, variance(samples) + variance(imaginary)] : [1, variance(samples)];
        const error = expected * Math.sqrt(2 / (parts * options.samples));
        expect(Math.abs(sum - expected) / error).toBeLessThan(4);
        // of one sample and the next
        const next = samples.reduce((total, x, k) => total + (k > 0 ? x * samples[k - 1]! : 0), 0) / options.samples;
        expect(Math.abs(next) / (expected / parts / Math.sqrt(options.samples))).toBeLessThan(4);
      }
    }
  });

  test("an oscillator's samples in a short interval are its position, N_b its variance; the background white upon it", () => {
    const records = 4000;
    for (const [detection, added] of [
      [position(), 0],
      [position({ gain: 0.25, dark: 1e-8, background: 3e-9 }), (0.25e-8 + 3e-9) / 1e-9],
    ] as const) {
      const drawn = simulate(oscillator, { detection, interval: 1e-9, samples: 1, seed: 11, records });
      const found = variance(Float64Array.from(drawn, ({ samples }) => samples[0]!));
      const expected = (detection.gain ?? 1) * 40.5 + added;
      expect(Math.abs(found / expected - 1) / Math.sqrt(2 / records)).toBeLessThan(4);
    }
  });

  test("a cold oscillator still moves: its temperature in K or its occupation", () => {
    const cold = thermalOscillator({ omegaB: 3e5, gammaB: 3e3, temperatureB: 0 });
    const still = thermalOscillator({ omegaB: 3e5, gammaB: 3e3, nThermalB: 0 });
    const given = { ...options, detection: position() };
    expectSameBits(simulate(cold, given).samples, simulate(still, given).samples, "0 K");
    expect(variance(simulate(cold, given).samples)).toBeGreaterThan(0.4);
  });
});

describe("wrong calls", () => {
  const good = { detection: homodyne(), interval: 1e-7, samples: 10, seed: 1 };
  const call = (change: Wrong) => () => simulate(membrane, { ...good, ...change });
  cases("simulate", [
    ["no options", () => simulate(membrane, undefined as Wrong), /^options: expected an object with detection, interval/],
    ["a misspelt option", call({ sample: 3 }), "sample: no such option; did you mean samples?"],
    ["no detection", call({ detection: undefined }), /^detection: expected a detection made by homodyne\(\)/],
    ["no interval", call({ interval: undefined }), "interval: expected a positive time in s, got nothing"],
    ["interval NaN", call({ interval: Number.NaN }), "interval: expected a positive time in s, got NaN"],
    ["interval zero", call({ interval: 0 }), "interval: expected a positive time in s, got 0"],
    ["interval negative", call({ interval: -1e-7 }), "interval: expected a positive time in s, got -1e-7"],
    ["interval endless", call({ interval: Number.POSITIVE_INFINITY }), "interval: expected a positive time in s, got Infinity"],
    [
      "interval beyond numbers",
      call({ interval: 1e-320 }),
      /^interval: a step of 1e-320 s, or the steady state itself, is beyond/,
    ],
    ["no samples", call({ samples: 0 }), "samples: expected a whole number of samples, 1 to 2^32 − 1, got 0"],
    ["half a sample", call({ samples: 1.5 }), "samples: expected a whole number of samples, 1 to 2^32 − 1, got 1.5"],
    ["samples NaN", call({ samples: Number.NaN }), /^samples: expected a whole number of samples/],
    ["too many samples", call({ samples: 2 ** 32 }), /^samples: expected a whole number of samples/],
    ["seed negative", call({ seed: -1 }), "seed: expected a whole number, 0 to 2^53 − 1, got -1"],
    ["no seed", call({ seed: undefined }), "seed: expected a whole number, 0 to 2^53 − 1, got nothing"],
    ["seed of half", call({ seed: 0.5 }), "seed: expected a whole number, 0 to 2^53 − 1, got 0.5"],
    ["item too large", call({ item: 2 ** 32 }), "item: expected a whole number, 0 to 2^32 − 1, got 4294967296"],
    [
      "items too large",
      call({ item: 2 ** 32 - 1, records: 2 }),
      "item: expected a whole number, 0 to 2^32 − 2, got 4294967295",
    ],
    ["no records", call({ records: 0 }), "records: expected a whole number of records, 1 or more, got 0"],
    ["a slope", call({ detection: homodyne({ backgroundSlope: 1e-9 }) }), /^backgroundSlope: expected 0 of a simulated record/],
    [
      "less than no background",
      call({ detection: homodyne({ background: -1 }) }),
      /^background: expected a level of zero or more/,
    ],
    ["heterodyne optomechanics", call({ detection: heterodyne() }), /symmetrised spectra only, use homodyne\(\)$/],
    ["position of a system", call({ detection: position() }), "detection: position() is for a thermal oscillator"],
    [
      "light of an oscillator",
      () => simulate(oscillator, good),
      "detection: a thermal oscillator has no light: use position()",
    ],
    ["unstable", () => simulate({ ...paper.optomechanics, gAB: 1e8 }, good), /^gAB: no steady state: unstable/],
    [
      "beyond the critical ratio",
      () => simulate({ ...paper.bec, couplingRatioSquared: 2, phase: "normal" }, good),
      /^couplingRatioSquared: no steady state: unstable/,
    ],
    [
      "no superradiant phase there",
      () => simulate({ ...paper.bec, couplingRatioSquared: 0.5, phase: "superradiant" }, good),
      "couplingRatioSquared: expected a ratio (g/g_cr)² above 1 for the superradiant phase, got 0.5",
    ],
    ["no coupling", () => simulate(paper.optomechanics as Wrong, good), /^gAB: expected a coupling in rad\/s/],
    [
      "columns",
      () => simulate({ ...paper.optomechanics, gAB: [1, 2] }, good),
      "system: expected one working point, got columns",
    ],
    ["no system", () => simulate(undefined as Wrong, good), /^system: expected a system made by/],
    ["pieces of nothing", () => simulatePieces(membrane, { ...good, piece: 0 }), /^piece: expected a whole number of samples/],
    [
      "pieces, at the call",
      () => simulatePieces(membrane, { ...good, samples: -3 }),
      "samples: expected a whole number of samples, 1 to 2^32 − 1, got -3",
    ],
    ["records in pieces", () => simulatePieces(membrane, { ...good, records: 2 } as Wrong), /^records: no such option/],
  ]);
});
