// Proved: `drift` gives A, D and the baths of the equations of motion as the paper's models define them, entry by entry,
// exactly where no arithmetic is needed.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dicke, drift, optomechanics } from "../src";
import { close } from "./support/close";
import { langevin } from "./support/oracle";
import { kinds, runs, systemOf } from "./support/systems";

const unsigned = (x: Float64Array) => [...x].map((y) => y + 0); // −0 + 0 = 0

const numbers = { omegaA: 3, kappaA: 0.5, omegaB: 2, gammaB: 0.125, gAB: 0.75, nThermalA: 1, nThermalB: 4 };

test("optomechanics: momentum damping 2γ, no damping and no noise on the position", () => {
  const { drift: A, diffusion: D, equilibrium, status } = drift(optomechanics(numbers));
  expect(unsigned(A)).toEqual([...[-0.5, 3, 0, 0], ...[-3, -0.5, -0.75, 0], ...[0, 0, 0, 2], ...[-0.75, 0, -2, -0.25]]);
  expect([...D]).toEqual([...[1.5, 0, 0, 0], ...[0, 1.5, 0, 0], ...[0, 0, 0, 0], ...[0, 0, 0, 4 * 0.125 * 4.5]]);
  expect([...equilibrium]).toEqual([1.5, 4.5]);
  expect(status).toBe(0);
});

test("Dicke model, normal phase: γ on both quadratures", () => {
  const { drift: A, diffusion: D } = drift(dicke(numbers));
  expect([...A]).toEqual([...[-0.5, 3, 0, 0], ...[-3, -0.5, -0.75, 0], ...[0, 0, -0.125, 2], ...[-0.75, 0, -2, -0.125]]);
  expect([...D]).toEqual([...[1.5, 0, 0, 0], ...[0, 1.5, 0, 0], ...[0, 0, 1.125, 0], ...[0, 0, 0, 1.125]]);
});

test("Dicke model, superradiant phase: W1, W2 and g_t of μ = (g_cr/g)²", () => {
  // K_a K_b = (9.25)(4.015625), ω_a ω_b = 6: (g/g_cr)² = 4 means μ = 1/4
  const { gAB: _, ...rest } = numbers;
  const { drift: A } = drift(dicke({ ...rest, couplingRatioSquared: 4 }));
  const g = 2 * Math.sqrt((9.25 * 4.015625) / 6);
  close(A[11]!, (2 * 1.25) / 0.5, 1, 4e-15, "W1 = ω_b(1 + μ)/2μ");
  close(A[14]!, -(2 * 2) / (0.25 * 1.25), 10, 4e-15, "W2 = 2ω_b/μ(1 + μ)");
  close(A[12]!, -g * 0.25 * Math.sqrt(2 / 1.25), 1, 4e-15, "g_t = gμ√(2/(1 + μ))");
});

describe.each(Object.entries(kinds))("%s", (_, arbitrary) => {
  test("every entry is that of the definitions", () => {
    fc.assert(
      fc.property(arbitrary(), (point) => {
        const { drift: A, diffusion: D, equilibrium } = drift(systemOf(point));
        const right = langevin(point);
        for (let i = 0; i < 4; i++) {
          for (let j = 0; j < 4; j++) {
            const a = right.A[i]![j]!.number();
            const d = right.D[i]![j]!.number();
            close(A[4 * i + j]!, a, Math.abs(a), 1e-14, `A_${i}${j}`);
            close(D[4 * i + j]!, d, Math.abs(d), 1e-15, `D_${i}${j}`);
          }
        }
        close(equilibrium[0]!, right.N[0]!.number(), 1, 0, "N_a");
        close(equilibrium[1]!, right.N[2]!.number(), 1, 0, "N_b");
      }),
      runs(500),
    );
  });
});
