// Derivatives by variables: sums of a block's columns, each times a number that does not change from bin to bin. A kernel says what
// ∂E/∂core is made of; the chain rule from core parameters to variables then costs nothing a bin.

import { Lanes } from "lanes";
import { Block, COLUMNS, ONE, OWN, SIGNAL } from "./block";
import { Core } from "./core";
import { CORE_ANGLE, CORE_N_A, CORES, Trace } from "./trace";

const BY_CORE: usize = memory.data(1792, 16); // of ∂/∂core_r: the number that each column is taken times, row r
const LIGHT: usize = memory.data(128, 16); // the same of ∂E/∂variable
const RECORD: usize = memory.data(128, 16); // and of what else a variable does to P

// Lists: how many columns, then the address of each and its number. First ∂P/∂variable, then E, Im M and ∂E/∂variable.
const LISTS: usize = memory.data(7888, 16);
const LIST: usize = 272;
const SIGNALS: i32 = 13;
const OTHERS: i32 = 14;
const SLOPES: i32 = 15;

export class Slopes {
  /** Variables that move the signal. */
  static moving: i32 = 0;

  /** Forgets what derivatives are made of. */
  static clear(): void {
    memory.fill(BY_CORE, 0, CORES * COLUMNS * 8);
    store<i32>(Slopes.signal(0), 0);
    store<i32>(Slopes.other(), 0);
    Slopes.append(Slopes.signal(0), SIGNAL, 1);
    Slopes.append(Slopes.other(), OWN, 1);
    Slopes.moving = 0;
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
      memory.fill(LIGHT, 0, COLUMNS * 8);
      memory.fill(RECORD, 0, COLUMNS * 8);
      for (let r = 0; r < CORES; r++) {
        const slope = Core.slope(r, slot);
        if (slope === 0) continue;
        const part = Lanes.of(slope);
        const from = BY_CORE + ((<usize>(r * COLUMNS)) << 3);
        const to = r <= CORE_ANGLE ? LIGHT : RECORD;
        for (let k: usize = 0; k < <usize>(COLUMNS * 8); k += (<usize>Lanes.rows()) << 3) {
          Lanes.store(to + k, Lanes.load(to + k) + part * Lanes.load(from + k));
        }
      }
      const scale = scales ? load<f64>(scales + ((<usize>i) << 3)) : 1;
      const one = RECORD + ((<usize>ONE) << 3);
      store<f64>(one, load<f64>(one) + still * Core.slope(CORE_N_A, slot));
      const density = Slopes.density(i);
      const signal = Slopes.signal(Slopes.moving + 1);
      store<i32>(density, 0);
      store<i32>(signal, 0);
      for (let k = 0; k < COLUMNS; k++) {
        const byte = (<usize>k) << 3;
        const light = load<f64>(LIGHT + byte);
        const record = load<f64>(RECORD + byte);
        if (isSampled) {
          Slopes.append(signal, k, light);
          Slopes.append(density, k, scale * record);
        } else Slopes.append(density, k, scale * (gain * light + record));
      }
      if (load<i32>(signal)) {
        Slopes.append(density, OWN + Slopes.moving, scale * gain);
        Slopes.moving++;
      }
    }
  }

  private static append(list: usize, k: i32, x: f64): void {
    if (x === 0) return;
    const count = load<i32>(list) + 1;
    const term = list + ((<usize>count) << 4);
    store<i32>(list, count);
    store<usize>(term, Block.column(k));
    store<f64>(term + 8, x);
  }

  /**
   * The sum of a list for the first `count` bins, times their weights if there are any: put to `to`, or added there. Written to the
   * end of the block's last sixteen bins.
   */
  static take(list: usize, weights: usize, to: usize, count: i32, isAdded: bool): void {
    const v = (<usize>Lanes.rows()) << 3;
    const end = (<usize>count) << 3;
    const last = list + ((<usize>load<i32>(list)) << 4);
    for (let at: usize = 0; at < end; at += 8 * v) {
      let a = Lanes.of(0);
      let b = a;
      let c = a;
      let d = a;
      let e = a;
      let f = a;
      let g = a;
      let h = a;
      for (let term = list + 16; term <= last; term += 16) {
        const column = load<usize>(term) + at;
        const x = Lanes.loadSplat(term + 8);
        a = a + x * Lanes.load(column);
        b = b + x * Lanes.load(column + v);
        c = c + x * Lanes.load(column + 2 * v);
        d = d + x * Lanes.load(column + 3 * v);
        e = e + x * Lanes.load(column + 4 * v);
        f = f + x * Lanes.load(column + 5 * v);
        g = g + x * Lanes.load(column + 6 * v);
        h = h + x * Lanes.load(column + 7 * v);
      }
      if (weights) {
        const w = weights + at;
        a = a * Lanes.load(w);
        b = b * Lanes.load(w + v);
        c = c * Lanes.load(w + 2 * v);
        d = d * Lanes.load(w + 3 * v);
        e = e * Lanes.load(w + 4 * v);
        f = f * Lanes.load(w + 5 * v);
        g = g * Lanes.load(w + 6 * v);
        h = h * Lanes.load(w + 7 * v);
      }
      const out = to + at;
      if (isAdded) {
        a = a + Lanes.load(out);
        b = b + Lanes.load(out + v);
        c = c + Lanes.load(out + 2 * v);
        d = d + Lanes.load(out + 3 * v);
        e = e + Lanes.load(out + 4 * v);
        f = f + Lanes.load(out + 5 * v);
        g = g + Lanes.load(out + 6 * v);
        h = h + Lanes.load(out + 7 * v);
      }
      Lanes.store(out, a);
      Lanes.store(out + v, b);
      Lanes.store(out + 2 * v, c);
      Lanes.store(out + 3 * v, d);
      Lanes.store(out + 4 * v, e);
      Lanes.store(out + 5 * v, f);
      Lanes.store(out + 6 * v, g);
      Lanes.store(out + 7 * v, h);
    }
  }
}
