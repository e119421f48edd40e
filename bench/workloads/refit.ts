// B: refits of F for a bootstrap: a spectrum drawn by the law of averaged periodograms, fitted from the fitted values; random numbers included.
// Errors: how far the scatter of g over the refits is from its standard error.

import { bootstrap, fit, homodyne } from "clausius";
import { type Build, load } from "../builds";
import { compare, here, type Rival } from "../harness";
import { angle, efficiency, free, measured, vienna } from "../inputs";
import { refitting } from "../kernels/search";
import type { Peers } from "../peers";
import type { Table } from "../table";

const REFITS = 10_000;
const TILE = 256;
const PEERS = 200;
export const found = fit(vienna, measured(), { detection: homodyne({ angle, efficiency }), free });
const { standardError } = found.parameters.find(({ name }) => name === "gAB")!;

/** |σ of the refits over the standard error − 1|; every sixth number is g. */
function judge(answer: ArrayLike<number>, stride: number): number {
  const g = Array.from({ length: answer.length / stride }, (_, r) => answer[stride * r]!);
  const mean = g.reduce((sum, x) => sum + x, 0) / g.length;
  const variance = g.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (g.length - 1);
  return Math.abs(Math.sqrt(variance) / standardError - 1);
}

function bare(name: string, build: Build): Rival {
  const { run, values } = refitting(build, TILE);
  run();
  return here(name, TILE, run, { error: judge(values, free.length) });
}

/** Runs B. */
export async function benchRefit(peers: Peers): Promise<Table> {
  const run = () => bootstrap(found, { samples: REFITS, seed: 1 });
  const facade = here(`\`bootstrap(…)\`, ${REFITS} refits`, REFITS, run, {
    error: judge(run().samples.gAB!, 1),
    bar: { most: 1 / 0.95 },
  });
  const rivals = [bare("scalar twin", load("clausius.scalar.wasm")), facade];
  const outside = [
    ["SciPy, analytic Jacobian", "python", "refit", 24],
    ["GSL multifit_nlinear, to its driver's end: small steps", "gsl", "refit-driven", 12],
    ["the same, told when to stop", "gsl", "refit", 12],
    ["Ceres", "ceres", "refit", 3.5],
  ] as const;
  for (const [name, peer, work, least] of outside) {
    const wanted = { points: PEERS, bar: { least }, judge: (answer: Float64Array) => judge(answer, free.length) };
    rivals.push(...(await peers.rival(name, peer, work, wanted)));
  }
  return {
    workload: "B",
    title: "B: a refit of F for a bootstrap",
    point: "a refit",
    error: "σ of g over its standard error, less 1",
    within: 0.2,
    rows: await compare(bare("**clausius, kernel**", load("clausius.wasm")), rivals),
  };
}
