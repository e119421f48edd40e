import { readFileSync } from "node:fs";
import { join } from "node:path";
import { criticalCoupling, paper } from "clausius";
import { beforeAll, describe, expect, it } from "vitest";
import { decoded } from "../figures/picture.js";
import { clausius, filesIn, folder } from "./run.js";

const cwd = folder();
const text = (name: string) => readFileSync(join(cwd, "paper", name), "utf8");
let run: ReturnType<typeof clausius>;
beforeAll(() => {
  run = clausius(["paper"], cwd);
}, 60_000);

/** From 25-digit values: coupling, n_a, n_b, μ_a, μ_b, Π. */
const optomechanics = [
  ["0.49", "3060.0869701541292", "52004.156644267211", "33520437881.332133", "-3282.6657952174452", "33520434598.666338"],
  ["2.29", "4985.8368349998599", "7248.9618537592392", "54615256214.646933", "-3315.1914870238180", "54615252899.455446"],
] as const;
const bec = [
  ["0.5", "1.3801094128329e-4", "0.251599939847053", "4335.74159250611", "4335.37690108372"],
  ["0.93", "1.83355179876129e-3", "3.34238099826811", "57602.7286096481", "57599.2741947889"],
  ["1.05", undefined, undefined, "45225.8701839812", "42162.4672372092"],
  ["2", undefined, undefined, "3256.87714973869", "2705.23876458613"],
] as const;

const same = (value: unknown, to: number | string) => expect(Math.abs(Number(value) / Number(to) - 1)).toBeLessThan(1e-13);

/** Rows of a CSV by heading. */
function rows(name: string): Record<string, string>[] {
  const [head, ...lines] = text(name)
    .trimEnd()
    .split("\n")
    .map((line) => line.split(","));
  return lines.map((cells) => Object.fromEntries(cells.map((cell, k) => [head![k]!, cell])));
}

const standardErrorsOff = ({ value, standardError, truth }: { value: number; standardError: number; truth: number }) =>
  Math.abs(value - truth) / standardError;

describe("clausius paper", { timeout: 60_000 }, () => {
  it("writes exactly the files that it names", () => {
    expect([run.code, run.stderr]).toEqual([0, ""]);
    const figures = ["fig2a", "fig2b", "fig3a", "fig3b", "relaxation"].flatMap((name) => [
      `${name}.csv`,
      `${name}.png`,
      `${name}.svg`,
    ]);
    const files = [...figures, "fig3a-points.csv", "fig3b-points.csv", "summary.md", "table1.csv"];
    expect(filesIn(cwd)).toEqual(["paper", ...files.map((name) => join("paper", name)).sort()]);
    for (const name of files) {
      expect(run.stdout).toContain(name);
      expect(text("summary.md")).toContain(`| ${name} |`);
    }
  });

  it("sweeps the optomechanical setup of Fig. 3a up to the critical coupling", () => {
    const sweep = rows("fig3a.csv");
    expect(sweep.length).toBeGreaterThanOrEqual(600);
    same(sweep.at(-1)!["gAB/kappaA"], 0.9998 * 3.09836459471022);
    for (const [ratio, nA, nB, muA, muB, entropyProduction] of optomechanics) {
      const row = sweep.find((row) => row["gAB/kappaA"] === ratio)!;
      same(row.nA, nA);
      same(row.nB, nB);
      same(row["gAB (rad/s)"], Number(ratio) * paper.optomechanics.kappaA);
      same(row.pbpb, ratio === "0.49" ? "51797.617371884385" : "5144.9416162346334");
      same(row["muA (1/s)"], muA);
      same(row["muB (1/s)"], muB);
      same(row["entropyProduction (1/s)"], entropyProduction);
    }
  });

  it("sweeps the BEC of Fig. 3b through both phases", () => {
    const sweep = rows("fig3b.csv");
    expect(sweep.length).toBeGreaterThanOrEqual(400);
    const ratios = sweep.map((row) => Number(row.couplingRatioSquared));
    expect([ratios[0], ratios.at(-1), ratios.includes(1)]).toEqual([0, 2, false]);
    expect(ratios).toEqual([...ratios].sort((a, b) => a - b));
    for (const row of sweep) expect(row.phase).toBe(Number(row.couplingRatioSquared) < 1 ? "normal" : "superradiant");
    for (const [ratio, nA, nB, muA, muB] of bec) {
      const row = sweep[ratios.indexOf(Number(ratio))]!;
      same(row["gAB (rad/s)"], Math.sqrt(Number(ratio)) * criticalCoupling(paper.bec));
      same(row["muA (1/s)"], muA);
      same(row["muB (1/s)"], muB);
      if (nA && nB) {
        same(row.nA, nA);
        same(row.nB, nB);
      }
    }
  });

  it("relaxes both from equilibrium to the steady state, by the rate equation", () => {
    const all = rows("relaxation.csv");
    for (const [setup, end, entropyProduction] of [
      ["optomechanics", 6e-6, Number(optomechanics[1][5])],
      ["bec", 1.5e-3, Number(bec[1][3]) + Number(bec[1][4])],
    ] as const) {
      const own = all.filter((row) => row.setup === setup);
      expect(own.length).toBeGreaterThanOrEqual(400);
      expect(own.length).toBeLessThanOrEqual(800);
      const number = (row: Record<string, string>, name: string) => Number(row[`${name} (1/s)`]);
      expect(["entropyProduction", "entropyFlux", "entropyRate", "muA", "muB"].map((name) => number(own[0]!, name))).toEqual([
        0, 0, 0, 0, 0,
      ]);
      expect(Number(own.at(-1)!["t (s)"])).toBe(end);
      expect(number(own.at(-1)!, "entropyProduction") / entropyProduction).toBeCloseTo(1, 2);
      for (const row of own) {
        const production = number(row, "entropyProduction");
        expect(production).toBeGreaterThanOrEqual(0);
        const balance = production - number(row, "entropyFlux") - number(row, "entropyRate");
        expect(Math.abs(balance)).toBeLessThanOrEqual(1e-12 * (production + Math.abs(number(row, "entropyRate"))));
      }
    }
  });

  it("says in the summary what the 25-digit values say", () => {
    for (const summary of [run.stdout, text("summary.md")]) {
      for (const [, nA, nB, muA, muB, entropyProduction] of optomechanics) {
        for (const value of [nA, nB, muA, muB, entropyProduction]) expect(summary).toContain(value.slice(0, 14));
      }
      for (const value of [
        "51797.61737188",
        "5144.941616234",
        "3.09836459471",
        "356790.0782422",
        "57602.72860964",
        "57599.27419478",
      ]) {
        expect(summary).toContain(value);
      }
    }
  });

  it("says where a value is inferred", () => {
    const gamma = text("table1.csv")
      .split("\n")
      .filter((line) => line.startsWith("gammaB"));
    expect(gamma).toHaveLength(2);
    for (const line of gamma) expect(line).toContain("inferred, not printed in the paper");
    expect(text("table1.csv")).toContain("\nmass,kg,1.76e-10,,");
    expect(text("table1.csv")).toContain("\natoms,,,100000,");
  });

  it("fits the simulated spectra of Fig. 2: the truth within four standard errors, the model within its data", () => {
    const { fits } = JSON.parse(clausius(["paper", "--output", "fitted", "--json"], cwd).stdout);
    expect(fits.map(({ label }: { label: string }) => label)).toEqual([
      "g_ab/κ_a = 0.49",
      "g_ab/κ_a = 2.29",
      "(g_ab/g_cr)² = 0.93",
    ]);
    for (const fit of fits) {
      expect(fit.verdict).toMatch(/^Converged/);
      expect(fit.probability).toBeGreaterThan(1e-3);
      for (const name of ["coupling", "nA", "entropyProduction"]) {
        const { value, standardError, truth } = fit[name];
        expect(Math.abs(value - truth) / standardError, `${fit.label}: ${name}`).toBeLessThan(4);
      }
    }
    const [light, atoms] = [rows("fig2a.csv"), rows("fig2b.csv")];
    expect([light.length, atoms.length]).toEqual([2 * 1051, 801]);
    const ratios = light.map((row) => Number(row.density) / Number(row.fitted));
    const mean = ratios.reduce((sum, r) => sum + r / ratios.length, 0);
    const spread = Math.sqrt(ratios.reduce((sum, r) => sum + (r - mean) ** 2 / ratios.length, 0));
    expect(Math.abs(mean - 1)).toBeLessThan(0.01); // 100 averages: a tenth each
    expect(Math.abs(spread - 0.1)).toBeLessThan(0.01);
  });

  it("puts points with errors on Fig. 3, and says how they agree with the theory", () => {
    const { series } = JSON.parse(clausius(["paper", "--output", "points", "--json"], cwd).stdout);
    const tables = [rows("fig3a-points.csv"), rows("fig3b-points.csv")];
    expect(series.map(({ setup }: { setup: string }) => setup)).toEqual(["optomechanics", "bec"]);
    for (const [i, { points, agreement, verdict, shared }] of series.entries()) {
      expect(verdict).toMatch(/^Converged/);
      expect([agreement.degreesOfFreedom, tables[i]!.length]).toEqual([points.length, points.length]);
      expect(agreement.probability).toBeGreaterThan(1e-3);
      const text = `χ² = ${agreement.chiSquared.toFixed(1)} for ${points.length} points`;
      for (const summary of [run.stdout, readFileSync(join(cwd, "points/summary.md"), "utf8")]) expect(summary).toContain(text);
      // γ_b and T_b, or η: calibrated, and drawn
      const calibrated = shared.filter(({ calibration }: { calibration?: object }) => calibration);
      expect(calibrated.map(({ name }: { name: string }) => name)).toEqual(
        i === 0 ? ["gammaB", "temperatureB"] : ["efficiency"],
      );
      expect(calibrated.map(({ calibration }: { calibration: { value: number } }) => calibration.value)).not.toContain(292);
      for (const [k, { coupling, entropyProduction, muB, averages }] of points.entries()) {
        const row = tables[i]![k]!;
        const name = i === 0 ? "gAB/kappaA" : "couplingRatioSquared";
        expect([row[name], row[`${name} error`], row[`${name} true`], row.averages].map(Number)).toEqual([
          ...[coupling.value, coupling.standardError, coupling.truth, averages],
        ]);
        for (const [rate, { value, standardError, truth }] of Object.entries({ entropyProduction, muB })) {
          expect([row[`${rate} (1/s)`], row[`${rate} error (1/s)`], row[`${rate} true (1/s)`]].map(Number)).toEqual([
            ...[value, standardError, truth],
          ]);
        }
        expect(standardErrorsOff(coupling)).toBeLessThan(4.5);
      }
    }
    const far = tables[0]!.find((row) => row["gAB/kappaA true"] === "2.29")!;
    same(far["entropyProduction true (1/s)"], optomechanics[1][5]);
    same(tables[1]!.find((row) => row["couplingRatioSquared true"] === "0.93")!["muB true (1/s)"], bec[1][4]);
  });

  it("draws SVGs that need no font", () => {
    for (const name of ["fig2a.svg", "fig2b.svg", "fig3a.svg", "fig3b.svg", "relaxation.svg"]) {
      expect(text(name)).toMatch(/^<svg /);
      expect(text(name)).not.toMatch(/<text|NaN|Infinity/);
    }
  });

  it.each([
    ["fig2a.png", 86, 70],
    ["fig2b.png", 86, 70],
    ["fig3a.png", 86, 90],
    ["fig3b.png", 86, 90],
    ["relaxation.png", 178, 82],
  ])("draws %s at 600 dpi, not too large", (name, width, height) => {
    const file = readFileSync(join(cwd, "paper", name));
    expect(file.length).toBeLessThan(400_000);
    const picture = decoded(file);
    expect(picture.width).toBeCloseTo((width / 25.4) * 600, -1);
    expect(picture.height).toBeCloseTo((height / 25.4) * 600, -1);
    expect(picture.ink.some((ink) => ink === 255)).toBe(true);
  });

  it("writes the same bytes again, and lists them as JSON", () => {
    const { code, stdout, stderr } = clausius(["paper", "--output", "again/paper", "--json"], cwd);
    expect([code, stderr]).toEqual([0, ""]);
    const { files, folder, steadyStates } = JSON.parse(stdout);
    expect(folder).toBe("again/paper");
    expect(files).toHaveLength(19);
    same(steadyStates[0].entropyProduction, optomechanics[0][5]);
    for (const name of files) {
      expect(readFileSync(join(cwd, "again/paper", name)).equals(readFileSync(join(cwd, "paper", name)))).toBe(true);
    }
  });
});
