// The kernels of spectra and fits, bare: what each is told is laid out in a build's memory as the facade does it.

import { linspace, paper, thermalOccupation } from "clausius";
import { BASES, type Base, putTrace, TRACE_SIZE, type TraceRecord } from "../../src/kernels/traces";
import { type Build, TILE } from "../builds";
import { fitting, refitting } from "./search";
import type { Call } from "./steady-state";

const BINS = TILE;
const FITS = 16;
const REFITS = 64;
const AVERAGES = 10;
const RESULT = 5 * 184;
const VARIABLE = 8;
const PROBLEM = 13;
const MOST_STEPS = 100;

const none = Object.fromEntries(BASES.map((name) => [name, 0])) as Record<Base, number>;
const recording = { ...none, angle: Math.PI / 2, efficiency: 1, gain: 1 };
const { omegaA, kappaA, omegaB, gammaB, temperatureB } = paper.optomechanics;
const membrane = { omegaA, kappaA, omegaB, gammaB, coupling: 0.49 * kappaA, bathB: thermalOccupation(omegaB, temperatureB) };
const { bec } = paper;
const atoms = { omegaA: bec.omegaA, kappaA: bec.kappaA, omegaB: bec.omegaB, gammaB: bec.gammaB, coupling: 0.93, bathB: 2.8e-5 };
const six = ["coupling", "kappaA", "omegaA", "omegaB", "angle", "gammaB"] as const;

const homodyne = {
  setup: "optomechanics",
  detection: "homodyne",
  coupling: "gAB",
  base: { ...recording, ...membrane },
} as const;
const heterodyne = {
  setup: "dicke",
  detection: "heterodyne",
  coupling: "couplingRatioSquared",
  base: { ...recording, ...atoms },
} as const;
const thermal = { ...homodyne, setup: "thermal", detection: "position" } as const;

/** What each kernel does, by name; a row is a bin unless the name says otherwise. */
export function spectralCalls(build: Build): Record<string, Call> {
  const { kernels, reserve } = build;
  const numbers = (values: ArrayLike<number>) => {
    const place = reserve(values.length);
    place.view.set(values);
    return place.at;
  };
  const [densities, signals, columns] = [reserve(BINS).at, reserve(BINS).at, reserve(6 * BINS).at];
  const weights = numbers(new Float64Array(BINS).fill(Math.sqrt(AVERAGES)));
  const scales = numbers(new Float64Array(BASES.length).fill(1));
  const mirrors = numbers(new Float64Array(BINS).fill(1));
  const result = reserve(RESULT).at;

  const broad = numbers(linspace(0.2e6, 2.4e6, BINS));
  const narrow = numbers(linspace(-25e3, 25e3, BINS));
  type Setup = Pick<TraceRecord, "setup" | "detection" | "coupling" | "base">;
  const trace = (setup: Setup, bases: readonly Base[], centresAt: number, measured = densities): number => {
    const place = reserve(TRACE_SIZE);
    putTrace(place.view, {
      ...setup,
      bath: "nThermalB",
      power: 1,
      sides: 1,
      bins: BINS,
      centresAt,
      responseAt: 0,
      densitiesAt: measured,
      weightsAt: weights,
      hasErrors: false,
      averages: AVERAGES,
      variables: bases.map((base, index) => ({ base, index })),
      shared: 0,
      resultAt: result,
    });
    return place.at;
  };
  const spectrum = (at: number, jacobian = 0, light = 0): Call => ({
    rows: BINS,
    run: () => kernels.spectrum(at, densities, signals, jacobian, light),
  });

  // a periodogram of homodyne light to be fitted, and where its bins have their mirrors: nowhere, or in pairs
  const measured = reserve(BINS).at;
  const [apart, paired] = [-1, 0].map((k) => numbers(Float64Array.from({ length: BINS }, (_, i) => k || BINS - 1 - i)));
  const coherences = numbers(new Float64Array(BINS).fill(0.3));
  const draw = (mirrorsAt: number, out: number) =>
    kernels.periodogram(1, 0, 1, 0, AVERAGES, densities, mirrorsAt, coherences, out, BINS);
  const light = trace(homodyne, six, broad, measured);
  const sidebands = trace(heterodyne, six.slice(0, 4), narrow);
  kernels.spectrum(light, densities, signals, 0, 0);
  draw(apart!, measured);
  const drawn = reserve(BINS).at;

  // the fit of it by all six, from a start 1 % off
  const start = six.flatMap((name) => {
    const value = 1.01 * homodyne.base[name];
    return [value, Number(name !== "angle" && name !== "omegaA"), -1e300, 1e300, 0, 0, value, 0];
  });
  const variables = reserve(VARIABLE * six.length);
  const problem = reserve(PROBLEM);
  const work = reserve(5 * six.length + 13 * 13 + 26).at;
  problem.view.set([1, numbers([light]), six.length, 0, variables.at, MOST_STEPS, work]);
  const minimize = () => {
    variables.view.set(start);
    kernels.minimize(problem.at);
  };
  minimize();
  const [steps, verdict] = problem.view.subarray(10);
  if (verdict !== 0) throw new Error(`the fit of the benchmark ended with verdict ${verdict}`);

  const functions = [kernels.exponential, kernels.logarithm, kernels.sine, kernels.digamma, kernels.trigamma];
  return {
    "spectrum, homodyne": spectrum(trace(homodyne, [], broad)),
    "spectrum, homodyne, 6 derivatives": spectrum(light, columns),
    "spectrum, heterodyne": spectrum(trace(heterodyne, [], narrow)),
    "spectrum, heterodyne, 6 derivatives": spectrum(
      trace(heterodyne, ["coupling", "kappaA", "omegaA", "omegaB", "gammaB", "background"], narrow),
      columns,
    ),
    "spectrum, heterodyne, M and N": spectrum(trace(heterodyne, [], narrow), 0, columns),
    "spectrum, thermal oscillator": spectrum(trace(thermal, [], broad)),
    "spectrum, thermal oscillator, 3 derivatives": spectrum(trace(thermal, ["omegaB", "gammaB", "bathB"], broad), columns),
    "spectrum, homodyne, in tiles": {
      rows: BINS,
      run: () => kernels.spectrumTile(light, 0, BINS, BINS, densities, 0, 0, 0),
    },
    within: { rows: BINS, run: () => kernels.within(broad, BINS, -1e20, 1e20) },
    cost: { rows: BINS, run: () => kernels.cost(light) },
    "evaluate, 6 parameters": { rows: BINS, run: () => kernels.evaluate(light, scales, result) },
    "triangle, 6 parameters": { rows: BINS, run: () => kernels.triangle(light, scales, result) },
    "sidebands, 4 parameters": { rows: BINS, run: () => kernels.sidebands(sidebands, scales, mirrors, columns, result) },
    "periodogram, 10 averages": { rows: BINS, run: () => draw(apart!, drawn) },
    "periodogram, 10 averages, in pairs": { rows: BINS, run: () => draw(paired!, drawn) },
    [`minimize, 6 parameters, ${BINS} bins, ${steps} steps; a fit`]: { rows: 1, run: minimize },
    "fits, 6 parameters, 2000 bins, 2 to 5 % off; a fit": {
      rows: FITS,
      run: fitting(build, FITS, { hasErrors: false, tolerance: 1e-6 }),
    },
    "refits, 6 parameters, 2000 bins; a refit": { rows: REFITS, run: refitting(build, REFITS).run },
    "exp, ln, sin, ψ, ψ′; a call": {
      rows: functions.length * TILE,
      run: () => {
        for (const f of functions) for (let i = 1; i <= TILE; i++) f(0.03 * i);
      },
    },
    "gammaTail of shape 1 to 1024; a call": {
      rows: TILE,
      run: () => {
        for (let i = 1; i <= TILE; i++) kernels.gammaTail(i, 1.1 * i);
      },
    },
  };
}
