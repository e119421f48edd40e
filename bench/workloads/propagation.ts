// Monte Carlo propagation, a sample of one working point: against the steady states alone, and against what one would write by hand.

import { linspace, logNormal, normal, paper, propagate, steadyState } from "clausius";
import { compare, here } from "../harness";
import type { Table } from "../table";

const SAMPLES = 100_000;
const POINTS = 16;
const vienna = { ...paper.optomechanics, gAB: 0.49 * paper.optomechanics.kappaA };
const { gammaB, kappaA } = vienna;
const uncertain = { ...vienna, gammaB: normal(gammaB, 0.02 * gammaB) };
const several = { ...uncertain, kappaA: logNormal(kappaA, 0.01), temperatureB: normal(292, 2) };

/** Box and Muller's normal numbers from JavaScript's own generator, samples in memory, quantiles by sorting. */
function byHand(): number {
  const draws = Float64Array.from({ length: SAMPLES }, () => {
    const radius = Math.sqrt(-2 * Math.log(1 - Math.random()));
    return gammaB * (1 + 0.02 * radius * Math.cos(2 * Math.PI * Math.random()));
  });
  const columns = steadyState({ ...vienna, gammaB: draws });
  const rates = [columns.entropyProduction, columns.muA, columns.muB, columns.nA, columns.nB];
  const means = rates.map((column) => column.reduce((sum, x) => sum + x, 0) / SAMPLES);
  let sum = 0;
  for (const [i, a] of rates.entries()) {
    for (const [j, b] of rates.entries()) {
      if (j < i) continue;
      for (let s = 0; s < SAMPLES; s++) sum += (a[s]! - means[i]!) * (b[s]! - means[j]!);
    }
    sum += a.sort()[SAMPLES >> 1]!;
  }
  return sum;
}

/** Runs them. */
export async function benchPropagation(): Promise<Table> {
  const columns = { ...vienna, gammaB: linspace(0.9 * gammaB, 1.1 * gammaB, SAMPLES) };
  const sweep = { ...uncertain, gAB: linspace(0.1 * kappaA, 3 * kappaA, POINTS) };
  const many = { ...uncertain, gAB: linspace(0.1 * kappaA, 3 * kappaA, 1000) };
  const samples = SAMPLES;
  return {
    workload: "propagation",
    title: "Monte Carlo propagation",
    point: "a sample and working point",
    error: "",
    within: 0,
    rows: await compare(
      here("`propagate`, γ_b normal", SAMPLES, () => propagate(uncertain, { samples })),
      [
        here("the same, Π alone", SAMPLES, () => propagate(uncertain, { samples, outputs: ["entropyProduction"] })),
        here("the same, three parameters", SAMPLES, () => propagate(several, { samples })),
        here(`the same, γ_b, ${POINTS} working points`, SAMPLES * POINTS, () => propagate(sweep, { samples })),
        here("the same, 1000 working points, 10 000 samples", 1e7, () => propagate(many, { samples: 10_000 })),
        here("`steadyState`, a column of γ_b", SAMPLES, () => steadyState(columns)),
        here("by hand: `Math.random`, `steadyState`, sums, sorting", SAMPLES, byHand),
      ],
      5,
    ),
  };
}
