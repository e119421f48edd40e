// −ln L of a plan at any point, with its gradient and the expected information: what walks along a likelihood need.

import { fillLikelihood } from "../kernels/fit";
import { baseOf, memberOf, type Plan } from "./plan";

/** The likelihood at one point. */
export interface Likelihood {
  /** −ln L, without what the data alone decide. */
  readonly cost: number;
  /** Of ln L, by each variable. */
  readonly gradient: Float64Array;
  /** Expected information, k × k over the variables, calibrations included; sidebands taken as independent. */
  readonly information: Float64Array;
}

/** The likelihood where the variables have these values; undefined where there is no steady state. */
export function likelihoodAt({ traces, variables }: Plan, values: ArrayLike<number>): Likelihood | undefined {
  const k = variables.length;
  const gradient = new Float64Array(k);
  const information = new Float64Array(k * k);
  let cost = 0;
  for (const trace of traces) {
    const own = trace.variables;
    const found = fillLikelihood(
      memberOf(trace, values),
      own.map(({ name }) => baseOf(name)),
    );
    if (!found) return undefined;
    cost += found.cost;
    own.forEach(({ index: v }, i) => {
      gradient[v]! += found.gradient[i]!;
      own.forEach(({ index: w }, j) => {
        information[k * v + w]! += found.information[own.length * i + j]!;
      });
    });
  }
  variables.forEach(({ treatment: { calibration } }, v) => {
    if (!calibration) return;
    const deviation = (values[v]! - calibration.value) / calibration.error;
    cost += (deviation * deviation) / 2;
    gradient[v]! -= deviation / calibration.error;
    information[(k + 1) * v]! += 1 / (calibration.error * calibration.error);
  });
  return Number.isFinite(cost) ? { cost, gradient, information } : undefined;
}
