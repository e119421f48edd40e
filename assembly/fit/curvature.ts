// The curvature of −ln L, ∂²(−ln L)/∂u∂v, by central differences of its gradient. Where the model is not that of the data, or the data
// are few, the expected information is far from it, and a search that knows only that one ends slowly.

import { BASES, Trace } from "../spectrum/trace";
import { INFORMATION, Objective } from "./objective";
import { Problem } from "./problem";
import { Search } from "./search";

/** The result of a spectrum that holds the curvature in place of the information. */
export const CURVED: i32 = 2;

const DIFFERENCE: f64 = 1e-4; // in standard errors

export class Curvature {
  /** Spectra evaluated by the last measurement. */
  static evaluations: i32 = 0;

  /**
   * Measures it at the values, whose result and diagonal have been gathered from `which`; false where it is not positive along a
   * variable, or a neighbour has no steady state. Leaves the trial values and the other result changed.
   */
  static measure(problem: usize, which: i32): bool {
    const shared = Problem.shared(problem);
    let most = 0; // own variables of a spectrum: those of different spectra do not meet, and are moved at once
    for (let t = 0; t < Problem.traces(problem); t++) {
      const trace = Problem.trace(problem, t);
      memory.fill(Problem.result(Trace.result(trace), CURVED), 0, Objective.size());
      most = max(most, Trace.involved(trace) - Trace.shared(trace));
    }
    Curvature.evaluations = 0;
    for (let k = 0; k < shared + most; k++) {
      for (let side: f64 = -1; side <= 1; side += 2) {
        for (let v = 0; v < Problem.variables(problem); v++) Problem.setTrial(problem, v, Problem.value(problem, v));
        if (k < shared) Curvature.shift(problem, k, side);
        else {
          for (let t = 0; t < Problem.traces(problem); t++) {
            const trace = Problem.trace(problem, t);
            const i = Trace.shared(trace) + k - shared;
            if (i < Trace.involved(trace)) Curvature.shift(problem, Trace.variable(trace, i), side);
          }
        }
        Curvature.evaluations++;
        if (!(Search.evaluate(problem, 1 - which) < Infinity)) return false;
        for (let t = 0; t < Problem.traces(problem); t++) Curvature.collect(problem, t, k, side, 1 - which);
      }
    }
    return Curvature.isUpward(problem);
  }

  @inline private static size(problem: usize, v: i32): f64 {
    return DIFFERENCE / Math.sqrt(load<f64>(Problem.diagonal(problem, v)));
  }

  /** Moves a variable by the difference in its own coordinate. */
  private static shift(problem: usize, v: i32, side: f64): void {
    if (!(load<f64>(Problem.diagonal(problem, v)) > 0)) return;
    const h = side * Curvature.size(problem, v);
    const x = Problem.value(problem, v);
    Problem.setTrial(problem, v, Problem.isLogarithmic(problem, v) ? x * Math.exp(h) : x + h);
  }

  /** Adds a side's gradient, which points down, to column k. */
  private static collect(problem: usize, t: i32, k: i32, side: f64, from: i32): void {
    const trace = Problem.trace(problem, t);
    const shared = Problem.shared(problem);
    let column = k - shared + Trace.shared(trace);
    if (k < shared) {
      column = -1;
      for (let a = 0; a < Trace.shared(trace); a++) if (Trace.variable(trace, a) === k) column = a;
    }
    if (column < 0 || column >= Trace.involved(trace)) return;
    const v = Trace.variable(trace, column);
    if (!(load<f64>(Problem.diagonal(problem, v)) > 0)) return;
    const stored = Trace.result(trace);
    const gradient = Problem.result(stored, from);
    const curved = Problem.result(stored, CURVED) + ((<usize>INFORMATION) << 3);
    const weight = -side / (4 * Curvature.size(problem, v));
    // half to each of the two places: they agree but for rounding
    for (let i = 0; i < Trace.involved(trace); i++) {
      const part = weight * Objective.gradient(gradient, i);
      const above = curved + ((<usize>(BASES * i + column)) << 3);
      const below = curved + ((<usize>(BASES * column + i)) << 3);
      store<f64>(above, load<f64>(above) + part);
      store<f64>(below, load<f64>(below) + part);
    }
  }

  private static isUpward(problem: usize): bool {
    for (let t = 0; t < Problem.traces(problem); t++) {
      const trace = Problem.trace(problem, t);
      const curved = Problem.result(Trace.result(trace), CURVED);
      for (let i = 0; i < Trace.involved(trace); i++) {
        const v = Trace.variable(trace, i);
        const isMoved = load<f64>(Problem.diagonal(problem, v)) > 0 && !Problem.isHeld(problem, v);
        if (isMoved && !(Objective.information(curved, i, i) > 0)) return false;
      }
    }
    return true;
  }
}
