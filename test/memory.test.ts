// Proved: a verb that asks for memory of its own after others have been used, or asks for too much, leaves the others right.

import { expect, test, vi } from "vitest";

const rates = { omegaA: 3e6, kappaA: 5e5, omegaB: 2e6, gammaB: 125, temperatureB: 0.3, gAB: 1e5 };
const system = { model: "optomechanics", ...rates } as const;
const detection = { detection: "homodyne" } as const;
const frequencies = [2e5, 3e5, 4e5];

test("modules that are loaded later", async () => {
  vi.resetModules();
  const { spectrum } = await import("../src/spectrum");
  const { density } = spectrum(system, frequencies, { detection });
  spectrum(system, frequencies, { detection });
  await import("../src/lyapunov");
  await import("../src/sensitivities");
  await import("../src/simulate");
  expect(spectrum(system, frequencies, { detection }).density).toEqual(density);
});

test("a call beyond all memory says so, and the next is answered", async () => {
  vi.resetModules();
  const { Workspace } = await import("../src/kernels/memory");
  const { spectrum } = await import("../src/spectrum");
  const { density } = spectrum(system, frequencies, { detection });
  const workspace = new Workspace();
  expect(() => workspace.take(6e8)).toThrow(/^this call needs 4.8 GB of the kernels' memory, which has 4 at most/);
  expect(workspace.take(10)).toHaveLength(10);
  expect(spectrum(system, [...frequencies, 5e5], { detection }).density.subarray(0, 3)).toEqual(density);
});
