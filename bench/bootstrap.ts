// Refits a second of a bootstrap, beside the fits that they stand for: the same spectra drawn and fitted one by one from the same start.

import {
  bootstrap,
  type Fit,
  type FitOptions,
  fit,
  heterodyne,
  homodyne,
  linspace,
  type PartialSource,
  paper,
  pool,
  type System,
  simulateSpectrum,
} from "clausius";

const REFITS = 2000;
const FITS = 200;
const ROUNDS = 5;
const BINS = 2000;
const AVERAGES = 100;

interface Case {
  readonly name: string;
  readonly system: System;
  readonly frequency: Float64Array;
  readonly options: FitOptions;
}

const cases: readonly Case[] = [
  {
    name: "optomechanics {g, κ, ω_a, ω_b, γ, θ}",
    system: { ...paper.optomechanics, gAB: 0.49 * paper.optomechanics.kappaA },
    frequency: linspace(0.2e6, 2.4e6, BINS),
    options: { detection: homodyne(), free: ["gAB", "kappaA", "omegaA", "omegaB", "gammaB", "angle"] },
  },
  {
    name: "BEC {x, γ, background}, pairs of sidebands",
    system: { ...paper.bec, couplingRatioSquared: 0.93 },
    frequency: linspace(-25e3, 25e3, BINS),
    options: { detection: heterodyne(), free: ["couplingRatioSquared", "gammaB", "background"] },
  },
];

const middle = (xs: readonly number[]) => [...xs].sort((a, b) => a - b)[xs.length >> 1]!;

/** Milliseconds, and those of this process's own threads. */
async function spent(run: () => unknown): Promise<{ wall: number; processor: number }> {
  const [start, before] = [performance.now(), process.cpuUsage()];
  await run();
  return { wall: performance.now() - start, processor: process.cpuUsage(before).user / 1e3 };
}

/** Draws and fits as many spectra, as one would without `bootstrap`. */
function oneByOne({ system, frequency, options }: Case, found: Fit): void {
  const start = Object.fromEntries(found.names.map((name) => [name, found.parameters.find((p) => p.name === name)!.value]));
  const { detection } = options;
  for (let item = 0; item < FITS; item++) {
    const drawn = simulateSpectrum(found.system as System, frequency, { detection, averages: AVERAGES, seed: 1, item });
    fit(system as PartialSource, drawn, { ...options, start });
  }
}

/** Prints the time of a refit. */
export async function benchBootstrap(): Promise<void> {
  const two = pool({ workers: 2 });
  console.log(`\n### \`bootstrap\`, ${REFITS} refits of ${BINS} bins\n`);
  console.log("| | ms a refit | of processor time | two workers, ms a refit | a spectrum drawn and fitted, ms |");
  console.log("|---|---|---|---|---|");
  for (const each of cases) {
    const { name, system, frequency, options } = each;
    const { detection } = options;
    const found = fit(
      system as PartialSource,
      simulateSpectrum(system, frequency, { detection, averages: AVERAGES, seed: 1 }),
      options,
    );
    const times: [wall: number[], processor: number[], shared: number[], single: number[]] = [[], [], [], []];
    for (let round = 0; round < ROUNDS; round++) {
      const alone = await spent(() => bootstrap(found, { samples: REFITS, seed: round }));
      times[0].push(alone.wall / REFITS);
      times[1].push(alone.processor / REFITS);
      times[2].push((await spent(() => bootstrap(found, { samples: REFITS, seed: round, pool: two }))).wall / REFITS);
      times[3].push((await spent(() => oneByOne(each, found))).wall / FITS);
    }
    console.log(`| ${[name, ...times.map((all) => middle(all).toPrecision(3))].join(" | ")} |`);
  }
  await two.close();
}
