// What a fit is told of its parameters: name=value, name=value+-error, name=low..high, names separated by commas.

import { ArgumentError, expected } from "../errors";
import { detectionKinds } from "./detections";
import { type Kind, quantity } from "./quantity";
import { interval } from "./range";
import { unknown } from "./unknown";

/** Every parameter of a fit, and what its values are. */
export const fitKinds = {
  omegaA: "rate",
  kappaA: "rate",
  omegaB: "rate",
  gammaB: "rate",
  gAB: "rate",
  couplingRatioSquared: "number",
  logDistance: "number",
  nThermalA: "number",
  nThermalB: "number",
  temperatureB: "temperature",
  ...detectionKinds,
} as const satisfies Record<string, Kind>;

/** A parameter of a fit. */
export type FitName = keyof typeof fitKinds;

const names = Object.keys(fitKinds);

function checked(option: string, name: string): FitName {
  if (!names.includes(name)) throw unknown(option, "parameter", name, names);
  return name as FitName;
}

/** `name=…` apart, each name once. */
function parted(option: string, example: string, written: readonly string[]): [FitName, string][] {
  const all = written.map((text): [FitName, string] => {
    const at = text.indexOf("=");
    if (at < 1) throw expected(option, `a name and a value, such as ${example}`, text);
    return [checked(option, text.slice(0, at).trim()), text.slice(at + 1)];
  });
  all.forEach(([name], i) => {
    if (all.findIndex(([other]) => other === name) < i) throw new ArgumentError(option, `names ${name} twice`);
  });
  return all;
}

function si(name: FitName, text: string): number {
  const { value, unit } = quantity(name, fitKinds[name], text);
  return unit.si(value);
}

/** Values in SI of `name=value`. @throws ArgumentError naming what is wrong */
export const valuesOf = (option: string, written: readonly string[]): Partial<Record<FitName, number>> =>
  Object.fromEntries(parted(option, "kappaA=435.849kHz", written).map(([name, text]) => [name, si(name, text)]));

/** Values and errors in SI of `name=value+-error`, the unit behind either or both. @throws ArgumentError naming what is wrong */
export function calibrationsOf(written: readonly string[]): Partial<Record<FitName, { value: number; error: number }>> {
  const example = "gammaB=264.1+-5Hz";
  return Object.fromEntries(
    parted("calibrated", example, written).map(([name, text]) => {
      const [value, error, ...rest] = text.split(/\+-|±|\+\/-/);
      if (error === undefined || rest.length > 0)
        throw expected("calibrated", `a value and its error, such as ${example}`, text);
      const unit = /[^\d.eE+\-\s].*$/.exec(error.trim())?.[0] ?? "";
      const isBare = /[\d.]\s*$/.test(value!);
      return [name, { value: si(name, isBare ? value + unit : value!), error: si(name, error) }];
    }),
  );
}

/** Lower and higher values in SI of `name=low..high`. @throws ArgumentError naming what is wrong */
export const boundsOf = (written: readonly string[]): Partial<Record<FitName, [number, number]>> =>
  Object.fromEntries(
    parted("bounds", "gAB=100..300kHz", written).map(([name, text]) => [
      name,
      interval(`bounds.${name}`, fitKinds[name], text),
    ]),
  );

/** Names separated by commas. @throws ArgumentError if one is none */
export const namesIn = (written: string): FitName[] => written.split(",").map((name) => checked("free", name.trim()));
