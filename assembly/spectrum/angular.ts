// ω = 2πf as a sum of two doubles: next to a resonance of quality Q, ω rounded to one would cost S a part Q·ε.

import { Lanes, Real } from "lanes";
import { DoubleDouble as DD } from "../math/double-double";

export class Angular {
  /** ω, rounded. */
  @inline static of(f: Real): Real {
    return Lanes.of(6.283185307179586) * f;
  }

  /** What rounding left of it: 2πf − ω. */
  @inline static rest(f: Real, w: Real): Real {
    return DD.productError(Lanes.of(6.283185307179586), f, w) + Lanes.of(2.4492935982947064e-16) * f;
  }
}
