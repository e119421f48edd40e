// Numbers that know their derivatives by the seven columns of the parameter table (forward differentiation), all in
// double-double. An operation makes a new one and gives its address; `Dual.restart` forgets them all.

import { Lanes, Mask, Real } from "lanes";
import { Wide } from "./wide";

const PARAMETERS: i32 = 7;
const ROOM: usize = memory.data(49152, 16); // for 192 of them, of two lanes; the longest formula makes some 150
const WORK: usize = memory.data(32, 16);
let next: usize = ROOM;

export class Dual {
  /** Where its derivative by parameter k lies; its value is "k = −1", at its own address. */
  @inline static at(x: usize, k: i32): usize {
    return x + <usize>(k + 1) * Wide.size();
  }

  static restart(): void {
    next = ROOM;
  }

  static make(): usize {
    const at = next;
    next = Dual.at(at, PARAMETERS);
    return at;
  }

  static constant(x: f64): usize {
    return Dual.of(Lanes.of(x));
  }

  /** Parameter k itself. */
  static parameter(x: Real, k: i32): usize {
    const out = Dual.of(x);
    Dual.setDerivative(out, k, Lanes.of(1));
    return out;
  }

  static setDerivative(x: usize, k: i32, derivative: Real): void {
    Wide.set(Dual.at(x, k), derivative, Lanes.of(0));
  }

  /** a in the lanes of the mask, b in the others. */
  static select(mask: Mask, a: usize, b: usize): usize {
    const out = Dual.make();
    for (let k = -1; k < PARAMETERS; k++) {
      Wide.copy(Dual.at(b, k), Dual.at(out, k));
      Wide.choose(mask, Dual.at(a, k), Dual.at(out, k));
    }
    return out;
  }

  private static of(x: Real): usize {
    const out = Dual.make();
    Wide.set(out, x, Lanes.of(0));
    for (let k = 0; k < PARAMETERS; k++) Dual.setDerivative(out, k, Lanes.of(0));
    return out;
  }
}

export function plus(a: usize, b: usize): usize {
  const out = Dual.make();
  for (let k = -1; k < PARAMETERS; k++) Wide.add(Dual.at(a, k), Dual.at(b, k), Dual.at(out, k));
  return out;
}

export function minus(a: usize, b: usize): usize {
  const out = Dual.make();
  for (let k = -1; k < PARAMETERS; k++) Wide.subtract(Dual.at(a, k), Dual.at(b, k), Dual.at(out, k));
  return out;
}

export function times(a: usize, b: usize): usize {
  const out = Dual.make();
  Wide.multiply(a, b, out);
  for (let k = 0; k < PARAMETERS; k++) {
    const at = Dual.at(out, k);
    Wide.multiply(a, Dual.at(b, k), at);
    Wide.multiply(Dual.at(a, k), b, WORK);
    Wide.add(at, WORK, at);
  }
  return out;
}

/** a/b; its derivatives are (a′ − (a/b)b′)/b. */
export function over(a: usize, b: usize): usize {
  const out = Dual.make();
  Wide.divide(a, b, out);
  for (let k = 0; k < PARAMETERS; k++) {
    const at = Dual.at(out, k);
    Wide.copy(Dual.at(a, k), at);
    Wide.subtractProduct(out, Dual.at(b, k), at);
    Wide.divide(at, b, at);
  }
  return out;
}

export function square(a: usize): usize {
  return times(a, a);
}
