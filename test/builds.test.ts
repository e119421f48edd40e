// Proved: the SIMD and the scalar build give the same bits, in every kernel, on more than 20000 random rows of every kind; neither
// asks anything of its host; and the first call of a fresh instance is as good as any later one.

import { readFileSync } from "node:fs";
import fc from "fast-check";
import { beforeAll, describe, expect, test, vi } from "vitest";
import type { System } from "../src";
import { expectSameBits } from "./support/bits";
import { columns, points, systems } from "./support/rows";
import { red, runs, systemOf } from "./support/systems";

type Library = typeof import("../src") & typeof import("../src/kernels/random");
type Results = Record<string, ArrayLike<number>>;

const bytesOf = (build: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(new URL(`../build/${build}`, import.meta.url)));
const builds = { simd: bytesOf("clausius.wasm"), scalar: bytesOf("clausius.scalar.wasm") };

/** A fresh copy of the library, and of what only its verbs call, on one build; `called` counts the calls of each kernel. */
async function library(bytes: Uint8Array): Promise<{ library: Library; called: Map<string, number>; kernels: string[] }> {
  vi.resetModules();
  vi.doMock("../build/clausius.wasm", () => ({ default: bytes }));
  const { kernels } = await import("../src/kernels/instance");
  const fresh = { ...(await import("../src")), ...(await import("../src/kernels/random")) };
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

const outputs = [
  ...["entropyProduction", "muA", "muB", "nA", "nB"],
  ...["covariance", "wignerEntropy", "stabilityMargin", "effectiveTemperatureB", "phase"],
] as ("muA" | "covariance")[];

const ROWS = 4000;
const matrices = 2000;
/** Any doubles at all, as they come. */
const anything = fc.sample(fc.double(), { numRuns: 16 * matrices, seed: runs(1).seed });

/** What is run on each build, and how many rows it is. */
const workloads: Record<string, { rows: number; run: (on: Library) => Results }> = {};

for (const model of ["optomechanics", "dicke"] as const) {
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
    return { ...prefixed("lyapunov", lyapunov(anything, D)), ...prefixed("correlations", correlations(anything)) };
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
workloads["logarithmic axis"] = { rows: ROWS, run: ({ logspace }) => ({ logspace: logspace(1e-300, 1e300, ROWS) }) };

const prefixed = (prefix: string, result: object): Results =>
  Object.fromEntries(Object.entries(result).map(([name, column]) => [`${prefix}: ${name}`, column as ArrayLike<number>]));

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
