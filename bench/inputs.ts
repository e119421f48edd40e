// What every rival is given, the same numbers each time; other programs read them as raw doubles from a folder.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { homodyne, linspace, paper, simulateSpectrum, spectrum, thermalOccupation } from "clausius";
import type { Membrane } from "./exact";

/** A small linear congruential generator, −½ … ½. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
}

/** Systems of L. */
export const SYSTEMS = 10_240;
const POOR = 1024;

const draw = random(1);
/** A of each system, stable: elements −½ … ½, less 3 on the diagonal. */
export const drifts = Float64Array.from({ length: 16 * SYSTEMS }, draw);
/** D of each system: B Bᵀ. */
export const diffusions = new Float64Array(16 * SYSTEMS);
for (let p = 0; p < SYSTEMS; p++) {
  for (let i = 0; i < 4; i++) drifts[16 * p + 5 * i] = draw() - 3;
  const B = Float64Array.from({ length: 16 }, draw);
  for (let i = 0; i < 4; i++) {
    for (let j = 0; j < 4; j++) {
      let sum = 0;
      for (let m = 0; m < 4; m++) sum += B[4 * Math.min(i, j) + m]! * B[4 * Math.max(i, j) + m]!;
      diffusions[16 * p + 4 * i + j] = sum;
    }
  }
}

/** A of as many systems of LX whose condition goes up to 1e9: eigenvalues −1 … −1e-9 of triangles, turned by a reflection. */
export const poorDrifts = new Float64Array(16 * POOR);
for (let p = 0; p < POOR; p++) {
  const eigenvalues = Array.from({ length: 4 }, () => 10 ** (-9 * (draw() + 0.5)));
  const v = Array.from({ length: 4 }, draw);
  const norm = v.reduce((sum, x) => sum + x * x, 0);
  const triangle = (i: number, j: number) =>
    i === j ? eigenvalues[i]! : i < j ? draw() * Math.min(eigenvalues[i]!, eigenvalues[j]!) : 0;
  const T = Array.from({ length: 16 }, (_, n) => triangle(n >> 2, n & 3));
  const H = Array.from({ length: 16 }, (_, n) => Number(n >> 2 === (n & 3)) - (2 * v[n >> 2]! * v[n & 3]!) / norm);
  const times = (a: number[], b: number[]) =>
    Array.from({ length: 16 }, (_, n) => [0, 1, 2, 3].reduce((sum, m) => sum + a[4 * (n >> 2) + m]! * b[4 * m + (n & 3)]!, 0));
  times(times(H, T), H).forEach((x, n) => {
    poorDrifts[16 * p + n] = -x;
  });
}

/** The paper's optomechanical setup at g/κ = 0.49, seen at θ = 90° by a detector of efficiency 0.8. */
export const vienna = { ...paper.optomechanics, gAB: 0.49 * paper.optomechanics.kappaA };
export const angle = Math.PI / 2;
export const efficiency = 0.8;
const { omegaA, kappaA, omegaB, gammaB, temperatureB } = vienna;
export const nThermalB = thermalOccupation(omegaB, temperatureB);

/** The same in the exact arithmetic's names. */
export const membrane: Membrane = {
  omegaA,
  kappaA,
  omegaB,
  gammaB,
  gAB: vienna.gAB,
  nA: 0.5,
  nB: nThermalB + 0.5,
  cosine: Math.cos(angle),
  sine: Math.sin(angle),
  efficiency,
};

/** Couplings of a sweep, g/κ = 0.49 … 2.29. */
export const couplings = (rows: number): Float64Array => linspace(0.49, 2.29, rows).map((x) => x * kappaA);
/** Working points of W. */
export const SWEEP = 1_000_000;

/** Bins of S and J, and of F and B, in Hz. */
export const broad = (bins: number): Float64Array => linspace(0.2e6, 2.4e6, bins);
export const SPECTRUM = 10_000;
export const FITTED = 2000;
export const AVERAGES = 100;

/** What F and B fit, in this order. */
export const free = ["gAB", "kappaA", "omegaA", "omegaB", "gammaB", "angle"] as const;
/** Where a fit starts: 2 to 5 % off, but ω_b, which is within a hundredth of its line in any spectrum that shows one. */
export const start = {
  gAB: 0.96 * vienna.gAB,
  kappaA: 1.04 * kappaA,
  omegaA: 0.98 * omegaA,
  omegaB: 1.02 * omegaB,
  gammaB: 1.05 * gammaB,
  angle: 0.97 * angle,
};

const detection = homodyne({ angle, efficiency });
/** Spectra to be fitted: drawn by the law of averaged periodograms. */
export const measured = (item = 0, bins = FITTED) =>
  simulateSpectrum(vienna, broad(bins), { detection, averages: AVERAGES, seed: 1, item });
/** Many, as rows of one array. */
export function measuredRows(rows: number) {
  const density = new Float64Array(FITTED * rows);
  for (let row = 0; row < rows; row++) density.set(measured(row).density, FITTED * row);
  return { frequency: broad(FITTED), density, averages: AVERAGES, sides: "two" } as const;
}
/** Standard errors of its bins: of the true spectrum, so that least squares have no bias and every rival minimises the same sum. */
export const errors: Float64Array = spectrum(vienna, broad(FITTED), { detection }).density.map((S) => S / Math.sqrt(AVERAGES));

/** The folder that other programs read. */
export class Inputs {
  readonly folder = mkdtempSync(join(tmpdir(), "clausius-bench-"));

  constructor() {
    const setup = [omegaA, kappaA, omegaB, gammaB, vienna.gAB, 0.5, nThermalB + 0.5, angle, efficiency, temperatureB];
    const files = {
      drifts,
      "poor-drifts": poorDrifts,
      diffusions,
      couplings: couplings(SWEEP),
      frequencies: broad(SPECTRUM),
      setup: Float64Array.from(setup),
      "fit-frequencies": broad(FITTED),
      "fit-densities": measured().density,
      "fit-errors": errors,
      "fit-start": Float64Array.from(free, (name) => start[name]),
    };
    for (const [name, numbers] of Object.entries(files)) writeFileSync(join(this.folder, `${name}.f64`), numbers);
  }

  /** What a program has put there. */
  read(name: string): Float64Array {
    const bytes = readFileSync(join(this.folder, name));
    return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  }

  /** Removes it. */
  close(): void {
    rmSync(this.folder, { recursive: true });
  }
}
