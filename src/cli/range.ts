// A range as it is written on the command line: 0.1..3kappaA:1000, log:1e-3..3:200 kappaA.

import { linspace, logspace } from "clausius";
import { ArgumentError, expected } from "../errors";
import { converted, expectations, type Kind, NUMBER, UNIT, type Unit, unitOf } from "./quantity";

/** Evenly spaced numbers in a unit. */
export interface Range {
  readonly values: Float64Array;
  readonly unit: Unit;
}

/** Points that one call may have. */
export const MOST_POINTS = 1e7;

const examples: Record<Kind, string> = {
  rate: "a range from..to:count with a unit, such as 100..400kHz:31",
  coupling: "a range from..to:count with a unit, such as 0.1..3kappaA:1000",
  temperature: "a range from..to:count with a unit, such as 10..300K:30",
  number: "a range from..to:count, such as 0.1..0.9:81",
  angle: "a range from..to:count with a unit, such as 0..90deg:10",
  frequency: "a range from..to:count with a unit, such as 0.3..2.4MHz:2001",
  time: "a range from..to:count with a unit, such as 0..1ms:1001",
};
const end = `\\s*(${NUMBER})\\s*(${UNIT})\\s*`;
const pattern = new RegExp(`^\\s*(log:)?${end}\\.\\.${end}:\\s*(${NUMBER})\\s*(${UNIT})\\s*$`);

const ends = new RegExp(`^${end}\\.\\.${end}$`);

/** Whether the text means a range rather than one value. */
export const isRange = (text: string): boolean => text.includes("..") || /^\s*log:/.test(text);

/**
 * The two ends of a range without points, 0.3..2.4MHz, in SI.
 *
 * @throws ArgumentError if it is not written as one, or its ends do not ascend
 */
export function interval(name: string, kind: Kind, text: string): [number, number] {
  const example = `${examples[kind].replace(":count", "").replace(/:\d+$/, "")}`;
  const parts = text.includes("...") ? null : ends.exec(text);
  if (!parts) throw expected(name, example, text);
  const [, fromText, fromUnit = "", toText, toUnit = ""] = parts;
  const to = unitOf(kind, toUnit);
  const from = fromUnit === "" ? to : unitOf(kind, fromUnit);
  if (!from || !to) throw expected(name, expectations[kind], text);
  const [low, high] = [from.si(Number(fromText)), to.si(Number(toText))];
  if (!(low < high)) throw expected(name, `${example}, from the lower to the higher end`, text);
  return [low, high];
}

/** The frequencies of a range in Hz, as decimal numbers: 0.3042 MHz is 304200 Hz, not 304199.99999999994. @throws as `range` */
export function frequenciesOf(text: string): Float64Array {
  const { values, unit } = range("frequencies", "frequency", text);
  return values.map((value) => Number(unit.si(value).toPrecision(15)));
}

/**
 * The points of a range, in the unit of its upper end.
 *
 * @throws ArgumentError if it is not written as one, has a unit of another kind, or no whole number of points
 */
export function range(name: string, kind: Kind, text: string): Range {
  const parts = pattern.exec(text);
  // Three dots: 0.1...3 may be 0.1 to 3 with a dot too many, or 0.1 to .3.
  if (!parts || text.includes("...")) throw expected(name, examples[kind], text);
  const [, logarithmic, fromText, fromUnit = "", toText, toUnit = "", countText, lastUnit = ""] = parts;
  if (toUnit !== "" && lastUnit !== "") throw expected(name, "the unit once, at the upper end or at the end", text);
  const to = unitOf(kind, toUnit || lastUnit);
  const from = fromUnit === "" ? to : unitOf(kind, fromUnit);
  const [first, last] = [Number(fromText), Number(toText)];
  if (!from || !to || !Number.isFinite(first) || !Number.isFinite(last)) throw expected(name, expectations[kind], text);
  const count = Number(countText);
  if (!Number.isInteger(count) || count < 1 || count > MOST_POINTS) {
    throw expected(name, "a whole number of points from 1 to 1e7 after the colon", text);
  }
  const start = converted(name, { value: first, unit: from }, to, text);
  if (!logarithmic) return { values: linspace(start, last, count), unit: to };
  if (!(start > 0 && last > 0))
    throw new ArgumentError(name, `expected a logarithmic range between positive ends, got "${text}"`);
  return { values: logspace(start, last, count), unit: to };
}
