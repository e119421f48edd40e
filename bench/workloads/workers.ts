// P: two workers of a pool against one, and against none: a sweep, dear outputs of it, spectra, fits.

import {
  bootstrap,
  fit,
  fitMany,
  homodyne,
  linspace,
  normal,
  type Pool,
  paper,
  pool,
  propagate,
  simulateSpectrum,
  spectrum,
  steadyState,
} from "clausius";
import { type Bar, compare, here, later } from "../harness";
import type { Grid } from "../table";

const ROUNDS = 5;
const { kappaA } = paper.optomechanics;
const couplings = (rows: number) => linspace(0.49, 2.29, rows).map((x) => x * kappaA);
const detection = homodyne();

/** A column that workers write themselves. */
const shared = (rows: number) => new Float64Array(new SharedArrayBuffer(8 * rows));

type Run = (options: { pool: Pool }) => Promise<unknown>;

/** What is measured: by workers, and alone. */
export function works(): Record<string, [run: Run, alone: () => unknown, bar: Bar]> {
  const sweep = { ...paper.optomechanics, gAB: couplings(1_000_000) };
  const gAB = shared(1_000_000);
  gAB.set(sweep.gAB);
  const into = Object.fromEntries(["entropyProduction", "muA", "muB", "nA", "nB"].map((name) => [name, shared(1_000_000)]));
  const withStatus = { into: { ...into, status: new Uint8Array(new SharedArrayBuffer(1_000_000)) } };
  const modes = { outputs: ["normalModeFrequencies", "wignerEntropy"] } as const;
  const few = { ...sweep, gAB: couplings(100_000) };
  const rows = { ...sweep, gAB: couplings(1000) };
  const bins = linspace(0.3e6, 2.4e6, 500);
  const slopes = { detection, outputs: ["density", "jacobian"] } as const;
  const vienna = { ...sweep, gAB: 0.49 * kappaA };
  const spectra = Array.from({ length: 100 }, (_, item) =>
    simulateSpectrum(vienna, bins, { detection, averages: 100, seed: 1, item }),
  );
  const density = new Float64Array(2000 * bins.length);
  for (let row = 0; row < 2000; row++) density.set(spectra[row % spectra.length]!.density, row * bins.length);
  const many = { frequency: bins, density, averages: 100, sides: "two" } as const;
  const band = { ...sweep, gAB: couplings(100), gammaB: normal(sweep.gammaB, 0.02 * sweep.gammaB) };
  const fitted = { detection, free: ["gAB", "kappaA", "omegaA"] } as const;
  const found = fit(vienna, spectra[0]!, fitted);
  const sweeps = { least: 1.85 };
  const fits = { least: 1.7 };
  return {
    "`steadyState`, 1e6 rows": [(o) => steadyState(sweep, o), () => steadyState(sweep), sweeps],
    "the same, in and out by SharedArrayBuffers": [
      (o) => steadyState({ ...sweep, gAB }, { ...withStatus, ...o }),
      () => steadyState({ ...sweep, gAB }, withStatus),
      sweeps,
    ],
    "`steadyState`, normal modes and entropy, 1e5 rows": [
      (o) => steadyState(few, { ...modes, ...o }),
      () => steadyState(few, modes),
      sweeps,
    ],
    "`spectrum` with derivatives, 1000 × 500 bins": [
      (o) => spectrum(rows, bins, { ...slopes, ...o }),
      () => spectrum(rows, bins, slopes),
      sweeps,
    ],
    "`propagate`, 100 × 20 000 samples": [
      (o) => propagate(band, { samples: 20_000, ...o }),
      () => propagate(band, { samples: 20_000 }),
      sweeps,
    ],
    "`fitMany` of rows, 2000 × 500 bins": [
      (o) => fitMany(vienna, many, { ...fitted, ...o }),
      () => fitMany(vienna, many, fitted),
      fits,
    ],
    "`fitMany`, 100 × 500 bins": [
      (o) => fitMany(vienna, spectra, { ...fitted, ...o }),
      () => fitMany(vienna, spectra, fitted),
      fits,
    ],
    "`bootstrap`, 4000 × 500 bins": [
      (o) => bootstrap(found, { samples: 4000, seed: 1, ...o }),
      () => bootstrap(found, { samples: 4000, seed: 1 }),
      fits,
    ],
  };
}

/** Runs P. */
export async function benchWorkers(): Promise<Grid> {
  const [one, two] = [pool({ workers: 1 }), pool({ workers: 2 })];
  const lines = [];
  for (const [name, [run, alone, bar]] of Object.entries(works())) {
    const ours = later("two workers", 1, () => run({ pool: two }));
    const rivals = [later("one worker", 1, () => run({ pool: one }), { bar }), here("no pool", 1, alone)];
    lines.push({ name, rows: await compare(ours, rivals, ROUNDS) });
  }
  await Promise.all([one.close(), two.close()]);
  return { workload: "P", title: "P: two workers", point: "all", line: "work", lines };
}
