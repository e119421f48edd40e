// The solution to the last bit: what a solver in plain double leaves over, taken in double-double, is solved for and added, until
// the rounding of no element is in doubt.

import { Lanes, Mask, Real } from "lanes";
import { DoubleDouble } from "../math/double-double";
import { Matrix } from "../math/matrix";
import { A, BarnettStorey, SOURCE, X } from "./barnett-storey";
import { Pivoted } from "./pivoted";

/** What −D/2 has beyond SOURCE. */
export const BEYOND: usize = memory.data(256, 16);

const HI: usize = memory.data(256, 16); // X in double-double
const LO: usize = memory.data(256, 16);
const TARGET: usize = memory.data(256, 16); // SOURCE, kept
const UPPER: usize = memory.data(256, 16); // the upper half of A's digits
const PRODUCT: usize = memory.data(256, 16); // A X
const PRODUCT_LOW: usize = memory.data(256, 16);

const ULP: f64 = 2.220446049250313e-16;
const CAUTION: f64 = 1048576;
const NOTHING: f64 = 1e-24; // of the largest element: less is 0 if its error is as large
const PLAIN_TRIES: i32 = 3;
const PIVOTED_TRIES: i32 = 12;

export class Rounded {
  /** X from A and SOURCE + BEYOND in the lanes of the mask; `isPivoted` where no other solver need be tried. Gives those that stay in doubt. */
  static solve(open: Mask, isPivoted: bool): Mask {
    const unit = Rounded.prepare();
    if (!isPivoted) open = Rounded.converge(open, false, PLAIN_TRIES);
    if (Lanes.any(open)) open = Rounded.converge(open, true, PIVOTED_TRIES);
    for (let i = 0; i < 4; i++) for (let j = i; j < 4; j++) Matrix.set(X, i, j, unit * Matrix.get(HI, i, j));
    return open;
  }

  /** Takes D's largest element to between 1 and 2, so that no product's halves overflow; gives the unit it took out. */
  private static prepare(): Real {
    let largest = Lanes.of(0);
    for (let i = 0; i < 4; i++) for (let j = i; j < 4; j++) largest = Lanes.max(largest, Lanes.abs(Matrix.get(SOURCE, i, j)));
    const binade = Lanes.binade(largest);
    const unit = Lanes.select(Lanes.less(Lanes.of(0), binade), binade, Lanes.of(1));
    const scale = Lanes.of(1) / unit;
    for (let at: usize = 0; at < 16 * sizeof<Real>(); at += sizeof<Real>()) {
      Lanes.store(TARGET + at, scale * Lanes.load(SOURCE + at));
      Lanes.store(BEYOND + at, scale * Lanes.load(BEYOND + at));
      Lanes.store(UPPER + at, DoubleDouble.upperHalf(Lanes.load(A + at)));
    }
    return unit;
  }

  /** Refines the lanes of the mask from nothing on; gives those that stay in doubt. */
  private static converge(open: Mask, isPivoted: bool, tries: i32): Mask {
    const zero = Lanes.of(0);
    for (let at: usize = 0; at < 16 * sizeof<Real>(); at += sizeof<Real>()) {
      Lanes.store(HI + at, Lanes.select(open, zero, Lanes.load(HI + at)));
      Lanes.store(LO + at, Lanes.select(open, zero, Lanes.load(LO + at)));
      Lanes.store(SOURCE + at, Lanes.load(TARGET + at));
    }
    let last = zero; // size of the last correction
    let rate = Lanes.of(1); // the least ratio of two in succession
    for (let k = 0; k < tries; k++) {
      if (k > 0) Rounded.leftover();
      if (isPivoted) Pivoted.solve();
      else BarnettStorey.solve();
      let step = zero;
      let size = zero;
      for (let i = 0; i < 4; i++)
        for (let j = i; j < 4; j++) {
          const correction = Matrix.get(X, i, j);
          step = Lanes.max(step, Lanes.abs(correction));
          const before = Matrix.get(HI, i, j);
          const sum = before + correction;
          const low = DoubleDouble.sumError(before, correction, sum) + Matrix.get(LO, i, j);
          const hi = sum + low;
          size = Lanes.max(size, Lanes.abs(hi));
          Matrix.set(HI, i, j, Lanes.select(open, hi, before));
          Matrix.set(LO, i, j, Lanes.select(open, low - (hi - sum), Matrix.get(LO, i, j)));
        }
      if (k > 0) {
        const ratio = step / last;
        rate = Lanes.select(Lanes.less(ratio, rate), ratio, rate);
        // a correction is as far from the truth, relative to its size, as the one before was, give or take
        const error = rate * (Lanes.of(CAUTION) * step + Lanes.of(4 * ULP) * size);
        const isSpent = Lanes.lessOrEqual(step, Lanes.of(ULP / 256) * size);
        open = Lanes.and(open, Lanes.not(Lanes.or(Rounded.isCertain(open, error, size), isSpent)));
        if (!Lanes.any(open)) break;
      }
      last = step;
    }
    return open;
  }

  /** Whether an error so large would change no element's rounding; in lanes of the mask what may be nothing becomes nothing. */
  private static isCertain(open: Mask, error: Real, size: Real): Mask {
    const zero = Lanes.of(0);
    const least = Lanes.select(Lanes.less(error, Lanes.of(NOTHING) * size), error, zero);
    let doubt = zero;
    for (let i = 0; i < 4; i++)
      for (let j = i; j < 4; j++) {
        const hi = Matrix.get(HI, i, j);
        const lo = Matrix.get(LO, i, j);
        const isNothing = Lanes.less(Lanes.abs(hi), least);
        Matrix.set(HI, i, j, Lanes.select(Lanes.and(open, isNothing), zero, hi));
        doubt = doubt + Lanes.select(isNothing, zero, hi + (lo + error) - (hi + (lo - error)));
      }
    return Lanes.lessOrEqual(doubt, zero);
  }

  /** SOURCE = −(A X + X Aᵀ + D)/2 of the X so far. */
  private static leftover(): void {
    for (let j = 0; j < 4; j++) {
      const x0 = Matrix.get(HI, 0, j);
      const x1 = Matrix.get(HI, min(1, j), max(1, j));
      const x2 = Matrix.get(HI, min(2, j), max(2, j));
      const x3 = Matrix.get(HI, j, 3);
      const u0 = DoubleDouble.upperHalf(x0);
      const u1 = DoubleDouble.upperHalf(x1);
      const u2 = DoubleDouble.upperHalf(x2);
      const u3 = DoubleDouble.upperHalf(x3);
      const l0 = Matrix.get(LO, 0, j);
      const l1 = Matrix.get(LO, min(1, j), max(1, j));
      const l2 = Matrix.get(LO, min(2, j), max(2, j));
      const l3 = Matrix.get(LO, j, 3);
      for (let i = 0; i < 4; i++) {
        const a0 = Matrix.get(A, i, 0);
        const a1 = Matrix.get(A, i, 1);
        const a2 = Matrix.get(A, i, 2);
        const a3 = Matrix.get(A, i, 3);
        const p0 = a0 * x0;
        const p1 = a1 * x1;
        const p2 = a2 * x2;
        const p3 = a3 * x3;
        const p01 = p0 + p1;
        const p23 = p2 + p3;
        const sum = p01 + p23;
        Matrix.set(PRODUCT, i, j, sum);
        Matrix.set(
          PRODUCT_LOW,
          i,
          j,
          DoubleDouble.sumError(p0, p1, p01) +
            DoubleDouble.sumError(p2, p3, p23) +
            DoubleDouble.sumError(p01, p23, sum) +
            (Rounded.low(a0, Matrix.get(UPPER, i, 0), x0, u0, l0, p0) +
              Rounded.low(a1, Matrix.get(UPPER, i, 1), x1, u1, l1, p1)) +
            (Rounded.low(a2, Matrix.get(UPPER, i, 2), x2, u2, l2, p2) +
              Rounded.low(a3, Matrix.get(UPPER, i, 3), x3, u3, l3, p3)),
        );
      }
    }
    const half = Lanes.of(0.5);
    for (let i = 0; i < 4; i++)
      for (let j = i; j < 4; j++) {
        const p = Matrix.get(PRODUCT, i, j);
        const q = Matrix.get(PRODUCT, j, i);
        const sum = p + q;
        const low = DoubleDouble.sumError(p, q, sum) + (Matrix.get(PRODUCT_LOW, i, j) + Matrix.get(PRODUCT_LOW, j, i));
        const target = Matrix.get(TARGET, i, j);
        const rest = target - half * sum;
        const restLow = DoubleDouble.sumError(target, -(half * sum), rest) + (Matrix.get(BEYOND, i, j) - half * low);
        Matrix.set(SOURCE, i, j, rest + restLow);
      }
  }

  /** a(x + l) − p, where p = fl(ax), from the upper halves of a's and x's digits. */
  @inline private static low(a: Real, aUpper: Real, x: Real, xUpper: Real, l: Real, p: Real): Real {
    const aLower = a - aUpper;
    const xLower = x - xUpper;
    return aLower * xLower - (p - aUpper * xUpper - aLower * xUpper - aUpper * xLower) + a * l;
  }
}
