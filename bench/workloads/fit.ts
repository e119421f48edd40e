// F: a cold fit of 2000 bins by {g, κ, ω_a, ω_b, γ, θ}, from a start 2 to 5 % off. Every rival minimises the same sum of squares, with the
// errors of the true spectrum, until it changes by less than 1e-8 of itself; errors are distances from its minimum in standard errors.

import { fit, fitMany, homodyne } from "clausius";
import { levenbergMarquardt } from "ml-levenberg-marquardt";
import numeric from "numeric";
import { type Build, load } from "../builds";
import { type Bar, compare, here, type Rival } from "../harness";
import { angle, broad, efficiency, errors, FITTED, free, measured, measuredRows, start, vienna } from "../inputs";
import { CONVERGED, fitting, search } from "../kernels/search";
import type { Peers } from "../peers";
import { densityOf, type Light, slopesOf } from "../plain-js";
import type { Table } from "../table";
import { thermalLight } from "../thermal-light";

const PARAMETERS = free.length;
const STOP = 1e-8;

const frequencies = broad(FITTED);
const data = measured();
const first = free.map((name) => start[name]);

/** The minimum to all digits, and the standard errors there. */
const best = (() => {
  const { run, values } = search(load("clausius.wasm"), { hasErrors: true, tolerance: 0 });
  if (run() !== CONVERGED) throw new Error("the fit of the benchmark finds no minimum");
  return values();
})();
const standardErrors = (() => {
  const { parameters } = fit(vienna, data, { detection: homodyne({ angle, efficiency }), free });
  return free.map((name) => parameters.find((p) => p.name === name)!.standardError);
})();

/** Largest distance from the minimum, in standard errors. */
const judge = (x: ArrayLike<number>) => Math.max(...standardErrors.map((s, v) => Math.abs(x[v]! - best[v]!) / s));

/** 1e-8 of a sum of squares of one a bin is this much of a step's square. */
const TOLERANCE = STOP * FITTED;

/** Least squares to that end. */
export const coldFit = { hasErrors: true, tolerance: TOLERANCE };

function bare(name: string, build: Build, hasErrors = true): Rival {
  const { run, values } = search(build, { ...coldFit, hasErrors });
  if (run() !== CONVERGED) throw new Error(`${name} does not converge`);
  return here(name, 1, run, hasErrors ? { error: judge(values()) } : {});
}

/** In units of the start, data and model in units of their errors: what libraries without weights or scales need. */
const light = (x: readonly number[]): Light => thermalLight(x.map((u, v) => u * first[v]!));
const density = (x: readonly number[]) => densityOf(light(x));
const ones = free.map(() => 1);
const scaled = Float64Array.from(data.density, (P, i) => P / errors[i]!);
const bins = Float64Array.from(scaled.keys());
const unscale = (x: ArrayLike<number>) => Float64Array.from(first, (s, v) => s * x[v]!);

/** ½Σ of squares. */
function cost(x: readonly number[]): number {
  const model = density(x);
  let sum = 0;
  for (let i = 0; i < FITTED; i++) sum += (scaled[i]! - model(frequencies[i]!) / errors[i]!) ** 2;
  return sum / 2;
}

function descent(x: readonly number[]): number[] {
  const slopes = slopesOf(light(x));
  const row = new Float64Array(PARAMETERS + 1);
  const sums = Array<number>(PARAMETERS).fill(0);
  for (let i = 0; i < FITTED; i++) {
    slopes(frequencies[i]!, row, 0, 1);
    const weighted = (row[0]! / errors[i]! - scaled[i]!) / errors[i]!;
    for (let v = 0; v < PARAMETERS; v++) sums[v]! += weighted * row[v + 1]! * first[v]!;
  }
  return sums;
}

function uncmin(): Rival {
  const run = () => numeric.uncmin(cost, [...ones], STOP, descent).solution;
  return here("numeric `uncmin`, analytic gradient", 1, run, { error: judge(unscale(run())) });
}

/** Its least squares have no end but the number of steps; weights are in the data, as its own are used in two ways. */
function mljs(name: string, maxIterations: number, bar?: Bar): Rival {
  const run = () => stepping(maxIterations);
  return here(name, 1, run, { error: judge(unscale(run())), bar });
}

function stepping(maxIterations: number): number[] {
  const jacobianFunction = (x: number[]) => {
    const slopes = slopesOf(light(x));
    const row = new Float64Array(PARAMETERS + 1);
    return (i: number) => {
      slopes(frequencies[i]!, row, 0, 1);
      return first.map((s, v) => (s * row[v + 1]!) / errors[i]!);
    };
  };
  const model = (x: number[]) => {
    const at = density(x);
    return (i: number) => at(frequencies[i]!) / errors[i]!;
  };
  const options = { initialValues: ones, jacobianFunction, maxIterations };
  return levenbergMarquardt({ x: bins, y: scaled }, model, options).parameterValues;
}

/** The fewest of its steps that lead within 1e-8 of the least sum of squares. */
function fewestSteps(): number {
  const least = cost(Array.from(best, (x, v) => x / first[v]!));
  let steps = 1;
  while (steps < 100 && cost(stepping(steps)) > (1 + STOP) * least) steps++;
  return steps;
}

const detection = homodyne({ angle: start.angle, efficiency });
export const source = { ...vienna, ...start };
const options = { detection, free };
/** The same sum and end as every rival's. */
export const alike = { ...options, errors, precision: Math.sqrt(TOLERANCE) };

const ROWS = 1000;

/** Its rows, bare. */
function bareRows(): Rival {
  const build = load("clausius.wasm");
  build.kernels.memory.grow(Math.ceil((8 * FITTED * ROWS) / 65536));
  const run = fitting(build, ROWS, coldFit);
  return here(`**clausius, kernel**, ${ROWS} rows; below, over it`, ROWS, run);
}

function facade(): Rival[] {
  const rows = measuredRows(ROWS);
  const bar = { most: 1 / 0.95 };
  const { values } = fitMany(source, rows, alike);
  const error = judge(free.map((name) => values[name]![0]!)); // the first is `data`
  return [
    here(`\`fitMany(…)\`, ${ROWS} rows, the same sum and end`, ROWS, () => fitMany(source, rows, alike), { error, bar }),
    here(`\`fitMany(…)\`, ${ROWS} rows, likelihood to all digits`, ROWS, () => fitMany(source, rows, options)),
    here("`fit(…)`: likelihood to all digits, goodness, warnings", 1, () => fit(source, data, options)),
  ];
}

/** Runs F. */
export async function benchFit(peers: Peers): Promise<Table> {
  const rivals = [
    bare("scalar twin", load("clausius.scalar.wasm")),
    bare("the kernel, likelihood of averaged periodograms", load("clausius.wasm"), false),
    uncmin(),
    mljs("ml-levenberg-marquardt, which knows no end but 100 steps", 100, { least: 350 }),
    mljs("the same, told when to stop", fewestSteps()),
  ];
  const outside = [
    ["SciPy `curve_fit`, analytic Jacobian", "python", "fit-analytic", 15],
    ["SciPy `curve_fit`, its own differences", "python", "fit-numeric", 18],
    ["lmfit, analytic Jacobian", "lmfit", "fit", 23],
    ["GSL multifit_nlinear, to its driver's end: small steps", "gsl", "fit-driven", 7],
    ["the same, told when to stop", "gsl", "fit", 7],
    ["Ceres", "ceres", "fit", 2.5],
    ["our search in C, SSE2", "twin-sse2", "fit", 1 / 1.15],
    ["our search in C, `-march=native`", "twin-native", "fit", undefined],
  ] as const;
  for (const [name, peer, work, bar] of outside)
    rivals.push(...(await peers.rival(name, peer, work, { points: 1, judge, ...(bar && { bar: { least: bar } }) })));
  return {
    workload: "F",
    title: "F: a cold fit, optomechanics, 2000 bins, {g, κ, ω_a, ω_b, γ, θ}",
    point: "a fit",
    error: "from the minimum, in standard errors",
    within: 1e-2,
    rows: [
      ...(await compare(bare("**clausius, kernel**", load("clausius.wasm")), rivals)),
      ...(await compare(bareRows(), facade())),
    ],
  };
}
