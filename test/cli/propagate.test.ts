import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Hz, kHz, linspace, logNormal, normal, paper, propagate, truncated, uniform } from "clausius";
import { describe, expect, it } from "vitest";
import { clausius, filesIn, folder, started } from "./run.js";

const om = ["propagate", "--preset", "optomechanics"];
const bec = ["propagate", "--preset", "bec"];
const few = ["--samples", "1000", "--seed", "7"];
const options = { samples: 1000, seed: 7 };
const { kappaA } = paper.optomechanics;
const gAB = 0.49 * kappaA;

describe("propagate", { timeout: 60_000 }, () => {
  it.each([
    ["264.1+-5Hz", normal(Hz(264.1), Hz(5))],
    ["264.1Hz+-5Hz", normal(Hz(264.1), Hz(5))],
    ["264.1Hz±5", normal(Hz(264.1), Hz(5))],
    ["0.2641kHz +/- 5 Hz", normal(kHz(0.2641), Hz(5))],
    ["264.1Hz+-2%", normal(Hz(264.1), Hz(264.1) * 0.02)],
    ["264.1+-2e0Hz", normal(Hz(264.1), Hz(2))],
    ["lognormal(264.1Hz, 5%)", logNormal(Hz(264.1), 0.05)],
    ["logNormal(264.1Hz,0.05)", logNormal(Hz(264.1), 0.05)],
    ["uniform(250Hz, 270Hz)", uniform(Hz(250), Hz(270))],
    ["normal(264.1Hz, 5Hz, 250..280Hz)", truncated(normal(Hz(264.1), Hz(5)), Hz(250), Hz(280))],
  ])("--gammaB %s: the library's numbers", (written, gammaB) => {
    const { stdout, stderr, code } = clausius([...om, "--gAB", "0.49kappaA", "--gammaB", written, ...few, "--json"]);
    expect([code, stderr]).toEqual([0, ""]);
    const { results, distributions, settings, covariance, parameters } = JSON.parse(stdout);
    const found = propagate({ ...paper.optomechanics, gAB, gammaB }, options);
    for (const name of found.outputs) {
      const { mean, standardDeviation, firstOrder, quantiles } = results[name];
      const close = (came: number, right: number) => expect(Math.abs(came / right - 1)).toBeLessThan(1e-9);
      close(mean, found.mean[name]);
      close(standardDeviation, found.standardDeviation[name]);
      close(firstOrder, found.firstOrder[name]);
      quantiles.forEach(({ probability, value }: { probability: number; value: number }, i: number) => {
        expect(probability).toBe(found.probabilities[i]);
        close(value, found.quantiles[name][i]!);
      });
    }
    expect(settings).toEqual(found.settings);
    expect(covariance).toHaveLength(25);
    expect(distributions.gammaB.distribution).toBe(gammaB.distribution);
    expect(Object.keys(parameters)).not.toContain("gammaB");
  });

  it("errors in multiples of kappaA and of g_cr, and at each point of a range", () => {
    const csv = (words: string[]) => clausius([...om, ...words, ...few, "--csv", "--outputs", "nA"]).stdout;
    const point = csv(["--gAB", "0.49+-0.01kappaA"]).split("\n")[1]!.split(",");
    const alone = propagate({ ...paper.optomechanics, gAB: normal(gAB, 0.01 * kappaA) }, { ...options, outputs: ["nA"] });
    expect(point.slice(1, 4).map(Number)).toEqual([alone.mean.nA, alone.standardDeviation.nA, alone.firstOrder.nA]);
    const [head, ...rows] = csv(["--gAB", "0.1..3kappaA:4+-1%", "--temperatureB", "292+-2K"]).trim().split("\n");
    expect(head).toBe(
      [
        "gAB (kappaA)",
        ...["mean", "standardDeviation", "firstOrder", "quantile 2.275 %", "quantile 15.87 %", "quantile 50 %"].map(
          (x) => `nA ${x}`,
        ),
        ...["nA quantile 84.13 %", "nA quantile 97.72 %", "unstable"],
      ].join(","),
    );
    const swept = linspace(0.1, 3, 4).map((x) => x * kappaA);
    const found = propagate(
      {
        ...paper.optomechanics,
        gAB: normal(
          swept,
          swept.map((x) => x * 0.01),
        ),
        temperatureB: normal(292, 2),
      },
      options,
    );
    expect(rows.map((row) => Number(row.split(",")[1]))).toEqual([...found.mean.nA]);
    expect(rows.map((row) => Number(row.split(",").at(-1)))).toEqual([...found.unstable]);
    expect(clausius([...om, "--gAB", "0.9gcr+-1%", ...few]).code).toBe(0);
  });

  it("the same seed gives the same text, another another", () => {
    const words = [...bec, "--couplingRatioSquared", "0.9+-0.01", "--samples", "1e4"];
    expect(clausius([...words, "--seed", "1"])).toEqual(clausius([...words, "--seed", "1"]));
    expect(clausius([...words, "--seed", "2"]).stdout).not.toBe(clausius([...words, "--seed", "1"]).stdout);
    expect(clausius(words).stdout).toBe(clausius([...words, "--seed", "0"]).stdout);
  });

  it("takes a file, which flags override", () => {
    const cwd = folder();
    const file = { preset: "bec", couplingRatioSquared: "0.5+-0.01", gammaB: "lognormal(0.68kHz, 5%)" };
    writeFileSync(join(cwd, "x.json"), JSON.stringify(file));
    const run = (...words: string[]) => JSON.parse(clausius(["propagate", "x.json", ...words, ...few, "--json"], cwd).stdout);
    expect(Object.keys(run().distributions)).toEqual(["couplingRatioSquared", "gammaB"]);
    const overridden = run("--couplingRatioSquared", "0.6");
    expect(Object.keys(overridden.distributions)).toEqual(["gammaB"]);
    expect(overridden.parameters.couplingRatioSquared.value).toBe(0.6);
    expect(Object.keys(run("--gAB", "100+-1kHz").distributions)).toEqual(["gammaB", "gAB"]);
  });

  it("writes files in the format that their names say, and figures of a point and of a range", () => {
    const cwd = folder();
    const words = [...om, "--gAB", "0.49+-0.01kappaA", ...few];
    expect(clausius([...words, "--output", "x.csv", "--figure", "x.svg"], cwd)).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(readFileSync(join(cwd, "x.csv"), "utf8")).toBe(clausius([...words, "--csv"]).stdout);
    const range = [...om, "--gAB", "0.1..2kappaA:5+-1%", ...few];
    expect(clausius([...range, "--figure", "band.svg", "--output", "band.json"], cwd).code).toBe(0);
    expect(clausius([...range, "--figure", "band.png", "--outputs", "muB", "--output", "y.txt"], cwd).code).toBe(0);
    expect(filesIn(cwd)).toEqual(["band.json", "band.png", "band.svg", "x.csv", "x.svg", "y.txt"]);
    for (const name of ["x.svg", "band.svg"]) expect(readFileSync(join(cwd, name), "utf8")).toMatch(/^<svg [\s\S]*<\/svg>\s*$/);
    expect(JSON.parse(readFileSync(join(cwd, "band.json"), "utf8")).rows).toBe(5);
  });

  it("says what part has no steady state; where none has, it exits with 3 and writes nothing", () => {
    const cwd = folder();
    const beyond = clausius([...om, "--gAB", "5+-0.01kappaA", ...few, "--output", "x.csv", "--figure", "x.svg"], cwd);
    expect(beyond).toMatchObject({ code: 3, stdout: "" });
    expect(beyond.stderr).toMatch(/^clausius: 100 % of the samples have no steady state .*\n$/);
    expect(filesIn(cwd)).toEqual([]);
    const some = clausius([...om, "--gAB", "1+-0.1gcr", ...few]);
    expect(some.code).toBe(0);
    expect(some.stdout).toMatch(/\nwithout a steady state: \d+(\.\d+)? % of the samples\n\nwarning: \d/);
  });

  it.each([
    ["0.1..2kappaA:4096+-1%", "1e6", "working points", (csv: string) => csv.trim().split("\n").length - 1],
    ["0.49+-0.01kappaA", "2e9", "samples", undefined],
  ])("--gAB %s: ends on Ctrl-C with what is done, and says so", async (gAB, samples, things, rowsOf) => {
    for (const patience of [3000, 8000, 20_000]) {
      const run = started([...om, "--gAB", gAB, "--samples", samples, "--csv"], folder());
      let [out, err] = ["", ""];
      run.stdout.on("data", (piece) => (out += piece));
      run.stderr.on("data", (piece) => (err += piece));
      await new Promise((later) => setTimeout(later, patience));
      run.kill("SIGINT");
      expect((await once(run, "close"))[0]).toBe(130);
      if (out === "") continue; // it had not begun
      const [, done, total] = new RegExp(`^clausius: interrupted after (\\d+) of (\\d+) ${things}\n$`).exec(err)!;
      expect(Number(total)).toBe(rowsOf ? 4096 : Number(samples));
      expect(Number(done)).toBeLessThan(Number(total));
      if (rowsOf) expect(rowsOf(out)).toBe(Number(done));
      else expect(out).toBe(clausius([...om, "--gAB", gAB, "--samples", done!, "--csv"]).stdout);
      return;
    }
    throw new Error("it never began");
  });

  const as = `a distribution such as 264.1+-5Hz, "lognormal(264.1Hz, 5%)", "uniform(250Hz, 270Hz)" or "normal(264.1Hz, 5Hz, 250..280Hz)"`;
  it.each([
    [[], "parameters: expected one with a standard error or a distribution, such as --gammaB 264.1+-5Hz, got none"],
    [["--gammaB", "gauss(1Hz, 2Hz)"], `gammaB: expected ${as}, got "gauss(1Hz, 2Hz)"`],
    [["--gammaB", "uniform(2Hz, 1Hz)"], `gammaB: expected ${as}, got "uniform(2Hz, 1Hz)"`],
    [["--gammaB", "uniform(1Hz, 2Hz, 3..4Hz)"], `gammaB: expected ${as}, got "uniform(1Hz, 2Hz, 3..4Hz)"`],
    [["--gammaB", "264.1+--5Hz"], `gammaB: expected ${as}, got "264.1+--5Hz"`],
    [["--gammaB", "1+-2+-3Hz"], /^gammaB: expected a value and its standard error, such as 264\.1\+-5Hz/],
    [["--gammaB", "264.1+-5K"], /^gammaB: expected a rate with a unit/],
    [["--gammaB", "264.1+-5"], /^gammaB: expected a rate with a unit/],
    [["--gammaB", "lognormal(264Hz, 5Hz)"], 'gammaB: expected a relative error, such as 5%, got "5Hz"'],
    [["--gammaB", "normal(264Hz, 5Hz, 300..200Hz)"], /^gammaB: expected a range .* from the lower to the higher end/],
    [["--gammaB", "normal(264Hz, 5Hz, 1e6..1e7Hz)"], /^gammaB: has no values between /],
    [["--gammaB", "-3+-5Hz"], /^gammaB: expected a positive rate/],
    [["--gammaB", "264.1+-5Hz", "--samples", "1.5"], "samples: expected a whole number of samples, 2 to 2^31, got 1.5"],
    [["--gammaB", "264.1+-5Hz", "--quantiles", "0.5,2"], "quantiles[1]: expected a probability between 0 and 1, got 2"],
    [["--gammaB", "264.1+-5Hz", "--outputs", "muC"], /^outputs: no such output muC; did you mean muA\?/],
    [["--gammaB", "264.1+-5Hz", "--figure", "x.pdf"], 'figure: expected a name that ends in .svg or .png, got "x.pdf"'],
    [
      ["--gammaB", "1..2Hz:2+-1%", "--kappaA", "1..2kHz:2", "--figure", "x.svg"],
      'figure: expected one range to be drawn over, got "gammaB × kappaA"',
    ],
  ])("refuses %j", (words, message) => {
    const cwd = folder();
    const { code, stdout, stderr } = clausius([...om, "--gAB", "0.49kappaA", ...few.slice(2), ...words], cwd);
    expect([code, stdout]).toEqual([2, ""]);
    if (typeof message === "string") expect(stderr).toBe(`clausius: ${message}\n`);
    else expect(stderr.replace(/^clausius: /, "")).toMatch(message);
    expect(filesIn(cwd)).toEqual([]);
  });

  it("refuses an error in g_cr where that is a ratio", () => {
    expect(clausius([...bec, "--gAB", "0.9+-0.01gcr"]).stderr).toBe(
      'clausius: gAB: expected a unit other than gcr for a distribution in the Dicke model, or couplingRatioSquared, got "0.9+-0.01gcr"\n',
    );
  });
});
