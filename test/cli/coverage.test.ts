// Proved: clausius coverage is the library's table, as text, CSV and JSON; Ctrl-C ends it with the table of what is done; what is wrong
// is said in one line.

import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { coverage, Hz, heterodyne, homodyne, linspace, paper } from "clausius";
import { describe, expect, it } from "vitest";
import { clausius, filesIn, folder, started } from "./run.js";

const cwd = folder();
const membrane = ["--preset", "optomechanics", "--gAB", "1kappaA", "--efficiency", "0.7", "--frequencies", "0.2..2.4MHz:400"];
const words = [
  ...["coverage", ...membrane, "--averages", "10", "--experiments", "30", "--seed", "5", "--calibrated", "gammaB=264.1+-5Hz"],
  ...["--quantities", "gAB,entropyProduction"],
];
const vienna = { ...paper.optomechanics, gAB: paper.optomechanics.kappaA };
/** As decimal numbers, like those of the command line. */
const decimal = (f: number) => Number(f.toPrecision(15));
const options = {
  detection: homodyne({ efficiency: 0.7 }),
  frequencies: linspace(0.2, 2.4, 400).map((f) => decimal(1e6 * f)),
  averages: 10,
  experiments: 30,
  seed: 5,
  calibrated: { gammaB: { value: Hz(264.1), error: Hz(5) } },
  quantities: ["gAB", "entropyProduction"],
};

describe("clausius coverage", { timeout: 60_000 }, () => {
  it.each(["covariance", "profile", "bootstrap", "chosen"] as const)(
    "%s: the library's table, whatever the number of workers",
    (method) => {
      const samples = method === "bootstrap" ? { samples: 30 } : {};
      const expected = coverage(vienna, { ...options, ...samples, method });
      for (const workers of ["1", "2"]) {
        const { code, stdout, stderr } = clausius([
          ...[...words, "--method", method, "--workers", workers, "--json"],
          ...Object.entries(samples).flatMap(([name, value]) => [`--${name}`, String(value)]),
        ]);
        expect([code, stderr]).toEqual([0, ""]);
        const { system, detection, ...found } = JSON.parse(stdout);
        expect(found).toEqual(JSON.parse(JSON.stringify(expected)));
        expect([system.gAB, detection.efficiency]).toEqual([vienna.gAB, 0.7]);
      }
    },
  );

  it("text for the eye, with what the reader should know", () => {
    const { code, stdout } = clausius(words);
    expect(code).toBe(0);
    const lines = stdout.split("\n");
    expect(lines[0]).toBe("30 experiments, covariance: 10 averages, 400 bins, seed 5");
    expect(lines[2]!.trim().split(/ {2,}/)).toEqual(["68.3 %", "95.4 %", "mean pull", "pull width", "bias", "half width"]);
    const [row] = coverage(vienna, { ...options, method: "covariance" }).rows;
    const { coverage: p, error } = row!.levels[0]!;
    expect(lines[3]).toContain(`${(100 * p).toFixed(1)} ± ${(100 * error).toFixed(1)} %`);
    const bec = ["coverage", "--preset", "bec", "--couplingRatioSquared", "0.93", "--frequencies", "-25..25kHz:300"];
    const other = clausius([...bec, "--averages", "10", "--experiments", "8"]);
    expect(other.stdout).toContain("efficiency 0.05 of the preset bec is assumed");
    const bound = clausius(words.filter((word) => word !== "--efficiency" && word !== "0.7"));
    expect(bound.stdout).toContain("the true efficiency lies at a bound, 1: ");
  });

  it("CSV in a file, in full precision", () => {
    expect(clausius([...words, "--output", "table.csv", "--csv"], cwd)).toEqual({ code: 0, stdout: "", stderr: "" });
    const [head, ...rows] = readFileSync(join(cwd, "table.csv"), "utf8").trim().split("\n");
    const names = head!.split(",");
    const found = coverage(vienna, { ...options, method: "covariance" });
    expect(rows.length).toBe(2);
    rows.forEach((line, i) => {
      const cell = (name: string) => line.split(",")[names.indexOf(name)]!;
      const { quantity, truth, levels, bias, pullWidth } = found.rows[i]!;
      expect([cell("quantity"), cell("unit")]).toEqual([quantity, i === 0 ? "rad/s" : "1/s"]);
      expect(["truth", "coverage68", "medianWidth95", "bias", "pullWidth"].map((name) => Number(cell(name)))).toEqual([
        ...[truth, levels[0]!.coverage, levels[1]!.medianWidth, bias, pullWidth],
      ]);
    });
  });

  it("heterodyne light, searches from the data, a window that the model follows", () => {
    const bec = ["coverage", "--preset", "bec", "--couplingRatioSquared", "0.8", "--efficiency", "1", "--averages", "20"];
    const more = [
      "--frequencies",
      "-20..20kHz:401",
      "--start",
      "data",
      "--window",
      "hann",
      "--segment",
      "1000",
      "--interval",
      "10us",
    ];
    const { code, stdout } = clausius([...bec, ...more, "--experiments", "6", "--json"]);
    expect(code).toBe(0);
    const found = coverage(
      { ...paper.bec, couplingRatioSquared: 0.8 },
      {
        detection: heterodyne({ efficiency: 1 }),
        frequencies: linspace(-20, 20, 401).map((f) => decimal(1e3 * f)),
        averages: 20,
        response: { window: "hann", length: 1000, interval: 1e-5 },
        ...{ start: "data", experiments: 6, seed: 0, method: "covariance" },
      },
    );
    expect(JSON.parse(stdout).rows).toEqual(JSON.parse(JSON.stringify(found.rows)));
  });

  it("Ctrl-C: the table of what is done, and 130", async () => {
    const place = folder();
    const long = [...words, "--workers", "1"].map((word) => (word === "30" ? "1000000" : word));
    const run = started([...long, "--method", "profile", "--output", "part.json", "--json"], place);
    let said = "";
    run.stderr.on("data", (piece) => {
      said += piece;
    });
    const ended = once(run, "exit");
    await new Promise((later) => setTimeout(later, 4000));
    run.kill("SIGINT");
    expect(await ended).toEqual([130, null]);
    if (said === "clausius: interrupted before there was anything to show\n") return; // on a very busy machine
    const [, done] = /^clausius: interrupted after (\d+) of 1000000 experiments\n$/.exec(said)!;
    expect(filesIn(place)).toEqual(["part.json"]);
    expect(JSON.parse(readFileSync(join(place, "part.json"), "utf8")).experiments).toBe(Number(done));
  });

  it.each<[string, string[], string]>([
    [
      "no frequencies",
      ["--preset", "bec", "--gAB", "0.5gcr"],
      "frequencies: expected a range such as 0.2..2.4MHz:2000, got nothing",
    ],
    ["no averages", membrane, "averages: expected the number of periodograms averaged in each spectrum, got nothing"],
    [
      "two averages",
      [...membrane, "--averages", "37,18"],
      'averages: expected the number of periodograms averaged in each spectrum, got "37,18"',
    ],
    [
      "a method",
      [...membrane, "--averages", "9", "--method", "profil"],
      'method: expected one of "covariance", "profile", "bootstrap", "chosen", as workers know no other, got "profil"',
    ],
    [
      "experiments",
      [...membrane, "--averages", "9", "--experiments", "0"],
      "experiments: expected a whole number of experiments, 1 to 2^32 − 1, got 0",
    ],
    ["a quantity", [...membrane, "--averages", "9", "--quantities", "gA"], "gA: no such quantity; did you mean gAB?"],
    ["a start", [...membrane, "--averages", "9", "--start", "there"], 'start: expected "truth" or "data", got "there"'],
    [
      "workers",
      [...membrane, "--averages", "9", "--workers", "0"],
      "workers: expected a whole number of workers, 1 to 256, got 0",
    ],
    [
      "formats",
      [...membrane, "--averages", "9", "--output", "x.csv", "--json"],
      'output: expected a name that does not end in .csv together with --json, got "x.csv"',
    ],
  ])("asked wrongly: %s", (_, wrong, message) => {
    const { code, stdout, stderr } = clausius(["coverage", ...wrong]);
    expect([code, stdout, stderr]).toEqual([2, "", `clausius: ${message}\n`]);
  });
});
