// What a record's file does not say of itself, as it is written on the command line; and what is wrong with a file, in its terms.

import type { RecordOptions } from "clausius";
import type { Command } from "commander";
import { ArgumentError, expected } from "../errors";
import { FileError } from "./exit";
import { quantity } from "./quantity";

/** Adds the options. */
export function addRecord(command: Command): void {
  command
    .option("--interval <time>", "from sample to sample, such as 0.4us, where the file does not say")
    .option("--rate <frequency>", "or samples per second, such as 2.5MHz")
    .option("--column <name>", "the samples: a column by name or number from 0, or an array of an NPZ or HDF5")
    .option("--imaginary <name>", "their imaginary parts, or the second quadrature")
    .option("--time <name>", "their times")
    .option("--decimal <name>", "the file's decimal sign: point (the default) or comma");
}

/** The options as they were written. */
export interface RecordFlags {
  readonly interval?: string;
  readonly rate?: string;
  readonly column?: string;
  readonly imaginary?: string;
  readonly time?: string;
  readonly decimal?: string;
}

/**
 * What the flags say of the file.
 *
 * @throws ArgumentError naming the flag, what was expected, and what came
 */
export function readingOf({ interval, rate, column, imaginary, time, decimal = "point" }: RecordFlags): RecordOptions {
  if (decimal !== "point" && decimal !== "comma") throw expected("decimal", '"point" or "comma"', decimal);
  const roles = Object.entries({ column, imaginary, time });
  for (const [role, name] of roles) if (name === "") throw expected(role, "the name or the number of a column", name);
  const named = (name: string | undefined) => (name !== undefined && /^\d+$/.test(name) ? Number(name) : name);
  const columns = {
    ...(column !== undefined && { value: named(column) }),
    ...(imaginary !== undefined && { imaginary: named(imaginary) }),
    ...(time !== undefined && { time: named(time) }),
  };
  const seconds = intervalOf(interval, rate);
  return { ...(seconds !== undefined && { interval: seconds }), columns, decimal: decimal === "comma" ? "," : "." };
}

function intervalOf(interval: string | undefined, rate: string | undefined): number | undefined {
  if (interval !== undefined && rate !== undefined) throw new ArgumentError("interval", "expected it or --rate, got both");
  if (interval !== undefined) return positive("interval", "time", interval);
  return rate === undefined ? undefined : 1 / Number(positive("rate", "frequency", rate).toPrecision(15));
}

function positive(name: string, kind: "time" | "frequency", written: string): number {
  const { value, unit } = quantity(name, kind, written);
  const si = unit.si(value);
  if (!(si > 0 && si < Number.POSITIVE_INFINITY)) throw expected(name, `a positive ${kind}`, written);
  return si;
}

/** The error with what the user should know: faults of a file with its name, those of options by their flags, and what to do about them. */
export function inFile(name: string, error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const advice = adviceOn(error.message);
  if (error.name === "FormatError") return new FileError(`${name}: ${error.message}${advice}`);
  if (error.name !== "ArgumentError") return error;
  const { argument, reason } = error as ArgumentError;
  return new ArgumentError(flags[argument] ?? argument, reason + advice);
}

function adviceOn(message: string): string {
  if (message.includes(" with a decimal comma")) return "; --decimal comma reads it";
  if (/does not say, or a column of times|the option interval|the interval itself$|time in s, got nothing$/.test(message))
    return "; --interval says it";
  return /^expected the (name|path) of one |the record, from 0, got nothing$/.test(message) ? "; --column says which" : "";
}

/** Columns as the library calls them, and the flags that name them. */
const flags: Readonly<Record<string, string>> = {
  "columns.value": "column",
  "columns.imaginary": "imaginary",
  "columns.time": "time",
};
