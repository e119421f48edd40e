// Proved: a profile's ends are where −ln L, everything else refitted by the search of `fit` itself, has risen by z²/2; of Π, where it has
// by brute force; they do not depend on how a parameter is written, and turn into upper limits where nothing is seen.

import { describe, expect, test } from "vitest";
import {
  contour,
  type Fit,
  type FitOptions,
  fit,
  heterodyne,
  homodyne,
  linspace,
  type PartialSource,
  paper,
  profile,
  profileCurve,
  simulateSpectrum,
  steadyState,
  uncertainty,
} from "../src";
import { normalDistribution, normalQuantile, standardErrorsOf } from "../src/uncertainty/normal";

const vienna = (ratio: number) => ({ ...paper.optomechanics, gAB: ratio * paper.optomechanics.kappaA });
const membrane: FitOptions = { detection: homodyne(), free: ["gAB", "kappaA", "omegaA", "omegaB", "gammaB"] };
const atoms: FitOptions = { detection: heterodyne(), free: ["couplingRatioSquared", "gammaB", "background"] };

function membraneFit(ratio: number, averages = 10): { source: PartialSource; found: Fit } {
  const source = vienna(ratio);
  const spectrum = simulateSpectrum(source, linspace(0.2e6, 2.4e6, 800), { detection: homodyne(), averages, seed: 11 });
  const { omegaA, kappaA, omegaB, gammaB, gAB } = source;
  const options = { ...membrane, start: { omegaA, kappaA, omegaB, gammaB, gAB } };
  return { source, found: fit(source, spectrum, options as FitOptions) };
}

function atomsFit(x: number, averages = 10): { source: PartialSource; found: Fit } {
  const source = { ...paper.bec, couplingRatioSquared: x };
  const spectrum = simulateSpectrum(source, linspace(-25e3, 25e3, 800), { detection: heterodyne(), averages, seed: 11 });
  return { source, found: fit(source, spectrum, { ...atoms, start: { couplingRatioSquared: x, gammaB: paper.bec.gammaB } }) };
}

/** −ln L of a fit with these parameters held, all else searched from where the fit ended. */
function heldAt({ source, found }: { source: PartialSource; found: Fit }, fixed: Record<string, number>): number {
  const { options } = found.problem!;
  const free = options.free!.filter((name) => !(name in fixed));
  const start = Object.fromEntries(free.map((name) => [name, found.parameters.find((p) => p.name === name)!.value]));
  const { gAB: _, couplingRatioSquared: __, ...rest } = source as Record<string, unknown>;
  const known = Object.fromEntries(Object.entries(rest).filter(([name]) => !(name in fixed)));
  return fit({ ...known } as unknown as PartialSource, found.spectrum, { ...options, free, fixed, start } as FitOptions).cost;
}

const fittedOf = ({ parameters }: Fit, name: string) => parameters.find((p) => p.name === name)!.value;

/** −ln L of the BEC with Π or n_b held, by brute force: x such that it is, the least over γ. */
function heldRate(made: { source: PartialSource; found: Fit }, quantity: "entropyProduction" | "nB", value: number): number {
  const { source, found } = made;
  const ratioOf = (gammaB: number) => {
    let [low, high] = [0.3, 0.999];
    for (let i = 0; i < 60; i++) {
      const couplingRatioSquared = (low + high) / 2;
      const at = steadyState({ ...(source as object), couplingRatioSquared, gammaB } as never) as Record<
        typeof quantity,
        number
      >;
      if (at[quantity] < value) low = couplingRatioSquared;
      else high = couplingRatioSquared;
    }
    return (low + high) / 2;
  };
  const cost = (gammaB: number) => heldAt(made, { couplingRatioSquared: ratioOf(gammaB), gammaB });
  const { value: gammaB, standardError } = found.parameters.find(({ name }) => name === "gammaB")!;
  let [low, high] = [Math.max(gammaB - 4 * standardError, 0.05 * gammaB), gammaB + 6 * standardError];
  for (let i = 0; i < 40; i++) {
    const [a, b] = [low + 0.382 * (high - low), high - 0.382 * (high - low)];
    if (cost(a) < cost(b)) high = b;
    else low = a;
  }
  return cost((low + high) / 2);
}

describe("the normal law", () => {
  // mpmath, rounded to doubles
  test.each([
    [-8, 6.22096057427178e-16],
    [-3, 0.0013498980316301],
    [-0.1, 0.460172162722971],
    [0.5, 0.6914624612740131],
    [2, 0.9772498680518208],
  ])("Φ(%d)", (z, p) => {
    expect(Math.abs(normalDistribution(z) / p - 1)).toBeLessThan(1e-14);
    expect(Math.abs(normalQuantile(p) - z)).toBeLessThan(1e-13);
  });
  test("one and two standard errors", () => {
    expect(standardErrorsOf(0.6826894921370859)).toBeCloseTo(1, 13);
    expect(standardErrorsOf(0.9544997361036416)).toBeCloseTo(2, 13);
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
  });
});

describe.each([0.49, 2.29, 3])("optomechanics, g/κ = %d", (ratio) => {
  const made = membraneFit(ratio);
  const bars = profile(made.found);
  test.each(membrane.free!)("%s: −ln L at the ends", (name) => {
    for (const z of [1, 2]) {
      const { lower, upper } = bars.interval(name, 1 - 2 * normalDistribution(-z));
      for (const end of [lower, upper]) {
        expect(heldAt(made, { [name]: end }) - made.found.cost).toBeCloseTo((z * z) / 2, 5);
      }
      expect(lower).toBeLessThan(fittedOf(made.found, name));
      expect(upper).toBeGreaterThan(fittedOf(made.found, name));
    }
  });

  test("a contour's points, and how far they reach", () => {
    const level = 0.9;
    const { first, second } = contour(made.found, ["gAB", "gammaB"], { level, points: 12 });
    for (let i = 0; i < 12; i++) {
      const rise = heldAt(made, { gAB: first[i]!, gammaB: second[i]! }) - made.found.cost;
      expect(rise).toBeCloseTo(-Math.log(1 - level), 5);
    }
    // its shadow is a profile's interval with as much of a rise
    const { upper } = bars.interval("gAB", 1 - 2 * normalDistribution(-Math.sqrt(-2 * Math.log(1 - level))));
    expect(Math.max(...first)).toBeLessThan(upper * (1 + 1e-9));
  });
});

describe("the BEC", () => {
  const made = atomsFit(0.8, 40);
  const bars = profile(made.found);
  /** How much more than ½ −ln L rises at one standard error, since sidebands are correlated: from the curvature of −ln L itself. */
  const excessOf = (name: string) => {
    const value = fittedOf(made.found, name);
    const error = bars.standardError[name]!;
    const [h, { cost }] = [0.05 * error, made.found];
    const curvature = (heldAt(made, { [name]: value + h }) - 2 * cost + heldAt(made, { [name]: value - h })) / (h * h);
    return curvature * error * error;
  };
  test.each(["couplingRatioSquared", "gammaB"])("%s: −ln L at the ends, with the correlation of the sidebands", (name) => {
    const excess = excessOf(name);
    expect(excess).toBeGreaterThan(1.05);
    const { lower, upper } = bars.interval(name);
    for (const end of [lower, upper]) {
      // the curvature is that of the data, the excess is to be that of the expectation
      expect((heldAt(made, { [name]: end }) - made.found.cost) / (excess / 2)).toBeCloseTo(1, 1);
    }
  });

  test("does not depend on how the coupling is written", () => {
    const { source, found } = made;
    const start = { logDistance: Math.log(1 - fittedOf(found, "couplingRatioSquared")), gammaB: fittedOf(found, "gammaB") };
    const { couplingRatioSquared: _, ...rest } = source as unknown as Record<string, unknown>;
    const other = fit({ ...rest, model: "dicke" } as unknown as PartialSource, found.spectrum, {
      ...atoms,
      free: ["logDistance", "gammaB", "background"],
      start,
    });
    const bars2 = profile(other);
    for (const level of [0.6827, 0.9545]) {
      const [a, b] = [bars.interval("couplingRatioSquared", level), bars2.interval("logDistance", level)];
      expect(1 - Math.exp(b.upper)).toBeCloseTo(a.lower, 6);
      expect(1 - Math.exp(b.lower)).toBeCloseTo(a.upper, 6);
      const [c, d] = [bars.interval("entropyProduction", level), bars2.interval("entropyProduction", level)];
      expect(Math.abs(d.upper / c.upper - 1)).toBeLessThan(1e-5);
      expect(Math.abs(d.lower / c.lower - 1)).toBeLessThan(1e-5);
    }
  });

  test("Π: by brute force", () => {
    const { lower, upper } = bars.interval("entropyProduction");
    const [down, up] = [lower, upper].map((rate) => heldRate(made, "entropyProduction", rate) - made.found.cost) as [
      number,
      number,
    ];
    expect(Math.abs(down / up - 1)).toBeLessThan(1e-4); // both by the same excess
    expect(down).toBeGreaterThan(0.5);
    expect(down).toBeLessThan(1);
  });

  // the curvature of −ln L is far from the expected information there: full steps go from one side to the other for ever
  test("n_b where the expected information says little of the curvature: by brute force", () => {
    const source = { ...paper.bec, couplingRatioSquared: 0.93 };
    const detection = heterodyne({ efficiency: 0.05 });
    const options = { detection, averages: 10, seed: 161160612, item: 861 };
    const spectrum = simulateSpectrum(source, linspace(-25e3, 25e3, 2000), options);
    const start = { couplingRatioSquared: 0.93, gammaB: paper.bec.gammaB };
    const hard = { source, found: fit(source, spectrum, { ...atoms, detection, start }) };
    const { lower, upper } = profile(hard.found).interval("nB", 0.9544997361036416);
    const [down, up] = [lower, upper].map((n) => heldRate(hard, "nB", n) - hard.found.cost) as [number, number];
    expect(Math.abs(down / up - 1)).toBeLessThan(1e-3);
    expect(down).toBeGreaterThan(2);
    expect(down).toBeLessThan(2.5);
  });
});

describe("where little is seen", () => {
  const source = vienna(0.01);
  const spectrum = simulateSpectrum(source, linspace(1.2e6, 1.36e6, 400), {
    detection: homodyne({ efficiency: 1e-6 }),
    averages: 10,
    seed: 4,
  });
  const found = fit(source, spectrum, {
    detection: homodyne({ efficiency: 1e-6 }),
    free: ["gAB", "background"],
    start: { gAB: source.gAB },
  });
  test("an upper limit, whose −ln L is z²/2 above", () => {
    const bars = uncertainty(found);
    expect(found.detectability).toBeLessThan(5);
    expect(bars.method).toBe("profile");
    expect(bars.notes[0]).toMatch(/^not detected/);
    const { lower, upper } = bars.interval("gAB", 0.95);
    expect(lower).toBe(0);
    expect(upper).toBeGreaterThan(fittedOf(found, "gAB"));
    const z = normalQuantile(0.95);
    expect(heldAt({ source, found }, { gAB: upper }) - found.cost).toBeCloseTo((z * z) / 2, 5);
    expect(bars.interval("gAB", 0.99).upper).toBeGreaterThan(upper);
    expect(bars.interval("entropyProduction", 0.95).lower).toBe(0);
  });
  test("an interval that reaches down to nothing begins there", () => {
    expect(profile(found).interval("gAB", 0.9999).lower).toBe(0);
  });
});

test("an upper limit that holds less often than not lies below the fitted value", () => {
  const { source, found } = membraneFit(0.49);
  const bars = profile(found, { isUpperLimit: true });
  const { upper } = bars.interval("gAB", 0.2);
  expect(upper).toBeLessThan(fittedOf(found, "gAB"));
  const z = normalQuantile(0.2);
  expect(heldAt({ source, found }, { gAB: upper }) - found.cost).toBeCloseTo((z * z) / 2, 5);
  // both leave so much below
  expect(bars.interval("gAB", normalDistribution(-1)).upper).toBeCloseTo(profile(found).interval("gAB").lower, 0);
});

describe("what is chosen", () => {
  test("± standard error where all is well", () => {
    const { found } = membraneFit(0.49, 100);
    const bars = uncertainty(found);
    expect(bars.method).toBe("covariance");
    const { lower, upper } = bars.interval("gAB");
    expect((upper - lower) / 2).toBeCloseTo(bars.standardError.gAB!, 3);
    expect(bars.standardError.entropyProduction).toBeCloseTo(
      steadyState(found as never as Parameters<typeof steadyState>[0] & Fit).standardError.entropyProduction,
      0,
    );
  });
  test("the profile where Π is hardly known", () => {
    const bars = uncertainty(membraneFit(3).found);
    expect(bars.method).toBe("profile");
    expect(bars.notes[0]).toMatch(/the error of Π is \d+ %/);
  });
});

describe("what is asked wrongly", () => {
  const { found } = membraneFit(0.49);
  test.each([
    ["a quantity", () => profile(found).interval("gA"), "gA: no such quantity; did you mean gAB?"],
    ["a level", () => profile(found).interval("gAB", 68), "level: expected a probability between 0 and 1, got 68"],
    [
      "an option",
      () => profile(found, { upperLimit: true } as never),
      "upperLimit: no such option; did you mean isUpperLimit?",
    ],
    ["no fit", () => profile(3 as never), "fit: expected the result of a fit, got 3"],
    ["no fit", () => uncertainty({} as never), "fit: expected the result of a fit, got an object with no fields"],
    ["a pair", () => contour(found, ["gAB"] as never), "pair: expected the names of two quantities, got an array of 1"],
    ["a pair of one", () => contour(found, ["gAB", "gAB"]), 'pair[1]: expected another quantity than gAB, got "gAB"'],
    ["no quantity", () => profile(found).interval(undefined as never), "undefined: no such quantity; known are"],
    [
      "an option of a curve",
      () => profileCurve(found, "gAB", { point: 3 } as never),
      "point: no such option; did you mean points?",
    ],
    ["options", () => contour(found, ["gAB", "nA"], null as never), "options: expected an object with level, points, got null"],
    [
      "a number of points",
      () => contour(found, ["gAB", "nA"], { points: 3 }),
      "points: expected a whole number, 8 to 10000, got 3",
    ],
  ])("%s", (_, call, message) => {
    expect(call).toThrow(message);
  });
});
