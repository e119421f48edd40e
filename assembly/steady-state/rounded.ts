// The solution to the last bit: what a solver in plain double leaves over, taken in double-double, is solved for and added, until
// the rounding of no element is in doubt.

import { Lanes, Mask, Real } from "lanes";
import { DoubleDouble } from "../math/double-double";
import { Matrix } from "../math/matrix";
import { A, BarnettStorey, FRAME, SOURCE, X } from "./barnett-storey";
import { Pivoted } from "./pivoted";

// What a frame has from here on
const REFINED: usize = 2048;
const HI: usize = 0; // X in double-double
const LO: usize = 256;
const TARGET: usize = 512; // SOURCE, kept
const UPPER: usize = 768; // the upper and the lower half of A's digits
const LOWER: usize = 1024;
const UNIT: usize = 1536; // of D
const LAST: usize = 1552; // size of the last correction
const DOUBT: usize = 1568; // 1 where an element's rounding is in doubt, else 0
/** What D has beyond SOURCE, from a frame's beginning. */
export const BEYOND: usize = REFINED + 1280;

const BYTES: usize = 256; // of a matrix
const COLUMNS: usize = memory.data(768, 16); // of X, and the upper and the lower half of its digits
const PRODUCT: usize = memory.data(512, 16); // A X in double-double

const ULP: f64 = 2.220446049250313e-16;
const CAUTION: f64 = 1048576;
const NOTHING: f64 = 1e-24; // of the largest element: less is 0 if its error is as large
const PLAIN_TRIES: i32 = 3;
const PIVOTED_TRIES: i32 = 12;

export class Rounded {
  /** X from A, factored, and SOURCE + BEYOND of the frames from `first` on and before `end`. */
  static solve(first: usize, end: usize): void {
    for (let p = first; p < end; p += FRAME) Rounded.prepare(p, Lanes.lessOrEqual(Lanes.of(0), Lanes.of(0)));
    BarnettStorey.solve(first, end);
    for (let p = first; p < end; p += FRAME) {
      Rounded.begin(p);
      Rounded.leftover(p, false);
    }
    BarnettStorey.solve(first, end);
    for (let p = first; p < end; p += FRAME) {
      Rounded.refine(p);
      for (let k = 2; k < PLAIN_TRIES && Rounded.isDoubtful(p); k++) {
        Rounded.leftover(p, true);
        BarnettStorey.solve(p, p + FRAME);
        Rounded.refine(p);
      }
      if (Rounded.isDoubtful(p)) Rounded.pivot(p);
      Rounded.finish(p);
    }
  }

  /** The same of one frame in the lanes of the mask, where no solver without pivots need be tried. */
  static solvePivoted(p: usize, open: Mask): void {
    Rounded.prepare(p, open);
    Rounded.pivot(p);
    Rounded.finish(p);
  }

  /** Where no element's rounding is in doubt. */
  @inline static isCertain(p: usize): Mask {
    return Lanes.lessOrEqual(Lanes.load(p + REFINED + DOUBT), Lanes.of(0));
  }
  @inline private static isDoubtful(p: usize): bool {
    return !Lanes.all(Rounded.isCertain(p));
  }

  /** Begins anew, with pivots, in the lanes in doubt. */
  private static pivot(p: usize): void {
    for (let at: usize = 0; at < 16 * sizeof<Real>(); at += sizeof<Real>()) {
      Lanes.store(p + SOURCE + at, Lanes.load(p + REFINED + TARGET + at));
    }
    Pivoted.solve(p);
    Rounded.begin(p);
    for (let k = 1; k < PIVOTED_TRIES && Rounded.isDoubtful(p); k++) {
      Rounded.leftover(p, k > 1);
      Pivoted.solve(p);
      Rounded.refine(p);
    }
  }

  /** Takes D's largest element to between 1 and 2, so that no product's halves overflow; opens the lanes of the mask. */
  private static prepare(p: usize, open: Mask): void {
    const r = p + REFINED;
    let largest = Lanes.of(0);
    for (let i = 0; i < 4; i++)
      for (let j = i; j < 4; j++) largest = Lanes.max(largest, Lanes.abs(Matrix.get(p + SOURCE, i, j)));
    const binade = Lanes.binade(largest);
    const unit = Lanes.select(Lanes.less(Lanes.of(0), binade), binade, Lanes.of(1));
    const scale = Lanes.of(1) / unit;
    Lanes.store(r + UNIT, unit);
    Lanes.store(r + DOUBT, Lanes.select(open, Lanes.of(1), Lanes.of(0)));
    for (let at: usize = 0; at < 16 * sizeof<Real>(); at += sizeof<Real>()) {
      const target = scale * Lanes.load(p + SOURCE + at);
      Lanes.store(p + SOURCE + at, target);
      Lanes.store(r + TARGET + at, target);
      Lanes.store(p + BEYOND + at, scale * Lanes.load(p + BEYOND + at));
      const a = Lanes.load(p + A + at);
      const upper = DoubleDouble.upperHalf(a);
      Lanes.store(r + UPPER + at, upper);
      Lanes.store(r + LOWER + at, a - upper);
    }
  }

  /** X to the caller of `solve`. */
  private static finish(p: usize): void {
    const r = p + REFINED;
    const unit = Lanes.load(r + UNIT);
    for (let i = 0; i < 4; i++) for (let j = i; j < 4; j++) Matrix.set(p + X, i, j, unit * Matrix.get(r + HI, i, j));
  }

  /** The first solution in the lanes in doubt. */
  private static begin(p: usize): void {
    const r = p + REFINED;
    const isCertain = Rounded.isCertain(p);
    let last = Lanes.of(0);
    for (let i = 0; i < 4; i++)
      for (let j = i; j < 4; j++) {
        const x = Matrix.get(p + X, i, j);
        last = Lanes.max(last, Lanes.abs(x));
        Matrix.set(r + HI, i, j, Lanes.select(isCertain, Matrix.get(r + HI, i, j), x));
        Matrix.set(r + LO, i, j, Lanes.select(isCertain, Matrix.get(r + LO, i, j), Lanes.of(0)));
      }
    Lanes.store(r + LAST, last);
  }

  /** Adds the correction X in the lanes in doubt, and says which stay there. */
  private static refine(p: usize): void {
    const r = p + REFINED;
    const zero = Lanes.of(0);
    const isCertain = Rounded.isCertain(p);
    let step = zero;
    let size = zero;
    let total = zero; // NaN where a solver met a quotient by zero: no step to judge by
    for (let i = 0; i < 4; i++)
      for (let j = i; j < 4; j++) {
        const correction = Matrix.get(p + X, i, j);
        total = total + correction;
        step = Lanes.max(step, Lanes.abs(correction));
        const before = Matrix.get(r + HI, i, j);
        const rest = Matrix.get(r + LO, i, j);
        const sum = before + correction;
        const low = DoubleDouble.sumError(before, correction, sum) + rest;
        const hi = sum + low;
        size = Lanes.max(size, Lanes.abs(hi));
        Matrix.set(r + HI, i, j, Lanes.select(isCertain, before, hi));
        Matrix.set(r + LO, i, j, Lanes.select(isCertain, rest, low - (hi - sum)));
      }
    const rate = step / Lanes.load(r + LAST);
    Lanes.store(r + LAST, step);
    // a correction is as far from the truth, relative to its size, as the one before was, give or take
    const error = rate * (Lanes.of(CAUTION) * step + Lanes.of(4 * ULP) * size);
    // an error so large would change no element's rounding; what may be nothing becomes nothing
    const least = Lanes.select(Lanes.less(error, Lanes.of(NOTHING) * size), error, zero);
    let doubt = zero;
    for (let i = 0; i < 4; i++)
      for (let j = i; j < 4; j++) {
        const hi = Matrix.get(r + HI, i, j);
        const lo = Matrix.get(r + LO, i, j);
        const isNothing = Lanes.less(Lanes.abs(hi), least);
        Matrix.set(r + HI, i, j, Lanes.select(Lanes.and(isNothing, Lanes.not(isCertain)), zero, hi));
        doubt = doubt + Lanes.select(isNothing, zero, hi + (lo + error) - (hi + (lo - error)));
      }
    const isSpent = Lanes.and(Lanes.equal(total, total), Lanes.lessOrEqual(step, Lanes.of(ULP / 256) * size));
    const isDone = Lanes.or(isCertain, Lanes.or(Lanes.lessOrEqual(doubt, zero), isSpent));
    Lanes.store(r + DOUBT, Lanes.select(isDone, zero, Lanes.of(1)));
  }

  /** SOURCE = A X + X Aᵀ + D of the X so far. */
  private static leftover(p: usize, hasRest: bool): void {
    const r = p + REFINED;
    for (let i = 0; i < 4; i++)
      for (let j = i; j < 4; j++) {
        const x = Matrix.get(r + HI, i, j);
        const upper = DoubleDouble.upperHalf(x);
        Rounded.put(Matrix.at(COLUMNS, j, i), x, upper, x - upper);
        Rounded.put(Matrix.at(COLUMNS, i, j), x, upper, x - upper);
      }
    for (let i = 0; i < 4; i++)
      for (let j = 0; j < 4; j++) {
        Rounded.product(Matrix.at(p + A, i, 0), Matrix.at(r + UPPER, i, 0), Matrix.at(COLUMNS, j, 0), Matrix.at(PRODUCT, i, j));
      }
    if (hasRest) Rounded.addRest(p);
    for (let i = 0; i < 4; i++)
      for (let j = i; j < 4; j++) {
        const upper = Matrix.get(PRODUCT, i, j);
        const lower = Matrix.get(PRODUCT, j, i);
        const sum = upper + lower;
        const target = Matrix.get(r + TARGET, i, j);
        const rest = target + sum;
        const low =
          DoubleDouble.sumError(upper, lower, sum) + (Matrix.get(PRODUCT + BYTES, i, j) + Matrix.get(PRODUCT + BYTES, j, i));
        Matrix.set(p + SOURCE, i, j, rest + (DoubleDouble.sumError(target, sum, rest) + (Matrix.get(p + BEYOND, i, j) + low)));
      }
  }

  @inline private static put(at: usize, x: Real, upper: Real, lower: Real): void {
    Lanes.store(at, x);
    Lanes.store(at + BYTES, upper);
    Lanes.store(at + 2 * BYTES, lower);
  }

  /** A times what X has beyond HI. */
  private static addRest(p: usize): void {
    for (let i = 0; i < 4; i++)
      for (let j = 0; j < 4; j++) {
        let sum = Lanes.of(0);
        for (let k = 0; k < 4; k++) {
          sum = sum + Matrix.get(p + A, i, k) * Matrix.get(p + REFINED + LO, min(k, j), max(k, j));
        }
        Matrix.set(PRODUCT + BYTES, i, j, Matrix.get(PRODUCT + BYTES, i, j) + sum);
      }
  }

  /** A row of A times a column of X in double-double; what is stored on the way keeps V8 from doing all at once, out of registers. */
  @inline private static product(a: usize, halves: usize, x: usize, out: usize): void {
    const y0 = Rounded.high(a, x, 0);
    const low0 = Rounded.low(halves, x, y0, 0);
    Lanes.store(out + BYTES, low0);
    const y1 = Rounded.high(a, x, 1);
    const y01 = y0 + y1;
    const low1 = low0 + Rounded.low(halves, x, y1, 1) + DoubleDouble.sumError(y0, y1, y01);
    Lanes.store(out + BYTES, low1);
    const y2 = Rounded.high(a, x, 2);
    const low2 = low1 + Rounded.low(halves, x, y2, 2);
    Lanes.store(out + BYTES, low2);
    const y3 = Rounded.high(a, x, 3);
    const y23 = y2 + y3;
    const low3 = low2 + Rounded.low(halves, x, y3, 3) + DoubleDouble.sumError(y2, y3, y23);
    const sum = y01 + y23;
    Lanes.store(out, sum);
    Lanes.store(out + BYTES, low3 + DoubleDouble.sumError(y01, y23, sum));
  }

  @inline private static high(a: usize, x: usize, k: i32): Real {
    return Matrix.get(a, 0, k) * Matrix.get(x, 0, k);
  }

  /** ax − y, where y = fl(ax), from the halves of a's and x's digits. */
  @inline private static low(halves: usize, x: usize, y: Real, k: i32): Real {
    const aUpper = Matrix.get(halves, 0, k);
    const aLower = Matrix.get(halves + BYTES, 0, k);
    const xUpper = Matrix.get(x + BYTES, 0, k);
    const xLower = Matrix.get(x + 2 * BYTES, 0, k);
    return aLower * xLower - (y - aUpper * xUpper - aLower * xUpper - aUpper * xLower);
  }
}
