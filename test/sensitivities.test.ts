// Proved: the derivatives of the five rates, in every regime and in the caller's own parameters, are those of differences of the
// 4×4 Lyapunov solution in 150 digits (reference/sensitivities.py); what they are where there is no coupling, and of a bad row.

import { expect, test } from "vitest";
import { dicke, optomechanics, paper, type SensitiveOutput, type System, sensitivities, steadyState } from "../src";
import references from "./reference/sensitivities.json";
import { cases, type Wrong } from "./support/refuses";

const rates = ["entropyProduction", "muA", "muB", "nA", "nB"] as const;

type Derivatives = Record<SensitiveOutput, Record<string, number>> & { status: number };

test.each(references.map((c, index) => ({ ...c, index })))("$index $model $regime", ({ model, inputs, derivatives }) => {
  const system = model === "dicke" ? dicke(inputs as never) : optomechanics(inputs as never);
  const s = sensitivities(system as System) as unknown as Derivatives;
  expect(s.status).toBe(0);
  const coupling = "couplingRatioSquared" in inputs ? "couplingRatioSquared" : "gAB";
  const bath = "temperatureB" in inputs ? "temperatureB" : "nThermalB";
  const names = ["omegaA", "kappaA", "omegaB", "gammaB", coupling, "nThermalA", bath];
  rates.forEach((rate, i) => {
    expect(Object.keys(s[rate])).toEqual(names);
    names.forEach((name, k) => {
      const right = Number(derivatives[7 * i + k]);
      // Π = μ_a + μ_b: between equal baths either grows as the other falls
      const scale = rate === "entropyProduction" ? parts(derivatives, k) : Math.abs(right);
      expect(Math.abs(s[rate][name]! - right), `∂${rate}/∂${name} = ${right}`).toBeLessThanOrEqual(1e-14 * scale);
    });
  });
});

/** |∂μ_a| + |∂μ_b| by parameter k. */
const parts = (derivatives: string[], k: number) =>
  Math.abs(Number(derivatives[7 + k])) + Math.abs(Number(derivatives[14 + k]));

const point = { omegaA: 3, kappaA: 1, omegaB: 2, gammaB: 0.1, nThermalA: 0.5, nThermalB: 7 };

test.each([optomechanics({ ...point, gAB: 0 }), dicke({ ...point, gAB: 0 })])(
  "without coupling: exactly 0 or 1 ($model)",
  (system) => {
    const { status, ...s } = sensitivities(system as System) as unknown as Derivatives;
    expect(status).toBe(0);
    for (const [rate, by] of Object.entries(s)) {
      for (const [name, derivative] of Object.entries(by)) {
        const own = `${rate} ${name}`;
        expect(derivative, own).toBe(own === "nA nThermalA" || own === "nB nThermalB" ? 1 : 0);
      }
    }
  },
);

test("the rate of growth with (g/g_cr)² at no coupling is that at very little", () => {
  const system = dicke({ ...point, couplingRatioSquared: [0, 1e-12] });
  const { muA } = steadyState(system);
  const { couplingRatioSquared: by } = sensitivities(system).muA;
  expect(by[0]! * 1e-12).toBeCloseTo(muA[1]!, 20);
});

test("at absolute zero nothing changes with the temperature, and with ω_b as at constant n_Tb", () => {
  const { nThermalB: _, ...cold } = point;
  const s = sensitivities(optomechanics({ ...cold, gAB: 1, temperatureB: 0 }));
  const t = sensitivities(optomechanics({ ...cold, gAB: 1, nThermalB: 0 }));
  for (const rate of rates) {
    expect(s[rate].temperatureB).toBe(0);
    expect(s[rate].omegaB).toBe(t[rate].omegaB);
  }
});

test("the sign of g is the sign of the derivative by it alone", () => {
  const s = sensitivities(dicke({ ...point, gAB: [0.5, -0.5] })).muA;
  for (const [name, [plus, minus]] of Object.entries(s)) expect(minus).toBe(name === "gAB" ? -plus! : plus);
});

test("rows without a steady state are NaN, with the status of steadyState", () => {
  const gAB = [0.1, 100, Number.NaN, 0.1];
  const gammaB = [0.1, 0.1, 0.1, -1];
  const system = optomechanics({ ...point, gammaB, gAB });
  const s = sensitivities(system, { outputs: ["nB"] });
  expect(s.status).toEqual(steadyState(system).status);
  for (const column of Object.values(s.nB)) expect([...column].map(Number.isNaN)).toEqual([false, true, true, true]);
});

test("a row is the same alone and in a batch, in both phases", () => {
  const ratios = Float64Array.from({ length: 2049 }, (_, i) => (i + 0.5) / 1024);
  const batch = sensitivities({ ...paper.bec, couplingRatioSquared: ratios });
  for (const row of [0, 1, 1022, 1023, 1024, 1025, 2048]) {
    const alone = sensitivities({ ...paper.bec, couplingRatioSquared: ratios[row]! });
    for (const rate of rates) {
      for (const name of ["kappaA", "temperatureB", "couplingRatioSquared"] as const) {
        expect(alone[rate][name]).toBe(batch[rate][name][row]);
      }
    }
  }
});

const wrong = (options: Wrong) => sensitivities(optomechanics({ ...point, gAB: 0.1 }), options);
cases("sensitivities", [
  ["no system", () => sensitivities(5 as Wrong), /^system: expected .+, got 5$/],
  ["an output without derivatives", () => wrong({ outputs: ["covariance"] }), /^covariance: no such output; /],
  ["a misspelt output", () => wrong({ outputs: ["muC"] }), "muC: no such output; did you mean muA?"],
  ["one name", () => wrong({ outputs: "muA" }), /^outputs: expected .+, got "muA"$/],
  ["a misspelt option", () => wrong({ output: [] }), "output: no such option; did you mean outputs?"],
  [
    "not beyond",
    () => sensitivities(dicke({ ...point, couplingRatioSquared: 0.5, phase: "superradiant" })),
    /^couplingRatioSquared: expected a ratio/,
  ],
]);
