// Double-double arithmetic: a value is the unevaluated sum hi + lo, |lo| ≤ ulp(hi)/2, about 32 digits.
// Products by Dekker, sums by Knuth: exact by WebAssembly's strict IEEE arithmetic, no fused multiply-add needed.
// There are no tuples here, so each operation is a hi function and a lo function that takes the hi it belongs to.

import { Lanes, Real } from "lanes";

export class DoubleDouble {
  /** a + b − fl(a + b), exactly; `sum` is fl(a + b). */
  @inline static sumError(a: Real, b: Real, sum: Real): Real {
    const v = sum - a;
    return a - (sum - v) + (b - v);
  }

  /** The upper 26 bits; those left over fit 26 too. */
  @inline static upperHalf(a: Real): Real {
    const c = Lanes.of(134217729) * a; // 2^27 + 1
    return c - (c - a);
  }

  /** ab − fl(ab), exactly; `product` is fl(ab). */
  @inline static productError(a: Real, b: Real, product: Real): Real {
    const ah = DoubleDouble.upperHalf(a);
    const bh = DoubleDouble.upperHalf(b);
    const al = a - ah;
    const bl = b - bh;
    return al * bl - (product - ah * bh - al * bh - ah * bl);
  }

  /** (xh + xl)(yh + yl) − hi, where hi = fl(xh yh). */
  @inline static productLow(xh: Real, xl: Real, yh: Real, yl: Real, hi: Real): Real {
    return DoubleDouble.productError(xh, yh, hi) + (xh * yl + xl * yh);
  }

  /** (xh + xl) − (yh + yl), rounded to one double: the place where the digits would be lost. */
  @inline static difference(xh: Real, xl: Real, yh: Real, yl: Real): Real {
    const hi = xh - yh;
    return hi + (DoubleDouble.sumError(xh, -yh, hi) + (xl - yl));
  }

  /** (xh + xl)/(yh + yl) − hi, where hi = fl(xh/yh). */
  @inline static quotientLow(xh: Real, xl: Real, yh: Real, yl: Real, hi: Real): Real {
    const product = hi * yh;
    return (xh - product - DoubleDouble.productError(hi, yh, product) + (xl - hi * yl)) / yh;
  }
}
