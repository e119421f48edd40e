// From what the user wrote to a system: later sources over earlier ones, ranges multiplied out, units turned to SI.

import { criticalCoupling, grid, type System } from "clausius";
import { expected } from "../errors";
import type { TableColumn } from "../io/table";
import {
  type Given,
  otherWay,
  type ParameterName,
  parameterNames,
  parameters,
  parametersIn,
  parametersOf,
  presetOf,
  refuseMissing,
  refuseUneven,
  type Written,
} from "./parameters";
import { siUnit } from "./quantity";
import { MOST_POINTS } from "./range";

/** A system, what of it is swept, and what is fixed. */
export interface WorkingPoints {
  readonly system: System;
  /** undefined if every parameter is one number. */
  readonly rows: number | undefined;
  /** In the units and the order in which they were written. */
  readonly swept: readonly TableColumn[];
  readonly fixed: readonly Fixed[];
}

/** A parameter that is one number, as written and in SI (absent where it is a multiple of something swept). */
export interface Fixed {
  readonly name: ParameterName;
  readonly value: number;
  readonly unit: string;
  readonly si: { readonly value: number; readonly unit: string } | undefined;
}

/**
 * The working points that a file and the flags describe, flags over file over preset. Ranges make the product grid, the last
 * one fastest; arrays run row by row together.
 *
 * @throws ArgumentError naming the parameter, what was expected with its unit, and what came
 */
export function workingPoints(file: Written, flags: Written): WorkingPoints {
  const { preset, model: named, phase }: Written = { ...file, ...flags };
  const setup = presetOf(preset);
  const model = named ?? setup?.model;
  const given = new Map<ParameterName, Given>();
  for (const source of [
    setup ? parametersOf(setup) : new Map<ParameterName, Given>(),
    parametersIn(file),
    parametersIn(flags),
  ]) {
    for (const name of source.keys()) {
      const other = otherWay[name];
      given.delete(name);
      if (other && !source.has(other)) given.delete(other);
    }
    for (const [name, parameter] of source) given.set(name, parameter);
  }
  if (model !== "optomechanics" && model !== "dicke") {
    throw expected("model", `"optomechanics" or "dicke"${model === undefined ? ", or a preset" : ""}`, model);
  }
  refuseMissing(given, model);
  refuseUneven(given);

  const { rows, values } = product(given);
  const si: Record<string, number | Float64Array> = {};
  for (const [name, { unit }] of given) if (!unit.per) si[name] = mapped(values.get(name)!, unit.si);
  let system = { ...si, model, ...(phase === undefined ? {} : { phase }) } as System;
  const per = given.get("gAB")?.unit.per;
  if (per) system = { ...system, gAB: multiple(values.get("gAB")!, reference(system, per)) };

  const swept = [...values].flatMap(([name, value]) =>
    typeof value === "number" ? [] : [{ name, unit: given.get(name)!.unit.name, at: (row: number) => value[row]! }],
  );
  const fixed = parameterNames.flatMap((name): Fixed[] => {
    const value = values.get(name);
    if (typeof value !== "number") return [];
    const inSI = system[name as "gAB"];
    const si = typeof inSI === "number" ? { value: inSI, unit: siUnit[parameters[name].kind] } : undefined;
    return [{ name, value, unit: given.get(name)!.unit.name, si }];
  });
  return { system, rows, swept, fixed };
}

const ROWS = "rows";

/** Every parameter over the product of all axes; arrays share one axis, in the place of the first. */
function product(given: ReadonlyMap<ParameterName, Given>) {
  const axes: Record<string, Float64Array> = {};
  for (const [name, { values, isRange }] of given) {
    if (typeof values === "number") continue;
    if (isRange) axes[name] = values;
    else axes[ROWS] ??= values.map((_, row) => row);
  }
  const isSwept = Object.keys(axes).length > 0;
  const rows = isSwept ? Object.values(axes).reduce((count, { length }) => count * length, 1) : undefined;
  if (rows && rows > MOST_POINTS) throw expected(Object.keys(axes).join(" × "), "at most 1e7 working points in all", rows);
  const columns: Record<string, Float64Array> = isSwept ? grid(axes) : {};
  const values = new Map<ParameterName, number | Float64Array>();
  for (const [name, { values: own, isRange }] of given) {
    values.set(name, typeof own === "number" ? own : isRange ? columns[name]! : columns[ROWS]!.map((row) => own[row]!));
  }
  return { rows, values };
}

/** What a coupling may be a multiple of, in rad/s. @throws ArgumentError if there is no critical coupling anywhere */
function reference(system: System, per: "kappaA" | "gcr"): number | Float64Array {
  const critical = criticalCoupling(system) as number | Float64Array;
  if (per === "kappaA") return system.kappaA as number | Float64Array;
  if (critical === Number.POSITIVE_INFINITY) {
    throw expected("gAB", "a unit other than gcr where omegaA is not positive, as there is no critical coupling", "gcr");
  }
  return critical;
}

function multiple(value: number | Float64Array, of: number | Float64Array): number | Float64Array {
  if (typeof of === "number") return mapped(value, (x) => x * of);
  return of.map((reference, row) => reference * (typeof value === "number" ? value : value[row]!));
}

const mapped = (value: number | Float64Array, by: (x: number) => number): number | Float64Array =>
  typeof value === "number" ? by(value) : value.map(by);
