// A parameter is a number or a column of numbers.

import { expected } from "../errors";

/** Numbers, one a row. */
export type Column = Float64Array | readonly number[];

/** A parameter: one number for all rows, or one a row. */
export type Value = number | Column;

/**
 * The column as a Float64Array (itself if it is one). Its numbers may be out of range or NaN: that is the row's affair.
 *
 * @param element what each of its numbers should be, in words
 * @param whole what the argument may be, in words
 * @throws ArgumentError if it is no array, empty, or holds something other than numbers
 */
export function column(argument: string, value: unknown, element: string, whole = element): Float64Array {
  if (value instanceof Float64Array && value.length > 0) return value;
  if (!Array.isArray(value) || value.length === 0) {
    const isOtherView = ArrayBuffer.isView(value) && !(value instanceof Float64Array);
    throw expected(argument, isOtherView ? `${element}, or a column as Float64Array or array of numbers` : whole, value);
  }
  const wrong = value.findIndex((x) => typeof x !== "number");
  if (wrong >= 0) throw expected(`${argument}[${wrong}]`, element, value[wrong]);
  return Float64Array.from(value);
}

/** What may be given for a parameter, in words. */
export const numberOrColumn = (element: string): string => `${element} or a column of them`;
