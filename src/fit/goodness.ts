// How well a fit agrees with its data.

import { fillDevianceCovariance, fillDevianceMoments, fillProbability } from "../kernels/goodness";
import type { PlannedTrace } from "./plan";
import type { Goodness } from "./result";

/** One spectrum's part: its fitted model, and ρ² of each bin with its mirror (heterodyne). */
export interface GoodnessPart {
  readonly trace: PlannedTrace;
  readonly fitted: Float64Array;
  readonly coherence?: Float64Array;
  /** −ln L of the spectrum without what the data alone decide. */
  readonly cost: number;
}

/** Mean and variance of a spectrum's deviance at the true parameters, and the deviance itself. */
function partOf({ trace, fitted, coherence, cost }: GoodnessPart) {
  const { bins, input } = trace;
  const count = bins.frequency.length;
  if (bins.hasErrors) return { deviance: 2 * cost, mean: count, variance: 2 * count, bins: count, inflation: 1 };
  const { bin: n, fit } = bins.averages;
  const inflation = n / fit;
  if (input.errors === "model") {
    let deviance = 0;
    for (let i = 0; i < count; i++) deviance += n * (bins.density[i]! / fitted[i]! - 1) ** 2;
    let variance = (2 + 6 / n) * count;
    coherence?.forEach((c) => {
      variance += (4 / n) * c + (2 + 2 / n) * c * c;
    });
    return { deviance, mean: count, variance: variance * inflation, bins: count, inflation };
  }
  const one = fillDevianceMoments(n);
  let variance = one.variance * count;
  coherence?.forEach((c) => {
    if (c > 0) variance += fillDevianceCovariance(n, c);
  });
  return { deviance: 2 * cost * inflation, mean: one.mean * count, variance: variance * inflation, bins: count, inflation };
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
  const pull = calibrations.reduce(
    (sum, { value, calibration }) => sum + ((value - calibration.value) / calibration.error) ** 2,
    0,
  );
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
