// Steady states of a system, tile by tile.

import type { System } from "../models/system";
import { kernels } from "./instance";
import { BytePlace, copy, even, Place, TILE, tiles } from "./memory";
import { eigenvalues, sortModes } from "./normal-modes";
import { omegaBColumn, ParameterTable } from "./parameters";

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

const N_B = 4;
const WIGNER_ENTROPY = 1;
const AUTO = 0;
const NORMAL = 1;
const BEYOND_CRITICAL = 1;

/** Where `solveTile` leaves its results. */
export const rates = new Place(5);
const covariances = new Place(16);
const information = new Place(11);
const scratch = new Place(1);
export const statuses = new BytePlace();
const ignoredStatuses = new BytePlace();
export const phases = new BytePlace();

/** The first `n` rows of a loaded table: rates, statuses, phases (of the Dicke model); occupations and covariances if asked for. */
export function solveTile(parameters: ParameterTable, n: number, occupations = true, covariance = false): void {
  const run = kernels();
  const { at, isSweep, isDicke, isRatio, phase } = parameters;
  const covarianceAt = covariance ? covariances.at : 0;
  const isFlowOnly = !occupations;
  if (!isDicke) {
    run.optomechanics(at, isSweep, rates.at, covarianceAt, statuses.at, n, isFlowOnly);
    return;
  }
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

/** Fills the columns for rows 0 … rows − 1 of a checked system. */
export function fillSteadyState(system: System, rows: number, out: SteadyStateColumns): void {
  const parameters = new ParameterTable(system);
  let occupations = false;
  let covariance = false;
  let isMore = false;
  const columns = out as unknown as Readonly<Record<string, Float64Array | Uint8Array | undefined>>;
  for (const name in columns) {
    if (columns[name] === undefined) continue;
    if (name === "nA" || name === "nB" || name === "effectiveTemperatureB") occupations = true;
    if (name === "covariance" || name === "wignerEntropy") covariance = true;
    if (rateOf(name) === undefined && name !== "status") isMore = true;
  }
  for (let first = 0; first < rows; first += TILE) {
    const count = Math.min(TILE, rows - first);
    parameters.load(first, count);
    solveTile(parameters, even(count), occupations, covariance);
    statuses.give(count, out.status, first);
    for (const name in columns) {
      const column = columns[name];
      const k = rateOf(name);
      if (k !== undefined && column !== undefined) rates.give(k, count, column as Float64Array, first);
    }
    if (isMore) fillMore(parameters, out, first, count);
  }
}

/** The place among the rates that the kernels give. */
function rateOf(name: string): number | undefined {
  switch (name) {
    case "entropyProduction":
      return 0;
    case "muA":
      return 1;
    case "muB":
      return 2;
    case "nA":
      return 3;
    case "nB":
      return N_B;
    default:
      return undefined;
  }
}

/** What of a solved tile is no rate. */
function fillMore(parameters: ParameterTable, out: SteadyStateColumns, first: number, count: number): void {
  const run = kernels();
  const n = even(count);
  const { at, isDicke, isRatio, phase } = parameters;
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
}

/** g_cr of each row (rad/s). */
export function fillCriticalCoupling(system: System, rows: number, out: Float64Array): void {
  const parameters = new ParameterTable(system);
  tiles(rows, (first, count) => {
    parameters.load(first, count);
    kernels().criticalCoupling(parameters.at, parameters.isDicke, scratch.at, even(count));
    scratch.give(0, count, out, first);
  });
}
