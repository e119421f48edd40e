// Proved: A σ + σ Aᵀ + D = 0 with A and D of `drift`, σ of `steadyState`; `lyapunov` gives that σ, and its deviation form that of
// the baths, to the digits that the equation's condition allows; random A and D too.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { drift, lyapunov, steadyState } from "../src";
import { matrixFrom } from "./support/big";
import { close } from "./support/close";
import { langevin, lyapunovSolution, steadyAnswer } from "./support/oracle";
import { kinds, runs, systemOf } from "./support/systems";

const indices = [0, 1, 2, 3];
const everyElement = (check: (i: number, j: number) => void) => {
  for (const i of indices) for (const j of indices) check(i, j);
};

describe.each(Object.entries(kinds))("%s", (_, arbitrary) => {
  test("A σ + σ Aᵀ + D = 0, relative to the size of its terms", () => {
    fc.assert(
      fc.property(arbitrary(), (point) => {
        const system = systemOf(point);
        const { drift: A, diffusion: D } = drift(system);
        const { covariance: s } = steadyState(system, { outputs: ["covariance"] });
        everyElement((i, j) => {
          let sum = D[4 * i + j]!;
          let size = Math.abs(sum);
          for (const m of indices) {
            for (const term of [A[4 * i + m]! * s[4 * m + j]!, s[4 * i + m]! * A[4 * j + m]!]) {
              sum += term;
              size += Math.abs(term);
            }
            // σ_mj is as good as √(σ_mm σ_jj)
            size += Math.abs(A[4 * i + m]!) * Math.sqrt(s[5 * m]! * s[5 * j]!);
            size += Math.abs(A[4 * j + m]!) * Math.sqrt(s[5 * m]! * s[5 * i]!);
          }
          close(sum, 0, size, 1e-13, `element ${i}${j}`);
        });
      }),
      runs(500),
    );
  });

  test("deviation from the baths, in the general solver: μ_a, μ_b and n_a, n_b of the closed forms", () => {
    fc.assert(
      fc.property(arbitrary(1), (point) => {
        const system = systemOf(point);
        const { drift: A, diffusion: D, equilibrium } = drift(system);
        const [Na, Nb] = equilibrium as unknown as [number, number];
        const { solution: d, status } = lyapunov(A, D, { about: [Na, Na, Nb, Nb] });
        expect(status[0]).toBe(0);
        const { muA, muB, nA, nB } = steadyState(system);
        const flow = Math.abs(muA) + Math.abs(muB);
        close((point.kappaA * (d[0]! + d[5]!)) / Na, muA, flow, 1e-9, "μ_a");
        const b = point.model === "optomechanics" ? 2 * d[15]! : d[10]! + d[15]!;
        close((point.gammaB * b) / Nb, muB, flow, 1e-9, "μ_b");
        close(point.nThermalA + (d[0]! + d[5]!) / 2, nA, Na + nA + Nb, 1e-10, "n_a");
        close(point.nThermalB + (d[10]! + d[15]!) / 2, nB, Na + nB + Nb, 1e-10, "n_b");
      }),
      runs(500),
    );
  });

  test("σ of the general solver is σ of the definitions", () => {
    fc.assert(
      fc.property(arbitrary(1), (point) => {
        const { drift: A, diffusion: D } = drift(systemOf(point));
        const { solution, status } = lyapunov(A, D);
        expect(status[0]).toBe(0);
        const right = steadyAnswer(point).covariance.map((row) => row.map((x) => x.number()));
        const largest = Math.max(...indices.map((i) => right[i]![i]!));
        const condition = conditionOf(langevin(point).A.map((row) => row.map((x) => x.number())));
        everyElement((i, j) => {
          close(solution[4 * i + j]!, right[i]![j]!, largest, 2.2e-16 * condition + 1e-13, `σ_${i}${j}`);
        });
      }),
      runs(500),
    );
  });
});

test("any stable A and any D: the solution of the ten equations", () => {
  const entry = fc.integer({ min: -1000, max: 1000 }).map((x) => x / 250);
  fc.assert(
    fc.property(
      fc.array(entry, { minLength: 16, maxLength: 16 }),
      fc.array(entry, { minLength: 10, maxLength: 10 }),
      (a, d) => {
        // dominant by rows, so stable and well conditioned
        const A = a.map((x, k) => (k % 5 === 0 ? -Math.abs(x) - 13 : x));
        const D = indices.flatMap((i) =>
          indices.map((j) => d[Math.min(i, j) * 4 - (Math.min(i, j) * (Math.min(i, j) - 1)) / 2 + Math.abs(i - j)]!),
        );
        const { solution, status } = lyapunov(A, D);
        expect(status[0]).toBe(0);
        const right = lyapunovSolution(matrixFrom(A), matrixFrom(D)).map((row) => row.map((x) => x.number()));
        const largest = Math.max(...right.flat().map(Math.abs), 1e-300);
        everyElement((i, j) => close(solution[4 * i + j]!, right[i]![j]!, largest, 1e-13, `${i}${j}`));
      },
    ),
    runs(1000),
  );
});

/** ‖M‖‖M⁻¹‖ in the largest-row norm of the ten equations, M⁻¹ from its action on each unit right-hand side. */
function conditionOf(A: number[][]): number {
  const norm = 2 * Math.max(...A.map((row) => row.reduce((sum, x) => sum + Math.abs(x), 0)));
  const exact = matrixFrom(A.flat());
  let inverse = 0;
  const rows = new Float64Array(16);
  for (const i of indices) {
    for (const j of indices.filter((k) => k >= i)) {
      const unit = matrixFrom(
        indices.flatMap((a) => indices.map((b) => ((a === i && b === j) || (a === j && b === i) ? 1 : 0))),
      );
      lyapunovSolution(exact, unit).forEach((row, a) => {
        row.forEach((x, b) => {
          rows[4 * a + b]! += Math.abs(x.number());
        });
      });
    }
  }
  inverse = Math.max(...rows);
  return norm * inverse;
}
