// What a fit can move: each parameter's unit, range, and the coordinate in which it moves.

import { unknownName } from "../errors";
import { type Detection, detectionNames } from "../models/detection";

/** What a spectrum is of: a setup, or light that has met none. */
export type FitModel = "optomechanics" | "dicke" | "thermal" | "vacuum" | "dark";

interface FitParameter {
  readonly unit: string;
  /** Moves as its logarithm: positive by nature. */
  readonly isLogarithmic: boolean;
  readonly lower: number;
  readonly upper: number;
  readonly expectation: string;
}

const INFINITE = Number.POSITIVE_INFINITY;
const positive = (unit: string, expectation: string, lower = 1e-300, upper = 1e300): FitParameter => ({
  unit,
  isLogarithmic: true,
  lower,
  upper,
  expectation,
});
/** As large as it may be in a system. */
const MOST = 1e20;
const linear = (unit: string, expectation: string, lower = -INFINITE, upper = INFINITE): FitParameter => ({
  unit,
  isLogarithmic: false,
  lower,
  upper,
  expectation,
});

/** Every parameter of a fit. */
export const fitParameters = {
  omegaA: linear("rad/s", "a frequency in rad/s, of size 1e20 at most", -MOST, MOST),
  kappaA: positive("rad/s", "a positive rate in rad/s, 1e-20 to 1e20", 1 / MOST, MOST),
  omegaB: positive("rad/s", "a positive frequency in rad/s, 1e-20 to 1e20", 1 / MOST, MOST),
  gammaB: positive("rad/s", "a positive rate in rad/s, 1e-20 to 1e20", 1 / MOST, MOST),
  gAB: positive("rad/s", "a positive coupling in rad/s, 1e-20 to 1e20", 1 / MOST, MOST),
  couplingRatioSquared: linear("", "a ratio (g/g_cr)² of zero or more", 0, MOST),
  logDistance: linear("", "ln(1 − (g/g_cr)²), zero or less", -INFINITE, 0),
  couplingSquaredPerPower: positive("rad²/s²", "g² per unit of pump power, positive, in rad²/s²"),
  nThermalA: linear("", "a mean occupation of zero or more", 0, MOST),
  nThermalB: linear("", "a mean occupation of zero or more", 0, MOST),
  temperatureB: positive("K", "a positive temperature in K", 1e-300, MOST),
  angle: linear("rad", "an angle in rad, of size 1e6 at most", -1e6, 1e6),
  efficiency: linear("", "an efficiency from 0 to 1", 0, 1),
  gain: positive("record", "a positive gain"),
  dark: linear("", "a level of zero or more, in the units of the light"),
  background: linear("record/Hz", "a level in the record's units per Hz"),
  backgroundSlope: linear("record/Hz²", "a slope in the record's units per Hz per Hz"),
} as const satisfies Record<string, FitParameter>;

/** A parameter of a fit. */
export type FitParameterName = keyof typeof fitParameters;

/** The ways to say the same: only one of each may be given. */
export const couplingNames = ["gAB", "couplingRatioSquared", "logDistance", "couplingSquaredPerPower"] as const;
export const bathNames = ["nThermalB", "temperatureB"] as const;

/** The parameters that a model and its detection have. */
export function namesOf(model: FitModel, { detection }: Detection): readonly FitParameterName[] {
  const measured = detectionNames[detection];
  if (model === "vacuum" || model === "dark") return measured.filter((name) => name !== "angle");
  if (model === "thermal") return ["omegaB", "gammaB", ...bathNames, ...measured];
  const couplings = model === "dicke" ? couplingNames : couplingNames.filter((name) => !/Ratio|Distance/.test(name));
  return ["omegaA", "kappaA", "omegaB", "gammaB", ...couplings, "nThermalA", ...bathNames, ...measured];
}

/** The name, if it is one of these. @throws ArgumentError with the nearest one otherwise */
export function checkName(name: string, known: readonly FitParameterName[]): FitParameterName {
  if (!known.includes(name as FitParameterName)) throw unknownName("parameter of this fit", name, known);
  return name as FitParameterName;
}
