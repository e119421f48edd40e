// Optomechanics: a cavity mode a and a mechanical mode b under quantum Brownian motion (momentum damping G = 2γ).
// Coefficients of the closed form of the 4×4 Lyapunov solution, written so that nothing cancels at weak coupling.
// Symbols: d = ω_a − ω_b, p = ω_a + ω_b, K_a = ω_a² + κ², N = n_T + ½, Δ = n_Tb − n_Ta.

import { Lanes } from "lanes";
import * as C from "./coefficients";
import { Row } from "./row";

/** Lays down the coefficients of a row. */
export function optomechanicsCoefficients(parameters: usize, row: i32): void {
  const zero = Lanes.of(0);
  const half = Lanes.of(0.5);
  const two = Lanes.of(2);
  const wa = Row.omegaA(parameters, row);
  const k = Row.kappaA(parameters, row);
  const wb = Row.omegaB(parameters, row);
  const G = two * Row.gammaB(parameters, row);
  const nTa = Row.nThermalA(parameters, row);
  const nTb = Row.nThermalB(parameters, row);
  const Na = nTa + half;
  const Nb = nTb + half;
  const perNa = Lanes.of(1) / Na;
  const perNb = Lanes.of(1) / Nb;
  const kNa = k * perNa;
  const Δ = nTb - nTa;
  const d = wa - wb;
  const p = wa + wb;
  const dd = d * d;
  const kk = k * k;
  const bb = wb * wb;
  const ww = wa * wb;
  const kG = k + G;
  const kGkG = kG * kG;
  const Ka = wa * wa + kk;
  const r = two * k + G;
  const rww = r * ww;
  const U = two * k * (wa * wa + kGkG) + G * bb;
  const Qm = k * (dd + kGkG) - G * wb * d;
  const Q0 = k * (wa * wa + bb + kGkG) + G * bb;
  const P = kG * Ka + k * bb;
  const lossH = two * k * G * ((dd + kk) * (p * p + kk) + two * k * G * (Ka + bb) + G * G * Ka);
  const t = Lanes.select(Lanes.less(wa, wb), d * Nb - wa * Δ, d * Na - wb * Δ); // ω_aN_a − ω_bN_b
  const squares = k * ((Na * Na + Nb * Nb) * dd + two * ww * (Δ * Δ)) + G * (t * t);

  let flowA = two * G * (k * (Nb * (dd + kGkG) + two * Δ * ww) - G * wb * t); // −g⟨p_a q_b⟩ H/(eκ), but for the soft part
  let flowB = two * G * (k * (Na * (dd + kk) - two * Δ * ww) + G * (Na * kk + wa * t)); // −g⟨q_a p_b⟩ H/(eκ)
  let production = two * G * (squares + k * kG * (k * (Na * Na) + kG * (Nb * Nb))) * perNb;
  let s0 = zero;
  let s1 = U * (Nb * G * wa + Na * k * wb);
  let a = zero;
  let a0 = nTa * lossH;
  let a1 = two * k * nTa * rww + G * (nTb * Q0 + half * Qm);
  let b = zero;
  let b0 = nTb * lossH;
  let b1 = half * nTb * G * rww + nTa * k * (P + Q0) + half * k * (k * (two * dd + kk + kGkG) + G * (dd + kk));
  let b2 = half * wa * G * Ka * (U * nTb + k * (d * p + kGkG));
  let b3 = half * wa * (U * k * Na + half * G * rww);
  let b4 = zero;

  const isBlue = Lanes.less(wa, zero);
  if (Lanes.any(isBlue)) {
    // ω_aω_b < 0 makes differences of these sums; the same quantities without them, every term of one sign but b₄
    const blueA = G * r * wb * (Nb * wb - two * Na * wa);
    const blueB = two * G * (Na * P - Nb * rww);
    const pull = (Nb * wa) / (G * Ka + two * k * bb);
    flowA = Lanes.select(isBlue, blueA, flowA);
    flowB = Lanes.select(isBlue, blueB, flowB);
    production = Lanes.select(isBlue, blueA + Na * blueB * perNb, production);
    s0 = Lanes.select(isBlue, wb * U * G * Nb * Ka, s0);
    s1 = Lanes.select(isBlue, wb * U * k * Na, s1);
    a = Lanes.select(isBlue, nTa, a);
    a0 = Lanes.select(isBlue, zero, a0);
    a1 = Lanes.select(isBlue, half * blueA, a1);
    b = Lanes.select(isBlue, nTb, b);
    b0 = Lanes.select(isBlue, zero, b0);
    b1 = Lanes.select(isBlue, k * (half * (blueB / G + Na * r * bb) - pull * bb * wb * (r * r)), b1);
    b2 = Lanes.select(isBlue, half * k * Na * wb * U * Ka, b2);
    b3 = Lanes.select(isBlue, zero, b3);
    b4 = Lanes.select(isBlue, half * pull * G * Ka, b4);
  }
  Lanes.store(C.F0, wb * Ka);
  Lanes.store(C.F1, wa);
  Lanes.store(C.H0, lossH);
  Lanes.store(C.H1, r * rww);
  Lanes.store(C.S0, kNa * s0);
  Lanes.store(C.S1, kNa * s1);
  Lanes.store(C.S2, zero);
  Lanes.store(C.FLOW_A, kNa * flowA);
  Lanes.store(C.FLOW_B, k * perNb * flowB);
  Lanes.store(C.PRODUCTION, kNa * production);
  Lanes.store(C.A, a);
  Lanes.store(C.A0, a0);
  Lanes.store(C.A1, a1);
  Lanes.store(C.A2, half * s0);
  Lanes.store(C.A3, half * s1);
  Lanes.store(C.B, b);
  Lanes.store(C.B0, b0);
  Lanes.store(C.B1, b1);
  Lanes.store(C.B2, b2);
  Lanes.store(C.B3, b3);
  Lanes.store(C.B4, b4);
}
