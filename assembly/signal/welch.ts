// Periodograms of a record's segments, summed: each is detrended, windowed and transformed, |X_k|² added to what was there.
// A vector takes the segments of two transforms. Of a real record each transform takes two, as real and imaginary part of z:
// |X_k|² + |Y_k|² = (|Z_k|² + |Z_−k|²)/2, which the caller forms once from the sums. So four segments go at once, or two of a complex record.
//
// A length n with prime factors beyond 5 goes through one m ≥ 2n − 1 without (Bluestein): with c_t = e^{−πi t²/n},
// X_k = c_k Σ_t (x_t c_t) c*_{k−t}, a convolution; c_k does not change |X_k|².
//
// A chirp in memory: c_t, n times re im | the transform of c*_t / m, m times re im | where its numbers come from, m whole numbers
// of 32 bits: a number's natural place.

import { Lanes, Real } from "lanes";
import { Fourier } from "./fourier";

const NUMBER: usize = 32;
const IMAGINARY: usize = 16;
/** 1 for a segment that is there: of the real parts, two lanes, then of the imaginary ones. */
const PRESENT: usize = memory.data(32, 16);

/** What is taken off a segment: nothing, or one of these. */
const MEAN: i32 = 1;
const LINE: i32 = 2;

class Segments {
  /** Puts those at `x` and `stride` farther, less their trend, windowed, into the real or the imaginary parts at `data`. */
  static put(detrend: i32, x: usize, stride: usize, present: Real, window: usize, n: i32, data: usize): void {
    if (detrend === LINE) {
      Segments.putFromLine(x, stride, present, window, n, data);
      return;
    }
    let mean = Lanes.of(0);
    if (detrend === MEAN) {
      const first = Lanes.loadStrided(x, stride);
      let sum = Lanes.of(0);
      let sum1 = Lanes.of(0);
      for (let t = 1; t + 1 < n; t += 2) {
        const at = x + ((<usize>t) << 3);
        sum = sum + (Lanes.loadStrided(at, stride) - first);
        sum1 = sum1 + (Lanes.loadStrided(at + 8, stride) - first);
      }
      if (n % 2 === 0) sum = sum + (Lanes.loadStrided(x + ((<usize>(n - 1)) << 3), stride) - first);
      mean = first + (sum + sum1) / Lanes.of(<f64>n);
    }
    for (let t = 0; t < n; t++, x += 8, window += 8, data += NUMBER) {
      Lanes.store(data, present * Lanes.loadSplat(window) * (Lanes.loadStrided(x, stride) - mean));
    }
  }

  /** The same, the trend being x₀ + offset + slope (t − (n − 1)/2). */
  private static putFromLine(x: usize, stride: usize, present: Real, window: usize, n: i32, data: usize): void {
    const count = <f64>n;
    const middle = 0.5 * (count - 1);
    const first = Lanes.loadStrided(x, stride);
    let offset = Lanes.of(0);
    let slope = Lanes.of(0);
    for (let t = 0; t < n; t++) {
      const d = Lanes.loadStrided(x + ((<usize>t) << 3), stride) - first;
      offset = offset + d;
      slope = slope + Lanes.of(<f64>t - middle) * d;
    }
    offset = offset / Lanes.of(count);
    slope = slope / Lanes.of((count * (count * count - 1)) / 12);
    for (let t = 0; t < n; t++, x += 8, window += 8, data += NUMBER) {
      const trend = offset + slope * Lanes.of(<f64>t - middle);
      Lanes.store(data, present * Lanes.loadSplat(window) * (Lanes.loadStrided(x, stride) - first - trend));
    }
  }

  /** Multiplies n numbers with the chirp; zeros behind them up to m. */
  static chirp(chirp: usize, n: i32, m: i32, data: usize): void {
    let at = data;
    for (let t = 0; t < n; t++, at += NUMBER, chirp += 16) {
      const c = Lanes.loadSplat(chirp);
      const s = Lanes.loadSplat(chirp + 8);
      const re = Lanes.load(at);
      const im = Lanes.load(at + IMAGINARY);
      Lanes.store(at, re * c - im * s);
      Lanes.store(at + IMAGINARY, re * s + im * c);
    }
    for (let t = n; t < m; t++, at += NUMBER) {
      Lanes.store(at, Lanes.of(0));
      Lanes.store(at + IMAGINARY, Lanes.of(0));
    }
  }

  /** The convolution's other factor; real and imaginary parts change places, so that a transform is the inverse one. */
  static convolve(factor: usize, m: i32, data: usize, out: usize): void {
    const places = factor + ((<usize>m) << 4);
    for (let k = 0; k < m; k++, data += NUMBER, factor += 16) {
      const c = Lanes.loadSplat(factor);
      const s = Lanes.loadSplat(factor + 8);
      const re = Lanes.load(data);
      const im = Lanes.load(data + IMAGINARY);
      const to = out + <usize>load<u32>(places + ((<usize>k) << 2)) * NUMBER;
      Lanes.store(to, re * s + im * c);
      Lanes.store(to + IMAGINARY, re * c - im * s);
    }
  }

  static addPowers(data: usize, m: i32, sums: usize): void {
    for (let k = 0; k < m; k++, data += NUMBER, sums += 16) {
      const re = Lanes.load(data);
      const im = Lanes.load(data + IMAGINARY);
      Lanes.store(sums, Lanes.load(sums) + (re * re + im * im));
    }
  }
}

/**
 * Adds |Z_k|² of `count` segments, `step` samples apart from `samples` on, to `sums` (two lanes for each place of the plan's order).
 * A complex record has `imaginary` parts. There is room for a whole vector of segments behind the last. `data`: room for the plan's numbers,
 * twice that with a chirp.
 */
export function welch(
  plan: usize,
  chirp: usize,
  n: i32,
  window: usize,
  detrend: i32,
  samples: usize,
  imaginary: usize,
  step: i32,
  count: i32,
  data: usize,
  sums: usize,
): void {
  const m = Fourier.length(plan);
  const width = imaginary ? 2 : 4;
  const bytes = (<usize>step) << 3;
  const stride = imaginary ? bytes : 2 * bytes;
  for (let first = 0; first < count; first += width) {
    const here = min(width, count - first);
    for (let lane = 0; lane < 2; lane++) {
      store<f64>(PRESENT + ((<usize>lane) << 3), (imaginary ? lane : 2 * lane) < here ? 1 : 0);
      store<f64>(PRESENT + ((<usize>lane) << 3), (imaginary ? lane : 2 * lane + 1) < here ? 1 : 0, 16);
    }
    const x = samples + <usize>first * bytes;
    const y = imaginary ? imaginary + <usize>first * bytes : x + bytes;
    for (let lane = 0; lane < 2; lane += Lanes.rows()) {
      const at = (<usize>lane) << 3;
      const skip = <usize>lane * stride;
      let numbers = data + at;
      Segments.put(detrend, x + skip, stride, Lanes.load(PRESENT + at), window, n, numbers);
      Segments.put(detrend, y + skip, stride, Lanes.load(PRESENT + IMAGINARY + at), window, n, numbers + IMAGINARY);
      if (chirp) {
        Segments.chirp(chirp, n, m, numbers);
        Fourier.transform(plan, numbers);
        const other = numbers + <usize>m * NUMBER;
        Segments.convolve(chirp + ((<usize>n) << 4), m, numbers, other);
        numbers = other;
      }
      Fourier.transform(plan, numbers);
      Segments.addPowers(numbers, m, sums + at);
    }
  }
}

/** Transforms the plan's numbers at `data`, in place, left in the plan's order. */
export function fourier(plan: usize, data: usize): void {
  for (let lane = 0; lane < 2; lane += Lanes.rows()) Fourier.transform(plan, data + ((<usize>lane) << 3));
}
