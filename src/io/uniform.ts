// A column of times: whether its samples stand at equal intervals, as closely as the digits that were written can tell.

/** Steps may differ by this part of the interval. */
const JITTER = 1e-3;
/** An interval that its times tell worse than this is not told. */
const VAGUE = 1e-4;

/** Times at equal intervals, or the first that is not. */
export interface Uniform {
  /** In the unit of the times. */
  readonly interval: number;
  readonly start: number;
  /** Whether the i-th time stands where it should. */
  readonly fits: (i: number, time: number) => boolean;
}

/** Why times are no axis: which of them, or that they have too few digits. */
export type Fault = { readonly at: number; readonly interval: number } | { readonly vague: true };

/** How finely numbers of a size are written: as doubles, as floats of so many bits, or in so many decimal digits. */
export const grain = {
  binary: (bits: number) => (size: number) => size * 2 ** (1 - bits),
  decimal: (digits: number) => (size: number) =>
    Math.max(10 ** (Math.floor(Math.log10(size)) + 1 - digits), grain.binary(52)(size)),
} as const;

/**
 * The axis that the first times of a record lie on, given how finely times are written. The interval is the decimal number, or the
 * inverse of one, of the fewest digits that agrees.
 */
export function uniform(times: Float64Array, grainOf: (size: number) => number, given?: number): Uniform | Fault {
  const largest = times.reduce((most, t) => Math.max(most, Number.isFinite(t) ? Math.abs(t) : 0), 0);
  const atLeast = (time: number) => grainOf(Math.max(largest, Math.abs(time)));
  // times that are exact show no rounding, however few digits they have
  const exact = axis(times, 2 * grain.binary(52)(largest), 0, atLeast, given);
  return "fits" in exact ? exact : axis(times, grainOf(largest), JITTER, atLeast, given);
}

function axis(
  times: Float64Array,
  fine: number,
  jitter: number,
  grainOf: (time: number) => number,
  given?: number,
): Uniform | Fault {
  const n = times.length;
  if (n === 1 && given === undefined) return { vague: true };
  const median = given ?? medianStep(times);
  for (let i = 1; i < n; i++) {
    const step = times[i]! - times[i - 1]!;
    if (!(Math.abs(step - median) <= fine + jitter * Math.abs(median))) return { at: i, interval: median };
  }
  const slack = n > 1 ? fine / (n - 1) : 0;
  const interval = given ?? shortest((times[n - 1]! - times[0]!) / (n - 1), slack);
  if (!(interval > 0)) return { at: Math.min(1, n - 1), interval };
  if (given === undefined && slack > VAGUE * interval) return { vague: true };
  const start = times[0]!;
  const liesWithin = (tolerance: number, i: number, time: number) =>
    Math.abs(time - (start + i * interval)) <= tolerance + i * slack;
  const wrong = times.findIndex((time, i) => !liesWithin(fine + jitter * interval, i, time));
  if (wrong >= 0) return { at: wrong, interval };
  return { interval, start, fits: (i, time) => liesWithin(grainOf(time) + JITTER * interval, i, time) };
}

function medianStep(times: Float64Array): number {
  const steps = times.subarray(1).map((time, i) => time - times[i]!);
  const known = steps.filter((step) => !Number.isNaN(step)).sort();
  return known[known.length >> 1] ?? Number.NaN;
}

/** The number of fewest digits within `slack` of x: 4e-7, or 1/44100. */
function shortest(x: number, slack: number): number {
  for (let digits = 1; digits <= 17; digits++) {
    const [itself, inverse] = [Number(x.toPrecision(digits)), 1 / Number((1 / x).toPrecision(digits))];
    if (Math.abs(itself - x) <= slack) return itself;
    if (Math.abs(inverse - x) <= slack) return inverse;
  }
  return x;
}

/** x · 10^power, as the decimal numbers that they are: 0.4 and −6 give 4e-7 and no neighbour of it. */
export function timesPowerOfTen(x: number, power: number): number {
  const [digits, exponent] = x.toExponential().split("e");
  return Number(`${digits}e${Number(exponent) + power}`);
}
