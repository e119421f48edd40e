// The record that tells the kernels of one spectrum: assembly/spectrum/trace.ts reads what is written here.

import type { Detection } from "../models/detection";
import type { Value } from "../models/values";

/** Bins of a block, as in assembly/spectrum/block.ts. */
export const BLOCK = 96;

/** Base parameters in the kernels' order; `coupling` and `bathB` are given in one of several ways. */
export const BASES = [
  "omegaA",
  "kappaA",
  "omegaB",
  "gammaB",
  "coupling",
  "nThermalA",
  "bathB",
  "angle",
  "efficiency",
  "gain",
  "dark",
  "background",
  "backgroundSlope",
] as const;

export type Base = (typeof BASES)[number];

export const setups = { optomechanics: 0, dicke: 1, superradiant: 2, thermal: 3, vacuum: 4 } as const;
const detections = { homodyne: 0, heterodyne: 1, position: 2 } as const satisfies Record<Detection["detection"], number>;
const couplingKinds = { gAB: 0, couplingRatioSquared: 1, logDistance: 2, couplingSquaredPerPower: 3 } as const;
const bathKinds = { nThermalB: 0, temperatureB: 1 } as const;

/** Numbers of a record. */
export const TRACE_SIZE = 56;
const BASE = 15;
const SLOT = 28;
const VARIABLE = 41;

/** What stands in a record; addresses are those of the kernels' memory. */
export interface TraceRecord {
  readonly setup: keyof typeof setups;
  readonly detection: keyof typeof detections;
  readonly coupling: keyof typeof couplingKinds;
  readonly bath: keyof typeof bathKinds;
  /** Pump power, for a coupling given by it. */
  readonly power: number;
  /** 1 two-sided, 2 one-sided, 0 no light at all. */
  readonly sides: number;
  /** Bins, even. */
  readonly bins: number;
  readonly centresAt: number;
  /** What response.ts has written; 0 if the record shows the spectrum as it is. */
  readonly responseAt: number;
  readonly densitiesAt: number;
  readonly weightsAt: number;
  readonly hasErrors: boolean;
  /** Compares logarithms (weights: one by the relative error of a bin), for a search far from its end. */
  readonly isLogarithmic?: boolean;
  readonly averages: number;
  /** Unless `putWorkingPoint` writes them. */
  readonly base?: Readonly<Record<Base, number>>;
  /** The variables that move the spectrum: which base parameter each is, and its number in the fit; shared ones first. */
  readonly variables: readonly { readonly base: Base; readonly index: number }[];
  readonly shared: number;
  readonly resultAt: number;
}

/** Writes a record to `out`. */
export function putTrace(out: Float64Array, trace: TraceRecord): void {
  const { base, variables } = trace;
  out[0] = setups[trace.setup];
  out[1] = detections[trace.detection];
  out[2] = couplingKinds[trace.coupling];
  out[3] = bathKinds[trace.bath];
  out[4] = trace.power;
  out[5] = trace.sides;
  out[6] = trace.bins;
  out[7] = trace.centresAt;
  out[8] = trace.responseAt;
  out[9] = trace.densitiesAt;
  out[10] = trace.weightsAt;
  out[11] = trace.isLogarithmic ? 2 : Number(trace.hasErrors);
  out[12] = trace.averages;
  out[13] = variables.length;
  out[14] = trace.shared;
  if (base) for (let b = 0; b < BASES.length; b++) out[BASE + b] = base[BASES[b]!];
  for (let i = 0; i < variables.length; i++) {
    out[SLOT + i] = BASES.indexOf(variables[i]!.base);
    out[VARIABLE + i] = variables[i]!.index;
  }
  out[VARIABLE + BASES.length] = trace.resultAt;
}

/** Writes a row's setup and base parameters, in their order and each a number or a column, to a record. */
export function putWorkingPoint(out: Float64Array, setup: TraceRecord["setup"], values: readonly Value[], row: number): void {
  out[0] = setups[setup];
  for (let b = 0; b < BASES.length; b++) {
    const value = values[b]!;
    out[BASE + b] = typeof value === "number" ? value : value[row]!;
  }
}

/** Writes one base parameter to a record. */
export function putParameter(out: Float64Array, base: Base, value: number): void {
  out[BASE + BASES.indexOf(base)] = value;
}
