// Optomechanics: a cavity mode a and a mechanical mode b under quantum Brownian motion (momentum damping G = 2γ).
// Closed forms of the 4×4 Lyapunov solution, written so that nothing cancels at weak coupling; F and H, which vanish at
// the critical coupling and the parametric threshold, are taken in double-double near them.
// Symbols: e = g², d = ω_a − ω_b, p = ω_a + ω_b, K_a = ω_a² + κ², N = n_T + ½, Δ = n_Tb − n_Ta.

import { Lanes } from "lanes";
import { Critical } from "./critical";
import { Moments } from "./moments";
import { Parametric } from "./parametric";
import { Rates } from "./rates";
import { Row } from "./row";

/**
 * Rates and status of each row; and its covariance matrix, unless `covariances` is 0. If `isSweep`, all parameters but the
 * coupling are those of the first rows: what depends on them alone is computed once, to the same bits.
 */
export function optomechanics(
  parameters: usize,
  isSweep: bool,
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
  let G = zero;
  let nTa = zero;
  let nTb = zero;
  let Na = zero;
  let Nb = zero;
  let perNa = zero;
  let perNb = zero;
  let checked = zero; // the status of all but the coupling
  let dp = zero;
  let Ka = zero;
  let wbKa = zero;
  let r = zero;
  let rrww = zero;
  let lossH = zero; // 2κGQ
  let U = zero;
  // Each output is a polynomial in e over H, with a part that is soft, over F: these are its coefficients
  let flowA0 = zero;
  let flowB0 = zero;
  let production0 = zero;
  let softA0 = zero;
  let softA1 = zero;
  let nA0 = zero;
  let nA1 = zero;
  let nB0 = zero;
  let nB1 = zero;
  let softB0 = zero;
  let softB1 = zero;
  let isBlue = Lanes.less(one, zero);
  let anyBlue: bool = false;
  for (let row = 0; row < rows; row += Lanes.rows()) {
    if (row === 0 || !isSweep) {
      wa = Row.omegaA(parameters, row);
      k = Row.kappaA(parameters, row);
      wb = Row.omegaB(parameters, row);
      const y = Row.gammaB(parameters, row);
      nTa = Row.nThermalA(parameters, row);
      nTb = Row.nThermalB(parameters, row);
      checked = Row.check(wa, k, wb, y, nTa, nTb);
      G = two * y;
      Na = nTa + half;
      Nb = nTb + half;
      perNa = one / Na;
      perNb = one / Nb;
      const Δ = nTb - nTa;
      const d = wa - wb;
      const p = wa + wb;
      const ww = wa * wb;
      const kG = k + G;
      dp = d * p;
      Ka = wa * wa + k * k;
      wbKa = wb * Ka;
      r = two * k + G;
      const rww = r * ww;
      rrww = r * rww;
      lossH = two * k * G * ((d * d + k * k) * (p * p + k * k) + two * k * G * (Ka + wb * wb) + G * G * Ka);
      U = two * k * (wa * wa + kG * kG) + G * wb * wb;
      const Qm = k * (d * d + kG * kG) - G * wb * d;
      const Q0 = k * (wa * wa + wb * wb + kG * kG) + G * wb * wb;
      const P = kG * Ka + k * wb * wb;

      const dd = d * d;
      const t = Lanes.select(Lanes.less(wa, wb), d * Nb - wa * Δ, d * Na - wb * Δ); // ω_aN_a − ω_bN_b
      flowA0 = two * G * (k * (Nb * (dd + kG * kG) + two * Δ * ww) - G * wb * t);
      flowB0 = two * G * (k * (Na * (dd + k * k) - two * Δ * ww) + G * (Na * k * k + wa * t));
      const squares = k * ((Na * Na + Nb * Nb) * dd + two * ww * (Δ * Δ)) + G * (t * t);
      production0 = two * G * (squares + k * kG * (k * (Na * Na) + kG * (Nb * Nb))) * perNb;
      softA0 = zero;
      softA1 = U * (Nb * G * wa + Na * k * wb);
      nA0 = nTa * lossH;
      nA1 = two * k * nTa * rww + G * (nTb * Q0 + half * Qm);
      nB0 = nTb * lossH;
      nB1 = half * nTb * G * rww + nTa * k * (P + Q0) + half * k * (k * (two * dd + k * k + kG * kG) + G * (dd + k * k));
      softB0 = half * wa * G * Ka * (U * nTb + k * (dp + kG * kG));
      softB1 = half * wa * (U * k * Na + half * G * rww);

      isBlue = Lanes.less(wa, zero);
      anyBlue = Lanes.any(isBlue);
      if (anyBlue) {
        // ω_aω_b < 0 makes differences of these sums; the same quantities without them, every term of one sign
        const blueA = G * r * wb * (Nb * wb - two * Na * wa);
        const blueB = two * G * (Na * P - Nb * rww);
        flowA0 = Lanes.select(isBlue, blueA, flowA0);
        flowB0 = Lanes.select(isBlue, blueB, flowB0);
        production0 = Lanes.select(isBlue, blueA + Na * blueB * perNb, production0);
        softA0 = Lanes.select(isBlue, wb * U * G * Nb * Ka, softA0);
        softA1 = Lanes.select(isBlue, wb * U * k * Na, softA1);
      }
    }
    const g = Row.coupling(parameters, row);
    const e = g * g;
    const F = Critical.optomechanics(wa, k, wb, g, wbKa, e);
    let H = e * rrww + lossH;
    if (anyBlue) H = Parametric.optomechanics(wa, k, wb, G, g, H, lossH);
    const ok = Row.settle(statuses, row, Row.checkCoupling(checked, g), F, H);

    const perF = one / F;
    const perH = one / H;
    const ekH = e * k * perH;
    const soft = (softA0 + e * softA1) * perF;
    const flowA = flowA0 + soft; // −g⟨p_a q_b⟩ H/(eκ), as flowB0 is −g⟨q_a p_b⟩ H/(eκ)
    const muA = ekH * flowA * perNa;
    const muB = ekH * flowB0 * perNb;
    const production = ekH * (production0 + soft) * perNa;
    let nA = (nA0 + e * (nA1 + half * soft)) * perH;
    let nB = (nB0 + e * (nB1 + (softB0 + e * softB1) * perF)) * perH;
    if (anyBlue) {
      const bb = wb * wb;
      const a3 = G * Ka + two * k * bb;
      const V = wb * (r * wb + U * Ka * perF);
      const change = ekH * (flowB0 / G + Na * V) + ((Nb * e * wa) / a3) * (G * Ka * perF - two * k * bb * wb * (r * r) * perH);
      nA = Lanes.select(isBlue, nTa + half * e * perH * flowA, nA);
      nB = Lanes.select(isBlue, nTb + half * change, nB);
    }
    Rates.store(rates, row, ok, false, production, muA, muB, nA, nB);
    if (!covariances) continue;
    Moments.store(covariances, row, ok, false, true, wa, k, wb, G, g, two * k * Na, zero, two * G * Nb, wb * F, H, dp, one);
  }
}
