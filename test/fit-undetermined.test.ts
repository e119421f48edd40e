// Proved: what a spectrum cannot tell is said, and no number pretends otherwise. Undetermined combinations and the errors of what remains
// determined are those of a singular value decomposition (one-sided Jacobi) of the Jacobian of ln P from `spectrum`;
// values are NaN with infinite errors, Π is NaN if they move it and as well known as without them if not. And each warning
// appears where it should, and not where not.

import { describe, expect, test } from "vitest";
import {
  type Detection,
  fit,
  fitJointly,
  heterodyne,
  homodyne,
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
import { singular } from "./support/singular";

const { kappaA } = paper.optomechanics;
const om = { ...paper.optomechanics, gAB: 0.49 * kappaA };
const bec = { ...paper.bec, couplingRatioSquared: 0.8 };
const broad = linspace(0.3e6, 2.4e6, 1001);
const narrow = linspace(-20e3, 20e3, 1001).map((f) => f + 3); // no bin mirrors another
const AVERAGES = 100;

const pick = (from: object, names: readonly string[]) =>
  Object.fromEntries(Object.entries(from).filter(([name]) => names.includes(name))) as Record<string, number>;

interface Scenario {
  readonly system: System;
  readonly detection: Detection;
  readonly frequency: Float64Array;
  readonly free: readonly FitParameterName[];
  /** How many combinations are not determined, and what is not. */
  readonly count: number;
  readonly loose: readonly FitParameterName[];
  /** Relative accuracy of the combination: 1e-6 unless it is one that is only nearly free. */
  readonly tolerance?: number;
}

const light: FitParameterName[] = ["gAB", "kappaA", "omegaA", "omegaB", "angle"];
const measured = { efficiency: 0.5, gain: 2e-3, background: 3e-4, dark: 0.1 };
const byLight = { system: om, detection: homodyne({ angle: 1.4, ...measured }), frequency: broad };
const byAtoms = { system: bec, detection: heterodyne(measured), frequency: narrow };
const scenarios: Record<string, Scenario> = {
  "optomechanics: gain, η, background": {
    ...byLight,
    free: [...light, "gain", "efficiency", "background"],
    count: 1,
    loose: ["gain", "efficiency", "background"],
  },
  "optomechanics: gain, η, background, named first": {
    ...byLight,
    free: ["background", "efficiency", "gain", ...light],
    count: 1,
    loose: ["gain", "efficiency", "background"],
  },
  "optomechanics: dark level and background, and a slope that is determined": {
    ...byLight,
    free: [...light, "dark", "background", "backgroundSlope"],
    count: 1,
    loose: ["dark", "background"],
  },
  "optomechanics: gain, η, dark level and background": {
    ...byLight,
    free: [...light, "gain", "efficiency", "dark", "background"],
    count: 2,
    loose: ["gain", "efficiency", "dark", "background"],
  },
  "optomechanics: γ and T_b": {
    ...byLight,
    free: [...light, "gammaB", "temperatureB"],
    count: 1,
    loose: ["gAB", "kappaA", "angle", "gammaB", "temperatureB"],
    tolerance: 1e-3,
  },
  "BEC: gain, η, background": {
    ...byAtoms,
    free: ["couplingRatioSquared", "gammaB", "gain", "efficiency", "background"],
    count: 1,
    loose: ["gain", "efficiency", "background"],
  },
  "BEC: dark level and background": {
    ...byAtoms,
    free: ["couplingRatioSquared", "dark", "background", "gammaB"],
    count: 1,
    loose: ["dark", "background"],
  },
};

describe.each(Object.entries(scenarios))("%s", (_, { system, detection, frequency, free, count, loose, tolerance = 1e-6 }) => {
  const { density, jacobian } = spectrum(system as never, frequency, { detection, outputs: ["density", "jacobian"] });
  const truth = { backgroundSlope: 0, ...(system as object), ...(detection as object) } as unknown as Record<string, number>;
  const data = { frequency, density, averages: AVERAGES, sides: "two" as const };
  const start = Object.fromEntries(free.map((name) => [name, truth[name]!]));
  const found = fit(system as never, data, { detection, free, start });
  // ∂ln P/∂ln p, each weighted by √n; of a parameter that is zero by its change itself
  const size = free.map((name) => Math.abs(truth[name]!) || 1);
  const columns = free.map((name, k) =>
    jacobian[name]!.map((slope, i) => (Math.sqrt(AVERAGES) * size[k]! * slope) / density[i]!),
  );
  const { values, vectors } = singular(columns);

  test("the search ends where the data are, and says what it cannot tell", () => {
    expect(found.isConverged).toBe(true);
    expect(found.undetermined).toHaveLength(count);
    expect(found.verdict).toMatch(/^Converged in \d+ steps?, but the data do not determine .+ leaves the spectrum as it is\.$/);
    expect(found.warnings.filter((text) => text.startsWith("the data do not determine "))).toHaveLength(count);
    expect(values[count - 1]! / values[count]!).toBeLessThan(1e-3);
  });

  test("the combinations are the singular vectors", () => {
    for (const { parts } of found.undetermined) {
      const relative = free.map((name) => parts.find((part) => part.name === name)?.relative ?? 0);
      expect(Math.max(...relative)).toBe(1);
      for (const { name, change, relative: part } of parts) {
        expect(
          Math.abs(change / size[free.indexOf(name)]! / (parts[0]!.change / size[free.indexOf(parts[0]!.name)]!)),
        ).toBeCloseTo(Math.abs(part / parts[0]!.relative), 4);
      }
      // what of it lies outside the span of the `count` smallest
      const norm = Math.hypot(...relative);
      const inside = vectors.slice(0, count).reduce((sum, v) => sum + v.reduce((s, x, k) => s + x * relative[k]!, 0) ** 2, 0);
      expect(Math.sqrt(Math.max(0, 1 - inside / norm ** 2))).toBeLessThan(Math.max(tolerance, 2e-4)); // parts below 1e-4 are left out
    }
    if (count === 1) {
      const [{ parts }] = found.undetermined as [(typeof found.undetermined)[0]];
      const vector = vectors[0]!;
      const largest = vector.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), 0);
      free.forEach((name, k) => {
        const expected = vector[k]! / largest;
        const part = parts.find((one) => one.name === name);
        if (Math.abs(expected) > 2e-4) expect(Math.abs(part!.relative - expected), name).toBeLessThan(tolerance);
        else if (Math.abs(expected) < 0.5e-4) expect(part, name).toBeUndefined();
      });
    }
  });

  test("moving along a combination leaves the spectrum as it is", () => {
    for (const { parts } of found.undetermined) {
      const moved = { ...truth };
      for (const { name, change } of parts) moved[name] = truth[name]! + 1e-3 * change;
      const there = spectrum({ ...system, ...pick(moved, Object.keys(system)) } as never, frequency, {
        detection: { ...detection, ...pick(moved, Object.keys(detection)) } as Detection,
      }).density;
      const along = Math.max(...there.map((P, i) => Math.abs(P / density[i]! - 1)));
      const alone = parts.map(({ name, relative }) => {
        const column = columns[free.indexOf(name)]!;
        return (Math.max(...column.map(Math.abs)) * 1e-3 * Math.abs(relative)) / Math.sqrt(AVERAGES);
      });
      expect(along).toBeLessThan(2e-2 * Math.max(...alone));
    }
  });

  test("undetermined parameters are NaN with infinite errors, in the system, the covariance and the correlation", () => {
    for (const name of free) {
      const { value, standardError, isUndetermined } = found.parameters.find((p) => p.name === name)!;
      const i = found.names.indexOf(name);
      const k = found.names.length;
      const isLoose = loose.includes(name);
      expect(isUndetermined, name).toBe(isLoose);
      expect(Number.isNaN(value), name).toBe(isLoose);
      expect(standardError === Number.POSITIVE_INFINITY, name).toBe(isLoose);
      found.names.forEach((other, j) => {
        const isNothing = isLoose || loose.includes(other);
        expect(Number.isNaN(found.covariance[k * i + j]!), `${name}, ${other}`).toBe(isNothing);
        expect(Number.isNaN(found.correlation[k * i + j]!), `${name}, ${other}`).toBe(isNothing);
      });
      if (name in system) expect(Number.isNaN((found.system as unknown as Record<string, number>)[name]), name).toBe(isLoose);
    }
  });

  test("errors of the determined are those of the pseudo-inverse", () => {
    free.forEach((name, k) => {
      if (loose.includes(name)) return;
      const { standardError } = found.parameters.find((p) => p.name === name)!;
      const variance = vectors.slice(count).reduce((sum, v, j) => sum + (v[k]! / values[count + j]!) ** 2, 0);
      expect(Math.abs(standardError / (size[k]! * Math.sqrt(variance)) - 1), name).toBeLessThan(Math.max(tolerance, 1e-6));
    });
  });

  test("Π: NaN if it is moved, as well known as without if not", () => {
    const { entropyProduction, standardError, budget, covariance } = steadyState(found);
    if (loose.some((name) => name in system)) {
      expect(entropyProduction).toBeNaN();
      expect(standardError.entropyProduction).toBeNaN();
      expect(covariance.every(Number.isNaN)).toBe(true);
      expect(budget).toEqual([]);
      return;
    }
    // with one of each combination fixed at the truth nothing is left open
    const rest = free.filter((name) => name !== "background" && (count < 2 || name !== "gain"));
    const closed = steadyState(
      fit(system as never, data, {
        detection,
        free: rest,
        start: Object.fromEntries(rest.map((name) => [name, truth[name]!])),
      }),
    );
    expect(Math.abs(entropyProduction / closed.entropyProduction - 1)).toBeLessThan(1e-9);
    expect(Math.abs(standardError.entropyProduction / closed.standardError.entropyProduction - 1)).toBeLessThan(1e-6);
  });
});

test("a parameter that does nothing is named alone", () => {
  const data = simulateSpectrum(om, broad, { detection: homodyne(), averages: 10, seed: 2 });
  const blind = fit(om, data, { detection: homodyne({ efficiency: 0, gain: 10 }), free: ["gAB", "angle", "gain"] });
  expect(blind.undetermined.map(({ parts }) => parts.map(({ name }) => name))).toEqual([["gAB"], ["angle"]]);
  expect(blind.warnings).toContain("the data do not determine gAB: it leaves the spectrum as it is");
  expect(blind.parameters.find(({ name }) => name === "gain")!.isUndetermined).toBe(false);
  expect(steadyState(blind).entropyProduction).toBeNaN();
});

test("jointly: what is shared is found beside what each spectrum leaves open", () => {
  const frequency = linspace(278e3, 2278e3, 301);
  const detection = homodyne({ angle: 1.4, ...measured });
  const free: FitParameterName[] = ["gAB", "kappaA", "omegaA", "omegaB", "gammaB", "gain", "efficiency", "background"];
  const shared: FitParameterName[] = ["kappaA", "omegaB", "gammaB", "gain"];
  const truth = (system: typeof om) => ({ ...system, ...detection }) as unknown as Record<string, number>;
  for (let seed = 0; seed < 3; seed++) {
    const spectra = [om, { ...om, gAB: 0.3 * kappaA }].map((source, item) => ({
      source,
      spectrum: simulateSpectrum(source, frequency, { detection, averages: 1e4, seed, item }),
      start: pick(
        truth(source),
        free.filter((name) => !shared.includes(name)),
      ),
    }));
    const found = fitJointly(spectra, { detection, free, shared, start: pick(truth(om), shared) });
    expect(found.isConverged, found.verdict).toBe(true);
    expect(found.undetermined).toHaveLength(1);
    for (const { name, value, standardError } of found.shared) {
      if (name !== "gain") expect(Math.abs(value - truth(om)[name]!) / standardError, name).toBeLessThan(4);
    }
  }
});

test("stuck in a valley along what the data do not determine: as near as can be, and said", () => {
  const frequency = linspace(278e3, 2278e3, 501);
  const detection = homodyne({ angle: 1.4, ...measured });
  const free: FitParameterName[] = [...light, "gammaB", "temperatureB", "dark", "background"];
  const truth = { ...om, ...detection } as unknown as Record<string, number>;
  const start = Object.fromEntries(free.map((name) => [name, truth[name]!]));
  const fits = Array.from({ length: 10 }, (_, seed) =>
    fit(om, simulateSpectrum(om, frequency, { detection, averages: 1e4, seed }), { detection, free, start }),
  );
  for (const { undetermined, verdict } of fits) {
    expect(undetermined.length).toBeGreaterThan(0);
    expect(verdict).not.toContain("stuck");
  }
  const ends = fits.filter(({ isConverged }) => isConverged);
  expect(ends.length).toBeGreaterThan(5);
  for (const { verdict } of ends) expect(verdict).toMatch(/, but the data do not determine .*dark/);
});

describe("warnings", () => {
  const all: FitParameterName[] = [...light, "gammaB"];
  const data = simulateSpectrum(om, broad, { detection: homodyne(), averages: AVERAGES, seed: 1 });
  const warned = (options: Partial<Parameters<typeof fit>[2]>, spectrum = data) =>
    fit(om, spectrum, { detection: homodyne(), free: all, ...options }).warnings;
  const about = (pattern: RegExp, list: readonly string[]) => list.filter((text) => pattern.test(text));

  test("none where all is well but what Π owes to the temperature", () => {
    const list = warned({ bounds: { angle: [1.2, 1.9], gammaB: [1, 1e4] } });
    expect(list).toHaveLength(1);
    expect(list[0]).toMatch(/^Π depends on temperatureB, which is fixed: ∂lnΠ\/∂ln temperatureB = 1\.00, /);
    const calibrated = { temperatureB: { value: 292, error: 1 } };
    expect(warned({ calibrated, free: [...light], fixed: { gammaB: om.gammaB } }).join()).toMatch(/^Π depends on gammaB/);
  });

  test("another minimum that the data do not tell from this one", () => {
    const pattern = /^another point fits as well with .*angle = (\d\.\d+) rad: bound or calibrate what is known of .*angle/;
    const bounds = { gammaB: [1, 1e4] } as const; // without it there are others, with γ a hundred times as large
    const list = about(pattern, warned({ bounds }));
    expect(list).toHaveLength(1);
    const angle = Number(pattern.exec(list[0]!)![1]);
    const options = { detection: homodyne(), free: all };
    const here = fit(om, data, options);
    const there = fit(om, data, { ...options, bounds: { ...bounds, angle: [angle - 0.2, angle + 0.2] } });
    expect(there.isConverged).toBe(true);
    expect(Math.abs(there.cost - here.cost)).toBeLessThan(2);
    const [one, other] = [steadyState(here), steadyState(there)];
    // which of the two makes more of a difference than the error of either
    const apart = Math.abs(one.entropyProduction - other.entropyProduction);
    expect(apart).toBeGreaterThan(10 * one.standardError.entropyProduction);
  });

  test("data that the model does not describe", () => {
    const pattern = /^the model does not describe the data \(probability \d.+\)/;
    expect(about(pattern, warned({}, { ...data, density: data.density.map((P, i) => P * (1 + 0.5 * (i % 2))) }))).toHaveLength(
      1,
    );
  });

  test("unmoved: where the search began at the end, and only there", () => {
    const free: FitParameterName[] = ["gAB", "kappaA", "omegaA", "omegaB"];
    const { gAB, kappaA, omegaA, omegaB } = om as unknown as Record<string, number>;
    const start = { gAB, kappaA, omegaA, omegaB };
    const exact = { ...data, density: spectrum(om as never, data.frequency, { detection: homodyne() }).density };
    const list = about(/^\w+ never moved from where the search began$/, warned({ free, start }, exact));
    expect(list.map((text) => text.split(" ")[0]).sort()).toEqual([...free].sort());
    expect(about(/never moved/, warned({ free, start }))).toEqual([]);
  });

  test("at a bound, and within", () => {
    const free: FitParameterName[] = ["gAB", "kappaA", "omegaA", "omegaB"];
    const list = warned({ free, bounds: { kappaA: [0.1 * kappaA, 0.95 * kappaA] } });
    expect(about(/^kappaA is at a bound, \d[\d.]+: its error is that of a parameter that may cross it$/, list)).toHaveLength(1);
    expect(about(/is at a bound/, warned({ free, bounds: { kappaA: [0.1 * kappaA, 2 * kappaA] } }))).toEqual([]);
  });

  test("hardly determined", () => {
    const density = spectrum(om, broad, { detection: homodyne() }).density;
    const free: FitParameterName[] = ["gAB", "kappaA", "omegaA", "omegaB", "gammaB", "efficiency"];
    const start = { ...pick(om, free), efficiency: 1 };
    const list = warned({ free, start }, { ...data, density });
    expect(about(/^gammaB is hardly determined: its standard error is [\d.e+]+ times its value$/, list)).toHaveLength(1);
    expect(about(/is hardly determined/, warned({}))).toEqual([]);
  });

  test("fixed parameters that Π is sensitive to, directly or by the fit redone; not those it is not", () => {
    const list = warned({ free: ["gAB", "kappaA", "omegaA"] });
    for (const name of ["omegaB", "gammaB", "temperatureB"]) {
      expect(
        about(new RegExp(`^Π depends on ${name}, which is fixed: .+ calibrate it to have its error in that of Π$`), list),
      ).toHaveLength(1);
    }
    expect(about(/^Π depends on (kappaA|dark|gain)/, list)).toEqual([]);
    const calibrated = { temperatureB: { value: 292, error: 1 }, efficiency: { value: 1, error: 0.01 } };
    expect(about(/^Π depends on temperatureB/, warned({ free: [...light], calibrated }))).toEqual([]);
  });

  test("a mode outside the band", () => {
    const list = warned({ range: [0.3e6, 0.9e6], free: ["gAB"] });
    expect(about(/^the slower mode at 1\.27\d MHz lies outside the band of 300\.0 kHz to 89\d\.\d kHz$/, list)).toHaveLength(1);
    expect(about(/outside the band/, warned({ range: [1.8e6, 2.4e6], free: ["gAB"] }))).toHaveLength(1);
    expect(about(/outside the band/, warned({ range: [1.1e6, 1.5e6], free: ["gAB"] }))).toEqual([]);
    // of a condensate's cavity nothing is fitted: its mode may lie where it will
    const sidebands = simulateSpectrum(bec, narrow, { detection: heterodyne(), averages: 10, seed: 1 });
    const options = { detection: heterodyne(), free: ["couplingRatioSquared", "gammaB"] } as const;
    expect(about(/outside the band/, fit(bec, sidebands, options).warnings)).toEqual([]);
    const cavity = { ...options, free: [...options.free, "kappaA"] } as const;
    expect(about(/^the faster mode at .+ lies outside the band/, fit(bec, sidebands, cavity).warnings)).toHaveLength(1);
  });

  test("bins wider than a quarter of a mode", () => {
    const of = (bins: number) => {
      const frequency = linspace(0.3e6, 2.4e6, bins);
      return warned({}, simulateSpectrum(om, frequency, { detection: homodyne(), averages: AVERAGES, seed: 1 }));
    };
    const pattern = /^bins of .+ kHz are too wide for the slower mode, 5\d\.\d+ kHz wide: a quarter of its width is the most$/;
    expect(about(pattern, of(120))).toHaveLength(1);
    expect(about(/too wide/, of(250))).toEqual([]);
    // a mode that is left out is no matter of the bins
    const gap = warned({ exclude: [[1.2e6, 1.35e6]] });
    expect(
      about(/^a gap of 15\d\.\d kHz hides the slower mode, 5\d\.\d+ kHz wide: what is there is the model's word$/, gap),
    ).toHaveLength(1);
    expect(about(/too wide/, gap)).toEqual([]);
  });

  test("data that scatter too little, as decibels do", () => {
    const pattern = /^the data scatter less than 100 averages let them: are they exact, smoothed, or in decibels\?$/;
    const decibels = { ...data, density: data.density.map((P) => 10 * Math.log10(P)), averages: 100 };
    expect(about(pattern, warned({}, decibels as never))).toHaveLength(1);
    expect(about(/scatter less/, warned({}))).toEqual([]);
  });

  test("units: volts for vacuum noise, MHz for Hz", () => {
    const { gammaB: _, ...known } = om;
    const of = (measured: typeof data, options = {}) => fit(known, measured, { detection: homodyne(), ...options }).warnings;
    const volts = { ...data, density: data.density.map((P) => 3e-15 * P) };
    const level = /^the spectrum lies at .+ × 10⁻.+ of the fit's level: .+ say gain, or have it fitted$/;
    expect(about(level, of(volts))).toHaveLength(1);
    const free = ["gAB", "kappaA", "omegaA", "omegaB", "angle", "gain"] as const;
    expect(about(/of the fit's level/, of(volts, { free, fixed: { gammaB: om.gammaB } }))).toEqual([]);
    const mega = { ...data, frequency: data.frequency.map((f) => f / 1e6) };
    const far = /^omegaB\/2π is 1\.28 Hz, far from the 1\.278 MHz that was known: are the frequencies in Hz\?$/;
    expect(about(far, of(mega))).toHaveLength(1);
    expect(about(/far from/, of(data))).toEqual([]);
  });

  test("seen weakly below a detectability of 10, not detected below 5; d as it is defined", () => {
    const frequency = linspace(900, 1100, 401);
    const mirror = thermalOscillator({ omegaB: 2 * Math.PI * 1000, gammaB: 2 * Math.PI * 5, nThermalB: 100 });
    const of = (gain: number) => {
      const detection = position({ gain, background: 1 });
      const density = spectrum(mirror, frequency, { detection }).density;
      const measured = { frequency, density, averages: 10, sides: "two" } as const;
      const found = fit(mirror, measured, { detection, free: ["gain", "background"], start: { gain, background: 1 } });
      const d = Math.sqrt(density.reduce((sum, P) => sum + 10 * ((P - 1) / P) ** 2, 0));
      expect(Math.abs(found.detectability / d - 1)).toBeLessThan(1e-9);
      // exact data, started at the truth: nothing moves
      const others = found.warnings.filter((text) => !text.includes("never moved"));
      expect(others.shift()).toMatch(/^the data scatter less than 10 averages let them/);
      return [d, ...others] as [number, ...string[]];
    };
    const [none, weak, seen] = [of(0.1), of(0.3), of(1)];
    expect(none).toEqual([
      expect.closeTo(3.3, 1),
      expect.stringMatching(
        /^the oscillator is not detected \(detectability 3\.3, below 5\): quote an upper limit, not a value$/,
      ),
    ]);
    expect(weak[0]).toBeGreaterThan(5);
    expect(weak[0]).toBeLessThan(10);
    expect(weak[1]).toMatch(
      /^the oscillator is seen, but weakly \(detectability \d\.\d, below 10\): a profile serves better than ± standard error$/,
    );
    expect(seen[0]).toBeGreaterThan(10);
    expect(seen).toHaveLength(1);
    // of light: against the same light without coupling
    const faint = { ...bec, couplingRatioSquared: 0.02, gammaB: 0.3 * bec.gammaB };
    const detection = heterodyne({ efficiency: 0.05 });
    const { density } = spectrum(faint, narrow, { detection });
    const measured = { frequency: narrow, density, averages: 10, sides: "two" } as const;
    const start = { couplingRatioSquared: 0.02 };
    const found = fit(faint, measured, { detection, free: ["couplingRatioSquared"], start });
    const d = Math.sqrt(density.reduce((sum, P) => sum + 10 * ((P - 1) / P) ** 2, 0));
    expect(Math.abs(found.detectability / d - 1)).toBeLessThan(1e-9);
    expect(d).toBeLessThan(5);
    expect(about(/^the coupling is not detected \(detectability \d\.\d, below 5\)/, found.warnings)).toHaveLength(1);
  });
});
