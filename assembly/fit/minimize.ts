// Levenberg–Marquardt with Nielsen's damping on −ln L of all spectra of a fit. Close to the root, where −ln L no longer resolves a
// step, undamped Fisher scoring goes on as long as the step, measured in standard errors, shrinks.
// A step stops at a bound; a variable whose descent leads across its bound is held there. A trial without a steady state is refused.

import { Trace } from "../spectrum/trace";
import { Arrow } from "./arrow";
import { Objective } from "./objective";
import { Problem } from "./problem";

// The verdicts, as in src/fit/verdict.ts
const CONVERGED: i32 = 0;
const TOO_MANY_STEPS: i32 = 1;
const STUCK: i32 = 2;
const NO_START: i32 = 3;

const SCORING: f64 = 1e-8; // squares of a step in standard errors: scoring begins,
const DONE: f64 = 1e-18; // no more is asked for,
const GOOD: f64 = 1e-13; // rounding may stop here
const FIRST_DAMPING: f64 = 1e-3;
const LAST_DAMPING: f64 = 1e12;
const LARGEST_STEP: f64 = 1.5; // of a logarithm
const LEAST_PART: f64 = 0.1;

/** Moves the variables to the nearest minimum; the record then holds −ln L, the last decrement, counts, and the verdict. */
export function minimize(problem: usize): void {
  const variables = Problem.variables(problem);
  const mostSteps = Problem.mostSteps(problem);
  let which = 0;
  for (let v = 0; v < variables; v++) Problem.setTrial(problem, v, Problem.value(problem, v));
  let cost = Search.evaluate(problem, which);
  let evaluations = 1;
  let steps = 0;
  let decrement: f64 = Infinity;
  let verdict = cost < Infinity ? TOO_MANY_STEPS : NO_START;
  let damping = FIRST_DAMPING;
  let growth: f64 = 2;
  let part: f64 = 1; // of a scoring step
  while (verdict === TOO_MANY_STEPS && steps < mostSteps) {
    steps++;
    for (let v = 0; v < variables; v++) Problem.setTrial(problem, v, Problem.value(problem, v));
    Search.gather(problem, which);
    decrement = Arrow.solve(problem, which, 0);
    if (decrement < DONE) {
      verdict = CONVERGED;
      break;
    }
    const isScoring = decrement < SCORING;
    if (!isScoring) Arrow.solve(problem, which, damping);
    const promised = Search.tryStep(problem, which, isScoring ? part : 1);
    const tried = Search.evaluate(problem, 1 - which);
    evaluations++;
    if (isScoring) {
      let next: f64 = Infinity;
      if (tried < Infinity) {
        Search.gather(problem, 1 - which);
        next = Arrow.solve(problem, 1 - which, 0);
      }
      if (next < 0.998 * decrement) {
        which = 1 - which;
        cost = tried;
        Search.keep(problem);
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
      Search.keep(problem);
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
  for (let v = 0; v < variables; v++) Problem.setTrial(problem, v, Problem.value(problem, v));
  Problem.answer(problem, cost, decrement, evaluations, steps, verdict);
}

class Search {
  /** −ln L at the trial values, with gradient and information of each spectrum in its result `which`. */
  static evaluate(problem: usize, which: i32): f64 {
    let cost: f64 = 0;
    for (let t = 0; t < Problem.traces(problem); t++) {
      const trace = Problem.trace(problem, t);
      const scales = Problem.scales(problem, t);
      for (let i = 0; i < Trace.involved(trace); i++) {
        const v = Trace.variable(trace, i);
        const x = Problem.trial(problem, v);
        store<f64>(Trace.base(trace) + ((<usize>Trace.slot(trace, i)) << 3), x);
        store<f64>(scales + ((<usize>i) << 3), Problem.isLogarithmic(problem, v) ? x : 1);
      }
      const result = Problem.result(trace, Trace.result(trace), which);
      if (!Objective.evaluate(trace, scales, result)) return Infinity;
      cost += Objective.cost(result);
    }
    for (let v = 0; v < Problem.variables(problem); v++) {
      const away = Problem.trial(problem, v) - Problem.calibration(problem, v);
      cost += 0.5 * away * away * Problem.precision(problem, v);
    }
    return cost;
  }

  /** Gradient and diagonal over all spectra and calibrations at the trial values; holds variables at their bounds. */
  static gather(problem: usize, which: i32): void {
    for (let v = 0; v < Problem.variables(problem); v++) {
      const x = Problem.trial(problem, v);
      const scale = Problem.isLogarithmic(problem, v) ? x : 1;
      const precision = Problem.precision(problem, v);
      store<f64>(Problem.gradient(problem, v), -(x - Problem.calibration(problem, v)) * precision * scale);
      store<f64>(Problem.diagonal(problem, v), precision * scale * scale);
    }
    for (let t = 0; t < Problem.traces(problem); t++) {
      const trace = Problem.trace(problem, t);
      const result = Problem.result(trace, Trace.result(trace), which);
      for (let i = 0; i < Trace.involved(trace); i++) {
        const v = Trace.variable(trace, i);
        const g = Problem.gradient(problem, v);
        const d = Problem.diagonal(problem, v);
        store<f64>(g, load<f64>(g) + Objective.gradient(result, i));
        store<f64>(d, load<f64>(d) + Objective.information(result, i, i));
      }
    }
    for (let v = 0; v < Problem.variables(problem); v++) {
      const x = Problem.trial(problem, v);
      const g = load<f64>(Problem.gradient(problem, v));
      const isHeld = (x <= Problem.lower(problem, v) && g < 0) || (x >= Problem.upper(problem, v) && g > 0);
      Problem.hold(problem, v, isHeld);
    }
  }

  /** Sets the trial values a part of the step away, within bounds; gives the decrease of −ln L that the quadratic model promises. */
  static tryStep(problem: usize, which: i32, part: f64): f64 {
    let promised: f64 = 0;
    for (let v = 0; v < Problem.variables(problem); v++) {
      const x = Problem.value(problem, v);
      const step = part * load<f64>(Problem.step(problem, v));
      let trial: f64;
      if (Problem.isLogarithmic(problem, v)) trial = x * Math.exp(Math.max(-LARGEST_STEP, Math.min(LARGEST_STEP, step)));
      else trial = x + step;
      trial = Math.max(Problem.lower(problem, v), Math.min(Problem.upper(problem, v), trial));
      Problem.setTrial(problem, v, trial);
      const scale = Problem.isLogarithmic(problem, v) ? x : 1;
      const moved = Problem.isLogarithmic(problem, v) ? Math.log(trial / x) : trial - x;
      store<f64>(Problem.step(problem, v), moved);
      const precision = Problem.precision(problem, v) * scale * scale;
      promised += moved * load<f64>(Problem.gradient(problem, v)) - 0.5 * precision * moved * moved;
    }
    for (let t = 0; t < Problem.traces(problem); t++) {
      const trace = Problem.trace(problem, t);
      const result = Problem.result(trace, Trace.result(trace), which);
      for (let i = 0; i < Trace.involved(trace); i++) {
        const x = load<f64>(Problem.step(problem, Trace.variable(trace, i)));
        for (let j = 0; j < Trace.involved(trace); j++) {
          const y = load<f64>(Problem.step(problem, Trace.variable(trace, j)));
          promised -= 0.5 * x * y * Objective.information(result, i, j);
        }
      }
    }
    return promised;
  }

  static keep(problem: usize): void {
    for (let v = 0; v < Problem.variables(problem); v++) Problem.setValue(problem, v, Problem.trial(problem, v));
  }
}
