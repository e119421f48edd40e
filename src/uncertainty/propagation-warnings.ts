// What the reader of a propagation should know.

import { fitParameters } from "../fit/parameters";
import { INVALID, statusText } from "../status";
import type { Joint } from "./joint";

/** What was found; columns over working points. */
export interface Found {
  readonly outputs: readonly string[];
  readonly samples: number;
  readonly rows: number;
  readonly centre: Readonly<Record<string, Float64Array>>;
  readonly mean: Readonly<Record<string, Float64Array>>;
  readonly deviation: Readonly<Record<string, Float64Array>>;
  readonly firstOrder: Readonly<Record<string, Float64Array>>;
  /** Fraction of the samples, by status. */
  readonly fractions: readonly Float64Array[];
  readonly unstable: Float64Array;
  /** How many. */
  readonly superradiant: Float64Array;
  /** Of a fit. */
  readonly joint?: Joint | undefined;
}

/** Standard errors of the sampling beyond which a difference is none of chance, and what part of a standard deviation matters. */
const CHANCE = 4;
const MATTERS = 0.05;

/** One sentence for each thing. */
export function warningsOf(found: Found): string[] {
  const { rows, samples, fractions, unstable, superradiant, outputs, joint } = found;
  const warnings = joint ? hardlyKnown(joint) : [];
  const places = (isThere: (point: number) => boolean, size: (point: number) => number): [number, string] | undefined => {
    let [count, worst] = [0, -1];
    for (let point = 0; point < rows; point++) {
      if (!isThere(point)) continue;
      count++;
      if (worst < 0 || size(point) > size(worst)) worst = point;
    }
    if (worst < 0) return undefined;
    return [worst, rows === 1 ? "" : ` at ${count} of ${rows} working points, most at point ${worst} (from 0),`];
  };

  for (const [status, fraction] of fractions.entries()) {
    const [worst, where] = places(
      (point) => status > 0 && fraction[point]! > 0,
      (point) => fraction[point]!,
    ) ?? [-1];
    if (worst < 0) continue;
    warnings.push(
      `${percent(fraction[worst]!)} of the samples${where} have no steady state (${statusText(status)}); mean, standard deviation and quantiles are of the others`,
    );
    if (status >= INVALID)
      warnings.push("samples out of range: logNormal, uniform or truncated can keep a parameter where it has a meaning");
  }
  if (fractions[1]!.some((part) => part > 0)) {
    warnings.push(
      "the samples reach the critical coupling, where Π, μ_a, n_a and n_b diverge: their means and standard deviations do not settle with more samples, quantiles do",
    );
  }
  const mixed = places(
    (point) => superradiant[point]! > 0 && superradiant[point]! < samples * (1 - unstable[point]!),
    (point) => Math.min(superradiant[point]!, samples * (1 - unstable[point]!) - superradiant[point]!),
  );
  if (mixed) {
    const [worst, where] = mixed;
    warnings.push(
      `${percent(superradiant[worst]! / samples)} of the samples${where} are in the superradiant phase, the others in the normal one; in between Π diverges: means and standard deviations do not settle with more samples, quantiles do`,
    );
  }
  const ofOutputs = new Map<string, string[]>();
  const say = (name: string, text: string) => ofOutputs.set(text, [...(ofOutputs.get(text) ?? []), name]);
  for (const name of outputs) {
    const [sigma, first] = [found.deviation[name]!, found.firstOrder[name]!];
    const difference = (point: number) => Math.abs(sigma[point]! / first[point]! - 1);
    const stable = (point: number) => samples * (1 - unstable[point]!);
    // twice what a normal law would have: by the samples' own fourth moment a diverging one would never be found
    const chance = (point: number) => CHANCE * Math.sqrt(2 / stable(point));
    const spread = places((point) => difference(point) > MATTERS && difference(point) > chance(point), difference);
    if (spread) {
      const [worst, where] = spread;
      say(
        name,
        `first-order propagation gives${where} ${percent(first[worst]! / sigma[worst]!)} of the standard deviation of the samples; it is not linear over the errors, quantiles say more`,
      );
    }
    const shift = (point: number) => (found.mean[name]![point]! - found.centre[name]![point]!) / sigma[point]!;
    const moved = places(
      (point) => Math.abs(shift(point)) > 2 * MATTERS && Math.abs(shift(point)) > CHANCE / Math.sqrt(stable(point)),
      (point) => Math.abs(shift(point)),
    );
    if (moved) {
      const [worst, where] = moved;
      say(
        name,
        `the mean lies${where} ${Math.abs(shift(worst)).toPrecision(2)} standard deviations ${shift(worst) > 0 ? "above" : "below"} the value at the centre of the distributions`,
      );
    }
  }
  return [...new Set(warnings), ...[...ofOutputs].map(([text, names]) => `${names.join(", ")}: ${text}`)];
}

/** What a fit tells to no better than a factor e. */
function hardlyKnown({ names, root, rank }: Joint): string[] {
  return names.flatMap((name, i) => {
    const error = Math.sqrt(root.subarray(rank * i, rank * (i + 1)).reduce((sum, x) => sum + x * x, 0));
    if (!fitParameters[name].isLogarithmic || error < 1) return [];
    return `${name} is hardly determined by the fit: its standard error is ${Number(error.toPrecision(2))} times its value, and its logarithm is drawn with that`;
  });
}

function percent(part: number): string {
  const value = 100 * part;
  return `${value >= 1e4 || value < 0.01 ? value.toPrecision(2) : Number(value.toPrecision(3))} %`;
}
