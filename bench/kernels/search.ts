// The searches of F and B, bare: a problem is laid out in a build's memory as the facade does it.

import type { Build } from "../builds";
import { AVERAGES, broad, errors, FITTED, free, measured, measuredRows, start } from "../inputs";
import { putHomodyne } from "../traces";

const VARIABLE = 8;
const PROBLEM = 13;
const VERDICT = 11;
const TOLERANCE = 12;
const RESULT = 184;
const MOST_STEPS = 100;
const BLOCK = 128; // at least the kernels'
const PARAMETERS = free.length;
/** A search's verdict. */
export const CONVERGED = 0;

/** Least squares with errors given, as rivals do them, or the likelihood of averaged periodograms; and what a step may leave. */
export interface Aim {
  readonly hasErrors: boolean;
  readonly tolerance: number;
}

/** The cold fit, which `run` does; then `values` holds g, κ, ω_a, ω_b, γ, θ. */
export function search(build: Build, { hasErrors, tolerance }: Aim) {
  const { kernels, reserve } = build;
  const numbers = (values: ArrayLike<number>) => {
    const place = reserve(values.length);
    place.view.set(values);
    return place.at;
  };
  const trace = putHomodyne(build, {
    centresAt: numbers(broad(FITTED)),
    densitiesAt: numbers(measured().density),
    weightsAt: numbers(hasErrors ? errors.map((e) => 1 / e) : new Float64Array(FITTED).fill(Math.sqrt(AVERAGES))),
    hasErrors,
    bins: FITTED,
    bath: "temperatureB",
    hasVariables: true,
  });
  const variables = reserve(VARIABLE * PARAMETERS);
  const given = free.flatMap((name) => {
    const isLogarithmic = Number(name !== "angle" && name !== "omegaA");
    return [start[name], isLogarithmic, -1e300, 1e300, 0, 0, start[name], 0];
  });
  const problem = reserve(PROBLEM);
  const work = reserve(5 * PARAMETERS + 13 * 13 + 26).at;
  problem.view.set([1, numbers([trace]), PARAMETERS, 0, variables.at, MOST_STEPS, work]);
  problem.view[TOLERANCE] = tolerance;
  const run = () => {
    variables.view.set(given);
    kernels.minimize(problem.at);
    return problem.view[VERDICT];
  };
  return { run, problemAt: problem.at, values: () => Float64Array.from(free, (_, v) => variables.view[VARIABLE * v]!) };
}

/** Refits of what is drawn from the fitted spectrum; then `values` holds a row for each. */
export function refitting(build: Build, count: number) {
  const { kernels, reserve } = build;
  const { run, problemAt, values } = search(build, { hasErrors: false, tolerance: 1e-6 });
  if (run() !== CONVERGED) throw new Error("the fit that is to be refitted does not converge");
  const starts = reserve(PARAMETERS);
  starts.view.set(values());
  const [seed, stream] = [1, 32];
  const levers = PARAMETERS * (FITTED + BLOCK);
  const draw = reserve(14);
  const [calibrations, models, leversAt, drifts] = [2 * PARAMETERS, FITTED, levers, PARAMETERS * RESULT].map(
    (size) => reserve(size).at,
  );
  draw.view.set([seed, 0, stream, 34, 0, AVERAGES, 0, 0, calibrations!, starts.at, models!, leversAt!, drifts!, 0]);
  const found = reserve(PARAMETERS * count);
  const verdicts = reserve(count).at;
  return { run: () => kernels.refits(problemAt, draw.at, count, found.at, verdicts), values: found.view };
}

/** As many cold fits in one call. */
export function fitting({ kernels, reserve }: Build, count: number, aim: Aim) {
  const { run, problemAt } = search({ kernels, reserve }, aim);
  if (run() !== CONVERGED) throw new Error("the fit that is to be repeated does not converge");
  const starts = reserve(PARAMETERS);
  starts.view.set(free.map((name) => start[name]));
  const densities = reserve(FITTED * count);
  densities.view.set(measuredRows(count).density);
  const [values, errors, costs, verdicts] = [PARAMETERS * count, PARAMETERS * count, count, count].map((n) => reserve(n).at);
  return () => kernels.fits(problemAt, starts.at, densities.at, count, values!, errors!, costs!, verdicts!);
}
