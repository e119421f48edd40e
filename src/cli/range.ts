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
};
const end = `\\s*(${NUMBER})\\s*(${UNIT})\\s*`;
const pattern = new RegExp(`^\\s*(log:)?${end}\\.\\.${end}:\\s*(${NUMBER})\\s*(${UNIT})\\s*$`);

/** Whether the text means a range rather than one value. */
export const isRange = (text: string): boolean => text.includes("..") || /^\s*log:/.test(text);

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
