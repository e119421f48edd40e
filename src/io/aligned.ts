import { heading, linesOf, type Table, type TableColumn } from "./table";

/** How a table is set for the eye. */
export interface Setting {
  /** A number as it is to be read; eight significant digits unless said. */
  readonly format?: (value: number, column: TableColumn) => string;
  /** false leaves out the line of headings. */
  readonly headings?: boolean;
}

/** Plain text in aligned columns; one that holds a number goes to the right. */
export function* aligned(
  { columns, rows }: Table,
  { format = (value) => significant(value, 8), headings = true }: Setting = {},
): Generator<string> {
  const text = (column: TableColumn, row: number) => {
    const cell = column.at(row);
    return typeof cell === "number" ? format(cell, column) : cell;
  };
  const fields = columns.map((column) => {
    let [width, isNumeric] = [headings ? heading(column).length : 0, false];
    for (let row = 0; row < rows; row++) {
      width = Math.max(width, text(column, row).length);
      isNumeric ||= typeof column.at(row) === "number";
    }
    return (cell: string) => (isNumeric ? cell.padStart(width) : cell.padEnd(width));
  });
  const line = (cells: string[]) =>
    cells
      .map((cell, k) => fields[k]!(cell))
      .join("  ")
      .trimEnd();
  if (headings) yield `${line(columns.map(heading))}\n`;
  yield* linesOf(rows, (row) => line(columns.map((column) => text(column, row))));
}

/** The number with so many significant digits, all of them shown: 0.49 is 0.49000000. */
export const significant = (value: number, digits: number): string => (value === 0 ? "0" : value.toPrecision(digits));

/** The number rounded to so many significant digits, without trailing zeros: 0.49 is 0.49. */
export const rounded = (value: number, digits: number): string => String(Number(value.toPrecision(digits)));
