// |D_e|² of light that leaves the cavity, D_e = D_aD_b − eω_aW₁ = D_x + iD_y, D_y = −ωu, u = 2γA_x + 2κB_x; see homodyne.ts.

import { Real } from "lanes";
import { Block, OWN, SIGNAL } from "./block";
import { CORE_W, Core } from "./core";
import { Hoisted } from "./hoisted";
import { Slopes } from "./slopes";
import { CORE_E, CORE_GAMMA, CORE_KAPPA, CORE_OMEGA_A, CORE_W1, CORE_W2 } from "./trace";

// Columns: E/2|D_e|² times what moves |D_e|²: A_x, B_x, γ and κ in A_y and B_y, and eω_aW₁ (its minus)
const AX: i32 = OWN;
const BX: i32 = OWN + 1;
const BY: i32 = OWN + 2;
const AY: i32 = OWN + 3;
const DX: i32 = OWN + 4;
/** The first column beyond. */
export const RESONANCE: i32 = OWN + 5;

// Hoisted: ω_a, W = √(W₁W₂), and what A_x, B_x hold beyond (ω_a − ω)(ω_a + ω), (W − ω)(W + ω): κ², γ², and the remainders of
// rounding; 2κ, 2γ; D_x = B_x(A_x + 4κγ) − q
export const ONE: i32 = 0;
export const WA: i32 = 1;
export const W: i32 = 2;
export const A0: i32 = 3;
export const B0: i32 = 4;
export const K2: i32 = 5;
export const Y2: i32 = 6;
export const KY4: i32 = 7;
export const Q: i32 = 8;
// A_x = B_x + apart, u = (2γ + 2κ)B_x + 2γ·apart
export const APART: i32 = 9;
export const BOTH: i32 = 10;
export const LAG: i32 = 11;
/** The first hoisted number beyond. */
export const BEYOND: i32 = 12;

const NEXT_TO_NOTHING: f64 = 1e-200;

export class Resonance {
  /** What the signal holds beyond M/|D_e|²: the gain, and e, or 1 where E is nothing, so that E/e stays: `unit` times it is E. */
  static strength: f64 = 1;
  static unit: f64 = 1;
  /** B_x + ω². */
  static square: f64 = 0;
  /** Whether mode b is at the cavity's detuning, within its width: A_x − B_x is then small, and A_x follows from B_x with all its digits. */
  static isTuned: bool = false;

  /** Works out what does not change from bin to bin. */
  static prepare(isDicke: bool, gain: f64): void {
    const k = Core.value(CORE_KAPPA);
    const y = Core.value(CORE_GAMMA);
    const e = Core.value(CORE_E);
    const w = Core.value(CORE_W);
    const b0 = (isDicke ? y * y : 0) + Core.squareLow(CORE_W);
    const isNothing = e < NEXT_TO_NOTHING;
    Resonance.strength = isNothing ? gain : gain * e;
    Resonance.unit = isNothing ? 0 : 1;
    Resonance.square = b0 + w * w;
    Hoisted.set(ONE, 1);
    Hoisted.set(WA, Core.value(CORE_OMEGA_A));
    Hoisted.set(W, w);
    Hoisted.set(A0, k * k + Core.squareLow(CORE_OMEGA_A));
    Hoisted.set(B0, b0);
    Hoisted.set(K2, 2 * k);
    Hoisted.set(Y2, 2 * y);
    Hoisted.set(KY4, 4 * k * y);
    const wa = Core.value(CORE_OMEGA_A);
    const apart = (wa - w) * (wa + w) + (k * k + Core.squareLow(CORE_OMEGA_A) - b0);
    Resonance.isTuned = Math.abs(apart) <= 2 * k * Math.abs(wa);
    Hoisted.set(APART, apart);
    Hoisted.set(BOTH, 2 * y + 2 * k);
    Hoisted.set(LAG, 2 * y * apart);
    Hoisted.set(Q, e * Core.value(CORE_W1) * Core.value(CORE_OMEGA_A) + 4 * k * y * Resonance.square);
  }

  /** What of the derivatives of E comes by |D_e|², and by the factor e; false where nothing else does. */
  static lean(isDicke: bool): bool {
    Slopes.set(CORE_E, SIGNAL, Resonance.unit === 0 ? 1 : 1 / Core.value(CORE_E));
    if (Resonance.unit === 0) return false;
    const wa = Core.value(CORE_OMEGA_A);
    const W1 = Core.value(CORE_W1);
    const e2 = 2 * Core.value(CORE_E);
    Slopes.set(CORE_OMEGA_A, AX, -4 * wa);
    Slopes.set(CORE_OMEGA_A, DX, e2 * W1);
    Slopes.set(CORE_KAPPA, AX, -4 * Core.value(CORE_KAPPA));
    Slopes.set(CORE_KAPPA, AY, -4);
    Slopes.set(CORE_W1, BX, -2 * Core.value(CORE_W2));
    Slopes.set(CORE_W1, DX, e2 * wa);
    Slopes.set(CORE_W2, BX, -2 * W1);
    Slopes.set(CORE_GAMMA, BX, isDicke ? -4 * Core.value(CORE_GAMMA) : 0);
    Slopes.set(CORE_GAMMA, BY, -4);
    Slopes.set(CORE_E, DX, 2 * wa * W1);
    return true;
  }

  /** Puts the columns of |D_e|²; `E` is E/|D_e|². */
  @inline static take(at: usize, E: Real, Ax: Real, Bx: Real, Dx: Real, ff: Real, u: Real, k2: Real, y2: Real): void {
    const ffu = ff * u;
    const ffE = ff * E;
    Block.put(AX, at, E * (Dx * Bx + ffu * y2));
    Block.put(BX, at, E * (Dx * Ax + ffu * k2));
    Block.put(BY, at, ffE * (u * Ax - k2 * Dx));
    Block.put(AY, at, ffE * (u * Bx - y2 * Dx));
    Block.put(DX, at, E * Dx);
  }
}
