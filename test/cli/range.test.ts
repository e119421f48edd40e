import { describe, expect, it } from "vitest";
import { isRange, range } from "../../src/cli/range.js";

const points = (text: string) => {
  const { values, unit } = range("gAB", "coupling", text);
  return [[...values], unit.name];
};

describe("range", () => {
  it.each([
    ["1..3kappaA:3", [1, 2, 3], "kappaA"],
    ["1..3:3kappaA", [1, 2, 3], "kappaA"],
    ["1..3:3 kappaA", [1, 2, 3], "kappaA"],
    ["1kappaA..3kappaA:3", [1, 2, 3], "kappaA"],
    [" 1 .. 3 kHz : 3 ", [1, 2, 3], "kHz"],
    ["100Hz..3kHz:2", [0.1, 3], "kHz"],
    ["3..1MHz:3", [3, 2, 1], "MHz"],
    ["-1..1rad/s:3", [-1, 0, 1], "rad/s"],
    ["1..5kHz:1", [1], "kHz"],
    ["1..1e1gcr:1e1", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], "gcr"],
    ["log:1..100kHz:3", [1, 10, 100], "kHz"],
    ["log:1..100:3 kHz", [1, 10, 100], "kHz"],
  ])("%s", (text, values, unit) => {
    const [own, name] = points(text) as [number[], string];
    expect(own).toHaveLength(values.length);
    for (const [i, value] of values.entries()) expect(own[i]).toBeCloseTo(value, 12);
    expect(name).toBe(unit);
  });

  it("takes plain numbers where there is no unit", () => {
    expect([...range("couplingRatioSquared", "number", "0..1:3").values]).toEqual([0, 0.5, 1]);
  });

  it("ends exactly where it was told to", () => {
    const { values } = range("gAB", "coupling", "log:1e-3..3kappaA:200");
    expect([values[0], values.at(-1), values.length]).toEqual([1e-3, 3, 200]);
  });

  it.each([
    ["1..3kappaA", "a range from..to:count with a unit, such as 0.1..3kappaA:1000"],
    ["1..:3kappaA", "a range from..to:count with a unit, such as 0.1..3kappaA:1000"],
    ["log:3kappaA", "a range from..to:count with a unit, such as 0.1..3kappaA:1000"],
    ["0.1...3kappaA:2", "a range from..to:count with a unit, such as 0.1..3kappaA:1000"],
    ["1...5kHz:2", "a range from..to:count with a unit, such as 0.1..3kappaA:1000"],
    ["1..2..3kHz:4", "a range from..to:count with a unit, such as 0.1..3kappaA:1000"],
    ["1..3:3", "a coupling with a unit (Hz, kHz, MHz, GHz, rad/s, kappaA, gcr), such as 0.49kappaA"],
    ["1..3K:3", "a coupling with a unit (Hz, kHz, MHz, GHz, rad/s, kappaA, gcr), such as 0.49kappaA"],
    ["1..1e999kHz:3", "a coupling with a unit (Hz, kHz, MHz, GHz, rad/s, kappaA, gcr), such as 0.49kappaA"],
    ["1kHz..3:3", "a coupling with a unit (Hz, kHz, MHz, GHz, rad/s, kappaA, gcr), such as 0.49kappaA"],
    ["1..3kHz:3kHz", "the unit once, at the upper end or at the end"],
    ["1kappaA..3gcr:3", "units of one kind throughout"],
    ["1..3kHz:0", "a whole number of points from 1 to 1e7 after the colon"],
    ["1..3kHz:-2", "a whole number of points from 1 to 1e7 after the colon"],
    ["1..3kHz:2.5", "a whole number of points from 1 to 1e7 after the colon"],
    ["1..3kHz:10000001", "a whole number of points from 1 to 1e7 after the colon"],
    ["log:0..3kHz:3", "a logarithmic range between positive ends"],
    ["log:-1..3kHz:3", "a logarithmic range between positive ends"],
  ])("refuses %s", (text, expectation) => {
    expect(() => range("gAB", "coupling", text)).toThrow(`gAB: expected ${expectation}, got "${text}"`);
  });
});

it("tells a range from a value", () => {
  expect(["1..2kHz:3", "log:1kHz", " log:1..2kHz:3"].map(isRange)).toEqual([true, true, true]);
  expect(["1kHz", "1.5kHz", "logkHz"].map(isRange)).toEqual([false, false, false]);
});
