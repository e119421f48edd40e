// Homodyne spectrum of the quadrature cos θ q + sin θ p of the light that leaves the cavity (symmetrised, vacuum ½):
// S_θ(ω) = N_a + E(ω), E = eM/|D_e|², with
//   M = 2κ{2N_aW₁[B_x z − 2γω_aω² + sb₀eW₁] + (b₀² + s²ω²)T},  z = ω_aκ cos 2θ + ½ sin 2θ (κ² + ω² − ω_a²),  b₀ = cω_a + sκ,
//   D_e = D_aD_b − eω_aW₁,  D_a = A_x + iA_y = (κ − iω)² + ω_a²,  D_b = B_x + iB_y = (y_q − iω)(y_p − iω) + W₁W₂,
//   T = 4γN_bW₁² (optomechanics), 2γN_b(γ² + ω² + W₁²) (Dicke); c, s = cos θ, sin θ; e = g².
// What the reflected vacuum and the cavity's response share is taken out by algebra: E keeps its digits at weak coupling.
// As sums over the bins' columns: M = B_x(z₀ + z₁ω²) + m₀ + m₁ω² + m₂ω⁴, T = t₀ + t₁ω². Derivatives: products only.

import { Lanes } from "lanes";
import { Block, SIGNAL } from "./block";
import { CORE_W, Core } from "./core";
import { PER_E, RESONANCE, Resonance } from "./resonance";
import { Slopes } from "./slopes";
import { CORE_ANGLE, CORE_E, CORE_GAMMA, CORE_KAPPA, CORE_N_A, CORE_N_B, CORE_OMEGA_A, CORE_W1, CORE_W2 } from "./trace";

// Columns: e/|D_e|² times 1, ω², B_x, B_xω², ω⁴
const R: i32 = RESONANCE;
const RF: i32 = RESONANCE + 1;
const RB: i32 = RESONANCE + 2;
const RBF: i32 = RESONANCE + 3;
const RFF: i32 = RESONANCE + 4;

const M: usize = memory.data(40, 16); // z₀, z₁, m₀, m₁, m₂

export class Homodyne {
  /** ∂M/∂core in the columns: B_x(z₀ + z₁ω²) + m₀ + m₁ω² + m₂ω⁴. */
  private static set(r: i32, z0: f64, z1: f64, m0: f64, m1: f64, m2: f64): void {
    Slopes.set(r, RB, z0);
    Slopes.set(r, RBF, z1);
    Slopes.set(r, R, m0);
    Slopes.set(r, RF, m1);
    Slopes.set(r, RFF, m2);
  }

  /** Works out what does not change from bin to bin, and what the derivatives are made of. */
  static prepare(isDicke: bool, isJacobian: bool): void {
    const wa = Core.value(CORE_OMEGA_A);
    const k = Core.value(CORE_KAPPA);
    const W1 = Core.value(CORE_W1);
    const y = Core.value(CORE_GAMMA);
    const e = Core.value(CORE_E);
    const Na = Core.value(CORE_N_A) + 0.5;
    const Nb = Core.value(CORE_N_B) + 0.5;
    const c = Math.cos(Core.value(CORE_ANGLE));
    const s = Math.sin(Core.value(CORE_ANGLE));
    const cos2 = (c - s) * (c + s);
    const sin2 = 2 * s * c;
    const b0 = c * wa + s * k;
    const k2 = 2 * k;
    const v = 2 * k2 * W1; // by N_a
    const vN = v * Na;
    const eW1 = e * W1;
    const light = k * k - wa * wa;
    const z0 = wa * k * cos2 + 0.5 * sin2 * light;
    const z1 = 0.5 * sin2;
    const m0 = s * b0 * eW1;
    const m1 = -2 * y * wa;
    const t0 = isDicke ? 2 * y * (y * y + W1 * W1) : 4 * y * W1 * W1; // by N_b
    const t1 = isDicke ? 2 * y : 0;
    const b00 = k2 * b0 * b0;
    const ss = k2 * s * s;
    store<f64>(M, vN * z0);
    store<f64>(M + 8, vN * z1);
    store<f64>(M + 16, vN * m0 + b00 * Nb * t0);
    store<f64>(M + 24, vN * m1 + Nb * (ss * t0 + b00 * t1));
    store<f64>(M + 32, ss * Nb * t1);
    if (!isJacobian) return;

    const byB0 = vN * s * eW1 + 2 * k2 * b0 * Nb * t0;
    const byB1 = 2 * k2 * b0 * Nb * t1;
    Homodyne.set(CORE_OMEGA_A, vN * (k * cos2 - sin2 * wa), 0, byB0 * c, byB1 * c - 2 * vN * y, 0);
    Homodyne.set(CORE_KAPPA, vN * (wa * cos2 + sin2 * k), 0, byB0 * s, byB1 * s, 0);
    Slopes.set(CORE_KAPPA, SIGNAL, 1 / k);
    const NaK = 2 * k2 * Na;
    const t0W1 = (isDicke ? 4 : 8) * y * Nb * W1;
    const W2 = Core.value(CORE_W2);
    const byB = vN * z0; // by B_x: z
    const byBF = vN * z1;
    Homodyne.set(CORE_W1, NaK * z0, NaK * z1, 2 * NaK * m0 + b00 * t0W1 + W2 * byB, NaK * m1 + ss * t0W1 + W2 * byBF, 0);
    Homodyne.set(CORE_W2, 0, 0, W1 * byB, W1 * byBF, 0);
    const t0y = Nb * (isDicke ? 2 * (3 * y * y + W1 * W1) : 4 * W1 * W1);
    const t1y = isDicke ? 2 * Nb : 0;
    const y2 = isDicke ? 2 * y : 0;
    Homodyne.set(CORE_GAMMA, 0, 0, b00 * t0y + y2 * byB, ss * t0y + b00 * t1y - 2 * wa * vN + y2 * byBF, ss * t1y);
    Homodyne.set(CORE_E, 0, 0, vN * s * b0 * W1, 0, 0);
    Homodyne.set(CORE_N_A, v * z0, v * z1, v * m0, v * m1, 0);
    Homodyne.set(CORE_N_B, 0, 0, b00 * t0, ss * t0 + b00 * t1, ss * t1);
    const b0θ = c * k - s * wa;
    const sc2 = 2 * k2 * s * c * Nb;
    Homodyne.set(
      CORE_ANGLE,
      vN * (cos2 * light - 2 * wa * k * sin2),
      vN * cos2,
      vN * c * b0 * eW1 + byB0 * b0θ,
      byB1 * b0θ + sc2 * t0,
      sc2 * t1,
    );
    Resonance.lean(isDicke);
  }

  /** Puts E of `count` bins into the block, and what its derivatives are made of. */
  static take(isDicke: bool, frequencies: usize, count: i32, isJacobian: bool): void {
    const one = Lanes.of(1);
    const wa = Lanes.of(Core.value(CORE_OMEGA_A));
    const waLow = Lanes.of(Core.low(CORE_OMEGA_A));
    const W = Lanes.of(Core.value(CORE_W));
    const WLow = Lanes.of(Core.low(CORE_W));
    const k = Core.value(CORE_KAPPA);
    const y = Core.value(CORE_GAMMA);
    const kk = Lanes.of(k * k);
    const yy = Lanes.of(isDicke ? y * y : 0);
    const k2 = Lanes.of(2 * k);
    const y2 = Lanes.of(2 * y);
    const ky4 = Lanes.of(4 * k * y);
    const e = Lanes.of(Core.value(CORE_E));
    const q = Lanes.of(Core.value(CORE_E) * Core.value(CORE_W1) * Core.value(CORE_OMEGA_A));
    const z0 = Lanes.loadSplat(M);
    const z1 = Lanes.loadSplat(M + 8);
    const m0 = Lanes.loadSplat(M + 16);
    const m1 = Lanes.loadSplat(M + 24);
    const m2 = Lanes.loadSplat(M + 32);
    for (let row = 0; row < count; row += Lanes.rows()) {
      const f = Lanes.load(frequencies + ((<usize>row) << 3));
      const ff = f * f;
      const Ax = kk + (wa - f + waLow) * (wa + f + waLow);
      const Bx = (W - f + WLow) * (W + f + WLow) + yy;
      const u = y2 * Ax + k2 * Bx; // −D_y/ω
      const ffu = ff * u;
      const Dx = Ax * Bx - (ky4 * ff + q);
      const r = one / (Dx * Dx + ffu * u);
      const perE = r * (Bx * (z0 + z1 * ff) + (m0 + ff * (m1 + ff * m2)));
      const E = e * perE;
      Block.set(SIGNAL, row, E);
      if (!isJacobian) continue;

      const er = e * r;
      const rB = er * Bx;
      Block.set(PER_E, row, perE);
      Resonance.take(row, E * r, Ax, Bx, Dx, ff, u, k2, y2);
      Block.set(R, row, er);
      Block.set(RF, row, er * ff);
      Block.set(RB, row, rB);
      Block.set(RBF, row, rB * ff);
      Block.set(RFF, row, er * (ff * ff));
    }
  }
}
