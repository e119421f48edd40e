// Proved: records and spectra are written and read back to the last bit, and read as the command line writes them; what is none is
// refused by its field.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { json, jsonTable } from "../../src/io/json";
import { readRecordJson, readSpectrumJson, recordJson, spectrumJson } from "../../src/io/record-json";
import { expectSameBits } from "../support/bits";
import { recordIn, textBytes } from "../support/streams";

const numbers = fc.float64Array({ minLength: 1, maxLength: 100, noNaN: true, noDefaultInfinity: true });
const positive = fc.double({ min: 1e-12, max: 1e12, noNaN: true });

test("records: every bit", async () => {
  await fc.assert(
    fc.asyncProperty(numbers, positive, fc.string(), fc.boolean(), async (samples, interval, unit, isComplex) => {
      const written = { samples, ...(isComplex && { imaginary: samples.toReversed() }), interval, start: -interval, unit };
      const text = [...recordJson(written)].join("");
      const back = await recordIn(textBytes(text));
      expectSameBits(back.samples, samples, "samples");
      if (isComplex) expectSameBits(back.imaginary!, samples.toReversed(), "imaginary");
      expect(back).toEqual(written);
    }),
  );
});

test("spectra: every bit", () => {
  fc.assert(
    fc.property(
      numbers,
      fc.constantFrom(
        {},
        { averages: { bin: 37.1, fit: 18.5 }, sides: "two" } as const,
        {
          averages: { bin: 1, fit: 0.51 },
          response: { interval: 0.1 + 0.2, length: 8192, window: "kaiser", beta: 8.6 },
        } as const,
        { response: { interval: 4e-7, length: 9, window: "rectangular" }, unit: "V^2/Hz" } as const,
      ),
      (density, rest) => {
        const written = { frequency: density.toSorted(), density, error: density.toReversed(), ...rest };
        const back = readSpectrumJson([...spectrumJson(written)].join(""));
        for (const name of ["frequency", "density", "error"] as const) expectSameBits(back[name]!, written[name], name);
        expect(back).toEqual(written);
      },
    ),
  );
});

test("long ones", () => {
  const samples = Float64Array.from({ length: 10_000 }, (_, i) => i / 3);
  const back = readRecordJson([...recordJson({ samples, interval: 1, start: 0, unit: "" })].join(""));
  expectSameBits(back.samples, samples, "samples");
});

test("as the command line writes them", () => {
  const [frequency, density] = [
    [1, 2],
    [3, 4],
  ];
  const spectrum = { frequency: Float64Array.of(1, 2), density: Float64Array.of(3, 4) };
  const written = {
    system: {},
    sides: "one",
    averages: 100,
    frequency: { unit: "Hz", values: frequency },
    density: { values: density },
  };
  expect(readSpectrumJson(json(written))).toEqual({ ...spectrum, sides: "one", averages: { bin: 100, fit: 100 } });
  const column = (name: string, unit: string, values: number[]) => ({ name, unit, at: (row: number) => values[row]! });
  const table = { columns: [column("frequency", "Hz", frequency), column("density", "1/Hz", density)], rows: 2 };
  expect(readSpectrumJson([...jsonTable({ model: "dicke" }, table)].join(""))).toEqual({ ...spectrum, unit: "1/Hz" });
});

test("options go before what the file says, and name its fields", () => {
  const text = '{"a":[1],"b":[2],"interval":3,"unit":"V"}';
  const options = { interval: 4, start: 5, unit: "m", columns: { value: "a", imaginary: "b" } };
  expect(readRecordJson(text, options)).toEqual({
    samples: Float64Array.of(1),
    imaginary: Float64Array.of(2),
    interval: 4,
    start: 5,
    unit: "m",
  });
});

describe("what is none", () => {
  test.each([
    ["[1,2]", "JSON: expected an object of samples and interval, got an array"],
    ["3", "JSON: expected an object of samples and interval, got 3"],
    ["{]", "Expected property name or '}' at line 1, column 2"],
    ["{}", "samples: expected an array of numbers, got nothing"],
    ['{"samples":"1,2"}', 'samples: expected an array of numbers, got "1,2"'],
    ['{"samples":[1]}', "interval: expected a positive time in s, got nothing"],
    [
      '{"samples":[1,2],"imaginary":[1],"interval":1}',
      "imaginary: expected as many numbers as samples, 2, got a Float64Array of 1",
    ],
    ['{"samples":[1,1e999],"interval":1}', "samples[1]: expected a finite number, got Infinity"],
    ['{"samples":[1],"interval":1,"start":"now"}', 'start: expected a time in s, got "now"'],
  ])("a record: %s", (text, message) => {
    expect(() => readRecordJson(text)).toThrow(expect.objectContaining({ name: "FormatError", message }));
  });

  test.each([
    ['{"density":[1]}', "frequency: expected an array of numbers, got nothing"],
    ['{"frequency":[1,2],"density":[1]}', "density: expected as many numbers as frequencies, 2, got 1"],
    ['{"frequency":{"unit":"kHz","values":[1]},"density":[1]}', 'frequency.unit: expected Hz, got "kHz"'],
    ['{"frequency":[1],"density":[null]}', "density[0]: expected a number, got null"],
    ['{"frequency":[1],"density":[1],"sides":"both"}', 'sides: expected "one" or "two", got "both"'],
    ['{"frequency":[1],"density":[1],"unit":3}', "unit: expected a unit, such as V^2/Hz, got 3"],
    [
      '{"frequency":[1],"density":[1],"response":"hann"}',
      'response: expected an object with interval (s), length (samples) and window, got "hann"',
    ],
    [
      '{"frequency":[1],"density":[1],"response":{"interval":1,"window":"hann"}}',
      "response.length: expected a whole number of samples, 8 or more, got nothing",
    ],
    ['{"frequency":[1],"density":[1],"averages":0}', "averages: expected a number of averages, or { bin, fit }, got 0"],
  ])("a spectrum: %s", (text, message) => {
    expect(() => readSpectrumJson(text)).toThrow(expect.objectContaining({ name: "FormatError", message }));
  });
});
