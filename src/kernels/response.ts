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
import { BLOCK } from "./traces";

const HEADER = 20;
const WORK = 10;
const KINDS = 3;
const COLUMNS = 9;

/** Tables as the kernels read them, but for the place to work in; and the numbers that takes. */
export interface ResponseTables {
  readonly numbers: Float64Array;
  readonly work: number;
}

/** What a spectrum is that a record shows, and how it is looked at. */
export interface Look {
  /** Whether it does not tell f from −f. */
  readonly isEven: boolean;
  /** Whether the window counts; else each bin shows its own frequency, and what folds to it. */
  readonly isWindowed: boolean;
}

interface Request extends Look, Response {
  readonly frequency: Float64Array;
}

/** What was asked for last: the spectra of a batch have their frequencies in common. */
const known: { request: Request; tables: ResponseTables }[] = [];
const KEPT = 4;
const fields = ["isEven", "isWindowed", "interval", "length", "window", "beta"] as const;

/** The tables for the frequencies (Hz) and one more if they are odd in number. */
export function tablesOf(response: Response, frequency: Float64Array, look: Look): ResponseTables {
  const request: Request = { ...response, ...look, frequency };
  const at = known.findIndex(
    (one) =>
      fields.every((field) => one.request[field] === request[field]) &&
      one.request.frequency.length === frequency.length &&
      frequency.every((f, i) => f === one.request.frequency[i]),
  );
  const [found] = at >= 0 ? known.splice(at, 1) : [];
  const entry = found ?? { request: { ...request, frequency: frequency.slice() }, tables: build(request) };
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

function build(request: Request): ResponseTables {
  const { interval, length, frequency, isEven, isWindowed } = request;
  const { sine } = kernels();
  const taps = isWindowed ? tapsOf(request) : { whole: Float64Array.of(1), half: new Float64Array(0) };
  const nodes = layOut(frequency, interval, length, taps);
  const count = nodes.frequency.length;
  const bins = even(frequency.length);
  const { points, levels } = foldingsOf(isEven);
  const weights = new Float64Array(count);
  /** sin²(πx)/π² times polynomials, of each of the nodes that are worked out at once. */
  const shares = new Float64Array(nodes.most * points.count);
  const workOut = (first: number, many: number) => {
    for (let n = 0; n < many; n++) {
      const x = nodes.frequency[first + n]! * interval;
      const sin = sine(Math.PI * x) / Math.PI;
      weights[first + n] = x === 0 ? 1 : (sin / x) ** 2;
      points.polynomials(isEven ? x * x : x, sin * sin, shares, n * points.count);
    }
  };

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
  // what a bin sees of each polynomial, and from that its shares
  const seen = new Float64Array(points.count);
  const add = (weight: number, node: number, other: number) => {
    const width = seen.length;
    for (let p = 0, a = node * width, b = other * width; p < width; p++) seen[p]! += weight * (shares[a + p]! + shares[b + p]!);
  };
  for (let bin = 0; bin < bins; bin++) {
    if (bin % BLOCK === 0) workOut(nodes.blocks[(2 * bin) / BLOCK]!, nodes.blocks[(2 * bin) / BLOCK + 1]!);
    const whole = nodes.wholePlaces[bin]!;
    const half = nodes.halfPlaces[bin]!;
    seen.fill(0);
    add(0.5 * taps.whole[0]!, whole, whole);
    for (let j = 1; j < taps.whole.length; j++) add(taps.whole[j]!, whole + j, whole - j);
    for (let j = 0; j < taps.half.length; j++) add(taps.half[j]!, half + j, half - 1 - j);
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
