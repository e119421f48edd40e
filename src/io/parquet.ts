// Tables as Parquet. The library that writes it is bundled into the command line, so only that may import this file.

import { parquetWriteBuffer } from "hyparquet-writer";
import type { Table } from "./table";

/** The table as Parquet: doubles and texts, units and notes among the file's own keys. */
export function parquet({ columns, rows }: Table, notes: Readonly<Record<string, string>> = {}): Uint8Array {
  const units = columns.filter(({ unit }) => unit !== "").map(({ name, unit }) => ({ key: `unit of ${name}`, value: unit }));
  const columnData = columns.map(({ name, at }) => {
    const cells = Array.from({ length: rows }, (_, row) => at(row));
    return cells.every((cell) => typeof cell === "number")
      ? { name, data: Float64Array.from(cells), type: "DOUBLE" as const }
      : { name, data: cells.map(String), type: "STRING" as const };
  });
  const kvMetadata = [...units, ...Object.entries(notes).map(([key, value]) => ({ key, value }))];
  return new Uint8Array(parquetWriteBuffer({ columnData, kvMetadata }));
}
