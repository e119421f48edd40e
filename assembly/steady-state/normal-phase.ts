// The steady state of the normal phase, by the closed form of coefficients.ts. A sweep over the coupling lays the coefficients down
// once, any other batch for every step of rows: the same operations follow, so a sweep has the bits of its rows one by one.

import { Lanes, Mask, Real } from "lanes";
import * as C from "./coefficients";
import { Critical } from "./critical";
import { dickeCoefficients } from "./dicke";
import { Moments } from "./moments";
import { optomechanicsCoefficients } from "./optomechanics";
import { Parametric } from "./parametric";
import { Rates } from "./rates";
import { Row } from "./row";

/**
 * Rates and status of each row, n_a and n_b left out if `isFlowOnly`; and its covariance matrix, unless `covariances` is 0.
 * If `isSweep`, all parameters but the coupling are those of the first rows.
 */
export function optomechanics(
  parameters: usize,
  isSweep: bool,
  rates: usize,
  covariances: usize,
  statuses: usize,
  rows: i32,
  isFlowOnly: bool,
): void {
  solve(parameters, false, false, isSweep, isFlowOnly, rates, covariances, statuses, rows);
}

/** The Dicke model: as `optomechanics`; the coupling column holds g, or (g/g_cr)² if `isRatio`. */
export function dicke(
  parameters: usize,
  isSweep: bool,
  isRatio: bool,
  rates: usize,
  covariances: usize,
  statuses: usize,
  rows: i32,
  isFlowOnly: bool,
): void {
  solve(parameters, true, isRatio, isSweep, isFlowOnly, rates, covariances, statuses, rows);
}

function solve(
  parameters: usize,
  isDicke: bool,
  isRatio: bool,
  isSweep: bool,
  isFlowOnly: bool,
  rates: usize,
  covariances: usize,
  statuses: usize,
  rows: i32,
): void {
  const zero = Lanes.of(0);
  const one = Lanes.of(1);
  const quarter = Lanes.of(0.25);
  for (let row = 0; row < rows; ) {
    if (isDicke) dickeCoefficients(parameters, row);
    else optomechanicsCoefficients(parameters, row);
    const wa = Row.omegaA(parameters, row);
    const checked = Row.check(
      wa,
      Row.kappaA(parameters, row),
      Row.omegaB(parameters, row),
      Row.gammaB(parameters, row),
      Row.nThermalA(parameters, row),
      Row.nThermalB(parameters, row),
    );
    const least = Row.leastCoupling(checked, wa, isRatio);
    const F0 = Lanes.load(C.F0);
    const F1 = Lanes.load(C.F1);
    const H0 = Lanes.load(C.H0);
    const H1 = Lanes.load(C.H1);
    const S0 = Lanes.load(C.S0);
    const S1 = Lanes.load(C.S1);
    const S2 = Lanes.load(C.S2);
    const flowA = Lanes.load(C.FLOW_A);
    const flowB = Lanes.load(C.FLOW_B);
    const produced = Lanes.load(C.PRODUCTION);
    const nearF = quarter * F0;
    const nearH = quarter * H0;
    const perRatio = isRatio ? F0 / F1 : one;
    const end = isSweep ? rows : row + Lanes.rows();
    for (; row < end; row += Lanes.rows()) {
      const coupling = Row.coupling(parameters, row);
      let e: Real, F: Real, H: Real;
      if (isRatio) {
        e = coupling * perRatio;
        F = F0 * (one - coupling);
        H = H0 + e * H1;
      } else {
        e = coupling * coupling;
        F = F0 - e * F1;
        H = H0 + e * H1;
        const isNearF = Lanes.less(Lanes.abs(F), nearF);
        const isNearH = Lanes.less(Lanes.abs(H), nearH);
        if (Lanes.any(Lanes.or(isNearF, isNearH))) {
          if (Lanes.any(isNearF)) F = Lanes.select(isNearF, Critical.exactly(parameters, row, isDicke), F);
          if (Lanes.any(isNearH)) H = Lanes.select(isNearH, Parametric.exactly(parameters, row, isDicke), H);
        }
      }
      const q = one / (F * H);
      const perF = q * H;
      const perH = q * F;
      const eH = e * perH;
      const sA = (S0 + e * S1) * perF;
      const sB = e * S2 * perF;
      Rates.put(rates, 0, row, eH * (produced + (sA + sB)));
      Rates.put(rates, 1, row, eH * (flowA + sA));
      Rates.put(rates, 2, row, eH * (flowB + sB));
      if (!isFlowOnly) {
        const a = Lanes.load(C.A0) + e * (Lanes.load(C.A1) + (Lanes.load(C.A2) + e * Lanes.load(C.A3)) * perF);
        const b = Lanes.load(C.B0) + e * (Lanes.load(C.B1) + (Lanes.load(C.B2) + e * Lanes.load(C.B3)) * perF);
        Rates.put(rates, 3, row, Lanes.load(C.A) + a * perH);
        Rates.put(rates, 4, row, Lanes.load(C.B) + Lanes.load(C.B4) * (e * perF) + b * perH);
      }
      const ok = Lanes.and(Row.isCoupling(coupling, least), Lanes.and(Lanes.less(zero, F), Lanes.less(zero, H)));
      if (Lanes.all(ok)) Lanes.clearBytes(statuses + row);
      else {
        Rates.blank(rates, row, ok);
        const status = Row.checkCoupling(checked, coupling);
        Row.settle(statuses, row, isRatio ? Row.checkRatio(status, wa, coupling) : status, F, H);
      }
      if (covariances) covariance(parameters, row, isDicke, isRatio ? Lanes.sqrt(e) : coupling, F, H, ok, covariances);
    }
  }
}

function covariance(parameters: usize, row: i32, isDicke: bool, g: Real, F: Real, H: Real, ok: Mask, covariances: usize): void {
  const half = Lanes.of(0.5);
  const two = Lanes.of(2);
  const wa = Row.omegaA(parameters, row);
  const k = Row.kappaA(parameters, row);
  const wb = Row.omegaB(parameters, row);
  const y = Row.gammaB(parameters, row);
  const Da = two * k * (Row.nThermalA(parameters, row) + half);
  const Db = two * y * (Row.nThermalB(parameters, row) + half);
  const dp = (wa - wb) * (wa + wb);
  const y2 = isDicke ? y : two * y;
  const Dq = isDicke ? Db : Lanes.of(0);
  const Dp = isDicke ? Db : two * Db;
  const a4 = isDicke ? F : wb * F;
  const hurwitz = isDicke ? Lanes.of(4) * H : H;
  Moments.store(covariances, row, ok, false, !isDicke, wa, k, wb, y2, g, Da, Dq, Dp, a4, hurwitz, dp, Lanes.of(1));
}
