// Derivatives by variables: sums of a block's columns, each times a number that does not change from bin to bin. A kernel says what
// ∂E/∂core is made of; the chain rule from core parameters to variables then costs nothing a bin.

import { Lanes } from "lanes";
import { BLOCK, Block, COLUMNS, ONE, OWN, SIGNAL } from "./block";
import { Core } from "./core";
import { CORE_ANGLE, CORE_N_A, CORE_SLOPE, CORES, Trace } from "./trace";

const ROW: usize = 128; // bytes
const BY_CORE: usize = memory.data(1792, 16); // of ∂/∂core_r: the number that each column is taken times, row r
const SUMS: usize = memory.data(256, 16); // of those rows for a variable: of the light's, and of the record's

// Lists: how many columns, at least one, then of each its number and its address. First ∂P/∂variable, then E, Im M and
// ∂E/∂variable.
const LISTS: usize = memory.data(7888, 16);
const LIST: usize = 272;
const SIGNALS: i32 = 13;
const OTHERS: i32 = 14;
const SLOPES: i32 = 15;

export class Slopes {
  /** Variables that move the signal. */
  static moving: i32 = 0;
  /** Whether a variable tilts the record: its derivative is the frequency. */
  static isTilted: bool = false;
  /** How many columns of a block may stand in the lists: none behind them does. */
  static columns: i32 = 0;

  /** Forgets what derivatives are made of. */
  static clear(): void {
    memory.fill(BY_CORE, 0, CORES * COLUMNS * 8);
    Slopes.close(Slopes.signal(0), Slopes.append(Slopes.signal(0), SIGNAL, 1));
    Slopes.close(Slopes.other(), Slopes.append(Slopes.other(), OWN, 1));
    Slopes.moving = 0;
    Slopes.isTilted = false;
    Slopes.columns = 0;
  }

  /** ∂E/∂core_r, or ∂P/∂core_r of what acts on the record, holds column k times x. */
  @inline static set(r: i32, k: i32, x: f64): void {
    store<f64>(BY_CORE + ((<usize>(r * COLUMNS + k)) << 3), x);
  }

  /** ∂P/∂variable in the columns of a block. */
  @inline static density(i: i32): usize {
    return LISTS + LIST * <usize>i;
  }
  /** Re M, or E and, of the variables that move it, ∂E/∂variable: 0 is E, 1 the first's. */
  @inline static signal(c: i32): usize {
    return LISTS + LIST * <usize>(c === 0 ? SIGNALS : SLOPES + c - 1);
  }
  /** Im M. */
  @inline static other(): usize {
    return LISTS + LIST * <usize>OTHERS;
  }

  /**
   * Makes the lists of a spectrum of which P holds E times `gain`, and N_a times `still`. `scales`: what each derivative is taken
   * times, or 0 for nothing.
   */
  static link(trace: usize, scales: usize, gain: f64, still: f64): void {
    const isSampled = Trace.response(trace) !== 0;
    for (let i = 0; i < Trace.involved(trace); i++) {
      const slot = Trace.slot(trace, i);
      if (Core.slope(CORE_SLOPE, slot) !== 0) Slopes.isTilted = true;
      memory.fill(SUMS, 0, 2 * ROW);
      store<f64>(SUMS + ROW + ONE * 8, still * Core.slope(CORE_N_A, slot));
      for (let r = 0; r < CORES; r++) {
        const slope = Core.slope(r, slot);
        if (slope !== 0) Slopes.add(BY_CORE + ROW * r, slope, r <= CORE_ANGLE ? SUMS : SUMS + ROW);
      }
      const scale = scales ? load<f64>(scales + ((<usize>i) << 3)) : 1;
      const first = Slopes.signal(Slopes.moving + 1);
      let density = Slopes.density(i);
      let signal = first;
      for (let k = 0; k < COLUMNS; k++) {
        const light = load<f64>(SUMS + ((<usize>k) << 3));
        const record = load<f64>(SUMS + ((<usize>k) << 3), 128);
        if (isSampled) signal = Slopes.append(signal, k, light);
        density = Slopes.append(density, k, scale * (isSampled ? record : gain * light + record));
      }
      if (signal !== first) {
        Slopes.close(first, signal);
        density = Slopes.append(density, OWN + Slopes.moving, scale * gain);
        Slopes.moving++;
      }
      Slopes.close(Slopes.density(i), density);
    }
  }

  @inline private static add(row: usize, x: f64, sums: usize): void {
    const times = Lanes.of(x);
    for (let at: usize = 0; at < ROW; at += (<usize>Lanes.rows()) << 3) {
      Lanes.store(sums + at, Lanes.load(sums + at) + times * Lanes.load(row + at));
    }
  }

  /** Adds a column's term behind the last one, unless it is nothing. */
  @inline private static append(last: usize, k: i32, x: f64): usize {
    return x === 0 ? last : Slopes.put(last + 16, k, x);
  }

  private static put(term: usize, k: i32, x: f64): usize {
    Slopes.columns = max(Slopes.columns, k + 1);
    store<f64>(term, x);
    store<usize>(term + 8, Block.column(k));
    return term;
  }

  private static close(list: usize, last: usize): void {
    if (last === list) last = Slopes.put(list + 16, SIGNAL, 0);
    store<i32>(list, <i32>((last - list) >> 4));
  }

  /** A list's sum, its columns standing for numbers of their own, two each to be added. */
  static sum(list: usize, numbers: usize): f64 {
    let sum: f64 = 0;
    for (let i = load<i32>(list); i > 0; i--) {
      const term = list + ((<usize>i) << 4);
      const number = numbers + (((load<usize>(term, 8) - Block.column(0)) / (BLOCK * 8)) << 4);
      sum += load<f64>(term) * (load<f64>(number) + load<f64>(number + 8));
    }
    return sum;
  }

  /**
   * The sum of a list for the first `count` bins, times their weights if there are any: put to `to`, or added there. Written to the
   * end of the last twelve bins.
   */
  static take(list: usize, weights: usize, to: usize, count: i32, isAdded: bool): void {
    const v = (<usize>Lanes.rows()) << 3;
    const end = (<usize>count) << 3;
    const last = list + ((<usize>load<i32>(list)) << 4);
    for (let at: usize = 0; at < end; at += 6 * v) {
      const first = load<usize>(list, 24) + at;
      const start = Lanes.loadSplat(list + 16);
      let a = start * Lanes.load(first);
      let b = start * Lanes.load(first + v);
      let c = start * Lanes.load(first + 2 * v);
      let d = start * Lanes.load(first + 3 * v);
      let e = start * Lanes.load(first + 4 * v);
      let f = start * Lanes.load(first + 5 * v);
      for (let term = list + 32; term <= last; term += 16) {
        const column = load<usize>(term, 8) + at;
        const x = Lanes.loadSplat(term);
        a = a + x * Lanes.load(column);
        b = b + x * Lanes.load(column + v);
        c = c + x * Lanes.load(column + 2 * v);
        d = d + x * Lanes.load(column + 3 * v);
        e = e + x * Lanes.load(column + 4 * v);
        f = f + x * Lanes.load(column + 5 * v);
      }
      if (weights) {
        const w = weights + at;
        a = a * Lanes.load(w);
        b = b * Lanes.load(w + v);
        c = c * Lanes.load(w + 2 * v);
        d = d * Lanes.load(w + 3 * v);
        e = e * Lanes.load(w + 4 * v);
        f = f * Lanes.load(w + 5 * v);
      }
      const out = to + at;
      if (isAdded) {
        a = a + Lanes.load(out);
        b = b + Lanes.load(out + v);
        c = c + Lanes.load(out + 2 * v);
        d = d + Lanes.load(out + 3 * v);
        e = e + Lanes.load(out + 4 * v);
        f = f + Lanes.load(out + 5 * v);
      }
      Lanes.store(out, a);
      Lanes.store(out + v, b);
      Lanes.store(out + 2 * v, c);
      Lanes.store(out + 3 * v, d);
      Lanes.store(out + 4 * v, e);
      Lanes.store(out + 5 * v, f);
    }
  }
}
