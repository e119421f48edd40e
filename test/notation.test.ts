// Proved, on the examples of the Particle Data Group's own rule and at its edges: how a value with its error is written.

import { expect, test } from "vitest";
import { measured, percent, plain, powerOfTen } from "../src/data/notation";

test.each([
  // Review of Particle Physics, Introduction, 5.3
  [0.827, 0.119, "0.83 ± 0.12"],
  [0.827, 0.367, "0.8 ± 0.4"],
  // first three digits to 354, from 355, to 949, from 950
  [1, 0.0354, "1.000 ± 0.035"],
  [1, 0.0355, "1.00 ± 0.04"],
  [1, 0.0949, "1.00 ± 0.09"],
  [1, 0.095, "1.00 ± 0.10"],
  [1, 0.0999, "1.00 ± 0.10"],
  [1, 0.1, "1.00 ± 0.10"],
  [12345, 678, "12300 ± 700"],
  [12344, 123, "12340 ± 120"],
  [-3312.4, 62, "−3310 ± 60"],
  [0, 0.2, "0.00 ± 0.20"],
  [-0.001, 0.2, "0.00 ± 0.20"],
  [213.5741, 0.0331, "213.574 ± 0.033"],
  [3.352e10, 2.8e8, "(3.352 ± 0.028) × 10¹⁰"],
  [9.996e10, 2.8e8, "(9.996 ± 0.028) × 10¹⁰"],
  [9.9999e5, 4e2, "(1.0000 ± 0.0004) × 10⁶"],
  [3.8e-8, 1.2e-9, "(3.80 ± 0.12) × 10⁻⁸"],
  [1e-9, 2e-3, "0.0000 ± 0.0020"],
  [1e-12, 5, "0 ± 5"],
])("%d ± %d is %s", (value, error, text) => {
  expect(measured(value, error)).toBe(text);
});

test("without a finite error the value alone; NaN is undetermined", () => {
  expect(measured(0.49, Number.NaN)).toBe("0.49");
  expect(measured(0.49, 0)).toBe("0.49");
  expect(measured(1 / 3e7, Number.POSITIVE_INFINITY)).toBe("3.333333333 × 10⁻⁸");
  expect(measured(Number.NaN, Number.POSITIVE_INFINITY)).toBe("undetermined");
  expect(plain(0)).toBe("0");
  expect(plain(-0)).toBe("0");
  expect(plain(-15130000)).toBe("−1.513 × 10⁷");
  expect(percent(0.00832)).toBe("0.83 %");
  expect(powerOfTen(-12)).toBe("10⁻¹²");
});
