// Proved: wrong arguments of every function are one clear error, as in arguments.test.ts: matrices, times, axes, units, conventions.

import { describe, test } from "vitest";
import {
  amplitudeRate,
  correlations,
  couplingFromLambda,
  energyRate,
  frequency,
  GHz,
  grid,
  Hz,
  kHz,
  lambdaFromCoupling,
  linspace,
  logspace,
  lyapunov,
  MHz,
  optomechanics,
  relax,
  steadyState,
  thermalOccupation,
  wignerEntropyInAlpha,
} from "../src";
import { cases, refuses, type Wrong } from "./support/refuses";

const good = { omegaA: 3, kappaA: 1, omegaB: 2, gammaB: 0.1, gAB: 0.2, temperatureB: 1e-12 };
const system = optomechanics(good);
const columnar = optomechanics({ ...good, gAB: [0.1, 0.2] });
const identity = Array.from({ length: 16 }, (_, k) => (k % 5 ? 0 : 1));
const stable = identity.map((x) => -x);

const relaxing = (times: Wrong, options?: Wrong) => () => relax(system, times, options);
cases("relax", [
  ["negative time", relaxing([0, -1]), "times[1]: expected a time in s, zero or more, got -1"],
  ["NaN", relaxing([Number.NaN]), "times[0]: expected a time in s, zero or more, got NaN"],
  ["infinite time", relaxing([1 / 0]), "times[0]: expected a time in s, zero or more, got Infinity"],
  ["a string among the times", relaxing([1, "2"]), /^times\[1\]: expected .*in s, zero or more, got "2"$/],
  ["no times", relaxing([]), /^times: expected .*in s, zero or more.*, got an empty column$/],
  [
    "one time, not in an array",
    relaxing(5),
    /^times: expected (?!times in s, zero or more or a column of them).*in s.*, got 5$/,
  ],
  ["nothing", relaxing(undefined), /^times: expected .*in s.*, got nothing$/],
  ["Float32Array", relaxing(new Float32Array(2)), /^times: expected .*Float64Array.*, got a Float32Array of 2$/],
  ["misspelt option", relaxing([1], { form: identity }), "form: no such option; did you mean from?"],
  ["options null", relaxing([1], null), /^options: expected .+, got null$/],
  [
    "from of 3 numbers",
    relaxing([1], { from: [1, 2, 3] }),
    /^from: expected a covariance matrix, 16 numbers row-major.*, got an? \w+ of 3$/,
  ],
  ["from a string", relaxing([1], { from: "vacuum" }), /^from: expected a covariance matrix.*, got "vacuum"$/],
  [
    "from a matrix of rows",
    relaxing([1], { from: [[1], [2]] }),
    /^from\[0\]: expected a covariance matrix.*, got an array of 1$/,
  ],
  ["from not positive definite", relaxing([1], { from: stable }), /^from: expected .*positive definite/],
  [
    "from NaN",
    relaxing([1], { from: identity.map((x, k) => (k === 5 ? Number.NaN : x)) }),
    /^from: expected .*positive definite/,
  ],
  ["from not symmetric", relaxing([1], { from: identity.map((x, k) => (k === 1 ? 0.25 : x)) }), /^from: expected .*symmetric/],
]);

const solving = (A: Wrong, D: Wrong, options?: Wrong) => () => lyapunov(A, D, options);
cases("lyapunov", [
  ["15 numbers", solving(stable.slice(1), identity), /^drift: expected 16 numbers a problem, row-major, got an? \w+ of 15$/],
  [
    "17 numbers of D",
    solving(stable, [...identity, 1]),
    /^diffusion: expected 16 numbers a problem, row-major, got an? \w+ of 17$/,
  ],
  [
    "fewer problems in D",
    solving([...stable, ...stable], identity),
    /^diffusion: expected as many matrices as drift, 32 numbers, got an? \w+ of 16$/,
  ],
  ["nothing", solving(undefined, identity), /^drift: expected .*16 numbers a problem.*, got nothing$/],
  ["no D", solving(stable, undefined), /^diffusion: expected .*16 numbers a problem.*, got nothing$/],
  ["empty", solving([], []), /^drift: expected .*16 numbers a problem.*, got an empty column$/],
  ["rows of rows", solving([[1]], identity), "drift[0]: expected 16 numbers a problem, row-major, got an array of 1"],
  ["Float32Array", solving(new Float32Array(16), identity), /^drift: expected .*Float64Array.*, got a Float32Array of 16$/],
  [
    "about 3 numbers",
    solving(stable, identity, { about: [1, 2, 3] }),
    /^about: expected 4 numbers, or 4 a problem.*, got an? \w+ of 3$/,
  ],
  ["about a string", solving(stable, identity, { about: "bath" }), /^about: expected 4 numbers, or 4 a problem.*, got "bath"$/],
  ["misspelt option", solving(stable, identity, { abuot: [1, 1, 1, 1] }), "abuot: no such option; did you mean about?"],
  ["accuracy misspelt", solving(stable, identity, { accuracy: "round" }), 'accuracy: expected double or rounded, got "round"'],
  ["into a number", solving(stable, identity, { into: 5 as never }), "into: expected an object with solution, got 5"],
  ["into nothing", solving(stable, identity, { into: {} }), "into.solution: expected a Float64Array of 16, got nothing"],
  [
    "into too short",
    solving(stable, identity, { into: { solution: new Float64Array(15) } }),
    /^into.solution: expected a Float64Array of 16, got a Float64Array of 15$/,
  ],
  [
    "into statuses too many",
    solving(stable, identity, { into: { solution: new Float64Array(16), status: new Uint8Array(2) } }),
    "into.status: expected a Uint8Array of 1, got a Uint8Array of 2",
  ],
  ["options null", solving(stable, identity, null), /^options: expected .+, got null$/],
]);

cases("correlations", [
  ["nothing", () => correlations(undefined as Wrong), /^(system|of|covariance): expected .*, got nothing$/],
  ["a number", () => correlations(5 as Wrong), /^(system|of|covariance): expected .*, got 5$/],
  [
    "15 numbers",
    () => correlations(identity.slice(1)),
    /^covariance: expected 16 numbers a row, row-major, got an? \w+ of 15$/,
  ],
  ["empty", () => correlations([]), /^covariance: expected 16 numbers a row, row-major.*, got an empty column$/],
  [
    "Float32Array",
    () => correlations(new Float32Array(16) as Wrong),
    /^covariance: expected .*Float64Array.*, got a Float32Array of 16$/,
  ],
  [
    "nested array",
    () => correlations([[1]] as Wrong),
    "covariance[0]: expected 16 numbers a row, row-major, got an array of 1",
  ],
]);

const thermal = (omega: Wrong, temperature: Wrong) => () => thermalOccupation(omega, temperature);
cases("thermalOccupation", [
  ["ω = 0", thermal(0, 1), "omega: expected a positive angular frequency in rad/s, got 0"],
  ["ω < 0", thermal(-1, 1), "omega: expected a positive angular frequency in rad/s, got -1"],
  ["ω NaN", thermal(Number.NaN, 1), "omega: expected a positive angular frequency in rad/s, got NaN"],
  ["ω infinite", thermal(1 / 0, 1), "omega: expected a positive angular frequency in rad/s, got Infinity"],
  ["ω a string", thermal("1", 1), 'omega: expected a positive angular frequency in rad/s or a column of them, got "1"'],
  ["T < 0", thermal(1, -1), "temperature: expected a temperature in K of zero or more, got -1"],
  ["T infinite", thermal(1, 1 / 0), "temperature: expected a temperature in K of zero or more, got Infinity"],
  ["no T", thermal(1, undefined), "temperature: expected a temperature in K of zero or more or a column of them, got nothing"],
  ["T null", thermal(1, null), "temperature: expected a temperature in K of zero or more or a column of them, got null"],
  ["T in a nested array", thermal(1, [[1]]), "temperature[0]: expected a temperature in K of zero or more, got an array of 1"],
  [
    "empty column",
    thermal([], 1),
    "omega: expected a positive angular frequency in rad/s or a column of them, got an empty column",
  ],
  [
    "Float32Array",
    thermal(new Float32Array(1), 1),
    "omega: expected a positive angular frequency in rad/s, or a column as Float64Array or array of numbers, got a Float32Array of 1",
  ],
  [
    "different lengths",
    thermal([1, 2], [1, 2, 3]),
    /^temperature: expected a column as long as omega, 2 rows, got an? \w+ of 3$/,
  ],
]);

const lin =
  (...given: Wrong[]) =>
  () =>
    (linspace as Wrong)(...given);
const log =
  (...given: Wrong[]) =>
  () =>
    (logspace as Wrong)(...given);
const axes = (given: Wrong) => () => grid(given);
cases("axes", [
  ["linspace from NaN", lin(Number.NaN, 1, 2), "from: expected a finite number, got NaN"],
  ["linspace to infinity", lin(0, 1 / 0, 2), "to: expected a finite number, got Infinity"],
  ["linspace to a string", lin(0, "1", 2), 'to: expected a finite number, got "1"'],
  ["linspace from an array", lin([0], 1, 2), "from: expected a finite number, got an array of 1"],
  ["linspace of nothing", lin(), "from: expected a finite number, got nothing"],
  ["linspace without count", lin(0, 1), "count: expected a whole number of points, 1 to 2^28, got nothing"],
  ["linspace of no points", lin(0, 1, 0), "count: expected a whole number of points, 1 to 2^28, got 0"],
  ["linspace of half a point", lin(0, 1, 2.5), "count: expected a whole number of points, 1 to 2^28, got 2.5"],
  ["linspace of minus one point", lin(0, 1, -1), "count: expected a whole number of points, 1 to 2^28, got -1"],
  ["linspace of a string of points", lin(0, 1, "3"), 'count: expected a whole number of points, 1 to 2^28, got "3"'],
  ["logspace from 0", log(0, 1, 2), "from: expected a positive number, got 0"],
  ["logspace to −1", log(1, -1, 2), "to: expected a positive number, got -1"],
  ["logspace to NaN", log(1, Number.NaN, 2), "to: expected a positive number, got NaN"],
  ["logspace from a string", log("1", 2, 2), 'from: expected a positive number, got "1"'],
  ["logspace of no points", log(1, 2, 0), "count: expected a whole number of points, 1 to 2^28, got 0"],
  ["grid of nothing", axes(undefined), /^axes: expected .+, got nothing$/],
  ["grid of null", axes(null), /^axes: expected .+, got null$/],
  ["grid of a number", axes(5), /^axes: expected .+, got 5$/],
  ["grid of an array", axes([1, 2]), /^axes: expected .+, got an array of 2$/],
  ["grid of no axis", axes({}), "axes: expected at least one named axis, got none"],
  ["grid of a number as an axis", axes({ gAB: 5 }), /^gAB: expected (?!a number or).*column.*, got 5$/],
  ["grid of an empty axis", axes({ gAB: [] }), /^gAB: expected .*, got an empty column$/],
  ["grid of strings", axes({ gAB: ["a"] }), 'gAB[0]: expected a number, got "a"'],
  ["grid of Float32Array", axes({ gAB: new Float32Array(1) }), /^gAB: expected .*Float64Array.*, got a Float32Array of 1$/],
]);

const notNumbers: [Wrong, string][] = [
  [undefined, "nothing"],
  [null, "null"],
  ["3", '"3"'],
  [true, "true"],
  [{}, "an object with no fields"],
  [[3], "an array of 1"],
  [new Float64Array(2), "a Float64Array of 2"],
  [new Float32Array(2), "a Float32Array of 2"],
  [Number.NaN, "NaN"],
  [1 / 0, "Infinity"],
];

describe.each([
  ["Hz", Hz, "frequency", "Hz"],
  ["kHz", kHz, "frequency", "kHz"],
  ["MHz", MHz, "frequency", "MHz"],
  ["GHz", GHz, "frequency", "GHz"],
  ["frequency", frequency, "omega", "rad/s"],
  ["couplingFromLambda", couplingFromLambda, "lambda", "rad/s"],
  ["lambdaFromCoupling", lambdaFromCoupling, "gAB", "rad/s"],
  ["amplitudeRate", amplitudeRate, "energyRate", "rad/s"],
  ["energyRate", energyRate, "amplitudeRate", "rad/s"],
  ["wignerEntropyInAlpha", wignerEntropyInAlpha, "wignerEntropy", "nats"],
] as [string, (wrong: Wrong) => number, string, string][])("%s", (_, convert, argument, unit) => {
  test.each(notNumbers)("%s", (wrong, shown) => {
    refuses(() => convert(wrong), new RegExp(`^${argument}: expected .+ in ${unit}, got ${shown}$`));
  });
});

cases("wignerEntropyInAlpha: modes", [
  ["no mode", () => wignerEntropyInAlpha(1, 0), "modes: expected a positive whole number, got 0"],
  ["half a mode", () => wignerEntropyInAlpha(1, 0.5), "modes: expected a positive whole number, got 0.5"],
  ["a string", () => wignerEntropyInAlpha(1, "2" as Wrong), 'modes: expected a positive whole number, got "2"'],
]);

test("no message shows the inside of JavaScript", () => {
  const oddities: Wrong[] = [
    new DataView(new ArrayBuffer(8)),
    new Map(),
    new Date(0),
    10n,
    Symbol("g"),
    /x/,
    Object.create(null),
    new Error("x"),
  ];
  const calls: ((wrong: Wrong) => unknown)[] = [
    (wrong) => optomechanics({ ...good, gAB: wrong }),
    (wrong) => optomechanics({ ...good, gAB: [wrong] }),
    (wrong) => steadyState(wrong),
    (wrong) => steadyState(columnar, { into: { muA: wrong } }),
    (wrong) => relax(system, wrong),
    (wrong) => relax(system, [1], { from: wrong }),
    (wrong) => lyapunov(wrong, identity),
    (wrong) => lyapunov(stable, identity, { about: wrong }),
    (wrong) => lyapunov(stable, identity, { accuracy: wrong }),
    (wrong) => correlations(wrong),
    (wrong) => thermalOccupation(1, wrong),
    (wrong) => linspace(wrong, 1, 2),
    (wrong) => grid({ gAB: wrong }),
    (wrong) => couplingFromLambda(wrong),
  ];
  for (const call of calls) {
    for (const oddity of oddities) {
      refuses(() => call(oddity), /^[\w.[\]]+: expected .+, got (?!.*(undefined|\[object|function Object)).+$/);
    }
  }
});
