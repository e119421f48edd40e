// Units in which people read parameters.

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
