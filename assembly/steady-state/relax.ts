// Relaxation in time, for the deviation δ = σ − N from the baths' own equilibrium N = diag(N_a, N_a, N_b, N_b):
//   dδ/dt = Aδ + δAᵀ + R,  R = A N + N Aᵀ + D,  δ(t) = E δ_0 Eᵀ + Q,  E = e^{At},  Q = ∫₀ᵗ e^{As} R e^{Aᵀs} ds,
//   μ_i = k_i δ_ii/N_i,  Φ = Σ μ_i,  Π = Σ (k_i/N_i)(δ σ⁻¹ δ)_ii,  dS/dt = −Σ k_i (σ⁻¹ δ)_ii,  k_i = −A_ii = D_ii/2N_i.
// Each of Φ, Π, dS/dt is exactly 0 where δ is, and Π is a sum of squares. A hot mode that has just met a cold one is so
// strongly correlated that σ rounded to double no longer knows its entropy to 1e-10: all of it is done in double-double.

import { Lanes, Mask, Real } from "lanes";
import { E, F, LONGEST, PRODUCT, Propagator, Q, TERM } from "../math/propagator";
import { Wide, WideMatrix } from "../math/wide";
import { Table } from "../table";
import { Covariance } from "./covariance";
import { NOT_A_STATE, OK, Row } from "./row";

const LN_TWO_PI_E: f64 = 2.8378770664093454836;

const N: usize = memory.data(64, 16); // N_a, N_b
const R: usize = memory.data(512, 16);
const DELTA: usize = memory.data(512, 16);
const SIGMA: usize = memory.data(512, 16);
const FACTOR: usize = memory.data(512, 16); // L and d of σ = L d Lᵀ, d on the diagonal
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
  for (let mode = 0; mode < 2; mode++) {
    Wide.set(N + <usize>mode * Wide.size(), Lanes.loadSplat(equilibrium + ((<usize>mode) << 3)), Lanes.of(0));
  }
  Evolution.source(drift);
  for (let row = 0; row < rows; row += Lanes.rows()) {
    Evolution.run(drift, Table.read(times, 0, row));
    State.evolve(initial);
    const status = Row.flag(Lanes.of(OK), Lanes.not(State.factor()), NOT_A_STATE);

    let entropyRate = Lanes.of(0);
    let production = Lanes.of(0);
    for (let i = 0; i < 4; i++) {
      const k = Evolution.damping(drift, i);
      production = production + (k / Wide.hi(Evolution.equilibrium(i))) * State.forward(i);
      entropyRate = entropyRate - k * State.backward(i);
    }
    const Na = Wide.hi(N);
    const Nb = Wide.hi(N + Wide.size());
    const muA = (Evolution.damping(drift, 0) * (State.delta(0) + State.delta(1))) / Na;
    const muB = (Evolution.damping(drift, 2) * State.delta(2) + Evolution.damping(drift, 3) * State.delta(3)) / Nb;

    const ok = Row.isOk(status);
    const zero = Lanes.of(0); // −0 + 0 = 0
    Table.write(columns, 0, row, ok, Lanes.of(0.5) * State.logDeterminant() + Lanes.of(2 * LN_TWO_PI_E));
    Table.write(columns, 1, row, ok, entropyRate + zero);
    Table.write(columns, 2, row, ok, muA + muB + zero);
    Table.write(columns, 3, row, ok, muA + zero);
    Table.write(columns, 4, row, ok, muB + zero);
    Table.write(columns, 5, row, ok, production);
    Table.write(columns, 6, row, ok, State.occupation(0));
    Table.write(columns, 7, row, ok, State.occupation(2));
    for (let i = 0; i < 4; i++) {
      for (let j = i; j < 4; j++) Covariance.put(covariances, row, i, j, ok, false, Wide.hi(WideMatrix.at(SIGMA, i, j)));
    }
    Lanes.storeBytes(statuses + row, status);
  }
}

class Evolution {
  static element(drift: usize, i: i32, j: i32): Real {
    return Lanes.loadSplat(drift + ((<usize>(4 * i + j)) << 3));
  }

  @inline static damping(drift: usize, i: i32): Real {
    return -Evolution.element(drift, i, i);
  }

  /** Where N_i stands. */
  @inline static equilibrium(i: i32): usize {
    return N + <usize>(i >> 1) * Wide.size();
  }

  /** R: D_ii = −2A_iiN_i, so its diagonal vanishes exactly. */
  static source(drift: usize): void {
    for (let i = 0; i < 4; i++) {
      for (let j = 0; j < 4; j++) {
        const at = WideMatrix.at(R, i, j);
        Wide.product(Evolution.element(drift, i, j), Wide.hi(Evolution.equilibrium(j)), at);
        Wide.product(Evolution.element(drift, j, i), Wide.hi(Evolution.equilibrium(i)), SCALAR);
        Wide.add(at, SCALAR, at);
        if (i === j) Wide.set(at, Lanes.of(0), Lanes.of(0));
      }
    }
  }

  /** E and Q at a time. */
  static run(drift: usize, time: Real): void {
    const norm = Propagator.norm(drift);
    const t = Lanes.min(time, Lanes.of(LONGEST / norm));
    const part = Propagator.part(norm, t);
    const h = t * part;
    Wide.set(SCALAR, h, Lanes.of(0));
    for (let i = 0; i < 4; i++) {
      for (let j = 0; j < 4; j++) {
        Wide.product(Evolution.element(drift, i, j), h, WideMatrix.at(F, i, j));
        Wide.multiply(WideMatrix.at(R, i, j), SCALAR, WideMatrix.at(Q, i, j));
      }
    }
    Propagator.run(4, part);
  }
}

class State {
  @inline static delta(i: i32): Real {
    return Wide.hi(WideMatrix.at(DELTA, i, i));
  }

  /** δ = E(σ_0 − N)Eᵀ + Q, σ = N + δ. */
  static evolve(initial: usize): void {
    for (let i = 0; i < 4; i++) {
      for (let j = 0; j < 4; j++) Wide.set(WideMatrix.at(DELTA, i, j), Evolution.element(initial, i, j), Lanes.of(0));
      const at = WideMatrix.at(DELTA, i, i);
      Wide.subtract(at, Evolution.equilibrium(i), at);
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
    for (let i = 0; i < 4; i++) Wide.add(Evolution.equilibrium(i), WideMatrix.at(DELTA, i, i), WideMatrix.at(SIGMA, i, i));
  }

  /** ⟨q² + p² − 1⟩/2 of the mode whose q is u_i. */
  static occupation(i: i32): Real {
    Wide.add(WideMatrix.at(SIGMA, i, i), WideMatrix.at(SIGMA, i + 1, i + 1), SCALAR);
    Wide.set(COLUMN, Lanes.of(-1), Lanes.of(0));
    Wide.add(SCALAR, COLUMN, SCALAR);
    return Lanes.of(0.5) * Wide.hi(SCALAR);
  }

  /** σ = L d Lᵀ in FACTOR; false in the lanes where σ is not positive definite. */
  static factor(): Mask {
    WideMatrix.copy(SIGMA, FACTOR);
    let isPositive = Lanes.lessOrEqual(Lanes.of(0), Lanes.of(0));
    for (let j = 0; j < 4; j++) {
      for (let i = j; i < 4; i++) {
        const at = WideMatrix.at(FACTOR, i, j);
        for (let m = 0; m < j; m++) {
          Wide.multiply(WideMatrix.at(FACTOR, i, m), WideMatrix.at(FACTOR, j, m), SCALAR);
          Wide.subtractProduct(SCALAR, WideMatrix.at(FACTOR, m, m), at);
        }
        if (i === j) isPositive = Lanes.and(isPositive, Lanes.less(Lanes.of(0), Wide.hi(at)));
        else Wide.divide(at, WideMatrix.at(FACTOR, j, j), at);
      }
    }
    return isPositive;
  }

  static logDeterminant(): Real {
    let sum = Lanes.of(0);
    for (let i = 0; i < 4; i++) sum = sum + Lanes.log(Wide.hi(WideMatrix.at(FACTOR, i, i)));
    return sum;
  }

  @inline private static column(r: i32): usize {
    return COLUMN + <usize>r * Wide.size();
  }

  /** d⁻¹L⁻¹ of column i of δ, kept in COLUMN; gives (δσ⁻¹δ)_ii. */
  static forward(i: i32): Real {
    let square = Lanes.of(0);
    for (let r = 0; r < 4; r++) {
      const at = State.column(r);
      Wide.copy(WideMatrix.at(DELTA, r, i), at);
      for (let m = 0; m < r; m++) {
        Wide.multiply(WideMatrix.at(FACTOR, m, m), State.column(m), SCALAR);
        Wide.subtractProduct(WideMatrix.at(FACTOR, r, m), SCALAR, at);
      }
      const w = Wide.hi(at);
      Wide.divide(at, WideMatrix.at(FACTOR, r, r), at);
      square = square + w * Wide.hi(at);
    }
    return square;
  }

  /** Element i of σ⁻¹δ's column i, from what forward(i) left. */
  static backward(i: i32): Real {
    for (let r = 3; r >= i; r--) {
      for (let m = r + 1; m < 4; m++) Wide.subtractProduct(WideMatrix.at(FACTOR, m, r), State.column(m), State.column(r));
    }
    return Wide.hi(State.column(i));
  }
}
