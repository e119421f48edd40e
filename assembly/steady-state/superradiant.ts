// Dicke model, superradiant phase. With μ = (g_cr/g)² it is, exactly, the normal phase of a mode of frequency W = ω_b/μ
// coupled by g′ = gμ to a squeezed bath, D_q = 2γN_bρ, D_p = 2γN_b/ρ, ρ = 2/(1 + μ), and scaled q_b → q_b/√ρ.
// The response to the squeezing is kept apart from that to the mean (N, m), so that nothing cancels where m is small.
// Symbols as in dicke.ts, with W for ω_b.

import { Lanes, Real } from "lanes";
import { DoubleDouble as DD } from "../math/double-double";
import { Critical } from "./critical";
import { Moments } from "./moments";
import { SUPERRADIANT } from "./phase";
import { Rates } from "./rates";
import { ALL, BEYOND_CRITICAL, NOT_SUPERRADIANT, Row } from "./row";

/**
 * Answers the rows whose status says "beyond the critical coupling", as `dicke` leaves them: status, rates, covariance (unless
 * `covariances` is 0) and the byte 2 in `phases`. If `phase` is 2 (superradiant) a coupling that is not beyond is refused.
 */
export function superradiant(
  parameters: usize,
  isRatio: bool,
  phase: i32,
  rates: usize,
  covariances: usize,
  statuses: usize,
  phases: usize,
  rows: i32,
): void {
  const zero = Lanes.of(0);
  const half = Lanes.of(0.5);
  const one = Lanes.of(1);
  const two = Lanes.of(2);
  const three = Lanes.of(3);
  const four = Lanes.of(4);
  for (let row = 0; row < rows; row += Lanes.rows()) {
    const before = Lanes.loadBytes(statuses + row);
    const critical = Lanes.of(BEYOND_CRITICAL);
    const chosen = Lanes.and(Lanes.lessOrEqual(critical, before), Lanes.lessOrEqual(before, critical));
    if (!Lanes.any(chosen)) continue;
    const wa = Row.omegaA(parameters, row);
    const k = Row.kappaA(parameters, row);
    const wb = Row.omegaB(parameters, row);
    const y = Row.gammaB(parameters, row);
    const coupling = Row.coupling(parameters, row);
    const nTa = Row.nThermalA(parameters, row);
    const nTb = Row.nThermalB(parameters, row);

    // (g/g_cr)² − 1, and d = ω_a − W, which is small near resonance
    const Ka = wa * wa + k * k;
    const K = Ka * (wb * wb + y * y);
    let excess = coupling - one;
    let ratio = coupling;
    let d: Real;
    if (isRatio) {
      const Wh = wb * coupling;
      const difference = wa - Wh;
      d = difference + (DD.sumError(wa, -Wh, difference) - DD.productError(wb, coupling, Wh));
    } else {
      excess = -Critical.dicke(wa, k, wb, y, coupling, K) / K;
      ratio = one + excess;
      d = wa * (Critical.dickeBelow(wa, k, wb, y, coupling, K, wb) / K);
    }
    const mu = one / ratio;
    const m1 = excess * mu;
    const W = wb * ratio;
    const e = (K * mu) / (wa * wb); // g′²
    const g = Lanes.select(Lanes.less(coupling, zero), -Lanes.sqrt(e), Lanes.sqrt(e));

    const Na = nTa + half;
    const Nb = nTb + half;
    const Δ = nTb - nTa;
    const rho = two / (one + mu);
    const p = wa + W;
    const dp = d * p;
    const s = k + y;
    const ss = s * s;
    const SmSp = (d * d + ss) * (p * p + ss);
    const W2 = W * W;
    const y2 = y * y;
    const KW = W2 + y2;
    const eww = e * wa * W;
    const F = (Ka * wb * wb * m1 * (one + mu)) / (mu * mu);
    const H2 = two * (eww * ss + k * y * SmSp);
    const v = (m1 * m1) / (four * (one + mu)); // N/N_b − 1
    const f = (m1 * (three + mu)) / (four * (one + mu)); // m = N_b f
    const Nq = Nb * rho; // N + m
    const Np = Nb / rho; // N − m
    const m = Nb * f;
    const soft = (e * (k * Ka + y * KW + four * k * y * s)) / F;
    const h = dp + s * (k + three * y);
    const r = h / KW;
    const bath = (Nq * y2 + Np * W2) / KW; // bath b as the soft mode sees it
    const z = soft * (Na * k * W + y * wa * bath);

    let status = Row.check(parameters, row, isRatio, ALL);
    status = Row.flag(status, Lanes.not(Lanes.less(zero, excess)), phase === SUPERRADIANT ? NOT_SUPERRADIANT : BEYOND_CRITICAL);
    Lanes.storeBytes(statuses + row, Lanes.select(chosen, status, before));
    const ok = Lanes.and(chosen, Row.isOk(status));
    Lanes.storeBytes(phases + row, Lanes.select(ok, two, Lanes.loadBytes(phases + row)));

    const h1 = d + half * W * m1;
    const Ea =
      Nb * (y * rho * (h1 * h1) + k * (d * d + ss + v * (wa * wa + W2 + ss))) + y * s * (Nq * y + Np * k) + m * y2 * k * r;
    const flowA = y * (Ea + two * s * Δ * wa * W) + half * W * z;
    const Vb = rho * (h1 * h1 + ss) + f * W2;
    const Qb = rho * (wa * wa + ss) + half * W2 * (rho + one / rho);
    const B =
      half * Nq * f * y * s * eww +
      m * y * k * (f * (W2 / KW) * SmSp - half * rho * eww * r) +
      half * z * (half * rho * e * wa - f * W * Ka);
    const muA = (two * e * k * flowA) / (H2 * Na);
    const muB = (four * y * (half * e * s * k * (Na * Vb - two * wa * W * Δ) + B)) / (H2 * Nb);
    const production =
      (two * (e * k * (y * (Nb * Ea + s * (Na * Na * Vb + two * wa * W * Δ * Δ)) + half * Nb * W * z) + two * y * Na * B)) /
      (H2 * Na * Nb);
    const nA = (two * nTa * k * (eww * s + y * SmSp) + e * (y * (Ea + two * s * nTb * wa * W) + half * W * z)) / H2;
    const nB = (two * (nTb * y * (eww * s + k * SmSp) + half * e * s * k * (nTa * Qb + half * Vb) + B)) / H2;
    Rates.replace(rates, 0, row, ok, production);
    Rates.replace(rates, 1, row, ok, muA);
    Rates.replace(rates, 2, row, ok, muB);
    Rates.replace(rates, 3, row, ok, nA);
    Rates.replace(rates, 4, row, ok, nB);
    if (!covariances) continue;

    const Da = two * k * Na;
    const Dq = two * y * Nq;
    const Dp = two * y * Np;
    const root = Lanes.sqrt(rho);
    Moments.store(covariances, row, ok, true, false, wa, k, W, y, g, Da, Dq, Dp, F, two * H2, d * p, root);
  }
}
