// Replicates of a fit: its data drawn again, and fitted from where it ended. A replicate depends on the seed and its number alone.

import type { NoiseSpectrum } from "../data/noise-spectrum";
import { hasMirror } from "../fit/bins";
import { planOfOne } from "../fit/fit";
import type { FitProblem } from "../fit/options";
import { type Plan, problemOf } from "../fit/plan";
import { fillModel, fillRefits, fillSidebands, type Member, type Refits, type Replicates } from "../kernels/fit";
import type { Expected } from "../kernels/periodogram";
import { fillNormal, fillUniform } from "../kernels/random";
import { mirrorsOf } from "../models/mirrors";

/** A record's segments: sums of the first 0, 1, … K periodograms of the bins that are fitted, a row each. */
export interface SegmentSums {
  readonly sums: Float64Array;
  readonly segments: number;
  /** Segments in a row that are drawn together. */
  readonly blockLength: number;
}

/** What replicates are made of, as plain data: a worker makes the same of it. */
export interface Recipe extends FitProblem {
  readonly spectrum: NoiseSpectrum;
  /** The fitted values, in the order of the plan's variables. */
  readonly values: Float64Array;
  readonly seed: number;
  /** From a record's segments instead of the fitted model. */
  readonly segments?: SegmentSums;
}

// of the kernels' random numbers
const PERIODOGRAMS = 32;
const ERRORS = 33;
const CALIBRATIONS = 34;
const BLOCKS = 35;

const MOST_STEPS = 50;
/** Square of what a refit may leave, in standard errors. */
const TOLERANCE = 1e-6;

/** The refits of replicates `first` to `first + count`. */
export function replicatesFrom(first: number, count: number, recipe: Recipe): Refits {
  const { source, spectrum, options, values, seed, segments } = recipe;
  const plan = planOfOne(source, spectrum, options);
  const problem = { ...problemOf(plan, values, MOST_STEPS), tolerance: TOLERANCE };
  const density = segments ? ofBlocks(segments, seed) : ofModel(problem.members[0]!, seed);
  const calibrations = calibrationsOf(plan, recipe);
  return fillRefits(problem, { seed, calibrationStream: CALIBRATIONS, calibrations, density }, first, count);
}

/** Densities of a replicate by its number. Each is good until the next is asked for. */
type Draw = (item: number) => Float64Array;

/** Drawn from the fitted model by the law that the likelihood has of them. */
function ofModel(member: Member, seed: number): Replicates["density"] {
  if (!member.hasErrors) return { stream: PERIODOGRAMS, ...pairsOf(member) };
  const { density } = fillModel(member);
  const drawn = new Float64Array(density.length);
  return (item) => {
    fillNormal({ seed, stream: ERRORS, item }, drawn);
    for (let i = 0; i < drawn.length; i++) drawn[i] = density[i]! + drawn[i]! / member.weights[i]!;
    return drawn;
  };
}

/** Where each bin's mirror is among the bins, −1 if it has none, and ρ² of the two. */
export function pairsOf(member: Member): Pick<Expected, "mirrors" | "coherence"> {
  const bins = member.frequency.length;
  if (member.detection !== "heterodyne" || member.hasErrors || member.setup === "vacuum") {
    return { mirrors: new Int32Array(bins).fill(-1), coherence: new Float64Array(bins) };
  }
  const mirrors = mirrorsOf(member.frequency);
  return { mirrors, coherence: fillSidebands(member, [], hasMirror(mirrors)).coherence };
}

/** Means over as many segments, in blocks that begin anywhere; what goes beyond the last segment goes on at the first. */
function ofBlocks({ sums, segments, blockLength }: SegmentSums, seed: number): Draw {
  const bins = sums.length / (segments + 1);
  const starts = new Float64Array(Math.ceil(segments / blockLength));
  const drawn = new Float64Array(bins);
  const add = (from: number, to: number) => {
    const [before, until] = [bins * from, bins * to];
    for (let i = 0; i < bins; i++) drawn[i]! += sums[until + i]! - sums[before + i]!;
  };
  return (item) => {
    fillUniform({ seed, stream: BLOCKS, item }, starts);
    drawn.fill(0);
    for (let block = 0; block < starts.length; block++) {
      const from = Math.floor(starts[block]! * segments);
      const to = from + Math.min(blockLength, segments - block * blockLength);
      add(from, Math.min(to, segments));
      if (to > segments) add(0, to - segments);
    }
    for (let i = 0; i < bins; i++) drawn[i]! /= segments;
    return drawn;
  };
}

/**
 * The mean of what each variable's calibration says in replicates. With spectra of the fitted model the true value is the fitted one; a
 * record's segments scatter about the record, with which the calibration is what it was.
 */
const calibrationsOf = ({ variables }: Plan, { values, segments }: Recipe): Float64Array =>
  Float64Array.from(variables, ({ treatment: { calibration } }, v) =>
    segments && calibration ? calibration.value : values[v]!,
  );
