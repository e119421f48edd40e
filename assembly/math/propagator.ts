// E = e^{Ft} and Q = ∫₀ᵗ e^{Fs} G e^{Fᵀs} ds in double-double, n × n, n ≤ 6: Taylor's series over a part 2⁻ᵐ of the time,
//   E = Σ Fᵏ/k!, Q = Σ M_k, M_0 = G, M_k = (F M_{k−1} + its transpose)/(k + 1), with F and G those times the part,
// then m doublings Q ← Q + E Q Eᵀ, E ← E²; each lane has its own m.

import { Lanes, Mask, Real } from "lanes";
import { Wide, WideMatrix } from "./wide";

const ORDER: i32 = 4;
const TERMS: i32 = 19;
const LARGEST: f64 = 1.0 / 16.0; // ‖A‖t of a part

/** ‖A‖t at most; what is stable has settled long before. */
export const LONGEST: f64 = 1e300;

export const F: usize = memory.data(1152, 16);
export const E: usize = memory.data(1152, 16);
export const Q: usize = memory.data(1152, 16);
/** Places to work: free between two calls, but that `grow` leaves E Q Eᵀ in PRODUCT. */
export const TERM: usize = memory.data(1152, 16);
export const PRODUCT: usize = memory.data(1152, 16);
const SUM: usize = memory.data(32, 16);
const DIVISOR: usize = memory.data(32, 16);

export class Propagator {
  /** ‖A‖, A the 4 × 4 numbers at `drift`. */
  static norm(drift: usize): f64 {
    let norm: f64 = 0;
    for (let i = 0; i < ORDER; i++) {
      let sum: f64 = 0;
      for (let j = 0; j < ORDER; j++) sum += abs<f64>(load<f64>(drift + ((<usize>(ORDER * i + j)) << 3)));
      norm = max(norm, sum);
    }
    return norm;
  }

  /** 2⁻ᵐ: the part of the time that a series is good for; ‖A‖t at most LONGEST. */
  static part(norm: f64, t: Real): Real {
    let part = Lanes.of(1);
    while (true) {
      const isTooLong = Lanes.less(Lanes.of(LARGEST), Lanes.of(norm) * (t * part));
      if (!Lanes.any(isTooLong)) return part;
      part = Lanes.select(isTooLong, Lanes.of(0.5) * part, part);
    }
  }

  /** E and Q of the whole time, from F and, in Q, G of a part of it. */
  static run(n: i32, part: Real): void {
    for (let i = 0; i < n * n; i++) Wide.set(E + <usize>i * Wide.size(), Lanes.of(i % (n + 1) ? 0 : 1), Lanes.of(0));
    Propagator.sum(n, E, 0);
    Propagator.sum(n, Q, 1);
    while (true) {
      const isOn = Lanes.less(part, Lanes.of(1));
      if (!Lanes.any(isOn)) return;
      Propagator.grow(n, isOn);
      Propagator.square(n, isOn);
      part = part + part;
    }
  }

  /** Adds the terms that follow the first one: powers of F, or, if they are `symmetric` (1, or else 0), the M_k. */
  private static sum(n: i32, out: usize, symmetric: i32): void {
    WideMatrix.copy(out, TERM, n);
    for (let k = 1; k <= TERMS; k++) {
      WideMatrix.multiply(F, TERM, false, PRODUCT, n);
      Wide.set(DIVISOR, Lanes.of(<f64>(k + symmetric)), Lanes.of(0));
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
          const offset = <usize>(n * i + j) * Wide.size();
          Wide.copy(PRODUCT + offset, SUM);
          if (symmetric) Wide.add(SUM, PRODUCT + <usize>(n * j + i) * Wide.size(), SUM);
          Wide.divide(SUM, DIVISOR, TERM + offset);
          Wide.add(out + offset, TERM + offset, out + offset);
        }
      }
    }
  }

  /** Q ← Q + E Q Eᵀ in the lanes of the mask. */
  static grow(n: i32, isOn: Mask): void {
    WideMatrix.multiply(E, Q, false, TERM, n);
    WideMatrix.multiply(TERM, E, true, PRODUCT, n);
    for (let i = 0; i < n * n; i++) {
      const offset = <usize>i * Wide.size();
      Wide.add(Q + offset, PRODUCT + offset, SUM);
      Wide.choose(isOn, SUM, Q + offset);
    }
  }

  /** E ← E² in the lanes of the mask. */
  static square(n: i32, isOn: Mask): void {
    WideMatrix.multiply(E, E, false, PRODUCT, n);
    for (let i = 0; i < n * n; i++) Wide.choose(isOn, PRODUCT + <usize>i * Wide.size(), E + <usize>i * Wide.size());
  }
}
