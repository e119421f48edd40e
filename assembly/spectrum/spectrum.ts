// Spectra for their own sake: density, derivatives, sideband correlation, bin by bin.

import { Lanes } from "lanes";
import { BLOCK } from "./block";
import { Core } from "./core";
import { Density } from "./density";
import { Heterodyne } from "./heterodyne";
import { Slopes } from "./slopes";
import { Trace } from "./trace";

const LAST: usize = memory.data(768, 16);
let isStable: bool = false;

/**
 * The density P of each bin, and S behind it; its derivatives by the record's variables, one column of `bins` each; and
 * Re M, Im M and N of a heterodyne one. Each unless its address is 0. NaN where the setup has no steady state.
 */
export function spectrum(trace: usize, densities: usize, signals: usize, jacobian: usize, light: usize): void {
  const bins = Trace.bins(trace);
  spectrumTile(trace, 0, bins, bins, densities, signals, jacobian, light);
}

/**
 * The same of `count` bins from bin `first` on, a multiple of a block: tiles are to be taken in order, with nothing between them, as the
 * first works out what the others need. Columns are `apart` numbers apart.
 */
export function spectrumTile(
  trace: usize,
  first: i32,
  count: i32,
  apart: i32,
  densities: usize,
  signals: usize,
  jacobian: usize,
  light: usize,
): void {
  const isJacobian = jacobian !== 0;
  const column = (<usize>apart) << 3;
  if (first === 0) {
    isStable = Core.resolve(trace);
    if (isStable) Density.prepare(trace, 0, isJacobian);
  }
  if (!isStable) {
    blank(densities, (<usize>count) << 3);
    blank(signals, (<usize>count) << 3);
    blank(jacobian, <usize>Trace.involved(trace) * column);
    blank(light, 3 * column);
    return;
  }
  const isAlone = !signals && !light;
  const most = isAlone && !isJacobian && Density.isDirect ? count : BLOCK;
  for (let done = 0; done < count; done += most) {
    const bin = first + done;
    const many = min(most, count - done);
    const begin = (<usize>done) << 3;
    if (isAlone && densities) Density.show(trace, bin, many, densities + begin, isJacobian);
    else {
      Density.take(trace, bin, many, 1, isJacobian);
      if (densities) Density.put(bin, many, 1, densities + begin);
      if (signals) Density.putSignal(many, signals + begin);
    }
    for (let i = 0; isJacobian && i < Trace.involved(trace); i++) {
      const to = jacobian + <usize>i * column + begin;
      if (many === BLOCK) Slopes.take(Slopes.density(i), 0, to, many, false);
      else {
        Slopes.take(Slopes.density(i), 0, LAST, many, false);
        memory.copy(to, LAST, (<usize>many) << 3);
      }
    }
    if (!light) continue;
    const at = light + begin;
    Density.correlation(trace, bin, many, at, at + column);
    Heterodyne.inside(Density.centres + ((<usize>bin) << 3), at + 2 * column, many);
  }
}

/** Whether each of `count` numbers, an even number, is one from `least` to `greatest`. */
export function within(numbers: usize, count: i32, least: f64, greatest: f64): bool {
  const from = Lanes.of(least);
  const to = Lanes.of(greatest);
  let ok = Lanes.lessOrEqual(from, to);
  for (let at = numbers, end = numbers + ((<usize>count) << 3); at < end; at += (<usize>Lanes.rows()) << 3) {
    const x = Lanes.load(at);
    ok = Lanes.and(ok, Lanes.and(Lanes.lessOrEqual(from, x), Lanes.lessOrEqual(x, to)));
  }
  return Lanes.all(ok);
}

function blank(at: usize, bytes: usize): void {
  if (at) memory.fill(at, 0xff, bytes); // NaN
}
