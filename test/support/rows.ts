// Batches with every kind of row: answers, instabilities, the superradiant phase, nonsense; always the same ones.

import fc from "fast-check";
import type { System } from "../../src";
import type { Point } from "./oracle";
import { kinds, type Model, red, runs } from "./systems";

export type Columns = Record<"omegaA" | "kappaA" | "omegaB" | "gammaB" | "gAB" | "nThermalA" | "nThermalB", Float64Array>;

const names = ["omegaA", "kappaA", "omegaB", "gammaB", "gAB", "nThermalA", "nThermalB"] as const;

/** Rows without an answer: beyond a threshold, or with a parameter that makes no sense. */
const faulty = (model: Model): fc.Arbitrary<Point> =>
  fc.oneof(
    fc.tuple(red(model), fc.constantFrom(1e3, 1e6)).map(([p, by]) => ({ ...p, gAB: p.gAB! * by })),
    fc.tuple(red(model), fc.constantFrom(1e3, 1e6)).map(([p, by]) => ({ ...p, omegaA: -p.omegaA, gAB: p.gAB! * by })),
    fc
      .tuple(red(model), fc.constantFrom(...names), fc.constantFrom(Number.NaN, -1, 0, Number.POSITIVE_INFINITY, 1e300, 1e-300))
      .map(([p, name, value]) => ({ ...p, [name]: value })),
  );

const good = (model: Model) =>
  fc.oneof(
    ...Object.keys(kinds)
      .filter((kind) => kind.startsWith(model === "dicke" ? "D" : "o"))
      .map((kind) => kinds[kind]!()),
  );

/** Every second row, or so, is faulty. */
export function points(model: Model, rows: number, seed = 1): Point[] {
  const { seed: base } = runs(1);
  const any = fc.oneof({ arbitrary: good(model), weight: 3 }, { arbitrary: faulty(model), weight: 1 });
  return fc.sample(any, { numRuns: rows, seed: base + seed });
}

const column = (of: readonly Point[], name: keyof Columns): Float64Array =>
  Float64Array.from(of, (point) => point[name] ?? Number.NaN);

export const columns = (of: readonly Point[]): Columns =>
  Object.fromEntries(names.map((name) => [name, column(of, name)])) as Columns;

/** The batch as a system, its coupling by g; for the Dicke model also by (g/g_cr)², and each phase by name. */
export function systems(model: Model, of: readonly Point[]): Record<string, System> {
  const all = columns(of);
  if (model === "optomechanics") return { "by g": { model, ...all } };
  const { gAB, ...rest } = all;
  const couplingRatioSquared = gAB.map((g, i) => (i % 3 ? Math.abs(g) % 3 : 1 + 10 ** -(i % 9)));
  return {
    "by g": { model, ...all },
    "by g, normal": { model, ...all, phase: "normal" },
    "by g, superradiant": { model, ...all, phase: "superradiant" },
    "by (g/g_cr)²": { model, ...rest, couplingRatioSquared },
    "by (g/g_cr)², normal": { model, ...rest, couplingRatioSquared, phase: "normal" },
    "by (g/g_cr)², superradiant": { model, ...rest, couplingRatioSquared, phase: "superradiant" },
  };
}

/** Rows `pick` of a system, in that order. */
export function rowsOf(system: System, pick: readonly number[]): System {
  return Object.fromEntries(
    Object.entries(system).map(([name, value]) => [
      name,
      value instanceof Float64Array ? Float64Array.from(pick, (i) => value[i]!) : value,
    ]),
  ) as unknown as System;
}
