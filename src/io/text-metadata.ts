// What a text file says of a record above its numbers: `# interval: 4e-7`, `Sample Interval,4e-7`, `Sampling rate: 2.5 MHz`.

import { malformed } from "../errors";
import type { Head } from "./delimited";
import { timesPowerOfTen } from "./uniform";

/** What is said, in s. */
export interface TextMetadata {
  readonly interval?: number;
  readonly start?: number;
  readonly unit?: string;
}

/** Keys in small letters and nothing else. */
const keys: Readonly<Record<string, "interval" | "rate" | "start" | "unit">> = {
  ...Object.fromEntries(
    [
      "interval",
      "dt",
      "deltat",
      "timestep",
      "timeinterval",
      "sampleinterval",
      "samplinginterval",
      "sampleperiod",
      "samplingperiod",
    ].map((key) => [key, "interval"]),
  ),
  ...Object.fromEntries(["xincrement", "xinc", "increment"].map((key) => [key, "interval"])),
  ...Object.fromEntries(
    ["fs", "samplerate", "samplingrate", "samplefrequency", "samplingfrequency"].map((key) => [key, "rate"]),
  ),
  ...Object.fromEntries(["start", "starttime", "tstart", "xorigin", "xzero"].map((key) => [key, "start"])),
  ...Object.fromEntries(["unit", "units", "verticalunits", "yunit", "yunits"].map((key) => [key, "unit"])),
};

const powers: Readonly<Record<string, number>> = { f: -15, p: -12, n: -9, u: -6, µ: -6, μ: -6, m: -3, "": 0, k: 3, M: 6, G: 9 };
const prefixes: Readonly<Record<string, string>> = {
  pico: "p",
  nano: "n",
  micro: "u",
  milli: "m",
  kilo: "k",
  mega: "M",
  giga: "G",
};

/** Power of ten of a unit of time in s; 0 if there is no unit, undefined if it is another. */
export function powerOf(unit: string | undefined): number | undefined {
  if (unit === undefined || unit === "") return 0;
  const [, word, sign] = /^(?:(pico|nano|micro|milli)?seconds?|([fpnuµμm]?)s(?:ec)?)$/i.exec(unit) ?? [];
  if (sign === undefined && !/seconds?$/i.test(unit)) return undefined;
  return powers[sign?.toLowerCase() ?? prefixes[word?.toLowerCase() ?? ""] ?? ""];
}

/** Units written as words by their signs. */
export function unitNamed(unit: string | undefined): string {
  const [, prefix = "", name] = /^(pico|nano|micro|milli)?(volt|ampere|amp|watt)s?$/i.exec(unit ?? "") ?? [];
  if (name === undefined) return unit ?? "";
  return `${prefixes[prefix.toLowerCase()]?.replace("u", "µ") ?? ""}${name[0]!.toUpperCase()}`;
}

/** What comments and preamble say of interval, start and unit. @throws FormatError if it makes no sense */
export function metadataOf({ comments, preamble, names, units }: Head): TextMetadata {
  const pairs = [
    ...comments
      .map((line) => /^\s*(?:#|%|!|\/\/)+\s*([^:=,;\t]+?)\s*[:=,;\t]\s*(.*?)\s*$/.exec(line) ?? [])
      .map(([, k, v]) => [k, v]),
    ...preamble
      .map((cells) => cells.filter((cell) => cell !== ""))
      .map(([k, v]) => (v === undefined ? keyAndValue(k) : [k, v])),
    // the first line of numbers below Start and Increment of some oscilloscopes
    ...names.map((name, k) => (/^(start|increment)$/i.test(name) ? [name, units[k]] : [])),
  ];
  const found: { interval?: number; start?: number; unit?: string } = {};
  for (const [key, value] of pairs) {
    if (key === undefined || value === undefined || value === "") continue;
    const what =
      keys[
        key
          .replace(/[([].*$/, "")
          .replace(/[^a-z]/gi, "")
          .toLowerCase()
      ];
    if (what === undefined) continue;
    const inKey = /[([]\s*(.*?)\s*[)\]]/.exec(key)?.[1];
    if (what === "unit") found.unit ??= unitNamed(value);
    else if (what === "start") found.start ??= quantity(key, value, inKey, false);
    else found.interval ??= what === "rate" ? 1 / quantity(key, value, inKey, true) : quantity(key, value, inKey, true);
  }
  return found;
}

/** `Sample Interval: 4e-7` of a line that is one cell. */
const keyAndValue = (text: string | undefined): (string | undefined)[] =>
  /^([^:=]+)[:=]\s*(.*)$/.exec(text ?? "")?.slice(1) ?? [];

/** `4e-7`, `0.4 µs`, `Analog:4e-7`, `2.5 MSa/s`: a number in s or Hz. */
function quantity(key: string, text: string, inKey: string | undefined, isPositive: boolean): number {
  const [, written, behind = ""] = /^(?:[a-z ]+:)?\s*([+-]?[\d.]+(?:e[+-]?\d+)?)\s*(.*)$/i.exec(text) ?? [];
  const unit = behind || (inKey ?? "");
  const power = powerOf(unit) ?? powers[/^([kMG]?)(Hz|Sa\/s|S\/s|SPS)$/i.exec(unit)?.[1] ?? "none"];
  const value = written === undefined || power === undefined ? Number.NaN : timesPowerOfTen(Number(written), power);
  if (!Number.isFinite(value) || (isPositive && !(value > 0))) {
    throw malformed(key, isPositive ? "a positive number in s or Hz" : "a time in s", `"${text.slice(0, 40)}"`);
  }
  return value;
}
