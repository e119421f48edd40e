// Proved: what clausius simulate writes is the library's record, to the bit, in every format, whole or through a pipe; the file says
// what it is; memory stays bounded; and what is wrong is said in one line, with nothing written.

import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  bytesSource,
  collectRecord,
  heterodyne,
  homodyne,
  openRecord,
  paper,
  type SimulationOptions,
  simulate,
  type TimeRecord,
  thermalOscillator,
} from "clausius";
import { describe, expect, it } from "vitest";
import { expectSameBits } from "../support/bits.js";
import { clausius, filesIn, folder, shell, started } from "./run.js";

const cwd = folder();
const formats = ["npy", "npz", "csv", "json"] as const;
const samples = 70_000; // more than one piece
const options = { interval: 1e-7, samples, seed: 7, item: 2 };

/** Words of the command line, and what is the same in the library. */
const cases: Record<string, { words: string[]; source: Parameters<typeof simulate>[0]; options: SimulationOptions }> = {
  homodyne: {
    words: ["--preset", "optomechanics", "--gAB", "0.49kappaA", "--efficiency", "0.8", "--interval", "0.1us"],
    source: { ...paper.optomechanics, gAB: 0.49 * paper.optomechanics.kappaA },
    options: { ...options, detection: homodyne({ efficiency: 0.8 }) },
  },
  heterodyne: {
    words: ["--preset", "bec", "--couplingRatioSquared", "0.93", "--rate", "1.13MHz"],
    source: { ...paper.bec, couplingRatioSquared: 0.93 },
    options: { ...options, interval: 1 / 1.13e6, detection: heterodyne({ efficiency: 0.05 }) },
  },
  position: {
    words: ["--model", "thermal", "--omegaB", "1e5rad/s", "--gammaB", "100rad/s", "--nThermalB", "10", "--interval", "10µs"],
    source: thermalOscillator({ omegaB: 1e5, gammaB: 100, nThermalB: 10 }),
    options: { ...options, interval: 1e-5, detection: { detection: "position" } },
  },
};

const drawn = ["--samples", "7e4", "--seed", "7", "--item", "2"];
const bytesOf = (name: string) => readFileSync(join(cwd, name));

function expectSameRecord(came: TimeRecord, expected: TimeRecord) {
  expect([came.interval, came.start, came.unit]).toEqual([expected.interval, 0, ""]);
  expectSameBits(came.samples, expected.samples, "samples");
  expect(came.imaginary === undefined).toBe(expected.imaginary === undefined);
  if (expected.imaginary) expectSameBits(came.imaginary!, expected.imaginary, "imaginary");
}

describe.each(Object.entries(cases))("clausius simulate, %s", { timeout: 60_000 }, (name, { words, source, options }) => {
  const record = simulate(source, options);

  it.each(formats)("writes what simulate draws, to the bit: %s", async (format) => {
    const file = `${name}.${format}`;
    const run = clausius(["simulate", ...words, ...drawn, "--output", file], cwd);
    expect([run.code, run.stdout]).toEqual([0, ""]);
    const interval = `clausius: ${file} does not say its interval: read it with --interval ${options.interval}s\n`;
    if (format === "npy") expect(run.stderr.endsWith(interval)).toBe(true);
    else expect(run.stderr).toBe("");
    const given = format === "npy" ? { interval: options.interval } : {};
    expectSameRecord(await collectRecord(await openRecord(bytesSource(bytesOf(file)), given)), record);
  });

  it("is NumPy's .npy, and the .npz holds the same array", () => {
    const npy = bytesOf(`${name}.npy`);
    const header = npy.toString("latin1", 10, 10 + npy.readUInt16LE(8));
    expect(npy.toString("latin1", 1, 6)).toBe("NUMPY");
    expect(header).toContain(`'descr': '${record.imaginary ? "<c16" : "<f8"}', 'fortran_order': False, 'shape': (70000,)`);
    const numbers = npy.subarray(10 + header.length);
    const [step, at] = record.imaginary ? [16, 8] : [8, 0];
    expect(numbers.length).toBe(step * samples);
    const column = (offset: number) => record.samples.map((_, i) => numbers.readDoubleLE(step * i + offset));
    expectSameBits(column(0), record.samples, "real parts");
    if (record.imaginary) expectSameBits(column(at), record.imaginary, "imaginary parts");
    // stored in the archive as it is: 30 bytes and its name before it
    const npz = bytesOf(`${name}.npz`);
    expect(npz.toString("latin1", 30, 41)).toBe("samples.npy");
    expect(npz.subarray(41, 41 + npy.length).equals(npy)).toBe(true);
  });

  it.each(formats)("through a pipe: %s", (format) => {
    const line = `$clausius simulate ${[...words, ...drawn].join(" ")} --format ${format} > piped`;
    expect(shell(line, cwd).code).toBe(0);
    expect(bytesOf("piped").equals(bytesOf(`${name}.${format}`))).toBe(true);
  });
});

const hasNumpy = spawnSync("python3", ["-c", "import numpy"]).status === 0;
if (!hasNumpy) console.warn("\n*** No NumPy: reading of simulated records by NumPy is SKIPPED. ***\n");

describe("clausius simulate", { timeout: 60_000 }, () => {
  it.runIf(hasNumpy)("writes what NumPy loads", () => {
    const script = [
      "import numpy, sys, zipfile",
      "for name in ('homodyne', 'heterodyne', 'position'):",
      "    archive, array = numpy.load(name + '.npz'), numpy.load(name + '.npy')",
      "    assert zipfile.ZipFile(name + '.npz').testzip() is None",
      "    assert (archive['samples'] == array).all() and archive['samples'].dtype == array.dtype",
      "    text = numpy.loadtxt(name + '.csv', delimiter=',', skiprows=sum(l[0] == '#' for l in open(name + '.csv')) + 1)",
      "    assert (text[:, 1] + (1j * text[:, 2] if text.shape[1] == 3 else 0) == array).all()",
      "    print(name, array.dtype, array.shape[0], float(archive['interval']), float(archive['start']), archive['notes'][1])",
    ].join("\n");
    const { stdout, stderr } = spawnSync("python3", ["-c", script], { cwd, encoding: "utf8" });
    expect(stderr).toBe("");
    expect(stdout.trimEnd().split("\n")).toEqual([
      "homodyne float64 70000 1e-07 0.0 model: optomechanics",
      `heterodyne complex128 70000 ${String(1 / 1.13e6).replace("e-7", "e-07")} 0.0 model: dicke`,
      "position float64 70000 1e-05 0.0 model: thermal",
    ]);
  });

  it("says in comments what the record is of", () => {
    const words = ["--preset", "bec", "--gAB", "1.1gcr", "--phase", "superradiant", "--dark", "0.5", "--interval", "10us"];
    const run = clausius(["simulate", ...words, "--samples", "2"], cwd);
    const { samples, imaginary } = simulate(
      { ...paper.bec, couplingRatioSquared: 1.1 * 1.1, phase: "superradiant" },
      { detection: heterodyne({ efficiency: 0.05, dark: 0.5 }), interval: 1e-5, samples: 2, seed: 0 },
    );
    expect(run.stderr).toBe("");
    expect(run.stdout.replace(/(?<=clausius )\S+/, "<version>")).toBe(`# simulated by clausius <version>
# model: dicke
# omegaA: 15130 kHz
# kappaA: 1250 kHz
# omegaB: 8.3 kHz
# gammaB: 0.68572372769332 kHz
# gAB: 1.1 gcr
# temperatureB: 3.8e-8 K
# phase: superradiant
# detection: heterodyne
# efficiency: 0.05
# dark: 0.5
# seed: 0
# item: 0
# gammaB of the preset bec is inferred, not printed in the paper: kappaA omegaB/omegaA
# efficiency 0.05 of the preset bec is assumed, not printed in the paper
# interval: 0.00001
# start: 0
time (s),real,imaginary
0,${samples[0]},${imaginary![0]}
0.00001,${samples[1]},${imaginary![1]}
`);
    const { notes } = JSON.parse(clausius(["simulate", ...words, "--samples", "2", "--format", "json"], cwd).stdout);
    expect(notes).toEqual(run.stdout.match(/(?<=^# )(?!interval|start).*/gm));
  });

  it("says on stderr what an .npy cannot", () => {
    const words = ["--preset", "bec", "--couplingRatioSquared", "0.5"];
    const { stderr } = clausius(["simulate", ...words, "--rate", "3kHz", "--samples", "3", "--output", "bec.npy"], cwd);
    expect(stderr.split("\n")).toEqual([
      "clausius: gammaB of the preset bec is inferred, not printed in the paper: kappaA omegaB/omegaA",
      "clausius: efficiency 0.05 of the preset bec is assumed, not printed in the paper",
      `clausius: bec.npy does not say its interval: read it with --interval ${1 / 3000}s`,
      "",
    ]);
  });

  it.each([
    ["1s", "0.25s", 4],
    ["0.3s", "0.1s", 3],
    ["1s", "0.3s", 3],
    ["1ms", "0.7us", 1428],
  ])("of %s in steps of %s", (duration, interval, count) => {
    const words = ["--preset", "optomechanics", "--gAB", "1kappaA", "--duration", duration, "--interval", interval];
    expect(JSON.parse(clausius(["simulate", ...words, "--format", "json"]).stdout).samples).toHaveLength(count);
  });

  it("keeps memory bounded, and ends with its reader", () => {
    const words = "--preset optomechanics --gAB 0.49kappaA --interval 0.1us";
    // 240 MB of samples
    writeFileSync(join(cwd, "peak.cjs"), 'process.on("exit", () => console.error(process.resourceUsage().maxRSS));');
    const line = `NODE_OPTIONS="--require ./peak.cjs" $clausius simulate ${words} --samples 3e7 --output long.npy`;
    const { code, stderr } = shell(line, cwd);
    expect(code).toBe(0);
    expect(Number(stderr.trimEnd().split("\n").at(-1))).toBeLessThan(200_000); // kB
    expect(statSync(join(cwd, "long.npy")).size).toBe(128 + 8 * 3e7);
    const { stdout, stderr: said } = shell(`$clausius simulate ${words} --samples 4e9 | tail -n +14 | head -n 1`, cwd);
    expect([stdout, said]).toEqual(["time (s),samples\n", ""]);
  });

  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("leaves nothing behind on %s", async (signal, code) => {
    const own = folder();
    const words = ["--preset", "optomechanics", "--gAB", "1kappaA", "--interval", "0.1us", "--samples", "1e9"];
    const run = started(["simulate", ...words, "--output", "x.npy"], own);
    while (filesIn(own).length === 0) await new Promise((later) => setTimeout(later, 20));
    run.kill(signal);
    expect((await once(run, "exit"))[0]).toBe(code);
    expect(filesIn(own)).toEqual([]);
  });

  const hasScript = spawnSync("script", ["--version"]).status === 0;
  it.runIf(hasScript)("does not write bytes to a terminal", () => {
    const words = "--preset optomechanics --gAB 1kappaA --interval 1us --samples 3";
    for (const format of ["npy", "npz"]) {
      const { stdout, code } = shell(`script -qec "$clausius simulate ${words} --format ${format}" /dev/null`, cwd);
      const line = `clausius: format: ${format} is not for a terminal; expected --output or a pipe`;
      expect([stdout.trimEnd(), code]).toEqual([line, 2]);
    }
  });
});

describe("what is wrong, in one line, and nothing is written", { timeout: 120_000 }, () => {
  const om = ["--preset", "optomechanics", "--gAB", "1kappaA"];
  const often = [...om, "--interval", "1us"];
  const time = "expected a time with a unit (s, ms, us, ns, ps), such as 0.4us";
  const whole = "expected a whole number of samples, 1 to 2^32 − 1";

  it.each<[string[], number, string]>([
    [[...om, "--samples", "10"], 2, "interval: expected one of --interval and --rate, got neither"],
    [[...often, "--rate", "1MHz", "--samples", "10"], 2, "interval: expected one of --interval and --rate, got both"],
    [often, 2, "samples: expected one of --samples and --duration, got neither"],
    [[...often, "--samples", "9", "--duration", "1s"], 2, "samples: expected one of --samples and --duration, got both"],
    [[...om, "--interval", "0.1", "--samples", "10"], 2, `interval: ${time}, got "0.1"`],
    [[...om, "--interval", "0.1kHz", "--samples", "10"], 2, `interval: ${time}, got "0.1kHz"`],
    [[...om, "--interval", "-1us", "--samples", "10"], 2, 'interval: expected a positive time, got "-1us"'],
    [[...om, "--rate", "0Hz", "--samples", "10"], 2, 'rate: expected a positive frequency, got "0Hz"'],
    [
      [...om, "--rate", "1us", "--samples", "10"],
      2,
      'rate: expected a frequency with a unit (Hz, kHz, MHz, GHz), such as 1.2MHz, got "1us"',
    ],
    [[...om, "--interval"], 2, `interval: ${time}, got nothing`],
    [[...often, "--samples", "0"], 2, `samples: ${whole}, got "0"`],
    [[...often, "--samples", "1.5"], 2, `samples: ${whole}, got "1.5"`],
    [[...often, "--samples", "1e10"], 2, `samples: ${whole}, got "1e10"`],
    [[...often, "--samples", "many"], 2, `samples: ${whole}, got "many"`],
    [[...often, "--duration", "1ns"], 2, 'duration: expected 1 to 2^32 − 1 intervals of 0.000001 s, got "1ns"'],
    [[...often, "--duration", "1e9s"], 2, 'duration: expected 1 to 2^32 − 1 intervals of 0.000001 s, got "1e9s"'],
    [[...often, "--samples", "9", "--seed"], 2, "seed: expected a number, got nothing"],
    [[...often, "--samples", "9", "--seed", "-1"], 2, 'seed: expected a whole number, 0 to 2^53 − 1, got "-1"'],
    [[...often, "--samples", "9", "--item", "x"], 2, 'item: expected a whole number, 0 to 2^53 − 1, got "x"'],
    [
      ["--preset", "optomechanics", "--gAB", "1..2kappaA:3", "--interval", "1us", "--samples", "9"],
      2,
      'gAB: expected one value, as a record is of one working point, got "1..2kappaA:3"',
    ],
    [
      ["--model", "thermal", "--omegaB", "1..2kHz:3", "--gammaB", "1Hz", "--interval", "1us", "--samples", "9"],
      2,
      'omegaB: expected one value, as a record is of one working point, got "1..2kHz:3"',
    ],
    [
      ["--preset", "optomechanics", "--gAB", "4kappaA", "--interval", "1us", "--samples", "9"],
      2,
      expect.stringContaining("gAB: no steady state: ") as unknown as string,
    ],
    [[...often, "--samples", "9", "--efficiency", "2"], 2, "efficiency: expected an efficiency from 0 to 1, got 2"],
    [
      [...often, "--samples", "9", "--backgroundSlope", "1"],
      2,
      "backgroundSlope: expected 0 of a simulated record, whose background is white, got 1",
    ],
    [[...often, "--samples", "9", "--detection", "heterodyne"], 2, expect.stringContaining("detection: ") as unknown as string],
    [[...often, "--samples", "9", "--format", "wav"], 2, 'format: expected npy, npz, csv or json, got "wav"'],
    [[...often, "--samples", "9", "--output", ""], 2, 'output: expected a file, got ""'],
    [
      [...often, "--samples", "9", "--output", "x.csv", "--format", "npy"],
      2,
      'output: expected a name that does not end in .csv together with --format npy, got "x.csv"',
    ],
    [
      [...often, "--samples", "9", "--output", "x.dat"],
      2,
      'output: expected a name that ends in .npy, .npz, .csv or .json, or --format, got "x.dat"',
    ],
    [
      [...often, "--samples", "2e7", "--output", "x.json"],
      2,
      "samples: expected at most 10000000 in json, which is read as a whole: npz and csv are not, got 20000000",
    ],
    [
      ["--preset", "bec", "--gAB", "0.5gcr", "--interval", "1us", "--samples", "1e9", "--format", "npz"],
      2,
      "samples: expected at most 250000000 in npz, whose archives end at 4 GB: npy has no end, got 1000000000",
    ],
    [[...often, "--samples", "9", "--output", "absent/x.npy"], 1, "output: absent/x.npy: no such folder"],
    [[...often, "--samples", "9", "--output", ".", "--format", "npy"], 1, "output: .: is a folder, not a file"],
    [[...often, "--samples", "9", "--jsn"], 2, expect.stringContaining("unknown option '--jsn'; ") as unknown as string],
    [["record.npy", ...often, "--samples", "9"], 2, "too many arguments for 'simulate'. Expected 0 arguments but got 1."],
  ])("simulate %j", (words, code, line) => {
    const own = folder();
    const run = clausius(["simulate", ...words], own);
    expect(run.stdout).toBe("");
    expect([run.code, run.stderr.replace(/^clausius: /, "").replace(/\n$/, "")]).toEqual([code, line]);
    expect(filesIn(own)).toEqual([]);
  });

  it.runIf(process.platform === "linux")("a full device", () => {
    const words = [...often, "--samples", "1e5", "--format", "npy"];
    const run = clausius(["simulate", ...words, "--output", "/dev/full"], cwd);
    expect(run).toEqual({ code: 1, stdout: "", stderr: "clausius: output: /dev/full: no space left on the device\n" });
  });
});
