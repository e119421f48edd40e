// The matrices of the Langevin equations: drift A, diffusion D, and the baths' own equilibrium N = diag(N_a, N_a, N_b, N_b).

import { Lanes } from "lanes";
import { Matrix } from "../math/matrix";
import { Covariance } from "./covariance";
import { Phase } from "./phase";
import { ALL, NOT_SUPERRADIANT, Row } from "./row";

// The other elements are 0.
const A: usize = memory.data(256, 16);
const D: usize = memory.data(256, 16);

/**
 * A, D (16 numbers a row, row-major), N_a and N_b (2 numbers a row) and status of each row. `phase` is 0 (by the coupling),
 * 1 (normal) or 2 (superradiant); optomechanics has the normal phase only. A stable state is not asked for.
 */
export function drift(
  parameters: usize,
  isDicke: bool,
  isRatio: bool,
  phase: i32,
  drifts: usize,
  diffusions: usize,
  equilibria: usize,
  statuses: usize,
  rows: i32,
): void {
  const zero = Lanes.of(0);
  const half = Lanes.of(0.5);
  const one = Lanes.of(1);
  const two = Lanes.of(2);
  for (let row = 0; row < rows; row += Lanes.rows()) {
    const wa = Row.omegaA(parameters, row);
    const k = Row.kappaA(parameters, row);
    const wb = Row.omegaB(parameters, row);
    const y = Row.gammaB(parameters, row);
    const coupling = Row.coupling(parameters, row);
    const nTa = Row.nThermalA(parameters, row);
    const nTb = Row.nThermalB(parameters, row);
    const Na = nTa + half;
    const Nb = nTb + half;

    let status = Row.check(parameters, row, isRatio, ALL);
    let g = coupling;
    let W1 = wb; // in the row of dq_b/dt
    let W2 = wb; // in the row of dp_b/dt
    if (isDicke) {
      if (isRatio) {
        g = Lanes.sqrt((coupling * (wa * wa + k * k) * (wb * wb + y * y)) / (wa * wb));
      }
      const distance = Phase.distance(wa, k, wb, y, coupling, isRatio);
      const isSuperradiant = Phase.isSuperradiant(phase, distance);
      if (Lanes.any(isSuperradiant)) {
        status = Row.flag(status, Lanes.and(isSuperradiant, Lanes.lessOrEqual(zero, distance)), NOT_SUPERRADIANT);
        const mu = one / (one - distance);
        W1 = Lanes.select(isSuperradiant, (wb * (one + mu)) / (two * mu), W1);
        W2 = Lanes.select(isSuperradiant, (two * wb) / (mu * (one + mu)), W2);
        g = Lanes.select(isSuperradiant, g * mu * Lanes.sqrt(two / (one + mu)), g);
      }
    }
    const yq = isDicke ? y : zero;
    const yp = isDicke ? y : two * y;

    const ok = Row.isOk(status);
    Matrix.set(A, 0, 0, -k);
    Matrix.set(A, 0, 1, wa);
    Matrix.set(A, 1, 0, -wa);
    Matrix.set(A, 1, 1, -k);
    Matrix.set(A, 1, 2, -g);
    Matrix.set(A, 2, 2, -yq);
    Matrix.set(A, 2, 3, W1);
    Matrix.set(A, 3, 0, -g);
    Matrix.set(A, 3, 2, -W2);
    Matrix.set(A, 3, 3, -yp);
    Matrix.set(D, 0, 0, two * k * Na);
    Matrix.set(D, 1, 1, two * k * Na);
    Matrix.set(D, 2, 2, two * yq * Nb);
    Matrix.set(D, 3, 3, two * yp * Nb);
    Covariance.putAll(drifts, row, ok, A);
    Covariance.putAll(diffusions, row, ok, D);
    const at = equilibria + ((<usize>(2 * row)) << 3);
    Lanes.storeStrided(at, 16, Na);
    Lanes.storeStrided(at + 8, 16, Nb);
    Lanes.storeBytes(statuses + row, status);
  }
}
