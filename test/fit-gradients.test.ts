// Proved: steadyState(fit) carries the fit's covariance to Π, μ_a, μ_b, n_a, n_b as differences of `steadyState` by the fit's own
// coordinates do (g, x, ln(1 − x), g² per power; n_Tb, T_b; all else); and a fit says the same of Π in whichever of these coordinates it
// is made. References of `sensitivities` and `spectrum` are in sensitivities.test.ts and spectrum-slopes.test.ts: here it is seen that
// they leave out no parameter, in no way of giving it, in no phase.

import { describe, expect, test } from "vitest";
import { criticalCoupling, fit, fitJointly, heterodyne, homodyne, linspace, paper, spectrum, steadyState } from "../src";
import type { Fit } from "../src/fit/result";
import sensitivityReferences from "./reference/sensitivities.json";
import spectrumReferences from "./reference/spectra.json";

const rates = ["entropyProduction", "muA", "muB", "nA", "nB"] as const;
type Rates = Record<(typeof rates)[number], number>;

const { kappaA } = paper.optomechanics;
const { temperatureB: _, ...bath } = paper.optomechanics;
const N_B = 4760233.262869517;
const om = { ...bath, gAB: 0.49 * kappaA, nThermalA: 0.2, nThermalB: N_B };
const { temperatureB: __, ...cold } = paper.bec;
const critical = criticalCoupling({ ...paper.bec }) as unknown as number;
/** A bath at 1 µK, so that something depends on its temperature. */
const T_B = 1e-6;
const hbarPerK = 6.62607015e-34 / (2 * Math.PI) / 1.380649e-23;
const n_B = 1 / Math.expm1((hbarPerK * paper.bec.omegaB) / T_B);
const bec = { ...cold, nThermalA: 0.1 };

const broad = linspace(0.3e6, 2.4e6, 801);
const narrow = linspace(-20e3, 20e3, 801);

/** The system at a fit's coordinates. */
function systemAt(fitted: Fit, values: Readonly<Record<string, number>>) {
  const { logDistance, couplingSquaredPerPower, ...rest } = Object.fromEntries(
    fitted.parameters
      .filter(({ name }) => !["angle", "efficiency", "gain", "dark", "background", "backgroundSlope"].includes(name))
      .map(({ name, value }) => [name, values[name] ?? value]),
  );
  return {
    ...rest,
    ...(logDistance !== undefined && { couplingRatioSquared: 1 - Math.exp(logDistance) }),
    ...(couplingSquaredPerPower !== undefined && { gAB: Math.sqrt(couplingSquaredPerPower * fitted.power!) }),
    model: fitted.model,
  };
}

/** J C Jᵀ, J by five-point differences of `steadyState`. */
function covarianceByDifferences(fitted: Fit): number[][] {
  const valueAt = (name: string) => fitted.parameters.find((p) => p.name === name)!.value;
  const J = rates.map(() => [] as number[]);
  for (const name of fitted.names) {
    const x = valueAt(name);
    const h = 2e-4 * Math.abs(x) * (name === "logDistance" ? 0.3 : 1);
    const at = (step: number) =>
      h === 0 ? undefined : (steadyState(systemAt(fitted, { [name]: x + step * h }) as never) as unknown as Rates);
    rates.forEach((rate, i) => {
      const of = (step: number) => at(step)?.[rate] ?? 0;
      J[i]!.push(h === 0 ? 0 : (8 * (of(1) - of(-1)) - (of(2) - of(-2))) / (12 * h));
    });
  }
  const k = fitted.names.length;
  return J.map((a) =>
    J.map((b) => a.reduce((sum, x, i) => sum + b.reduce((s, y, j) => s + x * fitted.covariance[k * i + j]! * y, 0), 0)),
  );
}

const exact = (
  system: object,
  frequency: Float64Array,
  detection: ReturnType<typeof homodyne> | ReturnType<typeof heterodyne>,
) => ({
  frequency,
  density: spectrum(system as never, frequency, { detection }).density,
  averages: 100,
  sides: "two" as const,
});

const angle = 1.1;
const ofLight = (coupling: "gAB" | "couplingSquaredPerPower", way: "nThermalB" | "temperatureB"): Fit => {
  const detection = homodyne({ angle, efficiency: 0.8 });
  const power = 2.5;
  const { omegaA, omegaB, gammaB, gAB } = om;
  const bathB = { nThermalB: N_B, temperatureB: (hbarPerK * omegaB) / Math.log1p(1 / N_B) }[way];
  return fitJointly([{ source: { model: "optomechanics" }, spectrum: exact(om, broad, detection), power }], {
    detection,
    free: [coupling, "omegaA", "kappaA", "omegaB", "gammaB", "angle"],
    calibrated: {
      [way]: { value: bathB, error: 0.01 * bathB },
      nThermalA: { value: 0.2, error: 0.01 },
      efficiency: { value: 0.8, error: 0.02 },
    },
    start: { omegaA, kappaA, omegaB, gammaB, angle, [coupling]: coupling === "gAB" ? gAB : gAB ** 2 / power },
  }).fits[0]!;
};

const ofAtoms = (
  coupling: "gAB" | "couplingRatioSquared" | "logDistance",
  way: "nThermalB" | "temperatureB",
  x: number,
): Fit => {
  const system = { ...bec, couplingRatioSquared: x, nThermalB: n_B };
  const detection = heterodyne();
  const own = { gAB: Math.sqrt(x) * critical, couplingRatioSquared: x, logDistance: Math.log(1 - x) }[coupling];
  const given = { ...bec, ...(way === "nThermalB" ? { nThermalB: n_B } : { temperatureB: T_B }) };
  const value = way === "nThermalB" ? n_B : T_B;
  return fit(given as never, exact(system, narrow, detection), {
    detection,
    free: [coupling, "gammaB", "background"],
    calibrated: {
      [way]: { value, error: 0.05 * value },
      omegaB: { value: bec.omegaB, error: 0.001 * bec.omegaB },
      omegaA: { value: bec.omegaA, error: 0.01 * bec.omegaA },
      kappaA: { value: bec.kappaA, error: 0.01 * bec.kappaA },
      nThermalA: { value: 0.1, error: 0.01 },
    },
    start: { [coupling]: own, gammaB: bec.gammaB, background: 0 },
  });
};

const fits: Record<string, () => Fit> = {
  "g, n_Tb": () => ofLight("gAB", "nThermalB"),
  "g, T_b": () => ofLight("gAB", "temperatureB"),
  "g² per power, T_b": () => ofLight("couplingSquaredPerPower", "temperatureB"),
  "Dicke: g, n_Tb": () => ofAtoms("gAB", "nThermalB", 0.93),
  "Dicke: x, n_Tb": () => ofAtoms("couplingRatioSquared", "nThermalB", 0.93),
  "Dicke: ln(1 − x), T_b": () => ofAtoms("logDistance", "temperatureB", 0.93),
  "Dicke: x, T_b, superradiant": () => ofAtoms("couplingRatioSquared", "temperatureB", 1.3),
  "Dicke: g, n_Tb, superradiant": () => ofAtoms("gAB", "nThermalB", 1.3),
};

test.each(Object.entries(fits))("%s: covariance of the rates is that of differences of steadyState", (_, make) => {
  const fitted = make();
  expect(fitted.isConverged).toBe(true);
  expect(fitted.undetermined).toEqual([]);
  const { covariance, standardError, budget, ...state } = steadyState(fitted);
  const expected = covarianceByDifferences(fitted);
  const at = steadyState(systemAt(fitted, {}) as never) as unknown as Rates;
  rates.forEach((rate, i) => {
    expect(Math.abs(state[rate] / at[rate] - 1), rate).toBeLessThan(1e-12);
    expect(Math.abs(standardError[rate] / Math.sqrt(expected[i]![i]!) - 1), `σ of ${rate}`).toBeLessThan(1e-6);
    rates.forEach((_, j) => {
      const scale = Math.sqrt(expected[i]![i]! * expected[j]![j]!);
      expect(Math.abs(covariance[5 * i + j]! - expected[i]![j]!) / scale, `${rate}, ${rates[j]}`).toBeLessThan(2e-6);
    });
  });
  // the budget is of the variance of Π, whole
  expect(budget.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 8);
  for (const { standardError: part, share } of budget) {
    expect(Math.abs(part ** 2 / covariance[0]! - share)).toBeLessThan(1e-9);
  }
});

describe("the same of Π and its error in any coordinates", () => {
  const same = (fits: readonly Fit[], tolerance: number) => {
    const [first, ...others] = fits.map((fitted) => steadyState(fitted));
    for (const other of others) {
      for (const rate of rates) {
        expect(Math.abs(other[rate] / first![rate] - 1), rate).toBeLessThan(1e-9);
        expect(Math.abs(other.standardError[rate] / first!.standardError[rate] - 1), `σ of ${rate}`).toBeLessThan(tolerance);
      }
    }
  };

  test.each([0.5, 0.93, 0.999])("g, x and ln(1 − x) at x = %d", (x) => {
    const coordinates = ["gAB", "couplingRatioSquared", "logDistance"] as const;
    same(
      coordinates.map((coupling) => ofAtoms(coupling, "nThermalB", x)),
      1e-6,
    );
  });

  test("g and x, superradiant", () => {
    same([ofAtoms("gAB", "nThermalB", 1.3), ofAtoms("couplingRatioSquared", "nThermalB", 1.3)], 1e-6);
  });

  test("g and g² per power; n_Tb and T_b, where n_Tb is as good as proportional to T_b/ω_b", () => {
    same([ofLight("gAB", "temperatureB"), ofLight("couplingSquaredPerPower", "temperatureB")], 1e-6);
    same([ofLight("gAB", "nThermalB"), ofLight("gAB", "temperatureB")], 1e-2);
  });
});

describe("the references leave nothing out", () => {
  test("sensitivities: five rates by seven parameters, for each way of coupling and bath, in each phase", () => {
    const seen = new Set<string>();
    for (const { model, inputs, derivatives } of sensitivityReferences as unknown as {
      model: string;
      inputs: Record<string, unknown>;
      derivatives: string[];
    }[]) {
      expect(derivatives).toHaveLength(35);
      for (const name of ["omegaA", "kappaA", "omegaB", "gammaB"]) expect(inputs).toHaveProperty(name);
      const coupling = "couplingRatioSquared" in inputs ? "x" : "g";
      const way = "temperatureB" in inputs ? "T" : "n";
      const { omegaA, kappaA: k, omegaB, gammaB, gAB = 0, couplingRatioSquared } = inputs as Record<string, number>;
      const ratio =
        couplingRatioSquared ?? (gAB! ** 2 * omegaA! * omegaB!) / ((omegaA! ** 2 + k! ** 2) * (omegaB! ** 2 + gammaB! ** 2));
      const phase = model === "dicke" && ratio > 1 ? "superradiant" : "normal";
      seen.add(`${model} ${coupling} ${way} ${phase}`);
    }
    for (const kind of ["optomechanics g n normal", "optomechanics g T normal"]) expect(seen).toContain(kind);
    for (const coupling of ["g", "x"]) {
      for (const phase of ["normal", "superradiant"]) expect(seen).toContain(`dicke ${coupling} n ${phase}`);
    }
    for (const phase of ["normal", "superradiant"]) expect(seen).toContain(`dicke x T ${phase}`);
    expect(seen).toContain("dicke g T normal");
  });

  test("spectra: every parameter of the formulas in every setup, detection and way of coupling", () => {
    const seen = new Set<string>();
    for (const { model, kind, isRatio, slopes } of spectrumReferences.cases as unknown as {
      model: string;
      kind: string;
      isRatio: boolean;
      slopes: Record<string, string[]>;
    }[]) {
      for (const name of Object.keys(slopes)) seen.add(`${model} ${kind} ${isRatio ? "x" : "g"} ${name}`);
    }
    const names = ["omegaA", "kappaA", "omegaB", "gammaB", "coupling", "nThermalA", "nThermalB"];
    for (const name of [...names, "angle"]) {
      for (const setup of ["OM homodyne g", "BEC homodyne g", "BEC homodyne x", "SR homodyne g", "SR homodyne x"]) {
        expect(seen).toContain(`${setup} ${name}`);
      }
    }
    for (const name of names) {
      for (const setup of ["BEC heterodyne g", "BEC heterodyne x", "SR heterodyne g", "SR heterodyne x"]) {
        expect(seen).toContain(`${setup} ${name}`);
      }
    }
    for (const name of ["omegaB", "gammaB", "nThermalB"]) expect(seen).toContain(`thermal thermal g ${name}`);
  });
});
