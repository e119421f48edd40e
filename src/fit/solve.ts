// The search: from one start, or from many of which the most promising are followed to the end.
// Far from the end logarithms are compared, on neighbouring bins averaged: where P/S may be anything, −ln L leads astray.

import { type FitProblem, fillCosts, fillMinimum, type Minimum } from "../kernels/fit";
import { equivalentsOf, strangenessOf } from "./equivalents";
import { outlineOf } from "./peaks";
import { type Plan, problemOf } from "./plan";

const MOST_STEPS = 200;
const ROUGH_STEPS = 20;
const SCREENED = 12;
const SCREENING_STEPS = 8;
const FINALISTS = 3;

/** A search that ended, and how many spectra it took to evaluate. */
export interface Search extends Minimum {
  readonly start: Float64Array;
  /** Other minima that were found and that the data hardly tell from this one. */
  readonly rivals: readonly Float64Array[];
}

/** The lowest minimum that the starts lead to. */
export function solve(plan: Plan, starts: readonly Float64Array[]): Search {
  let evaluations = 0;
  const run = (problem: FitProblem, start: Float64Array, steps: number, from = start): Search => {
    const minimum = fillMinimum(problem, from, steps);
    evaluations += minimum.evaluations;
    return { ...minimum, cost: Number.isNaN(minimum.cost) ? Number.POSITIVE_INFINITY : minimum.cost, start, rivals: [] };
  };
  const fine = problemOf(plan, starts[0]!, MOST_STEPS);
  if (starts.length === 1 && describes(plan, run(fine, starts[0]!, 0))) {
    const end = run(fine, starts[0]!, MOST_STEPS);
    return { ...end, evaluations };
  }
  const rough = problemOf(thinned(plan), starts[0]!, ROUGH_STEPS);
  const screen = (candidates: readonly Candidate[], steps: number, kept: number) =>
    lowestOf(
      candidates.map(({ start, values }) => run(rough, start, steps, values)),
      kept,
    );
  const all = starts.map((start) => ({ start, values: start }));
  const several = starts.length > 1 ? screen(promising(rough, starts), SCREENING_STEPS, FINALISTS) : all;
  evaluations += starts.length > 1 ? starts.length : 0;
  const near = screen(several, ROUGH_STEPS, FINALISTS);
  const ends = (near.length > 0 ? near : all.slice(0, 1)).map(({ start, values }) => run(fine, start, MOST_STEPS, values));
  const best = lowest(ends);
  const others = equivalentsOf(plan, best.values).map((values) => run(fine, best.start, MOST_STEPS, values));
  return { ...meant(plan, [...ends, ...others], starts.length === 1 ? starts[0] : undefined), evaluations };
}

/** Where a search may go on. */
type Candidate = Pick<Search, "start" | "values">;

/** The starts that are worth a search. */
function promising(problem: FitProblem, starts: readonly Float64Array[]): Candidate[] {
  const costs = fillCosts(problem, starts);
  return lowestOf(
    starts.map((start, i) => ({ start, values: start, cost: costs[i]! })),
    SCREENED,
  );
}

/** The lowest few that differ. */
function lowestOf<C extends Pick<Search, "cost">>(candidates: readonly C[], kept: number): C[] {
  return candidates
    .filter(({ cost }) => cost < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.cost - b.cost)
    .filter(({ cost }, i, all) => i === 0 || cost - all[i - 1]!.cost > 1e-6 * cost)
    .slice(0, kept);
}

/**
 * Whether −ln L is what it is where the model is that of the data: n_fit(ln n_bin − ψ(n_bin)) ≈ (½ + 1/12n_bin)·n_fit/n_bin a bin, to
 * three standard deviations.
 */
export function describes({ traces }: Plan, { cost }: Pick<Search, "cost">): boolean {
  let mean = 0;
  let variance = 0;
  for (const { bins } of traces) {
    const { bin, fit } = bins.averages;
    const [per, part] = bins.hasErrors ? [0, 1] : [1 / bin, fit / bin];
    mean += bins.frequency.length * part * (1 / 2 + per / 12);
    variance += bins.frequency.length * part * (1 / 2 + per / 6);
  }
  return cost < mean + 3 * Math.sqrt(variance);
}

const lowest = (ends: readonly Search[]) => ends.reduce((a, b) => (b.cost < a.cost ? b : a));

const CONVERGED = 0;
/** −ln L that tells nothing. */
const INDIFFERENT = 0.5;
/** −ln L that tells little: two standard errors. */
const LITTLE = 2;

/** The lowest minimum; of several that the data do not tell apart, the one nearest to what was known. */
function meant(plan: Plan, ends: readonly Search[], start: Float64Array | undefined): Search {
  const { cost } = lowest(ends);
  const known = (v: number) => start?.[v] ?? plan.variables[v]!.treatment.value;
  const equal = ends
    .filter((end) => end.cost <= cost + INDIFFERENT || end.cost === cost)
    .map((end) => ({ end, strangeness: strangenessOf(plan, end.values, known) }))
    .sort((a, b) => a.strangeness - b.strangeness);
  // of the same minimum, the end that is nearest to it
  const [nearest] = equal;
  const same = equal.filter(({ strangeness }) => strangeness - nearest!.strangeness < 1e-3).map(({ end }) => end);
  const best = same.reduce((a, b) =>
    b.cost < a.cost - 1e-7 || (b.cost < a.cost + 1e-7 && b.verdict === CONVERGED && a.verdict !== CONVERGED) ? b : a,
  );
  const rivals = ends.filter((end) => end !== best && end.verdict === CONVERGED && end.cost < best.cost + LITTLE);
  return { ...best, rivals: rivals.map(({ values }) => values) };
}

const ROUGH_BINS = 250;

/** The plan with neighbouring bins averaged, fewer the nearer a peak is, and logarithms compared. */
function thinned(plan: Plan): Plan {
  const traces = plan.traces.map((trace) => {
    const { frequency, density, weights, hasErrors } = trace.bins;
    const count = frequency.length;
    const most = count / ROUGH_BINS;
    const { peaks } = outlineOf(frequency, density);
    const centres = peaks.flatMap(({ bin, bins }) => [
      { bin, bins },
      { bin: frequency[0]! < 0 ? count - 1 - bin : bin, bins },
    ]);
    const columns: [number[], number[], number[]] = [[], [], []];
    for (let first = 0; first < count; ) {
      let finest = most;
      for (const { bin, bins } of centres) finest = Math.min(finest, Math.max(bins / 4, Math.abs(first - bin) / 10));
      const size = Math.min(count - first, Math.max(1, Math.floor(finest)));
      let f = 0;
      let P = 0;
      let precision = 0;
      for (let i = first; i < first + size; i++) {
        f += frequency[i]!;
        P += density[i]!;
        const w = hasErrors ? weights[i]! * density[i]! : weights[i]!;
        precision += w * w;
      }
      columns[0].push(f / size);
      columns[1].push(P / size);
      columns[2].push(Math.sqrt(precision));
      first += size;
    }
    const [f, P, w] = columns.map((column) => Float64Array.from(column)) as [Float64Array, Float64Array, Float64Array];
    return { ...trace, bins: { ...trace.bins, frequency: f, density: P, weights: w, isLogarithmic: true } };
  });
  return { ...plan, traces };
}
