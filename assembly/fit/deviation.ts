// How far a spectrum is from its record, block after block: Σ(r − 1) and Σ ln r, r = P/S, or Σ residual²; residuals and what
// derivatives are weighted by. Even and odd bins are summed apart, so that both builds agree to the bit.

import { Lanes, Mask, Real } from "lanes";

const SQRT2: f64 = Math.SQRT2;

// Sums: over even bins, over odd ones
const EXCESS: usize = memory.data(16, 16); // r − 1, or residual²
const POWERS: usize = memory.data(16, 16); // exponents of r, each 1023 too large
const FRACTIONS: usize = memory.data(16, 16); // their product

export class Deviation {
  static start(): void {
    for (let byte: usize = 0; byte < 16; byte += 8) {
      store<f64>(EXCESS + byte, 0);
      store<f64>(POWERS + byte, 0);
      store<f64>(FRACTIONS + byte, 1);
    }
  }

  /** Σ(r − 1), or Σ residual². */
  static excess(): f64 {
    return load<f64>(EXCESS) + load<f64>(EXCESS + 8);
  }

  /** Σ ln r over so many bins. */
  static logarithms(bins: i32): f64 {
    const powers = load<f64>(POWERS) + load<f64>(POWERS + 8);
    const fractions = Math.log(load<f64>(FRACTIONS)) + Math.log(load<f64>(FRACTIONS + 8));
    return (powers - 1023 * <f64>bins) * Math.LN2 + fractions;
  }

  /** Takes a block with the Gamma law; false where a density S is not positive. `per`: S, replaced by the weight of ∂S. */
  static gamma(densities: usize, weights: usize, per: usize, residuals: usize, count: i32): bool {
    const one = Lanes.of(1);
    const zero = Lanes.of(0);
    for (let part: usize = 0; part < 16; part += (<usize>Lanes.rows()) << 3) {
      let sum = Lanes.load(EXCESS + part);
      let powers = Lanes.load(POWERS + part);
      let product = Lanes.load(FRACTIONS + part);
      let isBad: Mask = Lanes.less(one, zero);
      for (let at = part; at < (<usize>count) << 3; at += 16) {
        const w = Lanes.load(weights + at);
        const P = Lanes.load(densities + at);
        const S = Lanes.load(per + at);
        const isUsed = Lanes.less(zero, w);
        isBad = Lanes.or(isBad, Lanes.and(isUsed, Lanes.lessOrEqual(S, zero)));
        const x = one / S;
        const r = Lanes.select(isUsed, P * x, one);
        const above = r - one;
        Lanes.store(residuals + at, w * above);
        Lanes.store(per + at, w * x);
        sum = sum + above;
        powers = powers + Lanes.exponent(r);
        product = product * Lanes.fraction(r);
      }
      if (Lanes.any(isBad)) return false;
      Lanes.store(EXCESS + part, sum);
      // the product is kept near one
      Lanes.store(POWERS + part, powers + (Lanes.exponent(product) - Lanes.of(1023)));
      Lanes.store(FRACTIONS + part, Lanes.fraction(product));
    }
    return true;
  }

  /** Takes a block with errors given. */
  static squares(densities: usize, weights: usize, per: usize, residuals: usize, count: i32): void {
    for (let part: usize = 0; part < 16; part += (<usize>Lanes.rows()) << 3) {
      let sum = Lanes.load(EXCESS + part);
      for (let at = part; at < (<usize>count) << 3; at += 16) {
        const w = Lanes.load(weights + at);
        const residual = w * (Lanes.load(densities + at) - Lanes.load(per + at));
        Lanes.store(residuals + at, residual);
        Lanes.store(per + at, w);
        sum = sum + residual * residual;
      }
      Lanes.store(EXCESS + part, sum);
    }
  }

  /** Takes a block whose logarithms are compared: false where a density S is not positive. */
  static ratios(densities: usize, weights: usize, per: usize, residuals: usize, count: i32): bool {
    const one = Lanes.of(1);
    const zero = Lanes.of(0);
    for (let part: usize = 0; part < 16; part += (<usize>Lanes.rows()) << 3) {
      let sum = Lanes.load(EXCESS + part);
      let isBad: Mask = Lanes.less(one, zero);
      for (let at = part; at < (<usize>count) << 3; at += 16) {
        const w = Lanes.load(weights + at);
        const S = Lanes.load(per + at);
        const isUsed = Lanes.less(zero, w);
        isBad = Lanes.or(isBad, Lanes.and(isUsed, Lanes.lessOrEqual(S, zero)));
        const x = one / S;
        const residual = w * Deviation.logarithm(Lanes.select(isUsed, Lanes.load(densities + at) * x, one));
        Lanes.store(residuals + at, residual);
        Lanes.store(per + at, w * x);
        sum = sum + residual * residual;
      }
      if (Lanes.any(isBad)) return false;
      Lanes.store(EXCESS + part, sum);
    }
    return true;
  }

  /** ln r to 1e-7. */
  @inline private static logarithm(r: Real): Real {
    const m = Lanes.fraction(r);
    const t = (m - Lanes.of(SQRT2)) / (m + Lanes.of(SQRT2));
    const tt = t * t;
    const series = Lanes.of(1) + tt * (Lanes.of(1.0 / 3) + tt * (Lanes.of(0.2) + tt * Lanes.of(1.0 / 7)));
    return (Lanes.exponent(r) - Lanes.of(1022.5)) * Lanes.of(Math.LN2) + Lanes.of(2) * t * series;
  }
}
