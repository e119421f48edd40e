// What error bars are wanted of: the fitted parameters, and the rates that follow from them.

import type { PlannedTrace } from "../fit/plan";
import type { Fit } from "../fit/result";
import { systemAt } from "../fit/system";
import { ratesWithGradients } from "../fitted-steady-state";
import type { FittedSystem } from "../models/fitted";

/** Π, μ_a, μ_b (1/s), n_a, n_b. */
export const rateNames = ["entropyProduction", "muA", "muB", "nA", "nB"] as const;

/** Quantities at one point: values, and their derivatives by the parameters there, a row of each. */
export interface Quantities {
  readonly names: readonly string[];
  readonly values: Float64Array;
  readonly gradients: readonly Float64Array[];
}

const hasRates = (model: string): boolean => model === "optomechanics" || model === "dicke";

/** The parameters themselves, then the rates of a system that has them; undefined where it has no steady state. */
function quantities(fitted: Pick<FittedSystem, "system" | "names" | "power">, own: readonly number[]): Quantities | undefined {
  const { system, names } = fitted;
  const units = names.map((_, i) => Float64Array.from(names, (_, j) => Number(i === j)));
  if (system.model === "thermal" || !hasRates(system.model)) {
    return { names, values: Float64Array.from(own), gradients: units };
  }
  const found = ratesWithGradients(fitted as FittedSystem);
  if (!found) return undefined;
  return {
    names: [...names, ...rateNames],
    values: Float64Array.from([...own, ...found.rates]),
    gradients: [...units, ...found.gradients],
  };
}

/** The quantities of a fit; its parameters alone where it is of no steady state. */
export function quantitiesOf(fit: Fit): Quantities {
  const own = fit.names.map((name) => fit.parameters.find((p) => p.name === name)!.value);
  return quantities(fit as FittedSystem, own) ?? quantities({ ...fit, system: { model: "thermal" } as never }, own)!;
}

/** The quantities where a plan's variables have these values; undefined where there is no steady state. */
export function quantitiesAt(trace: PlannedTrace, values: ArrayLike<number>): Quantities | undefined {
  const { variables, input } = trace;
  const names = variables.map(({ name }) => name);
  const own = variables.map(({ index }) => values[index]!);
  const { power } = input;
  return quantities({ system: systemAt(trace, values), names, ...(power !== undefined && { power }) }, own);
}
