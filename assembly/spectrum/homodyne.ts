// Homodyne spectrum of the quadrature cos θ q + sin θ p of the light that leaves the cavity (symmetrised, vacuum ½):
// S_θ(ω) = N_a + E(ω), E = eM/|D_e|², with
//   M = 2κ{2N_aW₁[B_x z − 2γω_aω² + sb₀eW₁] + (b₀² + s²ω²)T},  z = ω_aκ cos 2θ + ½ sin 2θ (κ² + ω² − ω_a²),  b₀ = cω_a + sκ,
//   D_e = D_aD_b − eω_aW₁,  D_a = A_x + iA_y = (κ − iω)² + ω_a²,  D_b = B_x + iB_y = (y_q − iω)(y_p − iω) + W₁W₂,
//   T = 4γN_bW₁² (optomechanics), 2γN_b(γ² + ω² + W₁²) (Dicke); c, s = cos θ, sin θ; e = g².
// What the reflected vacuum and the cavity's response share is taken out by algebra: E keeps its digits at weak coupling.
// As sums over the bins' columns: M = B_x(z₀ + z₁ω²) + m₀ + m₁ω² + m₂ω⁴, T = t₀ + t₁ω². Derivatives: products only.

import { Lanes } from "lanes";
import { Circle } from "../math/circle";
import { Block, SIGNAL } from "./block";
import { Core } from "./core";
import { Hoisted } from "./hoisted";
import { A0, APART, B0, BEYOND, BOTH, K2, KY4, LAG, ONE, Q, RESONANCE, Resonance, W, WA, Y2 } from "./resonance";
import { Slopes } from "./slopes";
import { CORE_ANGLE, CORE_E, CORE_GAMMA, CORE_KAPPA, CORE_N_A, CORE_N_B, CORE_OMEGA_A, CORE_W1, CORE_W2 } from "./trace";

// Columns: 1/|D_e|² times 1, ω², B_x, B_xω²
const R: i32 = RESONANCE;
const RF: i32 = RESONANCE + 1;
const RB: i32 = RESONANCE + 2;
const RBF: i32 = RESONANCE + 3;

// Hoisted: gain·e times z₀, z₁ − m₂, m₀, m₁ + m₂(B_x + ω²), which spares ω⁴
const M: i32 = BEYOND;

export class Homodyne {
  /** ∂M/∂core in the columns: B_x(z₀ + z₁ω²) + m₀ + m₁ω² + m₂ω⁴. */
  private static set(r: i32, z0: f64, z1: f64, m0: f64, m1: f64, m2: f64): void {
    const e = Resonance.strength;
    Slopes.set(r, RB, e * z0);
    Slopes.set(r, RBF, e * (z1 - m2));
    Slopes.set(r, R, e * m0);
    Slopes.set(r, RF, e * (m1 + m2 * Resonance.square));
  }

  /** Works out what does not change from bin to bin, and what the derivatives are made of. */
  static prepare(isDicke: bool, gain: f64, isJacobian: bool): void {
    const wa = Core.value(CORE_OMEGA_A);
    const k = Core.value(CORE_KAPPA);
    const W1 = Core.value(CORE_W1);
    const y = Core.value(CORE_GAMMA);
    const e = Core.value(CORE_E);
    const Na = Core.value(CORE_N_A) + 0.5;
    const Nb = Core.value(CORE_N_B) + 0.5;
    Circle.at(Core.value(CORE_ANGLE));
    const c = Circle.cosine;
    const s = Circle.sine;
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
    Resonance.prepare(isDicke, gain);
    const strength = Resonance.strength;
    const m2 = ss * Nb * t1;
    Hoisted.set(M, strength * (vN * z0));
    Hoisted.set(M + 1, strength * (vN * z1 - m2));
    Hoisted.set(M + 2, strength * (vN * m0 + b00 * Nb * t0));
    Hoisted.set(M + 3, strength * (vN * m1 + Nb * (ss * t0 + b00 * t1) + m2 * Resonance.square));
    if (!isJacobian || !Resonance.lean(isDicke)) return;

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
  }

  /** Puts base + E of `count` bins to `to`. */
  static put(frequencies: usize, count: i32, base: f64, to: usize): void {
    if (Resonance.isTuned) Homodyne.sweep(frequencies, count, base, to, true, false);
    else Homodyne.sweep(frequencies, count, base, to, false, false);
  }

  /** The same of a block's bins, and puts E and what its derivatives are made of into the block. */
  static take(frequencies: usize, count: i32, base: f64, to: usize): void {
    Homodyne.sweep(frequencies, count, base, to, Resonance.isTuned, true);
  }

  @inline private static sweep(frequencies: usize, count: i32, base: f64, to: usize, isTuned: bool, isJacobian: bool): void {
    const wa = Hoisted.get(WA);
    const w = Hoisted.get(W);
    const apart = Hoisted.get(APART);
    const both = Hoisted.get(BOTH);
    const lag = Hoisted.get(LAG);
    const a0 = Hoisted.get(A0);
    const b0 = Hoisted.get(B0);
    const k2 = Hoisted.get(K2);
    const y2 = Hoisted.get(Y2);
    const ky4 = Hoisted.get(KY4);
    const q = Hoisted.get(Q);
    const z0 = Hoisted.get(M);
    const z1 = Hoisted.get(M + 1);
    const m0 = Hoisted.get(M + 2);
    const m1 = Hoisted.get(M + 3);
    const level = Lanes.of(base);
    const end = (<usize>count) << 3;
    for (let at: usize = 0; at < end; at += (<usize>Lanes.rows()) << 3) {
      const f = Lanes.load(frequencies + at);
      const ff = f * f;
      const Bx = b0 + (w - f) * (w + f);
      let Ax = apart + Bx;
      let u = both * Bx + lag; // −D_y/ω
      if (!isTuned) {
        Ax = a0 + (wa - f) * (wa + f);
        u = y2 * Ax + k2 * Bx;
      }
      const Dx = Bx * (Ax + ky4) - q;
      const size = Dx * Dx + ff * u * u;
      const E = (Bx * (z0 + z1 * ff) + (m0 + m1 * ff)) / size;
      Lanes.store(to + at, level + E);
      if (!isJacobian) continue;
      const r = Hoisted.get(ONE) / size;
      const rB = r * Bx;
      Block.put(SIGNAL, at, E);
      Resonance.take(at, E * r, Ax, Bx, Dx, ff, u, k2, y2);
      Block.put(R, at, r);
      Block.put(RF, at, r * ff);
      Block.put(RB, at, rB);
      Block.put(RBF, at, rB * ff);
    }
  }
}
