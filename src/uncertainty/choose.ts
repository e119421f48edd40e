// Which error bars a fit deserves.

import { ArgumentError, expected } from "../errors";
import type { Fit } from "../fit/result";
import { fromCovariance } from "./covariance";
import { profileOf } from "./profile";
import type { Uncertainty } from "./uncertainty";

/** Detectability from which ± standard error serves, and below which nothing is detected. */
const PLAIN = 10;
const DETECTED = 5;
/** Relative error of Π from which −ln L is no parabola within it: near a threshold Π rises steeply. */
const STEEP = 0.15;

/**
 * The honest error bars of a fit, and why these: by its detectability d = √(n Σ(S_signal/S_total)²), ± standard error where d ≥ 10, the
 * profile likelihood where 5 ≤ d < 10, and where d < 5 upper limits, since nothing is detected there; the profile, too, where a parameter
 * stands at a bound, beyond which the others cannot follow it, and where Π is known to no better than 15 %, since ± standard error covers less than it says there (g/κ = 3.0 of the paper's optomechanics: 77 % for 68 %).
 * One spectrum of several has ± standard error.
 *
 * @throws ArgumentError if it is not a fit, or did not converge, or a profile is needed and a parameter is not determined
 */
export function uncertainty(fit: Fit): Uncertainty {
  if (typeof fit !== "object" || fit === null || !("detectability" in fit)) throw expected("fit", "the result of a fit", fit);
  if (!fit.isConverged) throw new ArgumentError("fit", `did not converge: ${fit.verdict}`);
  const { detectability: d } = fit;
  const plain = fromCovariance(fit);
  const relative = plain.standardError.entropyProduction! / Math.abs(plain.value.entropyProduction!);
  const seen = `detectability ${d.toPrecision(3)}`;
  if (!fit.problem) return fromCovariance(fit, [`± standard error: the spectrum is one of several (${seen})`]);
  if (d < DETECTED) return profileOf(fit, true, [`not detected (${seen}, below ${DETECTED}): upper limits`]);
  if (d < PLAIN) return profileOf(fit, false, [`profile likelihood: barely detected (${seen}, below ${PLAIN})`]);
  const bound = fit.parameters.find(({ isAtBound }) => isAtBound);
  if (bound) return profileOf(fit, false, [`profile likelihood: ${bound.name} stands at its bound (${seen})`]);
  if (relative > STEEP) {
    return profileOf(fit, false, [
      `profile likelihood: the error of Π is ${(100 * relative).toPrecision(2)} %, over ${100 * STEEP} %`,
    ]);
  }
  return fromCovariance(fit, [`± standard error (${seen})`]);
}
