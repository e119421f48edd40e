// How a spectrum is measured, as it is written on the command line.

import { type Detection, heterodyne, homodyne, position } from "clausius";
import type { Command } from "commander";
import { expected } from "../errors";
import { type Kind, quantity } from "./quantity";

/** What of a detection is a quantity. */
export const detectionKinds = {
  angle: "angle",
  efficiency: "number",
  gain: "number",
  dark: "number",
  background: "number",
  backgroundSlope: "number",
} as const satisfies Record<string, Kind>;

const makers = { homodyne, heterodyne, position };
const usual = { optomechanics: "homodyne", dicke: "heterodyne", thermal: "position" } as const;

/** What is expected of these options, in words. */
export const detectionChoices = { detection: '"homodyne", "heterodyne" or "position"', sides: '"one" or "two"' } as const;

/** η of the preset bec. */
const ASSUMED_EFFICIENCY = 0.05;
const ASSUMED = `efficiency ${ASSUMED_EFFICIENCY} of the preset bec is assumed, not printed in the paper`;

/** Adds the option that names the detection. */
export function addDetection(command: Command): void {
  command.option("--detection <name>", "homodyne (optomechanics), heterodyne (dicke) or position (thermal), unless said");
}

/** Adds the options that give its parameters. */
export function addDetectionParameters(command: Command): void {
  command
    .option("--angle <angle>", "θ of the homodyne quadrature against the intracavity field; 90deg unless given")
    .option("--efficiency <number>", "η with the escape efficiency; 1 unless given, 0.05 for the preset bec")
    .option("--gain <number>", "record's units per unit of the spectrum; 1 unless given")
    .option("--dark <number>", "level of the dark detector, before the gain")
    .option("--background <number>", "white background, in the record's units")
    .option("--backgroundSlope <number>", "its slope, per Hz");
}

/** A detection, and what the reader should know of it. */
export interface WrittenDetection {
  readonly detection: Detection;
  readonly note: string | undefined;
}

/**
 * The detection that the flags describe.
 *
 * @throws ArgumentError naming the flag, what was expected, and what came
 */
export function detectionOf(
  model: "optomechanics" | "dicke" | "thermal",
  flags: Readonly<Record<string, unknown>>,
): WrittenDetection {
  const name = flags.detection ?? usual[model];
  if (typeof name !== "string" || !Object.hasOwn(makers, name)) throw expected("detection", detectionChoices.detection, name);
  const given = Object.entries(detectionKinds).flatMap(([parameter, kind]) => {
    const written = flags[parameter];
    if (written === undefined) return [];
    const { value, unit } = quantity(parameter, kind, String(written));
    return [[parameter, unit.si(value)] as const];
  });
  const isAssumed = flags.preset === "bec" && name === "heterodyne" && flags.efficiency === undefined;
  const parameters = { ...(isAssumed && { efficiency: ASSUMED_EFFICIENCY }), ...Object.fromEntries(given) };
  return { detection: makers[name as keyof typeof makers](parameters), note: isAssumed ? ASSUMED : undefined };
}

/** One- or two-sided, as the flag says; undefined if it does not. */
export function sidesOf(written: unknown): "one" | "two" | undefined {
  if (written === undefined || written === "one" || written === "two") return written;
  throw expected("sides", detectionChoices.sides, written);
}

/** `100`, or `37,18.5`: n of one bin and n of the likelihood. */
export function averagesOf(written: unknown): { bin: number; fit: number } | undefined {
  if (written === undefined) return undefined;
  const parts = String(written)
    .split(",")
    .map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  const [bin, fit = bin] = parts;
  if (parts.length > 2 || !(bin! >= 1 && bin! <= 1e12 && fit! >= 1e-3 && fit! <= 1e12)) {
    throw expected("averages", "a number of averages, 1 or more, or n_bin,n_fit", written);
  }
  return { bin: bin!, fit: fit! };
}

/** A whole number from `least` to `most`, such as a seed, which may be written 1e6. */
export function wholeOf(
  name: string,
  written: unknown,
  what = "a whole number, 0 to 2^53 − 1",
  least = 0,
  most = 2 ** 53 - 1,
): number {
  const value = typeof written === "string" && /^\d+(\.\d*)?([eE]\+?\d+)?$/.test(written) ? Number(written) : Number.NaN;
  if (!(Number.isInteger(value) && value >= least && value <= most)) throw expected(name, what, written);
  return value;
}
