import { describe, expect, it } from "vitest";
import { aligned, rounded, significant } from "../../src/io/aligned.js";
import { csv } from "../../src/io/csv.js";
import { markdown } from "../../src/io/markdown.js";
import { smallTable, type Table } from "../../src/io/table.js";

const table: Table = {
  columns: [
    { name: "g", unit: "kHz", at: (row) => [0.1, -20][row]! },
    { name: "muA", unit: "", at: (row) => [Number.NaN, 33520434598.66634][row]! },
    { name: "status", unit: "", at: (row) => ['un,stable "so"', "ok"][row]! },
  ],
  rows: 2,
};
const whole = (chunks: Iterable<string>) => [...chunks].join("");

describe("a table", () => {
  it("is written as CSV in full precision, quoted where it must be", () => {
    expect(whole(csv(table))).toBe('g (kHz),muA,status\n0.1,NaN,"un,stable ""so"""\n-20,33520434598.66634,ok\n');
  });

  it("is aligned for the eye", () => {
    expect(whole(aligned(table))).toBe(
      ["    g (kHz)            muA  status", ' 0.10000000            NaN  un,stable "so"', " -20.000000  3.3520435e+10  ok", ""]
        .join("\n")
        .replaceAll(/^ /gm, ""),
    );
  });

  it("is Markdown", () => {
    const small = smallTable(
      ["a|b", "n"],
      [
        ["x|y", 1],
        ["", undefined],
      ],
    );
    expect(markdown(small, String)).toBe("| a|b | n |\n| --- | ---: |\n| x\\|y | 1 |\n|  |  |\n");
  });

  it("comes in pieces, however long, without losing a row", () => {
    const rows = 10_000;
    const pieces = [...csv({ columns: [{ name: "i", unit: "", at: (row) => row }], rows })];
    expect(pieces.length).toBeGreaterThan(2);
    expect(pieces.join("").trimEnd().split("\n").slice(1).map(Number)).toEqual(Array.from({ length: rows }, (_, i) => i));
  });
});

describe("a number", () => {
  it("has the digits asked for", () => {
    expect([0, 0.49, -3282.665795217445, Number.NaN].map((x) => significant(x, 8))).toEqual([
      "0",
      "0.49000000",
      "-3282.6658",
      "NaN",
    ]);
    expect([0, 0.49, -3282.665795217445, Number.NaN].map((x) => rounded(x, 8))).toEqual(["0", "0.49", "-3282.6658", "NaN"]);
  });
});
