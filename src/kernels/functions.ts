// Elementary functions from the kernels: JavaScript's own may differ from engine to engine.

import { kernels } from "./instance";

/** from · (to/from)^(i/(n − 1)) for each of the n places of `out`, counted from the nearer end; ends as given. */
export function fillLogspace(from: number, to: number, out: Float64Array): void {
  const { power } = kernels();
  const last = out.length - 1;
  const isWide = !(to / from < Number.POSITIVE_INFINITY && from / to < Number.POSITIVE_INFINITY);
  for (let i = 1; i < last; i++) {
    const part = i / last;
    const rest = (last - i) / last;
    if (isWide) out[i] = power(from, rest) * power(to, part);
    else out[i] = part < 0.5 ? from * power(to / from, part) : to * power(from / to, rest);
  }
  out[last] = to;
  out[0] = from;
}

/** eˣ. */
export const fillExponential = (x: number): number => kernels().exponential(x);

/** ln x. */
export const fillLogarithm = (x: number): number => kernels().logarithm(x);

/** sin x. */
export const fillSine = (x: number): number => kernels().sine(x);
