// Sums of the periodograms of a record's segments, and the transforms behind them: their plans, and the order they leave results in.

import { kernels } from "./instance";
import { Workspace } from "./memory";

/** How segments are cut from a record and weighted. */
export interface Segmentation {
  /** Samples a segment. */
  readonly length: number;
  /** Samples from the beginning of one segment to that of the next. */
  readonly step: number;
  readonly window: Float64Array;
  readonly detrend: "none" | "constant" | "linear";
  readonly isComplex: boolean;
}

const HEAD = 34; // of a plan, as in assembly/signal/fourier.ts
const trends = { none: 0, constant: 1, linear: 2 } as const;
const planned = new Workspace();
const workspace = new Workspace();

/** The transform of n samples: through one of m = n samples, or a longer one if n has prime factors beyond 5. */
interface Transform {
  readonly n: number;
  readonly m: number;
  readonly radices: readonly number[];
}

/** Segments that the kernel takes at once. */
const widthOf = ({ isComplex }: Segmentation): number => (isComplex ? 2 : 4);

function radicesOf(n: number): number[] | undefined {
  const radices: number[] = [];
  let rest = n;
  for (const prime of [5, 3]) for (; rest % prime === 0; rest /= prime) radices.push(prime);
  let twos = 0;
  for (; rest % 2 === 0; rest /= 2) twos++;
  if (rest !== 1) return undefined;
  if (twos % 2 === 1) radices.push(2);
  for (; twos >= 2; twos -= 2) radices.push(4);
  return radices;
}

function transformOf(n: number): Transform {
  const own = radicesOf(n);
  if (own) return { n, m: n, radices: own };
  for (let m = 4 * Math.ceil((2 * n - 1) / 4); ; m += 4) {
    const radices = radicesOf(m);
    if (radices) return { n, m, radices };
  }
}

/** Where the transform leaves number k. */
function placeOf({ m, radices }: Transform, k: number): number {
  let [place, rest, block] = [0, k, m];
  for (const radix of radices) {
    block /= radix;
    place += (rest % radix) * block;
    rest = Math.floor(rest / radix);
  }
  return place;
}

let current: Transform | undefined;

/** Addresses of the transform's plan and of its chirp, 0 if it needs none. Plans are kept until another length is asked for. */
function planOf(n: number): { transform: Transform; plan: number; chirp: number } {
  const transform = current?.n === n ? current : transformOf(n);
  const { m, radices } = transform;
  const size = HEAD + 2 * (m - 1);
  const isChirp = m !== n;
  if (isChirp) workspace.take(4 * m); // before any view that putChirp has: if the memory grew there, they would be empty
  const numbers = planned.take(size + (isChirp ? 2 * n + 2 * m + Math.ceil(m / 2) : 0));
  const at = numbers.byteOffset;
  const chirp = isChirp ? at + 8 * size : 0;
  if (transform === current) return { transform, plan: at, chirp };
  current = undefined;
  numbers.set([m, radices.length, ...radices]);
  kernels().fourierPlan(at);
  if (isChirp) putChirp(transform, numbers.subarray(size), at);
  current = transform;
  return { transform, plan: at, chirp };
}

/** Writes e^{−πi t²/n}, t < n, the transform of its conjugate over m, and the natural places of that. */
function putChirp(transform: Transform, chirp: Float64Array, plan: number): void {
  const { n, m } = transform;
  kernels().roots(2 * n, true, chirp.byteOffset, n);
  const numbers = workspace.take(4 * m).fill(0);
  for (let t = 0; t < n; t++) {
    const [re, im] = [chirp[2 * t]! / m, -chirp[2 * t + 1]! / m];
    for (const k of t === 0 ? [0] : [t, m - t]) numbers.set([re, re, im, im], 4 * k);
  }
  kernels().fourier(plan, numbers.byteOffset);
  const places = new Uint32Array(chirp.buffer, chirp.byteOffset + 8 * (2 * n + 2 * m), m);
  for (let k = 0; k < m; k++) {
    chirp[2 * n + 2 * k] = numbers[4 * k]!;
    chirp[2 * n + 2 * k + 1] = numbers[4 * k + 2]!;
    places[placeOf(transform, k)] = k;
  }
}

/** Samples in a row; a complex record's have imaginary parts, as many. */
export interface Samples {
  readonly samples: Float64Array;
  readonly imaginary?: Float64Array;
}

/** Numbers that the sums of such segments take. */
export const fillSumsSize = (length: number): number => 2 * transformOf(length).m;

/**
 * Adds the periodograms of the first `count` whole segments of the samples, which may come in parts, to `sums`: of `fillSumsSize` numbers, zeros at first, in an
 * order of their own, from which `fillPeriodogram` makes an average.
 */
export function fillPeriodogramSums(
  segmentation: Segmentation,
  parts: readonly Samples[],
  count: number,
  sums: Float64Array,
): void {
  const { length, step, window, detrend, isComplex } = segmentation;
  const { transform, plan, chirp } = planOf(length);
  const used = (count - 1) * step + length;
  const room = used + widthOf(segmentation) * step;
  const data = (chirp === 0 ? 4 : 8) * transform.m;
  const numbers = workspace.take(data + sums.length + length + (isComplex ? 2 : 1) * room);
  let taken = data;
  const put = (values: readonly Float64Array[], most: number, size = most) => {
    const at = numbers.byteOffset + 8 * taken;
    let done = 0;
    for (const part of values) {
      numbers.set(part.subarray(0, most - done), taken + done);
      done = Math.min(most, done + part.length);
    }
    numbers.fill(0, taken + most, taken + size);
    taken += size;
    return at;
  };
  const sumsAt = put([sums], sums.length);
  const windowAt = put([window], length);
  const samplesAt = put(
    parts.map(({ samples }) => samples),
    used,
    room,
  );
  const imaginaryAt = isComplex
    ? put(
        parts.map(({ imaginary }) => imaginary!),
        used,
        room,
      )
    : 0;
  kernels().welch(
    plan,
    chirp,
    length,
    windowAt,
    trends[detrend],
    samplesAt,
    imaginaryAt,
    step,
    count,
    numbers.byteOffset,
    sumsAt,
  );
  sums.set(numbers.subarray(data, data + sums.length));
}

/** Σ |X_k|² over the segments, k = 0 … of as many as `out` takes, from their sums. */
export function fillPeriodogram({ length, isComplex }: Segmentation, sums: Float64Array, out: Float64Array): void {
  const transform = transformOf(length);
  const power = (k: number) => {
    const place = 2 * placeOf(transform, k);
    return sums[place]! + sums[place + 1]!;
  };
  for (let k = 0; k < out.length; k++) {
    out[k] = isComplex || k === 0 ? power(k) : (power(k) + power(length - k)) / 2;
  }
}
