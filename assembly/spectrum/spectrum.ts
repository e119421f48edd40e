// Spectra for their own sake: density, derivatives, sideband correlation, bin by bin.

import { Lanes } from "lanes";
import { BLOCK } from "./block";
import { Core } from "./core";
import { Density } from "./density";
import { Heterodyne } from "./heterodyne";
import { Slopes } from "./slopes";
import { Trace } from "./trace";

const LAST: usize = memory.data(768, 16);

/**
 * The density P of each bin, and S behind it; its derivatives by the record's variables, one column of `bins` each; and
 * Re M, Im M and N of a heterodyne one. Each unless its address is 0. NaN where the setup has no steady state.
 */
export function spectrum(trace: usize, densities: usize, signals: usize, jacobian: usize, light: usize): void {
  const isJacobian = jacobian !== 0;
  const bins = Trace.bins(trace);
  const column = (<usize>bins) << 3;
  if (!Core.resolve(trace)) {
    blank(densities, column);
    blank(signals, column);
    blank(jacobian, <usize>Trace.involved(trace) * column);
    blank(light, 3 * column);
    return;
  }
  Density.prepare(trace, 0, isJacobian);
  const isAlone = !isJacobian && !signals && !light;
  const most = isAlone && Density.isDirect ? bins : BLOCK;
  for (let first = 0; first < bins; first += most) {
    const count = min(most, bins - first);
    const begin = (<usize>first) << 3;
    if (isAlone) {
      Density.show(trace, first, count, densities + begin);
      continue;
    }
    Density.take(trace, first, count, 1, isJacobian);
    if (densities) Density.put(first, count, 1, densities + begin);
    if (signals) Density.putSignal(count, signals + begin);
    for (let i = 0; isJacobian && i < Trace.involved(trace); i++) {
      const to = jacobian + <usize>i * column + begin;
      if (count === BLOCK) Slopes.take(Slopes.density(i), 0, to, count, false);
      else {
        Slopes.take(Slopes.density(i), 0, LAST, count, false);
        memory.copy(to, LAST, (<usize>count) << 3);
      }
    }
    if (!light) continue;
    const at = light + begin;
    Density.correlation(trace, first, count, at, at + column);
    Heterodyne.inside(Density.centres + begin, at + 2 * column, count);
  }
}

/** Whether each of `count` numbers is one, and at most 1e20 in size. */
export function within(numbers: usize, count: i32): bool {
  const most = Lanes.of(1e40);
  let ok = Lanes.lessOrEqual(most, most);
  for (let i = 0; i < count; i += Lanes.rows()) {
    const x = Lanes.load(numbers + ((<usize>i) << 3));
    ok = Lanes.and(ok, Lanes.lessOrEqual(x * x, most));
  }
  return Lanes.all(ok);
}

function blank(at: usize, bytes: usize): void {
  if (at) memory.fill(at, 0xff, bytes); // NaN
}
