// Double-double numbers and 4×4 matrices in memory, for formulas too long to name every lo, or too ill-conditioned for double.

import { Lanes, Mask, Real } from "lanes";
import { DoubleDouble } from "./double-double";

const SQUARE: usize = memory.data(32, 16);

/** A double-double at an address: hi, then lo. */
export class Wide {
  /** Bytes of one. */
  @inline static size(): usize {
    return 2 * sizeof<Real>();
  }
  @inline static hi(at: usize): Real {
    return Lanes.load(at);
  }
  @inline static lo(at: usize): Real {
    return Lanes.load(at + sizeof<Real>());
  }
  static set(at: usize, hi: Real, lo: Real): void {
    const sum = hi + lo;
    Lanes.store(at, sum);
    Lanes.store(at + sizeof<Real>(), lo - (sum - hi));
  }
  static copy(a: usize, out: usize): void {
    Lanes.store(out, Wide.hi(a));
    Lanes.store(out + sizeof<Real>(), Wide.lo(a));
  }
  /** out = value in the lanes of the mask. */
  static choose(mask: Mask, value: usize, out: usize): void {
    Wide.set(out, Lanes.select(mask, Wide.hi(value), Wide.hi(out)), Lanes.select(mask, Wide.lo(value), Wide.lo(out)));
  }
  static add(a: usize, b: usize, out: usize): void {
    const hi = Wide.hi(a) + Wide.hi(b);
    Wide.set(out, hi, DoubleDouble.sumError(Wide.hi(a), Wide.hi(b), hi) + (Wide.lo(a) + Wide.lo(b)));
  }
  static subtract(a: usize, b: usize, out: usize): void {
    const hi = Wide.hi(a) - Wide.hi(b);
    Wide.set(out, hi, DoubleDouble.sumError(Wide.hi(a), -Wide.hi(b), hi) + (Wide.lo(a) - Wide.lo(b)));
  }
  static multiply(a: usize, b: usize, out: usize): void {
    const hi = Wide.hi(a) * Wide.hi(b);
    Wide.set(out, hi, DoubleDouble.productLow(Wide.hi(a), Wide.lo(a), Wide.hi(b), Wide.lo(b), hi));
  }
  /** out = a b of two plain numbers. */
  static product(a: Real, b: Real, out: usize): void {
    const hi = a * b;
    Wide.set(out, hi, DoubleDouble.productError(a, b, hi));
  }
  /** out = a² + b² of two plain numbers. */
  static squares(a: Real, b: Real, out: usize): void {
    Wide.product(a, a, out);
    Wide.product(b, b, SQUARE);
    Wide.add(out, SQUARE, out);
  }
  static divide(a: usize, b: usize, out: usize): void {
    const hi = Wide.hi(a) / Wide.hi(b);
    Wide.set(out, hi, DoubleDouble.quotientLow(Wide.hi(a), Wide.lo(a), Wide.hi(b), Wide.lo(b), hi));
  }
  /** out = out − a b. */
  static subtractProduct(a: usize, b: usize, out: usize): void {
    const product = Wide.hi(a) * Wide.hi(b);
    const low = DoubleDouble.productLow(Wide.hi(a), Wide.lo(a), Wide.hi(b), Wide.lo(b), product);
    const hi = Wide.hi(out) - product;
    Wide.set(out, hi, DoubleDouble.sumError(Wide.hi(out), -product, hi) + (Wide.lo(out) - low));
  }
}

/** A matrix of double-doubles at an address, row-major; 4×4 unless said: 512 bytes. */
export class WideMatrix {
  @inline static at(m: usize, i: i32, j: i32): usize {
    return m + <usize>(4 * i + j) * Wide.size();
  }

  static copy(a: usize, out: usize, n: i32 = 4): void {
    memory.copy(out, a, <usize>(n * n) * Wide.size());
  }

  /** out = a b, or a bᵀ, of n×n. */
  static multiply(a: usize, b: usize, isTransposed: bool, out: usize, n: i32 = 4): void {
    const right = isTransposed ? 1 : n;
    const down = isTransposed ? n : 1;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        let hi = Lanes.of(0);
        let lo = Lanes.of(0);
        for (let m = 0; m < n; m++) {
          const x = a + <usize>(n * i + m) * Wide.size();
          const y = b + <usize>(right * m + down * j) * Wide.size();
          const product = Wide.hi(x) * Wide.hi(y);
          const sum = hi + product;
          lo =
            lo +
            (DoubleDouble.sumError(hi, product, sum) +
              DoubleDouble.productLow(Wide.hi(x), Wide.lo(x), Wide.hi(y), Wide.lo(y), product));
          hi = sum;
        }
        Wide.set(out + <usize>(n * i + j) * Wide.size(), hi, lo);
      }
    }
  }
}
