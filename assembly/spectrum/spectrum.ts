// Spectra for their own sake: density, derivatives, sideband correlation, bin by bin.

import { Lanes } from "lanes";
import { BLOCK, Block, SIGNAL } from "./block";
import { Core } from "./core";
import { Density } from "./density";
import { Heterodyne } from "./heterodyne";
import { Slopes } from "./slopes";
import { CORE_SLOPE, Trace } from "./trace";

const LAST: usize = memory.data(512, 16);

/**
 * The density P of each bin, and S behind it; its derivatives by the record's variables, one column of `bins` each; and
 * Re M, Im M and N of a heterodyne one. Each unless its address is 0. NaN where the setup has no steady state.
 */
export function spectrum(trace: usize, densities: usize, signals: usize, jacobian: usize, light: usize): void {
  const isStable = Core.resolve(trace);
  const isJacobian = jacobian !== 0;
  Density.prepare(trace, 0, isJacobian);
  const bins = Trace.bins(trace);
  const column = (<usize>bins) << 3;
  const level = Lanes.of(isStable ? Density.level : NaN);
  const scale = Lanes.of(Density.scale);
  const slope = Lanes.of(Core.value(CORE_SLOPE));
  const still = Lanes.of(isStable ? Density.still : NaN);
  for (let first = 0; first < bins; first += BLOCK) {
    const count = min(BLOCK, bins - first);
    const begin = (<usize>first) << 3;
    Density.take(trace, first, count, 1, isJacobian);
    if (densities) {
      const centres = Trace.centres(trace) + begin;
      for (let row = 0; row < count; row += Lanes.rows()) {
        const at = (<usize>row) << 3;
        Lanes.store(densities + begin + at, level + slope * Lanes.load(centres + at) + scale * Block.get(SIGNAL, row));
      }
    }
    if (signals) {
      for (let row = 0; row < count; row += Lanes.rows()) {
        Lanes.store(signals + begin + ((<usize>row) << 3), still + Block.get(SIGNAL, row));
      }
    }
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
    Heterodyne.inside(Trace.centres(trace) + begin, at + 2 * column, count);
  }
}
