// What of a spectrum is taken at given frequencies: the signal E and what its derivatives are made of, those at −f, or the
// correlation M of f and −f.

import { Heterodyne } from "./heterodyne";
import { Homodyne } from "./homodyne";
import { Oscillator } from "./oscillator";
import { HETERODYNE, OPTOMECHANICS, OSCILLATOR, Trace } from "./trace";

export const PLAIN: i32 = 0;
export const MIRRORED: i32 = 1;
export const CORRELATION: i32 = 2; // Re M for the signal, Im M for the first column of its own

export class Signal {
  /** Works out what does not change from bin to bin. */
  static prepare(trace: usize, isJacobian: bool): void {
    const setup = Trace.setup(trace);
    if (Trace.detection(trace) === HETERODYNE) Heterodyne.prepare(isJacobian);
    else if (setup === OSCILLATOR) Oscillator.prepare(isJacobian);
    else Homodyne.prepare(setup !== OPTOMECHANICS, isJacobian);
  }

  /** Puts it into the block. */
  static take(trace: usize, kind: i32, frequencies: usize, count: i32, isJacobian: bool): void {
    const setup = Trace.setup(trace);
    if (kind === CORRELATION) Heterodyne.correlation(frequencies, count);
    else if (Trace.detection(trace) === HETERODYNE) Heterodyne.take(kind === MIRRORED ? -1 : 1, frequencies, count, isJacobian);
    else if (setup === OSCILLATOR) Oscillator.take(frequencies, count, isJacobian);
    else Homodyne.take(frequencies, count, isJacobian);
  }
}
