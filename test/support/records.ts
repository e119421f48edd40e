// Records of every kind, and what their equations of motion say of them.

import {
  type Detection,
  drift,
  heterodyne,
  homodyne,
  paper,
  position,
  type System,
  steadyState,
  type ThermalOscillator,
  thermalOscillator,
} from "../../src";
import type { Watched } from "./sampled";

/** A source, and how it is watched. */
export interface Setup {
  readonly system: System | ThermalOscillator;
  readonly detection: Detection;
}

const { kappaA } = paper.optomechanics;
const kelvin = { ...paper.bec, temperatureB: 1e-6 };

export const setups: Readonly<Record<string, Setup>> = {
  "optomechanics, g/κ = 0.49": { system: { ...paper.optomechanics, gAB: 0.49 * kappaA }, detection: homodyne() },
  "optomechanics, g/κ = 2.29, θ = 18.8°, half lost": {
    system: { ...paper.optomechanics, gAB: 2.29 * kappaA, nThermalA: 0.2 },
    detection: homodyne({ angle: 0.328, efficiency: 0.5, gain: 3e-9, dark: 0.3, background: 1e-9 }),
  },
  "BEC, x = 0.93": {
    system: { ...paper.bec, couplingRatioSquared: 0.93 },
    detection: heterodyne({ efficiency: 0.7, gain: 2, dark: 0.1, background: 0.3 }),
  },
  "BEC at 1 µK, x = 0.5, thermal light": {
    system: { ...kelvin, couplingRatioSquared: 0.5, nThermalA: 0.5 },
    detection: heterodyne(),
  },
  "BEC, x = 2, superradiant": { system: { ...paper.bec, couplingRatioSquared: 2 }, detection: heterodyne() },
  "BEC, x = 0.8, homodyne": {
    system: { ...paper.bec, couplingRatioSquared: 0.8 },
    detection: homodyne({ angle: 1.1, efficiency: 0.9 }),
  },
  "an oscillator": {
    system: thermalOscillator({ omegaB: 2 * Math.PI * 61.8e3, gammaB: 2 * Math.PI * 535, nThermalB: 40 }),
    detection: position({ gain: 1e-3, dark: 2e-7, background: 1e-10 }),
  },
};

/** The watched system of a set-up, from the printed equations; a complex record as its real and imaginary parts. */
export function watchedOf({ system, detection }: Setup): Watched {
  const { gain = 1, dark = 0, background = 0 } = detection;
  const s = Math.sqrt(gain);
  if (system.model === "thermal") {
    const { omegaB, gammaB, nThermalB } = system as unknown as Record<string, number>;
    const A = [
      [0, omegaB!],
      [-omegaB!, -2 * gammaB!],
    ];
    const N = nThermalB! + 0.5;
    const sigma = [
      [N, 0],
      [0, N],
    ];
    return { A, sigma, C: [[s, 0]], G: [[0], [0]], R: [[gain * dark + background]] };
  }
  const square = (x: Float64Array) => [0, 1, 2, 3].map((i) => [...x.subarray(4 * i, 4 * i + 4)]);
  const A = square(drift(system as never).drift);
  const { covariance } = steadyState(system as never, { outputs: ["covariance"] }) as { covariance: Float64Array };
  const { kappaA: k, nThermalA = 0 } = system as { kappaA: number; nThermalA?: number };
  const { efficiency = 1 } = detection as { efficiency?: number };
  const N = nThermalA + 0.5;
  const r = Math.SQRT1_2;
  const quadratures =
    detection.detection === "homodyne"
      ? [[Math.cos(detection.angle ?? Math.PI / 2), Math.sin(detection.angle ?? Math.PI / 2)]]
      : [
          [r, 0],
          [0, -r],
        ];
  const amplitude = s * Math.sqrt(efficiency);
  const outputs = quadratures.map((pair) => pair.map((c) => amplitude * c));
  // a_out = √(2κ) a − a_in, da = … + √(2κ) a_in
  const C = outputs.map(([c, q]) => [Math.sqrt(2 * k) * c!, Math.sqrt(2 * k) * q!, 0, 0]);
  const G = [0, 1, 2, 3].map((i) => outputs.map((pair) => (i < 2 ? -Math.sqrt(2 * k) * N * pair[i]! : 0)));
  const vacuum = detection.detection === "homodyne" ? (1 - efficiency) / 2 : (1 - efficiency) / 2 + 0.5;
  const white = (gain * (vacuum + dark) + background) / outputs.length;
  const R = outputs.map((a, i) => outputs.map((b, j) => N * (a[0]! * b[0]! + a[1]! * b[1]!) + (i === j ? white : 0)));
  return { A, sigma: square(covariance), C, G, R };
}
