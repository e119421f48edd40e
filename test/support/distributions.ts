// Distributions and how to tell one: the regularised incomplete gamma function by its series and its continued fraction
// (DLMF 8.11.4, 8.9.2), Kolmogorov's and Smirnov's distances, moments.

/** ln Γ(a) by Stirling's series (DLMF 5.11.1), after raising a to 10. */
function logGamma(a: number): number {
  let shift = 0;
  let x = a;
  for (; x < 10; x++) shift += Math.log(x);
  const y = 1 / (x * x);
  const series = (1 / 12 - y * (1 / 360 - y * (1 / 1260 - y * (1 / 1680 - y * (1 / 1188 - (y * 691) / 360360))))) / x;
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series - shift;
}

/** [P(G < x), P(G > x)] of a Gamma number G of this shape and unit scale. */
export function gammaDistribution(shape: number, x: number): [below: number, above: number] {
  if (x <= 0) return [0, 1];
  const factor = Math.exp(shape * Math.log(x) - x - logGamma(shape));
  if (x < shape + 1) {
    let term = 1 / shape;
    let sum = term;
    for (let k = 1; term > 1e-17 * sum; k++) sum += term *= x / (shape + k);
    return [factor * sum, 1 - factor * sum];
  }
  // Lentz
  let b = x + 1 - shape;
  let c = Number.POSITIVE_INFINITY;
  let d = 1 / b;
  let fraction = d;
  for (let k = 1, change = 0; Math.abs(change - 1) > 1e-16 && k < 1e6; k++) {
    const a = -k * (k - shape);
    b += 2;
    d = 1 / (a * d + b);
    c = b + a / c;
    change = c * d;
    fraction *= change;
  }
  return [1 - factor * fraction, factor * fraction];
}

/** P(X < x) of a standard normal number X. */
export function normalDistribution(x: number): number {
  const [, beyond] = gammaDistribution(0.5, (x * x) / 2);
  return x < 0 ? beyond / 2 : 1 - beyond / 2;
}

/** An upper bound of Kolmogorov's D √N, at most 0.1 or so above it: the distribution is evaluated at 1 of √N/10 numbers. */
export function kolmogorov(sample: Float64Array, distribution: (x: number) => number): number {
  const sorted = sample.toSorted();
  const n = sorted.length;
  const step = Math.max(1, Math.floor(Math.sqrt(n) / 10));
  let distance = 0;
  for (let i = 0; i < n; i += step) {
    const p = distribution(sorted[i]!);
    distance = Math.max(distance, Math.abs(p - i / n), Math.abs(p - (i + 1) / n));
  }
  return (distance + step / n) * Math.sqrt(n);
}

/** Smirnov's D √(N/2) of two samples of N numbers. */
export function smirnov(one: Float64Array, other: Float64Array): number {
  const [a, b] = [one.toSorted(), other.toSorted()];
  const n = a.length;
  let distance = 0;
  for (let i = 0, k = 0; i < n && k < n; ) {
    if (a[i]! <= b[k]!) i++;
    else k++;
    distance = Math.max(distance, Math.abs(i - k) / n);
  }
  return distance * Math.sqrt(n / 2);
}

/** Both distances are above this once in a thousand times. */
export const ONCE_IN_A_THOUSAND = 1.95;

/** Mean of f over the rows. */
function mean(rows: number, f: (row: number) => number): number {
  let sum = 0;
  for (let i = 0; i < rows; i++) sum += f(i);
  return sum / rows;
}

/** Correlation of two columns. */
export function correlation(x: Float64Array, y: Float64Array): number {
  const n = x.length;
  const [mx, my] = [mean(n, (i) => x[i]!), mean(n, (i) => y[i]!)];
  const product = (a: Float64Array, ma: number, b: Float64Array, mb: number) => mean(n, (i) => (a[i]! - ma) * (b[i]! - mb));
  return product(x, mx, y, my) / Math.sqrt(product(x, mx, x, mx) * product(y, my, y, my));
}
