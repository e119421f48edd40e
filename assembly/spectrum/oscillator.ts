// Position noise of the bare mechanical oscillator (g = 0): S_qq(ω) = 4γN_bω_b²/((ω_b² − ω²)² + 4γ²ω²).

import { Lanes } from "lanes";
import { Angular } from "./angular";
import { Block } from "./block";
import { Core } from "./core";
import { CORE_GAMMA, CORE_N_B, CORE_W1 } from "./trace";

export class Oscillator {
  /** Adds S_qq of `count` bins at angular frequencies 2πf, weighted, to the block; and its derivatives. */
  static add(frequencies: usize, weights: usize, count: i32, isJacobian: bool): void {
    const one = Lanes.of(1);
    const two = Lanes.of(2);
    const four = Lanes.of(4);
    const wb = Lanes.of(Core.value(CORE_W1));
    const y = Lanes.of(Core.value(CORE_GAMMA));
    const Nb = Lanes.of(Core.value(CORE_N_B) + 0.5);
    const force = four * y * (wb * wb);
    for (let row = 0; row < count; row += Lanes.rows()) {
      const at = (<usize>row) << 3;
      const f = Lanes.load(frequencies + at);
      const w = Angular.of(f);
      const weight = weights ? Lanes.load(weights + at) : one;
      const x = (wb - w - Angular.rest(f, w)) * (wb + w);
      const z = two * y * w;
      const R = one / (x * x + z * z);
      const perN = force * R;
      const S = Nb * perN;
      Block.addSignal(row, weight, S);
      if (!isJacobian) continue;
      Block.addSlope(CORE_W1, row, weight, Nb * R * (two * four * y * wb) - four * S * R * x * wb);
      Block.addSlope(CORE_GAMMA, row, weight, Nb * R * (four * (wb * wb)) - four * S * R * z * w);
      Block.addSlope(CORE_N_B, row, weight, perN);
    }
  }
}
