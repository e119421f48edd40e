// The occupation of a bath, tile by tile.

import { kernels } from "./instance";
import { even, Place, tiles } from "./memory";

const table = new Place(3);

/** n_T of each row, from ω (rad/s) and T (K) of each row. */
export function fillThermalOccupation(
  omega: (row: number) => number,
  temperature: (row: number) => number,
  out: Float64Array,
): void {
  tiles(out.length, (first, count) => {
    const n = even(count);
    const { numbers } = table;
    for (let i = 0; i < n; i++) {
      const row = first + Math.min(i, count - 1);
      numbers[i] = omega(row);
      numbers[numbers.length / 3 + i] = temperature(row);
    }
    kernels().thermalOccupation(table.column(0), table.column(1), table.column(2), n);
    table.give(2, count, out, first);
  });
}
