// What a steady-state kernel always gives, one column each: Π, μ_a, μ_b (1/s), n_a, n_b.

import { Lanes, Mask, Real } from "lanes";
import { Table } from "../table";

const COUNT: i32 = 5;

export class Rates {
  @inline static put(rates: usize, k: i32, row: i32, x: Real): void {
    Lanes.store(Table.cell(rates, k, row), x + Lanes.of(0)); // −0 + 0 = 0: an uncoupled row has no signed zeros
  }

  /** NaN in the rows that are not ok. */
  static blank(rates: usize, row: i32, ok: Mask): void {
    for (let k = 0; k < COUNT; k++) Table.write(rates, k, row, ok, Table.read(rates, k, row));
  }

  /** Writes only the rows that are ok. */
  static replace(rates: usize, k: i32, row: i32, ok: Mask, x: Real): void {
    Rates.put(rates, k, row, Lanes.select(ok, x, Table.read(rates, k, row)));
  }
}
