// The eigenvalues λ of the drift, and the stability margin −max Re λ. The characteristic polynomial is kept in factors, with its constant term apart,
//   P(s) = s(s + 2κ)(s(s + 2γ) + B) + K_a s(s + 2γ) + F,  K_a = ω_a² + κ²,
// its four roots are found together (Aberth) with P in double-double: the real part of a high-Q mode, the slow root of an
// overdamped one, and the vanishing root at the critical point keep their digits.
//   B = ω_b² (optomechanics), ω_b² + γ² (Dicke, K_b), W² + γ² (superradiant, W = ω_b(g/g_cr)²);
//   F = K_aB − g²ω_aω_b, superradiant K_a(W² − ω_b²).

import { Lanes, Mask, Real } from "lanes";
import { DoubleDouble as DD } from "../math/double-double";
import { Wide } from "../math/wide";
import { Table } from "../table";
import { Phase } from "./phase";
import { DRIFT, NOT_SUPERRADIANT, Row } from "./row";

// Double-doubles in memory, 32 bytes each: four roots (re, im), the constants of P, and places to work.
const ROOTS: usize = memory.data(256, 16);
const KAPPA2: usize = memory.data(32, 16); // 2κ
const GAMMA2: usize = memory.data(32, 16); // 2γ
const KA: usize = memory.data(32, 16);
const KB: usize = memory.data(32, 16);
const B: usize = memory.data(32, 16);
const F: usize = memory.data(32, 16);
const RATIO: usize = memory.data(32, 16); // (g/g_cr)²
const ONE: usize = memory.data(32, 16);
const T_RE: usize = memory.data(32, 16); // s(s + 2κ)
const T_IM: usize = memory.data(32, 16);
const U_RE: usize = memory.data(32, 16); // s(s + 2γ)
const U_IM: usize = memory.data(32, 16);
const V_RE: usize = memory.data(32, 16); // U + B
const P_RE: usize = memory.data(32, 16);
const P_IM: usize = memory.data(32, 16);
const WORK: usize = memory.data(32, 16);

const MAX_STEPS: i32 = 200;

/** −max Re λ of each row (1/s), negative where unstable; NaN for a parameter out of range. Arguments as of `drift`. */
export function stabilityMargin(parameters: usize, isDicke: bool, isRatio: bool, phase: i32, margins: usize, rows: i32): void {
  for (let row = 0; row < rows; row += Lanes.rows()) {
    const isKnown = Roots.ofRow(parameters, isDicke, isRatio, phase, row);
    let largest = Wide.hi(Roots.re(0));
    for (let i = 1; i < 4; i++) {
      const x = Wide.hi(Roots.re(i));
      largest = Lanes.select(Lanes.less(largest, x), x, largest);
    }
    Table.write(margins, 0, row, isKnown, -largest);
  }
}

/** The four eigenvalues of each row's drift (1/s) in no order: columns Re λ_i and Im λ_i in turn. Arguments as of `drift`. */
export function eigenvalues(parameters: usize, isDicke: bool, isRatio: bool, phase: i32, values: usize, rows: i32): void {
  for (let row = 0; row < rows; row += Lanes.rows()) {
    const isKnown = Roots.ofRow(parameters, isDicke, isRatio, phase, row);
    for (let i = 0; i < 4; i++) {
      Table.write(values, 2 * i, row, isKnown, Wide.hi(Roots.re(i)));
      Table.write(values, 2 * i + 1, row, isKnown, Wide.hi(Roots.im(i)));
    }
  }
}

class Polynomial {
  static of(wa: Real, k: Real, wb: Real, y: Real, coupling: Real, isDicke: bool, isRatio: bool, isSuperradiant: Mask): void {
    const zero = Lanes.of(0);
    Wide.set(KAPPA2, k + k, zero);
    Wide.set(GAMMA2, y + y, zero);
    Wide.set(ONE, Lanes.of(1), zero);
    Wide.squares(wa, k, KA);
    Wide.product(wb, wb, U_RE);
    Wide.product(y, y, U_IM);
    Wide.add(U_RE, U_IM, KB);
    if (!isDicke) Wide.copy(U_RE, KB);
    Wide.copy(KB, B);
    Wide.multiply(KA, KB, P_RE); // K
    if (isRatio) {
      Wide.set(RATIO, coupling, zero);
      Wide.subtract(ONE, RATIO, WORK);
      Wide.multiply(P_RE, WORK, F);
    } else {
      Wide.product(wa, wb, T_RE);
      Wide.product(coupling, coupling, WORK);
      Wide.multiply(T_RE, WORK, P_IM);
      Wide.subtract(P_RE, P_IM, F);
      Wide.divide(P_IM, P_RE, RATIO);
    }
    if (!Lanes.any(isSuperradiant)) return;
    // W² = ω_b²x², x = (g/g_cr)²; x² − 1 = (x − 1)(x + 1), x − 1 = −F/K
    Wide.multiply(RATIO, RATIO, WORK);
    Wide.multiply(WORK, U_RE, WORK);
    Wide.add(WORK, U_IM, WORK);
    Wide.choose(isSuperradiant, WORK, B);
    Wide.divide(F, P_RE, T_RE);
    Wide.add(RATIO, ONE, WORK);
    Wide.multiply(T_RE, WORK, T_RE);
    Wide.multiply(T_RE, KA, T_RE);
    Wide.multiply(T_RE, U_RE, T_RE);
    Wide.set(WORK, zero, zero);
    Wide.subtract(WORK, T_RE, T_RE);
    Wide.choose(isSuperradiant, T_RE, F);
  }

  /** s(s + twice) = re² − im² + twice re + i im (2 re + twice). */
  static factor(re: usize, im: usize, twice: usize, outRe: usize, outIm: usize): void {
    Wide.add(re, twice, WORK);
    Wide.multiply(re, WORK, outRe);
    Wide.add(WORK, re, WORK);
    Wide.multiply(im, WORK, outIm);
    Wide.multiply(im, im, WORK);
    Wide.subtract(outRe, WORK, outRe);
  }

  /** P at re + i im; leaves its factors behind. */
  static evaluate(re: usize, im: usize): void {
    Polynomial.factor(re, im, KAPPA2, T_RE, T_IM);
    Polynomial.factor(re, im, GAMMA2, U_RE, U_IM);
    Wide.add(U_RE, B, V_RE);
    Wide.multiply(T_RE, V_RE, P_RE);
    Wide.multiply(T_IM, U_IM, WORK);
    Wide.subtract(P_RE, WORK, P_RE);
    Wide.multiply(KA, U_RE, WORK);
    Wide.add(P_RE, WORK, P_RE);
    Wide.add(P_RE, F, P_RE);
    Wide.multiply(T_RE, U_IM, P_IM);
    Wide.multiply(T_IM, V_RE, WORK);
    Wide.add(P_IM, WORK, P_IM);
    Wide.multiply(KA, U_IM, WORK);
    Wide.add(P_IM, WORK, P_IM);
  }
}

/** The eigenvalues of a row at work. */
export class Roots {
  /** Finds the roots of a row; where its parameters are in range. */
  static ofRow(parameters: usize, isDicke: bool, isRatio: bool, phase: i32, row: i32): Mask {
    const zero = Lanes.of(0);
    const wa = Row.omegaA(parameters, row);
    const k = Row.kappaA(parameters, row);
    const wb = Row.omegaB(parameters, row);
    const y = Row.gammaB(parameters, row);
    const coupling = Row.coupling(parameters, row);
    let status = Row.check(parameters, row, isRatio, DRIFT);
    let isSuperradiant = Lanes.less(zero, zero);
    if (isDicke) {
      const distance = Phase.distance(wa, k, wb, y, coupling, isRatio);
      isSuperradiant = Phase.isSuperradiant(phase, distance);
      status = Row.flag(status, Lanes.and(isSuperradiant, Lanes.lessOrEqual(zero, distance)), NOT_SUPERRADIANT);
    }
    Polynomial.of(wa, k, wb, y, coupling, isDicke, isRatio, isSuperradiant);
    Roots.start(wa, k, y);
    Roots.find(Row.isOk(status));
    return Row.isOk(status);
  }

  /** (g/g_cr)² of the row at work. */
  @inline static ratio(): usize {
    return RATIO;
  }
  @inline static re(i: i32): usize {
    return ROOTS + <usize>(2 * i) * Wide.size();
  }
  @inline static im(i: i32): usize {
    return ROOTS + <usize>(2 * i + 1) * Wide.size();
  }

  /** The roots of the uncoupled modes, each moved a little its own way: Aberth's steps keep any symmetry they are given. */
  static start(wa: Real, k: Real, y: Real): void {
    const zero = Lanes.of(0);
    const square = Wide.hi(B) - y * y;
    const root = Lanes.sqrt(Lanes.abs(square));
    const isOverdamped = Lanes.less(square, zero);
    const re = Lanes.select(isOverdamped, root, zero);
    const im = Lanes.select(isOverdamped, zero, root);
    const small = Lanes.of(1e-3) * (Lanes.abs(wa) + k + y + root);
    Wide.set(Roots.re(0), small * Lanes.of(0.31) - k, zero);
    Wide.set(Roots.im(0), wa + small * Lanes.of(0.17), zero);
    Wide.set(Roots.re(1), small * Lanes.of(-0.23) - k, zero);
    Wide.set(Roots.im(1), small * Lanes.of(0.41) - wa, zero);
    Wide.set(Roots.re(2), re - y - small * Lanes.of(0.61), zero);
    Wide.set(Roots.im(2), im - small * Lanes.of(0.37), zero);
    Wide.set(Roots.re(3), small * Lanes.of(0.53) - re - y, zero);
    Wide.set(Roots.im(3), small * Lanes.of(0.11) - im, zero);
  }

  /** Steps w = N/(1 − N Σ_j 1/(s − s_j)), N = P/P′, until none of a lane's four moves: a step itself needs plain double only. */
  static find(active: Mask): void {
    const one = Lanes.of(1);
    const two = Lanes.of(2);
    for (let step = 0; step < MAX_STEPS && Lanes.any(active); step++) {
      let moved = Lanes.less(one, one);
      for (let i = 0; i < 4; i++) {
        Polynomial.evaluate(Roots.re(i), Roots.im(i));
        const re = Wide.hi(Roots.re(i));
        const im = two * Wide.hi(Roots.im(i));
        const t = two * re + Wide.hi(KAPPA2);
        const u = two * re + Wide.hi(GAMMA2);
        // P′ = 2(s + κ)(U + B) + 2(s + γ)(T + K_a)
        const aRe = Wide.hi(T_RE) + Wide.hi(KA);
        const dRe = t * Wide.hi(V_RE) - im * Wide.hi(U_IM) + (u * aRe - im * Wide.hi(T_IM));
        const dIm = t * Wide.hi(U_IM) + im * Wide.hi(V_RE) + (u * Wide.hi(T_IM) + im * aRe);
        const pRe = Wide.hi(P_RE);
        const pIm = Wide.hi(P_IM);
        const d2 = dRe * dRe + dIm * dIm;
        const nRe = (pRe * dRe + pIm * dIm) / d2;
        const nIm = (pIm * dRe - pRe * dIm) / d2;
        let sRe = Lanes.of(0);
        let sIm = Lanes.of(0);
        for (let j = 0; j < 4; j++) {
          if (j === i) continue;
          const x = Wide.hi(Roots.re(i)) - Wide.hi(Roots.re(j)) + (Wide.lo(Roots.re(i)) - Wide.lo(Roots.re(j)));
          const y = Wide.hi(Roots.im(i)) - Wide.hi(Roots.im(j)) + (Wide.lo(Roots.im(i)) - Wide.lo(Roots.im(j)));
          const r2 = x * x + y * y;
          sRe = sRe + x / r2;
          sIm = sIm - y / r2;
        }
        const qRe = one - (nRe * sRe - nIm * sIm);
        const qIm = -(nRe * sIm + nIm * sRe);
        const q2 = qRe * qRe + qIm * qIm;
        const wRe = (nRe * qRe + nIm * qIm) / q2;
        const wIm = (nIm * qRe - nRe * qIm) / q2;
        Roots.move(Roots.re(i), active, wRe);
        Roots.move(Roots.im(i), active, wIm);
        const s2 = Wide.hi(Roots.re(i)) * Wide.hi(Roots.re(i)) + Wide.hi(Roots.im(i)) * Wide.hi(Roots.im(i));
        moved = Lanes.or(moved, Lanes.less(Lanes.of(1e-34) * s2, wRe * wRe + wIm * wIm));
      }
      active = Lanes.and(active, moved);
    }
  }

  @inline static move(at: usize, active: Mask, step: Real): void {
    const hi = Wide.hi(at);
    const moved = hi - step;
    const lo = Wide.lo(at) + DD.sumError(hi, -step, moved);
    Wide.set(at, Lanes.select(active, moved, hi), Lanes.select(active, lo, Wide.lo(at)));
  }
}
