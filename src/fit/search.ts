// The whole search: where to begin, to the end, and once more where the data suggest if a caller's start led nowhere.

import type { Plan } from "./plan";
import { describes, type Search, solve } from "./solve";
import { startsOf, suggestedStarts } from "./start";

/** The minimum that a plan leads to. */
export function search(plan: Plan): Search {
  const starts = startsOf(plan);
  const end = unwound(plan, solve(plan, starts));
  if (starts.length > 1 || plan.traces.length > 1 || describes(plan, end)) return end;
  const again = solve(plan, [end.values, ...suggestedStarts(plan)]);
  const evaluations = end.evaluations + again.evaluations;
  return again.cost < end.cost - 1e-6 ? unwound(plan, { ...again, start: starts[0]!, evaluations }) : { ...end, evaluations };
}

/** A quadrature is the same after half a turn: of its angles the nearest to the start, within bounds. */
function unwound({ variables }: Plan, end: Search): Search {
  const values = end.values.slice();
  variables.forEach(({ name, treatment: { kind, lower, upper } }, v) => {
    if (name !== "angle" || kind !== "free") return;
    const angle = values[v]! - Math.PI * Math.round((values[v]! - end.start[v]!) / Math.PI);
    if (angle > lower && angle < upper) values[v] = angle;
  });
  return { ...end, values };
}
