// A parameter is a number or a column of numbers.

import { expected } from "../errors";

/** Numbers, one a row. */
export type Column = Float64Array | readonly number[];

/** A parameter: one number for all rows, or one a row. */
export type Value = number | Column;

/**
 * The column as a Float64Array (itself if it is one). Its numbers may be out of range or NaN: that is the row's affair.
 *
 * @throws ArgumentError if it is no array, empty, or holds something other than numbers
 */
export function column(argument: string, value: unknown, expectation: string): Float64Array {
  if (value instanceof Float64Array || Array.isArray(value)) {
    if (value.length === 0) throw expected(argument, `${expectation} or a column of them`, "an empty column");
    if (value instanceof Float64Array) return value;
    const wrong = value.findIndex((x) => typeof x !== "number");
    if (wrong >= 0) throw expected(`${argument}[${wrong}]`, expectation, value[wrong]);
    return Float64Array.from(value);
  }
  if (ArrayBuffer.isView(value))
    throw expected(argument, `${expectation}, or a column as Float64Array or array of numbers`, value);
  throw expected(argument, `${expectation} or a column of them`, value);
}
