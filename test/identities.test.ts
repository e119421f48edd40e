// Proved: at random working points of both models and all phases, the second law, Π = μ_a + μ_b, the currents that carry the
// fluxes, the independent formula for Π, and every digit of the rates and of σ against a 256-bit solution of the Lyapunov equation.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { steadyState } from "../src";
import { matrixFrom } from "./support/big";
import { close } from "./support/close";
import { type Point, productionOf, steadyAnswer } from "./support/oracle";
import { conditionOf, kinds, red, runs, superradiant, systemOf } from "./support/systems";

const everything = ["entropyProduction", "muA", "muB", "nA", "nB", "covariance"] as const;
const run = (point: Point) => {
  const s = steadyState(systemOf(point), { outputs: everything });
  expect(s.status).toBe(0);
  return s;
};

describe.each(Object.entries(kinds))("%s", (kind, arbitrary) => {
  const isSuperradiant = kind.endsWith("superradiant");

  test("rates and occupations have all their digits", () => {
    fc.assert(
      fc.property(arbitrary(), (point) => {
        const s = run(point);
        const right = steadyAnswer(point);
        const tolerance = isSuperradiant ? 2e-13 : 1e-13;
        for (const name of ["entropyProduction", "muA", "muB", "nA", "nB"] as const) {
          const error = Math.abs(s[name] - right[name]);
          // a flux may pass through 0: then no more digits are asked for than the parameters hold
          if (error > tolerance * Math.abs(right[name]))
            close(
              s[name],
              right[name],
              conditionOf(point, (answer) => answer[name]),
              4 * Number.EPSILON,
              name,
            );
        }
      }),
      runs(1000),
    );
  });

  test("σ_ij has its digits, relative to √(σ_ii σ_jj)", () => {
    fc.assert(
      fc.property(arbitrary(), (point) => {
        const { covariance } = run(point);
        const right = steadyAnswer(point).covariance.map((row) => row.map((x) => x.number()));
        for (let i = 0; i < 4; i++) {
          for (let j = 0; j < 4; j++) {
            const scale = Math.sqrt(right[i]![i]! * right[j]![j]!);
            close(covariance[4 * i + j]!, right[i]![j]!, scale, isSuperradiant ? 2e-13 : 1e-13, `σ_${i}${j}`);
            expect(covariance[4 * i + j]).toBe(covariance[4 * j + i]);
          }
        }
      }),
      runs(1000),
    );
  });

  test("second law: Π ≥ 0, and all that is produced flows out: Π = Φ = μ_a + μ_b", () => {
    fc.assert(
      fc.property(arbitrary(4), (point) => {
        const { entropyProduction, muA, muB } = run(point);
        expect(entropyProduction).toBeGreaterThanOrEqual(0);
        const scale = Math.max(Math.abs(muA), Math.abs(muB));
        if (Math.abs(entropyProduction - (muA + muB)) > 1e-13 * scale) {
          const condition = conditionOf(point, (s) => s.muA) + conditionOf(point, (s) => s.muB);
          close(entropyProduction, muA + muB, scale + condition, 4 * Number.EPSILON, "Π = Φ");
        }
      }),
      runs(1000),
    );
  });

  if (!isSuperradiant)
    test("currents: N_a μ_a = −g⟨p_a q_b⟩, N_b μ_b = −g⟨q_a p_b⟩", () => {
      fc.assert(
        fc.property(arbitrary(), (point) => {
          const { muA, muB, covariance } = run(point);
          const g = point.gAB!;
          const Na = point.nThermalA + 0.5;
          const Nb = point.nThermalB + 0.5;
          const size = (i: number, j: number) => Math.abs(g) * Math.sqrt(covariance[5 * i]! * covariance[5 * j]!);
          close(Na * muA, -g * covariance[6]!, size(1, 2), 1e-14, "a");
          close(Nb * muB, -g * covariance[3]!, size(0, 3), 1e-14, "b");
        }),
        runs(500),
      );
    });

  test("fluxes and occupations are those of σ, to the digits that the difference leaves", () => {
    fc.assert(
      fc.property(arbitrary(), (point) => {
        const { muA, muB, nA, nB, covariance } = run(point);
        const { kappaA, gammaB, nThermalA, nThermalB } = point;
        const nAfromCovariance = (covariance[0]! + covariance[5]! - 1) / 2;
        const nBfromCovariance = (covariance[10]! + covariance[15]! - 1) / 2;
        close(nA, nAfromCovariance, covariance[0]! + covariance[5]!, 1e-13, "n_a");
        close(nB, nBfromCovariance, covariance[10]! + covariance[15]!, 1e-13, "n_b");
        const a = (nAfromCovariance + 0.5) / (nThermalA + 0.5);
        close(muA, 2 * kappaA * (a - 1), 2 * kappaA * (a + 1), 1e-13, "μ_a");
        const b = (point.model === "optomechanics" ? covariance[15]! : nBfromCovariance + 0.5) / (nThermalB + 0.5);
        const total = point.model === "optomechanics" ? b : (covariance[10]! + covariance[15]!) / (nThermalB + 0.5);
        close(muB, 2 * gammaB * (b - 1), 2 * gammaB * (total + 1), 1e-13, "μ_b");
      }),
      runs(500),
    );
  });
});

// Where σ keeps enough digits for the formula to show: neither bath nor coupling weak against the other.
const wellConditioned: Record<string, fc.Arbitrary<Point>> = {
  optomechanics: red("optomechanics", 0.5),
  "Dicke, normal": red("dicke", 0.5),
  "Dicke, superradiant": superradiant(0.5),
};

test.each(Object.entries(wellConditioned))("%s: Π = Σ (2/D_ii) r_iᵀ σ r_i", (_, arbitrary) => {
  fc.assert(
    fc.property(arbitrary, (point) => {
      const limits = { nThermalA: Math.min(point.nThermalA, 3), nThermalB: Math.min(point.nThermalB, 3) };
      const stronger = point.isSuperradiant ? point.gAB! : 0.2 * Math.sqrt(point.omegaA * point.omegaB);
      const mild = { ...point, ...limits, gAB: stronger };
      const { entropyProduction, covariance } = run(mild);
      close(entropyProduction, productionOf(mild, matrixFrom(covariance)).number(), entropyProduction, 1e-9, "Π");
    }),
    runs(300),
  );
});
