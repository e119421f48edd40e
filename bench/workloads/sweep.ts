// W: a sweep over the coupling of the paper's optomechanical setup: Π, μ_a, μ_b.

import { steadyState } from "clausius";
import { lyap, type Matrix, matrix } from "mathjs";
import { type Build, load, TILE } from "../builds";
import { exactRates } from "../exact";
import { type Bar, compare, here, type Rival } from "../harness";
import { couplings, membrane, nThermalB, SWEEP, vienna } from "../inputs";
import type { Peers } from "../peers";
import { sweep } from "../plain-js";
import type { Table } from "../table";

const { omegaA: wa, kappaA: k, omegaB: wb, gammaB: y } = membrane;
const NAMES = ["entropyProduction", "muA", "muB"] as const;
const JUDGED = 16;

/** Largest relative error of Π, μ_a, μ_b, of some rows. */
function judge(value: (column: number, row: number) => number, gAB: Float64Array): number {
  let worst = 0;
  for (let row = 0; row < gAB.length; row += Math.ceil(gAB.length / JUDGED)) {
    exactRates({ ...membrane, gAB: gAB[row]! }).forEach((right, column) => {
      worst = Math.max(worst, Math.abs(value(column, row) / right - 1));
    });
  }
  return worst;
}

/** The kernel alone, one tile of working points in its memory. */
function bare(name: string, build: Build): Rival {
  const parameters = build.reserve(7 * TILE);
  const rates = build.reserve(5 * TILE);
  const statuses = build.reserve(TILE);
  [wa, k, wb, y, 0, 0, nThermalB].forEach((x, column) => {
    parameters.view.fill(x, column * TILE, (column + 1) * TILE);
  });
  parameters.view.set(couplings(TILE), 4 * TILE);
  const run = () => build.kernels.optomechanics(parameters.at, true, rates.at, 0, statuses.at, TILE, true);
  run();
  return here(name, TILE, run, { error: judge((column, row) => rates.view[column * TILE + row]!, couplings(TILE)) });
}

/** The kernel alone over all working points, every tile at a place of its own: what memory allows. */
function bareInMemory(): Rival {
  const build = load("clausius.wasm");
  const tiles = Math.ceil(SWEEP / TILE);
  const all = couplings(tiles * TILE);
  build.kernels.memory.grow(Math.ceil((tiles * 13 * TILE * 8) / 65_536));
  const places = Array.from({ length: tiles }, (_, tile) => {
    const parameters = build.reserve(7 * TILE);
    [wa, k, wb, y, 0, 0, nThermalB].forEach((x, column) => {
      parameters.view.fill(x, column * TILE, column * TILE + 2);
    });
    parameters.view.set(all.subarray(tile * TILE, (tile + 1) * TILE), 4 * TILE);
    return { parameters: parameters.at, rates: build.reserve(5 * TILE).at, statuses: build.reserve(TILE).at };
  });
  const run = () => {
    for (const { parameters, rates, statuses } of places) {
      build.kernels.optomechanics(parameters, true, rates, 0, statuses, TILE, true);
    }
  };
  return here(`**clausius, kernel**, ${tiles * TILE} rows in its own memory; below, over it`, tiles * TILE, run);
}

function into(rows: number, bar?: Bar): Rival {
  const system = { ...vienna, gAB: couplings(rows) };
  const columns = Object.fromEntries(NAMES.map((name) => [name, new Float64Array(rows)])) as Record<
    (typeof NAMES)[number],
    Float64Array
  >;
  const options = { outputs: NAMES, into: { ...columns, status: new Uint8Array(rows) } };
  steadyState(system, options);
  const error = judge((column, row) => columns[NAMES[column]!][row]!, system.gAB);
  return here(`\`steadyState(…, { into })\`, ${rows} rows`, rows, () => steadyState(system, options), { error, bar });
}

function fresh(rows: number): Rival {
  const system = { ...vienna, gAB: couplings(rows) };
  return here(`\`steadyState(…)\`, ${rows} rows in fresh arrays`, rows, () => steadyState(system, { outputs: NAMES }));
}

function plain(rows: number): Rival {
  const gAB = couplings(rows);
  const out = { entropyProduction: new Float64Array(rows), muA: new Float64Array(rows), muB: new Float64Array(rows) };
  const run = () => sweep({ wa, k, wb, y, nTb: nThermalB }, gAB, out);
  run();
  return here(`plain JavaScript, our closed form, ${rows} rows`, rows, run, {
    error: judge((column, row) => out[NAMES[column]!][row]!, gAB),
  });
}

function mathjs(): Rival {
  const POINTS = 2;
  const gAB = couplings(POINTS);
  const { nA, nB } = membrane;
  const D = matrix([
    [2 * k * nA, 0, 0, 0],
    [0, 2 * k * nA, 0, 0],
    [0, 0, 0, 0],
    [0, 0, 0, 4 * y * nB],
  ]);
  const solve = (g: number) => {
    const A = matrix([
      [-k, wa, 0, 0],
      [-wa, -k, -g, 0],
      [0, 0, 0, wb],
      [-g, 0, -wb, -2 * y],
    ]);
    const s = (lyap(A, D) as Matrix).toArray() as number[][];
    const muA = 2 * k * ((s[0]![0]! + s[1]![1]!) / (2 * nA) - 1);
    const muB = 2 * y * (s[3]![3]! / nB - 1);
    return [muA + muB, muA, muB];
  };
  const answers = Array.from(gAB, solve);
  const run = () => gAB.forEach(solve);
  return here("mathjs `lyap`, then μ from σ", POINTS, run, { error: judge((column, row) => answers[row]![column]!, gAB) });
}

/** Runs W. */
export async function benchSweep(peers: Peers): Promise<Table> {
  const rivals = [
    bare("scalar twin", load("clausius.scalar.wasm")),
    into(10_000, { extra: 0.5e-9 }),
    fresh(SWEEP),
    plain(10_000),
    mathjs(),
  ];
  const python = [
    ["SciPy `solve_continuous_lyapunov`, one by one", "sweep-scipy", 200, 3.5e4],
    ["NumPy `solve`, ten unknowns, all rows at once", "sweep-numpy", 10_000, 1500],
    ["NumPy, our closed form, 10 000 rows", "sweep-closed", 10_000, 3],
    ["NumPy, our closed form, 1 000 000 rows", "sweep-closed", SWEEP, 3],
  ] as const;
  for (const [name, work, points, least] of python) {
    const given = couplings(SWEEP).subarray(0, points); // as its inputs hold them
    const judged = (answer: Float64Array) => judge((column, row) => answer[column * points + row]!, given);
    rivals.push(...(await peers.rival(name, "python", work, { points, bar: { least }, judge: judged })));
  }
  return {
    workload: "W",
    title: "W: Π, μ_a, μ_b along a sweep of the coupling, optomechanics",
    point: "a row",
    error: "largest relative error",
    within: 1e-6,
    rows: [
      ...(await compare(bare("**clausius, kernel**", load("clausius.wasm")), rivals)),
      ...(await compare(bareInMemory(), [into(SWEEP, { extra: 0.5e-9 })])),
    ],
  };
}
