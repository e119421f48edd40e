// The moves of a search: −ln L at trial values, what it says there of the next step, and the step.

import { Trace } from "../spectrum/trace";
import { Objective } from "./objective";
import { Problem } from "./problem";

const LARGEST_STEP: f64 = 1.5; // of a logarithm

export class Search {
  /** −ln L at the trial values, with gradient and information of each spectrum in its result `which`. */
  static evaluate(which: i32): f64 {
    let cost: f64 = 0;
    for (let t = 0; t < Problem.traces; t++) {
      Problem.turnTo(t);
      Search.place();
      const result = Problem.result(which);
      if (!Objective.evaluate(Problem.trace, Problem.scales(), result)) return Infinity;
      cost += Objective.cost(result);
    }
    for (let v = 0; v < Problem.variables; v++) {
      const away = Problem.trial(v) - Problem.calibration(v);
      cost += 0.5 * away * away * Problem.precision(v);
    }
    return cost;
  }

  /** How many standard errors the data are large, all bins together: √Σ(P/σ)². */
  static size(): f64 {
    let square: f64 = 0;
    for (let t = 0; t < Problem.traces; t++) {
      Problem.turnTo(t);
      square += Search.square();
    }
    return Math.sqrt(square);
  }

  /** What rounding may make of −ln L, which with the Gamma law is n times a sum over bins that comes out next to zero. */
  static rounding(): f64 {
    let sum: f64 = 0;
    for (let t = 0; t < Problem.traces; t++) {
      Problem.turnTo(t);
      const trace = Problem.trace;
      sum += Math.sqrt(Search.square() * (Trace.hasErrors(trace) ? 1 : Trace.averages(trace)));
    }
    return 4 * f64.EPSILON * sum;
  }

  /** What rounding of the values may make of a step, squared in standard errors: Σ(ε x)²H. */
  static grain(): f64 {
    let sum: f64 = 0;
    for (let v = 0; v < Problem.variables; v++) {
      const x = Problem.isLogarithmic(v) ? 1 : Problem.value(v);
      sum += x * x * load<f64>(Problem.diagonal(v));
    }
    return f64.EPSILON * f64.EPSILON * sum;
  }

  /** Σ(P/σ)² of the spectrum at hand. */
  private static square(): f64 {
    const trace = Problem.trace;
    const bins = Trace.bins(trace);
    if (!Trace.hasErrors(trace)) return Trace.averages(trace) * <f64>bins;
    const isLogarithmic = Trace.isLogarithmic(trace); // weights are P/σ
    let sum: f64 = 0;
    for (let i = 0; i < bins; i++) {
      const at = (<usize>i) << 3;
      const w = load<f64>(Trace.weights(trace) + at);
      const x = isLogarithmic ? w : w * load<f64>(Trace.densities(trace) + at);
      sum += x * x;
    }
    return sum;
  }

  /** The gradient alone of the spectrum at hand; false where there is none. */
  static slope(which: i32): bool {
    Search.place();
    return Objective.evaluateGradient(Problem.trace, Problem.scales(), Problem.result(which));
  }

  /** Gives the spectrum at hand the trial values. */
  static place(): void {
    const trace = Problem.trace;
    const scales = Problem.scales();
    for (let i = 0; i < Problem.involved; i++) {
      const v = Problem.variable(i);
      const x = Problem.trial(v);
      store<f64>(Trace.base(trace) + ((<usize>Trace.slot(trace, i)) << 3), x);
      store<f64>(scales + ((<usize>i) << 3), Problem.slope(v, x));
    }
  }

  /**
   * Gradient, from the results `which`, and diagonal, from those that hold the `metric`, over all spectra and calibrations at the
   * trial values; holds variables at their bounds.
   */
  static gather(which: i32, metric: i32): void {
    for (let v = 0; v < Problem.variables; v++) {
      const x = Problem.trial(v);
      const scale = Problem.slope(v, x);
      const precision = Problem.precision(v);
      store<f64>(Problem.gradient(v), -(x - Problem.calibration(v)) * precision * scale);
      store<f64>(Problem.diagonal(v), precision * scale * scale);
    }
    for (let t = 0; t < Problem.traces; t++) {
      Problem.turnTo(t);
      const result = Problem.result(which);
      const curved = Problem.result(metric);
      for (let i = 0; i < Problem.involved; i++) {
        const v = Problem.variable(i);
        const g = Problem.gradient(v);
        const d = Problem.diagonal(v);
        store<f64>(g, load<f64>(g) + Objective.gradient(result, i));
        store<f64>(d, load<f64>(d) + Objective.information(curved, i, i));
      }
    }
    for (let v = 0; v < Problem.variables; v++) {
      const x = Problem.trial(v);
      const g = load<f64>(Problem.gradient(v));
      const isHeld = (x <= Problem.lower(v) && g < 0) || (x >= Problem.upper(v) && g > 0);
      Problem.hold(v, isHeld);
    }
  }

  /** Sets the trial values a part of the step away, within bounds; makes the step what has been moved. */
  static tryStep(part: f64): void {
    for (let v = 0; v < Problem.variables; v++) {
      const x = Problem.trial(v);
      const step = part * load<f64>(Problem.step(v));
      let trial: f64;
      if (Problem.isLogarithmic(v)) trial = x * Math.exp(Math.max(-LARGEST_STEP, Math.min(LARGEST_STEP, step)));
      else trial = x + step;
      trial = Math.max(Problem.lower(v), Math.min(Problem.upper(v), trial));
      Problem.setTrial(v, trial);
      store<f64>(Problem.step(v), Problem.isLogarithmic(v) ? Math.log(trial / x) : trial - x);
    }
  }

  /** The decrease of −ln L that the quadratic model with the information of `which` promises for what has been moved. */
  static promised(which: i32): f64 {
    let promised: f64 = 0;
    for (let v = 0; v < Problem.variables; v++) {
      const scale = Problem.slope(v, Problem.value(v));
      const moved = load<f64>(Problem.step(v));
      const precision = Problem.precision(v) * scale * scale;
      promised += moved * load<f64>(Problem.gradient(v)) - 0.5 * precision * moved * moved;
    }
    for (let t = 0; t < Problem.traces; t++) {
      Problem.turnTo(t);
      const result = Problem.result(which);
      for (let i = 0; i < Problem.involved; i++) {
        const x = load<f64>(Problem.step(Problem.variable(i)));
        let sum = 0.5 * x * Objective.information(result, i, i);
        for (let j = 0; j < i; j++) sum += load<f64>(Problem.step(Problem.variable(j))) * Objective.information(result, i, j);
        promised -= x * sum;
      }
    }
    return promised;
  }

  /** Goes back to the values kept. */
  static restart(): void {
    for (let v = 0; v < Problem.variables; v++) Problem.setTrial(v, Problem.value(v));
  }

  static keep(): void {
    for (let v = 0; v < Problem.variables; v++) Problem.setValue(v, Problem.trial(v));
  }
}
