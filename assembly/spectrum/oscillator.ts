// Position noise of the bare mechanical oscillator (g = 0): S_qq(ω) = 4γN_bω_b²/((ω_b² − ω²)² + 4γ²ω²).

import { Lanes } from "lanes";
import { Block, OWN, SIGNAL } from "./block";
import { CORE_W, Core, PER_CYCLE } from "./core";
import { Slopes } from "./slopes";
import { CORE_GAMMA, CORE_N_B, CORE_W1 } from "./trace";

// Columns: 1/|D|², and S over it by x and by z²
const R: i32 = OWN;
const SX: i32 = OWN + 1;
const SZ: i32 = OWN + 2;

export class Oscillator {
  /** What the derivatives are made of. */
  static lean(): void {
    const wb = Core.value(CORE_W);
    const y = Core.value(CORE_GAMMA);
    const Nb = Core.value(CORE_N_B) + 0.5;
    Slopes.set(CORE_W1, R, 8 * PER_CYCLE * Nb * y * wb);
    Slopes.set(CORE_W1, SX, -4 * wb);
    Slopes.set(CORE_GAMMA, R, 4 * PER_CYCLE * Nb * wb * wb);
    Slopes.set(CORE_GAMMA, SZ, -8 * y);
    Slopes.set(CORE_N_B, R, 4 * PER_CYCLE * y * wb * wb);
  }

  /** Puts S_qq of `count` bins into the block, and what its derivatives are made of. */
  static take(frequencies: usize, count: i32, isJacobian: bool): void {
    const one = Lanes.of(1);
    const wb = Lanes.of(Core.value(CORE_W));
    const low = Lanes.of(Core.low(CORE_W));
    const y = Core.value(CORE_GAMMA);
    const yy4 = Lanes.of(4 * y * y);
    const force = Lanes.of(4 * PER_CYCLE * y * Core.value(CORE_W) * Core.value(CORE_W) * (Core.value(CORE_N_B) + 0.5));
    for (let row = 0; row < count; row += Lanes.rows()) {
      const f = Lanes.load(frequencies + ((<usize>row) << 3));
      const ff = f * f;
      const x = (wb - f + low) * (wb + f + low);
      const r = one / (x * x + yy4 * ff);
      const S = force * r;
      Block.set(SIGNAL, row, S);
      if (!isJacobian) continue;
      const per = S * r;
      Block.set(R, row, r);
      Block.set(SX, row, per * x);
      Block.set(SZ, row, per * ff);
    }
  }
}
