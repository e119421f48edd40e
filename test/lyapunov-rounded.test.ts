// Proved: `accuracy: "rounded"` gives the bits of 60-digit solutions rounded to double (reference/lyapunov-rounded.py), on random and on
// ill-conditioned systems, and on strongly non-normal ones too; the deviation from a diagonal, and physical systems, whose elements
// lie many decades apart, against 256-bit solutions.

import { describe, expect, test } from "vitest";
import { drift, lyapunov } from "../src";
import { families } from "./reference/lyapunov-rounded.json";
import { Big, matrixFrom } from "./support/big";
import { lyapunovSystem } from "./support/lyapunov-systems";
import { lyapunovSolution } from "./support/oracle";
import { points, systems } from "./support/rows";

const upper = [0, 1, 2, 3, 5, 6, 7, 10, 11, 15];
const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)).buffer;

/** 32-bit FNV-1a of the upper triangle's bytes. */
function hashOf(X: Float64Array): number {
  let hash = 2166136261;
  for (const byte of new Uint8Array(Float64Array.from(upper, (k) => X[k]!).buffer)) hash = Math.imul(hash ^ byte, 16777619);
  return hash >>> 0;
}

function stored(kind: string, count: number, leftOut: readonly number[]) {
  const out = new Set(leftOut);
  const kept = Array.from({ length: count }, (_, n) => n).filter((n) => !out.has(n));
  const all = kept.map((n) => lyapunovSystem(kind, n));
  return {
    kept,
    drift: Float64Array.from(all.flatMap(({ A }) => A)),
    diffusion: Float64Array.from(all.flatMap(({ D }) => D)),
  };
}

describe.each(families)("$kind", ({ kind, systems: count, leftOut, hashes, elements }) => {
  const { kept, drift, diffusion } = stored(kind, count, leftOut);
  const { solution, status } = lyapunov(drift, diffusion, { accuracy: "rounded" });

  test("every system is stable", () => expect(status.every((s) => s === 0)).toBe(true));

  test("every element is correctly rounded", () => {
    const bytes = bytesOf((hashes ?? elements)!);
    const wrong = kept.filter((_, k) => {
      const X = solution.subarray(16 * k, 16 * k + 16);
      if (hashes) return hashOf(X) !== new Uint32Array(bytes, 4 * k, 1)[0];
      return upper.some((at, i) => X[at] !== new Float64Array(bytes, 80 * k, 10)[i]);
    });
    expect(wrong).toEqual([]);
  });
});

/** The solution of A δ + δ Aᵀ + D + A N + N Aᵀ = 0, rounded. */
function deviation(A: ArrayLike<number>, D: ArrayLike<number>, N: ArrayLike<number>): number[] {
  const a = matrixFrom(A);
  const source = matrixFrom(D).map((row, i) =>
    row.map((d, j) => d.plus(a[i]![j]!.times(Big.of(N[j]!))).plus(a[j]![i]!.times(Big.of(N[i]!)))),
  );
  return lyapunovSolution(a, source).flatMap((row) => row.map((x) => x.number()));
}

test("beyond condition 1e16: within the last bit, or refused", () => {
  let refused = 0;
  for (let n = 0; n < 500; n++) {
    const { A, D } = lyapunovSystem("far from normal", n);
    const { solution, status } = lyapunov(A, D, { accuracy: "rounded" });
    refused += Number(status[0] !== 0);
    if (status[0] !== 0) continue;
    deviation(A, D, [0, 0, 0, 0]).forEach((x, k) => {
      expect(Math.abs(solution[k]! - x), `system ${n}, element ${k}`).toBeLessThanOrEqual(2 ** -52 * Math.abs(x));
    });
  }
  expect(refused).toBeLessThan(100);
});

test("of 3000 more one is off by two units in the last place: there the double-double residual itself ends", () => {
  const off: number[] = [];
  let refused = 0;
  for (let n = 500; n < 3500; n++) {
    const { A, D } = lyapunovSystem("far from normal", n);
    const { solution, status } = lyapunov(A, D, { accuracy: "rounded" });
    refused += Number(status[0] !== 0);
    if (status[0] !== 0) continue;
    const ulps = deviation(A, D, [0, 0, 0, 0]).map((x, k) => Math.abs(solution[k]! - x) / (2 ** -52 * Math.abs(x)));
    const worst = Math.max(...ulps);
    if (worst > 1) off.push(worst);
  }
  expect(refused).toBeLessThan(400);
  expect(off.length).toBeLessThanOrEqual(1);
  for (const worst of off) expect(worst).toBeLessThan(2);
});

test("the deviation from a diagonal, correctly rounded", () => {
  for (let n = 0; n < 300; n++) {
    const { A, D } = lyapunovSystem(n % 2 ? "random" : "non-normal", n);
    const about = [0.1 * n, 1 / (n + 1), -3, 1e-9];
    const { solution } = lyapunov(A, D, { about, accuracy: "rounded" });
    expect([...solution], `system ${n}`).toEqual(deviation(A, D, about));
  }
});

test.each(["optomechanics", "dicke"] as const)(
  "%s: every element correctly rounded, or good to 1e-22 of the largest",
  (model) => {
    const ROWS = 200;
    const system = systems(model, points(model, ROWS, 4))["by g"]!;
    const { drift: A, diffusion: D } = drift(system);
    const { solution, status } = lyapunov(A, D, { accuracy: "rounded" });
    expect(status.filter((s) => s === 0).length).toBeGreaterThan(ROWS / 4);
    for (let row = 0; row < ROWS; row++) {
      if (status[row] !== 0) continue;
      const [from, to] = [16 * row, 16 * row + 16];
      const right = deviation(A.subarray(from, to), D.subarray(from, to), [0, 0, 0, 0]);
      const largest = Math.max(...right.map(Math.abs));
      right.forEach((x, k) => {
        const came = solution[from + k]!;
        if (Math.abs(came - x) > 1e-22 * largest) expect(came, `row ${row}, element ${k}`).toBe(x);
      });
    }
  },
);
