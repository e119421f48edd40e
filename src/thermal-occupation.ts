import { expected } from "./errors";
import { fillThermalOccupation } from "./kernels/thermal";
import { column, numberOrColumn, type Value } from "./models/values";

type RowsOfTwo<A, B> = A extends number ? (B extends number ? number : Float64Array) : Float64Array;

/**
 * Mean occupation of a bath: n_T = 1/(exp(ħω/k_BT) − 1), with h and k_B exact (SI). 0 at T = 0.
 *
 * @param omega angular frequency in rad/s, a number or a column
 * @param temperature temperature in K, a number or a column
 * @returns a number if both are numbers; else a column, NaN in the rows where ω ≤ 0 or T < 0
 * @throws ArgumentError if a number is out of range or columns differ in length
 */
export function thermalOccupation<const A extends Value, const B extends Value>(omega: A, temperature: B): RowsOfTwo<A, B> {
  const w = checked("omega", omega, "a positive angular frequency in rad/s", (x) => x > 0);
  const T = checked("temperature", temperature, "a temperature in K of zero or more", (x) => x >= 0);
  const rows = typeof w === "number" ? (typeof T === "number" ? 1 : T.length) : w.length;
  if (typeof w !== "number" && typeof T !== "number" && T.length !== w.length) {
    throw expected("temperature", `a column as long as omega, ${w.length} rows`, T);
  }
  const out = new Float64Array(rows);
  fillThermalOccupation(read(w), read(T), out);
  return (typeof w === "number" && typeof T === "number" ? out[0] : out) as RowsOfTwo<A, B>;
}

function checked(argument: string, value: Value, expectation: string, isIn: (x: number) => boolean): number | Float64Array {
  if (typeof value !== "number") return column(argument, value, expectation, numberOrColumn(expectation));
  if (!isIn(value) || !Number.isFinite(value)) throw expected(argument, expectation, value);
  return value;
}

const read = (x: number | Float64Array) => (typeof x === "number" ? () => x : (row: number) => x[row]!);
