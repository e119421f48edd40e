// A sweep over the coupling of the paper's optomechanical setup: Π, μ_a, μ_b, n_a, n_b.

import { linspace, paper, steadyState, thermalOccupation } from "clausius";
import { lyap, type Matrix, matrix } from "mathjs";
import { type Build, load, TILE } from "./builds";
import { compare, print, type Rival } from "./harness";
import { sweep } from "./plain-js";

const system = paper.optomechanics;
const { omegaA: wa, kappaA: k, omegaB: wb, gammaB: y } = system;
const nTb = thermalOccupation(wb, system.temperatureB);
const couplings = (points: number) => linspace(0.49, 2.29, points).map((x) => x * k);
const reference = 33520434598.66634; // Π at the first point, g/κ = 0.49, from the 25-digit reference
const error = (production: number) => Math.abs(production / reference - 1);

const columns = (points: number) => {
  const column = () => new Float64Array(points);
  return { entropyProduction: column(), muA: column(), muB: column(), nA: column(), nB: column() };
};

function facade(points: number): Rival {
  const gAB = couplings(points);
  const into = columns(points);
  const run = () => void steadyState({ ...system, gAB }, { into });
  run();
  return {
    name: `clausius \`steadyState(…, { into })\`, ${points} points`,
    points,
    run,
    error: error(into.entropyProduction[0]!),
  };
}

function fresh(points: number): Rival {
  const gAB = couplings(points);
  const run = () => steadyState({ ...system, gAB });
  return { name: `clausius \`steadyState(…)\`, ${points} points`, points, run, error: error(run().entropyProduction[0]!) };
}

function bare(name: string, build: Build): Rival {
  const parameters = build.reserve(7 * TILE);
  const rates = build.reserve(5 * TILE);
  const statuses = build.reserve(TILE);
  [wa, k, wb, y, 0, 0, nTb].forEach((x, column) => {
    parameters.view.fill(x, column * TILE, (column + 1) * TILE);
  });
  parameters.view.set(couplings(TILE), 4 * TILE);
  const run = () => build.kernels.optomechanics(parameters.at, true, rates.at, 0, statuses.at, TILE);
  run();
  return { name, points: TILE, run, error: error(rates.view[0]!) };
}

function plain(points: number): Rival {
  const gAB = couplings(points);
  const out = columns(points);
  const run = () => sweep({ wa, k, wb, y, nTb }, gAB, out);
  run();
  return { name: `plain JavaScript, our closed form, ${points} points`, points, run, error: error(out.entropyProduction[0]!) };
}

function mathjs(): Rival {
  const gAB = couplings(20);
  const Na = 0.5;
  const Nb = nTb + 0.5;
  const D = matrix([
    [2 * k * Na, 0, 0, 0],
    [0, 2 * k * Na, 0, 0],
    [0, 0, 0, 0],
    [0, 0, 0, 4 * y * Nb],
  ]);
  const solve = (g: number) => {
    const A = matrix([
      [-k, wa, 0, 0],
      [-wa, -k, -g, 0],
      [0, 0, 0, wb],
      [-g, 0, -wb, -2 * y],
    ]);
    const s = (lyap(A, D) as Matrix).toArray() as number[][];
    return 2 * k * ((s[0]![0]! + s[1]![1]!) / (2 * Na) - 1) + 2 * y * (s[3]![3]! / Nb - 1);
  };
  const run = () => {
    for (const g of gAB) solve(g);
  };
  let value = Number.NaN;
  try {
    value = solve(gAB[0]!);
  } catch (reason) {
    console.log(`mathjs lyap fails on this matrix: ${reason}`);
  }
  return { name: "mathjs `lyap`, then μ from σ", points: gAB.length, run, error: error(value) };
}

export function benchSweep(): void {
  const scores = compare([
    bare("clausius kernel, SIMD", load("clausius.wasm")),
    bare("clausius kernel, scalar twin", load("clausius.scalar.wasm")),
    facade(10_000),
    facade(1_000_000),
    fresh(1_000_000),
    plain(10_000),
    plain(1_000_000),
    mathjs(),
  ]);
  print(
    "Coupling sweep, optomechanics: Π, μ_a, μ_b, n_a, n_b (clausius: and status; mathjs: Π only); error of Π at g/κ = 0.49",
    scores,
  );
}
