// The steady state of the normal phase, by the closed form of coefficients.ts. A sweep over the coupling lays the coefficients down
// once, any other batch for every step of rows: the same operations follow, so a sweep has the bits of its rows one by one.

import { Lanes, Mask, Real } from "lanes";
import * as C from "./coefficients";
import { Critical } from "./critical";
import { dickeCoefficients } from "./dicke";
import { Coefficients } from "./lay";
import { Moments } from "./moments";
import { optomechanicsCoefficients } from "./optomechanics";
import { Parametric } from "./parametric";
import { Rates } from "./rates";
import { ALL, BATHS, BEYOND_CRITICAL, GREATEST, PARAMETRIC, Row } from "./row";
import { Sweep } from "./sweep";

/**
 * Rates and status of each row, n_a and n_b left out if `isFlowOnly`; and its covariance matrix, unless `covariances` is 0. Says whether all are OK.
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
): bool {
  return solve(parameters, false, false, isSweep, isFlowOnly, rates, covariances, statuses, rows);
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
): bool {
  return solve(parameters, true, isRatio, isSweep, isFlowOnly, rates, covariances, statuses, rows);
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
): bool {
  let isWell = true;
  for (let first = 0; first < rows; ) {
    const end = isSweep ? rows : first + Lanes.rows();
    lay(parameters, first, isDicke, isRatio, isFlowOnly);
    let swept = 0;
    if (isSweep && isFlowOnly && !covariances) {
      swept = rows - (rows % (2 * Lanes.rows()));
      if (Sweep.fill(parameters, isRatio, rates, swept)) {
        memory.fill(statuses, 0, swept);
        first = swept;
      }
    }
    for (; first < end; first += Lanes.rows()) {
      if (first < swept && Sweep.isSure(parameters, isRatio, first)) Lanes.clearBytes(statuses + first);
      else if (!settle(parameters, isDicke, isRatio, isFlowOnly, rates, covariances, statuses, first)) isWell = false;
    }
  }
  return isWell;
}

/** Lays down the coefficients of a row. */
function lay(parameters: usize, row: i32, isDicke: bool, isRatio: bool, isFlowOnly: bool): void {
  if (isDicke) dickeCoefficients(parameters, row, isRatio, isFlowOnly);
  else optomechanicsCoefficients(parameters, row, isFlowOnly);
  const isBlue = Lanes.less(Row.omegaA(parameters, row), Lanes.of(0));
  Coefficients.layPolynomials(isRatio, isBlue, Row.isOk(Row.check(parameters, row, isRatio, BATHS)));
  isRooted = false;
}

/** Whether ROOT is laid down for the coefficients that are. */
let isRooted: bool = false;

/** Lays down the coupling at which F vanishes, or H where ω_a < 0, by one step of Newton's method in double-double from that in double. */
function layRoot(parameters: usize, row: i32, isDicke: bool): void {
  const isBlue = Lanes.less(Row.omegaA(parameters, row), Lanes.of(0));
  const slope = Lanes.select(isBlue, -Lanes.load(C.H1), Lanes.load(C.F1));
  const root = Lanes.sqrt(Lanes.select(isBlue, -Lanes.load(C.H), Lanes.load(C.F)));
  let rest = Critical.exactly(parameters, row, isDicke, root);
  if (Lanes.any(isBlue)) rest = Lanes.select(isBlue, Parametric.exactly(parameters, row, isDicke, root), rest);
  Lanes.store(C.ROOT, root);
  Lanes.store(C.ROOT_LOW, rest / (Lanes.of(2) * slope * root));
  isRooted = true;
}

/** All that is asked for of a step of rows; says whether they are OK. */
function settle(
  parameters: usize,
  isDicke: bool,
  isRatio: bool,
  isFlowOnly: bool,
  rates: usize,
  covariances: usize,
  statuses: usize,
  row: i32,
): bool {
  const zero = Lanes.of(0);
  const one = Lanes.of(1);
  const coupling = Row.coupling(parameters, row);
  const x = isRatio ? coupling : coupling * coupling;
  const limit = Lanes.load(C.LIMIT);
  let F = Lanes.load(C.F) - x;
  let H = Lanes.load(C.H) + x;
  let q = x / (F * H);
  const per = isRatio ? F : one;
  let production = q * (Lanes.load(C.PRODUCTION0) * per + Lanes.load(C.PRODUCTION1) * x);
  let flowA = q * (Lanes.load(C.FLOW_A0) * per + Lanes.load(C.FLOW_A1) * x);
  let flowB = q * (Lanes.load(C.FLOW_B0) * per + Lanes.load(C.FLOW_B1) * x);
  const isPlain = Lanes.and(Lanes.lessOrEqual(zero, x), Lanes.lessOrEqual(x, limit));
  const areAllPlain = Lanes.all(isPlain);
  let ok = isPlain;
  Lanes.clearBytes(statuses + row);
  if (!areAllPlain) {
    if (!isRatio) {
      // what the polynomials stand for, which keeps the digits near the zeros of F and H if these do
      if (!isRooted) layRoot(parameters, row, isDicke);
      const root = Lanes.load(C.ROOT);
      const size = Lanes.abs(coupling);
      const distance = (root - size + Lanes.load(C.ROOT_LOW)) * (root + size);
      const isBlue = Lanes.less(Row.omegaA(parameters, row), zero);
      F = Lanes.select(Lanes.or(isPlain, isBlue), F, distance);
      H = Lanes.select(Lanes.or(isPlain, Lanes.not(isBlue)), H, -distance);
      q = x / (F * H);
      const sA = Lanes.load(C.S0) + x * Lanes.load(C.S1);
      const sB = x * Lanes.load(C.S2);
      production = Lanes.select(isPlain, production, q * (F * Lanes.load(C.PRODUCTION) + (sA + sB)));
      flowA = Lanes.select(isPlain, flowA, q * (F * Lanes.load(C.FLOW_A) + sA));
      flowB = Lanes.select(isPlain, flowB, q * (F * Lanes.load(C.FLOW_B) + sB));
    }
    const isBelow = Lanes.less(zero, F * Lanes.load(C.F1));
    const isDamped = Lanes.less(zero, H * Lanes.load(C.H1));
    const isAllowed = Lanes.and(
      Lanes.lessOrEqual(limit, limit),
      Lanes.lessOrEqual(x, Lanes.of(isRatio ? GREATEST : GREATEST * GREATEST)),
    );
    ok = Lanes.and(Lanes.and(isAllowed, Lanes.lessOrEqual(zero, x)), Lanes.and(isBelow, isDamped));
    if (!Lanes.all(ok)) {
      let status = Row.check(parameters, row, isRatio, ALL);
      status = Row.flag(status, Lanes.not(isBelow), BEYOND_CRITICAL);
      status = Row.flag(status, Lanes.not(isDamped), PARAMETRIC);
      Lanes.storeBytes(statuses + row, status);
      ok = Row.isOk(status);
    }
  }
  Rates.put(rates, 0, row, production);
  Rates.put(rates, 1, row, flowA);
  Rates.put(rates, 2, row, flowB);
  if (!isFlowOnly || covariances) {
    const F0 = Lanes.load(C.F0);
    const F1 = Lanes.load(C.F1);
    const H1 = Lanes.load(C.H1);
    const e = isRatio ? x * (F0 / F1) : x;
    const nearF = F1 * F;
    const nearH = H1 * H;
    F = isRatio ? F0 * F : F0 - e * F1;
    H = Lanes.load(C.H0) + e * H1;
    if (!areAllPlain && !isRatio) {
      F = Lanes.select(isPlain, F, nearF);
      H = Lanes.select(isPlain, H, nearH);
    }
    if (!isFlowOnly) {
      const perFH = one / (F * H);
      const a = F * Lanes.load(C.A0) + e * (F * Lanes.load(C.A1) + Lanes.load(C.A2) + e * Lanes.load(C.A3));
      const b = F * Lanes.load(C.B0) + e * (F * Lanes.load(C.B1) + Lanes.load(C.B2) + e * Lanes.load(C.B3));
      Rates.put(rates, 3, row, Lanes.load(C.A) + a * perFH);
      Rates.put(rates, 4, row, Lanes.load(C.B) + (e * H * Lanes.load(C.B4) + b) * perFH);
    }
    if (covariances) covariance(parameters, isDicke, isRatio, covariances, row, F, H, ok);
  }
  if (Lanes.all(ok)) return true;
  Rates.blank(rates, row, ok);
  return false;
}

function covariance(
  parameters: usize,
  isDicke: bool,
  isRatio: bool,
  covariances: usize,
  row: i32,
  F: Real,
  H: Real,
  ok: Mask,
): void {
  const half = Lanes.of(0.5);
  const one = Lanes.of(1);
  const two = Lanes.of(2);
  const wa = Row.omegaA(parameters, row);
  const k = Row.kappaA(parameters, row);
  const wb = Row.omegaB(parameters, row);
  const y = Row.gammaB(parameters, row);
  const coupling = Row.coupling(parameters, row);
  const g = isRatio ? Lanes.sqrt(coupling * (Lanes.load(C.F0) / Lanes.load(C.F1))) : coupling;
  const Da = two * k * (Row.nThermalA(parameters, row) + half);
  const Db = two * y * (Row.nThermalB(parameters, row) + half);
  const dp = (wa - wb) * (wa + wb);
  if (isDicke) Moments.store(covariances, row, ok, false, false, wa, k, wb, y, g, Da, Db, Db, F, Lanes.of(4) * H, dp, one);
  else Moments.store(covariances, row, ok, false, true, wa, k, wb, two * y, g, Da, Lanes.of(0), two * Db, wb * F, H, dp, one);
}
