// Proved: a row is answered exactly where all eigenvalues of A have negative real parts, and `stabilityMargin` is −max Re λ to
// 12 digits: Routh's criterion on A moved by the margin, in 256-bit arithmetic.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dicke, optomechanics, steadyState } from "../src";
import { criticalSquared, isStabilityMargin, isStable, langevin, type Point } from "./support/oracle";
import { hopfSquared, kinds, logarithmic, rates, runs, systemOf } from "./support/systems";

const run = (point: Point) => {
  const normal = systemOf(point);
  const system = normal.model === "dicke" && !point.isSuperradiant ? { ...normal, phase: "normal" as const } : normal;
  return steadyState(system, { outputs: ["stabilityMargin", "entropyProduction", "covariance"] });
};

describe.each(Object.entries(kinds))("%s: stable", (_, arbitrary) => {
  test("has an answer, and the margin of the eigenvalues", () => {
    fc.assert(
      fc.property(arbitrary(), (point) => {
        const { A } = langevin(point);
        const { status, stabilityMargin } = run(point);
        expect(status).toBe(0);
        expect(isStable(A)).toBe(true);
        expect(stabilityMargin).toBeGreaterThan(0);
        if (!isStabilityMargin(A, stabilityMargin, 1e-12)) throw new Error(`−max Re λ is not ${stabilityMargin}`);
      }),
      runs(300),
    );
  });
});

/** g at `fraction` of the threshold of g², from a point of the rates alone. */
const beyond = (model: Point["model"], isBlue: boolean) =>
  fc.tuple(rates(model), logarithmic(-6, 4)).map(([p, excess]): Point => {
    const point = isBlue ? { ...p, omegaA: -p.omegaA } : p;
    const threshold = isBlue ? hopfSquared(point) : criticalSquared(point).number();
    return { ...point, gAB: Math.sqrt(threshold * (1 + excess)) };
  });

describe.each(["optomechanics", "dicke"] as const)("%s, normal phase", (model) => {
  test.each([
    ["red, beyond the critical coupling", false, 1],
    ["blue, beyond the parametric threshold", true, 2],
  ] as const)("%s: no answer, status, negative margin", (_, isBlue, expected) => {
    fc.assert(
      fc.property(beyond(model, isBlue), (point) => {
        fc.pre(Math.abs(point.gAB!) <= 1e20);
        const { A } = langevin(point);
        const { status, stabilityMargin, entropyProduction, covariance } = run(point);
        expect(isStable(A)).toBe(false);
        expect(status).toBe(expected);
        expect([entropyProduction, ...covariance].every(Number.isNaN)).toBe(true);
        expect(stabilityMargin).toBeLessThan(0);
        if (!isStabilityMargin(A, stabilityMargin, 1e-12)) throw new Error(`−max Re λ is not ${stabilityMargin}`);
      }),
      runs(300),
    );
  });
});

// Eigenvalues that can be written down.
test.each([
  [
    "uncoupled modes of different damping",
    optomechanics({ omegaA: 3, kappaA: 2, omegaB: 5, gammaB: 0.5, nThermalB: 0, gAB: 0 }),
    0.5,
  ],
  ["overdamped: γ − √(γ² − ω_b²)", optomechanics({ omegaA: 3, kappaA: 40, omegaB: 3, gammaB: 5, nThermalB: 0, gAB: 0 }), 1],
  [
    "critically damped: a double eigenvalue",
    optomechanics({ omegaA: 3, kappaA: 2, omegaB: 1, gammaB: 1, nThermalB: 0, gAB: 0 }),
    1,
  ],
  [
    "cavity on resonance: a double eigenvalue",
    dicke({ omegaA: 0, kappaA: 0.25, omegaB: 1, gammaB: 1, nThermalB: 0, gAB: 7 }),
    0.25,
  ],
  ["two equal modes", dicke({ omegaA: 1, kappaA: 1, omegaB: 1, gammaB: 1, nThermalB: 0, gAB: 0 }), 1],
])("%s", (_, system, margin) => {
  expect(steadyState(system, { outputs: ["stabilityMargin"] }).stabilityMargin).toBe(margin);
});

test("at the critical point the margin vanishes", () => {
  const system = dicke({
    omegaA: 3,
    kappaA: 2,
    omegaB: 1,
    gammaB: 0.5,
    nThermalB: 0,
    couplingRatioSquared: 1,
    phase: "normal",
  });
  const { status, stabilityMargin } = steadyState(system, { outputs: ["stabilityMargin"] });
  expect(status).toBe(1);
  expect(Math.abs(stabilityMargin)).toBe(0);
});
