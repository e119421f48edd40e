// Units in which people read parameters.

import { powerOfTen } from "../data/notation";
import type { FittedParameter } from "../fit/result";

/** Rates as frequencies, angles in degrees: their factor, unit and name. */
export function display({ name, unit, value }: Pick<FittedParameter, "name" | "unit" | "value">): {
  factor: number;
  unit: string;
  name: string;
} {
  if (unit === "rad/s") {
    const hz = Math.abs(value) / (2 * Math.PI);
    const [factor, shown] = hz >= 1e6 ? [1e-6, "MHz"] : hz >= 1e3 ? [1e-3, "kHz"] : [1, "Hz"];
    return { factor: factor / (2 * Math.PI), unit: shown, name: `${name}/2π` };
  }
  if (unit === "rad") return { factor: 180 / Math.PI, unit: "°", name };
  return { factor: 1, unit: unit.replace("record", "record's unit"), name };
}

const rates: Readonly<Record<string, string>> = { entropyProduction: "Π", muA: "μ_a", muB: "μ_b", nA: "n_a", nB: "n_b" };

/** The same of any quantity that follows from a fit; Π, μ_a, μ_b in thousands, millions, … per second, so that numbers are short. */
export function displayOf(
  name: string,
  value: number,
  parameters: readonly FittedParameter[],
): { factor: number; unit: string; name: string } {
  const parameter = parameters.find((p) => p.name === name);
  if (parameter) return display(parameter);
  const power = name.startsWith("n") || value === 0 ? 0 : 3 * Math.floor(Math.log10(Math.abs(value)) / 3);
  const unit = name.startsWith("n") ? "" : `${power === 0 ? "1" : powerOfTen(power)}/s`;
  return { factor: 10 ** -power, unit, name: rates[name] ?? name };
}
