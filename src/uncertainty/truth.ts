// What an experiment with a known system should find.

import type { FitParameterName } from "../fit/parameters";
import { hasSteadyState, ratesAt } from "../fitted-steady-state";
import { fillLogarithm } from "../kernels/functions";
import { fillCriticalCoupling } from "../kernels/steady-state";
import { fillThermalOccupation } from "../kernels/thermal";
import type { Detection } from "../models/detection";
import type { ThermalOscillator } from "../models/oscillator";
import type { System } from "../models/system";
import { rateNames } from "./quantities";

const usual: Readonly<Record<string, number>> = {
  nThermalA: 0,
  angle: Math.PI / 2,
  efficiency: 1,
  gain: 1,
  dark: 0,
  background: 0,
  backgroundSlope: 0,
};

/** The true value of a fit's parameter, or of a rate; undefined where the system does not tell. */
export function truthOf(
  system: System | ThermalOscillator,
  detection: Detection,
  name: FitParameterName | (typeof rateNames)[number],
): number | undefined {
  const given = { ...usual, ...system, ...detection } as unknown as Readonly<Record<string, number | undefined>>;
  const direct = given[name];
  if (direct !== undefined) return direct;
  if (name === "nThermalB") return occupationOf(given);
  if (system.model === "thermal") return undefined;
  const rate = (rateNames as readonly string[]).indexOf(name);
  if (rate >= 0) return hasSteadyState(system) ? ratesAt(system)[rate] : undefined;
  const critical = new Float64Array(1);
  fillCriticalCoupling(system, 1, critical);
  const { couplingRatioSquared: x, gAB } = given;
  const part = gAB === undefined ? undefined : gAB / critical[0]!;
  const ratio = x ?? (part === undefined ? undefined : part * part);
  const coupling = gAB ?? (x === undefined ? undefined : Math.sqrt(x) * critical[0]!);
  if (name === "couplingRatioSquared") return ratio;
  if (name === "logDistance") return ratio === undefined || ratio > 1 ? undefined : fillLogarithm(1 - ratio);
  if (name === "gAB") return coupling;
  return undefined;
}

function occupationOf({ omegaB, temperatureB }: Readonly<Record<string, number | undefined>>): number | undefined {
  if (omegaB === undefined || temperatureB === undefined) return undefined;
  const occupation = new Float64Array(1);
  fillThermalOccupation(
    () => omegaB,
    () => temperatureB,
    occupation,
  );
  return occupation[0];
}
