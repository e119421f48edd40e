// What of a spectrum is taken at given frequencies: the signal E and what its derivatives are made of, those at −f, or the
// correlation M of f and −f.

import { Block, SIGNAL } from "./block";
import { Heterodyne } from "./heterodyne";
import { Homodyne } from "./homodyne";
import { Oscillator } from "./oscillator";
import { Resonance } from "./resonance";
import { HETERODYNE, OPTOMECHANICS, OSCILLATOR, Trace, VACUUM } from "./trace";

export const PLAIN: i32 = 0;
export const MIRRORED: i32 = 1;
export const CORRELATION: i32 = 2; // Re M for the signal, Im M for the first column of its own

/** The signals. */
const NONE: i32 = 0;
const LIGHT: i32 = 1; // homodyne
const SIDEBANDS: i32 = 2; // heterodyne
const MOTION: i32 = 3;

export class Signal {
  private static what: i32 = NONE;
  /** What the signal is taken times to give E: 1, or 0 where there is none or it holds E/e at e = 0. */
  static unit: f64 = 1;

  /** Works out what does not change from bin to bin. All but M is taken times `gain`. */
  static prepare(trace: usize, gain: f64, isJacobian: bool): void {
    const setup = Trace.setup(trace);
    Signal.unit = 1;
    if (setup === VACUUM) {
      Signal.what = NONE;
      Signal.unit = 0;
      Block.clear(SIGNAL);
    } else if (Trace.detection(trace) === HETERODYNE) {
      Signal.what = SIDEBANDS;
      Heterodyne.prepare(gain, isJacobian);
      Signal.unit = Resonance.unit;
    } else if (setup === OSCILLATOR) {
      Signal.what = MOTION;
      Oscillator.prepare(gain, isJacobian);
    } else {
      Signal.what = LIGHT;
      Homodyne.prepare(setup !== OPTOMECHANICS, gain, isJacobian);
      Signal.unit = Resonance.unit;
    }
  }

  /** Puts it into the block. */
  static take(kind: i32, frequencies: usize, count: i32, isJacobian: bool): void {
    if (kind === CORRELATION) Heterodyne.correlation(frequencies, count);
    else if (Signal.what !== NONE) Signal.put(kind, frequencies, count, 0, Block.column(SIGNAL), isJacobian);
  }

  /** Puts base + E to `to` (without derivatives of any number of bins), and what its derivatives are made of into the block. */
  static put(kind: i32, frequencies: usize, count: i32, base: f64, to: usize, isJacobian: bool): void {
    if (Signal.what === SIDEBANDS) Heterodyne.take(kind === MIRRORED ? -1 : 1, frequencies, count, base, to, isJacobian);
    else if (Signal.what === MOTION) Oscillator.take(frequencies, count, base, to, isJacobian);
    else if (isJacobian) Homodyne.take(frequencies, count, base, to);
    else Homodyne.put(frequencies, count, base, to);
  }
}
