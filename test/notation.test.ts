// Proved, on the examples of the Particle Data Group's own rule and at its edges: how a value with its error is written.

import { expect, test } from "vitest";
import { interval, measured, percent, plain, powerOfTen } from "../src/data/notation";

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

test.each([
  // digits of the error, as in `measured`
  [213.241, 213.9, 0.33, "213.24 to 213.90"],
  [430.1, 437.9, 2, "430.1 to 437.9"],
  [3.3391e10, 3.455e10, 2.9e8, "(3.339 to 3.455) × 10¹⁰"],
  [-3390.2, -3270, 29, "−3390 to −3270"],
  [-0.00184, 0.0028, 0.0023, "−0.0018 to 0.0028"],
  // of half the distance where there is no error
  [10, 20, Number.NaN, "10 to 20"],
  [0, 1.2345, Number.POSITIVE_INFINITY, "0.0 to 1.2"],
  [0, 3, 0, "0.0 to 3.0"],
  [Number.NEGATIVE_INFINITY, 5.4321, 0.5, "−∞ to 5.4"],
  [2.5, Number.POSITIVE_INFINITY, 0.5, "2.5 to ∞"],
  [Number.NaN, 2, 0.5, "undetermined to 2.0"],
  [0, 0, 0, "0 to 0"],
])("%d to %d, known to %d, is %s", (lower, upper, error, text) => {
  expect(interval(lower, upper, error)).toBe(text);
});
