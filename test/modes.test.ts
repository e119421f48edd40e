// Normal modes and the asymmetry of the sidebands at the soft one: against eigenvalues and the matrix form with 120 digits
// (reference/modes.py), the drift's trace and determinant in 256-bit arithmetic, the spectra, and what can be written down.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dicke, heterodyne, linspace, optomechanics, paper, type System, spectrum, steadyState } from "../src";
import cases from "./reference/modes.json";
import { Big, type BigMatrix } from "./support/big";
import { close } from "./support/close";
import { langevin } from "./support/oracle";
import { cases as misuse, refuses, type Wrong } from "./support/refuses";
import { kinds, runs, systemOf } from "./support/systems";

const both = ["normalModeFrequencies", "normalModeDampings"] as const;
const modesOf = (system: System) => {
  const { normalModeFrequencies, normalModeDampings } = steadyState(system, { outputs: both });
  return { frequencies: normalModeFrequencies, dampings: normalModeDampings };
};
const referenceSystem = ({ model, inputs }: (typeof cases)[number]): System =>
  model === "dicke" ? dicke(inputs as never) : optomechanics(inputs as never);
const named = cases.map((c, i) => [`${i} ${c.model}, ${c.regime}`, c] as const);

describe("normal modes: the nearest doubles or their neighbours", () => {
  test.each(named)("%s", (_, c) => {
    const { frequencies, dampings } = modesOf(referenceSystem(c));
    const right = c.frequencies.map((frequency, k) => [Number(frequency), Number(c.dampings[k])] as const);
    // equal frequencies have no order
    const isTie = Math.abs(right[1]![0] - right[0]![0]) < 1e-15 * right[1]![0];
    if (isTie) right.sort((a, b) => a[1] - b[1]);
    const came = [0, 1].map((k) => [frequencies[k]!, dampings[k]!] as const);
    if (isTie) came.sort((a, b) => a[1] - b[1]);
    came.forEach(([frequency, damping], k) => {
      const [w, d] = right[k]!;
      close(frequency, w, w, 3e-16, `frequency ${k}`);
      close(damping, d, d, 3e-16, `damping ${k}`);
    });
  });
});

const determinant = (m: BigMatrix): Big =>
  m.length === 0
    ? Big.one
    : m[0]!.reduce((sum, x, j) => {
        const minor = determinant(m.slice(1).map((row) => row.filter((_, i) => i !== j)));
        return sum.plus((j % 2 ? x.negated() : x).times(minor));
      }, Big.zero);

test.each(Object.entries(kinds))("%s: twice the dampings sum to −tr A, the |λ|² multiply to det A", (kind, arbitrary) => {
  let oscillating = 0;
  fc.assert(
    fc.property(arbitrary(), (point) => {
      const system = systemOf(point);
      const { frequencies, dampings } = modesOf(system);
      const { stabilityMargin } = steadyState(system, { outputs: ["stabilityMargin"] });
      close(Math.min(...dampings), stabilityMargin as number, stabilityMargin as number, 3e-16, "least damping");
      expect(frequencies[0]).toBeGreaterThanOrEqual(0);
      expect(frequencies[1]).toBeGreaterThanOrEqual(frequencies[0]!);
      if (frequencies[0] === 0) return;
      oscillating++;
      const { A } = langevin(point);
      const trace = A.reduce((sum, row, i) => sum.plus(row[i]!), Big.zero).number();
      const size = (k: number) => Big.of(frequencies[k]! ** 2 + dampings[k]! ** 2);
      close(2 * dampings[0]! + 2 * dampings[1]!, -trace, -trace, 1e-15, "tr A");
      const det = determinant(A);
      close(size(0).times(size(1)).over(det).number(), 1, 1, 2e-15, "det A");
    }),
    runs(300),
  );
  // on resonance the cavity's eigenvalues are real
  if (!kind.includes("resonant")) expect(oscillating).toBeGreaterThan(30);
});

// Eigenvalues that can be written down; mode b of optomechanics has √(ω_b² − γ²).
test.each([
  ["uncoupled", optomechanics({ omegaA: 3, kappaA: 2, omegaB: 1.25, gammaB: 1, nThermalB: 0, gAB: 0 }), [0.75, 3], [1, 2]],
  [
    "overdamped: γ − √(γ² − ω_b²)",
    optomechanics({ omegaA: 2, kappaA: 40, omegaB: 3, gammaB: 5, nThermalB: 0, gAB: 0 }),
    [0, 2],
    [1, 40],
  ],
  [
    "critically damped: a double eigenvalue",
    optomechanics({ omegaA: 3, kappaA: 2, omegaB: 1, gammaB: 1, nThermalB: 0, gAB: 0 }),
    [0, 3],
    [1, 2],
  ],
  ["two equal modes", dicke({ omegaA: 1, kappaA: 1, omegaB: 1, gammaB: 1, nThermalB: 0, gAB: 0 }), [1, 1], [1, 1]],
  [
    "equal frequencies, the smaller damping first",
    dicke({ omegaA: 1, kappaA: 2, omegaB: 1, gammaB: 0.5, nThermalB: 0, gAB: 0 }),
    [1, 1],
    [0.5, 2],
  ],
  [
    "cavity on resonance: a real double eigenvalue",
    dicke({ omegaA: 0, kappaA: 0.25, omegaB: 1, gammaB: 0.5, nThermalB: 0, gAB: 7 }),
    [0, 1],
    [0.25, 0.5],
  ],
] as const)("%s", (_, system, frequencies, dampings) => {
  const came = modesOf(system);
  came.frequencies.forEach((w, k) => {
    close(w, frequencies[k]!, frequencies[k]!, 3e-16, `frequency ${k}`);
  });
  expect([...came.dampings]).toEqual([...dampings]);
});

describe("sideband asymmetry", () => {
  const asymmetryOf = (system: System) => steadyState(system, { outputs: ["sidebandAsymmetry"] }).sidebandAsymmetry as number;

  test.each(named.filter(([, c]) => c.asymmetry))("%s", (_, c) => {
    const right = Number(c.asymmetry);
    close(asymmetryOf(referenceSystem(c)), right, right, 1e-15, "asymmetry");
  });

  const couplings = [...linspace(0.05, 0.95, 10), ...linspace(1.05, 2.95, 10), 5 / 3, 1, 0.9999];
  test("is the ratio of the spectrum's two values at the lower mode of the BEC", () => {
    const system = { ...paper.bec, temperatureB: 2e-7, nThermalA: 0 };
    const columns = steadyState(
      { ...system, couplingRatioSquared: couplings },
      { outputs: ["sidebandAsymmetry", "normalModeFrequencies"] },
    );
    couplings.forEach((couplingRatioSquared, row) => {
      const came = columns.sidebandAsymmetry[row]!;
      if (couplingRatioSquared === 1) expect(came).toBeNaN();
      else if (couplingRatioSquared === 0.9999) expect(came).toBe(1);
      else {
        const f = columns.normalModeFrequencies[2 * row]! / (2 * Math.PI);
        const { signal } = spectrum({ ...system, couplingRatioSquared }, [f, -f], {
          detection: heterodyne(),
          outputs: ["signal"],
        });
        close(came, signal[0]! / signal[1]!, came, 1e-12, `x = ${couplingRatioSquared}`);
      }
    });
  });

  test("tells the temperature of cold, weakly coupled atoms: n_b/(n_b + 1)", () => {
    for (const n of [0.01, 0.5, 3, 1e4]) {
      const system = dicke({ omegaA: 0, kappaA: 0.3, omegaB: 1, gammaB: 1e-9, nThermalB: n, gAB: 1e-14 });
      close(asymmetryOf(system), n / (n + 1), 1, 1e-13, `n = ${n}`);
    }
  });

  test("without a coupling it is its own limit", () => {
    const [none, weak] = [0, 1e-12].map((couplingRatioSquared) =>
      asymmetryOf({ ...paper.bec, temperatureB: 1e-6, couplingRatioSquared }),
    );
    close(none!, weak!, weak!, 1e-9, "limit");
  });

  const om = { ...paper.optomechanics, gAB: [1e5, 2e5] };
  test.each([
    ["by name", () => steadyState(om, { outputs: ["muA", "sidebandAsymmetry"] })],
    ["by column", () => steadyState(om, { into: { sidebandAsymmetry: new Float64Array(2) } })],
  ])("%s, of optomechanics", (_, call) =>
    refuses(call, "outputs: sidebandAsymmetry is of the Dicke model: quantum Brownian motion has symmetrised spectra only"),
  );
});

describe("columns", () => {
  const couplingRatioSquared = [0.5, 1.5, Number.NaN, 0.9, 1];
  const system = { ...paper.bec, couplingRatioSquared, phase: "normal" } as const;
  const names = [...both, "sidebandAsymmetry"] as const;

  test("an unstable row has modes but no sidebands, a row out of range neither", () => {
    const { status, normalModeFrequencies, normalModeDampings, sidebandAsymmetry } = steadyState(system, { outputs: names });
    expect([...status]).toEqual([0, 1, 20, 0, 1]);
    expect([...sidebandAsymmetry].map(Number.isNaN)).toEqual([false, true, true, false, true]);
    for (const column of [normalModeFrequencies, normalModeDampings]) {
      expect(column).toHaveLength(10);
      expect([...column].map(Number.isNaN)).toEqual(Array.from({ length: 10 }, (_, i) => i === 4 || i === 5));
    }
    expect(normalModeDampings[2]).toBeLessThan(0);
    const one = steadyState({ ...system, couplingRatioSquared: 0.9 }, { outputs: names });
    expect([...one.normalModeFrequencies]).toEqual([...normalModeFrequencies.subarray(6, 8)]);
    expect([...one.normalModeDampings]).toEqual([...normalModeDampings.subarray(6, 8)]);
    expect(one.sidebandAsymmetry).toBe(sidebandAsymmetry[3]);
  });

  test("the caller's, one without the others", () => {
    const expected = steadyState(system, { outputs: names });
    for (const name of names) {
      const column = new Float64Array(name === "sidebandAsymmetry" ? 5 : 10).fill(7);
      expect(steadyState(system, { into: { [name]: column } as Wrong })).toHaveProperty(name, column);
      expect([...column]).toEqual([...expected[name]]);
    }
  });

  misuse("refused", [
    [
      "frequencies into too short",
      () => steadyState(system, { into: { normalModeFrequencies: new Float64Array(5) } }),
      "into.normalModeFrequencies: expected a Float64Array of 10, got a Float64Array of 5",
    ],
    [
      "asymmetry into too long",
      () => steadyState(system, { into: { sidebandAsymmetry: new Float64Array(10) } }),
      "into.sidebandAsymmetry: expected a Float64Array of 5, got a Float64Array of 10",
    ],
    [
      "a misspelt name",
      () => steadyState(system, { outputs: ["normalModeDamping"] as Wrong }),
      "normalModeDamping: no such output; did you mean normalModeDampings?",
    ],
  ]);
});
