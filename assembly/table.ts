// How a batch lies in memory: columns of TILE rows, one after another; a kernel is given the address of the first.

import { Lanes, Mask, Real } from "lanes";

export const TILE: i32 = 1024;

export class Table {
  /** Address of row `row` of column `k`. */
  @inline static cell(table: usize, k: i32, row: i32): usize {
    return table + ((<usize>row) << 3) + ((<usize>(k * TILE)) << 3);
  }

  @inline static read(table: usize, k: i32, row: i32): Real {
    return Lanes.load(Table.cell(table, k, row));
  }

  /** Writes x, or NaN where the row has no answer. */
  @inline static write(table: usize, k: i32, row: i32, answered: Mask, x: Real): void {
    Lanes.store(Table.cell(table, k, row), Lanes.select(answered, x, Lanes.of(NaN)));
  }
}
