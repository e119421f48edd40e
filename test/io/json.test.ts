import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { json, jsonTable, readJson } from "../../src/io/json.js";

describe("readJson", () => {
  it("reads what JSON.parse reads", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(readJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each([
    ["", "Unexpected end at line 1, column 1"],
    ["  ", "Unexpected end at line 1, column 3"],
    ["abc", "Unexpected token 'a' at line 1, column 1"],
    [
      '{"a": 1, "b": oops, "c": "a longer text than fits into the message of the engine"}',
      "Unexpected token 'o' at line 1, column 15",
    ],
    ['{\n  "a": 1,\n  "b": ]\n}', "Unexpected token ']' at line 3, column 8"],
    ['{\n  "a" 1}', "Expected ':' after property name at line 2, column 7"],
    ['{"a": 1} 2', "Unexpected non-whitespace character after JSON at line 1, column 10"],
  ])("says where %j is wrong", (text, message) => {
    expect(() => readJson(text)).toThrow(new SyntaxError(message));
  });

  it("finds every unexpected token where it was put", () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), fc.nat(), (numbers, at) => {
        const before = numbers
          .slice(0, at % numbers.length)
          .map((n) => `${n},`)
          .join("\n");
        const line = before.split("\n");
        expect(() => readJson(`[${before}?]`)).toThrow(
          `line ${line.length}, column ${line.at(-1)!.length + (line.length === 1 ? 2 : 1)}`,
        );
      }),
    );
  });
});

describe("jsonTable", () => {
  const columns = [
    { name: "g", unit: "kHz", at: (row: number) => row / 10 },
    { name: "status", unit: "", at: (row: number) => (row ? "ok" : 'no "g"') },
    { name: "muA", unit: "1/s", at: (row: number) => (row ? row : Number.NaN) },
  ];
  it.each([1, 3, 4096, 4097, 10_000])("is one document of %d rows", (rows) => {
    const document = JSON.parse([...jsonTable({ model: "dicke" }, { columns, rows })].join(""));
    expect(Object.keys(document)).toEqual(["model", "columns"]);
    expect(document.columns.g).toEqual({ unit: "kHz", values: Array.from({ length: rows }, (_, row) => row / 10) });
    expect(document.columns.status.values[0]).toBe('no "g"');
    expect(document.columns.muA.values[0]).toBe(null);
    expect(document.columns.muA.values).toHaveLength(rows);
  });
});

it("json turns NaN into null", () => {
  expect(json({ a: Number.NaN, b: [1] })).toBe('{\n  "a": null,\n  "b": [\n    1\n  ]\n}\n');
});
