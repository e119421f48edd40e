// Simulated experiments, each with its own data and its own calibrations: what one says depends on the seed and its number alone.

import { expected } from "../errors";
import { assess } from "../fit/assess";
import type { Calibration, FitChoice } from "../fit/choice";
import { planOfOne } from "../fit/fit";
import type { FitOptions } from "../fit/options";
import type { FitParameterName } from "../fit/parameters";
import type { PartialSource, Plan } from "../fit/plan";
import { redrawn } from "../fit/redrawn";
import { search } from "../fit/search";
import type { ThermalOscillator } from "../models/oscillator";
import type { System } from "../models/system";
import { type SimulatedSpectra, type SimulatedSpectrumOptions, simulatedSpectra } from "../simulate-spectrum";
import { type Answer, type CoverageMethod, type Estimator, type Experiment, estimators } from "./estimators";
import { truthOf } from "./truth";
import { levels } from "./uncertainty";

/** What is done again and again, as plain data: a worker does the same. */
export interface Setting
  extends Pick<FitChoice, "free" | "fixed" | "calibrated" | "bounds">,
    Omit<SimulatedSpectrumOptions, "item"> {
  readonly system: System | ThermalOscillator;
  readonly frequencies: Float64Array;
  readonly start: "truth" | "data";
  readonly method: CoverageMethod;
  /** Refits of each bootstrap. */
  readonly samples: number;
  /** Whose intervals are judged. */
  readonly quantities: readonly string[];
}

/** What some experiments say. */
export interface Outcomes {
  /** A row an experiment, NaN where there is no answer: values, standard errors, and ends as in `Answer`. */
  readonly numbers: Float64Array;
  /** Why there is no answer; empty where there is one. */
  readonly failures: string[];
  readonly openEnds: Uint32Array;
}

/** Numbers of one experiment. */
export const widthOf = (quantities: number, kinds: number): number => 2 * quantities * (1 + levels.length * kinds);

const OUT_OF_BOUNDS = "a calibration came out beyond the bounds that were given";

/** The calibrations of one experiment. */
type Redrawn = { readonly [K in FitParameterName]?: Calibration };

/** The experiments `first` to `first + count`; `estimator` stands for one that has no name. */
export function experimentsFrom(
  first: number,
  count: number,
  setting: Setting,
  estimator: Estimator = estimators[setting.method],
): Outcomes {
  const { quantities } = setting;
  const { experiment } = laboratory(setting);
  const width = widthOf(quantities.length, estimator.kinds.length);
  const numbers = new Float64Array(width * count).fill(Number.NaN);
  const failures: string[] = [];
  const openEnds = new Uint32Array(count);
  for (let k = 0; k < count; k++) {
    const made = experiment(first + k);
    const answer: Answer | string = typeof made === "string" ? made : estimator.answer(made, quantities);
    failures.push(typeof answer === "string" ? answer : "");
    if (typeof answer === "string") continue;
    const { values, standardErrors, ends } = answer;
    numbers.set(values, width * k);
    numbers.set(standardErrors, width * k + quantities.length);
    numbers.set(ends, width * k + 2 * quantities.length);
    openEnds[k] = answer.openEnds;
  }
  return { numbers, failures, openEnds };
}

/** A system, how it is measured and fitted, laid out once for all experiments. */
export interface Laboratory {
  /** Parameters that are fitted, in the order of the plan. */
  readonly fitted: readonly FitParameterName[];
  /** What the reader should know. */
  readonly notes: readonly string[];
  /** The experiment of this number; or why it cannot be made. */
  readonly experiment: (item: number) => Experiment | string;
}

/**
 * The laboratory of a setting.
 *
 * @throws ArgumentError as `simulateSpectrum` and `fit` do, or if the system does not tell the true value of a fitted parameter
 */
export function laboratory(setting: Setting): Laboratory {
  const { system, detection, averages, sides, response, seed, frequencies, start } = setting;
  const { free, fixed, calibrated = {}, bounds } = setting;
  const spectra = simulatedSpectra(system, frequencies, { detection, averages, seed, sides, response });
  const choice: FitOptions = { detection, free, fixed, calibrated, bounds };
  const full = planOfOne(system as PartialSource, spectra.expected, choice);
  const fitted = full.variables.map(({ name }) => name);
  const freed = full.variables.filter(({ treatment }) => treatment.kind === "free").map(({ name }) => name);
  const truth = Object.fromEntries(
    fitted.map((name) => {
      const value = truthOf(system, detection, name);
      if (value === undefined) throw expected("system", `one that tells the true ${name}, which is fitted`, system);
      return [name, value];
    }),
  );
  const source = start === "truth" ? (system as PartialSource) : withoutFree(setting, freed);
  const options: FitOptions = { ...choice, free: freed, ...(start === "truth" && { start: truth }) };
  const plan = planOfOne(source, spectra.expected, options);
  return {
    fitted,
    notes: full.variables.flatMap(({ name, treatment: { lower, upper } }) => {
      const isInside = truth[name]! > lower && truth[name]! < upper;
      return isInside ? [] : [`the true ${name} lies at a bound, ${truth[name]}: what is fitted cannot scatter about it`];
    }),
    experiment: (item) => {
      const drawn: Redrawn = redrawn(calibrated as { [K in FitParameterName]: Calibration }, { seed, item });
      const isBeyond = plan.variables.some(({ name, treatment: { lower, upper } }) => {
        const value = drawn[name]?.value;
        return value !== undefined && !(value >= lower && value <= upper);
      });
      if (isBeyond) return OUT_OF_BOUNDS;
      const own = planWith(plan, spectra, item, drawn);
      return {
        plan: own,
        seed: (seed + item) % 2 ** 53,
        samples: setting.samples,
        fit: () => ({
          ...assess(own, search(own)).fits[0]!,
          problem: { source, options: { ...options, calibrated: drawn } },
        }),
      };
    },
  };
}

/** The plan with the data and the calibrations of one experiment. */
function planWith(plan: Plan, { expected: common, draw }: SimulatedSpectra, item: number, drawn: Redrawn): Plan {
  const trace = plan.traces[0]!;
  const spectrum = { ...common, density: draw(item) };
  // the bins that are fitted are some of the spectrum's, in the same order
  let i = 0;
  const density = trace.bins.frequency.map((f) => {
    while (common.frequency[i] !== f) i++;
    return spectrum.density[i]!;
  });
  const anew = <T extends { readonly name: FitParameterName }>(treatment: T): T => {
    const calibration = drawn[treatment.name];
    return calibration ? { ...treatment, value: calibration.value, calibration } : treatment;
  };
  return {
    ...plan,
    traces: [
      {
        ...trace,
        input: { ...trace.input, spectrum },
        bins: { ...trace.bins, density },
        treatments: trace.treatments.map(anew),
      },
    ],
    variables: plan.variables.map((variable) => ({ ...variable, treatment: anew(variable.treatment) })),
  };
}

/** The system without what is to be found, but for the phase, which an experimenter knows. */
function withoutFree({ system, detection }: Setting, free: readonly FitParameterName[]): PartialSource {
  const rest = Object.fromEntries(Object.entries(system).filter(([name]) => !free.includes(name as FitParameterName)));
  if (system.model !== "dicke") return rest as PartialSource;
  const isBeyond = truthOf(system, detection, "couplingRatioSquared")! > 1;
  return { ...rest, phase: isBeyond ? "superradiant" : "normal" } as PartialSource;
}
