// How exact: the largest error in each regime against the stored 90-digit solutions (test/reference/wide.json).

import { dicke, optomechanics, steadyState } from "clausius";
import cases from "../../test/reference/wide.json" with { type: "json" };

const names = ["entropyProduction", "muA", "muB", "nA", "nB", "stabilityMargin"] as const;

/** For each regime the largest error of each output: relative; μ_a and μ_b, which may cross zero, over |μ_a| + |μ_b|; σ over √(σ_iiσ_jj). */
export function accuracy(): string {
  const worst = new Map<string, number[]>();
  for (const { model, regime, inputs, outputs, sigma } of cases) {
    const s = steadyState(model === "dicke" ? dicke(inputs) : optomechanics(inputs), { outputs: [...names, "covariance"] });
    const flux = Math.abs(Number(outputs.muA)) + Math.abs(Number(outputs.muB));
    const errors = names.map((name) => {
      const right = Number(outputs[name]);
      return Math.abs(s[name] - right) / (name === "muA" || name === "muB" ? flux : Math.abs(right));
    });
    const moments = sigma.map((right, n) => {
      const scale = Math.sqrt(Number(sigma[5 * (n >> 2)]) * Number(sigma[5 * (n & 3)]));
      return Math.abs(s.covariance[n]! - Number(right)) / scale;
    });
    errors.push(Math.max(...moments));
    const key = `${model}, ${regime}`;
    const [count = 0, ...before] = worst.get(key) ?? [0, ...errors.map(() => 0)];
    worst.set(key, [count + 1, ...errors.map((error, k) => Math.max(error, before[k]!))]);
  }
  const lines = [...worst].map(
    ([key, [count, ...errors]]) => `| ${key} | ${count} | ${errors.map((x) => x.toExponential(0)).join(" | ")} |`,
  );
  const head = "| model, regime | cases | Π | μ_a | μ_b | n_a | n_b | margin | σ |";
  return ["### Largest error on the stored cases", "", head, "|---|---|---|---|---|---|---|---|---|", ...lines].join("\n");
}
