// From what the user wrote to a system: later sources over earlier ones, ranges multiplied out, units turned to SI.

import { criticalCoupling, grid, type System } from "clausius";
import { expected } from "../errors";
import type { TableColumn } from "../io/table";
import {
  choices,
  type Given,
  otherWay,
  type ParameterName,
  parameterNames,
  parameters,
  parametersIn,
  parametersOf,
  presetOf,
  refuseFirst,
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
  /** What the reader should know of a value that the preset gave. */
  readonly note: string | undefined;
}

/** A parameter that is one number, as written and in SI (absent where it is a multiple of something swept, or of g_cr in the Dicke model). */
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
  if (setup && model !== setup.model) throw expected("model", `"${setup.model}", the model of the preset ${preset}`, model);
  const fromPreset = setup ? parametersOf(setup) : new Map<ParameterName, Given>();
  const given = new Map<ParameterName, Given>();
  for (const source of [fromPreset, parametersIn(file), parametersIn(flags)]) {
    for (const name of source.keys()) {
      const other = otherWay[name];
      given.delete(name);
      if (other && !source.has(other)) given.delete(other);
    }
    for (const [name, parameter] of source) given.set(name, parameter);
  }
  if (model !== "optomechanics" && model !== "dicke") {
    throw expected("model", `${choices.model}${model === undefined ? ", or a preset" : ""}`, model);
  }
  refuseMissing(given, model);
  refuseUneven(given);

  const { rows, values } = product(given);
  const si: Record<string, number | Float64Array> = {};
  for (const [name, { unit }] of given) if (!unit.per) si[name] = mapped(values.get(name)!, unit.si);
  const written = { ...si, model, ...(phase === undefined ? {} : { phase }) } as System;
  const system = coupled(written, given.get("gAB"), values.get("gAB"));

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
  const isInferred = preset === "bec" && given.get("gammaB") === fromPreset.get("gammaB");
  return { system, rows, swept, fixed, note: isInferred ? INFERRED : undefined };
}

const INFERRED = "gammaB of the preset bec is inferred, not printed in the paper: kappaA omegaB/omegaA";

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

const INFINITE = Number.POSITIVE_INFINITY;

/** The system with its coupling, where that is a multiple of another quantity. @throws ArgumentError if there can be none */
function coupled(system: System, given: Given | undefined, value: number | Float64Array | undefined): System {
  const per = given?.unit.per;
  if (!per || value === undefined) return system;
  // With a gAB, so that one given beside couplingRatioSquared is refused.
  const critical = criticalCoupling({ ...system, gAB: 0 } as System) as number | Float64Array;
  if (per === "kappaA") return { ...system, gAB: multiple(value, system.kappaA as number | Float64Array) };
  const isDicke = system.model === "dicke";
  const isNowhere = typeof critical === "number" ? critical === INFINITE : !isDicke && critical.includes(INFINITE);
  if (isNowhere) {
    throw expected("gAB", "a unit other than gcr where omegaA is not positive, as there is no critical coupling", "gcr");
  }
  if (!isDicke) return { ...system, gAB: multiple(value, critical) };
  const { values, written } = given;
  const multiples = typeof values === "number" ? Float64Array.of(values) : values;
  refuseFirst("gAB", multiples, (x) => !(x >= 0 && x <= 1e10), "a multiple of gcr of zero or more, at most 1e10", written);
  if (system.phase === "superradiant" && typeof value === "number" && value <= 1) {
    throw expected("gAB", "a multiple of gcr above 1 for the superradiant phase", written);
  }
  // Not by way of gAB, whose rounding would put 1 gcr on either side of the critical point.
  return { ...system, couplingRatioSquared: mapped(value, (x) => x * x) };
}

function multiple(value: number | Float64Array, of: number | Float64Array): number | Float64Array {
  if (typeof of === "number") return mapped(value, (x) => x * of);
  return of.map((reference, row) => reference * (typeof value === "number" ? value : value[row]!));
}

const mapped = (value: number | Float64Array, by: (x: number) => number): number | Float64Array =>
  typeof value === "number" ? by(value) : value.map(by);
