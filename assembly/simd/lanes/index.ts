// Two rows a vector: lane 0 is row i, lane 1 is row i + 1. Same names as scalar/lanes, so one kernel source makes both builds.

export type Real = v128;
export type Mask = v128;

export class Lanes {
  /** Rows a step of a kernel's loop advances by. */
  @inline static rows(): i32 {
    return 2;
  }
  @inline static of(x: f64): Real {
    return f64x2.splat(x);
  }
  @inline static load(at: usize): Real {
    return v128.load(at);
  }
  /** The number at `at` in all lanes. */
  @inline static loadSplat(at: usize): Real {
    return v128.load64_splat(at);
  }
  @inline static store(at: usize, x: Real): void {
    v128.store(at, x);
  }
  /** Lane 0 from `at`, lane 1 from `at + stride`. */
  @inline static loadStrided(at: usize, stride: usize): Real {
    return v128.load_lane<f64>(at + stride, v128.load_zero<f64>(at), 1);
  }
  @inline static storeStrided(at: usize, stride: usize, x: Real): void {
    v128.store_lane<f64>(at, x, 0);
    v128.store_lane<f64>(at + stride, x, 1);
  }
  /** Small whole numbers, one byte a row. */
  @inline static loadBytes(at: usize): Real {
    return f64x2.replace_lane(f64x2.splat(<f64>load<u8>(at)), 1, <f64>load<u8>(at + 1));
  }
  @inline static storeBytes(at: usize, x: Real): void {
    const whole = i32x4.trunc_sat_f64x2_s_zero(x);
    v128.store_lane<u8>(at, whole, 0);
    v128.store_lane<u8>(at + 1, whole, 4);
  }
  @inline static log(x: Real): Real {
    return f64x2.replace_lane(f64x2.splat(Math.log(f64x2.extract_lane(x, 0))), 1, Math.log(f64x2.extract_lane(x, 1)));
  }
  @inline static log1p(x: Real): Real {
    return f64x2.replace_lane(f64x2.splat(Math.log1p(f64x2.extract_lane(x, 0))), 1, Math.log1p(f64x2.extract_lane(x, 1)));
  }
  @inline static expm1(x: Real): Real {
    return f64x2.replace_lane(f64x2.splat(Math.expm1(f64x2.extract_lane(x, 0))), 1, Math.expm1(f64x2.extract_lane(x, 1)));
  }
  /** Zero bytes for all rows of a step. */
  @inline static clearBytes(at: usize): void {
    store<u16>(at, 0);
  }
  @inline static sqrt(x: Real): Real {
    return f64x2.sqrt(x);
  }
  @inline static abs(x: Real): Real {
    return f64x2.abs(x);
  }
  /** The power of two at or below |x|; 0 for 0. */
  @inline static binade(x: Real): Real {
    return v128.and(x, i64x2.splat(0x7ff0000000000000));
  }
  /** a < b ? b : a. */
  @inline static max(a: Real, b: Real): Real {
    return f64x2.pmax(a, b);
  }
  /** b < a ? b : a. */
  @inline static min(a: Real, b: Real): Real {
    return f64x2.pmin(a, b);
  }
  /**
   * What has the upper half of the lower of two, as whole numbers: the sign counts, and NaN is beyond all numbers of its sign. At the end
   * `floor` of it is no higher than any that came, and `ceiling` of the higher no lower.
   */
  @inline static lower(a: Real, b: Real): Real {
    return i32x4.min_s(a, b);
  }
  @inline static higher(a: Real, b: Real): Real {
    return i32x4.max_s(a, b);
  }
  @inline static floor(a: Real): Real {
    return v128.and(a, i64x2.splat(0xffffffff00000000));
  }
  @inline static ceiling(a: Real): Real {
    return v128.or(a, i64x2.splat(0x00000000ffffffff));
  }
  /** With `right`, two neighbouring numbers of each of two rows: `first` of both and `second` of both. */
  @inline static left(at: usize, _stride: usize): Real {
    return v128.load(at);
  }
  @inline static right(at: usize, stride: usize): Real {
    return v128.load(at + stride);
  }
  @inline static first(left: Real, right: Real): Real {
    return v128.shuffle<f64>(left, right, 0, 2);
  }
  @inline static second(left: Real, right: Real): Real {
    return v128.shuffle<f64>(left, right, 1, 3);
  }
  /** Two numbers of each row, next to each other at `at` and at `at + stride`. */
  @inline static gatherPair(at: usize, stride: usize, first: Real, second: Real): void {
    v128.store(at, v128.shuffle<f64>(first, second, 0, 2));
    v128.store(at + stride, v128.shuffle<f64>(first, second, 1, 3));
  }
  @inline static less(a: Real, b: Real): Mask {
    return f64x2.lt(a, b);
  }
  @inline static equal(a: Real, b: Real): Mask {
    return f64x2.eq(a, b);
  }
  @inline static lessOrEqual(a: Real, b: Real): Mask {
    return f64x2.le(a, b);
  }
  @inline static and(a: Mask, b: Mask): Mask {
    return v128.and(a, b);
  }
  @inline static or(a: Mask, b: Mask): Mask {
    return v128.or(a, b);
  }
  @inline static not(a: Mask): Mask {
    return v128.not(a);
  }
  @inline static all(a: Mask): bool {
    return i64x2.bitmask(a) === 3;
  }
  @inline static any(a: Mask): bool {
    return i64x2.bitmask(a) !== 0;
  }
  @inline static select(mask: Mask, x: Real, y: Real): Real {
    return v128.bitselect(x, y, mask);
  }
  /** Both rows added: even rows and odd rows are summed apart in both builds, so that sums agree to the bit. */
  @inline static sum(x: Real): f64 {
    return f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1);
  }
  @inline static product(x: Real): f64 {
    return f64x2.extract_lane(x, 0) * f64x2.extract_lane(x, 1);
  }
  /** m of x = m 2^k, 1 ≤ m < 2, for x > 0. */
  @inline static fraction(x: Real): Real {
    return v128.or(v128.and(x, i64x2.splat(0xfffffffffffff)), i64x2.splat(0x3ff0000000000000));
  }
  /** k + 1023 of x = m 2^k, for x > 0. */
  @inline static exponent(x: Real): Real {
    return f64x2.sub(v128.or(i64x2.shr_u(x, 52), i64x2.splat(0x4330000000000000)), f64x2.splat(4503599627370496));
  }
}
