// Columns of the caller's: which of them are written, which outputs come of them, and that a call leaves the caller's own objects alone.

import { describe, expect, test } from "vitest";
import { optomechanics, type SteadyStateColumns, type SteadyStateOutput, steadyState } from "../src/index";

const system = optomechanics({ omegaA: 3e6, kappaA: 5e5, omegaB: 2e6, gammaB: 125, temperatureB: 0.3, gAB: [1e5, 2e5] });
const rates = ["entropyProduction", "muA", "muB", "nA", "nB"];
const all = steadyState(system, { outputs: ["entropyProduction", "muA", "muB", "nA", "nB", "covariance"] });

const muA = () => new Float64Array(2);
const status = () => new Uint8Array(2);

type Case = [string, SteadyStateOutput[] | undefined, SteadyStateColumns | undefined, string[]];

describe("outputs, and columns for them", () => {
  test.each<Case>([
    ["neither", undefined, undefined, [...rates, "status"]],
    ["no columns", undefined, {}, [...rates, "status"]],
    ["a column", undefined, { muA: muA() }, ["muA", "status"]],
    ["a column and the statuses", undefined, { muA: muA(), status: status() }, ["muA", "status"]],
    ["the statuses alone", undefined, { status: status() }, ["status"]],
    ["a name without a column", undefined, { muA: undefined } as unknown as SteadyStateColumns, ["muA", "status"]],
    ["outputs alone", ["muA", "covariance"], undefined, ["muA", "covariance", "status"]],
    ["no outputs", [], undefined, ["status"]],
    ["columns for some of the outputs", ["nA", "muA", "covariance"], { muA: muA() }, ["nA", "muA", "covariance", "status"]],
    ["columns for all of the outputs", ["nA", "muA"], { muA: muA(), nA: muA(), status: status() }, ["nA", "muA", "status"]],
    ["an output named twice", ["muA", "muA"], { muA: muA() }, ["muA", "status"]],
    ["outputs and the statuses", ["muA", "nB"], { status: status() }, ["muA", "nB", "status"]],
  ])("%s", (_, outputs, into, names) => {
    const options = { ...(outputs && { outputs }), ...(into && { into }) };
    const before = { ...into };
    const came = steadyState(system, options) as unknown as Record<string, Float64Array | Uint8Array>;
    expect(Object.keys(came).sort()).toEqual([...names].sort());
    for (const [name, column] of Object.entries(came)) {
      const given = before[name as SteadyStateOutput];
      if (given) expect(column, name).toBe(given);
      expect(column, name).toEqual((all as unknown as Record<string, Float64Array | Uint8Array>)[name]);
    }
    expect(into ?? {}).toEqual(before);
    expect(Object.keys(into ?? {})).toEqual(Object.keys(before));
  });
});

test("two answers to calls with single numbers are not one", () => {
  const one = { ...system, gAB: 1e5 };
  const first = steadyState(one);
  const kept = { ...first };
  const second = steadyState({ ...one, gAB: 2e5 });
  expect(first).toEqual(kept);
  expect(second).not.toEqual(first);
  expect(first.muA).toBe(all.muA[0]);
  expect(second.muA).toBe(all.muA[1]);
});
