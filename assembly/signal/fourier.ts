// Fast Fourier transforms, X_k = Σ_t x_t e^{−2πi kt/n}, n a product of 2, 3, 4 and 5: decimation in frequency, in place, two transforms
// a vector. The blocks of a stage are transformed one after another, each to its end, so that all but the first stages stay in the cache.
// The results are left where they fall: X_k with k = k₁ + r₁(k₂ + r₂(k₃ + …)) at k₁ n/r₁ + k₂ n/(r₁r₂) + …, r the radices in their order.
//
// A number in memory:  re re im im  of two transforms, 32 bytes; the scalar build takes first one lane of all, then the other.
// A plan in memory:    n | stages | 32 radices | for each stage of radix r and block length l = r m: w^j, w^2j, … w^(r−1)j, w = e^{−2πi/l}, j < m

import { Lanes, Real } from "lanes";
import { Root } from "./roots";

const RADICES: i32 = 2;
const TWIDDLES: i32 = 34;
const NUMBER: usize = 32;
const IMAGINARY: usize = 16;
/** Blocks of so many numbers, half the first-level cache, are taken stage by stage. */
const NEAR: i32 = 512;

// of 2π/3; 2π/5 and 4π/5
const SIN_THIRD: f64 = 0.8660254037844386;
const COS_FIFTH: f64 = 0.30901699437494745;
const COS_FIFTH2: f64 = -0.8090169943749475;
const SIN_FIFTH: f64 = 0.9510565162951535;
const SIN_FIFTH2: f64 = 0.5877852522924731;

/** Fills a plan in, whose length and radices stand in it. */
export function fourierPlan(plan: usize): void {
  let at = plan + ((<usize>TWIDDLES) << 3);
  let length = Fourier.length(plan);
  for (let stage = 0; stage < Fourier.stages(plan); stage++) {
    const radix = Fourier.radix(plan, stage);
    const m = length / radix;
    for (let j = 0; j < m; j++) {
      for (let k = 1; k < radix; k++, at += 16) {
        Root.take(<i64>j * k, length);
        store<f64>(at, Root.cosine);
        store<f64>(at, -Root.sine, 8);
      }
    }
    length = m;
  }
}

export class Fourier {
  @inline static length(plan: usize): i32 {
    return <i32>load<f64>(plan);
  }
  @inline static stages(plan: usize): i32 {
    return <i32>load<f64>(plan, 8);
  }
  @inline static radix(plan: usize, stage: i32): i32 {
    return <i32>load<f64>(plan + ((<usize>(RADICES + stage)) << 3));
  }

  /** Transforms the numbers at `data`: one lane in the scalar build, both in the other. */
  static transform(plan: usize, data: usize): void {
    Fourier.block(plan, 0, Fourier.length(plan), plan + ((<usize>TWIDDLES) << 3), data);
  }

  /** Transforms a block of `length` from `stage` on; twiddles of that stage and then the next. */
  private static block(plan: usize, stage: i32, length: i32, twiddles: usize, data: usize): void {
    const stages = Fourier.stages(plan);
    if (length > NEAR) {
      const radix = Fourier.radix(plan, stage);
      const m = length / radix;
      Fourier.butterflies(radix, m, twiddles, data);
      const next = twiddles + ((<usize>(length - m)) << 4);
      for (let k = 0; k < radix; k++) Fourier.block(plan, stage + 1, m, next, data + <usize>(k * m) * NUMBER);
      return;
    }
    const end = data + <usize>length * NUMBER;
    for (; stage < stages; stage++) {
      const radix = Fourier.radix(plan, stage);
      const m = length / radix;
      const bytes = <usize>length * NUMBER;
      if (m === 1 && radix === 4) for (let at = data; at < end; at += bytes) Last.four(at);
      else for (let at = data; at < end; at += bytes) Fourier.butterflies(radix, m, twiddles, at);
      twiddles += (<usize>(length - m)) << 4;
      length = m;
    }
  }

  @inline private static butterflies(radix: i32, m: i32, twiddles: usize, data: usize): void {
    if (radix === 4) Stage.four(m, twiddles, data);
    else if (radix === 2) Stage.two(m, twiddles, data);
    else if (radix === 3) Stage.three(m, twiddles, data);
    else Stage.five(m, twiddles, data);
  }
}

class Complex {
  @inline static real(at: usize): Real {
    return Lanes.load(at);
  }
  @inline static imaginary(at: usize): Real {
    return Lanes.load(at + IMAGINARY);
  }
  @inline static set(at: usize, re: Real, im: Real): void {
    Lanes.store(at, re);
    Lanes.store(at + IMAGINARY, im);
  }
  /** Sets the product with the twiddle at `w`. */
  @inline static setTurned(at: usize, w: usize, re: Real, im: Real): void {
    const c = Lanes.loadSplat(w);
    const s = Lanes.loadSplat(w + 8);
    Complex.set(at, re * c - im * s, re * s + im * c);
  }
}

class Last {
  /** The four numbers at `a`, whose twiddles are 1. */
  @inline static four(a: usize): void {
    const b = a + NUMBER;
    const c = b + NUMBER;
    const d = c + NUMBER;
    const re0 = Complex.real(a);
    const im0 = Complex.imaginary(a);
    const re1 = Complex.real(b);
    const im1 = Complex.imaginary(b);
    const re2 = Complex.real(c);
    const im2 = Complex.imaginary(c);
    const re3 = Complex.real(d);
    const im3 = Complex.imaginary(d);
    const sumRe = re0 + re2;
    const sumIm = im0 + im2;
    const differenceRe = re0 - re2;
    const differenceIm = im0 - im2;
    const otherRe = re1 + re3;
    const otherIm = im1 + im3;
    const turnedRe = im1 - im3;
    const turnedIm = re3 - re1;
    Complex.set(a, sumRe + otherRe, sumIm + otherIm);
    Complex.set(b, differenceRe + turnedRe, differenceIm + turnedIm);
    Complex.set(c, sumRe - otherRe, sumIm - otherIm);
    Complex.set(d, differenceRe - turnedRe, differenceIm - turnedIm);
  }
}

/** A stage of a block: m butterflies of numbers m apart. */
class Stage {
  static two(m: i32, w: usize, a: usize): void {
    const step = <usize>m * NUMBER;
    for (let j = 0; j < m; j++, a += NUMBER, w += 16) {
      const b = a + step;
      const re = Complex.real(a);
      const im = Complex.imaginary(a);
      const re1 = Complex.real(b);
      const im1 = Complex.imaginary(b);
      Complex.set(a, re + re1, im + im1);
      Complex.setTurned(b, w, re - re1, im - im1);
    }
  }

  static three(m: i32, w: usize, a: usize): void {
    const step = <usize>m * NUMBER;
    const sine = Lanes.of(SIN_THIRD);
    const half = Lanes.of(0.5);
    for (let j = 0; j < m; j++, a += NUMBER, w += 32) {
      const b = a + step;
      const c = b + step;
      const sumRe = Complex.real(b) + Complex.real(c);
      const sumIm = Complex.imaginary(b) + Complex.imaginary(c);
      // −i sin(2π/3) (b − c)
      const turnedRe = sine * (Complex.imaginary(b) - Complex.imaginary(c));
      const turnedIm = sine * (Complex.real(c) - Complex.real(b));
      const re = Complex.real(a);
      const im = Complex.imaginary(a);
      const restRe = re - half * sumRe;
      const restIm = im - half * sumIm;
      Complex.set(a, re + sumRe, im + sumIm);
      Complex.setTurned(b, w, restRe + turnedRe, restIm + turnedIm);
      Complex.setTurned(c, w + 16, restRe - turnedRe, restIm - turnedIm);
    }
  }

  static four(m: i32, w: usize, a: usize): void {
    const step = <usize>m * NUMBER;
    for (let j = 0; j < m; j++, a += NUMBER, w += 48) {
      const b = a + step;
      const c = b + step;
      const d = c + step;
      const re0 = Complex.real(a);
      const im0 = Complex.imaginary(a);
      const re1 = Complex.real(b);
      const im1 = Complex.imaginary(b);
      const re2 = Complex.real(c);
      const im2 = Complex.imaginary(c);
      const re3 = Complex.real(d);
      const im3 = Complex.imaginary(d);
      const sumRe = re0 + re2;
      const sumIm = im0 + im2;
      const differenceRe = re0 - re2;
      const differenceIm = im0 - im2;
      const otherRe = re1 + re3;
      const otherIm = im1 + im3;
      // −i(b − d)
      const turnedRe = im1 - im3;
      const turnedIm = re3 - re1;
      Complex.set(a, sumRe + otherRe, sumIm + otherIm);
      Complex.setTurned(b, w, differenceRe + turnedRe, differenceIm + turnedIm);
      Complex.setTurned(c, w + 16, sumRe - otherRe, sumIm - otherIm);
      Complex.setTurned(d, w + 32, differenceRe - turnedRe, differenceIm - turnedIm);
    }
  }

  static five(m: i32, w: usize, a: usize): void {
    const step = <usize>m * NUMBER;
    const c1 = Lanes.of(COS_FIFTH);
    const c2 = Lanes.of(COS_FIFTH2);
    const s1 = Lanes.of(SIN_FIFTH);
    const s2 = Lanes.of(SIN_FIFTH2);
    for (let j = 0; j < m; j++, a += NUMBER, w += 64) {
      const b = a + step;
      const c = b + step;
      const d = c + step;
      const e = d + step;
      const sumRe = Complex.real(b) + Complex.real(e);
      const sumIm = Complex.imaginary(b) + Complex.imaginary(e);
      const sum2Re = Complex.real(c) + Complex.real(d);
      const sum2Im = Complex.imaginary(c) + Complex.imaginary(d);
      // −i(b − e), −i(c − d)
      const turnedRe = Complex.imaginary(b) - Complex.imaginary(e);
      const turnedIm = Complex.real(e) - Complex.real(b);
      const turned2Re = Complex.imaginary(c) - Complex.imaginary(d);
      const turned2Im = Complex.real(d) - Complex.real(c);
      const re = Complex.real(a);
      const im = Complex.imaginary(a);
      const evenRe = re + c1 * sumRe + c2 * sum2Re;
      const evenIm = im + c1 * sumIm + c2 * sum2Im;
      const oddRe = s1 * turnedRe + s2 * turned2Re;
      const oddIm = s1 * turnedIm + s2 * turned2Im;
      const even2Re = re + c2 * sumRe + c1 * sum2Re;
      const even2Im = im + c2 * sumIm + c1 * sum2Im;
      const odd2Re = s2 * turnedRe - s1 * turned2Re;
      const odd2Im = s2 * turnedIm - s1 * turned2Im;
      Complex.set(a, re + sumRe + sum2Re, im + sumIm + sum2Im);
      Complex.setTurned(b, w, evenRe + oddRe, evenIm + oddIm);
      Complex.setTurned(c, w + 16, even2Re + odd2Re, even2Im + odd2Im);
      Complex.setTurned(d, w + 32, even2Re - odd2Re, even2Im - odd2Im);
      Complex.setTurned(e, w + 48, evenRe - oddRe, evenIm - oddIm);
    }
  }
}
