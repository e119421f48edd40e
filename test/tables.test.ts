// Proved: the numbers of the tabled working points of both setups (25-digit values) to 13 digits, and what the paper's Fig. 3 shows.

import { describe, expect, test } from "vitest";
import { criticalCoupling, frequency, linspace, logspace, paper, steadyState, thermalOccupation } from "../src";
import { relativeError } from "./reference";

const digits = (expected: Record<string, string>, came: Record<string, number>) => {
  for (const [name, value] of Object.entries(expected)) {
    expect(relativeError(came[name]!, value), `${name}: ${came[name]} for ${value}`).toBeLessThanOrEqual(1e-13);
  }
};

describe("optomechanics", () => {
  const vienna = paper.optomechanics;
  const at = (ratio: number) => {
    const { covariance, ...rest } = steadyState(
      { ...vienna, gAB: ratio * vienna.kappaA },
      { outputs: ["entropyProduction", "muA", "muB", "nA", "nB", "covariance"] },
    );
    return { ...rest, pb2: covariance[15]! };
  };

  test("occupation of the bath and critical coupling", () => {
    digits(
      { nThermalB: "4760233.262869517416", criticalRatio: "3.09836459471022" },
      {
        nThermalB: thermalOccupation(vienna.omegaB, vienna.temperatureB),
        criticalRatio: criticalCoupling(vienna) / vienna.kappaA,
      },
    );
  });

  test("g/κ = 0.49", () => {
    digits(
      {
        nA: "3060.0869701541292",
        nB: "52004.156644267211",
        pb2: "51797.617371884385",
        muA: "33520437881.332133",
        muB: "-3282.6657952174452",
        entropyProduction: "33520434598.666338",
      },
      at(0.49),
    );
  });

  test("g/κ = 2.29", () => {
    digits(
      {
        nA: "4985.8368349998599",
        nB: "7248.9618537592392",
        pb2: "5144.9416162346334",
        muA: "54615256214.646933",
        muB: "-3315.1914870238180",
        entropyProduction: "54615252899.455446",
      },
      at(2.29),
    );
  });

  test("μ_a is positive and rises; μ_b is negative, falls towards −2γ, and is nothing beside μ_a", () => {
    const ratios = linspace(0.49, 3.09, 5000);
    const { muA, muB } = steadyState({ ...vienna, gAB: ratios.map((x) => x * vienna.kappaA) });
    const floor = -2 * vienna.gammaB;
    expect(floor).toBeCloseTo(-3318.78, 2);
    expect(muA.every((mu) => mu > 0)).toBe(true);
    expect(muA.every((mu, i) => i === 0 || mu > muA[i - 1]!)).toBe(true);
    expect(muB.every((mu) => mu < 0 && mu > floor)).toBe(true);
    expect(muB.every((mu, i) => i === 0 || mu < muB[i - 1]!)).toBe(true);
    expect(muB.every((mu, i) => Math.abs(mu) / muA[i]! < 1e-7)).toBe(true);
    expect(muB.at(-1)! / floor).toBeGreaterThan(0.998);
  });

  test("n_b is least, 7105, at g/κ = 2.117", () => {
    const ratios = linspace(0.1, 3.09, 29901); // steps of 1e-4
    const { nB } = steadyState({ ...vienna, gAB: ratios.map((x) => x * vienna.kappaA) });
    const least = nB.indexOf(Math.min(...nB));
    expect(ratios[least]).toBeCloseTo(2.117, 3);
    expect(Math.round(nB[least]!)).toBe(7105);
  });
});

describe("Bose–Einstein condensate", () => {
  const { bec } = paper;

  test("occupation of the bath, inferred damping, critical coupling", () => {
    digits(
      { nThermalB: "2.802175968961761828e-5", critical: "356790.078242205" },
      { nThermalB: thermalOccupation(bec.omegaB, bec.temperatureB), critical: frequency(criticalCoupling(bec)) },
    );
    expect(frequency(bec.gammaB)).toBeCloseTo(685.72, 2);
  });

  const rows: [number, Record<string, string>][] = [
    [0.5, { nA: "1.3801094128329e-4", nB: "0.251599939847053", muA: "4335.74159250611", muB: "4335.37690108372" }],
    [0.93, { nA: "1.83355179876129e-3", nB: "3.34238099826811", muA: "57602.7286096481", muB: "57599.2741947889" }],
    [1.05, { muA: "45225.8701839812", muB: "42162.4672372092" }],
    [2, { muA: "3256.87714973869", muB: "2705.23876458613" }],
  ];

  test.each(rows)("(g/g_cr)² = %d, given as a ratio and as g", (couplingRatioSquared, expected) => {
    digits(expected, steadyState({ ...bec, couplingRatioSquared }) as unknown as Record<string, number>);
    const gAB = Math.sqrt(couplingRatioSquared) * criticalCoupling(bec);
    digits(expected, steadyState({ ...bec, gAB }) as unknown as Record<string, number>);
  });

  test("μ_a ≃ μ_b at every coupling below the critical one", () => {
    const { muA, muB } = steadyState({ ...bec, couplingRatioSquared: linspace(0.001, 0.999, 999) });
    expect(muA.every((mu, i) => mu > 0 && Math.abs(mu / muB[i]! - 1) < 1.2e-4)).toBe(true);
  });

  test("both fluxes rise to the critical coupling without bound, and fall beyond it", () => {
    const distance = logspace(1e-9, 0.5, 200);
    for (const side of [-1, 1]) {
      const { muA, muB } = steadyState({ ...bec, couplingRatioSquared: distance.map((d) => 1 + side * d) });
      for (const mu of [muA, muB]) {
        expect(mu.every((x, i) => i === 0 || x < mu[i - 1]!)).toBe(true);
        expect(mu[0]).toBeGreaterThan(1e12);
      }
    }
  });
});
