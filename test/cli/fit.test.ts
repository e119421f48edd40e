// Proved: a spectrum that clausius simulates, clausius fits back to what it was made of; the report goes where it is told; and what
// is wrong is said in one line, with nothing written.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fit, fitReport, homodyne, linspace, type NoiseSpectrum, paper, simulateSpectrum, spectrumCsv } from "clausius";
import { beforeAll, describe, expect, it } from "vitest";
import { decoded } from "../figures/picture.js";
import { clausius, filesIn, folder, shell } from "./run.js";

const cwd = folder();
const write = (name: string, text: string) => writeFileSync(join(cwd, name), text);
const bins = ["--frequencies", "0.3..2.4MHz:501"];
const vienna = ["spectrum", "--preset", "optomechanics", "--gAB", "0.49kappaA", ...bins, "--averages", "100", "--seed", "1"];

beforeAll(() => {
  expect(clausius([...vienna, "--output", "vienna.csv"], cwd)).toEqual({ code: 0, stdout: "", stderr: "" });
});

describe("clausius spectrum", { timeout: 60_000 }, () => {
  it("writes what simulateSpectrum draws, to the bit", () => {
    const { frequency, density } = simulateSpectrum(
      { ...paper.optomechanics, gAB: 0.49 * paper.optomechanics.kappaA },
      linspace(0.3e6, 2.4e6, 501),
      { detection: homodyne(), averages: 100, seed: 1 },
    );
    const rows = Array.from(frequency, (f, i) => `${f},${density[i]}`).join("\n");
    expect(readFileSync(join(cwd, "vienna.csv"), "utf8")).toBe(
      `# averages: 100\n# sides: two\nfrequency (Hz),density\n${rows}\n`,
    );
  });

  it("is a file, stdout, JSON or a figure", () => {
    const short = ["spectrum", "--preset", "bec", "--couplingRatioSquared", "0.93", "--frequencies", "-4..4kHz:5"];
    const { stdout } = clausius(short, cwd);
    expect(stdout).toMatch(
      /^# gammaB of the preset bec is inferred.*\n# efficiency 0\.05 of the preset bec is assumed.*\n# sides: two\n/,
    );
    const document = JSON.parse(clausius([...short, "--json"], cwd).stdout);
    expect(document.frequency).toEqual({ unit: "Hz", values: [-4000, -2000, 0, 2000, 4000] });
    expect(document.detection).toEqual({ detection: "heterodyne", efficiency: 0.05 });
    expect(
      stdout
        .trimEnd()
        .split("\n")
        .slice(-5)
        .map((row) => Number(row.split(",")[1])),
    ).toEqual(document.density.values);
    expect(clausius([...short, "--figure", "bec.png"], cwd)).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(decoded(readFileSync(join(cwd, "bec.png"))).ink.some((ink) => ink === 255)).toBe(true);
  });

  it("of a bare oscillator", () => {
    const words = ["spectrum", "--model", "thermal", "--omegaB", "61.8kHz", "--gammaB", "535Hz", "--nThermalB", "1e8"];
    const { stdout, stderr } = clausius([...words, "--frequencies", "60..62kHz:3", "--sides", "one"], cwd);
    expect(stderr).toBe("");
    expect(stdout).toMatch(/^# sides: one\nfrequency \(Hz\),density\n60000,/);
  });
});

describe("clausius fit", { timeout: 60_000 }, () => {
  it("gives the report of the same fit in the library", () => {
    const { frequency, density } = simulateSpectrum(
      { ...paper.optomechanics, gAB: 0.49 * paper.optomechanics.kappaA },
      linspace(0.3e6, 2.4e6, 501),
      { detection: homodyne(), averages: 100, seed: 1 },
    );
    const found = fit(
      paper.optomechanics,
      { frequency, density, averages: 100, sides: "two" },
      { detection: homodyne(), label: "vienna.csv" },
    );
    const words = ["fit", "vienna.csv", "--preset", "optomechanics"];
    expect(clausius(words, cwd)).toEqual({ code: 0, stdout: fitReport(found), stderr: "" });
    expect(clausius([...words, "--markdown"], cwd).stdout).toBe(fitReport(found, "markdown"));
    expect(clausius([...words, "--json"], cwd).stdout).toBe(fitReport(found, "json"));
  });

  it("takes fixed and calibrated values with units, ranges, exclusions, bounds and starts", () => {
    const { stdout, stderr, code } = clausius(
      [
        ...["fit", "vienna.csv", "--model", "optomechanics", "--averages", "100", "--json"],
        ...["--fix", "kappaA=435.849kHz", "--fix", "temperatureB=292K", "--calibrated", "gammaB=264.1+-5Hz"],
        ...["--range", "0.4..2.2MHz", "--exclude", "1.0..1.01MHz", "--exclude", "1500..1510 kHz"],
        ...["--bounds", "gAB=100..400kHz", "--start", "angle=80deg", "--label", "Vienna"],
      ],
      cwd,
    );
    expect([code, stderr]).toEqual([0, ""]);
    const { label, data, parameters } = JSON.parse(stdout);
    const of = (name: string) => parameters.find((p: { name: string }) => p.name === name);
    expect([label, data.from >= 0.4e6, data.to <= 2.2e6, data.bins]).toEqual(["Vienna", true, true, 423]);
    expect(of("kappaA")).toMatchObject({ kind: "fixed", value: 2 * Math.PI * 435.849e3 });
    expect(of("temperatureB")).toMatchObject({ kind: "fixed", value: 292 });
    expect(of("gammaB")).toMatchObject({
      kind: "calibrated",
      calibration: { value: 2 * Math.PI * 264.1, error: 2 * Math.PI * 5 },
    });
    expect(of("efficiency").kind).toBe("free");
    for (const written of ["264.1Hz+-5Hz", "0.2641+-0.005kHz", "264.1 ± 5 Hz", "264.1Hz+/-0.005kHz"]) {
      const again = clausius(
        ["fit", "vienna.csv", "--preset", "optomechanics", "--json", "--calibrated", `gammaB=${written}`],
        cwd,
      );
      const gamma = JSON.parse(again.stdout).parameters.find((p: { name: string }) => p.name === "gammaB");
      expect(gamma.calibration.value / (2 * Math.PI * 264.1), written).toBeCloseTo(1, 12);
      expect(gamma.calibration.error / (2 * Math.PI * 5), written).toBeCloseTo(1, 12);
    }
  });

  it("reads stdin, so that one line simulates and fits", () => {
    const line =
      "$clausius spectrum --preset bec --couplingRatioSquared 0.93 --frequencies -12..12kHz:801 --averages 400 | $clausius fit - --preset bec --json";
    const { stdout, code } = shell(line, cwd);
    expect(code).toBe(0);
    const { steadyState, isConverged, label } = JSON.parse(stdout);
    expect([isConverged, label]).toEqual([true, "stdin"]);
    const { value, standardError } = steadyState.entropyProduction;
    expect(Math.abs(value - 115202.0028) / standardError).toBeLessThan(4);
  });

  it("draws the figure and writes the report beside it", () => {
    const words = ["fit", "vienna.csv", "--preset", "optomechanics", "--figure", "fit.svg", "--output", "fit.txt"];
    expect(clausius(words, cwd)).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(readFileSync(join(cwd, "fit.svg"), "utf8")).toMatch(/^<svg [^>]*width="178mm"/);
    expect(readFileSync(join(cwd, "fit.txt"), "utf8")).toContain("Π");
  });

  it("reads UTF-16, decimal commas and decibels, as spreadsheets and analysers export them", () => {
    const text = readFileSync(join(cwd, "vienna.csv"), "utf8");
    const utf16 = Buffer.from(`\uFEFF${text}`, "utf16le");
    writeFileSync(join(cwd, "little.csv"), utf16);
    writeFileSync(join(cwd, "big.csv"), Buffer.from(utf16).swap16());
    const rows = text.split("\n").map((row) => (row.startsWith("#") ? row : row.replace(",", ";").replaceAll(".", ",")));
    write("comma.csv", rows.join("\n"));
    const level = text
      .replace("density", "density (dB)")
      .replace(/(?<=^\d.*,).+$/gm, (P) => String(10 * Math.log10(Number(P))));
    write("level.csv", level);
    const words = (name: string) => ["fit", name, "--preset", "optomechanics", "--json", "--label", "x"];
    const { stdout } = clausius(words("vienna.csv"), cwd);
    for (const name of ["little.csv", "big.csv"]) expect(clausius(words(name), cwd)).toEqual({ code: 0, stdout, stderr: "" });
    expect(clausius([...words("comma.csv"), "--decimal", "comma"], cwd)).toEqual({ code: 0, stdout, stderr: "" });
    const linear = clausius([...words("level.csv"), "--decibels"], cwd);
    expect(linear.stderr).toBe("");
    const found = JSON.parse(linear.stdout).steadyState.entropyProduction.value;
    expect(found / JSON.parse(stdout).steadyState.entropyProduction.value).toBeCloseTo(1, 9);
  });

  it("takes the errors of a column, and columns by their names", () => {
    const rows = readFileSync(join(cwd, "vienna.csv"), "utf8").trimEnd().split("\n").slice(3);
    const bare = rows.map((row) => `${row},${0.1 * Number(row.split(",")[1])}`).join("\n");
    write("bare.csv", `nu (Hz),Sxx,dS\n${bare}\n`);
    const words = ["fit", "bare.csv", "--preset", "optomechanics", "--columns", "nu,Sxx,dS", "--sides", "two", "--json"];
    const given = JSON.parse(clausius(words, cwd).stdout);
    expect([given.isConverged, given.data.averages]).toEqual([true, { bin: null, fit: null }]);
    const model = JSON.parse(clausius([...words, "--averages", "100", "--errors", "model"], cwd).stdout);
    // with errors of the data the model comes out too low: few bins are far off, all are a little
    expect(model.goodness.deviance).not.toBe(given.goodness.deviance);
    expect(model.data.averages).toEqual({ bin: 100, fit: 100 });
  });
});

describe("clausius fit of a spectrum that says how its record was taken", { timeout: 60_000 }, () => {
  const response = { interval: 2e-7, length: 128, window: "hann" } as const;
  const measured = simulateSpectrum(
    { ...paper.optomechanics, gAB: 0.49 * paper.optomechanics.kappaA },
    linspace(0.3e6, 2.4e6, 201),
    { detection: homodyne(), averages: 1000, seed: 3, response },
  );
  const { response: _, ...bare } = measured;
  const options = { detection: homodyne(), label: "x" };
  const report = (spectrum: NoiseSpectrum, more: object = {}) =>
    fitReport(fit(paper.optomechanics, spectrum, { ...options, ...more }));
  const words = (name: string, ...flags: string[]) => ["fit", name, "--preset", "optomechanics", "--label", "x", ...flags];
  const sampling = ["--window", "hann", "--segment", "128", "--interval", "0.2us"];
  beforeAll(() => {
    write("carried.csv", [...spectrumCsv({ ...measured, unit: "V^2/Hz" })].join(""));
    write("silent.csv", [...spectrumCsv(bare)].join(""));
    write("hanning.csv", ["# window: Hanning\n", ...spectrumCsv(bare)].join(""));
    write("kaiser.csv", [...spectrumCsv({ ...bare, response: { ...response, window: "kaiser", beta: 8.6 } })].join(""));
  });

  it("follows it, and says so", () => {
    const { code, stdout } = clausius(words("carried.csv"), cwd);
    expect([code, stdout]).toEqual([0, report(measured)]);
    expect(stdout).toContain("\n  window hann, segments of 128 samples of 0.2 µs\n");
    expect(JSON.parse(clausius(words("carried.csv", "--json"), cwd).stdout).data.response).toEqual(response);
  });

  it("does not where the flags say so", () => {
    const { stdout } = clausius(words("carried.csv", "--window", "none"), cwd);
    expect(stdout).toBe(report(measured, { response: "none" }));
    expect(stdout).not.toContain("window hann");
  });

  it("takes it from the flags, whatever the file says", () => {
    for (const name of ["silent.csv", "hanning.csv", "kaiser.csv"]) {
      expect(clausius(words(name, ...sampling), cwd), name).toEqual({ code: 0, stdout: report(measured), stderr: "" });
    }
  });

  it.each<[string[], number, string]>([
    [
      words("hanning.csv"),
      1,
      'hanning.csv: comments: expected "# window: hann", "# segment: 8192", "# interval: 4e-7" together, got none such as "# segment: 8192" and "# interval: 4e-7"',
    ],
    [words("silent.csv", "--window", "hann"), 2, "segment: expected --window, --segment and --interval together, got nothing"],
    [words("silent.csv", "--segment", "128"), 2, "window: expected --window, --segment and --interval together, got nothing"],
    [
      words("silent.csv", "--window", "none", "--segment", "128"),
      2,
      "segment: is for a window that the model follows, not for --window none",
    ],
    [
      words("silent.csv", ...sampling, "--window", "hamming").toSpliced(5, 2),
      2,
      "window: no such window hamming; known are hann, flattop, rectangular, kaiser",
    ],
    [
      words("silent.csv", "--window", "kaiser", "--segment", "128", "--interval", "0.2us"),
      2,
      'window: expected kaiser with its β behind a colon, such as kaiser:8.6, got "kaiser"',
    ],
    [
      words("silent.csv", "--window", "rectangular", "--segment", "128", "--interval", "0.2us"),
      2,
      'response.window: expected a window that tapers, such as "hann" (a rectangular window leaks too much to be fitted: compute the spectrum with a window that tapers), got "rectangular"',
    ],
    [
      words("silent.csv", "--window", "hann", "--segment", "128", "--interval", "4e-7"),
      2,
      'interval: expected a time with a unit (s, ms, us, ns, ps), such as 0.4us, got "4e-7"',
    ],
    [
      words("silent.csv", "--window", "hann", "--segment", "4", "--interval", "0.2us"),
      2,
      "segment: expected a whole number of samples, 8 or more, got 4",
    ],
    [
      words("silent.csv", "--window", "hann", "--segment", "128", "--interval", "0.5us"),
      2,
      "response.interval: expected at most 2.0833333333333333e-7 s, half a period of 2400000 Hz, got 5e-7",
    ],
  ])("%j", (given, code, line) => {
    const run = clausius(given, cwd);
    expect([run.code, run.stdout, run.stderr]).toEqual([code, "", `clausius: ${line}\n`]);
  });
});

describe("what is wrong, in one line, and nothing is written", { timeout: 120_000 }, () => {
  const head = "# averages: 10\n# sides: two\nf (Hz),density\n";
  const rows = (row: (i: number) => string) => head + Array.from({ length: 20 }, (_, i) => row(i)).join("\n");
  const files: Record<string, string> = {
    "nan.csv": rows((i) => `${1e6 + i},${i === 3 ? "NaN" : 1}`),
    "negative.csv": rows((i) => `${1e6 + i},${i === 3 ? -1 : 1}`),
    "unsorted.csv": rows((i) => `${1e6 - i},1`),
    "twice.csv": rows((i) => `${1e6 + (i === 3 ? 2 : i)},1`),
    "zero.csv": rows((i) => `${1e6 + i},0`),
    "few.csv": `${head}1e6,1\n1.1e6,2\n1.2e6,1\n`,
    "noaverages.csv": rows((i) => `${1e6 + i},1`).replace("# averages: 10\n", ""),
    "nosides.csv": rows((i) => `${1e6 + i},1`).replace("# sides: two\n", ""),
    "decibels.csv": rows((i) => `${1e6 + i},-90`).replace("density", "density (dBm/Hz)"),
    "comma.csv": "f;density\n1,5;3\n",
    "words.csv": "f,density\n1,high\n",
    "empty.csv": "",
    "wave.csv": "time,voltage\n1,2\n",
    "plain.json": "{}",
  };
  const om = ["--preset", "optomechanics", "--output", "report.txt", "--figure", "figure.png"];
  beforeAll(() => {
    for (const [name, text] of Object.entries(files)) write(name, text);
  });
  const value = "a name and a value, such as kappaA=435.849kHz";

  it.each<[string[], number, string]>([
    [["nan.csv", ...om], 2, "density[3]: expected a positive density (at 1000003 Hz), got NaN"],
    [["negative.csv", ...om], 2, "density[3]: expected a positive density (at 1000003 Hz), got -1"],
    [["unsorted.csv", ...om], 2, "frequency[1]: expected one above the last, 1000000 Hz, got 999999"],
    [["twice.csv", ...om], 2, "frequency[3]: expected a frequency once only, got 1000002"],
    [["zero.csv", ...om], 2, "density: expected a measured spectrum, got zero in every bin"],
    [["few.csv", ...om], 2, "spectrum: has 3 bins to fit 6 parameters; expected more bins than parameters"],
    [
      ["noaverages.csv", ...om],
      2,
      'averages: expected the number of periodograms averaged, by --averages or "# averages: 100" in the file, or a column of errors, got nothing',
    ],
    [
      ["nosides.csv", ...om],
      2,
      'sides: expected "one" or "two": whether the density counts one sign of f or both; by --sides, or "# sides: one" in the file, got nothing',
    ],
    [["words.csv", ...om], 1, 'words.csv: line 2, column density: expected a number, got "high"'],
    [["empty.csv", ...om], 1, "empty.csv: expected a line of column names, got an empty file"],
    [
      ["wave.csv", ...om],
      1,
      "wave.csv: expected a column frequency; its columns are time, voltage; --columns says which is which",
    ],
    [["plain.json", "--decibels", ...om], 2, "decibels: is of text in columns; JSON says what it holds"],
    [["plain.json", "--columns", "f,P", ...om], 2, "columns: is of text in columns; JSON says what it holds"],
    [["missing.csv", ...om], 1, "missing.csv: no such file or folder"],
    [
      ["decibels.csv", ...om],
      1,
      "decibels.csv: column density (dBm/Hz): expected a linear density, got decibels; --decibels makes it linear",
    ],
    [
      ["comma.csv", ...om],
      1,
      'comma.csv: line 2, column f: expected a number with a decimal point, got "1,5" with a decimal comma; --decimal comma reads it',
    ],
    [["vienna.csv", ...om, "--decimal", ","], 2, 'decimal: expected "point" or "comma", got ","'],
    [[".", ...om], 1, ".: is a folder, not a file"],
    [["vienna.csv", ...om, "--fix", "gAB=200kHz", "--free", "gAB"], 2, "gAB: is both fixed and free; say one"],
    [
      ["vienna.csv", ...om, "--calibrated", "gammaB=264.1+-0Hz"],
      2,
      "calibrated.gammaB.error: expected a positive standard error, 1e-140 to 1e140 (fix a parameter that has none), got 0",
    ],
    [
      ["vienna.csv", ...om, "--calibrated", "gammaB=264.1Hz"],
      2,
      'calibrated: expected a value and its error, such as gammaB=264.1+-5Hz, got "264.1Hz"',
    ],
    [["vienna.csv", ...om, "--fix", "kappaA"], 2, `fix: expected ${value}, got "kappaA"`],
    [["vienna.csv", ...om, "--fix", "kapaA=1kHz"], 2, "fix: no such parameter kapaA; did you mean kappaA?"],
    [["vienna.csv", ...om, "--fix", "kappaA=1kHz", "--fix", "kappaA=2kHz"], 2, "fix: names kappaA twice"],
    [
      ["vienna.csv", ...om, "--fix", "kappaA=435.849"],
      2,
      'kappaA: expected a rate with a unit (Hz, kHz, MHz, GHz, rad/s), such as 435.849kHz, got "435.849"',
    ],
    [
      ["vienna.csv", ...om, "--free", "gAB,foo"],
      2,
      expect.stringContaining("free: no such parameter foo;") as unknown as string,
    ],
    [
      ["vienna.csv", ...om, "--range", "2..1MHz"],
      2,
      'range: expected a range from..to with a unit, such as 0.3..2.4MHz, from the lower to the higher end, got "2..1MHz"',
    ],
    [
      ["vienna.csv", ...om, "--range", "1MHz"],
      2,
      'range: expected a range from..to with a unit, such as 0.3..2.4MHz, got "1MHz"',
    ],
    [
      ["vienna.csv", ...om, "--averages", "0"],
      2,
      'averages: expected a number of averages, 1 or more, or n_bin,n_fit, got "0"',
    ],
    [["vienna.csv", ...om, "--errors", "column"], 2, "errors: the file has no column of errors; name it in --columns"],
    [["vienna.csv", ...om, "--errors", "poisson"], 2, 'errors: expected "gamma", "model" or "column", got "poisson"'],
    [
      ["vienna.csv", ...om, "--detection", "heterodin"],
      2,
      'detection: expected "homodyne", "heterodyne" or "position", got "heterodin"',
    ],
    [
      ["vienna.csv", ...om, "--figure=figure.gif"].filter((w) => w !== "figure.png" && w !== "--figure"),
      2,
      'figure: expected a name that ends in .svg or .png, got "figure.gif"',
    ],
    [["vienna.csv", "--averages", "10"], 2, 'model: expected "optomechanics", "dicke" or "thermal", or a preset, got nothing'],
    [
      ["vienna.csv", "--model", "optomechanics"],
      2,
      expect.stringContaining("temperatureB: expected a positive temperature in K") as unknown as string,
    ],
    [
      ["vienna.csv", "--model", "dicke", "--preset", "optomechanics"],
      2,
      'model: expected "optomechanics", the model of the preset optomechanics, got "dicke"',
    ],
    [[], 2, "missing required argument 'SPECTRUM'"],
  ])("fit %j", (words, code, line) => {
    const before = filesIn(cwd);
    const run = clausius(["fit", ...words], cwd);
    expect(run.stdout).toBe("");
    const said = run.stderr.replace(/^clausius: /, "").replace(/\n$/, "");
    expect([run.code, said]).toEqual([code, line]);
    expect(filesIn(cwd)).toEqual(before);
  });

  it.each<[string[], string]>([
    [
      ["--preset", "optomechanics", "--gAB", "1..2kappaA:2", ...bins],
      'gAB: expected one value, as a spectrum is of one working point, got "1..2kappaA:2"',
    ],
    [["--preset", "optomechanics", "--gAB", "1kappaA"], "frequencies: expected a range such as 0.3..2.4MHz:2001, got nothing"],
    [
      ["--preset", "optomechanics", "--gAB", "1kappaA", "--frequencies", "1MHz"],
      'frequencies: expected a range from..to:count with a unit, such as 0.3..2.4MHz:2001, got "1MHz"',
    ],
    [
      ["--preset", "optomechanics", "--gAB", "4kappaA", ...bins],
      expect.stringContaining("gAB: no steady state: ") as unknown as string,
    ],
    [
      ["--preset", "optomechanics", "--gAB", "1kappaA", ...bins, "--seed", "1"],
      "seed: is for --averages, a simulated spectrum",
    ],
    [
      ["--preset", "optomechanics", "--gAB", "1kappaA", ...bins, "--averages", "10", "--seed", "-1"],
      'seed: expected a whole number, 0 to 2^53 − 1, got "-1"',
    ],
    [
      ["--preset", "optomechanics", "--gAB", "1kappaA", ...bins, "--efficiency", "2"],
      "efficiency: expected an efficiency from 0 to 1, got 2",
    ],
    [
      ["--preset", "optomechanics", "--gAB", "1kappaA", ...bins, "--angle", "90"],
      'angle: expected an angle with a unit (deg, rad), such as 90deg, got "90"',
    ],
    [
      ["--model", "thermal", "--preset", "bec", ...bins],
      "preset: is of a coupled system; a bare oscillator takes omegaB, gammaB",
    ],
    [
      ["--preset", "bec", "--couplingRatioSquared", "0.5", "--frequencies", "-1..1kHz:3", "--sides", "one"],
      "sides: a heterodyne spectrum has two sides that differ",
    ],
  ])("spectrum %j", (words, line) => {
    const before = filesIn(cwd);
    const run = clausius(["spectrum", ...words, "--output", "never.csv"], cwd);
    const said = run.stderr.replace(/^clausius: /, "").replace(/\n$/, "");
    expect([run.code, said]).toEqual([2, line]);
    expect(filesIn(cwd)).toEqual(before);
  });
});
