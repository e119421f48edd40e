// What a workload reports, and how a person reads it.

import { type Bar, excess, type Row, ratio, type Spread, spread } from "./harness";

/** Rivals of one workload; ours comes first. */
export interface Table {
  /** As in `npm run bench -- ID`. */
  readonly workload: string;
  readonly title: string;
  /** What a point is. */
  readonly point: string;
  /** What an error is, and the greatest that an answer may have. */
  readonly error: string;
  readonly within: number;
  readonly rows: readonly Row[];
}

/** Many small comparisons of the same rivals: a line each, a column for each rival, the first ours. */
export interface Grid {
  readonly workload: string;
  readonly title: string;
  readonly point: string;
  /** What a line is. */
  readonly line: string;
  readonly lines: readonly { readonly name: string; readonly rows: readonly Row[] }[];
  /** What an error is, if there are any. */
  readonly error?: string;
}

const digits = (x: number): string => {
  if (x >= 1e5) return x.toExponential(1).replace("e+", "e");
  if (x >= 100) return x.toFixed(0);
  return x >= 0.1 ? String(Number(x.toPrecision(3))) : x.toPrecision(2);
};

/** Seconds in the unit that suits them. */
export function duration(seconds: number): string {
  const [unit, name] = seconds < 1e-6 ? [1e-9, "ns"] : seconds < 1e-3 ? [1e-6, "µs"] : seconds < 1 ? [1e-3, "ms"] : [1, "s"];
  return `${Number((seconds / unit).toPrecision(3))} ${name}`;
}

export const range = ({ median, low, high }: Spread) => `${digits(median)} (${digits(low)}–${digits(high)})`;

/** Whether a row's bar is reached, in words. */
export function judged(row: Row): string {
  const bar: Bar | undefined = row.bar;
  if (!bar) return "";
  const { median } = ratio(row);
  const words: string[] = [];
  const say = (isReached: boolean, text: string) => words.push(isReached ? text : `**${text}: not reached**`);
  if (bar.least !== undefined) say(median >= bar.least, `≥ ${digits(bar.least)}`);
  if (bar.most !== undefined) say(median <= bar.most, `≤ ${digits(bar.most)}`);
  if (bar.extra !== undefined) {
    const more = excess(row).median;
    say(more <= bar.extra, `${more < 0 ? "−" : "+"}${duration(Math.abs(more))} (≤ ${duration(bar.extra)})`);
  }
  return words.join(", ");
}

const inaccuracy = (error: number | undefined, within: number) => {
  if (error === undefined) return "";
  const text = error === 0 ? "0" : error.toExponential(0);
  return error <= within ? text : `**${text}**`;
};

/** A table in Markdown, without its title. */
export function tabulated({ point, error, within, rows }: Table): string {
  const lines = rows.map((row, k) => {
    const times = k === 0 ? "1" : range(ratio(row));
    return [row.name, duration(spread(row.seconds).median), times, judged(row), inaccuracy(row.error, within)];
  });
  return laidOut(["", `time ${point}`, "over ours (80 % of rounds)", "bar", error], lines);
}

const cell = (row: Row, k: number) =>
  k === 0 ? duration(spread(row.seconds).median) : `${range(ratio(row))} ${judged(row)}`.trim();

/** A grid in Markdown, without its title. */
export function gridded({ point, line, lines, error }: Grid): string {
  const widest = lines.reduce((most, next) => (next.rows.length > most.rows.length ? next : most));
  const names = widest.rows.map(({ name }, k) => (k === 0 ? `${name}, ${point}` : `${name}, over it (80 % of rounds)`));
  const cells = lines.map(({ name, rows }) => [
    name,
    ...names.map((_, k) => (rows[k] ? cell(rows[k], k) : "")),
    ...(error ? [inaccuracy(rows.find((row) => row.error !== undefined)?.error, 1)] : []),
  ]);
  return laidOut([line, ...names, ...(error ? [error] : [])], cells);
}

const laidOut = (head: readonly string[], lines: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

/** Title and content. */
export const markdown = (table: Table | Grid): string =>
  `### ${table.title}\n\n${"lines" in table ? gridded(table) : tabulated(table)}`;
