// The working points at which coverage is measured, and what is fitted there.

import { type CoverageOptions, heterodyne, homodyne, linspace, paper, type System } from "clausius";

/** A system, how it is measured, and what is fitted. */
export interface Setup
  extends Pick<CoverageOptions, "detection" | "frequencies" | "averages" | "free" | "calibrated" | "quantities"> {
  readonly name: string;
  readonly system: System;
}

const { optomechanics, bec } = paper;
const rates = ["nA", "nB", "muA", "muB", "entropyProduction"] as const;

const membrane = (ratio: number, averages: number): Setup => ({
  name: `optomechanics g/κ = ${ratio}, n = ${averages}`,
  system: { ...optomechanics, gAB: ratio * optomechanics.kappaA },
  detection: homodyne(),
  frequencies: linspace(0.2e6, 2.4e6, 2000),
  averages,
  free: ["gAB", "kappaA", "omegaA", "omegaB", "angle", "gammaB"],
  quantities: ["gAB", ...rates],
});

/** γ to 5 Hz, T_b to 1 K, η from the spectrum: an honest bar. */
const calibrated = (ratio: number, averages: number): Setup => ({
  ...membrane(ratio, averages),
  name: `optomechanics g/κ = ${ratio}, n = ${averages}, γ and T_b calibrated, η free`,
  detection: homodyne({ efficiency: 0.7 }),
  free: ["gAB", "kappaA", "omegaA", "omegaB", "angle", "efficiency"],
  calibrated: {
    gammaB: { value: optomechanics.gammaB, error: 2 * Math.PI * 5 },
    temperatureB: { value: optomechanics.temperatureB, error: 1 },
  },
});

/** Where −ln L is no parabola: close to the critical coupling, the soft mode at the edge of the band, θ known. */
const steep: Setup = {
  ...membrane(3, 10),
  name: "optomechanics g/κ = 3, n = 10, θ known, from 0.3 MHz",
  frequencies: linspace(0.3e6, 2.4e6, 2001),
  free: ["gAB", "kappaA", "omegaA", "omegaB", "gammaB"],
};

const atoms = (x: number, efficiency: number, averages: number): Setup => ({
  name: `BEC x = ${x}, η = ${efficiency}, n = ${averages}`,
  system: { ...bec, couplingRatioSquared: x },
  detection: heterodyne({ efficiency }),
  frequencies: linspace(-25e3, 25e3, 2000),
  averages,
  free: ["couplingRatioSquared", "gammaB", "background"],
  quantities: ["couplingRatioSquared", ...rates],
});

/** All of them. */
export const setups: readonly Setup[] = [10, 100].flatMap((averages) => [
  ...[0.49, 1, 2.29].map((ratio) => membrane(ratio, averages)),
  ...[0.49, 2.29].map((ratio) => calibrated(ratio, averages)),
  ...(averages === 10 ? [steep] : []),
  atoms(0.5, 1, averages),
  atoms(0.93, 1, averages),
  atoms(0.93, 0.05, averages),
]);
