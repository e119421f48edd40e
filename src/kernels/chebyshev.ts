// Interpolation through Chebyshev's points.

import { kernels } from "./instance";

/** Points between `from` and `to`, and Lagrange's polynomials that are 1 at one of them and 0 at the others. */
export class Chebyshev {
  readonly points: Float64Array;
  readonly #weights: Float64Array; // barycentric

  constructor(
    readonly count: number,
    from: number,
    to: number,
  ) {
    const { sine } = kernels();
    this.points = new Float64Array(count);
    this.#weights = new Float64Array(count);
    for (let i = 0; i < count; i++) {
      const turn = (i + 0.5) / count; // of π
      this.points[i] = 0.5 * (from + to) + 0.5 * (to - from) * sine(Math.PI * (0.5 - turn));
      this.#weights[i] = (i % 2 === 0 ? 1 : -1) * sine(Math.PI * turn);
    }
  }

  /** Puts the values of all polynomials at x, times `factor`, to `out` from `at` on. */
  polynomials(x: number, factor: number, out: Float64Array, at = 0): void {
    const { count, points } = this;
    let sum = 0;
    for (let i = 0; i < count; i++) {
      const away = x - points[i]!;
      if (away === 0) {
        out.fill(0, at, at + count);
        out[at + i] = factor;
        return;
      }
      const part = this.#weights[i]! / away;
      out[at + i] = part;
      sum += part;
    }
    for (let i = 0; i < count; i++) out[at + i]! *= factor / sum;
  }
}
