// Proved: whatever a file holds, it is a record or a clear error, in bounded memory and time: cut short anywhere, claiming what it has
// not, packed to burst, or random.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ArgumentError, FormatError } from "../../src/errors";
import { type ByteSource, bytesSource, streamSource } from "../../src/io/byte-source";
import { npy } from "../../src/io/npy-writer";
import { npz, recordNpz } from "../../src/io/npz-writer";
import { openRecord } from "../../src/io/open-record";
import { readSpectrumJson } from "../../src/io/record-json";
import { collectRecord } from "../../src/io/record-stream";
import { readSpectrumCsv } from "../../src/io/spectrum-csv";
import { zip } from "../../src/io/zip-writer";
import { lecroyFile } from "../support/lecroy-file";
import { joined, recordIn, recordThroughPipe, textBytes } from "../support/streams";

const interval = 1e-6;
const samples = Float64Array.from({ length: 40 }, (_, i) => Math.sin(i));
const stored = await joined(recordNpz({ samples, interval, start: 0, unit: "V" }));
const packed = await joined(recordNpz({ samples, interval, start: 0, unit: "V" }, { deflate: true }));
const plain = await joined(npy(samples));
const trace = lecroyFile({ samples: [1, 2, 3, 4, 5], userText: 3 });

const fault = (message: string | RegExp) => ({
  name: "FormatError",
  message: typeof message === "string" ? message : expect.stringMatching(message),
});

describe("cut short at any byte", () => {
  test.each([
    ["an .npy", plain, plain.length],
    ["an .npz", stored, stored.length],
    ["a deflated .npz", packed, packed.length],
    // a line feed stands behind its samples
    ["a .trc", trace, trace.length - 1],
  ])("%s", async (_, bytes, whole) => {
    expect((await recordIn(bytes.subarray(0, whole), { interval })).samples.length).toBeGreaterThan(0);
    for (let length = 0; length < whole; length++) {
      const cut = bytes.subarray(0, length);
      await expect(recordIn(cut, { interval }), `${length} bytes`).rejects.toBeInstanceOf(FormatError);
      await expect(recordThroughPipe(cut, 64, { interval }), `${length} bytes`).rejects.toBeInstanceOf(FormatError);
    }
  });

  test("the message says where", async () => {
    await expect(recordIn(plain.subarray(0, 200), { interval })).rejects.toMatchObject(
      fault("byte 128: expected 320 bytes, as the shape (40,) says, but the file holds 72"),
    );
    await expect(recordThroughPipe(plain.subarray(0, 200), 64, { interval })).rejects.toMatchObject(
      fault("byte 128: expected samples of 320 bytes, but the file ends after 72"),
    );
    await expect(recordIn(trace.subarray(0, 200))).rejects.toMatchObject(
      fault("byte 21: expected the block WAVEDESC of 346 bytes, but the file ends after 179"),
    );
  });
});

/** An .npy that claims a shape. */
const claiming = (shape: string, descr = "<f8") => {
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${shape}, }\n`;
  const head = textBytes(`xNUMPY\x01\0${String.fromCharCode(text.length)}\0${text}`);
  head[0] = 0x93;
  return head;
};

describe("a header that claims 10 GB", () => {
  test("of an .npy", async () => {
    const bytes = claiming("(1250000000,)");
    await expect(recordIn(bytes, { interval })).rejects.toMatchObject(
      fault(/^byte \d+: expected 10000000000 bytes, as the shape \(1250000000,\) says, but the file holds 0$/),
    );
    // a pipe's length is not known: no more is held than came
    const stream = await openRecord(streamSource([bytes, new Uint8Array(80)]), { interval });
    expect(stream.length).toBe(1_250_000_000);
    await expect(collectRecord(stream)).rejects.toMatchObject(
      fault("expected at most 134217728 samples in memory at once, got 1250000000 or more: read the record in chunks"),
    );
    await expect(collectRecord(stream, { most: 2e9 })).rejects.toMatchObject(
      fault(/expected samples of 524288 bytes, but the file ends after 80$/),
    );
  });

  test.each([
    ["(99999999999999999999,)", "NPY header: expected a shape of fewer than 2^53 bytes, got (99999999999999999999,)"],
    [
      "(4503599627370496, 4503599627370496)",
      "NPY header: expected a shape of fewer than 2^53 bytes, got (4503599627370496, 4503599627370496)",
    ],
    ["(0,)", "NPY header: expected samples, got none: the shape (0)"],
    ["(1, 1, 1)", "NPY header: expected one or two dimensions, got 3"],
    ["(-1,)", /^NPY header: expected 'shape', in parentheses/],
  ])("%s", async (shape, message) => {
    const bytes = new Uint8Array(400);
    bytes.set(claiming(shape));
    await expect(recordIn(bytes, { interval })).rejects.toMatchObject(fault(message));
  });

  test.each([
    ["|O", "NPY header: expected integers, floats or complex numbers of 1 to 16 bytes, got '|O'"],
    ["|b1", "NPY header: expected integers, floats or complex numbers of 1 to 16 bytes, got '|b1'"],
    ["<f16", "NPY header: expected integers, floats or complex numbers of 1 to 16 bytes, got '<f16'"],
  ])("numbers of type %s", async (descr, message) => {
    await expect(recordIn(claiming("(1,)", descr), { interval })).rejects.toMatchObject(fault(message));
  });

  test("a header of 4 GB", async () => {
    const bytes = claiming("(1,)");
    bytes.set([2, 0, 0xff, 0xff, 0xff, 0xff], 6);
    await expect(recordIn(bytes, { interval })).rejects.toMatchObject(
      fault("byte 8: expected a header of at most 65536 bytes, got 4294967295"),
    );
  });
});

describe("archives that burst", () => {
  /** Zeros, deflated, behind a header; the directory's size of it may lie. */
  const bomb = async (size: number, header: Uint8Array, claim?: number) => {
    const zeros = new Uint8Array(1 << 20);
    function* bytes(): Generator<Uint8Array<ArrayBuffer>> {
      yield new Uint8Array(header);
      for (let left = size; left > 0; left -= zeros.length) yield zeros.subarray(0, Math.min(left, zeros.length));
    }
    const archive = await joined(zip([{ name: "samples.npy", bytes }], { deflate: true }));
    const directory = archive.findLastIndex((_, i) => [0x50, 0x4b, 1, 2].every((byte, k) => archive[i + k] === byte));
    const view = new DataView(archive.buffer);
    if (claim !== undefined) view.setUint32(directory + 24, claim, true);
    return archive;
  };

  test("more than the directory says", async () => {
    const header = claiming("(1000,)");
    const archive = await bomb(1 << 27, header, header.length + 8000);
    expect(archive.length).toBeLessThan(200_000);
    await expect(recordIn(archive, { interval })).rejects.toMatchObject(
      fault(`ZIP, samples.npy: expected ${header.length + 8000} bytes, as the ZIP's directory says, got more`),
    );
  });

  test("more than deflate can hold", async () => {
    await expect(recordIn(await bomb(1 << 20, claiming("(500000000,)"), 4e9), { interval })).rejects.toMatchObject(
      fault(/^ZIP, samples\.npy: expected at most 1032 times its \d+ deflated bytes, got a claim of 4000000000 bytes$/),
    );
  });

  test("less than the directory says, and less than the array's header does", async () => {
    const header = claiming("(1000,)");
    await expect(recordIn(await bomb(4000, header, header.length + 8000), { interval })).rejects.toMatchObject(
      fault(
        `ZIP, samples.npy: expected ${header.length + 8000} bytes, as the ZIP's directory says, got ${header.length + 4000}`,
      ),
    );
    await expect(recordIn(await bomb(8000, claiming("(100000,)")), { interval })).rejects.toMatchObject(
      fault(/^samples\.npy, byte \d+: expected 800000 bytes, as the shape \(100000,\) says, but the file holds 8000$/),
    );
  });

  test("one that is what it says, and long: read in chunks, not collected", async () => {
    const length = 2 ** 22;
    const archive = await bomb(8 * length, claiming(`(${length},)`));
    const stream = await openRecord(bytesSource(archive), { interval });
    await expect(collectRecord(stream, { most: length - 1 })).rejects.toMatchObject(fault(/read the record in chunks$/));
    let count = 0;
    for await (const chunk of stream.chunks()) count += chunk.samples.length;
    expect(count).toBe(length);
  });

  test("damaged", async () => {
    const archive = packed.slice();
    const at = packed.findIndex((_, i) => "samples.npy".split("").every((c, k) => packed[i + k] === c.charCodeAt(0))) + 60;
    archive.fill(0xff, at, at + 4);
    await expect(recordIn(archive)).rejects.toMatchObject(fault(/^ZIP, samples\.npy: expected (deflated data|the checksum)/));
  });
});

test.each<[string, Uint8Array, string | RegExp]>([
  ["an empty file", new Uint8Array(), "byte 0: expected a record, got an empty file"],
  [
    "a picture",
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0),
    "byte 0: expected a record: LeCroy, NPY, NPZ, text in columns, or JSON, got 89 50 4e 47 0d 0a 1a 0a",
  ],
  ["HDF5", Uint8Array.of(0x89, 0x48, 0x44, 0x46), "byte 0: expected a record, got HDF5: save the data set as NPY or CSV"],
  ["an empty archive", await joined(npz({})), "expected the name of one array to read; the arrays are none"],
  [
    "an archive of other things",
    await joined(zip([{ name: "a.txt", bytes: () => [] }])),
    "expected the name of one array to read; the arrays are none",
  ],
  ["no number in an .npy", await joined(npy(Float64Array.of(1, 2, Number.NaN))), "sample 2: expected a finite number, got NaN"],
  ["no samples in an .npy", await joined(npy(new Float64Array())), "NPY header: expected samples, got none: the shape (0)"],
  [
    "texts in an .npy",
    await joined(npy(["a"])),
    "NPY header: expected integers, floats or complex numbers of 1 to 16 bytes, got '<U1'",
  ],
  ["no number in JSON", textBytes('{"samples":[1,null],"interval":1}'), "samples[1]: expected a number, got null"],
  ["no samples in JSON", textBytes('{"samples":[],"interval":1}'), "samples: expected an array of numbers, got an empty one"],
  ["a line without end", textBytes(`time,v\n${"1".repeat(3 << 20)}`), /^line 2: expected a line of at most 1048576 characters/],
  [
    "a text without numbers",
    textBytes("word\n".repeat(20_000)),
    "line 10001: expected numbers within 10000 lines, got none yet",
  ],
])("%s", async (_, bytes, message) => {
  await expect(recordIn(bytes, bytes[0] === 0x93 ? { interval } : {})).rejects.toMatchObject(fault(message));
});

test("4 GB are read in pieces of a megabyte or less", async () => {
  const header = claiming("(536870912,)", "<c16").slice();
  const size = header.length + 2 ** 33;
  let [most, read] = [0, 0];
  const zeros = new Uint8Array(1 << 20);
  const source: ByteSource = {
    size,
    read: (offset, length) => {
      most = Math.max(most, length);
      read = Math.max(read, offset + length);
      return offset === 0
        ? header.subarray(0, length)
        : offset < header.length
          ? header.subarray(offset, offset + length)
          : zeros.subarray(0, length);
    },
  };
  const stream = await openRecord(source, { interval });
  expect([stream.length, stream.isComplex]).toEqual([2 ** 29, true]);
  let count = 0;
  for await (const chunk of stream.chunks()) {
    count += chunk.samples.length;
    if (count >= 2 ** 23) break; // the rest is as the beginning
  }
  expect(count).toBe(2 ** 23);
  expect(most).toBeLessThanOrEqual(1 << 20);
  expect(read).toBe(header.length + 16 * count);
});

describe("random", () => {
  const isClear = (error: unknown) => {
    if (!(error instanceof FormatError || error instanceof ArgumentError)) throw error;
  };
  const options = [{}, { interval }, { interval, columns: { value: 0 } }];
  const survives = async (bytes: Uint8Array) => {
    for (const option of options) {
      await recordIn(bytes, option).catch(isClear);
      await recordThroughPipe(bytes, 100, option).catch(isClear);
    }
  };
  const beginnings = [
    new Uint8Array(),
    plain,
    stored,
    packed,
    trace,
    textBytes("time,v\n0,1\n1,2\n"),
    textBytes('{"samples":[1,2],"interval":1}'),
  ];

  test("bytes behind any beginning", async () => {
    const file = fc.tuple(
      fc.constantFrom(...beginnings),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.uint8Array({ maxLength: 400 }),
    );
    await fc.assert(
      fc.asyncProperty(file, async ([whole, part, rest]) => {
        const begin = whole.subarray(0, Math.round(part * whole.length));
        const bytes = new Uint8Array(begin.length + rest.length);
        bytes.set(begin);
        bytes.set(rest, begin.length);
        await survives(bytes);
      }),
      { numRuns: 300 },
    );
  });

  test("bytes changed in a good file", async () => {
    const change = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), fc.integer({ min: 0, max: 255 }));
    const file = fc.tuple(fc.constantFrom(...beginnings.slice(1)), fc.array(change, { minLength: 1, maxLength: 6 }));
    await fc.assert(
      fc.asyncProperty(file, async ([whole, changes]) => {
        const bytes = whole.slice();
        for (const [at, byte] of changes) bytes[Math.floor(at * bytes.length)] = byte;
        await survives(bytes);
      }),
      { numRuns: 500 },
    );
  });

  test("text of numbers and their signs", async () => {
    const words = fc.constantFrom(
      "0",
      "1",
      "1e-6",
      "nan",
      "-inf",
      ",",
      ";",
      "\t",
      " ",
      "\n",
      "\r\n",
      "#",
      ":",
      "time",
      "(s)",
      '"',
      "dt",
      "V",
      "1,5",
      "psd",
      "f",
      "(dB)",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(words, { maxLength: 60 }), fc.boolean(), async (text, decibels) => {
        await survives(textBytes(text.join("")));
        try {
          readSpectrumCsv(text.join(""), {}, { decibels, decimal: decibels ? "," : "." });
        } catch (error) {
          isClear(error);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("JSON of anything", async () => {
    const document = fc.record(
      {
        samples: fc.anything(),
        interval: fc.anything(),
        frequency: fc.anything(),
        density: fc.anything(),
        columns: fc.anything(),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(document, async (value) => {
        let text: string | undefined;
        try {
          text = JSON.stringify(value);
        } catch {
          return; // what JSON has no words for
        }
        await survives(textBytes(text));
        try {
          readSpectrumJson(text);
        } catch (error) {
          isClear(error);
        }
      }),
      { numRuns: 300 },
    );
  });
});
