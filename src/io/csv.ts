import { heading, linesOf, type Table, type TableColumn } from "./table";

/** The table as CSV (RFC 4180, line feeds): a header with units, numbers in full precision, NaN where there is none. */
export function* csv(table: Table): Generator<string> {
  yield csvHeading(table.columns);
  yield* csvRows(table);
}

/** The line of the columns' names. */
export const csvHeading = (columns: readonly TableColumn[]): string =>
  `${columns.map((column) => field(heading(column))).join(",")}\n`;

/** The lines of the rows. */
export const csvRows = ({ columns, rows }: Table): Generator<string> =>
  linesOf(rows, (row) => columns.map(({ at }) => field(String(at(row)))).join(","));

const field = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
