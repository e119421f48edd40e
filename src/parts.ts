// Batches in parts, for the workers of a pool.

import { ArgumentError, checkOptions } from "./errors";
import type { Pooled } from "./kernels/crew";
import type { Tray } from "./kernels/tray";

/** Whether the options ask for a pool. */
export const isPooled = (options: unknown): options is Pooled =>
  typeof options === "object" && options !== null && (options as Partial<Pooled>).pool !== undefined;

const pooled = ["pool", "signal", "progress"];

/** Throws unless `options` has no fields but these and those of a pool, and the latter only with one. */
export function checkPooledOptions(options: object, known: readonly string[]): void {
  checkOptions(options, known, pooled);
  const { pool, signal, progress } = options as Partial<Pooled>;
  if (pool !== undefined || (signal === undefined && progress === undefined)) return;
  throw new ArgumentError(
    signal === undefined ? "progress" : "signal",
    "is for a call in a pool: without one nothing can be heard before it is done",
  );
}

type Numbers = Float64Array | Uint8Array;

/** Whether workers see the same memory. */
const isShared = ({ buffer }: Numbers): boolean =>
  typeof SharedArrayBuffer === "function" && buffer instanceof SharedArrayBuffer;

/** Rows `first` to `end` of what has columns; those that are not shared go by the tray. */
export function rowsOf<S extends object>(source: S, first: number, end: number, tray: Tray): S {
  const part = (value: unknown): unknown => {
    if (typeof value !== "object") return value;
    if (!(value instanceof Float64Array)) return tray.copy((value as number[]).slice(first, end));
    const rows = value.subarray(first, end);
    return isShared(value) ? rows : tray.copy(rows);
  };
  const rows: Record<string, unknown> = {};
  for (const name in source) rows[name] = part(source[name]);
  return rows as S;
}

/** All that can be listed as fields of its own: what is inherited is not sent to a worker. */
export function listed<S extends object>(source: S): S {
  const fields: Record<string, unknown> = {};
  for (const name in source) fields[name] = source[name];
  return fields as S;
}

/** Columns as they are named; those of one name in a record of their own. */
export type Results = { readonly [name: string]: Numbers | Results };

/** Where a worker writes rows `first` to `end` of the columns of a batch of `total`: there if it can, or else on the tray. */
export function placesFor(columns: Results, total: number, first: number, end: number, tray: Tray): Results {
  const places: Record<string, Numbers | Results> = {};
  for (const [name, column] of Object.entries(columns)) {
    if (!ArrayBuffer.isView(column)) {
      const own = placesFor(column, total, first, end, tray);
      if (Object.keys(own).length > 0) places[name] = own;
      continue;
    }
    const width = column.length / total;
    const place = isShared(column) ? column.subarray(width * first, width * end) : tray.place(column, width * (end - first));
    if (place) places[name] = place;
  }
  return places;
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

/** Two outputs in one place would leave only the later. */
export function refuseTwice(columns: Results): void {
  const places = placesOf(columns, []);
  for (let second = 1; second < places.length; second++) {
    const first = places.indexOf(places[second]!);
    if (first === second) continue;
    const names = namesOf(columns, "into");
    throw new ArgumentError(names[second]!, `is the same array as ${names[first]}`);
  }
}

/** All columns, in their order. */
function placesOf(columns: Results, places: Numbers[]): Numbers[] {
  for (const name in columns) {
    const column = columns[name]!;
    if (ArrayBuffer.isView(column)) places.push(column);
    else placesOf(column, places);
  }
  return places;
}

/** Their names, in the same order. */
const namesOf = (columns: Results, within: string): string[] =>
  Object.entries(columns).flatMap(([name, column]) =>
    ArrayBuffer.isView(column) ? `${within}.${name}` : namesOf(column, `${within}.${name}`),
  );
