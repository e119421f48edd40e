// The curvature of −ln L, ∂²(−ln L)/∂u∂v, by central differences of its gradient. Where the model is not that of the data, or the data
// are few, the expected information is far from it, and a search that knows only that one ends slowly.

import { BASES } from "../spectrum/trace";
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
  static measure(which: i32): bool {
    const shared = Problem.shared;
    let most = 0; // own variables of a spectrum: those of different spectra do not meet, and are moved at once
    for (let t = 0; t < Problem.traces; t++) {
      Problem.turnTo(t);
      memory.fill(Problem.result(CURVED), 0, Objective.size());
      most = max(most, Problem.involved - Problem.border);
    }
    Curvature.evaluations = 0;
    for (let k = 0; k < shared + most; k++) {
      for (let side: f64 = -1; side <= 1; side += 2) {
        Search.restart();
        if (k < shared) Curvature.shift(k, side);
        else {
          for (let t = 0; t < Problem.traces; t++) {
            Problem.turnTo(t);
            const i = Problem.border + k - shared;
            if (i < Problem.involved) Curvature.shift(Problem.variable(i), side);
          }
        }
        Curvature.evaluations++;
        if (!(Search.evaluate(1 - which) < Infinity)) return false;
        for (let t = 0; t < Problem.traces; t++) {
          Problem.turnTo(t);
          Curvature.collect(k, side, 1 - which);
        }
      }
    }
    return Curvature.isUpward();
  }

  @inline private static size(v: i32): f64 {
    return DIFFERENCE / Math.sqrt(load<f64>(Problem.diagonal(v)));
  }

  /** Moves a variable by the difference in its own coordinate. */
  private static shift(v: i32, side: f64): void {
    if (!(load<f64>(Problem.diagonal(v)) > 0)) return;
    const h = side * Curvature.size(v);
    const x = Problem.value(v);
    Problem.setTrial(v, Problem.isLogarithmic(v) ? x * Math.exp(h) : x + h);
  }

  /** Adds a side's gradient, which points down, to column k. */
  private static collect(k: i32, side: f64, from: i32): void {
    const shared = Problem.shared;
    let column = k - shared + Problem.border;
    if (k < shared) {
      column = -1;
      for (let a = 0; a < Problem.border; a++) if (Problem.variable(a) === k) column = a;
    }
    if (column < 0 || column >= Problem.involved) return;
    const v = Problem.variable(column);
    if (!(load<f64>(Problem.diagonal(v)) > 0)) return;
    const gradient = Problem.result(from);
    const curved = Problem.result(CURVED) + ((<usize>INFORMATION) << 3);
    const weight = -side / (4 * Curvature.size(v));
    // half to each of the two places: they agree but for rounding
    for (let i = 0; i < Problem.involved; i++) {
      const part = weight * Objective.gradient(gradient, i);
      const above = curved + ((<usize>(BASES * i + column)) << 3);
      const below = curved + ((<usize>(BASES * column + i)) << 3);
      store<f64>(above, load<f64>(above) + part);
      store<f64>(below, load<f64>(below) + part);
    }
  }

  private static isUpward(): bool {
    for (let t = 0; t < Problem.traces; t++) {
      Problem.turnTo(t);
      const curved = Problem.result(CURVED);
      for (let i = 0; i < Problem.involved; i++) {
        const v = Problem.variable(i);
        const isMoved = load<f64>(Problem.diagonal(v)) > 0 && !Problem.isHeld(v);
        if (isMoved && !(Objective.information(curved, i, i) > 0)) return false;
      }
    }
    return true;
  }
}
