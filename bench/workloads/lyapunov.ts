// L: the general Lyapunov equation A X + X Aᵀ + D = 0, 4×4, a batch of random stable A.

import { lyapunov } from "clausius";
import { lyap, type Matrix as MathMatrix, matrix } from "mathjs";
import { Matrix, solve } from "ml-matrix";
import numeric from "numeric";
import { type Build, load, TILE } from "../builds";
import { exactLyapunov } from "../exact";
import { compare, here, type Rival } from "../harness";
import { diffusions, drifts, SYSTEMS } from "../inputs";
import type { Peers } from "../peers";
import { lyapunov10, tenUnknowns } from "../plain-js";
import type { Table } from "../table";

/** Systems whose answers are compared with exact ones. */
const JUDGED = 64;

/** Largest error of X over the largest |X| of its system, of the first systems of a set. */
export function judgeOf(A: Float64Array, D: Float64Array): (X: ArrayLike<number>) => number {
  const exact = Array.from({ length: JUDGED }, (_, p) =>
    exactLyapunov(A.subarray(16 * p, 16 * p + 16), D.subarray(16 * p, 16 * p + 16)),
  );
  return (X) => {
    let worst = 0;
    exact.slice(0, X.length / 16).forEach((right, p) => {
      const scale = Math.max(...right.map(Math.abs));
      for (let i = 0; i < 16; i++) worst = Math.max(worst, Math.abs(X[16 * p + i]! - right[i]!) / scale);
    });
    return worst;
  };
}
const judge = judgeOf(drifts, diffusions);

const system = (p: number) => [drifts.subarray(16 * p, 16 * p + 16), diffusions.subarray(16 * p, 16 * p + 16)] as const;

/** The kernel alone, one tile of systems in its memory. */
function bare(name: string, build: Build): Rival {
  const A = build.reserve(16 * TILE);
  const D = build.reserve(16 * TILE);
  const X = build.reserve(16 * TILE);
  const statuses = build.reserve(TILE);
  A.view.set(drifts.subarray(0, 16 * TILE));
  D.view.set(diffusions.subarray(0, 16 * TILE));
  const run = () => build.kernels.lyapunov(A.at, D.at, X.at, statuses.at, TILE);
  run();
  return here(name, TILE, run, { error: judge(X.view) });
}

/** The call, into an array of the caller's and into fresh ones, which a bar on our work does not hold for: page faults rule there. */
function facade(): Rival[] {
  const solution = new Float64Array(drifts.length);
  const status = new Uint8Array(SYSTEMS);
  const into = () => lyapunov(drifts, diffusions, { into: { solution, status } });
  into();
  return [
    here("`lyapunov(A, D, { into })`", SYSTEMS, into, { error: judge(solution), bar: { most: 1 / 0.8 } }),
    here("`lyapunov(A, D)`, fresh arrays", SYSTEMS, () => lyapunov(drifts, diffusions), {
      error: judge(lyapunov(drifts, diffusions).solution),
    }),
  ];
}

/** Something that solves one system at a time. */
function oneByOne(name: string, points: number, one: (p: number) => ArrayLike<number>, least?: number): Rival {
  const run = () => {
    for (let p = 0; p < points; p++) one(p);
  };
  const X = Array.from({ length: points }, (_, p) => Array.from(one(p))).flat();
  return here(name, points, run, { error: judge(X), bar: least === undefined ? undefined : { least } });
}

const rows = (m: Float64Array) => [0, 4, 8, 12].map((i) => Array.from(m.subarray(i, i + 4)));

function npm(): Rival[] {
  const ten = (p: number) => tenUnknowns(...system(p));
  return [
    oneByOne("plain JavaScript, ten unknowns", 100, (p) => lyapunov10(...system(p))),
    oneByOne(
      "ml-matrix, ten unknowns",
      100,
      (p) => {
        const { matrix, right, symmetric } = ten(p);
        return symmetric(solve(new Matrix(matrix), Matrix.columnVector(right)).to1DArray());
      },
      700,
    ),
    oneByOne(
      "ml-matrix, sixteen unknowns by its `kroneckerSum`",
      100,
      (p) => {
        const [A, D] = system(p);
        const drift = new Matrix(rows(A));
        return solve(drift.kroneckerSum(drift), Matrix.columnVector(D).mul(-1)).to1DArray();
      },
      700,
    ),
    oneByOne("numeric, ten unknowns", 100, (p) => {
      const { matrix, right, symmetric } = ten(p);
      return symmetric(numeric.solve(matrix, right));
    }),
    oneByOne(
      "mathjs `lyap`",
      2,
      (p) => {
        const [A, D] = system(p);
        return ((lyap(matrix(rows(A)), matrix(rows(D))) as MathMatrix).toArray() as number[][]).flat();
      },
      2e5,
    ),
  ];
}

/** Runs L. */
export async function benchLyapunov(peers: Peers): Promise<Table> {
  const outside = [
    ["SciPy `solve_continuous_lyapunov`", "python", "lyapunov-scipy", 200, { least: 400 }],
    ["NumPy `solve`, ten unknowns, all systems at once", "python", "lyapunov-numpy", SYSTEMS, { least: 16 }],
    ["SLICOT SB03MD, from C", "slicot", "lyapunov", 1024, { least: 70 }],
    ["Eigen, ten unknowns", "eigen", "lyapunov", 1024, { least: 10 }],
    ["Eigen, ten unknowns, `-march=native`", "eigen-native", "lyapunov", 1024, undefined],
    ["our kernel in C, SSE2", "twin-sse2", "lyapunov", TILE, { least: 1 / 1.15 }],
    ["our kernel in C, `-march=native`", "twin-native", "lyapunov", TILE, undefined],
  ] as const;
  const rivals = [bare("scalar twin", load("clausius.scalar.wasm")), ...facade(), ...npm()];
  for (const [name, peer, work, points, bar] of outside)
    rivals.push(...(await peers.rival(name, peer, work, { points, judge, ...(bar && { bar }) })));
  return {
    workload: "L",
    title: "L: the general 4×4 Lyapunov equation, random stable A",
    point: "a system",
    error: "largest error of X",
    within: 1e-9,
    rows: await compare(bare("**clausius, kernel**", load("clausius.wasm")), rivals),
  };
}
