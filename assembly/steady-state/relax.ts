// Relaxation in time, for the deviation δ = σ − N from the baths' own equilibrium N = diag(N_a, N_a, N_b, N_b):
//   dδ/dt = Aδ + δAᵀ + R,  R = A N + N Aᵀ + D,  δ(t) = E δ_0 Eᵀ + Q,  E = e^{At},  Q = ∫₀ᵗ e^{As} R e^{Aᵀs} ds,
//   μ_i = k_i δ_ii/N_i,  Φ = Σ μ_i,  Π = Σ (k_i/N_i)(δ σ⁻¹ δ)_ii,  dS/dt = −Σ k_i (σ⁻¹ δ)_ii,  k_i = −A_ii = D_ii/2N_i.
// Each of Φ, Π, dS/dt is exactly 0 where δ is, and Π is a sum of squares. A hot mode that has just met a cold one is so
// strongly correlated that σ rounded to double no longer knows its entropy to 1e-10: all of it is done in double-double.

import { Lanes, Mask, Real } from "lanes";
import { DoubleDouble as DD } from "../math/double-double";
import { E, F, PRODUCT, Propagator, Q, TERM } from "../math/propagator";
import { Wide, WideMatrix } from "../math/wide";
import { Table } from "../table";
import { Covariance } from "./covariance";
import { NOT_A_STATE, OK, Row } from "./row";

const LN_TWO_PI_E: f64 = 2.8378770664093454836;

const R: usize = memory.data(512, 16);
const DELTA: usize = memory.data(512, 16);
const SIGMA: usize = memory.data(512, 16); // then L and d of σ = L d Lᵀ, d on the diagonal
const SCALAR: usize = memory.data(32, 16);
const COLUMN: usize = memory.data(128, 16);

/**
 * One system, many times (s, finite, zero or more): columns S, dS/dt, Φ, μ_a, μ_b, Π, n_a, n_b, and the covariances (16 numbers a row).
 * `drift` and `initial` (σ at t = 0) hold 16 numbers, `equilibrium` N_a and N_b.
 */
export function relax(
  drift: usize,
  equilibrium: usize,
  initial: usize,
  times: usize,
  columns: usize,
  covariances: usize,
  statuses: usize,
  rows: i32,
): void {
  const half = Lanes.of(0.5);
  const Na = Lanes.of(load<f64>(equilibrium));
  const Nb = Lanes.of(load<f64>(equilibrium, 8));
  Evolution.source(drift, Na, Nb);
  for (let row = 0; row < rows; row += Lanes.rows()) {
    const t = Table.read(times, 0, row);
    Evolution.run(drift, t);
    State.evolve(initial, Na, Nb);
    const status = Row.flag(Lanes.of(OK), Lanes.not(State.factor()), NOT_A_STATE);

    let entropyRate = Lanes.of(0);
    let production = Lanes.of(0);
    for (let i = 0; i < 4; i++) {
      const k = Lanes.of(-load<f64>(drift + ((<usize>(5 * i)) << 3)));
      production = production + (k / (i < 2 ? Na : Nb)) * State.forward(i);
      entropyRate = entropyRate - k * State.backward(i);
    }
    const da = State.delta(0, 0) + State.delta(1, 1);
    const ka = Lanes.of(-load<f64>(drift));
    const kq = Lanes.of(-load<f64>(drift, 80));
    const kp = Lanes.of(-load<f64>(drift, 120));
    const muA = (ka * da) / Na;
    const muB = (kq * State.delta(2, 2) + kp * State.delta(3, 3)) / Nb;

    const ok = Row.isOk(status);
    const zero = Lanes.of(0); // −0 + 0 = 0
    Table.write(columns, 0, row, ok, half * State.logDeterminant() + Lanes.of(2 * LN_TWO_PI_E));
    Table.write(columns, 1, row, ok, entropyRate + zero);
    Table.write(columns, 2, row, ok, muA + muB + zero);
    Table.write(columns, 3, row, ok, muA + zero);
    Table.write(columns, 4, row, ok, muB + zero);
    Table.write(columns, 5, row, ok, production);
    Table.write(columns, 6, row, ok, State.occupation(0));
    Table.write(columns, 7, row, ok, State.occupation(2));
    for (let i = 0; i < 4; i++) {
      for (let j = i; j < 4; j++) Covariance.put(covariances, row, i, j, ok, false, Wide.hi(WideMatrix.at(PRODUCT, i, j)));
    }
    Lanes.storeBytes(statuses + row, status);
  }
}

class Evolution {
  /** R: D_ii = −2A_iiN_i, so its diagonal vanishes exactly. */
  static source(drift: usize, Na: Real, Nb: Real): void {
    for (let i = 0; i < 4; i++) {
      for (let j = 0; j < 4; j++) {
        const a = Lanes.of(load<f64>(drift + ((<usize>(4 * i + j)) << 3)));
        const b = Lanes.of(load<f64>(drift + ((<usize>(4 * j + i)) << 3)));
        const Ni = i < 2 ? Na : Nb;
        const Nj = j < 2 ? Na : Nb;
        const x = a * Nj;
        const y = b * Ni;
        const sum = x + y;
        const low = DD.sumError(x, y, sum) + (DD.productError(a, Nj, x) + DD.productError(b, Ni, y));
        const at = WideMatrix.at(R, i, j);
        if (i === j) Wide.set(at, Lanes.of(0), Lanes.of(0));
        else Wide.set(at, sum, low);
      }
    }
  }

  /** E and Q at t. */
  static run(drift: usize, t: Real): void {
    const part = Propagator.part(drift, t);
    const h = t * part;
    for (let i = 0; i < 4; i++) {
      for (let j = 0; j < 4; j++) {
        const a = Lanes.of(load<f64>(drift + ((<usize>(4 * i + j)) << 3)));
        Wide.product(a, h, WideMatrix.at(F, i, j));
        const r = WideMatrix.at(R, i, j);
        const y = Wide.hi(r) * h;
        Wide.set(WideMatrix.at(Q, i, j), y, DD.productError(Wide.hi(r), h, y) + Wide.lo(r) * h);
      }
    }
    Propagator.run(4, part);
  }
}

class State {
  @inline static delta(i: i32, j: i32): Real {
    return Wide.hi(WideMatrix.at(DELTA, i, j));
  }

  /** δ = E(σ_0 − N)Eᵀ + Q, σ = N + δ. */
  static evolve(initial: usize, Na: Real, Nb: Real): void {
    for (let i = 0; i < 4; i++) {
      for (let j = 0; j < 4; j++) {
        const x = Lanes.of(load<f64>(initial + ((<usize>(4 * i + j)) << 3)));
        const N = i !== j ? Lanes.of(0) : i < 2 ? Na : Nb;
        const difference = x - N;
        Wide.set(WideMatrix.at(DELTA, i, j), difference, DD.sumError(x, -N, difference));
      }
    }
    WideMatrix.multiply(E, DELTA, false, TERM);
    WideMatrix.multiply(TERM, E, true, PRODUCT);
    for (let i = 0; i < 4; i++) {
      for (let j = i; j < 4; j++) {
        const at = WideMatrix.at(DELTA, i, j);
        Wide.add(WideMatrix.at(PRODUCT, i, j), WideMatrix.at(Q, i, j), at);
        Wide.copy(at, WideMatrix.at(DELTA, j, i));
      }
    }
    WideMatrix.copy(DELTA, SIGMA);
    for (let i = 0; i < 4; i++) {
      Wide.set(SCALAR, i < 2 ? Na : Nb, Lanes.of(0));
      Wide.add(SCALAR, WideMatrix.at(DELTA, i, i), WideMatrix.at(SIGMA, i, i));
    }
    WideMatrix.copy(SIGMA, PRODUCT); // σ itself
  }

  /** ⟨q² + p² − 1⟩/2 of the mode whose q is u_i. */
  static occupation(i: i32): Real {
    Wide.add(WideMatrix.at(PRODUCT, i, i), WideMatrix.at(PRODUCT, i + 1, i + 1), SCALAR);
    Wide.set(COLUMN, Lanes.of(-1), Lanes.of(0));
    Wide.add(SCALAR, COLUMN, SCALAR);
    return Lanes.of(0.5) * Wide.hi(SCALAR);
  }

  /** σ = L d Lᵀ in place; false in the lanes where σ is not positive definite. */
  static factor(): Mask {
    let isPositive = Lanes.lessOrEqual(Lanes.of(0), Lanes.of(0));
    for (let j = 0; j < 4; j++) {
      for (let i = j; i < 4; i++) {
        const at = WideMatrix.at(SIGMA, i, j);
        for (let m = 0; m < j; m++) {
          Wide.multiply(WideMatrix.at(SIGMA, i, m), WideMatrix.at(SIGMA, j, m), SCALAR);
          Wide.subtractProduct(SCALAR, WideMatrix.at(SIGMA, m, m), at);
        }
        if (i === j) isPositive = Lanes.and(isPositive, Lanes.less(Lanes.of(0), Wide.hi(at)));
        else Wide.divide(at, WideMatrix.at(SIGMA, j, j), at);
      }
    }
    return isPositive;
  }

  static logDeterminant(): Real {
    let sum = Lanes.of(0);
    for (let i = 0; i < 4; i++) sum = sum + Lanes.log(Wide.hi(WideMatrix.at(SIGMA, i, i)));
    return sum;
  }

  /** d⁻¹L⁻¹ of column i of δ, kept in COLUMN; gives (δσ⁻¹δ)_ii. */
  static forward(i: i32): Real {
    let square = Lanes.of(0);
    for (let r = 0; r < 4; r++) {
      const at = COLUMN + <usize>r * Wide.size();
      Wide.copy(WideMatrix.at(DELTA, r, i), at);
      for (let m = 0; m < r; m++) {
        Wide.multiply(WideMatrix.at(SIGMA, m, m), COLUMN + <usize>m * Wide.size(), SCALAR);
        Wide.subtractProduct(WideMatrix.at(SIGMA, r, m), SCALAR, at);
      }
      const w = Wide.hi(at);
      Wide.divide(at, WideMatrix.at(SIGMA, r, r), at);
      square = square + w * Wide.hi(at);
    }
    return square;
  }

  /** Element i of σ⁻¹δ's column i, from what forward(i) left. */
  static backward(i: i32): Real {
    for (let r = 3; r >= i; r--) {
      const at = COLUMN + <usize>r * Wide.size();
      for (let m = r + 1; m < 4; m++) Wide.subtractProduct(WideMatrix.at(SIGMA, m, r), COLUMN + <usize>m * Wide.size(), at);
    }
    return Wide.hi(COLUMN + <usize>i * Wide.size());
  }
}
