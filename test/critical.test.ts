// Proved: what happens at the edges. The fluxes diverge as 1/|1 − x|, x = (g/g_cr)², from both sides; what stays finite does;
// blue detuning is stable up to the parametric threshold; and weak coupling keeps every digit where subtraction loses all.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  criticalCoupling,
  dicke,
  drift,
  lyapunov,
  optomechanics,
  paper,
  type System,
  steadyState,
  thermalOccupation,
} from "../src";
import { Big } from "./support/big";
import { close } from "./support/close";
import { kroneckerSolution } from "./support/kronecker";
import { isStable, langevin, type Point, ratioOf, steadyAnswer } from "./support/oracle";
import { hopfSquared, logarithmic, rates, runs, systemOf } from "./support/systems";

const decades = [2, 3, 4, 5, 6, 7, 8, 9, 10];

const { temperatureB: warm, ...vienna } = paper.optomechanics;
const optomechanical = { ...vienna, nThermalA: 0, nThermalB: thermalOccupation(vienna.omegaB, warm) };
const { temperatureB: cold, ...atoms } = paper.bec;
const condensate = { ...atoms, nThermalA: 0, nThermalB: thermalOccupation(atoms.omegaB, cold) };

/** Slopes of ln y against ln x from point to point. */
const slopes = (x: readonly number[], y: ArrayLike<number>) =>
  x.slice(1).map((at, k) => Math.log(y[k + 1]! / y[k]!) / Math.log(at / x[k]!));

/** Asserts slopes of −1, up to the next term of the expansion, which is as large as the larger distance. */
const expectPole = (distance: readonly number[], y: ArrayLike<number>) => {
  slopes(distance, y).forEach((slope, k) => {
    close(slope, -1, distance[k]!, 1, `exponent at |1 − x| = ${distance[k]}`);
  });
};

/** 1 − (g/g_cr)² of the doubles as they are. */
const distanceOf = (point: Point) => Big.one.minus(ratioOf(point)).number();

describe("Dicke model, at the critical coupling", () => {
  test.each([
    ["below", -1],
    ["above", 1],
  ])("%s: μ_a, μ_b and Π diverge with exponent 1", (_, side) => {
    const couplingRatioSquared = decades.map((k) => 1 + side * 10 ** -k);
    const distance = couplingRatioSquared.map((x) => Math.abs(1 - x));
    const { muA, muB, entropyProduction } = steadyState({ ...condensate, couplingRatioSquared });
    for (const mu of [muA, muB, entropyProduction]) expectPole(distance, mu);
  });

  test.each([
    ["below", -1],
    ["above", 1],
  ])("%s: every digit is right, with x given and with g given", (_, side) => {
    const critical = criticalCoupling(condensate);
    for (const k of decades) {
      const x = 1 + side * 10 ** -k;
      const { model, ...parameters } = condensate;
      for (const coupling of [{ ratio: x }, { gAB: critical * Math.sqrt(x) }]) {
        const point: Point = { model, ...parameters, ...coupling, isSuperradiant: side > 0 };
        const s = steadyState(systemOf(point));
        const right = steadyAnswer(point);
        for (const name of ["entropyProduction", "muA", "muB", "nA", "nB"] as const) {
          close(s[name], right[name], Math.abs(right[name]), side > 0 ? 2e-13 : 1e-13, `${name} at |1 − x| = 1e-${k}`);
        }
      }
    }
  });

  test("the divergence below is 2/(1 + (γ/ω_b)²) times that above", () => {
    fc.assert(
      fc.property(rates("dicke", 2), (point) => {
        // the strength of the pole: ε μ(1 ± ε) at ε → 0, by the line through two points
        const strength = (name: "muA" | "muB", side: number) => {
          const [near, far] = [2 ** -30, 2 ** -29].map(
            (e) => e * steadyState(systemOf({ ...point, ratio: 1 + side * e }))[name],
          );
          return 2 * near! - far!;
        };
        const expected = 2 / (1 + (point.gammaB / point.omegaB) ** 2);
        for (const name of ["muA", "muB"] as const) {
          close(strength(name, -1) / strength(name, 1), expected, expected, 1e-9, name);
        }
      }),
      runs(200),
    );
  });

  test("far above: μ_b → 1.125 γ, μ_a → 0", () => {
    const couplingRatioSquared = [1e4, 1e6, 1e8, 1e10];
    const { muA, muB } = steadyState({ ...condensate, couplingRatioSquared });
    couplingRatioSquared.forEach((x, k) => {
      close(muB[k]! / condensate.gammaB, 1.125, 1, 4 / x, "μ_b/γ");
    });
    expect(muA.every((mu, k) => mu > 0 && (k === 0 || mu < 1e-5 * muA[k - 1]!))).toBe(true);
  });
});

describe("optomechanics, at the critical coupling", () => {
  const critical = criticalCoupling(optomechanical);
  const gAB = decades.map((k) => critical * Math.sqrt(1 - 10 ** -k));
  const outputs = ["muA", "muB", "nA", "entropyProduction", "covariance"] as const;
  const below = steadyState({ ...optomechanical, gAB }, { outputs });
  const distance = gAB.map((g) => distanceOf({ ...optomechanical, gAB: g }));

  test("below: μ_a, n_a, ⟨q_b²⟩ and Π diverge with exponent 1", () => {
    expectPole(distance, below.muA);
    expectPole(distance, below.nA);
    expectPole(distance, below.entropyProduction);
    expectPole(
      distance,
      decades.map((_, k) => below.covariance[16 * k + 10]!),
    );
  });

  test("below: every digit is right", () => {
    gAB.forEach((g, k) => {
      const right = steadyAnswer({ ...optomechanical, gAB: g });
      for (const name of ["muA", "muB", "nA", "entropyProduction"] as const) {
        close(below[name][k]!, right[name], Math.abs(right[name]), 1e-13, `${name} at 1 − x = ${distance[k]}`);
      }
    });
  });

  test("μ_b and ⟨p_b²⟩ contain no pole: they reach g_cr on a straight line", () => {
    const pb2 = decades.map((_, k) => below.covariance[16 * k + 15]!);
    for (const y of [[...below.muB], pb2]) {
      const limit = y.at(-1)!;
      y.forEach((value, k) => {
        close(value, limit, Math.abs(limit), distance[k]! * 2, `at 1 − x = ${distance[k]}`);
      });
    }
  });

  test("above: no answer", () => {
    const { status, muA } = steadyState({ ...optomechanical, gAB: decades.map((k) => critical * Math.sqrt(1 + 10 ** -k)) });
    expect([...status]).toEqual(decades.map(() => 1));
    expect(muA.every(Number.isNaN)).toBe(true);
  });
});

describe.each(["optomechanics", "dicke"] as const)("%s, blue detuning", (model) => {
  const blue = rates(model, 2).map((point) => ({ ...point, omegaA: -point.omegaA }));

  test("stable just below the parametric threshold, unstable just above: so do the eigenvalues say", () => {
    fc.assert(
      fc.property(blue, logarithmic(-9, -1), (point, away) => {
        for (const [side, status] of [
          [-1, 0],
          [1, 2],
        ] as const) {
          const there = { ...point, gAB: Math.sqrt(hopfSquared(point) * (1 + side * away)) };
          expect(isStable(langevin(there).A)).toBe(status === 0);
          expect(steadyState(systemOf(there)).status).toBe(status);
        }
      }),
      runs(500),
    );
  });

  test("there is no critical coupling", () => {
    fc.assert(
      fc.property(blue, (point) => {
        expect(criticalCoupling(systemOf(point))).toBe(Number.POSITIVE_INFINITY);
      }),
      runs(50),
    );
  });
});

describe.each([
  ["optomechanics", optomechanical, [1e-10, 1e-11, 1e-12, 1e-13]],
  ["dicke", condensate, [1e-7, 1e-8, 1e-9, 1e-10]],
] as const)("%s, weak coupling", (_, system, weakest) => {
  const critical = criticalCoupling(system);
  const at = (fraction: number) => ({ ...system, gAB: fraction * critical });

  test("every digit is right down to g/g_cr = 1e-8 and beyond", () => {
    for (let k = 1; k <= 12; k++) {
      const s = steadyState(at(10 ** -k));
      const right = steadyAnswer(at(10 ** -k));
      for (const name of ["entropyProduction", "muA", "muB"] as const) {
        close(s[name], right[name], Math.abs(right[name]), 1e-13, `${name} at g/g_cr = 1e-${k}`);
      }
    }
  });

  test("μ is proportional to g²", () => {
    const { muA, muB, entropyProduction } = steadyState({ ...system, gAB: weakest.map((x) => x * critical) });
    for (const mu of [muA, muB, entropyProduction]) {
      for (let k = 1; k < weakest.length; k++) {
        const square = ((weakest[k]! * critical) / (weakest[0] * critical)) ** 2;
        close(mu[k]! / mu[0]!, square, square, 1e-13, `g/g_cr = ${weakest[k]}`);
      }
    }
  });

  test("the deviation form of the general solver keeps its digits too", () => {
    for (const fraction of [1e-2, 1e-4, 1e-6, 1e-8]) {
      const { drift: A, diffusion: D, equilibrium } = drift(at(fraction));
      const [Na, Nb] = equilibrium as unknown as [number, number];
      const { solution: d } = lyapunov(A, D, { about: [Na, Na, Nb, Nb] });
      const { muA } = steadyAnswer(at(fraction));
      close((system.kappaA * (d[0]! + d[5]!)) / Na, muA, Math.abs(muA), 1e-11, `μ_a at g/g_cr = ${fraction}`);
    }
  });
});

test.each([1e-6, 1e-7, 1e-8])(
  "solving for σ and subtracting has lost all digits of the condensate's μ_a at g/g_cr = %d",
  (x) => {
    const point = { ...condensate, gAB: x * criticalCoupling(condensate) };
    const { drift: A, diffusion: D } = drift(point);
    const sigma = kroneckerSolution(A, D);
    const muA = 2 * point.kappaA * ((sigma[0]! + sigma[5]!) / 2 / 0.5 - 1);
    const right = steadyAnswer(point).muA;
    expect(Math.abs(muA / right - 1)).toBeGreaterThan(0.1);
    expect(Math.abs(steadyState(point).muA / right - 1)).toBeLessThan(1e-13);
  },
);

test("the same solver is right where nothing is subtracted", () => {
  const point = { ...condensate, gAB: 0.5 * criticalCoupling(condensate) };
  const { drift: A, diffusion: D } = drift(point);
  const right = steadyAnswer(point).covariance.flat();
  kroneckerSolution(A, D).forEach((x, k) => {
    close(x, right[k]!.number(), 0.5, 1e-9, `σ[${k}]`);
  });
});

describe("a sweep has the bits of its rows where rows need a closer look", () => {
  const outputs = ["entropyProduction", "muA", "muB"] as const;
  const rates = { omegaA: 8e6, kappaA: 2.7e6, omegaB: 8e6, gammaB: 1.6e3, nThermalB: 1e6 };
  const limits = [
    ["red", optomechanics(rates), 0.75],
    ["blue", optomechanics({ ...rates, omegaA: -8e6 }), 0.5],
    ["atoms", dicke(rates), 0.75],
  ] as const;
  test.each(limits)("%s, one in a million about where the polynomials end", (name, system, part) => {
    const e = part * (name === "blue" ? 1 : criticalCoupling(system) ** 2);
    // of the blue the end of the polynomials is found: there half of the distance to the parametric threshold
    const middle = name === "blue" ? thresholdOf(system) * Math.sqrt(0.5) : Math.sqrt(e);
    const gAB = Float64Array.from({ length: 400 }, (_, k) => middle * (1 + (k - 200) * 1e-8));
    const together = steadyState({ ...system, gAB }, { outputs });
    gAB.forEach((g, k) => {
      const alone = steadyState({ ...system, gAB: [g] }, { outputs });
      for (const column of outputs) expect(together[column][k], `${column} of row ${k}`).toBe(alone[column][0]);
    });
  });

  test("couplings out of range are refused beside others too", () => {
    const still = optomechanics({ ...rates, omegaA: 0 });
    const { status } = steadyState({ ...still, gAB: [1, 1.00000001e20, 2, 3] }, { outputs });
    expect(Array.from(status, (s) => s === 0)).toEqual([true, false, true, true]);
  });

  test("the slowest of rates, on resonance with nothing", () => {
    const slow = { omegaA: 0, kappaA: 1e-20, omegaB: 1e-20, gammaB: 1e-20, nThermalB: 2 };
    const usual = { omegaA: 0, kappaA: 1, omegaB: 1, gammaB: 1, nThermalB: 2 };
    const found = steadyState(dicke({ ...slow, gAB: 1e-21 }));
    const scaled = steadyState(dicke({ ...usual, gAB: 0.1 }));
    for (const column of outputs) expect(found[column] / 1e-20 / scaled[column]).toBeCloseTo(1, 13);
  });
});

/** The coupling at which blue detuning becomes unstable, by halving. */
function thresholdOf(system: System): number {
  let [low, high] = [0, 1e9];
  for (let k = 0; k < 100; k++) {
    const middle = (low + high) / 2;
    if (steadyState({ ...system, gAB: [middle] }).status[0] === 0) low = middle;
    else high = middle;
  }
  return low;
}
