// Far from the paper's parameters: steady states in every regime against 90-digit solutions (reference/wide.py).

import { expect, test } from "vitest";
import { dicke, optomechanics, steadyState } from "../src";
import cases from "./reference/wide.json";

test.each(cases.map((c, index) => ({ ...c, index })))("$index $model $regime", ({ model, regime, inputs, outputs, sigma }) => {
  const system = model === "dicke" ? dicke(inputs) : optomechanics(inputs);
  const names = ["entropyProduction", "muA", "muB", "nA", "nB", "stabilityMargin", "covariance"] as const;
  const s = steadyState(system, { outputs: names });
  expect(s.status).toBe(0);
  const tolerance = regime.endsWith("beyond") ? 2e-13 : 1e-13;
  // a flux may cross zero, and is then as exact as its parts
  const flux = Math.abs(Number(outputs.muA)) + Math.abs(Number(outputs.muB));
  const scales = { entropyProduction: 0, muA: flux, muB: flux, nA: 0, nB: 0, stabilityMargin: 0 };
  for (const [name, scale] of Object.entries(scales) as [keyof typeof scales, number][]) {
    const right = Number(outputs[name]);
    expect(Math.abs((s[name] as number) - right), name).toBeLessThanOrEqual(tolerance * (scale || Math.abs(right)));
  }
  for (let i = 0; i < 4; i++) {
    for (let j = 0; j < 4; j++) {
      const scale = Math.sqrt(Number(sigma[5 * i]) * Number(sigma[5 * j]));
      const error = Math.abs(s.covariance[4 * i + j]! - Number(sigma[4 * i + j]));
      expect(error, `covariance ${i}${j}`).toBeLessThanOrEqual(1e-13 * scale);
    }
  }
});
