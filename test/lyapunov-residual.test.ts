// Proved: a wrong solution is noticed whatever its matrix: where columns of A sum to zero, where a block without pivots is exactly singular,
// and where the refinement itself does not converge. Against 256-bit solutions.

import { describe, expect, test } from "vitest";
import { lyapunov, statusText } from "../src";
import { matrixFrom } from "./support/big";
import { congruential } from "./support/congruential";
import { lyapunovSolution } from "./support/oracle";

const identity = Array.from({ length: 16 }, (_, k) => Number(k % 5 === 0));
const exact = (A: readonly number[], D: readonly number[]) =>
  lyapunovSolution(matrixFrom(A), matrixFrom(D)).flatMap((row) => row.map((x) => x.number()));

function expectRight(A: readonly number[], D: readonly number[], within: number): void {
  const { solution, status } = lyapunov(A, D);
  if (status[0] !== 0) return;
  const X = exact(A, D);
  const largest = Math.max(...X.map(Math.abs));
  X.forEach((x, k) => {
    expect(Math.abs(solution[k]! - x) / largest, `${A}, element ${k}`).toBeLessThan(within);
  });
}

const tiny = 2 ** -42;
const conserving = [
  [-1 + tiny, 1, 2, 0, 1, -1, -4, 4, -2, 1, 2, -2, 1, -1, 0, -2],
  [-3 + tiny, -2, -1, 2, 2, 1, 2, -3, 1, -2, -2, 0, -1, 3, 1, 1],
];

describe("columns that sum to zero, and a block that is nearly singular", () => {
  test.each(conserving)("%s, %s, …", (...A) => {
    expect(lyapunov(A, identity).status[0]).toBe(0);
    expectRight(A, identity, 1e-12);
  });

  test("of 4000 random ones", () => {
    const random = congruential(7);
    const whole = () => Math.round(3 * random());
    let stable = 0;
    for (let n = 0; n < 4000; n++) {
      const A = Array.from({ length: 16 }, whole);
      // the leading block is singular but for what is added
      [A[4], A[5]] = n % 2 ? [-A[0]!, -A[1]!] : [A[0]!, A[1]!];
      for (let j = 1; j < 4; j++) A[12 + j] = -(A[j]! + A[4 + j]! + A[8 + j]!);
      A[0] = A[0]! + tiny;
      if (lyapunov(A, identity).status[0] !== 0) continue;
      stable++;
      expectRight(A, identity, 1e-8);
    }
    expect(stable).toBeGreaterThan(40);
  });
});

test("rounded: a block that is exactly singular", () => {
  const A = [1, 0, 2, 0, -2, -3, 2, 2, -2, 0, -3, -2, 0, 0, 0, -1];
  const { solution, status } = lyapunov(A, identity, { accuracy: "rounded" });
  expect(statusText(status[0]!)).toBe("ok");
  expect([...solution]).toEqual(exact(A, identity));
});

test("next to the critical point: a refinement that does not converge is no solution", () => {
  const [k, w, g, b, y] = [
    207.46794605778348, 0.16845568802736427, 50.88304242737265, 0.010132801165543659, 1915.5113781267287,
  ];
  const A = [-k, w, 0, 0, -w, -k, -g, 0, 0, 0, 0, b, -g, 0, -b, -y];
  const D = [k, 0, 0, 0, 0, k, 0, 0, 0, 0, 0, 0, 0, 0, 0, 14055531.6565429];
  expectRight(A, D, 1e-3);
});
