// Optomechanics: a cavity mode a and a mechanical mode b under quantum Brownian motion (momentum damping G = 2γ).
// Closed forms of the 4×4 Lyapunov solution, written so that nothing cancels at weak coupling; F and H, which vanish at
// the critical coupling and the parametric threshold, are taken in double-double near them.
// Symbols: e = g², d = ω_a − ω_b, p = ω_a + ω_b, K_a = ω_a² + κ², N = n_T + ½, Δ = n_Tb − n_Ta.

import { Lanes } from "lanes";
import { Covariance } from "./covariance";
import { Critical } from "./critical";
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
  const three = Lanes.of(3);
  const four = Lanes.of(4);
  let wa = zero,
    k = zero,
    wb = zero,
    G = zero,
    Na = zero,
    Nb = zero,
    checked = zero;
  let dp = zero,
    ww = zero,
    Ka = zero,
    wbKa = zero,
    kG = zero,
    r = zero,
    rww = zero,
    rrww = zero,
    Q = zero,
    kGQ2 = zero,
    U = zero,
    Qm = zero,
    Q0 = zero,
    P = zero;
  let flowA0 = zero,
    flowB = zero,
    perNa = zero,
    perNb = zero,
    production0 = zero,
    zF = zero;
  let nA0 = zero,
    nA1 = zero,
    nB0 = zero,
    nB1 = zero,
    soft0 = zero,
    soft1 = zero;
  for (let row = 0; row < rows; row += Lanes.rows()) {
    if (row === 0 || !isSweep) {
      wa = Row.omegaA(parameters, row);
      k = Row.kappaA(parameters, row);
      wb = Row.omegaB(parameters, row);
      const y = Row.gammaB(parameters, row);
      const nTa = Row.nThermalA(parameters, row);
      const nTb = Row.nThermalB(parameters, row);
      checked = Row.check(wa, k, wb, y, nTa, nTb);
      G = two * y;
      const d = wa - wb;
      const p = wa + wb;
      dp = d * p;
      Na = nTa + half;
      Nb = nTb + half;
      const Δ = nTb - nTa;
      ww = wa * wb;
      Ka = wa * wa + k * k;
      wbKa = wb * Ka;
      kG = k + G;
      r = two * k + G;
      rww = r * ww;
      rrww = r * rww;
      Q = (d * d + k * k) * (p * p + k * k) + two * k * G * (Ka + wb * wb) + G * G * Ka;
      kGQ2 = two * k * G * Q;
      U = two * k * (wa * wa + kG * kG) + G * wb * wb;
      Qm = k * (d * d + kG * kG) - G * wb * d;
      const Pm = k * (d * d + k * k) + G * (wa * d + k * k);
      Q0 = k * (wa * wa + wb * wb + kG * kG) + G * wb * wb;
      P = kG * Ka + k * wb * wb;
      zF = U * (Nb * G * wa + Na * k * wb);
      flowA0 = two * G * (Nb * Qm + Δ * rww);
      flowB = two * G * (Na * Pm - Δ * rww);
      perNa = one / Na;
      perNb = one / Nb;
      production0 = two * G * (Nb * Nb * Qm + Na * Na * Pm + rww * Δ * Δ) * perNb;
      nA0 = nTa * kGQ2;
      nA1 = two * k * nTa * rww + G * (nTb * rww + Nb * Qm);
      nB0 = nTb * kGQ2;
      nB1 = half * nTb * G * rww + nTa * k * (P + Q0) + half * k * (Pm + Qm);
      soft0 = half * wa * G * Ka * (U * nTb + k * (dp + kG * kG));
      soft1 = half * wa * (U * k * Na + half * G * rww);
    }
    const g = Row.coupling(parameters, row);
    const e = g * g;
    const F = Critical.optomechanics(wa, k, wb, g, wbKa, e);
    const H = Parametric.optomechanics(wa, k, wb, G, g, e * rrww, kGQ2);
    const status = Row.stability(Row.checkCoupling(checked, g), F, H);
    const ok = Row.isOk(status);
    Lanes.storeBytes(statuses + row, status);

    const perF = one / F;
    const perH = one / H;
    const Z = zF * perF;
    const eZ = e * Z;
    const ekH = e * k * perH;
    const flowA = flowA0 + eZ; // −g⟨p_a q_b⟩ H/(eκ), as flowB is −g⟨q_a p_b⟩ H/(eκ)
    const muA = ekH * flowA * perNa;
    const muB = ekH * flowB * perNb;
    const production = ekH * (production0 + eZ) * perNa;
    const nA = (nA0 + e * (nA1 + half * eZ)) * perH;
    const nB = (nB0 + e * (nB1 + (soft0 + e * soft1) * perF)) * perH;
    Rates.store(rates, row, ok, false, production, muA, muB, nA, nB);
    if (!covariances) continue;

    const erww = e * rww;
    const qaqa = (Na * k * (erww + two * G * Q) + ww * eZ) * perH;
    const qapa = e * k * wb * (Z - Na * r * kG) * perH;
    const papa =
      (Na * k * (two * G * Ka * Q + e * ww * ((four * k + three * G) * Ka - G * (wb * wb + two * k * r))) +
        Nb * G * e * (two * k * k * k * (wa * wa + kG * kG) + wb * wb * (r * wa * wa + two * k * k * kG)) +
        e * k * k * eZ) /
      (H * Ka);
    const qaqb = g * (two * G * k * (Na * wb * (dp - k * kG) - Nb * wa * (dp + kG * kG)) - wa * eZ) * perH;
    const papb = g * k * (e * wb * r * Na + two * G * (Na * wa * (dp + k * k) + Nb * wb * (k * kG - dp))) * perH;
    const qapb = -g * k * flowB * perH;
    const paqb = -g * k * flowA * perH;
    const qbqb = (kGQ2 * Nb + two * k * e * Q0 * Na + e * wa * U * (G * Ka * Nb + e * k * Na) * perF) * perH;
    const pbpb = (G * Nb * (erww + two * k * Q) + two * k * e * Na * P) * perH;
    Covariance.store(covariances, row, ok, false, qaqa, qapa, qaqb, qapb, papa, paqb, papb, qbqb, zero, pbpb);
  }
}
