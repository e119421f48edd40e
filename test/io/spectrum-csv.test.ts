// Proved: a spectrum written is read back to the last bit; files as people write them are read; what is no spectrum is refused by
// line and column.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Response } from "../../src";
import { FormatError } from "../../src/errors";
import { readSpectrumCsv, spectrumCsv } from "../../src/io/spectrum-csv";

const written = (...args: Parameters<typeof spectrumCsv>) => [...spectrumCsv(...args)].join("");

test("written and read back: every bit, averages and sides", () => {
  const frequency = Float64Array.of(-1e6 / 3, 0, 0.1 + 0.2, 1e300);
  const density = Float64Array.of(5e-324, 1 / 3, 1.7976931348623157e308, 1e-17);
  const spectrum = { frequency, density, averages: { bin: 37.0123456789, fit: 18.5 }, sides: "two" } as const;
  expect(readSpectrumCsv(written(spectrum, ["made by a test"]))).toEqual(spectrum);
  const one = { ...spectrum, averages: { bin: 100, fit: 100 }, sides: "one" } as const;
  expect(readSpectrumCsv(written(one))).toEqual(one);
  expect(written({ frequency, density })).toMatch(/^frequency \(Hz\),density\n/);
  const single = { ...spectrum, averages: { bin: 1, fit: 0.5142857142857142 } } as const;
  expect(readSpectrumCsv(written(single))).toEqual(single);
});

test("written and read back: window, segment and interval, and the unit", () => {
  const numbers = { frequency: Float64Array.of(1, 2), density: Float64Array.of(3, 4), sides: "one", unit: "V^2/Hz" } as const;
  fc.assert(
    fc.property(
      fc.double({ min: 1e-15, max: 1e15, noNaN: true }),
      fc.integer({ min: 8, max: 2 ** 40 }),
      fc.oneof(
        fc.constantFrom({ window: "hann" }, { window: "flattop" }, { window: "rectangular" } as const),
        fc.double({ min: 0, max: 100, noNaN: true }).map((beta) => ({ window: "kaiser", beta: beta + 0 })),
      ),
      (interval, length, window) => {
        const response = { interval, length, ...window } as Response;
        expect(readSpectrumCsv(written({ ...numbers, response }))).toEqual({ ...numbers, response });
      },
    ),
  );
  const averages = { bin: 37, fit: 18.5 };
  const response = { interval: 4e-7, length: 8192, window: "kaiser", beta: 8.6 } as const;
  expect(written({ ...numbers, averages, response }, ["made by a test"])).toBe(
    "# made by a test\n# averages: 37, 18.5\n# sides: one\n# window: kaiser, 8.6\n# segment: 8192\n# interval: 4e-7\n" +
      "frequency (Hz),density (V^2/Hz)\n1,3\n2,4\n",
  );
  for (const unit of ["(V/m)^2/Hz", "m²/Hz", "a, b", "1/(Hz)"]) {
    expect(readSpectrumCsv(written({ ...numbers, unit }))).toEqual({ ...numbers, unit });
  }
  for (const unit of ["V^2/(Hz", ")", "((V))", "V²\n/Hz", '"', " Hz"]) {
    expect(() => written({ ...numbers, unit })).toThrow("unit: expected a unit such as V^2/Hz or (V/m)^2/Hz, got ");
  }
});

const numbers = { frequency: Float64Array.of(1000, 2000), density: Float64Array.of(3, 4) };

describe("as people write them", () => {
  test.each([
    ["commas", "frequency (Hz),density\n1000,3\n2000,4\n"],
    ["no line feed at the end, blank lines, spaces", "\n frequency (Hz) , density \n\n 1000 , 3\n2000,4"],
    ["tabs and carriage returns", "f [kHz]\tPSD\r\n1\t3\r\n2\t4\r\n"],
    ["semicolons", "Frequency_kHz;Power (V^2/Hz)\n1;3\n2;4\n"],
    ["a byte order mark, quoted names, comments", '\uFEFF# an instrument\n"freq (mHz)","psd"\n# more\n1e6,3\n2e6,4\n'],
    ["other columns", "time,frequency,x,density\n9,1000,8,3\n9,2000,8,4\n"],
    ["a unit behind a slash", 'f/kHz;"S"\n1;3\n2;4\n'],
    ["a quoted name with a comma before its unit", '"f, kHz","psd"\n"1","3"\n"2","4"\n'],
    ["names in the comment above, as NumPy writes it", "# by hand\n# f (kHz),density\n1,3\n2,4\n"],
    ["the same, of blanks", "# f S\n1.0e+03 3.0e+00\n2.0e+03 4.0e+00\n"],
    ["units in capitals", "f (KHZ),s\n1,3\n2,4\n"],
    ["units below the names", "f,psd\n(kHz),(V^2/Hz)\n1,3\n2,4\n"],
    ["the preamble of an instrument", "Spectrum analyser,FSV\nCenter Freq,1.5e3,Hz\n\nfrequency [Hz],PSD\n1e3,3,\n2e3,4,\n"],
    ["spaces", "f (kHz) psd\n  1   3\n  2   4\n"],
    ["separators in quotes", '"f (kHz)","a, b","psd"\n1,9,3\n2,9,4\n'],
  ])("%s", (_, text) => {
    const { unit, ...read } = readSpectrumCsv(text);
    expect(read).toEqual(numbers);
    expect(unit).toBe(text.includes("(V^2/Hz)") ? "V^2/Hz" : undefined);
  });

  test("a window in capitals, its segment and interval in any order", () => {
    const text = "# interval : 4e-7\n#segment:8192\n# Window: Kaiser , 8.6\nf,psd\n1000,3\n2000,4\n";
    const response = { interval: 4e-7, length: 8192, window: "kaiser", beta: 8.6 };
    expect(readSpectrumCsv(text)).toEqual({ ...numbers, response });
    // if it is known better, or the comments mean something else
    expect(readSpectrumCsv(text, {}, { response: false })).toEqual(numbers);
    expect(readSpectrumCsv("# window: 3\nf,psd\n1000,3\n2000,4\n", {}, { response: false })).toEqual(numbers);
  });

  test("columns by name, with errors, with what comments say", () => {
    const text = "# Averages: 37, 18.5\n# sides: one\nx (kHz),Sxx,dS\n1,3,0.3\n2,4,0.4\n";
    expect(readSpectrumCsv(text, { frequency: "x", density: "Sxx", error: "dS" })).toEqual({
      ...numbers,
      error: Float64Array.of(0.3, 0.4),
      averages: { bin: 37, fit: 18.5 },
      sides: "one",
    });
    expect(readSpectrumCsv("f,density,sigma\n1000,3,1\n2000,4,1\n").error).toEqual(Float64Array.of(1, 1));
  });

  test("not a number is a number of instruments: what is wrong with it is for the spectrum to say", () => {
    expect(readSpectrumCsv("f,density\n1,NaN\n2,-3\n3,Infinity\n").density).toEqual(Float64Array.of(Number.NaN, -3, Infinity));
  });
});

describe("decibels, if asked for", () => {
  const levels = (unit: string, error = "") => `f,psd${unit},sigma${error}\n1000,-30,0.1\n2000,10,0.2\n`;
  const read = (text: string, decibels = true) => readSpectrumCsv(text, {}, { decibels });
  test.each([
    ["", 1],
    [" (dB)", 1],
    [" (dB re 1 V²/Hz)", 1],
    [" (dBV/√Hz)", 1],
    [" (dBm/Hz)", 1e-3],
    [" [dBuV²/Hz]", 1e-12],
  ])("psd%s", (unit, reference) => {
    const { density, error } = read(levels(unit));
    expect([...density]).toEqual([reference * 10 ** -3, reference * 10]);
    error!.forEach((sigma, i) => {
      expect(sigma / density[i]!).toBeCloseTo((Math.LN10 / 10) * [0.1, 0.2][i]!, 14);
    });
  });

  test("they are not what the file says, or not all of them", () => {
    expect(() => read(levels(" (V^2/Hz)"))).toThrow("column psd (V^2/Hz): expected decibels, as was said, got V^2/Hz");
    expect(() => read(levels(" (dBm)"))).toThrow(
      "column psd (dBm): expected a density, in dBm/Hz, got a power in some bandwidth: divide by the noise bandwidth first",
    );
    expect(() => read(levels(" (dB)", " (V^2/Hz)"))).toThrow(
      "column sigma (V^2/Hz): expected decibels, as the density, got V^2/Hz",
    );
    expect(() => read(levels("", " (dB)"), false)).toThrow(
      "column sigma (dB): expected a linear error, as the density, got dB",
    );
  });

  test("a name may hold these letters", () => {
    expect(readSpectrumCsv("f,feedback\n1000,3\n2000,4\n", { density: "feedback" })).toEqual(numbers);
  });
});

test("decimal commas, if asked for", () => {
  expect(readSpectrumCsv("f (kHz);psd\n1,0;3,0\n2,0;4\n", {}, { decimal: "," })).toEqual(numbers);
});

describe("what is no spectrum", () => {
  test.each([
    ["", "expected a line of column names, got an empty file"],
    ["# only a comment\n", "expected a line of column names, got an empty file"],
    ["f,density\n", "expected a bin a line below the column names, got none"],
    ["1000,3\n2000,4\n", "line 1: expected column names, such as frequency (Hz),density, got numbers"],
    ["f,density\n1000,3\n2000\n", "line 3: expected 2 cells, as column names, got 1"],
    ["f,density\n1000,3,5\n", "line 2: expected 2 cells, as column names, got 3"],
    ["# a\nf,density\n1000,high\n", 'line 3, column density: expected a number, got "high"'],
    ["f,density\n,3\n", 'line 2, column f: expected a number, got ""'],
    ["f;density\n1,5;3\n", 'line 2, column f: expected a number with a decimal point, got "1,5" with a decimal comma'],
    ["frequenz,density\n1,3\n", "expected a column frequency; its columns are frequenz, density"],
    ["f,amplitude\n1,3\n", "expected a column density; its columns are f, amplitude"],
    ["f (mhz),density\n1,3\n", "column f (mhz): expected Hz, kHz, MHz, GHz or mHz, got mhz"],
    ["frequency (rad/s),density\n1,3\n", "column frequency (rad/s): expected Hz, kHz, MHz, GHz or mHz, got rad/s"],
    ["f,psd (dBm/Hz)\n1,3\n", "column psd (dBm/Hz): expected a linear density, got decibels"],
    ["f,S [V/√Hz]\n1,3\n", "column S [V/√Hz]: expected a power density, got an amplitude density, whose square is one"],
    [
      "f,S (V/sqrt(Hz))\n1,3\n",
      "column S (V/sqrt(Hz)): expected a power density, got an amplitude density, whose square is one",
    ],
    ["f,S (V/Hz^1/2)\n1,3\n", "column S (V/Hz^1/2): expected a power density, got an amplitude density, whose square is one"],
    ["f,S (V²/(rad/s))\n1,3\n", "column S (V²/(rad/s)): expected a density per Hz, got one per rad/s"],
    ["f,S (V²/kHz)\n1,3\n", "column S (V²/kHz): expected a density per Hz, got one per kHz"],
    ["# averages: 37, 18.5\n1000,3\n", "line 2: expected column names, such as frequency (Hz),density, got numbers"],
    ["# averages: many\nf,density\n1,3\n", '# averages: expected a number of averages, or n_bin, n_fit, got "many"'],
    ["# averages: 0\nf,density\n1,3\n", '# averages: expected a number of averages, or n_bin, n_fit, got "0"'],
    ["# averages: 1, 1e-4\nf,density\n1,3\n", '# averages: expected a number of averages, or n_bin, n_fit, got "1, 1e-4"'],
    ["# sides: both\nf,density\n1,3\n", '# sides: expected one or two, got "both"'],
    [
      "# window: hann\nf,density\n1,3\n",
      'comments: expected "# window: hann", "# segment: 8192", "# interval: 4e-7" together, got none such as "# segment: 8192" and "# interval: 4e-7"',
    ],
    [
      "# segment: 100\n# interval: 1\nf,density\n1,3\n",
      'comments: expected "# window: hann", "# segment: 8192", "# interval: 4e-7" together, got none such as "# window: hann"',
    ],
    ...(
      [
        ["hamming", "100", "1", '# window: expected "rectangular", "hann", "flattop", "kaiser", got "hamming"'],
        ["kaiser", "100", "1", "# window: expected β of the Kaiser window, 0 to 100, got nothing"],
        ["kaiser, high", "100", "1", '# window: expected β of the Kaiser window, 0 to 100, got "high"'],
        ["hann, 6", "100", "1", '# window: expected no β with the window "hann", which has none, got 6'],
        ["hann", "0.4 us", "1", '# segment: expected a whole number of samples, 8 or more, got "0.4 us"'],
        ["hann", "100.5", "1", "# segment: expected a whole number of samples, 8 or more, got 100.5"],
        ["hann", "100", "0.4 us", '# interval: expected a positive time in s, got "0.4 us"'],
        ["hann", "100", "-1", "# interval: expected a positive time in s, got -1"],
      ] as const
    ).map(([window, segment, interval, message]) => [
      `# window: ${window}\n# segment: ${segment}\n# interval: ${interval}\nf,density\n1,3\n`,
      message,
    ]),
  ])("%j", (text, message) => {
    expect(() => readSpectrumCsv(text)).toThrow(new FormatError(message));
  });

  test("a column that is named and not there", () => {
    expect(() => readSpectrumCsv("f,density\n1,3\n", { density: "Sxx" })).toThrow(
      "expected a column Sxx; its columns are f, density",
    );
    expect(() => readSpectrumCsv("f,density\n1,3\n", { error: "dS" })).toThrow(
      "expected a column dS; its columns are f, density",
    );
  });
});
