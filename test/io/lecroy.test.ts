// Proved: LeCroy's files are read, of both widths and byte orders, with and without what may stand before the samples; what is no
// plain record in time is refused by the name of its field. A measured record, where there is one, has its numbers.

import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { bytesSource } from "../../src/io/byte-source";
import { readLecroy } from "../../src/io/lecroy";
import { openRecord } from "../../src/io/open-record";
import { collectRecord } from "../../src/io/record-stream";
import { expectSameBits } from "../support/bits";
import { type LecroyFile, lecroyFile } from "../support/lecroy-file";
import { recordIn, recordThroughPipe } from "../support/streams";

const samples = [0, 1, -1, 100, -128, 127, 5];

describe.each([8, 16] as const)("%d bits", (bits) => {
  test.each(["HIFIRST", "LOFIRST"] as const)("%s", async (order) => {
    const raw = bits === 8 ? samples : [...samples, 32767, -32768];
    const bytes = lecroyFile({ samples: raw, bits, order, userText: 31 });
    for (const record of [await recordIn(bytes), await recordThroughPipe(bytes, 100)]) {
      expectSameBits(
        record.samples,
        raw.map((x) => 0.25 * x - 0.5),
        "samples",
      );
      // an interval of 32 bits is the decimal number that it stands for
      expect([record.interval, record.start, record.unit]).toEqual([4e-7, -0.05, "V"]);
    }
  });
});

test("what else it says", async () => {
  const stream = await openRecord(bytesSource(lecroyFile({ samples, fields: [[344, 2, 2]] })));
  expect(stream).toMatchObject({
    format: "LeCroy",
    length: 7,
    isComplex: false,
    notes: { instrument: "LECROYHDO6104", channel: "C3", trigger: "2016-10-19T09:10:21.25" },
  });
});

test.each([
  ["nothing", ""],
  ["a block of four digits", "#40360"],
])("%s before WAVEDESC", async (_, prefix) => {
  expect((await recordIn(lecroyFile({ samples, prefix }))).samples).toHaveLength(7);
});

test("only the valid points", async () => {
  const fields = [
    [124, 4, 2],
    [128, 4, 4],
  ] as const;
  const record = await recordIn(lecroyFile({ samples, gain: 1, offset: 0, interval: 0.5, horizontalOffset: 1, fields }));
  expect(record).toEqual({ samples: Float64Array.of(-1, 100, -128), interval: 0.5, start: 2, unit: "V" });
});

test("options go before what the file says", async () => {
  expect(await recordIn(lecroyFile({ samples: [4] }), { interval: 1, start: 2, unit: "m" })).toEqual({
    samples: Float64Array.of(0.5),
    interval: 1,
    start: 2,
    unit: "m",
  });
});

test("chunks can be asked for twice, and are bounded", async () => {
  const long = Array.from({ length: 150_000 }, (_, i) => i % 1000);
  const stream = await openRecord(bytesSource(lecroyFile({ samples: long, gain: 1, offset: 0 })));
  for (const _ of [1, 2]) {
    const lengths: number[] = [];
    for await (const chunk of stream.chunks()) lengths.push(chunk.samples.length);
    expect(lengths).toEqual([65536, 65536, 18928]);
  }
  expectSameBits((await collectRecord(stream)).samples, long, "samples");
});

const refused: [what: string, file: Partial<LecroyFile>, message: string][] = [
  ["another template", { texts: [[16, "LECROY_1_0"]] }, 'TEMPLATE_NAME: expected LECROY_2_3, got "LECROY_1_0"'],
  ["no byte order", { fields: [[34, 2, 7]] }, "COMM_ORDER: expected 0 or 1, got 7"],
  ["no width", { fields: [[32, 2, 2]] }, "COMM_TYPE: expected 0 (8 bits) or 1 (16 bits), got 2"],
  ["a block of another length", { fields: [[36, 4, 345]] }, "WAVE_DESCRIPTOR: expected 346 bytes, got 345"],
  [
    "lengths that disagree",
    { fields: [[60, 4, 13]] },
    "WAVE_ARRAY_1: expected 7 samples of 2 bytes, as WAVE_ARRAY_COUNT, got 13 bytes",
  ],
  ["no samples", { samples: [], fields: [[128, 4, 0]] }, "WAVE_ARRAY_COUNT: expected samples, got none"],
  ["no valid points", { fields: [[124, 4, 7]] }, "FIRST_VALID_PNT, LAST_VALID_PNT: expected points among the 7, got 7 to 6"],
  [
    "segments",
    { fields: [[144, 4, 20]] },
    "SUBARRAY_COUNT: expected one segment, got a sequence of 20: save the segments one by one",
  ],
  [
    "sparse samples",
    { fields: [[136, 4, 4]] },
    "SPARSING_FACTOR: expected every sample, got one in 4: save the record without sparsing",
  ],
  ["two arrays", { fields: [[64, 4, 14]] }, "WAVE_ARRAY_2: expected one array of samples, got a second one of 14 bytes"],
  ["a histogram", { fields: [[316, 2, 2]] }, "RECORD_TYPE: expected a record in time, got histogram"],
  ["a spectrum", { texts: [[244, "Hz"]] }, "HORUNIT: expected S: a record in time, got Hz"],
  ["no gain", { gain: 0 }, "VERTICAL_GAIN: expected a number that is not zero, got 0"],
  ["no offset", { offset: Number.NaN }, "VERTICAL_OFFSET: expected a number, got NaN"],
  ["no interval", { interval: 0 }, "HORIZ_INTERVAL: expected a positive time in s, got 0"],
  ["no time", { horizontalOffset: Number.NaN }, "HORIZ_OFFSET: expected a time in s, got NaN"],
  ["a block that ends early", { prefix: 350 }, "#9: expected a block of 360 bytes, as WAVEDESC says, got 350"],
  [
    "more than is there",
    {
      prefix: "",
      fields: [
        [116, 4, 2 ** 31 - 1],
        [60, 4, 2 ** 32 - 2],
      ],
    },
    "byte 346: expected samples of 4294967294 bytes, but the file ends after 15",
  ],
];
test.each(refused)("%s is refused", async (_, file, message) => {
  const fault = await recordIn(lecroyFile({ samples, ...file })).catch((error: unknown) => error);
  expect(fault).toMatchObject({ name: "FormatError", message });
});

test("what is none", async () => {
  await expect(readLecroy(bytesSource(new Uint8Array(10)))).rejects.toThrow(
    "LeCroy: expected the block WAVEDESC in the first 4096 bytes, got 10 without it",
  );
});

const path = process.env.CLAUSIUS_TRC;
const isThere = path !== undefined && existsSync(path);
if (!isThere) console.warn("\n*** Set CLAUSIUS_TRC to a measured record: reading it is NOT tested. ***\n");
// values computed from the bytes by Python's struct
test.skipIf(!isThere)("the record of a levitated nanoparticle", async () => {
  const record = await recordIn(readFileSync(path!));
  expect([record.interval, record.start, record.unit]).toEqual([4e-7, -0.04600018742723338, "V"]);
  expect(record.samples).toHaveLength(250_002);
  for (const [i, volts] of MEASURED) expect(record.samples[i], `sample ${i}`).toBe(volts);
});

const MEASURED = [
  [0, 0.5599999874830246],
  [1, 0.5599999874830246],
  [3, 0.5199999883770943],
  [100_000, 0.5599999874830246],
  [250_001, 0.5399999879300594],
] as const;
