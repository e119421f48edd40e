// A measured spectrum as CSV: named columns, `# key: value` comments above them for what the numbers do not say.

import { csv } from "./csv";

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
}

/** The columns by their names in the file. */
export interface SpectrumColumns {
  readonly frequency?: string;
  readonly density?: string;
  readonly error?: string;
}

/** Names that need not be told; case does not matter, nor does a unit behind them. */
const usual = {
  frequency: ["frequency", "freq", "f"],
  density: ["density", "psd", "power", "s", "p"],
  error: ["error", "sigma", "standarderror", "stderr"],
} as const;

const hertz: Readonly<Record<string, number>> = { mHz: 1e-3, MHz: 1e6, hz: 1, khz: 1e3, ghz: 1e9 };

/**
 * The spectrum in a CSV (comma, semicolon or tab; `#` comments; one line of column names, which may carry a unit: `frequency (kHz)`).
 *
 * @throws SyntaxError that names line and column, what was expected, and what came
 */
export function readSpectrumCsv(text: string, columns: SpectrumColumns = {}): SpectrumFile {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  const comments: string[] = [];
  const rows: { number: number; line: string }[] = [];
  lines.forEach((line, i) => {
    if (/^\s*#/.test(line)) comments.push(line);
    else if (line.trim() !== "") rows.push({ number: i + 1, line });
  });
  const [head, ...body] = rows;
  if (!head) throw new SyntaxError("expected a line of column names, got an empty file");
  const separator = head.line.includes("\t") ? "\t" : head.line.includes(";") ? ";" : ",";
  const names = head.line.split(separator).map((name) => name.trim().replace(/^"(.*)"$/, "$1"));
  if (names.every((name) => name !== "" && Number.isFinite(Number(name)))) {
    throw new SyntaxError(`line ${head.number}: expected column names, such as frequency (Hz)${separator}density, got numbers`);
  }
  const place = (role: keyof typeof usual) => placeOf(role, names, columns[role]);
  const [f, P, sigma] = [place("frequency")!, place("density")!, place("error")];
  if (body.length === 0) throw new SyntaxError("expected a bin a line below the column names, got none");
  const cell = ({ number, line }: (typeof rows)[number], at: number): number => {
    const cells = line.split(separator);
    const where = `line ${number}, column ${names[at]}`;
    if (cells.length !== names.length) {
      throw new SyntaxError(`line ${number}: expected ${names.length} cells, as column names, got ${cells.length}`);
    }
    const written = cells[at]!.trim();
    if (separator !== "," && /^[+-]?\d+,\d+/.test(written)) {
      throw new SyntaxError(`${where}: expected a number with a decimal point, got "${written}" with a decimal comma`);
    }
    // NaN is a number of instruments; what is wrong with it is the spectrum's to say
    if (written === "" || (Number.isNaN(Number(written)) && !/^[+-]?nan$/i.test(written))) {
      throw new SyntaxError(`${where}: expected a number, got "${written}"`);
    }
    return Number(written);
  };
  const column = (at: number, factor = 1) => Float64Array.from(body, (row) => cell(row, at) * factor);
  return {
    frequency: column(f, unitOf(names[f]!)),
    density: column(P),
    ...(sigma !== undefined && { error: column(sigma) }),
    ...commented(comments),
  };
}

const plainName = (name: string): string =>
  name
    .replace(/[\s_]*[[(].*$/, "")
    .replace(/_(m|k|M|G)?Hz$/, "")
    .trim();

function placeOf(role: keyof typeof usual, names: readonly string[], given: string | undefined): number | undefined {
  const isGiven = given !== undefined;
  const found = names.findIndex((name) =>
    isGiven
      ? name === given || plainName(name) === given
      : (usual[role] as readonly string[]).includes(plainName(name).toLowerCase()),
  );
  if (found >= 0) return found;
  if (!isGiven && role === "error") return undefined;
  throw new SyntaxError(`expected a column ${given ?? role}; its columns are ${names.join(", ")}`);
}

/** Hz in the unit that stands behind a column's name. */
function unitOf(name: string): number {
  const unit = /[\s_([]+([mkMG]?Hz)\W*$/i.exec(name)?.[1];
  if (unit === undefined) return 1;
  const factor = hertz[unit] ?? hertz[unit.toLowerCase()];
  if (factor === undefined) throw new SyntaxError(`column ${name}: expected Hz, kHz, MHz, GHz or mHz, got ${unit}`);
  return factor;
}

/** `# averages: 100`, `# averages: 37, 18.5` (n_bin, n_fit), `# sides: two`. */
function commented(comments: readonly string[]): Pick<SpectrumFile, "averages" | "sides"> {
  const said = (key: string) =>
    comments
      .map((line) => new RegExp(`^\\s*#\\s*${key}\\s*:\\s*(.*?)\\s*$`, "i").exec(line)?.[1])
      .find((value) => value !== undefined);
  const [averages, sides] = [said("averages"), said("sides")];
  const [bin, fit] = averages?.split(",").map(Number) ?? [];
  if (averages !== undefined && !(bin! >= 1 && (fit ?? bin!) >= 1)) {
    throw new SyntaxError(`# averages: expected a number of averages, or n_bin, n_fit, got "${averages}"`);
  }
  if (sides !== undefined && sides !== "one" && sides !== "two") {
    throw new SyntaxError(`# sides: expected one or two, got "${sides}"`);
  }
  return { ...(averages !== undefined && { averages: { bin: bin!, fit: fit ?? bin! } }), ...(sides && { sides }) };
}

/** The spectrum as a CSV that `readSpectrumCsv` reads back to the last bit; `notes` become comments. */
export function* spectrumCsv(
  { frequency, density, averages, sides }: SpectrumFile,
  notes: readonly string[] = [],
): Generator<string> {
  for (const note of notes) yield `# ${note}\n`;
  if (averages) yield `# averages: ${averages.bin === averages.fit ? averages.bin : `${averages.bin}, ${averages.fit}`}\n`;
  if (sides) yield `# sides: ${sides}\n`;
  yield* csv({
    columns: [
      { name: "frequency", unit: "Hz", at: (row) => frequency[row]! },
      { name: "density", unit: "", at: (row) => density[row]! },
    ],
    rows: frequency.length,
  });
}
