// Products of a block's columns, summed over a spectrum's bins, as many at once as the registers hold. Even and odd bins are summed apart.

import { Lanes } from "lanes";
import { BLOCK } from "../spectrum/block";

/** Bytes of a tile's sums, each over even bins and over odd ones. */
export const TILE: usize = 144;
/** Columns that `Tile.row` takes. */
export const ROW: i32 = 6;

export class Tile {
  /**
   * Adds the products of two neighbouring columns x, y with each other, with the residual, and with two others u, v:
   * xx, xy, yy, xr, yr, xu, xv, yu, yv.
   */
  static pair(columns: usize, others: usize, residuals: usize, count: i32, sums: usize): void {
    const end = residuals + ((<usize>count) << 3);
    for (let part: usize = 0; part < 16; part += (<usize>Lanes.rows()) << 3) {
      const to = sums + part;
      let a = Lanes.load(to);
      let b = Lanes.load(to + 16);
      let c = Lanes.load(to + 32);
      let d = Lanes.load(to + 48);
      let e = Lanes.load(to + 64);
      let f = Lanes.load(to + 80);
      let g = Lanes.load(to + 96);
      let h = Lanes.load(to + 112);
      let k = Lanes.load(to + 128);
      let at = columns + part;
      let from = others + part;
      for (let row = residuals + part; row < end; row += 16, at += 16, from += 16) {
        const x = Lanes.load(at);
        const y = Lanes.load(at + BLOCK * 8);
        const r = Lanes.load(row);
        const u = Lanes.load(from);
        const v = Lanes.load(from + BLOCK * 8);
        a = a + x * x;
        b = b + x * y;
        c = c + y * y;
        d = d + x * r;
        e = e + y * r;
        f = f + x * u;
        g = g + x * v;
        h = h + y * u;
        k = k + y * v;
      }
      Lanes.store(to, a);
      Lanes.store(to + 16, b);
      Lanes.store(to + 32, c);
      Lanes.store(to + 48, d);
      Lanes.store(to + 64, e);
      Lanes.store(to + 80, f);
      Lanes.store(to + 96, g);
      Lanes.store(to + 112, h);
      Lanes.store(to + 128, k);
    }
  }

  /** Adds the products of six neighbouring columns with the residual. */
  static row(columns: usize, residuals: usize, count: i32, sums: usize): void {
    const end = residuals + ((<usize>count) << 3);
    for (let part: usize = 0; part < 16; part += (<usize>Lanes.rows()) << 3) {
      const to = sums + part;
      let a = Lanes.load(to);
      let b = Lanes.load(to + 16);
      let c = Lanes.load(to + 32);
      let d = Lanes.load(to + 48);
      let e = Lanes.load(to + 64);
      let f = Lanes.load(to + 80);
      let at = columns + part;
      for (let row = residuals + part; row < end; row += 16, at += 16) {
        const r = Lanes.load(row);
        a = a + Lanes.load(at) * r;
        b = b + Lanes.load(at + BLOCK * 8) * r;
        c = c + Lanes.load(at + 2 * BLOCK * 8) * r;
        d = d + Lanes.load(at + 3 * BLOCK * 8) * r;
        e = e + Lanes.load(at + 4 * BLOCK * 8) * r;
        f = f + Lanes.load(at + 5 * BLOCK * 8) * r;
      }
      Lanes.store(to, a);
      Lanes.store(to + 16, b);
      Lanes.store(to + 32, c);
      Lanes.store(to + 48, d);
      Lanes.store(to + 64, e);
      Lanes.store(to + 80, f);
    }
  }

  /** The k-th sum. */
  @inline static sum(sums: usize, k: i32): f64 {
    const at = sums + ((<usize>k) << 4);
    return load<f64>(at) + load<f64>(at + 8);
  }
}
