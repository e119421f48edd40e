// A measured record: samples at equal intervals of time.

import { expected, unknownName } from "../errors";

/** A record of one channel, or of both quadratures of heterodyne detection as complex samples. */
export interface TimeRecord {
  /** Samples, or the real parts of complex ones. */
  readonly samples: Float64Array;
  /** Imaginary parts, as many, of a complex record. */
  readonly imaginary?: Float64Array;
  /** Time from sample to sample (s). */
  readonly interval: number;
  /** Time of the first sample (s). */
  readonly start: number;
  /** Unit of the samples, such as "V"; empty if none is known. */
  readonly unit: string;
}

/** A record as it is given. */
export interface TimeRecordInput {
  readonly samples: Float64Array | readonly number[];
  readonly imaginary?: Float64Array | readonly number[];
  readonly interval: number;
  /** 0 unless given. */
  readonly start?: number;
  readonly unit?: string;
}

const known = ["samples", "imaginary", "interval", "start", "unit"];

/**
 * A record, checked: finite samples, at least one, a positive interval.
 *
 * @throws ArgumentError naming the sample or the field, what was expected, and what came
 */
export function timeRecord(input: TimeRecordInput): TimeRecord {
  if (typeof input !== "object" || input === null || Array.isArray(input) || ArrayBuffer.isView(input)) {
    throw expected("record", `an object with ${known.join(", ")}`, input);
  }
  for (const name of Object.keys(input)) if (!known.includes(name)) throw unknownName("field of a record", name, known);
  const { interval, start = 0, unit = "" } = input;
  if (!(typeof interval === "number" && interval > 0 && interval < 1e20))
    throw expected("interval", "a positive time in s", interval);
  if (typeof start !== "number" || !Number.isFinite(start)) throw expected("start", "a time in s", start);
  if (typeof unit !== "string") throw expected("unit", "the name of a unit", unit);
  const samples = finite("samples", input.samples);
  if (input.imaginary === undefined) return { samples, interval, start, unit };
  const imaginary = finite("imaginary", input.imaginary);
  if (imaginary.length !== samples.length) {
    throw expected("imaginary", `as many numbers as samples, ${samples.length}`, input.imaginary);
  }
  return { samples, imaginary, interval, start, unit };
}

function finite(argument: string, given: unknown): Float64Array {
  if (!(given instanceof Float64Array || Array.isArray(given)) || given.length === 0) {
    throw expected(argument, "a Float64Array or array of samples", given);
  }
  const wrong = given.findIndex((x) => typeof x !== "number" || !Number.isFinite(x));
  if (wrong >= 0) throw expected(`${argument}[${wrong}]`, "a finite number", given[wrong]);
  return given instanceof Float64Array ? given : Float64Array.from(given);
}
