// Proved: a row that makes no sense, or has no steady state, is NaN with a status whose sentence names the parameter or the
// reason; the call does not throw, and the other rows have their answers.

import { describe, expect, test } from "vitest";
import {
  correlations,
  criticalCoupling,
  dicke,
  drift,
  optomechanics,
  phaseText,
  relax,
  type System,
  statusText,
  steadyState,
} from "../src";

const nothing = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e21, -1e21];
const base = { omegaA: 3, kappaA: 1, omegaB: 2, gammaB: 0.1, gAB: 0.2, nThermalA: 0.5, nThermalB: 4 };

/** Values that no row may have, by field. */
const wrong: Record<string, readonly number[]> = {
  omegaA: nothing,
  kappaA: [...nothing, 0, -1, 1e-21],
  omegaB: [...nothing, 0, -1, 1e-21],
  gammaB: [...nothing, 0, -1, 1e-21],
  gAB: nothing,
  nThermalA: [...nothing, -1e-9],
  nThermalB: [...nothing, -1e-9],
};

describe.each([
  ["optomechanics", optomechanics],
  ["dicke", dicke],
] as [string, (of: object) => System][])("%s", (_, make) => {
  test.each(Object.entries(wrong))("%s out of range", (name, values) => {
    // good, wrong, good, wrong, …
    const column = values.flatMap((value) => [base[name as keyof typeof base], value]);
    const s = steadyState(make({ ...base, [name]: column }), { outputs: ["muA", "covariance", "phase"] });
    const status = s.status as Uint8Array;
    const muA = s.muA as Float64Array;
    const phase = s.phase as Uint8Array;
    column.forEach((value, i) => {
      const isWrong = i % 2 === 1;
      expect(status[i] !== 0, `${name} = ${value}`).toBe(isWrong);
      expect(Number.isNaN(muA[i])).toBe(isWrong);
      expect(s.covariance.subarray(16 * i, 16 * i + 16).every(Number.isNaN)).toBe(isWrong);
      expect(phaseText(phase[i]!)).toBe(isWrong ? "none" : "normal");
      if (isWrong) expect(statusText(status[i]!)).toContain(name);
    });
  });

  test("a temperature out of range", () => {
    const { nThermalB: _, ...rest } = base;
    const s = steadyState(make({ ...rest, temperatureB: [1e-12, -1, Number.NaN, 0] }));
    const status = s.status as Uint8Array;
    expect([...status].map((x) => x === 0)).toEqual([true, false, false, true]);
    expect(statusText(status[1]!)).toContain("temperatureB");
    expect(statusText(status[2]!)).toContain("temperatureB");
  });

  test("drift, criticalCoupling and relax judge rows alike", () => {
    const system = make({ ...base, kappaA: [1, -1, Number.NaN, 2] });
    expect([...(drift(system).status as Uint8Array)].map(statusText).map((text) => text.includes("kappaA"))).toEqual([
      ...[false, true, true, false],
    ]);
    expect([...(criticalCoupling(system) as Float64Array)].map(Number.isNaN)).toEqual([false, true, true, false]);
    const r = relax(system, [0, 1]);
    expect([...r.status].map((s) => statusText(s).includes("kappaA"))).toEqual([
      false,
      false,
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
    expect([...r.entropyProduction].map(Number.isNaN)).toEqual([false, false, true, true, true, true, false, false]);
  });
});

describe("rows without a steady state", () => {
  test("optomechanics: critical coupling, parametric threshold", () => {
    const { status } = steadyState(optomechanics({ ...base, omegaA: [3, 3, -3, -3], gAB: [0.1, 100, 0.1, 100] }));
    expect([...status].map(statusText)).toEqual([
      "ok",
      "unstable: the coupling is at or beyond the critical coupling",
      "ok",
      "unstable: the coupling is at or beyond the parametric threshold (blue detuning)",
    ]);
  });

  const { gAB: _, ...uncoupled } = base;
  const ratios = { ...uncoupled, omegaA: [3, 3, 3, -3, 0], couplingRatioSquared: [0.5, 1, 2, 0.5, 0.5] };
  const noCritical = "no critical coupling: (g/g_cr)² needs omegaA > 0";
  const critical = "unstable: the coupling is at or beyond the critical coupling";
  const notBeyond = "no superradiant phase: the coupling is not beyond the critical coupling";

  test.each([
    ["auto", ["ok", critical, "ok", noCritical, noCritical], ["normal", "none", "superradiant", "none", "none"]],
    ["normal", ["ok", critical, critical, noCritical, noCritical], ["normal", "none", "none", "none", "none"]],
    ["superradiant", [notBeyond, notBeyond, "ok", noCritical, noCritical], ["none", "none", "superradiant", "none", "none"]],
  ] as const)("Dicke model, phase %s", (phase, sentences, phases) => {
    const s = steadyState(dicke({ ...ratios, phase }), { outputs: ["muA", "phase"] });
    expect([...s.status].map(statusText)).toEqual(sentences);
    expect([...s.phase].map(phaseText)).toEqual(phases);
    expect([...s.muA].map(Number.isNaN)).toEqual(sentences.map((sentence) => sentence !== "ok"));
  });

  test("a negative ratio", () => {
    const { status } = steadyState(dicke({ ...uncoupled, couplingRatioSquared: [0.5, -0.5] }));
    expect(statusText(status[1]!)).toContain("couplingRatioSquared");
  });

  test("correlations of a system say why a row has none, as steadyState does", () => {
    const system = optomechanics({ ...base, omegaA: [3, 3, -3, 3], gAB: [0.1, 100, 100, Number.NaN] });
    expect([...correlations(system).status]).toEqual([...steadyState(system).status]);
  });

  test("one working point without a steady state is NaN too, with its status", () => {
    const s = steadyState(optomechanics({ ...base, gAB: 100 }));
    expect([s.status, s.muA, s.muB, s.nA, s.nB, s.entropyProduction]).toEqual([1, ...Array(5).fill(Number.NaN)]);
  });
});

test("every status has a sentence of its own, and no number outside them has one", () => {
  const known = [0, 1, 2, 3, 4, 5, 6, 7, 8, ...[0, 1, 2, 3, 4, 5, 6].map((k) => 16 + k)];
  expect(new Set(known.map(statusText)).size).toBe(known.length);
  for (const status of [-1, 1.5, 200, 255]) expect(statusText(status)).toBe(`unknown status ${status}`);
  expect([0, 1, 2, 3].map(phaseText)).toEqual(["none", "normal", "superradiant", "none"]);
});
