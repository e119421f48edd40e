// Batches in parts, for the workers of a pool.

import { ArgumentError, checkOptions } from "./errors";
import type { Pooled } from "./kernels/crew";

/** Whether the options ask for a pool. */
export const isPooled = (options: unknown): options is Pooled =>
  typeof options === "object" && options !== null && "pool" in options && options.pool !== undefined;

/** Throws unless `options` has no fields but these and those of a pool, and the latter only with one. */
export function checkPooledOptions(options: object, known: readonly string[]): void {
  checkOptions(options, [...known, "pool", "signal", "progress"]);
  if (isPooled(options)) return;
  for (const name of ["signal", "progress"]) {
    if ((options as Readonly<Record<string, unknown>>)[name] !== undefined)
      throw new ArgumentError(name, "is for a call in a pool: without one nothing can be heard before it is done");
  }
}

type Numbers = Float64Array | Uint8Array;

/** Whether workers see the same memory. */
const isShared = ({ buffer }: Numbers): boolean =>
  typeof SharedArrayBuffer === "function" && buffer instanceof SharedArrayBuffer;

/** Rows `first` to `end` of what has columns; shared ones are not copied. */
export function rowsOf<S extends object>(source: S, first: number, end: number): { rows: S; transfer: ArrayBuffer[] } {
  const transfer: ArrayBuffer[] = [];
  const part = (value: unknown): unknown => {
    if (typeof value !== "object") return value;
    if (value instanceof Float64Array && isShared(value)) return value.subarray(first, end);
    const own =
      value instanceof Float64Array ? value.slice(first, end) : Float64Array.from((value as number[]).slice(first, end));
    transfer.push(own.buffer as ArrayBuffer);
    return own;
  };
  const rows = Object.fromEntries(Object.entries(source).map(([name, value]) => [name, part(value)])) as S;
  return { rows, transfer };
}

/** Columns as they are named; those of one name in a record of their own. */
export type Results = { readonly [name: string]: Numbers | Results };

/** Of the columns of a batch of `total` rows, the rows `first` to `end` of those that workers can write themselves. */
export function sharedRows(columns: Results, total: number, first: number, end: number): Results {
  const shared: Record<string, Numbers | Results> = {};
  for (const [name, column] of Object.entries(columns)) {
    if (!ArrayBuffer.isView(column)) shared[name] = sharedRows(column, total, first, end);
    else if (isShared(column)) {
      const width = column.length / total;
      shared[name] = column.subarray(width * first, width * end);
    }
  }
  return shared;
}

/** Puts the columns of a part where they belong in those of all `total` rows, from row `first` on. */
export function putRows(columns: Results, part: Results, total: number, first: number): void {
  for (const [name, column] of Object.entries(columns)) {
    if (!ArrayBuffer.isView(column)) putRows(column, part[name] as Results, total, first);
    else if (!isShared(column)) column.set(part[name] as Numbers, (column.length / total) * first);
  }
}

/** The first `rows` of the columns of a batch of `total`, as they are in memory. */
export function firstRows(columns: Results, total: number, rows: number): Results {
  const part = (column: Numbers | Results) =>
    ArrayBuffer.isView(column) ? column.subarray(0, (column.length / total) * rows) : firstRows(column, total, rows);
  return Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, part(column)]));
}
