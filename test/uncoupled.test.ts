// Proved: without coupling nothing is produced, exactly; with a bath at zero temperature nothing is excited, exactly; and the
// sign of the coupling changes the sign of the correlations between the modes, and nothing else, bit for bit.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { relax, steadyState } from "../src";
import { kinds, logarithmic, occupation, rates, runs, systemOf } from "./support/systems";

describe.each(["optomechanics", "dicke"] as const)("%s", (model) => {
  const uncoupled = fc
    .tuple(rates(model, 5), fc.constantFrom(1, -1, 0), fc.constantFrom(0, -0))
    .map(([p, sign, gAB]) => ({ ...p, omegaA: sign * p.omegaA, gAB }));

  test("g = 0: Π, μ_a, μ_b are 0, and each mode has the occupation of its bath", () => {
    fc.assert(
      fc.property(uncoupled, (point) => {
        const { entropyProduction, muA, muB, nA, nB, status } = steadyState(systemOf(point));
        expect(status).toBe(0);
        expect([entropyProduction, muA, muB].every((x) => Object.is(x, 0))).toBe(true);
        expect(Math.abs(nA - point.nThermalA)).toBeLessThanOrEqual(4e-16 * point.nThermalA);
        expect(Math.abs(nB - point.nThermalB)).toBeLessThanOrEqual(4e-16 * point.nThermalB);
      }),
      runs(1000),
    );
  });

  test("g = 0 and a bath a at zero temperature: n_a is 0", () => {
    fc.assert(
      fc.property(uncoupled, (point) => {
        expect(Object.is(steadyState(systemOf({ ...point, nThermalA: 0 })).nA, 0)).toBe(true);
        expect(Object.is(steadyState(systemOf({ ...point, nThermalB: 0 })).nB, 0)).toBe(true);
      }),
      runs(1000),
    );
  });

  test("g = 0: equilibrium stays equilibrium at all times", () => {
    fc.assert(
      fc.property(uncoupled, logarithmic(-12, 6), (point, t) => {
        const r = relax(systemOf(point), [0, t / point.kappaA]);
        for (const rate of [r.entropyRate, r.entropyFlux, r.entropyProduction, r.muA, r.muB]) {
          expect([...rate]).toEqual([0, 0]);
        }
      }),
      runs(100),
    );
  });
});

test("(g/g_cr)² = 0 is g = 0", () => {
  fc.assert(
    fc.property(rates("dicke", 5), (point) => {
      const { entropyProduction, muA, muB } = steadyState(systemOf({ ...point, ratio: 0 }));
      expect([entropyProduction, muA, muB].every((x) => Object.is(x, 0))).toBe(true);
    }),
    runs(300),
  );
});

describe.each(Object.entries(kinds))("%s", (_, arbitrary) => {
  const outputs = ["entropyProduction", "muA", "muB", "nA", "nB", "covariance", "wignerEntropy", "stabilityMargin"] as const;

  test("g → −g", () => {
    fc.assert(
      fc.property(arbitrary(), (point) => {
        const { covariance: plus, ...these } = steadyState(systemOf(point), { outputs });
        const { covariance: minus, ...those } = steadyState(systemOf({ ...point, gAB: -point.gAB! }), { outputs });
        expect(those).toEqual(these);
        const betweenModes = [2, 3, 6, 7, 8, 9, 12, 13];
        expect([...minus].map((x, k) => (betweenModes.includes(k) ? -x : x) + 0)).toEqual([...plus].map((x) => x + 0));
      }),
      runs(300),
    );
  });

  test("from uncoupled equilibrium: dS/dt = Φ = Π = 0 at t = 0, exactly", () => {
    fc.assert(
      fc.property(arbitrary(), occupation, (point, n) => {
        const r = relax(systemOf({ ...point, nThermalA: n }), [0]);
        expect(r.status[0]).toBe(0);
        for (const rate of [r.entropyRate, r.entropyFlux, r.entropyProduction, r.muA, r.muB]) expect(rate[0]).toBe(0);
        expect(r.nA[0]).toBe(n + 0.5 - 0.5);
      }),
      runs(100),
    );
  });
});
