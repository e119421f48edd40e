// The whole search: where to begin, to the end, and once more where the data suggest if a caller's start led nowhere.

import type { Plan } from "./plan";
import { describes, type Search, solve } from "./solve";
import { startsOf, suggestedStarts } from "./start";

/** The minimum that a plan leads to. */
export function search(plan: Plan): Search {
  const starts = startsOf(plan);
  const end = solve(plan, starts);
  if (starts.length > 1 || plan.traces.length > 1 || describes(plan, end)) return end;
  const again = solve(plan, [end.values, ...suggestedStarts(plan)]);
  const evaluations = end.evaluations + again.evaluations;
  return again.cost < end.cost - 1e-6 ? { ...again, start: starts[0]!, evaluations } : { ...end, evaluations };
}
