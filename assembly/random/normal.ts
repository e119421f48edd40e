// Standard normal numbers by the ziggurat: Marsaglia, Tsang, J. Stat. Softw. 5 (2000) 8. The half density e^(−x²/2) is covered by
// 256 layers of equal area, the lowest with the tail; 99 of 100 numbers take their 64 bits, a layer and a place in it (of separate
// bits, as Doornik asks), and no function. The others take further blocks, and the tail is exact as far as 13 standard deviations.

import { Philox } from "./philox";
import { Uniform } from "./uniform";

const LAYERS: i32 = 256;
// where the tail begins, its e^(−x²/2), and a layer's area: what makes 256 layers end at height 1, solved to 40 digits
const TAIL: f64 = 3.654152885361008772;
const TAIL_HEIGHT: f64 = 0.001260285930498597564;
const AREA: f64 = 0.004928673233974655347;

// (x, e^(−x²/2)) of each layer's outer edge, from the widest (its x as wide as the area asks) to the top (0, 1)
const edges = memory.data(4112, 16);

export class Normal {
  /** From 64 random bits, and further blocks where they do not do: take what is needed of this block before. */
  @inline static of(bits: u64): f64 {
    const layer = Normal.layer(bits);
    const x = Normal.place(bits, layer);
    return abs<f64>(x) < load<f64>(layer, 16) ? x : Normal.ofEdge(layer, x);
  }

  /** Outer edge of a layer that is told by 16 times its number, where the next layer's is 16 bytes behind. */
  @inline static edge(layer: u32): usize {
    return edges + layer;
  }

  @inline private static layer(bits: u64): usize {
    return edges + ((<usize>bits & 255) << 4);
  }

  @inline private static place(bits: u64, layer: usize): f64 {
    return (<f64>(<i64>bits >> 11) + 0.5) * (1.0 / 4503599627370496.0) * load<f64>(layer);
  }

  /** From one block, nearly always. */
  @inline static draw(): f64 {
    Philox.next();
    return Normal.of(Philox.first);
  }

  /** For x beyond the next layer's edge: it stands, or the tail, or another number does. */
  private static ofEdge(layer: usize, x: f64): f64 {
    while (true) {
      Philox.next();
      if (layer === edges) {
        while (true) {
          const beyond = Math.log(Uniform.of(Philox.first)) / TAIL;
          if (-2 * Math.log(Uniform.of(Philox.second)) > beyond * beyond) return copysign<f64>(TAIL - beyond, x);
          Philox.next();
        }
      }
      const low = load<f64>(layer, 8);
      const height = low + Uniform.of(Philox.first) * (load<f64>(layer, 24) - low);
      if (Math.log(height) < -0.5 * x * x) return x;
      layer = Normal.layer(Philox.second);
      x = Normal.place(Philox.second, layer);
      if (abs<f64>(x) < load<f64>(layer, 16)) return x;
    }
  }

  /** Runs once, as the module starts. */
  static layEdges(): void {
    let x = TAIL;
    let height = TAIL_HEIGHT;
    store<f64>(edges, AREA / height);
    for (let layer = 1; layer < LAYERS; layer++) {
      const at = edges + (layer << 4);
      store<f64>(at, x);
      store<f64>(at, height, 8);
      height += AREA / x;
      x = sqrt<f64>(-2 * Math.log(height));
    }
    store<f64>(edges + (LAYERS << 4), 1, 8);
  }
}

Normal.layEdges();

/** Draws `firstDraw`, … of an item to `out`. */
export function normals(seedLow: u32, seedHigh: u32, stream: u32, item: u32, firstDraw: u32, out: usize, count: i32): void {
  Philox.open(seedLow, seedHigh, stream, item);
  for (let i = 0; i < count; i++) {
    Philox.seek(firstDraw + i);
    store<f64>(out + ((<usize>i) << 3), Normal.draw());
  }
}
