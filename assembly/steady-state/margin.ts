// The stability margin −max Re λ. The characteristic polynomial is kept in factors,
//   P(s) = ((s + κ)² + ω_a²)((s + γ)² + V) − c,
// its four roots are found together (Aberth), and then polished with P in double-double: the real part of a high-Q mode,
// and the vanishing root at the critical point, keep their digits.
//   optomechanics V = ω_b² − γ², Dicke V = ω_b², c = g²ω_aω_b; superradiant V = ω_b²(g/g_cr)⁴, c = (ω_a² + κ²)(ω_b² + γ²).

import { Lanes, Mask, Real } from "lanes";
import { DoubleDouble as DD } from "../math/double-double";
import { Wide } from "../math/wide";
import { Table } from "../table";
import { Phase } from "./phase";
import { Row } from "./row";

// Double-doubles in memory, 32 bytes each: four roots (re, im), the constants of P, and places to work.
const ROOTS: usize = memory.data(256, 16);
const KAPPA: usize = memory.data(32, 16);
const GAMMA: usize = memory.data(32, 16);
const OMEGA_A2: usize = memory.data(32, 16);
const V: usize = memory.data(32, 16);
const C: usize = memory.data(32, 16);
const T: usize = memory.data(32, 16); // Re s + κ
const U: usize = memory.data(32, 16); // Re s + γ
const DA_RE: usize = memory.data(32, 16);
const DA_IM: usize = memory.data(32, 16);
const DB_RE: usize = memory.data(32, 16);
const DB_IM: usize = memory.data(32, 16);
const P_RE: usize = memory.data(32, 16);
const P_IM: usize = memory.data(32, 16);
const WORK: usize = memory.data(32, 16);

const MAX_STEPS: i32 = 200;

/** −max Re λ of each row (1/s), negative where unstable; NaN for a parameter out of range. Arguments as of `drift`. */
export function stabilityMargin(parameters: usize, isDicke: bool, isRatio: bool, phase: i32, margins: usize, rows: i32): void {
  const zero = Lanes.of(0);
  for (let row = 0; row < rows; row += Lanes.rows()) {
    const wa = Row.omegaA(parameters, row);
    const k = Row.kappaA(parameters, row);
    const wb = Row.omegaB(parameters, row);
    const y = Row.gammaB(parameters, row);
    const coupling = Row.coupling(parameters, row);
    let status = Row.checkCoupling(Row.check(wa, k, wb, y, zero, zero), coupling);

    // double-double pairs: K = K_aK_b, x = (g/g_cr)², e = g², c, V
    const Ah = wa * wa + k * k;
    const Al = DD.sumOfSquaresLow(wa, k, Ah);
    const Bh = wb * wb + y * y;
    const Bl = DD.sumOfSquaresLow(wb, y, Bh);
    const Kh = Ah * Bh;
    const Kl = DD.productLow(Ah, Al, Bh, Bl, Kh);
    const wwh = wa * wb;
    const wwl = DD.productError(wa, wb, wwh);
    const eh = coupling * coupling;
    const el = DD.productError(coupling, coupling, eh);
    let ch = eh * wwh;
    let cl = DD.productLow(eh, el, wwh, wwl, ch);
    let xh = ch / Kh;
    let xl = DD.quotientLow(ch, cl, Kh, Kl, xh);
    if (isRatio) {
      status = Row.checkRatio(status, wa, coupling);
      xh = coupling;
      xl = zero;
      ch = xh * Kh;
      cl = DD.productLow(xh, xl, Kh, Kl, ch);
    }
    const b2 = wb * wb;
    const b2l = DD.productError(wb, wb, b2);
    let Vh = b2;
    let Vl = b2l;
    if (isDicke) {
      const isSuperradiant = Phase.isSuperradiant(phase, Phase.distance(wa, k, wb, y, coupling, isRatio));
      const qh = xh * xh;
      const ql = DD.productLow(xh, xl, xh, xl, qh);
      const Sh = b2 * qh;
      const Sl = DD.productLow(b2, b2l, qh, ql, Sh);
      Vh = Lanes.select(isSuperradiant, Sh, Vh);
      Vl = Lanes.select(isSuperradiant, Sl, Vl);
      ch = Lanes.select(isSuperradiant, Kh, ch);
      cl = Lanes.select(isSuperradiant, Kl, cl);
    } else {
      const y2 = y * y;
      Vh = b2 - y2;
      Vl = DD.sumError(b2, -y2, Vh) + (b2l - DD.productError(y, y, y2));
    }
    const aa = wa * wa;
    Wide.set(KAPPA, k, zero);
    Wide.set(GAMMA, y, zero);
    Wide.set(OMEGA_A2, aa, DD.productError(wa, wa, aa));
    Wide.set(V, Vh, Vl);
    Wide.set(C, ch, cl);

    Roots.start(wa, k, y, Vh);
    Roots.find(Row.isOk(status));
    let largest = Wide.hi(Roots.re(0));
    for (let i = 1; i < 4; i++) {
      const x = Wide.hi(Roots.re(i));
      largest = Lanes.select(Lanes.less(largest, x), x, largest);
    }
    Table.write(margins, 0, row, Row.isOk(status), -largest);
  }
}

class Roots {
  @inline static re(i: i32): usize {
    return ROOTS + <usize>(2 * i) * Wide.size();
  }
  @inline static im(i: i32): usize {
    return ROOTS + <usize>(2 * i + 1) * Wide.size();
  }

  /** The roots of the uncoupled modes, each moved a little its own way: Aberth's steps keep any symmetry they are given. */
  static start(wa: Real, k: Real, y: Real, Vh: Real): void {
    const zero = Lanes.of(0);
    const root = Lanes.sqrt(Lanes.abs(Vh));
    const isOverdamped = Lanes.less(Vh, zero);
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

  /** P at root i, in double-double. */
  static evaluate(i: i32): void {
    const re = Roots.re(i);
    const im = Roots.im(i);
    Wide.add(re, KAPPA, T);
    Wide.add(re, GAMMA, U);
    Roots.factor(T, im, OMEGA_A2, DA_RE, DA_IM);
    Roots.factor(U, im, V, DB_RE, DB_IM);
    Wide.multiply(DA_RE, DB_RE, P_RE);
    Wide.multiply(DA_IM, DB_IM, WORK);
    Wide.subtract(P_RE, WORK, P_RE);
    Wide.subtract(P_RE, C, P_RE);
    Wide.multiply(DA_RE, DB_IM, P_IM);
    Wide.multiply(DA_IM, DB_RE, WORK);
    Wide.add(P_IM, WORK, P_IM);
  }

  /** (re + i im)² + constant. */
  static factor(re: usize, im: usize, constant: usize, outRe: usize, outIm: usize): void {
    Wide.multiply(re, re, outRe);
    Wide.multiply(im, im, WORK);
    Wide.subtract(outRe, WORK, outRe);
    Wide.add(outRe, constant, outRe);
    Wide.multiply(re, im, outIm);
    Wide.add(outIm, outIm, outIm);
  }

  /** Steps w = N/(1 − N Σ_j 1/(s − s_j)), N = P/P′, until none of a lane's four moves: a step itself needs plain double only. */
  static find(active: Mask): void {
    const one = Lanes.of(1);
    const two = Lanes.of(2);
    for (let step = 0; step < MAX_STEPS && Lanes.any(active); step++) {
      let moved = Lanes.less(one, one);
      for (let i = 0; i < 4; i++) {
        Roots.evaluate(i);
        const im = Wide.hi(Roots.im(i));
        const t = Wide.hi(T);
        const u = Wide.hi(U);
        // P′ = 2(s + κ)D_b + 2(s + γ)D_a
        const dRe = two * (t * Wide.hi(DB_RE) - im * Wide.hi(DB_IM) + (u * Wide.hi(DA_RE) - im * Wide.hi(DA_IM)));
        const dIm = two * (t * Wide.hi(DB_IM) + im * Wide.hi(DB_RE) + (u * Wide.hi(DA_IM) + im * Wide.hi(DA_RE)));
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
