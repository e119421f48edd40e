// Proved: wrong parameters, systems and options are one clear error: an ArgumentError whose message names the argument, says what was
// expected with its unit, and shows what came. Whole messages are compared.

import { describe, expect, test } from "vitest";
import {
  correlations,
  criticalCoupling,
  dicke,
  drift,
  type homodyne,
  optomechanics,
  relax,
  spectrum,
  steadyState,
  thermalOscillator,
} from "../src";
import { cases, refuses, type Wrong } from "./support/refuses";

const good = { omegaA: 3, kappaA: 1, omegaB: 2, gammaB: 0.1, gAB: 0.2, temperatureB: 1e-12 };
const { gAB: _g, ...noCoupling } = good;
const { temperatureB: _t, ...noTemperature } = good;
const system = optomechanics(good);
const columnar = optomechanics({ ...good, gAB: [0.1, 0.2] });

const om = (wrong: Wrong) => () => optomechanics({ ...good, ...wrong });
const be = (wrong: Wrong) => () => dicke({ ...good, ...wrong });

cases("systems that inherit their fields", [
  [
    "a wrong one",
    () => steadyState(Object.create({ ...system, kappaA: -3 })),
    "kappaA: expected a positive rate in rad/s, 1e-20 to 1e20, got -3",
  ],
  [
    "one too few",
    () => steadyState(Object.create({ ...system, gammaB: undefined })),
    "gammaB: expected a positive rate in rad/s, 1e-20 to 1e20, got nothing",
  ],
]);

test("a system that inherits its fields is one", () => {
  expect(steadyState(Object.create(system))).toEqual(steadyState(system));
});

/** The object with one field that can be read, not listed. */
const hiding = <T extends object>(source: T, name: keyof T & string): T =>
  Object.defineProperty({ ...source }, name, { value: source[name], enumerable: false });

test.each(["constructor", "toString", "__proto__"])("%s is no detection, and no parameter of an oscillator", (name) => {
  const detection = { detection: name } as unknown as ReturnType<typeof homodyne>;
  expect(() => spectrum(system, [1], { detection })).toThrow(
    `detection.detection: expected "homodyne", "heterodyne" or "position", got "${name}"`,
  );
  const parameters = JSON.parse(`{ "omegaB": 1, "gammaB": 0.1, "nThermalB": 1, "${name}": 2 }`);
  expect(() => thermalOscillator(parameters)).toThrow(`${name}: no such parameter of thermal`);
});

describe("fields that can be read but not listed", () => {
  class Setup {
    readonly model = "dicke";
    readonly omegaA = 3;
    readonly kappaA = 1;
    readonly omegaB = 2;
    readonly gammaB = 0.1;
    readonly nThermalB = 10;
    get gAB() {
      return 0.2;
    }
  }
  class Recorded {
    readonly detection = "homodyne";
    get angle() {
      return 0.3;
    }
  }
  const hidden = (name: string) => `${name}: expected a field of plain data, got one that is not enumerable`;
  const names = Object.keys(good) as (keyof typeof good)[];
  test.each([...names])("%s", (name) => {
    expect(() => steadyState(hiding(system, name) as typeof system)).toThrow(hidden(name));
    expect(() => criticalCoupling(hiding(system, name) as typeof system)).toThrow(hidden(name));
  });
  test("the phase, an occupation", () => {
    const be = { ...dicke(good), nThermalA: 2, phase: "normal" } as const;
    expect(() => steadyState(hiding(be, "phase"))).toThrow(hidden("phase"));
    expect(() => steadyState(hiding(be, "nThermalA"))).toThrow(hidden("nThermalA"));
  });
  test("a getter of a class", () => {
    expect(() => steadyState(new Setup())).toThrow(hidden("gAB"));
    expect(() => spectrum(system, [1], { detection: new Recorded() })).toThrow(hidden("angle"));
  });
});

cases("parameters: values", [
  ["negative rate", om({ kappaA: -3 }), "kappaA: expected a positive rate in rad/s, 1e-20 to 1e20, got -3"],
  ["zero rate", om({ kappaA: 0 }), "kappaA: expected a positive rate in rad/s, 1e-20 to 1e20, got 0"],
  ["minus zero", om({ gammaB: -0 }), "gammaB: expected a positive rate in rad/s, 1e-20 to 1e20, got -0"],
  ["NaN", om({ gammaB: Number.NaN }), "gammaB: expected a positive rate in rad/s, 1e-20 to 1e20, got NaN"],
  ["infinite rate", om({ gammaB: 1 / 0 }), "gammaB: expected a positive rate in rad/s, 1e-20 to 1e20, got Infinity"],
  ["too large", om({ omegaB: 1e21 }), "omegaB: expected a positive frequency in rad/s, 1e-20 to 1e20, got 1e+21"],
  ["too small", om({ omegaB: 1e-21 }), "omegaB: expected a positive frequency in rad/s, 1e-20 to 1e20, got 1e-21"],
  [
    "NaN detuning",
    om({ omegaA: Number.NaN }),
    "omegaA: expected a frequency in rad/s, 0 or of size 1e-20 to 1e20 (negative for blue detuning), got NaN",
  ],
  ["infinite coupling", om({ gAB: -1 / 0 }), "gAB: expected a coupling in rad/s, at most 1e20, got -Infinity"],
  ["temperature below zero", om({ temperatureB: -1 }), "temperatureB: expected a temperature in K of zero or more, got -1"],
  [
    "negative occupation",
    om({ temperatureB: undefined, nThermalB: -1e-9 }),
    "nThermalB: expected a mean occupation from 0 to 1e20, got -1e-9",
  ],
  ["negative occupation of a", om({ nThermalA: -1 }), "nThermalA: expected a mean occupation from 0 to 1e20, got -1"],
  [
    "negative ratio",
    be({ gAB: undefined, couplingRatioSquared: -0.1 }),
    "couplingRatioSquared: expected a ratio (g/g_cr)² of zero or more, got -0.1",
  ],
  ["unknown phase", be({ phase: "super" }), 'phase: expected "auto", "normal" or "superradiant", got "super"'],
  ["no phase", be({ phase: null }), 'phase: expected "auto", "normal" or "superradiant", got null'],
]);

cases("parameters: types", [
  ["string", om({ kappaA: "5" }), 'kappaA: expected a positive rate in rad/s, 1e-20 to 1e20 or a column of them, got "5"'],
  ["null", om({ kappaA: null }), "kappaA: expected a positive rate in rad/s, 1e-20 to 1e20 or a column of them, got null"],
  ["boolean", om({ kappaA: true }), "kappaA: expected a positive rate in rad/s, 1e-20 to 1e20 or a column of them, got true"],
  [
    "object",
    om({ kappaA: { value: 5 } }),
    "kappaA: expected a positive rate in rad/s, 1e-20 to 1e20 or a column of them, got an object with value",
  ],
  [
    "empty object",
    om({ kappaA: {} }),
    "kappaA: expected a positive rate in rad/s, 1e-20 to 1e20 or a column of them, got an object with no fields",
  ],
  ["function", om({ gAB: () => 1 }), "gAB: expected a coupling in rad/s, at most 1e20 or a column of them, got a function"],
  [
    "Float32Array",
    om({ kappaA: new Float32Array(3) }),
    "kappaA: expected a positive rate in rad/s, 1e-20 to 1e20, or a column as Float64Array or array of numbers, got a Float32Array of 3",
  ],
  ["nested array", om({ gAB: [[1, 2]] }), "gAB[0]: expected a coupling in rad/s, at most 1e20, got an array of 2"],
  ["string in a column", om({ gAB: [1, "2"] }), 'gAB[1]: expected a coupling in rad/s, at most 1e20, got "2"'],
  [
    "hole in a column",
    om({ gAB: Object.assign(new Array(3), { 0: 1, 2: 3 }) }),
    "gAB[1]: expected a coupling in rad/s, at most 1e20, got nothing",
  ],
  ["empty column", om({ gAB: [] }), "gAB: expected a coupling in rad/s, at most 1e20 or a column of them, got an empty column"],
  [
    "empty Float64Array",
    om({ gAB: new Float64Array() }),
    "gAB: expected a coupling in rad/s, at most 1e20 or a column of them, got an empty column",
  ],
  [
    "columns of different length",
    om({ kappaA: [1, 2, 3], gAB: new Float64Array(2) }),
    "gAB: expected a column as long as kappaA, 3 rows, got a Float64Array of 2",
  ],
]);

cases("parameters: names", [
  ["misspelt", om({ kapaA: 1 }), "kapaA: no such parameter of optomechanics; did you mean kappaA?"],
  ["wrong case", om({ kappaa: 1 }), "kappaa: no such parameter of optomechanics; did you mean kappaA?"],
  ["g", om({ gA: 1 }), "gA: no such parameter of optomechanics; did you mean gAB?"],
  [
    "misspelt, Dicke",
    be({ couplingRatioSquare: 1 }),
    "couplingRatioSquare: no such parameter of dicke; did you mean couplingRatioSquared?",
  ],
  [
    "unknown",
    om({ massOfTheMirror: 1 }),
    "massOfTheMirror: no such parameter of optomechanics; known are omegaA, kappaA, omegaB, gammaB, gAB, nThermalA, temperatureB, nThermalB",
  ],
  [
    "unknown, Dicke",
    be({ numberOfAtoms: 1 }),
    "numberOfAtoms: no such parameter of dicke; known are omegaA, kappaA, omegaB, gammaB, gAB, nThermalA, temperatureB, nThermalB, couplingRatioSquared, phase",
  ],
  ["phase of optomechanics", om({ phase: "auto" }), /^phase: no such parameter of optomechanics; known are omegaA, /],
  [
    "temperature of the light",
    om({ temperatureA: 300 }),
    "temperatureA: omegaA is a detuning and says nothing of the light's temperature; give nThermalA",
  ],
]);

cases("parameters: missing, or twice", [
  [
    "no ω_a",
    om({ omegaA: undefined }),
    "omegaA: expected a frequency in rad/s, 0 or of size 1e-20 to 1e20 (negative for blue detuning), got nothing",
  ],
  ["no κ", om({ kappaA: undefined }), "kappaA: expected a positive rate in rad/s, 1e-20 to 1e20, got nothing"],
  ["no ω_b", om({ omegaB: undefined }), "omegaB: expected a positive frequency in rad/s, 1e-20 to 1e20, got nothing"],
  ["no γ", om({ gammaB: undefined }), "gammaB: expected a positive rate in rad/s, 1e-20 to 1e20, got nothing"],
  ["no bath b", () => optomechanics(noTemperature), "temperatureB: expected a temperature in K, or nThermalB, got nothing"],
  ["bath b twice", om({ nThermalB: 1 }), "nThermalB: temperatureB is given already; give one of the two"],
  ["coupling twice", be({ couplingRatioSquared: 1 }), "couplingRatioSquared: gAB is given already; give one of the two"],
  ["no coupling", () => steadyState(optomechanics(noCoupling)), "gAB: expected a coupling in rad/s, at most 1e20, got nothing"],
  [
    "no coupling, Dicke",
    () => steadyState(dicke(noCoupling)),
    "gAB: expected a coupling in rad/s, or couplingRatioSquared, got nothing",
  ],
  [
    "no coupling, drift",
    () => drift(optomechanics(noCoupling)),
    "gAB: expected a coupling in rad/s, at most 1e20, got nothing",
  ],
  [
    "no coupling, relax",
    () => relax(optomechanics(noCoupling), [1]),
    "gAB: expected a coupling in rad/s, at most 1e20, got nothing",
  ],
  [
    "no coupling, correlations",
    () => correlations(optomechanics(noCoupling)),
    "gAB: expected a coupling in rad/s, at most 1e20, got nothing",
  ],
]);

const shownAs: [Wrong, string][] = [
  [undefined, "nothing"],
  [null, "null"],
  [5, "5"],
  ["abc", '"abc"'],
  [[1, 2], "an array of 2"],
  [() => 1, "a function"],
];

describe.each([
  ["optomechanics", optomechanics],
  ["dicke", dicke],
] as [string, (wrong: Wrong) => unknown][])("%s: not an object of parameters", (_, make) => {
  test.each(shownAs)("%s", (wrong, shown) => {
    refuses(() => make(wrong), new RegExp(`^parameters: expected .+, got ${shown.replace(/[()[\]]/g, "\\$&")}$`));
  });
});

describe.each([
  ["steadyState", steadyState],
  ["criticalCoupling", criticalCoupling],
  ["drift", drift],
  ["relax", (wrong: Wrong) => relax(wrong, [1])],
] as [string, (wrong: Wrong) => unknown][])("%s: not a system", (_, verb) => {
  const expectation = "a system made by optomechanics() or dicke()";
  test.each([...shownAs, [{}, "an object with no fields"], [{ gAB: 1, kappaA: 2 }, "an object with gAB, kappaA"]] as [
    Wrong,
    string,
  ][])("%s", (wrong, shown) => refuses(() => verb(wrong), `system: expected ${expectation}, got ${shown}`));
  test("unknown model", () => {
    refuses(() => verb({ ...good, model: "cavity" }), 'model: expected "optomechanics" or "dicke", got "cavity"');
  });
  test("a system is checked again", () => {
    refuses(() => verb({ ...system, kappaA: -1 }), "kappaA: expected a positive rate in rad/s, 1e-20 to 1e20, got -1");
    refuses(() => verb({ ...system, kapaA: 1 }), "kapaA: no such parameter of optomechanics; did you mean kappaA?");
  });
});

const steady = (options: Wrong) => () => steadyState(columnar, options);
cases("steadyState: options", [
  ["misspelt output", steady({ outputs: ["muC"] }), "muC: no such output; did you mean muA?"],
  [
    "output in lower case",
    steady({ outputs: ["wignerentropy"] }),
    "wignerentropy: no such output; did you mean wignerEntropy?",
  ],
  [
    "unknown output",
    steady({ outputs: ["spectrumOfLight"] }),
    "spectrumOfLight: no such output; known are entropyProduction, muA, muB, nA, nB, covariance, wignerEntropy, stabilityMargin, effectiveTemperatureB, normalModeFrequencies, normalModeDampings, sidebandAsymmetry, phase",
  ],
  ["one name, not in an array", steady({ outputs: "muA" }), /^outputs: expected .+, got "muA"$/],
  ["outputs of numbers", steady({ outputs: [5] }), /^outputs\[0\]: expected .+, got 5$/],
  ["misspelt option", steady({ output: ["muA"] }), "output: no such option; did you mean outputs?"],
  ["options null", steady(null), /^options: expected .+, got null$/],
  ["options a number", steady(5), /^options: expected .+, got 5$/],
  [
    "into with numbers only",
    () => steadyState(system, { into: {} }),
    "into: expected a system with a column, but every parameter is a number",
  ],
  ["into a number", steady({ into: 5 }), /^into: expected .+, got 5$/],
  ["into an unknown name", steady({ into: { muC: new Float64Array(2) } }), "muC: no such output; did you mean muA?"],
  [
    "into one array twice",
    () => {
      const twice = new Float64Array(2);
      return steadyState(columnar, { into: { muA: twice, muB: twice } });
    },
    "into.muB: is the same array as into.muA",
  ],
  ["a tiny detuning", om({ omegaA: 1e-30 }), /^omegaA: expected a frequency .*1e-20 to 1e20.*, got 1e-30$/],
  [
    "into a column not asked for",
    steady({ outputs: ["muA"], into: { muB: new Float64Array(2) } }),
    "into.muB: is not among the outputs asked for",
  ],
  ["into an array", steady({ into: { muA: [0, 0] } }), "into.muA: expected a Float64Array of 2, got an array of 2"],
  [
    "into a Float32Array",
    steady({ into: { muA: new Float32Array(2) } }),
    "into.muA: expected a Float64Array of 2, got a Float32Array of 2",
  ],
  [
    "into too short",
    steady({ into: { muA: new Float64Array(1) } }),
    "into.muA: expected a Float64Array of 2, got a Float64Array of 1",
  ],
  [
    "covariance into too short",
    steady({ into: { covariance: new Float64Array(2) } }),
    "into.covariance: expected a Float64Array of 32, got a Float64Array of 2",
  ],
  [
    "status into a Float64Array",
    steady({ into: { status: new Float64Array(2) } }),
    "into.status: expected a Uint8Array of 2, got a Float64Array of 2",
  ],
  [
    "phase into a Float64Array",
    steady({ into: { phase: new Float64Array(2) } }),
    "into.phase: expected a Uint8Array of 2, got a Float64Array of 2",
  ],
  ["into null", steady({ into: { muA: null } }), "into.muA: expected a Float64Array of 2, got null"],
]);

cases("steadyState: one working point that makes no sense", [
  [
    "superradiant below g_cr",
    () => steadyState(dicke({ omegaA: 1, kappaA: 1, omegaB: 1, gammaB: 1, gAB: 1, nThermalB: 0, phase: "superradiant" })),
    "gAB: expected a coupling beyond g_cr = 2 rad/s for the superradiant phase, got 1",
  ],
  [
    "superradiant at g_cr",
    () => steadyState(dicke({ omegaA: 1, kappaA: 1, omegaB: 1, gammaB: 1, gAB: -2, nThermalB: 0, phase: "superradiant" })),
    "gAB: expected a coupling beyond g_cr = 2 rad/s for the superradiant phase, got -2",
  ],
  [
    "superradiant at a ratio of 1",
    () => steadyState(dicke({ ...noCoupling, couplingRatioSquared: 1, phase: "superradiant" })),
    "couplingRatioSquared: expected a ratio (g/g_cr)² above 1 for the superradiant phase, got 1",
  ],
  [
    "a ratio without a critical coupling",
    () => steadyState(dicke({ ...noCoupling, omegaA: -3, couplingRatioSquared: 0.5 })),
    /couplingRatioSquared.*omegaA > 0/,
  ],
  [
    "a bath hotter than any number of quanta",
    () => steadyState(optomechanics({ ...good, omegaB: 1e-20, temperatureB: 1e20 })),
    /temperatureB.*, got 100000000000000000000$/,
  ],
]);
