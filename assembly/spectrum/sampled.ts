// What a sampled and windowed record shows of the signal: src/kernels/response.ts says how, and writes the record read here.
// The signal is taken at nodes half a bin apart, which neighbouring bins share; a window is a stencil over them, whole bins and
// half ones apart. Aliases from beyond the nodes come from the signal at a few common frequencies, by a table of shares for each bin;
// where that does not reproduce the signal at ±½ the sampling rate, those next to the nodes are summed one by one.

import { Lanes } from "lanes";
import { BLOCK, Block, OWN, SIGNAL } from "./block";
import { CORRELATION, Signal } from "./signal";
import { Slopes } from "./slopes";
import { Trace } from "./trace";

// Fields of the record; places in it are counted in numbers from its beginning
const INTERVAL: i32 = 0;
const WHOLE_TAPS: i32 = 1; // to either side of the middle one
const HALF_TAPS: i32 = 2;
const TAPS: i32 = 3;
const FREQUENCIES: i32 = 4; // of the nodes
const WEIGHTS: i32 = 5;
const WHOLE_PLACES: i32 = 6; // of each bin among the nodes worked out with it; of the half bin above it
const HALF_PLACES: i32 = 7;
const BLOCKS: i32 = 8; // nodes to be worked out before a block of bins: the first, and how many
const STRIDE: i32 = 9; // numbers of a column at work
const WORK: i32 = 10; // address
const LEVELS: i32 = 11; // twice: number of common frequencies, where they stand, their checks, the table
const LEVEL_SIZE: i32 = 4;

const COLUMNS: i32 = 9; // the signal, then its derivatives by the variables that move it; or Re M and Im M
const ALIASES: i32 = 4;
const TOLERANCE: f64 = 1e-11;

const SHIFTED: usize = memory.data(768, 16);
const SHARES: usize = memory.data(768, 16);
const SUMS: usize = memory.data(64, 16);
const LEVEL: usize = memory.data(16, 16); // that each kind is at

export class Sampled {
  @inline private static count(response: usize, k: i32): i32 {
    return <i32>Trace.field(response, k);
  }
  @inline private static at(response: usize, k: i32): usize {
    return response + ((<usize>Trace.field(response, k)) << 3);
  }
  /** Column 0 of a kind at work: the common frequencies, a block of them, then the nodes. */
  @inline private static work(response: usize, kind: i32): usize {
    return <usize>Trace.field(response, WORK) + Sampled.stride(response) * <usize>(kind * COLUMNS);
  }
  @inline private static stride(response: usize): usize {
    return (<usize>Trace.field(response, STRIDE)) << 3;
  }

  /** Puts bins `first` … `first + count` − 1 into the block. Blocks are to be taken in order: the first brings nodes of the next. */
  static take(response: usize, trace: usize, kind: i32, first: i32, count: i32, isJacobian: bool): void {
    const columns = kind === CORRELATION ? 2 : isJacobian ? 1 + Slopes.moving : 1;
    const entry = Sampled.at(response, BLOCKS) + ((<usize>first / BLOCK) << 4);
    const nodes = <i32>load<f64>(entry + 8);
    if (nodes) Sampled.fill(response, kind, <usize>load<f64>(entry), nodes, columns, isJacobian);
    const level = LEVELS + LEVEL_SIZE * load<i32>(LEVEL + ((<usize>kind) << 2));
    let from = Sampled.work(response, kind);
    for (let c = 0; c < columns; c++, from += Sampled.stride(response)) {
      const to = Block.column(c === 0 ? SIGNAL : OWN + c - 1);
      Sampled.spread(response, level, from, to, Trace.bins(trace), first, count);
    }
  }

  /** Works out the signal at nodes `from` … `from + nodes` − 1 and at the common frequencies. */
  private static fill(response: usize, kind: i32, from: usize, nodes: i32, columns: i32, isJacobian: bool): void {
    const work = Sampled.work(response, kind);
    const isLong = !Sampled.fold(response, kind, LEVELS, columns, isJacobian);
    if (isLong) Sampled.fold(response, kind, LEVELS + LEVEL_SIZE, columns, isJacobian);
    store<i32>(LEVEL + ((<usize>kind) << 2), isLong ? 1 : 0);
    const rate = 1 / Trace.field(response, INTERVAL);
    for (let n = 0; n < nodes; n += BLOCK) {
      const count = min(BLOCK, nodes - n);
      const at = (from + <usize>n) << 3;
      const frequencies = Sampled.at(response, FREQUENCIES) + at;
      const weights = Sampled.at(response, WEIGHTS) + at;
      const to = work + ((<usize>(BLOCK + n)) << 3);
      Signal.take(kind, frequencies, count, isJacobian);
      Sampled.keep(response, kind, columns, weights, to, count, false);
      for (let m = -ALIASES; isLong && m <= ALIASES; m++) {
        if (m === 0) continue;
        const away = Lanes.of(<f64>m * rate);
        for (let row = 0; row < count; row += Lanes.rows()) {
          const byte = (<usize>row) << 3;
          const f = Lanes.load(frequencies + byte);
          const part = f / (f + away); // sinc²(x + m) = (x/(x + m))² sinc² x
          Lanes.store(SHIFTED + byte, f + away);
          Lanes.store(SHARES + byte, part * part * Lanes.load(weights + byte));
        }
        Signal.take(kind, SHIFTED, count, isJacobian);
        Sampled.keep(response, kind, columns, SHARES, to, count, true);
      }
    }
  }

  /** Takes the signal at the common frequencies of a level; false if it is not to be told from them at the two that follow. */
  private static fold(response: usize, kind: i32, level: i32, columns: i32, isJacobian: bool): bool {
    const count = Sampled.count(response, level);
    Signal.take(kind, Sampled.at(response, level + 1), count + 2, isJacobian);
    Sampled.keep(response, kind, columns, 0, Sampled.work(response, kind), count, false);
    const signals = Block.column(SIGNAL);
    let check = Sampled.at(response, level + 2);
    let isSmooth = true;
    for (let end = 0; end < 2; end++) {
      let sum: f64 = 0;
      let size: f64 = 0;
      for (let j = 0; j < count; j++, check += 8) {
        const part = load<f64>(check) * load<f64>(signals + ((<usize>j) << 3));
        sum += part;
        size += Math.abs(part);
      }
      const signal = load<f64>(signals + ((<usize>(count + end)) << 3));
      if (!(Math.abs(sum - signal) <= TOLERANCE * size)) isSmooth = false;
    }
    return isSmooth;
  }

  /** Puts the block's signal and its derivatives, times weights if there are any, to the columns at work, or adds them there. */
  private static keep(response: usize, kind: i32, columns: i32, weights: usize, to: usize, count: i32, isAdded: bool): void {
    for (let c = 0; c < columns; c++, to += Sampled.stride(response)) {
      const list = c === 1 && kind === CORRELATION ? Slopes.other() : Slopes.signal(c);
      Slopes.take(list, weights, to, count, isAdded);
    }
  }

  /** One column of the bins from that at work: four vectors of bins at a time whose nodes follow each other, or as many of them as do. */
  private static spread(response: usize, level: i32, from: usize, to: usize, bins: i32, first: i32, count: i32): void {
    const taps = Sampled.at(response, TAPS);
    const wholes = taps + ((<usize>Sampled.count(response, WHOLE_TAPS)) << 3);
    const halves = wholes + ((<usize>Sampled.count(response, HALF_TAPS)) << 3);
    const common = from + ((<usize>Sampled.count(response, level)) << 3);
    const column = (<usize>bins) << 3;
    const nodes = from + (BLOCK << 3);
    const v = (<usize>Lanes.rows()) << 3;
    for (let row = 0; row < count; ) {
      const bin = (<usize>(first + row)) << 3;
      const places = Sampled.at(response, WHOLE_PLACES) + bin;
      const place = load<f64>(places);
      let together = 1;
      while (
        together < 4 * Lanes.rows() &&
        row + together < count &&
        load<f64>(places + ((<usize>together) << 3)) === place + <f64>together
      ) {
        together++;
      }
      let above = nodes + ((<usize>place) << 3);
      let below = above;
      let tap = taps;
      let w = Lanes.of(load<f64>(tap));
      let a = w * Lanes.load(above);
      let b = w * Lanes.load(above + v);
      let c = w * Lanes.load(above + 2 * v);
      let d = w * Lanes.load(above + 3 * v);
      while (tap < halves) {
        tap += 8;
        if (tap === wholes + 8) {
          above = nodes + ((<usize>load<f64>(Sampled.at(response, HALF_PLACES) + bin)) << 3);
          below = above - 8;
        } else {
          above += 8;
          below -= 8;
        }
        w = Lanes.of(load<f64>(tap));
        a = a + w * (Lanes.load(above) + Lanes.load(below));
        b = b + w * (Lanes.load(above + v) + Lanes.load(below + v));
        c = c + w * (Lanes.load(above + 2 * v) + Lanes.load(below + 2 * v));
        d = d + w * (Lanes.load(above + 3 * v) + Lanes.load(below + 3 * v));
      }
      let share = Sampled.at(response, level + 3) + bin;
      for (let at = from; at < common; at += 8, share += column) {
        w = Lanes.of(load<f64>(at));
        a = a + w * Lanes.load(share);
        b = b + w * Lanes.load(share + v);
        c = c + w * Lanes.load(share + 2 * v);
        d = d + w * Lanes.load(share + 3 * v);
      }
      Lanes.store(SUMS, a);
      Lanes.store(SUMS + v, b);
      Lanes.store(SUMS + 2 * v, c);
      Lanes.store(SUMS + 3 * v, d);
      memory.copy(to + ((<usize>row) << 3), SUMS, (<usize>together) << 3);
      row += together;
    }
  }
}
