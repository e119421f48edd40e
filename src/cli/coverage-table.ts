// What clausius coverage prints: for the eye, and as CSV.

import type { Coverage, QuantityCoverage } from "clausius";
import { aligned, rounded } from "../io/aligned";
import { csv } from "../io/csv";
import { smallTable, type Table, type TableColumn } from "../io/table";
import { fitKinds } from "./assignments";
import { siUnit } from "./quantity";

/** What stands beside the table. */
export interface Circumstances {
  readonly averages: number;
  readonly bins: number;
  /** What the reader should know. */
  readonly notes: readonly string[];
}

/** The table for the eye. */
export function coverageText(found: Coverage, { averages, bins, notes }: Circumstances): string {
  const { rows, experiments, method, seed, failures, openEnds } = found;
  const isOneKind = rows.every(({ interval }) => interval === rows[0]!.interval);
  const titles = ["", ...(isOneKind ? [] : ["interval"]), "68.3 %", "95.4 %", "mean pull", "pull width", "bias", "half width"];
  const table = smallTable(
    titles,
    rows.map((row) => [
      row.quantity,
      ...(isOneKind ? [] : [row.interval]),
      ...row.levels.map(({ coverage, error }) => `${fixed(100 * coverage, 1)} ± ${fixed(100 * error, 1)} %`),
      `${fixed(row.bias, 3)} ± ${fixed(row.biasError, 3)}`,
      fixed(row.pullWidth, 3),
      part(row.relativeBias),
      part(row.levels[0]!.medianWidth / 2 / Math.abs(row.truth)),
    ]),
  );
  const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? "" : "s"}`;
  return [
    `${counted(experiments, "experiment")}, ${method}: ${counted(averages, "average")}, ${counted(bins, "bin")}, seed ${seed}\n\n`,
    ...aligned(table),
    ...(Object.keys(failures).length > 0 || openEnds > 0 || notes.length > 0 ? ["\n"] : []),
    ...Object.entries(failures).map(([reason, count]) => `${count} of ${experiments} have no answer: ${reason}\n`),
    ...(openEnds > 0
      ? [`${counted(openEnds, "end")} of intervals: a bound, or the end of all steady states, was in the way\n`]
      : []),
    ...notes.map((note) => `${note}\n`),
  ].join("");
}

const fixed = (x: number, digits: number): string => (Number.isFinite(x) ? x.toFixed(digits) : "-");
const part = (x: number): string => (Number.isFinite(x) ? `${rounded(100 * x, 2)} %` : "-");

/** The table as CSV, in SI and full precision. */
export const coverageCsv = ({ rows }: Coverage): string => [...csv(columnsOf(rows))].join("");

function columnsOf(rows: readonly QuantityCoverage[]): Table {
  const column = (name: string, at: (row: QuantityCoverage) => number | string): TableColumn => ({
    name,
    unit: "",
    at: (row) => at(rows[row]!),
  });
  const names = ["coverage", "error", "below", "above", "meanWidth", "medianWidth"] as const;
  return {
    rows: rows.length,
    columns: [
      column("quantity", ({ quantity }) => quantity),
      column("unit", ({ quantity }) => unitOf(quantity)),
      column("interval", ({ interval }) => interval),
      column("truth", ({ truth }) => truth),
      ...[68, 95].flatMap((level, l) => names.map((name) => column(`${name}${level}`, (row) => row.levels[l]![name]))),
      ...(["bias", "biasError", "pullWidth", "relativeBias", "relativeBiasError"] as const).map((name) =>
        column(name, (row) => row[name]),
      ),
    ],
  };
}

/** Of a parameter, or of a rate. */
function unitOf(quantity: string): string {
  if (Object.hasOwn(fitKinds, quantity)) return siUnit[fitKinds[quantity as keyof typeof fitKinds]];
  return ["entropyProduction", "muA", "muB"].includes(quantity) ? "1/s" : "";
}
