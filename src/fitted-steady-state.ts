import { ArgumentError } from "./errors";
import { fillSensitivities } from "./kernels/sensitivities";
import { fillSteadyState } from "./kernels/steady-state";
import type { FittedSystem, SumRule } from "./models/fitted";
import type { System } from "./models/system";

const rates = ["entropyProduction", "muA", "muB", "nA", "nB"] as const;
type Rate = (typeof rates)[number];

/** Part of the variance of Π that comes of one source. */
export interface BudgetEntry {
  /** `"spectra"`, or the parameter whose calibration it is. */
  readonly source: string;
  /** Standard error of Π (1/s) from this source alone. */
  readonly standardError: number;
  /** Its part of the variance of Π, 0 to 1. */
  readonly share: number;
}

/** A steady state with its errors. Rates in 1/s. */
export interface FittedSteadyState extends Readonly<Record<Rate, number>> {
  readonly standardError: Readonly<Record<Rate, number>>;
  /** Of (Π, μ_a, μ_b, n_a, n_b), 5 × 5, row-major. */
  readonly covariance: Float64Array;
  /** Where the error of Π comes from, largest first; the shares sum to 1. */
  readonly budget: readonly BudgetEntry[];
  /** Beside n_a, what the spectrum says of it without a model: n_a itself (heterodyne), or σ_θ of one quadrature (homodyne). */
  readonly sumRule?: SumRule;
}

/**
 * Steady state of a fitted system, its errors carried to first order by analytic derivatives: Jᵀ C J, C the covariance of the fit.
 * NaN where a parameter that the rates depend on is not determined.
 *
 * @throws ArgumentError if the fit is not of a system with a steady state
 */
export function fittedSteadyState(fit: FittedSystem): FittedSteadyState {
  const { system, names, covariance, sources, sumRule } = fit;
  if (system.model !== "optomechanics" && system.model !== "dicke") {
    throw new ArgumentError(
      "fit",
      `is of a ${String((system as { model: unknown }).model)} spectrum, which has no entropy production`,
    );
  }
  const nothing = Object.fromEntries(rates.map((rate) => [rate, Number.NaN])) as Record<Rate, number>;
  const beside = sumRule && { sumRule };
  if (!hasSteadyState(system))
    return { ...nothing, standardError: nothing, covariance: new Float64Array(25).fill(Number.NaN), budget: [], ...beside };
  const k = names.length;
  const gradients = rateGradients(fit);
  // what a rate does not depend on does not matter, however badly it is known
  const product = (matrix: Float64Array, a: Float64Array, b: Float64Array) => {
    let sum = 0;
    for (let i = 0; i < k; i++)
      for (let j = 0; j < k; j++) if (a[i] !== 0 && b[j] !== 0) sum += a[i]! * matrix[k * i + j]! * b[j]!;
    return sum;
  };
  const values = ratesAt(system);
  const ofRates = Float64Array.from({ length: 25 }, (_, ij) =>
    product(covariance, gradients[Math.floor(ij / 5)]!, gradients[ij % 5]!),
  );
  const variance = ofRates[0]!;
  return {
    ...(Object.fromEntries(rates.map((rate, i) => [rate, values[i]!])) as Record<Rate, number>),
    standardError: Object.fromEntries(rates.map((rate, i) => [rate, Math.sqrt(ofRates[6 * i]!)])) as Record<Rate, number>,
    covariance: ofRates,
    budget: sources
      .map(({ name, covariance: part }) => {
        const own = product(part, gradients[0]!, gradients[0]!);
        return { source: name, standardError: Math.sqrt(Math.max(own, 0)), share: own / variance };
      })
      .sort((a, b) => b.share - a.share),
    ...beside,
  };
}

/** Π, μ_a, μ_b, n_a, n_b of a system that has a steady state. */
export function ratesAt(system: System): Float64Array {
  const columns = Object.fromEntries(rates.map((rate) => [rate, new Float64Array(1)])) as Record<Rate, Float64Array>;
  fillSteadyState(system, 1, { ...columns, status: new Uint8Array(1) });
  return Float64Array.from(rates, (rate) => columns[rate][0]!);
}

/** Whether there is one: every parameter is determined, and within the range of a system. */
export function hasSteadyState(system: System): boolean {
  if (Object.values(system).some((value) => Number.isNaN(value))) return false;
  const status = new Uint8Array(1);
  fillSteadyState(system, 1, { status });
  return status[0] === 0;
}

/** ∂rate/∂parameter of each rate, over the fit's parameters; those of the detection do not matter. */
export const rateGradients = (fitted: FittedSystem): Float64Array[] => slopesAt(fitted).gradients;

/** Π, μ_a, μ_b, n_a, n_b of a fit's system and their gradients, in one go; undefined where there is no steady state. */
export function ratesWithGradients(fitted: FittedSystem): { rates: Float64Array; gradients: Float64Array[] } | undefined {
  if (Object.values(fitted.system).some((value) => Number.isNaN(value))) return undefined;
  const { status, ...found } = slopesAt(fitted);
  return status === 0 ? found : undefined;
}

/** The derivatives of each rate, as the kernels have them. */
const SLOPES = 7;

function slopesAt({ system, names, power = 1 }: Pick<FittedSystem, "system" | "names" | "power">) {
  const numbers = new Float64Array((1 + SLOPES) * rates.length);
  const columns = Array.from(numbers, (_, k) => numbers.subarray(k, k + 1));
  const status = new Uint8Array(1);
  const derivatives = columns.slice(rates.length);
  fillSensitivities(system as System, 1, { rates: columns.slice(0, rates.length), derivatives, status });
  const { couplingRatioSquared: x, gAB, temperatureB } = system as { readonly [K in FitField]?: number };
  const coupling = x === undefined ? "gAB" : "couplingRatioSquared";
  const bath = temperatureB === undefined ? "nThermalB" : "temperatureB";
  const parameters = ["omegaA", "kappaA", "omegaB", "gammaB", coupling, "nThermalA", bath];
  const gradients = rates.map((_, i) =>
    Float64Array.from(names, (name) => {
      const slope = (k: number) => numbers[rates.length + SLOPES * i + k]!;
      if (name === "logDistance") return -(1 - x!) * slope(COUPLING);
      if (name === "couplingSquaredPerPower") return (slope(COUPLING) * power) / (2 * gAB!);
      const k = parameters.indexOf(name);
      return k < 0 ? 0 : slope(k);
    }),
  );
  return { rates: numbers.slice(0, rates.length), gradients, status: status[0]! };
}

type FitField = "couplingRatioSquared" | "gAB" | "temperatureB";
/** Where the coupling is among a rate's derivatives. */
const COUPLING = 4;
