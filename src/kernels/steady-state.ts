// Steady states of a system, tile by tile.

import type { System } from "../models/system";
import { kernels } from "./instance";
import { BytePlace, even, Place, tiles } from "./memory";
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

/** Rates, statuses, phases (of the Dicke model), and covariances if asked for, of the first `n` rows of a loaded table. */
export function solveTile(
  parameters: ParameterTable,
  n: number,
  withCovariance = false,
): { rates: Place; statuses: BytePlace; phases: BytePlace } {
  const run = kernels();
  const { at, isSweep, isDicke, isRatio, phase } = parameters;
  const covarianceAt = withCovariance ? covariances.at : 0;
  if (!isDicke) run.optomechanics(at, isSweep, rates.at, covarianceAt, statuses.at, n);
  else {
    phases.rows(n).fill(NORMAL);
    if (phase === AUTO || phase === NORMAL) run.dicke(at, isSweep, isRatio, rates.at, covarianceAt, statuses.at, n);
    else {
      rates.numbers.fill(Number.NaN);
      if (covarianceAt) covariances.numbers.fill(Number.NaN);
      statuses.rows(n).fill(BEYOND_CRITICAL);
    }
    if (phase !== NORMAL) run.superradiant(at, isRatio, phase, rates.at, covarianceAt, statuses.at, phases.at, n);
  }
  return { rates, statuses, phases };
}

/** Fills the columns for rows 0 … rows − 1 of a checked system. */
export function fillSteadyState(system: System, rows: number, out: SteadyStateColumns): void {
  const run = kernels();
  const parameters = parameterTable(system);
  const { at, isDicke, isRatio, phase } = parameters;
  const withCovariance = out.covariance !== undefined || out.wignerEntropy !== undefined;
  tiles(rows, (first, count) => {
    const n = even(count);
    parameters.load(first, count);
    solveTile(parameters, n, withCovariance);
    const status = statuses.rows(count);
    out.status.set(status, first);
    rateNames.forEach((name, k) => {
      out[name]?.set(rates.rows(k, count), first);
    });
    out.covariance?.set(covariances.numbers.subarray(0, 16 * count), 16 * first);
    if (out.wignerEntropy) {
      run.correlations(covariances.at, information.at, ignoredStatuses.at, n);
      out.wignerEntropy.set(information.rows(WIGNER_ENTROPY, count), first);
    }
    if (out.stabilityMargin) {
      run.stabilityMargin(at, isDicke, isRatio, phase, scratch.at, n);
      out.stabilityMargin.set(scratch.rows(0, count), first);
    }
    if (out.normalModeFrequencies || out.normalModeDampings) {
      run.eigenvalues(at, isDicke, isRatio, phase, eigenvalues.at, n);
      sortModes(count, first, out.normalModeFrequencies, out.normalModeDampings);
    }
    if (out.sidebandAsymmetry) {
      run.sidebandAsymmetry(at, isRatio, phase, statuses.at, scratch.at, n);
      out.sidebandAsymmetry.set(scratch.rows(0, count), first);
    }
    if (out.effectiveTemperatureB) {
      run.effectiveTemperature(omegaBColumn(), rates.column(N_B), scratch.at, n);
      out.effectiveTemperatureB.set(scratch.rows(0, count), first);
    }
    if (out.phase) {
      const phase = isDicke ? phases.rows(count) : new Uint8Array(count).fill(NORMAL);
      out.phase.set(
        phase.map((p, i) => (status[i] === 0 ? p : 0)),
        first,
      );
    }
  });
}

/** g_cr of each row (rad/s). */
export function fillCriticalCoupling(system: System, rows: number, out: Float64Array): void {
  const parameters = parameterTable(system);
  tiles(rows, (first, count) => {
    parameters.load(first, count);
    kernels().criticalCoupling(parameters.at, parameters.isDicke, scratch.at, even(count));
    out.set(scratch.rows(0, count), first);
  });
}
