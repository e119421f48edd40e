// Products of columns of a block, summed over its bins, nine at a time: what the registers hold.

import { Lanes, Real } from "lanes";
import { BLOCK } from "../spectrum/block";

const SUMS: usize = memory.data(144, 16); // each over even rows and over odd ones

export class Tile {
  /** Products of three columns with each other and with the residual: 00, 01, 02, 11, 12, 22, 0r, 1r, 2r. */
  static corner(columns: usize, residuals: usize, count: i32): void {
    const zero = Lanes.of(0);
    for (let phase = 0; phase < 2; phase += Lanes.rows()) {
      let a: Real = zero;
      let b: Real = zero;
      let c: Real = zero;
      let d: Real = zero;
      let e: Real = zero;
      let f: Real = zero;
      let g: Real = zero;
      let h: Real = zero;
      let k: Real = zero;
      let at = columns + ((<usize>phase) << 3);
      let from = residuals + ((<usize>phase) << 3);
      for (const end = residuals + ((<usize>count) << 3); from < end; from += 16, at += 16) {
        const x = Lanes.load(at);
        const y = Lanes.load(at + BLOCK * 8);
        const z = Lanes.load(at + 2 * BLOCK * 8);
        const r = Lanes.load(from);
        a = a + x * x;
        b = b + x * y;
        c = c + x * z;
        d = d + y * y;
        e = e + y * z;
        f = f + z * z;
        g = g + x * r;
        h = h + y * r;
        k = k + z * r;
      }
      Tile.keep(phase, a, b, c, d, e, f, g, h, k);
    }
  }

  /** Products of three columns with three others, row by row. */
  static square(columns: usize, others: usize, count: i32): void {
    const zero = Lanes.of(0);
    for (let phase = 0; phase < 2; phase += Lanes.rows()) {
      let a: Real = zero;
      let b: Real = zero;
      let c: Real = zero;
      let d: Real = zero;
      let e: Real = zero;
      let f: Real = zero;
      let g: Real = zero;
      let h: Real = zero;
      let k: Real = zero;
      let at = columns + ((<usize>phase) << 3);
      let from = others + ((<usize>phase) << 3);
      for (const end = others + ((<usize>count) << 3); from < end; from += 16, at += 16) {
        const x = Lanes.load(at);
        const y = Lanes.load(at + BLOCK * 8);
        const z = Lanes.load(at + 2 * BLOCK * 8);
        let t = Lanes.load(from);
        a = a + x * t;
        d = d + y * t;
        g = g + z * t;
        t = Lanes.load(from + BLOCK * 8);
        b = b + x * t;
        e = e + y * t;
        h = h + z * t;
        t = Lanes.load(from + 2 * BLOCK * 8);
        c = c + x * t;
        f = f + y * t;
        k = k + z * t;
      }
      Tile.keep(phase, a, b, c, d, e, f, g, h, k);
    }
  }

  /** Products of four columns with the residual. */
  static row(columns: usize, residuals: usize, count: i32): void {
    const zero = Lanes.of(0);
    for (let phase = 0; phase < 2; phase += Lanes.rows()) {
      let a: Real = zero;
      let b: Real = zero;
      let c: Real = zero;
      let d: Real = zero;
      let at = columns + ((<usize>phase) << 3);
      let from = residuals + ((<usize>phase) << 3);
      for (const end = residuals + ((<usize>count) << 3); from < end; from += 16, at += 16) {
        const r = Lanes.load(from);
        a = a + Lanes.load(at) * r;
        b = b + Lanes.load(at + BLOCK * 8) * r;
        c = c + Lanes.load(at + 2 * BLOCK * 8) * r;
        d = d + Lanes.load(at + 3 * BLOCK * 8) * r;
      }
      Tile.keep(phase, a, b, c, d, zero, zero, zero, zero, zero);
    }
  }

  /** Puts sums over even and odd rows side by side. */
  @inline private static keep(
    phase: i32,
    a: Real,
    b: Real,
    c: Real,
    d: Real,
    e: Real,
    f: Real,
    g: Real,
    h: Real,
    k: Real,
  ): void {
    const at = SUMS + ((<usize>phase) << 3);
    Lanes.store(at, a);
    Lanes.store(at + 16, b);
    Lanes.store(at + 32, c);
    Lanes.store(at + 48, d);
    Lanes.store(at + 64, e);
    Lanes.store(at + 80, f);
    Lanes.store(at + 96, g);
    Lanes.store(at + 112, h);
    Lanes.store(at + 128, k);
  }

  /** The k-th sum. */
  @inline static sum(k: i32): f64 {
    const at = SUMS + ((<usize>k) << 4);
    return load<f64>(at) + load<f64>(at + 8);
  }
}
