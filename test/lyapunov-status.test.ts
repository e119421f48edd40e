// Proved: which equations `lyapunov` refuses, and why; that high Q does not confuse it; and that the unit of time does not matter.

import { describe, expect, test } from "vitest";
import { correlations, dicke, drift, lyapunov, statusText, steadyState } from "../src";
import { lyapunovSystem } from "./support/lyapunov-systems";

const diagonal = (...d: number[]) => Array.from({ length: 16 }, (_, k) => (k % 5 ? 0 : d[k / 5]!));
const identity = diagonal(1, 1, 1, 1);
/** Two uncoupled oscillators of frequency ω and damping rates k₁, k₂: eigenvalues −k ± iω. */
const oscillators = (w: number, k1: number, k2: number) => [-k1, w, 0, 0, -w, -k1, 0, 0, 0, 0, -k2, w, 0, 0, -w, -k2];
const reason = (A: number[], D = identity) => statusText(lyapunov(A, D).status[0]!);

describe("what is refused", () => {
  test.each([
    ["one growing mode", diagonal(-1, -1, -1, 0.5), /^unstable/],
    ["no damping at all", oscillators(1, 0, 0), /^unstable/],
    ["a zero matrix", diagonal(0, 0, 0, 0), /^unstable/],
    ["a number that is none", diagonal(-1, -1, -1, Number.NaN), /^not finite/],
    ["an infinite number", diagonal(-1, -1, -1, Number.NEGATIVE_INFINITY), /^not finite/],
  ])("%s", (_, A, sentence) => expect(reason(A)).toMatch(sentence));

  test("a diffusion that is not symmetric, and that row alone", () => {
    const D = [...identity, ...identity];
    D[17] = 3;
    const { solution, status } = lyapunov([...diagonal(-1, -1, -1, -1), ...diagonal(-1, -1, -1, -1)], D);
    expect([...status].map(statusText)).toEqual(["ok", "not symmetric: the matrix differs from its transpose"]);
    expect(solution[0]).toBe(0.5);
    expect(solution[16]).toBeNaN();
  });

  test("a covariance that is not symmetric", () => {
    const sigma = [...identity];
    sigma[1] = 9;
    expect(statusText(correlations(sigma).status[0]!)).toMatch(/^not symmetric/);
  });
});

describe("high Q, two modes nearly or exactly alike", () => {
  test.each([1e-6, 1e-8, 1e-10, 1e-12])("damping rates of %s of the frequency", (k) => {
    for (const ratio of [1, 0.3, 1e-2]) {
      for (const w of [1, 1.0014]) {
        const { solution, status } = lyapunov(oscillators(w, k, ratio * k), identity);
        expect(statusText(status[0]!)).toBe("ok");
        // ⟨q²⟩ = ⟨p²⟩ = 1/2k
        for (const [i, rate] of [k, k, ratio * k, ratio * k].entries()) {
          expect(Math.abs(solution[5 * i]! * 2 * rate - 1)).toBeLessThan(1e-15 / k);
        }
        expect(reason(oscillators(w, k, -ratio * k))).toMatch(/^unstable/);
        expect(reason(oscillators(w, 3.42 * k, -1.042 * k))).toMatch(/^unstable/);
      }
    }
  });

  test.each([0, 1e-12, 1e-9])("as the steady state of the same system, g = %s", (gAB) => {
    const system = dicke({ omegaA: 1, kappaA: 1e-8, omegaB: 1, gammaB: 1e-8, nThermalB: 1, gAB });
    const { drift: A, diffusion } = drift(system);
    expect(statusText(lyapunov(A, diffusion).status[0]!)).toBe("ok");
    expect(steadyState(system).status).toBe(0);
  });
});

test("A and D in another unit of time: the same bits, for any power of two", () => {
  const A = [-1, 0.3, -0.2, 0.5, 0.1, -1.5, 0.4, 0, -0.3, 0.2, -0.9, 0.7, 0.2, -0.6, 0.1, -1.1];
  const expected = lyapunov(A, identity).solution;
  expect(expected.every(Number.isFinite)).toBe(true);
  for (const power of [-900, -300, -80, 80, 300, 900]) {
    const scaled = (m: number[]) => m.map((x) => x * 2 ** power);
    const { solution, status } = lyapunov(scaled(A), scaled(identity));
    expect(status[0]).toBe(0);
    expect([...solution]).toEqual([...expected]);
  }
});

describe("at the ends of double precision", () => {
  test("A³D beyond it: the answer, whoever the neighbour is", () => {
    const A = diagonal(-1e10, -1e10, -1e10, -1e10);
    const D = diagonal(1e290, 1e290, 1e290, 1e290);
    const { solution, status } = lyapunov([...A, ...diagonal(1, 1, 1, 1)], [...D, ...identity]);
    expect(status[0]).toBe(0);
    expect(solution[0]! / 5e279).toBeCloseTo(1, 14);
    expect(statusText(status[1]!)).toMatch(/^unstable/);
    expect(lyapunov(A, D).solution[0]).toBe(solution[0]);
  });

  test("any power of two in D goes through to X, good to the last digits", () => {
    for (let n = 0; n < 200; n++) {
      const { A, D } = lyapunovSystem("random", n);
      for (const [a, d] of [
        [-48, -890],
        [-30, -950],
        [-10, -1005],
        [40, 900],
        [0, 1015],
      ] as const) {
        const scaled = lyapunov(
          A.map((x) => x * 2 ** a),
          D.map((x) => x * 2 ** d),
        );
        const exact = lyapunov(A, D, { accuracy: "rounded" }).solution;
        const largest = Math.max(...exact.map(Math.abs));
        expect(scaled.status[0]).toBe(0);
        exact.forEach((x, k) => {
          expect(Math.abs((scaled.solution[k]! / 2 ** d) * 2 ** a - x) / largest).toBeLessThan(1e-14);
        });
      }
    }
  });
});
