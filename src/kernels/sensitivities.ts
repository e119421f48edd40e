// Derivatives of a system's rates by its parameters, tile by tile.

import type { System } from "../models/system";
import { kernels } from "./instance";
import { even, Place, tiles } from "./memory";
import { ParameterTable } from "./parameters";
import { phases, rates, solveTile, statuses } from "./steady-state";

/**
 * The columns of assembly/steady-state/sensitivities.ts, in its order: number 7i + k is the derivative of the i-th of Π, μ_a, μ_b, n_a, n_b
 * by the k-th of ω_a, κ, ω_b, γ, the coupling as it is given (g or (g/g_cr)²), n_Ta, and n_Tb (or T_b where that is given).
 */
export interface SensitivityColumns {
  readonly derivatives: readonly (Float64Array | undefined)[];
  /** Π, μ_a, μ_b, n_a, n_b themselves. */
  readonly rates?: readonly Float64Array[];
  readonly status?: Uint8Array;
}

const columns = new Place(35);

/** Fills the columns for rows 0 … rows − 1 of a checked system. */
export function fillSensitivities(system: System, rows: number, out: SensitivityColumns): void {
  const parameters = new ParameterTable(system);
  const { at, isDicke, isRatio, isThermal } = parameters;
  tiles(rows, (first, count) => {
    const n = even(count);
    parameters.load(first, count);
    solveTile(parameters, n);
    out.rates?.forEach((column, i) => {
      rates.give(i, count, column, first);
    });
    kernels().sensitivities(at, isDicke, isRatio, isThermal, phases.at, statuses.at, columns.at, n);
    out.derivatives.forEach((column, k) => {
      column?.set(columns.rows(k, count), first);
    });
    out.status?.set(statuses.rows(count), first);
  });
}
