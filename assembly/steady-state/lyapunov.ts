// A X + X Aᵀ + D = 0 for any stable 4×4 A and any symmetric D.

import { Lanes, Mask, Real } from "lanes";
import { DoubleDouble } from "../math/double-double";
import { Matrix } from "../math/matrix";
import { A, BarnettStorey, FRAME, NUMBERS, OTHERS, SOURCE, X } from "./barnett-storey";
import { Covariance } from "./covariance";
import { Hurwitz } from "./hurwitz";
import { BEYOND, Rounded } from "./rounded";
import { NOT_FINITE, NOT_SYMMETRIC, OK, Row, SINGULAR, UNSTABLE } from "./row";

const TOGETHER: i32 = 4; // pairs of rows that go through each step together
const FRAMES: usize = memory.data(14848, 16); // as many frames
const PLAIN: usize = memory.data(256, 16); // X before it was looked at
const COLUMNS: usize = OTHERS; // sums of A's
const LARGEST: usize = OTHERS + 64; // of A's |a_ij|
const TOTAL: usize = OTHERS + 80; // of D, NaN if it is not symmetric
const REST: usize = OTHERS + 96; // 1ᵀ(A X + X Aᵀ + D)1, one number for ten: 0 but for rounding
const SIZE: usize = OTHERS + 112; // of X: the largest |x_ii|
const FAINTEST: f64 = 1e-280; // and the largest A³D for which no product's digits are lost
const LOUDEST: f64 = 1e290;
const TOLERANCE: f64 = 1e-14; // of REST, relative to A's largest element times SIZE
const LEAST: f64 = 1e-20; // below, products of A's elements lose digits; where they overflow, nothing is sure
const BYTES: usize = 128; // of one row's matrix
/** The residual is looked at along (1, 1, w, w): with w = 1 it would vanish for any S wherever columns of A sum to zero, as in conservation laws. */
const W: f64 = 0.6180339887498949;

/** X and status of each row; drifts, diffusions and solutions hold 16 numbers a row, row-major. */
export function lyapunov(drifts: usize, diffusions: usize, solutions: usize, statuses: usize, rows: i32): void {
  for (let start = 0; start < rows; start += TOGETHER * Lanes.rows()) {
    const stop = min(start + TOGETHER * Lanes.rows(), rows);
    const end = Problem.load(drifts, diffusions, start, stop);
    BarnettStorey.factor(FRAMES, end);
    BarnettStorey.solve(FRAMES, end);
    let p = FRAMES;
    for (let row = start; row < stop; row += Lanes.rows()) {
      Problem.deliver(p, solutions + <usize>row * BYTES);
      const isRight = Problem.isSurelyRight(p);
      if (Lanes.all(isRight)) Lanes.clearBytes(statuses + row);
      else Problem.examine(p, isRight, drifts, diffusions, solutions, statuses, row);
      p += FRAME;
    }
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
  for (let start = 0; start < rows; start += TOGETHER * Lanes.rows()) {
    const stop = min(start + TOGETHER * Lanes.rows(), rows);
    const end = Problem.load(drifts, diffusions, start, stop);
    let p = FRAMES;
    for (let row = start; row < stop; row += Lanes.rows()) {
      Problem.normalize(p);
      if (about) Problem.shift(p, about, row);
      p += FRAME;
    }
    BarnettStorey.factor(FRAMES, end);
    Rounded.solve(FRAMES, end);
    p = FRAMES;
    for (let row = start; row < stop; row += Lanes.rows()) {
      const isCertain = Rounded.isCertain(p);
      Problem.deliver(p, solutions + <usize>row * BYTES);
      if (Lanes.all(Lanes.and(isCertain, Problem.isSurelyRight(p)))) Lanes.clearBytes(statuses + row);
      else {
        const status = Row.flag(Problem.judge(p, drifts, diffusions, row), Lanes.not(isCertain), SINGULAR);
        Problem.settle(p, status, solutions, statuses, row);
      }
      p += FRAME;
    }
  }
}

class Problem {
  /** The rows from `start` on and before `stop` into frames; gives the end of those. */
  static load(drifts: usize, diffusions: usize, start: i32, stop: i32): usize {
    let p = FRAMES;
    for (let row = start; row < stop; row += Lanes.rows()) {
      Problem.loadDrift(p, p + NUMBERS, drifts + <usize>row * BYTES);
      Problem.loadDiffusion(p, p + NUMBERS, diffusions + <usize>row * BYTES);
      p += FRAME;
    }
    return p;
  }

  /** A of the rows, its largest element and the weighted sums of its columns. */
  @inline static loadDrift(p: usize, q: usize, drift: usize): void {
    Lanes.store(q + LARGEST, Problem.loadColumns(p, q, drift, 0));
    const right = Problem.loadColumns(p, q, drift, 2);
    Lanes.store(q + LARGEST, Lanes.max(Lanes.load(q + LARGEST), right));
  }

  /** Columns j and j + 1 of A; gives the largest |a_ij|. */
  @inline static loadColumns(p: usize, q: usize, drift: usize, j: i32): Real {
    const from = drift + ((<usize>j) << 3);
    const left0 = Lanes.left(from, BYTES);
    const right0 = Lanes.right(from, BYTES);
    const left1 = Lanes.left(from + 32, BYTES);
    const right1 = Lanes.right(from + 32, BYTES);
    const left2 = Lanes.left(from + 64, BYTES);
    const right2 = Lanes.right(from + 64, BYTES);
    const left3 = Lanes.left(from + 96, BYTES);
    const right3 = Lanes.right(from + 96, BYTES);
    const a0 = Lanes.first(left0, right0);
    const a1 = Lanes.first(left1, right1);
    const a2 = Lanes.first(left2, right2);
    const a3 = Lanes.first(left3, right3);
    const b0 = Lanes.second(left0, right0);
    const b1 = Lanes.second(left1, right1);
    const b2 = Lanes.second(left2, right2);
    const b3 = Lanes.second(left3, right3);
    Matrix.set(p + A, 0, j, a0);
    Matrix.set(p + A, 0, j + 1, b0);
    Matrix.set(p + A, 1, j, a1);
    Matrix.set(p + A, 1, j + 1, b1);
    Matrix.set(p + A, 2, j, a2);
    Matrix.set(p + A, 2, j + 1, b2);
    Matrix.set(p + A, 3, j, a3);
    Matrix.set(p + A, 3, j + 1, b3);
    Lanes.store(Problem.column(q, j), a0 + a1 + Lanes.of(W) * (a2 + a3));
    Lanes.store(Problem.column(q, j + 1), b0 + b1 + Lanes.of(W) * (b2 + b3));
    const most = Lanes.max(Lanes.max(Lanes.max(a0, b0), Lanes.max(a1, b1)), Lanes.max(Lanes.max(a2, b2), Lanes.max(a3, b3)));
    const least = Lanes.min(Lanes.min(Lanes.min(a0, b0), Lanes.min(a1, b1)), Lanes.min(Lanes.min(a2, b2), Lanes.min(a3, b3)));
    return Lanes.max(most, Lanes.of(0) - least);
  }

  @inline static column(q: usize, j: i32): usize {
    return q + COLUMNS + <usize>j * sizeof<Real>();
  }

  /** The upper triangle of D of the rows, and the weighted sum of its elements. */
  @inline static loadDiffusion(p: usize, q: usize, diffusion: usize): void {
    {
      const left0 = Lanes.left(diffusion, BYTES);
      const right0 = Lanes.right(diffusion, BYTES);
      const left1 = Lanes.left(diffusion + 16, BYTES);
      const right1 = Lanes.right(diffusion + 16, BYTES);
      const left2 = Lanes.left(diffusion + 32, BYTES);
      const right2 = Lanes.right(diffusion + 32, BYTES);
      const left3 = Lanes.left(diffusion + 48, BYTES);
      const right3 = Lanes.right(diffusion + 48, BYTES);
      const d00 = Lanes.first(left0, right0);
      const d01 = Lanes.second(left0, right0);
      const d02 = Lanes.first(left1, right1);
      const d03 = Lanes.second(left1, right1);
      const d11 = Lanes.second(left2, right2);
      const d12 = Lanes.first(left3, right3);
      const d13 = Lanes.second(left3, right3);
      Matrix.set(p + SOURCE, 1, 0, Lanes.first(left2, right2));
      Matrix.set(p + SOURCE, 0, 0, d00);
      Matrix.set(p + SOURCE, 0, 1, d01);
      Matrix.set(p + SOURCE, 0, 2, d02);
      Matrix.set(p + SOURCE, 0, 3, d03);
      Matrix.set(p + SOURCE, 1, 1, d11);
      Matrix.set(p + SOURCE, 1, 2, d12);
      Matrix.set(p + SOURCE, 1, 3, d13);
      Lanes.store(q + TOTAL, d00 + d11 + (d01 + d01) + Lanes.of(2 * W) * (d02 + d03 + (d12 + d13)));
    }
    const left0 = Lanes.left(diffusion + 64, BYTES);
    const right0 = Lanes.right(diffusion + 64, BYTES);
    const left1 = Lanes.left(diffusion + 80, BYTES);
    const right1 = Lanes.right(diffusion + 80, BYTES);
    const left2 = Lanes.left(diffusion + 96, BYTES);
    const right2 = Lanes.right(diffusion + 96, BYTES);
    const left3 = Lanes.left(diffusion + 112, BYTES);
    const right3 = Lanes.right(diffusion + 112, BYTES);
    const d22 = Lanes.first(left1, right1);
    const d23 = Lanes.second(left1, right1);
    const d33 = Lanes.second(left3, right3);
    Matrix.set(p + SOURCE, 2, 2, d22);
    Matrix.set(p + SOURCE, 2, 3, d23);
    Matrix.set(p + SOURCE, 3, 3, d33);
    const upper = Lanes.and(
      Lanes.equal(Lanes.first(left0, right0), Matrix.get(p + SOURCE, 0, 2)),
      Lanes.equal(Lanes.second(left0, right0), Matrix.get(p + SOURCE, 1, 2)),
    );
    const lower = Lanes.and(
      Lanes.equal(Lanes.first(left2, right2), Matrix.get(p + SOURCE, 0, 3)),
      Lanes.equal(Lanes.second(left2, right2), Matrix.get(p + SOURCE, 1, 3)),
    );
    const others = Lanes.and(
      Lanes.equal(Lanes.first(left3, right3), d23),
      Lanes.equal(Matrix.get(p + SOURCE, 1, 0), Matrix.get(p + SOURCE, 0, 1)),
    );
    const total = Lanes.load(q + TOTAL) + Lanes.of(W * W) * (d22 + d33 + (d23 + d23));
    Lanes.store(q + TOTAL, Lanes.select(Lanes.and(Lanes.and(upper, lower), others), total, Lanes.of(NaN)));
  }

  /** All of A and D times the power of two that takes A's largest element to between 1 and 2: X stays the same. */
  static normalize(p: usize): void {
    const binade = Lanes.binade(Lanes.load(p + NUMBERS + LARGEST));
    const scale = Lanes.of(1) / Lanes.select(Lanes.less(Lanes.of(0), binade), binade, Lanes.of(1));
    for (let at: usize = 0; at < 16 * sizeof<Real>(); at += sizeof<Real>()) {
      Lanes.store(p + A + at, scale * Lanes.load(p + A + at));
      Lanes.store(p + SOURCE + at, scale * Lanes.load(p + SOURCE + at));
    }
    for (let at: usize = 0; at < 16 * sizeof<Real>(); at += sizeof<Real>()) Lanes.store(p + BEYOND + at, Lanes.of(0));
    for (let at = p + NUMBERS + COLUMNS; at <= p + NUMBERS + TOTAL; at += sizeof<Real>())
      Lanes.store(at, scale * Lanes.load(at));
  }

  /** X to the caller; REST and SIZE. */
  static deliver(p: usize, solution: usize): void {
    const q = p + NUMBERS;
    const x00 = Matrix.get(p + X, 0, 0);
    const x01 = Matrix.get(p + X, 0, 1);
    Lanes.gatherPair(solution, BYTES, x00, x01);
    const x02 = Matrix.get(p + X, 0, 2);
    const x03 = Matrix.get(p + X, 0, 3);
    Lanes.gatherPair(solution + 16, BYTES, x02, x03);
    const x11 = Matrix.get(p + X, 1, 1);
    Lanes.gatherPair(solution + 32, BYTES, x01, x11);
    const x12 = Matrix.get(p + X, 1, 2);
    const x13 = Matrix.get(p + X, 1, 3);
    Lanes.gatherPair(solution + 48, BYTES, x12, x13);
    Lanes.gatherPair(solution + 64, BYTES, x02, x12);
    Lanes.gatherPair(solution + 96, BYTES, x03, x13);
    const x22 = Matrix.get(p + X, 2, 2);
    const x23 = Matrix.get(p + X, 2, 3);
    Lanes.gatherPair(solution + 80, BYTES, x22, x23);
    const x33 = Matrix.get(p + X, 3, 3);
    Lanes.gatherPair(solution + 112, BYTES, x23, x33);
    const most = Lanes.max(Lanes.max(x00, x11), Lanes.max(x22, x33));
    const least = Lanes.min(Lanes.min(x00, x11), Lanes.min(x22, x33));
    Lanes.store(q + SIZE, Lanes.max(most, Lanes.of(0) - least));
    const half =
      Lanes.load(Problem.column(q, 0)) * (x00 + x01 + Lanes.of(W) * (x02 + x03)) +
      Lanes.load(Problem.column(q, 1)) * (x01 + x11 + Lanes.of(W) * (x12 + x13)) +
      (Lanes.load(Problem.column(q, 2)) * (x02 + x12 + Lanes.of(W) * (x22 + x23)) +
        Lanes.load(Problem.column(q, 3)) * (x03 + x13 + Lanes.of(W) * (x23 + x33)));
    Lanes.store(q + REST, half + half + Lanes.load(q + TOTAL));
  }

  /** Whether plain double is sure that the equation is stable and X good; false where anything is not finite. */
  @inline static isSurelyRight(p: usize): Mask {
    const unit = Lanes.load(p + NUMBERS + LARGEST);
    return Lanes.and(Lanes.less(Lanes.of(LEAST), unit), Lanes.and(Problem.isClose(p), Problem.isSurelyStable(p, unit)));
  }

  @inline static isClose(p: usize): Mask {
    const q = p + NUMBERS;
    const rest = Lanes.load(q + REST);
    const unit = Lanes.load(q + LARGEST);
    const size = unit * Lanes.load(q + SIZE); // D's
    const product = size * unit * (unit * unit);
    const isInRange = Lanes.and(Lanes.less(Lanes.of(FAINTEST), product), Lanes.less(product, Lanes.of(LOUDEST)));
    const excess = Lanes.max(rest, Lanes.of(0) - rest) - Lanes.of(TOLERANCE) * size;
    return Lanes.and(isInRange, Lanes.lessOrEqual(excess, Lanes.of(0)));
  }

  @inline static isSurelyStable(p: usize, unit: Real): Mask {
    return Hurwitz.isSurelyStable(BarnettStorey.a1(p), BarnettStorey.a2(p), BarnettStorey.a3(p), BarnettStorey.a4(p), unit);
  }

  /** Status, and what can be made of X, where not all rows are surely right. */
  static examine(p: usize, isRight: Mask, drifts: usize, diffusions: usize, solutions: usize, statuses: usize, row: i32): void {
    memory.copy(PLAIN, p + X, 16 * sizeof<Real>());
    Problem.normalize(p);
    BarnettStorey.factor(p, p + FRAME);
    BarnettStorey.solve(p, p + FRAME);
    Problem.deliver(p, solutions + <usize>row * BYTES);
    const isClose = Lanes.or(isRight, Problem.isClose(p));
    Problem.restore(p, isRight);
    let status = Problem.judge(p, drifts, diffusions, row);
    const poor = Lanes.and(Row.isOk(status), Lanes.not(isClose));
    if (Lanes.any(poor)) {
      Problem.improve(p, poor);
      status = Row.flag(status, Lanes.and(poor, Lanes.not(Rounded.isCertain(p))), SINGULAR);
    }
    Problem.settle(p, status, solutions, statuses, row);
  }

  /** PLAIN as X in the lanes of the mask. */
  static restore(p: usize, mask: Mask): void {
    for (let at: usize = 0; at < 16 * sizeof<Real>(); at += sizeof<Real>()) {
      Lanes.store(p + X + at, Lanes.select(mask, Lanes.load(PLAIN + at), Lanes.load(p + X + at)));
    }
  }

  /** What is wrong with the problems themselves. */
  static judge(p: usize, drifts: usize, diffusions: usize, row: i32): Real {
    let nothing = Lanes.of(0); // becomes NaN if any number is not finite
    for (let i = 0; i < 4; i++)
      for (let j = 0; j < 4; j++) {
        nothing =
          nothing + Lanes.of(0) * Covariance.load(drifts, row, i, j) + Lanes.of(0) * Covariance.load(diffusions, row, i, j);
      }
    const isSure = Problem.isSurelyStable(p, Lanes.of(2));
    const isStable = Lanes.all(isSure) ? isSure : Lanes.or(isSure, Hurwitz.isStable(p + A));
    const status = Row.flag(Lanes.of(OK), Lanes.not(Lanes.lessOrEqual(nothing, Lanes.of(0))), NOT_FINITE);
    return Row.flag(
      Row.flag(status, Lanes.not(Covariance.isSymmetric(diffusions, row)), NOT_SYMMETRIC),
      Lanes.not(isStable),
      UNSTABLE,
    );
  }

  /** X to the last bit in the lanes of the mask. */
  static improve(p: usize, poor: Mask): void {
    memory.copy(PLAIN, p + X, 16 * sizeof<Real>());
    Rounded.solvePivoted(p, poor);
    Problem.restore(p, Lanes.not(poor));
  }

  /** Adds A N + N Aᵀ to D in double-double. */
  static shift(p: usize, about: usize, row: i32): void {
    for (let i = 0; i < 4; i++)
      for (let j = i; j < 4; j++) {
        const a = Matrix.get(p + A, i, j);
        const b = Matrix.get(p + A, j, i);
        const m = Lanes.loadStrided(about + ((4 * row + j) << 3), 32);
        const n = Lanes.loadStrided(about + ((4 * row + i) << 3), 32);
        const d = Matrix.get(p + SOURCE, i, j);
        const am = a * m;
        const bn = b * n;
        const both = am + bn;
        const sum = d + both;
        const low =
          DoubleDouble.sumError(d, both, sum) +
          DoubleDouble.sumError(am, bn, both) +
          (DoubleDouble.productError(a, m, am) + DoubleDouble.productError(b, n, bn));
        const hi = sum + low;
        Matrix.set(p + SOURCE, i, j, hi);
        Matrix.set(p + BEYOND, i, j, low - (hi - sum));
      }
  }

  /** Status and X to the caller, NaN in the rows that are not ok. */
  static settle(p: usize, status: Real, solutions: usize, statuses: usize, row: i32): void {
    let nothing = Lanes.of(0);
    for (let i = 0; i < 4; i++) for (let j = i; j < 4; j++) nothing = nothing + Lanes.of(0) * Matrix.get(p + X, i, j);
    status = Row.flag(status, Lanes.not(Lanes.lessOrEqual(nothing, Lanes.of(0))), SINGULAR);
    const ok = Row.isOk(status);
    for (let at: usize = 0; at < 16 * sizeof<Real>(); at += sizeof<Real>()) {
      Lanes.store(p + X + at, Lanes.select(ok, Lanes.load(p + X + at), Lanes.of(NaN)));
    }
    Lanes.storeBytes(statuses + row, status);
    Problem.deliver(p, solutions + <usize>row * BYTES);
  }
}
