// The general Lyapunov equation for random stable drifts.

import { type LyapunovOptions, lyapunov } from "clausius";
import { lyap, type Matrix, matrix } from "mathjs";
import { type Build, load, TILE } from "./builds";
import { compare, print, type Rival } from "./harness";
import { lyapunov10 } from "./plain-js";

/** A small linear congruential generator: the same problems every time. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
}

const PROBLEMS = 10 * TILE;
const draw = random(1);
const drift = Float64Array.from({ length: 16 * PROBLEMS }, draw);
const diffusion = new Float64Array(16 * PROBLEMS);
for (let p = 0; p < PROBLEMS; p++) {
  for (let i = 0; i < 4; i++) drift[16 * p + 5 * i] = draw() - 3;
  const B = Float64Array.from({ length: 16 }, draw);
  for (let i = 0; i < 4; i++) {
    for (let j = 0; j < 4; j++) {
      let sum = 0;
      for (let m = 0; m < 4; m++) sum += B[4 * Math.min(i, j) + m]! * B[4 * Math.max(i, j) + m]!;
      diffusion[16 * p + 4 * i + j] = sum;
    }
  }
}

/** Largest |AX + XAᵀ + D| of a problem over the largest |D|. */
function residual(X: ArrayLike<number>, problem: number): number {
  const A = drift.subarray(16 * problem, 16 * problem + 16);
  const D = diffusion.subarray(16 * problem, 16 * problem + 16);
  let worst = 0;
  for (let i = 0; i < 4; i++) {
    for (let j = 0; j < 4; j++) {
      let sum = D[4 * i + j]!;
      for (let m = 0; m < 4; m++) sum += A[4 * i + m]! * X[4 * m + j]! + X[4 * i + m]! * A[4 * j + m]!;
      worst = Math.max(worst, Math.abs(sum));
    }
  }
  return worst / Math.max(...D.map(Math.abs));
}

function facade(name: string, options: LyapunovOptions): Rival {
  const { solution } = lyapunov(drift, diffusion, options);
  return { name, points: PROBLEMS, run: () => void lyapunov(drift, diffusion, options), error: residual(solution, 0) };
}

function bare(name: string, build: Build, isRounded = false): Rival {
  const A = build.reserve(16 * TILE);
  const D = build.reserve(16 * TILE);
  const X = build.reserve(16 * TILE);
  const statuses = build.reserve(TILE);
  A.view.set(drift.subarray(0, 16 * TILE));
  D.view.set(diffusion.subarray(0, 16 * TILE));
  const { kernels } = build;
  const run = isRounded
    ? () => kernels.lyapunovRounded(A.at, D.at, 0, X.at, statuses.at, TILE)
    : () => kernels.lyapunov(A.at, D.at, X.at, statuses.at, TILE);
  run();
  return { name, points: TILE, run, error: residual(X.view, 0) };
}

function plain(): Rival {
  const run = () => {
    for (let p = 0; p < 100; p++) lyapunov10(drift.subarray(16 * p, 16 * p + 16), diffusion.subarray(16 * p, 16 * p + 16));
  };
  return {
    name: "plain JavaScript, ten unknowns",
    points: 100,
    run,
    error: residual(lyapunov10(drift.subarray(0, 16), diffusion.subarray(0, 16)), 0),
  };
}

function mathjs(): Rival {
  const POINTS = 20;
  const rows = (m: Float64Array, p: number) =>
    matrix([0, 4, 8, 12].map((i) => Array.from(m.subarray(16 * p + i, 16 * p + i + 4))));
  const solve = (p: number) => lyap(rows(drift, p), rows(diffusion, p));
  const run = () => {
    for (let p = 0; p < POINTS; p++) solve(p);
  };
  return {
    name: "mathjs `lyap`",
    points: POINTS,
    run,
    error: residual(((solve(0) as Matrix).toArray() as number[][]).flat(), 0),
  };
}

export function benchLyapunov(): void {
  const scores = compare([
    bare("clausius kernel, SIMD", load("clausius.wasm")),
    bare("clausius kernel, scalar twin", load("clausius.scalar.wasm")),
    facade("clausius `lyapunov(A, D, { into })`", { into: { solution: new Float64Array(16 * PROBLEMS) } }),
    facade("clausius `lyapunov(A, D)`", {}),
    bare("clausius kernel, correctly rounded, SIMD", load("clausius.wasm"), true),
    facade('clausius `lyapunov(A, D, { accuracy: "rounded" })`', { accuracy: "rounded" }),
    plain(),
    mathjs(),
  ]);
  print("General 4×4 Lyapunov equation, random stable A (error: residual)", scores);
}
