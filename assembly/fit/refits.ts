// Refits: the data of one spectrum drawn again and again, each fitted from where its fit ended. There the model, its derivatives, the
// expected information and how that changes are the same for all, so that a first step takes no evaluation, and the next ones no more
// than a gradient: the information is carried along to first order. What does not contract is left to `minimize`.

import { Normal } from "../random/normal";
import { periodogram } from "../random/periodogram";
import { Philox } from "../random/philox";
import { Trace } from "../spectrum/trace";
import { Arrow } from "./arrow";
import { descend } from "./minimize";
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
  Problem.open(problem);
  const variables = Problem.variables;
  const models = Draw.at(draw, MODELS);
  const levers = Draw.at(draw, LEVERS);
  const mostSteps = Problem.mostSteps();
  begin(draw);
  const isShared = Search.evaluate(START) < Infinity;
  if (isShared) {
    Objective.lever(Problem.trace, Problem.scales(), models, levers);
    follow(Draw.at(draw, DRIFTS));
    begin(draw);
  }
  for (let k = 0; k < count; k++) {
    begin(draw);
    take(draw, k);
    if (!(isShared && settle(draw))) {
      begin(draw);
      Problem.setMostSteps(mostSteps);
      descend();
      if (Problem.verdict() !== CONVERGED) {
        Problem.setMostSteps(PATIENCE * mostSteps);
        descend();
      }
    }
    const verdict = Problem.verdict();
    store<u8>(verdicts + k, <u8>verdict);
    for (let v = 0; v < variables; v++) {
      store<f64>(values + ((<usize>(k * variables + v)) << 3), verdict === CONVERGED ? Problem.value(v) : NaN);
    }
  }
}

/** Puts the variables to the start. */
function begin(draw: usize): void {
  for (let v = 0; v < Problem.variables; v++) {
    const start = load<f64>(Draw.at(draw, STARTS) + ((<usize>v) << 3));
    Problem.setValue(v, start);
    Problem.setTrial(v, start);
  }
}

/** Draws the data and calibrations of a replicate. */
function take(draw: usize, k: i32): void {
  const trace = Problem.trace;
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
  for (let v = 0; v < Problem.variables; v++) {
    if (Problem.precision(v) === 0) continue;
    const at = Draw.at(draw, CALIBRATIONS) + ((<usize>v) << 4);
    Philox.seek(v);
    Problem.setCalibration(v, load<f64>(at) + load<f64>(at, 8) * Normal.draw());
  }
}

/** How the information changes with each variable, by differences. */
function follow(drifts: usize): void {
  const start = Problem.result(START);
  Search.gather(START, START);
  for (let i = 0; i < Problem.involved; i++) {
    const v = Problem.variable(i);
    const drift = drifts + Objective.size() * i;
    const x = Problem.value(v);
    const size = SHIFT / Math.sqrt(load<f64>(Problem.diagonal(v)));
    Problem.setTrial(v, Problem.isLogarithmic(v) ? x * Math.exp(size) : x + size);
    if (Search.evaluate(TRIED) < Infinity) {
      memory.copy(drift, Problem.result(TRIED), Objective.size());
      Objective.addInformation(drift, start, -1, Problem.involved);
      Objective.addInformation(drift, drift, 1 / size - 1, Problem.involved);
    } else memory.fill(drift, 0, Objective.size());
    Problem.setTrial(v, x);
  }
}

/** Moves the variables to the minimum, the last step on trust; false where the steps do not contract. */
function settle(draw: usize): bool {
  const involved = Problem.involved;
  const metric = Problem.result(METRIC);
  const tolerance = Problem.tolerance();
  Objective.pull(Problem.trace, Draw.at(draw, MODELS), Draw.at(draw, LEVERS), Problem.result(TRIED));
  memory.copy(metric, Problem.result(START), Objective.size());
  let last: f64 = Infinity;
  for (let steps = 1; steps < 20; steps++) {
    Search.gather(TRIED, METRIC);
    const decrement = Arrow.solve(METRIC, 0);
    if (!(Arrow.isDefinite && decrement < CONTRACTING * last)) return false;
    Search.tryStep(1);
    Search.keep();
    if (decrement < DONE || (last < Infinity && decrement * decrement < TRUSTED * tolerance * last)) {
      Problem.answer(NaN, decrement, steps, steps, CONVERGED);
      return true;
    }
    if (!Search.slope(TRIED)) return false;
    for (let i = 0; i < involved; i++) {
      const moved = load<f64>(Problem.step(Problem.variable(i)));
      Objective.addInformation(metric, Draw.at(draw, DRIFTS) + Objective.size() * i, moved, involved);
    }
    last = decrement;
  }
  return false;
}
