// A system's parameters as the kernels' table: seven columns of a tile, in the order of assembly/steady-state/row.ts.

import type { System } from "../models/system";
import type { Value } from "../models/values";
import { kernels } from "./instance";
import { even, Place, TILE } from "./memory";

const OMEGA_B = 2;
const COUPLING = 4;
const N_THERMAL_B = 6;
const TEMPERATURE_B = 7; // not the kernels': n_Tb is computed from it
const table = new Place(8);

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
  const isOccupationFixed = typeof system.temperatureB === "number" && typeof system.omegaB === "number";
  return {
    at: table.at,
    isSweep: values.every((value, k) => k === COUPLING || typeof value !== "object"),
    isDicke,
    isRatio,
    isThermal: system.temperatureB !== undefined,
    phase: isDicke ? phases[system.phase ?? "auto"] : phases.normal,
    load(first, rows) {
      const { numbers } = table;
      const padded = even(rows);
      values.forEach((value, k) => {
        const at = k * TILE;
        if (typeof value === "number") {
          if (first === 0) numbers.fill(value, at, at + padded);
        } else if (value) {
          if (value instanceof Float64Array) numbers.set(value.subarray(first, first + rows), at);
          else for (let i = 0; i < rows; i++) numbers[at + i] = value[first + i]!;
          if (padded > rows) numbers[at + rows] = numbers[at + rows - 1]!;
        }
      });
      if (system.temperatureB !== undefined && (first === 0 || !isOccupationFixed)) {
        kernels().thermalOccupation(table.column(OMEGA_B), table.column(TEMPERATURE_B), table.column(N_THERMAL_B), padded);
      }
    },
  };
}

/** Address of the ω_b column of the table. */
export const omegaBColumn = (): number => table.column(OMEGA_B);
