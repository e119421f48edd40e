import { criticalCoupling, kHz, paper } from "clausius";
import { describe, expect, it } from "vitest";
import { workingPoints } from "../../src/cli/working-points.js";

const bec = { preset: "bec" };
const om = { preset: "optomechanics" };
const column = (points: ReturnType<typeof workingPoints>, name: string) => {
  const { at } = points.swept.find((column) => column.name === name)!;
  return Array.from({ length: points.rows! }, (_, row) => at(row));
};

describe("workingPoints", () => {
  it("starts from Table I, bit by bit", () => {
    expect(workingPoints({}, { ...om, gAB: "1kappaA" }).system).toEqual({
      ...paper.optomechanics,
      gAB: paper.optomechanics.kappaA,
    });
    expect(workingPoints({}, { ...bec, couplingRatioSquared: "0.5" }).system).toEqual({
      ...paper.bec,
      couplingRatioSquared: 0.5,
    });
  });

  it("lets flags override the file, and the file the preset", () => {
    const file = { ...om, kappaA: "400kHz", gammaB: "100Hz", gAB: "1kHz" };
    const { system } = workingPoints(file, { kappaA: "300kHz" });
    expect(system).toMatchObject({ omegaA: paper.optomechanics.omegaA, kappaA: kHz(300), gammaB: kHz(0.1), gAB: kHz(1) });
  });

  it("lets a later source say the same in the other way", () => {
    const { system } = workingPoints({ ...bec, gAB: "1kHz" }, { couplingRatioSquared: "0.5", nThermalB: "3" });
    expect(system).not.toHaveProperty("gAB");
    expect(system).not.toHaveProperty("temperatureB");
    expect(system).toMatchObject({ couplingRatioSquared: 0.5, nThermalB: 3 });
  });

  it("multiplies the ranges out, the last one fastest", () => {
    const points = workingPoints({}, { ...om, gAB: "1..2kappaA:2", gammaB: "1..3kHz:3" });
    expect(points.rows).toBe(6);
    expect(points.swept.map(({ name, unit }) => [name, unit])).toEqual([
      ["gAB", "kappaA"],
      ["gammaB", "kHz"],
    ]);
    expect(column(points, "gAB")).toEqual([1, 1, 1, 2, 2, 2]);
    expect(column(points, "gammaB")).toEqual([1, 2, 3, 1, 2, 3]);
    expect(points.system.gammaB).toEqual(Float64Array.of(1, 2, 3, 1, 2, 3).map(kHz));
  });

  it("runs arrays row by row, together, and ranges across them", () => {
    const file = { ...bec, gammaB: ["600Hz", "0.7kHz"], couplingRatioSquared: [0.5, "0.9"] };
    const points = workingPoints(file, { temperatureB: "10..20nK:2" });
    expect(column(points, "gammaB")).toEqual([600, 600, 700, 700]);
    expect(column(points, "couplingRatioSquared")).toEqual([0.5, 0.5, 0.9, 0.9]);
    expect(column(points, "temperatureB")).toEqual([10, 20, 10, 20]);
  });

  it("takes multiples of the row's own kappaA and g_cr", () => {
    const ofKappa = workingPoints({}, { ...om, kappaA: "1..2kHz:2", gAB: "3kappaA" });
    expect(ofKappa.system.gAB).toEqual(Float64Array.of(3 * kHz(1), 3 * kHz(2)));
    const ofCritical = workingPoints({}, { ...om, omegaA: "1..2MHz:2", gAB: "0.5gcr" });
    const { gAB, ...uncoupled } = ofCritical.system;
    expect(gAB).toEqual((criticalCoupling(uncoupled) as Float64Array).map((g) => 0.5 * g));
    expect(ofCritical.fixed.find(({ name }) => name === "gAB")).toEqual({
      name: "gAB",
      value: 0.5,
      unit: "gcr",
      si: undefined,
    });
  });

  it("takes multiples of g_cr of the Dicke model as couplingRatioSquared, so that 1 is the critical point", () => {
    const { system, swept, fixed } = workingPoints({}, { ...bec, gammaB: "1..2kHz:2", gAB: "0.9gcr" });
    expect(system).toMatchObject({ couplingRatioSquared: 0.9 * 0.9 });
    expect(system).not.toHaveProperty("gAB");
    expect(swept.map(({ name }) => name)).toEqual(["gammaB"]);
    expect(fixed.find(({ name }) => name === "gAB")).toMatchObject({ value: 0.9, unit: "gcr" });
  });
});
