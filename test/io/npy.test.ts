// Proved: what NumPy writes is read, of every type, order, shape and version; what is written is what NumPy writes, to the byte, and
// NumPy reads it.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bytesSource } from "../../src/io/byte-source";
import { npy } from "../../src/io/npy-writer";
import { npz, recordNpz, tableNpz } from "../../src/io/npz-writer";
import { openRecord } from "../../src/io/open-record";
import { readZip } from "../../src/io/zip";
import reference from "../reference/arrays.json";
import long from "../reference/long-archive.json";
import { expectSameBits } from "../support/bits";
import { refuses } from "../support/refuses";
import { fromBase64, joined, recordIn, recordThroughPipe } from "../support/streams";

type Case = { name: string; base64: string; samples: number[]; imaginary?: number[] };
const interval = 1e-6;

test.each(reference.arrays as Case[])("NumPy's $name", async ({ base64, samples, imaginary }) => {
  for (const record of [
    await recordIn(fromBase64(base64), { interval, unit: "V" }),
    await recordThroughPipe(fromBase64(base64), 7, { interval, unit: "V" }),
  ]) {
    expectSameBits(record.samples, samples, "samples");
    expect(record.imaginary === undefined).toBe(imaginary === undefined);
    if (imaginary) expectSameBits(record.imaginary!, imaginary, "imaginary");
    expect([record.interval, record.start, record.unit]).toEqual([interval, 0, "V"]);
  }
});

describe("two series", () => {
  test.each(reference.two as Case[])("NumPy's $name", async ({ base64, samples }) => {
    const bytes = fromBase64(base64);
    expectSameBits((await recordIn(bytes, { interval, columns: { value: 1 } })).samples, samples, "second");
    const complex = await recordIn(bytes, { interval, columns: { value: 1, imaginary: 0 } });
    expectSameBits(complex.imaginary!, samples.toReversed(), "first");
    await expect(recordIn(bytes, { interval })).rejects.toThrow(
      "columns.value: expected which of the 2 series is the record, from 0, got nothing",
    );
    await expect(recordIn(bytes, { interval, columns: { value: 2 } })).rejects.toThrow(
      "columns.value: expected a number from 0 to 1, as an NPY has no names, got 2",
    );
  });
});

test("times in a column tell the interval, and must be equal", async () => {
  const two = async (times: number[]) =>
    npz({ t: Float64Array.from(times), v: Float64Array.from(times, (t) => 2 * t), x: new Float64Array(2) });
  const times = Array.from({ length: 100 }, (_, i) => 0.1 + i * 4e-7);
  const columns = { time: "t", value: "v" };
  const record = await recordIn(await joined(await two(times)), { columns });
  expect([record.interval, record.start]).toEqual([4e-7, 0.1]);
  await expect(recordIn(await joined(await two([0, 1, 2, 4])), { columns })).rejects.toThrow(
    "sample 3: expected a time 1 s after the last, as samples stand at equal intervals, got 4 s",
  );
  await expect(recordIn(await joined(await two(times)), { columns: { time: "t", value: "x" } })).rejects.toThrow(
    "NPZ: expected arrays of one length, 2, got 100",
  );
});

test("an interval must come from somewhere", async () => {
  const { base64 } = reference.arrays[0]!;
  const fault = await recordIn(fromBase64(base64)).catch((error: unknown) => error);
  refuses(() => {
    throw fault;
  }, "interval: expected the time between samples in s, which an NPY does not say, or a column of times, got nothing");
  await expect(recordIn(fromBase64(base64), { interval: -1 })).rejects.toThrow(
    "interval: expected a positive time in s, got -1",
  );
});

describe("archives", () => {
  test.each(reference.archives as Case[])("NumPy's $name", async ({ base64, samples }) => {
    const record = await recordIn(fromBase64(base64));
    expectSameBits(record.samples, samples, "samples");
    expect([record.interval, record.start, record.unit]).toEqual([4e-7, -0.05, "µV"]);
    const stream = await openRecord(bytesSource(fromBase64(base64)));
    expect([stream.format, stream.length, stream.isComplex]).toEqual(["NPZ", 6, false]);
    // options go before what the file says
    const other = await recordIn(fromBase64(base64), { interval: 1, start: 2, unit: "A", columns: { value: "samples" } });
    expect([other.interval, other.start, other.unit]).toEqual([1, 2, "A"]);
  });

  test("one of more than 4 GB, of which only the ends are not zero", async () => {
    const { size, length } = long;
    const [first, last] = [fromBase64(long.first), fromBase64(long.last)];
    const read = (offset: number, count: number) => {
      const bytes = new Uint8Array(Math.max(0, Math.min(count, size - offset)));
      if (offset < first.length) bytes.set(first.subarray(offset, offset + bytes.length));
      const tail = size - last.length;
      if (offset + bytes.length > tail) {
        const from = Math.max(0, offset - tail);
        bytes.set(last.subarray(from, offset + bytes.length - tail), Math.max(0, tail - offset));
      }
      return bytes;
    };
    const stream = await openRecord({ size, read });
    expect([stream.length, stream.interval]).toEqual([length, 4e-7]);
    for await (const { samples } of stream.chunks()) {
      expect(samples).toEqual(new Float64Array(65536));
      break;
    }
  });

  test("names decide", async () => {
    const bytes = await joined(npz({ a: Float64Array.of(1), b: Float64Array.of(2), fs: 2.5e6 }));
    await expect(recordIn(bytes)).rejects.toThrow("expected the name of one array to read; the arrays are a, b");
    await expect(recordIn(bytes, { columns: { value: "c" } })).rejects.toThrow("expected an array c; the arrays are a, b, fs");
    expect(await recordIn(bytes, { columns: { value: "b" } })).toEqual({
      samples: Float64Array.of(2),
      interval: 4e-7,
      start: 0,
      unit: "",
    });
  });
});

const number = fc.double({ noNaN: true, noDefaultInfinity: true });
const record = fc.record({
  samples: fc.float64Array({ minLength: 1, maxLength: 300, noNaN: true, noDefaultInfinity: true }),
  interval: fc.double({ min: 1e-15, max: 1e6, noNaN: true }),
  start: number,
  unit: fc.string({ maxLength: 20, unit: "grapheme" }).filter((text) => !text.includes("\0")),
  isComplex: fc.boolean(),
  deflate: fc.boolean(),
});

test("an archive gives back every bit", async () => {
  await fc.assert(
    fc.asyncProperty(record, async ({ samples, isComplex, deflate, ...rest }) => {
      const written = { samples, ...(isComplex && { imaginary: samples.toReversed() }), ...rest };
      const back = await recordIn(await joined(recordNpz(written, { deflate })));
      expectSameBits(back.samples, samples, "samples");
      if (isComplex) expectSameBits(back.imaginary!, samples.toReversed(), "imaginary");
      expect([back.interval, back.start, back.unit]).toEqual([rest.interval, rest.start, rest.unit]);
    }),
    { numRuns: 60 },
  );
});

test("a long one too, deflated or not", async () => {
  const samples = Float64Array.from({ length: 300_001 }, (_, i) => (i * i) % 1013);
  for (const deflate of [false, true]) {
    const bytes = await joined(recordNpz({ samples, interval, start: 0, unit: "V" }, { deflate }));
    expect(bytes.length < samples.length * 8).toBe(deflate);
    expectSameBits((await recordIn(bytes)).samples, samples, "samples");
  }
});

describe("what is written", () => {
  const written = (name: string) => fromBase64((reference.arrays as Case[]).find((one) => one.name === name)!.base64);
  test.each(["<f8", "<c16"])("is NumPy's %s to the byte", async (name) => {
    const { samples, imaginary } = (reference.arrays as Case[]).find((one) => one.name === name)!;
    const array = { samples: Float64Array.from(samples), ...(imaginary && { imaginary: Float64Array.from(imaginary) }) };
    expect(await joined(npy(array))).toEqual(written(name));
  });

  test("is NumPy's archive to the byte, array by array", async () => {
    const theirs = fromBase64(reference.archives[0]!.base64);
    const samples = Float64Array.from(reference.archives[0]!.samples);
    const ours = await joined(recordNpz({ samples, interval: 4e-7, start: -0.05, unit: "µV" }));
    const contents = async (bytes: Uint8Array) => {
      const entries = await readZip(bytesSource(bytes));
      return Promise.all(entries.map(async ({ name, size, open }) => [name, await (await open()).read(0, size)]));
    };
    expect(await contents(ours)).toEqual(await contents(theirs));
  });

  const hasNumpy = spawnSync("python3", ["-c", "import numpy"]).status === 0;
  if (!hasNumpy) console.warn("\n*** No NumPy for python3: that it reads our archives is NOT tested. ***\n");
  test.skipIf(!hasNumpy)("is read by NumPy, deflated or not", async () => {
    const columns = [
      { name: "muA", unit: "1/s", at: (row: number) => [0.1, Number.NaN][row]! },
      { name: "status", unit: "", at: (row: number) => ["ok", "über"][row]! },
    ];
    const folder = mkdtempSync(join(tmpdir(), "clausius-"));
    try {
      for (const deflate of [false, true]) {
        const path = join(folder, `${deflate}.npz`);
        writeFileSync(path, await joined(tableNpz({ columns, rows: 2 }, { deflate })));
        const script = fileURLToPath(new URL("../reference/arrays.py", import.meta.url));
        const { stdout } = spawnSync("python3", [script, path], { encoding: "utf8" });
        expect(JSON.parse(stdout)).toEqual({
          muA: { dtype: "<f8", shape: [2], bytes: "9a9999999999b93f000000000000f87f" },
          muA_unit: { dtype: "<U3", shape: [], bytes: "310000002f00000073000000" },
          status: { dtype: "<U4", shape: [2], bytes: "6f0000006b0000000000000000000000fc000000620000006500000072000000" },
        });
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
