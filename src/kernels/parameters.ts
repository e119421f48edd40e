// A system's parameters as the kernels' table: seven columns of a tile, in the order of assembly/steady-state/row.ts.

import type { System } from "../models/system";
import type { Column, Value } from "../models/values";
import { kernels } from "./instance";
import { even, FEW, Place, TILE } from "./memory";

const OMEGA_B = 2;
const COUPLING = 4;
const N_THERMAL_B = 6;
const TEMPERATURE_B = 7; // not the kernels': n_Tb is computed from it
const table = new Place(8);

/** The number that each column of the table repeats, and in how many rows: a call with the same need not write it again. */
const held = Array.from({ length: table.count }, () => ({ value: 0, rows: 0 }));
/** n_Tb at the ω_b and T_b that are held. */
let heldOccupation: number | undefined;

/** The table of one system; `load` fills it with rows `first` to `first + rows`. */
export interface ParameterTable {
  readonly at: number;
  /** Whether the coupling is the only column. */
  readonly isSweep: boolean;
  readonly isDicke: boolean;
  readonly isRatio: boolean;
  /** Whether n_Tb is the occupation at a temperature. */
  readonly isThermal: boolean;
  /** 0 by the coupling, 1 normal, 2 superradiant. */
  readonly phase: number;
  load(first: number, rows: number): void;
}

const phases = { auto: 0, normal: 1, superradiant: 2 };

/** Binds a checked system to the table. One table serves all calls: load each tile right before its kernels run. */
export function parameterTable(system: System): ParameterTable {
  const isDicke = system.model === "dicke";
  const isRatio = isDicke && system.couplingRatioSquared !== undefined;
  const values: readonly (Value | undefined)[] = [
    system.omegaA,
    system.kappaA,
    system.omegaB,
    system.gammaB,
    (isRatio ? system.couplingRatioSquared : system.gAB) ?? 0,
    system.nThermalA ?? 0,
    system.nThermalB,
    system.temperatureB,
  ];
  const columns: number[] = [];
  for (let k = 0; k < values.length; k++) if (typeof values[k] === "object") columns.push(k);
  const isThermal = system.temperatureB !== undefined;
  const isOccupationFixed = typeof system.temperatureB === "number" && typeof system.omegaB === "number";
  const { at } = table;
  return {
    at,
    isSweep: columns.every((k) => k === COUPLING),
    isDicke,
    isRatio,
    isThermal,
    phase: isDicke ? phases[system.phase ?? "auto"] : phases.normal,
    load(first, rows) {
      const { numbers } = table;
      const padded = even(rows);
      if (first === 0) {
        for (let k = 0; k < values.length; k++) {
          const value = values[k];
          if (typeof value === "number") repeat(value, k, padded);
        }
      }
      for (const k of columns) {
        const value = values[k] as Column;
        const start = k * TILE;
        forget(k);
        if (value instanceof Float64Array && rows > FEW) numbers.set(value.subarray(first, first + rows), start);
        else for (let i = 0; i < rows; i++) numbers[start + i] = value[first + i]!;
        if (padded > rows) numbers[start + rows] = numbers[start + rows - 1]!;
      }
      if (!isThermal || (isOccupationFixed && first > 0)) return;
      const omega = table.column(OMEGA_B);
      const occupation = table.column(N_THERMAL_B);
      if (!isOccupationFixed || heldOccupation === undefined) {
        kernels().thermalOccupation(omega, table.column(TEMPERATURE_B), occupation, isOccupationFixed ? 2 : padded);
        forget(N_THERMAL_B);
      }
      if (!isOccupationFixed) return;
      heldOccupation ??= numbers[N_THERMAL_B * TILE]!;
      repeat(heldOccupation, N_THERMAL_B, padded);
    },
  };
}

/** The number in the first `rows` rows of column k. */
function repeat(value: number, k: number, rows: number): void {
  const before = held[k]!;
  if (rows <= before.rows && Object.is(value, before.value)) return;
  forget(k);
  const { numbers } = table;
  const start = k * TILE;
  if (rows > FEW) numbers.fill(value, start, start + rows);
  else for (let i = 0; i < rows; i++) numbers[start + i] = value;
  before.value = value;
  before.rows = rows;
}

/** Column k is about to hold something else. */
function forget(k: number): void {
  held[k]!.rows = 0;
  if (k === OMEGA_B || k === TEMPERATURE_B) heldOccupation = undefined;
}

/** Address of the ω_b column of the table. */
export const omegaBColumn = (): number => table.column(OMEGA_B);
