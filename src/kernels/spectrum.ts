// Spectra of a system, row by row.

import type { Response } from "../data/response";
import { type Detection, detectionParameters, type Homodyne } from "../models/detection";
import type { ThermalOscillator } from "../models/oscillator";
import type { Dicke, System } from "../models/system";
import type { Value } from "../models/values";
import { kernels } from "./instance";
import { copy, even, Workspace } from "./memory";
import { putTables, tablesOf, workFor } from "./response";
import { fillSteadyState } from "./steady-state";
import { type Base, BLOCK, putTrace, putWorkingPoint, TRACE_SIZE, type TraceRecord } from "./traces";

const OK = 0;
const INVALID = 16;
const OMEGA_B = 2;
const GAMMA_B = 3;
const N_THERMAL_B = 6;
const SUPERRADIANT = 2;
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
function baseOf(name: string): Base {
  switch (name) {
    case "gAB":
    case "couplingRatioSquared":
      return "coupling";
    case "nThermalB":
    case "temperatureB":
      return "bathB";
    default:
      return name as Base;
  }
}

/** What of a source and its detection stands in the kernels' record: the base parameters in their order, each a number or a column. */
function baseValues({ source, detection }: Observation): readonly Value[] {
  const { omegaA, kappaA, omegaB, gammaB, gAB, couplingRatioSquared, nThermalA, nThermalB, temperatureB } =
    source as Partial<Dicke>;
  const { angle, efficiency, gain, dark, background, backgroundSlope } = detection as Partial<Homodyne>;
  const otherwise = detectionParameters;
  return [
    omegaA ?? 0,
    kappaA ?? 0,
    omegaB ?? 0,
    gammaB ?? 0,
    couplingRatioSquared ?? gAB ?? 0,
    nThermalA ?? 0,
    temperatureB ?? nThermalB ?? 0,
    angle ?? otherwise.angle.otherwise,
    efficiency ?? otherwise.efficiency.otherwise,
    gain ?? otherwise.gain.otherwise,
    dark ?? otherwise.dark.otherwise,
    background ?? otherwise.background.otherwise,
    backgroundSlope ?? otherwise.backgroundSlope.otherwise,
  ];
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
  const values = baseValues(observation);
  const phase = source.model === "dicke" ? new Uint8Array(rows) : undefined;
  const { status, jacobian } = out;
  if (source.model === "thermal") judgeOscillator(source, rows, status);
  else fillSteadyState(source, rows, phase ? { status, phase } : { status });

  const parameters = jacobian ? Object.keys(jacobian) : [];
  const count = frequencies.length;
  const bins = even(count);
  const tables =
    response && tablesOf(response, frequencies, { isEven: detection.detection !== "heterodyne", isWindowed: true });
  const nodesAt = tables ? workFor([tables]) : 0;
  const arrays = 2 + parameters.length + 3;
  const tile = Math.min(bins, MOST);
  const numbers = workspace.take(TRACE_SIZE + tile * arrays + (tables?.numbers.length ?? 0));
  const recordAt = numbers.byteOffset;
  const at = recordAt + 8 * TRACE_SIZE;
  if (tables) putTables(tables, nodesAt, numbers, TRACE_SIZE + tile * arrays);
  const variables: { base: Base; index: number }[] = [];
  for (let index = 0; index < parameters.length; index++) variables.push({ base: baseOf(parameters[index]!), index });
  const record: TraceRecord = {
    setup: source.model,
    detection: detection.detection,
    coupling: (source as Partial<Dicke>).couplingRatioSquared === undefined ? "gAB" : "couplingRatioSquared",
    bath: source.temperatureB === undefined ? "nThermalB" : "temperatureB",
    power: 1,
    sides,
    bins,
    centresAt: centres.at,
    responseAt: tables ? at + 8 * tile * arrays : 0,
    densitiesAt: 0,
    weightsAt: 0,
    hasErrors: false,
    averages: 1,
    variables,
    shared: 0,
    resultAt: 0,
  };
  putTrace(numbers, record);
  const { density, signal, sidebandRe, sidebandIm, intracavity } = out;
  const densitiesAt = density ? at : 0;
  const signalsAt = signal ? at + 8 * tile : 0;
  const jacobianAt = parameters.length > 0 ? at + 16 * tile : 0;
  const lightAt = sidebandRe || sidebandIm || intracavity ? at + 8 * tile * (arrays - 3) : 0;
  const to = [density, signal];
  for (let i = 0; i < parameters.length; i++) to.push(jacobian![parameters[i]!]);
  to.push(sidebandRe, sidebandIm, intracavity);
  const run = kernels();
  for (let row = 0; row < rows; row++) {
    if (status[row] !== OK) {
      for (const array of to) array?.fill(Number.NaN, row * count, (row + 1) * count);
      continue;
    }
    putWorkingPoint(numbers, phase?.[row] === SUPERRADIANT ? "superradiant" : source.model, values, row);
    for (let first = 0; first < count; first += tile) {
      const n = Math.min(tile, count - first);
      run.spectrumTile(recordAt, first, even(n), tile, densitiesAt, signalsAt, jacobianAt, lightAt);
      for (let k = 0; k < arrays; k++) if (to[k]) copy(columnOf(numbers, tile, k), n, to[k]!, row * count + first);
    }
  }
}

let columnsOf: Float64Array | undefined;
let columnsLength = 0;
let columns: Float64Array[] = [];

/** Column k of `length` numbers behind a record: views, which are kept as long as the place is. */
function columnOf(numbers: Float64Array, length: number, k: number): Float64Array {
  if (numbers !== columnsOf || length !== columnsLength) {
    columnsOf = numbers;
    columnsLength = length;
    columns = [];
  }
  columns[k] ??= numbers.subarray(TRACE_SIZE + length * k, TRACE_SIZE + length * (k + 1));
  return columns[k];
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
