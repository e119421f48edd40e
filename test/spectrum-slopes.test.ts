// Spectra, sideband correlations and every derivative against the matrix form with 60 digits (reference/spectra.py), in all setups
// and phases, from weak coupling to the critical point, on and off resonance; those of the record against its own formula.

import { describe, expect, test } from "vitest";
import { dicke, heterodyne, homodyne, optomechanics, position, spectrum, thermalOscillator } from "../src";
import reference from "./reference/spectra.json";

interface SpectrumReference {
  model: "OM" | "BEC" | "SR" | "thermal";
  kind: "homodyne" | "heterodyne" | "thermal";
  isRatio: boolean;
  inputs: Record<string, string>;
  frequencies: string[];
  S: string[];
  slopes: Record<string, string[]>;
  M?: [string[], string[]];
}

const cases = (reference.cases as unknown as SpectrumReference[]).map(
  (c, i) => [`${i}: ${c.model} ${c.kind}${c.isRatio ? ", x" : ""} ${c.inputs.coupling}`, c] as const,
);

function systemOf({ model, isRatio, inputs }: SpectrumReference) {
  const { coupling, angle: _, ...rest } = Object.fromEntries(Object.entries(inputs).map(([name, x]) => [name, Number(x)]));
  const { omegaB, gammaB, nThermalB } = rest as { omegaB: number; gammaB: number; nThermalB: number };
  if (model === "thermal") return thermalOscillator({ omegaB, gammaB, nThermalB });
  const parameters = { ...rest, [isRatio ? "couplingRatioSquared" : "gAB"]: coupling };
  if (model === "OM") return optomechanics(parameters as never);
  return dicke({ ...parameters, phase: model === "SR" ? "superradiant" : "normal" } as never);
}

describe("signal, sidebands and derivatives", () => {
  test.each(cases)("%s", (_, c) => {
    const system = systemOf(c) as never;
    const frequencies = c.frequencies.map(Number);
    const detection =
      c.kind === "thermal" ? position() : c.kind === "heterodyne" ? heterodyne() : homodyne({ angle: Number(c.inputs.angle) });
    const { signal, jacobian } = spectrum(system, frequencies, { detection, outputs: ["signal", "jacobian"] });
    c.S.forEach((S, i) => {
      expect(Math.abs(signal[i]! / Number(S) - 1), `S at ${frequencies[i]} Hz`).toBeLessThan(1e-12);
    });
    for (const [name, slopes] of Object.entries(c.slopes)) {
      const mine = jacobian[name === "coupling" ? (c.isRatio ? "couplingRatioSquared" : "gAB") : name]!;
      // the largest of a derivative over the bins: next to a zero of it no relative accuracy is to be had
      const largest = Math.max(...slopes.map((x) => Math.abs(Number(x))));
      slopes.forEach((slope, i) => {
        const x = Number(slope);
        const error = Math.abs(mine[i]! - x) / Math.max(Math.abs(x), 1e-6 * largest);
        expect(x === 0 ? Math.abs(mine[i]!) : error, `∂S/∂${name} at ${frequencies[i]} Hz: ${mine[i]} for ${x}`).toBeLessThan(
          1e-9,
        );
      });
    }
    if (!c.M) return;
    const { sidebandRe, sidebandIm } = spectrum(system, frequencies, { detection, outputs: ["sidebandRe", "sidebandIm"] });
    c.M[0].forEach((re, i) => {
      const [x, y] = [Number(re), Number(c.M![1][i])];
      expect(Math.hypot(sidebandRe[i]! - x, sidebandIm[i]! - y) / Math.hypot(x, y)).toBeLessThan(1e-10);
    });
  });
});

test("derivatives of the record: efficiency, gain, dark level, background and slope, and the temperature's", () => {
  const system = { ...(systemOf(cases[2]![1]) as object), nThermalB: undefined, temperatureB: 292 } as never;
  const frequencies = cases[2]![1].frequencies.map(Number);
  const parameters = { angle: 0.4, efficiency: 0.7, gain: 3e-12, dark: 0.2, background: 4e-13, backgroundSlope: 5e-19 };
  const { density, signal, jacobian } = spectrum(system, frequencies, {
    detection: homodyne(parameters),
    outputs: ["density", "signal", "jacobian"],
  });
  const { efficiency, gain, dark } = parameters;
  frequencies.forEach((f, i) => {
    const S = signal[i]!;
    const close = (name: string, expected: number) => {
      expect(Math.abs(jacobian[name]![i]! - expected), name).toBeLessThanOrEqual(1e-14 * Math.abs(expected));
    };
    close("efficiency", gain * (S - 0.5));
    close("gain", efficiency * S + 0.5 * (1 - efficiency) + dark);
    close("dark", gain);
    close("background", 1);
    close("backgroundSlope", f);
    expect(density[i]).toBeGreaterThan(0);
  });
  // n = 1/expm1(y), y = ħω/k_BT: ∂P/∂T = ∂P/∂n · n(n + 1)y/T, and as much with ω_b, against central differences of P itself
  for (const [name, value, step] of [
    ["temperatureB", 292, 1e-3],
    ["omegaB", (system as { omegaB: number }).omegaB, 1e-1],
  ] as const) {
    const at = (x: number) =>
      spectrum({ ...(system as object), [name]: x } as never, frequencies, { detection: homodyne(parameters) }).density;
    const [up, down] = [at(value + step), at(value - step)];
    frequencies.forEach((_, i) => {
      const difference = (up[i]! - down[i]!) / (2 * step);
      const scale = Math.abs(difference) + 1e-9 * (density[i]! / value);
      expect(Math.abs(jacobian[name]![i]! - difference) / scale, name).toBeLessThan(2e-6);
    });
  }
});
