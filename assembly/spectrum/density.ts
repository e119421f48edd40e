// What the record shows: P(f) = gain·(sides·(ηS(2πf) + vacuum) + dark) + background + slope·f, with S = N + E and
//   homodyne: N = N_a, vacuum (1 − η)/2;  heterodyne: N = n_Ta, vacuum 1;  position: N = 0, no vacuum, η = 1.

import { Lanes, Real } from "lanes";
import { Block } from "./block";
import { Core } from "./core";
import { Sampled } from "./sampled";
import { CORRELATION, MIRRORED, PLAIN, Signal } from "./signal";
import {
  CORE_ANGLE,
  CORE_BACKGROUND,
  CORE_DARK,
  CORE_EFFICIENCY,
  CORE_GAIN,
  CORE_N_A,
  CORE_OMEGA_A,
  CORE_SLOPE,
  HETERODYNE,
  HOMODYNE,
  POSITION,
  Trace,
  VACUUM,
} from "./trace";

export class Density {
  /** S of a bin in the block: what the light, or the position, itself shows. */
  @inline static signal(trace: usize, row: i32): Real {
    return Density.still(trace) + Block.signal(row);
  }

  /** N of S = N + E. */
  private static still(trace: usize): Real {
    const nA = Trace.setup(trace) === VACUUM ? 0 : Core.value(CORE_N_A);
    const detection = Trace.detection(trace);
    return Lanes.of(detection === POSITION ? 0 : detection === HETERODYNE ? nA : nA + 0.5);
  }

  /** Puts Re M and Im M of bins `first` … `first + count` − 1, which tie a heterodyne record's sidebands together, to `re` and `im`. */
  static correlation(trace: usize, first: i32, count: i32, re: usize, im: usize): void {
    Density.light(trace, CORRELATION, first, count, true);
    memory.copy(re, Block.signals(), (<usize>count) << 3);
    memory.copy(im, Block.slopes(0), (<usize>count) << 3);
  }

  /** Puts what a record shows of a signal into the block. */
  private static light(trace: usize, kind: i32, first: i32, count: i32, isJacobian: bool): void {
    const response = Trace.response(trace);
    if (response) Sampled.take(response, trace, kind, first, count, isJacobian);
    else {
      Block.clear(isJacobian);
      Signal.add(trace, kind, Trace.centres(trace) + ((<usize>first) << 3), 0, count, isJacobian);
    }
  }

  /**
   * Puts P and, if asked, ∂P/∂core of bins `first` … `first + count` − 1 into the block. `sign` −1 takes the mirror −f of each
   * bin. `Core.resolve` has been called.
   */
  static take(trace: usize, first: i32, count: i32, sign: f64, isJacobian: bool): void {
    const setup = Trace.setup(trace);
    const detection = Trace.detection(trace);
    if (setup === VACUUM) Block.clear(isJacobian);
    else Density.light(trace, sign < 0 ? MIRRORED : PLAIN, first, count, isJacobian);
    const isPosition = detection === POSITION;
    const still = Density.still(trace);
    const eta = isPosition ? 1 : Core.value(CORE_EFFICIENCY);
    const vacuum = Lanes.of(isPosition ? 0 : detection === HETERODYNE ? 1 : 0.5 * (1 - eta));
    const byEta = Lanes.of(detection === HOMODYNE ? -0.5 : 0);
    const efficiency = Lanes.of(eta);
    const sides = Lanes.of(Trace.sides(trace));
    const gain = Lanes.of(Core.value(CORE_GAIN));
    const dark = Lanes.of(Core.value(CORE_DARK));
    const background = Lanes.of(Core.value(CORE_BACKGROUND));
    const slope = Lanes.of(Core.value(CORE_SLOPE));
    const scale = gain * sides * efficiency;
    const one = Lanes.of(1);
    const turn = Lanes.of(sign);
    for (let row = 0; row < count; row += Lanes.rows()) {
      const f = turn * Lanes.load(Trace.centres(trace) + ((<usize>(first + row)) << 3));
      const S = still + Block.signal(row);
      const light = sides * (efficiency * S + vacuum) + dark;
      Block.setDensity(row, gain * light + (background + slope * f));
      if (!isJacobian) continue;
      for (let r = CORE_OMEGA_A; r <= CORE_ANGLE; r++) Block.setSlope(r, row, scale * Block.slope(r, row));
      if (!isPosition && setup !== VACUUM) Block.setSlope(CORE_N_A, row, Block.slope(CORE_N_A, row) + scale);
      Block.setSlope(CORE_EFFICIENCY, row, isPosition ? Lanes.of(0) : gain * sides * (S + byEta));
      Block.setSlope(CORE_GAIN, row, light);
      Block.setSlope(CORE_DARK, row, gain);
      Block.setSlope(CORE_BACKGROUND, row, one);
      Block.setSlope(CORE_SLOPE, row, f);
    }
  }
}
