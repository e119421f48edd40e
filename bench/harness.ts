// One small harness over `benchmark`. A machine drifts by a factor of two within seconds, so every rival is timed right after ours, round
// after round, and only the ratio of the two counts: its median, its least and its greatest.

import Benchmark from "benchmark";

/** What a ratio, their time over ours, should be: at least, or at most; or what a point may cost us more than it costs them (seconds). */
export interface Bar {
  readonly least?: number;
  readonly most?: number;
  readonly extra?: number;
}

/** One way to do a workload. */
export interface Rival {
  readonly name: string;
  /** Points that one run works through. */
  readonly points: number;
  /** Seconds that a run takes, averaged over runs that fill at least `seconds`. */
  readonly time: (seconds: number) => number | Promise<number>;
  /** How far its answer is off, if that can be told. */
  readonly error?: number | undefined;
  readonly bar?: Bar | undefined;
}

/** A rival's samples: seconds a point, and those of ours just before each. */
export interface Row {
  readonly name: string;
  readonly seconds: readonly number[];
  readonly ours: readonly number[];
  readonly error?: number | undefined;
  readonly bar?: Bar | undefined;
}

/** Middle, least and greatest. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly greatest: number;
}

/** The spread of some numbers. */
export function spread(xs: readonly number[]): Spread {
  const sorted = [...xs].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  return { median, least: sorted[0]!, greatest: sorted.at(-1)! };
}

/** Their time over ours, within the rounds. */
export const ratio = ({ seconds, ours }: Row): Spread => spread(seconds.map((s, round) => s / ours[round]!));

/** Their time less ours, within the rounds. */
export const excess = ({ seconds, ours }: Row): Spread => spread(seconds.map((s, round) => s - ours[round]!));

/** Times what runs here. */
export function here(name: string, points: number, run: () => unknown, more: Pick<Rival, "error" | "bar"> = {}): Rival {
  let count = 1;
  const time = (seconds: number) => {
    const benchmark = new Benchmark(name, () => void run(), {
      initCount: count,
      minSamples: 1,
      minTime: seconds,
      maxTime: seconds / 10,
    });
    benchmark.run();
    if (!(benchmark.stats && benchmark.stats.mean > 0)) throw new Error(`${name} was not timed: ${benchmark.error}`);
    count = Math.max(1, Math.ceil(seconds / benchmark.stats.mean));
    return benchmark.stats.mean;
  };
  return { name, points, time, ...more };
}

/** Times what answers later: workers. */
export function later(
  name: string,
  points: number,
  run: () => Promise<unknown>,
  more: Pick<Rival, "error" | "bar"> = {},
): Rival {
  const time = async (seconds: number) => {
    const start = performance.now();
    let runs = 0;
    do {
      await run();
      runs++;
    } while (performance.now() - start < 1000 * seconds);
    return (performance.now() - start) / 1000 / runs;
  };
  return { name, points, time, ...more };
}

/** Length of a sample. */
const SECONDS = 0.03;

/** Rows of ours and of every rival, in pairs. */
export async function compare(ours: Rival, rivals: readonly Rival[], rounds = 9): Promise<Row[]> {
  const sample = async ({ time, points }: Rival) => (await time(SECONDS)) / points;
  for (const rival of [ours, ...rivals]) await sample(rival); // compiled, and warm
  const pairs = rivals.map(() => ({ seconds: [] as number[], ours: [] as number[] }));
  for (let round = 0; round < rounds; round++) {
    for (const [k, rival] of rivals.entries()) {
      pairs[k]!.ours.push(await sample(ours));
      pairs[k]!.seconds.push(await sample(rival));
    }
  }
  const own = pairs.flatMap((pair) => pair.ours);
  if (own.length === 0) for (let round = 0; round < rounds; round++) own.push(await sample(ours));
  const { name, error, bar } = ours;
  return [
    { name, seconds: own, ours: own, error, bar },
    ...rivals.map(({ name, error, bar }, k) => ({ name, ...pairs[k]!, error, bar })),
  ];
}
