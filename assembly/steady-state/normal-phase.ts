// The steady state of the normal phase, by the closed form of coefficients.ts. A sweep over the coupling lays the coefficients down
// once, any other batch for every step of rows: the same operations follow, so a sweep has the bits of its rows one by one.

import { Lanes, Mask, Real } from "lanes";
import { Table } from "../table";
import * as C from "./coefficients";
import { Critical } from "./critical";
import { dickeCoefficients } from "./dicke";
import { Moments } from "./moments";
import { optomechanicsCoefficients } from "./optomechanics";
import { Parametric } from "./parametric";
import { Rates } from "./rates";
import { ALL, BATHS, BEYOND_CRITICAL, GREATEST, PARAMETRIC, Row } from "./row";

const DISTANCES: usize = memory.data(16384, 16); // F and H of a tile

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
  for (let first = 0; first < rows; ) {
    const end = isSweep ? rows : first + Lanes.rows();
    lay(parameters, first, isDicke, isRatio);
    let isSure = fill(parameters, isRatio ? RATIO : PLAIN, isFlowOnly, rates, statuses, covariances !== 0, first, end);
    if (!isSure) {
      if (!isRatio) layRoot(parameters, first, isDicke);
      isSure = fill(parameters, isRatio ? RATIO : ROOTED, isFlowOnly, rates, statuses, true, first, end);
    }
    for (let row = first; row < end && !isSure; row += Lanes.rows()) {
      if (Lanes.isDoubtful(statuses + row)) refuse(parameters, isRatio, rates, statuses, row);
    }
    for (let row = first; row < end && covariances; row += Lanes.rows()) {
      covariance(parameters, isDicke, isRatio, statuses, covariances, row);
    }
    first = end;
  }
}

/** Lays down the coefficients of a row. */
function lay(parameters: usize, row: i32, isDicke: bool, isRatio: bool): void {
  if (isDicke) dickeCoefficients(parameters, row);
  else optomechanicsCoefficients(parameters, row);
  const isOpen = Row.isOk(Row.check(parameters, row, isRatio, BATHS));
  Lanes.store(C.BOUND, Lanes.select(isOpen, Lanes.of(isRatio ? 0 : GREATEST * GREATEST), Lanes.of(NaN)));
}

/** Lays down the coupling at which F vanishes, or H where ω_a < 0, by one step of Newton's method in double-double from that in double. */
function layRoot(parameters: usize, row: i32, isDicke: bool): void {
  const isBlue = Lanes.less(Row.omegaA(parameters, row), Lanes.of(0));
  const slope = Lanes.select(isBlue, -Lanes.load(C.H1), Lanes.load(C.F1));
  const root = Lanes.sqrt(Lanes.select(isBlue, Lanes.load(C.H0), Lanes.load(C.F0)) / slope);
  let rest = Critical.exactly(parameters, row, isDicke, root);
  if (Lanes.any(isBlue)) rest = Lanes.select(isBlue, Parametric.exactly(parameters, row, isDicke, root), rest);
  Lanes.store(C.ROOT, root);
  Lanes.store(C.ROOT_LOW, rest / (Lanes.of(2) * slope * root));
}

// How `fill` takes F and H.
const PLAIN: i32 = 0; // as they stand
const RATIO: i32 = 1; // F₀(1 − (g/g_cr)²), which keeps all digits
const ROOTED: i32 = 2; // as they stand; near their zeros, where digits would be lost, by the distance of g from there

class Distance {
  /** More than two bits cancel in x − y, which is z. */
  @inline static isNear(z: Real, x: Real): Mask {
    return Lanes.less(Lanes.abs(z), Lanes.of(0.25) * x);
  }

  /** s(root − |g|)(root + |g|). */
  @inline static ofRoot(s: Real, size: Real): Real {
    const root = Lanes.load(C.ROOT);
    return s * (root - size + Lanes.load(C.ROOT_LOW)) * (root + size);
  }
}

/** The rates of rows; says whether all are right and stable, and marks the others in `statuses`. F and H go to DISTANCES if asked for. */
function fill(
  parameters: usize,
  by: i32,
  isFlowOnly: bool,
  rates: usize,
  statuses: usize,
  withDistances: bool,
  first: i32,
  end: i32,
): bool {
  const zero = Lanes.of(0);
  const one = Lanes.of(1);
  const bound = Lanes.load(C.BOUND);
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
  const leastF = by === PLAIN ? Lanes.of(0.25) * F0 : zero;
  const leastH = by === PLAIN ? Lanes.of(0.25) * H0 : zero;
  const perRatio = by === RATIO ? F0 / F1 : one;
  let isSure = Lanes.less(zero, one);
  for (let row = first; row < end; row += Lanes.rows()) {
    const coupling = Row.coupling(parameters, row);
    let e: Real, F: Real, H: Real, fits: Mask;
    if (by === RATIO) {
      e = coupling * perRatio;
      F = F0 * (one - coupling);
      H = H0 + e * H1;
      fits = Lanes.lessOrEqual(bound, coupling);
    } else {
      e = coupling * coupling;
      F = F0 - e * F1;
      H = H0 + e * H1;
      fits = Lanes.lessOrEqual(e, bound);
      if (by === ROOTED) {
        const size = Lanes.abs(coupling);
        F = Lanes.select(Distance.isNear(F, F0), Distance.ofRoot(F1, size), F);
        H = Lanes.select(Distance.isNear(H, H0), Distance.ofRoot(-H1, size), H);
      }
    }
    fits = Lanes.and(fits, Lanes.and(Lanes.less(leastF, F), Lanes.less(leastH, H)));
    Lanes.storeDoubts(statuses + row, fits);
    isSure = Lanes.and(isSure, fits);
    if (withDistances) {
      Lanes.store(Table.cell(DISTANCES, 0, row), F);
      Lanes.store(Table.cell(DISTANCES, 1, row), H);
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
    if (isFlowOnly) continue;
    const a = Lanes.load(C.A0) + e * (Lanes.load(C.A1) + (Lanes.load(C.A2) + e * Lanes.load(C.A3)) * perF);
    const b = Lanes.load(C.B0) + e * (Lanes.load(C.B1) + (Lanes.load(C.B2) + e * Lanes.load(C.B3)) * perF);
    Rates.put(rates, 3, row, Lanes.load(C.A) + a * perH);
    Rates.put(rates, 4, row, Lanes.load(C.B) + Lanes.load(C.B4) * (e * perF) + b * perH);
  }
  return Lanes.all(isSure);
}

/** The status of rows of which one has no rates. */
function refuse(parameters: usize, isRatio: bool, rates: usize, statuses: usize, row: i32): void {
  const zero = Lanes.of(0);
  let status = Row.check(parameters, row, isRatio, ALL);
  status = Row.flag(status, Lanes.not(Lanes.less(zero, Table.read(DISTANCES, 0, row))), BEYOND_CRITICAL);
  status = Row.flag(status, Lanes.not(Lanes.less(zero, Table.read(DISTANCES, 1, row))), PARAMETRIC);
  Lanes.storeBytes(statuses + row, status);
  Rates.blank(rates, row, Row.isOk(status));
}

function covariance(parameters: usize, isDicke: bool, isRatio: bool, statuses: usize, covariances: usize, row: i32): void {
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
  const ok = Row.isOk(Lanes.loadBytes(statuses + row));
  const F = Table.read(DISTANCES, 0, row);
  const H = Table.read(DISTANCES, 1, row);
  if (isDicke) Moments.store(covariances, row, ok, false, false, wa, k, wb, y, g, Da, Db, Db, F, Lanes.of(4) * H, dp, one);
  else Moments.store(covariances, row, ok, false, true, wa, k, wb, two * y, g, Da, Lanes.of(0), two * Db, wb * F, H, dp, one);
}
