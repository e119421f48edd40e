// What the first blocks of Philox4x32-10 (random/philox.ts) say for many draws of an item: the scalar twin of simd/counters.

export class Counters {
  private static k0: u32 = 0;
  private static k1: u32 = 0;
  private static stream: u32 = 0;
  private static item: u32 = 0;

  /** Takes an item's key and counter. */
  static open(k0: u32, k1: u32, stream: u32, item: u32): void {
    Counters.k0 = k0;
    Counters.k1 = k1;
    Counters.stream = stream;
    Counters.item = item;
  }

  /**
   * For `count` draws from `first` on: of each block's first half the layer of a normal number (normal.ts), 16 times its number as
   * u32, and the place in it from −1 to 1; of the second half a uniform number.
   */
  static fill(first: u32, layers: usize, places: usize, uniforms: usize, count: i32): void {
    const k0 = Counters.k0;
    const k1 = Counters.k1;
    for (let i = 0; i < count; i++) {
      let c0: u64 = 0;
      let c1: u64 = first + i;
      let c2: u64 = Counters.item;
      let c3: u64 = Counters.stream;
      for (let round = 0; round < 10; round++) {
        const x: u64 = 0xd2511f53 * c0;
        const y: u64 = 0xcd9e8d57 * c2;
        c0 = (y >> 32) ^ c1 ^ (k0 + round * 0x9e3779b9);
        c1 = <u64>(<u32>y);
        c2 = (x >> 32) ^ c3 ^ (k1 + round * 0xbb67ae85);
        c3 = <u64>(<u32>x);
      }
      const at = (<usize>i) << 3;
      store<u32>(layers + (at >> 1), (<u32>c0 & 255) << 4);
      const place = (<i64>(c1 << 32) >> 11) | <i64>(c0 >> 11);
      store<f64>(places + at, (<f64>place + 0.5) * (1.0 / 4503599627370496.0));
      store<f64>(uniforms + at, (<f64>((c3 << 20) | (c2 >> 12)) + 0.5) * (1.0 / 4503599627370496.0));
    }
  }
}
