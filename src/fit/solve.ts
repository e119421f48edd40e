// The search: from one start, or from many of which the most promising are followed to the end.

import { fillMinimum, type Minimum } from "../kernels/fit";
import { type Plan, problemOf } from "./plan";

const MOST_STEPS = 200;
const SCREENING_STEPS = 12;
const FINALISTS = 3;

/** A search that ended, and how many spectra it took to evaluate. */
export interface Search extends Minimum {
  readonly start: Float64Array;
}

/** The lowest minimum that the starts lead to. */
export function solve(plan: Plan, starts: readonly Float64Array[]): Search {
  let evaluations = 0;
  const run = (p: Plan, start: Float64Array, steps: number) => {
    const minimum = fillMinimum(problemOf(p, start, steps));
    evaluations += minimum.evaluations;
    return { ...minimum, start };
  };
  if (starts.length === 1) return run(plan, starts[0]!, MOST_STEPS);
  const thin = thinned(plan);
  const screened = starts
    .map((start) => run(thin, start, SCREENING_STEPS))
    .filter(({ cost }) => cost < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.cost - b.cost);
  const finalists = screened.filter(({ cost }, i) => i === 0 || cost - screened[i - 1]!.cost > 1e-6).slice(0, FINALISTS);
  const ends = (finalists.length > 0 ? finalists : [{ start: starts[0]!, values: starts[0]! }]).map(({ start, values }) => ({
    ...run(plan, values, MOST_STEPS),
    start,
  }));
  const best = ends.reduce((a, b) => (isBetter(b, a) ? b : a));
  return { ...best, evaluations };
}

const CONVERGED = 0;
function isBetter(a: Search, b: Search): boolean {
  if (a.cost < b.cost - 1e-7) return true;
  return a.cost < b.cost + 1e-7 && a.verdict === CONVERGED && b.verdict !== CONVERGED;
}

const SCREENED_BINS = 400;

/** The plan with neighbouring bins averaged, for a quick look. */
function thinned(plan: Plan): Plan {
  const traces = plan.traces.map((trace) => {
    const { bins } = trace;
    const group = Math.max(1, Math.floor(bins.frequency.length / SCREENED_BINS));
    if (group === 1) return trace;
    const count = Math.floor(bins.frequency.length / group);
    const mean = (column: Float64Array) =>
      Float64Array.from({ length: count }, (_, i) => {
        let sum = 0;
        for (let k = 0; k < group; k++) sum += column[i * group + k]!;
        return sum / group;
      });
    return {
      ...trace,
      bins: { ...bins, frequency: mean(bins.frequency), density: mean(bins.density), weights: mean(bins.weights) },
    };
  });
  return { ...plan, traces };
}
