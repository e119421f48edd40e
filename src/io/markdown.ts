import { heading, linesOf, type Table } from "./table";

/** The table in GitHub's Markdown, columns of numbers to the right. */
export function markdown({ columns, rows }: Table, format: (value: number) => string): string {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  const isNumeric = columns.map(({ at }) =>
    Array.from({ length: rows }, (_, row) => at(row)).some((c) => typeof c === "number"),
  );
  const head = `${line(columns.map(heading))}\n${line(isNumeric.map((is) => (is ? "---:" : "---")))}\n`;
  const cell = (value: number | string) => (typeof value === "number" ? format(value) : value).replaceAll("|", "\\|");
  return head + [...linesOf(rows, (row) => line(columns.map(({ at }) => cell(at(row)))))].join("");
}
