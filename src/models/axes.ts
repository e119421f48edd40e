// Axes of sweeps.

import { ArgumentError, expected } from "../errors";
import { type Column, column } from "./values";

const MOST_ROWS = 2 ** 28;

/** The count of points, checked. */
export function pointCount(count: number): number {
  if (!Number.isInteger(count) || count < 1 || count > MOST_ROWS) {
    throw expected("count", "a whole number of points, 1 to 2^28", count);
  }
  return count;
}

function endpoint(argument: string, value: number): number {
  if (!Number.isFinite(value)) throw expected(argument, "a finite number", value);
  return value;
}

/**
 * `count` evenly spaced numbers from `from` to `to`, both included: from + (to − from) i/(count − 1).
 *
 * @throws ArgumentError if an end is not finite or `count` is not a positive whole number
 */
export function linspace(from: number, to: number, count: number): Float64Array {
  endpoint("from", from);
  endpoint("to", to);
  const points = new Float64Array(pointCount(count));
  const range = to - from;
  for (let i = 1; i < count - 1; i++) {
    const part = i / (count - 1);
    points[i] = Number.isFinite(range) ? from + part * range : from * (1 - part) + to * part;
  }
  points[count - 1] = to;
  points[0] = from;
  return points;
}

/**
 * The product of named axes as columns: every combination, the last axis fastest. Spread it into a system.
 *
 * @returns one Float64Array an axis, each of the product of all lengths
 * @throws ArgumentError if there is no axis, one is empty, or one holds something other than numbers
 */
export function grid<const A extends Readonly<Record<string, Column>>>(axes: A): { [K in keyof A]: Float64Array } {
  if (typeof axes !== "object" || axes === null || Array.isArray(axes)) {
    throw expected("axes", "an object of named axes", axes);
  }
  const names = Object.keys(axes);
  if (names.length === 0) throw new ArgumentError("axes", "expected at least one named axis, got none");
  const points = names.map((name) => column(name, axes[name], "a number", "a column of numbers"));
  const rows = points.reduce((product, axis) => product * axis.length, 1);
  if (rows > MOST_ROWS) throw expected("axes", "at most 2^28 rows in all", rows);
  let repeat = rows;
  const columns: Record<string, Float64Array> = {};
  names.forEach((name, k) => {
    const axis = points[k]!;
    repeat /= axis.length;
    const out = new Float64Array(rows);
    for (let row = 0; row < rows; row++) out[row] = axis[Math.floor(row / repeat) % axis.length]!;
    columns[name] = out;
  });
  return columns as { [K in keyof A]: Float64Array };
}
