import { type NoiseSpectrum, noiseSpectrum } from "./data/noise-spectrum";
import type { Response } from "./data/response";
import { ArgumentError, checkOptions, expected } from "./errors";
import { type Expected, fillPeriodogram } from "./kernels/periodogram";
import { checkDetection, type Detection } from "./models/detection";
import { mirrorsOf } from "./models/mirrors";
import type { ThermalOscillator } from "./models/oscillator";
import { checkSeed } from "./models/seed";
import { rowCount, type System } from "./models/system";
import { column } from "./models/values";
import { spectrum } from "./spectrum";

/** Options of `simulateSpectrum`. */
export interface SimulatedSpectrumOptions {
  readonly detection: Detection;
  /** Independent periodograms averaged, 1 or more. */
  readonly averages: number;
  /** 0 … 2⁵³ − 1; the same seed gives the same bits everywhere. */
  readonly seed: number;
  /** Which of the independent spectra of this seed, 0 … 2³² − 1; 0 unless given. */
  readonly item?: number;
  readonly sides?: "one" | "two";
  /** How the record is sampled and windowed: the densities follow it, and the spectrum carries it. */
  readonly response?: Response;
}

const STREAM = 1; // of the kernels' random numbers: simulated spectra

/**
 * A noise spectrum as an experiment would measure it: averaged periodograms drawn bin by bin, P·Gamma(n, 1/n); the two sidebands of
 * heterodyne detection, where −f is among the frequencies, by the 2 × 2 complex Wishart law with their correlation M. The record of the
 * other detections is real: −f shows what f shows, and f = 0 has half the averages.
 *
 * @param system one working point, from `optomechanics`, `dicke` or `thermalOscillator`
 * @param frequencies in Hz, ascending
 * @throws ArgumentError if an argument is not as described, or there is no steady state
 */
export function simulateSpectrum(
  system: System | ThermalOscillator,
  frequencies: Float64Array | readonly number[],
  options: SimulatedSpectrumOptions,
): NoiseSpectrum {
  checkOptions(options, ["detection", "averages", "seed", "item", "sides", "response"]);
  const { seed, item = 0 } = options;
  checkSeed(seed, item);
  const { expected, draw } = simulatedSpectra(system, frequencies, options);
  return { ...expected, density: draw(item) };
}

/** The spectra that experiments with one system would measure: what they have in common, with the expected density, and the density of each. */
export interface SimulatedSpectra {
  readonly expected: NoiseSpectrum;
  readonly draw: (item: number) => Float64Array;
}

/** All spectra of `simulateSpectrum` with one seed; the expected density is worked out once. */
export function simulatedSpectra(
  system: System | ThermalOscillator,
  frequencies: Float64Array | readonly number[],
  options: Omit<SimulatedSpectrumOptions, "item">,
): SimulatedSpectra {
  const { detection, averages, seed, sides = "two", response } = options;
  checkDetection(detection);
  if (typeof averages !== "number" || !(averages >= 1 && averages <= 1e12))
    throw expected("averages", "a number of averages, 1 to 1e12", averages);
  const frequency = Float64Array.from(column("frequencies", frequencies, "a frequency in Hz", "a column of frequencies in Hz"));
  const unsorted = frequency.findIndex((f, i) => i > 0 && f <= frequency[i - 1]!);
  if (unsorted > 0) {
    throw expected(`frequencies[${unsorted}]`, `one above the last, ${frequency[unsorted - 1]} Hz`, frequency[unsorted]);
  }
  if (typeof system === "object" && system !== null && rowCount(system as System) !== undefined) {
    throw new ArgumentError("system", "expected one working point, got columns");
  }
  const isComplex = detection.detection === "heterodyne";
  const { density, sidebandRe, sidebandIm } = spectrum(system, frequency, {
    detection,
    sides,
    response,
    outputs: isComplex ? ["density", "sidebandRe", "sidebandIm"] : ["density"],
  }) as { density: Float64Array; sidebandRe?: Float64Array; sidebandIm?: Float64Array };
  const dark = density.findIndex((P) => !(P > 0));
  if (dark >= 0) {
    throw new ArgumentError(
      "detection",
      `expected a positive density in every bin, got ${density[dark]} at ${frequency[dark]} Hz`,
    );
  }
  const mirrors = mirrorsOf(frequency);
  const { efficiency = 1, gain = 1 } = detection as { efficiency?: number; gain?: number };
  const coherence = density.map((P, i) => {
    const mirror = mirrors[i]!;
    if (mirror < 0) return 0;
    if (!sidebandRe || !sidebandIm) return 1;
    const amplitude = gain * efficiency;
    const [re, im] = [amplitude * sidebandRe[i]!, amplitude * sidebandIm[i]!];
    return (re * re + im * im) / (P * density[mirror]!);
  });
  const law: Expected = { density, mirrors, coherence };
  return {
    expected: noiseSpectrum({ frequency, density, averages, sides, response }),
    draw: (item) => fillPeriodogram({ seed, stream: STREAM, item }, averages, law),
  };
}
