import { describe, expect, it } from "vitest";
import { converted, quantity, unitOf } from "../../src/cli/quantity.js";

const rad = (text: string) => {
  const { value, unit } = quantity("kappaA", "rate", text);
  return unit.si(value);
};

describe("quantity", () => {
  it.each([
    ["1Hz", 2 * Math.PI],
    ["435.849kHz", 2 * Math.PI * 435849],
    ["1.27815 MHz", 2 * Math.PI * 1278150],
    ["  2 GHz ", 4e9 * Math.PI],
    ["500mHz", Math.PI],
    ["8030853rad/s", 8030853],
    ["8 krad/s", 8000],
    ["-.5Mrad/s", -5e5],
    ["+1.e3rad/s", 1000],
    ["1E-3rad/s", 0.001],
  ])("%s is %d rad/s", (text, si) => {
    expect(rad(text)).toBe(si);
  });

  it.each([
    ["292K", 292],
    ["300mK", 0.3],
    ["5uK", 5e-6],
    ["5µK", 5e-6],
    ["5μK", 5e-6],
    ["38nK", 38e-9],
  ])("%s is %d K", (text, si) => {
    const { value, unit } = quantity("temperatureB", "temperature", text);
    expect(unit.si(value)).toBe(si);
  });

  it.each([
    ["0.1us", 1e-7],
    ["100ns", 1e-7],
    ["10µs", 1e-5],
    ["0.7 ms", 7e-4],
    ["3ps", 3e-12],
    ["1e-7s", 1e-7],
  ])("%s is %d s, as a decimal number", (text, si) => {
    const { value, unit } = quantity("interval", "time", text);
    expect(unit.si(value)).toBe(si);
  });

  it("knows multiples of kappaA and gcr", () => {
    expect(quantity("gAB", "coupling", "0.49kappaA")).toMatchObject({ value: 0.49, unit: { per: "kappaA" } });
    expect(quantity("gAB", "coupling", "0.9 gcr")).toMatchObject({ value: 0.9, unit: { per: "gcr" } });
    expect(quantity("gAB", "coupling", "1kHz").unit.per).toBeUndefined();
  });

  it.each([
    "",
    " ",
    "kHz",
    "1",
    "1 khz",
    "1,5kHz",
    "1 2kHz",
    "NaN",
    "Infinity",
    "InfinitykHz",
    "1e999kHz",
    "0x10kHz",
    "1K",
    "1kHz!",
    "--1kHz",
    "1e",
    "1..2kHz",
  ])("takes no %j for a rate", (text) => {
    expect(() => quantity("kappaA", "rate", text)).toThrow(
      `kappaA: expected a rate with a unit (Hz, kHz, MHz, GHz, rad/s), such as 435.849kHz, got ${JSON.stringify(text)}`,
    );
  });
});

describe("converted", () => {
  const [Hz, kHz, kappaA] = ["Hz", "kHz", "kappaA"].map((name) => unitOf("coupling", name)!) as [never, never, never];
  it("changes the unit", () => {
    expect(converted("gAB", { value: 100, unit: Hz }, kHz, "")).toBe(0.1);
  });
  it("refuses to change what it is a multiple of", () => {
    expect(() => converted("gAB", { value: 1, unit: kappaA }, kHz, "1kappaA..2kHz:3")).toThrow(
      'gAB: expected units of one kind throughout, got "1kappaA..2kHz:3"',
    );
  });
});
