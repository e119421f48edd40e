// The system that a fit has found.

import { detectionNames } from "../models/detection";
import type { ThermalOscillator } from "../models/oscillator";
import type { System } from "../models/system";
import { distanceToRatio } from "./coupling";
import type { FitParameterName } from "./parameters";
import type { PlannedTrace } from "./plan";

/** The system as the fit has it; ln(1 − x) and g² per power in the way that a system has them. */
export function systemOf(
  { input, model }: PlannedTrace,
  parameters: readonly { readonly name: FitParameterName; readonly value: number }[],
): System | ThermalOscillator {
  const { source } = input;
  const fields: Record<string, unknown> = { model };
  if (typeof source !== "string" && source.phase !== undefined) fields.phase = source.phase;
  for (const { name, value } of parameters) {
    if (name === "logDistance") fields.couplingRatioSquared = distanceToRatio(value);
    else if (name === "couplingSquaredPerPower") fields.gAB = Math.sqrt(value * input.power!);
    else if (!(detectionNames.homodyne as readonly string[]).includes(name)) fields[name] = value;
  }
  return fields as unknown as System | ThermalOscillator;
}

/** The system of a spectrum, the fit's variables at `values`. */
export function systemAt(trace: PlannedTrace, values: ArrayLike<number>): System | ThermalOscillator {
  const parameters = trace.treatments.flatMap(({ name, value }) => {
    const variable = trace.variables.find((v) => v.name === name);
    const x = variable ? values[variable.index]! : value;
    return x === undefined ? [] : [{ name, value: x }];
  });
  return systemOf(trace, parameters);
}
