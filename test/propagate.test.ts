// Proved: where a rate is affine in a parameter, or grows with it, the law of the rate is known exactly, and mean, standard deviation,
// quantiles and the fraction of unstable samples are that law's; small errors give what first order gives, large ones a warning; a fit's
// parameters vary as its covariance says; sums and bins agree with the samples themselves; one point, many, and a pool give the same bits.

import { afterAll, describe, expect, expectTypeOf, test } from "vitest";
import {
  criticalCoupling,
  empirical,
  type Fit,
  fit,
  fitJointly,
  Hz,
  homodyne,
  linspace,
  logNormal,
  normal,
  optomechanics,
  type Propagation,
  paper,
  pool,
  position,
  propagate,
  type System,
  sensitivities,
  simulateSpectrum,
  statusText,
  steadyState,
  thermalOscillator,
  truncated,
  type UncertainSystem,
  uniform,
} from "../src";
import { rootOf } from "../src/uncertainty/joint";
import { expectSameBits } from "./support/bits";
import { normalDistribution } from "./support/distributions";
import { cases, refuses, type Wrong } from "./support/refuses";

const rates = ["entropyProduction", "muA", "muB", "nA", "nB"] as const;
const vienna = { ...paper.optomechanics, gAB: 0.49 * paper.optomechanics.kappaA };
const { temperatureB: _, ...rest } = vienna;
const membrane = { ...rest, nThermalB: 4760 };
const atoms = { ...paper.bec, couplingRatioSquared: 0.5 };
const N = 200_000;
/** Of one working point. */
type One = Propagation<(typeof rates)[number], number>;

/** Throws unless a number of the samples is that of the law, within 4.5 of its standard errors. */
const expectWithin = (came: number, right: number, standardError: number, what: string) =>
  expect(Math.abs(came - right) / standardError, `${what}: ${came} for ${right}`).toBeLessThan(4.5);

describe("n_a and n_b are affine in n_Tb, so their laws are those of n_Tb", () => {
  const at = (nThermalB: number) => steadyState({ ...membrane, nThermalB });
  const slope = { nA: at(1e6).nA / 1e6 - at(0).nA / 1e6, nB: at(1e6).nB / 1e6 - at(0).nB / 1e6 };
  const s = 0.4;
  const [growth, spread] = [Math.exp(s * s), Math.exp((s * s) / 2)];
  test.each([
    ["normal", normal(4760, 300), 4760, 300, 3],
    [
      "log-normal, 40 %",
      logNormal(4760, s),
      4760 * spread,
      4760 * spread * Math.sqrt(growth - 1),
      growth ** 4 + 2 * growth ** 3 + 3 * growth ** 2 - 3,
    ],
    ["uniform", uniform(4000, 6000), 5000, 2000 / Math.sqrt(12), 1.8],
    ["two values", empirical([4000, 6000]), 5000, 1000, 1],
  ] as const)("%s", (_, nThermalB, mean, deviation, kurtosis) => {
    const found = propagate({ ...membrane, nThermalB }, { samples: N, seed: 5 });
    for (const name of ["nA", "nB"] as const) {
      const right = slope[name] * deviation;
      expectWithin(found.mean[name], at(0)[name] + slope[name] * mean, right / Math.sqrt(N), `mean of ${name}`);
      const error = right * Math.sqrt((kurtosis - 1) / (4 * N)) + 1e-9 * right;
      expectWithin(found.standardDeviation[name], right, Math.max(error, right / N), `standard deviation of ${name}`);
    }
    expect(found.unstable).toBe(0);
    expect(found.statuses).toEqual({ 0: 1 });
  });

  test("both follow the one number: their correlation is 1", () => {
    const { covariance, outputs } = propagate({ ...membrane, nThermalB: normal(4760, 300) }, { outputs: ["nB", "nA"] });
    expect(outputs).toEqual(["nB", "nA"]);
    expect(covariance).toHaveLength(4);
    expect(covariance[1]! / Math.sqrt(covariance[0]! * covariance[3]!)).toBeCloseTo(1, 12);
    expect(covariance[1]).toBe(covariance[2]);
    const alone = propagate({ ...membrane, nThermalB: normal(4760, 300) }, { outputs: ["nA"] });
    expectSameBits(alone.covariance, [covariance[3]!], "n_a, whoever else is there");
  });
});

describe("quantiles of what grows with a parameter are what its quantiles give", () => {
  const z = [-2, -1, 0, 1, 2];
  const p = z.map(normalDistribution);
  /** Standard error of a sample quantile in the parameter's standard deviations. */
  const error = (i: number) => Math.sqrt((p[i]! * (1 - p[i]!)) / N) / (Math.exp(-(z[i]! ** 2) / 2) / Math.sqrt(2 * Math.PI));
  test.each([
    ["Π and γ_b", "gammaB", vienna, normal(vienna.gammaB, 0.1 * vienna.gammaB), (t: number) => vienna.gammaB * (1 + 0.1 * t)],
    ["Π and g", "gAB", vienna, normal(vienna.gAB, 0.05 * vienna.gAB), (t: number) => vienna.gAB * (1 + 0.05 * t)],
    ["Π and T_b", "temperatureB", vienna, logNormal(292, 0.3), (t: number) => 292 * Math.exp(0.3 * t)],
    ["Π and (g/g_cr)²", "couplingRatioSquared", atoms, normal(0.5, 0.05), (t: number) => 0.5 + 0.05 * t],
    ["Π and (g/g_cr)² near 1", "couplingRatioSquared", atoms, normal(0.98, 0.004), (t: number) => 0.98 + 0.004 * t],
  ] as const)("%s", (_, name, system, distribution, at) => {
    const found = propagate({ ...system, [name]: distribution } as Wrong, { samples: N, seed: 2 }) as unknown as One;
    const of = (t: number) =>
      steadyState({ ...(system as System), [name]: at(t) } as Wrong).entropyProduction as unknown as number;
    z.forEach((t, i) => {
      const slope = (of(t + 0.01) - of(t - 0.01)) / 0.02;
      const tolerance = Math.abs(slope) * error(i) + found.resolution.entropyProduction / 100;
      expectWithin(found.quantiles.entropyProduction[i]!, of(t), tolerance, `quantile ${i}`);
    });
    expect(found.probabilities.map((each, i) => Math.abs(each - p[i]!)).every((d) => d < 1e-15)).toBe(true);
  });
});

describe("samples that have no steady state", () => {
  const critical = criticalCoupling(vienna);
  const beyond = statusText(1);
  test.each([
    [1, 0.1],
    [0.9, 0.1],
    [0.7, 0.1],
    [1.2, 0.1],
  ])("g normal about %s g_cr, ± %s: Φ of the distance", (mean, error) => {
    const found = propagate({ ...vienna, gAB: normal(mean * critical, error * critical) }, { samples: N, seed: 8 });
    const right = 1 - normalDistribution((1 - mean) / error);
    expectWithin(found.unstable, right, Math.sqrt((right * (1 - right)) / N), "unstable");
    expect(Object.keys(found.statuses)).toEqual(["0", "1"]);
    expect(found.statuses[1]).toBe(found.unstable);
    expect(found.statuses[0]! + found.unstable).toBeCloseTo(1, 14);
    expect(found.warnings[0]).toContain(`have no steady state (${beyond})`);
    expect(found.warnings.some((text) => text.includes("do not settle with more samples"))).toBe(true);
    // what is left is of the others: no NaN
    for (const name of rates) expect(Number.isFinite(found.mean[name])).toBe(true);
    if (mean > 1) expect(found.centre.nA).toBeNaN();
  });

  test("none that has: everything is NaN, and the warning says why", () => {
    const found = propagate({ ...vienna, gAB: normal(2 * critical, 0.001 * critical) }, { samples: 1000, keep: true });
    expect(found.unstable).toBe(1);
    for (const name of rates) {
      const { mean, standardDeviation, quantiles, resolution } = found;
      for (const x of [mean[name], standardDeviation[name], ...quantiles[name], resolution[name]]) expect(x).toBeNaN();
      expect(found.samples![name]!.every(Number.isNaN)).toBe(true);
    }
    expect(found.warnings[0]).toMatch(/^100 % of the samples have no steady state/);
    expect(found.at().interval("nA").lower).toBeNaN();
  });

  test("a parameter out of its range is one of them, and what to do is said", () => {
    const found = propagate({ ...vienna, gammaB: normal(Hz(264.1), Hz(200)) }, { samples: N });
    const right = normalDistribution(-264.1 / 200);
    expectWithin(found.unstable, right, Math.sqrt((right * (1 - right)) / N), "out of range");
    expect(Object.keys(found.statuses)).toEqual(["0", "19"]);
    expect(found.warnings.join("\n")).toMatch(/gammaB is not a positive rate[\s\S]*logNormal, uniform or truncated/);
    const kept = propagate({ ...vienna, gammaB: truncated(normal(Hz(264.1), Hz(200)), 1, 1e9) }, { samples: N });
    expect(kept.unstable).toBe(0);
  });

  test("samples on both sides of the critical point of a Dicke model have two phases", () => {
    const found = propagate({ ...atoms, couplingRatioSquared: normal(0.95, 0.05) }, { samples: N });
    expect(found.unstable).toBe(0);
    expect(found.warnings.join("\n")).toMatch(/^1[56]\.\d+ % of the samples are in the superradiant phase/);
    const normalOnly = propagate({ ...atoms, phase: "normal", couplingRatioSquared: normal(0.95, 0.05) }, { samples: N });
    expectWithin(normalOnly.unstable, normalDistribution(-1), Math.sqrt(0.16 * 0.84 * (1 / N)), "beyond");
  });
});

describe("first order", () => {
  const small = {
    ...vienna,
    gammaB: normal(vienna.gammaB, 1e-4 * vienna.gammaB),
    kappaA: logNormal(vienna.kappaA, 1e-4),
    omegaA: uniform(vienna.omegaA * 0.9999, vienna.omegaA * 1.0001),
    temperatureB: normal(292, 0.02),
  };
  const errors = {
    gammaB: 1e-4 * vienna.gammaB,
    kappaA: 1e-4 * vienna.kappaA,
    omegaA: (2e-4 * vienna.omegaA) / Math.sqrt(12),
    temperatureB: 0.02,
  };

  test("the sum in quadrature of derivatives times errors, and for small errors what the samples have", () => {
    const found = propagate(small, { samples: N });
    const slopes = sensitivities(vienna);
    for (const name of rates) {
      const parts = Object.entries(errors).map(([parameter, error]) => slopes[name][parameter as "gammaB"] * error);
      const right = Math.hypot(...parts);
      expect(Math.abs(found.firstOrder[name] / right - 1), name).toBeLessThan(1e-9);
      expectWithin(found.standardDeviation[name], right, right / Math.sqrt(2 * N), name);
      expectWithin(found.mean[name], found.centre[name], right / Math.sqrt(N), name);
    }
    expect(found.warnings).toEqual([]);
    expect(Math.abs(found.centre.entropyProduction / steadyState(vienna).entropyProduction - 1)).toBeLessThan(1e-12);
  });

  test("where it fails, the warning says by how much and where", () => {
    const sweep = { ...paper.bec, phase: "normal", couplingRatioSquared: normal([0.5, 0.98, 0.96], 0.008) } as const;
    const { firstOrder, standardDeviation, warnings } = propagate(sweep, { samples: N });
    const text = warnings.find((each) => /^entropyProduction[^:]*: first-order/.test(each))!;
    const [first, sigma] = [firstOrder.entropyProduction, standardDeviation.entropyProduction];
    expect(Math.abs(sigma[0]! / first[0]! - 1)).toBeLessThan(0.02);
    expect(sigma[1]! / first[1]!).toBeGreaterThan(1.2);
    expect(text).toContain(
      `of 3 working points, most at point 1 (from 0), ${Number(((100 * first[1]!) / sigma[1]!).toPrecision(3))} %`,
    );
    expect(warnings.some((each) => /^entropyProduction[^:]*: the mean lies .* above the value at the centre/.test(each))).toBe(
      true,
    );
  });

  test("few samples, whose standard deviation is uncertain by itself, make no warning", () => {
    for (let seed = 0; seed < 50; seed++) expect(propagate(small, { samples: 20, seed }).warnings).toEqual([]);
  });
});

describe("sums and bins against the samples themselves", () => {
  const given: [string, UncertainSystem][] = [
    ["smooth", { ...vienna, gammaB: logNormal(vienna.gammaB, 0.5), omegaA: normal(vienna.omegaA, 0.1 * vienna.omegaA) }],
    ["diverging", { ...vienna, gAB: normal(0.95 * criticalCoupling(vienna), 0.05 * criticalCoupling(vienna)) }],
    ["in steps", { ...vienna, temperatureB: empirical([4, 4, 4, 4, 4, 292]) }],
    ["uncoupled", { ...vienna, gAB: 0, temperatureB: normal(292, 1) }],
  ];
  test.each(given)("%s", (_, system) => {
    const samples = 30_001;
    const probabilities = [0.001, 0.2, 0.5, 0.9, 0.999];
    const found = propagate(system as Wrong, { samples, keep: true, quantiles: probabilities }) as unknown as One;
    const stable = Array.from({ length: samples }, (_, i) => i).filter((i) => !Number.isNaN(found.samples!.nA![i]!));
    expect(found.unstable).toBe((samples - stable.length) / samples);
    const n = stable.length;
    const columns = rates.map((name) => Float64Array.from(stable, (i) => found.samples![name]![i]!));
    const means = columns.map((column) => column.reduce((sum, x) => sum + (x - column[0]!), 0) / n + column[0]!);
    const deviations = columns.map((column, i) => {
      const variance = column.reduce((sum, x) => sum + (x - means[i]!) ** 2, 0) / (n - 1);
      return Math.sqrt(variance);
    });
    rates.forEach((name, i) => {
      const [mean, deviation] = [means[i]!, deviations[i]!];
      const scale = Math.max(deviation, 1e-12 * Math.abs(mean));
      expect(Math.abs(found.mean[name] - mean)).toBeLessThanOrEqual(1e-9 * scale);
      expect(Math.abs(found.standardDeviation[name] - deviation)).toBeLessThanOrEqual(1e-9 * scale);
      rates.forEach((_, j) => {
        let covariance = 0;
        for (let s = 0; s < n; s++) covariance += ((columns[i]![s]! - mean) * (columns[j]![s]! - means[j]!)) / (n - 1);
        const allowed = 1e-9 * deviation * deviations[j]!;
        expect(Math.abs(found.covariance[5 * i + j]! - covariance), `${name}, ${rates[j]}`).toBeLessThanOrEqual(allowed);
      });
      const sorted = columns[i]!.toSorted();
      probabilities.forEach((p, q) => {
        // between the neighbours of the sample quantile, but for the bin's width
        const [below, above] = [
          sorted[Math.floor(p * (n - 1)) - 1] ?? sorted[0]!,
          sorted[Math.ceil(p * (n - 1)) + 1] ?? sorted[n - 1]!,
        ];
        const value = found.quantiles[name][q]!;
        const width = found.resolution[name] + 1e-15 * Math.abs(value);
        expect(value, `${name}, ${p}`).toBeGreaterThanOrEqual(below - width);
        expect(value, `${name}, ${p}`).toBeLessThanOrEqual(above + width);
      });
    });
  });

  test("a quantity that does not vary is exact", () => {
    const found = propagate({ ...vienna, gAB: 0, temperatureB: normal(292, 1) }, { samples: 5000 });
    expect([found.mean.muA, found.standardDeviation.muA, ...found.quantiles.muA, found.resolution.muA]).toEqual(
      new Array(8).fill(0),
    );
    const { interval, correlation } = found.at();
    expect(interval("muA", 0.9)).toEqual({ lower: 0, upper: 0, level: 0.9 });
    expect([correlation[6], correlation[24]]).toEqual([Number.NaN, 1]);
  });

  test("a histogram counts them all, in bins that ascend", () => {
    const samples = 20_000;
    const found = propagate({ ...vienna, gAB: normal(vienna.gAB, 1e4) }, { samples, keep: true });
    const { edges, counts } = found.histogram("nB");
    expect(edges).toHaveLength(counts.length + 1);
    const values = found.samples!.nB!;
    expect([edges[0], edges.at(-1)]).toEqual([Math.min(...values), Math.max(...values)]);
    let total = 0;
    counts.forEach((count, i) => {
      expect(edges[i + 1]!).toBeGreaterThan(edges[i]!);
      total += count;
      const [from, to] = [edges[i]!, edges[i + 1]!];
      // rounding may put one that lies on an edge on either side
      const there = values.filter((x) => x >= from * (1 - 1e-15) && x <= to * (1 + 1e-15)).length;
      const surely = values.filter((x) => x > from * (1 + 1e-15) && x < to * (1 - 1e-15)).length;
      expect(count).toBeLessThanOrEqual(there);
      expect(count).toBeGreaterThanOrEqual(surely);
    });
    expect(total).toBe(samples);
    refuses(() => found.histogram("nC" as Wrong), "nC: no such output; did you mean nA?");
    refuses(() => found.histogram("nA", 1), "point: expected a working point, 0 to 0, got 1");
  });

  test("where most lie, the bins are a thousandth of their spread", () => {
    const found = propagate({ ...membrane, nThermalB: normal(4760, 300) }, { quantiles: [0.5] });
    expect(found.resolution.nA / found.standardDeviation.nA).toBeLessThan(1 / 800);
    const tails = propagate({ ...membrane, nThermalB: normal(4760, 300) });
    expect(tails.resolution.nA / tails.standardDeviation.nA).toBeLessThan(1 / 80);
  });
});

describe("the same bits", () => {
  const sweep = {
    ...paper.bec,
    couplingRatioSquared: linspace(0.1, 1.5, 40),
    gammaB: logNormal(paper.bec.gammaB, 0.05),
    omegaA: normal(linspace(paper.bec.omegaA, 2 * paper.bec.omegaA, 40), 1e5),
    temperatureB: truncated(normal(38e-9, 2e-8), 0, 1),
    kappaA: uniform(paper.bec.kappaA, 1.1 * paper.bec.kappaA),
  };
  const options = { samples: 5000, seed: 77, keep: true };
  const whole = propagate(sweep, options);
  const columns = (found: Propagation): Record<string, ArrayLike<number>> => {
    const all: Record<string, ArrayLike<number>> = { covariance: found.covariance, unstable: found.unstable as Float64Array };
    for (const of of ["mean", "standardDeviation", "centre", "firstOrder", "resolution"] as const)
      for (const name of rates) all[`${of} of ${name}`] = found[of][name] as Float64Array;
    for (const name of rates)
      found.quantiles[name].forEach((column, i) => {
        all[`quantile ${i} of ${name}`] = column as Float64Array;
      });
    for (const [status, column] of Object.entries(found.statuses)) all[`status ${status}`] = column as Float64Array;
    for (const [name, column] of Object.entries(found.samples ?? {})) all[`samples of ${name}`] = column;
    return all;
  };
  const expectSame = (came: Propagation, expected: Propagation) => {
    const [a, b] = [columns(came), columns(expected)];
    expect(Object.keys(a)).toEqual(Object.keys(b));
    for (const [name, column] of Object.entries(b)) expectSameBits(a[name]!, column, name);
    expect(came.warnings).toEqual(expected.warnings);
  };

  test("one working point alone, and all together", () => {
    for (const point of [0, 15, 16, 39]) {
      const alone = propagate(
        {
          ...sweep,
          couplingRatioSquared: sweep.couplingRatioSquared[point]!,
          omegaA: normal(sweep.omegaA.mean[point]!, 1e5),
        },
        options,
      );
      for (const name of rates) {
        expectSameBits(
          [alone.mean[name], alone.standardDeviation[name]],
          [whole.mean[name][point]!, whole.standardDeviation[name][point]!],
          name,
        );
        expectSameBits(
          alone.quantiles[name],
          whole.quantiles[name].map((column) => column[point]!),
          name,
        );
        expectSameBits(alone.samples![name]!, whole.samples![name]!.slice(5000 * point, 5000 * (point + 1)), name);
      }
      expectSameBits(alone.samples!.gammaB!, whole.samples!.gammaB!.slice(0, 5000), "the same draws at every point");
      const at = whole.at(point);
      expectSameBits([...at.samples!.nB!], [...alone.samples!.nB!], "at");
      expect(at.interval("nB", 0.8)).toEqual(alone.at().interval("nB", 0.8));
    }
  });

  const pools = [pool({ workers: 1 }), pool({ workers: 2 })];
  afterAll(() => Promise.all(pools.map((each) => each.close())));

  test("in a pool of one and of two workers", async () => {
    for (const each of pools) expectSame(await propagate(sweep, { ...options, pool: each }), whole);
    const told: [number, number][] = [];
    const many = { ...sweep, couplingRatioSquared: linspace(0.1, 0.2, 3000), omegaA: paper.bec.omegaA };
    const shared = await propagate(many, {
      samples: 1000,
      pool: pools[1]!,
      progress: (done, total) => told.push([done, total]),
    });
    expectSame(shared, propagate(many, { samples: 1000 }));
    expect(told.at(-1)).toEqual([3000, 3000]);
    expect(told.length).toBeGreaterThan(3);
  });

  test("an abort leaves the first working points if asked, else nothing", async () => {
    const many = { ...sweep, couplingRatioSquared: linspace(0.1, 0.2, 3000), omegaA: paper.bec.omegaA };
    const run = (partial: boolean) => {
      const abort = new AbortController();
      const progress = (done: number) => done > 500 && abort.abort(new Error("enough"));
      return propagate(many, { samples: 20_000, pool: pools[1]!, progress, signal: abort.signal, partial });
    };
    await expect(run(false)).rejects.toThrow("enough");
    const part = await run(true);
    const rows = part.unstable.length;
    expect(rows).toBeGreaterThan(0);
    expect(rows).toBeLessThan(3000);
    const first = { ...many, couplingRatioSquared: many.couplingRatioSquared.slice(0, rows) };
    expectSame(part, propagate(first, { samples: 20_000 }));
    await expect(propagate(many, { pool: pools[1]!, partial: 1 as never })).rejects.toThrow("partial: expected true or false");
  });

  test("one number in a pool, rejected as it would throw", async () => {
    const alone = { ...vienna, gammaB: normal(vienna.gammaB, 1) };
    const found = await propagate(alone, { samples: 5000, pool: pools[0]! });
    expect(found.mean).toEqual(propagate(alone, { samples: 5000 }).mean);
    expect(found.at().interval("nA")).toEqual(propagate(alone, { samples: 5000 }).at().interval("nA"));
    await expect(propagate(vienna, { pool: pools[0]! })).rejects.toThrow("expected a parameter that is a distribution");
  });

  test("more samples begin with the same ones; another seed has others", () => {
    const few = propagate({ ...vienna, gammaB: normal(1e3, 1) }, { samples: 1500, keep: true, seed: 3 });
    const more = propagate({ ...vienna, gammaB: normal(1e3, 1) }, { samples: 4000, keep: true, seed: 3 });
    expectSameBits(more.samples!.gammaB!.slice(0, 1500), few.samples!.gammaB!, "gammaB");
    const other = propagate({ ...vienna, gammaB: normal(1e3, 1) }, { samples: 1500, keep: true, seed: 4 });
    expect(other.samples!.gammaB![0]).not.toBe(few.samples!.gammaB![0]);
  });

  test("a parameter's draws are its own, whichever others are drawn", () => {
    const alone = propagate({ ...vienna, kappaA: normal(1e6, 1) }, { samples: 100, keep: true });
    const together = propagate({ ...vienna, kappaA: normal(1e6, 1), gammaB: normal(1e3, 1) }, { samples: 100, keep: true });
    expectSameBits(together.samples!.kappaA!, alone.samples!.kappaA!, "kappaA");
    expect(together.samples!.gammaB![0]! - 1e3).not.toBe(together.samples!.kappaA![0]! - 1e6);
  });
});

describe("a fit", () => {
  const frequency = linspace(0.3e6, 2.4e6, 1001);
  const detection = homodyne();
  const spectrum = simulateSpectrum(vienna, frequency, { detection, averages: 50, seed: 4 });
  const free = ["gAB", "kappaA", "omegaA", "omegaB", "gammaB"] as const;
  const found = fit(vienna, spectrum, { detection, free });

  test("its parameters vary as its covariance says, in their logarithms where they are positive", () => {
    const { samples } = propagate(found, { samples: N, keep: true });
    const k = found.names.length;
    const values = found.names.map((name) => found.parameters.find((p) => p.name === name)!.value);
    // a fit moves omegaA itself, the others as logarithms
    const scales = found.names.map((name, i) => (name === "omegaA" ? 1 : values[i]!));
    const columns = found.names.map((name, i) =>
      samples![name]!.map((x) => (name === "omegaA" ? x - values[i]! : Math.log(x / values[i]!))),
    );
    const right = (i: number, j: number) => found.covariance[k * i + j]! / (scales[i]! * scales[j]!);
    for (let i = 0; i < k; i++) {
      const mean = columns[i]!.reduce((sum, x) => sum + x, 0) / N;
      expectWithin(mean, 0, Math.sqrt(right(i, i) / N), found.names[i]!);
      for (let j = 0; j < k; j++) {
        const covariance = columns[i]!.reduce((sum, x, s) => sum + x * columns[j]![s]!, 0) / N;
        const error = Math.sqrt((right(i, i) * right(j, j) + right(i, j) ** 2) / N);
        expectWithin(covariance, right(i, j), error, `${found.names[i]}, ${found.names[j]}`);
      }
    }
  });

  test("its errors of Π, μ_a, μ_b, n_a, n_b are first order's, where that holds", () => {
    const propagated = propagate(found, { samples: N });
    const carried = steadyState(found);
    for (const name of rates) {
      expect(propagated.centre[name]).toBe(carried[name]);
      expect(propagated.firstOrder[name]).toBe(carried.standardError[name]);
      expect(Math.abs(propagated.standardDeviation[name] / carried.standardError[name] - 1), name).toBeLessThan(0.02);
    }
    const [a, b] = [propagated.covariance[1]!, carried.covariance[1]!];
    expect(Math.abs(a / b - 1)).toBeLessThan(0.02);
    expect(propagated.warnings).toEqual([]);
  });

  test("in a pool: the same bits", async () => {
    const two = pool({ workers: 2 });
    const [came, right] = [await propagate(found, { samples: 5000, pool: two }), propagate(found, { samples: 5000 })];
    await two.close();
    for (const name of rates) expectSameBits(came.quantiles[name], right.quantiles[name], name);
    expectSameBits(came.covariance, right.covariance, "covariance");
    expect(came.at().interval("nA", 0.9)).toEqual(right.at().interval("nA", 0.9));
  });

  test("as an uncertainty: the mean, the standard deviation, intervals between quantiles", () => {
    const propagated = propagate(found, { samples: N, seed: 9 });
    const uncertainty = propagated.at();
    expect(uncertainty.method).toBe("monteCarlo");
    expect(uncertainty.names).toEqual(rates);
    expect(uncertainty.value).toEqual(propagated.mean);
    expect(uncertainty.standardError).toEqual(propagated.standardDeviation);
    expect(uncertainty.settings).toEqual({ samples: N, seed: 9, bins: 2048, unstable: 0 });
    const { lower, upper, level } = uncertainty.interval("entropyProduction");
    expect(level).toBeCloseTo(0.6827, 4);
    expect(lower).toBeCloseTo(propagated.quantiles.entropyProduction[1]!, -3);
    expect(upper).toBeCloseTo(propagated.quantiles.entropyProduction[3]!, -3);
    const wide = uncertainty.interval("entropyProduction", 0.9973);
    expect((wide.upper - wide.lower) / uncertainty.standardError.entropyProduction!).toBeCloseTo(6, 0);
    expect(JSON.parse(JSON.stringify(uncertainty)).quantities.nA.value).toBe(uncertainty.value.nA);
    refuses(() => uncertainty.interval("nC"), "nC: no such quantity; did you mean nA?");
    refuses(() => uncertainty.interval("nA", 1), "level: expected a probability between 0 and 1, got 1");
  });

  test("(g/g_cr)² by its distance from 1, and g² per power", () => {
    const base = { ...paper.bec, couplingRatioSquared: 0.9 };
    const parameters = [{ name: "logDistance", value: Math.log(0.1) }];
    const made = { ...found, system: base, names: ["logDistance"], parameters, covariance: Float64Array.of(0.01), sources: [] };
    const near = propagate(made as unknown as Fit, { samples: N, keep: true, outputs: ["nA"] });
    const logarithms = near.samples!.couplingRatioSquared!.map((x) => Math.log(1 - x) - Math.log(0.1));
    expectWithin(Math.sqrt(logarithms.reduce((sum, x) => sum + x * x, 0) / N), 0.1, 0.1 / Math.sqrt(2 * N), "logDistance");
    const powered = {
      ...found,
      power: 4,
      names: ["couplingSquaredPerPower", "efficiency"],
      parameters: [
        { name: "couplingSquaredPerPower", value: vienna.gAB ** 2 / 4 },
        { name: "efficiency", value: Number.NaN },
      ],
      covariance: Float64Array.of((0.02 * vienna.gAB ** 2) ** 2 / 16, Number.NaN, Number.NaN, Number.NaN),
      sources: [],
      system: vienna,
    };
    const { samples } = propagate(powered as unknown as Fit, { samples: N, keep: true, outputs: ["nA"] });
    const errors = samples!.gAB!.map((x) => Math.log(x / vienna.gAB));
    expectWithin(Math.sqrt(errors.reduce((sum, x) => sum + x * x, 0) / N), 0.01, 0.01 / Math.sqrt(2 * N), "g");
  });

  const covariances: [string, number[]][] = [
    ["regular", [4, 1, 0.5, 1, 9, -2, 0.5, -2, 1]],
    ["of rank two", [1, 2, 3, 2, 4, 6, 3, 6, 10]],
    ["of rank one", [1, -2, 3, -2, 4, -6, 3, -6, 9]],
    ["of numbers far apart", [1e-30, 0, 1e-9, 0, 1, 0, 1e-9, 0, 1e14]],
    ["with one that does not vary", [4, 0, 1, 0, 0, 0, 1, 0, 1]],
  ];
  test.each(covariances)("a covariance %s is that of its root", (_, numbers) => {
    const { root, rank } = rootOf(Float64Array.from(numbers));
    expect(root).toHaveLength(3 * rank);
    for (let i = 0; i < 3; i++)
      for (let j = 0; j < 3; j++) {
        let product = 0;
        for (let k = 0; k < rank; k++) product += root[rank * i + k]! * root[rank * j + k]!;
        const scale = Math.sqrt(numbers[4 * i]! * numbers[4 * j]!);
        expect(Math.abs(product - numbers[3 * i + j]!)).toBeLessThanOrEqual(1e-13 * scale);
      }
  });

  test("a fit that does not say is refused by name", () => {
    const loose = fit(vienna, spectrum, { detection, free: [...free, "angle", "temperatureB"] });
    refuses(
      () => propagate(loose),
      /^fit: does not determine .*, which cannot be drawn; fix or calibrate what is not told apart$/,
    );
    const hardly = fit(vienna, spectrum, { detection, free: ["gAB", "gammaB", "temperatureB", "efficiency"] });
    expect(propagate(hardly, { samples: 1000 }).warnings[0]).toMatch(
      /^gammaB is hardly determined by the fit: its standard error is \d+ times its value, and its logarithm is drawn with that$/,
    );
    const oscillator = thermalOscillator({ omegaB: 1e6, gammaB: 1e3, temperatureB: 1 });
    const motion = simulateSpectrum(oscillator, linspace(1.5e5, 1.7e5, 201), { detection: position(), averages: 50, seed: 1 });
    refuses(
      () => propagate(fit(oscillator, motion, { detection: position() })),
      "fit: is of a thermal spectrum, which has no entropy production",
    );
    const joint = fitJointly([{ source: vienna, spectrum }], { detection, free: ["gAB"], shared: [] });
    refuses(() => propagate(joint as Wrong), "fit: expected the fit of one spectrum, got a joint one; take one of its fits");
    expect(propagate(joint.fits[0]!, { samples: 100 }).warnings).toEqual([]);
  });
});

const uncertain = { ...vienna, gammaB: normal(vienna.gammaB, 1) };
cases("refused", [
  [
    "nothing uncertain",
    () => propagate(vienna),
    /^system: expected a parameter that is a distribution, such as gammaB: normal\(/,
  ],
  ["no system", () => propagate(3 as Wrong), "system: expected a system made by optomechanics() or dicke(), or a fit, got 3"],
  ["no coupling", () => propagate({ ...paper.optomechanics, gammaB: normal(1, 0) }), /^gAB: expected a coupling/],
  ["misspelt", () => propagate({ ...vienna, kapaA: normal(1, 1) } as Wrong), /^kapaA: .*did you mean kappaA\?$/],
  [
    "a centre out of range",
    () => propagate({ ...vienna, gammaB: normal(-3, 1) }),
    /^gammaB: expected a positive rate in rad\/s.* got -3$/,
  ],
  [
    "uneven columns",
    () => propagate({ ...vienna, gAB: [1, 2, 3], gammaB: normal([1, 2], 1) }),
    "gAB: expected a column as long as gammaB, 2 rows, got an array of 3",
  ],
  ["one sample", () => propagate(uncertain, { samples: 1 }), "samples: expected a whole number of samples, 2 to 2^31, got 1"],
  [
    "half a sample",
    () => propagate(uncertain, { samples: 2.5 }),
    "samples: expected a whole number of samples, 2 to 2^31, got 2.5",
  ],
  ["a seed", () => propagate(uncertain, { seed: -1 }), /^seed: expected a whole number/],
  ["an output", () => propagate(uncertain, { outputs: ["muC"] as Wrong }), "muC: no such output; did you mean muA?"],
  [
    "a quantile",
    () => propagate(uncertain, { quantiles: [0.5, 1] }),
    "quantiles[1]: expected a probability between 0 and 1, got 1",
  ],
  [
    "quantiles that are none",
    () => propagate(uncertain, { quantiles: 3 as Wrong }),
    "quantiles: expected an array of probabilities between 0 and 1, got 3",
  ],
  ["keep", () => propagate(uncertain, { keep: 1 as Wrong }), "keep: expected true or false, got 1"],
  [
    "too much to keep",
    () => propagate(uncertain, { keep: true, samples: 1e8 }),
    /^keep: expected at most 2\^28 numbers to be kept, got 600000000/,
  ],
  ["an option", () => propagate(uncertain, { sample: 3 } as Wrong), "sample: no such option; did you mean samples?"],
  ["a signal without a pool", () => propagate(uncertain, { signal: {} } as Wrong), /^signal: is for a call in a pool/],
  ["a point", () => propagate(uncertain, { samples: 10 }).at(1), "point: expected a working point, 0 to 0, got 1"],
  ["a distribution where none can be", () => optomechanics(uncertain as Wrong), /^gammaB: expected a positive rate in rad\/s/],
]);

const memory = globalThis.process?.memoryUsage;
test.runIf(memory)("memory does not grow with the number of samples", () => {
  const used = (samples: number) => {
    const before = memory!();
    propagate(uncertain, { samples, outputs: ["entropyProduction", "nB"] });
    const after = memory!();
    return (after.arrayBuffers + after.heapUsed - before.arrayBuffers - before.heapUsed) / 1e6;
  };
  used(100_000);
  const small = used(100_000);
  // stored, they would take 240 MB
  expect(used(10_000_000) - small).toBeLessThan(40);
});

test("types: numbers for one working point, columns for several, outputs as asked for", () => {
  const never = (_: () => unknown) => {};
  never(() => {
    expectTypeOf(propagate(uncertain).mean.muA).toEqualTypeOf<number>();
    expectTypeOf(propagate({ ...uncertain, gAB: [1, 2] }).mean.muA).toEqualTypeOf<Float64Array>();
    expectTypeOf(propagate({ ...vienna, gAB: normal([1, 2], 1) }).quantiles.nA).toEqualTypeOf<readonly Float64Array[]>();
    expectTypeOf(propagate({ ...vienna, gAB: truncated(normal(1, [1, 2]), 0, 1) }).unstable).toEqualTypeOf<Float64Array>();
    expectTypeOf(propagate({ ...vienna, gAB: empirical([1, 2]) }).unstable).toEqualTypeOf<number>();
    expectTypeOf(propagate(uncertain, { outputs: ["muA"] })).toEqualTypeOf<Propagation<"muA", number>>();
    // @ts-expect-error not asked for
    propagate(uncertain, { outputs: ["muA"] }).mean.muB;
    // @ts-expect-error misspelt
    propagate({ ...uncertain, kapaA: normal(1, 1) });
    // @ts-expect-error of the other model
    propagate({ ...uncertain, couplingRatioSquared: normal(1, 1) });
  });
});
