// How the record of a spectrum was sampled and windowed, as the flags of a fit say it.

import type { Response } from "clausius";
import type { Command } from "commander";
import { ArgumentError, expected } from "../errors";
import { wholeOf } from "./detections";
import { quantity } from "./quantity";
import { windowOf } from "./segments";

/** Adds the options. */
export function addResponse(command: Command): void {
  command
    .option("--window <name>", "of its segments: hann, flattop or kaiser:8.6 (with its β); none: the model ignores it")
    .option("--segment <number>", "samples a segment; with --window")
    .option("--interval <time>", "from sample to sample, such as 0.4us; with --window");
}

/**
 * The response that the flags describe, `"none"` if it is to be ignored, undefined if they say nothing.
 *
 * @throws ArgumentError naming the flag that is missing or not as described
 */
export function responseOf({ window, segment, interval }: Readonly<Record<string, unknown>>): Response | "none" | undefined {
  const others = { segment, interval };
  if (window === "none") {
    for (const [name, written] of Object.entries(others)) {
      if (written !== undefined) throw new ArgumentError(name, "is for a window that the model follows, not for --window none");
    }
    return "none";
  }
  if (window === undefined && segment === undefined && interval === undefined) return undefined;
  for (const [name, written] of Object.entries({ window, ...others })) {
    if (written === undefined) throw expected(name, "--window, --segment and --interval together", written);
  }
  return { ...lengthAndInterval(String(segment), String(interval)), ...windowOf(String(window)) };
}

function lengthAndInterval(segment: string, written: string): Pick<Response, "length" | "interval"> {
  const length = wholeOf("segment", segment);
  if (length < 8) throw expected("segment", "a whole number of samples, 8 or more", length);
  const { value, unit } = quantity("interval", "time", written);
  const interval = unit.si(value);
  if (!(interval > 0)) throw expected("interval", "a positive time, such as 0.4us", written);
  return { length, interval };
}
