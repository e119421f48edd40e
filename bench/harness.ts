// One small harness over `benchmark`: rivals take turns, round after round, so that a drifting machine hits all alike.

import Benchmark from "benchmark";

/** One way to do a workload. */
export interface Rival {
  readonly name: string;
  /** Points that one call of `run` works through. */
  readonly points: number;
  readonly run: () => unknown;
  /** Relative error of the answer against the stored 25-digit reference, or NaN where there is none. */
  readonly error: number;
}

/** A rival's measured speed. */
export interface Score {
  readonly name: string;
  readonly pointsPerSecond: number;
  /** First rival's points per second over this one's: median of the paired rounds, and their spread. */
  readonly ratio: number;
  readonly ratioLeast: number;
  readonly ratioGreatest: number;
  readonly error: number;
}

const median = (xs: readonly number[]): number => {
  const sorted = [...xs].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

function speed({ name, points, run }: Rival): number {
  const benchmark = new Benchmark(name, () => void run(), { maxTime: 0.15, minSamples: 3 });
  benchmark.run();
  return points * (benchmark.hz ?? Number.NaN);
}

/** Runs the rivals in turn, `rounds` times; ratios are taken within a round. */
export function compare(rivals: readonly Rival[], rounds = 7): Score[] {
  for (const rival of rivals) rival.run();
  const speeds = rivals.map((): number[] => []);
  for (let round = 0; round < rounds; round++) rivals.forEach((rival, k) => void speeds[k]!.push(speed(rival)));
  return rivals.map(({ name, error }, k) => {
    const ratios = speeds[k]!.map((x, round) => speeds[0]![round]! / x);
    return {
      name,
      pointsPerSecond: median(speeds[k]!),
      ratio: median(ratios),
      ratioLeast: Math.min(...ratios),
      ratioGreatest: Math.max(...ratios),
      error,
    };
  });
}

const digits = (x: number, n = 3) => (Number.isNaN(x) ? "–" : x >= 1e5 || x < 0.01 ? x.toExponential(n - 1) : x.toPrecision(n));

/** Prints the scores as a table in Markdown. */
export function print(title: string, scores: readonly Score[]): void {
  console.log(`\n### ${title}\n`);
  console.log("| | points/s | ns/point | time over the first's (least–greatest) | relative error |");
  console.log("|---|---|---|---|---|");
  for (const s of scores) {
    const spread = `${digits(s.ratio)} (${digits(s.ratioLeast)}–${digits(s.ratioGreatest)})`;
    const error = Number.isNaN(s.error) ? "–" : s.error === 0 ? "0" : s.error.toExponential(0);
    console.log(`| ${s.name} | ${digits(s.pointsPerSecond)} | ${digits(1e9 / s.pointsPerSecond)} | ${spread} | ${error} |`);
  }
}
