// What is kept of samples: sums, and counts in bins, so that a thousand million take no more room than a thousand.
//
// Bins must hold what a first look did not show. Where m is the median of the first samples and s half their central 68 %, x has its
// bin at t/(1 + |t|), t = (x − m)/s: the whole line goes into (−1, 1), finely near the middle and coarsely far out, and nothing beyond.

/** Samples that are summed by themselves before they join the others. */
export const BLOCK = 2048;
/** Bins of each quantity: s/1024 wide at the median, s/256 at a distance s from it. */
export const BINS = 2048;
const HALF = BINS / 2;
/** One more takes what rounding carries to the end of the line. */
const PLACES = BINS + 1;
/** Samples looked at to lay the bins. */
const PILOT = 256;
/** Statuses of a row: more than there are. */
export const STATUSES = 32;

/** Deviations of one block from the medians, by quantity; nobody keeps them. */
const deviations: Float64Array[] = [];

/** The samples of some quantities at one working point. */
export class Tally {
  /** Samples with a steady state. */
  stable = 0;
  /** All samples by what became of them. */
  readonly statuses = new Float64Array(STATUSES);
  readonly least: Float64Array;
  readonly greatest: Float64Array;
  readonly #middle: Float64Array;
  readonly #scale: Float64Array;
  readonly #sums: Float64Array;
  readonly #products: Float64Array;
  readonly #bins: Uint32Array;

  constructor(readonly quantities: number) {
    const k = quantities;
    this.least = new Float64Array(k).fill(Number.POSITIVE_INFINITY);
    this.greatest = new Float64Array(k).fill(Number.NEGATIVE_INFINITY);
    this.#middle = new Float64Array(k);
    this.#scale = new Float64Array(k);
    this.#sums = new Float64Array(k);
    this.#products = new Float64Array(k * k);
    this.#bins = new Uint32Array(k * PLACES);
    while (deviations.length < k) deviations.push(new Float64Array(BLOCK));
  }

  /** Takes the first `count` numbers of each column, one block, in the order of their numbers. */
  add(columns: readonly Float64Array[], status: Uint8Array, count: number): void {
    let stable = count;
    for (let i = 0; i < count; i++) {
      if (status[i] === 0) continue;
      this.statuses[status[i]!]!++;
      stable--;
    }
    this.statuses[0]! += stable;
    if (stable === 0) return;
    if (this.stable === 0) for (const [k, column] of columns.entries()) this.#lay(k, column, status, count);
    this.stable += stable;
    for (const [k, column] of columns.entries()) this.#count(k, column, status, count);
    const n = columns.length;
    for (let i = 0; i < n; i++) {
      this.#sums[i]! += sum(deviations[i]!, stable);
      for (let j = i; j < n; j++) this.#products[n * i + j]! += product(deviations[i]!, deviations[j]!, stable);
    }
  }

  /** Lays the bins of a quantity. */
  #lay(k: number, column: Float64Array, status: Uint8Array, count: number): void {
    const seen = new Float64Array(PILOT);
    let n = 0;
    for (let i = 0; i < count && n < PILOT; i++) if (status[i] === 0) seen[n++] = column[i]!;
    const sorted = seen.subarray(0, n).sort();
    const at = (part: number) => sorted[Math.floor(part * (n - 1))]!;
    const middle = at(0.5);
    // where most are alike, all that differ have a say; where all are, any scale will do
    const scale = (at(0.84) - at(0.16)) / 2 || (at(1) - at(0)) / 2 || Math.abs(middle);
    this.#middle[k] = middle;
    this.#scale[k] = Math.max(scale, 1e-290);
  }

  #count(k: number, column: Float64Array, status: Uint8Array, count: number): void {
    const own = deviations[k]!;
    const middle = this.#middle[k]!;
    const stable = deviate(column, status, count, middle, own);
    fillBins(own, stable, 1 / this.#scale[k]!, this.#bins, PLACES * k + HALF);
    const [least, greatest] = extremes(own, stable);
    this.least[k] = Math.min(this.least[k]!, middle + least);
    this.greatest[k] = Math.max(this.greatest[k]!, middle + greatest);
  }

  /** Mean of a quantity. */
  mean(k: number): number {
    return this.stable > 0 ? this.#middle[k]! + this.#sums[k]! / this.stable : Number.NaN;
  }

  /** Covariance of two quantities, n − 1 in its denominator. */
  covariance(i: number, j: number): number {
    const n = this.stable;
    if (n < 2) return Number.NaN;
    const [a, b] = i < j ? [i, j] : [j, i];
    const covariance = (this.#products[this.quantities * a + b]! - (this.#sums[a]! * this.#sums[b]!) / n) / (n - 1);
    return a === b ? Math.max(covariance, 0) : covariance;
  }

  /** The value below which a part of the samples lies, and the width of the bin it was found in. */
  quantile(k: number, probability: number): { value: number; resolution: number } {
    if (this.stable === 0) return { value: Number.NaN, resolution: Number.NaN };
    let left = probability * this.stable;
    let bin = 0;
    for (; bin < BINS; bin++) {
      const counted = this.#bins[k * PLACES + bin]!;
      if (counted >= left && counted > 0) break;
      left -= counted;
    }
    const [from, to] = [this.#edge(k, bin), this.#edge(k, bin + 1)];
    const counted = this.#bins[k * PLACES + bin]!;
    const value = from + (counted > 0 ? Math.min(left / counted, 1) : 1) * (to - from);
    return { value, resolution: to - from };
  }

  /** Lower edges of the bins that hold something, the upper edge of the last, and what each holds. */
  histogram(k: number): { edges: Float64Array; counts: Float64Array } {
    const own = this.#bins.subarray(k * PLACES, (k + 1) * PLACES);
    const first = Math.max(
      own.findIndex((n) => n > 0),
      0,
    );
    const end = own.findLastIndex((n) => n > 0) + 1;
    const counts = Float64Array.from(own.subarray(first, end));
    const edges = Float64Array.from({ length: counts.length + 1 }, (_, i) => this.#edge(k, first + i));
    return { edges, counts };
  }

  /** Where a bin begins, within what was seen. */
  #edge(k: number, bin: number): number {
    if (bin >= BINS) return this.greatest[k]!;
    const y = bin / HALF - 1;
    const x = this.#middle[k]! + (this.#scale[k]! * y) / (1 - Math.abs(y));
    return Math.min(this.greatest[k]!, Math.max(this.least[k]!, x));
  }
}

// Each of these is a loop of its own: a compiler does better by several short ones.

/** Deviations of the samples that have a steady state, and how many there are. */
function deviate(column: Float64Array, status: Uint8Array, count: number, middle: number, out: Float64Array): number {
  let n = 0;
  for (let i = 0; i < count; i++) if (status[i] === 0) out[n++] = column[i]! - middle;
  return n;
}

function fillBins(deviation: Float64Array, count: number, inverse: number, bins: Uint32Array, centre: number): void {
  for (let i = 0; i < count; i++) {
    const t = deviation[i]! * inverse;
    bins[(centre + (HALF * t) / (1 + Math.abs(t))) | 0]!++;
  }
}

function extremes(a: Float64Array, count: number): [least: number, greatest: number] {
  let least = a[0]!;
  let greatest = least;
  for (let i = 1; i < count; i++) {
    const x = a[i]!;
    if (x < least) least = x;
    if (x > greatest) greatest = x;
  }
  return [least, greatest];
}

/** Four at a time, which a machine adds side by side; always in this order. */
function sum(a: Float64Array, count: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 3 < count; i += 4) {
    s0 += a[i]!;
    s1 += a[i + 1]!;
    s2 += a[i + 2]!;
    s3 += a[i + 3]!;
  }
  for (; i < count; i++) s0 += a[i]!;
  return s0 + s1 + (s2 + s3);
}

function product(a: Float64Array, b: Float64Array, count: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 3 < count; i += 4) {
    s0 += a[i]! * b[i]!;
    s1 += a[i + 1]! * b[i + 1]!;
    s2 += a[i + 2]! * b[i + 2]!;
    s3 += a[i + 3]! * b[i + 3]!;
  }
  for (; i < count; i++) s0 += a[i]! * b[i]!;
  return s0 + s1 + (s2 + s3);
}
