// The one working point, or the bare oscillator, that flags describe: what a spectrum or a record is of.

import { type System, type ThermalOscillator, thermalOscillator } from "clausius";
import { ArgumentError, expected } from "../errors";
import { type ParameterName, parametersIn, type Written } from "./parameters";
import { workingPoints } from "./working-points";

/** What is studied, and what the reader should know of it. */
export interface Source {
  readonly source: System | ThermalOscillator;
  /** In the units in which they were written. */
  readonly parameters: readonly { readonly name: ParameterName; readonly value: number; readonly unit: string }[];
  /** What the reader should know of a value that the preset gave. */
  readonly note: string | undefined;
}

/**
 * The source that the flags describe; `what` is made of it, such as "a spectrum".
 *
 * @throws ArgumentError naming the parameter, what was expected with its unit, and what came
 */
export function sourceOf(what: string, flags: Written): Source {
  const oneOnly = (name: string) => expected(name, `one value, as ${what} is of one working point`, flags[name]);
  if (flags.model !== "thermal") {
    const { system, rows, swept, fixed, note } = workingPoints({}, flags);
    if (rows !== undefined) throw oneOnly(swept[0]!.name);
    return { source: system, parameters: fixed, note };
  }
  if (flags.preset !== undefined)
    throw new ArgumentError("preset", "is of a coupled system; a bare oscillator takes omegaB, gammaB");
  const given = [...parametersIn(flags)].map(([name, { values, unit }]) => {
    if (typeof values !== "number") throw oneOnly(name);
    return { name, value: values, unit };
  });
  const si = Object.fromEntries(given.map(({ name, value, unit }) => [name, unit.si(value)]));
  return {
    source: thermalOscillator(si as never) as ThermalOscillator,
    parameters: given.map(({ unit, ...parameter }) => ({ ...parameter, unit: unit.name })),
    note: undefined,
  };
}
