// Two averaged powers that are not independent: P(ω) and P(−ω), the diagonal of W/n, W a complex 2×2 Wishart matrix of n
// degrees of freedom. Bartlett's decomposition (complex: Goodman, Ann. Math. Stat. 34 (1963) 152): W = L A A† L†, with
//
//   L = √Σ = [√a        0         ]      A = [√G(n)      0    ]      G Gamma numbers, z a complex normal number, E|z|² = 1
//            [ρ√b   √(1 − ρ²) √b ]          [  z    √G(n−1)  ]

import { Gamma } from "./gamma";
import { Normal } from "./normal";
import { Philox } from "./philox";

export class Wishart {
  /** The second power of the pair drawn last. */
  static minus: f64 = 0;

  /**
   * The first power; the second is left in `minus`. Means a and b, squared coherence ρ² = |c|²/(ab), shape n ≥ 1.
   * Each power alone is Gamma(n)/n times its mean; their correlation is ρ².
   */
  static draw(n: f64, a: f64, b: f64, coherence: f64): f64 {
    const plus = Gamma.draw(n);
    const rest = Gamma.draw(n - 1);
    Philox.next();
    const free = 1 - coherence;
    const spread = sqrt<f64>(0.5 * free);
    const second = Philox.second;
    const re = sqrt<f64>(coherence * plus) + spread * Normal.of(Philox.first);
    const im = spread * Normal.of(second);
    Wishart.minus = (b * (re * re + im * im + free * rest)) / n;
    return (a * plus) / n;
  }
}

/** Draws `firstDraw`, … of an item to `plus` and `minus`. */
export function wishart(
  seedLow: u32,
  seedHigh: u32,
  stream: u32,
  item: u32,
  firstDraw: u32,
  n: f64,
  a: f64,
  b: f64,
  coherence: f64,
  plus: usize,
  minus: usize,
  count: i32,
): void {
  Philox.open(seedLow, seedHigh, stream, item);
  for (let i = 0; i < count; i++) {
    Philox.seek(firstDraw + i);
    store<f64>(plus + ((<usize>i) << 3), Wishart.draw(n, a, b, coherence));
    store<f64>(minus + ((<usize>i) << 3), Wishart.minus);
  }
}
