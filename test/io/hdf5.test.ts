// Proved: HDF5 is read through h5wasm, with what its attributes say; without the package, or from what is damaged, there is a clear error.

import { Dataset, File, ready } from "h5wasm";
import { expect, test } from "vitest";
import { bytesSource, streamSource } from "../../src/io/byte-source";
import { readHdf5 } from "../../src/io/hdf5";
import { openRecord } from "../../src/io/open-record";
import { collectRecord, type RecordOptions } from "../../src/io/record-stream";
import { expectSameBits } from "../support/bits";

const { FS } = await ready;

/** The bytes of a file that is filled by h5wasm itself. */
function file(fill: (file: File) => void): Uint8Array {
  const made = new File("made.h5", "w");
  fill(made);
  made.close();
  return FS.readFile("made.h5").slice();
}
const read = async (bytes: Uint8Array, options: RecordOptions = {}) =>
  collectRecord(await openRecord(bytesSource(bytes), options, { hdf5: readHdf5 }));

const samples = Float64Array.from({ length: 70_000 }, (_, i) => Math.sin(i));

test("one data set, with its attributes", async () => {
  const bytes = file((made) => {
    made.create_group("run");
    made.create_dataset({ name: "run/ch1", data: samples, chunks: [1000], compression: 9 });
    const set = made.get("run/ch1");
    if (!(set instanceof Dataset)) throw new Error("no data set");
    set.create_attribute("fs", 2.5e6);
    set.create_attribute("units", "V");
    made.create_attribute("t0", Float64Array.of(-0.05));
  });
  const record = await read(bytes);
  expectSameBits(record.samples, samples, "samples");
  expect([record.interval, record.start, record.unit]).toEqual([1 / 2.5e6, -0.05, "V"]);
  expect((await read(bytes, { interval: 1, start: 2, unit: "m", columns: { value: "/run/ch1" } })).interval).toBe(1);
});

test("several, integers, a column of times", async () => {
  const bytes = file((made) => {
    made.create_dataset({ name: "t", data: Float64Array.of(1, 1.5, 2) });
    made.create_dataset({ name: "a", data: Int16Array.of(-1, 2, -3), shape: [3, 1] });
    made.create_dataset({ name: "b", data: BigInt64Array.of(4n, 5n, -6n) });
    made.create_dataset({ name: "name", data: "a text" });
  });
  expect(await read(bytes, { columns: { time: "t", value: "a", imaginary: "b" } })).toEqual({
    samples: Float64Array.of(-1, 2, -3),
    imaginary: Float64Array.of(4, 5, -6),
    interval: 0.5,
    start: 1,
    unit: "",
  });
  await expect(read(bytes)).rejects.toThrow("expected the path of one data set to read; those of numbers are a, b, t");
  await expect(read(bytes, { columns: { value: "c" } })).rejects.toThrow(
    "expected a data set c of numbers; those in the file are a, b, t",
  );
  await expect(read(bytes, { columns: { value: "a" } })).rejects.toThrow(
    "interval: expected the time between samples in s, which an HDF5 does not say, or a column of times, got nothing",
  );
});

test("not installed, not given, a pipe", async () => {
  const bytes = file(() => {});
  await expect(readHdf5(bytesSource(bytes), {}, () => Promise.reject(new Error("none")))).rejects.toThrow(
    "record: HDF5 is read by the package h5wasm, which is not installed: npm install h5wasm",
  );
  await expect(openRecord(bytesSource(bytes))).rejects.toThrow(
    "byte 0: expected a record, got HDF5: save the data set as NPY or CSV",
  );
  await expect(readHdf5(streamSource([bytes]))).rejects.toThrow(
    "HDF5: expected a file, not a pipe, of at most 1073741824 bytes, got a pipe",
  );
});

test("damaged anywhere: an error of the file, or a record", async () => {
  const whole = file((made) => made.create_dataset({ name: "a", data: samples.slice(0, 200), chunks: [50], compression: 4 }));
  const settled = async (bytes: Uint8Array) =>
    readHdf5(bytesSource(bytes), { interval: 1 })
      .then((stream) => collectRecord(stream))
      .catch((error: unknown) => error as Error);
  for (let length = 8; length < whole.length; length += 97) {
    expect(await settled(whole.subarray(0, length)), `${length} bytes`).toMatchObject({ name: "FormatError" });
  }
  for (let at = 8; at < whole.length; at += 13) {
    const bytes = whole.slice();
    bytes[at]! ^= 0xff;
    const came = await settled(bytes);
    if (came instanceof Error) expect(came.name, `byte ${at}: ${came.message}`).toBe("FormatError");
  }
});
