// Steady states of a system, tile by tile.

import type { System } from "../models/system";
import { kernels } from "./instance";
import { BytePlace, copy, even, Place, tiles } from "./memory";
import { eigenvalues, sortModes } from "./normal-modes";
import { omegaBColumn, type ParameterTable, parameterTable } from "./parameters";

/** Columns to be written, each as long as the batch (the covariance 16 times as long, the normal modes' twice); what is absent is not computed. */
export interface SteadyStateColumns {
  status: Uint8Array;
  entropyProduction?: Float64Array;
  muA?: Float64Array;
  muB?: Float64Array;
  nA?: Float64Array;
  nB?: Float64Array;
  covariance?: Float64Array;
  wignerEntropy?: Float64Array;
  stabilityMargin?: Float64Array;
  effectiveTemperatureB?: Float64Array;
  normalModeFrequencies?: Float64Array;
  normalModeDampings?: Float64Array;
  /** Of the Dicke model only. */
  sidebandAsymmetry?: Float64Array;
  phase?: Uint8Array;
}

const rateNames = ["entropyProduction", "muA", "muB", "nA", "nB"] as const;
const N_B = 4;
const WIGNER_ENTROPY = 1;
const AUTO = 0;
const NORMAL = 1;
const BEYOND_CRITICAL = 1;

const rates = new Place(5);
const covariances = new Place(16);
const information = new Place(11);
const scratch = new Place(1);
const statuses = new BytePlace();
const ignoredStatuses = new BytePlace();
const phases = new BytePlace();

/** What of a tile is wanted beside Π, μ_a, μ_b and the statuses. */
interface Wanted {
  readonly occupations: boolean;
  readonly covariance: boolean;
}

/** Rates, statuses, phases (of the Dicke model), and covariances if asked for, of the first `n` rows of a loaded table. */
export function solveTile(
  parameters: ParameterTable,
  n: number,
  wanted: Wanted = { occupations: true, covariance: false },
): { rates: Place; statuses: BytePlace; phases: BytePlace } {
  const run = kernels();
  const { at, isSweep, isDicke, isRatio, phase } = parameters;
  const covarianceAt = wanted.covariance ? covariances.at : 0;
  const isFlowOnly = !wanted.occupations;
  if (!isDicke) run.optomechanics(at, isSweep, rates.at, covarianceAt, statuses.at, n, isFlowOnly);
  else {
    let areOk = false;
    phases.bytes.fill(NORMAL, 0, n);
    if (phase === AUTO || phase === NORMAL) {
      areOk = run.dicke(at, isSweep, isRatio, rates.at, covarianceAt, statuses.at, n, isFlowOnly);
    } else {
      rates.numbers.fill(Number.NaN);
      if (covarianceAt) covariances.numbers.fill(Number.NaN);
      statuses.bytes.fill(BEYOND_CRITICAL, 0, n);
    }
    if (phase !== NORMAL && !areOk) run.superradiant(at, isRatio, phase, rates.at, covarianceAt, statuses.at, phases.at, n);
  }
  return { rates, statuses, phases };
}

/** Fills the columns for rows 0 … rows − 1 of a checked system. */
export function fillSteadyState(system: System, rows: number, out: SteadyStateColumns): void {
  const run = kernels();
  const parameters = parameterTable(system);
  const { at, isDicke, isRatio, phase } = parameters;
  const wanted = {
    occupations: (out.nA ?? out.nB ?? out.effectiveTemperatureB) !== undefined,
    covariance: (out.covariance ?? out.wignerEntropy) !== undefined,
  };
  const flows: { k: number; column: Float64Array }[] = [];
  for (let k = 0; k < rateNames.length; k++) {
    const column = out[rateNames[k]!];
    if (column) flows.push({ k, column });
  }
  tiles(rows, (first, count) => {
    const n = even(count);
    parameters.load(first, count);
    solveTile(parameters, n, wanted);
    statuses.give(count, out.status, first);
    for (const { k, column } of flows) rates.give(k, count, column, first);
    if (out.covariance) copy(covariances.numbers, 16 * count, out.covariance, 16 * first);
    if (out.wignerEntropy) {
      run.correlations(covariances.at, information.at, ignoredStatuses.at, n);
      information.give(WIGNER_ENTROPY, count, out.wignerEntropy, first);
    }
    if (out.stabilityMargin) {
      run.stabilityMargin(at, isDicke, isRatio, phase, scratch.at, n);
      scratch.give(0, count, out.stabilityMargin, first);
    }
    if (out.normalModeFrequencies || out.normalModeDampings) {
      run.eigenvalues(at, isDicke, isRatio, phase, eigenvalues.at, n);
      sortModes(count, first, out.normalModeFrequencies, out.normalModeDampings);
    }
    if (out.sidebandAsymmetry) {
      run.sidebandAsymmetry(at, isRatio, phase, statuses.at, scratch.at, n);
      scratch.give(0, count, out.sidebandAsymmetry, first);
    }
    if (out.effectiveTemperatureB) {
      run.effectiveTemperature(omegaBColumn(), rates.column(N_B), scratch.at, n);
      scratch.give(0, count, out.effectiveTemperatureB, first);
    }
    if (out.phase) {
      const { bytes } = statuses;
      for (let i = 0; i < count; i++) out.phase[first + i] = bytes[i] !== 0 ? 0 : isDicke ? phases.bytes[i]! : NORMAL;
    }
  });
}

/** g_cr of each row (rad/s). */
export function fillCriticalCoupling(system: System, rows: number, out: Float64Array): void {
  const parameters = parameterTable(system);
  tiles(rows, (first, count) => {
    parameters.load(first, count);
    kernels().criticalCoupling(parameters.at, parameters.isDicke, scratch.at, even(count));
    scratch.give(0, count, out, first);
  });
}
