// Proved: data that determine parameters which they hardly tell apart are fitted to the end, though the square of the derivatives has lost a
// parameter in double precision: minima and standard errors are those of 50 digits (reference/ill-conditioned.py), for one spectrum and for
// several, with a calibration, from several starts, and row by row. And data so good that −ln L no longer resolves a step do not end a
// search early.

import { describe, expect, test } from "vitest";
import {
  type Fit,
  type FitParameterName,
  fit,
  fitJointly,
  fitMany,
  homodyne,
  linspace,
  type PartialSource,
  paper,
  type SpectraRows,
  spectrum,
} from "../src";
import reference from "./reference/ill-conditioned.json";

interface Reference {
  name: string;
  shared: FitParameterName[];
  calibrated: Partial<Record<FitParameterName, [value: number, error: number]>>;
  averages: number;
  least: string;
  variables: { name: FitParameterName; trace: number | null; value: string; error: string }[];
  traces: {
    truth: Record<string, number>;
    free: FitParameterName[];
    segments: [first: number, step: number, count: number][];
    density: string[];
    sigma?: string[];
  }[];
}
type Trace = Reference["traces"][number];

const cases = reference.cases as unknown as Reference[];
const alone = cases.filter(({ traces }) => traces.length === 1);
const together = cases.filter(({ traces }) => traces.length > 1);

const frequencyOf = ({ segments }: Trace) =>
  Float64Array.from(segments.flatMap(([first, step, count]) => Array.from({ length: count }, (_, i) => first + step * i)));
const dataOf = (trace: Trace, averages: number): SpectraRows => ({
  frequency: frequencyOf(trace),
  density: Float64Array.from(trace.density, Number),
  averages,
  sides: "two",
});
const pick = (values: Record<string, number>, isWanted: (name: FitParameterName) => boolean) =>
  Object.fromEntries(Object.entries(values).filter(([name]) => isWanted(name as FitParameterName)));
/** So much off the truth, up and down in turn. */
const startOf = ({ truth, free }: Trace, off: number) =>
  Object.fromEntries(free.map((name, i) => [name, truth[name]! * (1 + (i % 2 === 0 ? -off : off))]));

const calibratedOf = ({ calibrated }: Reference) =>
  Object.fromEntries(Object.entries(calibrated).map(([name, [value, error]]) => [name, { value, error }]));

/** What is asked of one spectrum. */
function taskOf(c: Reference, off: number) {
  const { traces, averages, calibrated } = c;
  const [trace] = traces as [Trace];
  const { truth, free, sigma } = trace;
  const { angle, ...known } = pick(truth, (name) => !free.includes(name));
  return {
    source: { model: "optomechanics", ...known } as PartialSource,
    data: dataOf(trace, averages),
    options: {
      detection: homodyne(angle === undefined ? {} : { angle }),
      free: free.filter((name) => calibrated[name] === undefined),
      calibrated: calibratedOf(c),
      start: startOf(trace, off),
      ...(sigma && { errors: sigma.map(Number) }),
    },
  };
}

function agrees(fits: readonly Fit[], { variables }: Reference): void {
  for (const { name, trace, value, error } of variables) {
    const found = fits[trace ?? 0]!.parameters.find((parameter) => parameter.name === name)!;
    expect(Math.abs(found.value - Number(value)) / Number(error), name).toBeLessThan(1e-7);
    expect(Math.abs(found.standardError / Number(error) - 1), `error of ${name}`).toBeLessThan(1e-7);
  }
}

/** The least pivot of a symmetric matrix with ones on its diagonal, by Cholesky's method in double precision. */
function leastPivot(H: readonly (readonly number[])[]): number {
  const L = H.map((row) => row.map(() => 0));
  let least = 1;
  for (const [i, row] of L.entries()) {
    for (let j = 0; j <= i; j++) {
      const sum = L[j]!.slice(0, j).reduce((rest, x, m) => rest - x * row[m]!, H[i]![j]!);
      if (i === j) least = Math.min(least, sum);
      row[j] = i === j ? Math.sqrt(Math.max(sum, 1e-300)) : sum / L[j]![j]!;
    }
  }
  return least;
}

test.each(alone.map((c) => [c.name, c] as const))("%s: the normal equations have lost a pivot in rounding", (_, c) => {
  expect(Number(c.least)).toBeLessThan(1e-14); // by 50 digits
  const [trace] = c.traces as [Trace];
  const { truth, free, sigma } = trace;
  const minimum = { ...truth, ...Object.fromEntries(c.variables.map(({ name, value }) => [name, Number(value)])) };
  const system = { ...paper.optomechanics, ...pick(minimum, (name) => name !== "angle") };
  const detection = homodyne({ angle: minimum.angle! });
  const { density, jacobian } = spectrum(system as typeof paper.optomechanics & { gAB: number }, frequencyOf(trace), {
    detection,
    outputs: ["density", "jacobian"],
  });
  const weight = (i: number) => (sigma ? 1 / Number(sigma[i]) : Math.sqrt(c.averages) / density[i]!);
  const columns = free.map((name) => (jacobian as Record<string, Float64Array>)[name]!.map((slope, i) => weight(i) * slope));
  const H = columns.map((x, k) =>
    columns.map((y, l) => {
      const calibration = k === l ? c.calibrated[free[k]!] : undefined;
      return x.reduce((sum, xi, i) => sum + xi * y[i]!, calibration ? 1 / calibration[1] ** 2 : 0);
    }),
  );
  const scaled = H.map((row, k) => row.map((x, l) => (k === l ? 1 : x / Math.sqrt(H[k]![k]! * H[l]![l]!))));
  expect(leastPivot(scaled)).toBeLessThan(1e-13);
});

describe.each(alone.map((c) => [c.name, c] as const))("%s", (_, c) => {
  test.each([0, 1e-5, 1e-3])("from a start %s off", (off) => {
    const { source, data, options } = taskOf(c, off);
    const found = fit(source, data, options);
    expect(found.isConverged, found.verdict).toBe(true);
    expect(found.undetermined).toEqual([]);
    expect(found.evaluations).toBeLessThan(150);
    agrees([found], c);
  });

  test("row by row", () => {
    const { source, data, options } = taskOf(c, 1e-5);
    const density = Float64Array.from([...data.density, ...data.density]);
    const { status, values, standardErrors } = fitMany(source, { ...data, density }, options);
    expect([...status]).toEqual([0, 0]);
    for (const { name, value, error } of c.variables) {
      for (const k of [0, 1]) {
        expect(Math.abs(values[name]![k]! - Number(value)) / Number(error), name).toBeLessThan(1e-6);
        expect(Math.abs(standardErrors[name]![k]! / Number(error) - 1), `error of ${name}`).toBeLessThan(1e-6);
      }
    }
  });
});

describe.each(together.map((c) => [c.name, c] as const))("%s", (_, c) => {
  test.each([0, 1e-5, 1e-3])("from a start %s off", (off) => {
    const spectra = c.traces.map((trace, t) => ({
      label: String(t),
      source: { model: "optomechanics", temperatureB: trace.truth.temperatureB } as PartialSource,
      spectrum: dataOf(trace, c.averages),
      errors: trace.sigma!.map(Number),
      start: pick(startOf(trace, off), (name) => !c.shared.includes(name)),
    }));
    const [first] = c.traces as [Trace];
    const found = fitJointly(spectra, {
      detection: homodyne(),
      free: first.free.filter((name) => c.calibrated[name] === undefined),
      calibrated: calibratedOf(c),
      shared: c.shared,
      start: pick(startOf(first, off), (name) => c.shared.includes(name)),
    });
    expect(found.isConverged, found.verdict).toBe(true);
    agrees(found.fits, c);
  });
});

describe("exact data, so good that rounding of −ln L hides the last steps, from a start next to them", () => {
  const { kappaA } = paper.optomechanics;
  const membrane = { ...paper.optomechanics, gAB: 0.49 * kappaA };
  const { omegaB } = membrane;
  const five: FitParameterName[] = ["gAB", "kappaA", "omegaA", "omegaB", "gammaB"];
  test.each([
    [2e6, 1e12, 1e-12],
    [2e5, 1e12, 1e-12],
    [2e4, 1e12, 1e-9],
    [5e3, 1e12, 1e-7], // where only the root sees all directions
  ])("%d Hz, %d averages", (width, averages, tolerance) => {
    const centre = omegaB / (2 * Math.PI);
    const frequency = linspace(centre - width / 2, centre + width / 2, 1001);
    const detection = homodyne({ angle: 1.4 });
    const { density } = spectrum(membrane, frequency, { detection });
    const truth = membrane as unknown as Record<string, number>;
    const start = Object.fromEntries(five.map((name, i) => [name, truth[name]! * (1 + (i % 2 ? 3e-6 : -3e-6))]));
    const found = fit(membrane, { frequency, density, averages, sides: "two" }, { detection, free: five, start });
    expect(found.isConverged, found.verdict).toBe(true);
    for (const { name, value } of found.parameters) {
      if (five.includes(name)) expect(Math.abs(value / truth[name]! - 1), name).toBeLessThan(tolerance);
    }
  });
});
