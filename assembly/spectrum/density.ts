// What the record shows: P(f) = gain·(sides·(ηS(2πf) + vacuum) + dark) + background + slope·f, with S = N + E and
//   homodyne: N = N_a, vacuum (1 − η)/2;  heterodyne: N = n_Ta, vacuum 1;  position: N = 0, no vacuum, η = 1.

import { Lanes } from "lanes";
import { BLOCK, Block, FREQUENCY, ONE, OWN, SIGNAL } from "./block";
import { Core } from "./core";
import { Hoisted, RECORD } from "./hoisted";
import { Sampled } from "./sampled";
import { CORRELATION, MIRRORED, PLAIN, Signal } from "./signal";
import { Slopes } from "./slopes";
import {
  CORE_BACKGROUND,
  CORE_DARK,
  CORE_EFFICIENCY,
  CORE_GAIN,
  CORE_N_A,
  CORE_SLOPE,
  HETERODYNE,
  HOMODYNE,
  POSITION,
  Trace,
  VACUUM,
} from "./trace";

// Hoisted: P = level + unit·signal + slope·f and S = still + part·signal; the signal is E times gain·sides·η, or E if that is no size
// that products bear
const LEVEL: i32 = RECORD;
const UNIT: i32 = RECORD + 1;
const STILL: i32 = RECORD + 2;
const PART: i32 = RECORD + 3;

const MODEST: f64 = 1e30;

export class Density {
  /** Frequencies of the bins, and how they were sampled: addresses that loops take as they are. */
  static centres: usize = 0;
  private static response: usize = 0;
  private static level: f64 = 0;
  private static slope: f64 = 0;
  /** Whether P without derivatives is level + signal as it comes: any number of bins at once. */
  static isDirect: bool = false;

  /**
   * Works out what does not change from bin to bin; if asked, also what the derivatives by variables are made of (`scales`: what
   * each is taken times). `Core.resolve` has been called.
   */
  static prepare(trace: usize, scales: usize, isJacobian: bool): void {
    const isDark = Trace.setup(trace) === VACUUM;
    const detection = Trace.detection(trace);
    const isPosition = detection === POSITION;
    const nA = isDark ? 0 : Core.value(CORE_N_A);
    const still = isPosition ? 0 : detection === HETERODYNE ? nA : nA + 0.5;
    const efficiency = isPosition ? 1 : Core.value(CORE_EFFICIENCY);
    const vacuum = isPosition ? 0 : detection === HETERODYNE ? 1 : 0.5 * (1 - efficiency);
    const sides = Trace.sides(trace);
    const gain = Core.value(CORE_GAIN);
    const dark = Core.value(CORE_DARK);
    const light = sides * (efficiency * still + vacuum) + dark;
    const scale = gain * sides * efficiency;
    Slopes.clear();
    const part = scale >= 1 / MODEST && scale <= MODEST ? scale : 1; // what the signal holds beyond E
    const rest = scale / part;
    Signal.prepare(trace, part, isJacobian);
    const shown = rest * Signal.unit;
    const unit = Signal.unit / part;
    Density.centres = Trace.centres(trace);
    Density.response = isDark ? 0 : Trace.response(trace);
    Density.level = gain * light + Core.value(CORE_BACKGROUND);
    Density.slope = Core.value(CORE_SLOPE);
    Density.isDirect = !Density.response && shown === 1;
    Hoisted.set(LEVEL, Density.level);
    Hoisted.set(UNIT, shown);
    Hoisted.set(STILL, still);
    Hoisted.set(PART, unit);
    if (!isJacobian) return;
    for (let row = 0; row < BLOCK; row += Lanes.rows()) Block.set(ONE, row, Lanes.of(1));
    if (!isPosition) {
      Slopes.set(CORE_EFFICIENCY, SIGNAL, gain * sides * unit);
      Slopes.set(CORE_EFFICIENCY, ONE, gain * sides * (still - (detection === HOMODYNE ? 0.5 : 0)));
    }
    Slopes.set(CORE_GAIN, SIGNAL, sides * efficiency * unit);
    Slopes.set(CORE_GAIN, ONE, light);
    Slopes.set(CORE_DARK, ONE, gain);
    Slopes.set(CORE_BACKGROUND, ONE, 1);
    Slopes.set(CORE_SLOPE, FREQUENCY, 1);
    Slopes.link(trace, scales, rest, isPosition || isDark ? 0 : scale);
  }

  /** Puts P of the block's first `count` bins, taken from bin `first` on, to `to`. `sign` as it was taken. */
  static put(first: i32, count: i32, sign: f64, to: usize): void {
    Density.shift(LEVEL, UNIT, count, to);
    Density.tilt(first, count, sign, to);
  }

  /** Puts S of the block's first `count` bins to `to`. */
  static putSignal(count: i32, to: usize): void {
    Density.shift(STILL, PART, count, to);
  }

  /**
   * Puts P of bins `first` … `first + count` − 1 to `to`; with derivatives, E and what they are made of into the block. At most a block of
   * bins, unless it is P alone and `isDirect`.
   */
  static show(trace: usize, first: i32, count: i32, to: usize, isJacobian: bool): void {
    if (Density.isDirect) {
      Signal.put(PLAIN, Density.centres + ((<usize>first) << 3), count, Density.level, to, isJacobian);
      Density.tilt(first, count, 1, to);
      if (isJacobian) Density.lay(first, count, 1);
    } else {
      Density.take(trace, first, count, 1, isJacobian);
      Density.put(first, count, 1, to);
    }
  }

  private static shift(level: i32, unit: i32, count: i32, to: usize): void {
    const base = Hoisted.get(level);
    const part = Hoisted.get(unit);
    for (let row = 0; row < count; row += Lanes.rows()) {
      Lanes.store(to + ((<usize>row) << 3), base + part * Block.get(SIGNAL, row));
    }
  }

  private static tilt(first: i32, count: i32, sign: f64, to: usize): void {
    if (Density.slope === 0) return;
    const from = Density.centres + ((<usize>first) << 3);
    const slope = Lanes.of(sign * Density.slope);
    for (let row = 0; row < count; row += Lanes.rows()) {
      const at = (<usize>row) << 3;
      Lanes.store(to + at, Lanes.load(to + at) + slope * Lanes.load(from + at));
    }
  }

  /** Puts Re M and Im M of bins `first` … `first + count` − 1, which tie a heterodyne record's sidebands together, to `re` and `im`. */
  static correlation(trace: usize, first: i32, count: i32, re: usize, im: usize): void {
    Density.light(trace, CORRELATION, first, count, false);
    memory.copy(re, Block.column(SIGNAL), (<usize>count) << 3);
    memory.copy(im, Block.column(OWN), (<usize>count) << 3);
  }

  /** Puts what a record shows of a signal into the block. */
  private static light(trace: usize, kind: i32, first: i32, count: i32, isJacobian: bool): void {
    if (Density.response) Sampled.take(Density.response, trace, kind, first, count, isJacobian);
    else Signal.take(kind, Density.centres + ((<usize>first) << 3), count, isJacobian);
  }

  /**
   * Puts E of bins `first` … `first + count` − 1 into the block and, if asked, what the derivatives of P are made of. `sign` −1
   * takes the mirror −f of each bin.
   */
  static take(trace: usize, first: i32, count: i32, sign: f64, isJacobian: bool): void {
    Density.light(trace, sign < 0 ? MIRRORED : PLAIN, first, count, isJacobian);
    if (isJacobian) Density.lay(first, count, sign);
  }

  /** Puts the frequencies into the block, if a derivative is made of them. */
  private static lay(first: i32, count: i32, sign: f64): void {
    if (!Slopes.isTilted) return;
    const turn = Lanes.of(sign);
    const from = Density.centres + ((<usize>first) << 3);
    for (let row = 0; row < count; row += Lanes.rows()) {
      Block.set(FREQUENCY, row, turn * Lanes.load(from + ((<usize>row) << 3)));
    }
  }
}
