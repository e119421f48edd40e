// Text in columns as instruments write it: comments, a preamble, names, perhaps units below them, then lines of numbers, separated by
// commas, semicolons, tabs or spaces. One tokenizer for spectra and for records.

import { FormatError, malformed } from "../errors";

/** The sign between whole and fraction. */
export type Decimal = "." | ",";

/** A line of a file and its number, from 1. */
export interface Line {
  readonly number: number;
  readonly text: string;
}

/** What stands above the numbers. */
export interface Head {
  readonly separator: string;
  readonly decimal: Decimal;
  /** The names of the columns; empty where the numbers begin at once. */
  readonly names: readonly string[];
  /** What the line below the names says of each column, empty if there is none. */
  readonly units: readonly string[];
  /** The line of the names. */
  readonly number: number;
  readonly comments: readonly string[];
  /** Lines above the names, in cells. */
  readonly preamble: readonly (readonly string[])[];
}

/** Lines before the first of numbers, and characters in one: a file of more is no table. */
const MOST_LINES = 10_000;
/** Characters of a line, at most. */
export const LONGEST_LINE = 1 << 20;

const isComment = (text: string): boolean => /^\s*(#|%|!|\/\/)/.test(text);

/** Whether a cell can only be meant as a number, be it with a decimal comma. */
const isNumeric = (cell: string): boolean =>
  /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(cell) || /^[+-]?(\d*,\d+(e[+-]?\d+)?|nan|inf(inity)?)$/i.test(cell);

function separatorOf(text: string, decimal: Decimal): string {
  const found = ["\t", ";", ...(decimal === "," ? [] : [","])].find((separator) => text.includes(separator));
  return found ?? " ";
}

/** The cells of a line, without the blanks around them and without their quotes. */
export function cellsOf(text: string, separator: string): string[] {
  // a unit belongs to the name before it
  if (separator === " ") return text.trim().split(/\s+(?![([])/);
  if (!text.includes('"')) return text.split(separator).map((cell) => cell.trim());
  const cells: string[] = [];
  let [cell, isQuoted] = ["", false];
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (c === '"' && isQuoted && text[i + 1] === '"') {
      cell += c;
      i++;
    } else if (c === '"') isQuoted = !isQuoted;
    else if (c === separator && !isQuoted) {
      cells.push(cell.trim());
      cell = "";
    } else cell += c;
  }
  return [...cells, cell.trim()];
}

/** Units of a line of nothing else, in brackets or as words. */
const units =
  /^([[(].*[\])]|[yzafpnuµμmkMGT]?(s|sec|V|A|W|Hz)|(milli|micro|nano|pico)?(seconds?|volts?|amperes?|amps?|watts?|hertz)|sequence|dBm?|)$/i;

/** Takes the lines of a file until the first of numbers. */
export class HeadReader {
  readonly #comments: string[] = [];
  readonly #lines: Line[] = [];
  #count = 0;

  constructor(readonly decimal: Decimal = ".") {}

  /** Whether anything was there but comments. */
  get isEmpty(): boolean {
    return this.#lines.length === 0;
  }

  /** True if this is the first line of numbers: those before it are the head. */
  take(line: Line): boolean {
    if (isComment(line.text)) this.#comments.push(line.text);
    else if (line.text.trim() !== "") {
      const cells = cellsOf(line.text, separatorOf(line.text, this.decimal));
      if (isNumeric(cells.find((cell) => cell !== "") ?? "")) return true;
      if (cells.some((cell) => cell !== "")) this.#lines.push(line);
    }
    if (++this.#count > MOST_LINES) throw malformed(`line ${line.number}`, `numbers within ${MOST_LINES} lines`, "none yet");
    return false;
  }

  /** The head, whose separator is that of the first line of numbers. */
  head(first: Line): Head {
    const { decimal } = this;
    const data = separatorOf(first.text, decimal);
    const width = cellsOf(first.text, data).length;
    const last = this.#lines.at(-1);
    // one number a line: no separator, and its name is all of the line, unless that promises more columns
    const isAlone = data === " " && width === 1;
    const separator = isAlone && last ? separatorOf(last.text, decimal) : data;
    const split = ({ text }: Line) => (isAlone && separator === " " ? [unquoted(text.trim())] : cellsOf(text, separator));
    const lines = this.#lines.map((line) => trimmed(split(line)));
    const below = lines.at(-1);
    const above = lines.at(-2);
    const hasUnits =
      below !== undefined &&
      above?.length === below.length &&
      below.some((cell) => cell !== "" && !isNumeric(cell)) &&
      below.every((cell) => units.test(cell) || isNumeric(cell));
    const at = lines.length - (hasUnits ? 2 : 1);
    return {
      separator,
      decimal,
      names: lines[at] ?? [],
      units: hasUnits ? below.map((cell) => cell.replace(/^[[(]\s*(.*?)\s*[\])]$/, "$1")) : [],
      number: this.#lines[at]?.number ?? first.number,
      comments: this.#comments,
      preamble: lines.slice(0, Math.max(0, at)),
    };
  }
}

/** Without empty cells at the end. */
function trimmed(cells: string[]): string[] {
  while (cells.at(-1) === "") cells.pop();
  return cells;
}

const unquoted = (text: string): string => text.replace(/^"(.*)"$/, "$1");

/** The cells of a line of numbers, as many as there are columns. */
export function rowOf({ text, number }: Line, { separator }: Head, columns: number): string[] {
  const cells = cellsOf(text, separator);
  while (cells.length > columns && cells.at(-1) === "") cells.pop();
  if (cells.length !== columns) {
    throw malformed(`line ${number}`, `${columns} cells, as column names`, String(cells.length));
  }
  return cells;
}

/** The number in a cell, which may be NaN or infinite: that is for its reader to judge. */
export function numberIn(cell: string, { decimal, separator }: Head, where: () => string): number {
  const value = Number(decimal === "," ? cell.replace(",", ".") : cell);
  if (cell !== "" && !Number.isNaN(value)) return value;
  if (/^[+-]?nan$/i.test(cell)) return Number.NaN;
  const infinite = /^([+-]?)inf(inity)?$/i.exec(cell);
  if (infinite) return infinite[1] === "-" ? -Infinity : Infinity;
  if (decimal === "." && separator !== "," && /^[+-]?\d*,\d+/.test(cell)) {
    throw malformed(where(), "a number with a decimal point", `"${cell.slice(0, 40)}" with a decimal comma`);
  }
  throw malformed(where(), "a number", `"${cell.slice(0, 40)}"`);
}

/** A name without the unit behind it. */
export const plainName = (name: string): string =>
  name
    .replace(/[\s_,/]*[[(].*$/, "")
    .replace(/\s*[_/,]\s*([mkMG]?Hz|[munpµμ]?s)$/, "")
    .trim();

/** What stands behind a column's name, brackets in it included: `frequency (kHz)`, `f [MHz]`, `frequency_Hz`, `f/kHz`, `time_ms`. */
export const behind = (name: string): string | undefined =>
  (/[[(]\s*((?:[^()[\]]|[([][^()[\]]*[)\]])*?)\s*[)\]]/.exec(name) ?? /[_/,]\s*([mkMG]?Hz|[munpµμ]?s)$/i.exec(name))?.[1];

/** Place of the column that goes by this name, with or without its unit, or by this number from 0; −1 if there is none. */
export function columnNamed(name: string | number, names: readonly string[]): number {
  if (typeof name === "number") return name in names ? name : -1;
  const exact = names.indexOf(name);
  return exact >= 0 ? exact : names.findIndex((one) => plainName(one) === name);
}

/** The value of `# key: value` in a comment. */
export function said(key: string, comments: readonly string[]): string | undefined {
  const pattern = new RegExp(`^\\s*#\\s*${key}\\s*:\\s*(.*?)\\s*$`, "i");
  return comments.map((line) => pattern.exec(line)?.[1]).find((value) => value !== undefined);
}

/** Head and lines of numbers of a whole text. @throws FormatError unless there are names and numbers below them */
export function tableOf(text: string, decimal: Decimal, row: string): { head: Head; body: Line[] } {
  const reader = new HeadReader(decimal);
  const lines = text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\n|\r/)
    .map((text, i) => ({ text, number: i + 1 }));
  const first = lines.findIndex((line) => reader.take(line));
  if (first < 0) {
    throw new FormatError(
      reader.isEmpty
        ? "expected a line of column names, got an empty file"
        : `expected ${row} a line below the column names, got none`,
    );
  }
  const body = lines.slice(first).filter(({ text }) => text.trim() !== "" && !isComment(text));
  return { head: reader.head(lines[first]!), body };
}

/** Lines that hold no numbers, even among those that do. */
export const isBlank = (text: string): boolean => text.trim() === "" || isComment(text);
