import { expect, it } from "vitest";
import { decadeAxis, extent, linearAxis } from "../../src/figures/axis.js";

it("puts linear ticks at round values and writes them with one number of decimals", () => {
  const axis = linearAxis({ title: "", from: -0.25, to: 1, count: 5 });
  expect(axis.ticks.map(axis.format)).toEqual(["0.0", "0.5", "1.0"]);
  const fluxes = linearAxis({ title: "", from: -4480, to: 0 });
  expect(fluxes.ticks.map(fluxes.format)).toEqual(["−4000", "−3000", "−2000", "−1000", "0"]);
  expect(fluxes.between).toContain(-500);
});

it("divides numbers, not positions, by the unit", () => {
  const axis = linearAxis({ title: "", from: 0, to: 2e-5, count: 4, unit: 1e-6 });
  expect(axis.domain).toEqual([0, 2e-5]);
  expect(axis.ticks.map(axis.format)).toEqual(["0", "5", "10", "15", "20"]);
  expect(axis.ticks.at(-1)).toBeCloseTo(2e-5, 12);
});

it("numbers decades", () => {
  const every = decadeAxis({ title: "", from: -1, to: 1 });
  expect(every.ticks.map(every.format)).toEqual(["10⁻¹", "10⁰", "10¹"]);
  expect(every.between).toHaveLength(16);
  const second = decadeAxis({ title: "", from: 1, to: 6, every: 2 });
  expect(second.ticks).toEqual([10, 1e3, 1e5]);
  expect(second.between).toEqual([1e2, 1e4, 1e6]);
  const within = decadeAxis({ title: "", from: Math.log10(4.5e-9), to: Math.log10(3.5e-8) });
  expect(within.ticks.map(within.format)).toEqual(["10⁻⁸"]);
  expect(within.between).toHaveLength(7);
});

it("takes the extent of what is finite", () => {
  expect(extent(Float64Array.of(Number.NaN, 2, Number.POSITIVE_INFINITY), Float64Array.of(-1))).toEqual([-1, 2]);
});
