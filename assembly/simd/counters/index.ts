// What the first blocks of Philox4x32-10 (random/philox.ts) say for many draws of an item at once: words of eight counters side by side.
// The attempt is 0 and the rest of the counter is the item's, so the first two rounds are nearly the same for all.

// What loops take as it is: an engine would make it anew each time
const KEYS: usize = memory.data(320, 16);
const HEAD: usize = memory.data(16, 16);
const SECOND: usize = memory.data(32, 16); // words 0 and 1 after two rounds
const NEXT: usize = memory.data<u32>([4, 4, 4, 4], 16);
const LAYER: usize = memory.data<u32>([0xff0, 0xff0, 0xff0, 0xff0], 16);
const NUMBERS: usize = memory.data<f64>([2097152, 0.5, 1.0 / 4503599627370496.0, 1, 1.0 - 0.5 / 4503599627370496.0], 16);
const M0: u32 = 0xd2511f53;
const M1: u32 = 0xcd9e8d57;

export class Counters {
  /** Takes an item's key and counter. */
  static open(k0: u32, k1: u32, stream: u32, item: u32): void {
    for (let round = 0; round < 10; round++) {
      const at = KEYS + ((<usize>round) << 5);
      v128.store(at, i32x4.splat(k0 + round * 0x9e3779b9));
      v128.store(at, i32x4.splat(k1 + round * 0xbb67ae85), 16);
    }
    const y: u64 = <u64>M1 * item;
    const z: u64 = <u64>M1 * (stream ^ k1);
    v128.store(HEAD, i32x4.splat(<u32>(y >> 32) ^ k0));
    v128.store(SECOND, v128.xor(i32x4.splat(<u32>(z >> 32) ^ <u32>y), v128.load(KEYS, 32)));
    v128.store(SECOND, i32x4.splat(<u32>z), 16);
  }

  /**
   * For `count` draws from `first` on, and up to seven more, which find room: of each block's first half the layer of a normal number
   * (normal.ts), 16 times its number as u32, and the place in it from −1 to 1; of the second half a uniform number.
   */
  static fill(first: u32, layers: usize, places: usize, uniforms: usize, count: i32): void {
    const m0 = i32x4.splat(M0);
    const m1 = i32x4.splat(M1);
    let draws = i32x4.add(i32x4.splat(first), i32x4(0, 1, 2, 3));
    for (let i = 0; i < count; i += 8) {
      const head = v128.load(HEAD);
      const second0 = v128.load(SECOND);
      const second1 = v128.load(SECOND, 16);
      const key1 = v128.load(KEYS, 48);
      const next = i32x4.add(draws, v128.load(NEXT));
      const a = v128.xor(draws, head);
      const b = v128.xor(next, head);
      draws = i32x4.add(next, v128.load(NEXT));
      let low = i64x2.extmul_low_i32x4_u(a, m0);
      let high = i64x2.extmul_high_i32x4_u(a, m0);
      let a0 = second0;
      let a1 = second1;
      let a2 = v128.xor(Counters.upper(low, high), key1);
      let a3 = Counters.lower(low, high);
      low = i64x2.extmul_low_i32x4_u(b, m0);
      high = i64x2.extmul_high_i32x4_u(b, m0);
      let b0 = second0;
      let b1 = second1;
      let b2 = v128.xor(Counters.upper(low, high), key1);
      let b3 = Counters.lower(low, high);
      for (let key = KEYS + 64; key < KEYS + 320; key += 32) {
        const even = v128.load(key);
        const odd = v128.load(key, 16);
        let xl = i64x2.extmul_low_i32x4_u(a0, m0);
        let xh = i64x2.extmul_high_i32x4_u(a0, m0);
        let yl = i64x2.extmul_low_i32x4_u(a2, m1);
        let yh = i64x2.extmul_high_i32x4_u(a2, m1);
        a0 = v128.xor(v128.xor(Counters.upper(yl, yh), a1), even);
        a1 = Counters.lower(yl, yh);
        a2 = v128.xor(v128.xor(Counters.upper(xl, xh), a3), odd);
        a3 = Counters.lower(xl, xh);
        xl = i64x2.extmul_low_i32x4_u(b0, m0);
        xh = i64x2.extmul_high_i32x4_u(b0, m0);
        yl = i64x2.extmul_low_i32x4_u(b2, m1);
        yh = i64x2.extmul_high_i32x4_u(b2, m1);
        b0 = v128.xor(v128.xor(Counters.upper(yl, yh), b1), even);
        b1 = Counters.lower(yl, yh);
        b2 = v128.xor(v128.xor(Counters.upper(xl, xh), b3), odd);
        b3 = Counters.lower(xl, xh);
      }
      const at = (<usize>i) << 3;
      Counters.put(layers + (at >> 1), places + at, uniforms + at, a0, a1, a2, a3);
      Counters.put(layers + (at >> 1) + 16, places + at + 32, uniforms + at + 32, b0, b1, b2, b3);
    }
  }

  @inline private static upper(a: v128, b: v128): v128 {
    return v128.shuffle<i32>(a, b, 1, 3, 5, 7);
  }
  @inline private static lower(a: v128, b: v128): v128 {
    return v128.shuffle<i32>(a, b, 0, 2, 4, 6);
  }
  /** What the words of four blocks say. */
  @inline private static put(layer: usize, place: usize, uniform: usize, w0: v128, w1: v128, w2: v128, w3: v128): void {
    v128.store(layer, v128.and(i32x4.shl(w0, 4), v128.load(LAYER)));
    const rest = i32x4.shr_u(w0, 11);
    v128.store(place, Counters.fraction(w1, rest));
    v128.store(place, Counters.fraction(Counters.last(w1), Counters.last(rest)), 16);
    v128.store(uniform, Counters.uniform(v128.shuffle<i32>(w2, w3, 0, 4, 1, 5)));
    v128.store(uniform, Counters.uniform(v128.shuffle<i32>(w2, w3, 2, 6, 3, 7)), 16);
  }
  @inline private static last(x: v128): v128 {
    return v128.shuffle<i32>(x, x, 2, 3, 2, 3);
  }
  /** 2⁻⁵²(2²¹high + low + ½) of the first two. */
  @inline private static fraction(high: v128, low: v128): v128 {
    const whole = f64x2.add(
      f64x2.mul(f64x2.convert_low_i32x4_s(high), v128.load64_splat(NUMBERS)),
      f64x2.convert_low_i32x4_s(low),
    );
    return f64x2.mul(f64x2.add(whole, v128.load64_splat(NUMBERS, 8)), v128.load64_splat(NUMBERS, 16));
  }
  /** Uniform numbers of 64 bits each (uniform.ts): the upper 52 behind a one, less that one. */
  @inline private static uniform(bits: v128): v128 {
    const above = v128.or(i64x2.shr_u(bits, 12), v128.load64_splat(NUMBERS, 24));
    return f64x2.sub(above, v128.load64_splat(NUMBERS, 32));
  }
}
