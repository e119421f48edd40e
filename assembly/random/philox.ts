// Random bits by counter: Philox4x32-10 (Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC11).
// A block of 128 bits is a function of its address alone, so any number can be drawn by itself, in any order:
//
//   key      (seed, low and high 32 bits)
//   counter  (attempt, draw, item, stream)
//
// stream  what is drawn: callers give each independent use its own
// item    which spectrum, record or refit
// draw    which number of the item, a bin for example
// attempt which block of the draw: 0, 1, 2, … as rejection, or a number made of several, asks for them
//
// A kernel calls `open` once an item, `seek` once a draw; then Uniform, Normal, Gamma and Wishart take the blocks they need.

export class Philox {
  /** The block: its words 0 and 1, and its words 2 and 3, the earlier word low. */
  static first: u64 = 0;
  static second: u64 = 0;

  private static seedLow: u32 = 0;
  private static seedHigh: u32 = 0;
  private static stream: u32 = 0;
  private static item: u32 = 0;
  private static at: u32 = 0;
  private static attempt: u32 = 0;

  @inline static open(seedLow: u32, seedHigh: u32, stream: u32, item: u32): void {
    Philox.seedLow = seedLow;
    Philox.seedHigh = seedHigh;
    Philox.stream = stream;
    Philox.item = item;
  }

  @inline static seek(draw: u32, attempt: u32 = 0): void {
    Philox.at = draw;
    Philox.attempt = attempt;
  }

  /** Makes the next block of this draw. */
  static next(): void {
    let c0: u64 = Philox.attempt++;
    let c1: u64 = Philox.at;
    let c2: u64 = Philox.item;
    let c3: u64 = Philox.stream;
    let k0 = Philox.seedLow;
    let k1 = Philox.seedHigh;
    for (let round = 0; round < 10; round++) {
      const x: u64 = 0xd2511f53 * c0;
      const y: u64 = 0xcd9e8d57 * c2;
      c0 = (y >> 32) ^ c1 ^ k0;
      c1 = <u64>(<u32>y);
      c2 = (x >> 32) ^ c3 ^ k1;
      c3 = <u64>(<u32>x);
      k0 += 0x9e3779b9;
      k1 += 0xbb67ae85;
    }
    Philox.first = c0 | (c1 << 32);
    Philox.second = c2 | (c3 << 32);
  }
}

/** One block: four words to `block`. */
export function philox(seedLow: u32, seedHigh: u32, stream: u32, item: u32, draw: u32, attempt: u32, block: usize): void {
  Philox.open(seedLow, seedHigh, stream, item);
  Philox.seek(draw, attempt);
  Philox.next();
  store<u64>(block, Philox.first);
  store<u64>(block, Philox.second, 8);
}
