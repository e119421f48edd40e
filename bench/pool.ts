// Two workers of a pool against one: a sweep, dear outputs of it, spectra, fits. Rounds in turn, ratios within a round.

import {
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

const ROUNDS = 5;
const { kappaA } = paper.optomechanics;
const couplings = (rows: number) => linspace(0.49, 2.29, rows).map((x) => x * kappaA);
const detection = homodyne();

/** A column that workers write themselves. */
const shared = (rows: number) => new Float64Array(new SharedArrayBuffer(8 * rows));

type Run = (options: { pool: Pool }) => Promise<unknown>;

function workloads(): Record<string, [run: Run, alone: () => unknown]> {
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
  const spectra = Array.from({ length: 500 }, (_, item) =>
    simulateSpectrum(vienna, bins, { detection, averages: 100, seed: 1, item }),
  );
  const band = { ...sweep, gAB: couplings(100), gammaB: normal(sweep.gammaB, 0.02 * sweep.gammaB) };
  const fitted = { detection, free: ["gAB", "kappaA", "omegaA"] } as const;
  return {
    "`steadyState`, 1e6 rows": [(o) => steadyState(sweep, o), () => steadyState(sweep)],
    "the same, in and out by SharedArrayBuffers": [
      (o) => steadyState({ ...sweep, gAB }, { ...withStatus, ...o }),
      () => steadyState({ ...sweep, gAB }, withStatus),
    ],
    "`steadyState`, normal modes and entropy, 1e5 rows": [
      (o) => steadyState(few, { ...modes, ...o }),
      () => steadyState(few, modes),
    ],
    "`spectrum` with derivatives, 1000 × 500 bins": [
      (o) => spectrum(rows, bins, { ...slopes, ...o }),
      () => spectrum(rows, bins, slopes),
    ],
    "`propagate`, 100 × 20 000 samples": [
      (o) => propagate(band, { samples: 20_000, ...o }),
      () => propagate(band, { samples: 20_000 }),
    ],
    "`fitMany`, 500 × 500 bins": [(o) => fitMany(vienna, spectra, { ...fitted, ...o }), () => fitMany(vienna, spectra, fitted)],
  };
}

const middle = (xs: readonly number[]) => [...xs].sort((a, b) => a - b)[xs.length >> 1]!;

async function milliseconds(run: () => unknown): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

/** Prints the times of no pool, one worker and two, and how much faster two are than one. */
export async function benchPool(): Promise<void> {
  const [one, two] = [pool({ workers: 1 }), pool({ workers: 2 })];
  console.log("\n### A pool\n");
  console.log("| | no pool, ms | one worker, ms | two workers, ms | one's time over two's (least–greatest) |");
  console.log("|---|---|---|---|---|");
  for (const [name, [run, alone]] of Object.entries(workloads())) {
    const ways = [alone, () => run({ pool: one }), () => run({ pool: two })];
    for (const way of ways) await way();
    const times = ways.map((): number[] => []);
    for (let round = 0; round < ROUNDS; round++) for (const [k, way] of ways.entries()) times[k]!.push(await milliseconds(way));
    const ratios = times[1]!.map((t, round) => t / times[2]![round]!);
    const spread = `${middle(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})`;
    console.log(`| ${name} | ${times.map((t) => middle(t).toPrecision(3)).join(" | ")} | ${spread} |`);
  }
  await Promise.all([one.close(), two.close()]);
}
