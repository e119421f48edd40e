// The kernels of steady states and random numbers, bare, on one tile of rows of the BEC from weak coupling to the superradiant phase.

import { linspace, paper, steadyState, thermalOccupation } from "clausius";
import { type Build, TILE } from "../builds";
import { couplings, membrane, nThermalB } from "../inputs";

const { omegaA, kappaA, omegaB, gammaB, temperatureB } = paper.bec;
const nTb = thermalOccupation(omegaB, temperatureB);
const ratios = linspace(0.001, 1.999, TILE);
const normal = ratios.map((x) => x / 2);
const AUTO = 0;
const BEYOND_CRITICAL = 1;
const SUPERRADIANT = 2;

/** A call of a kernel, and how many rows it answers. */
export interface Call {
  readonly rows: number;
  readonly run: () => void;
}

/** What each kernel needs is laid out in a build's memory; then it is called. */
export function steadyStateCalls(build: Build): Record<string, Call> {
  const { kernels } = build;
  const table = (coupling: Float64Array, rates = [omegaA, kappaA, omegaB, gammaB], occupation = nTb) => {
    const place = build.reserve(7 * TILE);
    [...rates, 0, 0, occupation].forEach((x, k) => {
      place.view.fill(x, k * TILE, (k + 1) * TILE);
    });
    place.view.set(coupling, 4 * TILE);
    return place.at;
  };
  const below = table(normal);
  const both = table(ratios);
  const membranes = table(couplings(TILE), [membrane.omegaA, membrane.kappaA, membrane.omegaB, membrane.gammaB], nThermalB);
  const beyond = table(ratios.map((x) => 1.001 + x));
  const rates = build.reserve(11 * TILE).at;
  const matrices = build.reserve(16 * TILE).at;
  const drifts = build.reserve(16 * TILE).at;
  const diffusions = build.reserve(16 * TILE).at;
  const statuses = build.reserve(TILE);
  const phases = build.reserve(TILE).at;
  const derivatives = build.reserve(35 * TILE).at;
  const okStatuses = build.reserve(TILE).at;
  const normalPhases = build.reserve(TILE).at;
  const superradiantPhases = build.reserve(TILE).at;
  new Uint8Array(kernels.memory.buffer, superradiantPhases, TILE).fill(SUPERRADIANT);
  const bytes = new Uint8Array(kernels.memory.buffer, statuses.at, TILE);
  const equilibrium = build.reserve(2 * TILE);
  const sigma = build.reserve(16 * TILE);
  sigma.view.set(steadyState({ ...paper.bec, couplingRatioSquared: normal }, { outputs: ["covariance"] }).covariance);
  const times = build.reserve(TILE);
  times.view.set(linspace(0, 1e-3, TILE));
  kernels.drift(below, true, true, AUTO, drifts, diffusions, equilibrium.at, statuses.at, TILE);
  const omegas = build.reserve(TILE);
  omegas.view.fill(omegaB);
  const temperatures = build.reserve(TILE);
  temperatures.view.set(ratios);
  return {
    "dicke, one column": { rows: TILE, run: () => kernels.dicke(below, true, true, rates, 0, statuses.at, TILE) },
    "dicke, all columns": { rows: TILE, run: () => kernels.dicke(below, false, true, rates, 0, statuses.at, TILE) },
    "dicke with covariance": { rows: TILE, run: () => kernels.dicke(below, false, true, rates, matrices, statuses.at, TILE) },
    superradiant: {
      rows: TILE,
      run: () => {
        bytes.fill(BEYOND_CRITICAL);
        kernels.superradiant(beyond, true, AUTO, rates, 0, statuses.at, phases, TILE);
      },
    },
    optomechanics: { rows: TILE, run: () => kernels.optomechanics(membranes, false, rates, 0, statuses.at, TILE) },
    drift: { rows: TILE, run: () => kernels.drift(both, true, true, AUTO, matrices, matrices, rates, statuses.at, TILE) },
    criticalCoupling: { rows: TILE, run: () => kernels.criticalCoupling(below, true, rates, TILE) },
    stabilityMargin: { rows: TILE, run: () => kernels.stabilityMargin(both, true, true, AUTO, rates, TILE) },
    eigenvalues: { rows: TILE, run: () => kernels.eigenvalues(both, true, true, AUTO, matrices, TILE) },
    sidebandAsymmetry: { rows: TILE, run: () => kernels.sidebandAsymmetry(both, true, AUTO, okStatuses, rates, TILE) },
    "lyapunov, BEC": { rows: TILE, run: () => kernels.lyapunov(drifts, diffusions, matrices, statuses.at, TILE) },
    "lyapunovRounded, BEC": {
      rows: 64,
      run: () => kernels.lyapunovRounded(drifts, diffusions, 0, matrices, statuses.at, 64),
    },
    correlations: { rows: TILE, run: () => kernels.correlations(sigma.at, rates, statuses.at, TILE) },
    "relax, a time": {
      rows: 64,
      run: () => kernels.relax(drifts, equilibrium.at, sigma.at, times.at, rates, matrices, statuses.at, 64),
    },
    "sensitivities, normal phase": {
      rows: 64,
      run: () => kernels.sensitivities(below, true, true, false, normalPhases, okStatuses, derivatives, 64),
    },
    "sensitivities, superradiant": {
      rows: 64,
      run: () => kernels.sensitivities(beyond, true, true, false, superradiantPhases, okStatuses, derivatives, 64),
    },
    thermalOccupation: { rows: TILE, run: () => kernels.thermalOccupation(omegas.at, temperatures.at, rates, TILE) },
    effectiveTemperature: { rows: TILE, run: () => kernels.effectiveTemperature(omegas.at, temperatures.at, rates, TILE) },
    "uniforms, a number": { rows: TILE, run: () => kernels.uniforms(1, 0, 0, 0, 0, rates, TILE) },
    "normals, a number": { rows: TILE, run: () => kernels.normals(1, 0, 0, 0, 0, rates, TILE) },
    "gammas of shape 10, a number": { rows: TILE, run: () => kernels.gammas(1, 0, 0, 0, 0, 10, rates, TILE) },
    "gammas of shape ½, a number": { rows: TILE, run: () => kernels.gammas(1, 0, 0, 0, 0, 0.5, rates, TILE) },
    "wishart of shape 10, a pair": {
      rows: TILE,
      run: () => kernels.wishart(1, 0, 0, 0, 0, 10, 1, 2, 0.3, rates, matrices, TILE),
    },
    philox: { rows: 1, run: () => kernels.philox(1, 0, 0, 0, 0, 0, rates) },
    power: {
      rows: TILE,
      run: () => {
        for (const x of ratios) kernels.power(x, x);
      },
    },
  };
}
