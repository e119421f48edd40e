// Levenberg–Marquardt with Nielsen's damping on −ln L of all spectra of a fit; by the information, or by its root where rounding has
// eaten a pivot of it. Close to the minimum, where −ln L no longer resolves a step, undamped Fisher scoring goes on as long as the step,
// measured in standard errors, shrinks; where it shrinks slowly, since the model is not that of the data and the expected information far
// from the curvature, Newton's steps take its place. A step along a valley that is curved leads away from its floor, and the next ones come
// back: they are taken before the first is refused. In a valley that only the root sees this is tried before −ln L has its say.
// A search with a tolerance takes its last step on trust, once what that leaves is below: judged by how much the step before left.
// A step stops at a bound; a variable whose descent leads across its bound is held there. A trial without a steady state is refused.

import { Arrow } from "./arrow";
import { CURVED, Curvature } from "./curvature";
import { Problem } from "./problem";
import { ROOT, Root } from "./root";
import { Search } from "./search";

// The verdicts, as in src/fit/verdict.ts
const CONVERGED: i32 = 0;
const TOO_MANY_STEPS: i32 = 1;
const STUCK: i32 = 2;
const NO_START: i32 = 3;

const SCORING: f64 = 1e-8; // squares of a step in standard errors: scoring begins, unless rounding of −ln L is larger;
const DONE: f64 = 1e-18; // no more is asked for,
const GOOD: f64 = 1e-13; // rounding may stop here, or where scoring begins if values cannot be told finer
const NEAR: f64 = 1e-3; // from here on,
const SLOW: f64 = 0.1; // where a step leaves more of the square than this, the curvature is measured,
const MOST_MEASURED: i32 = 6; // and again, so often
const FIRST_DAMPING: f64 = 1e-3;
const LAST_DAMPING: f64 = 1e12;
const LEAST_PART: f64 = 0.1;
const SHRUNK: f64 = 0.998; // of the square, or it has not

/** The result that the last step was solved by: one with the information, the curvature, or the root. */
let metric: i32 = 0;
let evaluations: i32 = 0;
/** −ln L at the trial values, and the square of the step from there in standard errors. */
let tried: f64 = 0;
let next: f64 = 0;

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
  Root.restart();
  Search.restart();
  let cost = Search.evaluate(which);
  evaluations = 1;
  let steps = 0;
  let decrement: f64 = Infinity;
  let verdict = cost < Infinity ? TOO_MANY_STEPS : NO_START;
  let damping = FIRST_DAMPING;
  let growth: f64 = 2;
  let part: f64 = 1; // of a scoring step
  let last: f64 = Infinity;
  let rounding: f64 = 0; // of −ln L, looked at once a step has been refused
  let scoring = SCORING;
  let isCurved: bool = false; // steps by the measured curvature
  let measured = 0;
  while (verdict === TOO_MANY_STEPS && steps < mostSteps) {
    steps++;
    Search.restart();
    decrement = undamped(which, isCurved);
    const good = Math.max(GOOD, Math.min(SCORING, Search.grain()));
    if (decrement < DONE) {
      verdict = CONVERGED;
      break;
    }
    if (last < Infinity && decrement * decrement < tolerance * last) {
      Search.tryStep(1);
      Search.keep();
      verdict = CONVERGED;
      break;
    }
    if (decrement < NEAR && decrement > good && decrement > SLOW * last && measured < MOST_MEASURED) {
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
    if (rounding === 0 && (growth > 2 || metric === ROOT)) {
      rounding = Search.rounding();
      scoring = Math.max(SCORING, rounding);
    }
    const isScoring = isCurved || decrement < scoring;
    if (isScoring || (metric === ROOT && Root.isDefinite)) {
      advance(1 - which, isScoring ? part : 1, isCurved);
      let less = SHRUNK * decrement;
      for (let before: f64 = Infinity; next >= less && next < 0.5 * before && decrement > good; ) {
        before = next;
        less = SLOW * decrement;
        advance(1 - which, 1, isCurved);
      }
      if (next < less && (isScoring || tried < cost + rounding)) {
        which = 1 - which;
        cost = tried;
        Search.keep();
        continue;
      }
      if (isScoring) {
        part *= 0.5; // where the information is far from the curvature a full step goes too far
        if (decrement < good) verdict = CONVERGED;
        else if (part < LEAST_PART) {
          if (isCurved || decrement < SCORING) verdict = STUCK;
          scoring = SCORING; // let −ln L judge after all
          part = 1;
        }
        continue;
      }
      Search.restart();
      Search.gather(which, which);
    }
    solve(which, damping);
    Search.tryStep(1);
    tried = Search.evaluate(1 - which);
    evaluations++;
    const promised = metric === ROOT ? Root.promised() : Search.promised(which);
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

/** Solves for the undamped step from the trial values, whose result is `which`; gives its square in standard errors. */
function undamped(which: i32, isCurved: bool): f64 {
  const by = isCurved ? CURVED : which;
  Search.gather(which, by);
  return solve(by, 0);
}

/** Solves for the step by what is in `which`, by the root where rounding has eaten a pivot of the information. */
function solve(which: i32, damping: f64): f64 {
  metric = which;
  const decrement = Arrow.solve(which, damping);
  if (Arrow.isDefinite || which === CURVED || !Root.seesMore()) return decrement;
  metric = ROOT;
  return Root.solve(damping);
}

/** Goes a part of the step on from the trial values, and solves for the next one there. */
function advance(which: i32, part: f64, isCurved: bool): void {
  Search.tryStep(part);
  tried = Search.evaluate(which);
  evaluations++;
  next = tried < Infinity ? undamped(which, isCurved) : Infinity;
}
