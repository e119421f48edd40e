// A number with a unit, as it is written on the command line: 435.849kHz, 292 K, 0.49kappaA, 0.93.

import { expected } from "../errors";
import { timesPowerOfTen } from "../io/uniform";

/** A unit: its name, and what a number in it is in SI; or for a multiple of another quantity, which one. */
export interface Unit {
  readonly name: string;
  readonly si: (value: number) => number;
  readonly per?: "kappaA" | "gcr";
}

/** What a quantity is, which settles its units. */
export type Kind = "rate" | "coupling" | "temperature" | "number" | "angle" | "frequency" | "time";

/** A number in a unit. */
export interface Quantity {
  readonly value: number;
  readonly unit: Unit;
}

const same = (value: number): number => value;
const times = (factor: number) => (value: number) => value * factor;
/** As Hz, kHz, … of the package, but infinity for what is too large, so that the parameter can be named. */
const hertz = (factor: number) => (value: number) => 2 * Math.PI * (value * factor);
const rates: readonly Unit[] = [
  { name: "Hz", si: hertz(1) },
  { name: "kHz", si: hertz(1e3) },
  { name: "MHz", si: hertz(1e6) },
  { name: "GHz", si: hertz(1e9) },
  { name: "mHz", si: (value) => 2 * Math.PI * (value / 1e3) },
  { name: "rad/s", si: same },
  { name: "krad/s", si: times(1e3) },
  { name: "Mrad/s", si: times(1e6) },
];
const units: Record<Kind, readonly Unit[]> = {
  rate: rates,
  coupling: [...rates, { name: "kappaA", si: same, per: "kappaA" }, { name: "gcr", si: same, per: "gcr" }],
  temperature: [
    { name: "K", si: same },
    { name: "mK", si: (value) => value / 1e3 },
    { name: "uK", si: (value) => value / 1e6 },
    { name: "nK", si: (value) => value / 1e9 },
  ],
  number: [{ name: "", si: same }],
  angle: [
    { name: "deg", si: (value) => (value * Math.PI) / 180 },
    { name: "rad", si: same },
  ],
  frequency: [
    { name: "Hz", si: same },
    { name: "kHz", si: times(1e3) },
    { name: "MHz", si: times(1e6) },
    { name: "GHz", si: times(1e9) },
    { name: "mHz", si: (value) => value / 1e3 },
  ],
  // as decimal numbers: 0.1us is 1e-7 s, not 1.0000000000000001e-7
  time: [
    { name: "s", si: same },
    { name: "ms", si: (value) => timesPowerOfTen(value, -3) },
    { name: "us", si: (value) => timesPowerOfTen(value, -6) },
    { name: "ns", si: (value) => timesPowerOfTen(value, -9) },
    { name: "ps", si: (value) => timesPowerOfTen(value, -12) },
  ],
};

/** The unit in SI. */
export const siUnit: Record<Kind, string> = {
  rate: "rad/s",
  coupling: "rad/s",
  temperature: "K",
  number: "",
  angle: "rad",
  frequency: "Hz",
  time: "s",
};

/** What is expected of a value, in words. */
export const expectations: Record<Kind, string> = {
  rate: "a rate with a unit (Hz, kHz, MHz, GHz, rad/s), such as 435.849kHz",
  coupling: "a coupling with a unit (Hz, kHz, MHz, GHz, rad/s, kappaA, gcr), such as 0.49kappaA",
  temperature: "a temperature with a unit (K, mK, uK, nK)",
  number: "a plain number, such as 0.93",
  angle: "an angle with a unit (deg, rad), such as 90deg",
  frequency: "a frequency with a unit (Hz, kHz, MHz, GHz), such as 1.2MHz",
  time: "a time with a unit (s, ms, us, ns, ps), such as 0.4us",
};

/** A number in a regular expression, and a unit. */
export const NUMBER = String.raw`[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?`;
export const UNIT = "[A-Za-zµμ/]*";
const pattern = new RegExp(`^\\s*(${NUMBER})\\s*(${UNIT})\\s*$`);

/** The unit of that name, if the kind has it; a micro sign or a Greek μ stands for u. */
export function unitOf(kind: Kind, name: string): Unit | undefined {
  return units[kind].find((unit) => unit.name === name.replace(/[µμ]/, "u"));
}

/**
 * The quantity written in `text`.
 *
 * @throws ArgumentError if it is no finite number with a unit of the kind
 */
export function quantity(name: string, kind: Kind, text: string): Quantity {
  const [, number, unitName] = pattern.exec(text) ?? [];
  const unit = unitName === undefined ? undefined : unitOf(kind, unitName);
  if (!unit || !Number.isFinite(Number(number))) throw expected(name, expectations[kind], text);
  return { value: Number(number), unit };
}

/** The value in another unit. @throws ArgumentError if one of the units is a multiple of something and the other is not of the same */
export function converted(name: string, { value, unit }: Quantity, to: Unit, written: unknown): number {
  if (unit === to) return value;
  if (unit.per !== to.per) throw expected(name, "units of one kind throughout", written);
  return Number(((value * unit.si(1)) / to.si(1)).toPrecision(15)); // 0.7 kHz is 700 Hz, not 699.9999999999999
}
