// Fig. 2 of the paper: noise spectra at its couplings, simulated as an experiment would average them, and fitted.

import {
  type Detection,
  type Fit,
  fit,
  heterodyne,
  homodyne,
  linspace,
  paper,
  type System,
  simulateSpectrum,
  steadyState,
} from "clausius";
import { figure2 } from "./experiments";

/** Periodograms averaged, and the seed of all spectra. */
export const averages = { optomechanics: 100, bec: 400 } as const;
const seed = 160604;

/** η of the BEC's detection: not printed in the paper, assumed. */
export const assumedEfficiency = 0.05;

/** One simulated spectrum, its fit, and what it was made of. */
export interface FittedSpectrum {
  readonly setup: "optomechanics" | "bec";
  readonly label: string;
  readonly fit: Fit;
  /** Coupling as the paper gives it: g_ab/κ_a or (g_ab/g_cr)². */
  readonly coupling: { readonly value: number; readonly standardError: number; readonly truth: number };
  readonly nA: { readonly value: number; readonly standardError: number; readonly truth: number };
  readonly entropyProduction: { readonly value: number; readonly standardError: number; readonly truth: number };
}

const optomechanical = linspace(0.3e6, 2.4e6, 1051);
const atomic = linspace(-12e3, 12e3, 801);

/** The spectra of Fig. 2a and 2b. The BEC's coupling ratio, the optomechanical g and κ and all that the light tells are fitted. */
export function fittedSpectra(): FittedSpectrum[] {
  const { temperatureB, kappaA } = paper.optomechanics;
  const { gammaB: _, ...known } = paper.bec;
  return [
    ...figure2.optomechanics.map((ratio, item) => {
      const system = { ...paper.optomechanics, gAB: ratio * kappaA };
      const found = fitted(
        system,
        { model: "optomechanics", temperatureB },
        optomechanical,
        homodyne(),
        averages.optomechanics,
        item,
      );
      // κ is fitted too: the error of g/κ by the covariance of both
      const { names, covariance, parameters } = found;
      const of = (name: string) => parameters.find((parameter) => parameter.name === name)!.value;
      const entry = (a: string, b: string) => covariance[names.length * names.indexOf(a as never) + names.indexOf(b as never)]!;
      const [g, k] = [of("gAB"), of("kappaA")];
      const relative =
        entry("gAB", "gAB") / (g * g) + entry("kappaA", "kappaA") / (k * k) - (2 * entry("gAB", "kappaA")) / (g * k);
      const coupling = { value: g / k, standardError: (g / k) * Math.sqrt(relative), truth: ratio };
      return { setup: "optomechanics" as const, label: `g_ab/κ_a = ${ratio}`, coupling, ...withRates(found, system) };
    }),
    ...figure2.bec.map((couplingRatioSquared, item) => {
      const system = { ...paper.bec, couplingRatioSquared };
      const found = fitted(system, known, atomic, heterodyne({ efficiency: assumedEfficiency }), averages.bec, item);
      const { value, standardError } = found.parameters.find(({ name }) => name === "couplingRatioSquared")!;
      const coupling = { value, standardError, truth: couplingRatioSquared };
      return { setup: "bec" as const, label: `(g_ab/g_cr)² = ${couplingRatioSquared}`, coupling, ...withRates(found, system) };
    }),
  ];
}

function fitted(
  system: System,
  source: Parameters<typeof fit>[0],
  frequency: Float64Array,
  detection: Detection,
  count: number,
  item: number,
) {
  return fit(source, simulateSpectrum(system, frequency, { detection, averages: count, seed, item }), { detection });
}

function withRates(found: Fit, system: System) {
  const truth = steadyState(system) as unknown as { nA: number; entropyProduction: number };
  const state = steadyState(found);
  const beside = (name: "nA" | "entropyProduction") => ({
    value: state[name],
    standardError: state.standardError[name],
    truth: truth[name],
  });
  return { fit: found, nA: beside("nA"), entropyProduction: beside("entropyProduction") };
}
