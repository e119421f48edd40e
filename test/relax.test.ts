// Proved: σ(t), S, Φ and Π of a relaxation against 256-bit e^{At}; the rate equation dS/dt = Π − Φ; the second law at all times;
// dS/dt as the derivative of S; the limit of long times; that relaxing twice is relaxing once for longer.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { optomechanics, relax, steadyState } from "../src";
import { add, Big, matrixFrom, scale } from "./support/big";
import { close } from "./support/close";
import { diagonal, entropyOf, entropyRateOf, evolved, langevin, type Point, productionOf, ratesOf } from "./support/oracle";
import { blue, logarithmic, red, runs, superradiant, systemOf } from "./support/systems";

/** σ = L Lᵀ/2 of a random L, so that it is positive definite. */
const state = fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 10, maxLength: 10 }).map((l) => {
  let next = 0;
  const L = [0, 1, 2, 3].map((i) =>
    [0, 1, 2, 3].map((j) => (j > i ? 0 : i === j ? 1 + Math.abs(l[next++]!) / 50 : l[next++]! / 50)),
  );
  return Float64Array.from(
    [0, 1, 2, 3].flatMap((i) => [0, 1, 2, 3].map((j) => L[i]!.reduce((sum, x, m) => sum + (x * L[j]![m]!) / 2, 0))),
  );
});

const kinds: Record<string, fc.Arbitrary<Point>> = {
  "optomechanics, red": red("optomechanics", 1),
  "optomechanics, blue": blue("optomechanics", 1),
  "Dicke, normal": red("dicke", 1),
  "Dicke, superradiant": superradiant(1),
};

/** Times that see the modes turn and decay. */
const time = (point: Point, t: number) => t / (point.kappaA + point.gammaB);

/** A mild version: baths up to 100, so that entropies and finite differences keep their digits. */
const mild = (point: Point): Point => ({
  ...point,
  nThermalA: Math.min(point.nThermalA, 100),
  nThermalB: Math.min(point.nThermalB, 100),
});

/** The largest entry of A. */
const fastest = (point: Point) =>
  Math.max(
    ...langevin(point)
      .A.flat()
      .map((x) => Math.abs(x.number())),
  );

const bath = (point: Point) => diagonal(langevin(point).N);

describe.each(Object.entries(kinds))("%s", (_, arbitrary) => {
  test("σ(t), S, fluxes, Π and dS/dt against e^{At}", () => {
    fc.assert(
      fc.property(arbitrary, logarithmic(-4, 2), fc.option(state), (point, t, from) => {
        const at = time(point, t);
        const r = relax(systemOf(point), [at], from ? { from } : {});
        expect(r.status[0]).toBe(0);
        const right = evolved(point, from ? matrixFrom(from) : bath(point), at);
        const d = (i: number) => Math.sqrt(right[i]![i]!.number());
        const digits = 1e-10 + 1e-15 * fastest(point) * at; // A is known to 1e-16, and turns by ‖A‖t
        for (let i = 0; i < 4; i++) {
          for (let j = 0; j < 4; j++)
            close(r.covariance[4 * i + j]!, right[i]![j]!.number(), d(i) * d(j), digits, `σ_${i}${j}`);
        }
        const rates = ratesOf(point, add(right, scale(bath(point), Big.of(-1))));
        const production = productionOf(point, right).number();
        const entropyRate = entropyRateOf(point, right).number();
        const muA = rates.muA.number();
        const muB = rates.muB.number();
        const largest = Math.max(production, Math.abs(entropyRate), Math.abs(muA), Math.abs(muB));
        close(r.muA[0]!, muA, largest, digits, "μ_a");
        close(r.muB[0]!, muB, largest, digits, "μ_b");
        close(r.entropyFlux[0]!, muA + muB, largest, digits, "Φ");
        close(r.entropyProduction[0]!, production, largest, digits, "Π");
        close(r.entropyRate[0]!, entropyRate, largest, digits, "dS/dt");
        close(r.wignerEntropy[0]!, entropyOf(right), 1, digits, "S");
        close(r.nA[0]!, rates.nA.number(), rates.nA.number() + 0.5, digits, "n_a");
        close(r.nB[0]!, rates.nB.number(), rates.nB.number() + 0.5, digits, "n_b");
      }),
      runs(100),
    );
  });

  test("dS/dt = Π − Φ, Φ = μ_a + μ_b, Π ≥ 0 at every time", () => {
    fc.assert(
      fc.property(arbitrary, fc.option(state), (point, from) => {
        const times = Float64Array.from({ length: 25 }, (_, k) => time(point, 1e-6 * 2 ** k));
        const r = relax(systemOf(point), times, from ? { from } : {});
        times.forEach((_, k) => {
          const largest = Math.max(
            r.entropyProduction[k]!,
            Math.abs(r.muA[k]!),
            Math.abs(r.muB[k]!),
            Math.abs(r.entropyRate[k]!),
          );
          expect(r.entropyProduction[k]).toBeGreaterThanOrEqual(0);
          close(r.entropyRate[k]!, r.entropyProduction[k]! - r.entropyFlux[k]!, largest, 1e-10, "dS/dt");
          close(r.entropyFlux[k]!, r.muA[k]! + r.muB[k]!, largest, 1e-14, "Φ");
        });
      }),
      runs(100),
    );
  });

  test("dS/dt is the derivative of S", () => {
    fc.assert(
      fc.property(arbitrary, logarithmic(-1, 0.7), state, (strong, t, from) => {
        const point = mild(strong);
        const at = time(point, t);
        const { entropyProduction } = relax(systemOf(point), [at], { from });
        const rate = fastest(point) + entropyProduction[0]!; // S changes as fast as this
        const h = 1e-3 / rate;
        fc.pre(at > 2 * h);
        const r = relax(systemOf(point), [at - 2 * h, at - h, at, at + h, at + 2 * h], { from });
        const [a, b, , c, d] = [...r.wignerEntropy] as [number, number, number, number, number];
        close(r.entropyRate[2]!, (8 * (c - b) - (d - a)) / (12 * h), rate, 1e-9, "dS/dt");
      }),
      runs(100),
    );
  });

  test("at long times all is as in the steady state", () => {
    fc.assert(
      fc.property(arbitrary, state, (point, from) => {
        const system = systemOf(point);
        const outputs = [
          "entropyProduction",
          "muA",
          "muB",
          "nA",
          "nB",
          "covariance",
          "wignerEntropy",
          "stabilityMargin",
        ] as const;
        const s = steadyState(system, { outputs });
        const r = relax(system, [50 / s.stabilityMargin], { from });
        const d = (i: number) => Math.sqrt(s.covariance[5 * i]!);
        s.covariance.forEach((x, k) => {
          close(r.covariance[k]!, x, d(k >> 2) * d(k & 3), 1e-10, `σ[${k}]`);
        });
        const largest = Math.max(Math.abs(s.muA), Math.abs(s.muB));
        for (const name of ["muA", "muB", "entropyProduction"] as const) close(r[name][0]!, s[name], largest, 1e-10, name);
        close(r.entropyRate[0]!, 0, largest, 1e-10, "dS/dt");
        close(r.nA[0]!, s.nA, s.nA + 0.5, 1e-10, "n_a");
        close(r.nB[0]!, s.nB, s.nB + 0.5, 1e-10, "n_b");
      }),
      runs(100),
    );
  });

  test("relaxing by t1 and then by t2 is relaxing by t1 + t2", () => {
    fc.assert(
      fc.property(arbitrary, fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), state, (point, n1, n2, from) => {
        const unit = 2 ** Math.round(Math.log2(time(point, 0.05))); // so that t1 + t2 is exact
        const system = systemOf(point);
        const { covariance: first } = relax(system, [n1 * unit], { from });
        const { covariance: twice } = relax(system, [n2 * unit], { from: first });
        const { covariance: once } = relax(system, [(n1 + n2) * unit], { from });
        const largest = Math.max(...first, ...once);
        once.forEach((x, k) => {
          close(twice[k]!, x, largest, 1e-10, `σ[${k}]`);
        });
      }),
      runs(100),
    );
  });
});

test("after times beyond all measure all is as in the steady state", () => {
  for (const [rate, time] of [
    [1e15, 1.7e308],
    [1e20, 1e308],
    [1, 1e300],
  ] as const) {
    const system = optomechanics({
      ...{ omegaA: rate, kappaA: rate, omegaB: rate, gammaB: 0.3 * rate, gAB: 0.2 * rate },
      nThermalB: 10,
    });
    const { nA, nB } = relax(system, [time]);
    const steady = steadyState(system);
    expect(nA[0]! / steady.nA).toBeCloseTo(1, 12);
    expect(nB[0]! / steady.nB).toBeCloseTo(1, 12);
  }
});
