// Random working points, their systems, and how far a result may be from the truth.

import fc from "fast-check";
import { dicke, optomechanics } from "../../src";
import { type Answer, criticalSquared, type Point, steadyAnswer } from "./oracle";

const STEPS = 2 ** 30;

/** A double between 10^from and 10^to, evenly in its logarithm. */
export const logarithmic = (from: number, to: number) =>
  fc.integer({ min: 0, max: STEPS }).map((step) => 10 ** (from + ((to - from) * step) / STEPS));

/** A mean occupation, 0 to 1e7. */
export const occupation = fc.oneof({ arbitrary: fc.constant(0), weight: 1 }, { arbitrary: logarithmic(-6, 7), weight: 3 });

export type Model = Point["model"];
export type Uncoupled = Omit<Point, "gAB" | "ratio">;

/** Rates within 10^±spread of a scale between 1e-3 and 1e7 rad/s, baths anywhere from 0 to 1e7. */
export const rates = (model: Model, spread = 3): fc.Arbitrary<Uncoupled> =>
  fc
    .record({
      scale: logarithmic(-3, 7),
      omegaA: logarithmic(-spread, spread),
      kappaA: logarithmic(-spread, spread),
      omegaB: logarithmic(-spread, spread),
      gammaB: logarithmic(-spread, spread),
      nThermalA: occupation,
      nThermalB: occupation,
    })
    .map(({ scale, nThermalA, nThermalB, ...r }) => ({
      model,
      omegaA: scale * r.omegaA,
      kappaA: scale * r.kappaA,
      omegaB: scale * r.omegaB,
      gammaB: scale * r.gammaB,
      nThermalA,
      nThermalB,
    }));

/** The parametric threshold of g² for ω_a < 0 (section 3). */
export function hopfSquared({ model, omegaA: wa, kappaA: k, omegaB: wb, gammaB: y }: Uncoupled): number {
  const minus = (wa - wb) ** 2;
  const plus = (wa + wb) ** 2;
  if (model === "dicke") {
    const s2 = (k + y) ** 2;
    return (k * y * (minus + s2) * (plus + s2)) / (Math.abs(wa) * wb * s2);
  }
  const G = 2 * y;
  const Ka = wa * wa + k * k;
  const Q = (minus + k * k) * (plus + k * k) + 2 * k * G * (Ka + wb * wb) + G * G * Ka;
  return (2 * k * G * Q) / (Math.abs(wa) * wb * (2 * k + G) ** 2);
}

const coupled =
  (couplingOf: (point: Uncoupled, fraction: number) => number) =>
  ([point, fraction, isNegative]: [Uncoupled, number, boolean]): Point => {
    const g = couplingOf(point, fraction);
    return { ...point, gAB: isNegative ? -g : g };
  };

/** Red detuning, (g/g_cr)² from 1e-12 to 0.9. */
export const red = (model: Model, spread?: number): fc.Arbitrary<Point> =>
  fc
    .tuple(rates(model, spread), logarithmic(-12, -0.05), fc.boolean())
    .map(coupled((p, x) => Math.sqrt(x * criticalSquared(p).number())));

/** Blue detuning, g² from 1e-12 to 0.9 of the parametric threshold. */
export const blue = (model: Model, spread?: number): fc.Arbitrary<Point> =>
  fc
    .tuple(
      rates(model, spread).map((p) => ({ ...p, omegaA: -p.omegaA })),
      logarithmic(-12, -0.05),
      fc.boolean(),
    )
    .map(coupled((p, x) => Math.sqrt(x * hopfSquared(p))));

/** On resonance, ω_a = 0: stable at every coupling. */
export const resonant = (model: Model, spread?: number): fc.Arbitrary<Point> =>
  fc
    .tuple(
      rates(model, spread).map((p) => ({ ...p, omegaA: 0 })),
      logarithmic(-6, 3),
      fc.boolean(),
    )
    .map(coupled((p, x) => x * p.kappaA));

/** Superradiant phase of the Dicke model, (g/g_cr)² from 1.1 to 1000. */
export const superradiant = (spread?: number): fc.Arbitrary<Point> =>
  fc
    .tuple(rates("dicke", spread), logarithmic(-3, -0.05), fc.boolean())
    .map(coupled((p, mu) => Math.sqrt(criticalSquared(p).number() / mu)))
    .filter(({ gAB }) => Math.abs(gAB!) <= 1e20)
    .map((p) => ({ ...p, isSuperradiant: true }));

/** Every kind of stable working point. */
export const kinds: Record<string, (spread?: number) => fc.Arbitrary<Point>> = {
  "optomechanics, red": (spread) => red("optomechanics", spread),
  "optomechanics, blue": (spread) => blue("optomechanics", spread),
  "optomechanics, resonant": (spread) => resonant("optomechanics", spread),
  "Dicke, normal, red": (spread) => red("dicke", spread),
  "Dicke, normal, blue": (spread) => blue("dicke", spread),
  "Dicke, normal, resonant": (spread) => resonant("dicke", spread),
  "Dicke, superradiant": superradiant,
};

/** A system of numbers only. */
export type NumbersOnly = Numbers &
  ({ readonly model: "optomechanics" } | { readonly model: "dicke"; readonly couplingRatioSquared?: number });

/** Every parameter a number. */
export interface Numbers {
  readonly omegaA: number;
  readonly kappaA: number;
  readonly omegaB: number;
  readonly gammaB: number;
  readonly gAB?: number;
  readonly nThermalA: number;
  readonly nThermalB: number;
}

/** The point as the library takes it. */
export function systemOf({ model, isSuperradiant, ratio, ...parameters }: Point): NumbersOnly {
  if (model === "optomechanics") return optomechanics(parameters);
  return dicke(ratio === undefined ? parameters : { ...parameters, couplingRatioSquared: ratio });
}

/** Runs of one property: the same every time. */
export const runs = (numRuns: number) => ({ numRuns, seed: 20180604 });

/** |x|, and by how much x moves if every parameter p moves by p: an answer may be off by a few 1e-16 of the second. */
export function conditionOf(point: Point, quantity: (answer: Answer) => number): number {
  const x = quantity(steadyAnswer(point));
  const h = 2 ** -20;
  const names = ["omegaA", "kappaA", "omegaB", "gammaB", "gAB", "nThermalA", "nThermalB"] as const;
  const moved = names.map((name) => quantity(steadyAnswer({ ...point, [name]: point[name]! * (1 + h) })) - x);
  return moved.reduce((sum, change) => sum + Math.abs(change) / h, 0);
}
