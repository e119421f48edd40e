// Numbers that a kernel's loop over the bins takes as they are. Loops load them from here: an engine would make them anew at each bin.

import { Lanes, Real } from "lanes";

/** The first of those of the record; those of its light come before. */
export const RECORD: i32 = 22;

const AT: usize = memory.data(224, 16);

export class Hoisted {
  @inline static set(k: i32, x: f64): void {
    store<f64>(AT + ((<usize>k) << 3), x);
  }
  @inline static get(k: i32): Real {
    return Lanes.loadSplat(AT + ((<usize>k) << 3));
  }
}
