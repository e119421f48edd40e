// One small harness over `benchmark`. A machine drifts by a factor of two within seconds, so every rival is timed right after ours or right before, briefly, round
// after round, and only the ratio of the two counts: its median, and between what eight tenths of the rounds lie.

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

/** A rival's samples: seconds a point, and those of ours beside each. */
export interface Row {
  readonly name: string;
  readonly seconds: readonly number[];
  readonly ours: readonly number[];
  readonly error?: number | undefined;
  readonly bar?: Bar | undefined;
}

/** The middle of some numbers, and what a tenth of them lie beneath, and above. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** The spread of some numbers. @throws Error if there are none */
export function spread(xs: readonly number[]): Spread {
  if (xs.length === 0) throw new Error("nothing was timed");
  const sorted = [...xs].sort((a, b) => a - b);
  const quantile = (share: number) => {
    const place = share * (sorted.length - 1);
    const below = Math.floor(place);
    return sorted[below]! + (place - below) * ((sorted[below + 1] ?? sorted[below]!) - sorted[below]!);
  };
  return { median: quantile(0.5), low: quantile(0.1), high: quantile(0.9) };
}

/** Their time over ours, within the rounds. */
export const ratio = ({ seconds, ours }: Row): Spread => spread(seconds.map((s, round) => s / ours[round]!));

/** Their time less ours, within the rounds. */
export const excess = ({ seconds, ours }: Row): Spread => spread(seconds.map((s, round) => s - ours[round]!));

/** Times what runs here. */
export function here(name: string, points: number, run: () => unknown, more: Pick<Rival, "error" | "bar"> = {}): Rival {
  let mean = Number.POSITIVE_INFINITY;
  const time = (seconds: number) => {
    const benchmark = new Benchmark(name, () => void run(), {
      // some more than fill the time: a sample that ends just before is made anew
      initCount: Math.max(1, Math.ceil((1.15 * seconds) / mean)),
      minSamples: 1,
      minTime: seconds,
      maxTime: seconds / 10,
    });
    benchmark.run();
    if (!(benchmark.stats && benchmark.stats.mean > 0)) throw new Error(`${name} was not timed: ${benchmark.error}`);
    mean = benchmark.stats.mean;
    return mean;
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

/** Length of a sample, which the harness spends a tenth of a millisecond on itself, of one that warms up (seconds), and how many times the rounds
 * there are at most where samples are short. */
const SAMPLE = 0.012;
const WARM = 0.03;
const MORE = 3;

/** Rows of ours and of every rival, in pairs, or of ours alone; in so many rounds, or more of short ones. */
export async function compare(ours: Rival, rivals: readonly Rival[], rounds = 9): Promise<Row[]> {
  const sample = async ({ time, points }: Rival) => (await time(SAMPLE)) / points;
  const spent = async (rival: Rival) => {
    await rival.time(WARM); // compiled, and warm
    const start = performance.now();
    await sample(rival);
    return (performance.now() - start) / 1000;
  };
  const own = await spent(ours);
  const pairs = [];
  for (const rival of rivals) {
    const more = Math.min(MORE, Math.max(1, (2 * WARM) / (own + (await spent(rival)))));
    pairs.push({ rival, rounds: Math.round(more * rounds), seconds: [] as number[], ours: [] as number[] });
  }
  for (let round = 0; round < MORE * rounds; round++) {
    for (const pair of pairs) {
      if (round >= pair.rounds) continue;
      // who is first changes, so that neither always comes after the other, or after another's garbage
      if (round % 2 === 0) pair.ours.push(await sample(ours));
      pair.seconds.push(await sample(pair.rival));
      if (round % 2 === 1) pair.ours.push(await sample(ours));
    }
  }
  const alone: number[] = [];
  if (rivals.length === 0) for (let round = 0; round < rounds; round++) alone.push(await sample(ours));
  const { name, error, bar } = ours;
  const all = pairs.length > 0 ? pairs.flatMap((pair) => pair.ours) : alone;
  return [
    { name, seconds: all, ours: all, error, bar },
    ...pairs.map(({ rival: { name, error, bar }, seconds, ours }) => ({ name, seconds, ours, error, bar })),
  ];
}
