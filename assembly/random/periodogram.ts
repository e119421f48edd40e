// Averaged periodograms, bin by bin by their law: P·Gamma(n)/n; and the two sidebands of a heterodyne record, which are
// correlated, by the Wishart law.

import { Counters } from "counters";
import { Lanes } from "lanes";
import { Gamma } from "./gamma";
import { Normal } from "./normal";
import { Philox } from "./philox";
import { Wishart } from "./wishart";

const BLOCK: i32 = 64;
const LAYERS: usize = memory.data(256, 16);
const PLACES: usize = memory.data(512, 16);
const UNIFORMS: usize = memory.data(512, 16);

// What the loop takes as it is: an engine would make it anew each time. n, and with d = n − ⅓ that and 1/√(9d); 0.1986
const AVERAGES: usize = memory.data(8, 16);
const D: usize = memory.data(8, 16);
const SCALE: usize = memory.data(8, 16);
const STEEPNESS: usize = memory.data<f64>([0.1986], 16);

export class Periodogram {
  /**
   * Of bins that are independent: the first attempts of all Gamma numbers of a block side by side, and those that it refuses, or
   * that take more than one block of bits, over again one by one.
   */
  static plain(averages: f64, densities: usize, out: usize, bins: i32): void {
    const d = averages - 1.0 / 3.0;
    store<f64>(AVERAGES, averages);
    store<f64>(D, d);
    store<f64>(SCALE, 1 / sqrt<f64>(9 * d));
    for (let first = 0; first < bins; first += BLOCK) {
      const at = (<usize>first) << 3;
      const count = min(BLOCK, bins - first);
      Counters.fill(first, LAYERS, PLACES, UNIFORMS, count);
      Periodogram.block(averages, first, densities + at, out + at, count);
    }
  }

  private static block(averages: f64, first: i32, densities: usize, out: usize, count: i32): void {
    const one = Lanes.of(1);
    for (let i = 0; i < count; i += Lanes.rows()) {
      const at = (<usize>i) << 3;
      const layer = Normal.edge(load<u32>(LAYERS + (at >> 1)));
      const stride = Normal.edge(load<u32>(LAYERS + (at >> 1), 4)) - layer;
      const x = Lanes.load(PLACES + at) * Lanes.loadStrided(layer, stride);
      const y = Lanes.loadSplat(SCALE) * x;
      const v = (one + y) * (one + y) * (one + y);
      const bound = one - Lanes.loadSplat(STEEPNESS) * (x * x) * y * y;
      const isInside = Lanes.less(Lanes.abs(x), Lanes.loadStrided(layer + 16, stride));
      const isAccepted = Lanes.and(Lanes.less(Lanes.load(UNIFORMS + at), bound), Lanes.less(Lanes.of(0), v));
      const isDone = Lanes.and(isInside, isAccepted);
      const power = (Lanes.load(densities + at) * (Lanes.loadSplat(D) * v)) / Lanes.loadSplat(AVERAGES);
      Lanes.store(out + at, Lanes.select(isDone, power, Lanes.of(-1)));
      if (Lanes.all(isDone)) continue;
      for (let j = i; j < i + Lanes.rows(); j++) {
        const b = (<usize>j) << 3;
        if (load<f64>(out + b) >= 0) continue;
        Philox.seek(first + j);
        store<f64>(out + b, (load<f64>(densities + b) * Gamma.draw(averages)) / averages);
      }
    }
  }
}

/**
 * Draws an averaged periodogram of each bin with the expected density to `out`. `mirrors` holds the number of the bin at −f, or −1;
 * `coherences` ρ² of each bin with its mirror; no address, no mirrors. A pair is drawn with the later of its bins; the bin at f = 0 is
 * its own mirror.
 */
export function periodogram(
  seedLow: u32,
  seedHigh: u32,
  stream: u32,
  item: u32,
  averages: f64,
  densities: usize,
  mirrors: usize,
  coherences: usize,
  out: usize,
  count: i32,
): void {
  Philox.open(seedLow, seedHigh, stream, item);
  if (mirrors === 0 && averages >= 1) {
    Counters.open(seedLow, seedHigh, stream, item);
    Periodogram.plain(averages, densities, out, count);
    return;
  }
  for (let i = 0; i < count; i++) {
    const at = (<usize>i) << 3;
    const mirror = mirrors ? <i32>load<f64>(mirrors + at) : -1;
    if (mirror > i) continue;
    Philox.seek(i);
    const P = load<f64>(densities + at);
    if (mirror < 0) store<f64>(out + at, (P * Gamma.draw(averages)) / averages);
    else if (mirror === i) {
      // its own mirror: an improper complex number, one quadrature noisier than the other
      const tilt = Math.sqrt(load<f64>(coherences + at));
      const sum = (1 + tilt) * Gamma.draw(0.5 * averages) + (1 - tilt) * Gamma.draw(0.5 * averages);
      store<f64>(out + at, (P * sum) / averages);
    } else {
      const other = (<usize>mirror) << 3;
      store<f64>(out + at, Wishart.draw(averages, P, load<f64>(densities + other), load<f64>(coherences + at)));
      store<f64>(out + other, Wishart.minus);
    }
  }
}
