// Proved: `spectrum` with a response is the exact density of the sampled and windowed record, E|Σ w_t x_t e^{−iωt}|²dt/Σw², summed in the
// test over all pairs of samples; its aliases are those of the sum over them, wherever the modes lie; bins share nodes without seeing each other.

import { describe, expect, test } from "vitest";
import {
  type Detection,
  fit,
  heterodyne,
  homodyne,
  paper,
  position,
  type Response,
  type System,
  spectrum,
  type ThermalOscillator,
  thermalOscillator,
} from "../src";
import { type Setup, watchedOf } from "./support/records";
import { sampledCovariances } from "./support/sampled";

const TAU = 2 * Math.PI;

/** I₀(x), its power series. */
function besselI0(x: number): number {
  let sum = 0;
  for (let k = 0, term = 1; k < 200; k++, term *= (x * x) / 4 / (k * k)) sum += term;
  return sum;
}

const cosines = { hann: [0.5, 0.5], flattop: [0.21557895, 0.41663158, 0.277263158, 0.083578947, 0.006947368] };

/** w_t at t = 0 … n − 1, the middle of the window at n/2. */
function windowOf({ window, beta = 0 }: Pick<Response, "window" | "beta">, n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, t) => {
    const x = (2 * t - n) / n;
    if (window === "kaiser") return besselI0(beta * Math.sqrt(1 - x * x)) / besselI0(beta);
    return cosines[window as keyof typeof cosines].reduce((sum, a, k) => sum + a * Math.cos(Math.PI * k * x), 0);
  });
}

type Complex = readonly [re: number, im: number];

/** ⟨z_{t+l} z_t*⟩ of a record's samples, a heterodyne one's complex. */
function covariancesOf(setup: Setup, interval: number, lags: number): Complex[] {
  return sampledCovariances(watchedOf(setup), interval, lags).map((m) =>
    m.length === 1 ? [m[0]![0]!, 0] : [m[0]![0]! + m[1]![1]!, m[1]![0]! - m[0]![1]!],
  );
}

/** The density at these bins, by the sum over all pairs of samples. */
function exactDensity(covariances: readonly Complex[], window: Float64Array, interval: number, bins: readonly number[]) {
  const n = window.length;
  const power = window.reduce((sum, w) => sum + w * w, 0);
  const pairs = covariances.map((_, lag) => {
    let sum = 0;
    for (let t = lag; t < n; t++) sum += window[t]! * window[t - lag]!;
    return sum / power;
  });
  return bins.map((bin) => {
    let sum = 0;
    covariances.forEach(([re, im], lag) => {
      const angle = (TAU * ((((bin * lag) % n) + n) % n)) / n;
      sum += (lag === 0 ? 1 : 2) * pairs[lag]! * (re * Math.cos(angle) + im * Math.sin(angle));
    });
    return interval * sum;
  });
}

const oscillator = (share: number): Setup => ({
  system: thermalOscillator({ omegaB: TAU * share * 1e6, gammaB: 3e4, nThermalB: 40 }),
  detection: position(),
});
const { kappaA } = paper.optomechanics;
const atoms = { ...paper.bec, temperatureB: 1e-6, nThermalA: 0.5, couplingRatioSquared: 0.5 };

/** Records that forget within a segment. */
const records: Readonly<Record<string, { setup: Setup; interval: number; length: number; bins: readonly number[] }>> = {
  "an oscillator at 0.15 of the sampling rate": {
    setup: oscillator(0.15),
    interval: 1e-6,
    length: 1024,
    bins: [5, 100, 140, 150, 152, 153, 154, 155, 170, 250, 400, 508],
  },
  "at 0.40, segments of odd length": {
    setup: oscillator(0.4),
    interval: 1e-6,
    length: 1001,
    bins: [5, 100, 150, 300, 390, 398, 400, 401, 408, 450, 495],
  },
  "at 0.7, folded": { setup: oscillator(0.7), interval: 1e-6, length: 1024, bins: [5, 150, 290, 300, 307, 308, 320, 500] },
  "optomechanics, g/κ = 0.49": {
    setup: { system: { ...paper.optomechanics, gAB: 0.49 * kappaA }, detection: homodyne() },
    interval: 1e-7,
    length: 2048,
    bins: [20, 200, 255, 262, 280, 500, 1000],
  },
  "optomechanics, g/κ = 2.29, θ = 18.8°": {
    setup: { system: { ...paper.optomechanics, gAB: 2.29 * kappaA }, detection: homodyne({ angle: 0.328 }) },
    interval: 1e-7,
    length: 2048,
    bins: [20, 150, 200, 300, 500, 1000],
  },
  "BEC at 1 µK, heterodyne": {
    setup: { system: atoms, detection: heterodyne() },
    interval: 5e-6,
    length: 8192,
    bins: [-700, -330, -300, -250, -40, 40, 250, 300, 330, 700],
  },
};

/** Windows, and the part of their weight that may be left out: what falls like 1/x² beyond 48 bins, if not 1e-9. */
const windows: readonly { response: Pick<Response, "window" | "beta">; left: number }[] = [
  { response: { window: "hann" }, left: 1e-9 },
  { response: { window: "flattop" }, left: 3e-9 },
  { response: { window: "kaiser", beta: 5 }, left: 1e-5 },
  { response: { window: "kaiser", beta: 8.6 }, left: 2e-8 },
  { response: { window: "kaiser", beta: 14 }, left: 1e-9 },
];

describe.each(Object.entries(records))("the sum over all pairs of samples: %s", (_, { setup, interval, length, bins }) => {
  const covariances = covariancesOf(setup, interval, length - 1);
  const f = bins.map((bin) => bin / (length * interval));

  test("it forgets within a segment", () => {
    const size = ([re, im]: Complex) => Math.hypot(re, im);
    expect(size(covariances[length - 1]!) / size(covariances[1]!)).toBeLessThan(1e-11);
  });

  test.each(windows)("$response.window $response.beta", ({ response, left }) => {
    const exact = exactDensity(covariances, windowOf(response, length), interval, bins);
    const { density } = spectrum(setup.system, f, { detection: setup.detection, response: { interval, length, ...response } });
    const highest = Math.max(...exact);
    exact.forEach((expected, i) => {
      expect(Math.abs(density[i]! - expected), `bin ${bins[i]}`).toBeLessThan(1e-9 * expected + left * highest);
      if (left <= 1e-9) expect(Math.abs(density[i]! / expected - 1), `bin ${bins[i]}`).toBeLessThan(2e-8);
    });
  });
});

describe("aliases are those of the sum over 3000 to either side, to 1e-10", () => {
  const interval = 1e-6;
  const length = 1e9; // bins so narrow that a window does nothing
  const f = [-0.5, -0.48, -0.3, -0.05, 0, 0.01, 0.2, 0.31, 0.44, 0.4999, 0.5].map((x) => x / interval);
  const om = (share: number) => ({
    ...paper.optomechanics,
    omegaA: TAU * share * 1e6,
    omegaB: TAU * share * 1e6,
    gAB: 1e6 * share,
    kappaA: 5e5,
  });
  const bec = (share: number, g: number) => ({
    ...paper.bec,
    omegaA: TAU * share * 1e6,
    omegaB: TAU * share * 3e5,
    gAB: g,
    kappaA: 3e5,
    gammaB: 4e4,
  });
  type Case = readonly [name: string, system: System | ThermalOscillator, detection: Detection];
  const cases: readonly Case[] = [
    ...[0.1, 0.3, 0.37, 0.39, 0.44, 0.46, 0.5, 0.9, 2.2].map(
      (share): Case => [`an oscillator at ${share} of the sampling rate`, oscillator(share).system, position()],
    ),
    ...[5e6, 2e7, 1e8].map(
      (kappaA): Case => [
        `a cavity of ${kappaA} rad/s, beyond the sampling rate`,
        { ...om(0.2), kappaA },
        homodyne({ angle: 0.4 }),
      ],
    ),
    ...[0.1, 0.3, 0.42, 0.8].map((share): Case => [`optomechanics at ${share}`, om(share), homodyne({ angle: 0.4 })]),
    ...[0.1, 0.3, 0.42, 0.8].map((share): Case => [`atoms at ${share}`, bec(share, 1e5), heterodyne()]),
  ];

  test.each(cases)("%s", (_, system, detection) => {
    const response = { interval, length, window: "hann" } as const;
    const outputs = ["signal"] as const;
    const { signal } = spectrum(system as System, f, { detection, response, outputs });
    const floor = detection.detection === "homodyne" ? 0.5 : 0;
    f.forEach((frequency, i) => {
      const x = frequency * interval;
      const shifts = Array.from({ length: 6001 }, (_, m) => m - 3000);
      const near = spectrum(
        system as System,
        shifts.map((m) => frequency + m / interval),
        { detection, outputs },
      ).signal;
      let [sum, size] = [0, 0];
      shifts.forEach((m, k) => {
        const sinc = x + m === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * (x + m));
        const part = sinc * sinc * (near[k]! - floor);
        sum += part;
        size += Math.abs(part);
      });
      expect(Math.abs(signal[i]! - floor - sum) / (size + 1e-14 * floor), `${frequency} Hz`).toBeLessThan(1e-10);
    });
  });
});

describe("bins share nodes, and do not see each other", () => {
  const interval = 1e-7;
  const length = 4096;
  const frequency = (bin: number) => bin / (length * interval);
  const system = { ...paper.optomechanics, gAB: 0.49 * kappaA };
  const detection = homodyne({ angle: 0.9 });
  const response = { interval, length, window: "hann" } as const;
  const at = (bins: readonly number[]) => spectrum(system, bins.map(frequency), { detection, response }).density;
  const all = Array.from({ length: 2048 }, (_, bin) => bin);
  const whole = at(all);

  test("a bin alone, some of them, gaps, an odd number, downwards: the same bits", () => {
    for (const bins of [
      [523],
      [0, 1, 2],
      all.filter((bin) => bin % 7 !== 3),
      all.filter((bin) => (bin > 100 && bin < 211) || bin === 400 || bin > 600),
      [500, 510, 508, 2047, 3],
      [...all].reverse(),
    ]) {
      expect(at(bins)).toEqual(Float64Array.from(bins, (bin) => whole[bin]!));
    }
  });

  test.each(windows)("bins off the grid have nodes of their own: $response.window $response.beta", ({ response: shape }) => {
    const options = { detection, response: { interval, length, ...shape } };
    const off = 2e-6; // of a bin: the mean of both sides is the middle but for its square
    for (const bin of [40, 523, 530, 1200, 2000]) {
      const [middle] = spectrum(system, [bin, bin + 1].map(frequency), options).density;
      const [below, above] = spectrum(system, [bin - off, bin + off].map(frequency), options).density;
      expect(Math.abs((below! + above!) / 2 / middle! - 1), `bin ${bin}`).toBeLessThan(1e-12);
    }
  });
});

describe("derivatives are those of differences", () => {
  const cases: readonly [string, Setup, number][] = [
    [
      "optomechanics",
      { system: { ...paper.optomechanics, gAB: 0.49 * kappaA }, detection: homodyne({ angle: 0.4, efficiency: 0.8 }) },
      1e-7,
    ],
    ["folded", { system: { ...paper.optomechanics, gAB: 0.49 * kappaA }, detection: homodyne({ angle: 0.4 }) }, 6e-7],
    ["atoms", { system: atoms, detection: heterodyne({ efficiency: 0.5 }) }, 2e-5],
    ["an oscillator", oscillator(0.3), 1e-6],
  ];
  test.each(cases)("%s", (_, { system, detection }, interval) => {
    const length = 1024;
    const f = [-0.4, -0.11, 0.05, 0.11, 0.13, 0.2, 0.33, 0.47].map((x) => Math.round(x * length) / (length * interval));
    const response = { interval, length, window: "kaiser", beta: 8.6 } as const;
    const { jacobian } = spectrum(system as System, f, { detection, response, outputs: ["jacobian"] });
    for (const [name, slopes] of Object.entries(jacobian as Record<string, Float64Array>)) {
      const given = { ...system, ...detection } as unknown as Record<string, number | undefined>;
      const value = given[name];
      if (value === undefined || value === 0) continue;
      const density = (x: number) => {
        const changed = (part: object) => (name in part ? { ...part, [name]: x } : part);
        return spectrum(changed(system) as System, f, { detection: changed(detection) as Detection, response }).density;
      };
      const step = 1e-5 * value;
      const [up, down] = [density(value + step), density(value - step)];
      const [up2, down2] = [density(value + 2 * step), density(value - 2 * step)];
      const most = Math.max(...slopes.map(Math.abs));
      slopes.forEach((slope, i) => {
        const difference = (8 * (up[i]! - down[i]!) - (up2[i]! - down2[i]!)) / (12 * step);
        expect(Math.abs(slope - difference) / most, `${name} at ${f[i]} Hz`).toBeLessThan(1e-8);
      });
    }
  });
});

test("a fit with a response finds the parameters behind the exact density of a record", () => {
  const { setup, interval, length } = records["optomechanics, g/κ = 2.29, θ = 18.8°"]!;
  const system = setup.system as { readonly gAB: number; readonly omegaB: number } & System;
  const bins = Array.from({ length: 400 }, (_, i) => 40 + 2 * i).filter((bin) => bin < 300 || bin > 411);
  const exact = exactDensity(
    covariancesOf(setup, interval, length - 1),
    windowOf({ window: "kaiser", beta: 14 }, length),
    interval,
    bins,
  );
  const found = fit(
    { ...system, gAB: 1.02 * system.gAB, omegaB: 1.01 * system.omegaB } as never,
    { frequency: bins.map((bin) => bin / (length * interval)), density: exact, averages: 100, sides: "two" },
    {
      detection: setup.detection,
      response: { interval, length, window: "kaiser", beta: 14 },
      free: ["gAB", "kappaA", "omegaA", "omegaB", "gammaB"],
    },
  );
  const truth = system as unknown as Readonly<Record<string, number>>;
  for (const { name, value, kind } of found.parameters) {
    if (kind === "free") expect(Math.abs(value / truth[name]! - 1), name).toBeLessThan(1e-7);
  }
});

test("a Kaiser window that hardly tapers leaks too much", () => {
  const call = (beta: number) => () =>
    spectrum({ ...paper.optomechanics, gAB: 1e6 }, [1e6], {
      detection: homodyne(),
      response: { interval: 1e-7, length: 1024, window: "kaiser", beta },
    });
  expect(call(4.9)).toThrow("response.beta: expected β of 5 or more");
  expect(call(5)).not.toThrow();
});
