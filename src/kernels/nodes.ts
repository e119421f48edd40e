// Where a spectrum is taken for bins that are seen through a window: runs of nodes whole bins apart, and of those half a bin above.

import { even } from "./memory";
import type { Taps } from "./taps";
import { BLOCK } from "./traces";

/** Nodes that are worked out at once, if not for a single block of bins: they stay in the second-level cache. */
const MOST = 4096;
/** Blocks of bins whose nodes may be worked out at once: a power of two. */
const BLOCKS = 128;
const ROUNDING = 1e-6; // of a bin

/** Nodes, and the places of bins among those worked out with them. */
export interface Nodes {
  /** Hz, −½ … ½ of the sampling rate. */
  readonly frequency: Float64Array;
  /** Of each bin, and of the half bin above it. */
  readonly wholePlaces: Float64Array;
  readonly halfPlaces: Float64Array;
  /** For each block of bins the first of the nodes to be worked out before it, and how many: none if those before it serve. */
  readonly blocks: Float64Array;
  /** The most that are worked out at once. */
  readonly most: number;
}

/** The nodes of bins at these frequencies (Hz). */
export function layOut(frequency: Float64Array, interval: number, length: number, taps: Taps): Nodes {
  const count = frequency.length;
  const bins = even(count);
  const [below, above] = [taps.whole.length - 1, taps.half.length];
  const place = Array.from({ length: bins }, (_, bin) => {
    const k = frequency[Math.min(bin, count - 1)]! * interval * length;
    return Math.abs(k - Math.round(k)) < ROUNDING ? Math.round(k) : k;
  });

  /** Runs of bins `from` … `to` − 1: each begins at a bin and goes on for some whole bins. */
  const runsOf = (from: number, to: number) => {
    const runs: { bin: number; span: number }[] = [];
    for (let bin = from; bin < to; bin++) {
      const run = runs.at(-1);
      const away = run ? place[bin]! - place[run.bin]! : 0;
      const isNext = run && Math.abs(away - Math.round(away)) < ROUNDING && away >= 0 && away - run.span <= 2 * above;
      if (isNext) run.span = Math.max(run.span, Math.round(away));
      else runs.push({ bin, span: 0 });
    }
    return runs;
  };
  const sizeOf = (span: number) => 2 * span + 1 + 2 * below + 2 * above;

  const nodes: number[] = [];
  const wholePlaces = new Float64Array(bins);
  const halfPlaces = new Float64Array(bins);
  const blocks = new Float64Array(2 * Math.ceil(bins / BLOCK));
  let most = 0;
  for (let from = 0; from < bins; ) {
    let step = BLOCKS * BLOCK;
    let runs = runsOf(from, Math.min(bins, from + step));
    while (step > BLOCK && runs.reduce((sum, { span }) => sum + sizeOf(span), 0) > MOST) {
      step /= 2;
      runs = runsOf(from, Math.min(bins, from + step));
    }
    const to = Math.min(bins, from + step);
    const first = nodes.length;
    runs.forEach(({ bin, span }, r) => {
      const start = place[bin]!;
      const whole = nodes.length - first + below;
      for (let j = -below; j <= span + below; j++) nodes.push(start + j);
      const half = nodes.length - first + above;
      for (let j = -above; j < span + above; j++) nodes.push(start + j + 0.5);
      for (let one = bin; one < (runs[r + 1]?.bin ?? to); one++) {
        const away = Math.round(place[one]! - start);
        wholePlaces[one] = whole + away;
        halfPlaces[one] = half + away;
      }
    });
    if ((nodes.length - first) % 2 === 1) nodes.push(nodes.at(-1)!);
    blocks.set([first, nodes.length - first], (2 * from) / BLOCK);
    most = Math.max(most, nodes.length - first);
    from = to;
  }
  return {
    frequency: Float64Array.from(nodes, (k) => (k - length * Math.round(k / length)) / (length * interval)),
    wholePlaces,
    halfPlaces,
    blocks,
    most,
  };
}
