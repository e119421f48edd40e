// Relaxation in time, for the deviation δ = σ − N from the baths' own equilibrium N = diag(N_a, N_a, N_b, N_b):
//   δ(t) = δ_0 + Y X + X Yᵀ + Y X Yᵀ,  X = δ_0 − δ_ss,  Y = e^{At} − 1,
//   μ_i = k_i δ_ii/N_i,  Φ = Σ μ_i,  Π = Σ (k_i/N_i)(δ σ⁻¹ δ)_ii,  dS/dt = −Σ k_i (σ⁻¹ δ)_ii,  k_i = −A_ii.
// Each of Φ, Π, dS/dt is exactly 0 where δ is, and Π is a sum of squares.

import { Lanes, Mask, Real } from "lanes";
import { Matrix } from "../math/matrix";
import { Table } from "../table";
import { Covariance } from "./covariance";
import { INVALID, NOT_A_STATE, OK, Row } from "./row";

const LN_TWO_PI_E: f64 = 2.8378770664093454836;

const X: usize = memory.data(256, 16);
const STEP: usize = memory.data(256, 16); // A t/2^squarings
const Y: usize = memory.data(256, 16);
const PRODUCT: usize = memory.data(256, 16);
const DELTA: usize = memory.data(256, 16);
const L: usize = memory.data(256, 16); // σ = L Lᵀ

/**
 * One system, many times (s): columns S, dS/dt, Φ, μ_a, μ_b, Π, n_a, n_b and the covariances (16 numbers a row).
 * `about` holds N_a, N_b; drift, initial and steady hold 16 numbers, the latter two as deviations from N.
 */
export function relax(
  drift: usize,
  about: usize,
  initial: usize,
  steady: usize,
  times: usize,
  columns: usize,
  covariances: usize,
  statuses: usize,
  rows: i32,
): void {
  const half = Lanes.of(0.5);
  const Na = Lanes.of(load<f64>(about));
  const Nb = Lanes.of(load<f64>(about, 8));
  for (let i = 0; i < 16; i++) {
    const at = (<usize>i) << 3;
    Lanes.store(X + <usize>i * sizeof<Real>(), Lanes.of(load<f64>(initial + at) - load<f64>(steady + at)));
  }
  for (let row = 0; row < rows; row += Lanes.rows()) {
    const t = Table.read(times, 0, row);
    const isTime: Mask = Lanes.and(Lanes.lessOrEqual(Lanes.of(0), t), Lanes.less(t, Lanes.of(Infinity)));
    let status = Row.flag(Lanes.of(OK), Lanes.not(isTime), INVALID);
    Propagator.of(drift, Lanes.select(isTime, t, Lanes.of(0)));

    // δ = δ_0 + Z + Zᵀ + Z Yᵀ with Z = Y X
    Matrix.multiply(Y, X, PRODUCT);
    for (let i = 0; i < 4; i++)
      for (let j = i; j < 4; j++) {
        let x = Matrix.get(PRODUCT, i, j) + Matrix.get(PRODUCT, j, i);
        for (let m = 0; m < 4; m++) x = x + Matrix.get(PRODUCT, i, m) * Matrix.get(Y, j, m);
        x = x + Lanes.of(load<f64>(initial + ((<usize>(i * 4 + j)) << 3)));
        Matrix.set(DELTA, i, j, x);
        Matrix.set(DELTA, j, i, x);
      }

    status = Row.flag(status, Lanes.not(State.factor(Na, Nb)), NOT_A_STATE);
    const ok = Row.isOk(status);
    let entropyRate = Lanes.of(0);
    let production = Lanes.of(0);
    for (let i = 0; i < 4; i++) {
      const k = Lanes.of(-load<f64>(drift + ((<usize>(i * 5)) << 3)));
      const N = i < 2 ? Na : Nb;
      production = production + (k / N) * State.forward(i);
      entropyRate = entropyRate - k * State.backward(i);
    }
    const ka = Lanes.of(-load<f64>(drift));
    const muA = (ka / Na) * (Matrix.get(DELTA, 0, 0) + Matrix.get(DELTA, 1, 1));
    const kq = Lanes.of(-load<f64>(drift, 80));
    const kp = Lanes.of(-load<f64>(drift, 120));
    const muB = (kq * Matrix.get(DELTA, 2, 2) + kp * Matrix.get(DELTA, 3, 3)) / Nb;
    Table.write(columns, 0, row, ok, Lanes.log(State.rootOfDeterminant()) + Lanes.of(2 * LN_TWO_PI_E));
    Table.write(columns, 1, row, ok, entropyRate);
    Table.write(columns, 2, row, ok, muA + muB);
    Table.write(columns, 3, row, ok, muA);
    Table.write(columns, 4, row, ok, muB);
    Table.write(columns, 5, row, ok, production);
    Table.write(columns, 6, row, ok, half * (Matrix.get(DELTA, 0, 0) + Matrix.get(DELTA, 1, 1)) + (Na - half));
    Table.write(columns, 7, row, ok, half * (Matrix.get(DELTA, 2, 2) + Matrix.get(DELTA, 3, 3)) + (Nb - half));
    for (let i = 0; i < 4; i++)
      for (let j = i; j < 4; j++) {
        let x = Matrix.get(DELTA, i, j);
        if (i === j) x = x + (i < 2 ? Na : Nb);
        Covariance.put(covariances, row, i, j, ok, false, x);
      }
    Lanes.storeBytes(statuses + row, status);
  }
}

class Propagator {
  /** Y = e^{At} − 1: Taylor's series of e^{At/2^n} − 1 for ‖At‖/2^n ≤ ½, then n doublings Y ← 2Y + Y², n each lane's own. */
  static of(drift: usize, t: Real): void {
    let norm: f64 = 0;
    for (let i = 0; i < 4; i++) {
      let sum: f64 = 0;
      for (let j = 0; j < 4; j++) sum += abs<f64>(load<f64>(drift + ((<usize>(i * 4 + j)) << 3)));
      norm = max(norm, sum);
    }
    const half = Lanes.of(0.5);
    const one = Lanes.of(1);
    let step = t;
    let doublings = Lanes.of(0);
    let tooLong = Lanes.less(half, Lanes.of(norm) * step);
    while (Lanes.any(tooLong)) {
      step = Lanes.select(tooLong, half * step, step);
      doublings = Lanes.select(tooLong, doublings + one, doublings);
      tooLong = Lanes.less(half, Lanes.of(norm) * step);
    }
    for (let i = 0; i < 16; i++) {
      const x = Lanes.of(load<f64>(drift + ((<usize>i) << 3))) * step;
      Lanes.store(STEP + <usize>i * sizeof<Real>(), x);
      Lanes.store(Y + <usize>i * sizeof<Real>(), x * Lanes.of(1 / 16.0));
    }
    for (let degree = 15; degree > 0; degree--) {
      for (let i = 0; i < 4; i++) Matrix.set(Y, i, i, Matrix.get(Y, i, i) + one);
      Matrix.multiply(STEP, Y, PRODUCT);
      for (let i = 0; i < 16; i++) {
        const at = <usize>i * sizeof<Real>();
        Lanes.store(Y + at, Lanes.load(PRODUCT + at) / Lanes.of(<f64>degree));
      }
    }
    while (Lanes.any(Lanes.less(Lanes.of(0), doublings))) {
      const again = Lanes.less(Lanes.of(0), doublings);
      Matrix.multiply(Y, Y, PRODUCT);
      for (let i = 0; i < 16; i++) {
        const at = <usize>i * sizeof<Real>();
        const y = Lanes.load(Y + at);
        Lanes.store(Y + at, Lanes.select(again, y + y + Lanes.load(PRODUCT + at), y));
      }
      doublings = doublings - one;
    }
  }
}

class State {
  /** σ = N + δ = L Lᵀ; false in the lanes where σ is not positive definite. */
  static factor(Na: Real, Nb: Real): Mask {
    let positive = Lanes.less(Lanes.of(0), Na);
    for (let j = 0; j < 4; j++)
      for (let i = j; i < 4; i++) {
        let x = Matrix.get(DELTA, i, j);
        if (i === j) x = x + (j < 2 ? Na : Nb);
        for (let m = 0; m < j; m++) x = x - Matrix.get(L, i, m) * Matrix.get(L, j, m);
        if (i === j) {
          positive = Lanes.and(positive, Lanes.less(Lanes.of(0), x));
          Matrix.set(L, j, j, Lanes.sqrt(x));
        } else Matrix.set(L, i, j, x / Matrix.get(L, j, j));
      }
    return positive;
  }

  @inline static rootOfDeterminant(): Real {
    return Matrix.get(L, 0, 0) * Matrix.get(L, 1, 1) * Matrix.get(L, 2, 2) * Matrix.get(L, 3, 3);
  }

  /** Column i of L⁻¹δ, kept in PRODUCT; gives its squared length, (δσ⁻¹δ)_ii. */
  static forward(i: i32): Real {
    let square = Lanes.of(0);
    for (let r = 0; r < 4; r++) {
      let x = Matrix.get(DELTA, r, i);
      for (let m = 0; m < r; m++) x = x - Matrix.get(L, r, m) * Matrix.get(PRODUCT, m, i);
      x = x / Matrix.get(L, r, r);
      Matrix.set(PRODUCT, r, i, x);
      square = square + x * x;
    }
    return square;
  }

  /** Column i of σ⁻¹δ from what forward(i) left; gives its element i. */
  static backward(i: i32): Real {
    for (let r = 3; r >= i; r--) {
      let x = Matrix.get(PRODUCT, r, i);
      for (let m = r + 1; m < 4; m++) x = x - Matrix.get(L, m, r) * Matrix.get(PRODUCT, m, i);
      Matrix.set(PRODUCT, r, i, x / Matrix.get(L, r, r));
    }
    return Matrix.get(PRODUCT, i, i);
  }
}
