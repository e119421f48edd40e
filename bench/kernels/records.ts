// Kernels of records: the step of a sampled system, samples of it, and the periodograms of segments.

import { drift, paper } from "clausius";
import { type Build, TILE } from "../builds";
import type { Call } from "./steady-state";

const STEP = 140;

/** What each kernel does, by name; a row is a sample. */
export function recordCalls({ kernels, reserve }: Build): Record<string, Call> {
  const [real, imaginary] = [reserve(TILE).at, reserve(TILE).at];
  const equations = (A: Float64Array, D: Float64Array, outputs: readonly (readonly [number, number])[]) => {
    const [drifts, noises, step] = [reserve(24), reserve(36), reserve(STEP).at];
    drifts.view.set(A);
    for (let i = 0; i < 4; i++) noises.view[7 * i] = Math.sqrt(D[5 * i]!);
    outputs.forEach((pair, o) => {
      pair.forEach((c, i) => {
        drifts.view[4 * (4 + o) + i] = Math.sqrt(-2 * A[0]!) * c;
        noises.view[6 * (4 + o) + i] = -Math.SQRT1_2 * c;
      });
      noises.view[7 * (4 + o)] = 0.3;
    });
    const prepare = (interval: number) => {
      if (!kernels.recordStep(drifts.at, noises.at, interval, step)) throw new Error("the benchmark's record has no step");
    };
    return { step, prepare };
  };
  const membrane = drift({ ...paper.optomechanics, gAB: 0.49 * paper.optomechanics.kappaA });
  const atoms = drift({ ...paper.bec, couplingRatioSquared: 0.93 });
  const homodyne = equations(membrane.drift, membrane.diffusion, [[0, 1]]);
  const heterodyne = equations(atoms.drift, atoms.diffusion, [
    [Math.SQRT1_2, 0],
    [0, -Math.SQRT1_2],
  ]);
  homodyne.prepare(1e-7);
  heterodyne.prepare(1e-5);
  const another = equations(membrane.drift, membrane.diffusion, [[0, 1]]);
  for (const { step } of [homodyne, heterodyne]) kernels.recordStart(step, 1, 0, 2, 0);
  return {
    ...periodogramCalls({ kernels, reserve }),
    "record, homodyne, a sample": {
      rows: TILE,
      run: () => kernels.record(homodyne.step, 1, 0, 2, 0, 0, real, 0, TILE),
    },
    "record, heterodyne, a complex sample": {
      rows: TILE,
      run: () => kernels.record(heterodyne.step, 1, 0, 2, 0, 0, real, imaginary, TILE),
    },
    "recordStep, a record": { rows: 1, run: () => another.prepare(1e-7) },
    "recordStart, a record": { rows: 1, run: () => kernels.recordStart(homodyne.step, 1, 0, 2, 0) },
  };
}

/** Four half overlapped segments of 8192 samples; a row is a sample. */
function periodogramCalls({ kernels, reserve }: Build): Record<string, Call> {
  const n = 8192;
  const step = n / 2;
  const plan = reserve(2 * n + 32);
  plan.view.set([n, 7, 2, 4, 4, 4, 4, 4, 4]);
  const [window, samples, data, sums] = [reserve(n), reserve(n + 7 * step), reserve(4 * n), reserve(2 * n)];
  window.view.fill(1);
  kernels.fourierPlan(plan.at);
  kernels.normals(1, 0, 0, 0, 0, samples.at, n + 3 * step);
  const roots = reserve(2 * n).at;
  return {
    "welch, segments of 8192, a sample": {
      rows: 4 * step,
      run: () => kernels.welch(plan.at, 0, n, window.at, 1, samples.at, 0, step, 4, data.at, sums.at),
    },
    "fourier, two of 8192 at once, a number": {
      rows: 2 * n,
      run: () => {
        data.view.set(samples.view.subarray(0, n)); // else the numbers grow beyond doubles
        kernels.fourier(plan.at, data.at);
      },
    },
    "fourierPlan, a number": { rows: n, run: () => kernels.fourierPlan(plan.at) },
    "roots, one": { rows: n, run: () => kernels.roots(n, false, roots, n) },
  };
}
