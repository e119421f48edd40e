// Gaussian information of a two-mode state. With σ = L Lᵀ the symplectic eigenvalues ν± are the singular values of the
// antisymmetric Lᵀ Ω L, which split as (|u| ± |v|)/2, u and v its self-dual and anti-self-dual parts: no difference of
// squares, so equal eigenvalues keep their digits. The partial transpose changes the sign of mode b in Ω.

import { Lanes, Real } from "lanes";
import { Table } from "../table";
import { Covariance } from "./covariance";
import { NOT_A_STATE, NOT_SYMMETRIC, OK, Row } from "./row";

const LN_TWO_PI_E: f64 = 2.8378770664093454836;
const LN_TWO: f64 = Math.LN2;

/**
 * Columns: det σ, Wigner entropy, Rényi-2 entropy, ν₊, ν₋, ν̃₋ (partial transpose), von Neumann entropy, its mutual
 * information, Rényi-2 mutual information, logarithmic negativity, 1 if ν₋ ≥ ½ (a physical state) or else 0.
 */
export function correlations(covariances: usize, columns: usize, statuses: usize, rows: i32): void {
  const half = Lanes.of(0.5);
  const zero = Lanes.of(0);
  for (let row = 0; row < rows; row += Lanes.rows()) {
    // σ = L Lᵀ, columns of L: (l00 l10 l20 l30) (l11 l21 l31) (l22 l32) (l33)
    const l00 = Lanes.sqrt(Covariance.load(covariances, row, 0, 0));
    const l10 = Covariance.load(covariances, row, 1, 0) / l00;
    const l20 = Covariance.load(covariances, row, 2, 0) / l00;
    const l30 = Covariance.load(covariances, row, 3, 0) / l00;
    const l11 = Lanes.sqrt(Covariance.load(covariances, row, 1, 1) - l10 * l10);
    const l21 = (Covariance.load(covariances, row, 2, 1) - l20 * l10) / l11;
    const l31 = (Covariance.load(covariances, row, 3, 1) - l30 * l10) / l11;
    const qbqb = Covariance.load(covariances, row, 2, 2);
    const qbpb = Covariance.load(covariances, row, 3, 2);
    const pbpb = Covariance.load(covariances, row, 3, 3);
    const l22 = Lanes.sqrt(qbqb - l20 * l20 - l21 * l21);
    const l32 = (qbpb - l30 * l20 - l31 * l21) / l22;
    const l33 = Lanes.sqrt(pbpb - l30 * l30 - l31 * l31 - l32 * l32);

    const rootA = l00 * l11; // √det σ_a
    const rootB = Lanes.sqrt(qbqb * pbpb - qbpb * qbpb); // √det σ_b
    const schur = l22 * l33; // √(det σ/det σ_a)
    const root = rootA * schur; // √det σ = ν₊ν₋

    // Lᵀ Ω_b L; mode a has only the element 01, which is rootA
    const b01 = l20 * l31 - l30 * l21;
    const b02 = l20 * l32 - l30 * l22;
    const b03 = l20 * l33;
    const b12 = l21 * l32 - l31 * l22;
    const b13 = l21 * l33;
    const sum = Symplectic.larger(rootA + b01, b02, b03, b12, b13, schur);
    const difference = Symplectic.larger(rootA - b01, -b02, -b03, -b12, -b13, -schur);
    const nuMinus = root / sum;
    const nuTildeMinus = root / difference;

    let status = Row.flag(Lanes.of(OK), Lanes.not(Covariance.isSymmetric(covariances, row)), NOT_SYMMETRIC);
    const isState = Lanes.and(Lanes.less(zero, root), Lanes.less(root, Lanes.of(Infinity)));
    status = Row.flag(status, Lanes.not(isState), NOT_A_STATE);
    const ok = Row.isOk(status);
    Lanes.storeBytes(statuses + row, status);

    const logRoot = Lanes.log(root);
    const vonNeumann = Symplectic.entropy(sum) + Symplectic.entropy(nuMinus);
    const negativity = -(Lanes.log(nuTildeMinus) + Lanes.of(LN_TWO));
    Table.write(columns, 0, row, ok, root * root);
    Table.write(columns, 1, row, ok, logRoot + Lanes.of(2 * LN_TWO_PI_E));
    Table.write(columns, 2, row, ok, logRoot + Lanes.of(2 * LN_TWO));
    Table.write(columns, 3, row, ok, sum);
    Table.write(columns, 4, row, ok, nuMinus);
    Table.write(columns, 5, row, ok, nuTildeMinus);
    Table.write(columns, 6, row, ok, vonNeumann);
    Table.write(columns, 7, row, ok, Symplectic.entropy(rootA) + Symplectic.entropy(rootB) - vonNeumann);
    const renyi = Lanes.log(rootB / schur);
    Table.write(columns, 8, row, ok, Lanes.select(Lanes.less(zero, renyi), renyi, zero));
    Table.write(columns, 9, row, ok, Lanes.select(Lanes.less(zero, negativity), negativity, zero));
    // a pure state may round to just below ½
    Table.write(columns, 10, row, ok, Lanes.select(Lanes.lessOrEqual(half - Lanes.of(1e-12), nuMinus), Lanes.of(1), zero));
  }
}

class Symplectic {
  /** The larger singular value of the antisymmetric matrix with these elements above the diagonal. */
  @inline static larger(m01: Real, m02: Real, m03: Real, m12: Real, m13: Real, m23: Real): Real {
    const u1 = m01 + m23;
    const u2 = m02 - m13;
    const u3 = m03 + m12;
    const v1 = m01 - m23;
    const v2 = m02 + m13;
    const v3 = m03 - m12;
    return Lanes.of(0.5) * (Lanes.sqrt(u1 * u1 + u2 * u2 + u3 * u3) + Lanes.sqrt(v1 * v1 + v2 * v2 + v3 * v3));
  }

  /** (v + ½) ln(v + ½) − (v − ½) ln(v − ½): near ½ as it stands, above 1 without its cancellation; 0 below ½. */
  static entropy(v: Real): Real {
    const half = Lanes.of(0.5);
    const excess = v - half;
    const near = (v + half) * Lanes.log(v + half) - excess * Lanes.log(excess);
    const far = half * Lanes.log(excess * (v + half)) + v * Lanes.log1p(Lanes.of(1) / excess);
    const mixed = Lanes.select(Lanes.less(v, Lanes.of(1)), near, far);
    return Lanes.select(Lanes.less(Lanes.of(0), excess), mixed, Lanes.of(0));
  }
}
