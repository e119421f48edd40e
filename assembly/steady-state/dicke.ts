// Dicke model (a Bose–Einstein condensate in a cavity), normal phase: both quadratures of b are damped at γ.
// Coefficients of the closed form of the 4×4 Lyapunov solution, written so that nothing cancels at weak coupling.
// Symbols as in optomechanics.ts, K_b = ω_b² + γ², s = κ + γ, S_m = d² + s².

import { Lanes } from "lanes";
import * as C from "./coefficients";
import { Coefficients } from "./lay";
import { Row } from "./row";

/** Lays down the coefficients of a row, those of n_a and n_b left out if `isFlowOnly`. */
export function dickeCoefficients(parameters: usize, row: i32, isRatio: bool, isFlowOnly: bool): void {
  const zero = Lanes.of(0);
  const half = Lanes.of(0.5);
  const two = Lanes.of(2);
  const wa = Row.omegaA(parameters, row);
  const k = Row.kappaA(parameters, row);
  const wb = Row.omegaB(parameters, row);
  const y = Row.gammaB(parameters, row);
  const nTa = Row.nThermalA(parameters, row);
  const nTb = Row.nThermalB(parameters, row);
  const ww = wa * wb;
  const Ka = wa * wa + k * k;
  const Kb = wb * wb + y * y;
  const d = wa - wb;
  const p = wa + wb;
  const s = k + y;
  const ss = s * s;
  const Sm = d * d + ss;
  const ky = k * y;
  const lossH = ky * (Sm * (p * p + ss));
  Coefficients.layDistances(isRatio, wa, Ka * Kb, ww, lossH, ww * ss);

  const Na = nTa + half;
  const Nb = nTb + half;
  const Δ = nTb - nTa;
  const soft = half * (k * Ka + y * Kb + Lanes.of(4) * ky * s) * (Na * k * wb + Nb * y * wa);
  const flowA = y * s * (Nb * Sm + two * Δ * ww); // −g⟨p_a q_b⟩ H/(eκ), but for the soft part
  const flowB = k * s * (Na * Sm - two * Δ * ww); // −g⟨q_a p_b⟩ H/(eγ), likewise
  const production = y * s * (Sm * (Na * Na + Nb * Nb) + two * ww * Δ * Δ);
  Coefficients.layFlows(k, y, Na, Nb, production, flowA, flowB, zero, wb * soft, wa * soft);
  if (isFlowOnly) return;

  const isBlue = Lanes.less(wa, zero); // ω_aω_b < 0 makes differences of sums; what flows in has one sign
  Lanes.store(C.A, Lanes.select(isBlue, nTa, zero));
  Lanes.store(C.A0, Lanes.select(isBlue, zero, nTa * lossH));
  Lanes.store(C.A1, Lanes.select(isBlue, half * flowA, nTa * k * ww * s + y * s * (nTb * ww + half * Nb * Sm)));
  Lanes.store(C.A2, zero);
  Lanes.store(C.A3, half * wb * soft);
  Lanes.store(C.B, Lanes.select(isBlue, nTb, zero));
  Lanes.store(C.B0, Lanes.select(isBlue, zero, nTb * lossH));
  Lanes.store(C.B1, Lanes.select(isBlue, half * flowB, nTb * y * ww * s + k * s * (nTa * ww + half * Na * Sm)));
  Lanes.store(C.B2, zero);
  Lanes.store(C.B3, half * wa * soft);
  Lanes.store(C.B4, zero);
}
