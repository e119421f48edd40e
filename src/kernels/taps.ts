// |W|² of a window at whole and half bins, W(x) = Σ_t w_t e^{−2πixt/L}/L of its L samples, t counted from the middle.

import type { Response } from "../data/response";
import { cosineTerms } from "../data/window";
import { kernels } from "./instance";

/** Total weight that may be left out, and bins to either side that are never left behind for it. */
const NEGLIGIBLE = 1e-9;
const FARTHEST = 48;

/** Weights of the bin itself and of those 1, 2, … away; and of the half bins ½, 1½, … away. Each but the first counts twice; their sum is 1. */
export interface Taps {
  readonly whole: Float64Array;
  readonly half: Float64Array;
}

/** The taps of a response's window. What they leave out weighs less than 1e-9, or lies more than 48 bins away. */
export function tapsOf(response: Response): Taps {
  const amplitude = transformOf(response);
  const weight = (x: number) => {
    if (x > response.length / 2) return 0;
    const square = amplitude(x) * amplitude(x);
    return x === response.length / 2 ? 0.5 * square : square; // the same frequency at either end
  };
  const whole = Float64Array.from({ length: FARTHEST + 1 }, (_, j) => weight(j));
  const half = Float64Array.from({ length: FARTHEST }, (_, j) => weight(j + 0.5));
  const total = 2 * whole.reduce((sum, w) => sum + w, 0) - whole[0]! + 2 * half.reduce((sum, w) => sum + w, 0);
  const [wholeTaps, halfTaps] = [whole, half].map((weights) => {
    let count = weights.length;
    for (let rest = 0; count > 1; count--) {
      rest += 2 * weights[count - 1]!;
      if (rest > 0.5 * NEGLIGIBLE * total) break;
    }
    return weights.subarray(0, count);
  }) as [Float64Array, Float64Array];
  const sum = 2 * wholeTaps.reduce((sum, w) => sum + w, 0) - whole[0]! + 2 * halfTaps.reduce((sum, w) => sum + w, 0);
  return { whole: wholeTaps.map((w) => w / sum), half: halfTaps.map((w) => w / sum) };
}

/** W(x) up to a factor; x a multiple of ½. */
function transformOf({ window, beta = 0, length }: Response): (x: number) => number {
  const { sine, exponential } = kernels();
  // sin πx and cos πx of a multiple of ½
  const sin = (x: number) => (Number.isInteger(x) ? 0 : (Math.abs(x % 2) === 0.5) === x > 0 ? 1 : -1);
  const cos = (x: number) => (!Number.isInteger(x) ? 0 : x % 2 === 0 ? 1 : -1);
  const turn = (x: number) => sine((Math.PI * x) / length);
  /** Of L samples of 1, the first and the last, which are one period apart, half each. */
  const flat = (x: number) => (x === 0 ? 1 : sin(x) === 0 ? 0 : (sin(x) * turn(0.5 * length - x)) / (length * turn(x)));
  if (window !== "kaiser") {
    const terms: readonly number[] = cosineTerms[window];
    return (x) => terms.reduce((sum, a, k) => sum + (a * (flat(x - k) + flat(x + k))) / 2, 0);
  }
  // the transform of w(t), and what sampling folds into it: Σ W(x + mL) with W = sin(πx − β²/2πx + …)/πx far away
  const folded = (x: number) => {
    const square = x === 0 ? Math.PI ** 2 / 3 : (Math.PI / turn(x)) ** 2 - (length / x) ** 2;
    const away = x === 0 ? 0 : flat(x) - sin(x) / (Math.PI * x);
    return away - (cos(x) * beta * beta * square) / (2 * (Math.PI * length) ** 2);
  };
  return (x) => {
    const square = (beta - Math.PI * x) * (beta + Math.PI * x);
    const root = Math.sqrt(Math.abs(square));
    // sinh and sin over √: as series where they cancel
    const smooth =
      root < 1e-3 ? 1 + square / 6 : square > 0 ? (exponential(root) - exponential(-root)) / (2 * root) : sine(root) / root;
    return smooth + folded(x);
  };
}
