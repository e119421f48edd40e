// Window functions at the samples of a segment.

import { cosineTerms, type Window } from "../data/window";
import { kernels } from "./instance";
import { Workspace } from "./memory";

const workspace = new Workspace();

/** w_t at t = 0 … n − 1 of n samples a period, t = n/2 its middle: the samples of w(t) that a Fourier transform takes as periodic. */
export function fillWindow({ window, beta = 0 }: Window, out: Float64Array): void {
  const n = out.length;
  if (window === "kaiser") {
    const top = besselI0(beta);
    for (let t = 0; t < n; t++) {
      const x = (2 * t - n) / n;
      out[t] = besselI0(beta * Math.sqrt((1 - x) * (1 + x))) / top;
    }
    return;
  }
  const terms: readonly number[] = cosineTerms[window];
  const roots = workspace.take(2 * n);
  kernels().roots(n, false, roots.byteOffset, n);
  for (let t = 0; t < n; t++) {
    // cos(2πk(t − n/2)/n) = (−1)^k cos(2πkt/n)
    out[t] = terms.reduce((sum, a, k) => sum + (k % 2 === 0 ? a : -a) * roots[2 * ((k * t) % n)]!, 0);
  }
}

/** I₀(x), its power series: all terms are positive. */
function besselI0(x: number): number {
  const quarter = (x * x) / 4;
  let sum = 1;
  for (let k = 1, term = quarter; term > sum * 1e-17; k++, term *= quarter / (k * k)) sum += term;
  return sum;
}
