// What a spectrum can tell of Π: σ(Π)/Π of exact spectra, against the values that an independent calculation gives (dual numbers in
// long double, Fisher information inverted with 40 digits), and against the two digits of the published table.
// Optomechanics: 2001 bins from 0.3 to 2.4 MHz; BEC: 2001 bins from −20 to 20 kHz; n = 100.

import { describe, expect, test } from "vitest";
import {
  type Detection,
  fit,
  fitJointly,
  heterodyne,
  homodyne,
  linspace,
  paper,
  spectrum,
  type System,
  steadyState,
} from "../src";
import type { FitParameterName } from "../src/fit/parameters";

const kappa = paper.optomechanics.kappaA;
const fb = paper.optomechanics.omegaB / (2 * Math.PI);
const broad = linspace(0.3e6, 2.4e6, 2001);
const coupled = (ratio: number) => ({ ...paper.optomechanics, gAB: ratio * kappa });

/** A spectrum that is its own expectation. */
const exact = (system: System, frequency: Float64Array, detection: Detection, averages = 100) => ({
  frequency,
  density: spectrum(system as never, frequency, { detection }).density,
  averages,
  sides: "two" as const,
});

/** σ(Π)/Π of a fit to it, in percent. */
function errorOfPi(system: System, frequency: Float64Array, detection: Detection, free: FitParameterName[], averages = 100): number {
  const truth: Record<string, number> = { angle: Math.PI / 2, background: 0, efficiency: 1, ...(system as object), ...(detection as object) };
  const start = Object.fromEntries(free.map((name) => [name, truth[name]!]));
  const fitted = fit(system as never, exact(system, frequency, detection, averages), { detection, free, start });
  const { entropyProduction, standardError } = steadyState(fitted);
  return (100 * standardError.entropyProduction) / entropyProduction;
}

const near = (value: number, expected: number, relative = 0.004) => {
  expect(Math.abs(value / expected - 1), `${value} for ${expected}`).toBeLessThan(relative);
};

describe("optomechanics", () => {
  const five: FitParameterName[] = ["gAB", "kappaA", "omegaA", "omegaB", "gammaB"];

  test("{g, κ, ω_a, ω_b, γ}: 0.83 % and 0.39 %; at g/κ = 3, n = 10: 37 %", () => {
    near(errorOfPi(coupled(0.49), broad, homodyne(), five), 0.8251);
    near(errorOfPi(coupled(2.29), broad, homodyne(), five), 0.3892);
    near(errorOfPi(coupled(3), broad, homodyne(), five, 10), 36.71);
  });

  test("with η as well: thousands of percent; with the background too 8200 % and 5500 %", () => {
    near(errorOfPi(coupled(0.49), broad, homodyne(), [...five, "efficiency"]), 7701);
    near(errorOfPi(coupled(2.29), broad, homodyne(), [...five, "efficiency"]), 4661);
    const half = homodyne({ efficiency: 0.5 });
    near(errorOfPi(coupled(0.49), broad, half, [...five, "efficiency", "background"]), 8238);
    near(errorOfPi(coupled(2.29), broad, half, [...five, "efficiency", "background"]), 5501);
  });

  test("with θ: σ_θ = 0.3° to 0.4°", () => {
    for (const [ratio, expected] of [
      [0.49, 0.305],
      [1, 0.305],
      [2.29, 0.38],
    ] as const) {
      const system = coupled(ratio);
      const free: FitParameterName[] = [...five, "angle"];
      const start = Object.fromEntries(free.map((name) => [name, { ...system, angle: Math.PI / 2 }[name as "angle"]]));
      const fitted = fit(system, exact(system, broad, homodyne()), { detection: homodyne(), free, start });
      const angle = fitted.parameters.find(({ name }) => name === "angle")!;
      near((angle.standardError * 180) / Math.PI, expected, 0.01);
    }
  });

  test("γ and T_b fixed: a fit's own error of 0.05 % or less says nothing, and it says so", () => {
    const system = coupled(0.49);
    near(errorOfPi(system, broad, homodyne(), ["gAB", "kappaA", "omegaA", "omegaB"]), 0.034, 0.02);
    const { gAB, kappaA, omegaA, omegaB } = system;
    const start = { gAB, kappaA, omegaA, omegaB };
    const free = Object.keys(start) as FitParameterName[];
    const fitted = fit(system, exact(system, broad, homodyne()), { detection: homodyne(), free, start });
    for (const name of ["gammaB", "temperatureB"]) {
      const found = fitted.fixedSensitivities.find((one) => one.name === name)!;
      near(found.direct, 1, 0.02);
      expect(fitted.warnings.join("\n")).toContain(`Π depends on ${name}, which is fixed`);
    }
  });
});

describe("a thermometer: traces that share κ, ω_a, ω_b, γ, η, T known", () => {
  const narrow = linspace(fb - 11e3, fb + 11e3, 2001);
  const shared: FitParameterName[] = ["kappaA", "omegaA", "omegaB", "gammaB", "efficiency"];

  function errorOfPiJointly(weak: number | undefined): number {
    const traces = [0.49, 1, 2.29].map((ratio) => ({ ratio, frequency: broad }));
    if (weak) traces.push({ ratio: weak, frequency: narrow });
    const { kappaA, omegaA, omegaB, gammaB } = paper.optomechanics;
    const joint = fitJointly(
      traces.map(({ ratio, frequency }) => ({
        source: coupled(ratio),
        spectrum: exact(coupled(ratio), frequency, homodyne()),
        start: { gAB: ratio * kappa },
      })),
      {
        detection: homodyne(),
        shared,
        free: ["gAB", ...shared],
        start: { kappaA, omegaA, omegaB, gammaB, efficiency: 1 },
      },
    );
    const { entropyProduction, standardError } = steadyState(joint.fits[0]!);
    return (100 * standardError.entropyProduction) / entropyProduction;
  }

  test("g/κ = 0.49, 1, 2.29 alone: 85 %; with 0.05: 1.2 %; with 0.01: 0.85 %", () => {
    near(errorOfPiJointly(undefined), 84.57);
    near(errorOfPiJointly(0.05), 1.181);
    near(errorOfPiJointly(0.01), 0.8522);
  });
});

describe("BEC", () => {
  const band = linspace(-20e3, 20e3, 2001);
  // no bin is the mirror of another: the sidebands count as independent, as in the published table
  const apart = band.map((f) => f + 3);
  const at = (x: number) => ({ ...paper.bec, couplingRatioSquared: x });
  const three: FitParameterName[] = ["couplingRatioSquared", "gammaB", "background"];

  test.each([
    [1, 0.5, 1.37, 1.39],
    [1, 0.93, 0.419, 0.546],
    [1, 0.99, 0.819, 1.15],
    [0.05, 0.5, 19.3, 19.3],
    [0.05, 0.8, 5.15, 5.16],
    [0.05, 0.93, 1.99, 2.02],
  ])("η = %d, x = %d: %d % if sidebands were independent, %d % as they are", (efficiency, x, independent, correlated) => {
    near(errorOfPi(at(x), apart, heterodyne({ efficiency }), three), independent, 0.005);
    near(errorOfPi(at(x), band, heterodyne({ efficiency }), three), correlated, 0.005);
  });

  test("x = 0.93, η = 1, also ω_b and η: 5.9 %; also n_Tb: 33 %", () => {
    const free: FitParameterName[] = [...three, "omegaB", "efficiency"];
    near(errorOfPi(at(0.93), apart, heterodyne(), free), 5.89, 0.005);
    near(errorOfPi(at(0.93), band, heterodyne(), free), 4.15, 0.005);
    const { temperatureB: _, ...rest } = paper.bec;
    const cold = { ...rest, nThermalB: 2.802175968961762e-5, couplingRatioSquared: 0.93 };
    near(errorOfPi(cold, apart, heterodyne(), [...free, "nThermalB"]), 33.0, 0.005);
    near(errorOfPi(cold, band, heterodyne(), [...free, "nThermalB"]), 36.2, 0.005);
  });
});
