// The signal beyond half the sampling rate from its values at a few frequencies. There f²S(f) is a smooth function of 1/f if no mode is near by,
// however broad the cavity: a polynomial through Chebyshev's points. What the aliases f + m/dt bring is then a sum over the values there, with shares that depend on
// f alone; these are smooth functions of f, too, but for the sin²(πf dt) that all aliases have in common.

import { Chebyshev } from "./chebyshev";

/** In assembly/spectrum/sampled.ts: aliases that are summed one by one where the signal is not smooth. */
const ALIASES = 4;
/** Beyond it, an integral serves. */
const SUMMED = 64;

/** The signal's values at some frequencies (in units of 1/dt), and what follows from them. */
export interface Folding {
  readonly count: number;
  /** `count` frequencies, and ½ and −½. */
  readonly frequencies: Float64Array;
  /** The signal at ½ and at −½: shares of each of the values. */
  readonly checks: Float64Array;
  /** Shares of value j at the points of `Foldings.points`: row j. */
  readonly shares: Float64Array;
}

/** How aliases follow from a few values: all of them, or those beyond four to either side; and the points where shares are tabled. */
export interface Foldings {
  readonly points: Chebyshev;
  readonly levels: readonly [Folding, Folding];
}

/** Foldings of spectra that are even in f or not. */
const known = new Map<boolean, Foldings>();

export function foldingsOf(isEven: boolean): Foldings {
  let foldings = known.get(isEven);
  if (!foldings) {
    const points = isEven ? new Chebyshev(32, 0, 0.25) : new Chebyshev(64, -0.5, 0.5);
    foldings = { points, levels: [folding(isEven, points, 0, 16), folding(isEven, points, ALIASES, 10)] };
    known.set(isEven, foldings);
  }
  return foldings;
}

/** Aliases beyond ±`direct`. An even spectrum is a function of 1/f², another of 1/f. */
function folding(isEven: boolean, points: Chebyshev, direct: number, degree: number): Folding {
  const most = 1 / (direct + 0.5);
  const count = isEven ? degree : 2 * degree;
  const values = isEven ? new Chebyshev(count, 0, most * most) : new Chebyshev(count, -most, most);
  const frequencies = new Float64Array(count + 2);
  for (let j = 0; j < count; j++) frequencies[j] = isEven ? 1 / Math.sqrt(values.points[j]!) : 1 / values.points[j]!;
  frequencies[count] = 0.5;
  frequencies[count + 1] = -0.5;
  const at = new Float64Array(count);
  /** Adds the shares of S(x), times `factor`, to those that start at `from`, `step` apart. */
  const add = (x: number, factor: number, out: Float64Array, from: number, step: number) => {
    values.polynomials(isEven ? 1 / (x * x) : 1 / x, factor, at);
    for (let j = 0; j < count; j++) {
      out[from + step * j]! += at[j]! * (frequencies[j]! / x) ** 2;
    }
  };
  const checks = new Float64Array(2 * count);
  if (direct === 0) {
    add(0.5, 1, checks, 0, 1);
    add(-0.5, 1, checks, count, 1);
  }
  const shares = new Float64Array(count * points.count);
  for (let n = 0; n < points.count; n++) {
    const f = isEven ? Math.sqrt(points.points[n]!) : points.points[n]!;
    for (let m = -SUMMED; m <= SUMMED; m++) {
      if (Math.abs(m) > direct) add(f + m, 1 / (f + m) ** 2, shares, n, points.count);
    }
    // Σ t⁴p(t) over the t = 1/(f + m) beyond is ∫t²p(t)dt = p(¾T)T³/3
    for (const sign of [1, -1]) {
      const T = 1 / (SUMMED + 0.5 + sign * f);
      add(sign / (0.75 * T), (16 / 27) * T, shares, n, points.count);
    }
  }
  return { count, frequencies, checks, shares };
}
