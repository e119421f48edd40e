// What a steady-state kernel always gives, one column each: Π, μ_a, μ_b (1/s), n_a, n_b.

import { Lanes, Mask, Real } from "lanes";
import { Table } from "../table";

export class Rates {
  @inline static store(rates: usize, row: i32, ok: Mask, production: Real, muA: Real, muB: Real, nA: Real, nB: Real): void {
    const zero = Lanes.of(0); // −0 + 0 = 0: an uncoupled row has no signed zeros
    Table.write(rates, 0, row, ok, production + zero);
    Table.write(rates, 1, row, ok, muA + zero);
    Table.write(rates, 2, row, ok, muB + zero);
    Table.write(rates, 3, row, ok, nA + zero);
    Table.write(rates, 4, row, ok, nB + zero);
  }
}
