// S and J: the homodyne spectrum of the optomechanical setup, and with its derivatives by g, κ, ω_a, ω_b, γ, θ; a point is a bin.

import { homodyne, type SpectrumOptions, spectrum } from "clausius";
import { type Build, load } from "../builds";
import { exactDensity, exactSlopes } from "../exact";
import { type Bar, compare, here, type Rival } from "../harness";
import { angle, broad, efficiency, free, membrane, nThermalB, SPECTRUM, vienna } from "../inputs";
import type { Peers } from "../peers";
import { densityOf, type Light, slopesOf } from "../plain-js";
import type { Table } from "../table";
import { putHomodyne } from "../traces";

const BINS = SPECTRUM;
const frequencies = broad(BINS);
const JUDGED = [0, 1234, 4898, 4901, 7777, BINS - 1]; // two of them in the line
const densities = JUDGED.map((i) => exactDensity(membrane, frequencies[i]!));
const slopes = JUDGED.map((i) => exactSlopes(membrane, frequencies[i]!));

/** Largest relative error of S. */
const judgeDensity = (S: ArrayLike<number>) => Math.max(...JUDGED.map((i, j) => Math.abs(S[i]! / densities[j]! - 1)));

/** Largest error of S and the derivatives, each over the largest of its column among the bins that are looked at. */
function judgeSlopes(S: ArrayLike<number>, column: (parameter: number, bin: number) => number): number {
  let worst = judgeDensity(S);
  for (let p = 0; p < free.length; p++) {
    const scale = Math.max(...slopes.map((row) => Math.abs(row[p]!)));
    JUDGED.forEach((i, j) => {
      worst = Math.max(worst, Math.abs(column(p, i) - slopes[j]![p]!) / scale);
    });
  }
  return worst;
}
/** Of S and columns of the derivatives in some order. */
const judgeColumns =
  (order = [0, 1, 2, 3, 4, 5]) =>
  (answer: Float64Array) =>
    judgeSlopes(answer, (p, i) => answer[(order[p]! + 1) * BINS + i]!);
const ANGLE_FIRST = [0, 1, 2, 3, 5, 4];

/** The kernel alone. */
function bare(name: string, build: Build, hasSlopes: boolean): Rival {
  const { kernels, reserve } = build;
  const [centres, S, columns] = [reserve(BINS), reserve(BINS), reserve(free.length * BINS)];
  centres.view.set(frequencies);
  const trace = putHomodyne(build, { centresAt: centres.at, bins: BINS, bath: "nThermalB", hasVariables: hasSlopes });
  const jacobian = hasSlopes ? columns.at : 0;
  const run = () => kernels.spectrum(trace, S.at, 0, jacobian, 0);
  run();
  const error = hasSlopes ? judgeSlopes(S.view, (p, i) => columns.view[p * BINS + i]!) : judgeDensity(S.view);
  return here(name, BINS, run, { error });
}

const system = { ...vienna, temperatureB: undefined, nThermalB };
const detection = homodyne({ angle, efficiency });
function fresh(): Rival {
  const run = () => spectrum(system, frequencies, { detection });
  return here("`spectrum(…)`, a fresh array", BINS, run, { error: judgeDensity(run().density) });
}

function into(): Rival {
  const density = new Float64Array(BINS);
  const run = () => spectrum(system, frequencies, { detection, into: { density } });
  run();
  return here("`spectrum(…, { into })`", BINS, run, { error: judgeDensity(density), bar: { most: 1 / 0.8, extra: 0.5e-9 } });
}

const SLOPES = { detection, outputs: ["density", "jacobian"] } as const;

/** Derivatives through the call, as it is asked for them. */
function facadeSlopes(name: string, options: Partial<SpectrumOptions> = {}, bar?: Bar): Rival {
  const run = () => spectrum(system, frequencies, { ...options, ...SLOPES });
  const { density, jacobian } = run();
  const error = judgeSlopes(density, (p, i) => jacobian[free[p]!]![i]!);
  return here(name, BINS, run, { error, bar });
}

const ownArrays = () => {
  const jacobian = Object.fromEntries(free.map((name) => [name, new Float64Array(BINS)]));
  return { derivatives: free, into: { density: new Float64Array(BINS), jacobian } };
};

const { omegaA: wa, kappaA: k, omegaB: wb, gammaB: y, gAB: g, nA: Na, nB: Nb } = membrane;
const light: Light = { g, k, wa, wb, y, angle, Na, Nb, efficiency, slopeNb: 0 };

function plain(): Rival {
  const S = new Float64Array(BINS);
  const run = () => {
    const density = densityOf(light);
    for (let i = 0; i < BINS; i++) S[i] = density(frequencies[i]!);
  };
  run();
  return here("plain JavaScript, the kernel's own formula", BINS, run, { error: judgeDensity(S) });
}

function plainSlopes(): Rival {
  const out = new Float64Array((free.length + 1) * BINS);
  const run = () => {
    const put = slopesOf(light);
    for (let i = 0; i < BINS; i++) put(frequencies[i]!, out, i, BINS);
  };
  run();
  return here("plain JavaScript, the factored formulas", BINS, run, { error: judgeColumns()(out) });
}

/** Runs S. */
export async function benchSpectrum(peers: Peers): Promise<Table> {
  const outside = [
    ["NumPy, the factored formula", "python", "spectrum-closed", 9],
    ["NumPy, the kernel's own formula", "python", "spectrum-hoisted", 9],
    ["NumPy `inv` of −iω − A, all bins at once", "python", "spectrum-inverse", 350],
    ["our kernel in C, SSE2", "twin-sse2", "spectrum", 1 / 1.15],
    ["our kernel in C, `-march=native`", "twin-native", "spectrum", undefined],
  ] as const;
  const rivals = [bare("scalar twin", load("clausius.scalar.wasm"), false), fresh(), into(), plain()];
  for (const [name, peer, work, least] of outside)
    rivals.push(
      ...(await peers.rival(name, peer, work, { points: BINS, judge: judgeDensity, ...(least && { bar: { least } }) })),
    );
  return {
    workload: "S",
    title: "S: a homodyne spectrum, optomechanics, 10 000 bins",
    point: "a bin",
    error: "largest relative error",
    within: 1e-9,
    rows: await compare(bare("**clausius, kernel**", load("clausius.wasm"), false), rivals),
  };
}

/** Runs J. */
export async function benchJacobian(peers: Peers): Promise<Table> {
  const outside = [
    ["NumPy, the factored formulas", "python", "jacobian-closed", 12, undefined],
    ["our kernel in C, SSE2", "twin-sse2", "jacobian", 1 / 1.15, ANGLE_FIRST],
    ["our kernel in C, `-march=native`", "twin-native", "jacobian", undefined, ANGLE_FIRST],
  ] as const;
  const rivals = [
    bare("scalar twin", load("clausius.scalar.wasm"), true),
    facadeSlopes("`spectrum(…, { derivatives, into })`, these six", ownArrays(), { most: 1 / 0.8 }),
    facadeSlopes("`spectrum(…, { derivatives })`, these six", { derivatives: free }),
    facadeSlopes("`spectrum(…)`, all 13 derivatives"),
    plainSlopes(),
  ];
  for (const [name, peer, work, least, order] of outside)
    rivals.push(
      ...(await peers.rival(name, peer, work, {
        points: BINS,
        judge: judgeColumns(order && [...order]),
        ...(least && { bar: { least } }),
      })),
    );
  return {
    workload: "J",
    title: "J: the same with its Jacobian by g, κ, ω_a, ω_b, γ, θ",
    point: "a bin",
    error: "largest error over its column's largest",
    within: 1e-9,
    rows: await compare(bare("**clausius, kernel**", load("clausius.wasm"), true), rivals),
  };
}
