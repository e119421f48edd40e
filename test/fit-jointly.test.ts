// Proved: joint fits of spectra with their own grids and sides, of vacuum and dark traces, of couplings by one scale per power, with
// shared calibrations: every block of the covariance is that of one dense matrix put together here from `spectrum`'s derivatives (its
// singular value decomposition; for heterodyne with the sidebands' excess). One spectrum jointly is `fit`, many are separate fits bit for
// bit, and the evaluations do not grow with the number of spectra.

import { describe, expect, test } from "vitest";
import {
  crossCovariance,
  type Detection,
  fit,
  fitJointly,
  fitMany,
  heterodyne,
  homodyne,
  type JointSpectrum,
  linspace,
  paper,
  position,
  type System,
  simulateSpectrum,
  spectrum,
  steadyState,
  thermalOscillator,
} from "../src";
import type { FitParameterName } from "../src/fit/parameters";
import { expectSameBits } from "./support/bits";
import { singular } from "./support/singular";

const { kappaA, temperatureB } = paper.optomechanics;
const om = (ratio: number) => ({ ...paper.optomechanics, gAB: ratio * kappaA });
const bec = (x: number) => ({ ...paper.bec, couplingRatioSquared: x });
const valueIn = (x: object, name: string) => (x as Record<string, number>)[name];

interface Trace {
  readonly kind: "system" | "vacuum" | "dark";
  readonly system: System;
  readonly frequency: Float64Array;
  readonly averages: number;
  readonly sides: "one" | "two";
  readonly power?: number;
}

/** ln P of a trace by the parameters: derivatives over P, from the spectrum of its system, or of light that met none. */
function derivatives({ kind, system, frequency, sides, power = 1 }: Trace, detection: Detection) {
  const { gain = 1, dark = 0, background = 0, backgroundSlope = 0 } = detection;
  if (kind === "dark") {
    const density = frequency.map((f) => gain * dark + background + backgroundSlope * f);
    const over = (of: (f: number) => number) => frequency.map((f, i) => of(f) / density[i]!);
    return {
      density,
      by: { gain: over(() => dark), dark: over(() => gain), background: over(() => 1), backgroundSlope: over((f) => f) },
    };
  }
  const still = kind === "vacuum" ? { ...system, couplingRatioSquared: undefined, gAB: 0 } : system;
  const { density, jacobian } = spectrum(still as never, frequency, { detection, sides, outputs: ["density", "jacobian"] });
  const by: Record<string, Float64Array> = {};
  for (const [name, slopes] of Object.entries(jacobian)) {
    if (kind === "vacuum" && !["efficiency", "gain", "dark", "background", "backgroundSlope"].includes(name)) continue;
    by[name] = slopes.map((slope, i) => slope / density[i]!);
  }
  const { gAB } = system as { gAB?: number };
  // g² = c·power: ∂/∂c = ∂/∂g · power/2g
  if (by.gAB && gAB) by.couplingSquaredPerPower = by.gAB.map((slope) => (slope * power) / (2 * gAB));
  return { density, by };
}

interface Setting {
  readonly detection: Detection;
  readonly traces: readonly Trace[];
  readonly free: readonly FitParameterName[];
  readonly shared: readonly FitParameterName[];
  readonly calibrated?: Readonly<Record<string, number>>;
}

/** The truth of a parameter of a trace. */
function truthOf(name: string, { system, power = 1 }: Trace, detection: Detection): number {
  if (name === "couplingSquaredPerPower") return valueIn(system, "gAB")! ** 2 / power;
  return valueIn(system, name) ?? valueIn(detection, name) ?? (name === "angle" ? Math.PI / 2 : 0);
}

/** The fit of the spectra as they should be, from the truth. */
function fitted({ detection, traces, free, shared, calibrated = {} }: Setting) {
  const names = [...free, ...Object.keys(calibrated)];
  const spectra = traces.map((trace): JointSpectrum => {
    const { by } = derivatives(trace, detection);
    const start = Object.fromEntries(free.filter((name) => name in by).map((name) => [name, truthOf(name, trace, detection)]));
    const known = Object.fromEntries(Object.entries(trace.system).filter(([name]) => !names.includes(name) && name !== "gAB"));
    return {
      source: trace.kind === "system" ? (known as never) : trace.kind,
      spectrum: {
        frequency: trace.frequency,
        density: derivatives(trace, detection).density,
        averages: trace.averages,
        sides: trace.sides,
      },
      start,
      ...(trace.power !== undefined && { power: trace.power }),
    };
  });
  const first = traces[0]!;
  return fitJointly(spectra, {
    detection,
    free,
    shared,
    calibrated: Object.fromEntries(
      Object.entries(calibrated).map(([name, error]) => [name, { value: truthOf(name, first, detection), error }]),
    ),
  });
}

/** The covariance of all variables, `name` or `name trace`, from one matrix. */
function dense({ detection, traces, free, shared, calibrated = {} }: Setting) {
  const common = [...shared, ...Object.keys(calibrated)];
  const parts = traces.map((trace) => derivatives(trace, detection).by as Record<string, Float64Array>);
  const keys: { key: string; name: string; trace: number | undefined; size: number }[] = [];
  for (const name of new Set([...free, ...Object.keys(calibrated)])) {
    const own = traces.flatMap((trace, t) => (name in parts[t]! ? [{ trace, t }] : []));
    for (const { trace, t } of common.includes(name) ? own.slice(0, 1) : own) {
      const isCommon = common.includes(name);
      const size = Math.abs(truthOf(name, trace, detection)) || 1;
      keys.push({ key: isCommon ? name : `${name} ${t}`, name, trace: isCommon ? undefined : t, size });
    }
  }
  const rows = traces.reduce((sum, { frequency }) => sum + frequency.length, 0) + Object.keys(calibrated).length;
  const columns = keys.map(({ name, trace, size }) => {
    const column = new Float64Array(rows);
    let next = 0;
    traces.forEach(({ frequency, averages }, t) => {
      const slopes = parts[t]![name];
      if (slopes && (trace === undefined || trace === t))
        column.set(
          slopes.map((slope) => Math.sqrt(averages) * size * slope),
          next,
        );
      next += frequency.length;
    });
    Object.entries(calibrated).forEach(([other, error], c) => {
      if (other === name) column[next + c] = size / error;
    });
    return column;
  });
  const { values, vectors } = singular(columns);
  const inverse = keys.map(({ size: a }, i) =>
    keys.map(({ size: b }, j) => vectors.reduce((sum, v, k) => sum + (a * v[i]! * b * v[j]!) / values[k]! ** 2, 0)),
  );
  // X = nΣρ²J(f)J(−f)ᵀ over the bins of heterodyne spectra whose mirrors are there
  const excess = keys.map(() => keys.map(() => 0));
  if (detection.detection === "heterodyne") {
    traces.forEach((trace, t) => {
      if (trace.kind !== "system") return;
      const { frequency, averages } = trace;
      const { density, sidebandRe, sidebandIm } = spectrum(trace.system as never, frequency, {
        detection,
        outputs: ["density", "sidebandRe", "sidebandIm"],
      });
      const { efficiency = 1, gain = 1 } = detection;
      const of = ({ name, trace: owner }: (typeof keys)[0]) =>
        owner === undefined || owner === t ? parts[t]![name] : undefined;
      frequency.forEach((f, i) => {
        const m = frequency.findIndex((other) => Math.abs(other + f) < 1e-6);
        if (m < 0) return;
        const coherence =
          ((gain * efficiency) ** 2 * (sidebandRe[i]! ** 2 + sidebandIm[i]! ** 2)) / (density[i]! * density[m]!);
        keys.forEach((a, p) => {
          keys.forEach((b, q) => {
            excess[p]![q]! += averages * coherence * (of(a)?.[i] ?? 0) * (of(b)?.[m] ?? 0);
          });
        });
      });
    });
  }
  const times = (a: number[][], b: number[][]) =>
    a.map((row) => b[0]!.map((_, j) => row.reduce((sum, x, k) => sum + x * b[k]![j]!, 0)));
  const sandwich = times(times(inverse, excess), inverse);
  const at = new Map(keys.map(({ key }, i) => [key, i]));
  return (a: string, s: number, b: string, t = s) => {
    const place = (name: string, trace: number) => at.get(name) ?? at.get(`${name} ${trace}`)!;
    const [i, j] = [place(a, s), place(b, t)];
    return inverse[i]![j]! + sandwich[i]![j]!;
  };
}

const record = { gain: 2e-3, dark: 0.15, background: 4e-4, efficiency: 0.6 };
const band = (from: number, to: number, bins: number) => linspace(from, to, bins);
const system = (ratio: number, frequency: Float64Array, more: Partial<Trace> = {}): Trace => ({
  kind: "system",
  system: om(ratio),
  frequency,
  averages: 100,
  sides: "two",
  ...more,
});
const calibration: Trace = { kind: "vacuum", system: om(0.1), frequency: band(0.2e6, 3e6, 301), averages: 300, sides: "two" };

const settings: Record<string, Setting> = {
  "three couplings, their grids and sides, a vacuum and a dark trace; gain, background, γ shared, T_b and η calibrated": {
    detection: homodyne({ angle: 1.5, ...record }),
    traces: [
      system(0.49, band(0.3e6, 2.4e6, 501)),
      calibration,
      system(1, band(0.5e6, 2e6, 402), { averages: 50, sides: "one" }),
      { ...calibration, kind: "dark", frequency: band(0.1e6, 2e6, 157), averages: 40 },
      system(2.29, band(0.1e6, 2.6e6, 333), { averages: 10 }),
    ],
    free: ["gAB", "kappaA", "omegaA", "omegaB", "angle", "gammaB", "gain", "background"],
    shared: ["kappaA", "gammaB", "gain", "background"],
    calibrated: { temperatureB: 3, efficiency: 0.02 },
  },
  "one coupling scale for three powers; all of the oscillators shared": {
    detection: homodyne({ angle: 1.2 }),
    traces: [0.1, 0.5, 2].map((power) =>
      system(0.8 * Math.sqrt(power), band(0.4e6, 2.2e6, 301 + Math.round(10 * power)), { power }),
    ),
    free: ["couplingSquaredPerPower", "kappaA", "omegaA", "omegaB", "gammaB", "angle"],
    shared: ["couplingSquaredPerPower", "kappaA", "omegaA", "omegaB", "gammaB"],
    calibrated: { temperatureB: 3 },
  },
  "nothing shared": {
    detection: homodyne(),
    traces: [system(0.49, band(0.3e6, 2.4e6, 301)), system(1, band(0.3e6, 2.4e6, 301))],
    free: ["gAB", "kappaA", "omegaA", "omegaB", "gammaB"],
    shared: [],
  },
  "condensates with their correlated sidebands, a vacuum trace; γ, gain, background shared, κ and ω_a calibrated": {
    detection: heterodyne({ efficiency: 0.8, gain: 5, background: 0.3 }),
    traces: [
      { kind: "system", system: bec(0.5), frequency: band(-20e3, 20e3, 401), averages: 100, sides: "two" },
      { kind: "system", system: bec(0.8), frequency: band(-15e3, 18e3, 331), averages: 30, sides: "two" },
      { kind: "system", system: bec(0.93), frequency: band(-20e3, 20e3, 300), averages: 100, sides: "two" },
      { kind: "vacuum", system: bec(0.5), frequency: band(-20e3, 20e3, 200), averages: 100, sides: "two" },
    ],
    free: ["couplingRatioSquared", "gammaB", "gain", "backgroundSlope"],
    shared: ["gammaB", "gain", "backgroundSlope"],
    calibrated: { omegaA: 1e6, kappaA: 1e5, omegaB: 300 },
  },
};

describe.each(Object.entries(settings))("%s", (_, setting) => {
  const joint = fitted(setting);
  const covariance = dense(setting);
  const common = [...setting.shared, ...Object.keys(setting.calibrated ?? {})];

  test("ends at the truth", () => {
    expect(joint.isConverged, joint.verdict).toBe(true);
    expect(joint.undetermined).toEqual([]);
    joint.fits.forEach(({ parameters }, t) => {
      for (const { name, value, kind, standardError } of parameters) {
        if (kind === "fixed") continue;
        expect(Math.abs(value - truthOf(name, setting.traces[t]!, setting.detection)), name).toBeLessThan(1e-6 * standardError);
      }
    });
    expect(joint.shared.map(({ name }) => name).sort()).toEqual([...common].sort());
  });

  test("covariances are those of the dense matrix to 1e-6", () => {
    joint.fits.forEach(({ names, covariance: block, parameters }, t) => {
      const k = names.length;
      names.forEach((a, i) => {
        const own = Math.sqrt(covariance(a, t, a));
        const { standardError, isShared } = parameters.find(({ name }) => name === a)!;
        expect(Math.abs(standardError / own - 1), `σ of ${a}, trace ${t}`).toBeLessThan(1e-6);
        expect(isShared, a).toBe(common.includes(a));
        names.forEach((b, j) => {
          const scale = Math.sqrt(covariance(a, t, a) * covariance(b, t, b));
          expect(Math.abs(block[k * i + j]! - covariance(a, t, b)) / scale, `${a}, ${b}, trace ${t}`).toBeLessThan(1e-6);
        });
      });
    });
  });

  test("so are those of every two spectra", () => {
    joint.fits.forEach(({ names }, s) => {
      joint.fits.forEach(({ names: others }, t) => {
        const block = crossCovariance(joint, s, t);
        expect(block).toHaveLength(names.length * others.length);
        names.forEach((a, i) => {
          others.forEach((b, j) => {
            const scale = Math.sqrt(covariance(a, s, a) * covariance(b, t, b));
            const between = block[others.length * i + j]! - covariance(a, s, b, t);
            expect(Math.abs(between) / scale, `${a} of ${s}, ${b} of ${t}`).toBeLessThan(1e-6);
          });
        });
      });
    });
  });

  test("the sources sum to the covariance; a calibration's is its column's square", () => {
    joint.fits.forEach(({ names, covariance: block, sources }, t) => {
      const k = names.length;
      expect(sources.map(({ name }) => name).sort()).toEqual(["spectra", ...Object.keys(setting.calibrated ?? {})].sort());
      block.forEach((x, ij) => {
        const [i, j] = [Math.floor(ij / k), ij % k];
        const scale = Math.sqrt(block[(k + 1) * i]! * block[(k + 1) * j]!);
        expect(Math.abs(sources.reduce((sum, { covariance: part }) => sum + part[ij]!, 0) - x) / scale).toBeLessThan(1e-9);
        if (setting.detection.detection === "heterodyne") return;
        for (const [name, error] of Object.entries(setting.calibrated ?? {})) {
          if (!names.includes(name as FitParameterName)) continue;
          // what redrawing the calibration does: C e σ⁻² eᵀ C
          const expected = (covariance(names[i]!, t, name) * covariance(names[j]!, t, name)) / error ** 2;
          const part = sources.find((source) => source.name === name)!.covariance[ij]!;
          expect(Math.abs(part - expected) / scale, `${name}: ${names[i]}, ${names[j]}`).toBeLessThan(1e-6);
        }
      });
    });
  });
});

describe("the cost is linear", () => {
  const ratios = (count: number) => Array.from({ length: count }, (_, i) => 0.3 + (2 * i) / count);
  const of = (count: number) => {
    const frequency = band(0.3e6, 2.4e6, 200);
    return fitJointly(
      ratios(count).map((ratio, item) => ({
        source: { model: "optomechanics", temperatureB } as const,
        spectrum: simulateSpectrum(om(ratio), frequency, { detection: homodyne(), averages: 100, seed: 6, item }),
        // a few percent off
        start: {
          gAB: 1.03 * ratio * kappaA,
          omegaA: 1.01 * paper.optomechanics.omegaA,
          omegaB: paper.optomechanics.omegaB,
          angle: 1.55,
        },
      })),
      { detection: homodyne(), start: { kappaA: 0.97 * kappaA, gammaB: 1.05 * paper.optomechanics.gammaB } },
    );
  };

  test("3, 12 and 48 spectra take as many evaluations of all", () => {
    const joints = [3, 12, 48].map(of);
    for (const joint of joints) {
      expect(joint.isConverged, joint.verdict).toBe(true);
      expect(joint.evaluations).toBeLessThanOrEqual(joints[0]!.evaluations + 3);
    }
    // more spectra know more of what is shared
    const errors = joints.map(({ shared }) => shared.find(({ name }) => name === "kappaA")!.standardError);
    expect(errors[1]! / errors[0]!).toBeLessThan(0.8);
    expect(errors[2]! / errors[1]!).toBeLessThan(0.8);
  });
});

describe("one and many", () => {
  const frequency = band(0.3e6, 2.4e6, 501);
  const data = Array.from({ length: 4 }, (_, item) =>
    simulateSpectrum(om(0.49), frequency, { detection: homodyne(), averages: 20, seed: 3, item }),
  );
  const source = { model: "optomechanics", temperatureB } as const;
  const calibrated = { gammaB: { value: paper.optomechanics.gammaB, error: 30 } };

  test("a joint fit of one spectrum is fit", () => {
    for (const options of [{ detection: homodyne() }, { detection: homodyne(), calibrated }]) {
      const alone = fit(source, data[0]!, options);
      const joint = fitJointly([{ source, spectrum: data[0]! }], options);
      const [one] = joint.fits;
      expect(Math.abs(joint.cost - alone.cost)).toBeLessThan(1e-9 * alone.cost);
      expect(Math.abs(joint.deviance - alone.deviance)).toBeLessThan(1e-9 * alone.deviance);
      expect(Math.abs(joint.probability - alone.probability)).toBeLessThan(1e-9);
      for (const { name, value, standardError, kind } of alone.parameters) {
        const other = one!.parameters.find((p) => p.name === name)!;
        expect(other.kind).toBe(kind);
        if (kind === "fixed") continue;
        expect(Math.abs(other.value - value), name).toBeLessThan(1e-7 * standardError);
        expect(Math.abs(other.standardError / standardError - 1), name).toBeLessThan(1e-7);
      }
      const [a, b] = [steadyState(alone), steadyState(one!)];
      expect(Math.abs(a.entropyProduction / b.entropyProduction - 1)).toBeLessThan(1e-9);
      expect(Math.abs(a.standardError.entropyProduction / b.standardError.entropyProduction - 1)).toBeLessThan(1e-7);
    }
  });

  test("fitMany is fit of each, bit for bit, in whatever company and order", () => {
    const options = { detection: homodyne(), calibrated };
    const many = fitMany(source, data, options);
    const backwards = fitMany(source, [...data].reverse(), options).reverse();
    data.forEach((spectrum, i) => {
      const alone = fit(source, spectrum, options);
      for (const other of [many[i]!, backwards[i]!]) {
        expectSameBits(other.covariance, alone.covariance, "covariance");
        expectSameBits(other.fitted, alone.fitted, "fitted");
        const numbers = ({ parameters, cost, deviance, distance }: typeof alone) =>
          Float64Array.of(cost, deviance, distance, ...parameters.map(({ value }) => value));
        expectSameBits(numbers(other), numbers(alone), "values");
        expect(other.verdict).toBe(alone.verdict);
      }
      expect(many[i]!.label).toBe(`spectrum ${i + 1}`);
    });
  });

  test("a vacuum and a dark trace give the scale that a spectrum alone does not have", () => {
    const detection = homodyne(record);
    const still = spectrum({ ...om(1), gAB: 0 }, frequency, { detection }).density;
    const dark = new Float64Array(frequency.length).fill(record.gain * record.dark + record.background);
    const noisy = (density: Float64Array, item: number) => {
      const unit = simulateSpectrum({ ...om(1), gAB: 0 }, frequency, { detection: homodyne(), averages: 200, seed: 12, item });
      return { ...unit, density: unit.density.map((P, i) => (P / 0.5) * density[i]!) };
    };
    const free: FitParameterName[] = ["gAB", "kappaA", "omegaA", "omegaB", "angle", "efficiency", "gain", "background"];
    const spectra: JointSpectrum[] = [0.49, 1].map((ratio, item) => ({
      source: { model: "optomechanics", temperatureB, gammaB: paper.optomechanics.gammaB },
      spectrum: simulateSpectrum(om(ratio), frequency, { detection, averages: 100, seed: 11, item }),
    }));
    const known = homodyne({ dark: record.dark });
    const alone = fitJointly(spectra, { detection: known, free });
    expect(alone.undetermined.length).toBeGreaterThan(0);
    const lights: JointSpectrum[] = [
      { source: "vacuum", spectrum: noisy(still, 0), label: "vacuum" },
      { source: "dark", spectrum: noisy(dark, 1), label: "dark" },
    ];
    const together = fitJointly([...spectra, ...lights], { detection: known, free });
    expect(together.isConverged, together.verdict).toBe(true);
    expect(together.undetermined).toEqual([]);
    for (const name of ["gain", "background", "efficiency"] as const) {
      const { value, standardError } = together.shared.find((p) => p.name === name)!;
      expect(Math.abs(value - record[name]), name).toBeLessThan(4 * standardError);
      expect(standardError, name).toBeLessThan(0.1 * record[name]);
    }
    [0.49, 1].forEach((ratio, i) => {
      const { entropyProduction, standardError } = steadyState(together.fits[i]!);
      const truth = steadyState(om(ratio)).entropyProduction;
      expect(Math.abs(entropyProduction - truth)).toBeLessThan(4 * standardError.entropyProduction);
    });
    expect(together.fits.map(({ label }) => label)).toEqual(["spectrum 1", "spectrum 2", "vacuum", "dark"]);
  });
});

describe("without a start, from a vacuum and a dark trace beside three spectra, the minimum next to the truth or a lower one", () => {
  const scales = [1e-17, 3, 2e-3, 1];
  test.each(["optomechanics", "dicke"] as const)("%s", (model) => {
    const isDicke = model === "dicke";
    const make = isDicke ? heterodyne : homodyne;
    const frequency = isDicke ? band(-20e3, 20e3, 601) : band(0.3e6, 2.4e6, 601);
    const ratios = isDicke ? [0.5, 0.8, 0.93] : [0.49, 1, 2.29];
    const still = isDicke ? { ...paper.bec, gAB: 0 } : om(0);
    const { gammaB: _, ...atoms } = paper.bec;
    const source = isDicke ? atoms : { model, temperatureB, gammaB: paper.optomechanics.gammaB };
    const { omegaA, omegaB } = paper.optomechanics;
    const free: FitParameterName[] = isDicke
      ? ["couplingRatioSquared", "gammaB", "gain", "background", "efficiency"]
      : ["gAB", "kappaA", "omegaA", "omegaB", "angle", "gain", "background", "efficiency"];
    scales.forEach((scale, seed) => {
      const shown = { gain: scale, background: 0.2 * scale, efficiency: 0.6, dark: 0.15 };
      const detection = make(shown);
      const white = simulateSpectrum(still, frequency, { detection: make(), averages: 200, seed, item: 11 });
      const level = (scale * 0.35) / (isDicke ? 1 : 0.5);
      const vacuum: JointSpectrum = {
        source: "vacuum",
        spectrum: simulateSpectrum(still, frequency, { detection, averages: 200, seed, item: 10 }),
      };
      const dark: JointSpectrum = { source: "dark", spectrum: { ...white, density: white.density.map((P) => level * P) } };
      const joint = (isStarted: boolean) => {
        const spectra = ratios.map((ratio, item): JointSpectrum => {
          const system = isDicke ? bec(ratio) : om(ratio);
          const own = isDicke ? { couplingRatioSquared: ratio } : { gAB: ratio * kappaA, omegaA, omegaB, angle: Math.PI / 2 };
          return {
            source,
            spectrum: simulateSpectrum(system, frequency, { detection, averages: 100, seed, item }),
            ...(isStarted && { start: own }),
          };
        });
        const { dark: __, ...begin } = shown;
        return fitJointly(seed % 2 ? [vacuum, dark, ...spectra] : [dark, ...spectra, vacuum], {
          detection: make({ dark: 0.15 }),
          free,
          ...(isStarted && { start: { ...begin, ...(isDicke ? { gammaB: paper.bec.gammaB } : { kappaA }) } }),
        });
      };
      const [found, truth] = [joint(false), joint(true)];
      expect(truth.isConverged).toBe(true);
      expect(found.isConverged, found.verdict).toBe(true);
      expect(found.cost).toBeLessThan(truth.cost + 1e-4);
    });
  });
});

test("a bare oscillator's trace beside the light's: γ is one for both, each detection has its own gain", () => {
  const { gammaB, omegaB } = paper.optomechanics;
  const system = om(0.49);
  const ringing = position({ gain: 1e-3, background: 1e-3 });
  const centre = omegaB / (2 * Math.PI);
  const bare = simulateSpectrum(
    thermalOscillator({ omegaB, gammaB, temperatureB }),
    linspace(centre - 5e3, centre + 5e3, 401),
    { detection: ringing, averages: 100, seed: 11 },
  );
  const light = homodyne({ gain: 2 });
  const coupled = simulateSpectrum(system, linspace(0.3e6, 2.4e6, 801), { detection: light, averages: 100, seed: 12 });
  const joint = fitJointly(
    [
      { spectrum: bare, source: { model: "thermal", temperatureB }, detection: position() },
      { spectrum: coupled, source: { model: "optomechanics", temperatureB } },
    ],
    {
      detection: homodyne(),
      free: ["gAB", "kappaA", "omegaA", "omegaB", "gammaB", "angle", "gain", "background"],
      fixed: { efficiency: 1 },
    },
  );
  expect(joint.isConverged, joint.verdict).toBe(true);
  expect(joint.probability).toBeGreaterThan(1e-3);
  const gains = joint.shared.filter(({ name }) => name === "gain");
  expect(gains).toHaveLength(2);
  for (const [i, gain] of [1e-3, 2].entries()) {
    expect(Math.abs(gains[i]!.value - gain) / gains[i]!.standardError).toBeLessThan(4);
  }
  const gamma = joint.shared.filter(({ name }) => name === "gammaB");
  expect(gamma).toHaveLength(1);
  expect(Math.abs(gamma[0]!.value - gammaB) / gamma[0]!.standardError).toBeLessThan(4);
});
