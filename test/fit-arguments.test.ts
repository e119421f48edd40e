// Proved: bad spectra and wrong calls of noiseSpectrum, fit, fitMany, fitJointly, simulateSpectrum and steadyState(fit) are one clear
// error each: an ArgumentError whose message names the argument (and the spectrum, where there are several), says what was expected,
// and shows what came. Against that: what looks odd but is sound (SI units, one bin, plain arrays, one parameter) is fitted.

import { describe, expect, test } from "vitest";
import {
  fit,
  fitJointly,
  fitMany,
  heterodyne,
  homodyne,
  linspace,
  noiseSpectrum,
  paper,
  position,
  simulateSpectrum,
  spectrum,
  steadyState,
  thermalOscillator,
} from "../src";
import { type Case, cases, refuses, type Wrong } from "./support/refuses";

const om = { ...paper.optomechanics, gAB: 0.49 * paper.optomechanics.kappaA };
const bec = { ...paper.bec, couplingRatioSquared: 0.5 };
const mirror = thermalOscillator({ omegaB: 6283, gammaB: 10, temperatureB: 300 });
const broad = linspace(0.3e6, 2.4e6, 401);
const light = simulateSpectrum(om, broad, { detection: homodyne(), averages: 100, seed: 1 });
const sidebands = simulateSpectrum(bec, linspace(-20e3, 20e3, 401), { detection: heterodyne(), averages: 100, seed: 1 });
const motion = simulateSpectrum(mirror, linspace(900, 1100, 401), {
  detection: position({ gain: 1e-12 }),
  averages: 100,
  seed: 1,
});

const put = (column: Float64Array, i: number, x: number) => column.map((y, k) => (k === i ? x : y));
const data =
  (wrong: Wrong, options: Wrong = {}) =>
  () =>
    fit(om, { ...light, ...wrong }, { detection: homodyne(), ...options });
const told = (wrong: Wrong) => () => fit(om, light, { detection: homodyne(), ...wrong });
const of = (source: Wrong, options?: Wrong) => () => fit(source, light, { detection: homodyne(), ...options });
const atoms = (source: Wrong, options?: Wrong) => () => fit(source, sidebands, { detection: heterodyne(), ...options });

const positive = (P: number) => [`density of ${P}`, data({ density: put(light.density, 7, P) })] as const;
cases("a spectrum", [
  [...positive(Number.NaN), "density[7]: expected a positive density (at 336750 Hz), got NaN"],
  [...positive(-1), "density[7]: expected a positive density (at 336750 Hz), got -1"],
  [...positive(0), "density[7]: expected a positive density (at 336750 Hz), got 0"],
  [...positive(1 / 0), "density[7]: expected a positive density (at 336750 Hz), got Infinity"],
  [...positive(1e-200), "density[7]: expected a density from 1e-100 to 1e+100, in a fitting unit (at 336750 Hz), got 1e-200"],
  [...positive(1e200), "density[7]: expected a density from 1e-100 to 1e+100, in a fitting unit (at 336750 Hz), got 1e+200"],
  ["zero everywhere", data({ density: new Float64Array(401) }), "density: expected a measured spectrum, got zero in every bin"],
  ["unsorted", data({ frequency: put(light.frequency, 7, 0) }), "frequency[7]: expected one above the last, 331500 Hz, got 0"],
  [
    "the same frequency twice",
    data({ frequency: put(light.frequency, 7, light.frequency[6]!) }),
    "frequency[7]: expected a frequency once only, got 331500",
  ],
  [
    "NaN frequency",
    data({ frequency: put(light.frequency, 7, Number.NaN) }),
    "frequency[7]: expected a frequency in Hz, got NaN",
  ],
  [
    "no bins",
    data({ frequency: [], density: [] }),
    "frequency: expected a Float64Array or array of frequencies in Hz, got an empty column",
  ],
  [
    "as many bins as parameters",
    data({ frequency: light.frequency.slice(0, 6), density: light.density.slice(0, 6) }),
    "spectrum: has 6 bins to fit 6 parameters; expected more bins than parameters",
  ],
  [
    "one bin",
    data({ frequency: [1e6], density: [1] }),
    "spectrum: has 1 bin to fit 6 parameters; expected more bins than parameters",
  ],
  [
    "lengths",
    data({ density: light.density.slice(1) }),
    "density: expected as many densities as frequencies, 401, got a Float64Array of 400",
  ],
  [
    "Float32Array",
    data({ frequency: Float32Array.from(light.frequency) }),
    "frequency: expected a Float64Array or array of frequencies in Hz, got a Float32Array of 401",
  ],
  [
    "BigInt64Array",
    data({ density: BigInt64Array.from([1n]) }),
    "density: expected a Float64Array or array of densities in the record's units per Hz, got a BigInt64Array of 1",
  ],
  [
    "strings",
    data({ density: ["1", ...light.density.slice(1)] }),
    `density[0]: expected one of densities in the record's units per Hz, got "1"`,
  ],
  ["no sides", data({ sides: undefined }), `sides: expected "one" or "two", got nothing`],
  ["sides as a number", data({ sides: 2 }), `sides: expected "one" or "two", got 2`],
  [
    "one-sided, negative frequencies",
    data({ sides: "one", frequency: light.frequency.map((f) => f - 1e6) }),
    `frequency[0]: expected a frequency of zero or more, as sides is "one", got -700000`,
  ],
  [
    "one-sided heterodyne",
    () => fit(bec, { ...sidebands, frequency: linspace(1, 2e4, 401), sides: "one" }, { detection: heterodyne() }),
    `sides: expected "two" for heterodyne detection, whose two sides differ, got "one"`,
  ],
  ["units", data({ units: "V" }), /^units: no such field of a spectrum; known are /],
  ["misspelt", data({ denstiy: 1 }), "denstiy: no such field of a spectrum; did you mean density?"],
  ["none", () => fit(om, undefined as Wrong, { detection: homodyne() }), /^spectrum: expected an object with .+, got nothing$/],
  ["an array", () => fit(om, [1, 2] as Wrong, { detection: homodyne() }), /^spectrum: expected .+, got an array of 2$/],
]);

const averages = (given: Wrong) => data({ averages: given });
cases("averages", [
  ["none", averages(undefined), /^averages: expected the number of periodograms averaged, or \{ bin, fit \}: .+, got nothing$/],
  ["zero", averages(0), "averages: expected a number of averages, 1 to 1e12, got 0"],
  ["NaN", averages(Number.NaN), "averages: expected a number of averages, 1 to 1e12, got NaN"],
  ["too many", averages(1e13), "averages: expected a number of averages, 1 to 1e12, got 10000000000000"],
  ["a string", averages("10"), `averages: expected a number of averages, or { bin, fit }, got "10"`],
  ["null", averages(null), "averages: expected a number of averages, or { bin, fit }, got null"],
  ["bin alone", averages({ bin: 10 }), "averages.fit: expected a number of averages, 0.001 to 1e12, got nothing"],
  ["one NaN", averages({ bin: 10, fit: Number.NaN }), "averages.fit: expected a number of averages, 0.001 to 1e12, got NaN"],
  ["less than a bin", averages({ bin: 0.9, fit: 0.5 }), "averages.bin: expected a number of averages, 1 to 1e12, got 0.9"],
  [
    "next to nothing",
    averages({ bin: 1, fit: 1e-4 }),
    "averages.fit: expected a number of averages, 0.001 to 1e12, got 0.0001",
  ],
  [
    "more to the fit than a bin has",
    averages({ bin: 5, fit: 10 }),
    "averages.fit: expected at most averages.bin, 5: correlated bins tell less, not more, got 10",
  ],
  ["another field", averages({ bin: 10, fit: 5, hop: 1 }), "hop: no such field of averages; known are bin, fit"],
]);

const calibrated = (given: Wrong) => told({ calibrated: { gammaB: given } });
const isError = (shown: string) =>
  `calibrated.gammaB.error: expected a positive standard error, 1e-140 to 1e140 (fix a parameter that has none), got ${shown}`;
cases("free, fixed, calibrated", [
  ["fixed and free", told({ fixed: { gAB: 1e6 }, free: ["gAB"] }), "gAB: is both fixed and free; say one"],
  [
    "calibrated and free",
    told({ calibrated: { gAB: { value: 1e6, error: 1 } }, free: ["gAB"] }),
    "gAB: is both calibrated and free; a calibrated one is fitted anyway",
  ],
  [
    "calibrated and fixed",
    told({ calibrated: { gAB: { value: 1e6, error: 1 } }, fixed: { gAB: 1e6 } }),
    "gAB: is both fixed and calibrated; say one",
  ],
  ["twice", told({ free: ["gAB", "gAB"] }), "free[1]: gAB is named twice"],
  ["nothing free", told({ free: [] }), "free: expected at least one parameter to fit, got none"],
  ["one name", told({ free: "gAB" }), `free: expected an array of parameter names, got "gAB"`],
  ["zero", told({ free: 0 }), "free: expected an array of parameter names, got 0"],
  ["null", told({ free: null }), "free: expected an array of parameter names, got null"],
  ["a number", told({ free: [5] }), /^5: no such parameter of this fit; known are omegaA, /],
  ["misspelt", told({ free: ["kapaA"] }), "kapaA: no such parameter of this fit; did you mean kappaA?"],
  ["misspelt, fixed", told({ fixed: { efficency: 1 } }), "efficency: no such parameter of this fit; did you mean efficiency?"],
  ["fixed null", told({ fixed: null }), "fixed: expected an object with parameters, got null"],
  ["fixed array", told({ fixed: [1] }), "fixed: expected an object with parameters, got an array of 1"],
  ["fixed out of range", told({ fixed: { efficiency: 2 } }), "fixed.efficiency: expected an efficiency from 0 to 1, got 2"],
  [
    "fixed beyond a system",
    told({ fixed: { kappaA: 1e25 } }),
    "fixed.kappaA: expected a positive rate in rad/s, 1e-20 to 1e20, got 1e+25",
  ],
  [
    "fixed dark level below zero",
    told({ fixed: { dark: -1 } }),
    "dark: expected a level of zero or more, in the units of the light, got -1",
  ],
  ["fixed column", told({ fixed: { gAB: [1, 2] } }), /^fixed\.gAB: expected a positive coupling .+, got an array of 2$/],
  ["error of 0", calibrated({ value: 1, error: 0 }), isError("0")],
  ["error below 0", calibrated({ value: 1, error: -1 }), isError("-1")],
  ["error NaN", calibrated({ value: 1, error: Number.NaN }), isError("NaN")],
  ["error infinite", calibrated({ value: 1, error: 1 / 0 }), isError("Infinity")],
  ["error whose square is none", calibrated({ value: 1, error: 1e-200 }), isError("1e-200")],
  ["error a string", calibrated({ value: 1, error: "1" }), isError(`"1"`)],
  ["no error", calibrated({ value: 1 }), isError("nothing")],
  ["calibration a number", calibrated(5), "calibrated.gammaB: expected an object with value and error, got 5"],
  [
    "value NaN",
    calibrated({ value: Number.NaN, error: 1 }),
    "calibrated.gammaB.value: expected a positive rate in rad/s, 1e-20 to 1e20, got NaN",
  ],
  [
    "another field",
    calibrated({ value: 1, error: 1, unit: "Hz" }),
    "unit: no such field of calibrated.gammaB; known are value, error",
  ],
]);

cases("bounds and starts", [
  ["reversed", told({ bounds: { gAB: [2, 1] } }), "bounds.gAB: expected a lower and a higher value, got 2 and 1"],
  ["empty interval", told({ bounds: { gAB: [2, 2] } }), "bounds.gAB: expected a lower and a higher value, got 2 and 2"],
  ["NaN", told({ bounds: { gAB: [Number.NaN, 2] } }), "bounds.gAB: expected a lower and a higher value, got NaN and 2"],
  ["strings", told({ bounds: { gAB: ["1", "2"] } }), "bounds.gAB: expected a lower and a higher value, got an array of 2"],
  ["a number", told({ bounds: { gAB: 5 } }), "bounds.gAB: expected a lower and a higher value, got 5"],
  ["no numbers", told({ bounds: { gAB: [] } }), "bounds.gAB: expected a lower and a higher value, got an empty column"],
  [
    "outside the parameter's range",
    told({ bounds: { efficiency: [2, 3] }, free: ["efficiency"] }),
    "bounds.efficiency: expected bounds that leave some of 0 to 1, got 2 and 3",
  ],
  [
    "of a fixed parameter",
    told({ bounds: { temperatureB: [1, 2] } }),
    "bounds.temperatureB: temperatureB is fixed; name it in free, or calibrate it, to have it fitted",
  ],
  ["start outside", told({ bounds: { gAB: [1, 2] }, start: { gAB: 3 } }), "start.gAB: expected a value within 1 and 2, got 3"],
  ["start NaN", told({ start: { gAB: Number.NaN } }), /^start\.gAB: expected a positive coupling in rad\/s, .+, got NaN$/],
  ["start a string", told({ start: { gAB: "1" } }), /^start\.gAB: expected a positive coupling in rad\/s, .+, got "1"$/],
  [
    "start of a fixed parameter",
    told({ start: { temperatureB: 3 } }),
    "start.temperatureB: temperatureB is fixed; name it in free, or calibrate it, to have it fitted",
  ],
  [
    "calibration outside",
    told({ calibrated: { gammaB: { value: 1659, error: 50 } }, bounds: { gammaB: [2000, 3000] } }),
    "calibrated.gammaB.value: expected a value within its bounds, 2000 and 3000, got 1659",
  ],
  ["misspelt", told({ bounds: { gAb: [1, 2] } }), "gAb: no such parameter of this fit; did you mean gAB?"],
]);

cases("bins and errors", [
  ["everything excluded", told({ exclude: [[0, 1e9]] }), "exclude: leaves no bin of the spectrum"],
  ["range without bins", told({ range: [1, 2] }), "range: leaves no bin of the spectrum"],
  [
    "range reversed",
    told({ range: [2e6, 1e6] }),
    "range: expected a lower and a higher frequency in Hz, got 2000000 and 1000000",
  ],
  ["range in words", told({ range: "all" }), `range: expected a lower and a higher frequency in Hz, got "all"`],
  ["range null", told({ range: null }), "range: expected a lower and a higher frequency in Hz, got null"],
  ["one interval", told({ exclude: [1e6, 2e6] }), "exclude[0]: expected a lower and a higher frequency in Hz, got 1000000"],
  ["exclude a number", told({ exclude: 5 }), "exclude: expected an array of [lower, higher] frequencies in Hz, got 5"],
  ["too few errors", told({ errors: [1, 2] }), "errors: expected one standard error a bin, 401, got an array of 2"],
  [
    "an error of 0",
    told({ errors: put(light.density, 3, 0) }),
    "errors[3]: expected a positive standard error, 1e-100 to 1e+100, got 0",
  ],
  [
    "an error of NaN",
    told({ errors: put(light.density, 3, Number.NaN) }),
    "errors[3]: expected a positive standard error, 1e-100 to 1e+100, got NaN",
  ],
  [
    "an error as a string",
    told({ errors: Array.from(light.density, String) }),
    /^errors\[0\]: expected a positive standard error, .+, got "/,
  ],
  [
    "another law",
    told({ errors: "poisson" }),
    /^errors: expected "gamma", "model", or one standard error a bin, .+, got "poisson"$/,
  ],
  ["no law", told({ errors: "" }), /^errors: expected "gamma", .+, got ""$/],
  [
    "errors of another kind",
    told({ errors: new Float32Array(401) }),
    /^errors: expected "gamma", .+, got a Float32Array of 401$/,
  ],
]);

const hann = { interval: 1e-7, length: 4096, window: "hann" } as const;
const leaks = (shown: string) =>
  `response.window: expected a window that tapers, such as "hann" (a rectangular window leaks too much to be fitted: compute the spectrum with a window that tapers), got ${shown}`;
const flat = { ...hann, window: "rectangular" } as const;
const carried = (given: Wrong, options: Wrong = {}) => data({ response: { ...hann, ...given } }, options);
cases("the response that a spectrum carries", [
  ["null", data({ response: null }), "response: expected an object with interval (s), length (samples) and window, got null"],
  ["no time", carried({ interval: undefined }), "response.interval: expected a positive time in s, got nothing"],
  ["half a sample", carried({ length: 4096.5 }), "response.length: expected a whole number of samples, 8 or more, got 4096.5"],
  [
    "another window",
    carried({ window: "hamming" }),
    `response.window: expected "rectangular", "hann", "flattop", "kaiser", got "hamming"`,
  ],
  ["Kaiser without β", carried({ window: "kaiser" }), "response.beta: expected β of the Kaiser window, 0 to 100, got nothing"],
  ["β of another", carried({ beta: 6 }), `response.beta: expected no β with the window "hann", which has none, got 6`],
  ["misspelt", carried({ widnow: "hann" }), "widnow: no such field of response; did you mean window?"],
  ["beyond its band", carried({ interval: 1e-6 }), /^response\.interval: expected at most 2\.08\d+e-7 s, .+, got 0\.000001$/],
  ["rectangular", carried(flat), leaks(`"rectangular"`)],
  ["rectangular, and not followed", carried(flat, { response: "none" }), leaks(`"rectangular"`)],
  [
    "Kaiser of a low β",
    carried({ window: "kaiser", beta: 4 }),
    "response.beta: expected β of 5 or more (below, the window leaks too much to be fitted: compute the spectrum with a window that tapers), got 4",
  ],
  [
    "rectangular, one of many",
    () => fitMany(om, [light, { ...light, response: flat }], { detection: homodyne() }),
    `spectra[1].${leaks(`"rectangular"`)}`,
  ],
  [
    "rectangular, one of several",
    () =>
      fitJointly(
        [
          { spectrum: light, source: om },
          { spectrum: { ...light, response: flat }, source: om },
        ],
        { detection: homodyne() },
      ),
    `spectra[1].${leaks(`"rectangular"`)}`,
  ],
]);

test("a spectrum may have any window, and keeps what its record was like", () => {
  const kept = noiseSpectrum({ ...light, response: flat });
  expect(kept.response).toEqual(flat);
  expect(kept.response).not.toBe(flat);
  expect(noiseSpectrum({ ...light, response: { ...hann, window: "kaiser", beta: 2 } }).response?.beta).toBe(2);
  expect(noiseSpectrum(light)).not.toHaveProperty("response");
});

const response = (given: Wrong) => told({ response: { ...hann, ...given } });
cases("options", [
  ["none", () => fit(om, light, undefined as Wrong), /^options: expected an object with detection, .+, got nothing$/],
  ["null", () => fit(om, light, null as Wrong), /^options: expected an object with detection, .+, got null$/],
  ["misspelt", told({ calibratd: {} }), "calibratd: no such option; did you mean calibrated?"],
  ["power", told({ power: 1 }), /^power: no such option/],
  ["label a number", told({ label: 5 }), "label: expected a name, got 5"],
  ["label empty", told({ label: "" }), `label: expected a name, got ""`],
  ["no detection", told({ detection: undefined }), /^detection: expected a detection made by homodyne\(\), .+, got nothing$/],
  ["detection in words", told({ detection: "homodyne" }), /^detection: expected a detection made by .+, got "homodyne"$/],
  [
    "gain a column",
    told({ detection: { ...homodyne(), gain: [1, 2] } }),
    /^gain: expected a positive gain, .+, got an array of 2$/,
  ],
  [
    "heterodyne optomechanics",
    told({ detection: heterodyne() }),
    /^detection: heterodyne spectra are for the Dicke model: .+ use homodyne/,
  ],
  ["position of a system", told({ detection: position() }), "detection: position() is for a thermal oscillator"],
  [
    "light of an oscillator",
    () => fit(mirror, motion, { detection: homodyne() }),
    "detection: a thermal oscillator has no light: use position()",
  ],
  ["response null", told({ response: null }), /^response: expected an object with interval .+, got null$/],
  ["response in words", told({ response: "hann" }), /^response: expected an object with interval .+, or "none", got "hann"$/],
  ["response of a rectangular window", response({ window: "rectangular" }), leaks(`"rectangular"`)],
  [
    "response without a window",
    response({ window: undefined }),
    /^response\.window: expected "rectangular", "hann", "flattop", "kaiser", got nothing$/,
  ],
  [
    "response of another window",
    response({ window: "hamming" }),
    /^response\.window: expected "rectangular", "hann", .+, got "hamming"$/,
  ],
  ["response of no time", response({ interval: 0 }), "response.interval: expected a positive time in s, got 0"],
  [
    "response of half a sample",
    response({ length: 4.5 }),
    "response.length: expected a whole number of samples, 8 or more, got 4.5",
  ],
  ["response with another field", response({ overlap: 0.5 }), /^overlap: no such field of response; known are /],
  [
    "response too slow for the band",
    response({ interval: 1e-6 }),
    /^response\.interval: expected at most 2\.08\d+e-7 s, half a period of 2400000 Hz, got 0\.000001$/,
  ],
]);

cases("the source", [
  ["null", of(null), "source: expected a system, or part of one with its model, got null"],
  ["in words", of("vacuum"), `source: expected a system, or part of one with its model, got "vacuum"`],
  ["an array", of([om]), `model: expected "optomechanics", "dicke" or "thermal", got nothing`],
  ["another model", of({ model: "opto" }), `model: expected "optomechanics", "dicke" or "thermal", got "opto"`],
  ["misspelt", of({ ...om, kapaA: 3 }), "kapaA: no such parameter of optomechanics; did you mean kappaA?"],
  ["a column", of({ ...om, gAB: [1, 2] }), "gAB: expected one number, as a fit is of one working point, got an array of 2"],
  [
    "a string",
    of({ ...om, temperatureB: "292" }),
    `temperatureB: expected one number, as a fit is of one working point, got "292"`,
  ],
  ["below zero", of({ ...om, temperatureB: -3 }), "temperatureB: expected a positive temperature in K, got -3"],
  ["two couplings", atoms({ ...bec, gAB: 3 }), "couplingRatioSquared: gAB is given already; give one of the two"],
  ["two baths", of({ ...om, nThermalB: 3 }), "temperatureB: nThermalB is given already; give one of the two"],
  [
    "two couplings free",
    atoms(bec, { free: ["gAB", "couplingRatioSquared"] }),
    "couplingRatioSquared: gAB is given already; give one of the two",
  ],
  [
    "a ratio of optomechanics",
    of({ ...om, couplingRatioSquared: 0.3 }),
    /^couplingRatioSquared: no such parameter of optomechanics; /,
  ],
  ["a phase of optomechanics", of({ ...om, phase: "normal" }), /^phase: no such parameter of optomechanics; /],
  ["another phase", atoms({ ...bec, phase: "super" }), `phase: expected "auto", "normal" or "superradiant", got "super"`],
  [
    "a temperature missing",
    of({ model: "optomechanics" }),
    "temperatureB: expected a positive temperature in K: in the system, fixed or calibrated; or else name it in free, got nothing",
  ],
  [
    "a detuning missing",
    atoms({ model: "dicke" }),
    "omegaA: expected a frequency in rad/s, of size 1e20 at most: in the system, fixed or calibrated; or else name it in free, got nothing",
  ],
  [
    "a power missing",
    told({ free: ["couplingSquaredPerPower"] }),
    "power: expected the pump power of each spectrum (in fitJointly), as g² is fitted per power, got nothing",
  ],
  [
    "ln(1 − x) beyond the critical coupling",
    atoms({ ...paper.bec, phase: "superradiant" }, { free: ["logDistance"] }),
    "logDistance: is of the normal phase; couplingRatioSquared serves in both",
  ],
  [
    "normal at x = 2",
    atoms({ ...paper.bec, phase: "normal" }, { fixed: { couplingRatioSquared: 2 }, free: ["background"] }),
    "couplingRatioSquared: expected a ratio (g/g_cr)² below 1 for the normal phase, got 2",
  ],
  [
    "superradiant from x = 0.5",
    atoms({ ...paper.bec, phase: "superradiant" }, { start: { couplingRatioSquared: 0.5 } }),
    "start.couplingRatioSquared: expected a ratio (g/g_cr)² above 1 for the superradiant phase, got 0.5",
  ],
  [
    "no steady state",
    told({ fixed: { gAB: 1e9 } }),
    "start: expected parameters of a steady state, with a positive density in every bin, got none",
  ],
]);

const one = { source: om, spectrum: light } as const;
const joint = (second: Wrong, options?: Wrong) => () => fitJointly([one, second], { detection: homodyne(), ...options });
const detectionWanted = "expected a detection made by homodyne(), heterodyne() or position()";
cases("several spectra", [
  ["none", () => fitMany(om, [], { detection: homodyne() }), "spectra: expected an array of spectra, got an empty column"],
  [
    "not several",
    () => fitMany(om, { frequency: light.frequency } as Wrong, { detection: homodyne() }),
    /^spectra: expected an array of spectra, got an object/,
  ],
  [
    "one bad",
    () => fitMany(om, [light, { ...light, density: put(light.density, 7, -1) }], { detection: homodyne() }),
    "spectra[1].density[7]: expected a positive density (at 336750 Hz), got -1",
  ],
  [
    "one empty",
    () => fitMany(om, [light, { frequency: [], density: [], averages: 5, sides: "two" }], { detection: homodyne() }),
    "spectra[1].frequency: expected a Float64Array or array of frequencies in Hz, got an empty column",
  ],
  ["no detection for many", () => fitMany(om, [light], {} as Wrong), `detection: ${detectionWanted}, got nothing`],
  [
    "a misspelt option for many",
    () => fitMany(om, [light], { detection: homodyne(), fre: [] } as Wrong),
    "fre: no such option; did you mean free?",
  ],
  [
    "none together",
    () => fitJointly([], { detection: homodyne() }),
    "spectra: expected an array of spectra with their sources, got an empty column",
  ],
  ["null", joint(null), "spectra[1]: expected an object with spectrum and source, got null"],
  ["misspelt", joint({ ...one, sorce: om }), "sorce: no such field of spectra[1]; did you mean source?"],
  ["no source", joint({ spectrum: light }), `spectra[1].source: expected a system, or "vacuum" or "dark", got nothing`],
  ["source null", joint({ ...one, source: null }), `spectra[1].source: expected a system, or "vacuum" or "dark", got null`],
  [
    "misspelt light",
    joint({ ...one, source: "vaccum" }),
    `spectra[1].source: expected a system, or "vacuum" or "dark", got "vaccum"`,
  ],
  ["no spectrum", joint({ source: om }), /^spectra\[1\]\.spectrum: expected an object with .+, got nothing$/],
  [
    "no bins",
    joint({ source: om, spectrum: { frequency: [], density: [], averages: 5, sides: "two" } }),
    "spectra[1].frequency: expected a Float64Array or array of frequencies in Hz, got an empty column",
  ],
  ["no detection", joint(one, { detection: undefined }), `detection: ${detectionWanted}, got nothing`],
  ["detection of no kind", joint(one, { detection: {} }), `detection: ${detectionWanted}, got an object with no fields`],
  ["detection null", joint({ ...one, detection: null }), `spectra[1].detection: ${detectionWanted}, got null`],
  [
    "wrong detection",
    joint({ ...one, detection: heterodyne() }),
    /^spectra\[1\]\.detection: heterodyne spectra are for the Dicke model/,
  ],
  [
    "a power missing",
    () => fitJointly([{ ...one, power: 1 }, one], { detection: homodyne(), free: ["couplingSquaredPerPower"] }),
    "spectra[1].power: expected the pump power of each spectrum (in fitJointly), as g² is fitted per power, got nothing",
  ],
  ["power 0", joint({ ...one, power: 0 }), "spectra[1].power: expected a positive pump power, got 0"],
  ["power NaN", joint({ ...one, power: Number.NaN }), "spectra[1].power: expected a positive pump power, got NaN"],
  ["power a string", joint({ ...one, power: "3" }), `spectra[1].power: expected a positive pump power, got "3"`],
  [
    "a dark trace where the record's levels are fixed",
    () => {
      const detection = homodyne({ gain: 1e-12, dark: 0.3 });
      const of = (gAB: number, item: number) =>
        simulateSpectrum({ ...om, gAB }, broad, { detection, averages: 100, seed: 1, item });
      const noise = of(0, 2); // 0.5 of light and 0.3 of dark
      const traces = [
        { spectrum: of(om.gAB, 0), source: om },
        { spectrum: of(0, 1), source: "vacuum" as const },
        { spectrum: { ...noise, density: noise.density.map((P) => (P * 0.3) / 0.8) }, source: "dark" as const },
      ];
      return fitJointly(traces, { detection: homodyne() });
    },
    /^start: expected parameters of a steady state, .* got none \(spectrum 3\); .* fixed gain and dark cannot reach: name them in free/,
  ],
  ["shared, misspelt", joint(one, { shared: ["kapaA"] }), "kapaA: no such parameter; did you mean kappaA?"],
  ["shared, one name", joint(one, { shared: "kappaA" }), `shared: expected an array of parameter names, got "kappaA"`],
  ["free, misspelt", joint(one, { free: ["kapaA"] }), "kapaA: no such parameter of this fit; did you mean kappaA?"],
  [
    "fixed out of range",
    joint(one, { fixed: { kappaA: -1 } }),
    /^fixed\.kappaA: expected a positive rate in rad\/s, .+, got -1$/,
  ],
  [
    "start of what is fixed in all",
    joint(one, { start: { temperatureB: 1 } }),
    /^start\.temperatureB: temperatureB is fixed; /,
  ],
  [
    "start of what is fixed in one",
    joint({ ...one, start: { temperatureB: 1 } }),
    /^spectra\[1\]\.start\.temperatureB: temperatureB is fixed; /,
  ],
  [
    "its start, misspelt",
    joint({ ...one, start: { gAb: 1 } }),
    "spectra[1].gAb: no such parameter of this fit; did you mean gAB?",
  ],
  [
    "its start out of range",
    joint({ ...one, start: { gAB: -1 } }),
    /^spectra\[1\]\.start\.gAB: expected a positive coupling .+, got -1$/,
  ],
  ["label", joint({ ...one, label: 5 }), "spectra[1].label: expected a name, got 5"],
  [
    "range reversed",
    joint({ ...one, range: [2, 1] }),
    "spectra[1].range: expected a lower and a higher frequency in Hz, got 2 and 1",
  ],
  [
    "too few errors",
    joint({ ...one, errors: [1] }),
    "spectra[1].errors: expected one standard error a bin, 401, got an array of 1",
  ],
  [
    "a column",
    joint({ ...one, source: { ...om, omegaA: [1, 2] } }),
    /^spectra\[1\]\.omegaA: expected one number, .+, got an array of 2$/,
  ],
  [
    "a temperature missing",
    joint({ ...one, source: { model: "optomechanics" } }),
    /^spectra\[1\]\.temperatureB: expected a positive temperature .+, got nothing$/,
  ],
  ["no options", () => fitJointly([one], undefined as Wrong), /^options: expected an object with detection, .+, got nothing$/],
]);

const drawn =
  (wrong: Wrong, frequencies: Wrong = broad, system: Wrong = om) =>
  () =>
    simulateSpectrum(system, frequencies, { detection: homodyne(), averages: 10, seed: 1, ...wrong });
const wrongNumbers = (name: string, expectation: string, values: [Wrong, string][]): Case[] =>
  values.map(([value, shown]) => [
    `${name} ${shown}`,
    drawn({ [name]: value }),
    `${name}: expected ${expectation}, got ${shown}`,
  ]);
cases("simulated spectra", [
  ...wrongNumbers("seed", "a whole number, 0 to 2^53 − 1", [
    [-1, "-1"],
    [0.5, "0.5"],
    [2 ** 53, "9007199254740992"],
    [Number.NaN, "NaN"],
    ["1", `"1"`],
    [undefined, "nothing"],
    [1n, "1"],
  ]),
  ...wrongNumbers("averages", "a number of averages, 1 to 1e12", [
    [0, "0"],
    [0.5, "0.5"],
    [Number.NaN, "NaN"],
    [1e13, "10000000000000"],
    ["10", `"10"`],
    [undefined, "nothing"],
    [{ bin: 1, fit: 1 }, "an object with bin, fit"],
  ]),
  ...wrongNumbers("item", "a whole number, 0 to 2^32 − 1", [
    [-1, "-1"],
    [0.5, "0.5"],
    [2 ** 32, "4294967296"],
    ["1", `"1"`],
  ]),
  ["unsorted", drawn({}, [2, 1]), "frequencies[1]: expected one above the last, 2 Hz, got 1"],
  ["a frequency twice", drawn({}, [1, 1]), "frequencies[1]: expected one above the last, 1 Hz, got 1"],
  ["NaN", drawn({}, [1, Number.NaN]), "frequencies[1]: expected a frequency in Hz, at most 1e20, got NaN"],
  ["no frequencies", drawn({}, []), "frequencies: expected a column of frequencies in Hz, got an empty column"],
  ["columns", drawn({}, broad, { ...om, gAB: [1, 2] }), "system: expected one working point, got columns"],
  ["no system", drawn({}, broad, null), "system: expected a system made by optomechanics() or dicke(), got null"],
  ["unstable", drawn({}, broad, { ...om, gAB: 1e8 }), /^gAB: no steady state: unstable/],
  [
    "a background below the light",
    drawn({ detection: homodyne({ background: -10 }) }),
    /^detection: expected a positive density in every bin, got -/,
  ],
  ["another side", drawn({ sides: "both" }), `sides: expected "one" or "two", got "both"`],
  ["misspelt", drawn({ average: 3 }), "average: no such option; did you mean averages?"],
  ["response null", drawn({ response: null }), /^response: expected an object .+, got null$/],
  [
    "too slow a record",
    drawn({ response: { interval: 1e-6, length: 64, window: "hann" } }),
    /^response\.interval: expected at most 2\.08/,
  ],
  [
    "no options",
    () => simulateSpectrum(om, broad, undefined as Wrong),
    /^options: expected an object with detection, .+, got nothing$/,
  ],
]);

describe("steadyState of a fit", () => {
  const fitted = fit(om, light, { detection: homodyne() });
  test("has no options", () => {
    const wrong = () => (steadyState as Wrong)(fitted, { outputs: ["covariance"] });
    refuses(wrong, /^options: expected none for a fit, .+, got an object with outputs$/);
  });
  test("is of one spectrum", () => {
    const together = fitJointly([one], { detection: homodyne() });
    refuses(
      () => (steadyState as Wrong)(together),
      "fit: expected the fit of one spectrum, got a joint one; take one of its fits",
    );
  });
  test("is of a system", () => {
    const calibration = fit(mirror, motion, { detection: position() });
    refuses(() => steadyState(calibration), "fit: is of a thermal spectrum, which has no entropy production");
  });
});

describe("odd but sound", () => {
  const values = ({ parameters }: ReturnType<typeof fit>) =>
    Object.fromEntries(parameters.map(({ name, value, standardError }) => [name, { value, standardError }]));

  test("plain arrays give the bits of typed ones", () => {
    const plain = { ...light, frequency: [...light.frequency], density: [...light.density] };
    expect(values(fit(om, plain, { detection: homodyne() }))).toEqual(values(fit(om, light, { detection: homodyne() })));
  });

  test("undefined is as if it were not there", () => {
    const options = {
      free: undefined,
      fixed: { dark: undefined },
      calibrated: { gammaB: undefined },
      start: { gAB: undefined },
    };
    const found = fit(om, light, {
      detection: homodyne(),
      ...options,
      bounds: undefined,
      response: undefined,
      range: undefined,
    });
    expect(values(found)).toEqual(values(fit(om, light, { detection: homodyne() })));
  });

  test("the caller's arrays stay as they are, and may change afterwards", () => {
    const density = light.density.slice();
    const found = fit(om, { ...light, density }, { detection: homodyne() });
    expect(density).toEqual(light.density);
    density.fill(0);
    expect(found.density).toEqual(light.density);
  });

  test.each([1e-17, 1e-90, 1e17, 1e90])("densities times %d with the gain free: the same fit", (scale) => {
    const free = ["gAB", "kappaA", "omegaA", "omegaB", "gain"] as const;
    const plain = values(fit(om, light, { detection: homodyne(), free }));
    const density = light.density.map((P) => scale * P);
    const scaled = fit(om, { ...light, density }, { detection: homodyne(), free });
    expect(scaled.isConverged).toBe(true);
    for (const name of free) {
      const unit = name === "gain" ? scale : 1;
      const [a, b] = [values(scaled)[name]!, plain[name]!];
      expect(Math.abs(a.value / unit - b.value), name).toBeLessThan(1e-6 * b.standardError);
      expect(Math.abs(a.standardError / unit / b.standardError - 1), name).toBeLessThan(1e-6);
    }
  });

  test("V²/Hz with gain and background free", () => {
    const detection = homodyne({ gain: 3e-17, background: 2e-18 });
    const volts = simulateSpectrum(om, broad, { detection, averages: 400, seed: 5 });
    const free = ["gAB", "kappaA", "omegaA", "omegaB", "gain", "background"] as const;
    const found = fit(om, volts, { detection: homodyne(), free });
    expect(found.isConverged).toBe(true);
    for (const [name, truth] of Object.entries({ gain: 3e-17, background: 2e-18, gAB: om.gAB, kappaA: om.kappaA })) {
      const { value, standardError } = values(found)[name]!;
      expect(Math.abs(value - truth), name).toBeLessThan(4 * standardError);
    }
  });

  test.each(["gain", "efficiency", "angle", "temperatureB", "gAB", "background", "dark"] as const)("%s alone", (name) => {
    const found = fit(om, light, { detection: homodyne(), free: [name] });
    expect(found.isConverged).toBe(true);
    const truth = { ...om, gain: 1, efficiency: 1, angle: Math.PI / 2, background: 0, dark: 0 }[name];
    const { value, standardError } = values(found)[name]!;
    expect(Math.abs(value - truth)).toBeLessThan(4 * standardError);
  });

  test("one bin and a calibration; two bins and one parameter", () => {
    const bin = (count: number) => ({ frequency: broad.slice(0, count), density: light.density.slice(0, count) });
    const alone = fit(
      om,
      { ...light, ...bin(1) },
      { detection: homodyne(), free: [], calibrated: { gain: { value: 1, error: 0.1 } } },
    );
    expect(alone.isConverged).toBe(true);
    expect(fit(om, { ...light, ...bin(2) }, { detection: homodyne(), free: ["gain"] }).isConverged).toBe(true);
  });

  test("a dark trace alone: its level", () => {
    const detection = homodyne({ gain: 2, dark: 0.3 });
    const density = spectrum({ ...om, gAB: 0 }, broad, { detection }).density.map(() => 0.6);
    const together = fitJointly([{ source: "dark", spectrum: { frequency: broad, density, averages: 9, sides: "two" } }], {
      detection: homodyne({ gain: 2 }),
      free: ["dark"],
    });
    expect(together.isConverged).toBe(true);
    expect(together.fits[0]!.parameters.find(({ name }) => name === "dark")!.value).toBeCloseTo(0.3, 12);
  });

  test("an angle is given by the half turn nearest to its start", () => {
    const of = (start: number) =>
      values(fit(om, light, { detection: homodyne(), free: ["gAB", "angle"], start: { gAB: om.gAB, angle: start } })).angle!;
    const quarter = of(1.5);
    expect(Math.abs(of(1.5 + 7 * Math.PI).value - 7 * Math.PI - quarter.value)).toBeLessThan(1e-6 * quarter.standardError);
    expect(of(-1.6).value).toBeLessThan(0);
  });

  test("a peak at f = 0 leads the search nowhere, and that is said", () => {
    const frequency = linspace(0, 2e6, 300);
    const density = frequency.map((f) => 0.5 + 1e4 / (1 + (f / 5e4) ** 2));
    const found = fit(om, { frequency, density, averages: 10, sides: "two" }, { detection: homodyne() });
    expect(found.probability < 1e-6 || !found.isConverged).toBe(true);
  });

  test("white noise is no reason to throw", () => {
    const noise = simulateSpectrum({ ...om, gAB: 0 }, broad, { detection: homodyne(), averages: 10, seed: 3 });
    for (const free of [undefined, ["gAB", "temperatureB"], ["gAB", "gammaB", "temperatureB"]] as const) {
      const found = fit(om, noise, { detection: homodyne(), ...(free && { free }) });
      expect(found.warnings.length).toBeGreaterThan(0);
      expect(() => steadyState(found)).not.toThrow();
    }
  });

  test("a spectrum whose averages are not known, with errors given", () => {
    const { averages: _, ...rest } = light;
    const unknown = noiseSpectrum(rest);
    expect(unknown.averages).toEqual({ bin: Number.NaN, fit: Number.NaN });
    expect(fit(om, unknown, { detection: homodyne(), errors: light.density.map((P) => P / 10) }).isConverged).toBe(true);
  });
});
