// Where a search begins: as the caller says, or where the data suggest.

import { ArgumentError } from "../errors";
import type { Plan } from "./plan";

/** One start if all variables have one, otherwise several. */
export function startsOf(plan: Plan): Float64Array[] {
  const given = plan.variables.map(({ name, treatment: { start, value }, trace }) => {
    const own = trace === undefined ? undefined : plan.traces[trace]!.input.start?.[name];
    return own ?? start ?? value;
  });
  const missing = given.indexOf(undefined);
  if (missing >= 0) throw new ArgumentError(`start.${plan.variables[missing]!.name}`, "no start");
  return [Float64Array.from(given as number[])];
}
