// Heterodyne spectrum of the light that leaves the cavity (normally ordered, photons/s/Hz; ω > 0 is the blue side), Dicke model:
// S(ω) = n_Ta + E(ω), E = κeY/|D_e|², Y = 2N_aκeW₁² + γ|d|²U, |d|² = κ² + (ω + ω_a)², e = g²,
//   U = 2(N_b − N_a)(γ² + ω² + W₁²) + 2N_a(γ² + (ω − W₁)²);  D_e as in homodyne.ts.
// Its two sidebands are correlated:
// M(ω) = ⟨a_out(ω)a_out(−ω)⟩ = 2κe{N_aW₁[i(hB_x + eω_aW₁) − κeW₁] − N_bγh(γ² + ω² + W₁²)}/|D_e|²,
//   h = κ² + ω² − ω_a² − 2iκω_a,  B_x = W₁W₂ + γ² − ω².
// Both follow from V(ω) = N_aT_aT_a† + N_bT_bT_b†, S = cVc† − ½, M = cVcᵀ, c = (1, i)/√2, with the cancellations done by algebra.

import { Lanes } from "lanes";
import { Angular } from "./angular";
import { Block } from "./block";
import { Core } from "./core";
import { CORE_E, CORE_GAMMA, CORE_KAPPA, CORE_N_A, CORE_N_B, CORE_OMEGA_A, CORE_W1, CORE_W2 } from "./trace";

export class Heterodyne {
  /** Adds E of `count` bins at angular frequencies 2πf (or −2πf, `sign` −1), weighted, to the block; and its derivatives. */
  static add(sign: f64, frequencies: usize, weights: usize, count: i32, isJacobian: bool): void {
    const two = Lanes.of(2);
    const four = Lanes.of(4);
    const one = Lanes.of(1);
    const wa = Lanes.of(Core.value(CORE_OMEGA_A));
    const k = Lanes.of(Core.value(CORE_KAPPA));
    const W1 = Lanes.of(Core.value(CORE_W1));
    const W2 = Lanes.of(Core.value(CORE_W2));
    const y = Lanes.of(Core.value(CORE_GAMMA));
    const e = Lanes.of(Core.value(CORE_E));
    const Na = Lanes.of(Core.value(CORE_N_A) + 0.5);
    const Δ = Lanes.of(Core.value(CORE_N_B) - Core.value(CORE_N_A));
    const W = Lanes.sqrt(W1 * W2);
    const kk = k * k;
    const yy = y * y;
    const y2 = two * y;
    const eW1 = e * W1;
    const q = eW1 * wa;
    const W11 = W1 * W1;
    const back = two * Na * (k * e) * W11;
    const ke = k * e;
    const turn = Lanes.of(sign);
    for (let row = 0; row < count; row += Lanes.rows()) {
      const at = (<usize>row) << 3;
      const f = turn * Lanes.load(frequencies + at);
      const w = Angular.of(f);
      const rest = Angular.rest(f, w);
      const weight = weights ? Lanes.load(weights + at) : one;
      const ww = w * w;
      const Ax = kk + (wa - w - rest) * (wa + w);
      const Ay = -(two * k * w);
      const Bx = (W - w - rest) * (W + w) + yy;
      const By = -(y2 * w);
      const Dx = Ax * Bx - Ay * By - q;
      const Dy = Ax * By + Ay * Bx;
      const R = one / (Dx * Dx + Dy * Dy);
      const shift = w + wa + rest;
      const dd = kk + shift * shift;
      const detuned = w - W1 + rest;
      const u0 = yy + ww + W11;
      const u1 = yy + detuned * detuned;
      const U = two * (Δ * u0 + Na * u1);
      const yU = y * U;
      const Y = back + dd * yU;
      const V = ke * R;
      const E = V * Y;
      Block.addSignal(row, weight, E);
      if (!isJacobian) continue;

      const pull = -(two * E * R);
      const dDx = pull * Dx;
      const dDy = pull * Dy;
      const dAx = dDx * Bx + dDy * By;
      const dAy = dDy * Bx - dDx * By;
      const dBx = dDx * Ax + dDy * Ay;
      const dBy = dDy * Ax - dDx * Ay;
      const Vyd = V * y * dd;
      const VyU2 = two * V * yU;
      Block.addSlope(CORE_OMEGA_A, row, weight, two * wa * dAx - dDx * eW1 + VyU2 * shift);
      Block.addSlope(CORE_KAPPA, row, weight, e * R * Y + V * (two * Na * e * W11) + VyU2 * k + two * (k * dAx - w * dAy));
      Block.addSlope(
        CORE_W1,
        row,
        weight,
        dBx * W2 - dDx * (e * wa) + V * (four * Na * ke * W1) + four * Vyd * (Δ * W1 - Na * detuned),
      );
      Block.addSlope(CORE_W2, row, weight, dBx * W1);
      Block.addSlope(CORE_GAMMA, row, weight, y2 * dBx - two * w * dBy + V * dd * U + four * Vyd * y * (Δ + Na));
      Block.addSlope(CORE_E, row, weight, k * R * Y + V * (two * Na * k * W11) - dDx * (wa * W1));
      Block.addSlope(CORE_N_A, row, weight, V * (two * ke * W11) + two * Vyd * (u1 - u0));
      Block.addSlope(CORE_N_B, row, weight, two * Vyd * u0);
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
    const W1 = Lanes.of(Core.value(CORE_W1));
    const W = Lanes.sqrt(W1 * Lanes.of(Core.value(CORE_W2)));
    const y = Lanes.of(Core.value(CORE_GAMMA));
    const e = Lanes.of(Core.value(CORE_E));
    const nA = Lanes.of(Core.value(CORE_N_A));
    const nB = Lanes.of(Core.value(CORE_N_B));
    const kk = k * k;
    const yy = y * y;
    const eW1 = e * W1;
    const back = half * k * (nA + Lanes.of(1)) * eW1 * eW1;
    for (let row = 0; row < count; row += Lanes.rows()) {
      const at = (<usize>row) << 3;
      const f = Lanes.load(frequencies + at);
      const w = Angular.of(f);
      const rest = Angular.rest(f, w);
      const Ax = kk + (wa - w - rest) * (wa + w);
      const Ay = -(two * k * w);
      const Bx = (W - w - rest) * (W + w) + yy;
      const By = -(two * y * w);
      const Dx = Ax * Bx - Ay * By - eW1 * wa;
      const Dy = Ax * By + Ay * Bx;
      const shift = w + wa + rest;
      const re = k * Bx + shift * By;
      const im = k * By - shift * Bx + half * eW1;
      const plus = w + W1 + rest;
      const minus = w - W1 + rest;
      const U = nB * (yy + plus * plus) + (nB + Lanes.of(1)) * (yy + minus * minus);
      const sum = back + two * k * nA * (re * re + im * im) + half * e * y * (kk + shift * shift) * U;
      Lanes.store(out + at, sum / (Dx * Dx + Dy * Dy));
    }
  }

  /** Adds Re M and Im M of `count` bins, weighted: a record's sampling and window spread M as they spread S. */
  static correlation(frequencies: usize, weights: usize, re: usize, im: usize, count: i32): void {
    const two = Lanes.of(2);
    const wa = Lanes.of(Core.value(CORE_OMEGA_A));
    const k = Lanes.of(Core.value(CORE_KAPPA));
    const W1 = Lanes.of(Core.value(CORE_W1));
    const W = Lanes.sqrt(W1 * Lanes.of(Core.value(CORE_W2)));
    const y = Lanes.of(Core.value(CORE_GAMMA));
    const e = Lanes.of(Core.value(CORE_E));
    const Na = Lanes.of(Core.value(CORE_N_A) + 0.5);
    const Nb = Lanes.of(Core.value(CORE_N_B) + 0.5);
    const kk = k * k;
    const yy = y * y;
    const eW1 = e * W1;
    const q = eW1 * wa;
    const ke2 = two * k * e;
    const NaW1 = Na * W1;
    const hy = -(two * k * wa);
    const one = Lanes.of(1);
    for (let row = 0; row < count; row += Lanes.rows()) {
      const at = (<usize>row) << 3;
      const f = Lanes.load(frequencies + at);
      const w = Angular.of(f);
      const rest = Angular.rest(f, w);
      const ww = w * w;
      const Ax = kk + (wa - w - rest) * (wa + w);
      const Ay = -(two * k * w);
      const Bx = (W - w - rest) * (W + w) + yy;
      const By = -(two * y * w);
      const Dx = Ax * Bx - Ay * By - q;
      const Dy = Ax * By + Ay * Bx;
      const weight = weights ? Lanes.load(weights + at) : one;
      const V = (weight * ke2) / (Dx * Dx + Dy * Dy);
      const hx = kk + ww - wa * wa;
      const loss = Nb * y * (yy + ww + W1 * W1);
      Lanes.store(re + at, Lanes.load(re + at) - V * (NaW1 * (hy * Bx + k * eW1) + loss * hx));
      Lanes.store(im + at, Lanes.load(im + at) + V * (NaW1 * (hx * Bx + q) - loss * hy));
    }
  }
}
