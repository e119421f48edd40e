// Roots of unity e^{−2πi j/n} to half an ulp or little more: the angle is reduced to an eighth of a turn by whole numbers, and kept to
// twice the digits.

import { Circle } from "../math/circle";

const HALF_PI: f64 = 1.5707963267948966;
const HALF_PI_REST: f64 = 6.123233995736766e-17;

export class Root {
  static cosine: f64 = 0;
  static sine: f64 = 0;

  /** cos and sin of 2πj/n, 0 ≤ j < n < 2²⁴. */
  static take(j: i64, n: i64): void {
    const quarter = (4 * j) / n;
    const rest = 4 * j - quarter * n;
    const isFar = 2 * rest > n;
    // angle = (π/2) part/n
    const part = <f64>(isFar ? n - rest : rest);
    const a = part / <f64>n;
    const high = <f64>(<f32>a); // 24 digits: its products with others of as many are exact
    const low = a - high;
    const missing = (part - high * <f64>n - low * <f64>n) / <f64>n;
    const piHigh = <f64>(<f32>HALF_PI);
    const large = piHigh * high;
    const small = piHigh * low + (HALF_PI - piHigh) * a + (HALF_PI_REST * a + HALF_PI * missing);
    const angle = large + small;
    const beyond = large - angle + small;
    Circle.at(angle);
    const s = Circle.sine;
    const c = Circle.cosine;
    const near = s + c * beyond;
    const far = c - s * beyond;
    const sine = isFar ? far : near;
    const cosine = isFar ? near : far;
    Root.cosine = quarter === 0 ? cosine : quarter === 1 ? -sine : quarter === 2 ? -cosine : sine;
    Root.sine = quarter === 0 ? sine : quarter === 1 ? cosine : quarter === 2 ? -sine : -cosine;
  }
}

/** e^{−2πi j/n} for j = 0 … count − 1, or e^{−2πi j²/n} if `isChirp`: real and imaginary part, one after the other. */
export function roots(n: i32, isChirp: bool, out: usize, count: i32): void {
  for (let j: i64 = 0; j < count; j++) {
    Root.take((isChirp ? j * j : j) % n, n);
    const at = out + ((<usize>j) << 4);
    store<f64>(at, Root.cosine);
    store<f64>(at, -Root.sine, 8);
  }
}
