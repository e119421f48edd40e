// Proved: periodograms of simulated records are those of `spectrum` with the same sampling and window, bin by bin by the Gamma law, over 200
// seeds; both sidebands of a heterodyne record on their own side, and tied together as they should be.

import { describe, expect, test } from "vitest";
import { type Detection, simulate, spectrum, type TimeRecord } from "../src";
import { gammaDistribution, kolmogorov, ONCE_IN_A_THOUSAND } from "./support/distributions";
import { type Setup, setups, watchedOf } from "./support/records";
import { sampledCovariances } from "./support/sampled";

const SEEDS = 200;
const SEGMENTS = 4;
const LENGTH = 2048;

const window = Float64Array.from({ length: LENGTH }, (_, k) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (k + 0.5)) / LENGTH));
const power = window.reduce((sum, w) => sum + w * w, 0);
const cosines = Float64Array.from({ length: LENGTH }, (_, k) => Math.cos((2 * Math.PI * k) / LENGTH));
const sines = Float64Array.from({ length: LENGTH }, (_, k) => Math.sin((2 * Math.PI * k) / LENGTH));

/** Σ w_k r_k e^{−2πi·bin·k/LENGTH} √(dt/Σw²) of a segment: its square is a density. */
function amplitude({ samples, imaginary, interval }: TimeRecord, segment: number, bin: number): [re: number, im: number] {
  const scale = Math.sqrt(interval / power);
  const turn = ((bin % LENGTH) + LENGTH) % LENGTH;
  let [re, im] = [0, 0];
  for (let k = 0, phase = 0; k < LENGTH; k++, phase = (phase + turn) % LENGTH) {
    const x = window[k]! * samples[segment * LENGTH + k]!;
    const y = imaginary ? window[k]! * imaginary[segment * LENGTH + k]! : 0;
    re += x * cosines[phase]! + y * sines[phase]!;
    im += y * cosines[phase]! - x * sines[phase]!;
  }
  return [scale * re, scale * im];
}

/** What is recorded how, and the bins looked at: at least 4 apart, none near 0 or the Nyquist frequency. */
const recordings: Readonly<Record<string, { interval: number; bins: readonly number[] }>> = {
  "optomechanics, g/κ = 0.49": { interval: 1e-7, bins: bins(222, 302, 4) },
  "optomechanics, g/κ = 2.29, θ = 18.8°, half lost": { interval: 1e-7, bins: bins(20, 1000, 40) },
  "BEC, x = 0.93": { interval: 1e-5, bins: bins(6, 126, 5) },
  "BEC at 1 µK, x = 0.5, thermal light": { interval: 1e-5, bins: bins(60, 180, 5) },
  "BEC, x = 2, superradiant": { interval: 5e-6, bins: bins(116, 180, 4) },
  "BEC, x = 0.8, homodyne": { interval: 1e-5, bins: bins(8, 208, 8) },
  "an oscillator": { interval: 2e-6, bins: bins(200, 320, 5) },
};

function bins(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step);
}

const responseOf = (interval: number) => ({ interval, length: LENGTH, window: "hann" }) as const;
const frequencyOf = (bin: number, interval: number) => bin / (LENGTH * interval);

/** How the powers in these bins lie in the law of theirs: Kolmogorov's distance, and the mean of P/S in its standard errors. */
function judge({ system, detection }: Setup, interval: number, binsOfIt: readonly number[]): [distance: number, mean: number] {
  const f = binsOfIt.map((bin) => frequencyOf(bin, interval));
  const { density } = spectrum(system, f, { detection, response: responseOf(interval) });
  const places: number[] = [];
  let sum = 0;
  for (let seed = 0; seed < SEEDS; seed++) {
    const record = simulate(system, { detection, interval, samples: SEGMENTS * LENGTH, seed });
    binsOfIt.forEach((bin, i) => {
      let P = 0;
      for (let segment = 0; segment < SEGMENTS; segment++) {
        const [re, im] = amplitude(record, segment, bin);
        P += re * re + im * im;
      }
      const ratio = P / density[i]!;
      sum += ratio / SEGMENTS;
      places.push(gammaDistribution(SEGMENTS, ratio)[0]);
    });
  }
  const count = places.length;
  return [kolmogorov(Float64Array.from(places), (x) => x), (sum / count - 1) * Math.sqrt(count * SEGMENTS)];
}

describe("powers of bins at least 4 apart, segments without overlap, 200 seeds: the Gamma law of `spectrum`'s density", () => {
  const sides = Object.entries(recordings).flatMap(([name, recording]) => {
    const setup = setups[name]!;
    const isHeterodyne = setup.detection.detection === "heterodyne";
    return (isHeterodyne ? [1, -1] : [1]).map((sign) => [name, sign, setup, recording] as const);
  });
  test.each(sides)("%s, side %d", (_, sign, setup, { interval, bins }) => {
    const [distance, mean] = judge(
      setup,
      interval,
      bins.map((bin) => sign * bin),
    );
    expect(distance).toBeLessThan(ONCE_IN_A_THOUSAND);
    expect(Math.abs(mean)).toBeLessThan(4);
  });

  test("and would not be that of the other sideband", () => {
    const setup = setups["BEC at 1 µK, x = 0.5, thermal light"]!;
    const { interval, bins } = recordings["BEC at 1 µK, x = 0.5, thermal light"]!;
    const f = bins.map((bin) => frequencyOf(bin, interval));
    const blue = spectrum(setup.system, f, { detection: setup.detection }).density;
    const red = spectrum(
      setup.system,
      f.map((x) => -x),
      { detection: setup.detection },
    ).density;
    const contrast = blue.reduce((sum, P, i) => sum + (red[i]! / P - 1), 0) / f.length;
    // of the mean of P/S, in its standard errors
    expect(Math.abs(contrast) * Math.sqrt(SEEDS * SEGMENTS * f.length)).toBeGreaterThan(20);
  });
});

describe("⟨r(f)r(−f)⟩ of a heterodyne record: gain·η·M*", () => {
  const names = ["BEC, x = 0.93", "BEC at 1 µK, x = 0.5, thermal light", "BEC, x = 2, superradiant"];
  test.each(names)("%s", (name) => {
    const { system, detection } = setups[name]!;
    const { interval, bins } = recordings[name]!;
    const { gain = 1, efficiency = 1 } = detection as { gain?: number; efficiency?: number } & Detection;
    const { sidebandRe, sidebandIm } = spectrum(
      system,
      bins.map((bin) => frequencyOf(bin, interval)),
      { detection, outputs: ["sidebandRe", "sidebandIm"] },
    );
    const products = bins.map((): [number, number][] => []);
    for (let seed = 0; seed < SEEDS; seed++) {
      const record = simulate(system, { detection, interval, samples: SEGMENTS * LENGTH, seed });
      for (let segment = 0; segment < SEGMENTS; segment++) {
        bins.forEach((bin, i) => {
          const [a, b] = amplitude(record, segment, bin);
          const [c, d] = amplitude(record, segment, -bin);
          products[i]!.push([a * c - b * d, a * d + b * c]);
        });
      }
    }
    let [seen, seenIm] = [0, 0];
    products.forEach((pairs, i) => {
      const right = [gain * efficiency * sidebandRe[i]!, -gain * efficiency * sidebandIm[i]!];
      right.forEach((expected, part) => {
        const mean = pairs.reduce((sum, pair) => sum + pair[part]!, 0) / pairs.length;
        const variance = pairs.reduce((sum, pair) => sum + (pair[part]! - mean) ** 2, 0) / (pairs.length - 1);
        const error = Math.sqrt(variance / pairs.length);
        expect(Math.abs(mean - expected) / error, `bin ${bins[i]}, part ${part}`).toBeLessThan(5);
        if (part === 0) seen += (expected / error) ** 2;
        else seenIm += (expected / error) ** 2;
      });
    });
    // there was something to be seen: both parts of it, and so the sign of the imaginary one
    expect(Math.sqrt(seen)).toBeGreaterThan(10);
    expect(Math.sqrt(seenIm)).toBeGreaterThan(10);
  });
});

describe("`spectrum` with a response is the exact density of the sampled and windowed record", () => {
  const names = ["optomechanics, g/κ = 0.49", "optomechanics, g/κ = 2.29, θ = 18.8°, half lost", "an oscillator"];
  test.each(names)("%s, to 1e-3", (name) => {
    const { interval, bins } = recordings[name]!;
    const { system, detection } = setups[name]!;
    const covariances = sampledCovariances(watchedOf(setups[name]!), interval, LENGTH - 1).map((matrix) => matrix[0]![0]!);
    const overlap = covariances.map((_, lag) => {
      let sum = 0;
      for (let k = lag; k < LENGTH; k++) sum += window[k]! * window[k - lag]!;
      return sum / power;
    });
    const f = bins.map((bin) => frequencyOf(bin, interval));
    const { density } = spectrum(system, f, { detection, response: responseOf(interval) });
    bins.forEach((bin, i) => {
      const exact = covariances.reduce(
        (sum, c, lag) => sum + (lag === 0 ? 1 : 2) * overlap[lag]! * c * cosines[(bin * lag) % LENGTH]!,
        0,
      );
      expect(Math.abs(density[i]! / (exact * interval) - 1), `bin ${bin}`).toBeLessThan(1e-3);
    });
  });
});
