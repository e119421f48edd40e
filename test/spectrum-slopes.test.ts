// Spectra, sideband correlations and every derivative against the matrix form with 60 digits (reference/spectra.py), in all setups
// and phases, from weak coupling to the critical point, on and off resonance; those of the record against its own formula.

import { describe, expect, test } from "vitest";
import { dicke, heterodyne, homodyne, linspace, optomechanics, paper, position, spectrum, thermalOscillator } from "../src";
import reference from "./reference/spectra.json";
import { expectSameBits } from "./support/bits";
import { cases as refusals, refuses, type Wrong } from "./support/refuses";

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
    const [some] = Object.keys(jacobian).filter((name) => name in c.slopes);
    const mine = new Float64Array(frequencies.length);
    const into = { jacobian: { [some!]: mine } };
    const alone = spectrum(system, frequencies, { detection, outputs: ["jacobian"], derivatives: [some!], into });
    expect(alone.jacobian).toEqual({ [some!]: jacobian[some!] });
    expect(alone.jacobian[some!]).toBe(mine);
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

describe("derivatives by the parameters that are named", () => {
  const { bec } = paper;
  const setups = [
    ["homodyne", { ...paper.optomechanics, gAB: 1e5 }, homodyne({ efficiency: 0.3, backgroundSlope: 1e-9 }), "gAB"],
    ["heterodyne", { ...bec, couplingRatioSquared: [0.5, 0.9] }, heterodyne(), "couplingRatioSquared"],
    ["position", thermalOscillator({ omegaB: 1e6, gammaB: 10, nThermalB: 3 }), position({ gain: 2 }), "omegaB"],
  ] as const;
  test.each(setups)(
    "%s: in the order asked for, some into arrays, over more bins than one tile, the same bits",
    (_, system, detection, name) => {
      const f = linspace(1e3, 3e5, 4001);
      const rows = Array.isArray((system as { couplingRatioSquared?: unknown }).couplingRatioSquared) ? 2 : 1;
      const outputs = ["density", "signal", "jacobian"] as const;
      const all = spectrum(system as never, f, { detection, outputs });
      const mine = new Float64Array(rows * f.length);
      const derivatives = ["backgroundSlope", name];
      const some = spectrum(system as never, f, { detection, outputs, derivatives, into: { jacobian: { [name]: mine } } });
      expect(Object.keys(some.jacobian)).toEqual(derivatives);
      expect(some.jacobian[name]).toBe(mine);
      for (const d of derivatives) expectSameBits(some.jacobian[d]!, all.jacobian[d]!, d);
      expectSameBits(some.density, all.density, "density");
      // the names in `into` are enough, and density alone or a piece of the bins gives the same bits
      const into = { density: new Float64Array(mine.length), jacobian: { [name]: mine } };
      const named = spectrum(system as never, f, { detection, into });
      expect(Object.keys(named.jacobian)).toEqual([name]);
      expectSameBits(spectrum(system as never, f, { detection }).density, all.density, "density alone");
      const piece = spectrum(system as never, f.slice(1900, 2003), { detection, outputs });
      expectSameBits(piece.jacobian[name]!.subarray(0, 103), all.jacobian[name]!.subarray(1900, 2003), "a piece");
      expectSameBits(piece.signal.subarray(0, 103), all.signal.subarray(1900, 2003), "a piece");
    },
  );

  const om = { ...paper.optomechanics, gAB: 1e5 };
  const slopes = (options: Wrong) => () => spectrum(om, [1, 2], { detection: homodyne(), outputs: ["jacobian"], ...options });
  const two = new Float64Array(2);
  test.each([
    ["none of them", slopes({ derivatives: [] }), /^derivatives: expected an array of names from omegaA, /],
    ["null", slopes({ derivatives: null }), /^derivatives: expected an array of names from omegaA, .*got null$/],
    ["one twice", slopes({ derivatives: ["gAB", "kappaA", "gAB"] }), /^derivatives: names gAB twice$/],
    ["no array of its own", slopes({ into: { jacobian: {} } }), /^into\.jacobian: expected an array or more/],
    ["a Map", slopes({ into: { jacobian: new Map([["gAB", two]]) } }), /^into\.jacobian: expected an array or more/],
    ["a number", slopes({ into: 5 }), /^into: expected an object of arrays named density, .*got 5$/],
    [
      "one array for two",
      slopes({ outputs: ["density", "jacobian"], into: { density: two, jacobian: { gAB: two } } }),
      /^into\.jacobian\.gAB: is the same array as into\.density$/,
    ],
  ])("refuses %s", (_, call, sentence) => refuses(call, sentence));

  const ask = (options: object) => () => spectrum(om, [1, 2], { detection: homodyne(), ...options } as never);
  refusals("refused", [
    [
      "a misspelt one",
      ask({ outputs: ["jacobian"], derivatives: ["kapaA"] }),
      "kapaA: no such parameter; did you mean kappaA?",
    ],
    [
      "another setup's",
      ask({ outputs: ["jacobian"], derivatives: ["couplingRatioSquared"] }),
      /^couplingRatioSquared: no such parameter/,
    ],
    [
      "no array",
      ask({ outputs: ["jacobian"], derivatives: "gAB" }),
      /^derivatives: expected an array of names from omegaA, .*, got "gAB"$/,
    ],
    [
      "without the Jacobian",
      ask({ derivatives: ["gAB"] }),
      'derivatives: are of the output "jacobian", which is not asked for',
    ],
    ["no object", ask({ into: { jacobian: new Float64Array(2) } }), /^into.jacobian: expected an object of arrays/],
    [
      "an array for none",
      ask({ derivatives: ["gAB"], into: { jacobian: { kappaA: new Float64Array(2) } } }),
      "into.jacobian.kappaA: is not among the derivatives asked for",
    ],
    [
      "a short one",
      ask({ into: { jacobian: { gAB: new Float64Array(1) } } }),
      "into.jacobian.gAB: expected a Float64Array of 2, rows × bins, got a Float64Array of 1",
    ],
  ]);
});
