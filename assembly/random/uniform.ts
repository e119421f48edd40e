// Uniform numbers in the open interval (0, 1).

import { Philox } from "./philox";

export class Uniform {
  /** The odd multiple of 2⁻⁵³ that 52 of 64 random bits choose: never 0, never 1, mean exactly ½. */
  @inline static of(bits: u64): f64 {
    return (<f64>(<i64>(bits >> 12)) + 0.5) * (1.0 / 4503599627370496.0);
  }

  /** From one block. */
  @inline static draw(): f64 {
    Philox.next();
    return Uniform.of(Philox.first);
  }
}

/** Draws `firstDraw`, … of an item to `out`. */
export function uniforms(seedLow: u32, seedHigh: u32, stream: u32, item: u32, firstDraw: u32, out: usize, count: i32): void {
  Philox.open(seedLow, seedHigh, stream, item);
  for (let i = 0; i < count; i++) {
    Philox.seek(firstDraw + i);
    store<f64>(out + ((<usize>i) << 3), Uniform.draw());
  }
}
