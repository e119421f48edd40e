// Position noise of the bare mechanical oscillator (g = 0): S_qq(ω) = 4γN_bω_b²/((ω_b² − ω²)² + 4γ²ω²).

import { Lanes } from "lanes";
import { Block, OWN, SIGNAL } from "./block";
import { CORE_W, Core, PER_CYCLE } from "./core";
import { Hoisted } from "./hoisted";
import { Slopes } from "./slopes";
import { CORE_GAMMA, CORE_N_B, CORE_W1 } from "./trace";

// Columns: 1/|D|², and S over it by x and by z²
const R: i32 = OWN;
const SX: i32 = OWN + 1;
const SZ: i32 = OWN + 2;

// Hoisted: 1, ω_b and what rounding leaves of its square, 4γ², 4γN_bω_b² times the gain
const ONE: i32 = 0;
const W: i32 = 1;
const W_LOW: i32 = 2;
const YY4: i32 = 3;
const FORCE: i32 = 4;

export class Oscillator {
  /** Works out what does not change from bin to bin, and what the derivatives are made of. */
  static prepare(gain: f64, isJacobian: bool): void {
    const wb = Core.value(CORE_W);
    const y = Core.value(CORE_GAMMA);
    const Nb = Core.value(CORE_N_B) + 0.5;
    const force = 4 * gain * PER_CYCLE;
    const perN = force * y * wb * wb;
    Hoisted.set(ONE, 1);
    Hoisted.set(W, wb);
    Hoisted.set(W_LOW, Core.squareLow(CORE_W));
    Hoisted.set(YY4, 4 * y * y);
    Hoisted.set(FORCE, Nb * perN);
    if (!isJacobian) return;
    Slopes.set(CORE_W1, R, 2 * force * Nb * y * wb);
    Slopes.set(CORE_W1, SX, -4 * wb);
    Slopes.set(CORE_GAMMA, R, force * Nb * wb * wb);
    Slopes.set(CORE_GAMMA, SZ, -8 * y);
    Slopes.set(CORE_N_B, R, perN);
  }

  /** Puts base + S_qq of `count` bins to `to`, and what its derivatives are made of into the block. */
  static take(frequencies: usize, count: i32, base: f64, to: usize, isJacobian: bool): void {
    const one = Hoisted.get(ONE);
    const wb = Hoisted.get(W);
    const low = Hoisted.get(W_LOW);
    const yy4 = Hoisted.get(YY4);
    const force = Hoisted.get(FORCE);
    const level = Lanes.of(base);
    for (let row = 0; row < count; row += Lanes.rows()) {
      const f = Lanes.load(frequencies + ((<usize>row) << 3));
      const ff = f * f;
      const x = low + (wb - f) * (wb + f);
      const r = one / (x * x + yy4 * ff);
      const S = force * r;
      Lanes.store(to + ((<usize>row) << 3), level + S);
      if (!isJacobian) continue;
      Block.set(SIGNAL, row, S);
      const per = S * r;
      Block.set(R, row, r);
      Block.set(SX, row, per * x);
      Block.set(SZ, row, per * ff);
    }
  }
}
