// Spectra of a system, row by row.

import type { Response } from "../data/response";
import { type Detection, detectionParameters } from "../models/detection";
import type { ThermalOscillator } from "../models/oscillator";
import type { System } from "../models/system";
import type { Value } from "../models/values";
import { kernels } from "./instance";
import { copy, even, Workspace } from "./memory";
import { putTables, tablesOf, workFor } from "./response";
import { fillSteadyState } from "./steady-state";
import {
  BASES,
  type Base,
  BLOCK,
  bathKinds,
  couplingKinds,
  putTrace,
  putWorkingPoint,
  TRACE_SIZE,
  type TraceRecord,
} from "./traces";

const OK = 0;
const INVALID = 16;
const OMEGA_B = 2;
const GAMMA_B = 3;
const N_THERMAL_B = 6;
const SUPERRADIANT = 2;
/** Base parameters, to be written row by row. */
const NONE = Object.fromEntries(BASES.map((name) => [name, 0])) as Record<Base, number>;
/** Bins worked out at once, whole blocks: with derivatives they fit the cache. */
const MOST = 20 * BLOCK;
const workspace = new Workspace();
const centres = new Workspace();

/** Arrays of rows × bins to be written; what is absent is not computed. */
export interface SpectrumColumns {
  status: Uint8Array;
  density?: Float64Array;
  signal?: Float64Array;
  /** One array a parameter, by its name. */
  jacobian?: Readonly<Record<string, Float64Array>>;
  sidebandRe?: Float64Array;
  sidebandIm?: Float64Array;
  intracavity?: Float64Array;
}

/** A spectrum to be computed: of what, how measured. */
export interface Observation {
  readonly source: System | ThermalOscillator;
  readonly detection: Detection;
  readonly sides: 1 | 2;
  readonly response?: Response;
}

/** The base parameter that a parameter is. */
export const baseOf = (name: string): Base =>
  name in couplingKinds ? "coupling" : name in bathKinds ? "bathB" : (name as Base);

/** What of a source and its detection stands in the kernels' record: the base parameters in their order, each a number or a column. */
function baseValues({ source, detection }: Observation): {
  coupling: keyof typeof couplingKinds;
  bath: keyof typeof bathKinds;
  values: readonly Value[];
} {
  const own = source as unknown as Readonly<Record<string, Value | undefined>>;
  const recording = detection as unknown as Readonly<Record<string, Value | undefined>>;
  const coupling = own.couplingRatioSquared === undefined ? "gAB" : "couplingRatioSquared";
  const bath = own.temperatureB === undefined ? "nThermalB" : "temperatureB";
  const otherwise: Readonly<Record<string, { otherwise: number }>> = detectionParameters;
  const values = BASES.map((name) =>
    name in otherwise
      ? (recording[name] ?? otherwise[name]!.otherwise)
      : (own[name === "coupling" ? coupling : name === "bathB" ? bath : name] ?? 0),
  );
  return { coupling, bath, values };
}

/** Puts frequencies into the kernels' memory, where `fillSpectrum` takes them from; false if one of them is not a number, or beyond 1e20 Hz. */
export function fillFrequencies(frequencies: Float64Array): boolean {
  const count = frequencies.length;
  const place = centres.take(even(count));
  place.set(frequencies);
  place.fill(frequencies[count - 1]!, count);
  return kernels().within(place.byteOffset, place.length, -1e20, 1e20);
}

/** Fills the arrays for rows 0 … rows − 1 of a checked observation at the frequencies (Hz) that have been put. */
export function fillSpectrum(observation: Observation, frequencies: Float64Array, rows: number, out: SpectrumColumns): void {
  const { source, detection, sides, response } = observation;
  const { coupling, bath, values } = baseValues(observation);
  const phase = new Uint8Array(rows);
  if (source.model === "thermal") judgeOscillator(source, rows, out.status);
  else fillSteadyState(source, rows, { status: out.status, phase });

  const parameters = Object.keys(out.jacobian ?? {});
  const count = frequencies.length;
  const bins = even(count);
  const tables =
    response && tablesOf(response, frequencies, { isEven: detection.detection !== "heterodyne", isWindowed: true });
  const nodesAt = workFor([tables]);
  const arrays = 2 + parameters.length + 3;
  const tile = Math.min(bins, MOST);
  const numbers = workspace.take(TRACE_SIZE + tile * arrays + (tables?.numbers.length ?? 0));
  const at = (k: number) => numbers.byteOffset + 8 * (TRACE_SIZE + tile * k);
  if (tables) putTables(tables, nodesAt, numbers, TRACE_SIZE + tile * arrays);
  const isLight = out.sidebandRe || out.sidebandIm || out.intracavity;
  const wanted: { to: Float64Array; from: Float64Array }[] = [];
  const want = (k: number, to: Float64Array | undefined) => {
    if (to) wanted.push({ to, from: numbers.subarray(TRACE_SIZE + tile * k, TRACE_SIZE + tile * (k + 1)) });
  };
  want(0, out.density);
  want(1, out.signal);
  for (let i = 0; i < parameters.length; i++) want(2 + i, out.jacobian![parameters[i]!]);
  want(arrays - 3, out.sidebandRe);
  want(arrays - 2, out.sidebandIm);
  want(arrays - 1, out.intracavity);
  const densitiesAt = out.density ? at(0) : 0;
  const signalsAt = out.signal ? at(1) : 0;
  const jacobianAt = parameters.length > 0 ? at(2) : 0;
  const lightAt = isLight ? at(arrays - 3) : 0;
  const record: TraceRecord = {
    setup: source.model,
    detection: detection.detection,
    coupling,
    bath,
    power: 1,
    sides,
    bins,
    centresAt: centres.at,
    responseAt: tables ? at(arrays) : 0,
    densitiesAt: 0,
    weightsAt: 0,
    hasErrors: false,
    averages: 1,
    base: NONE,
    variables: parameters.map((name, index) => ({ base: baseOf(name), index })),
    shared: 0,
    resultAt: 0,
  };
  putTrace(numbers, record);
  const run = kernels();
  for (let row = 0; row < rows; row++) {
    if (out.status[row] !== OK) {
      for (const { to } of wanted) to.fill(Number.NaN, row * count, (row + 1) * count);
      continue;
    }
    putWorkingPoint(numbers, phase[row] === SUPERRADIANT ? "superradiant" : source.model, values, row);
    for (let first = 0; first < count; first += tile) {
      const n = Math.min(tile, count - first);
      run.spectrumTile(numbers.byteOffset, first, even(n), tile, densitiesAt, signalsAt, jacobianAt, lightAt);
      for (const { to, from } of wanted) copy(from, n, to, row * count + first);
    }
  }
}

/** The status of each row of a thermal oscillator. */
function judgeOscillator(
  { omegaB, gammaB, temperatureB, nThermalB }: ThermalOscillator,
  rows: number,
  status: Uint8Array,
): void {
  const isWithin = (value: Value, row: number, least: number) => {
    const x = typeof value === "number" ? value : value[row]!;
    return x >= least && x <= 1e20;
  };
  for (let row = 0; row < rows; row++) {
    status[row] = !isWithin(omegaB, row, 1e-20)
      ? INVALID + OMEGA_B
      : !isWithin(gammaB, row, 1e-20)
        ? INVALID + GAMMA_B
        : isWithin((temperatureB ?? nThermalB)!, row, 0)
          ? OK
          : INVALID + N_THERMAL_B;
  }
}
