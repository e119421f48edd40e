// Gamma numbers of unit scale: Marsaglia, Tsang, "A simple method for generating gamma variables", ACM TOMS 26 (2000) 363.
// Every attempt takes one block: half for its normal number, half for its uniform.
//
// Their bound below which u is surely accepted, 1 − 0.0331 x⁴, is the one for shape 1. With c = 1/√(9d) in it, 1 − 0.1986 c²x⁴, it
// is the same there and closes in on the true one as the shape grows: at a given y = cx it is linear in d, the true one convex, and
// both are 1 at d = 0, so what holds at shape 1 holds above.

import { Normal } from "./normal";
import { Philox } from "./philox";
import { Uniform } from "./uniform";

export class Gamma {
  /** Mean and variance `shape`; 0 for shape 0, NaN for a negative one. Meant for 0 and 0.1 … 10¹². */
  static draw(shape: f64): f64 {
    if (!(shape > 0)) return shape === 0 ? 0 : NaN;
    // below 1: Gamma(s) = Gamma(s + 1) U^(1/s)
    return shape < 1 ? Gamma.fromOne(shape + 1) * Math.exp(Math.log(Uniform.draw()) / shape) : Gamma.fromOne(shape);
  }

  private static fromOne(shape: f64): f64 {
    const d = shape - 1.0 / 3.0;
    const c = 1 / sqrt<f64>(9 * d);
    while (true) {
      Philox.next();
      const u = Uniform.of(Philox.second);
      const x = Normal.of(Philox.first);
      const y = c * x;
      const v = (1 + y) * (1 + y) * (1 + y);
      if (v <= 0) continue;
      const xx = x * x;
      if (u < 1 - 0.1986 * xx * y * y || Math.log(u) < 0.5 * xx + d * (1 - v + Math.log(v))) return d * v;
    }
  }
}

/** Draws `firstDraw`, … of an item to `out`. */
export function gammas(
  seedLow: u32,
  seedHigh: u32,
  stream: u32,
  item: u32,
  firstDraw: u32,
  shape: f64,
  out: usize,
  count: i32,
): void {
  Philox.open(seedLow, seedHigh, stream, item);
  for (let i = 0; i < count; i++) {
    Philox.seek(firstDraw + i);
    store<f64>(out + ((<usize>i) << 3), Gamma.draw(shape));
  }
}
