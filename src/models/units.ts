// Units that everyone needs: the library takes angular rates in rad/s, people think in Hz.

import { expected } from "../errors";

function number(argument: string, value: number, unit: string): number {
  if (typeof value !== "number" || !Number.isFinite(value)) throw expected(argument, `a number in ${unit}`, value);
  return value;
}

/** Angular rate in rad/s of a frequency in Hz: ω = 2πf. @throws ArgumentError unless it is a finite number */
export const Hz = (frequency: number): number => 2 * Math.PI * number("frequency", frequency, "Hz");

/** Angular rate in rad/s of a frequency in kHz. @throws ArgumentError unless it is a finite number */
export const kHz = (frequency: number): number => Hz(number("frequency", frequency, "kHz") * 1e3);

/** Angular rate in rad/s of a frequency in MHz. @throws ArgumentError unless it is a finite number */
export const MHz = (frequency: number): number => Hz(number("frequency", frequency, "MHz") * 1e6);

/** Angular rate in rad/s of a frequency in GHz. @throws ArgumentError unless it is a finite number */
export const GHz = (frequency: number): number => Hz(number("frequency", frequency, "GHz") * 1e9);

/** Frequency in Hz of an angular rate in rad/s: f = ω/2π. @throws ArgumentError unless it is a finite number */
export const frequency = (omega: number): number => number("omega", omega, "rad/s") / (2 * Math.PI);
