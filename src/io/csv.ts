import { heading, linesOf, type Table } from "./table";

/** The table as CSV (RFC 4180, line feeds): a header with units, numbers in full precision, NaN where there is none. */
export function* csv({ columns, rows }: Table): Generator<string> {
  yield `${columns.map((column) => field(heading(column))).join(",")}\n`;
  yield* linesOf(rows, (row) => columns.map(({ at }) => field(String(at(row)))).join(","));
}

const field = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
