// A table as its readers and writers see it: named columns with units, a cell computed when it is asked for.

/** A column: its name, its unit ("" if it has none) and its cells, row by row. */
export interface TableColumn {
  readonly name: string;
  readonly unit: string;
  readonly at: (row: number) => number | string;
}

/** Columns of one length. */
export interface Table {
  readonly columns: readonly TableColumn[];
  readonly rows: number;
}

/** `muA (1/s)`, or the bare name where there is no unit. */
export const heading = ({ name, unit }: TableColumn): string => (unit === "" ? name : `${name} (${unit})`);

/** A table of a few rows written out cell by cell; an undefined cell is empty. */
export function smallTable(names: readonly string[], rows: readonly (readonly (number | string | undefined)[])[]): Table {
  return { columns: names.map((name, k) => ({ name, unit: "", at: (row) => rows[row]![k] ?? "" })), rows: rows.length };
}

const ROWS = 4096;

/** The lines of rows 0 … rows − 1, a few thousand at a time. */
export function* linesOf(rows: number, line: (row: number) => string): Generator<string> {
  for (let first = 0; first < rows; first += ROWS) {
    let lines = "";
    for (let row = first; row < Math.min(first + ROWS, rows); row++) lines += `${line(row)}\n`;
    yield lines;
  }
}
