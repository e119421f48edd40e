// Covariances of the samples of a record, from the equations of motion as they are printed: the output's correlation at a delay τ > 0 is
// C e^{Aτ}(σCᵀ + G), G that of the reflected light with the light inside, and a sample is its average over an interval. By Gauss's
// quadrature and Taylor's series; nothing here is the library's but A and σ.

/** A linear system that is watched: A (n × n), σ, C (m × n), G (n × m), and the white part R (m × m) of the output. */
export interface Watched {
  readonly A: readonly (readonly number[])[];
  readonly sigma: readonly (readonly number[])[];
  readonly C: readonly (readonly number[])[];
  readonly G: readonly (readonly number[])[];
  readonly R: readonly (readonly number[])[];
}

type Matrix = readonly (readonly number[])[];

const product = (a: Matrix, b: Matrix): number[][] =>
  a.map((row) => b[0]!.map((_, j) => row.reduce((sum, x, k) => sum + x * b[k]![j]!, 0)));
const plus = (a: Matrix, b: Matrix): number[][] => a.map((row, i) => row.map((x, j) => x + b[i]![j]!));
const scaled = (a: Matrix, s: number): number[][] => a.map((row) => row.map((x) => x * s));
const transposed = (a: Matrix): number[][] => a[0]!.map((_, j) => a.map((row) => row[j]!));
const zero = (m: number): number[][] => Array.from({ length: m }, () => new Array<number>(m).fill(0));

/** Largest sum of a row. */
const norm = (a: Matrix): number => Math.max(...a.map((row) => row.reduce((sum, x) => sum + Math.abs(x), 0)));

/** e^{At} for ‖A‖t of a few at most. */
function exponential(A: Matrix, t: number): number[][] {
  let halvings = 0;
  while (norm(A) * t * 0.5 ** halvings > 0.25) halvings++;
  const step = scaled(A, t * 0.5 ** halvings);
  const one = A.map((row, i) => row.map((_, j) => (i === j ? 1 : 0)));
  let term: number[][] = one;
  let sum: number[][] = one;
  for (let k = 1; k < 20; k++) {
    term = scaled(product(step, term), 1 / k);
    sum = plus(sum, term);
  }
  for (let k = 0; k < halvings; k++) sum = product(sum, sum);
  return sum;
}

// Gauss–Legendre, six points on (0, 1)
const nodes = [0.2386191860831969, 0.6612093864662645, 0.9324695142031521].flatMap((x) => [(1 - x) / 2, (1 + x) / 2]);
const weights = [0.4679139345726911, 0.3607615730481386, 0.1713244923791704].flatMap((w) => [w / 2, w / 2]);

/** ⟨z_{k+lag} z_kᵀ⟩ for the lags 0 … `lags`, of samples averaged over intervals of h. */
export function sampledCovariances({ A, sigma, C, G, R }: Watched, h: number, lags: number): number[][][] {
  const panels = Math.max(1, Math.ceil((norm(A) * h) / 3));
  const width = h / panels;
  const reach = nodes.map((x) => product(C, exponential(A, x * width)));
  const onward = exponential(A, width);
  let state: number[][] = plus(product(sigma, transposed(C)), G);
  const m = C.length;
  /** ∫R(uh)(u − j)du and ∫R(uh)(1 − u + j)du over each interval j. */
  const rising: number[][][] = [];
  const falling: number[][][] = [];
  for (let j = 0; j <= lags; j++) {
    let [up, down] = [zero(m), zero(m)];
    for (let p = 0; p < panels; p++) {
      for (let n = 0; n < nodes.length; n++) {
        const value = product(reach[n]!, state);
        const u = (p + nodes[n]!) / panels;
        up = plus(up, scaled(value, (weights[n]! / panels) * u));
        down = plus(down, scaled(value, (weights[n]! / panels) * (1 - u)));
      }
      state = product(onward, state);
    }
    rising.push(up);
    falling.push(down);
  }
  return falling.map((down, k) =>
    k === 0 ? plus(plus(down, transposed(down)), scaled(R, 1 / h)) : plus(rising[k - 1]!, down),
  );
}
