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

const symbols: Readonly<Record<string, string>> = { entropyProduction: "Π", muA: "μ_a", muB: "μ_b", nA: "n_a", nB: "n_b" };

/** The same of any quantity that follows from a fit; Π, μ_a, μ_b in thousands, millions, … per second, so that numbers are short. */
export function displayOf(
  name: string,
  value: number,
  parameters: readonly FittedParameter[],
): { factor: number; unit: string; name: string } {
  const parameter = parameters.find((p) => p.name === name);
  if (parameter) return display(parameter);
  const isRate = rateUnit(name) !== "";
  const power = !isRate || value === 0 ? 0 : 3 * Math.floor(Math.log10(Math.abs(value)) / 3);
  const unit = isRate ? `${power === 0 ? "1" : powerOfTen(power)}/s` : "";
  return { factor: 10 ** -power, unit, name: symbols[name] ?? name };
}

/** Π, μ_a, μ_b are rates; n_a, n_b numbers. */
const rateUnit = (name: string): string => (name.startsWith("n") ? "" : "1/s");

/** SI unit of any quantity that follows from a fit, empty of a number. */
export function unitOf(name: string, parameters: readonly FittedParameter[]): string {
  const unit = parameters.find((p) => p.name === name)?.unit ?? rateUnit(name);
  return unit.replace("record", "record's unit");
}
