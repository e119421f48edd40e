// Distributions as they are written on the command line: 264.1+-5Hz, 0.1..3kappaA:100+-2%, lognormal(264.1Hz, 5%), uniform(250Hz, 270Hz).

import { criticalCoupling, type Distribution, logNormal, normal, type System, truncated, uniform, type Value } from "clausius";
import { type ArgumentError, expected } from "../errors";
import { otherWay, type ParameterName, parameterNames, parameters, type Written } from "./parameters";
import { quantity, type Unit } from "./quantity";
import { interval, isRange, range } from "./range";

/** What stands for a parameter with a distribution where its value is wanted, and the distribution. */
interface WrittenDistribution {
  /** A value or a range, as it could be written alone. */
  readonly centre: string;
  readonly kind: "normal" | "logNormal" | "uniform";
  /** Standard deviation, relative error, or lower end. */
  readonly second: string;
  /** `low..high`, if it is truncated. */
  readonly between?: string;
  readonly written: string;
}

const EXAMPLES = '264.1+-5Hz, "lognormal(264.1Hz, 5%)", "uniform(250Hz, 270Hz)" or "normal(264.1Hz, 5Hz, 250..280Hz)"';
const kinds = { normal: "normal", lognormal: "logNormal", uniform: "uniform" } as const;

/** Distributions taken out of what was written, a value left in the place of each. */
export interface Parted {
  readonly values: Written;
  readonly distributions: ReadonlyMap<ParameterName, WrittenDistribution>;
}

/**
 * Parts what a file and the flags say; a flag displaces what the file says of the same parameter.
 *
 * @throws ArgumentError naming the parameter, what was expected, and what came
 */
export function partedDistributions(
  file: Written,
  flags: Written,
): { file: Written; flags: Written; distributions: Parted["distributions"] } {
  const [fromFile, fromFlags] = [parted(file), parted(flags)];
  const distributions = new Map(fromFile.distributions);
  for (const name of Object.keys(flags)) {
    const other = otherWay[name as ParameterName];
    distributions.delete(name as ParameterName);
    if (other) distributions.delete(other);
  }
  for (const [name, distribution] of fromFlags.distributions) distributions.set(name, distribution);
  return { file: fromFile.values, flags: fromFlags.values, distributions };
}

function parted(source: Written): Parted {
  const distributions = new Map<ParameterName, WrittenDistribution>();
  const values = Object.entries(source).map(([name, value]) => {
    const found = parameterNames.includes(name as ParameterName) && typeof value === "string" && read(name, value);
    if (!found) return [name, value];
    distributions.set(name as ParameterName, found);
    return [name, found.centre];
  });
  return { values: Object.fromEntries(values), distributions };
}

const plusMinus = /\+-|±|\+\/-/;

function read(name: string, written: string): WrittenDistribution | undefined {
  const called = /^\s*([A-Za-z]+)\s*\((.*)\)\s*$/s.exec(written);
  if (!called) {
    const [value, error, ...rest] = written.split(plusMinus);
    if (error === undefined) return undefined;
    if (value!.trim() === "" || error.trim() === "" || rest.length > 0)
      throw expected(name, `a value and its standard error, such as ${EXAMPLES}`, written);
    // the unit behind either or both
    const unit = /[A-Za-zµμ/]*\s*$/.exec(error)![0].trim();
    const isBare = isRange(value!) ? !/[A-Za-zµμ]/.test(value!.replace("log:", "")) : /[\d.]\s*$/.test(value!);
    return { centre: isBare && !error.includes("%") ? value! + unit : value!, kind: "normal", second: error, written };
  }
  const kind = kinds[called[1]!.toLowerCase() as keyof typeof kinds];
  const [first, second, between, ...rest] = called[2]!.split(",").map((text) => text.trim());
  if (!kind || !first || !second || between === "" || rest.length > 0 || (kind === "uniform" && between !== undefined))
    throw expected(name, `a distribution such as ${EXAMPLES}`, written);
  const [centre, other] = kind === "uniform" ? [second, first] : [first, second];
  return { centre, kind, second: other, ...(between && { between }), written };
}

/**
 * The system with its distributions, in SI; their centres are what the system has.
 *
 * @throws ArgumentError naming the parameter, what was expected, and what came
 */
export function withDistributions(
  system: System,
  distributions: Parted["distributions"],
): { system: System; drawn: Readonly<Record<string, Distribution>> } {
  const drawn: Record<string, Distribution> = {};
  for (const [name, written] of distributions) drawn[name] = distributionOf(name, written, system);
  return { system: { ...system, ...drawn } as System, drawn };
}

function distributionOf(name: ParameterName, written: WrittenDistribution, system: System): Distribution {
  try {
    return made(name, written, system);
  } catch (error) {
    // what the package says of a mean or an end in rad/s would not be recognised
    const { name: kind, argument } = error as ArgumentError;
    if (kind !== "ArgumentError" || argument === name) throw error;
    throw expected(name, `a distribution such as ${EXAMPLES}`, written.written);
  }
}

function made(name: ParameterName, written: WrittenDistribution, system: System): Distribution {
  const { kind, second, between } = written;
  const centre = (system as Partial<Record<ParameterName, Value>>)[name];
  if (centre === undefined)
    throw expected(
      name,
      "a unit other than gcr for a distribution in the Dicke model, or couplingRatioSquared",
      written.written,
    );
  const si = (text: string) => {
    const { value, unit } = quantity(name, parameters[name].kind, text);
    return scaled(value, unit, system);
  };
  const of =
    kind === "logNormal"
      ? logNormal(centre, relative(name, second))
      : kind === "uniform"
        ? uniform(si(second), centre)
        : normal(centre, errorOf());
  if (between === undefined) return of as Distribution;
  if (unitsOf(between).some((unit) => unit === "kappaA" || unit === "gcr"))
    throw expected(name, "ends of a truncation in a unit of their own, not kappaA or gcr", written.written);
  const [lower, upper] = interval(name, parameters[name].kind, between);
  return truncated(of as Distribution, lower, upper);

  function errorOf(): Value {
    if (!/%\s*$/.test(second)) return si(/[A-Za-zµμ]\s*$/.test(second) ? second : second + unitOfCentre(name, written));
    const part = relative(name, second);
    return typeof centre === "number" ? Math.abs(centre * part) : Float64Array.from(centre!, (x) => Math.abs(x * part));
  }
}

const unitsOf = (text: string): string[] => text.match(/[A-Za-zµμ]+/g) ?? [];

/** The unit that was written with the centre. */
function unitOfCentre(name: ParameterName, { centre }: WrittenDistribution): string {
  const { kind } = parameters[name];
  return (isRange(centre) ? range(name, kind, centre) : quantity(name, kind, centre)).unit.name;
}

/** 5 %, or 0.05. */
function relative(name: string, text: string): number {
  const [, number, percent] = /^\s*([\d.eE+-]+)\s*(%?)\s*$/.exec(text) ?? [];
  const value = Number(number) / (percent ? 100 : 1);
  if (number === undefined || !(value >= 0 && value < Number.POSITIVE_INFINITY))
    throw expected(name, "a relative error, such as 5%", text);
  return value;
}

/** A value in SI; a multiple of something swept is a column. */
function scaled(value: number, unit: Unit, system: System): Value {
  if (!unit.per) return unit.si(value);
  const of = (unit.per === "kappaA" ? system.kappaA : criticalCoupling({ ...system, gAB: 0 } as never)) as Value;
  return typeof of === "number" ? value * of : Float64Array.from(of, (x) => value * x);
}
