// Proved: clausius psd gives the library's averaged periodogram, to the bit, of a file or a pipe, in every format; its CSV carries what a
// fit must know, and one line goes from a record to a fit; records longer than memory are read in pieces; a measured record gives
// the frequency and the width of its peak.

import { once } from "node:events";
import { closeSync, existsSync, ftruncateSync, openSync, readFileSync, statSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { npy, readSpectrumCsv, readSpectrumJson, simulate, thermalOscillator, welch } from "clausius";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { beforeAll, describe, expect, it, test } from "vitest";
import { bytesSource } from "../../src/io/byte-source";
import { openNpy } from "../../src/io/npy";
import { readZip } from "../../src/io/zip";
import { decoded } from "../figures/picture.js";
import { lecroyFile } from "../support/lecroy-file";
import { joined } from "../support/streams";
import { clausius, filesIn, folder, shell, started } from "./run.js";

const cwd = folder();
const interval = 4e-7;
const oscillator = thermalOscillator({ omegaB: 2 * Math.PI * 61.8e3, gammaB: 2 * Math.PI * 535, nThermalB: 1e8 });
const record = simulate(oscillator, { detection: { detection: "position" }, interval, samples: 70_000, seed: 3 });
const sidebands = { ...record, imaginary: record.samples.map((x, i) => x * ((i % 7) - 3)) };
const at = (name: string) => join(cwd, name);
const text = (name: string) => readFileSync(at(name), "utf8");
const said = (length: number) => `clausius: segments of ${length} samples; --length says otherwise\n`;
const trace = ["psd", "trace.npy", "--interval", "0.4us"];

beforeAll(async () => {
  writeFileSync(at("trace.npy"), await joined(npy(record.samples)));
  writeFileSync(at("sidebands.npy"), await joined(npy({ samples: record.samples, imaginary: sidebands.imaginary })));
  writeFileSync(at("scope.trc"), lecroyFile({ samples: Array.from(record.samples, (x) => Math.round(x / 10)) }));
});

describe("clausius psd", { timeout: 60_000 }, () => {
  it.each([
    [[], { length: 8192 }],
    [["--length", "1000", "--overlap", "0.66", "--window", "flattop"], { length: 1000, overlap: 0.66, window: "flattop" }],
    [
      ["--length", "4096", "--window", "kaiser:8.6", "--sides", "two"],
      { length: 4096, window: "kaiser", beta: 8.6, sides: "two" },
    ],
    [["--length", "2048", "--detrend", "linear", "--overlap", "0"], { length: 2048, detrend: "linear", overlap: 0 }],
    [
      ["--length", "2048", "--detrend", "none", "--window", "rectangular"],
      { length: 2048, detrend: "none", window: "rectangular" },
    ],
  ] as const)("is welch of the record, to the bit: %j", (words, options) => {
    const run = clausius([...trace, ...words, "--output", "a.csv"], cwd);
    expect(run).toEqual({ code: 0, stdout: "", stderr: words.length === 0 ? said(8192) : "" });
    expect(readSpectrumCsv(text("a.csv"))).toEqual(welch(record, options));
    const json = clausius([...trace, ...words, "--json"], cwd);
    expect(readSpectrumJson(json.stdout)).toEqual(welch(record, options));
  });

  it("says in comments what a fit must know, and what the record was", () => {
    const { stdout, stderr } = clausius(["psd", "scope.trc", "--length", "8192"], cwd);
    expect(stderr).toBe("");
    const { averages } = welch(record, { length: 8192 });
    expect(stdout.split("\n").slice(0, 10)).toEqual([
      "# record: scope.trc, LeCroy, LECROYHDO6104, C1, 2016-10-19T09:10:21.25",
      "# 70000 samples, 16 segments, 368 samples left over at the end",
      "# overlap: 0.5",
      "# detrend: constant",
      `# averages: ${averages.bin}, ${averages.fit}`,
      "# sides: one",
      "# window: hann",
      "# segment: 8192",
      "# interval: 4e-7",
      "frequency (Hz),density (V^2/Hz)",
    ]);
  });

  it("reads complex records, columns by name and number, decimal commas, and pipes", () => {
    const words = ["--rate", "2.5MHz", "--length", "512"];
    const whole = welch(sidebands, { length: 512 });
    expect(readSpectrumCsv(clausius(["psd", "sidebands.npy", ...words], cwd).stdout)).toEqual(whole);
    expect(whole.frequency[0]).toBe(-1.25e6);
    const piped = shell("cat sidebands.npy | $clausius psd - --rate 2.5MHz --length 512", cwd);
    expect(readSpectrumCsv(piped.stdout)).toEqual(whole);
    const given = shell("$clausius psd - --rate 2.5MHz --length 512 < sidebands.npy", cwd);
    expect(readSpectrumCsv(given.stdout)).toEqual(whole);
    const rows = Array.from(record.samples, (x, i) => `${-x};${x};${sidebands.imaginary[i]}`.replaceAll(".", ","));
    writeFileSync(at("comma.csv"), `p;i;q\n${rows.join("\n")}\n`);
    const text = ["psd", "comma.csv", ...words, "--decimal", "comma", "--column", "i", "--imaginary", "2"];
    expect(readSpectrumCsv(clausius(text, cwd).stdout)).toEqual(whole);
  });

  it("writes NPZ and Parquet, with what a fit must know", async () => {
    const expected = welch(record, { length: 4096 });
    for (const name of ["a.npz", "a.parquet"])
      expect(clausius([...trace, "--length", "4096", "--output", name], cwd).code).toBe(0);
    const arrays = new Map<string, Float64Array>();
    const entries = await readZip(bytesSource(readFileSync(at("a.npz"))));
    for (const entry of entries) {
      if (!/^(frequency|density|averages)\.npy$/.test(entry.name)) continue;
      const array = await openNpy(await entry.open());
      arrays.set(entry.name, (await array.take(0, 0, array.length)).samples);
    }
    expect(arrays.get("frequency.npy")).toEqual(expected.frequency);
    expect(arrays.get("density.npy")).toEqual(expected.density);
    expect([...arrays.get("averages.npy")!]).toEqual([expected.averages.bin, expected.averages.fit]);
    expect(entries.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["window.npy", "segment.npy", "interval.npy", "sides.npy"]),
    );
    const file = new Uint8Array(readFileSync(at("a.parquet"))).buffer;
    const rows = await parquetReadObjects({ file });
    expect(rows.map(({ density }) => density)).toEqual([...expected.density]);
    const keys = Object.fromEntries(parquetMetadata(file).key_value_metadata!.map(({ key, value }) => [key, value]));
    expect(keys).toMatchObject({ window: "hann", segment: "4096", interval: "4e-7", sides: "one" });
  });

  it("writes the bins of a range", () => {
    const { stdout } = clausius([...trace, "--length", "1024", "--range", "50..75kHz"], cwd);
    const { frequency, density, response } = readSpectrumCsv(stdout);
    const all = welch(record, { length: 1024 });
    const kept = all.frequency.map((f) => Number(f >= 50e3 && f <= 75e3));
    expect(frequency).toEqual(all.frequency.filter((_, i) => kept[i]));
    expect(density).toEqual(all.density.filter((_, i) => kept[i]));
    expect([frequency.length, response]).toEqual([10, all.response]);
  });

  it("goes from a simulation to a fit in one line, by CSV and by JSON", () => {
    const simulated = `$clausius simulate --model thermal --omegaB 61.8kHz --gammaB 535Hz --nThermalB 1e8 --interval 0.4us --samples 250000 --seed 1`;
    const fit = "$clausius fit - --model thermal --fix nThermalB=1e8 --range 50..75kHz --json";
    const by = (flag: string) => shell(`${simulated} | $clausius psd - --length 8192 ${flag} | ${fit}`, cwd);
    const { stdout, code } = by("");
    expect(code).toBe(0);
    expect(by("--json").stdout).toBe(stdout);
    const { parameters } = JSON.parse(stdout);
    for (const [name, truth] of [
      ["omegaB", 61.8e3],
      ["gammaB", 535],
    ] as const) {
      const { value, standardError } = parameters.find((p: { name: string }) => p.name === name);
      expect(Math.abs(value - 2 * Math.PI * truth) / standardError, name).toBeLessThan(4);
    }
  });

  it("draws the spectrum: of many bins the extremes, so that the file stays small", () => {
    expect(clausius([...trace, "--length", "8192", "--figure", "a.png"], cwd)).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(decoded(readFileSync(at("a.png"))).ink.some((ink) => ink === 255)).toBe(true);
    expect(clausius([...trace, "--length", "65536", "--figure", "a.svg", "--output", "b.csv"], cwd).code).toBe(0);
    expect(statSync(at("a.svg")).size).toBeLessThan(400_000);
    expect(text("a.svg")).toMatch(/trace\.npy: 1 segments? of 65536 samples/);
  });
});

describe("records longer than memory", { timeout: 120_000 }, () => {
  /** 512 MB of doubles, noise first. */
  const long = (name: string) => {
    const samples = 2 ** 26;
    const header = "{'descr': '<f8', 'fortran_order': False, 'shape': (67108864,), }".padEnd(117);
    const file = openSync(at(name), "w");
    const begin = Buffer.concat([Buffer.from("\x93NUMPY\x01\0\x76\0", "latin1"), Buffer.from(`${header}\n`)]);
    writeSync(file, begin);
    writeSync(file, new Uint8Array(record.samples.buffer));
    ftruncateSync(file, begin.length + 8 * samples);
    closeSync(file);
  };
  const words = "--interval 1us --length 65536 --output long.csv";
  /** The most memory that it held (MB), as Linux tells while it runs. */
  const peak = (line: string) => {
    const watch = `$clausius ${line} & child=$!; while kill -0 $child 2>/dev/null; do grep VmHWM /proc/$child/status > peak.txt.new 2>/dev/null && mv peak.txt.new peak.txt; sleep 0.05; done; wait $child`;
    const { code, stderr } = shell(watch, cwd);
    expect([code, stderr]).toEqual([0, ""]);
    return Number(/(\d+) kB/.exec(text("peak.txt"))![1]) / 1e3;
  };

  test.runIf(existsSync("/proc/self/status"))("512 MB, of a file and of a pipe, in less than 200 MB", () => {
    long("long.npy");
    expect(peak(`psd long.npy ${words}`)).toBeLessThan(200);
    const whole = text("long.csv");
    expect(whole).toContain("# 67108864 samples, 2047 segments, 0 samples left over at the end\n");
    expect(peak(`psd - ${words} < <(cat long.npy)`)).toBeLessThan(200);
    expect(text("long.csv")).toBe(whole.replace("long.npy", "stdin"));
  });

  /** The exit code after a signal, sent when the program has begun: one that has not yet is ended by the system, without a code. */
  async function ended(words: readonly string[], signal: "SIGINT" | "SIGTERM"): Promise<number | null> {
    for (const patience of [700, 3000, 10_000]) {
      const run = started(words, cwd);
      await new Promise((later) => setTimeout(later, patience));
      run.kill(signal);
      const [code] = await once(run, "exit");
      if (code !== null) return code;
    }
    return null;
  }

  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("leave nothing behind on %s", async (signal, code) => {
    long("long.npy");
    const before = filesIn(cwd);
    const words = ["psd", "long.npy", "--interval", "1us", "--length", "8", "--overlap", "0.9", "--output", "x.csv"];
    expect(await ended(words, signal)).toBe(code);
    expect(filesIn(cwd)).toEqual(before);
  });

  it("can be waited for: Ctrl-C ends that too", async () => {
    expect(shell("mkfifo pipe", cwd).code).toBe(0);
    expect(await ended(["psd", "pipe", "--interval", "1us"], "SIGINT")).toBe(130);
    const { stdout } = shell("(sleep 0.5; cat trace.npy > pipe) & $clausius psd pipe --interval 0.4us --length 8192", cwd);
    expect(readSpectrumCsv(stdout)).toEqual(welch(record, { length: 8192 }));
  });

  const hasTerminal = shell("command -v script", cwd).code === 0;
  test.runIf(hasTerminal)("show on a terminal how far they are, and elsewhere do not", () => {
    long("long.npy");
    const line = "psd long.npy --interval 1us --length 1024 --output y.csv";
    const { stdout } = shell(`script -qec "$clausius ${line}" /dev/null < /dev/null`, cwd);
    expect(stdout).toMatch(/\d+ % {2}[\d.]+ M of 67\.1 M samples, [\d.]+ M\/s, \d+:\d\d left/);
    expect(shell(`$clausius ${line}`, cwd)).toEqual({ code: 0, stdout: "", stderr: "" });
  });
});

const path = process.env.CLAUSIUS_TRC;
const isThere = path !== undefined && existsSync(path);
if (!isThere) console.warn("\n*** Set CLAUSIUS_TRC to a measured record: its spectrum is NOT tested. ***\n");

// A levitated nanoparticle: frequency, full width 2γ/2π and deviance per degree of freedom as they must come out.
describe.runIf(isThere)("a measured record", { timeout: 60_000 }, () => {
  test.each([8192, 16384, 32768])("segments of %d samples", (length) => {
    const line = `$clausius psd "${path}" --length ${length} | $clausius fit - --model thermal --fix temperatureB=292K --range 56.8..66.8kHz --json`;
    const { stdout, code } = shell(line, cwd);
    expect(code).toBe(0);
    const { parameters, goodness, isConverged } = JSON.parse(stdout);
    const of = (name: string) => parameters.find((p: { name: string }) => p.name === name).value / (2e3 * Math.PI);
    expect(isConverged).toBe(true);
    expect(Math.abs(of("omegaB") - 61.8)).toBeLessThan(0.06);
    expect(Math.abs(2 * of("gammaB") - 1.07)).toBeLessThan(0.12);
    const perDegree = goodness.deviance / goodness.degreesOfFreedom;
    expect(perDegree).toBeGreaterThan(0.79);
    expect(perDegree).toBeLessThan(0.91);
  });
});
