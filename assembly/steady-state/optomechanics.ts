// Optomechanics: a cavity mode a and a mechanical mode b under quantum Brownian motion (momentum damping G = 2γ).
// Closed forms of the 4×4 Lyapunov solution, written so that nothing cancels at weak coupling, and F in double-double
// so that nothing cancels near the critical one. Symbols: e = g², d = ω_a − ω_b, p = ω_a + ω_b, K_a = ω_a² + κ²,
// N = n_T + ½, Δ = n_Tb − n_Ta.

import { Lanes } from "lanes";
import { Covariance } from "./covariance";
import { Critical } from "./critical";
import { Rates } from "./rates";
import { Row } from "./row";

/** Rates and status of each row; and its covariance matrix, unless `covariances` is 0. */
export function optomechanics(parameters: usize, rates: usize, covariances: usize, statuses: usize, rows: i32): void {
  const half = Lanes.of(0.5);
  const two = Lanes.of(2);
  const three = Lanes.of(3);
  const four = Lanes.of(4);
  for (let row = 0; row < rows; row += Lanes.rows()) {
    const wa = Row.omegaA(parameters, row);
    const k = Row.kappaA(parameters, row);
    const wb = Row.omegaB(parameters, row);
    const y = Row.gammaB(parameters, row);
    const g = Row.coupling(parameters, row);
    const nTa = Row.nThermalA(parameters, row);
    const nTb = Row.nThermalB(parameters, row);

    const G = two * y;
    const e = g * g;
    const d = wa - wb;
    const p = wa + wb;
    const dp = d * p;
    const Na = nTa + half;
    const Nb = nTb + half;
    const Δ = nTb - nTa;
    const ww = wa * wb;
    const Ka = wa * wa + k * k;
    const kG = k + G;
    const r = two * k + G;
    const erww = e * r * ww;
    const Q = (d * d + k * k) * (p * p + k * k) + two * k * G * (Ka + wb * wb) + G * G * Ka;
    const U = two * k * (wa * wa + kG * kG) + G * wb * wb;
    const F = Critical.optomechanics(wa, k, wb, g);
    const H = erww * r + two * k * G * Q;
    const Qm = k * (d * d + kG * kG) - G * wb * d;
    const Pm = k * (d * d + k * k) + G * (wa * d + k * k);
    const Q0 = k * (wa * wa + wb * wb + kG * kG) + G * wb * wb;
    const P = kG * Ka + k * wb * wb;
    const Z = (U * (Nb * G * wa + Na * k * wb)) / F;

    const status = Row.stability(Row.check(wa, k, wb, y, g, nTa, nTb), F, H);
    const ok = Row.isOk(status);
    Lanes.storeBytes(statuses + row, status);

    const flowA = two * G * (Nb * Qm + Δ * r * ww) + e * Z; // −g⟨p_a q_b⟩ H/(eκ)
    const flowB = two * G * (Na * Pm - Δ * r * ww); // −g⟨q_a p_b⟩ H/(eκ)
    const muA = ((e * k) / (Na * H)) * flowA;
    const muB = ((e * k) / (Nb * H)) * flowB;
    const production = ((e * k) / (H * Na * Nb)) * (two * G * (Nb * Nb * Qm + Na * Na * Pm + r * ww * Δ * Δ) + e * Nb * Z);
    const nA = (two * k * nTa * (erww + G * Q) + nTb * G * erww + e * G * Nb * Qm + half * e * e * Z) / H;
    const soft = (e * wa) / (two * F);
    const nB =
      (half * nTb * G * (erww + four * k * Q) +
        nTa * k * e * (P + Q0) +
        half * k * e * (Pm + Qm) +
        soft * U * (G * Ka * nTb + e * k * Na) +
        half * soft * G * (two * k * Ka * (dp + kG * kG) + erww)) /
      H;
    Rates.store(rates, row, ok, false, production, muA, muB, nA, nB);
    if (!covariances) continue;

    const qaqa = (Na * k * (erww + two * G * Q) + e * ww * Z) / H;
    const qapa = (e * k * wb * (Z - Na * r * kG)) / H;
    const papa =
      (Na * k * (two * G * Ka * Q + e * ww * ((four * k + three * G) * Ka - G * (wb * wb + two * k * r))) +
        Nb * G * e * (two * k * k * k * (wa * wa + kG * kG) + wb * wb * (r * wa * wa + two * k * k * kG)) +
        e * e * k * k * Z) /
      (H * Ka);
    const qaqb = (g * (two * G * k * (Na * wb * (dp - k * kG) - Nb * wa * (dp + kG * kG)) - e * wa * Z)) / H;
    const papb = (g * k * (e * wb * r * Na + two * G * (Na * wa * (dp + k * k) + Nb * wb * (k * kG - dp)))) / H;
    const qapb = (-g * k * flowB) / H;
    const paqb = (-g * k * flowA) / H;
    const qbqb = (two * k * G * Q * Nb + two * k * e * Q0 * Na + (e * wa * U * (G * Ka * Nb + e * k * Na)) / F) / H;
    const pbpb = (G * Nb * (erww + two * k * Q) + two * k * e * Na * P) / H;
    Covariance.store(covariances, row, ok, false, qaqa, qapa, qaqb, qapb, papa, paqb, papb, qbqb, Lanes.of(0), pbpb);
  }
}
