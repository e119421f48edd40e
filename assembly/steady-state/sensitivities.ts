// Derivatives of the five rates by the seven columns of the parameter table: the closed forms of optomechanics.ts, dicke.ts and
// superradiant.ts, differentiated as they are computed (math/dual.ts). In double-double nothing that cancels in them matters,
// so they are written in their shortest form: Y_a = N_aμ_a/κ = 2(n_a − n_Ta), and likewise for b.

import { Lanes, Real } from "lanes";
import { Dual, minus, over, plus, square, times } from "../math/dual";
import { Wide } from "../math/wide";
import { Table } from "../table";
import { Row } from "./row";
import { HBAR_PER_K } from "./thermal";

const OMEGA_B: i32 = 2;
const N_THERMAL_B: i32 = 6;
const TEMPERATURE_B: i32 = 7;
const SUPERRADIANT: f64 = 2;
const PARAMETERS: i32 = 7;
const RATES: i32 = 5;

/**
 * 35 columns: ∂Π/∂(ω_a, κ, ω_b, γ, coupling, n_Ta, n_Tb), then those of μ_a, μ_b, n_a, n_b. `phases` and `statuses` as the kernels of
 * the steady state leave them: a row whose status is not 0 is NaN. By the coupling means by g at constant g_cr, or, if `isRatio`, by
 * (g/g_cr)², and all others at constant (g/g_cr)². If `isThermal`, n_Tb is the occupation at the temperature of the table's column 7:
 * the last derivative is by that, and the third at its constant value.
 */
export function sensitivities(
  parameters: usize,
  isDicke: bool,
  isRatio: bool,
  isThermal: bool,
  phases: usize,
  statuses: usize,
  derivatives: usize,
  rows: i32,
): void {
  for (let row = 0; row < rows; row += Lanes.rows()) {
    Rates.ofRow(parameters, row, isThermal);
    if (isDicke) Rates.dicke(isRatio, Lanes.loadBytes(phases + row));
    else Rates.optomechanics();
    const ok = Row.isOk(Lanes.loadBytes(statuses + row));
    for (let rate = 0; rate < RATES; rate++) {
      for (let k = 0; k < PARAMETERS; k++) {
        const derivative = Wide.hi(Dual.at(Rates.get(rate), k)) + Lanes.of(0); // −0 + 0 = 0
        Table.write(derivatives, PARAMETERS * rate + k, row, ok, derivative);
      }
    }
  }
}

// The parameters and the rates of the rows at hand.
let wa: usize = 0;
let k: usize = 0;
let wb: usize = 0;
let y: usize = 0;
let g: usize = 0; // or (g/g_cr)²
let nTa: usize = 0;
let nTb: usize = 0;
let Na: usize = 0;
let Nb: usize = 0;
let half: usize = 0;
let one: usize = 0;
let two: usize = 0;
let three: usize = 0;
let four: usize = 0;
let production: usize = 0;
let muA: usize = 0;
let muB: usize = 0;
let nA: usize = 0;
let nB: usize = 0;

class Rates {
  static get(rate: i32): usize {
    return rate === 0 ? production : rate === 1 ? muA : rate === 2 ? muB : rate === 3 ? nA : nB;
  }

  static ofRow(parameters: usize, row: i32, isThermal: bool): void {
    Dual.restart();
    half = Dual.constant(0.5);
    one = Dual.constant(1);
    two = Dual.constant(2);
    three = Dual.constant(3);
    four = Dual.constant(4);
    wa = Dual.parameter(Row.omegaA(parameters, row), 0);
    k = Dual.parameter(Row.kappaA(parameters, row), 1);
    wb = Dual.parameter(Row.omegaB(parameters, row), OMEGA_B);
    y = Dual.parameter(Row.gammaB(parameters, row), 3);
    g = Dual.parameter(Row.coupling(parameters, row), 4);
    nTa = Dual.parameter(Row.nThermalA(parameters, row), 5);
    nTb = Dual.parameter(Row.nThermalB(parameters, row), N_THERMAL_B);
    if (isThermal) Rates.thermal(Table.read(parameters, TEMPERATURE_B, row));
    Na = plus(nTa, half);
    Nb = plus(nTb, half);
  }

  /** dn/dT = n(n + 1)z/T, dn/dω = −n(n + 1)z/ω, z = ħω/k_BT; 0 at T = 0. */
  static thermal(T: Real): void {
    const zero = Lanes.of(0);
    const n = Wide.hi(nTb);
    const w = Wide.hi(wb);
    const slope = n * (n + Lanes.of(1)) * (Lanes.of(HBAR_PER_K) * (w / T));
    const isWarm = Lanes.less(zero, n);
    Dual.setDerivative(nTb, N_THERMAL_B, Lanes.select(isWarm, slope / T, zero));
    Dual.setDerivative(nTb, OMEGA_B, Lanes.select(isWarm, -slope / w, zero));
  }

  /** Symbols as in optomechanics.ts. */
  static optomechanics(): void {
    const e = square(g);
    const G = plus(y, y);
    const kG = plus(k, G);
    const kG2 = square(kG);
    const k2 = square(k);
    const wa2 = square(wa);
    const wb2 = square(wb);
    const d = minus(wa, wb);
    const d2 = square(d);
    const p = plus(wa, wb);
    const dp = times(d, p);
    const Ka = plus(wa2, k2);
    const r = plus(k, kG);
    const ww = times(wa, wb);
    const twokG = times(two, times(k, G));
    const both = times(plus(d2, k2), plus(square(p), k2));
    const Q = plus(plus(both, times(twokG, plus(Ka, wb2))), times(square(G), Ka));
    const H = plus(times(times(e, ww), square(r)), times(twokG, Q));
    const F = minus(times(wb, Ka), times(e, wa));
    const U = plus(times(times(two, k), plus(wa2, kG2)), times(G, wb2));
    const Qm = minus(times(k, plus(d2, kG2)), times(times(G, wb), d));
    const Pm = plus(times(k, plus(d2, k2)), times(G, plus(times(wa, d), k2)));
    const eZ = over(times(times(e, U), plus(times(times(Nb, G), wa), times(times(Na, k), wb))), F);
    const eH = over(e, H);
    const drive = times(times(r, ww), minus(Nb, Na));
    const Ya = times(eH, plus(times(plus(G, G), plus(times(Nb, Qm), drive)), eZ));
    const Yb = times(eH, times(plus(k, k), minus(times(Na, Pm), drive))); // ⟨p_b²⟩ − N_b
    // −g⟨q_a q_b⟩ = ω_b(⟨q_b²⟩ − ⟨p_b²⟩)
    const work = minus(times(times(Nb, wa), plus(dp, kG2)), times(times(Na, wb), minus(dp, times(k, kG))));
    const qq = times(eH, plus(times(twokG, work), times(wa, eZ)));
    muA = over(times(k, Ya), Na);
    muB = over(times(G, Yb), Nb);
    production = plus(muA, muB);
    nA = plus(nTa, times(half, Ya));
    nB = plus(nTb, plus(Yb, over(qq, plus(wb, wb))));
  }

  /** Symbols as in superradiant.ts; the normal phase is that with W = ω_b, e = g², m = 0, ρ = 1 and an F of its own. */
  static dicke(isRatio: bool, phase: Real): void {
    const isSuperradiant = Lanes.lessOrEqual(Lanes.of(SUPERRADIANT), phase);
    const wa2 = square(wa);
    const wb2 = square(wb);
    const y2 = square(y);
    const Ka = plus(wa2, square(k));
    const K = times(Ka, plus(wb2, y2));
    const wawb = times(wa, wb);
    const x = isRatio ? g : over(times(square(g), wawb), K);
    const excess = isRatio ? minus(g, one) : over(minus(times(square(g), wawb), K), K);
    const e0 = isRatio ? over(times(x, K), wawb) : square(g);
    let W = wb;
    let e = e0;
    let F = minus(K, times(e0, wawb));
    if (isRatio) F = times(K, minus(one, x));
    let m = Dual.constant(0);
    let rho = one;
    if (Lanes.any(isSuperradiant)) {
      const mu = over(one, x);
      const sum = plus(one, mu);
      const m1 = times(excess, mu);
      W = Dual.select(isSuperradiant, times(wb, x), W);
      e = Dual.select(isSuperradiant, over(times(K, mu), wawb), e);
      F = Dual.select(isSuperradiant, times(times(times(Ka, wb2), times(m1, sum)), square(x)), F);
      m = Dual.select(isSuperradiant, over(times(times(Nb, m1), plus(three, mu)), times(four, sum)), m);
      rho = Dual.select(isSuperradiant, over(two, sum), rho);
    }
    const N = times(times(half, Nb), plus(rho, over(one, rho)));

    const W2 = square(W);
    const s = plus(k, y);
    const s2 = square(s);
    const ky = times(k, y);
    const d = minus(wa, W);
    const p = plus(wa, W);
    const dp = times(d, p);
    const KW = plus(W2, y2);
    const Sm = plus(square(d), s2);
    const ww = times(wa, W);
    const eww = times(e, ww);
    const H = plus(times(eww, s2), times(ky, times(Sm, plus(square(p), s2))));
    const T = plus(plus(times(k, Ka), times(y, KW)), times(four, times(ky, s)));
    const c = over(times(times(e, T), plus(times(times(Na, k), W), times(times(N, y), wa))), plus(F, F));
    const eH = over(e, H);
    const drive = times(times(two, minus(N, Na)), ww);
    let Ya = plus(times(times(y, s), plus(times(N, Sm), drive)), times(W, c));
    let Yb = plus(times(times(k, s), minus(times(Na, Sm), drive)), times(wa, c));
    if (Lanes.any(isSuperradiant)) {
      // the response to the squeezing of the bath
      const y2k = plus(y, plus(k, k)); // γ + 2κ
      const k2y = plus(k, plus(y, y)); // κ + 2γ
      const yy2k = times(y, y2k);
      const pa0 = times(eww, plus(times(k2y, Ka), times(y, minus(yy2k, W2))));
      const pa1 = minus(times(W2, minus(plus(W2, times(k, s)), wa2)), times(times(y, s), plus(wa2, s2)));
      const pa = plus(pa0, times(times(plus(y, y), Ka), pa1));
      const pb0 = times(times(e, wa), plus(minus(times(k, Ka), times(y2k, W2)), times(y2k, yy2k)));
      const more = plus(plus(dp, square(k)), plus(times(four, ky), times(three, y2)));
      const pb = minus(pb0, times(times(times(two, W), times(k, Ka)), more));
      const my = over(times(m, y), plus(F, F));
      Ya = minus(Ya, times(my, pa));
      Yb = plus(Yb, times(my, times(wa, pb)));
    }
    Ya = times(eH, Ya);
    Yb = times(eH, Yb);
    if (Lanes.any(isSuperradiant)) {
      const WYb = times(W, Yb);
      const bath = times(times(two, W), m);
      const flow = over(plus(times(wa, times(k, Ya)), times(y, WYb)), s);
      const qp = over(times(y, minus(plus(WYb, flow), bath)), plus(KW, KW));
      Yb = minus(times(rho, Yb), over(times(bath, qp), times(Nb, y)));
    }
    muA = over(times(k, Ya), Na);
    muB = over(times(y, Yb), Nb);
    production = plus(muA, muB);
    nA = plus(nTa, times(half, Ya));
    nB = plus(nTb, times(half, Yb));
  }
}
