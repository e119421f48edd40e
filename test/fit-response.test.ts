// Proved: a fit follows the window and the sampling that its spectrum carries. Against the exact density of a sampled and windowed
// oscillator, a sum over the lags of its correlation, γ comes out unbiased where the window is as wide as the resonance; told not to
// follow, the fit has the γ that a plain Lorentzian has next to that density, found by a search of its own. Records simulated from the
// Langevin equations and averaged by `welch` are fitted to the system they are of without a word on how they were taken; a single segment,
// whose likelihood counts half an average, has errors and a deviance that can be believed.

import { describe, expect, test } from "vitest";
import { fit, fitJointly, fitMany, homodyne, paper, position, simulate, steadyState, thermalOscillator, welch } from "../src";
import { gammaNoise } from "./support/gamma-noise";

const value = ({ parameters }: ReturnType<typeof fit>, name: string) => parameters.find((one) => one.name === name)!;
const pull = (found: ReturnType<typeof fit>, name: string, truth: number) => {
  const { value: v, standardError } = value(found, name);
  return (v - truth) / standardError;
};

const TURN = 2 * Math.PI;

describe("an oscillator 1.2 kHz wide in bins of 500 Hz under a Hann window", () => {
  const [omegaB, gammaB, nThermalB] = [TURN * 60e3, TURN * 600, 10];
  const [interval, length] = [2e-6, 1000];
  const response = { interval, length, window: "hann" } as const;
  const frequency = Float64Array.from({ length: 13 }, (_, k) => (k + 114) * 500);

  /** Two-sided density of q averaged over each interval, in segments under the window, for q of correlation N_b·Re[(1 − iγ/Ω)e^{(iΩ − γ)|τ|}]. */
  function exact(): Float64Array {
    const Omega = Math.sqrt(omegaB * omegaB - gammaB * gammaB);
    type Complex = readonly [number, number];
    const times = ([a, b]: Complex, [c, d]: Complex): Complex => [a * c - b * d, a * d + b * c];
    const exp = ([a, b]: Complex): Complex => [Math.exp(a) * Math.cos(b), Math.exp(a) * Math.sin(b)];
    const over = (x: Complex, [c, d]: Complex): Complex => times(x, [c / (c * c + d * d), -d / (c * c + d * d)]);
    const amplitude: Complex = [1, -gammaB / Omega];
    const z: Complex = [-gammaB * interval, Omega * interval];
    const zz = times(z, z);
    const [e, inverse] = [exp(z), exp([-z[0], -z[1]])];
    // averages over a triangle of width 2dt about each lag, the one about 0 from both sides
    const about0 = over([2 * (e[0] - 1 - z[0]), 2 * (e[1] - z[1])], zz);
    const about = over([e[0] + inverse[0] - 2, e[1] + inverse[1]], zz);
    const correlation = Float64Array.from({ length }, (_, lag) => {
      const term = lag === 0 ? about0 : times(about, exp([lag * z[0], lag * z[1]]));
      return (nThermalB + 0.5) * times(amplitude, term)[0];
    });
    const w = Float64Array.from({ length }, (_, t) => 0.5 - 0.5 * Math.cos((TURN * t) / length));
    const overlaps = Float64Array.from({ length }, (_, lag) => w.reduce((sum, x, t) => sum + x * (w[t + lag] ?? 0), 0));
    return frequency.map((f) => {
      let sum = correlation[0]!;
      for (let lag = 1; lag < length; lag++) {
        sum += 2 * (overlaps[lag]! / overlaps[0]!) * correlation[lag]! * Math.cos(TURN * f * lag * interval);
      }
      return sum * interval;
    });
  }

  /** The γ of the Lorentzian, times any gain, that is next to a density: least Σ(P/S + ln S). */
  function nearest(density: Float64Array): number {
    const cost = (gamma: number) => {
      const shape = frequency.map((f) => {
        const omega = TURN * f;
        const away = (omegaB - omega) * (omegaB + omega);
        return gamma / (away * away + 4 * gamma * gamma * omega * omega);
      });
      const gain = shape.reduce((sum, s, i) => sum + density[i]! / s, 0) / shape.length;
      return shape.length * Math.log(gain) + shape.reduce((sum, s) => sum + Math.log(s), 0);
    };
    let [low, high] = [0.5 * gammaB, 3 * gammaB];
    while (high / low > 1 + 1e-9) {
      const third = (high - low) / 3;
      if (cost(low + third) < cost(high - third)) high -= third;
      else low += third;
    }
    return low;
  }

  const density = exact();
  const averages = 10_000;
  // the product of a few hundred numbers is one that a double holds
  const draws = Array.from({ length: 20 }, (_, i) => gammaNoise(density, averages / 20, 100 + i));
  const noisy = density.map((_, k) => draws.reduce((sum, draw) => sum + draw[k]!, 0) / 20);
  const bare = { frequency, density: noisy, averages, sides: "two" } as const;
  const carried = { ...bare, response };
  const known = { model: "thermal", omegaB, nThermalB } as const;
  const detection = position();

  test("carried: unbiased, with the model's law of the deviance", () => {
    const found = fit({ model: "thermal", nThermalB }, carried, { detection, free: ["omegaB", "gammaB", "gain"] });
    expect(found.isConverged).toBe(true);
    expect(found.response).toEqual(response);
    const { standardError } = value(found, "gammaB");
    expect(standardError / gammaB).toBeLessThan(5e-3);
    for (const [name, truth] of Object.entries({ omegaB, gammaB, gain: 1 })) {
      expect(Math.abs(pull(found, name, truth)), name).toBeLessThan(4);
    }
    expect(found.probability).toBeGreaterThan(1e-3);
    expect(found.probability).toBeLessThan(1 - 1e-3);
  });

  test("not followed: the γ of the Lorentzian that is next to it", () => {
    const expected = nearest(density);
    expect(expected / gammaB).toBeGreaterThan(1.07);
    const found = fit(known, carried, { detection, free: ["gammaB", "gain"], response: "none" });
    expect(found).not.toHaveProperty("response");
    expect(Math.abs(pull(found, "gammaB", expected))).toBeLessThan(4);
    expect(pull(found, "gammaB", gammaB)).toBeGreaterThan(10);
    expect(found.probability).toBeLessThan(1e-10);
    // as without a word on the window
    expect(fit(known, bare, { detection, free: ["gammaB", "gain"] }).parameters).toEqual(found.parameters);
  });

  test("what a fit is told goes before what the spectrum says, and each of several spectra has its own", () => {
    const options = { detection, free: ["gammaB", "gain"] } as const;
    const right = fit(known, carried, options);
    expect(fit(known, bare, { ...options, response }).parameters).toEqual(right.parameters);
    const wrong = { ...bare, response: { ...response, window: "flattop" } } as const;
    const plain = fit(known, wrong, options);
    expect(Math.abs(pull(plain, "gammaB", gammaB))).toBeGreaterThan(20);
    expect(fit(known, wrong, { ...options, response }).parameters).toEqual(right.parameters);

    const [first, second, third] = fitMany(known, [carried, wrong, bare], options);
    expect([first!.response, second!.response?.window, third!.response]).toEqual([response, "flattop", undefined]);
    expect([first!.parameters, second!.parameters]).toEqual([right.parameters, plain.parameters]);

    const joint = fitJointly(
      [
        { spectrum: carried, source: known },
        { spectrum: bare, source: known, response },
      ],
      { ...options, shared: ["gammaB"] },
    );
    expect(joint.fits.map((one) => one.response)).toEqual([response, response]);
    expect(joint.shared[0]!.value / value(right, "gammaB").value).toBeCloseTo(1, 6);
  });
});

describe("light of optomechanics, from its record", () => {
  const { kappaA, omegaA, omegaB, gammaB, temperatureB } = paper.optomechanics;
  const system = { ...paper.optomechanics, gAB: 0.49 * kappaA };
  const detection = homodyne();
  // a mode 56 kHz wide in bins of 20 kHz
  const [interval, length, segments] = [1e-7, 500, 10_000];
  const record = simulate(system, { detection, interval, samples: (length / 2) * (segments + 1), seed: 20 });
  const known = { model: "optomechanics", gammaB, temperatureB } as const;
  const free = ["gAB", "kappaA", "omegaA", "omegaB", "angle"] as const;

  test.each(["hann", "flattop"] as const)("%s: everything comes back, Π with it; not followed, nothing does", (window) => {
    const spectrum = welch(record, { length, window });
    const options = { detection, free, range: [0.2e6, 3e6] } as const;
    const found = fit(known, spectrum, options);
    expect(found.isConverged).toBe(true);
    for (const [name, truth] of Object.entries({ gAB: system.gAB, kappaA, omegaA, omegaB, angle: Math.PI / 2 })) {
      expect(Math.abs(pull(found, name, truth)), name).toBeLessThan(4);
    }
    const truth = Number(steadyState(system).entropyProduction);
    const { entropyProduction, standardError } = steadyState(found);
    expect(Math.abs(entropyProduction - truth) / standardError.entropyProduction).toBeLessThan(4);
    expect(found.probability).toBeGreaterThan(1e-4);
    const off = fit(known, spectrum, { ...options, response: "none" });
    expect(off.probability).toBeLessThan(1e-10);
    expect(Math.abs(pull(off, "gAB", system.gAB))).toBeGreaterThan(10);
  });
});

test("single Hann segments, n_fit = 0.51: pulls of width 1, and a deviance that is as likely as it says", () => {
  const oscillator = thermalOscillator({ omegaB: TURN * 60e3, gammaB: TURN * 600, nThermalB: 10 });
  const detection = position({ background: 1e-5 });
  const [interval, length, count] = [2e-6, 8192, 100];
  const fits = fitMany(
    { model: "thermal", nThermalB: 10 },
    simulate(oscillator, { detection, interval, samples: length, seed: 21, records: count }).map((record) =>
      welch(record, { length }),
    ),
    {
      detection: position(),
      range: [40e3, 80e3],
      free: ["omegaB", "gammaB", "gain", "background"],
      start: { omegaB: TURN * 60e3, gammaB: TURN * 600, gain: 1, background: 1e-5 },
    },
  );
  expect(fits[0]!.spectrum.averages.fit).toBeCloseTo(18 / 35, 3);
  for (const [name, truth] of [
    ["omegaB", oscillator.omegaB],
    ["gammaB", oscillator.gammaB],
  ] as const) {
    const pulls = fits.map((found) => pull(found, name, truth));
    const mean = pulls.reduce((sum, x) => sum + x, 0) / count;
    const width = Math.sqrt(pulls.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / count);
    expect(Math.abs(mean), name).toBeLessThan(4 / Math.sqrt(count));
    expect(Math.abs(width - 1), name).toBeLessThan(4 / Math.sqrt(2 * count));
  }
  const belowHalf = fits.filter(({ probability }) => probability < 0.5).length;
  expect(Math.abs(belowHalf - count / 2)).toBeLessThan(4 * Math.sqrt(count / 4));
  expect(Math.min(...fits.map(({ probability }) => probability))).toBeGreaterThan(1e-4);
});
