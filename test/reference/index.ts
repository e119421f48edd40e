// The reference values: inputs are exact doubles, outputs 25-digit strings.

import reference from "./dev_reference.json";

/** The ten second moments by name, as the reference writes them. */
export type Moments = Record<string, string>;

interface Inputs {
  model: "OM" | "BEC" | "SR";
  wa: string;
  wb: string;
  kappa: string;
  gamma: string;
  g: string;
  nTa: string;
  nTb: string;
}

export interface SteadyCase {
  id: string;
  inputs: Inputs;
  outputs: Record<string, string> & { stable: boolean; physical: boolean; sigma: Moments };
}

export interface EvolutionCase {
  id: string;
  inputs: Inputs & { sigma0_diag: string[]; t: string[] };
  outputs: { rows: (Record<string, string> & { sigma: Moments })[] };
}

export interface LyapunovCase {
  id: string;
  inputs: { A: string[][]; D: string[][] };
  outputs: { sigma: Moments };
  hints: { cond_kron: string };
}

export interface ThermalCase {
  id: string;
  inputs: { f_Hz: string; T_K: string };
  outputs: { nT: string };
}

export interface SpectrumCase {
  id: string;
  inputs: Inputs & { omega: string[]; theta: string[]; eta: string };
  outputs: { S_theta: string[][]; S_theta_eta: string[][]; N_intracavity?: string[]; S_photon_out?: string[] };
}

const ofKind = <T>(kind: string): T[] => (reference.cases as { kind: string }[]).filter((c) => c.kind === kind) as T[];

export const steadyCases = ofKind<SteadyCase>("ness");
export const evolutionCases = ofKind<EvolutionCase>("evolution");
export const lyapunovCases = ofKind<LyapunovCase>("lyapunov");
export const spectrumCases = ofKind<SpectrumCase>("spectrum");
export const thermalCases = ofKind<ThermalCase>("thermal");

const order = ["qa", "pa", "qb", "pb"];

/** Sixteen numbers, row-major, from the ten moments. */
export function matrixOf(moments: Moments): number[] {
  return order.flatMap((u) => order.map((v) => Number(moments[u + v] ?? moments[v + u])));
}

/** Largest |σ_ij − reference| / √(σ_ii σ_jj). */
export function momentError(covariance: ArrayLike<number>, moments: Moments): number {
  const expected = matrixOf(moments);
  let worst = 0;
  for (let i = 0; i < 4; i++) {
    for (let j = 0; j < 4; j++) {
      const scale = Math.sqrt(expected[5 * i]! * expected[5 * j]!);
      const error = Math.abs(covariance[4 * i + j]! - expected[4 * i + j]!) / scale;
      if (!(error <= worst)) worst = error;
    }
  }
  return worst;
}

/** |x − reference|/|reference|; where the reference is 0, x must be exactly that. */
export function relativeError(x: number, expected: string): number {
  const y = Number(expected);
  return y === 0 ? Math.abs(x) : Math.abs(x / y - 1);
}

/** Σ|(R⁻¹)_ij| of the correlation matrix R of σ: how much of its digits a state's information can keep. */
export function correlationCondition(covariance: ArrayLike<number>): number {
  const n = 4;
  const m = Array.from({ length: n }, (_, i) => [
    ...Array.from({ length: n }, (_, j) => covariance[n * i + j]! / Math.sqrt(covariance[5 * i]! * covariance[5 * j]!)),
    ...Array.from({ length: n }, (_, j) => (i === j ? 1 : 0)),
  ]);
  for (let k = 0; k < n; k++) {
    const pivot = m[k]![k]!;
    for (let j = 0; j < 2 * n; j++) m[k]![j]! /= pivot;
    for (let i = 0; i < n; i++) {
      if (i === k) continue;
      const factor = m[i]![k]!;
      for (let j = 0; j < 2 * n; j++) m[i]![j]! -= factor * m[k]![j]!;
    }
  }
  return m.reduce((sum, row) => sum + row.slice(n).reduce((s, x) => s + Math.abs(x), 0), 0);
}
