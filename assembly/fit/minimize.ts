// Levenberg–Marquardt with Nielsen's damping on −ln L of all spectra of a fit. Close to the root, where −ln L no longer resolves a
// step, undamped Fisher scoring goes on as long as the step, measured in standard errors, shrinks; where it shrinks slowly, since the
// model is not that of the data and the expected information far from the curvature, Newton's steps take its place.
// A search with a tolerance takes its last step on trust, once what that leaves is below: judged by how much the step before left.
// A step stops at a bound; a variable whose descent leads across its bound is held there. A trial without a steady state is refused.

import { Arrow } from "./arrow";
import { CURVED, Curvature } from "./curvature";
import { Problem } from "./problem";
import { Search } from "./search";

// The verdicts, as in src/fit/verdict.ts
const CONVERGED: i32 = 0;
const TOO_MANY_STEPS: i32 = 1;
const STUCK: i32 = 2;
const NO_START: i32 = 3;

const SCORING: f64 = 1e-8; // squares of a step in standard errors: scoring begins,
const DONE: f64 = 1e-18; // no more is asked for,
const GOOD: f64 = 1e-13; // rounding may stop here
const NEAR: f64 = 1e-3; // from here on,
const SLOW: f64 = 0.1; // where a step leaves more of the square than this, the curvature is measured,
const MOST_MEASURED: i32 = 6; // and again, so often
const FIRST_DAMPING: f64 = 1e-3;
const LAST_DAMPING: f64 = 1e12;
const LEAST_PART: f64 = 0.1;

/**
 * Moves the variables to the nearest minimum; the record then holds −ln L, the last decrement, counts, and the verdict. Gives which of its
 * results is the last that was kept.
 */
export function minimize(problem: usize): i32 {
  Problem.open(problem);
  return descend();
}

/** The same for the problem at hand. */
export function descend(): i32 {
  const mostSteps = Problem.mostSteps();
  const tolerance = Problem.tolerance();
  let which = 0;
  Search.restart();
  let cost = Search.evaluate(which);
  let evaluations = 1;
  let steps = 0;
  let decrement: f64 = Infinity;
  let verdict = cost < Infinity ? TOO_MANY_STEPS : NO_START;
  let damping = FIRST_DAMPING;
  let growth: f64 = 2;
  let part: f64 = 1; // of a scoring step
  let last: f64 = Infinity;
  let isCurved: bool = false; // steps by the measured curvature
  let measured = 0;
  while (verdict === TOO_MANY_STEPS && steps < mostSteps) {
    steps++;
    Search.restart();
    Search.gather(which, isCurved ? CURVED : which);
    decrement = Arrow.solve(isCurved ? CURVED : which, 0);
    if (decrement < DONE) {
      verdict = CONVERGED;
      break;
    }
    if (last < Infinity && decrement * decrement < tolerance * last) {
      Search.tryStep(isCurved ? CURVED : which, 1);
      Search.keep();
      verdict = CONVERGED;
      break;
    }
    if (decrement < NEAR && decrement > GOOD && decrement > SLOW * last && measured < MOST_MEASURED) {
      measured++;
      if (isCurved) Search.gather(which, which);
      isCurved = Curvature.measure(which);
      evaluations += Curvature.evaluations;
      if (isCurved) {
        Search.gather(which, CURVED);
        Arrow.solve(CURVED, 0);
        isCurved = Arrow.isDefinite;
      }
      last = Infinity;
      part = 1;
      if (!isCurved) measured = MOST_MEASURED;
      continue;
    }
    last = decrement;
    const isScoring = isCurved || decrement < SCORING;
    if (!isScoring) Arrow.solve(which, damping);
    const promised = Search.tryStep(isCurved ? CURVED : which, isScoring ? part : 1);
    const tried = Search.evaluate(1 - which);
    evaluations++;
    if (isScoring) {
      let next: f64 = Infinity;
      if (tried < Infinity) {
        const metric = isCurved ? CURVED : 1 - which;
        Search.gather(1 - which, metric);
        next = Arrow.solve(metric, 0);
      }
      if (next < 0.998 * decrement) {
        which = 1 - which;
        cost = tried;
        Search.keep();
      } else if (decrement < GOOD) verdict = CONVERGED;
      else {
        part *= 0.5; // where the information is far from the curvature a full step goes too far
        if (part < LEAST_PART) verdict = STUCK;
      }
      continue;
    }
    const ratio = (cost - tried) / promised;
    if (tried < cost && promised > 0) {
      which = 1 - which;
      cost = tried;
      Search.keep();
      const x = 2 * ratio - 1;
      damping *= Math.max(1 / 3, 1 - x * x * x);
      growth = 2;
    } else {
      damping *= growth;
      growth *= 2;
      if (damping > LAST_DAMPING) verdict = STUCK;
    }
  }
  if (verdict === TOO_MANY_STEPS && decrement < GOOD) verdict = CONVERGED;
  Search.restart();
  Problem.answer(cost, decrement, evaluations, steps, verdict);
  return which;
}
