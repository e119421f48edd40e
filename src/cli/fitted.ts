// A measured spectrum's file, fitted as the flags say: where every command about a fit begins.

import { readFileSync } from "node:fs";
import { type Detection, type Fit, type FitOptions, fit } from "clausius";
import type { Command } from "commander";
import { ArgumentError, expected } from "../errors";
import { readSpectrumJson } from "../io/record-json";
import { readSpectrumCsv, type SpectrumFile } from "../io/spectrum-csv";
import { boundsOf, calibrationsOf, namesIn, valuesOf } from "./assignments";
import { addDetection, averagesOf, detectionOf, sidesOf } from "./detections";
import { FileError, fileError } from "./exit";
import { presetOf } from "./parameters";
import { interval } from "./range";
import { addResponse, responseOf } from "./sampled";

const collected = (value: string, before: string[] = []): string[] => [...before, value];

/** Adds the file and the options of its fit. */
export function addFitting(command: Command): void {
  command
    .argument("<SPECTRUM>", "a CSV of frequency and density; - is stdin")
    .option("--preset <name>", "Table I of the paper: optomechanics or bec")
    .option("--model <name>", "optomechanics, dicke or thermal (a bare oscillator)");
  addDetection(command);
  command
    .option("--averages <number>", "periodograms averaged: n, or n_bin,n_fit where segments overlap")
    .option("--sides <name>", "one or two");
  addResponse(command);
  command
    .option("--columns <names>", "frequency,density[,error] as the file calls them")
    .option("--decimal <name>", "the file's decimal sign: point (the default) or comma")
    .option("--decibels", "the density is in dB, and becomes linear")
    .option("--errors <name>", "gamma (the default), model, or column: the file's errors")
    .option("--free <names>", "what is fitted, separated by commas")
    .option("--fix <name=value>", "a known value", collected)
    .option("--calibrated <name=value+-error>", "known with an error", collected)
    .option("--start <name=value>", "where to begin", collected)
    .option("--bounds <name=low..high>", "lowest and highest value", collected)
    .option("--range <interval>", "frequencies that are fitted, such as 0.3..2.4MHz")
    .option("--exclude <interval>", "frequencies that are left out", collected)
    .option("--label <text>", "name in the report; the file's unless given");
}

/** The options as they were written. */
export interface FittingFlags extends Record<string, unknown> {
  readonly preset?: string;
  readonly model?: string;
  readonly window?: string;
  readonly columns?: string;
  readonly decimal?: string;
  readonly decibels?: boolean;
  readonly errors?: string;
  readonly free?: string;
  readonly fix?: string[];
  readonly calibrated?: string[];
  readonly start?: string[];
  readonly bounds?: string[];
  readonly range?: string;
  readonly exclude?: string[];
  readonly label?: string;
}

/** A fit, what it began with, and what was assumed of its detection. */
export interface Fitted {
  readonly found: Fit;
  readonly source: Source;
  readonly detection: Detection;
  readonly note: string | undefined;
}

/**
 * The fit of the spectrum in a file, or on stdin for `-`.
 *
 * @throws FileError if it cannot be read or is no spectrum, ArgumentError naming the flag that is not as described
 */
export function fittedFrom(path: string, flags: FittingFlags): Fitted {
  const { label = path === "-" ? "stdin" : path } = flags;
  const { source, detection, note } = sourceOf(flags);
  const choice = choiceOf(flags);
  const response = responseOf(flags);
  const file = read(path, flags);
  const spectrum = spectrumOf(file, flags, detection.detection === "heterodyne");
  const found = fit(source, spectrum, { ...choice, ...errorsOf(flags.errors, file), response, detection, label });
  return { found, source, detection, note };
}

type Source = Parameters<typeof fit>[0];

/** What is known of the system and its detection: Table I, or nothing but the model. */
function sourceOf(options: FittingFlags) {
  const { preset, model: named } = options;
  const setup = presetOf(preset);
  const model = named ?? setup?.model;
  if (setup && model !== setup.model) throw expected("model", `"${setup.model}", the model of the preset ${preset}`, model);
  if (model !== "optomechanics" && model !== "dicke" && model !== "thermal") {
    throw expected("model", `"optomechanics", "dicke" or "thermal"${model === undefined ? ", or a preset" : ""}`, model);
  }
  const said = [...(options.fix ?? []), ...(options.calibrated ?? []), ...(options.start ?? [])];
  const isSaid = (name: string) => said.some((text) => text.startsWith(`${name}=`));
  const { detection, note } = detectionOf(model, {
    detection: options.detection,
    preset: isSaid("efficiency") ? undefined : preset,
  });
  // an occupation that is said takes the place of the preset's temperature
  const { temperatureB, ...rest } = (setup ?? { model }) as Source;
  const source: Source = isSaid("nThermalB") || temperatureB === undefined ? rest : { ...rest, temperatureB };
  return { source, detection, note };
}

function choiceOf({ free, fix, calibrated, start, bounds, range, exclude }: FittingFlags): Partial<FitOptions> {
  return {
    ...(free !== undefined && { free: namesIn(free) }),
    ...(fix && { fixed: valuesOf("fix", fix) }),
    ...(calibrated && { calibrated: calibrationsOf(calibrated) }),
    ...(start && { start: valuesOf("start", start) }),
    ...(bounds && { bounds: boundsOf(bounds) }),
    ...(range !== undefined && { range: interval("range", "frequency", range) }),
    ...(exclude && { exclude: exclude.map((text) => interval("exclude", "frequency", text)) }),
  };
}

/** The file's content. @throws FileError if it cannot be read or is no spectrum */
function read(path: string, flags: FittingFlags): SpectrumFile {
  const { columns, decimal = "point", decibels = false, window } = flags;
  const textOnly = { columns, decimal: flags.decimal, decibels: flags.decibels };
  const [frequency, density, error, ...rest] = columns?.split(",").map((name) => name.trim()) ?? [];
  if (columns !== undefined && (!frequency || !density || rest.length > 0)) {
    throw expected("columns", "the names of the frequency's and the density's column, and that of the errors if any", columns);
  }
  if (decimal !== "point" && decimal !== "comma") throw expected("decimal", '"point" or "comma"', decimal);
  let text: string;
  try {
    text = decoded(readFileSync(path === "-" ? 0 : path));
  } catch (problem) {
    throw fileError(path, problem);
  }
  try {
    if (text.trimStart().startsWith("{")) {
      for (const [name, written] of Object.entries(textOnly)) {
        if (written !== undefined) throw new ArgumentError(name, "is of text in columns; JSON says what it holds");
      }
      return readSpectrumJson(text);
    }
    return readSpectrumCsv(
      text,
      { ...(frequency && { frequency }), ...(density && { density }), ...(error && { error }) },
      { decibels, decimal: decimal === "comma" ? "," : ".", response: window === undefined || window === "none" },
    );
  } catch (problem) {
    if (problem instanceof SyntaxError)
      throw new FileError(`${path === "-" ? "stdin" : path}: ${problem.message}${adviceOn(problem.message, columns)}`);
    throw problem;
  }
}

/** UTF-8, or UTF-16 as spreadsheets export "Unicode text". */
function decoded(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString("utf16le");
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return bytes
      .subarray(0, bytes.length & ~1)
      .swap16()
      .toString("utf16le");
  return bytes.toString("utf8");
}

/** What to do about a file that was not understood. */
function adviceOn(message: string, columns: string | undefined): string {
  if (message.endsWith(" with a decimal comma")) return "; --decimal comma reads it";
  if (message.endsWith("a linear density, got decibels")) return "; --decibels makes it linear";
  return columns === undefined && message.startsWith("expected a column ") ? "; --columns says which is which" : "";
}

/** The spectrum, with what the flags say over what the file says. */
function spectrumOf(file: SpectrumFile, flags: FittingFlags, isHeterodyne: boolean) {
  const { frequency, density, response } = file;
  const averages = averagesOf(flags.averages) ?? file.averages;
  if (!averages && !file.error) {
    throw expected(
      "averages",
      'the number of periodograms averaged, by --averages or "# averages: 100" in the file, or a column of errors',
      averages,
    );
  }
  const hasBothSigns = frequency.length > 0 && frequency[0]! < 0;
  const sides = sidesOf(flags.sides) ?? file.sides ?? (isHeterodyne || hasBothSigns ? "two" : undefined);
  if (sides === undefined) {
    throw expected(
      "sides",
      '"one" or "two": whether the density counts one sign of f or both; by --sides, or "# sides: one" in the file',
      sides,
    );
  }
  return { frequency, density, sides, ...(averages && { averages }), ...(response && { response }) };
}

function errorsOf(written: string | undefined, { error, averages }: SpectrumFile): Pick<FitOptions, "errors"> {
  if (written === "gamma" || written === "model") return { errors: written };
  if (written !== undefined && written !== "column") throw expected("errors", '"gamma", "model" or "column"', written);
  if (written === "column" && !error)
    throw new ArgumentError("errors", "the file has no column of errors; name it in --columns");
  return written === "column" || (error && !averages) ? { errors: error! } : {};
}
