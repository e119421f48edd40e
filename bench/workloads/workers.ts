// P: two workers of a pool against one, and against none: a sweep, dear outputs of it, spectra, fits.

import { once } from "node:events";
import { Worker } from "node:worker_threads";
import {
  bootstrap,
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
import { type Bar, compare, here, later, type Row } from "../harness";
import { measuredRows } from "../inputs";
import type { Grid } from "../table";
import { alike, source } from "./fit";
import { found } from "./refit";

const ROUNDS = 7;
const { kappaA } = paper.optomechanics;
const couplings = (rows: number) => linspace(0.49, 2.29, rows).map((x) => x * kappaA);
const detection = homodyne();

/** A column that workers write themselves. */
const shared = (rows: number) => new Float64Array(new SharedArrayBuffer(8 * rows));
const columns = (names: readonly string[], rows: number) => Object.fromEntries(names.map((name) => [name, shared(rows)]));

type Run = (options: { pool: Pool }) => Promise<unknown>;

/** What is measured: by workers, and alone. New columns are for memory to fill, and have no bar. */
export function works(): Record<string, [run: Run, alone: () => unknown, bar?: Bar]> {
  const sweep = { ...paper.optomechanics, gAB: couplings(1_000_000) };
  const LONG = 10_000_000;
  const long = { ...sweep, gAB: shared(LONG) };
  long.gAB.set(couplings(LONG));
  const status = new Uint8Array(new SharedArrayBuffer(LONG));
  const into = { into: { ...columns(["entropyProduction", "muA", "muB", "nA", "nB"], LONG), status } };
  const modes = { outputs: ["normalModeFrequencies", "wignerEntropy"] } as const;
  const few = { ...sweep, gAB: couplings(200_000) };
  const rows = { ...sweep, gAB: couplings(1000) };
  const bins = linspace(0.3e6, 2.4e6, 500);
  const slopes = { detection, outputs: ["density", "jacobian"] } as const;
  const fine = linspace(0.3e6, 2.4e6, 5000);
  const derivatives = ["gAB", "kappaA", "omegaA"];
  const places = {
    detection,
    into: { density: shared(1000 * fine.length), jacobian: columns(derivatives, 1000 * fine.length) },
  };
  const noisy = { ...sweep, gAB: couplings(500), gammaB: normal(sweep.gammaB, 0.02 * sweep.gammaB) };
  const vienna = { ...sweep, gAB: 0.49 * kappaA };
  const spectra = Array.from({ length: 100 }, (_, item) =>
    simulateSpectrum(vienna, bins, { detection, averages: 100, seed: 1, item }),
  );
  const whole = { detection, free: ["gAB", "kappaA", "omegaA"] } as const;
  const measured = measuredRows(2000);
  const sweeps = { least: 1.85 };
  const fits = { least: 1.7 };
  return {
    "`steadyState`, 1e6 rows": [(o) => steadyState(sweep, o), () => steadyState(sweep)],
    "`steadyState`, 1e7 rows, in and out by SharedArrayBuffers": [
      (o) => steadyState(long, { ...into, ...o }),
      () => steadyState(long, into),
      sweeps,
    ],
    "`steadyState`, normal modes and entropy, 2e5 rows": [
      (o) => steadyState(few, { ...modes, ...o }),
      () => steadyState(few, modes),
      sweeps,
    ],
    "`spectrum` with derivatives, 1000 × 500 bins": [
      (o) => spectrum(rows, bins, { ...slopes, ...o }),
      () => spectrum(rows, bins, slopes),
    ],
    "`spectrum` with three derivatives, 1000 × 5000 bins, into SharedArrayBuffers": [
      (o) => spectrum(rows, fine, { ...places, ...o }),
      () => spectrum(rows, fine, places),
      sweeps,
    ],
    "`propagate`, 500 × 20 000 samples": [
      (o) => propagate(noisy, { samples: 20_000, ...o }),
      () => propagate(noisy, { samples: 20_000 }),
      sweeps,
    ],
    "`fitMany` of rows, 2000 × F": [
      (o) => fitMany(source, measured, { ...alike, ...o }),
      () => fitMany(source, measured, alike),
      fits,
    ],
    "`fitMany`, 100 × 500 bins, with goodness and warnings": [
      (o) => fitMany(vienna, spectra, { ...whole, ...o }),
      () => fitMany(vienna, spectra, whole),
      fits,
    ],
    "`bootstrap`, 10 000 × B": [
      (o) => bootstrap(found, { samples: 10_000, seed: 1, ...o }),
      () => bootstrap(found, { samples: 10_000, seed: 1 }),
      fits,
    ],
  };
}

const STEPS = 1e8;
/** Arithmetic without memory, in a thread of its own. */
const counting = `const { parentPort } = require("node:worker_threads");
parentPort.on("message", (steps) => {
  let x = 1;
  for (let i = 0; i < steps; i++) x = 3.7 * x * (1 - x);
  parentPort.postMessage(x);
});`;

/** What two cores can be had for at the time: threads that share nothing. */
async function threads(): Promise<Row[]> {
  const workers = [new Worker(counting, { eval: true }), new Worker(counting, { eval: true })];
  const run = (count: number) =>
    Promise.all(
      workers.slice(0, count).map(async (worker) => {
        worker.postMessage(STEPS / count);
        await once(worker, "message");
      }),
    );
  const rows = await compare(
    later("two workers", 1, () => run(2)),
    [later("one worker", 1, () => run(1))],
    ROUNDS,
  );
  await Promise.all(workers.map((worker) => worker.terminate()));
  return rows;
}

/** Runs P. */
export async function benchWorkers(): Promise<Grid> {
  const [one, two] = [pool({ workers: 1 }), pool({ workers: 2 })];
  const lines: { name: string; rows: Row[] }[] = [
    { name: "bare threads, arithmetic alone: what the machine gives", rows: await threads() },
  ];
  for (const [name, [run, alone, bar]] of Object.entries(works())) {
    const ours = later("two workers", 1, () => run({ pool: two }));
    const rivals = [later("one worker", 1, () => run({ pool: one }), bar && { bar }), here("no pool", 1, alone)];
    lines.push({ name, rows: await compare(ours, rivals, ROUNDS) });
  }
  await Promise.all([one.close(), two.close()]);
  return { workload: "P", title: "P: two workers", point: "all", line: "work", lines };
}
