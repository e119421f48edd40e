// Spectra for their own sake: density, derivatives, sideband correlation, bin by bin.

import { Lanes } from "lanes";
import { BLOCK, Block } from "./block";
import { Core } from "./core";
import { Density } from "./density";
import { Heterodyne } from "./heterodyne";
import { CORES, Trace } from "./trace";

/**
 * The density P of each bin, and S behind it; its derivatives by the record's variables, one column of `bins` each, unless `jacobian` is 0; and
 * Re M, Im M of a heterodyne one, unless `correlation` is 0. NaN where the setup has no steady state.
 */
export function spectrum(trace: usize, densities: usize, signals: usize, jacobian: usize, light: usize): void {
  const isStable = Core.resolve(trace);
  const bins = Trace.bins(trace);
  const column = (<usize>bins) << 3;
  for (let first = 0; first < bins; first += BLOCK) {
    const count = min(BLOCK, bins - first);
    Density.take(trace, first, count, 1, jacobian !== 0);
    for (let row = 0; row < count; row += Lanes.rows()) {
      const at = (<usize>(first + row)) << 3;
      Lanes.store(densities + at, isStable ? Block.density(row) : Lanes.of(NaN));
      Lanes.store(signals + at, isStable ? Density.signal(trace, row) : Lanes.of(NaN));
      if (!jacobian) continue;
      for (let i = 0; i < Trace.involved(trace); i++) {
        let slope = Lanes.of(isStable ? 0 : NaN);
        for (let r = 0; r < CORES; r++) {
          const part = Core.slope(r, Trace.slot(trace, i));
          if (part !== 0) slope = slope + Lanes.of(part) * Block.slope(r, row);
        }
        Lanes.store(jacobian + <usize>i * column + at, slope);
      }
    }
    if (!light) continue;
    const at = light + ((<usize>first) << 3);
    Density.correlation(trace, first, count, at, at + column);
    Heterodyne.inside(Trace.centres(trace) + ((<usize>first) << 3), at + 2 * column, count);
  }
}
