// The physics from its definitions alone, in 256-bit arithmetic: drift and diffusion written out, the Lyapunov equation
// solved for the deviation from the baths' equilibrium, eigenvalues bracketed by Routh's criterion. No closed form is used.

import { add, Big, type BigMatrix, determinant, exponential, inverse, multiply, scale, solve, transpose } from "./big";

/** A working point: plain doubles. */
export interface Point {
  readonly model: "optomechanics" | "dicke";
  readonly isSuperradiant?: boolean;
  readonly omegaA: number;
  readonly kappaA: number;
  readonly omegaB: number;
  readonly gammaB: number;
  /** g in rad/s, or else `ratio` = (g/g_cr)². */
  readonly gAB?: number;
  readonly ratio?: number;
  readonly nThermalA: number;
  readonly nThermalB: number;
}

const { zero, one } = Big;
const two = Big.of(2);
const half = Big.of(0.5);

const square = (x: Big) => x.times(x);

/** g_cr². */
export function criticalSquared(p: Point): Big {
  const wa = Big.of(p.omegaA);
  const wb = Big.of(p.omegaB);
  const Ka = square(wa).plus(square(Big.of(p.kappaA)));
  if (p.model === "optomechanics") return Ka.times(wb).over(wa);
  return Ka.times(square(wb).plus(square(Big.of(p.gammaB)))).over(wa.times(wb));
}

/** (g/g_cr)². */
export function ratioOf(p: Point): Big {
  return p.ratio === undefined ? square(Big.of(p.gAB!)).over(criticalSquared(p)) : Big.of(p.ratio);
}

export interface Langevin {
  readonly A: Big[][];
  readonly D: Big[][];
  /** N_a, N_a, N_b, N_b. */
  readonly N: Big[];
}

/** The table of the equations of motion. */
export function langevin(p: Point): Langevin {
  const wa = Big.of(p.omegaA);
  const k = Big.of(p.kappaA);
  const wb = Big.of(p.omegaB);
  const y = Big.of(p.gammaB);
  const Na = Big.of(p.nThermalA).plus(half);
  const Nb = Big.of(p.nThermalB).plus(half);
  let g = p.ratio === undefined ? Big.of(p.gAB!) : Big.of(p.ratio).times(criticalSquared(p)).sqrt();
  let W1 = wb;
  let W2 = wb;
  if (p.isSuperradiant) {
    const mu = one.over(ratioOf(p));
    W1 = wb.times(one.plus(mu)).over(two.times(mu));
    W2 = two.times(wb).over(mu.times(one.plus(mu)));
    g = g.times(mu).times(two.over(one.plus(mu)).sqrt());
  }
  const isOptomechanics = p.model === "optomechanics";
  const yq = isOptomechanics ? zero : y;
  const yp = isOptomechanics ? two.times(y) : y;
  const minus = (x: Big) => x.negated();
  return {
    A: [
      [minus(k), wa, zero, zero],
      [minus(wa), minus(k), minus(g), zero],
      [zero, zero, minus(yq), W1],
      [minus(g), zero, minus(W2), minus(yp)],
    ],
    D: diagonal([k.times(Na), k.times(Na), yq.times(Nb), yp.times(Nb)].map((x) => two.times(x))),
    N: [Na, Na, Nb, Nb],
  };
}

export const diagonal = (x: readonly Big[]): Big[][] => x.map((value, i) => x.map((_, j) => (i === j ? value : zero)));

const pairs = [0, 1, 2, 3].flatMap((i) => [0, 1, 2, 3].filter((j) => j >= i).map((j) => [i, j] as const));
const place = (i: number, j: number) => pairs.findIndex(([a, b]) => a === Math.min(i, j) && b === Math.max(i, j));

/** The symmetric X of A X + X Aᵀ + R = 0: ten equations for its ten elements. */
export function lyapunovSolution(A: BigMatrix, R: BigMatrix): Big[][] {
  const equations = pairs.map(([i, j]) => {
    const row = pairs.map(() => zero);
    for (let m = 0; m < 4; m++) {
      row[place(m, j)] = row[place(m, j)]!.plus(A[i]![m]!);
      row[place(i, m)] = row[place(i, m)]!.plus(A[j]![m]!);
    }
    return row;
  });
  const x = solve(
    equations,
    pairs.map(([i, j]) => [R[i]![j]!.negated()]),
  );
  return [0, 1, 2, 3].map((i) => [0, 1, 2, 3].map((j) => x[place(i, j)]![0]!));
}

export interface Answer {
  readonly muA: number;
  readonly muB: number;
  readonly entropyProduction: number;
  readonly nA: number;
  readonly nB: number;
  readonly covariance: Big[][];
}

/** The fluxes and occupations of a state σ = N + δ. */
export function ratesOf(p: Point, deviation: BigMatrix) {
  const { N } = langevin(p);
  const k = Big.of(p.kappaA);
  const y = Big.of(p.gammaB);
  const d = (i: number) => deviation[i]![i]!;
  const muA = k.times(d(0).plus(d(1))).over(N[0]!);
  const muB = (p.model === "optomechanics" ? two.times(y).times(d(3)) : y.times(d(2).plus(d(3)))).over(N[2]!);
  return {
    muA,
    muB,
    nA: half.times(d(0).plus(d(1))).plus(Big.of(p.nThermalA)),
    nB: half.times(d(2).plus(d(3))).plus(Big.of(p.nThermalB)),
  };
}

/** The steady state, correct to the last digit of every number. */
export function steadyAnswer(p: Point): Answer {
  const { A, D, N } = langevin(p);
  const bath = diagonal(N);
  const source = add(add(multiply(A, bath), multiply(bath, transpose(A))), D);
  const deviation = lyapunovSolution(A, source);
  const { muA, muB, nA, nB } = ratesOf(p, deviation);
  return {
    muA: muA.number(),
    muB: muB.number(),
    entropyProduction: muA.plus(muB).number(),
    nA: nA.number(),
    nB: nB.number(),
    covariance: add(bath, deviation),
  };
}

/** Π of any state from Σ (2/D_ii) r_iᵀ σ r_i, r_i = A_irr,ii e_i + (D_ii/2)(σ⁻¹)_i over the damped quadratures. */
export function productionOf(p: Point, covariance: BigMatrix): Big {
  const { A, D } = langevin(p);
  const inverted = inverse(covariance);
  let sum = zero;
  for (let i = 0; i < 4; i++) {
    const Dii = D[i]![i]!;
    if (Dii.sign() === 0) continue;
    const r = inverted[i]!.map((x, j) => {
      const noise = x.times(Dii).times(half);
      return i === j ? noise.plus(A[i]![i]!) : noise;
    });
    const form = multiply(multiply([r], covariance), transpose([r]))[0]![0]!;
    sum = sum.plus(two.over(Dii).times(form));
  }
  return sum;
}

/** dS/dt = tr A + ½ tr(σ⁻¹D) of any state. */
export function entropyRateOf(p: Point, covariance: BigMatrix): Big {
  const { A, D } = langevin(p);
  const inverted = inverse(covariance);
  return [0, 1, 2, 3].reduce((sum, i) => sum.plus(A[i]![i]!).plus(half.times(inverted[i]![i]!).times(D[i]![i]!)), zero);
}

/** S = ½ ln det σ + 2 ln(2πe) of a state of two modes; NaN if σ is not positive definite. */
export function entropyOf(covariance: BigMatrix): number {
  const det = determinant(covariance);
  return det ? 0.5 * logarithm(det) + 2 * Math.log(2 * Math.PI * Math.E) : Number.NaN;
}

/** ln x, as a double. */
export const logarithm = (x: Big): number => {
  const bits = x.m.toString(2).length;
  return Math.log(Number(x.m >> BigInt(bits - 64)) / 2 ** 64) + (x.e + bits) * Math.LN2;
};

/** σ(t) = σ_ss + e^{At}(σ_0 − σ_ss)e^{Aᵀt}. */
export function evolved(p: Point, from: BigMatrix, t: number): Big[][] {
  const { covariance } = steadyAnswer(p);
  const E = exponential(langevin(p).A, Big.of(t));
  const away = add(from, scale(covariance, Big.of(-1)));
  return add(covariance, multiply(multiply(E, away), transpose(E)));
}

/** Coefficients of s⁴ + c1 s³ + c2 s² + c3 s + c4 = det(s − A), by Faddeev and LeVerrier. */
function characteristic(A: BigMatrix): Big[] {
  const coefficients: Big[] = [];
  let M = diagonal([one, one, one, one]);
  for (let k = 1; k <= 4; k++) {
    const product = multiply(A, M);
    const trace = product.reduce((sum, row, i) => sum.plus(row[i]!), zero);
    const c = trace.over(Big.of(-k));
    coefficients.push(c);
    M = product.map((row, i) => row.map((x, j) => (i === j ? x.plus(c) : x)));
  }
  return coefficients;
}

/** True if every eigenvalue of A has a real part below −margin: Routh's criterion on the polynomial moved by it. */
export function isStable(A: BigMatrix, margin = zero): boolean {
  const moved = A.map((row, i) => row.map((x, j) => (i === j ? x.plus(margin) : x)));
  const [a, b, c, d] = characteristic(moved) as [Big, Big, Big, Big];
  const hurwitz = a.times(b).minus(c).times(c).minus(square(a).times(d));
  return a.sign() > 0 && c.sign() > 0 && d.sign() > 0 && hurwitz.sign() > 0;
}

/** True if −max Re λ of A lies within `relative` of `margin`. */
export function isStabilityMargin(A: BigMatrix, margin: number, relative: number): boolean {
  const width = Big.of(Math.abs(margin) * relative);
  return isStable(A, Big.of(margin).minus(width)) && !isStable(A, Big.of(margin).plus(width));
}
