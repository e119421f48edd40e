// A system's parameters as the kernels' table: seven columns of a tile, in the order of assembly/steady-state/row.ts.

import type { System } from "../models/system";
import type { Value } from "../models/values";
import { kernels } from "./instance";
import { even, FEW, Place, TILE } from "./memory";

const OMEGA_B = 2;
const COUPLING = 4;
const N_THERMAL_B = 6;
const TEMPERATURE_B = 7; // not the kernels': n_Tb is computed from it
const table = new Place(8);

/** The column of a field; a switch, as a table would look each name up anew. */
function columnOf(name: string): number | undefined {
  switch (name) {
    case "omegaA":
      return 0;
    case "kappaA":
      return 1;
    case "omegaB":
      return OMEGA_B;
    case "gammaB":
      return 3;
    case "gAB":
    case "couplingRatioSquared":
      return COUPLING;
    case "nThermalA":
      return 5;
    case "nThermalB":
      return N_THERMAL_B;
    case "temperatureB":
      return TEMPERATURE_B;
    default:
      return undefined;
  }
}

/** The number that each column of the table repeats, and in how many rows: a call with the same need not write it again. */
const held = Array.from({ length: table.count }, () => ({ value: 0, rows: 0 }));
/** n_Tb at the ω_b and T_b that are held. */
let heldOccupation: number | undefined;

const phases = { auto: 0, normal: 1, superradiant: 2 };

/** The table of one checked system; `load` fills it with some of its rows. One table serves all calls: load each tile right before its kernels run. */
export class ParameterTable {
  readonly at = table.at;
  readonly isDicke: boolean;
  /** 0 by the coupling, 1 normal, 2 superradiant. */
  readonly phase: number;
  /** Whether the coupling is (g/g_cr)². */
  readonly isRatio: boolean;
  /** Whether the coupling is the only column. */
  readonly isSweep: boolean;
  /** Whether n_Tb is the occupation at a temperature. */
  readonly isThermal: boolean;
  readonly #values: (Value | undefined)[];

  constructor(system: System) {
    this.isDicke = system.model === "dicke";
    this.phase = system.model === "dicke" ? phases[system.phase ?? "auto"] : phases.normal;
    const values: (Value | undefined)[] = [0, 0, 0, 0, 0, 0, undefined, undefined];
    let isRatio = false;
    let isSweep = true;
    const fields = system as unknown as Readonly<Record<string, Value | undefined>>;
    for (const name in fields) {
      const value = fields[name];
      const k = columnOf(name);
      if (k === undefined || value === undefined) continue;
      values[k] = value;
      if (name === "couplingRatioSquared") isRatio = true;
      if (typeof value !== "number" && k !== COUPLING) isSweep = false;
    }
    this.isRatio = isRatio;
    this.isSweep = isSweep;
    this.isThermal = values[TEMPERATURE_B] !== undefined;
    this.#values = values;
  }

  /** Fills the table with rows `first` to `first + rows`. */
  load(first: number, rows: number): void {
    const values = this.#values;
    const { numbers } = table;
    const padded = even(rows);
    for (let k = 0; k < values.length; k++) {
      const value = values[k];
      if (value === undefined) continue;
      if (typeof value === "number") {
        if (first === 0) repeat(value, k, padded);
        continue;
      }
      const start = k * TILE;
      forget(k);
      if (value instanceof Float64Array && rows > FEW) numbers.set(value.subarray(first, first + rows), start);
      else for (let i = 0; i < rows; i++) numbers[start + i] = value[first + i]!;
      if (padded > rows) numbers[start + rows] = numbers[start + rows - 1]!;
    }
    if (!this.isThermal) return;
    const isFixed = typeof values[TEMPERATURE_B] === "number" && typeof values[OMEGA_B] === "number";
    if (isFixed && first > 0) return;
    if (!isFixed || heldOccupation === undefined) {
      const occupation = table.column(N_THERMAL_B);
      kernels().thermalOccupation(table.column(OMEGA_B), table.column(TEMPERATURE_B), occupation, isFixed ? 2 : padded);
      forget(N_THERMAL_B);
    }
    if (!isFixed) return;
    heldOccupation ??= numbers[N_THERMAL_B * TILE]!;
    repeat(heldOccupation, N_THERMAL_B, padded);
  }
}

/** The number in the first `rows` rows of column k. */
function repeat(value: number, k: number, rows: number): void {
  const before = held[k]!;
  if (rows <= before.rows && value === before.value && (value !== 0 || Object.is(value, before.value))) return;
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
