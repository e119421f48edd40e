// Proved: whatever is handed to clausius psd, it ends soon, in bounded memory, with one clear line on stderr, exit code 1 if the file
// is at fault and 2 if its use is, and writes nothing.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { npy, npz } from "clausius";
import { beforeAll, describe, expect, it } from "vitest";
import { zip } from "../../src/io/zip-writer";
import { lecroyFile } from "../support/lecroy-file";
import { joined } from "../support/streams";
import { clausius, filesIn, folder, shell } from "./run.js";

const cwd = folder();
const noise = Float64Array.from({ length: 20_000 }, (_, i) => ((i * 7919) % 2003) - 1000);
const column = (row: (x: number, i: number) => string) => Array.from(noise.subarray(0, 2000), row).join("\n");

/** An .npy that claims a shape. */
const claiming = (shape: string) => {
  const header = `{'descr': '<f8', 'fortran_order': False, 'shape': ${shape}, }`.padEnd(117);
  return Buffer.from(`\x93NUMPY\x01\0\x76\0${header}\n`, "latin1");
};

/** A gigabyte of zeros, deflated. */
async function bomb(): Promise<Uint8Array> {
  const zeros = new Uint8Array(1 << 20);
  function* bytes(): Generator<Uint8Array<ArrayBuffer>> {
    yield new Uint8Array(claiming("(1000,)"));
    for (let i = 0; i < 1024; i++) yield zeros;
  }
  const archive = await joined(zip([{ name: "samples.npy", bytes }], { deflate: true }));
  const directory = archive.findLastIndex((_, i) => [0x50, 0x4b, 1, 2].every((byte, k) => archive[i + k] === byte));
  new DataView(archive.buffer).setUint32(directory + 24, 128 + 8000, true);
  return archive;
}

const files: Record<string, () => string | Uint8Array | Promise<Uint8Array>> = {
  "ok.npy": () => joined(npy(noise)),
  "cut.npy": async () => (await joined(npy(noise))).subarray(0, 1128),
  "claim.npy": () => claiming("(1250000000,)"),
  "none.npy": () => joined(npy(new Float64Array())),
  "nan.npy": () => joined(npy(noise.with(12_345, Number.NaN))),
  "same.npy": () => joined(npy(new Float64Array(20_000).fill(0.1))),
  "zero.npy": () => joined(npy(new Float64Array(20_000))),
  "short.npy": () => joined(npy(noise.subarray(0, 100))),
  "cut.trc": () => lecroyFile({ samples: Array.from(noise) }).subarray(0, 3000),
  "ok.trc": () => lecroyFile({ samples: Array.from(noise) }),
  "bomb.npz": bomb,
  "two.npz": () => joined(npz({ a: noise, b: noise })),
  "picture.png": () => Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0),
  "empty.csv": () => "",
  "uneven.csv": () => `time (s),v\n${column((x, i) => `${i === 700 ? 0.7005001 : i / 1000},${x}`)}\n`,
  "bare.csv": () => `v\n${column((x) => `${x}`)}\n`,
  "two.csv": () => `# interval: 1e-6\na,b\n${column((x) => `${x},${x}`)}\n`,
  "comma.csv": () => `# interval: 1e-6\na;b\n${column((x) => `${x},5;0`)}\n`,
  "word.csv": () => `# interval: 1e-6\na\n${column((x, i) => (i === 900 ? "high" : `${x}`))}\n`,
};

beforeAll(async () => {
  for (const [name, content] of Object.entries(files)) writeFileSync(join(cwd, name), await content());
  mkdirSync(join(cwd, "folder"));
});

const out = ["--output", "psd.csv", "--figure", "psd.png"];
const given = ["--interval", "1us", ...out];
const matching = (pattern: RegExp) => expect.stringMatching(pattern) as unknown as string;

const wrong: [words: string[], code: number, line: string][] = [
  [["cut.npy", ...given], 1, "cut.npy: byte 128: expected 160000 bytes, as the shape (20000,) says, but the file holds 1000"],
  [
    ["claim.npy", ...given],
    1,
    "claim.npy: byte 128: expected 10000000000 bytes, as the shape (1250000000,) says, but the file holds 0",
  ],
  [["none.npy", ...given], 1, "none.npy: NPY header: expected samples, got none: the shape (0)"],
  [["nan.npy", ...given], 1, "nan.npy: sample 12345: expected a finite number, got NaN"],
  [["same.npy", ...given], 1, "same.npy: expected noise, got 20000 samples that are all 0.1"],
  [["zero.npy", ...given], 1, "zero.npy: expected noise, got 20000 samples that are all 0"],
  [["short.npy", ...given, "--length", "512"], 2, "length: expected at most the record's 100 samples, got 512"],
  [["cut.trc", ...out], 1, "cut.trc: byte 367: expected samples of 40000 bytes, but the file ends after 2633"],
  [["ok.trc", ...given], 2, "interval: expected 4e-7 s, as the file states, or no interval at all, got 0.000001 s"],
  [
    ["bomb.npz", ...given],
    1,
    matching(/^bomb\.npz: ZIP, samples\.npy: expected 8128 bytes, as the ZIP's directory says, got more$/),
  ],
  [["two.npz", ...given], 1, "two.npz: expected the name of one array to read; the arrays are a, b; --column says which"],
  [
    ["picture.png", ...given],
    1,
    "picture.png: byte 0: expected a record: LeCroy, NPY, NPZ, text in columns, or JSON, got 89 50 4e 47 0d 0a 1a 0a",
  ],
  [["empty.csv", ...out], 1, "empty.csv: byte 0: expected a record, got an empty file"],
  [
    ["uneven.csv", ...out],
    1,
    "uneven.csv: line 702, column time (s): expected a time 0.001 after the last, as samples stand at equal intervals, got 0.7005001",
  ],
  [
    ["uneven.csv", "--interval", "2ms", ...out],
    1,
    "uneven.csv: line 3, column time (s): expected a time 0.002 after the last, as samples stand at equal intervals, got 0.001",
  ],
  [
    ["bare.csv", ...out],
    1,
    "bare.csv: line 1: expected a column time, `# interval: 4e-7` (s) or the option interval, got v; --interval says it",
  ],
  [["two.csv", ...out], 1, "two.csv: expected the name of one column to read; the columns are a, b; --column says which"],
  [["two.csv", ...out, "--column", "c"], 1, "two.csv: expected a column c; its columns are a, b"],
  [
    ["comma.csv", ...out, "--column", "a"],
    1,
    matching(/^comma\.csv: line \d+.* with a decimal comma; --decimal comma reads it$/),
  ],
  [["word.csv", ...out], 1, 'word.csv: line 903, column a: expected a number, got "high"'],
  [["folder", ...out], 1, "folder: is a folder, not a file"],
  [["absent.trc", ...out], 1, "absent.trc: no such file or folder"],
  [["", ...out], 2, 'RECORD: expected the path of a file, or - for stdin, got ""'],
  [[], 2, "missing required argument 'RECORD'"],
  [
    ["ok.npy", ...out],
    2,
    "interval: expected the time between samples in s, which an NPY does not say, or a column of times, got nothing; --interval says it",
  ],
  [["ok.npy", ...given, "--rate", "1MHz"], 2, "interval: expected it or --rate, got both"],
  [
    ["ok.npy", ...out, "--interval", "1"],
    2,
    'interval: expected a time with a unit (s, ms, us, ns, ps), such as 0.4us, got "1"',
  ],
  [["ok.npy", ...out, "--interval", "0us"], 2, 'interval: expected a positive time, got "0us"'],
  [["ok.npy", ...out, "--rate", "0Hz"], 2, 'rate: expected a positive frequency, got "0Hz"'],
  [["ok.npy", ...out, "--rate"], 2, "rate: expected a frequency with a unit (Hz, kHz, MHz, GHz), such as 1.2MHz, got nothing"],
  [["ok.npy", ...given, "--length", "3"], 2, "length: expected a whole number of samples, 8 or more, got 3"],
  [["ok.npy", ...given, "--length", "many"], 2, 'length: expected a whole number, 0 to 2^53 − 1, got "many"'],
  [
    ["ok.npy", ...given, "--length", "1000000000000"],
    2,
    "length: expected at most the record's 20000 samples, got 1000000000000",
  ],
  [["ok.npy", ...given, "--overlap", "1"], 2, 'overlap: expected a part of a segment from 0 to 0.95, got "1"'],
  [["ok.npy", ...given, "--window", "han"], 2, "window: no such window han; did you mean hann?"],
  [["ok.npy", ...given, "--window", "welch"], 2, "window: no such window welch; known are hann, flattop, rectangular, kaiser"],
  [
    ["ok.npy", ...given, "--window", "kaiser"],
    2,
    'window: expected kaiser with its β behind a colon, such as kaiser:8.6, got "kaiser"',
  ],
  [["ok.npy", ...given, "--window", "hann:3"], 2, 'window: expected hann without a number behind it, got "hann:3"'],
  [["ok.npy", ...given, "--detrend", "cubic"], 2, 'detrend: expected "constant", "linear" or "none", got "cubic"'],
  [["ok.npy", ...given, "--sides", "both"], 2, 'sides: expected "one" or "two", got "both"'],
  [["ok.npy", ...given, "--decimal", ","], 2, 'decimal: expected "point" or "comma", got ","'],
  [["ok.npy", ...given, "--column", "3"], 2, "column: expected a number from 0 to 0, as an NPY has no names, got 3"],
  [["ok.npy", ...given, "--column", ""], 2, 'column: expected the name or the number of a column, got ""'],
  [
    ["ok.npy", ...given, "--length", "256", "--range", "1..1.1kHz"],
    2,
    "range: expected one with some of the bins from 0 to 500000 Hz, 3906.25 Hz apart, got 1000 to 1100 Hz",
  ],
  [
    ["ok.npy", "--interval", "1us", "--figure", "psd.gif"],
    2,
    'figure: expected a name that ends in .svg or .png, got "psd.gif"',
  ],
  [
    ["ok.npy", "--interval", "1us", "--json", "--output", "psd.csv"],
    2,
    'output: expected a name that does not end in .csv together with --json, got "psd.csv"',
  ],
  [["ok.npy", "--interval", "1us", "--output", "absent/psd.csv"], 1, "output: absent/psd.csv: no such folder"],
  [["ok.npy", "--interval", "1us", "--output", "folder"], 1, "output: folder: is a folder, not a file"],
  [["ok.npy", "--intervall", "1us"], 2, "unknown option '--intervall'; did you mean --interval?"],
];

describe("what is wrong, in one line, and nothing is written", { timeout: 60_000 }, () => {
  it.each(wrong)("psd %j", (words, code, line) => {
    const before = filesIn(cwd);
    const began = performance.now();
    const run = clausius(["psd", ...words], cwd);
    expect(run.stdout).toBe("");
    const said = run.stderr.replace(/^clausius: /, "").replace(/\n$/, "");
    expect([run.code, said]).toEqual([code, line]);
    expect(filesIn(cwd)).toEqual(before);
    expect(performance.now() - began).toBeLessThan(20_000);
  });

  it.each<[line: string, code: number, said: string]>([
    [
      "cat claim.npy ok.npy | $clausius psd - --interval 1us",
      1,
      "stdin: byte 128: expected samples of 524288 bytes, but the file ends after 160128",
    ],
    ["head -30 bare.csv | $clausius psd - --interval 1us", 2, "length: expected at most the record's 29 samples, got 8192"],
    [
      "$clausius psd - --interval 1us --length 100000000 < ok.npy",
      2,
      "length: expected at most the record's 20000 samples, got 100000000",
    ],
    [
      "cat bare.csv | $clausius psd - --interval 1us --length 100000000",
      2,
      "length: expected a whole number of samples a segment, 8 to 4194304, got 100000000",
    ],
    [
      "cat bomb.npz | $clausius psd - --interval 1us",
      1,
      "stdin: ZIP: a pipe cannot be read from its end; save it as a file first",
    ],
    ["$clausius psd - < /dev/null", 1, "stdin: byte 0: expected a record, got an empty file"],
    // an endless pipe that is no record is let go of
    [
      "cat /dev/zero | $clausius psd - --interval 1us",
      1,
      "stdin: byte 0: expected a record: LeCroy, NPY, NPZ, text in columns, or JSON, got 00 00 00 00 00 00 00 00",
    ],
    ["yes word | $clausius psd - --interval 1us", 1, "stdin: line 10001: expected numbers within 10000 lines, got none yet"],
  ])("%s", (line, code, said) => {
    const before = filesIn(cwd);
    expect(shell(line, cwd)).toEqual({ code, stdout: "", stderr: `clausius: ${said}\n` });
    expect(filesIn(cwd)).toEqual(before);
  });
});
