// How a record is cut into segments and weighted, as it is written on the command line.

import type { WelchOptions } from "clausius";
import { expected } from "../errors";
import { unknown } from "./unknown";

type Window = Required<Pick<WelchOptions, "window">> & Pick<WelchOptions, "beta">;

const names = ["hann", "flattop", "rectangular", "kaiser"] as const;

/** `hann`, or `kaiser:8.6`. @throws ArgumentError if there is no such window, or Kaiser's has no β */
export function windowOf(written: string): Window {
  const [name = "", beta, ...rest] = written.split(":").map((part) => part.trim());
  const window = names.find((known) => known === name);
  if (!window) throw unknown("window", "window", name, names);
  if (window !== "kaiser") {
    if (beta !== undefined) throw expected("window", `${window} without a number behind it`, written);
    return { window };
  }
  const value = beta === undefined || beta === "" || rest.length > 0 ? Number.NaN : Number(beta);
  if (!(value >= 0 && value <= 100)) throw expected("window", "kaiser with its β behind a colon, such as kaiser:8.6", written);
  return { window, beta: value };
}

/** A part of a segment. @throws ArgumentError if it is none from 0 to 0.95 */
export function overlapOf(written = "0.5"): number {
  const part = written.trim() === "" ? Number.NaN : Number(written);
  if (!(part >= 0 && part <= 0.95)) throw expected("overlap", "a part of a segment from 0 to 0.95", written);
  return part;
}

/** What is taken off each segment. @throws ArgumentError if there is no such thing */
export function detrendOf(written = "constant"): Required<WelchOptions>["detrend"] {
  if (written !== "none" && written !== "constant" && written !== "linear")
    throw expected("detrend", '"constant", "linear" or "none"', written);
  return written;
}

/** Whole segments of `length` samples among `samples`. */
function segmentsOf(length: number, overlap: number, samples: number): number {
  const step = length - Math.floor(overlap * length * (1 + 1e-12));
  return samples < length ? 0 : Math.floor((samples - length) / step) + 1;
}

/** Segments that make an average, and samples that a segment has unless more are asked for. */
const ENOUGH = 16;
const LONGEST = 2 ** 16;
const USUAL = 8192;

/** The longest power of two that gives 16 segments; 8192 of a record whose end is not known. */
export function usualLength(samples: number | undefined, overlap: number): number {
  if (samples === undefined) return USUAL;
  let length = 8;
  while (length < LONGEST && segmentsOf(2 * length, overlap, samples) >= ENOUGH) length *= 2;
  return length;
}
