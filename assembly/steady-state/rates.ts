// What a steady-state kernel always gives, one column each: Π, μ_a, μ_b (1/s), n_a, n_b.

import { Lanes, Mask, Real } from "lanes";
import { Table } from "../table";

export class Rates {
  /** The rows that are ok; in the others NaN, or what is there if `keep`. */
  @inline static store(
    rates: usize,
    row: i32,
    ok: Mask,
    keep: bool,
    production: Real,
    muA: Real,
    muB: Real,
    nA: Real,
    nB: Real,
  ): void {
    Rates.put(rates, 0, row, ok, keep, production);
    Rates.put(rates, 1, row, ok, keep, muA);
    Rates.put(rates, 2, row, ok, keep, muB);
    Rates.put(rates, 3, row, ok, keep, nA);
    Rates.put(rates, 4, row, ok, keep, nB);
  }

  @inline private static put(rates: usize, k: i32, row: i32, ok: Mask, keep: bool, x: Real): void {
    const unsigned = x + Lanes.of(0); // −0 + 0 = 0: an uncoupled row has no signed zeros
    Lanes.store(Table.cell(rates, k, row), Lanes.select(ok, unsigned, keep ? Table.read(rates, k, row) : Lanes.of(NaN)));
  }
}
