// What error bars are wanted of: the fitted parameters, and the rates that follow from them.

import type { Fit } from "../fit/result";
import { fittedSteadyState, hasSteadyState, rateGradients } from "../fitted-steady-state";
import type { FittedSystem } from "../models/fitted";
import type { System } from "../models/system";

/** Π, μ_a, μ_b (1/s), n_a, n_b. */
export const rateNames = ["entropyProduction", "muA", "muB", "nA", "nB"] as const;

/** The quantities of a fit: names, values, and their derivatives by the fitted parameters, a row of as many as `fit.names` each. */
export interface Quantities {
  readonly names: readonly string[];
  readonly value: Readonly<Record<string, number>>;
  readonly gradients: readonly Float64Array[];
}

/** Parameters, then rates where there is a steady state. */
export function quantitiesOf(fit: Fit): Quantities {
  const { names, parameters, system } = fit;
  const own = names.map((name) => parameters.find((p) => p.name === name)!.value);
  const value: Record<string, number> = Object.fromEntries(names.map((name, i) => [name, own[i]!]));
  const gradients = names.map((_, i) => Float64Array.from(names, (_, j) => Number(i === j)));
  if (system.model === "thermal" || !isSystem(fit)) return { names, value, gradients };
  const rates = fittedSteadyState(fit as unknown as FittedSystem);
  if (!hasSteadyState(system as System)) return { names, value, gradients };
  for (const name of rateNames) value[name] = rates[name];
  return {
    names: [...names, ...rateNames],
    value,
    gradients: [...gradients, ...rateGradients(fit as unknown as FittedSystem)],
  };
}

const isSystem = ({ model }: Fit): boolean => model === "optomechanics" || model === "dicke";
