// The step of a fit: (H + μ diag H) δ = g, H the information. It has the shape of an arrow, a block for each spectrum's own variables
// and a border for the shared ones; eliminating the blocks first costs a time linear in the number of spectra.
// All is scaled by √diag H. A pivot that rounding has eaten marks a direction the data do not fix: it is left where it is.

import { BASES, Trace } from "../spectrum/trace";
import { Objective } from "./objective";
import { Problem } from "./problem";

const LEAST_PIVOT: f64 = 1e-13;

export class Arrow {
  /** Whether the last matrix had no direction without a pivot. */
  static isDefinite: bool = true;

  /** Solves for the step; gives gᵀ(H + μ diag H)⁻¹g, twice the decrease of −ln L that it promises if μ is 0. */
  static solve(problem: usize, which: i32, damping: f64): f64 {
    const traces = Problem.traces(problem);
    const shared = Problem.shared(problem);
    Arrow.isDefinite = true;
    for (let v = 0; v < Problem.variables(problem); v++) {
      const d = load<f64>(Problem.diagonal(problem, v));
      store<f64>(Problem.step(problem, v), d > 0 && !Problem.isHeld(problem, v) ? 1 / Math.sqrt(d) : 0);
    }
    for (let a = 0; a < shared; a++) {
      for (let b = 0; b < shared; b++) store<f64>(Problem.block(problem, a, b), a === b ? 1 + damping : 0);
      store<f64>(Problem.right(problem, a), load<f64>(Problem.gradient(problem, a)) * Arrow.scale(problem, a));
    }
    let decrement: f64 = 0;
    for (let t = 0; t < traces; t++) decrement += Arrow.eliminate(problem, t, which, damping);

    Arrow.factorise(Problem.block(problem, 0, 0), shared, shared);
    decrement += Arrow.forward(Problem.block(problem, 0, 0), shared, shared, Problem.right(problem, 0), 1);
    Arrow.backward(Problem.block(problem, 0, 0), shared, shared, Problem.right(problem, 0));
    for (let a = 0; a < shared; a++) {
      store<f64>(Problem.step(problem, a), load<f64>(Problem.right(problem, a)) * Arrow.scale(problem, a));
    }
    for (let t = 0; t < traces; t++) Arrow.substitute(problem, t);
    return decrement;
  }

  /** The variance of a variable of the only spectrum, by the last matrix. */
  static variance(problem: usize, v: i32): f64 {
    const own = Problem.variables(problem);
    for (let i = 0; i < own; i++) store<f64>(Problem.ownRight(problem, 0, i), i === v ? 1 : 0);
    const d = load<f64>(Problem.diagonal(problem, v));
    const square = Arrow.forward(Problem.factor(problem, 0, 0, 0), own, BASES, Problem.ownRight(problem, 0, 0), 1);
    return d > 0 ? square / d : 0;
  }

  /** 1/√diag H; 0 for a variable that is held or moves nothing. It stands where the step will. */
  @inline private static scale(problem: usize, v: i32): f64 {
    return load<f64>(Problem.step(problem, v));
  }

  private static eliminate(problem: usize, t: i32, which: i32, damping: f64): f64 {
    const trace = Problem.trace(problem, t);
    const result = Problem.result(Trace.result(trace), which);
    const border = Trace.shared(trace);
    const own = Trace.involved(trace) - border;
    for (let a = 0; a < border; a++) {
      const va = Trace.variable(trace, a);
      for (let b = 0; b < border; b++) {
        const vb = Trace.variable(trace, b);
        if (a === b) continue;
        const scaled = Objective.information(result, a, b) * Arrow.scale(problem, va) * Arrow.scale(problem, vb);
        const at = Problem.block(problem, va, vb);
        store<f64>(at, load<f64>(at) + scaled);
      }
    }
    const factor = Problem.factor(problem, t, 0, 0);
    const scales = Problem.step(problem, 0);
    for (let i = 0; i < own; i++) {
      const vi = Trace.variable(trace, border + i);
      const si = Arrow.scale(problem, vi);
      const row = factor + ((<usize>(BASES * i)) << 3);
      for (let j = 0; j < i; j++) {
        const sj = load<f64>(scales + ((<usize>Trace.variable(trace, border + j)) << 3));
        store<f64>(row + ((<usize>j) << 3), Objective.information(result, border + i, border + j) * si * sj);
      }
      store<f64>(row + ((<usize>i) << 3), 1 + damping);
      for (let a = 0; a < border; a++) {
        const sa = Arrow.scale(problem, Trace.variable(trace, a));
        store<f64>(Problem.link(problem, t, i, a), Objective.information(result, border + i, a) * si * sa);
      }
      store<f64>(Problem.ownRight(problem, t, i), load<f64>(Problem.gradient(problem, vi)) * si);
    }
    Arrow.factorise(factor, own, BASES);
    const decrement = Arrow.forward(factor, own, BASES, Problem.ownRight(problem, t, 0), 1);
    for (let a = 0; a < border; a++) Arrow.forward(factor, own, BASES, Problem.link(problem, t, 0, a), BASES);
    for (let a = 0; a < border; a++) {
      const va = Trace.variable(trace, a);
      for (let b = 0; b < border; b++) {
        let sum: f64 = 0;
        for (let i = 0; i < own; i++) {
          sum += load<f64>(Problem.link(problem, t, i, a)) * load<f64>(Problem.link(problem, t, i, b));
        }
        const at = Problem.block(problem, va, Trace.variable(trace, b));
        store<f64>(at, load<f64>(at) - sum);
      }
      let sum: f64 = 0;
      for (let i = 0; i < own; i++) {
        sum += load<f64>(Problem.link(problem, t, i, a)) * load<f64>(Problem.ownRight(problem, t, i));
      }
      const at = Problem.right(problem, va);
      store<f64>(at, load<f64>(at) - sum);
    }
    return decrement;
  }

  private static substitute(problem: usize, t: i32): void {
    const trace = Problem.trace(problem, t);
    const border = Trace.shared(trace);
    const own = Trace.involved(trace) - border;
    for (let i = 0; i < own; i++) {
      let x = load<f64>(Problem.ownRight(problem, t, i));
      for (let a = 0; a < border; a++) {
        x -= load<f64>(Problem.link(problem, t, i, a)) * load<f64>(Problem.right(problem, Trace.variable(trace, a)));
      }
      store<f64>(Problem.ownRight(problem, t, i), x);
    }
    Arrow.backward(Problem.factor(problem, t, 0, 0), own, BASES, Problem.ownRight(problem, t, 0));
    for (let i = 0; i < own; i++) {
      const v = Trace.variable(trace, border + i);
      store<f64>(Problem.step(problem, v), load<f64>(Problem.ownRight(problem, t, i)) * Arrow.scale(problem, v));
    }
  }

  /** Cholesky of n×n in place, rows `width` apart; the diagonal holds reciprocals, 0 where there is no pivot. */
  private static factorise(at: usize, n: i32, width: i32): void {
    for (let i = 0; i < n; i++) {
      const row = at + ((<usize>(i * width)) << 3);
      for (let j = 0; j <= i; j++) {
        const other = at + ((<usize>(j * width)) << 3);
        let sum = load<f64>(row + ((<usize>j) << 3));
        for (let m = 0; m < j; m++) sum -= load<f64>(row + ((<usize>m) << 3)) * load<f64>(other + ((<usize>m) << 3));
        if (j < i) sum *= load<f64>(other + ((<usize>j) << 3));
        else if (sum > LEAST_PIVOT) sum = 1 / Math.sqrt(sum);
        else {
          Arrow.isDefinite = false;
          sum = 0;
        }
        store<f64>(row + ((<usize>j) << 3), sum);
      }
    }
  }

  /** x = L⁻¹x, its elements `stride` apart; gives |x|². */
  private static forward(at: usize, n: i32, width: i32, x: usize, stride: i32): f64 {
    let square: f64 = 0;
    for (let i = 0; i < n; i++) {
      const row = at + ((<usize>(i * width)) << 3);
      let sum = load<f64>(x + ((<usize>(i * stride)) << 3));
      for (let m = 0; m < i; m++) sum -= load<f64>(row + ((<usize>m) << 3)) * load<f64>(x + ((<usize>(m * stride)) << 3));
      sum *= load<f64>(row + ((<usize>i) << 3));
      store<f64>(x + ((<usize>(i * stride)) << 3), sum);
      square += sum * sum;
    }
    return square;
  }

  /** x = L⁻ᵀx. */
  private static backward(at: usize, n: i32, width: i32, x: usize): void {
    for (let i = n - 1; i >= 0; i--) {
      let sum = load<f64>(x + ((<usize>i) << 3));
      for (let m = i + 1; m < n; m++) {
        sum -= load<f64>(at + ((<usize>(m * width + i)) << 3)) * load<f64>(x + ((<usize>m) << 3));
      }
      store<f64>(x + ((<usize>i) << 3), sum * load<f64>(at + ((<usize>(i * width + i)) << 3)));
    }
  }
}
