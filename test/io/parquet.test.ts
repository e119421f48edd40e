import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { expect, test } from "vitest";
import { parquet } from "../../src/io/parquet";
import { expectSameBits } from "../support/bits";

test("a table as Parquet: every bit, texts, units and notes", async () => {
  const numbers = Float64Array.from({ length: 10_000 }, (_, i) => Math.sin(i) * 10 ** ((i % 600) - 300));
  numbers.set([Number.NaN, -0, 5e-324, Number.POSITIVE_INFINITY, 1.7976931348623157e308]);
  const table = {
    columns: [
      { name: "muA", unit: "1/s", at: (row: number) => numbers[row]! },
      { name: "status", unit: "", at: (row: number) => (row === 0 ? "no stable state" : "ok") },
    ],
    rows: numbers.length,
  };
  const file = new Uint8Array(parquet(table, { model: "optomechanics" })).buffer;
  const rows = await parquetReadObjects({ file });
  expectSameBits(
    rows.map(({ muA }) => muA),
    numbers,
    "muA",
  );
  expect(rows.slice(0, 2).map(({ status }) => status)).toEqual(["no stable state", "ok"]);
  expect(parquetMetadata(file).key_value_metadata).toEqual([
    { key: "unit of muA", value: "1/s" },
    { key: "model", value: "optomechanics" },
  ]);
});
