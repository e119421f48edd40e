// How well a fit agrees with its data.

import { fillDevianceCovariance, fillDevianceMoments, fillProbability } from "../kernels/goodness";
import type { PlannedTrace } from "./plan";
import type { Goodness } from "./result";

/** One spectrum's part: its fitted model, and ρ² of each bin with its mirror (heterodyne). */
export interface GoodnessPart {
  readonly trace: PlannedTrace;
  readonly fitted: Float64Array;
  readonly coherence?: Float64Array;
  /** The bin at f = 0 if it is its own mirror, −1 without. */
  readonly centre?: number;
  /** What the variables do to the variance of χ² with errors of the model. */
  readonly variance?: number;
  /** −ln L of the spectrum without what the data alone decide. */
  readonly cost: number;
}

/** Mean and variance of a spectrum's deviance at the true parameters, and the deviance itself. */
function partOf({ trace, fitted, coherence, centre = -1, variance: change = 0, cost }: GoodnessPart) {
  const { bins, input } = trace;
  const count = bins.frequency.length;
  if (bins.hasErrors) return { deviance: 2 * cost, mean: count, variance: 2 * count, bins: count, inflation: 1 };
  const { bin: n, fit } = bins.averages;
  const inflation = n / fit;
  // the amplitude at f = 0 is improper, its power the sum of two of half the shape
  const improper = coherence?.[centre] ?? 0;
  if (input.errors === "model") {
    let deviance = 0;
    for (let i = 0; i < count; i++) {
      const above = bins.density[i]! / fitted[i]! - 1;
      deviance += n * above * above;
    }
    let variance = (2 + 6 / n) * count;
    coherence?.forEach((c) => {
      variance += (4 / n) * c + (2 + 2 / n) * c * c;
    });
    return { deviance, mean: count + improper, variance: (variance + change) * inflation, bins: count, inflation };
  }
  const one = fillDevianceMoments(n);
  let variance = one.variance * count;
  coherence?.forEach((c) => {
    if (c > 0) variance += fillDevianceCovariance(n, c);
  });
  const mean = one.mean * count + (improper > 0 ? improper * (fillDevianceMoments(n / 2).mean * 2 - one.mean) : 0);
  return { deviance: 2 * cost * inflation, mean, variance: variance * inflation, bins: count, inflation };
}

/**
 * Deviance 2n_bin Σ(r − 1 − ln r) + Σ((v − v_cal)/σ)² and the law it should follow: a sum over bins with the moments of the Gamma
 * law, its variance widened by n_bin/n_fit where windowed bins are correlated and by the correlation of sidebands, less what
 * the fitted parameters take away.
 *
 * @param taken how many degrees of freedom the variables take: their number, more where sidebands are correlated
 */
export function goodnessOf(
  parts: readonly GoodnessPart[],
  calibrations: readonly { readonly value: number; readonly calibration: { readonly value: number; readonly error: number } }[],
  variables: number,
  taken: number,
): Goodness {
  const all = parts.map(partOf);
  const pull = calibrations.reduce((sum, { value, calibration }) => {
    const away = (value - calibration.value) / calibration.error;
    return sum + away * away;
  }, 0);
  const sum = (of: (part: (typeof all)[number]) => number) => all.reduce((total, part) => total + of(part), 0);
  const inflation = sum((part) => part.inflation * part.bins) / sum((part) => part.bins);
  const deviance = sum((part) => part.deviance) + pull;
  const bins = sum((part) => part.bins);
  const expectedDeviance = sum((part) => part.mean) + calibrations.length - taken * inflation;
  const full = sum((part) => part.variance) + 2 * calibrations.length;
  const devianceVariance = Math.max(full - 2 * taken * inflation * inflation, full * (1 - variables / (bins + 1)));
  return {
    deviance,
    degreesOfFreedom: bins + calibrations.length - variables,
    expectedDeviance,
    devianceVariance,
    probability: fillProbability(deviance, { mean: expectedDeviance, variance: devianceVariance }),
  };
}
