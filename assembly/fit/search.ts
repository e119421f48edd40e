// The moves of a search: −ln L at trial values, what it says there of the next step, and the step.

import { Trace } from "../spectrum/trace";
import { Objective } from "./objective";
import { Problem } from "./problem";

const LARGEST_STEP: f64 = 1.5; // of a logarithm

export class Search {
  /** −ln L at the trial values, with gradient and information of each spectrum in its result `which`. */
  static evaluate(problem: usize, which: i32): f64 {
    let cost: f64 = 0;
    for (let t = 0; t < Problem.traces(problem); t++) {
      const trace = Problem.trace(problem, t);
      Search.place(problem, t);
      const result = Problem.result(Trace.result(trace), which);
      if (!Objective.evaluate(trace, Problem.scales(problem, t), result)) return Infinity;
      cost += Objective.cost(result);
    }
    for (let v = 0; v < Problem.variables(problem); v++) {
      const away = Problem.trial(problem, v) - Problem.calibration(problem, v);
      cost += 0.5 * away * away * Problem.precision(problem, v);
    }
    return cost;
  }

  /** The gradient alone of a problem's only spectrum; false where there is none. */
  static slope(problem: usize, which: i32): bool {
    const trace = Problem.trace(problem, 0);
    Search.place(problem, 0);
    return Objective.evaluateGradient(trace, Problem.scales(problem, 0), Problem.result(Trace.result(trace), which));
  }

  /** Gives a spectrum the trial values. */
  private static place(problem: usize, t: i32): void {
    const trace = Problem.trace(problem, t);
    const scales = Problem.scales(problem, t);
    for (let i = 0; i < Trace.involved(trace); i++) {
      const v = Trace.variable(trace, i);
      const x = Problem.trial(problem, v);
      store<f64>(Trace.base(trace) + ((<usize>Trace.slot(trace, i)) << 3), x);
      store<f64>(scales + ((<usize>i) << 3), Problem.isLogarithmic(problem, v) ? x : 1);
    }
  }

  /**
   * Gradient, from the results `which`, and diagonal, from those that hold the `metric`, over all spectra and calibrations at the
   * trial values; holds variables at their bounds.
   */
  static gather(problem: usize, which: i32, metric: i32): void {
    for (let v = 0; v < Problem.variables(problem); v++) {
      const x = Problem.trial(problem, v);
      const scale = Problem.isLogarithmic(problem, v) ? x : 1;
      const precision = Problem.precision(problem, v);
      store<f64>(Problem.gradient(problem, v), -(x - Problem.calibration(problem, v)) * precision * scale);
      store<f64>(Problem.diagonal(problem, v), precision * scale * scale);
    }
    for (let t = 0; t < Problem.traces(problem); t++) {
      const trace = Problem.trace(problem, t);
      const result = Problem.result(Trace.result(trace), which);
      const curved = Problem.result(Trace.result(trace), metric);
      for (let i = 0; i < Trace.involved(trace); i++) {
        const v = Trace.variable(trace, i);
        const g = Problem.gradient(problem, v);
        const d = Problem.diagonal(problem, v);
        store<f64>(g, load<f64>(g) + Objective.gradient(result, i));
        store<f64>(d, load<f64>(d) + Objective.information(curved, i, i));
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
    const steps = Problem.step(problem, 0);
    for (let t = 0; t < Problem.traces(problem); t++) {
      const trace = Problem.trace(problem, t);
      const result = Problem.result(Trace.result(trace), which);
      for (let i = 0; i < Trace.involved(trace); i++) {
        const x = load<f64>(steps + ((<usize>Trace.variable(trace, i)) << 3));
        let sum = 0.5 * x * Objective.information(result, i, i);
        for (let j = 0; j < i; j++) {
          sum += load<f64>(steps + ((<usize>Trace.variable(trace, j)) << 3)) * Objective.information(result, i, j);
        }
        promised -= x * sum;
      }
    }
    return promised;
  }

  static keep(problem: usize): void {
    for (let v = 0; v < Problem.variables(problem); v++) Problem.setValue(problem, v, Problem.trial(problem, v));
  }
}
