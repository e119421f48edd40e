// Dicke model (a Bose–Einstein condensate in a cavity), normal phase: both quadratures of b are damped at γ.
// Closed forms of the 4×4 Lyapunov solution, written so that nothing cancels at weak coupling; F and H, which vanish at
// the critical coupling and the parametric threshold, are taken in double-double near them.
// Symbols as in optomechanics.ts, K_b = ω_b² + γ², s = κ + γ, S_m = d² + s², S_p = p² + s².

import { Lanes, Real } from "lanes";
import { Critical } from "./critical";
import { Moments } from "./moments";
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
  let wa = zero;
  let k = zero;
  let wb = zero;
  let y = zero;
  let nTa = zero;
  let nTb = zero;
  let Na = zero;
  let Nb = zero;
  let perNa = zero;
  let perNb = zero;
  let checked = zero; // the status of all but the coupling
  let ww = zero;
  let Ka = zero;
  let K = zero;
  let ss = zero;
  let dp = zero;
  let lossH = zero; // κγ S_m S_p
  let flowA0 = zero;
  let flowB0 = zero;
  let production0 = zero;
  let production1 = zero;
  let softZ = zero; // ZF
  let nA0 = zero;
  let nA1 = zero;
  let nB0 = zero;
  let nB1 = zero;
  let isBlue = Lanes.less(one, zero);
  let anyBlue: bool = false;
  for (let row = 0; row < rows; row += Lanes.rows()) {
    if (row === 0 || !isSweep) {
      wa = Row.omegaA(parameters, row);
      k = Row.kappaA(parameters, row);
      wb = Row.omegaB(parameters, row);
      y = Row.gammaB(parameters, row);
      nTa = Row.nThermalA(parameters, row);
      nTb = Row.nThermalB(parameters, row);
      checked = Row.check(wa, k, wb, y, nTa, nTb);
      ww = wa * wb;
      Ka = wa * wa + k * k;
      const Kb = wb * wb + y * y;
      K = Ka * Kb;
      const d = wa - wb;
      const p = wa + wb;
      dp = d * p;
      const s = k + y;
      ss = s * s;
      Na = nTa + half;
      Nb = nTb + half;
      const Δ = nTb - nTa;
      const Sm = d * d + ss;
      const ky = k * y;
      lossH = ky * (Sm * (p * p + ss));
      softZ = (k * Ka + y * Kb + Lanes.of(4) * ky * s) * (Na * k * wb + Nb * y * wa);
      flowA0 = y * s * (Nb * Sm + two * Δ * ww);
      flowB0 = k * s * (Na * Sm - two * Δ * ww);
      perNa = one / Na;
      perNb = one / Nb;
      production0 = ky * s * (Sm * (Na * Na + Nb * Nb) + two * ww * Δ * Δ);
      production1 = k * wb * Nb + y * wa * Na;
      nA0 = nTa * lossH;
      nA1 = nTa * k * ww * s + y * s * (nTb * ww + half * Nb * Sm);
      nB0 = nTb * lossH;
      nB1 = nTb * y * ww * s + k * s * (nTa * ww + half * Na * Sm);
      isBlue = Lanes.less(wa, zero);
      anyBlue = Lanes.any(isBlue);
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
    let H = e * (ww * ss) + lossH;
    if (anyBlue) H = Parametric.dicke(wa, k, wb, y, g, H, lossH);
    const ok = Row.settle(statuses, row, status, F, H);

    const perH = one / H;
    const Z = softZ / F;
    const c = half * e * Z;
    const eH = e * perH;
    const flowA = flowA0 + wb * c; // −g⟨p_a q_b⟩ H/(eκ)
    const flowB = flowB0 + wa * c; // −g⟨q_a p_b⟩ H/(eγ)
    const muA = eH * k * flowA * perNa;
    const muB = eH * y * flowB * perNb;
    const production = eH * (production0 + c * production1) * (perNa * perNb);
    let nA = (nA0 + e * (nA1 + half * wb * c)) * perH;
    let nB = (nB0 + e * (nB1 + half * wa * c)) * perH;
    if (anyBlue) {
      // ω_aω_b < 0 makes differences of these sums; what flows in has one sign
      nA = Lanes.select(isBlue, nTa + half * eH * flowA, nA);
      nB = Lanes.select(isBlue, nTb + half * eH * flowB, nB);
    }
    Rates.store(rates, row, ok, false, production, muA, muB, nA, nB);
    if (!covariances) continue;

    const Da = two * k * Na;
    const Db = two * y * Nb;
    Moments.store(covariances, row, ok, false, false, wa, k, wb, y, g, Da, Db, Db, F, Lanes.of(4) * H, dp, one);
  }
}
