// One row a step: the scalar twin of simd/lanes, with the same names, for tests and for machines without SIMD.

export type Real = f64;
export type Mask = bool;

export class Lanes {
  @inline static rows(): i32 {
    return 1;
  }
  @inline static of(x: f64): Real {
    return x;
  }
  @inline static load(at: usize): Real {
    return load<f64>(at);
  }
  /** The number at `at` in all lanes. */
  @inline static loadSplat(at: usize): Real {
    return load<f64>(at);
  }
  @inline static store(at: usize, x: Real): void {
    store<f64>(at, x);
  }
  @inline static loadStrided(at: usize, _stride: usize): Real {
    return load<f64>(at);
  }
  @inline static storeStrided(at: usize, _stride: usize, x: Real): void {
    store<f64>(at, x);
  }
  @inline static loadBytes(at: usize): Real {
    return <f64>load<u8>(at);
  }
  @inline static storeBytes(at: usize, x: Real): void {
    store<u8>(at, <u8>x);
  }
  @inline static log(x: Real): Real {
    return Math.log(x);
  }
  @inline static log1p(x: Real): Real {
    return Math.log1p(x);
  }
  @inline static expm1(x: Real): Real {
    return Math.expm1(x);
  }
  /** Zero bytes for all rows of a step. */
  @inline static clearBytes(at: usize): void {
    store<u8>(at, 0);
  }
  @inline static sqrt(x: Real): Real {
    return sqrt<f64>(x);
  }
  @inline static abs(x: Real): Real {
    return abs<f64>(x);
  }
  @inline static binade(x: Real): Real {
    return reinterpret<f64>(reinterpret<u64>(x) & 0x7ff0000000000000);
  }
  @inline static max(a: Real, b: Real): Real {
    return a < b ? b : a;
  }
  @inline static min(a: Real, b: Real): Real {
    return b < a ? b : a;
  }
  @inline static lower(a: Real, b: Real): Real {
    return reinterpret<f64>(min<i64>(reinterpret<i64>(a), reinterpret<i64>(b)));
  }
  @inline static higher(a: Real, b: Real): Real {
    return reinterpret<f64>(max<i64>(reinterpret<i64>(a), reinterpret<i64>(b)));
  }
  @inline static floor(a: Real): Real {
    return a;
  }
  @inline static ceiling(a: Real): Real {
    return a;
  }
  @inline static left(at: usize, _stride: usize): Real {
    return load<f64>(at);
  }
  @inline static right(at: usize, _stride: usize): Real {
    return load<f64>(at, 8);
  }
  @inline static first(left: Real, _right: Real): Real {
    return left;
  }
  @inline static second(_left: Real, right: Real): Real {
    return right;
  }
  @inline static gatherPair(at: usize, _stride: usize, first: Real, second: Real): void {
    store<f64>(at, first);
    store<f64>(at, second, 8);
  }
  @inline static less(a: Real, b: Real): Mask {
    return a < b;
  }
  @inline static equal(a: Real, b: Real): Mask {
    return a === b;
  }
  @inline static lessOrEqual(a: Real, b: Real): Mask {
    return a <= b;
  }
  @inline static and(a: Mask, b: Mask): Mask {
    return <bool>(<i32>a & <i32>b);
  }
  @inline static or(a: Mask, b: Mask): Mask {
    return <bool>(<i32>a | <i32>b);
  }
  @inline static not(a: Mask): Mask {
    return !a;
  }
  @inline static all(a: Mask): bool {
    return a;
  }
  @inline static any(a: Mask): bool {
    return a;
  }
  @inline static select(mask: Mask, x: Real, y: Real): Real {
    return mask ? x : y;
  }
  @inline static sum(x: Real): f64 {
    return x;
  }
  @inline static product(x: Real): f64 {
    return x;
  }
  @inline static fraction(x: Real): Real {
    return reinterpret<f64>((reinterpret<u64>(x) & 0xfffffffffffff) | 0x3ff0000000000000);
  }
  @inline static exponent(x: Real): Real {
    return reinterpret<f64>((reinterpret<u64>(x) >> 52) | 0x4330000000000000) - 4503599627370496;
  }
}
