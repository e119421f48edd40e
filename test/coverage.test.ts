// Proved: coverage counts right where the answer is known in closed form, sees what it should see (calibrations, failures, a wrong belief),
// does not depend on the number of workers, and agrees with what `fit`, `profile` and `steadyState` say one by one; and at every working
// point of docs/coverage.md intervals of the covariance and of the profile hold the truth as often as they say, within the binomial error.

import { expect, test } from "vitest";
import { setups } from "../bench/coverage-setups";
import {
  bootstrap,
  type Coverage,
  type CoverageMethod,
  type CoverageOptions,
  coverage,
  type Fit,
  fit,
  homodyne,
  linspace,
  paper,
  pool,
  position,
  profile,
  simulateSpectrum,
  steadyState,
  thermalOscillator,
  uncertainty,
} from "../src";

const LEVELS = [0.6826894921370859, 0.9544997361036416];
const rowOf = ({ rows }: Coverage, quantity: string) => rows.find((row) => row.quantity === quantity)!;

/** The probability that the sum of N exponential numbers of mean 1 exceeds x: e⁻ˣ Σ xᵏ/k!, k < N. */
function beyond(N: number, x: number): number {
  let [term, sum] = [1, 1];
  for (let k = 1; k < N; k++) sum += term *= x / k;
  return Math.exp(-x) * sum;
}

/** The root of an ascending or descending function between two ends. */
function root(f: (x: number) => number, low: number, high: number): number {
  const isUp = f(high) > 0;
  let [a, b] = [low, high];
  for (let i = 0; i < 100; i++) {
    const middle = (a + b) / 2;
    if (f(middle) > 0 === isUp) b = middle;
    else a = middle;
  }
  return (a + b) / 2;
}

const bare = thermalOscillator({ omegaB: 2 * Math.PI * 1000, gammaB: 2 * Math.PI * 50, nThermalB: 1000 });
/** Ten bins of single periodograms: the fitted gain is the true one times a mean of ten exponential numbers. */
const gainOnly: Omit<CoverageOptions, "method"> = {
  detection: position(),
  frequencies: linspace(900, 1100, 10),
  averages: 1,
  free: ["gain"],
  experiments: 20_000,
  seed: 5,
};

test("one parameter, coverage in closed form: ± standard error", () => {
  const found = coverage(bare, { ...gainOnly, method: "covariance" });
  expect(found.experiments).toBe(20_000);
  const { levels, relativeBias, relativeBiasError } = rowOf(found, "gain");
  [1, 2].forEach((z, l) => {
    // the interval r(1 ± z/√N) holds 1
    const part = z / Math.sqrt(10);
    const exact = beyond(10, 10 / (1 + part)) - beyond(10, 10 / (1 - part));
    const { level, coverage: p, error, meanWidth } = levels[l]!;
    expect(level).toBe(LEVELS[l]);
    expect(Math.abs(p - exact)).toBeLessThan(3.5 * error);
    if (z === 2) expect(level - p).toBeGreaterThan(5 * error); // ten exponential numbers are no normal one
    expect(error).toBeCloseTo(Math.sqrt((exact * (1 - exact)) / 20_000), 4);
    expect(Math.abs(meanWidth / (2 * part) - 1)).toBeLessThan(0.01);
  });
  expect(Math.abs(relativeBias)).toBeLessThan(3.5 * relativeBiasError);
  expect(relativeBiasError).toBeCloseTo(Math.sqrt(0.1 / 20_000), 4);
}, 60_000);

test("one parameter, coverage in closed form: profile", () => {
  const { levels } = rowOf(coverage(bare, { ...gainOnly, experiments: 5000, method: "profile" }), "gain");
  [1, 2].forEach((z, l) => {
    // N(r − 1 − ln r) ≤ z²/2
    const rise = (r: number) => 10 * (r - 1 - Math.log(r)) - (z * z) / 2;
    const [low, high] = [root(rise, 1e-9, 1), root(rise, 1, 100)];
    const { coverage: p, error, below, above } = levels[l]!;
    expect(Math.abs(p - (beyond(10, 10 * low) - beyond(10, 10 * high)))).toBeLessThan(3.5 * error);
    expect(Math.abs(above - beyond(10, 10 * high))).toBeLessThan(3.5 * error);
    expect(Math.abs(below - (1 - beyond(10, 10 * low)))).toBeLessThan(3.5 * error);
  });
}, 60_000);

const vienna = { ...paper.optomechanics, gAB: paper.optomechanics.kappaA };
const { gammaB, temperatureB } = paper.optomechanics;
const membrane: Omit<CoverageOptions, "method" | "experiments" | "seed"> = {
  detection: homodyne({ efficiency: 0.7 }),
  frequencies: linspace(0.2e6, 2.4e6, 800),
  averages: 100,
  free: ["gAB", "kappaA", "omegaA", "omegaB", "angle", "efficiency"],
  calibrated: {
    gammaB: { value: gammaB, error: 0.02 * gammaB },
    temperatureB: { value: temperatureB, error: 0.003 * temperatureB },
  },
};

test("a calibration is drawn anew: 68 and 95 %; not drawn, all intervals hold what it decides", () => {
  const { rows } = coverage(vienna, { ...membrane, experiments: 1500, seed: 7, method: "covariance" });
  for (const { quantity, levels, pullWidth } of rows) {
    levels.forEach(({ level, coverage: p, error }) => {
      expect(Math.abs(p - level), quantity).toBeLessThan(4 * error);
    });
    expect(Math.abs(pullWidth - 1), quantity).toBeLessThan(4 / Math.sqrt(2 * 1500));
  }
  const exact = steadyState(vienna).entropyProduction;
  for (let item = 0; item < 40; item++) {
    const { frequencies, averages, detection, free, calibrated } = membrane;
    const spectrum = simulateSpectrum(vienna, frequencies, { detection, averages, seed: 7, item });
    const start = { ...vienna, angle: Math.PI / 2, efficiency: 0.7 };
    const found = fit(vienna as never, spectrum, {
      detection,
      free,
      calibrated,
      start: Object.fromEntries(free!.map((name) => [name, start[name as keyof typeof start] as number])),
    });
    const { entropyProduction, standardError } = steadyState(found as never as Fit & typeof vienna);
    expect(Math.abs(entropyProduction - exact)).toBeLessThan(0.7 * standardError.entropyProduction);
  }
}, 60_000);

test("the quick ways are those of `fit`, `uncertainty` and `profile`", () => {
  const options = { ...membrane, averages: 10, experiments: 25, seed: 9 };
  for (const [name, method] of [
    ["covariance", uncertainty],
    ["profile", profile],
  ] as [CoverageMethod, (fit: Fit) => ReturnType<typeof profile>][]) {
    const [quick, full] = [coverage(vienna, { ...options, method: name }), coverage(vienna, { ...options, method })];
    expect(full.method).toBe("function");
    quick.rows.forEach((row, i) => {
      const other = full.rows[i]!;
      expect(row.quantity).toBe(other.quantity);
      expect(row.bias).toBeCloseTo(other.bias, 5);
      expect(row.pullWidth).toBeCloseTo(other.pullWidth, 5);
      row.levels.forEach(({ coverage: p, meanWidth, medianWidth }, l) => {
        expect(p).toBe(other.levels[l]!.coverage);
        expect(Math.abs(meanWidth / other.levels[l]!.meanWidth - 1)).toBeLessThan(1e-5);
        expect(Math.abs(medianWidth / other.levels[l]!.medianWidth - 1)).toBeLessThan(1e-4);
      });
    });
  }
}, 60_000);

test("the bootstrap is that of the fit, drawn anew for each experiment, its kinds of intervals side by side", () => {
  const options = { ...membrane, averages: 10, experiments: 3, seed: 9, quantities: ["gAB", "entropyProduction"] };
  const found = coverage(vienna, { ...options, method: "bootstrap", samples: 40 });
  let item = 0;
  const full = coverage(vienna, { ...options, method: (fit) => bootstrap(fit, { samples: 40, seed: 9 + item++ }) });
  expect(found.rows.map(({ interval }) => interval)).toEqual(["percentile", "percentile", "bca", "bca", "basic", "basic"]);
  [0, 1].forEach((q) => {
    expect({ ...found.rows[2 + q]!, interval: "function" }).toEqual(full.rows[q]); // BCa unless told
    expect(found.rows[q]!.levels).not.toEqual(full.rows[q]!.levels);
  });
}, 60_000);

test("searches from the data end where those from the truth do", () => {
  const { calibrated: _, ...known } = membrane;
  const options = { ...known, experiments: 20, seed: 3, method: "covariance", free: membrane.free!.slice(0, 4) } as const;
  const [truth, data] = [coverage(vienna, options), coverage(vienna, { ...options, start: "data" })];
  truth.rows.forEach(({ bias, pullWidth }, i) => {
    expect(data.rows[i]!.bias).toBeCloseTo(bias, 5);
    expect(data.rows[i]!.pullWidth).toBeCloseTo(pullWidth, 5);
  });
}, 60_000);

test("what the experimenter believes wrongly shows as a bias", () => {
  const { calibrated: _, ...known } = membrane;
  const options = { ...known, experiments: 60, seed: 3, method: "covariance", quantities: ["entropyProduction"] } as const;
  const free = ["gAB", "omegaA", "omegaB"] as const;
  const [right] = coverage(vienna, { ...options, free }).rows;
  const [wrong] = coverage(vienna, { ...options, free, fixed: { gammaB: 1.05 * gammaB } }).rows;
  expect(Math.abs(right!.bias)).toBeLessThan(3.5 * right!.biasError);
  expect(wrong!.relativeBias).toBeCloseTo(0.05, 2); // ∂lnΠ/∂lnγ = 1
  expect(wrong!.levels[0]!.coverage).toBeLessThan(0.1);
}, 60_000);

test("the same bits in a pool, and the table so far", async () => {
  const options = { ...membrane, experiments: 50, seed: 4, method: "profile", quantities: ["gAB", "nB"] } as const;
  const alone = JSON.stringify(coverage(vienna, options));
  for (const count of [1, 2]) {
    const workers = pool({ workers: count });
    const seen: [number, number, Coverage][] = [];
    const found = await coverage(vienna, {
      ...options,
      pool: workers,
      progress: (done, total, soFar) => seen.push([done, total, soFar()]),
    });
    expect(JSON.stringify(found)).toBe(alone);
    expect(seen.length).toBeGreaterThan(1);
    for (const [done, total, { experiments, rows }] of seen) {
      expect([experiments, total]).toEqual([done, 50]);
      expect(rows[0]!.levels[0]!.coverage * done).toBeCloseTo(Math.round(rows[0]!.levels[0]!.coverage * done), 6);
    }
    await workers.close();
  }
}, 60_000);

test("it can be stopped, and has the table of what was done", async () => {
  const workers = pool({ workers: 1 });
  const stop = new AbortController();
  let last: Coverage | undefined;
  const running = coverage(vienna, {
    ...membrane,
    experiments: 100_000,
    seed: 4,
    method: "covariance",
    pool: workers,
    signal: stop.signal,
    progress: (_done, _total, soFar) => {
      last = soFar();
      stop.abort(new Error("enough"));
    },
  });
  await expect(running).rejects.toThrow("enough");
  expect(last!.experiments).toBeGreaterThan(0);
  await workers.close();
});

test("no experiment is dropped: failures count as not covering, by reason", () => {
  const options = { ...membrane, experiments: 40, seed: 4, quantities: ["gAB", "efficiency"] };
  const high = { ...options, free: options.free!.filter((name) => name !== "efficiency") };
  const found = coverage(vienna, {
    ...high,
    detection: homodyne({ efficiency: 0.98 }),
    calibrated: { efficiency: { value: 0.98, error: 0.02 } },
    bounds: { efficiency: [0.9, 0.99] },
    method: "covariance",
  });
  const [reason, count] = Object.entries(found.failures)[0]!;
  expect(reason).toMatch(/calibration came out beyond the bounds/);
  expect(count).toBeGreaterThan(5);
  for (const { levels } of found.rows) expect(levels[1]!.coverage).toBeLessThanOrEqual(1 - count / 40);
  // an answer that is none
  const none = coverage(vienna, {
    ...options,
    experiments: 5,
    method: (fit) => ({ ...uncertainty(fit), interval: (_, level = 0) => ({ lower: Number.NaN, upper: 1, level }) }),
  });
  expect(none.failures).toEqual({ "an interval has no end": 5 });
  expect(none.rows[0]!.levels[0]!.coverage).toBe(0);
  expect(JSON.parse(JSON.stringify(none)).rows[0].bias).toBeNull();
});

test.each<[string, object, string]>([
  ["experiments", { experiments: 0.5 }, "experiments: expected a whole number of experiments, 1 to 2^32 − 1, got 0.5"],
  ["seed", { seed: -1 }, "seed: expected a whole number, 0 to 2^53 − 1, got -1"],
  [
    "method",
    { method: "profil" },
    'method: expected one of "covariance", "profile", "bootstrap", "chosen", or a function, got "profil"',
  ],
  ["quantities", { quantities: ["gA"] }, "gA: no such quantity; did you mean gAB?"],
  ["samples", { samples: 100 }, "samples: is for the method bootstrap"],
  ["samples", { method: "bootstrap", samples: 1 }, "samples: expected a whole number of refits, 2 to 10000000, got 1"],
  [
    "too many",
    { experiments: 4e9, quantities: ["gAB"] },
    "experiments: expected at most 44739242 of 1 quantities, got 4000000000",
  ],
  ["start", { start: "here" }, 'start: expected "truth" or "data", got "here"'],
  ["an option", { experiment: 3 }, "experiment: no such option; did you mean experiments?"],
  ["progress", { progress: () => {} }, "progress: is for a call in a pool"],
  ["averages", { averages: 0 }, "averages: expected a number of averages, 1 to 1e12, got 0"],
  ["frequencies", { frequencies: [] }, "frequencies: expected a column of frequencies in Hz, got an empty column"],
  ["free", { free: ["gA"] }, "gA: no such parameter of this fit; did you mean gAB?"],
])("asked wrongly: %s", (_, wrong, message) => {
  const options = { ...membrane, experiments: 5, seed: 1, method: "covariance", ...wrong } as never;
  expect(() => coverage(vienna, options)).toThrow(message);
});

test("a function stays where it is: workers know none", async () => {
  const workers = pool({ workers: 1 });
  const options = { ...membrane, experiments: 5, seed: 1, method: profile, pool: workers } as never;
  await expect(coverage(vienna, options)).rejects.toThrow("as workers know no other");
  await workers.close();
});

const N = { covariance: 300, profile: 60 };
const bars = [0.025, 0.015];

test.each(setups.filter(({ name }) => !name.includes("g/κ = 3")).map((setup, i) => ({ i, ...setup })))(
  "$name: ± standard error and profile hold the truth",
  ({ i, name: _, system, ...options }) => {
    for (const method of ["covariance", "profile"] as const) {
      const experiments = N[method];
      const found = coverage(system, { ...options, method, experiments, seed: 20_180_000 + i });
      expect(found.failures).toEqual({});
      expect(found.openEnds).toBe(0);
      for (const { quantity, levels, bias, biasError, pullWidth } of found.rows) {
        levels.forEach(({ level, coverage: p }, l) => {
          const error = Math.sqrt((level * (1 - level)) / experiments);
          expect(Math.abs(p - level), `${method}, ${quantity}`).toBeLessThan(bars[l]! + 3.5 * error);
        });
        expect(Math.abs(bias), quantity).toBeLessThan(0.1 + 3.5 * biasError);
        expect(Math.abs(pullWidth - 1), quantity).toBeLessThan(0.05 + 3.5 / Math.sqrt(2 * experiments));
      }
    }
  },
  120_000,
);
