// How a sampled and windowed record sees a spectrum: the tables that assembly/spectrum/sampled.ts reads.
// A sample is the signal averaged over its interval dt: S_d(f) = Σ_m sinc²((f + m/dt) dt) S(f + m/dt). A segment of length T convolves it with
// |W|², W the transform of its window: a sum over half bins is exact while the record forgets within T. Bins that lie whole bins apart
// share these nodes; a bin apart from all others has its own.

import type { Response } from "../data/response";
import { foldingsOf } from "./aliases";
import { kernels } from "./instance";
import { even, Workspace } from "./memory";
import { layOut } from "./nodes";
import { tapsOf } from "./taps";

const HEADER = 20;
const WORK = 10;
const BLOCK = 64;
const KINDS = 3;
const COLUMNS = 10;

/** Tables as the kernels read them, but for the place to work in; and the numbers that takes. */
export interface ResponseTables {
  readonly numbers: Float64Array;
  readonly work: number;
}

/** What was asked for last: the spectra of a batch have their frequencies in common. */
const known: { frequency: Float64Array; response: Response; isEven: boolean; tables: ResponseTables }[] = [];
const KEPT = 4;
const fields = ["interval", "length", "window", "beta"] as const;

/** The tables for the frequencies (Hz) and one more if they are odd in number; `isEven`: the spectrum does not tell f from −f. */
export function tablesOf(response: Response, frequency: Float64Array, isEven: boolean): ResponseTables {
  const at = known.findIndex(
    (one) =>
      one.isEven === isEven &&
      fields.every((field) => one.response[field] === response[field]) &&
      one.frequency.length === frequency.length &&
      frequency.every((f, i) => f === one.frequency[i]),
  );
  const [found] = at >= 0 ? known.splice(at, 1) : [];
  const entry = found ?? {
    frequency: frequency.slice(),
    response: { ...response },
    isEven,
    tables: build(response, frequency, isEven),
  };
  known.unshift(entry);
  known.length = Math.min(known.length, KEPT);
  return entry.tables;
}

/** One place for all: nothing in it outlives an evaluation. */
const workspace = new Workspace();

/** Address of a place for the kernels to work in, as large as any of these tables wants. To be asked for before what it is written to. */
export function workFor(tables: readonly (ResponseTables | undefined)[]): number {
  const most = tables.reduce((most, one) => Math.max(most, one?.work ?? 0), 0);
  return most > 0 ? workspace.take(most).byteOffset : 0;
}

/** Writes the tables to `out` from `from` on. */
export function putTables({ numbers }: ResponseTables, nodesAt: number, out: Float64Array, from: number): void {
  out.set(numbers, from);
  out[from + WORK] = nodesAt;
}

function build(response: Response, frequency: Float64Array, isEven: boolean): ResponseTables {
  const { interval, length } = response;
  const { sine } = kernels();
  const taps = tapsOf(response);
  const nodes = layOut(frequency, interval, length, taps);
  const count = nodes.frequency.length;
  const bins = even(frequency.length);
  const { points, levels } = foldingsOf(isEven);
  const weights = new Float64Array(count);
  const shares = new Float64Array(count * points.count); // sin²(πx)/π² and polynomials, of each node
  nodes.frequency.forEach((f, n) => {
    const x = f * interval;
    const sin = sine(Math.PI * x) / Math.PI;
    weights[n] = x === 0 ? 1 : (sin / x) ** 2;
    points.polynomials(isEven ? x * x : x, sin * sin, shares, n * points.count);
  });

  const stride = BLOCK + BLOCK * Math.ceil(nodes.most / BLOCK);
  const parts: { field: number; values: Float64Array }[] = [
    { field: 3, values: Float64Array.from([...taps.whole, ...taps.half]) },
    { field: 4, values: nodes.frequency },
    { field: 5, values: weights },
    { field: 6, values: nodes.wholePlaces },
    { field: 7, values: nodes.halfPlaces },
    { field: 8, values: nodes.blocks },
  ];
  const header = new Float64Array(HEADER);
  header.set([interval, taps.whole.length - 1, taps.half.length]);
  header[9] = stride;
  const tables = levels.map((level, k) => {
    const values = new Float64Array(level.count * bins);
    header[11 + 4 * k] = level.count;
    parts.push({ field: 12 + 4 * k, values: level.frequencies.map((x) => x / interval) });
    parts.push({ field: 13 + 4 * k, values: level.checks });
    parts.push({ field: 14 + 4 * k, values });
    return values;
  });
  const seen = new Float64Array(points.count);
  for (let bin = 0; bin < bins; bin++) {
    seen.fill(0);
    const add = (node: number, weight: number) => {
      for (let p = 0, at = node * points.count; p < points.count; p++) seen[p]! += weight * shares[at + p]!;
    };
    const whole = nodes.first(bin) + nodes.wholePlaces[bin]!;
    const half = nodes.first(bin) + nodes.halfPlaces[bin]!;
    taps.whole.forEach((weight, j) => {
      add(whole + j, weight);
      if (j > 0) add(whole - j, weight);
    });
    taps.half.forEach((weight, j) => {
      add(half + j, weight);
      add(half - 1 - j, weight);
    });
    levels.forEach((level, k) => {
      for (let j = 0; j < level.count; j++) {
        let sum = 0;
        for (let p = 0, at = j * points.count; p < points.count; p++) sum += seen[p]! * level.shares[at + p]!;
        tables[k]![j * bins + bin] = sum;
      }
    });
  }
  let size = HEADER;
  for (const { field, values } of parts) {
    header[field] = size;
    size += even(values.length);
  }
  const numbers = new Float64Array(size);
  numbers.set(header);
  for (const { field, values } of parts) numbers.set(values, header[field]!);
  return { numbers, work: KINDS * COLUMNS * stride };
}
