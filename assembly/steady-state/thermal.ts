// The occupation of a bath and the temperature that an occupation stands for.

import { Lanes, Mask, Real } from "lanes";
import { Table } from "../table";

// Exact by the definition of the SI.
export const HBAR_PER_K: f64 = 6.62607015e-34 / 6.283185307179586 / 1.380649e-23;

/** n_T = 1/expm1(ħω/k_BT) of each row; 0 at T = 0; NaN for a negative temperature or ω ≤ 0. */
export function thermalOccupation(omega: usize, temperature: usize, occupation: usize, rows: i32): void {
  const zero = Lanes.of(0);
  for (let row = 0; row < rows; row += Lanes.rows()) {
    const T = Table.read(temperature, 0, row);
    const w = Table.read(omega, 0, row);
    const n = Lanes.of(1) / Lanes.expm1(Lanes.of(HBAR_PER_K) * (w / T));
    const valid: Mask = Lanes.and(Lanes.less(zero, w), Lanes.lessOrEqual(zero, T));
    Table.write(occupation, 0, row, valid, Lanes.select(Lanes.less(zero, T), n, zero));
  }
}

/** T = ħω/(k_B ln(1 + 1/n)) of each row; 0 at n = 0. */
export function effectiveTemperature(omega: usize, occupation: usize, temperature: usize, rows: i32): void {
  const zero = Lanes.of(0);
  for (let row = 0; row < rows; row += Lanes.rows()) {
    const n = Table.read(occupation, 0, row);
    const w = Table.read(omega, 0, row);
    const T: Real = (Lanes.of(HBAR_PER_K) * w) / Lanes.log1p(Lanes.of(1) / n);
    Table.write(temperature, 0, row, Lanes.lessOrEqual(zero, n), Lanes.select(Lanes.less(zero, n), T, zero));
  }
}
