// Heterodyne spectrum of the light that leaves the cavity (normally ordered, photons/s/Hz; ω > 0 is the blue side), Dicke model:
// S(ω) = n_Ta + E(ω), E = κeY/|D_e|², Y = 2N_aκeW₁² + γ|d|²U, |d|² = κ² + (ω + ω_a)², e = g²,
//   U = 2(N_b − N_a)(γ² + ω² + W₁²) + 2N_a(γ² + (ω − W₁)²);  D_e as in homodyne.ts.
// Its two sidebands are correlated:
// M(ω) = ⟨a_out(ω)a_out(−ω)⟩ = 2κe{N_aW₁[i(hB_x + eω_aW₁) − κeW₁] − N_bγh(γ² + ω² + W₁²)}/|D_e|²,
//   h = κ² + ω² − ω_a² − 2iκω_a,  B_x = W₁W₂ + γ² − ω².
// Both follow from V(ω) = N_aT_aT_a† + N_bT_bT_b†, S = cVc† − ½, M = cVcᵀ, c = (1, i)/√2, with the cancellations done by algebra.

import { Lanes } from "lanes";
import { Block, OWN, SIGNAL } from "./block";
import { CORE_W, Core, PER_CYCLE } from "./core";
import { Hoisted } from "./hoisted";
import { A0, B0, BEYOND, K2, KY4, ONE, Q, RESONANCE, Resonance, W, WA, Y2 } from "./resonance";
import { Slopes } from "./slopes";
import { CORE_E, CORE_GAMMA, CORE_KAPPA, CORE_N_A, CORE_N_B, CORE_OMEGA_A, CORE_W1 } from "./trace";

// Columns: 1/|D_e|² times 1, κeγU(ω + ω_a), κeγU, |d|², |d|²(ω − W₁), and |d|² by γ² + ω² + W₁² and by γ² + (ω − W₁)²
const R: i32 = RESONANCE;
const SHIFT: i32 = RESONANCE + 1;
const LOSS: i32 = RESONANCE + 2;
const GAP: i32 = RESONANCE + 3;
const DETUNED: i32 = RESONANCE + 4;
const BOTH: i32 = RESONANCE + 5;
const ONE_SIDE: i32 = RESONANCE + 6;

// Hoisted: W₁ and what rounding leaves of it, W₁², and κe times 2N_aκeW₁², 2γ(N_b − N_a), 2γN_a; what rounding leaves of ω_a, κ², γ²
const W1_AT: i32 = BEYOND;
const W1_LOW: i32 = BEYOND + 1;
const W11: i32 = BEYOND + 2;
const BACK: i32 = BEYOND + 3;
const BOTH_SIDES: i32 = BEYOND + 4;
const ONE_SIDED: i32 = BEYOND + 5;
const WA_LOW: i32 = BEYOND + 6;
const KK: i32 = BEYOND + 7;
const YY: i32 = BEYOND + 8;

export class Heterodyne {
  /** Works out what does not change from bin to bin, and what the derivatives are made of. */
  static prepare(gain: f64, isJacobian: bool): void {
    const k = Core.value(CORE_KAPPA);
    const W1 = Core.value(CORE_W1);
    const y = Core.value(CORE_GAMMA);
    const Na = Core.value(CORE_N_A) + 0.5;
    const Δ = Core.value(CORE_N_B) - Core.value(CORE_N_A);
    Resonance.prepare(true, gain);
    const ke = k * Resonance.strength;
    const back = ke * k * Core.value(CORE_E) * W1; // by 2N_aW₁
    Hoisted.set(W1_AT, W1);
    Hoisted.set(W1_LOW, Core.low(CORE_W1));
    Hoisted.set(W11, W1 * W1);
    Hoisted.set(BACK, 2 * Na * W1 * back);
    Hoisted.set(BOTH_SIDES, 2 * ke * y * Δ);
    Hoisted.set(ONE_SIDED, 2 * ke * y * Na);
    Hoisted.set(WA_LOW, Core.low(CORE_OMEGA_A));
    Hoisted.set(KK, k * k);
    Hoisted.set(YY, y * y);
    if (!isJacobian || !Resonance.lean(true)) return;

    Slopes.set(CORE_OMEGA_A, SHIFT, 2);
    Slopes.set(CORE_KAPPA, SIGNAL, 1 / k);
    Slopes.set(CORE_KAPPA, R, (2 * Na * W1 * back) / k);
    Slopes.set(CORE_KAPPA, LOSS, 2 * k);
    Slopes.set(CORE_W1, R, 4 * Na * back);
    Slopes.set(CORE_W1, GAP, 4 * ke * y * Δ * W1);
    Slopes.set(CORE_W1, DETUNED, -4 * ke * y * Na);
    Slopes.set(CORE_GAMMA, BOTH, 2 * ke * Δ);
    Slopes.set(CORE_GAMMA, ONE_SIDE, 2 * ke * Na);
    Slopes.set(CORE_GAMMA, GAP, 4 * ke * y * y * (Δ + Na));
    Slopes.set(CORE_E, R, 2 * ke * k * Na * W1 * W1);
    Slopes.set(CORE_N_A, R, 2 * W1 * back);
    Slopes.set(CORE_N_A, BOTH, -2 * ke * y);
    Slopes.set(CORE_N_A, ONE_SIDE, 2 * ke * y);
    Slopes.set(CORE_N_B, BOTH, 2 * ke * y);
  }

  /** Puts base + E of `count` bins (or of their mirrors, `sign` −1) to `to`, and what its derivatives are made of into the block. */
  static take(sign: f64, frequencies: usize, count: i32, base: f64, to: usize, isJacobian: bool): void {
    const one = Hoisted.get(ONE);
    const wa = Hoisted.get(WA);
    const waLow = Hoisted.get(WA_LOW);
    const w = Hoisted.get(W);
    const a0 = Hoisted.get(A0);
    const b0 = Hoisted.get(B0);
    const kk = Hoisted.get(KK);
    const yy = Hoisted.get(YY);
    const k2 = Hoisted.get(K2);
    const y2 = Hoisted.get(Y2);
    const ky4 = Hoisted.get(KY4);
    const q = Hoisted.get(Q);
    const W1 = Hoisted.get(W1_AT);
    const W1Low = Hoisted.get(W1_LOW);
    const w11 = Hoisted.get(W11);
    const back = Hoisted.get(BACK);
    const both = Hoisted.get(BOTH_SIDES);
    const oneSide = Hoisted.get(ONE_SIDED);
    const turn = Lanes.of(sign);
    const level = Lanes.of(base);
    for (let row = 0; row < count; row += Lanes.rows()) {
      const f = turn * Lanes.load(frequencies + ((<usize>row) << 3));
      const ff = f * f;
      const shift = f + wa;
      const Ax = a0 + (wa - f) * shift;
      const Bx = b0 + (w - f) * (w + f);
      const u = y2 * Ax + k2 * Bx;
      const Dx = Bx * (Ax + ky4) - q;
      const size = Dx * Dx + ff * u * u;
      const above = shift + waLow;
      const dd = kk + above * above;
      const detuned = f - W1 - W1Low;
      const u0 = yy + ff + w11;
      const u1 = yy + detuned * detuned;
      const U = both * u0 + oneSide * u1; // κeγU
      const E = (back + dd * U) / size;
      Lanes.store(to + ((<usize>row) << 3), level + E);
      if (!isJacobian) continue;
      Block.set(SIGNAL, row, E);

      const r = one / size;
      const gap = r * dd;
      const loss = r * U;
      Resonance.take((<usize>row) << 3, E * r, Ax, Bx, Dx, ff, u, k2, y2);
      Block.set(R, row, r);
      Block.set(SHIFT, row, loss * above);
      Block.set(LOSS, row, loss);
      Block.set(GAP, row, gap);
      Block.set(DETUNED, row, gap * detuned);
      Block.set(BOTH, row, gap * u0);
      Block.set(ONE_SIDE, row, gap * u1);
    }
  }

  /**
   * N(ω) of `count` bins, the photons inside the cavity: {κ(n_Ta + 1)(eW₁)²/2 + 2κn_Ta|dD_b + ieW₁/2|² + eγ|d|²U/2}/|D_e|² with
   * d = κ − i(ω + ω_a) and U = n_Tb(γ² + (ω + W₁)²) + (n_Tb + 1)(γ² + (ω − W₁)²).
   */
  static inside(frequencies: usize, out: usize, count: i32): void {
    const two = Lanes.of(2);
    const half = Lanes.of(0.5);
    const wa = Lanes.of(Core.value(CORE_OMEGA_A));
    const k = Lanes.of(Core.value(CORE_KAPPA));
    const waLow = Lanes.of(Core.low(CORE_OMEGA_A));
    const W1 = Lanes.of(Core.value(CORE_W1));
    const W1Low = Lanes.of(Core.low(CORE_W1));
    const w = Lanes.of(Core.value(CORE_W));
    const y = Lanes.of(Core.value(CORE_GAMMA));
    const e = Lanes.of(Core.value(CORE_E));
    const nA = Lanes.of(Core.value(CORE_N_A));
    const nB = Lanes.of(Core.value(CORE_N_B));
    const kk = k * k;
    const yy = y * y;
    const a0 = kk + Lanes.of(Core.squareLow(CORE_OMEGA_A));
    const b0 = yy + Lanes.of(Core.squareLow(CORE_W));
    const eW1 = e * W1;
    const back = half * k * (nA + Lanes.of(1)) * eW1 * eW1;
    const perCycle = Lanes.of(PER_CYCLE); // N is a time
    for (let row = 0; row < count; row += Lanes.rows()) {
      const at = (<usize>row) << 3;
      const f = Lanes.load(frequencies + at);
      const Ax = a0 + (wa - f) * (wa + f);
      const Ay = -(two * k * f);
      const Bx = b0 + (w - f) * (w + f);
      const By = -(two * y * f);
      const Dx = Ax * Bx - Ay * By - eW1 * wa;
      const Dy = Ax * By + Ay * Bx;
      const shift = f + wa + waLow;
      const re = k * Bx + shift * By;
      const im = k * By - shift * Bx + half * eW1;
      const plus = f + W1 + W1Low;
      const minus = f - W1 - W1Low;
      const U = nB * (yy + plus * plus) + (nB + Lanes.of(1)) * (yy + minus * minus);
      const sum = back + two * k * nA * (re * re + im * im) + half * e * y * (kk + shift * shift) * U;
      Lanes.store(out + at, (perCycle * sum) / (Dx * Dx + Dy * Dy));
    }
  }

  /** Puts Re M and Im M of `count` bins into the block: a record's sampling and window spread M as they spread S. */
  static correlation(frequencies: usize, count: i32): void {
    const two = Lanes.of(2);
    const wa = Lanes.of(Core.value(CORE_OMEGA_A));
    const k = Lanes.of(Core.value(CORE_KAPPA));
    const W1 = Lanes.of(Core.value(CORE_W1));
    const w = Lanes.of(Core.value(CORE_W));
    const y = Lanes.of(Core.value(CORE_GAMMA));
    const e = Lanes.of(Core.value(CORE_E));
    const Na = Lanes.of(Core.value(CORE_N_A) + 0.5);
    const Nb = Lanes.of(Core.value(CORE_N_B) + 0.5);
    const kk = k * k;
    const yy = y * y;
    const a0 = kk + Lanes.of(Core.squareLow(CORE_OMEGA_A));
    const b0 = yy + Lanes.of(Core.squareLow(CORE_W));
    const eW1 = e * W1;
    const q = eW1 * wa;
    const ke2 = two * k * e;
    const NaW1 = Na * W1;
    const hy = -(two * k * wa);
    for (let row = 0; row < count; row += Lanes.rows()) {
      const f = Lanes.load(frequencies + ((<usize>row) << 3));
      const ff = f * f;
      const Ax = a0 + (wa - f) * (wa + f);
      const Ay = -(two * k * f);
      const Bx = b0 + (w - f) * (w + f);
      const By = -(two * y * f);
      const Dx = Ax * Bx - Ay * By - q;
      const Dy = Ax * By + Ay * Bx;
      const V = ke2 / (Dx * Dx + Dy * Dy);
      const hx = kk + ff - wa * wa;
      const loss = Nb * y * (yy + ff + W1 * W1);
      Block.set(SIGNAL, row, -(V * (NaW1 * (hy * Bx + k * eW1) + loss * hx)));
      Block.set(OWN, row, V * (NaW1 * (hx * Bx + q) - loss * hy));
    }
  }
}
