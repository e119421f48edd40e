// Dicke model (a Bose–Einstein condensate in a cavity), normal phase: both quadratures of b are damped at γ.
// Closed forms of the 4×4 Lyapunov solution, written so that nothing cancels at weak coupling; F and H, which vanish at
// the critical coupling and the parametric threshold, are taken in double-double near them. Symbols as in optomechanics.ts, K_b = ω_b² + γ², s = κ + γ.

import { Lanes, Real } from "lanes";
import { Covariance } from "./covariance";
import { Critical } from "./critical";
import { Parametric } from "./parametric";
import { Rates } from "./rates";
import { Row } from "./row";

/**
 * Rates and status of each row; and its covariance matrix, unless `covariances` is 0.
 * The coupling column holds g, or (g/g_cr)² if `isRatio`. `isSweep` as of `optomechanics`.
 */
export function dicke(
  parameters: usize,
  isSweep: bool,
  isRatio: bool,
  rates: usize,
  covariances: usize,
  statuses: usize,
  rows: i32,
): void {
  const zero = Lanes.of(0);
  const half = Lanes.of(0.5);
  const one = Lanes.of(1);
  const two = Lanes.of(2);
  let wa = zero,
    k = zero,
    wb = zero,
    y = zero,
    Na = zero,
    Nb = zero,
    checked = zero;
  let ww = zero,
    Ka = zero,
    Kb = zero,
    K = zero,
    s = zero,
    ss = zero,
    dp = zero,
    SmSp = zero,
    ky = zero,
    kySS = zero;
  let flowA0 = zero,
    flowB0 = zero,
    perNa = zero,
    perNb = zero,
    production0 = zero,
    production1 = zero,
    zF = zero;
  let nA0 = zero,
    nA1 = zero,
    nB0 = zero,
    nB1 = zero;
  for (let row = 0; row < rows; row += Lanes.rows()) {
    if (row === 0 || !isSweep) {
      wa = Row.omegaA(parameters, row);
      k = Row.kappaA(parameters, row);
      wb = Row.omegaB(parameters, row);
      y = Row.gammaB(parameters, row);
      const nTa = Row.nThermalA(parameters, row);
      const nTb = Row.nThermalB(parameters, row);
      checked = Row.check(wa, k, wb, y, nTa, nTb);
      ww = wa * wb;
      Ka = wa * wa + k * k;
      Kb = wb * wb + y * y;
      K = Ka * Kb;
      const d = wa - wb;
      const p = wa + wb;
      dp = d * p;
      s = k + y;
      ss = s * s;
      Na = nTa + half;
      Nb = nTb + half;
      const Δ = nTb - nTa;
      const Sm = d * d + ss;
      SmSp = Sm * (p * p + ss);
      ky = k * y;
      kySS = ky * SmSp;
      zF = (k * Ka + y * Kb + Lanes.of(4) * ky * s) * (Na * k * wb + Nb * y * wa);
      flowA0 = y * s * (Nb * Sm + two * Δ * ww);
      flowB0 = k * s * (Na * Sm - two * Δ * ww);
      perNa = one / Na;
      perNb = one / Nb;
      production0 = ky * s * (Sm * (Na * Na + Nb * Nb) + two * ww * Δ * Δ);
      production1 = k * wb * Nb + y * wa * Na;
      nA0 = nTa * kySS;
      nA1 = nTa * k * ww * s + y * s * (nTb * ww + half * Nb * Sm);
      nB0 = nTb * kySS;
      nB1 = nTb * y * ww * s + k * s * (nTa * ww + half * Na * Sm);
    }
    const coupling = Row.coupling(parameters, row);
    let status = Row.checkCoupling(checked, coupling);
    let g: Real, e: Real, F: Real;
    if (isRatio) {
      status = Row.checkRatio(status, wa, coupling);
      F = K * (one - coupling);
      e = (coupling * K) / ww;
      g = Lanes.sqrt(e);
    } else {
      g = coupling;
      e = g * g;
      F = Critical.dicke(wa, k, wb, y, g, K);
    }
    const H = Parametric.dicke(wa, k, wb, y, g, e * (ww * ss), kySS);
    status = Row.stability(status, F, H);
    const ok = Row.isOk(status);
    Lanes.storeBytes(statuses + row, status);

    const perH = one / H;
    const Z = zF / F;
    const c = half * e * Z;
    const eH = e * perH;
    const flowA = flowA0 + wb * c; // −g⟨p_a q_b⟩ H/(eκ)
    const flowB = flowB0 + wa * c; // −g⟨q_a p_b⟩ H/(eγ)
    const muA = eH * k * flowA * perNa;
    const muB = eH * y * flowB * perNb;
    const production = eH * (production0 + c * production1) * (perNa * perNb);
    const nA = (nA0 + e * (nA1 + half * wb * c)) * perH;
    const nB = (nB0 + e * (nB1 + half * wa * c)) * perH;
    Rates.store(rates, row, ok, false, production, muA, muB, nA, nB);
    if (!covariances) continue;

    const perH2 = half * perH;
    const eww = e * ww;
    const qaqa = (Na * k * (eww * s + two * y * SmSp) + Nb * y * s * e * wa * wa + e * wa * Kb * Z) * perH2;
    const qbqb = (Nb * y * (eww * s + two * k * SmSp) + Na * k * s * e * wb * wb + e * wb * Ka * Z) * perH2;
    const qapa = (e * k * s * (Nb * y * wa - Na * wb * (k + two * y)) + e * k * Kb * Z) * perH2;
    const qbpb = (e * y * s * (Na * k * wb - Nb * wa * (y + two * k)) + e * y * Ka * Z) * perH2;
    const papa = (Dicke.momentum(wa, k, Na, Ka, wb, y, Nb, e, eww, s, SmSp, Z) / Ka) * perH2;
    const pbpb = (Dicke.momentum(wb, y, Nb, Kb, wa, k, Na, e, eww, s, SmSp, Z) / Kb) * perH2;
    const qaqb = g * (two * ky * (Na * wb * (dp - ss) - Nb * wa * (dp + ss)) - eww * Z) * perH2;
    const papb =
      g *
      (Na * k * (e * wb * s + two * y * wa * (dp + ss)) + Nb * y * (e * wa * s + two * k * wb * (ss - dp)) - e * ky * Z) *
      perH2;
    const paqb = -g * k * flowA * perH;
    const qapb = -g * y * flowB * perH;
    Covariance.store(covariances, row, ok, false, qaqa, qapa, qaqb, qapb, papa, paqb, papb, qbqb, qbpb, pbpb);
  }
}

class Dicke {
  /** 2H K_a⟨p_a²⟩; with the modes exchanged, 2H K_b⟨p_b²⟩. */
  @inline static momentum(
    wa: Real,
    k: Real,
    Na: Real,
    Ka: Real,
    wb: Real,
    y: Real,
    Nb: Real,
    e: Real,
    eww: Real,
    s: Real,
    SmSp: Real,
    Z: Real,
  ): Real {
    const two = Lanes.of(2);
    const three = Lanes.of(3);
    const own = two * y * Ka * SmSp + eww * ((two * k + three * y) * Ka - y * (wb * wb + (two * k + y) * (two * k + y)));
    const other =
      two * k * k * s * (s * s + wb * wb) +
      wa *
        wa *
        (y * (wa * wa + wb * wb) + two * k * wb * wb + two * k * k * k + three * k * k * y + two * k * y * y + y * y * y);
    return Na * k * own + Nb * y * e * other + e * e * wb * k * k * Z;
  }
}
