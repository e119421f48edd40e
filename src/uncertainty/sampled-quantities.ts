// From refits to samples of everything that error bars are wanted of; and what went wrong, by reason.

import { distanceToRatio } from "../fit/coupling";
import { memberOf, type Plan, type PlannedTrace } from "../fit/plan";
import { systemAt } from "../fit/system";
import type { Refits } from "../kernels/fit";
import { fillSteadyState } from "../kernels/steady-state";
import type { System } from "../models/system";
import { statusText } from "../status";
import { rateNames } from "./quantities";

/** Columns of samples by name. */
export type Samples = Readonly<Record<string, Float64Array>>;

/** Samples of many refits, NaN where one failed; how many failed of which reason, and had a parameter at a bound. */
export interface SampledQuantities {
  readonly samples: Samples;
  readonly failures: Readonly<Record<string, number>>;
  readonly atBound: Readonly<Record<string, number>>;
}

/** Of a search's verdict, as in assembly/fit/minimize.ts. */
const reasons: Readonly<Record<number, string>> = {
  1: "not converged: no end after many steps",
  2: "not converged: no step lowers −ln L",
  3: "not converged: no steady state, or a density that is not positive, where the search begins",
};

/** The samples behind refits; of rates as well where `names` has them. */
export function sampledQuantities(plan: Plan, names: readonly string[], { values, verdicts }: Refits): SampledQuantities {
  const [trace] = plan.traces;
  const own = plan.variables.length;
  const count = verdicts.length;
  const columns = plan.variables.map((_, v) => Float64Array.from({ length: count }, (_, b) => values[own * b + v]!));
  const hasRates = names.length > own;
  const status = new Uint8Array(count);
  const rates = Object.fromEntries(rateNames.map((name) => [name, new Float64Array(hasRates ? count : 0)]));
  const isFitted = verdicts.map((verdict) => Number(verdict === 0));
  if (hasRates && isFitted.includes(1))
    fillSteadyState(systemsOf(trace!, columns, isFitted.indexOf(1)), count, { status, ...rates });
  const failures = new Map<string, number>();
  for (let b = 0; b < count; b++) {
    if (verdicts[b] === 0 && status[b] === 0) continue;
    const reason = verdicts[b] === 0 ? `no steady state: ${statusText(status[b]!)}` : reasons[verdicts[b]!]!;
    failures.set(reason, (failures.get(reason) ?? 0) + 1);
    for (const column of [...columns, ...Object.values(rates)]) if (column.length > 0) column[b] = Number.NaN;
  }
  const atBound = plan.variables.flatMap(({ name, treatment: { lower, upper } }, v): [string, number][] => {
    const there = columns[v]!.reduce((sum, x) => sum + Number(x <= lower || x >= upper), 0);
    return there > 0 ? [[name, there]] : [];
  });
  return {
    samples: {
      ...Object.fromEntries(plan.variables.map(({ name }, v) => [name, columns[v]!])),
      ...(hasRates && rates),
    },
    failures: Object.fromEntries(failures),
    atBound: Object.fromEntries(atBound),
  };
}

/** The systems of all refits: of the phase that the fit is of, whatever side of the critical coupling a refit is on. */
function systemsOf(trace: PlannedTrace, columns: readonly Float64Array[], fitted: number): System {
  const first = columns.map((column) => column[fitted]!);
  const system: Record<string, unknown> = { ...systemAt(trace, first) };
  for (const { name, index } of trace.variables) {
    const column = columns[index]!;
    if (name === "logDistance") system.couplingRatioSquared = column.map(distanceToRatio);
    else if (name === "couplingSquaredPerPower") system.gAB = column.map((x) => Math.sqrt(x * trace.input.power!));
    else if (name in system) system[name] = column; // not what is of the detection
  }
  if (system.model === "dicke") {
    system.phase = memberOf(trace, first).setup === "superradiant" ? "superradiant" : "normal";
  }
  return system as unknown as System;
}

/** Samples, failures and bounds of one run after those of another. */
export function continued(before: SampledQuantities, more: SampledQuantities): SampledQuantities {
  const sum = (a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>) => {
    const all = new Map(Object.entries(a));
    for (const [name, count] of Object.entries(b)) all.set(name, (all.get(name) ?? 0) + count);
    return Object.fromEntries(all);
  };
  const joined = ([name, column]: [string, Float64Array]): [string, Float64Array] => {
    const all = new Float64Array(column.length + more.samples[name]!.length);
    all.set(column);
    all.set(more.samples[name]!, column.length);
    return [name, all];
  };
  return {
    samples: Object.fromEntries(Object.entries(before.samples).map(joined)),
    failures: sum(before.failures, more.failures),
    atBound: sum(before.atBound, more.atBound),
  };
}
