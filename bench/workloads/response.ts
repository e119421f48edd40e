// A whole fit of 2000 bins by six parameters, the model as it is and as a sampled and windowed record shows it.

import { fit, homodyne, paper, type Response, simulateSpectrum } from "clausius";
import { compare, here, type Rival } from "../harness";
import type { Table } from "../table";

const INTERVAL = 1e-7;
const LENGTH = 4096;
const BINS = 2000;

const system = { ...paper.optomechanics, gAB: 0.49 * paper.optomechanics.kappaA };
const detection = homodyne();
const free = ["gAB", "kappaA", "omegaA", "omegaB", "angle", "gammaB"] as const;
const frequency = Float64Array.from({ length: BINS }, (_, k) => (k + 20) / (LENGTH * INTERVAL));

function fitting(name: string, window?: Pick<Response, "window" | "beta">): Rival {
  const response = window && { response: { interval: INTERVAL, length: LENGTH, ...window } };
  const data = simulateSpectrum(system, frequency, { detection, averages: 100, seed: 1, ...response });
  const start = { ...system, gAB: 1.01 * system.gAB, omegaB: 1.01 * system.omegaB };
  const run = () => fit(start, data, { detection, free, ...response });
  return here(name, 1, run);
}

/** Runs them. */
export async function benchResponse(): Promise<Table> {
  return {
    workload: "response",
    title: `A whole \`fit\` of ${BINS} homodyne bins, ${free.length} free parameters, as a window shows them`,
    point: "a fit",
    error: "",
    within: 0,
    rows: await compare(
      fitting("without a response"),
      [
        fitting("response, Hann", { window: "hann" }),
        fitting("response, flat top", { window: "flattop" }),
        fitting("response, Kaiser, β = 14", { window: "kaiser", beta: 14 }),
      ],
      5,
    ),
  };
}
