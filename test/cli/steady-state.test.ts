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

  it("names the two normal modes", () => {
    const outputs = ["normalModeFrequencies", "normalModeDampings", "sidebandAsymmetry"] as const;
    const words = ["--couplingRatioSquared", "0.5..1.5:2", "--outputs", outputs.join(",")];
    const [head, ...rows] = clausius([...bec, ...words, "--csv"])
      .stdout.split("\n")
      .map((line) => line.split(","));
    expect(head).toEqual([
      "couplingRatioSquared",
      "normalModeFrequency1 (rad/s)",
      "normalModeFrequency2 (rad/s)",
      "normalModeDamping1 (1/s)",
      "normalModeDamping2 (1/s)",
      "sidebandAsymmetry",
      "status",
    ]);
    [0.5, 1.5].forEach((couplingRatioSquared, row) => {
      const s = steadyState({ ...paper.bec, couplingRatioSquared }, { outputs });
      const expected = [...s.normalModeFrequencies, ...s.normalModeDampings, s.sidebandAsymmetry];
      expect(rows[row]!.slice(1, -1).map(Number)).toEqual(expected);
    });
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

  const unstable = "unstable: the coupling is at or beyond the critical coupling";
  it.each([
    [[...om, "--gAB", "4kappaA"], unstable],
    [[...om, "--gAB", "1.1..1.2gcr:3"], `gAB 1.1 gcr: ${unstable}`],
    [[...bec, "--gAB", "1gcr"], unstable],
    [[...bec, "--gAB", "1..1gcr:2"], `gAB 1 gcr: ${unstable}`],
    [
      [...bec, "--couplingRatioSquared", "0.5..0.9:3", "--phase", "superradiant"],
      "couplingRatioSquared 0.5: no superradiant phase: the coupling is not beyond the critical coupling",
    ],
    [
      [...bec, "--omegaA", "-1..0kHz:2", "--gAB", "0.5..0.9gcr:2"],
      "omegaA -1 kHz, gAB 0.5 gcr: no critical coupling: (g/g_cr)² needs omegaA > 0",
    ],
  ])("%j exits with 3: no row has a steady state", (words, reason) => {
    const cwd = folder();
    const stderr = `clausius: no row has a steady state: ${reason}\n`;
    expect(clausius(words, cwd)).toEqual({ code: 3, stdout: "", stderr });
    expect(clausius([...words, "--output", "x.csv"], cwd)).toEqual({ code: 3, stdout: "", stderr });
    expect(filesIn(cwd)).toEqual([]);
  });

  it("puts 1 gcr of the Dicke model on the critical point, and shows gcr", () => {
    const { stdout } = clausius([...bec, "--omegaA", "-1..1kHz:2", "--gAB", "0.5..1.5gcr:3", "--csv", "--outputs", "phase"]);
    const rows = stdout
      .trimEnd()
      .split("\n")
      .map((line) => line.split(","));
    expect(rows[0]).toEqual(["omegaA (kHz)", "gAB (gcr)", "phase", "status"]);
    const missing = "no critical coupling: (g/g_cr)² needs omegaA > 0";
    expect(rows.slice(1).map(([, ...cells]) => cells)).toEqual([
      ...["0.5", "1", "1.5"].map((gAB) => [gAB, "none", missing]),
      ["0.5", "normal", "ok"],
      ["1", "none", unstable],
      ["1.5", "superradiant", "ok"],
    ]);
  });

  it("says that gammaB of the preset bec is inferred, where it is used", () => {
    const note = "gammaB of the preset bec is inferred, not printed in the paper: kappaA omegaB/omegaA";
    for (const coupling of ["0.5", "0.5..0.9:2"]) {
      const words = [...bec, "--couplingRatioSquared", coupling];
      expect(clausius(words).stdout.endsWith(`\n\n${note}\n`)).toBe(true);
      expect(JSON.parse(clausius([...words, "--json"]).stdout).note).toBe(note);
      expect(clausius([...words, "--csv"]).stdout).not.toContain("inferred");
      expect(clausius([...words, "--gammaB", "600Hz"]).stdout).not.toContain("inferred");
      expect(JSON.parse(clausius([...words, "--gammaB", "600Hz", "--json"]).stdout)).not.toHaveProperty("note");
    }
    expect(clausius([...om, "--gAB", "1kappaA"]).stdout).not.toContain("inferred");
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
