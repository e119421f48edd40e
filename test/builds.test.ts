// Proved: the SIMD and the scalar build give the same bits, in every kernel, on more than 20000 random rows of every kind; neither
// asks anything of its host; and the first call of a fresh instance is as good as any later one.

import { readFileSync } from "node:fs";
import fc from "fast-check";
import { beforeAll, describe, expect, test, vi } from "vitest";
import type { Fit, Spectrum, SpectrumOptions, System } from "../src";
import { expectSameBits } from "./support/bits";
import { columns, points, systems } from "./support/rows";
import { red, runs, systemOf } from "./support/systems";

type Library = typeof import("../src") &
  typeof import("../src/kernels/functions") &
  typeof import("../src/kernels/goodness") &
  typeof import("../src/kernels/random");
type Results = Record<string, ArrayLike<number>>;

const bytesOf = (build: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(new URL(`../build/${build}`, import.meta.url)));
const builds = { simd: bytesOf("clausius.wasm"), scalar: bytesOf("clausius.scalar.wasm") };

/** A fresh copy of the library, and of what only its verbs call, on one build; `called` counts the calls of each kernel. */
async function library(bytes: Uint8Array): Promise<{ library: Library; called: Map<string, number>; kernels: string[] }> {
  vi.resetModules();
  vi.doMock("../build/clausius.wasm", () => ({ default: bytes }));
  const { kernels } = await import("../src/kernels/instance");
  const fresh = {
    ...(await import("../src")),
    ...(await import("../src/kernels/functions")),
    ...(await import("../src/kernels/goodness")),
    ...(await import("../src/kernels/random")),
  };
  const exports = kernels() as Record<string, unknown>;
  const called = new Map<string, number>();
  const names = WebAssembly.Module.exports(new WebAssembly.Module(bytes as Uint8Array<ArrayBuffer>))
    .filter(({ kind }) => kind === "function")
    .map(({ name }) => name);
  for (const name of names) {
    const kernel = exports[name] as (...given: unknown[]) => unknown;
    Object.defineProperty(exports, name, {
      value: (...given: unknown[]) => {
        called.set(name, (called.get(name) ?? 0) + 1);
        return kernel(...given);
      },
    });
  }
  vi.doUnmock("../build/clausius.wasm");
  return { library: fresh, called, kernels: names };
}

const outputsOf = (model: System["model"]) =>
  [
    ...["entropyProduction", "muA", "muB", "nA", "nB"],
    ...["covariance", "wignerEntropy", "stabilityMargin", "effectiveTemperatureB", "phase"],
    ...["normalModeFrequencies", "normalModeDampings", ...(model === "dicke" ? ["sidebandAsymmetry"] : [])],
  ] as ("muA" | "covariance")[];

const ROWS = 4000;
const matrices = 2000;
/** Any doubles at all, as they come. */
const anything = fc.sample(fc.double(), { numRuns: 16 * matrices, seed: runs(1).seed });

/** What is run on each build, and how many rows it is. */
const workloads: Record<string, { rows: number; run: (on: Library) => Results }> = {};

for (const model of ["optomechanics", "dicke"] as const) {
  const outputs = outputsOf(model);
  const batch = points(model, ROWS, 2);
  for (const [name, system] of Object.entries(systems(model, batch))) {
    workloads[`${model}, ${name}`] = {
      rows: ROWS,
      run: ({ steadyState, drift, criticalCoupling, lyapunov, correlations, sensitivities }) => {
        const { drift: A, diffusion: D, equilibrium } = drift(system);
        const about = Float64Array.from({ length: 4 * ROWS }, (_, i) => equilibrium[(i >> 2) * 2 + ((i & 3) >> 1)]!);
        return {
          ...(steadyState(system, { outputs }) as unknown as Results),
          A,
          D,
          equilibrium,
          critical: criticalCoupling(system) as Float64Array,
          ...prefixed("lyapunov", lyapunov(A, D)),
          ...prefixed("deviation", lyapunov(A, D, { about })),
          ...prefixed("rounded", lyapunov(A, D, { about, accuracy: "rounded" })),
          ...prefixed("correlations", correlations(system)),
          ...derivatives(sensitivities(system)),
        };
      },
    };
  }
  const [sweep] = fc.sample(red(model), { ...runs(1) });
  workloads[`${model}, sweep of g`] = {
    rows: ROWS,
    run: ({ steadyState, criticalCoupling }) => {
      const critical = criticalCoupling(systemOf(sweep!));
      const gAB = Float64Array.from({ length: ROWS }, (_, i) => critical * 1.001 ** (i - ROWS / 2));
      return steadyState({ ...systemOf(sweep!), gAB }, { outputs }) as unknown as Results;
    },
  };
  workloads[`${model}, relax`] = {
    rows: 100 * 30,
    run: ({ relax }) => {
      const times = Float64Array.from({ length: 30 }, (_, k) => 1e-9 * 3 ** k);
      return relax({ model, ...columns(batch.slice(0, 100)) } as System, times) as unknown as Results;
    },
  };
}
workloads["matrices of anything"] = {
  rows: 2 * matrices,
  run: ({ lyapunov, correlations }) => {
    // symmetric, as lyapunov asks
    const D = anything.map((_, i) => anything[(i & ~15) + 4 * Math.max((i >> 2) & 3, i & 3) + Math.min((i >> 2) & 3, i & 3)]!);
    return {
      ...prefixed("lyapunov", lyapunov(anything, D)),
      ...prefixed("rounded", lyapunov(anything, D, { accuracy: "rounded" })),
      ...prefixed("correlations", correlations(anything)),
    };
  },
};
workloads["thermal occupation"] = {
  rows: ROWS,
  run: ({ thermalOccupation }) => {
    const omega = Float64Array.from({ length: ROWS }, (_, i) => 10 ** ((i % 401) / 20) * (i % 50 ? 1 : -1));
    const temperature = Float64Array.from({ length: ROWS }, (_, i) => 10 ** ((i % 397) / 20 - 12) * (i % 53 ? 1 : 0));
    return { thermalOccupation: thermalOccupation(omega, temperature) };
  },
};
workloads["sensitivities to temperature"] = {
  rows: ROWS,
  run: ({ sensitivities, paper }) => {
    const temperatureB = Float64Array.from({ length: ROWS }, (_, i) => (i % 50 ? 10 ** ((i % 401) / 20 - 10) : 0));
    const couplingRatioSquared = temperatureB.map((_, i) => (i % 199) / 100);
    return derivatives(sensitivities({ ...paper.bec, temperatureB, couplingRatioSquared }));
  },
};
workloads["random numbers"] = {
  rows: 10 * ROWS,
  run: ({ fillPhilox, fillUniform, fillNormal, fillGamma, fillWishart }) => {
    const seed = 2 ** 53 - 1;
    const block = new Uint32Array(4);
    fillPhilox([1, 2, 3, 4], [5, 6], block);
    const column = (fill: (out: Float64Array) => void) => {
      const out = new Float64Array(ROWS);
      fill(out);
      return out;
    };
    const results: Results = {
      block,
      uniform: column((out) => fillUniform({ seed, stream: 1 }, out)),
      normal: column((out) => fillNormal({ seed, stream: 2, item: 2 ** 32 - 1 }, out)),
    };
    for (const shape of [0.1, 0.5, 1, 10, 1e12]) results[`gamma ${shape}`] = column((out) => fillGamma({ seed }, shape, out));
    for (const shape of [1, 1.3, 100]) {
      const minus = new Float64Array(ROWS);
      results[`plus ${shape}`] = column((plus) =>
        fillWishart({ seed }, { shape, plus: 1, minus: 2, coherence: 0.3 }, { plus, minus }),
      );
      results[`minus ${shape}`] = minus;
    }
    return results;
  },
};

/** Bins of a spectrum around f, of both signs, an odd number. */
const bins = (omega: number): number[] => Array.from({ length: 101 }, (_, i) => ((i - 50) / 40) * (omega / (2 * Math.PI)));
const whole = ["density", "signal", "jacobian"] as const;
const light = [...whole, "sidebandRe", "sidebandIm", "intracavity"] as const;
const response = { interval: 1e-7, length: 1000, window: "hann" } as const;

for (const model of ["optomechanics", "dicke"] as const) {
  const batch = points(model, 100, 3);
  for (const [name, system] of Object.entries(systems(model, batch))) {
    workloads[`spectra of ${model}, ${name}`] = {
      rows: 100 * 101,
      run: ({ spectrum, homodyne, heterodyne }) => ({
        ...flat(spectrum(system, bins(1e3), { detection: homodyne({ angle: 0.3, efficiency: 0.7 }), outputs: whole })),
        ...(model === "dicke" &&
          prefixed("heterodyne", flat(spectrum(system, bins(1e3), { detection: heterodyne(), outputs: light })))),
      }),
    };
  }
}
workloads["spectra of sampled records"] = {
  rows: 2 * 101 + 2 * 301,
  run: ({ spectrum, homodyne, heterodyne, position, thermalOscillator, paper }) => {
    // on the grid of a record's bins, with gaps, the modes below half the sampling rate and above
    const grid = Array.from({ length: 301 }, (_, k) => (k < 150 ? k - 200 : k + 3) * 1e4);
    const folded = { ...response, interval: 5e-7, length: 200, window: "kaiser", beta: 8.6 } as const;
    const atoms = { ...paper.bec, couplingRatioSquared: 0.9 };
    const inBand = grid.map((f) => f / 5);
    const coupled = { ...paper.optomechanics, gAB: 1e6 };
    const oscillator = thermalOscillator({ omegaB: 1e6, gammaB: 1e3, temperatureB: 1 });
    return {
      ...prefixed("light", flat(spectrum(coupled, bins(1e7), { detection: homodyne(), outputs: whole, response }))),
      ...prefixed("grid", flat(spectrum(coupled, grid, { detection: homodyne({ angle: 1 }), outputs: whole, response }))),
      ...prefixed("sidebands", flat(spectrum(atoms, inBand, { detection: heterodyne(), outputs: light, response: folded }))),
      ...prefixed("motion", flat(spectrum(oscillator, bins(1e6), { detection: position(), outputs: whole, response }))),
    };
  },
};
workloads["simulated spectra"] = {
  rows: 2 * 101,
  run: ({ simulateSpectrum, homodyne, heterodyne, paper }) => {
    const of = (system: System, detection: SpectrumOptions["detection"]) =>
      simulateSpectrum(system, bins(system.omegaB as number), { detection, averages: 7, seed: 5 }).density;
    return {
      homodyne: of({ ...paper.optomechanics, gAB: 1e6 }, homodyne()),
      heterodyne: of({ ...paper.bec, couplingRatioSquared: 0.9 }, heterodyne()),
    };
  },
};
workloads["simulated records"] = {
  rows: 12 * 1025,
  run: ({ simulate, homodyne, heterodyne, position, thermalOscillator, paper }) => {
    const oscillator = thermalOscillator({ omegaB: 1e6, gammaB: 1e3, temperatureB: 1 });
    const results: Results = {};
    for (const interval of [1e-12, 1e-6, 1e-2]) {
      const options = { interval, samples: 1025, seed: 5, item: 9 };
      const light = simulate({ ...paper.optomechanics, gAB: 1e6 }, { ...options, detection: homodyne({ angle: 0.3 }) });
      const detection = heterodyne({ efficiency: 0.3 });
      const [sidebands] = simulate({ ...paper.bec, couplingRatioSquared: 2 }, { ...options, detection, records: 1 });
      const motion = simulate(oscillator, { ...options, detection: position({ background: 1e-9 }) });
      results[`light, ${interval} s`] = light.samples;
      results[`one quadrature, ${interval} s`] = sidebands!.samples;
      results[`the other, ${interval} s`] = sidebands!.imaginary!;
      results[`motion, ${interval} s`] = motion.samples;
    }
    return results;
  },
};
workloads["averaged periodograms"] = {
  rows: 5000,
  run: ({ simulate, welch, heterodyne, paper }) => {
    const detection = heterodyne();
    const record = simulate({ ...paper.bec, couplingRatioSquared: 0.9 }, { detection, interval: 1e-5, samples: 5000, seed: 5 });
    const { imaginary: _, ...real } = record;
    const results: Record<string, Float64Array> = {};
    for (const length of [8, 48, 45, 97, 1000, 1024, 2048, 1009]) {
      for (const detrend of ["none", "constant", "linear"] as const) {
        results[`real, ${length}, ${detrend}`] = welch(real, { length, detrend, window: "flattop" }).density;
        results[`complex, ${length}, ${detrend}`] = welch(record, { length, detrend, window: "kaiser", beta: 9 }).density;
      }
    }
    return results;
  },
};
workloads.fits = {
  rows: 7 * 101,
  run: ({ simulateSpectrum, fit, fitMany, fitJointly, steadyState, homodyne, heterodyne, paper }) => {
    const options = { detection: homodyne(), free: ["gAB", "gammaB"] } as const;
    const series = [0.1, 0.49].map((x) => {
      const source = { ...paper.optomechanics, gAB: x * paper.optomechanics.kappaA };
      return { source, spectrum: simulateSpectrum(source, bins(8e6), { detection: homodyne(), averages: 50, seed: 1 }) };
    });
    const atoms = { ...paper.bec, couplingRatioSquared: 0.93 };
    const sidebands = simulateSpectrum(atoms, bins(paper.bec.omegaB), { detection: heterodyne(), averages: 50, seed: 1 });
    const [pairs] = fitMany(atoms, [sidebands], { detection: heterodyne(), free: ["couplingRatioSquared", "gammaB"] });
    const { spectrum, source } = series[1]!;
    const rows = { ...spectrum, density: Float64Array.from([...series[0]!.spectrum.density, ...spectrum.density]) };
    const columns = fitMany(source, rows, options);
    // where Cholesky's pivots are lost
    const band = Float64Array.from({ length: 101 }, (_, i) => paper.optomechanics.omegaB / (2 * Math.PI) + 50 * (i - 50));
    const { gAB, kappaA, omegaA, omegaB, gammaB } = source;
    const narrow = fit(source, simulateSpectrum(source, band, { detection: homodyne(), averages: 1e12, seed: 1 }), {
      detection: homodyne(),
      free: ["gAB", "kappaA", "omegaA", "omegaB", "gammaB"],
      start: { gAB, kappaA, omegaA, omegaB, gammaB },
    });
    return {
      ...columns.values,
      errors: columns.standardErrors.gAB!,
      costs: columns.cost,
      ...numbersOf("alone", fitMany(series[1]!.source, [series[1]!.spectrum], options)),
      ...numbersOf("of several", fitJointly(series, { ...options, shared: ["gammaB"] }).fits),
      ...numbersOf("of pairs", [pairs!]),
      ...numbersOf("of a narrow band", [narrow]),
      carried: steadyState(pairs!).covariance,
    };
  },
};
workloads.propagation = {
  rows: 3 * 5000,
  run: ({ propagate, normal, logNormal, uniform, truncated, empirical, paper }) => {
    const system = {
      ...paper.bec,
      couplingRatioSquared: normal([0.5, 0.95, 1.2], 0.1),
      gammaB: logNormal(paper.bec.gammaB, 0.1),
      kappaA: uniform(paper.bec.kappaA, 1.1 * paper.bec.kappaA),
      omegaA: empirical([paper.bec.omegaA, 1.1 * paper.bec.omegaA]),
      temperatureB: truncated(normal(38e-9, 3e-8), 0, 1),
    };
    const { quantiles, covariance, mean, firstOrder, samples } = propagate(system, { samples: 5000, keep: true });
    return {
      covariance,
      ...prefixed("mean", mean),
      ...prefixed("first order", firstOrder),
      ...prefixed("samples", samples!),
      ...prefixed(
        "quantiles",
        Object.fromEntries(Object.entries(quantiles).map(([name, q]) => [name, q.flatMap((x) => [...x])])),
      ),
    };
  },
};
workloads.bootstraps = {
  rows: 3 * 60 * 101,
  run: ({ simulate, simulateSpectrum, welch, fit, bootstrap, homodyne, heterodyne, position, thermalOscillator, paper }) => {
    const known = { gAB: 0.49 * paper.optomechanics.kappaA, gammaB: paper.optomechanics.gammaB };
    const membrane = { ...paper.optomechanics, ...known };
    const atoms = { ...paper.bec, couplingRatioSquared: 0.93 };
    const shown = (system: System, detection: SpectrumOptions["detection"]) =>
      simulateSpectrum(system, bins(system.omegaB as number), { detection, averages: 50, seed: 1 });
    const seen = fit(membrane, shown(membrane, homodyne()), {
      detection: homodyne(),
      free: ["gAB"],
      calibrated: { gammaB: { value: known.gammaB, error: 10 } },
      start: known,
    });
    const free = ["couplingRatioSquared", "gammaB"] as const;
    const pairs = fit(atoms, shown(atoms, heterodyne()), { detection: heterodyne(), free });
    const oscillator = thermalOscillator({ omegaB: 1e6, gammaB: 1e4, temperatureB: 1 });
    const detection = position({ background: 1e-3 });
    const record = simulate(oscillator, { detection, interval: 1e-6, samples: 64 * 101, seed: 5 });
    const moved = fit(oscillator, welch(record, { length: 128 }), { detection, free: ["gammaB", "gain"], response: "none" });
    const found = {
      calibrated: bootstrap(seen, { samples: 60, seed: 5 }),
      pairs: bootstrap(pairs, { samples: 60, seed: 5 }),
      segments: bootstrap(moved, { samples: 60, seed: 5, record: { record, welch: { length: 128 } } }),
    };
    return Object.assign(
      {},
      ...Object.entries(found).map(([name, { samples, names, interval, correlation }]) =>
        prefixed(name, {
          ...samples,
          correlation,
          intervals: names.flatMap((of) =>
            (["bca", "percentile", "basic"] as const).flatMap((kind) => {
              const { lower, upper } = interval(of, 0.9, kind);
              return [lower, upper];
            }),
          ),
        }),
      ),
    );
  },
};
workloads["functions of statistics"] = {
  rows: ROWS,
  run: ({ fillDevianceMoments, fillProbability, fillExponential, fillLogarithm, fillSine }) => {
    const axis = Float64Array.from({ length: ROWS }, (_, i) => 10 ** ((i - ROWS / 2) / (ROWS / 16)));
    const moments = [...axis].map(fillDevianceMoments);
    return {
      means: moments.map(({ mean }) => mean),
      variances: moments.map(({ variance }) => variance),
      tail: [...axis].map((x, i) => fillProbability(x, { mean: 1 + (i % 300), variance: 2 + (i % 7) })),
      exponential: axis.map((x, i) => fillExponential(i % 2 ? x : -x)),
      logarithm: axis.map(fillLogarithm),
      sine: axis.map(fillSine),
    };
  },
};
workloads["logarithmic axis"] = { rows: ROWS, run: ({ logspace }) => ({ logspace: logspace(1e-300, 1e300, ROWS) }) };

const prefixed = (prefix: string, result: object): Results =>
  Object.fromEntries(Object.entries(result).map(([name, column]) => [`${prefix}: ${name}`, column as ArrayLike<number>]));

/** A spectrum's columns, and those of its derivatives. */
const flat = ({ jacobian, ...columns }: Pick<Spectrum, (typeof whole)[number] | "status">): Results => ({
  ...(columns as Omit<typeof columns, "status">),
  ...prefixed("∂", jacobian),
});

/** What fits say in numbers. */
const numbersOf = (name: string, fits: readonly Fit[]): Results =>
  Object.assign(
    {},
    ...fits.map((fitted, i) =>
      prefixed(`${name} ${i}`, {
        values: fitted.parameters.flatMap(({ value, start = value }) => [value, start]),
        covariance: fitted.covariance,
        fitted: fitted.fitted,
        goodness: [fitted.deviance, fitted.expectedDeviance, fitted.devianceVariance, fitted.probability],
        search: [fitted.cost, fitted.distance, fitted.evaluations, fitted.detectability],
      }),
    ),
  );

const derivatives = ({ status: _, ...outputs }: object & { status: unknown }): Results =>
  Object.assign({}, ...Object.entries(outputs).map(([output, by]) => prefixed(`∂${output}`, by as object)));

describe("SIMD and scalar", () => {
  let simd: Awaited<ReturnType<typeof library>>;
  let scalar: Awaited<ReturnType<typeof library>>;
  beforeAll(async () => {
    simd = await library(builds.simd);
    scalar = await library(builds.scalar);
  });

  test("are two builds, each running its own bytes", () => {
    expect(simd.library.kernelBytes()).toBe(builds.simd);
    expect(scalar.library.kernelBytes()).toBe(builds.scalar);
    expect(builds.simd.length).not.toBe(builds.scalar.length);
    expect(simd.library.steadyState).not.toBe(scalar.library.steadyState);
    expect(simd.kernels).toEqual(scalar.kernels);
  });

  test.each(Object.entries(workloads))("%s: the same bits", (_, { run }) => {
    const expected = run(scalar.library);
    const came = run(simd.library);
    expect(Object.keys(came)).toEqual(Object.keys(expected));
    for (const [name, column] of Object.entries(expected)) expectSameBits(came[name]!, column, name);
  });

  test("all this ran every kernel, on more than 20000 rows", () => {
    const idle = simd.kernels.filter((name) => !simd.called.get(name) || !scalar.called.get(name));
    expect(idle, "kernels without a workload here").toEqual([]);
    expect(Object.values(workloads).reduce((sum, { rows }) => sum + rows, 0)).toBeGreaterThan(20000);
  });
});

test.each(Object.entries(builds))("%s imports nothing", (_, bytes) => {
  const module = new WebAssembly.Module(bytes);
  expect(WebAssembly.Module.imports(module)).toEqual([]);
  expect(WebAssembly.Module.exports(module).filter(({ kind }) => kind === "memory")).toHaveLength(1);
});

test("only the SIMD build needs SIMD", () => {
  // v128 is type 0x7b; a function that takes or gives one, or has one as a local, names it; the scalar build's text has none
  const text = (build: string) => readFileSync(new URL(`../build/${build}`, import.meta.url), "utf8");
  expect(text("clausius.wat")).toContain("v128");
  expect(text("clausius.scalar.wat")).not.toContain("v128");
});

describe.each(Object.entries(builds))("%s, first call of a fresh instance", (_, bytes) => {
  test.each(Object.entries(workloads))("%s: as the second", async (_, { run }) => {
    const { library: fresh } = await library(bytes);
    const first = run(fresh);
    const second = run(fresh);
    for (const [name, column] of Object.entries(second)) expectSameBits(first[name]!, column, name);
  });
});
