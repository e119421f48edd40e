// What became of a row. The numbers are those of assembly/steady-state/row.ts.

/** Parameters in the order of the kernels' table; status INVALID + k says that the k-th is out of its range. */
export const INVALID = 16;
const invalidParameters = [
  "omegaA is not a frequency in rad/s, 0 or of size 1e-20 to 1e20",
  "kappaA is not a positive rate in rad/s, 1e-20 to 1e20",
  "omegaB is not a positive frequency in rad/s, 1e-20 to 1e20",
  "gammaB is not a positive rate in rad/s, 1e-20 to 1e20",
  "the coupling is not a number within its range (gAB in rad/s, at most 1e20; couplingRatioSquared not negative)",
  "nThermalA is not a mean occupation from 0 to 1e20",
  "nThermalB, given or from temperatureB, is not a mean occupation from 0 to 1e20",
];

const sentences: Record<number, string> = {
  0: "ok",
  1: "unstable: the coupling is at or beyond the critical coupling",
  2: "unstable: the coupling is at or beyond the parametric threshold (blue detuning)",
  3: "no superradiant phase: the coupling is not beyond the critical coupling",
  4: "no critical coupling: (g/g_cr)² needs omegaA > 0",
  5: "unstable: A has an eigenvalue with a real part of zero or more",
  6: "singular: no unique solution within double precision",
  7: "not finite: a matrix holds NaN or an infinite number",
  8: "not a state: the covariance matrix is not positive definite",
  9: "not symmetric: the matrix differs from its transpose",
};

/**
 * The sentence behind a row's status; status 0 is "ok".
 *
 * @param status a number from a `status` output
 */
export function statusText(status: number): string {
  return sentences[status] ?? invalidParameters[status - INVALID] ?? `unknown status ${status}`;
}

/** The phase behind a number of the `phase` output: 1 normal, 2 superradiant, 0 none (the row has no stable state). */
export function phaseText(phase: number): "none" | "normal" | "superradiant" {
  return phase === 1 ? "normal" : phase === 2 ? "superradiant" : "none";
}
