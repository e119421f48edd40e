// Dicke model (a Bose-Einstein condensate in a cavity), normal phase: both quadratures of b are damped at γ.
// Closed forms of the 4×4 Lyapunov solution, written so that nothing cancels at weak coupling, and F in double-double
// so that nothing cancels near the critical one. Symbols as in optomechanics.ts, K_b = ω_b² + γ², s = κ + γ.

import { Lanes, Real } from "lanes";
import { Covariance } from "./covariance";
import { Critical } from "./critical";
import { Rates } from "./rates";
import { Row } from "./row";

/**
 * Rates and status of each row; and its covariance matrix, unless `covariances` is 0.
 * The coupling column holds g, or (g/g_cr)² if `isRatio`.
 */
export function dicke(parameters: usize, isRatio: bool, rates: usize, covariances: usize, statuses: usize, rows: i32): void {
  const half = Lanes.of(0.5);
  const one = Lanes.of(1);
  const two = Lanes.of(2);
  const four = Lanes.of(4);
  for (let row = 0; row < rows; row += Lanes.rows()) {
    const wa = Row.omegaA(parameters, row);
    const k = Row.kappaA(parameters, row);
    const wb = Row.omegaB(parameters, row);
    const y = Row.gammaB(parameters, row);
    const coupling = Row.coupling(parameters, row);
    const nTa = Row.nThermalA(parameters, row);
    const nTb = Row.nThermalB(parameters, row);

    const ww = wa * wb;
    const Ka = wa * wa + k * k;
    const Kb = wb * wb + y * y;
    let g: Real, e: Real, F: Real;
    if (isRatio) {
      F = Ka * Kb * (one - coupling);
      e = (coupling * Ka * Kb) / ww;
      g = Lanes.sqrt(e);
    } else {
      g = coupling;
      e = g * g;
      F = Critical.dicke(wa, k, wb, y, g);
    }
    const d = wa - wb;
    const p = wa + wb;
    const dp = d * p;
    const s = k + y;
    const ss = s * s;
    const Na = nTa + half;
    const Nb = nTb + half;
    const Δ = nTb - nTa;
    const Sm = d * d + ss;
    const SmSp = Sm * (p * p + ss);
    const eww = e * ww;
    const H = eww * ss + k * y * SmSp;
    const Z = ((k * Ka + y * Kb + four * k * y * s) * (Na * k * wb + Nb * y * wa)) / F;
    const c = half * e * Z;

    let status = Row.check(wa, k, wb, y, coupling, nTa, nTb);
    if (isRatio) status = Row.checkRatio(status, wa, coupling);
    status = Row.stability(status, F, H);
    const ok = Row.isOk(status);
    Lanes.storeBytes(statuses + row, status);

    const flowA = y * s * (Nb * Sm + two * Δ * ww) + wb * c; // −g⟨p_a q_b⟩ H/(eκ)
    const flowB = k * s * (Na * Sm - two * Δ * ww) + wa * c; // −g⟨q_a p_b⟩ H/(eγ)
    const muA = ((e * k) / (Na * H)) * flowA;
    const muB = ((e * y) / (Nb * H)) * flowB;
    const production =
      (e / (H * Na * Nb)) * (k * y * s * (Sm * (Na * Na + Nb * Nb) + two * ww * Δ * Δ) + c * (k * wb * Nb + y * wa * Na));
    const nA = (nTa * k * (eww * s + y * SmSp) + nTb * eww * y * s + half * e * Nb * y * s * Sm + half * e * wb * c) / H;
    const nB = (nTb * y * (eww * s + k * SmSp) + nTa * eww * k * s + half * e * Na * k * s * Sm + half * e * wa * c) / H;
    Rates.store(rates, row, ok, false, production, muA, muB, nA, nB);
    if (!covariances) continue;

    const H2 = two * H;
    const qaqa = (Na * k * (eww * s + two * y * SmSp) + Nb * y * s * e * wa * wa + e * wa * Kb * Z) / H2;
    const qbqb = (Nb * y * (eww * s + two * k * SmSp) + Na * k * s * e * wb * wb + e * wb * Ka * Z) / H2;
    const qapa = (e * k * s * (Nb * y * wa - Na * wb * (k + two * y)) + e * k * Kb * Z) / H2;
    const qbpb = (e * y * s * (Na * k * wb - Nb * wa * (y + two * k)) + e * y * Ka * Z) / H2;
    const papa = Dicke.momentum(wa, k, Na, Ka, wb, y, Nb, e, eww, s, SmSp, Z) / (H2 * Ka);
    const pbpb = Dicke.momentum(wb, y, Nb, Kb, wa, k, Na, e, eww, s, SmSp, Z) / (H2 * Kb);
    const qaqb = (g * (two * k * y * (Na * wb * (dp - ss) - Nb * wa * (dp + ss)) - eww * Z)) / H2;
    const papb =
      (g *
        (Na * k * (e * wb * s + two * y * wa * (dp + ss)) + Nb * y * (e * wa * s + two * k * wb * (ss - dp)) - e * k * y * Z)) /
      H2;
    const paqb = (-g * k * flowA) / H;
    const qapb = (-g * y * flowB) / H;
    Covariance.store(covariances, row, ok, false, qaqa, qapa, qaqb, qapb, papa, paqb, papb, qbqb, qbpb, pbpb);
  }
}

class Dicke {
  /** 2H K_a⟨p_a²⟩; with the modes exchanged, 2H K_b⟨p_b²⟩. */
  @inline static momentum(
    wa: Real,
    k: Real,
    Na: Real,
    Ka: Real,
    wb: Real,
    y: Real,
    Nb: Real,
    e: Real,
    eww: Real,
    s: Real,
    SmSp: Real,
    Z: Real,
  ): Real {
    const two = Lanes.of(2);
    const three = Lanes.of(3);
    const own = two * y * Ka * SmSp + eww * ((two * k + three * y) * Ka - y * (wb * wb + (two * k + y) * (two * k + y)));
    const other =
      two * k * k * s * (s * s + wb * wb) +
      wa *
        wa *
        (y * (wa * wa + wb * wb) + two * k * wb * wb + two * k * k * k + three * k * k * y + two * k * y * y + y * y * y);
    return Na * k * own + Nb * y * e * other + e * e * wb * k * k * Z;
  }
}
