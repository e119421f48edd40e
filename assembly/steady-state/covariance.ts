// A covariance matrix in memory: 16 numbers a row, row-major, order (q_a, p_a, q_b, p_b).

import { Lanes, Mask, Real } from "lanes";

export class Covariance {
  @inline static entry(covariances: usize, row: i32, i: i32, j: i32): usize {
    return covariances + ((<usize>(row * 16 + i * 4 + j)) << 3);
  }

  @inline static put(covariances: usize, row: i32, i: i32, j: i32, ok: Mask, x: Real): void {
    const y = Lanes.select(ok, x, Lanes.of(NaN));
    Lanes.storeStrided(Covariance.entry(covariances, row, i, j), 128, y);
    if (i !== j) Lanes.storeStrided(Covariance.entry(covariances, row, j, i), 128, y);
  }

  @inline static store(
    at: usize,
    row: i32,
    ok: Mask,
    qaqa: Real,
    qapa: Real,
    qaqb: Real,
    qapb: Real,
    papa: Real,
    paqb: Real,
    papb: Real,
    qbqb: Real,
    qbpb: Real,
    pbpb: Real,
  ): void {
    Covariance.put(at, row, 0, 0, ok, qaqa);
    Covariance.put(at, row, 0, 1, ok, qapa);
    Covariance.put(at, row, 0, 2, ok, qaqb);
    Covariance.put(at, row, 0, 3, ok, qapb);
    Covariance.put(at, row, 1, 1, ok, papa);
    Covariance.put(at, row, 1, 2, ok, paqb);
    Covariance.put(at, row, 1, 3, ok, papb);
    Covariance.put(at, row, 2, 2, ok, qbqb);
    Covariance.put(at, row, 2, 3, ok, qbpb);
    Covariance.put(at, row, 3, 3, ok, pbpb);
  }

  @inline static load(covariances: usize, row: i32, i: i32, j: i32): Real {
    return Lanes.loadStrided(Covariance.entry(covariances, row, i, j), 128);
  }

  /** Row i of a matrix that need not be symmetric. */
  @inline static putRow(matrices: usize, row: i32, i: i32, ok: Mask, x0: Real, x1: Real, x2: Real, x3: Real): void {
    const none = Lanes.of(NaN);
    Lanes.storeStrided(Covariance.entry(matrices, row, i, 0), 128, Lanes.select(ok, x0, none));
    Lanes.storeStrided(Covariance.entry(matrices, row, i, 1), 128, Lanes.select(ok, x1, none));
    Lanes.storeStrided(Covariance.entry(matrices, row, i, 2), 128, Lanes.select(ok, x2, none));
    Lanes.storeStrided(Covariance.entry(matrices, row, i, 3), 128, Lanes.select(ok, x3, none));
  }
}
