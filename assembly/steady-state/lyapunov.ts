// A X + X Aᵀ + D = 0 for any stable 4×4 A and any symmetric D.

import { Lanes, Mask, Real } from "lanes";
import { DoubleDouble } from "../math/double-double";
import { Matrix } from "../math/matrix";
import { A, BarnettStorey, SOURCE, X } from "./barnett-storey";
import { Covariance } from "./covariance";
import { Hurwitz } from "./hurwitz";
import { BEYOND, Rounded } from "./rounded";
import { NOT_FINITE, NOT_SYMMETRIC, OK, Row, SINGULAR, UNSTABLE } from "./row";

const PLAIN: usize = memory.data(256, 16); // X before it was improved
const TOLERANCE: f64 = 1e-13; // of a residual, relative to A X
const BYTES: usize = 128; // of one row's matrix

/** X and status of each row; drifts, diffusions and solutions hold 16 numbers a row, row-major. */
export function lyapunov(drifts: usize, diffusions: usize, solutions: usize, statuses: usize, rows: i32): void {
  for (let row = 0; row < rows; row += Lanes.rows()) {
    const from = <usize>row * BYTES;
    const asymmetry = Problem.load(drifts + from, diffusions + from);
    BarnettStorey.solve();
    const isClose = Lanes.lessOrEqual(Lanes.abs(BarnettStorey.residual()), Lanes.of(TOLERANCE) * BarnettStorey.size());
    const isSymmetric = Lanes.lessOrEqual(asymmetry, Lanes.of(0));
    if (Lanes.all(Lanes.and(Lanes.and(isClose, isSymmetric), Problem.isSurelyStable())))
      Lanes.storeBytes(statuses + row, Lanes.of(OK));
    else {
      const status = Problem.judge(drifts, diffusions, row);
      const poor = Lanes.and(Row.isOk(status), Lanes.not(isClose));
      if (Lanes.any(poor)) Problem.improve(poor);
      Lanes.storeBytes(statuses + row, Problem.settle(status));
    }
    Problem.store(solutions + from);
  }
}

/** The same, each element correctly rounded. If given, `about` holds the diagonal of an N, 4 numbers a row: X − N is solved for. */
export function lyapunovRounded(
  drifts: usize,
  diffusions: usize,
  about: usize,
  solutions: usize,
  statuses: usize,
  rows: i32,
): void {
  for (let row = 0; row < rows; row += Lanes.rows()) {
    const from = <usize>row * BYTES;
    Problem.load(drifts + from, diffusions + from);
    memory.fill(BEYOND, 0, 16 * sizeof<Real>());
    if (about) Problem.shift(about, row);
    const doubtful = Rounded.solve(Lanes.lessOrEqual(Lanes.of(0), Lanes.of(0)), false);
    const status = Row.flag(Problem.judge(drifts, diffusions, row), doubtful, SINGULAR);
    Lanes.storeBytes(statuses + row, Problem.settle(status));
    Problem.store(solutions + from);
  }
}

class Problem {
  /** A and −D/2 of the rows, both times the power of two that takes A's largest element to between 1 and 2; Σ|D_ij − D_ji|. */
  @inline static load(drift: usize, diffusion: usize): Real {
    let left = Lanes.abs(Lanes.left(drift, BYTES));
    let right = Lanes.abs(Lanes.right(drift, BYTES));
    left = Lanes.max(left, Lanes.abs(Lanes.left(drift + 16, BYTES)));
    right = Lanes.max(right, Lanes.abs(Lanes.right(drift + 16, BYTES)));
    left = Lanes.max(left, Lanes.abs(Lanes.left(drift + 32, BYTES)));
    right = Lanes.max(right, Lanes.abs(Lanes.right(drift + 32, BYTES)));
    left = Lanes.max(left, Lanes.abs(Lanes.left(drift + 48, BYTES)));
    right = Lanes.max(right, Lanes.abs(Lanes.right(drift + 48, BYTES)));
    left = Lanes.max(left, Lanes.abs(Lanes.left(drift + 64, BYTES)));
    right = Lanes.max(right, Lanes.abs(Lanes.right(drift + 64, BYTES)));
    left = Lanes.max(left, Lanes.abs(Lanes.left(drift + 80, BYTES)));
    right = Lanes.max(right, Lanes.abs(Lanes.right(drift + 80, BYTES)));
    left = Lanes.max(left, Lanes.abs(Lanes.left(drift + 96, BYTES)));
    right = Lanes.max(right, Lanes.abs(Lanes.right(drift + 96, BYTES)));
    left = Lanes.max(left, Lanes.abs(Lanes.left(drift + 112, BYTES)));
    right = Lanes.max(right, Lanes.abs(Lanes.right(drift + 112, BYTES)));
    const largest = Lanes.max(Lanes.first(left, right), Lanes.second(left, right));
    // with the same power of two in A and D the solution is the same, and no product of theirs leaves the range of doubles
    const binade = Lanes.binade(largest);
    const scale = Lanes.of(1) / Lanes.select(Lanes.less(Lanes.of(0), binade), binade, Lanes.of(1));
    const minusHalf = Lanes.of(-0.5) * scale;
    Problem.spread(drift, 0, scale, A);
    Problem.spread(drift, 1, scale, A);
    Problem.spread(drift, 2, scale, A);
    Problem.spread(drift, 3, scale, A);
    Problem.spread(drift, 4, scale, A);
    Problem.spread(drift, 5, scale, A);
    Problem.spread(drift, 6, scale, A);
    Problem.spread(drift, 7, scale, A);
    Problem.spread(diffusion, 0, minusHalf, SOURCE);
    Problem.spread(diffusion, 1, minusHalf, SOURCE);
    Problem.spread(diffusion, 2, minusHalf, SOURCE);
    Problem.spread(diffusion, 3, minusHalf, SOURCE);
    Problem.spread(diffusion, 4, minusHalf, SOURCE);
    Problem.spread(diffusion, 5, minusHalf, SOURCE);
    Problem.spread(diffusion, 6, minusHalf, SOURCE);
    Problem.spread(diffusion, 7, minusHalf, SOURCE);
    return (
      Problem.skew(0, 1) +
      Problem.skew(0, 2) +
      (Problem.skew(0, 3) + Problem.skew(1, 2)) +
      (Problem.skew(1, 3) + Problem.skew(2, 3))
    );
  }

  /** Two numbers of each row, times a scale. */
  @inline static spread(from: usize, k: i32, scale: Real, to: usize): void {
    const left = Lanes.left(from + (k << 4), BYTES);
    const right = Lanes.right(from + (k << 4), BYTES);
    Lanes.store(to + <usize>(2 * k) * sizeof<Real>(), scale * Lanes.first(left, right));
    Lanes.store(to + <usize>(2 * k + 1) * sizeof<Real>(), scale * Lanes.second(left, right));
  }

  @inline static skew(i: i32, j: i32): Real {
    return Lanes.abs(Matrix.get(SOURCE, i, j) - Matrix.get(SOURCE, j, i));
  }

  @inline static isSurelyStable(): Mask {
    return Hurwitz.isSurelyStable(A, BarnettStorey.minusTraceOfAdjugate(), BarnettStorey.det());
  }

  /** What is wrong with the problems themselves. */
  static judge(drifts: usize, diffusions: usize, row: i32): Real {
    let nothing = Lanes.of(0); // becomes NaN if any number is not finite
    for (let i = 0; i < 4; i++)
      for (let j = 0; j < 4; j++) {
        nothing =
          nothing + Lanes.of(0) * Covariance.load(drifts, row, i, j) + Lanes.of(0) * Covariance.load(diffusions, row, i, j);
      }
    const isStable = Hurwitz.isStable(A, BarnettStorey.minusTraceOfAdjugate(), BarnettStorey.det());
    const status = Row.flag(Lanes.of(OK), Lanes.not(Lanes.lessOrEqual(nothing, Lanes.of(0))), NOT_FINITE);
    return Row.flag(
      Row.flag(status, Lanes.not(Covariance.isSymmetric(diffusions, row)), NOT_SYMMETRIC),
      Lanes.not(isStable),
      UNSTABLE,
    );
  }

  /** X to the last bit in the lanes of the mask. */
  static improve(poor: Mask): void {
    memory.copy(PLAIN, X, 16 * sizeof<Real>());
    memory.fill(BEYOND, 0, 16 * sizeof<Real>());
    Rounded.solve(poor, true);
    for (let at: usize = 0; at < 16 * sizeof<Real>(); at += sizeof<Real>()) {
      Lanes.store(X + at, Lanes.select(poor, Lanes.load(X + at), Lanes.load(PLAIN + at)));
    }
  }

  /** Adds A N + N Aᵀ to D in double-double. */
  static shift(about: usize, row: i32): void {
    for (let i = 0; i < 4; i++)
      for (let j = i; j < 4; j++) {
        const a = Lanes.of(-0.5) * Matrix.get(A, i, j);
        const b = Lanes.of(-0.5) * Matrix.get(A, j, i);
        const m = Lanes.loadStrided(about + ((4 * row + j) << 3), 32);
        const n = Lanes.loadStrided(about + ((4 * row + i) << 3), 32);
        const d = Matrix.get(SOURCE, i, j);
        const am = a * m;
        const bn = b * n;
        const both = am + bn;
        const sum = d + both;
        const low =
          DoubleDouble.sumError(d, both, sum) +
          DoubleDouble.sumError(am, bn, both) +
          (DoubleDouble.productError(a, m, am) + DoubleDouble.productError(b, n, bn));
        const hi = sum + low;
        Matrix.set(SOURCE, i, j, hi);
        Matrix.set(BEYOND, i, j, low - (hi - sum));
      }
  }

  /** The status to store; X becomes NaN in the rows that are not ok. */
  static settle(status: Real): Real {
    let nothing = Lanes.of(0);
    for (let i = 0; i < 4; i++) for (let j = i; j < 4; j++) nothing = nothing + Lanes.of(0) * Matrix.get(X, i, j);
    status = Row.flag(status, Lanes.not(Lanes.lessOrEqual(nothing, Lanes.of(0))), SINGULAR);
    const ok = Row.isOk(status);
    for (let i = 0; i < 4; i++)
      for (let j = i; j < 4; j++) Matrix.set(X, i, j, Lanes.select(ok, Matrix.get(X, i, j), Lanes.of(NaN)));
    return status;
  }

  @inline static store(solution: usize): void {
    Lanes.gatherPair(solution + 0, BYTES, Matrix.get(X, 0, 0), Matrix.get(X, 0, 1));
    Lanes.gatherPair(solution + 16, BYTES, Matrix.get(X, 0, 2), Matrix.get(X, 0, 3));
    Lanes.gatherPair(solution + 32, BYTES, Matrix.get(X, 0, 1), Matrix.get(X, 1, 1));
    Lanes.gatherPair(solution + 48, BYTES, Matrix.get(X, 1, 2), Matrix.get(X, 1, 3));
    Lanes.gatherPair(solution + 64, BYTES, Matrix.get(X, 0, 2), Matrix.get(X, 1, 2));
    Lanes.gatherPair(solution + 80, BYTES, Matrix.get(X, 2, 2), Matrix.get(X, 2, 3));
    Lanes.gatherPair(solution + 96, BYTES, Matrix.get(X, 0, 3), Matrix.get(X, 1, 3));
    Lanes.gatherPair(solution + 112, BYTES, Matrix.get(X, 2, 3), Matrix.get(X, 3, 3));
  }
}
