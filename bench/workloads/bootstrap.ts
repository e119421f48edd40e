// `bootstrap` beside what it stands for: as many spectra drawn and fitted one by one from the same start.

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
  type System,
  simulateSpectrum,
} from "clausius";
import { compare, here } from "../harness";
import type { Grid } from "../table";

const REFITS = 500;
const FITS = 20;
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

/** Draws and fits as many spectra, as one would without `bootstrap`. */
function oneByOne({ system, frequency, options }: Case, found: Fit): void {
  const start = Object.fromEntries(found.names.map((name) => [name, found.parameters.find((p) => p.name === name)!.value]));
  const { detection } = options;
  for (let item = 0; item < FITS; item++) {
    const drawn = simulateSpectrum(found.system as System, frequency, { detection, averages: AVERAGES, seed: 1, item });
    fit(system as PartialSource, drawn, { ...options, start });
  }
}

/** Runs both. */
export async function benchBootstrap(): Promise<Grid> {
  const lines = [];
  for (const each of cases) {
    const { name, system, frequency, options } = each;
    const { detection } = options;
    const drawn = simulateSpectrum(system, frequency, { detection, averages: AVERAGES, seed: 1 });
    const found = fit(system as PartialSource, drawn, options);
    const ours = here("`bootstrap`", REFITS, () => bootstrap(found, { samples: REFITS, seed: 1 }));
    const single = here("drawn and fitted one by one", FITS, () => oneByOne(each, found));
    lines.push({ name, rows: await compare(ours, [single], ROUNDS) });
  }
  return { workload: "bootstrap", title: `\`bootstrap\` of ${BINS} bins`, point: "a refit", line: "fit", lines };
}
