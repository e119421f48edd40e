// Proved: clausius profile gives what the library does, draws it, and says what is wrong in one line.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  contour,
  fit,
  heterodyne,
  linspace,
  paper,
  profile,
  profileCurve,
  simulateSpectrum,
  spectrumCsv,
  uncertainty,
  uncertaintyReport,
} from "clausius";
import { beforeAll, describe, expect, it } from "vitest";
import { decoded } from "../figures/picture.js";
import { clausius, filesIn, folder } from "./run.js";

const cwd = folder();
const detection = heterodyne({ efficiency: 0.05 });
const frequencies = linspace(-25e3, 25e3, 401);
const system = { ...paper.bec, couplingRatioSquared: 0.93 };
const spectrum = simulateSpectrum(system, frequencies, { detection, averages: 200, seed: 1 });
const zurich = ["profile", "zurich.csv", "--preset", "bec"];
const note = "efficiency 0.05 of the preset bec is assumed, not printed in the paper";

beforeAll(() => {
  writeFileSync(join(cwd, "zurich.csv"), [...spectrumCsv(spectrum, [])].join(""));
});

describe("clausius profile", () => {
  const found = fit(paper.bec, spectrum, { detection, label: "zurich.csv" });

  it.each([
    ["chosen", uncertainty(found)],
    ["profile", profile(found)],
    ["upper", profile(found, { isUpperLimit: true })],
  ])("reports what the library does: %s", (kind, bars) => {
    const words = [...zurich, "--kind", kind];
    expect(clausius(words, cwd)).toEqual({ code: 0, stdout: `${uncertaintyReport(bars, found)}\n${note}\n`, stderr: "" });
    const { stdout } = clausius([...words, "--json"], cwd);
    expect(JSON.parse(stdout)).toEqual(JSON.parse(uncertaintyReport(bars, found, "json")));
  });

  it("writes and draws −2 ln L over a quantity", () => {
    const curve = profileCurve(found, "gammaB");
    const words = [...zurich, "--of", "gammaB", "--csv", "--output", "curve.csv", "--figure", "curve.png"];
    expect(clausius(words, cwd)).toEqual({ code: 0, stdout: "", stderr: `clausius: ${note}\n` });
    const [head, ...rows] = readFileSync(join(cwd, "curve.csv"), "utf8").trimEnd().split("\n");
    expect(head).toBe("gammaB (rad/s),rise of −2 ln L");
    expect(rows).toEqual(Array.from(curve.values, (x, i) => `${x},${curve.rises[i]}`));
    expect(decoded(readFileSync(join(cwd, "curve.png"))).ink.some((ink) => ink === 255)).toBe(true);
  });

  it("writes and draws regions of two quantities", () => {
    const edge = contour(found, ["gammaB", "nA"], { level: 0.9544997361036416, points: 96 });
    const words = [...zurich, "--contour", "gammaB,nA", "--csv", "--figure", "region.svg"];
    const { code, stdout } = clausius(words, cwd);
    expect(code).toBe(0);
    const rows = stdout.trimEnd().split("\n");
    expect(rows[0]).toBe("level,gammaB (rad/s),nA");
    expect(rows.slice(97)).toEqual(Array.from(edge.first, (x, i) => `${edge.level},${x},${edge.second[i]}`));
    expect(readFileSync(join(cwd, "region.svg"), "utf8")).toMatch(/^<svg/);
  });

  it.each([
    [["--kind", "uper"], "kind: no such kind of interval uper; did you mean upper?"],
    [["--of", "gammaB"], "of: is shown by --figure or --csv; give one of them"],
    [["--contour", "gammaB,nA"], "contour: is shown by --figure, --csv or --json; give one of them"],
    [["--contour", "gammaB,nA", "--of", "nA", "--csv"], "of: is of a curve; with --contour, regions are shown"],
    [["--contour", "gammaB", "--csv"], 'contour: expected the names of two quantities, such as gAB,gammaB, got "gammaB"'],
    [["--contour", "gammaB,nC", "--csv"], "nC: no such quantity; did you mean nA?"],
    [["--of", "gamma", "--csv"], "gamma: no such quantity; did you mean gammaB?"],
    [["--figure", "x.gif"], 'figure: expected a name that ends in .svg or .png, got "x.gif"'],
  ])("%s", (words, line) => {
    const before = filesIn(cwd);
    expect(clausius([...zurich, ...words], cwd)).toEqual({ code: 2, stdout: "", stderr: `clausius: ${line}\n` });
    expect(filesIn(cwd)).toEqual(before);
  });
});
