// A measured spectrum as CSV: named columns, `# key: value` comments above them for what the numbers do not say.

import { LEAST_AVERAGES } from "../data/noise-spectrum";
import type { Response } from "../data/response";
import { expected, FormatError, malformed } from "../errors";
import { csv } from "./csv";
import { behind, cellsOf, columnNamed, type Decimal, type Head, numberIn, plainName, rowOf, said, tableOf } from "./delimited";
import { responseComments, responseIn } from "./spectrum-response";

/** What stands in a file of a spectrum. */
export interface SpectrumFile {
  /** Hz. */
  readonly frequency: Float64Array;
  readonly density: Float64Array;
  /** Standard errors of the densities, if there is such a column. */
  readonly error?: Float64Array;
  /** Of one bin and of the likelihood. */
  readonly averages?: { readonly bin: number; readonly fit: number };
  readonly sides?: "one" | "two";
  /** How its record was sampled and windowed. */
  readonly response?: Response;
  /** Unit of the densities, such as `V^2/Hz`. */
  readonly unit?: string;
}

/** The columns by their names in the file. */
export interface SpectrumColumns {
  readonly frequency?: string;
  readonly density?: string;
  readonly error?: string;
}

/** How a file is read that is not as it should be by default. */
export interface SpectrumReading {
  /**
   * The density is in decibels, and becomes linear: dBm/Hz in W/Hz, anything else, such as dB re 1 V²/Hz, dBV/√Hz or dB, in the square
   * of its unit per Hz. Decibels are refused unless this is true.
   */
  readonly decibels?: boolean;
  /** Whether comments on window, segment and interval are read as the response; they are unless this is false. */
  readonly response?: boolean;
  /** The decimal sign; a comma is refused unless asked for. */
  readonly decimal?: Decimal;
}

/** Names that need not be told; case does not matter, nor does a unit behind them. */
const usual = {
  frequency: ["frequency", "freq", "f"],
  density: ["density", "psd", "power", "s", "p"],
  error: ["error", "sigma", "standarderror", "stderr"],
} as const;

const hertz: Readonly<Record<string, number>> = { mHz: 1e-3, MHz: 1e6, hz: 1, khz: 1e3, ghz: 1e9 };

/**
 * The spectrum in a CSV (comma, semicolon or tab; `#` comments; one line of column names, which may carry a unit: `frequency (kHz)`;
 * what an instrument wrote above the names is passed over).
 *
 * @throws FormatError that names line and column, what was expected, and what came
 */
export function readSpectrumCsv(
  text: string,
  columns: SpectrumColumns = {},
  { decibels = false, decimal = ".", response: hasResponse = true }: SpectrumReading = {},
): SpectrumFile {
  const { head: written, body } = tableOf(text, decimal, "a bin");
  const head = written.names.length > 0 ? written : { ...written, names: namesAbove(written, body[0]!.text) };
  const { names, separator } = head;
  if (names.length === 0) {
    const example = `frequency (Hz)${separator === " " ? "," : separator}density`;
    throw malformed(`line ${head.number}`, `column names, such as ${example}`, "numbers");
  }
  const place = (role: keyof typeof usual) => placeOf(role, names, columns[role]);
  const [f, P, sigma] = [place("frequency")!, place("density")!, place("error")];
  const factor = unitOf(head, f);
  const toLinear = linear(head, P, decibels);
  if (sigma !== undefined) checkError(head, sigma, decibels);
  const column = (at: number) =>
    Float64Array.from(body, (line) =>
      numberIn(rowOf(line, head, names.length)[at]!, head, () => `line ${line.number}, column ${names[at]}`),
    );
  const frequency = column(f).map((value) => value * factor);
  const density = column(P).map(toLinear);
  // σ of a level in dB is a relative error of the density
  const error = sigma === undefined ? undefined : column(sigma);
  const errors = decibels ? error?.map((x, i) => (density[i]! * x * Math.LN10) / 10) : error;
  const response = hasResponse ? responseIn(head.comments) : undefined;
  const unit = decibels ? undefined : unitIn(head, P);
  return {
    frequency,
    density,
    ...(errors && { error: errors }),
    ...commented(head.comments),
    ...(response && { response }),
    ...(unit && { unit }),
  };
}

/** The names in the last comment above the numbers, where NumPy writes them, if it has as many cells as the first line of numbers. */
function namesAbove({ comments, separator }: Head, first: string): string[] {
  const names = cellsOf((comments.at(-1) ?? "").replace(/^\s*(#|%|!|\/\/)+/, ""), separator);
  const isOne = names.length === cellsOf(first, separator).length && names.every((name) => /^[\p{L}]/u.test(name));
  return isOne && !/^\w+\s*:/.test(names[0]!) ? names : [];
}

function placeOf(role: keyof typeof usual, names: readonly string[], given: string | undefined): number | undefined {
  const found =
    given !== undefined
      ? columnNamed(given, names)
      : names.findIndex((name) => (usual[role] as readonly string[]).includes(plainName(name).toLowerCase()));
  if (found >= 0) return found;
  if (given === undefined && role === "error") return undefined;
  throw new FormatError(`expected a column ${given ?? role}; its columns are ${names.join(", ")}`);
}

const unitIn = ({ names, units }: Head, at: number): string | undefined => behind(names[at]!) ?? (units[at] || undefined);

/** Hz in the unit of the frequencies. */
function unitOf(head: Head, at: number): number {
  const unit = unitIn(head, at);
  if (unit === undefined) return 1;
  const factor = hertz[unit] ?? hertz[unit.toLowerCase()];
  if (factor === undefined) throw malformed(`column ${head.names[at]}`, "Hz, kHz, MHz, GHz or mHz", unit);
  return factor;
}

const isInDecibels = (text: string): boolean => /(^|[^a-z])dB/i.test(text);

/** How a density of the column becomes a linear one. */
function linear(head: Head, at: number, decibels: boolean): (value: number) => number {
  const name = head.names[at]!;
  const unit = unitIn(head, at);
  if (/√|sqrt|Hz\s*\^?\s*\(?-?(1\/2|0?\.5)/i.test(unit ?? "") && !isInDecibels(unit!)) {
    throw malformed(`column ${name}`, "a power density", "an amplitude density, whose square is one");
  }
  const per = /\/\s*\(?(rad|[mkMG]Hz)/.exec(unit ?? "")?.[1];
  if (per !== undefined) throw malformed(`column ${name}`, "a density per Hz", `one per ${per === "rad" ? "rad/s" : per}`);
  if (!decibels) {
    if (isInDecibels(unit ?? name)) throw malformed(`column ${name}`, "a linear density", "decibels");
    return (value) => value;
  }
  if (unit !== undefined && !isInDecibels(unit)) throw malformed(`column ${name}`, "decibels, as was said", unit);
  const level = (unit ?? name).replaceAll(/\s/g, "");
  if (/dBm(?!\/√?Hz)/i.test(level)) {
    throw malformed(`column ${name}`, "a density, in dBm/Hz", "a power in some bandwidth: divide by the noise bandwidth first");
  }
  const reference = /dBm/i.test(level) ? 1e-3 : /dB[uµμ]V/i.test(level) ? 1e-12 : 1;
  return (value) => reference * 10 ** (value / 10);
}

/** Errors are in the unit of the densities. */
function checkError(head: Head, at: number, decibels: boolean): void {
  const unit = unitIn(head, at);
  if (unit === undefined || isInDecibels(unit) === decibels) return;
  throw malformed(`column ${head.names[at]}`, decibels ? "decibels, as the density" : "a linear error, as the density", unit);
}

/** `# averages: 100`, `# averages: 37, 18.5` (n_bin, n_fit), `# sides: two`. */
function commented(comments: readonly string[]): Pick<SpectrumFile, "averages" | "sides"> {
  const [averages, sides] = [said("averages", comments), said("sides", comments)];
  const [bin, fit] = averages?.split(",").map(Number) ?? [];
  if (averages !== undefined && !(bin! >= 1 && (fit ?? bin!) >= LEAST_AVERAGES)) {
    throw malformed("# averages", "a number of averages, or n_bin, n_fit", `"${averages}"`);
  }
  if (sides !== undefined && sides !== "one" && sides !== "two") {
    throw malformed("# sides", "one or two", `"${sides}"`);
  }
  return { ...(averages !== undefined && { averages: { bin: bin!, fit: fit ?? bin! } }), ...(sides && { sides }) };
}

/** Whether a unit behind a column's name is found again: brackets in pairs, none in another, no quotes, line breaks or blanks around it. */
const isReadable = (unit: string): boolean => /^(?:[^()[\]"\r\n]|[([][^()[\]"\r\n]*[)\]])*$/.test(unit) && unit.trim() === unit;

/**
 * The spectrum as a CSV that `readSpectrumCsv` reads back to the last bit; `notes` become comments.
 *
 * @throws ArgumentError if the unit could not be read back
 */
export function* spectrumCsv(
  { frequency, density, averages, sides, response, unit = "" }: SpectrumFile,
  notes: readonly string[] = [],
): Generator<string> {
  if (!isReadable(unit)) throw expected("unit", "a unit such as V^2/Hz or (V/m)^2/Hz", unit);
  for (const note of notes) yield `# ${note}\n`;
  if (averages) yield `# averages: ${averages.bin === averages.fit ? averages.bin : `${averages.bin}, ${averages.fit}`}\n`;
  if (sides) yield `# sides: ${sides}\n`;
  if (response) yield* responseComments(response);
  yield* csv({
    columns: [
      { name: "frequency", unit: "Hz", at: (row) => frequency[row]! },
      { name: "density", unit, at: (row) => density[row]! },
    ],
    rows: frequency.length,
  });
}
