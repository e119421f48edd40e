// Refits: the data of one spectrum drawn again and again, each fitted from where its fit ended. There the model, its derivatives, the
// expected information and how that changes are the same for all, so that a first step takes no evaluation, and the next ones no more
// than a gradient: the information is carried along to first order. What does not contract is left to `minimize`.

import { Normal } from "../random/normal";
import { periodogram } from "../random/periodogram";
import { Philox } from "../random/philox";
import { Trace } from "../spectrum/trace";
import { Arrow } from "./arrow";
import { minimize } from "./minimize";
import { Objective } from "./objective";
import { Problem } from "./problem";
import { Search } from "./search";

// What is drawn: a record of numbers, which src/kernels/fit.ts writes
const SEED_LOW: i32 = 0;
const SEED_HIGH: i32 = 1;
const STREAM: i32 = 2; // of densities; −1: they are given, a row of bins each
const CALIBRATION_STREAM: i32 = 3;
const FIRST: i32 = 4; // number of the first
const AVERAGES: i32 = 5;
const MIRRORS: i32 = 6; // as `periodogram` takes them
const COHERENCES: i32 = 7;
const CALIBRATIONS: i32 = 8; // of each variable the mean of what its calibration says, and its error
const STARTS: i32 = 9;
const MODELS: i32 = 10; // room for a number a bin,
const LEVERS: i32 = 11; // and for one a bin and variable
const DRIFTS: i32 = 12; // and for a result a variable
const GIVEN: i32 = 13;

// Results of the spectrum: the start's, and two that are worked with
const START: i32 = 3;
const TRIED: i32 = 1;
const METRIC: i32 = 2;

const CONVERGED: i32 = 0;
const DONE: f64 = 1e-18; // squares of a step in standard errors: as in minimize.ts;
const CONTRACTING: f64 = 0.1; // a step may leave so much of it,
const TRUSTED: f64 = 0.03; // and the last one more than the one before, since the slowest direction is left
const SHIFT: f64 = 0.1; // in standard errors
const PATIENCE: i32 = 10; // a search that did not converge goes on for so many times the steps

class Draw {
  @inline static get(draw: usize, k: i32): f64 {
    return load<f64>(draw + ((<usize>k) << 3));
  }
  @inline static at(draw: usize, k: i32): usize {
    return <usize>Draw.get(draw, k);
  }
}

/** Refits of `count` replicates: a row of values each, NaN where a search did not converge, and its verdict. */
export function refits(problem: usize, draw: usize, count: i32, values: usize, verdicts: usize): void {
  const variables = Problem.variables(problem);
  const trace = Problem.trace(problem, 0);
  const scales = Problem.scales(problem, 0);
  const models = Draw.at(draw, MODELS);
  const levers = Draw.at(draw, LEVERS);
  const mostSteps = Problem.mostSteps(problem);
  begin(problem, draw);
  const isShared = Search.evaluate(problem, START) < Infinity;
  if (isShared) {
    Objective.lever(trace, scales, models, levers);
    follow(problem, Draw.at(draw, DRIFTS));
    begin(problem, draw);
  }
  for (let k = 0; k < count; k++) {
    begin(problem, draw);
    take(problem, draw, k);
    if (!(isShared && settle(problem, draw))) {
      begin(problem, draw);
      Problem.setMostSteps(problem, mostSteps);
      minimize(problem);
      if (Problem.verdict(problem) !== CONVERGED) {
        Problem.setMostSteps(problem, PATIENCE * mostSteps);
        minimize(problem);
      }
    }
    const verdict = Problem.verdict(problem);
    store<u8>(verdicts + k, <u8>verdict);
    for (let v = 0; v < variables; v++) {
      store<f64>(values + ((<usize>(k * variables + v)) << 3), verdict === CONVERGED ? Problem.value(problem, v) : NaN);
    }
  }
}

/** Puts the variables to the start. */
function begin(problem: usize, draw: usize): void {
  for (let v = 0; v < Problem.variables(problem); v++) {
    const start = load<f64>(Draw.at(draw, STARTS) + ((<usize>v) << 3));
    Problem.setValue(problem, v, start);
    Problem.setTrial(problem, v, start);
  }
}

/** Draws the data and calibrations of a replicate. */
function take(problem: usize, draw: usize, k: i32): void {
  const trace = Problem.trace(problem, 0);
  const densities = Trace.densities(trace);
  const bins = Trace.bins(trace);
  const seedLow = <u32>Draw.get(draw, SEED_LOW);
  const seedHigh = <u32>Draw.get(draw, SEED_HIGH);
  const item = <u32>Draw.get(draw, FIRST) + k;
  if (Draw.get(draw, STREAM) < 0) {
    const size = (<usize>bins) << 3;
    memory.copy(densities, Draw.at(draw, GIVEN) + size * k, size);
  } else {
    periodogram(
      seedLow,
      seedHigh,
      <u32>Draw.get(draw, STREAM),
      item,
      Draw.get(draw, AVERAGES),
      Draw.at(draw, MODELS),
      Draw.at(draw, MIRRORS),
      Draw.at(draw, COHERENCES),
      densities,
      bins,
    );
  }
  Philox.open(seedLow, seedHigh, <u32>Draw.get(draw, CALIBRATION_STREAM), item);
  for (let v = 0; v < Problem.variables(problem); v++) {
    if (Problem.precision(problem, v) === 0) continue;
    const at = Draw.at(draw, CALIBRATIONS) + ((<usize>v) << 4);
    Philox.seek(v);
    Problem.setCalibration(problem, v, load<f64>(at) + load<f64>(at, 8) * Normal.draw());
  }
}

/** How the information changes with each variable, by differences. */
function follow(problem: usize, drifts: usize): void {
  const trace = Problem.trace(problem, 0);
  const start = Problem.result(Trace.result(trace), START);
  Search.gather(problem, START, START);
  for (let i = 0; i < Trace.involved(trace); i++) {
    const v = Trace.variable(trace, i);
    const drift = drifts + Objective.size() * i;
    const x = Problem.value(problem, v);
    const size = SHIFT / Math.sqrt(load<f64>(Problem.diagonal(problem, v)));
    Problem.setTrial(problem, v, Problem.isLogarithmic(problem, v) ? x * Math.exp(size) : x + size);
    if (Search.evaluate(problem, TRIED) < Infinity) {
      memory.copy(drift, Problem.result(Trace.result(trace), TRIED), Objective.size());
      Objective.addInformation(drift, start, -1, Trace.involved(trace));
      Objective.addInformation(drift, drift, 1 / size - 1, Trace.involved(trace));
    } else memory.fill(drift, 0, Objective.size());
    Problem.setTrial(problem, v, x);
  }
}

/** Moves the variables to the minimum, the last step on trust; false where the steps do not contract. */
function settle(problem: usize, draw: usize): bool {
  const trace = Problem.trace(problem, 0);
  const involved = Trace.involved(trace);
  const metric = Problem.result(Trace.result(trace), METRIC);
  const tolerance = Problem.tolerance(problem);
  Objective.pull(trace, Draw.at(draw, MODELS), Draw.at(draw, LEVERS), Problem.result(Trace.result(trace), TRIED));
  memory.copy(metric, Problem.result(Trace.result(trace), START), Objective.size());
  let last: f64 = Infinity;
  for (let steps = 1; steps < 20; steps++) {
    Search.gather(problem, TRIED, METRIC);
    const decrement = Arrow.solve(problem, METRIC, 0);
    if (!(Arrow.isDefinite && decrement < CONTRACTING * last)) return false;
    Search.tryStep(problem, METRIC, 1);
    Search.keep(problem);
    if (decrement < DONE || (last < Infinity && decrement * decrement < TRUSTED * tolerance * last)) {
      Problem.answer(problem, NaN, decrement, steps, steps, CONVERGED);
      return true;
    }
    if (!Search.slope(problem, TRIED)) return false;
    for (let i = 0; i < involved; i++) {
      const moved = load<f64>(Problem.step(problem, Trace.variable(trace, i)));
      Objective.addInformation(metric, Draw.at(draw, DRIFTS) + Objective.size() * i, moved, involved);
    }
    last = decrement;
  }
  return false;
}
