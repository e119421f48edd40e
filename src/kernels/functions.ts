// Elementary functions from the kernels: JavaScript's own may differ from engine to engine.

import { kernels } from "./instance";

/** from · (to/from)^(i/(n − 1)) for each of the n places of `out`, ends as given. */
export function fillLogspace(from: number, to: number, out: Float64Array): void {
  const { exponential, logarithm } = kernels();
  const start = logarithm(from);
  const range = logarithm(to) - start;
  for (let i = 1; i < out.length - 1; i++) out[i] = exponential(start + (i / (out.length - 1)) * range);
  out[out.length - 1] = to;
  out[0] = from;
}
