// Proved: clausius bootstrap gives what the library does, to the bit, wherever it is written; Ctrl-C ends it with what is done; and what
// is wrong is said in one line.

import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  bootstrap,
  fit,
  heterodyne,
  linspace,
  paper,
  recordCsv,
  simulate,
  simulateSpectrum,
  spectrumCsv,
  uncertaintyReport,
  welch,
} from "clausius";
import { beforeAll, describe, expect, it } from "vitest";
import { decoded } from "../figures/picture.js";
import { clausius, filesIn, folder, started } from "./run.js";

const cwd = folder();
const detection = heterodyne({ efficiency: 0.05 });
const spectrum = simulateSpectrum({ ...paper.bec, couplingRatioSquared: 0.93 }, linspace(-25e3, 25e3, 401), {
  detection,
  averages: 200,
  seed: 1,
});
const zurich = ["bootstrap", "zurich.csv", "--preset", "bec"];
const note = "efficiency 0.05 of the preset bec is assumed, not printed in the paper";

beforeAll(() => {
  writeFileSync(join(cwd, "zurich.csv"), [...spectrumCsv(spectrum, [])].join(""));
});

describe("clausius bootstrap", { timeout: 60_000 }, () => {
  const found = fit(paper.bec, spectrum, { detection, label: "zurich.csv" });

  it("reports what the library does", () => {
    const bars = bootstrap(found, { samples: 700, seed: 3, interval: "percentile" });
    const words = [...zurich, "--samples", "700", "--seed", "3", "--intervals", "percentile"];
    const text = uncertaintyReport(bars, found);
    expect(clausius(words, cwd)).toEqual({ code: 0, stdout: `${text}\n${note}\n`, stderr: "" });
    expect(clausius([...words, "--markdown"], cwd).stdout).toBe(`${uncertaintyReport(bars, found, "markdown")}\n${note}\n`);
    const { stdout, stderr } = clausius([...words, "--json"], cwd);
    expect(JSON.parse(stdout)).toEqual(JSON.parse(uncertaintyReport(bars, found, "json")));
    expect(stderr).toBe(`clausius: ${note}\n`);
  });

  it("writes its samples, and draws them", () => {
    const bars = bootstrap(found, { samples: 50, seed: 0 });
    const words = [...zurich, "--samples", "50", "--csv", "--output", "samples.csv", "--figure", "corner.png"];
    expect(clausius(words, cwd)).toEqual({ code: 0, stdout: "", stderr: `clausius: ${note}\n` });
    const [head, ...rows] = readFileSync(join(cwd, "samples.csv"), "utf8").trimEnd().split("\n");
    expect(head).toBe(
      "gammaB (rad/s),couplingRatioSquared,background (record's unit/Hz),entropyProduction (1/s),muA (1/s),muB (1/s),nA,nB",
    );
    expect(rows).toEqual(Array.from({ length: 50 }, (_, i) => bars.names.map((name) => bars.samples[name]![i]).join(",")));
    expect(decoded(readFileSync(join(cwd, "corner.png"))).ink.some((ink) => ink === 255)).toBe(true);
  });

  it("draws from the segments of the record", () => {
    const record = simulate(
      { ...paper.bec, couplingRatioSquared: 0.9 },
      { detection, interval: 1e-5, samples: 100_000, seed: 2 },
    );
    writeFileSync(join(cwd, "light.csv"), [...recordCsv(record)].join(""));
    const welching = { length: 1024, overlap: 0.25, detrend: "linear" } as const;
    const cut = ["--overlap", "0.25", "--detrend", "linear"];
    expect(clausius(["psd", "light.csv", "--length", "1024", ...cut, "--output", "psd.csv"], cwd).code).toBe(0);
    const words = [
      "bootstrap",
      "psd.csv",
      "--preset",
      "bec",
      "--range",
      "-25..25kHz",
      "--samples",
      "60",
      "--record",
      "light.csv",
    ];
    const { code, stdout } = clausius([...words, ...cut, "--blockLength", "5"], cwd);
    const range = [-25e3, 25e3] as const;
    const fitted = fit(paper.bec, welch(record, welching), { detection, label: "psd.csv", range });
    const bars = bootstrap(fitted, { samples: 60, seed: 0, record: { record, welch: welching }, blockLength: 5 });
    expect([code, stdout]).toEqual([0, `${uncertaintyReport(bars, fitted)}\n${note}\n`]);
    const refused = (more: string[]) => clausius([...words, ...more], cwd).stderr;
    expect(refused([])).toMatch(/^clausius: record: is not the one that was fitted/);
    const bare = readFileSync(join(cwd, "psd.csv"), "utf8").replaceAll(/^# (window|segment|interval): .*\n/gm, "");
    writeFileSync(join(cwd, "bare.csv"), bare);
    const ofBare = words.map((word) => (word === "psd.csv" ? "bare.csv" : word));
    expect(clausius(ofBare, cwd).stderr).toMatch(/^clausius: record: expected a spectrum whose file says window/);
    expect(refused([...cut, "--blockLength", "x"])).toMatch(/^clausius: blockLength: expected a whole number/);
    expect(refused([...cut, "--column", "nix"])).toMatch(/^clausius: light.csv: .*nix/);
  });

  it("ends on Ctrl-C with the error bars of what is done, and says so", async () => {
    for (const patience of [1500, 5000, 15_000]) {
      const run = started([...zurich, "--samples", "1e7"], cwd);
      let [out, err] = ["", ""];
      run.stdout.on("data", (piece) => (out += piece));
      run.stderr.on("data", (piece) => (err += piece));
      await new Promise((later) => setTimeout(later, patience));
      run.kill("SIGINT");
      expect((await once(run, "close"))[0]).toBe(130);
      if (out === "") continue; // it had not begun
      const [, done] = /bootstrap: (\d+) refits/.exec(out)!;
      expect(err).toBe(`clausius: interrupted after ${done} of 10000000 refits\n`);
      expect(out).toContain("entropyProduction");
      return;
    }
    throw new Error("it never began");
  });

  it.each([
    [["--samples", "1"], "samples: expected a whole number of refits, 2 to 10000000, got 1"],
    [["--samples", "1e9"], "samples: expected a whole number of refits, 2 to 10000000, got 1000000000"],
    [["--samples", "many"], /^clausius: samples: expected a whole number/],
    [["--seed", "-1"], /^clausius: seed: expected a whole number/],
    [["--intervals", "bcs"], "intervals: no such kind of interval bcs; did you mean bca?"],
    [["--figure", "x.pdf"], 'figure: expected a name that ends in .svg or .png, got "x.pdf"'],
    [["--output", ""], 'output: expected a file, got ""'],
    [["--record", ""], 'record: expected a file, got ""'],
    [["--record", "nix.npy", "--overlap", "1"], 'overlap: expected a part of a segment from 0 to 0.95, got "1"'],
    [["--overlap", "0.5"], "overlap: is of a record; --record names its file"],
    [["--free", "couplingRatioSquared,gammaB,background,dark"], /^clausius: fit: has undetermined parameters: /],
  ])("%j is refused, with nothing written", (words, message) => {
    const before = filesIn(cwd);
    const { code, stdout, stderr } = clausius([...zurich, ...words], cwd);
    expect([code, stdout]).toEqual([2, ""]);
    if (typeof message === "string") expect(stderr).toBe(`clausius: ${message}\n`);
    else expect(stderr).toMatch(message);
    expect(stderr.trimEnd()).not.toContain("\n");
    expect(filesIn(cwd)).toEqual(before);
  });
});
