// Proved: axes hold the points that they say, ends exactly; units and conventions are the factors of their definitions.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  amplitudeRate,
  couplingFromLambda,
  energyRate,
  frequency,
  GHz,
  grid,
  Hz,
  kHz,
  lambdaFromCoupling,
  linspace,
  logspace,
  MHz,
  wignerEntropyInAlpha,
} from "../src";
import { Big } from "./support/big";
import { close } from "./support/close";
import { runs } from "./support/systems";

const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e100, max: 1e100 });
const positive = fc.double({ noNaN: true, min: 1e-100, max: 1e100 });
const count = fc.integer({ min: 1, max: 50 });

describe("linspace", () => {
  test("known points", () => {
    expect(linspace(0, 1, 5)).toEqual(Float64Array.of(0, 0.25, 0.5, 0.75, 1));
    expect(linspace(3, -1, 3)).toEqual(Float64Array.of(3, 1, -1));
    expect(linspace(2, 7, 1)).toEqual(Float64Array.of(2));
    expect(linspace(2, 7, 2)).toEqual(Float64Array.of(2, 7));
    expect(linspace(4, 4, 3)).toEqual(Float64Array.of(4, 4, 4));
  });

  test("from + i (to − from)/(count − 1), ends exact, in order", () => {
    fc.assert(
      fc.property(finite, finite, count, (from, to, n) => {
        const points = linspace(from, to, n);
        expect(points).toHaveLength(n);
        expect(points[0]).toBe(from);
        if (n > 1) expect(points[n - 1]).toBe(to);
        const size = Math.max(Math.abs(from), Math.abs(to));
        points.forEach((x, i) => {
          if (n === 1) return;
          const right = Big.of(from)
            .plus(
              Big.of(to)
                .minus(Big.of(from))
                .times(Big.of(i))
                .over(Big.of(n - 1)),
            )
            .number();
          close(x, right, size + 1e-300, 4e-16, `point ${i}`);
          if (i > 0 && size > 1e-290) expect((x - points[i - 1]!) * Math.sign(to - from)).toBeGreaterThanOrEqual(0);
        });
      }),
      runs(500),
    );
  });

  test("ends as far apart as doubles go", () => {
    const most = Number.MAX_VALUE;
    expect(linspace(-most, most, 3)).toEqual(Float64Array.of(-most, 0, most));
  });
});

describe("logspace", () => {
  test("known points", () => {
    const points = logspace(1e-3, 1e3, 7);
    points.forEach((x, i) => {
      close(x, 10 ** (i - 3), x, 1e-14, `point ${i}`);
    });
    expect(logspace(2, 8, 1)).toEqual(Float64Array.of(2));
  });

  test("ends exact; one ratio from point to point", () => {
    fc.assert(
      fc.property(positive, positive, fc.integer({ min: 3, max: 50 }), (from, to, n) => {
        const points = logspace(from, to, n);
        expect(points).toHaveLength(n);
        expect(points[0]).toBe(from);
        expect(points[n - 1]).toBe(to);
        for (let i = 1; i < n - 1; i++) {
          // x_i² = x_{i−1} x_{i+1}
          close((points[i]! / points[i - 1]!) * (points[i]! / points[i + 1]!), 1, 1, 1e-12, `point ${i}`);
        }
      }),
      runs(500),
    );
  });
});

describe("grid", () => {
  test("every combination, the last axis fastest", () => {
    expect(grid({ a: [1, 2], b: Float64Array.of(3, 4, 5) })).toEqual({
      a: Float64Array.of(1, 1, 1, 2, 2, 2),
      b: Float64Array.of(3, 4, 5, 3, 4, 5),
    });
    expect(grid({ x: [7] })).toEqual({ x: Float64Array.of(7) });
  });

  test("row number in the mixed base of the lengths", () => {
    const axis = fc.array(finite, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(axis, axis, axis, (a, b, c) => {
        const rows = grid({ a, b, c });
        expect(Object.keys(rows)).toEqual(["a", "b", "c"]);
        let row = 0;
        for (const x of a) {
          for (const y of b) {
            for (const z of c) {
              expect([rows.a[row], rows.b[row], rows.c[row]]).toEqual([x, y, z]);
              row++;
            }
          }
        }
        for (const column of Object.values(rows)) expect(column).toHaveLength(row);
      }),
      runs(100),
    );
  });

  test("axes are copied", () => {
    const axis = Float64Array.of(1, 2);
    grid({ axis }).axis[0] = 5;
    expect(axis[0]).toBe(1);
  });
});

describe("units", () => {
  // 2π to 31 digits
  const twoPi = Big.of(6283185307179586).plus(Big.of(0.476925286766559)).over(Big.of(1e15));

  test.each([
    ["Hz", Hz, 1],
    ["kHz", kHz, 1e3],
    ["MHz", MHz, 1e6],
    ["GHz", GHz, 1e9],
  ] as const)("%s: ω = 2πf", (_, unit, factor) => {
    fc.assert(
      fc.property(finite, (f) => {
        const right = twoPi.times(Big.of(f)).times(Big.of(factor)).number();
        close(unit(f), right, Math.abs(right), 5e-16, "ω");
        close(frequency(unit(f)), f * factor, Math.abs(f * factor), 5e-16, "f");
      }),
      runs(300),
    );
  });
});

describe("conventions", () => {
  test("g = 2λ, κ = half the energy rate, ln 2 a mode: exact, and back", () => {
    fc.assert(
      fc.property(finite, (x) => {
        expect(couplingFromLambda(x)).toBe(2 * x);
        expect(lambdaFromCoupling(couplingFromLambda(x))).toBe(x);
        expect(energyRate(x)).toBe(2 * x);
        expect(amplitudeRate(energyRate(x))).toBe(x);
      }),
      runs(200),
    );
    expect(lambdaFromCoupling(3)).toBe(1.5);
    expect(amplitudeRate(3)).toBe(1.5);
    // 2 ln 2 and ln 2
    close(5 - wignerEntropyInAlpha(5), 1.3862943611198906, 5, 2e-16, "two modes");
    close(Math.exp(5 - wignerEntropyInAlpha(5, 1)), 2, 5, 5e-16, "one mode");
  });
});
