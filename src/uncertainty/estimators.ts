// The ways to error bars whose coverage can be measured: each from one experiment to values, standard errors and intervals.

import { ArgumentError } from "../errors";
import type { Plan } from "../fit/plan";
import type { Fit } from "../fit/result";
import { search } from "../fit/search";
import { covarianceAt } from "../fit/share";
import { verdictOf } from "../fit/verdict";
import { bootstrap } from "./bootstrap";
import { uncertainty } from "./choose";
import { carried } from "./covariance";
import type { Extreme } from "./likelihood-walk";
import { endOf, profiledAt } from "./profile";
import { type Quantities, quantitiesAt } from "./quantities";
import { type Interval, levels, type Uncertainty } from "./uncertainty";

/** One simulated experiment: its data and calibrations laid out for a fit. */
export interface Experiment {
  readonly plan: Plan;
  /** The fit as `fit` makes it, with all that it says. */
  readonly fit: () => Fit;
  /** Of what a method draws for this experiment. */
  readonly seed: number;
  /** Refits of a bootstrap. */
  readonly samples: number;
}

/** What an experiment says of the quantities asked for. */
export interface Answer {
  readonly values: Float64Array;
  readonly standardErrors: Float64Array;
  /** Lower and upper ends, quantity by quantity, level by level, kind by kind. */
  readonly ends: Float64Array;
  /** Ends that a bound, or the end of all steady states, kept from where they were to be. */
  readonly openEnds: number;
}

/** A way to error bars. */
export interface Estimator {
  /** The kinds of intervals that it gives. */
  readonly kinds: readonly string[];
  /** The answer about these quantities, or why there is none. */
  readonly answer: (experiment: Experiment, names: readonly string[]) => Answer | string;
}

const NOT_CONVERGED = "the fit did not converge";
const UNDETERMINED = "the data do not determine all parameters";
const NO_STATE = "no steady state at the fitted parameters";
const OUT_OF_REACH = "an interval has no end";

/** Standard errors of the normal law at the levels. */
const reaches = [1, 2] as const;

/** A minimum and what is known there. */
interface Minimum {
  readonly values: Float64Array;
  readonly quantities: Quantities;
  /** Of the variables. */
  readonly covariance: Float64Array;
}

/** The fit without what it says of itself beside values and covariance, which takes most of its time. */
function minimumOf(plan: Plan): Minimum | string {
  const end = search(plan);
  if (!verdictOf(end, []).isConverged) return NOT_CONVERGED;
  const { values } = end;
  const quantities = quantitiesAt(plan.traces[0]!, values);
  if (!quantities) return NO_STATE;
  const covariance = covarianceAt(plan, values);
  return covariance ? { values, quantities, covariance } : UNDETERMINED;
}

/** The numbers of the quantities asked for. */
const placesOf = (names: readonly string[], { names: known }: Quantities): number[] => names.map((name) => known.indexOf(name));

const covariance: Estimator = {
  kinds: ["covariance"],
  answer: ({ plan }, names) => {
    const found = minimumOf(plan);
    if (typeof found === "string") return found;
    const { quantities, covariance } = found;
    const places = placesOf(names, quantities);
    const gradients = places.map((q) => quantities.gradients[q]!);
    const values = Float64Array.from(places, (q) => quantities.values[q]!);
    const standardErrors = Float64Array.from(gradients, (a) => Math.sqrt(carried([a], covariance)[0]!));
    const ends = reaches.flatMap((z) =>
      places.flatMap((_, i) => [-z, z].map((reach) => values[i]! + reach * standardErrors[i]!)),
    );
    return { values, standardErrors, ends: Float64Array.from(ends), openEnds: 0 };
  },
};

/** A last step of a hundredth of a standard error, taken on trust, leaves ends good to 1e-5 of one: enough to count by. */
const CLOSE = 1e-2;

const profile: Estimator = {
  kinds: ["profile"],
  answer: ({ plan }, names) => {
    const found = minimumOf(plan);
    if (typeof found === "string") return found;
    const profiled = profiledAt(plan, found.values, found.quantities, found.covariance);
    if (!profiled) return NO_STATE;
    const k = profiled.names.length;
    const places = placesOf(names, found.quantities);
    const ends = new Float64Array(2 * reaches.length * places.length);
    let openEnds = 0;
    const nearer = new Map<string, Extreme>();
    reaches.forEach((z, l) => {
      const ofLevel: Extreme[] = [];
      places.forEach((q, i) => {
        for (const side of [0, 1]) {
          const own = nearer.get(`${i} ${side}`);
          const { value, extreme } = endOf(profiled, q, side === 0 ? -1 : 1, z, own ? [own, ...ofLevel] : ofLevel, CLOSE);
          if (l === 0) nearer.set(`${i} ${side}`, extreme);
          ofLevel.push(extreme);
          if (!extreme.isReached) openEnds++;
          ends[2 * (places.length * l + i) + side] = value;
        }
      });
    });
    return {
      values: Float64Array.from(places, (q) => profiled.values[q]!),
      standardErrors: Float64Array.from(places, (q) => Math.sqrt(profiled.covariance[(k + 1) * q]!)),
      ends,
      openEnds,
    };
  },
};

/** Any way from a fit to its uncertainty, whose intervals may be of several kinds. */
export function estimatorFrom<K extends string>(
  kinds: readonly K[],
  bars: (
    fit: Fit,
    experiment: Experiment,
  ) => Omit<Uncertainty, "interval"> & {
    readonly interval: (name: string, level: number, kind?: K) => Interval;
  },
  isNamed = false,
): Estimator {
  return {
    kinds,
    answer: (experiment, names) => {
      const fitted = experiment.fit();
      if (!fitted.isConverged) return NOT_CONVERGED;
      if (fitted.undetermined.length > 0) return UNDETERMINED;
      try {
        const found = bars(fitted, experiment);
        if (names.some((name) => !found.names.includes(name))) return NO_STATE;
        const ends = kinds.flatMap((kind) =>
          levels.flatMap((level) =>
            names.flatMap((name) => {
              const { lower, upper } = isNamed ? found.interval(name, level, kind) : found.interval(name, level);
              return [lower, upper];
            }),
          ),
        );
        if (ends.some(Number.isNaN)) return OUT_OF_REACH;
        return {
          values: Float64Array.from(names, (name) => found.value[name]!),
          standardErrors: Float64Array.from(names, (name) => found.standardError[name]!),
          ends: Float64Array.from(ends),
          openEnds: 0,
        };
      } catch (error) {
        if (error instanceof ArgumentError) return error.message;
        throw error;
      }
    },
  };
}

/** The ways that have a name. */
export const estimators = {
  covariance,
  profile,
  bootstrap: estimatorFrom(["percentile", "bca", "basic"], (fit, { seed, samples }) => bootstrap(fit, { seed, samples }), true),
  chosen: estimatorFrom(["chosen"], (fit) => uncertainty(fit)),
} as const satisfies Record<string, Estimator>;

/** A way to error bars that has a name: `"chosen"` is what `uncertainty` chooses for each fit. */
export type CoverageMethod = keyof typeof estimators;
