// Averaged periodograms, bin by bin by their law: P·Gamma(n)/n; and the two sidebands of a heterodyne record, which are
// correlated, by the Wishart law.

import { Gamma } from "./gamma";
import { Philox } from "./philox";
import { Wishart } from "./wishart";

/**
 * Draws an averaged periodogram of each bin with the expected density to `out`. `mirrors` holds the number of the bin at −f, or −1;
 * `coherences` ρ² of each bin with its mirror. A pair is drawn with the later of its bins; the bin at f = 0 is its own mirror.
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
  for (let i = 0; i < count; i++) {
    const at = (<usize>i) << 3;
    const mirror = <i32>load<f64>(mirrors + at);
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
