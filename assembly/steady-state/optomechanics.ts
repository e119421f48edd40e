// Optomechanics: a cavity mode a and a mechanical mode b under quantum Brownian motion (momentum damping G = 2γ).
// Coefficients of the closed form of the 4×4 Lyapunov solution, written so that nothing cancels at weak coupling.
// Symbols: d = ω_a − ω_b, p = ω_a + ω_b, K_a = ω_a² + κ², N = n_T + ½, Δ = n_Tb − n_Ta.

import { Lanes, Mask, Real } from "lanes";
import * as C from "./coefficients";
import { Row } from "./row";

/** Lays down the coefficients of a row. */
export function optomechanicsCoefficients(parameters: usize, row: i32): void {
  const zero = Lanes.of(0);
  const half = Lanes.of(0.5);
  const one = Lanes.of(1);
  const two = Lanes.of(2);
  const wa = Row.omegaA(parameters, row);
  const k = Row.kappaA(parameters, row);
  const wb = Row.omegaB(parameters, row);
  const G = two * Row.gammaB(parameters, row);
  const nTa = Row.nThermalA(parameters, row);
  const nTb = Row.nThermalB(parameters, row);
  const d = wa - wb;
  const p = wa + wb;
  const dd = d * d;
  const kk = k * k;
  const bb = wb * wb;
  const ww = wa * wb;
  const Ka = wa * wa + kk;
  const r = two * k + G;
  const rww = r * ww;
  const lossH = two * k * G * ((dd + kk) * (p * p + kk) + two * k * G * (Ka + bb) + G * G * Ka);
  Lanes.store(C.F0, wb * Ka);
  Lanes.store(C.F1, wa);
  Lanes.store(C.H0, lossH);
  Lanes.store(C.H1, r * rww);

  const Na = nTa + half;
  const Nb = nTb + half;
  const kNa = k * (one / Na);
  const perNb = one / Nb;
  const Δ = nTb - nTa;
  const kG = k + G;
  const kGkG = kG * kG;
  const U = two * k * (wa * wa + kGkG) + G * bb;
  const P = kG * Ka + k * bb;
  const t = Lanes.select(Lanes.less(wa, wb), d * Nb - wa * Δ, d * Na - wb * Δ); // ω_aN_a − ω_bN_b
  const squares = k * ((Na * Na + Nb * Nb) * dd + two * ww * (Δ * Δ)) + G * (t * t);
  const s1 = U * (Nb * G * wa + Na * k * wb);
  // −g⟨p_a q_b⟩ H/(eκ), but for the soft part, and −g⟨q_a p_b⟩ H/(eκ)
  Lanes.store(C.FLOW_A, kNa * (two * G * (k * (Nb * (dd + kGkG) + two * Δ * ww) - G * wb * t)));
  Lanes.store(C.FLOW_B, k * perNb * (two * G * (k * (Na * (dd + kk) - two * Δ * ww) + G * (Na * kk + wa * t))));
  Lanes.store(C.PRODUCTION, kNa * (two * G * (squares + k * kG * (k * (Na * Na) + kG * (Nb * Nb))) * perNb));
  Lanes.store(C.S0, zero);
  Lanes.store(C.S1, kNa * s1);
  Lanes.store(C.S2, zero);

  const Qm = k * (dd + kGkG) - G * wb * d;
  const Q0 = k * (wa * wa + bb + kGkG) + G * bb;
  Lanes.store(C.A, zero);
  Lanes.store(C.A0, nTa * lossH);
  Lanes.store(C.A1, two * k * nTa * rww + G * (nTb * Q0 + half * Qm));
  Lanes.store(C.A2, zero);
  Lanes.store(C.A3, half * s1);
  Lanes.store(C.B, zero);
  Lanes.store(C.B0, nTb * lossH);
  Lanes.store(C.B1, half * nTb * G * rww + nTa * k * (P + Q0) + half * k * (k * (two * dd + kk + kGkG) + G * (dd + kk)));
  Lanes.store(C.B2, half * wa * G * Ka * (U * nTb + k * (d * p + kGkG)));
  Lanes.store(C.B3, half * wa * (U * k * Na + half * G * rww));
  Lanes.store(C.B4, zero);

  const isBlue = Lanes.less(wa, zero);
  if (!Lanes.any(isBlue)) return;
  // ω_aω_b < 0 makes differences of these sums; the same quantities without them, every term of one sign but b₄
  const blueA = G * r * wb * (Nb * wb - two * Na * wa);
  const blueB = two * G * (Na * P - Nb * rww);
  const blueS0 = wb * U * G * Nb * Ka;
  const blueS1 = wb * U * k * Na;
  const pull = (Nb * wa) / (G * Ka + two * k * bb);
  replace(C.FLOW_A, isBlue, kNa * blueA);
  replace(C.FLOW_B, isBlue, k * perNb * blueB);
  replace(C.PRODUCTION, isBlue, kNa * (blueA + Na * blueB * perNb));
  replace(C.S0, isBlue, kNa * blueS0);
  replace(C.S1, isBlue, kNa * blueS1);
  replace(C.A, isBlue, nTa);
  replace(C.A0, isBlue, zero);
  replace(C.A1, isBlue, half * blueA);
  replace(C.A2, isBlue, half * blueS0);
  replace(C.A3, isBlue, half * blueS1);
  replace(C.B, isBlue, nTb);
  replace(C.B0, isBlue, zero);
  replace(C.B1, isBlue, k * (half * (blueB / G + Na * r * bb) - pull * bb * wb * (r * r)));
  replace(C.B2, isBlue, half * k * Na * wb * U * Ka);
  replace(C.B3, isBlue, zero);
  replace(C.B4, isBlue, half * pull * G * Ka);
}

function replace(at: usize, where: Mask, x: Real): void {
  Lanes.store(at, Lanes.select(where, x, Lanes.load(at)));
}
