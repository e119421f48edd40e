// A record of the detected light, sample after sample, from the step of step.ts:
//   x ← x + (E − 1)x + w_x,  sample = E_z x + w_z,  w = Σ l_c n_c, n_c standard normal numbers.
// E − 1 is kept in place of E, so that a mode that loses a part 1e-12 a step loses just that.
// Sample k is made of the numbers of draw k + 1 of its item; the start of draw 0. Two numbers take a block.

import { Lanes, Real } from "lanes";
import { Normal } from "../random/normal";
import { Philox } from "../random/philox";
import { NOISE_COUNT, NOISES, PROPAGATOR, START, START_COUNT, STATE } from "./step";

const STATES: i32 = 4;
const SIZE: i32 = 6;
const numbers: usize = memory.data(48, 16);
const next: usize = memory.data(48, 16);

class Draw {
  /** Standard normal numbers of draw `number`, `count` of them rounded up to pairs, to `numbers`. */
  @inline static normals(number: u32, count: i32): void {
    Philox.seek(number);
    for (let c = 0; c < count; c += 2) {
      const at = numbers + ((<usize>c) << 3);
      Philox.next();
      const second = Philox.second;
      store<f64>(at, Normal.of(Philox.first));
      store<f64>(at, Normal.of(second), 8);
    }
  }
}

class Columns {
  /** Rows `row`, … of a matrix by columns, times `count` numbers. */
  @inline static product(matrix: usize, row: i32, factors: usize, count: i32): Real {
    let sum = Lanes.of(0);
    for (let c = 0; c < count; c++) {
      sum = sum + Lanes.load(matrix + ((<usize>(SIZE * c + row)) << 3)) * Lanes.of(load<f64>(factors + ((<usize>c) << 3)));
    }
    return sum;
  }
}

/** Draws the state at the record's beginning from the steady state. */
export function recordStart(step: usize, seedLow: u32, seedHigh: u32, stream: u32, item: u32): void {
  Philox.open(seedLow, seedHigh, stream, item);
  const count = <i32>load<f64>(step + (START_COUNT << 3));
  Draw.normals(0, count);
  for (let row = 0; row < STATES; row += Lanes.rows()) {
    Lanes.store(step + ((<usize>(STATE + row)) << 3), Columns.product(step + (START << 3), row, numbers, count));
  }
}

/** Samples `first`, … `count` of them, to `real` and, unless that is 0, `imaginary`; the state moves on in `step`. */
export function record(
  step: usize,
  seedLow: u32,
  seedHigh: u32,
  stream: u32,
  item: u32,
  first: u32,
  real: usize,
  imaginary: usize,
  count: i32,
): void {
  Philox.open(seedLow, seedHigh, stream, item);
  const state = step + (STATE << 3);
  const columns = <i32>load<f64>(step + (NOISE_COUNT << 3));
  for (let i = 0; i < count; i++) {
    Draw.normals(first + i + 1, columns);
    for (let row = 0; row < SIZE; row += Lanes.rows()) {
      const drift = Columns.product(step + (PROPAGATOR << 3), row, state, STATES);
      const noise = Columns.product(step + (NOISES << 3), row, numbers, columns);
      Lanes.store(next + ((<usize>row) << 3), drift + noise);
    }
    for (let row = 0; row < STATES; row += Lanes.rows()) {
      const at = (<usize>row) << 3;
      Lanes.store(state + at, Lanes.load(state + at) + Lanes.load(next + at));
    }
    store<f64>(real + ((<usize>i) << 3), load<f64>(next, 32));
    if (imaginary) store<f64>(imaginary + ((<usize>i) << 3), load<f64>(next, 40));
  }
}
