// Proved, by the compiler: a number in gives a number out, a column gives a column; the result has the outputs asked for and no
// other; a misspelt or missing name does not compile. (`tsc --noEmit` is the test; at run time little happens.)

import { describe, expectTypeOf, test } from "vitest";
import {
  type Column,
  criticalCoupling,
  dicke,
  drift,
  grid,
  linspace,
  optomechanics,
  paper,
  type System,
  steadyState,
  thermalOccupation,
} from "../src";

const rates = { omegaA: 3, kappaA: 1, omegaB: 2, gammaB: 0.1, nThermalB: 1 };
const point = optomechanics({ ...rates, gAB: 0.1 });
const sweep = optomechanics({ ...rates, gAB: linspace(0, 0.1, 3) });

/** Compiled, not run. */
const never = (_: () => unknown) => {};

describe("number in, number out; column in, column out", () => {
  test("steadyState", () => {
    expectTypeOf(steadyState(point).muA).toEqualTypeOf<number>();
    expectTypeOf(steadyState(point).status).toEqualTypeOf<number>();
    expectTypeOf(steadyState(sweep).muA).toEqualTypeOf<Float64Array>();
    expectTypeOf(steadyState(sweep).status).toEqualTypeOf<Uint8Array>();
    expectTypeOf(steadyState({ ...point, gAB: [0.1, 0.2] }).muA).toEqualTypeOf<Float64Array>();
    expectTypeOf(steadyState({ ...point, kappaA: [1, 2] as readonly number[] }).muA).toEqualTypeOf<Float64Array>();
    expectTypeOf(steadyState({ ...paper.bec, couplingRatioSquared: 0.5 }).nB).toEqualTypeOf<number>();
    expectTypeOf(steadyState({ ...paper.bec, couplingRatioSquared: linspace(0, 1, 3) }).nB).toEqualTypeOf<Float64Array>();
    never(() => expectTypeOf(steadyState(point as System).muA).toEqualTypeOf<number | Float64Array>());
  });

  test("columns of the caller's: what they are named, and no other", () => {
    const muA = new Float64Array(3);
    const status = new Uint8Array(3);
    expectTypeOf<keyof ReturnType<typeof written>>().toEqualTypeOf<"muA" | "status">();
    function written() {
      return steadyState(sweep, { into: { muA, status } });
    }
    expectTypeOf(written().muA).toEqualTypeOf<Float64Array>();
    const onlyStatus = steadyState(sweep, { into: { status: new Uint8Array(3) } });
    expectTypeOf<keyof typeof onlyStatus>().toEqualTypeOf<"status">();
    expectTypeOf(steadyState(sweep, {}).nB).toEqualTypeOf<Float64Array>();
  });

  test("a column that may be missing may be a number", () => {
    const perhaps: { nThermalA?: Float64Array } = {};
    expectTypeOf(steadyState({ ...point, ...perhaps }).muA).toEqualTypeOf<number | Float64Array>();
  });

  test("a name that the model does not have", () => {
    // @ts-expect-error misspelt
    never(() => steadyState({ ...paper.bec, couplingRatioSqared: 0.5 }));
    // @ts-expect-error of the other model
    never(() => steadyState({ ...paper.optomechanics, couplingRatioSquared: 0.5 }));
    // @ts-expect-error misspelt
    never(() => drift({ ...paper.bec, gAb: 1 }));
    // @ts-expect-error misspelt
    never(() => criticalCoupling({ ...paper.bec, gamaB: 1 }));
  });

  test("outputs by name, and no other", () => {
    const s = steadyState(sweep, { outputs: ["covariance", "phase", "stabilityMargin"] });
    expectTypeOf(s.covariance).toEqualTypeOf<Float64Array>();
    expectTypeOf(s.phase).toEqualTypeOf<Uint8Array>();
    expectTypeOf(s.stabilityMargin).toEqualTypeOf<Float64Array>();
    expectTypeOf(steadyState(point, { outputs: ["phase"] }).phase).toEqualTypeOf<number>();
    expectTypeOf(steadyState(point, { outputs: ["covariance"] }).covariance).toEqualTypeOf<Float64Array>();
    expectTypeOf(s).not.toHaveProperty("muA");
    expectTypeOf<keyof typeof s>().toEqualTypeOf<"covariance" | "phase" | "stabilityMargin" | "status">();
  });

  test("normal modes are two numbers a row, the sidebands' asymmetry one", () => {
    const outputs = ["normalModeFrequencies", "normalModeDampings", "sidebandAsymmetry"] as const;
    const system = { ...paper.bec, couplingRatioSquared: 0.5 };
    const one = steadyState(system, { outputs });
    expectTypeOf(one.normalModeFrequencies).toEqualTypeOf<Float64Array>();
    expectTypeOf(one.normalModeDampings).toEqualTypeOf<Float64Array>();
    expectTypeOf(one.sidebandAsymmetry).toEqualTypeOf<number>();
    const many = steadyState({ ...system, couplingRatioSquared: [0.5, 0.6] }, { outputs });
    expectTypeOf(many.normalModeFrequencies).toEqualTypeOf<Float64Array>();
    expectTypeOf(many.sidebandAsymmetry).toEqualTypeOf<Float64Array>();
  });

  test("criticalCoupling depends on all but the coupling", () => {
    expectTypeOf(criticalCoupling(point)).toEqualTypeOf<number>();
    expectTypeOf(criticalCoupling(sweep)).toEqualTypeOf<number>();
    expectTypeOf(criticalCoupling({ ...point, kappaA: [1, 2] })).toEqualTypeOf<Float64Array>();
  });

  test("drift", () => {
    expectTypeOf(drift(point).status).toEqualTypeOf<number>();
    expectTypeOf(drift(sweep).status).toEqualTypeOf<Uint8Array>();
    expectTypeOf(drift(point).drift).toEqualTypeOf<Float64Array>();
  });

  test("thermalOccupation", () => {
    expectTypeOf(thermalOccupation(1, 1)).toEqualTypeOf<number>();
    expectTypeOf(thermalOccupation([1], 1)).toEqualTypeOf<Float64Array>();
    expectTypeOf(thermalOccupation(1, new Float64Array(2))).toEqualTypeOf<Float64Array>();
  });

  test("grid keeps the names of its axes", () => {
    const axes = grid({ gAB: [1, 2], kappaA: linspace(1, 2, 2) });
    expectTypeOf(axes.gAB).toEqualTypeOf<Float64Array>();
    expectTypeOf<keyof typeof axes>().toEqualTypeOf<"gAB" | "kappaA">();
    expectTypeOf(steadyState({ ...point, ...axes }).muA).toEqualTypeOf<Float64Array>();
  });

  test("a column is a Float64Array or an array of numbers, and nothing else", () => {
    expectTypeOf<readonly number[]>().toExtend<Column>();
    expectTypeOf<Float64Array>().toExtend<Column>();
    expectTypeOf<Float32Array>().not.toExtend<Column>();
    expectTypeOf<string[]>().not.toExtend<Column>();
  });
});

test("what does not compile", () => {
  never(() => {
    // @ts-expect-error misspelt
    optomechanics({ ...rates, kapaA: 1 });
    // @ts-expect-error misspelt
    dicke({ ...rates, couplingRatio: 1 });
    // @ts-expect-error a coupling that optomechanics has not
    optomechanics({ ...rates, couplingRatioSquared: 0.5 });
    // @ts-expect-error missing
    optomechanics({ omegaA: 3, kappaA: 1, omegaB: 2, nThermalB: 1 });
    // @ts-expect-error a string
    optomechanics({ ...rates, gAB: "0.1" });
    // @ts-expect-error single precision
    optomechanics({ ...rates, gAB: new Float32Array(2) });
    // @ts-expect-error unknown phase
    dicke({ ...rates, phase: "super" });
    // @ts-expect-error unknown output
    steadyState(point, { outputs: ["muC"] });
    // @ts-expect-error misspelt option
    steadyState(point, { output: ["muA"] });
    // @ts-expect-error not a system
    steadyState(rates);
    // @ts-expect-error single precision
    steadyState(sweep, { into: { muA: new Float32Array(3) } });
    // @ts-expect-error a status is bytes
    steadyState(sweep, { into: { status: new Float64Array(3) } });
    // @ts-expect-error an output that was not asked for
    steadyState(point, { outputs: ["muA"] }).muB;
    // @ts-expect-error results are not to be assigned
    steadyState(point).muA = 1;
    // @ts-expect-error no count
    linspace(0, 1);
  });
});
