// The step of a fit: (H + μ diag H) δ = g, H the information. It has the shape of an arrow, a block for each spectrum's own variables
// and a border for the shared ones; eliminating the blocks first costs a time linear in the number of spectra.
// All is scaled by √diag H. A direction whose pivot rounding has eaten is left where it is: see root.ts, which sees further.

import { BASES } from "../spectrum/trace";
import { Objective } from "./objective";
import { Problem } from "./problem";

export const LEAST_PIVOT: f64 = 1e-13;

export class Arrow {
  /** Whether the last matrix had no direction without a pivot. */
  static isDefinite: bool = true;
  /** The least pivot that there was: rounding leaves so much less of the digits. */
  static least: f64 = 1;

  /** Solves for the step; gives gᵀ(H + μ diag H)⁻¹g, twice the decrease of −ln L that it promises if μ is 0. */
  static solve(which: i32, damping: f64): f64 {
    const shared = Problem.shared;
    const block = Problem.block(0, 0);
    const right = Problem.right(0);
    Arrow.isDefinite = true;
    Arrow.least = 1;
    for (let v = 0; v < Problem.variables; v++) store<f64>(Problem.step(v), Problem.errorAlone(v));
    for (let a = 0; a < shared; a++) {
      for (let b = 0; b < shared; b++) store<f64>(Problem.block(a, b), a === b ? 1 + damping : 0);
      store<f64>(Problem.right(a), load<f64>(Problem.gradient(a)) * load<f64>(Problem.step(a)));
    }
    let decrement: f64 = 0;
    for (let t = 0; t < Problem.traces; t++) {
      Problem.turnTo(t);
      decrement += Arrow.eliminate(which, damping);
    }
    Arrow.factorise(block, shared, shared);
    decrement += Arrow.forward(block, shared, shared, right, 1);
    Arrow.backward(block, shared, shared, right);
    for (let t = 0; t < Problem.traces; t++) {
      Problem.turnTo(t);
      Arrow.substitute();
    }
    for (let a = 0; a < shared; a++) Arrow.scale(a, load<f64>(Problem.right(a)));
    return decrement;
  }

  /** The variance of a variable of the only spectrum, by the last matrix. */
  static variance(v: i32): f64 {
    const own = Problem.variables;
    for (let i = 0; i < own; i++) store<f64>(Problem.ownRight(i), i === v ? 1 : 0);
    const d = load<f64>(Problem.diagonal(v));
    const square = Arrow.forward(Problem.matrix(0, 0), own, BASES, Problem.ownRight(0), 1);
    return d > 0 ? square / d : 0;
  }

  @inline private static scale(v: i32, x: f64): void {
    store<f64>(Problem.step(v), x * load<f64>(Problem.step(v)));
  }

  private static eliminate(which: i32, damping: f64): f64 {
    const result = Problem.result(which);
    const border = Problem.border;
    const involved = Problem.involved;
    for (let i = 0; i < involved; i++) {
      const vi = Problem.variable(i);
      const si = load<f64>(Problem.step(vi));
      for (let j = 0; j < involved; j++) {
        const scaled = Objective.information(result, i, j) * si * load<f64>(Problem.step(Problem.variable(j)));
        store<f64>(Problem.matrix(i, j), i === j ? 1 + damping : scaled);
      }
      store<f64>(Problem.ownRight(i), load<f64>(Problem.gradient(vi)) * si);
    }
    const own = involved - border;
    const factor = Problem.matrix(border, border);
    Arrow.factorise(factor, own, BASES);
    const decrement = Arrow.forward(factor, own, BASES, Problem.ownRight(border), 1);
    for (let a = 0; a < border; a++) Arrow.forward(factor, own, BASES, Problem.matrix(border, a), BASES);
    for (let a = 0; a < border; a++) {
      const va = Problem.variable(a);
      for (let b = 0; b < border; b++) {
        let sum: f64 = 0;
        for (let i = border; i < involved; i++) sum += load<f64>(Problem.matrix(i, a)) * load<f64>(Problem.matrix(i, b));
        const at = Problem.block(va, Problem.variable(b));
        store<f64>(at, load<f64>(at) + (a === b ? 0 : load<f64>(Problem.matrix(a, b))) - sum);
      }
      let sum: f64 = 0;
      for (let i = border; i < involved; i++) sum += load<f64>(Problem.matrix(i, a)) * load<f64>(Problem.ownRight(i));
      store<f64>(Problem.right(va), load<f64>(Problem.right(va)) - sum);
    }
    return decrement;
  }

  private static substitute(): void {
    const border = Problem.border;
    const involved = Problem.involved;
    for (let i = border; i < involved; i++) {
      let x = load<f64>(Problem.ownRight(i));
      for (let a = 0; a < border; a++) x -= load<f64>(Problem.matrix(i, a)) * load<f64>(Problem.right(Problem.variable(a)));
      store<f64>(Problem.ownRight(i), x);
    }
    Arrow.backward(Problem.matrix(border, border), involved - border, BASES, Problem.ownRight(border));
    for (let i = border; i < involved; i++) Arrow.scale(Problem.variable(i), load<f64>(Problem.ownRight(i)));
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
        else if (sum > LEAST_PIVOT) {
          Arrow.least = Math.min(Arrow.least, sum);
          sum = 1 / Math.sqrt(sum);
        } else {
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
