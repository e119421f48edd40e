// The record of the homodyne spectrum that S, J, F and B work on, as the facade lays it out for the kernels.

import { BASES, type Base, putTrace, TRACE_SIZE, type TraceRecord } from "../src/kernels/traces";
import type { Build } from "./builds";
import { AVERAGES, angle, efficiency, free, membrane, nThermalB, vienna } from "./inputs";

const bases: Readonly<Record<(typeof free)[number], Base>> = {
  gAB: "coupling",
  kappaA: "kappaA",
  omegaA: "omegaA",
  omegaB: "omegaB",
  gammaB: "gammaB",
  angle: "angle",
};
const RESULTS = 5 * 184;
const none = Object.fromEntries(BASES.map((name) => [name, 0])) as Record<Base, number>;

type Given = Pick<TraceRecord, "centresAt" | "bins" | "bath"> &
  Partial<Pick<TraceRecord, "densitiesAt" | "weightsAt" | "hasErrors">> & { readonly hasVariables: boolean };

/** Writes it, and gives its address. */
export function putHomodyne({ reserve }: Build, { hasVariables, ...given }: Given): number {
  const { omegaA, kappaA, omegaB, gammaB, gAB } = membrane;
  const bathB = given.bath === "nThermalB" ? nThermalB : vienna.temperatureB;
  const place = reserve(TRACE_SIZE);
  putTrace(place.view, {
    setup: "optomechanics",
    detection: "homodyne",
    coupling: "gAB",
    power: 1,
    sides: 1,
    responseAt: 0,
    densitiesAt: 0,
    weightsAt: 0,
    hasErrors: false,
    averages: AVERAGES,
    base: { ...none, omegaA, kappaA, omegaB, gammaB, coupling: gAB, bathB, angle, efficiency, gain: 1 },
    variables: hasVariables ? free.map((name, index) => ({ base: bases[name], index })) : [],
    shared: 0,
    resultAt: reserve(RESULTS).at,
    ...given,
  });
  return place.at;
}
