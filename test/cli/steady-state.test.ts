import { once } from "node:events";
import { readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { kHz, paper, steadyState } from "clausius";
import { describe, expect, it } from "vitest";
import { clausius, filesIn, folder, shell, started } from "./run.js";

const om = ["steady-state", "--preset", "optomechanics"];
const bec = ["steady-state", "--preset", "bec"];

describe("steady-state", { timeout: 60_000 }, () => {
  it("gives the library's numbers to the last bit, NaN as null in JSON", () => {
    const { stdout, stderr, code } = clausius([
      ...bec,
      "--couplingRatioSquared",
      "0.9..1.1:3",
      "--kappaA",
      "1..1.5MHz:2",
      "--json",
    ]);
    expect([code, stderr]).toEqual([0, ""]);
    const couplingRatioSquared = [0.9, 0.9, 1, 1, 1.1, 1.1];
    const kappaA = [1, 1.5, 1, 1.5, 1, 1.5].map((x) => kHz(1000 * x));
    const { muA } = steadyState({ ...paper.bec, couplingRatioSquared, kappaA });
    const { columns, parameters, rows } = JSON.parse(stdout);
    expect(rows).toBe(6);
    expect(parameters.omegaB).toEqual({ value: paper.bec.omegaB, unit: "rad/s" });
    expect(columns.kappaA).toEqual({ unit: "MHz", values: [1, 1.5, 1, 1.5, 1, 1.5] });
    expect(columns.muA).toEqual({ unit: "1/s", values: [...muA].map((x) => (Number.isNaN(x) ? null : x)) });
    expect(columns.status.values.map((text: string) => text === "ok")).toEqual([true, true, false, false, true, true]);
  });

  it("writes the same table as CSV, unrounded", () => {
    const { stdout } = clausius([...om, "--gAB", "1..5kappaA:2", "--csv", "--outputs", "muB"]);
    const { muB } = steadyState({ ...paper.optomechanics, gAB: paper.optomechanics.kappaA });
    expect(stdout).toBe(
      `gAB (kappaA),muB (1/s),status\n1,${muB},ok\n5,NaN,unstable: the coupling is at or beyond the critical coupling\n`,
    );
  });

  it("names the ten numbers of the covariance", () => {
    const { stdout } = clausius([...om, "--gAB", "1..2kappaA:2", "--csv", "--outputs", "covariance"]);
    const [head, first] = stdout.split("\n").map((line) => line.split(","));
    expect(head).toEqual([
      "gAB (kappaA)",
      "qaqa",
      "qapa",
      "qaqb",
      "qapb",
      "papa",
      "paqb",
      "papb",
      "qbqb",
      "qbpb",
      "pbpb",
      "status",
    ]);
    const { covariance } = steadyState(
      { ...paper.optomechanics, gAB: paper.optomechanics.kappaA },
      { outputs: ["covariance"] },
    );
    expect(first!.slice(1, -1).map(Number)).toEqual([0, 1, 2, 3, 5, 6, 7, 10, 11, 15].map((k) => covariance[k]));
  });

  it("writes a file instead, in the format that its name says", () => {
    const cwd = folder();
    for (const name of ["x.csv", "x.json", "x.txt"]) {
      expect(clausius([...om, "--gAB", "1..2kappaA:3", "--output", name], cwd)).toEqual({ code: 0, stdout: "", stderr: "" });
    }
    expect(readFileSync(join(cwd, "x.csv"), "utf8")).toBe(clausius([...om, "--gAB", "1..2kappaA:3", "--csv"]).stdout);
    expect(readFileSync(join(cwd, "x.json"), "utf8")).toBe(clausius([...om, "--gAB", "1..2kappaA:3", "--json"]).stdout);
    expect(readFileSync(join(cwd, "x.txt"), "utf8")).toBe(clausius([...om, "--gAB", "1..2kappaA:3"]).stdout);
    expect(filesIn(cwd)).toEqual(["x.csv", "x.json", "x.txt"]);
  });

  it("writes through a link, and to a device as it is", () => {
    const cwd = folder();
    writeFileSync(join(cwd, "real.csv"), "old");
    symlinkSync("real.csv", join(cwd, "link.csv"));
    expect(clausius([...om, "--gAB", "1kappaA", "--output", "link.csv"], cwd).code).toBe(0);
    expect(readFileSync(join(cwd, "real.csv"), "utf8")).toMatch(/^entropyProduction \(1\/s\),/);
    expect(filesIn(cwd)).toEqual(["link.csv", "real.csv"]);
    expect(clausius([...om, "--gAB", "1kappaA", "--output", "/dev/null"], cwd).code).toBe(0);
    expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
  });

  it("reads a file, with or without a byte order mark, and stdin by its name", () => {
    const cwd = folder();
    const expected = clausius([...bec, "--couplingRatioSquared", "0.93"]).stdout;
    for (const mark of ["", "\uFEFF"]) {
      writeFileSync(join(cwd, "f.json"), `${mark}{"preset": "bec", "couplingRatioSquared": 0.93}`);
      expect(clausius(["steady-state", "f.json"], cwd).stdout).toBe(expected);
    }
    expect(shell("cat f.json | $clausius steady-state /dev/stdin", cwd).stdout).toBe(expected);
  });

  it("takes --name=value", () => {
    const { stdout } = clausius([...om, "--gAB=1..2kappaA:2", "--csv"]);
    expect(stdout).toBe(clausius([...om, "--gAB", "1..2kappaA:2", "--csv"]).stdout);
  });

  it.each([["1gcr"], ["1.1..1.2gcr:3"]])("exits with 3 where no row has a steady state: %s", (gAB) => {
    const { code, stdout, stderr } = clausius([...om, "--gAB", gAB]);
    expect([code, stderr]).toEqual([3, ""]);
    expect(stdout).toContain("NaN");
    expect(stdout).toContain("unstable: the coupling is at or beyond the critical coupling");
  });
});

describe("a run that is cut short", { timeout: 60_000 }, () => {
  it("ends in silence when its reader has enough", () => {
    const { code, stdout, stderr } = shell(
      "set -o pipefail; $clausius steady-state --preset bec --couplingRatioSquared 0..2:200000 --csv | head -1",
      folder(),
    );
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: "couplingRatioSquared,entropyProduction (1/s),muA (1/s),muB (1/s),nA,nB,status\n",
      stderr: "",
    });
  });

  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("leaves nothing behind on %s", async (signal, code) => {
    const cwd = folder();
    const run = started([...om, "--gAB", "0..3kappaA:5e6", "--output", "x.csv"], cwd);
    while (filesIn(cwd).length === 0) await new Promise((later) => setTimeout(later, 20));
    run.kill(signal);
    expect((await once(run, "exit"))[0]).toBe(code);
    expect(filesIn(cwd)).toEqual([]);
  });
});
