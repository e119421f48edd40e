// Arrays by name as NumPy's .npz: what numpy.load reads.

import type { TimeRecord } from "../data/time-record";
import { npy, type Storable } from "./npy-writer";
import { inPieces, type RecordPieces } from "./record-pieces";
import type { Table } from "./table";
import { zip } from "./zip-writer";

/** How an archive is packed. */
export interface NpzOptions {
  /** true deflates; else the numbers are stored as they are, and can be read at random. */
  readonly deflate?: boolean;
}

/** Arrays by name as an .npz. */
export const npz = (arrays: Readonly<Record<string, Storable>>, options: NpzOptions = {}): AsyncGenerator<Uint8Array> =>
  zip(
    Object.entries(arrays).map(([name, array]) => ({ name: `${name}.npy`, bytes: () => npy(array) })),
    options,
  );

/**
 * The record as an .npz that `readNpz` reads back to the last bit: samples, interval, start, unit; `notes`, if there are any. A record
 * in pieces is asked for them twice, as their checksum stands before them.
 */
export function recordNpz(
  record: TimeRecord | RecordPieces,
  { notes = [], ...options }: NpzOptions & { readonly notes?: readonly string[] } = {},
): AsyncGenerator<Uint8Array> {
  const { interval, start, unit, ...samples } = inPieces(record);
  return npz({ samples, interval, start, unit, ...(notes.length > 0 && { notes }) }, options);
}

/** The columns of a table as an .npz: doubles, or texts; units, where there are any, as a text `<name>_unit`. */
export function tableNpz({ columns, rows }: Table, options: NpzOptions = {}): AsyncGenerator<Uint8Array> {
  const arrays = columns.flatMap(({ name, unit, at }): [string, Storable][] => {
    const cells = Array.from({ length: rows }, (_, row) => at(row));
    const isNumeric = cells.every((cell) => typeof cell === "number");
    const array = isNumeric ? Float64Array.from(cells) : cells.map(String);
    return unit === ""
      ? [[name, array]]
      : [
          [name, array],
          [`${name}_unit`, unit],
        ];
  });
  return npz(Object.fromEntries(arrays), options);
}
