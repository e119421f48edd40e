import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { clausius, filesIn, folder, shell } from "./run.js";

const om = ["steady-state", "--preset", "optomechanics"];
const bec = ["steady-state", "--preset", "bec"];
const rate = "expected a rate with a unit (Hz, kHz, MHz, GHz, rad/s), such as 435.849kHz";
const coupling = "expected a coupling with a unit (Hz, kHz, MHz, GHz, rad/s, kappaA, gcr), such as 0.49kappaA";

/** Words, exit code, the one line on stderr. */
const wrong: [words: string[], code: number, line: string][] = [
  [["papr"], 2, "unknown command 'papr'; did you mean paper?"],
  [["help", "papr"], 2, "no such command; clausius --help lists them"],
  [
    ["nonsense"],
    2,
    "unknown command 'nonsense'; known are paper, steady-state, spectrum, simulate, psd, fit, propagate, about",
  ],
  [["--jason"], 2, "unknown option '--jason'; known are --version, --help"],
  [["about", "-x"], 2, "unknown option '-x'; known are --json, --help"],
  [["about", "--jsn"], 2, "unknown option '--jsn'; did you mean --json?"],
  [["paper", "folder"], 2, "too many arguments for 'paper'. Expected 0 arguments but got 1."],
  [["paper", "--output"], 2, "output: expected a folder, got nothing"],
  [["paper", "--output", ""], 2, 'output: expected a folder, got ""'],
  [["steady-state", "--kapaA", "1kHz"], 2, "unknown option '--kapaA'; did you mean --kappaA?"],
  [["steady-state", "--kapaA=1kHz"], 2, "unknown option '--kapaA'; did you mean --kappaA?"],
  [["steady-state", "--gab", "1kHz"], 2, "unknown option '--gab'; did you mean --gAB?"],
  [["steady-state", "--kappaA"], 2, `kappaA: ${rate}, got nothing`],
  [[...om, "--gAB"], 2, `gAB: ${coupling}, got nothing`],
  [["steady-state", "--preset"], 2, 'preset: expected "optomechanics" or "bec", got nothing'],
  [["steady-state", "--model"], 2, 'model: expected "optomechanics" or "dicke", got nothing'],
  [["steady-state", "--phase"], 2, 'phase: expected "auto", "normal" or "superradiant", got nothing'],
  [["steady-state", "--outputs"], 2, "outputs: expected names separated by commas, got nothing"],
  [["steady-state", "--output"], 2, "output: expected a file, got nothing"],
  [[...om, "--gAB", "1kHz", "--gAB=2kHz"], 2, "gAB: given twice"],
  [["paper", "--json", "--json"], 2, "json: given twice"],
  [["steady-state"], 2, 'model: expected "optomechanics" or "dicke", or a preset, got nothing'],
  [["steady-state", "--model", "Dicke"], 2, 'model: expected "optomechanics" or "dicke", got "Dicke"'],
  [[...bec, "--model", "optomechanics"], 2, 'model: expected "dicke", the model of the preset bec, got "optomechanics"'],
  [["steady-state", "--preset", "bek"], 2, 'preset: expected "optomechanics" or "bec", got "bek"'],
  [["steady-state", "--model", "dicke"], 2, `omegaA: ${rate}, got nothing`],
  [om, 2, `gAB: ${coupling}, got nothing`],
  [bec, 2, `gAB: ${coupling}, or couplingRatioSquared, got nothing`],
  [[...om, "--kappaA", "435.849"], 2, `kappaA: ${rate}, got "435.849"`],
  [[...om, "--kappaA", "292K"], 2, `kappaA: ${rate}, got "292K"`],
  [[...om, "--kappaA", "NaN"], 2, `kappaA: ${rate}, got "NaN"`],
  [[...om, "--kappaA", "Infinity"], 2, `kappaA: ${rate}, got "Infinity"`],
  [[...om, "--kappaA", "fast"], 2, `kappaA: ${rate}, got "fast"`],
  [[...om, "--kappaA", ""], 2, `kappaA: ${rate}, got ""`],
  [[...om, "--kappaA", "a\nb"], 2, `kappaA: ${rate}, got "a\\nb"`],
  [[...om, "--kappaA", "-3kHz"], 2, 'kappaA: expected a positive rate, 1e-20 to 1e20 rad/s, got "-3kHz"'],
  [[...om, "--gammaB", "0Hz"], 2, 'gammaB: expected a positive rate, 1e-20 to 1e20 rad/s, got "0Hz"'],
  [[...om, "--omegaB", "1e300GHz"], 2, 'omegaB: expected a positive frequency, 1e-20 to 1e20 rad/s, got "1e300GHz"'],
  [[...om, "--kappaA", "-1..2kHz:3"], 2, 'kappaA: expected a positive rate, 1e-20 to 1e20 rad/s, got "-1..2kHz:3"'],
  [[...om, "--temperatureB", "292"], 2, 'temperatureB: expected a temperature with a unit (K, mK, uK, nK), got "292"'],
  [[...om, "--temperatureB", "292kHz"], 2, 'temperatureB: expected a temperature with a unit (K, mK, uK, nK), got "292kHz"'],
  [[...om, "--temperatureB", "-1K"], 2, 'temperatureB: expected a temperature of zero or more, at most 1e20 K, got "-1K"'],
  [[...om, "--nThermalB", "5K"], 2, 'nThermalB: expected a plain number, such as 0.93, got "5K"'],
  [[...om, "--nThermalA", "-5"], 2, 'nThermalA: expected a mean occupation from 0 to 1e20, got "-5"'],
  [
    [...om, "--gAB", "0.1..3kappaA"],
    2,
    'gAB: expected a range from..to:count with a unit, such as 0.1..3kappaA:1000, got "0.1..3kappaA"',
  ],
  [
    [...om, "--gAB", "1..2kHz:1e4", "--kappaA", "1..2kHz:1e4"],
    2,
    "gAB × kappaA: expected at most 1e7 working points in all, got 100000000",
  ],
  [
    [...om, "--gAB", "1kHz", "--nThermalB", "1", "--temperatureB", "1K"],
    2,
    "nThermalB: temperatureB is given already; give one of the two",
  ],
  [
    [...bec, "--gAB", "1kHz", "--couplingRatioSquared", "1"],
    2,
    "couplingRatioSquared: gAB is given already; give one of the two",
  ],
  [
    [...om, "--couplingRatioSquared", "1"],
    2,
    "couplingRatioSquared: no such parameter of optomechanics; known are omegaA, kappaA, omegaB, gammaB, gAB, nThermalA, temperatureB, nThermalB",
  ],
  [
    [...om, "--omegaA", "-1MHz", "--gAB", "0.9gcr"],
    2,
    'gAB: expected a unit other than gcr where omegaA is not positive, as there is no critical coupling, got "gcr"',
  ],
  [
    [...om, "--omegaA", "-1..1MHz:3", "--gAB", "0.9gcr"],
    2,
    'gAB: expected a unit other than gcr where omegaA is not positive, as there is no critical coupling, got "gcr"',
  ],
  [
    [...bec, "--omegaA", "-1MHz", "--gAB", "0.9gcr"],
    2,
    'gAB: expected a unit other than gcr where omegaA is not positive, as there is no critical coupling, got "gcr"',
  ],
  [[...bec, "--gAB", "-0.5gcr"], 2, 'gAB: expected a multiple of gcr of zero or more, at most 1e10, got "-0.5gcr"'],
  [[...bec, "--gAB", "-1..1gcr:3"], 2, 'gAB: expected a multiple of gcr of zero or more, at most 1e10, got "-1..1gcr:3"'],
  [
    [...bec, "--gAB", "1gcr", "--couplingRatioSquared", "1"],
    2,
    "couplingRatioSquared: gAB is given already; give one of the two",
  ],
  [[...bec, "--gAB", "1kHz", "--phase", "super"], 2, 'phase: expected "auto", "normal" or "superradiant", got "super"'],
  [
    [...bec, "--couplingRatioSquared", "0.9", "--phase", "superradiant"],
    2,
    "couplingRatioSquared: expected a ratio (g/g_cr)² above 1 for the superradiant phase, got 0.9",
  ],
  [
    [...bec, "--gAB", "0.9gcr", "--phase", "superradiant"],
    2,
    'gAB: expected a multiple of gcr above 1 for the superradiant phase, got "0.9gcr"',
  ],
  [[...om, "--gAB", "1kHz", "--outputs", "muA,mub"], 2, "outputs: no such output mub; did you mean muB?"],
  [
    [...om, "--gAB", "1kHz", "--outputs", "foo"],
    2,
    "outputs: no such output foo; known are entropyProduction, muA, muB, nA, nB, covariance, wignerEntropy, stabilityMargin, effectiveTemperatureB, normalModeFrequencies, normalModeDampings, sidebandAsymmetry, phase",
  ],
  [
    [...om, "--gAB", "1kHz", "--outputs", "sidebandAsymmetry"],
    2,
    "outputs: sidebandAsymmetry is of the Dicke model: quantum Brownian motion has symmetrised spectra only",
  ],
  [[...om, "--gAB", "1kHz", "--outputs", "muA,"], 2, 'outputs: expected names separated by commas, got "muA,"'],
  [[...om, "--gAB", "1kHz", "--outputs", ""], 2, 'outputs: expected names separated by commas, got ""'],
  [[...om, "--gAB", "1kHz", "--csv", "--json"], 2, "option '--csv' cannot be used with option '--json'"],
  [[...om, "--gAB", "1kHz", "--output", ""], 2, 'output: expected a file, got ""'],
  [
    [...om, "--gAB", "1kHz", "--output", "x.csv", "--json"],
    2,
    'output: expected a name that does not end in .csv together with --json, got "x.csv"',
  ],
  [
    [...om, "--gAB", "1kHz", "--output", "x.json", "--csv"],
    2,
    'output: expected a name that does not end in .json together with --csv, got "x.json"',
  ],
  [[...om, "--gAB", "1kHz", "--output", "."], 1, "output: .: is a folder, not a file"],
  [[...om, "--gAB", "1kHz", "--output", "absent/x.csv"], 1, "output: absent/x.csv: no such folder"],
  [["steady-state", ""], 2, 'FILE.json: expected the path of a JSON file, got ""'],
  [["steady-state", "absent.json"], 1, "absent.json: no such file or folder"],
  [["steady-state", "."], 1, ".: is a folder, not a file"],
  [["paper", "--output", "/proc/clausius"], 1, "output: /proc/clausius: no such folder"],
];

describe("wrong use", { timeout: 60_000 }, () => {
  it.each(wrong)("%j exits with %d", (words, code, line) => {
    const cwd = folder();
    expect(clausius(words, cwd)).toEqual({ code, stdout: "", stderr: `clausius: ${line}\n` });
    expect(filesIn(cwd)).toEqual([]);
  });
});

/** Content of a file, exit code, the one line on stderr. */
const wrongFiles: [content: string, code: number, line: string][] = [
  ["", 1, "f.json: not JSON: Unexpected end at line 1, column 1"],
  ["preset: bec", 1, "f.json: not JSON: Unexpected token 'p' at line 1, column 1"],
  ['{"preset": bec}', 1, "f.json: not JSON: Unexpected token 'b' at line 1, column 12"],
  ['{"preset": "bec",\n}', 1, "f.json: not JSON: Expected double-quoted property name at line 2, column 1"],
  ['{"preset": "bec"', 1, "f.json: not JSON: Expected ',' or '}' after property value at line 1, column 17"],
  ["[1, 2]", 2, "f.json: expected a JSON object of parameters, got an array of 2"],
  ["0.49", 2, "f.json: expected a JSON object of parameters, got 0.49"],
  ["null", 2, "f.json: expected a JSON object of parameters, got null"],
  [
    '{"model": "optomechanics", "preset": "bec"}',
    2,
    'model: expected "dicke", the model of the preset bec, got "optomechanics"',
  ],
  [
    '{"preset": "bec", "gAB": ["1gcr", "-1gcr"]}',
    2,
    'gAB[1]: expected a multiple of gcr of zero or more, at most 1e10, got "-1gcr"',
  ],
  ['{"kapaA": "1kHz"}', 2, "kapaA: no such parameter; did you mean kappaA?"],
  ['{"preset": 3}', 2, 'preset: expected "optomechanics" or "bec", got 3'],
  ['{"model": ["dicke"]}', 2, 'model: expected "optomechanics" or "dicke", got an array of 1'],
  ['{"kappaA": 435.849}', 2, `kappaA: ${rate}, got 435.849`],
  ['{"kappaA": null}', 2, `kappaA: ${rate}, got null`],
  ['{"kappaA": {}}', 2, `kappaA: ${rate}, got an object with no fields`],
  ['{"kappaA": []}', 2, `kappaA: ${rate}, or a column of them, got an empty column`],
  ['{"kappaA": ["1kHz", "1..2kHz:2"]}', 2, `kappaA[1]: ${rate}, got "1..2kHz:2"`],
  ['{"kappaA": ["1kHz", "-1kHz"]}', 2, 'kappaA[1]: expected a positive rate, 1e-20 to 1e20 rad/s, got "-1kHz"'],
  ['{"couplingRatioSquared": "much"}', 2, 'couplingRatioSquared: expected a plain number, such as 0.93, got "much"'],
  ['{"couplingRatioSquared": 1e999}', 2, "couplingRatioSquared: expected a plain number, such as 0.93, got Infinity"],
  ['{"gAB": ["1kappaA", "1kHz"]}', 2, 'gAB[1]: expected units of one kind throughout, got "1kHz"'],
  [
    '{"preset": "bec", "couplingRatioSquared": [0.5, 0.9, 1.1], "gammaB": ["1kHz", "2kHz"]}',
    2,
    "gammaB: expected a column as long as couplingRatioSquared, 3 rows, got an array of 2",
  ],
  ['{"preset": "bec", "gAB": "1kHz", "phase": 1}', 2, 'phase: expected "auto", "normal" or "superradiant", got 1'],
];

describe("a file that makes no sense", { timeout: 60_000 }, () => {
  it.each(wrongFiles)("%j exits with %d", (content, code, line) => {
    const cwd = folder();
    writeFileSync(join(cwd, "f.json"), content);
    expect(clausius(["steady-state", "f.json", "--output", "x.csv"], cwd)).toEqual({
      code,
      stdout: "",
      stderr: `clausius: ${line}\n`,
    });
    expect(filesIn(cwd)).toEqual(["f.json"]);
  });
});

describe("a place that cannot be written", { timeout: 60_000 }, () => {
  it("is a file where a folder should be", () => {
    const cwd = folder();
    writeFileSync(join(cwd, "paper"), "mine");
    for (const [output, place] of [
      ["paper", "paper"],
      ["paper/x", "paper/x"],
    ] as const) {
      const stderr = `clausius: output: ${place}: a file of that name is in the way\n`;
      expect(clausius(["paper", "--output", output], cwd)).toEqual({ code: 1, stdout: "", stderr });
    }
    const inFile = clausius([...om, "--gAB", "1kHz", "--output", "paper/x.csv"], cwd);
    expect(inFile).toEqual({
      code: 1,
      stdout: "",
      stderr: "clausius: output: paper/x.csv: a part of the path is not a folder\n",
    });
    expect(filesIn(cwd)).toEqual(["paper"]);
  });

  it("is a folder where a file should be: the other ten are not written either", () => {
    const cwd = folder();
    mkdirSync(join(cwd, "paper", "summary.md"), { recursive: true });
    expect(clausius(["paper"], cwd)).toEqual({
      code: 1,
      stdout: "",
      stderr: "clausius: output: paper/summary.md: is a folder, not a file\n",
    });
    expect(filesIn(cwd)).toEqual(["paper", "paper/summary.md"]);
  });

  it.runIf(process.platform === "linux")("is full", () => {
    const { code, stderr } = shell("$clausius about > /dev/full", folder());
    expect([code, stderr]).toEqual([1, "clausius: stdout: no space left on the device\n"]);
  });
});
