// LX: the Lyapunov equation with every number of X rounded right; also where the equation itself is ill-conditioned.

import { type Build, load, TILE } from "../builds";
import { compare, here, type Rival } from "../harness";
import { diffusions, drifts, poorDrifts } from "../inputs";
import type { Peers } from "../peers";
import type { Table } from "../table";
import { judgeOf } from "./lyapunov";

const judge = judgeOf(drifts, diffusions);
const judgePoor = judgeOf(poorDrifts, diffusions);

function bare(name: string, build: Build, systems: Float64Array, judged: typeof judge): Rival {
  const A = build.reserve(16 * TILE);
  const D = build.reserve(16 * TILE);
  const X = build.reserve(16 * TILE);
  const statuses = build.reserve(TILE);
  A.view.set(systems.subarray(0, 16 * TILE));
  D.view.set(diffusions.subarray(0, 16 * TILE));
  const run = () => build.kernels.lyapunovRounded(A.at, D.at, 0, X.at, statuses.at, TILE);
  run();
  return here(name, TILE, run, { error: judged(X.view) });
}

/** Runs LX. */
export async function benchRounded(peers: Peers): Promise<Table> {
  const scipy = "SciPy `solve_continuous_lyapunov`";
  const random = { points: 200, bar: { least: 80 }, judge };
  const poor = { points: 200, judge: judgePoor };
  return {
    workload: "LX",
    title: "LX: the same, every number of X rounded right",
    point: "a system",
    error: "largest error of X",
    within: 0,
    rows: await compare(bare("**clausius, kernel**", load("clausius.wasm"), drifts, judge), [
      bare("scalar twin", load("clausius.scalar.wasm"), drifts, judge),
      bare("the kernel, condition up to 1e9", load("clausius.wasm"), poorDrifts, judgePoor),
      ...(await peers.rival(scipy, "python", "lyapunov-scipy", random)),
      ...(await peers.rival(`${scipy}, condition up to 1e9`, "python", "lyapunov-poor", poor)),
    ]),
  };
}
