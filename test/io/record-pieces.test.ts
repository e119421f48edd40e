// Proved: a record that comes in pieces of any length is written as the one that is whole, byte for byte; pieces that are not what
// was said are refused.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { npy } from "../../src/io/npy-writer";
import { recordNpz } from "../../src/io/npz-writer";
import { recordCsv } from "../../src/io/record-csv";
import { recordJson } from "../../src/io/record-json";
import { inPieces, type RecordPieces } from "../../src/io/record-pieces";
import { joined, recordIn, textBytes } from "../support/streams";

const text = (pieces: Iterable<string>) => textBytes([...pieces].join(""));
const writers = {
  npy: (record: RecordPieces) => joined(npy(record)),
  npz: (record: RecordPieces) => joined(recordNpz(record, { notes: ["by a test"] })),
  csv: async (record: RecordPieces) => text(recordCsv(record, ["by a test"])),
  json: async (record: RecordPieces) => text(recordJson(record, ["by a test"])),
};

/** The samples cut before these. */
const cut = (numbers: Float64Array, places: readonly number[]) =>
  [0, ...places].map((place, k) => numbers.subarray(place, places[k] ?? numbers.length));

describe.each(Object.entries(writers))("%s", (_, write) => {
  const record = fc.record({
    samples: fc.float64Array({ minLength: 1, maxLength: 100, noNaN: true, noDefaultInfinity: true }),
    isComplex: fc.boolean(),
    places: fc.array(fc.nat(100), { maxLength: 4 }),
  });

  test("does not depend on the pieces", async () => {
    await fc.assert(
      fc.asyncProperty(record, async ({ samples, isComplex, places }) => {
        const imaginary = samples.toReversed();
        const whole = { samples, ...(isComplex && { imaginary }), interval: 3e-7, start: -0.5, unit: "V" };
        const ends = places.map((place) => Math.min(place, samples.length)).sort((a, b) => a - b);
        const [real, other] = [cut(samples, ends), cut(imaginary, ends)];
        const { length, interval, start, unit } = inPieces(whole);
        const chunks = () => real.map((part, k) => ({ samples: part, ...(isComplex && { imaginary: other[k]! }) }));
        const pieces = { length, isComplex, interval, start, unit, chunks };
        expect(await write(pieces)).toEqual(await write(inPieces(whole)));
      }),
      { numRuns: 50 },
    );
  });

  test.each<[string, Partial<RecordPieces>, string]>([
    ["too few", { length: 3 }, "chunks: expected 3 samples in all, as its length says, got 2"],
    ["too many", { length: 1 }, "chunks: expected 1 samples in all, as its length says, got 2 or more"],
    [
      "imaginary parts of a real record",
      { isComplex: false },
      "imaginary: expected none in a record of real samples, got a Float64Array of 2",
    ],
    [
      "fewer imaginary parts",
      { chunks: () => [{ samples: new Float64Array(2), imaginary: new Float64Array(1) }] },
      "imaginary: expected as many numbers as samples, 2, got a Float64Array of 1",
    ],
    [
      "none",
      { chunks: () => [{ samples: new Float64Array(2) }] },
      "imaginary: expected as many numbers as samples, 2, got nothing",
    ],
  ])("refuses %s", async (_, wrong, message) => {
    const chunks = () => [{ samples: new Float64Array(2), imaginary: new Float64Array(2) }];
    const right = { length: 2, isComplex: true, interval: 1, start: 0, unit: "", chunks };
    await expect(write({ ...right, ...wrong })).rejects.toThrow(message);
  });
});

test("notes are there to be read, and do not disturb the record", async () => {
  const samples = Float64Array.of(1, -0, 2.5);
  const record = inPieces({ samples, interval: 3e-7, start: 0, unit: "" });
  for (const write of [writers.npz, writers.csv, writers.json]) {
    expect(await recordIn(await write(record))).toEqual({ samples, interval: 3e-7, start: 0, unit: "" });
  }
  const document = JSON.parse(new TextDecoder().decode(await writers.json(record)));
  expect(document.notes).toEqual(["by a test"]);
});
