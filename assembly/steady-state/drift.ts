// The matrices of the Langevin equations: drift A, diffusion D, and the baths' own equilibrium N = diag(N_a, N_a, N_b, N_b).

import { Lanes } from "lanes";
import { Covariance } from "./covariance";
import { Phase } from "./phase";
import { ALL, NOT_SUPERRADIANT, Row } from "./row";

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
    Covariance.putRow(drifts, row, 0, ok, -k, wa, zero, zero);
    Covariance.putRow(drifts, row, 1, ok, -wa, -k, -g, zero);
    Covariance.putRow(drifts, row, 2, ok, zero, zero, -yq, W1);
    Covariance.putRow(drifts, row, 3, ok, -g, zero, -W2, -yp);
    Covariance.putRow(diffusions, row, 0, ok, two * k * Na, zero, zero, zero);
    Covariance.putRow(diffusions, row, 1, ok, zero, two * k * Na, zero, zero);
    Covariance.putRow(diffusions, row, 2, ok, zero, zero, two * yq * Nb, zero);
    Covariance.putRow(diffusions, row, 3, ok, zero, zero, zero, two * yp * Nb);
    const at = equilibria + ((<usize>(2 * row)) << 3);
    Lanes.storeStrided(at, 16, Na);
    Lanes.storeStrided(at + 8, 16, Nb);
    Lanes.storeBytes(statuses + row, status);
  }
}
