// Proved: refits scatter as the expected information says where −ln L is a parabola, sidebands and calibrations included; intervals are
// those of the books, BCa close to exact ones; acceleration is the skewness of simulated scores; a record's segments scatter as its
// spectrum's law; and the same seed gives the same bits, in one go or several, by one thread or more.

import { afterAll, describe, expect, test } from "vitest";
import {
  type Bootstrap,
  bootstrap,
  type Detection,
  type Fit,
  type FitOptions,
  fit,
  heterodyne,
  homodyne,
  linspace,
  type PartialSource,
  paper,
  pool,
  position,
  type System,
  simulate,
  simulateSpectrum,
  spectrum,
  thermalOscillator,
  welch,
} from "../src";
import { planOfOne } from "../src/fit/fit";
import { accelerationsOf } from "../src/uncertainty/acceleration";
import { quantitiesOf } from "../src/uncertainty/quantities";
import { expectSameBits } from "./support/bits";
import { gammaDistribution, normalDistribution } from "./support/distributions";
import { refuses } from "./support/refuses";

const membrane = { ...paper.optomechanics, gAB: 0.49 * paper.optomechanics.kappaA };
const atoms = { ...paper.bec, couplingRatioSquared: 0.93 };
const ofMembrane: FitOptions = { detection: homodyne(), free: ["gAB", "kappaA", "omegaA", "omegaB", "gammaB"] };
const ofAtoms: FitOptions = { detection: heterodyne(), free: ["couplingRatioSquared", "gammaB", "background"] };

/** A fit of a simulated spectrum, begun at the truth. */
function fitted(source: System, options: FitOptions, averages: number, bins = 400): Fit {
  const frequency = source.model === "dicke" ? linspace(-25e3, 25e3, bins) : linspace(0.2e6, 2.4e6, bins);
  const data = simulateSpectrum(source, frequency, { detection: options.detection, averages, seed: 11 });
  const truth = source as unknown as Record<string, number>;
  const names = [...(options.free ?? []), ...Object.keys(options.calibrated ?? {})];
  const start = Object.fromEntries(names.filter((name) => name in truth).map((name) => [name, truth[name]!]));
  return fit(source as PartialSource, data, { ...options, start } as FitOptions);
}

const fittedOf = ({ parameters }: Fit, name: string) => parameters.find((p) => p.name === name)!.value;
const mean = (x: ArrayLike<number>) => Array.from(x).reduce((sum, y) => sum + y, 0) / x.length;

/** Five standard errors of a standard deviation from so many samples, and of a mean, in standard deviations. */
const scatter = (samples: number) => 5 / Math.sqrt(2 * samples);
const drift = (samples: number) => 5 / Math.sqrt(samples);

/** Throws unless the parameters of a bootstrap have this mean and covariance. */
function expectLaw(found: Bootstrap, names: readonly string[], covariance: Float64Array) {
  const k = names.length;
  const samples = found.samples[names[0]!]!.length;
  names.forEach((name, i) => {
    const error = Math.sqrt(covariance[(k + 1) * i]!);
    expect(Math.abs(found.standardError[name]! / error - 1), `error of ${name}`).toBeLessThan(scatter(samples));
    expect(Math.abs(mean(found.samples[name]!) - found.value[name]!) / error, `mean of ${name}`).toBeLessThan(drift(samples));
    names.forEach((other, j) => {
      const expected = covariance[k * i + j]! / Math.sqrt(covariance[(k + 1) * i]! * covariance[(k + 1) * j]!);
      const came = found.correlation[found.names.length * i + j]!;
      expect(Math.abs(came - expected), `${name}, ${other}`).toBeLessThan(drift(samples));
    });
  });
}

/** Inverse of a positive matrix by Gauss and Jordan. */
function inverse(H: readonly (readonly number[])[]): number[][] {
  const k = H.length;
  const rows = H.map((row, i) => [...row, ...row.map((_, j) => Number(i === j))]);
  for (let i = 0; i < k; i++) {
    const pivot = rows[i]![i]!;
    rows[i] = rows[i]!.map((x) => x / pivot);
    for (let j = 0; j < k; j++) {
      if (j === i) continue;
      const factor = rows[j]![i]!;
      rows[j] = rows[j]!.map((x, m) => x - factor * rows[i]![m]!);
    }
  }
  return rows.map((row) => row.slice(k));
}

describe("where −ln L is a parabola", () => {
  test.each([
    ["optomechanics", membrane, ofMembrane],
    ["BEC", atoms, ofAtoms],
  ] as const)("%s: means and covariance of the expected information", (_, source, options) => {
    const found = fitted(source as System, options, 1000);
    const refits = bootstrap(found, { samples: 4000, seed: 5 });
    expect(refits.failures).toEqual({});
    expect(refits.atBound).toEqual({});
    expectLaw(refits, found.names, found.covariance);
    expect(refits.value.gammaB).toBe(fittedOf(found, "gammaB"));
  });

  test("with errors given, normal ones", () => {
    const frequency = linspace(0.2e6, 2.4e6, 400);
    const { density } = spectrum(membrane, frequency, { detection: homodyne() }) as { density: Float64Array };
    const errors = density.map((P) => 0.02 * P);
    const { gAB, kappaA, omegaA, omegaB, gammaB } = membrane;
    const found = fit(
      membrane,
      { frequency, density, sides: "two" },
      { ...ofMembrane, errors, start: { gAB, kappaA, omegaA, omegaB, gammaB } },
    );
    expectLaw(bootstrap(found, { samples: 4000, seed: 5 }), found.names, found.covariance);
  });

  test("a calibrated parameter scatters by its calibration, too", () => {
    const { gammaB } = membrane;
    const calibrated = { gammaB: { value: gammaB * 1.001, error: 0.004 * gammaB } };
    const found = fitted(membrane, { detection: homodyne(), free: ["gAB", "kappaA", "omegaA", "omegaB"], calibrated }, 1000);
    const part = found.sources.find(({ name }) => name === "gammaB")!.covariance;
    const at = (found.names.length + 1) * found.names.indexOf("gammaB");
    expect(part[at]! / found.covariance[at]!).toBeGreaterThan(0.25); // else nothing would be seen
    expect(part[at]! / found.covariance[at]!).toBeLessThan(0.75);
    const refits = bootstrap(found, { samples: 4000, seed: 5 });
    expectLaw(refits, found.names, found.covariance);
  });

  test("sidebands come in pairs: as if they were independent errors would be too small", () => {
    const found = fitted(atoms, ofAtoms, 1000);
    const { jacobian, density } = spectrum(found.system as System, found.frequency, {
      detection: found.detection,
      outputs: ["density", "jacobian"],
    }) as { density: Float64Array; jacobian: Record<string, Float64Array> };
    const H = found.names.map((a) =>
      found.names.map((b) => density.reduce((sum, P, i) => sum + (1000 * jacobian[a]![i]! * jacobian[b]![i]!) / (P * P), 0)),
    );
    const i = found.names.indexOf("couplingRatioSquared");
    const refits = bootstrap(found, { samples: 4000, seed: 5 });
    expect(refits.standardError.couplingRatioSquared! / Math.sqrt(inverse(H)[i]![i]!)).toBeGreaterThan(1.15);
  });
});

describe("the same bits", () => {
  const found = fitted(atoms, ofAtoms, 20, 200);
  const whole = bootstrap(found, { samples: 300, seed: 9 });
  const expectSame = (came: Bootstrap, expected: Bootstrap) => {
    for (const [name, column] of Object.entries(expected.samples)) expectSameBits(came.samples[name]!, column, name);
    expectSameBits(came.correlation, expected.correlation, "correlation");
    expect(JSON.stringify(came)).toBe(JSON.stringify(expected));
  };
  const workers = pool({ workers: 2 });
  afterAll(() => workers.close());

  test("in one go or several", () => {
    const some = bootstrap(found, { samples: 100, seed: 9 });
    const more = bootstrap(some, { more: 150 });
    expectSame(bootstrap(more, { more: 50 }), whole);
    expect(some.samples.gammaB).toHaveLength(100);
  });

  test("by workers, and more by workers", async () => {
    const told: number[] = [];
    const progress = (done: number) => told.push(done);
    expectSame(await bootstrap(found, { samples: 300, seed: 9, pool: workers, progress }), whole);
    expect(told.at(-1)).toBe(300);
    const some = await bootstrap(found, { samples: 77, seed: 9, pool: workers });
    expectSame(await bootstrap(some, { more: 223, pool: workers }), whole);
  });

  test("another seed gives others", () => {
    const other = bootstrap(found, { samples: 300, seed: 10 });
    expect(other.samples.gammaB![0]).not.toBe(whole.samples.gammaB![0]);
  });

  test("plain data", () => {
    const plain = JSON.parse(JSON.stringify(whole));
    expect(plain.method).toBe("bootstrap");
    expect(plain.settings).toEqual({ samples: 300, seed: 9, interval: "bca", drawnFrom: "model" });
    expect(plain.samples.muA).toHaveLength(300);
    expect(plain.failures).toEqual({});
  });
});

/** The least x with f(x) ≥ p of a rising f. */
function inverseOf(f: (x: number) => number, p: number, low: number, high: number): number {
  let [a, b] = [low, high];
  for (let i = 0; i < 200; i++) {
    const middle = (a + b) / 2;
    if (f(middle) < p) a = middle;
    else b = middle;
  }
  return (a + b) / 2;
}
const z = (p: number) => inverseOf(normalDistribution, p, -10, 10);

describe("intervals", () => {
  // Efron and Tibshirani (1993), eqs. 13.5, 14.9 to 14.14, by sample numbers (B + 1)α
  const found = fitted({ ...membrane, gAB: 3 * membrane.kappaA }, ofMembrane, 20);
  const refits = bootstrap(found, { samples: 999, seed: 3 });
  const { options, source } = found.problem!;
  const plan = planOfOne(source, found.spectrum, options);
  const { names, gradients } = quantitiesOf(found);
  const values = Float64Array.from(found.names, (name) => fittedOf(found, name));
  const accelerations = accelerationsOf(plan, values, gradients);
  const quantile = (name: string, p: number) => {
    const sorted = [...refits.samples[name]!].filter((x) => !Number.isNaN(x)).sort((a, b) => a - b);
    const place = p * (sorted.length + 1);
    const k = Math.floor(place);
    return sorted[k - 1]! * (1 - (place - k)) + sorted[k]! * (place - k);
  };
  test.each(["gAB", "gammaB", "entropyProduction", "nB"])("%s: percentile, basic, BCa", (name) => {
    for (const level of [0.5, 0.9]) {
      const tails = [(1 - level) / 2, (1 + level) / 2] as const;
      const [low, high] = tails.map((p) => quantile(name, p)) as [number, number];
      const value = refits.value[name]!;
      const kept = [...refits.samples[name]!].filter((x) => !Number.isNaN(x));
      const z0 = z(kept.filter((x) => x < value).length / kept.length);
      const a = accelerations[names.indexOf(name)]!;
      const corrected = tails.map((p) => quantile(name, normalDistribution(z0 + (z0 + z(p)) / (1 - a * (z0 + z(p))))));
      for (const [kind, ends] of [
        ["percentile", [low, high]],
        ["basic", [2 * value - high, 2 * value - low]],
        ["bca", corrected],
      ] as const) {
        const { lower, upper } = refits.interval(name, level, kind);
        expect(Math.abs(lower - ends[0]!) / Math.abs(high - low), kind).toBeLessThan(1e-9);
        expect(Math.abs(upper - ends[1]!) / Math.abs(high - low), kind).toBeLessThan(1e-9);
      }
      expect(refits.interval(name, level)).toEqual(refits.interval(name, level, "bca"));
    }
  });

  test("the scale of a few Gamma numbers, for which the exact interval is known: BCa is close", () => {
    // the gain alone is free: its estimate is gain·Gamma(m)/m, m = 12 bins of one average
    const oscillator = thermalOscillator({ omegaB: 1e6, gammaB: 1e3, temperatureB: 1 });
    const frequency = linspace(158e3, 160e3, 12);
    const detection = position();
    const data = simulateSpectrum(oscillator, frequency, { detection, averages: 1, seed: 4 });
    const gain = fit(oscillator, data, { detection, free: ["gain"], fixed: { background: 0, dark: 0 } });
    const refits = bootstrap(gain, { samples: 40_000, seed: 4 });
    const [m, value] = [12, refits.value.gain!];
    const exact = [0.05, 0.95].map((p) => (value * m) / inverseOf((x) => gammaDistribution(m, x)[0], 1 - p, 0, 60));
    const away = (kind: "bca" | "percentile" | "basic") => {
      const { lower, upper } = refits.interval("gain", 0.9, kind);
      return Math.max(Math.abs(lower / exact[0]! - 1), Math.abs(upper / exact[1]! - 1));
    };
    expect(away("bca")).toBeLessThan(0.02);
    expect(away("percentile")).toBeGreaterThan(0.08);
    expect(away("basic")).toBeGreaterThan(0.08);
  });
});

describe("acceleration", () => {
  const SPECTRA = 20_000;
  test.each([
    ["optomechanics", membrane, ofMembrane],
    ["BEC", atoms, ofAtoms],
    ["BEC, gain", atoms, { detection: heterodyne(), free: ["gain", "gammaB"] } as FitOptions],
  ] as const)(
    "%s: the skewness of simulated scores, over 6",
    (_, source, options) => {
      const averages = 2;
      const found = fitted(source as System, options, averages, 60);
      const values = Float64Array.from(found.names, (name) => fittedOf(found, name));
      const plan = planOfOne(found.problem!.source, found.spectrum, found.problem!.options);
      const { names, gradients } = quantitiesOf(found);
      const came = accelerationsOf(plan, values, gradients);
      const at = (item?: number) =>
        simulateSpectrum(found.system as System, found.frequency, {
          detection: found.detection as Detection,
          averages,
          seed: 77,
          ...(item !== undefined && { item }),
        }).density;
      const { density, jacobian } = spectrum(found.system as System, found.frequency, {
        detection: found.detection,
        outputs: ["density", "jacobian"],
      }) as unknown as {
        density: Float64Array;
        jacobian: Record<string, Float64Array>;
      };
      const slope = (name: string, i: number) => jacobian[name]![i]! / density[i]!;
      // in units of the parameters, so that Gauss and Jordan do well
      const size = found.names.map((name) => Math.abs(fittedOf(found, name)) || 1);
      const H = found.names.map((a, k) =>
        found.names.map((b, l) =>
          density.reduce((sum, _, i) => sum + averages * slope(a, i) * size[k]! * slope(b, i) * size[l]!, 0),
        ),
      );
      const covariance = inverse(H);
      const directions = [found.names[0]!, found.names[1]!, "entropyProduction"].map((name) => {
        const q = names.indexOf(name);
        const direction = covariance.map(
          (row, k) => size[k]! * row.reduce((sum, c, l) => sum + c * size[l]! * gradients[q]![l]!, 0),
        );
        const along = density.map((_, i) => found.names.reduce((sum, by, k) => sum + direction[k]! * slope(by, i), 0));
        return { name, q, along, second: 0, third: 0 };
      });
      for (let item = 0; item < SPECTRA; item++) {
        const P = at(item);
        for (const each of directions) {
          const score = P.reduce((sum, p, i) => sum + averages * each.along[i]! * (p / density[i]! - 1), 0);
          each.second += score ** 2 / SPECTRA;
          each.third += score ** 3 / SPECTRA;
        }
      }
      // the skewness of so many nearly normal numbers has the standard error √(15/N) if their variance and mean are taken as known
      const error = Math.sqrt(15 / SPECTRA) / 6;
      for (const { name, q, second, third } of directions) {
        expect(Math.abs(came[q]! - third / second ** 1.5 / 6), name).toBeLessThan(4 * error);
      }
      expect(Math.max(...came.map(Math.abs))).toBeGreaterThan(0.03); // else this would prove nothing
    },
    120_000,
  );
});

describe("what fails is counted", () => {
  test("next to the critical coupling, from few averages", () => {
    const found = fitted({ ...paper.bec, couplingRatioSquared: 0.99 }, ofAtoms, 2, 100);
    const refits = bootstrap(found, { samples: 1000, seed: 3 });
    const failed = Object.values(refits.failures).reduce((sum, x) => sum + x, 0);
    expect(failed).toBeGreaterThan(0);
    expect(failed).toBeLessThan(500);
    for (const [name, column] of Object.entries(refits.samples)) {
      expect(
        column.filter((x) => Number.isNaN(x)),
        name,
      ).toHaveLength(failed);
    }
    expect(refits.notes.join()).toContain("refits failed");
    const { lower, upper } = refits.interval("entropyProduction");
    expect(lower).toBeLessThan(refits.value.entropyProduction!);
    expect(upper).toBeGreaterThan(refits.value.entropyProduction!);
    const kept = refits.samples.gammaB!.filter((x) => !Number.isNaN(x));
    const centre = mean(kept);
    const variance = kept.reduce((sum, x) => sum + (x - centre) ** 2, 0) / (kept.length - 1);
    expect(refits.standardError.gammaB! / Math.sqrt(variance)).toBeCloseTo(1, 10);
  });

  test("refits at a bound", () => {
    const found = fitted({ ...paper.bec, couplingRatioSquared: 0.5 }, { ...ofAtoms, bounds: { background: [0, 1] } }, 100);
    const refits = bootstrap(found, { samples: 200, seed: 3 });
    const least = refits.samples.background!.filter((x) => x === 0).length;
    expect(least).toBeGreaterThan(10);
    expect(refits.atBound).toEqual({ background: least });
  });
});

describe("from a record's segments", () => {
  const oscillator = thermalOscillator({ omegaB: 2 * Math.PI * 2e3, gammaB: 2 * Math.PI * 300, temperatureB: 292 });
  const detection = position({ background: 2e4 });
  const cut = { length: 512 };
  const recordOf = (item: number) => simulate(oscillator, { detection, interval: 5e-5, samples: 256 * 1201, seed: 21, item });
  const free = ["omegaB", "gammaB", "gain", "background"] as const;
  // bins are a tenth of the resonance's width: the model need not follow the window, which would take longer
  const options: FitOptions = { detection, free, range: [500, 6000], response: "none" };
  const fitOf = (item: number) => fit(oscillator, welch(recordOf(item), cut), options);

  test("1200 half overlapping segments scatter as n_fit averages do", () => {
    const ratios = new Map<string, number[]>();
    for (let item = 0; item < 6; item++) {
      const found = fitOf(item);
      expect(found.isConverged).toBe(true);
      const fromModel = bootstrap(found, { samples: 1000, seed: 3 });
      const fromSegments = bootstrap(found, { samples: 1000, seed: 3, record: { record: recordOf(item), welch: cut } });
      expect(fromSegments.settings).toMatchObject({ drawnFrom: "segments", segments: 1200, blockLength: 12 });
      for (const name of found.names) {
        const error = fromModel.standardError[name]!;
        ratios.set(name, [...(ratios.get(name) ?? []), fromSegments.standardError[name]! / error]);
        // blocks that wrap around have the record's own spectrum as their mean
        expect(
          Math.abs(mean(fromSegments.samples[name]!) - found.parameters.find((p) => p.name === name)!.value) / error,
        ).toBeLessThan(drift(1000));
      }
    }
    // the error from 100 blocks is known to 7 %, that of the mean of 6 records to 3 %; 2.3 % of refits; and blocks end
    for (const [name, all] of ratios) expect(Math.abs(mean(all) - 1), name).toBeLessThan(0.12);
  });

  test("more of them, and by workers: the same bits", async () => {
    const found = fitOf(0);
    const record = { record: recordOf(0), welch: cut };
    const whole = bootstrap(found, { samples: 60, seed: 3, record, blockLength: 7 });
    const some = bootstrap(found, { samples: 20, seed: 3, record, blockLength: 7 });
    expectSameBits(bootstrap(some, { more: 40 }).samples.gammaB!, whole.samples.gammaB!, "more");
    const workers = pool({ workers: 2 });
    const shared = await bootstrap(found, { samples: 60, seed: 3, record, blockLength: 7, pool: workers });
    await workers.close();
    expectSameBits(shared.samples.gammaB!, whole.samples.gammaB!, "workers");
  });

  test("a calibration scatters about what was measured", () => {
    const { gammaB } = oscillator as { gammaB: number };
    const calibrated = { gammaB: { value: 1.02 * gammaB, error: 0.02 * gammaB } };
    const found = fit(oscillator, welch(recordOf(0), cut), { ...options, free: ["omegaB", "gain", "background"], calibrated });
    const refits = bootstrap(found, { samples: 1000, seed: 3, record: { record: recordOf(0), welch: cut } });
    const error = Math.sqrt(found.covariance[(found.names.length + 1) * found.names.indexOf("gammaB")]!);
    expect(Math.abs(mean(refits.samples.gammaB!) - refits.value.gammaB!) / error).toBeLessThan(drift(1000));
    expect(Math.abs(refits.standardError.gammaB! / error - 1)).toBeLessThan(0.25);
  });

  test("says what is wrong", () => {
    const found = fitOf(0);
    const record = recordOf(0);
    const from =
      (given: object, more = {}) =>
      () =>
        bootstrap(found, { seed: 1, record: given as never, ...more });
    refuses(from({ record: recordOf(1), welch: cut }), /^record: is not the one that was fitted: its spectrum is /);
    refuses(from({ record, welch: { length: 256 } }), /^welch: expected the options that the fitted spectrum was made with/);
    const few = { ...record, samples: record.samples.subarray(0, 256 * 16) };
    const short = fit(oscillator, welch(few, cut), options);
    refuses(
      () => bootstrap(short, { seed: 1, record: { record: few, welch: cut } }),
      /^record: expected 20 segments or more, got 15: /,
    );
    refuses(
      from({ record, welch: cut }, { blockLength: 900 }),
      /^blockLength: expected a whole number of segments, 1 to a third/,
    );
    refuses(from({ record, wlech: cut }), "wlech: no such option; did you mean welch?");
    refuses(() => bootstrap(found, { seed: 1, blockLength: 9 }), "blockLength: is of a record's segments; give the record");
  });
});

describe("what it does not take", () => {
  const found = fitted(atoms, ofAtoms, 20, 100);
  test("options", () => {
    refuses(() => bootstrap(found, {} as never), "seed: expected a whole number, 0 to 2^53 − 1, got nothing");
    refuses(
      () => bootstrap(found, { seed: 1, samples: 1 }),
      "samples: expected a whole number of refits, 2 to 10000000, got 1",
    );
    refuses(
      () => bootstrap(found, { seed: 1, interval: "bcA" as never }),
      'interval: expected "bca", "percentile" or "basic", got "bcA"',
    );
    refuses(() => bootstrap(found, { seed: 1, sample: 3 } as never), "sample: no such option; did you mean samples?");
    const some = bootstrap(found, { seed: 1, samples: 2 });
    refuses(() => bootstrap(some, { more: 0 }), "more: expected a whole number of refits, 10000000 in all at most, got 0");
    refuses(
      () => bootstrap(some, { more: 1, seed: 2 } as never),
      "seed: no such option; known are more, pool, signal, progress",
    );
    refuses(() => some.interval("gamma"), "gamma: no such quantity; did you mean gammaB?");
    refuses(() => some.interval("gammaB", 0.5, "t" as never), 'kind: expected "bca", "percentile" or "basic", got "t"');
  });
  test("fits", () => {
    refuses(() => bootstrap({} as never, { seed: 1 }), /^fit: expected the result of a fit, or of a bootstrap/);
    refuses(() => bootstrap({ ...found, isConverged: false }, { seed: 1 }), /^fit: did not converge: /);
    const { problem: _, ...of } = found;
    refuses(() => bootstrap(of as Fit, { seed: 1 }), /^fit: is of one spectrum among several/);
    const half = { ...found, spectrum: { ...found.spectrum, averages: { bin: 1, fit: 0.5 } } };
    refuses(() => bootstrap(half, { seed: 1 }), /^fit: is of a spectrum with n_fit = 0.5: pairs of sidebands/);
  });
});
