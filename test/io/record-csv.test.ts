// Proved: records are read as instruments write them, and back to the last bit as we write them; what is none, or stands at unequal
// times, is refused by its line.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { recordCsv } from "../../src/io/record-csv";
import type { RecordOptions } from "../../src/io/record-stream";
import { expectSameBits } from "../support/bits";
import { recordIn, recordThroughPipe, textBytes } from "../support/streams";

const read = (text: string, options: RecordOptions = {}) => recordIn(textBytes(text), options);
const volts = { samples: Float64Array.of(0.02, 0.03, 0.04), interval: 4e-4, start: -4e-4, unit: "V" };

describe("as instruments write them", () => {
  test.each([
    ["names with units", "time (s),ch1 (V)\n-4e-4,0.02\n0,0.03\n4e-4,0.04\n"],
    ["units in the names", "time_us;ch1 [Volt]\r\n-400;0.02\r\n0;0.03\r\n400;0.04"],
    ["units below the names", "Time,Channel A\n(ms),(V)\n\n-0.4,0.02\n0.0,0.03\n0.4,0.04\n"],
    ["Keysight", "x-axis,1\nsecond,Volt\n-4.0E-04,0.02\n+0.0E+00,0.03\n+4.0E-04,0.04\n"],
    ["Rigol", "X,CH1,Start,Increment,\nSequence,Volt,-4e-04,4.000000e-04\n0,0.02,,\n1,0.03,,\n2,0.04,,\n"],
    [
      "Siglent",
      "Record Length,Analog:3\nSample Interval,Analog:0.0004\nSource,CH1\nSecond,Volt\n-0.0004,0.02\n0.0000,0.03\n0.0004,0.04\n",
    ],
    [
      "Tektronix",
      "Model,MSO24\nFirmware Version,1.2\n,\nHorizontal Units,s\nSample Interval,4e-4\nVertical Units,V\n,\nLabels,,\nTIME,CH1\n-4e-4,0.02\n0,0.03\n4e-4,0.04\n",
    ],
    [
      "LeCroy",
      "LECROYHDO6104,12345,Waveform\nSegments,1,SegmentSize,3\nSegment,TrigTime,TimeSinceSegment1\n#1,10-Oct-2016 19:10:10,0\nTime,Ampl (V)\n-0.0004,0.02\n0,0.03\n0.0004,0.04\n",
    ],
    ["one column", "# interval: 0.4 ms\n# start: -0.4 ms\nsamples (V)\n0.02\n0.03\n0.04\n"],
    ["a rate", "% Sampling rate (kHz) = 2.5\n% start: -4e-4\n% unit: volts\n0.02\n0.03\n0.04\n"],
    [
      "NumPy's savetxt",
      "# unit: V\n-4.000000000000000191e-04 2e-02\n0.000000000000000000e+00 3e-02\n4.000000000000000191e-04 4e-02\n",
    ],
    ["quotes and a byte order mark", '\uFEFF"time (s)","a, b (V)"\n-4e-4,0.02\n0,0.03\n4e-4,0.04\n'],
    ["old Macintoshes", "time\tch1 (V)\r-4e-4\t0.02\r0\t0.03\r4e-4\t0.04\r"],
  ])("%s", async (_, text) => {
    expect(await read(text)).toEqual(volts);
    expect(await recordThroughPipe(textBytes(text), 5)).toEqual(volts);
  });

  test("decimal commas, if asked for", async () => {
    expect(await read("time (ms);ch1 (V)\n-0,4;0,02\n0,0;0,03\n0,4;0,04\n", { decimal: "," })).toEqual(volts);
  });

  test("characters of Windows, and of two bytes", async () => {
    const text = "time (µs),ch1 (V)\n-400,0.02\n0,0.03\n400,0.04\n";
    expect(await recordIn(Uint8Array.from(text, (c) => c.charCodeAt(0)))).toEqual(volts);
    const wide = new Uint8Array(Uint16Array.from(`\uFEFF${text}`, (c) => c.charCodeAt(0)).buffer);
    expect(await recordIn(wide)).toEqual(volts);
  });

  test("columns by name, by number, and two of them as a complex record", async () => {
    const text = "t (s),I (V),Q (V)\n0,1,4\n1,2,5\n2,3,6\n";
    const rest = { interval: 1, start: 0, unit: "V" };
    const [first, second] = [Float64Array.of(1, 2, 3), Float64Array.of(4, 5, 6)];
    expect(await read(text, { columns: { value: "Q" } })).toEqual({ samples: second, ...rest });
    expect(await read(text, { columns: { value: 1 } })).toEqual({ samples: first, ...rest });
    expect(await read(text, { columns: { value: "I", imaginary: "Q (V)" } })).toEqual({
      samples: first,
      imaginary: second,
      ...rest,
    });
    expect(await read(text, { columns: { time: "t", value: "I" } })).toEqual({ samples: first, ...rest });
  });

  test("options go before what the file says", async () => {
    const said = { interval: 2, start: 3, unit: "m" };
    expect(await read("# interval: 1\nv (V)\n5\n", said)).toEqual({ samples: Float64Array.of(5), ...said });
  });
});

describe("times", () => {
  const column = (n: number, time: (i: number) => string) =>
    `time,v\n${Array.from({ length: n }, (_, i) => `${time(i)},${i}\n`).join("")}`;
  test.each<[string, number, (i: number) => string, number]>([
    ["few digits, long", 200_000, (i) => (i * 4e-7 - 0.05).toPrecision(6), 4e-7],
    ["fixed digits, long", 100_000, (i) => (i * 4e-7).toFixed(7), 4e-7],
    ["digits without zeros", 150_000, (i) => String(Number((i * 4e-7).toPrecision(6))), 4e-7],
    ["a rate of 44.1 kHz", 70_000, (i) => (i / 44100).toFixed(9), 1 / 44100],
    ["thirds", 4, (i) => String(i / 3), 1 / 3],
  ])("%s tell the interval", async (_, n, time, interval) => {
    const record = await read(column(n, time));
    expect(record.interval).toBe(interval);
    expect(record.samples).toHaveLength(n);
  });

  test.each<[string, string, string]>([
    [
      "a longer step",
      column(5, (i) => String(i < 3 ? i : i + 0.5)),
      "line 5, column time: expected a time 1 after the last, as samples stand at equal intervals, got 3.5",
    ],
    [
      "a step back",
      column(5, (i) => String(i < 3 ? i : i - 2)),
      "line 5, column time: expected a time 1 after the last, as samples stand at equal intervals, got 1",
    ],
    [
      "no steps",
      column(5, () => "1"),
      "line 3, column time: expected a time 0 after the last, as samples stand at equal intervals, got 1",
    ],
    [
      "NaN",
      column(5, (i) => (i === 2 ? "NaN" : String(i))),
      "line 4, column time: expected a time 1 after the last, as samples stand at equal intervals, got NaN",
    ],
    [
      "a sample lost late",
      column(100_000, (i) => ((i < 90_000 ? i : i + 1) * 4e-7).toFixed(7)),
      "line 90002, column time: expected a time 4e-7 after the last, as samples stand at equal intervals, got 0.0360004",
    ],
    [
      "one",
      column(1, String),
      "column time: expected more than one line to tell the interval, or the interval itself, got 1 digits",
    ],
    [
      "too few digits",
      column(9, (i) => (i * 0.03333).toFixed(2)),
      "column time: expected times of more digits to tell the interval, or the interval itself, got 2 digits",
    ],
    ["another unit", "time (s),x (m)\n0,1\n".replace("(s)", "(m)"), "column time (m): expected s, ms, µs, ns or ps, got m"],
    [
      "not those of the comment",
      `# interval: 2\n${column(5, (i) => String(i + 0.001))}`,
      "line 4, column time: expected a time 2 after the last, as samples stand at equal intervals, got 1.001",
    ],
  ])("%s: refused", async (_, text, message) => {
    await expect(read(text)).rejects.toMatchObject({ name: "FormatError", message });
  });

  test("one, with the interval said", async () => {
    expect(await read("time,v\n5,1\n", { interval: 2 })).toEqual({
      samples: Float64Array.of(1),
      interval: 2,
      start: 5,
      unit: "",
    });
  });
});

describe("what is no record", () => {
  test.each([
    ["# only a comment\n", "expected lines of numbers, got an empty file"],
    ["time,v\n", "expected lines of numbers, got a file without any"],
    ["time,v\n0,1\n1,x\n", 'line 3, column v: expected a number, got "x"'],
    ["time,v\n0,1\n1,\n", 'line 3, column v: expected a number, got ""'],
    ["time,v\n0,1\n1\n", "line 3: expected 2 cells, as column names, got 1"],
    ["time,v\n0,1\n1,2,3\n", "line 3: expected 2 cells, as column names, got 3"],
    ["time,v\n0,1\n1,NaN\n", "line 3, column v: expected a finite number, got NaN"],
    ["time,v\n0,1\n1,-inf\n", "line 3, column v: expected a finite number, got -Infinity"],
    ["t;v\n0,5;1\n", 'line 2, column t: expected a number with a decimal point, got "0,5" with a decimal comma'],
    ["v\n1\n2\n", "line 1: expected a column time, `# interval: 4e-7` (s) or the option interval, got v"],
    ["time,a,b\n0,1,2\n", "expected the name of one column to read; the columns are time, a, b"],
    ["0,1,2\n", "expected the name of one column to read; the columns are 0, 1, 2"],
    ["# dt: fast\nv\n1\n", 'dt: expected a positive number in s or Hz, got "fast"'],
    ["# fs: 0 Hz\nv\n1\n", 'fs: expected a positive number in s or Hz, got "0 Hz"'],
    ["# interval: 4 m\nv\n1\n", 'interval: expected a positive number in s or Hz, got "4 m"'],
    ["time,v\n0,1\0\n", "line 2: expected text, got a byte of zero"],
  ])("%j", async (text, message) => {
    const { readRecordCsv } = await import("../../src/io/record-csv");
    const { bytesSource } = await import("../../src/io/byte-source");
    const { collectRecord } = await import("../../src/io/record-stream");
    const whole = async () => collectRecord(await readRecordCsv(bytesSource(textBytes(text))));
    await expect(whole()).rejects.toMatchObject({ name: "FormatError", message });
  });

  test("a column that is named and not there, a decimal sign that is none", async () => {
    await expect(read("time,v\n0,1\n", { columns: { value: "w" } })).rejects.toThrow(
      "expected a column w; its columns are time, v",
    );
    await expect(read("v\n1\n", { decimal: "'" as "." })).rejects.toThrow(`decimal: expected "." or ",", got "'"`);
  });
});

test("written and read back: every bit", async () => {
  const record = fc.record({
    samples: fc.float64Array({ minLength: 1, maxLength: 100, noNaN: true, noDefaultInfinity: true }),
    interval: fc.double({ min: 1e-12, max: 1e3, noNaN: true }),
    start: fc.double({ min: -100, max: 100, noNaN: true }).filter((x) => !Object.is(x, -0)),
    isComplex: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(record, async ({ samples, interval, start, isComplex }) => {
      const written = { samples, ...(isComplex && { imaginary: samples.toReversed() }), interval, start, unit: "V" };
      const back = await read([...recordCsv(written, ["made by a test"])].join(""));
      expectSameBits(back.samples, samples, "samples");
      if (isComplex) expectSameBits(back.imaginary!, samples.toReversed(), "imaginary");
      expect([back.interval, back.start, back.unit]).toEqual([interval, start, "V"]);
    }),
  );
});
