// Optomechanics: a cavity mode a and a mechanical mode b under quantum Brownian motion (momentum damping G = 2γ).
// Coefficients of the closed form of the 4×4 Lyapunov solution, written so that nothing cancels at weak coupling.
// Symbols: d = ω_a − ω_b, p = ω_a + ω_b, K_a = ω_a² + κ², N = n_T + ½, Δ = n_Tb − n_Ta.

import { Lanes, Mask, Real } from "lanes";
import * as C from "./coefficients";
import { Coefficients } from "./lay";
import { Row } from "./row";

/** Lays down the coefficients of a row, those of n_a and n_b left out if `isFlowOnly`. */
export function optomechanicsCoefficients(parameters: usize, row: i32, isFlowOnly: bool): void {
  const zero = Lanes.of(0);
  const half = Lanes.of(0.5);
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
  Coefficients.layDistances(false, wa, wb * Ka, wa, lossH, r * rww);

  const Na = nTa + half;
  const Nb = nTb + half;
  const Δ = nTb - nTa;
  const kG = k + G;
  const kGkG = kG * kG;
  const U = two * k * (wa * wa + kGkG) + G * bb;
  const P = kG * Ka + k * bb;
  const t = Lanes.select(Lanes.less(wa, wb), d * Nb - wa * Δ, d * Na - wb * Δ); // ω_aN_a − ω_bN_b
  const squares = k * ((Na * Na + Nb * Nb) * dd + two * ww * (Δ * Δ)) + G * (t * t);
  // −g⟨p_a q_b⟩ H/(eκ), but for the soft part, and −g⟨q_a p_b⟩ H/(eκ)
  let flowA = two * G * (k * (Nb * (dd + kGkG) + two * Δ * ww) - G * wb * t);
  let flowB = two * G * (k * (Na * (dd + kk) - two * Δ * ww) + G * (Na * kk + wa * t));
  let production = two * G * (squares + k * kG * (k * (Na * Na) + kG * (Nb * Nb)));
  let s0 = zero;
  let s1 = U * (Nb * G * wa + Na * k * wb);
  const isBlue = Lanes.less(wa, zero);
  const isAnyBlue = Lanes.any(isBlue);
  if (isAnyBlue) {
    // ω_aω_b < 0 makes differences of these sums; the same quantities without them, every term of one sign but b₄
    flowA = Lanes.select(isBlue, G * r * wb * (Nb * wb - two * Na * wa), flowA);
    flowB = Lanes.select(isBlue, two * G * (Na * P - Nb * rww), flowB);
    production = Lanes.select(isBlue, Nb * flowA + Na * flowB, production);
    s0 = Lanes.select(isBlue, wb * U * G * Nb * Ka, zero);
    s1 = Lanes.select(isBlue, wb * U * k * Na, s1);
  }
  Coefficients.layFlows(k, k, Na, Nb, production, flowA, flowB, s0, s1, zero);
  if (isFlowOnly) return;

  const Qm = k * (dd + kGkG) - G * wb * d;
  const Q0 = k * (wa * wa + bb + kGkG) + G * bb;
  Lanes.store(C.A, zero);
  Lanes.store(C.A0, nTa * lossH);
  Lanes.store(C.A1, two * k * nTa * rww + G * (nTb * Q0 + half * Qm));
  Lanes.store(C.A2, half * s0);
  Lanes.store(C.A3, half * s1);
  Lanes.store(C.B, zero);
  Lanes.store(C.B0, nTb * lossH);
  Lanes.store(C.B1, half * nTb * G * rww + nTa * k * (P + Q0) + half * k * (k * (two * dd + kk + kGkG) + G * (dd + kk)));
  Lanes.store(C.B2, half * wa * G * Ka * (U * nTb + k * (d * p + kGkG)));
  Lanes.store(C.B3, half * wa * (U * k * Na + half * G * rww));
  Lanes.store(C.B4, zero);

  if (!isAnyBlue) return;
  const pull = (Nb * wa) / (G * Ka + two * k * bb);
  replace(C.A, isBlue, nTa);
  replace(C.A0, isBlue, zero);
  replace(C.A1, isBlue, half * flowA);
  replace(C.B, isBlue, nTb);
  replace(C.B0, isBlue, zero);
  replace(C.B1, isBlue, k * (half * (flowB / G + Na * r * bb) - pull * bb * wb * (r * r)));
  replace(C.B2, isBlue, half * k * Na * wb * U * Ka);
  replace(C.B3, isBlue, zero);
  replace(C.B4, isBlue, half * pull * G * Ka);
}

function replace(at: usize, where: Mask, x: Real): void {
  Lanes.store(at, Lanes.select(where, x, Lanes.load(at)));
}
