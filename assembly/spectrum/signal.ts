// What of a spectrum is taken at given frequencies: the signal E and its derivatives, those at −f, or the correlation M of f and −f.

import { Block } from "./block";
import { Heterodyne } from "./heterodyne";
import { Homodyne } from "./homodyne";
import { Oscillator } from "./oscillator";
import { HETERODYNE, OPTOMECHANICS, OSCILLATOR, Trace } from "./trace";

export const PLAIN: i32 = 0;
export const MIRRORED: i32 = 1;
export const CORRELATION: i32 = 2; // Re M for the signal, Im M for its first derivative

export class Signal {
  /** Adds it, times a weight for each frequency, to the block. */
  static add(trace: usize, kind: i32, frequencies: usize, weights: usize, count: i32, isJacobian: bool): void {
    const setup = Trace.setup(trace);
    if (kind === CORRELATION) Heterodyne.correlation(frequencies, weights, Block.signals(), Block.slopes(0), count);
    else if (Trace.detection(trace) === HETERODYNE) {
      Heterodyne.add(kind === MIRRORED ? -1 : 1, frequencies, weights, count, isJacobian);
    } else if (setup === OSCILLATOR) Oscillator.add(frequencies, weights, count, isJacobian);
    else Homodyne.add(setup !== OPTOMECHANICS, frequencies, weights, count, isJacobian);
  }
}
