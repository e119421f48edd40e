// A system of which some parameters are distributions.

import { expected } from "../errors";
import { checkDistribution, columnsOf, type Distribution, isDistribution, type PointsOf } from "../models/distributions";
import {
  checkSystem,
  type Dicke,
  type Exactly,
  type Optomechanics,
  type RowsOf,
  rowCount,
  type System,
} from "../models/system";
import type { Column, Value } from "../models/values";
import { momentsOf } from "./laws";

type WithDistributions<S> = { readonly [K in keyof S]: K extends "model" | "phase" ? S[K] : S[K] | Distribution };

/** A system with distributions among its parameters: `{ ...system, gammaB: normal(Hz(264.1), Hz(5)) }`. */
export type UncertainSystem = WithDistributions<Optomechanics> | WithDistributions<Dicke>;

/** An uncertain system with the fields of its own model and no others. */
export type KnownUncertain<S extends UncertainSystem> = Exactly<Extract<UncertainSystem, { model: S["model"] }>, S>;

/** number for one working point, Float64Array for several. */
export type WorkingPointsOf<S> = RowsOf<{ [K in keyof S]: S[K] extends Distribution ? PointsOf<S[K]> : S[K] }>;

/** The parameters in the order that gives each its own random numbers. */
export const drawnNames = [
  "omegaA",
  "kappaA",
  "omegaB",
  "gammaB",
  "gAB",
  "couplingRatioSquared",
  "nThermalA",
  "temperatureB",
  "nThermalB",
] as const;

/** A parameter of a system that can be a distribution. */
export type DrawnName = (typeof drawnNames)[number];

/** Those of its parameters that are distributions. */
export const distributionsIn = (system: UncertainSystem): readonly (readonly [DrawnName, Distribution])[] =>
  drawnNames.flatMap((name) => {
    const value = (system as Partial<Record<DrawnName, unknown>>)[name];
    return isDistribution(value) ? [[name, value] as const] : [];
  });

/** What first-order propagation starts from. */
export interface Centre {
  /** Each distribution at its centre. */
  readonly system: System;
  readonly rows: number | undefined;
  readonly standardErrors: readonly { readonly name: DrawnName; readonly standardError: Value }[];
}

/**
 * The system at the centres of its distributions, checked.
 *
 * @throws ArgumentError if it is none, no parameter is a distribution, or one makes no sense
 */
export function centreOf(system: UncertainSystem): Centre {
  if (typeof system !== "object" || system === null || !("model" in system)) {
    throw expected("system", "a system made by optomechanics() or dicke(), or a fit", system);
  }
  const distributions = distributionsIn(system);
  const columns: { readonly name: string; readonly column: Column }[] = [];
  for (const [name, value] of Object.entries(system)) {
    if (isDistribution(value)) {
      checkDistribution(name, value);
      for (const column of columnsOf(value)) columns.push({ name, column });
    } else if (Array.isArray(value) || value instanceof Float64Array) columns.push({ name, column: value });
  }
  const [first] = columns;
  for (const { name, column } of columns) {
    if (column.length !== first!.column.length)
      throw expected(name, `a column as long as ${first!.name}, ${first!.column.length} rows`, column);
  }
  const rows = first?.column.length;
  const moments = distributions.map(([name, distribution]) => ({ name, ...momentsOf(name, distribution, rows) }));
  const centred = { ...system, ...Object.fromEntries(moments.map(({ name, centre }) => [name, centre])) } as System;
  checkSystem(centred);
  if (distributions.length === 0) {
    throw expected(
      "system",
      "a parameter that is a distribution, such as gammaB: normal(Hz(264.1), Hz(5))",
      numbersOnly(system),
    );
  }
  return { system: centred, rows: rows ?? rowCount(centred), standardErrors: moments };
}

/** For a message: the system without what it is made of. */
const numbersOnly = (system: UncertainSystem): object => Object.fromEntries(Object.keys(system).map((name) => [name, 0]));

/** Working points `first` to `end` of it. */
export function pointsOf<S extends object>(system: S, first: number, end: number): S {
  const part = (value: unknown): unknown => {
    if (Array.isArray(value) || value instanceof Float64Array) return value.slice(first, end);
    if (!isDistribution(value) || value.distribution === "empirical") return value;
    return pointsOf(value, first, end);
  };
  return Object.fromEntries(Object.entries(system).map(([name, value]) => [name, part(value)])) as S;
}
