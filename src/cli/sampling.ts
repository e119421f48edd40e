// How a record is sampled, as it is written on the command line: --interval or --rate, --samples or --duration.

import type { Command } from "commander";
import { ArgumentError, expected } from "../errors";
import { wholeOf } from "./detections";
import { type Kind, quantity } from "./quantity";

/** What of the sampling is a quantity. */
export const samplingKinds = { interval: "time", rate: "frequency", duration: "time" } as const satisfies Record<string, Kind>;

/** Samples of one record, at most. */
const MOST = 2 ** 32 - 1;

/** Adds the options. */
export function addSampling(command: Command): void {
  command
    .option("--interval <time>", "from sample to sample, such as 0.1us")
    .option("--rate <frequency>", "or samples per second, such as 10MHz")
    .option("--samples <number>", "how many, such as 1e6")
    .option("--duration <time>", "or how long, such as 0.1s");
}

/** Interval (s) and number of samples. */
export interface Sampling {
  readonly interval: number;
  readonly samples: number;
}

/**
 * The sampling that the flags describe; of a duration, the whole intervals in it.
 *
 * @throws ArgumentError naming the flag, what was expected with its unit, and what came
 */
export function samplingOf(flags: Readonly<Record<string, unknown>>): Sampling {
  // 1.13 MHz is 1130000 Hz, not 1129999.9999999998
  const interval =
    chosen(flags, "interval", "rate") === "rate"
      ? 1 / Number(positive(flags, "rate").toPrecision(15))
      : positive(flags, "interval");
  if (chosen(flags, "samples", "duration") === "samples")
    return { interval, samples: wholeOf("samples", flags.samples, "a whole number of samples, 1 to 2^32 − 1", 1, MOST) };
  const steps = positive(flags, "duration") / interval;
  const nearest = Math.round(steps);
  // 0.3 s of 0.1 s are three, though their quotient is 2.9999999999999996
  const samples = Math.abs(steps - nearest) <= 1e-9 * nearest ? nearest : Math.floor(steps);
  if (!(samples >= 1 && samples <= MOST)) {
    throw expected("duration", `1 to 2^32 − 1 intervals of ${interval} s`, flags.duration);
  }
  return { interval, samples };
}

/** Which of two flags is given. @throws ArgumentError unless one of them is */
function chosen(flags: Readonly<Record<string, unknown>>, name: string, other: string): string {
  const given = [name, other].filter((flag) => flags[flag] !== undefined);
  if (given.length === 1) return given[0]!;
  throw new ArgumentError(name, `expected one of --${name} and --${other}, got ${given.length === 0 ? "neither" : "both"}`);
}

function positive(flags: Readonly<Record<string, unknown>>, name: keyof typeof samplingKinds): number {
  const kind = samplingKinds[name];
  const { value, unit } = quantity(name, kind, String(flags[name]));
  const si = unit.si(value);
  if (!(si > 0 && si < Number.POSITIVE_INFINITY)) throw expected(name, `a positive ${kind}`, flags[name]);
  return si;
}
