// Fig. 3 of the paper with data: a series of couplings of each experiment, simulated as it would be measured, fitted jointly, and held
// against the theory of Table I.

import {
  type Agreement,
  agreement,
  crossCovariance,
  fitJointly,
  Hz,
  heterodyne,
  homodyne,
  type JointFit,
  linspace,
  paper,
  redrawn,
  type System,
  sensitivities,
  simulateSpectrum,
  steadyState,
} from "clausius";
import { rounded } from "../io/aligned";

/** A value with its error, and what the simulation was made with. */
export interface Estimate {
  readonly value: number;
  readonly standardError: number;
  readonly truth: number;
}

const rates = ["entropyProduction", "muA", "muB"] as const;

/** One point of Fig. 3. */
export interface SeriesPoint extends Readonly<Record<(typeof rates)[number], Estimate>> {
  /** g_ab/κ_a, or (g_ab/g_cr)² of the BEC, as the spectrum tells it; `truth` is what the pump was set to. */
  readonly coupling: Estimate;
  /** Averaged periodograms. */
  readonly averages: number;
}

/** The points of one experiment, and how they agree with the theory. */
export interface Series {
  readonly setup: "optomechanics" | "bec";
  readonly joint: JointFit;
  readonly points: readonly SeriesPoint[];
  /** Of ln Π with the theory's at the couplings that were set, by the covariance of all points. */
  readonly agreement: Agreement;
}

/** What the experiments are taken to be beyond Table I: none of it is printed in the paper. */
export const assumed = {
  optomechanics: {
    efficiency: 0.6,
    /** Of the calibrations of γ_b (rad/s) and T_b (K). */
    errors: { gammaB: Hz(5), temperatureB: 2 },
    averages: 100,
    ratios: [0.1, 0.2, 0.35, 0.49, 0.75, 1, 1.3, 1.65, 2, 2.29, 2.6, 2.9],
    /** 0.6 kHz apart: the mode is 2.6 kHz wide at the weakest coupling. */
    frequency: linspace(0.3e6, 2.4e6, 3501),
  },
  bec: {
    efficiency: 0.05,
    errors: { efficiency: 0.001 },
    /** (g_ab/g_cr)² and averages: with η of 5 % the weakest coupling adds 0.5 % to the vacuum's noise, and is measured for longer. */
    points: [
      [0.1, 400_000],
      [0.2, 50_000],
      [0.3, 10_000],
      [0.4, 4000],
      [0.5, 2000],
      [0.6, 1000],
      [0.7, 600],
      [0.8, 400],
      [0.87, 400],
      [0.93, 400],
      [0.97, 400],
    ],
    frequency: linspace(-12e3, 12e3, 801),
  },
} as const;

/** Fixed before the first run. */
const seeds = { optomechanics: 1602, bec: 6958 } as const;

/**
 * The optomechanical series: phase quadrature, γ_b and T_b calibrated, η unknown; these and κ are one for all spectra.
 *
 * @param experiment which of the independent ones
 */
export function optomechanicalSeries(experiment = 0): Series {
  const { averages, efficiency, errors, ratios, frequency } = assumed.optomechanics;
  const { omegaA, kappaA, omegaB, gammaB, temperatureB } = paper.optomechanics;
  const seed = seeds.optomechanics;
  const detection = homodyne({ efficiency });
  const calibrated = redrawn(
    {
      gammaB: { value: gammaB, error: errors.gammaB },
      temperatureB: { value: temperatureB, error: errors.temperatureB },
    },
    { seed, item: experiment },
  );
  const set = ratios.map((ratio) => ({ ratio, averages, system: { ...paper.optomechanics, gAB: ratio * kappaA } }));
  const spectra = set.map(({ ratio, system }, i) => ({
    label: `g_ab/κ_a = ${ratio}`,
    source: { model: system.model },
    spectrum: simulateSpectrum(system, frequency, { detection, averages, seed, item: set.length * experiment + i }),
    // about where the pump's power puts it
    start: { gAB: system.gAB, omegaA, omegaB, angle: Math.PI / 2 },
  }));
  const joint = fitJointly(spectra, { detection: homodyne(), calibrated, start: { kappaA, efficiency } });
  return seriesOf("optomechanics", joint, set, ({ value }) => {
    const [g, kappa] = [value("gAB"), value("kappaA")];
    return { coupling: g / kappa, slopes: { gAB: 1 / kappa, kappaA: -g / (kappa * kappa) } };
  });
}

/**
 * The series of the BEC: heterodyne detection, η calibrated; it and the background are one for all spectra, γ_b depends on the working
 * point and is each spectrum's own.
 *
 * @param experiment which of the independent ones
 */
export function atomicSeries(experiment = 0): Series {
  const { points, efficiency, errors, frequency } = assumed.bec;
  const { gammaB, ...known } = paper.bec;
  const seed = seeds.bec;
  const detection = heterodyne({ efficiency });
  const calibrated = redrawn({ efficiency: { value: efficiency, error: errors.efficiency } }, { seed, item: experiment });
  const set = points.map(([ratio, averages]) => ({
    ratio,
    averages,
    system: { ...paper.bec, couplingRatioSquared: ratio },
  }));
  const spectra = set.map(({ ratio, averages, system }, i) => ({
    label: `(g_ab/g_cr)² = ${ratio}`,
    source: known,
    spectrum: simulateSpectrum(system, frequency, { detection, averages, seed, item: set.length * experiment + i }),
    start: { couplingRatioSquared: ratio, gammaB },
  }));
  const joint = fitJointly(spectra, { detection, calibrated, shared: ["background"], start: { background: 0 } });
  return seriesOf("bec", joint, set, ({ value }) => ({
    coupling: value("couplingRatioSquared"),
    slopes: { couplingRatioSquared: 1 },
  }));
}

/** `χ² = 8.1 for 12 points, P = 0.77`. */
export const agreementText = ({ chiSquared, degreesOfFreedom, probability }: Agreement): string =>
  `χ² = ${chiSquared.toFixed(1)} for ${degreesOfFreedom} points, P = ${rounded(probability, 2)}`;

interface Working {
  readonly ratio: number;
  readonly averages: number;
  readonly system: System;
}

/** Where a fit lies on the axis of Fig. 3, and its slopes by the parameters. */
type Place = (fit: { value: (name: string) => number }) => { coupling: number; slopes: Readonly<Record<string, number>> };

/** aᵀ C b. */
const product = (a: Float64Array, C: Float64Array, b: Float64Array): number =>
  a.reduce((sum, x, i) => sum + b.reduce((part, y, j) => part + x * C[b.length * i + j]! * y, 0), 0);

function seriesOf(setup: Series["setup"], joint: JointFit, set: readonly Working[], place: Place): Series {
  const found = joint.fits.map((fit, i) => {
    const { ratio, averages, system } = set[i]!;
    const along = (slopes: Readonly<Record<string, number>>) => Float64Array.from(fit.names, (name) => slopes[name] ?? 0);
    const value = (name: string) => fit.parameters.find((parameter) => parameter.name === name)!.value;
    const { coupling, slopes } = place({ value });
    const gradient = along(slopes);
    const error = Math.sqrt(product(gradient, fit.covariance, gradient));
    const state = steadyState(fit);
    const theory = steadyState(system) as unknown as Readonly<Record<(typeof rates)[number], number>>;
    const estimate = (name: (typeof rates)[number]): Estimate => ({
      value: state[name],
      standardError: state.standardError[name],
      truth: theory[name],
    });
    const production = sensitivities(fit.system as System).entropyProduction as unknown as Readonly<Record<string, number>>;
    return {
      point: {
        coupling: { value: coupling, standardError: error, truth: ratio },
        averages,
        entropyProduction: estimate("entropyProduction"),
        muA: estimate("muA"),
        muB: estimate("muB"),
      },
      // ln(Π/Π_th) to the third order of it, and its slopes
      deviation:
        (2 * (state.entropyProduction - theory.entropyProduction)) / (state.entropyProduction + theory.entropyProduction),
      slopes: along(production).map((slope) => slope / state.entropyProduction),
    };
  });
  const k = found.length;
  const covariance = Float64Array.from({ length: k * k }, (_, ij) => {
    const [i, j] = [Math.floor(ij / k), ij % k];
    return product(found[i]!.slopes, crossCovariance(joint, i, j), found[j]!.slopes);
  });
  const deviations = found.map(({ deviation }) => deviation);
  return { setup, joint, points: found.map(({ point }) => point), agreement: agreement(deviations, covariance) };
}
