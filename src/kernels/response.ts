// The frequencies and weights by which a sampled and windowed record sees a spectrum.
// A sample is the signal averaged over its interval dt: S_d(f) = Σ_m sinc²((f + m/dt) dt) S(f + m/dt), cut at |m| = ALIASES, the rest
// taken as falling like f⁻⁴ in all. A segment of length T convolves it with |W|², W the transform of its window: a sum over
// half bins is exact while the record forgets within T.

import type { Response } from "../data/response";
import { cosineTerms } from "../data/window";
import { kernels } from "./instance";
import { even } from "./memory";

const ALIASES = 4;
const REACH = 15; // half bins

/** Half bins at which |W|² of a window does not vanish, and its value there, their sum 1. */
function windowNodes(window: Response["window"]): { shift: number; weight: number }[] {
  const terms: readonly number[] = cosineTerms[window as keyof typeof cosineTerms];
  const { sine } = kernels();
  const sinc = (x: number) => (x === 0 ? 1 : Number.isInteger(x) ? 0 : sine(Math.PI * x) / (Math.PI * x));
  const nodes: { shift: number; weight: number }[] = [];
  let total = 0;
  for (let shift = -REACH; shift <= REACH; shift++) {
    const x = shift / 2;
    const amplitude = terms.reduce((sum, a, k) => sum + (a * (sinc(x - k) + sinc(x + k))) / 2, 0);
    const weight = amplitude * amplitude;
    if (weight < 1e-12) continue;
    nodes.push({ shift: x, weight });
    total += weight;
  }
  return nodes.map(({ shift, weight }) => ({ shift, weight: weight / total }));
}

/** Nodes a bin. */
export const nodeCount = (response: Response | undefined): number =>
  response ? windowNodes(response.window).length * (2 * ALIASES + 1) : 1;

/** The nodes' frequencies and then their weights, node after node, for the frequencies (Hz) and as many more as make them even. */
export function nodesOf(response: Response, frequency: Float64Array): Float64Array {
  const { interval, length, window } = response;
  const { sine } = kernels();
  const nodes = windowNodes(window);
  const count = nodeCount(response);
  const bins = even(frequency.length);
  const numbers = new Float64Array(2 * count * bins);
  let k = 0;
  for (const { shift, weight } of nodes) {
    for (let m = -ALIASES; m <= ALIASES; m++, k++) {
      for (let bin = 0; bin < bins; bin++) {
        const f = frequency[Math.min(bin, frequency.length - 1)]! + shift / (length * interval) + m / interval;
        const x = f * interval;
        const sinc = x === 0 ? 1 : sine(Math.PI * x) / (Math.PI * x);
        let rest = 1;
        for (let beyond = 1; Math.abs(m) === ALIASES && beyond < 200; beyond++) {
          const part = x / (x + Math.sign(m) * beyond);
          rest += part * part * part * part;
        }
        numbers[k * bins + bin] = f;
        numbers[(count + k) * bins + bin] = weight * sinc * sinc * rest;
      }
    }
  }
  return numbers;
}
