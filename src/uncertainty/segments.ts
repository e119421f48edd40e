// The segments of a record as a bootstrap draws them.

import type { TimeRecord } from "../data/time-record";
import { ArgumentError, expected } from "../errors";
import type { Fit } from "../fit/result";
import { segmentSpectra, type WelchOptions } from "../welch";
import type { SegmentSums } from "./replicates";

/** A record, and how the spectrum of a fit was made of it. */
export interface RecordedSpectrum {
  readonly record: TimeRecord;
  readonly welch: WelchOptions;
}

/** Fewer tell too little of their own scatter. */
const FEWEST = 20;
/** A spectrum that was written down and read again is the same to so much. */
const SAME = 1e-6;

/**
 * The sums of a record's periodograms over the bins of a fit.
 *
 * @param blockLength unless given, the segments that overlap and K^(1/3) more
 * @throws ArgumentError if the record is not the one that was fitted, or has too few segments
 */
export function segmentSumsOf(fit: Fit, { record, welch }: RecordedSpectrum, blockLength: number | undefined): SegmentSums {
  const { frequency, segments, overlapping, density } = segmentSpectra(record, welch);
  if (segments < FEWEST) {
    throw new ArgumentError(
      "record",
      `expected ${FEWEST} segments or more, got ${segments}: so few do not show how they scatter; shorten them, or draw from the fitted model`,
    );
  }
  const most = Math.floor(segments / 3);
  const length = blockLength ?? Math.min(most, overlapping + cubeRoot(segments));
  if (!(Number.isInteger(length) && length >= 1 && length <= most)) {
    throw expected("blockLength", `a whole number of segments, 1 to a third of the ${segments} there are`, blockLength);
  }
  const bins = placesOf(fit.frequency, frequency);
  const sums = shared((segments + 1) * bins.length);
  for (let segment = 0; segment < segments; segment++) {
    const P = density(segment);
    const at = segment * bins.length;
    for (let i = 0; i < bins.length; i++) sums[at + bins.length + i] = sums[at + i]! + P[bins[i]!]!;
  }
  const last = segments * bins.length;
  fit.density.forEach((P, i) => {
    if (Math.abs(sums[last + i]! / segments / P - 1) <= SAME) return;
    throw new ArgumentError(
      "record",
      `is not the one that was fitted: its spectrum is ${sums[last + i]! / segments} at ${fit.frequency[i]} Hz, the fit's ${P}`,
    );
  });
  return { sums, segments, blockLength: length };
}

/** The whole number at or above ∛x. */
function cubeRoot(x: number): number {
  let root = 1;
  while (root * root * root < x) root++;
  return root;
}

/** Memory that workers see too, where there is such. */
function shared(count: number): Float64Array {
  return typeof SharedArrayBuffer === "function" ? new Float64Array(new SharedArrayBuffer(8 * count)) : new Float64Array(count);
}

/** Where in the ascending frequencies of a record those of a fit are. */
function placesOf(wanted: Float64Array, frequency: Float64Array): Int32Array {
  const near = 1e-6 * (frequency[1]! - frequency[0]!);
  let at = 0;
  return Int32Array.from(wanted, (f) => {
    while (at < frequency.length && frequency[at]! < f - near) at++;
    if (at < frequency.length && Math.abs(frequency[at]! - f) <= near) return at;
    throw new ArgumentError(
      "welch",
      `expected the options that the fitted spectrum was made with, but such segments have no bin at ${f} Hz`,
    );
  });
}
