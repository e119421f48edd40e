// Proved: a report says what the fit says (JSON, to the last bit), and reads as a person once found it good (golden files).

import { describe, expect, test } from "vitest";
import { fit, fitJointly, fitReport, heterodyne, homodyne, linspace, paper, simulateSpectrum, steadyState } from "../../src";

const { kappaA, omegaA, omegaB, gammaB, temperatureB } = paper.optomechanics;
const at = (ratio: number, seed: number, frequency = linspace(0.3e6, 2.4e6, 501)) =>
  simulateSpectrum({ ...paper.optomechanics, gAB: ratio * kappaA }, frequency, { detection: homodyne(), averages: 100, seed });

const known = { gammaB: { value: gammaB, error: 0.02 * gammaB } };
const vienna = fit({ model: "optomechanics", temperatureB }, at(0.49, 1), { detection: homodyne(), calibrated: known });

const { gammaB: _, ...bec } = paper.bec;
const detection = heterodyne({ efficiency: 0.05 });
const zurich = fit(
  bec,
  simulateSpectrum({ ...paper.bec, couplingRatioSquared: 0.93 }, linspace(-20e3, 20e3, 501), {
    detection,
    averages: 100,
    seed: 2,
  }),
  { detection, label: "x = 0.93" },
);

const loose = fit({ model: "optomechanics", temperatureB, gammaB }, at(0.49, 1), {
  detection: homodyne({ efficiency: 0.5 }),
  free: ["gAB", "kappaA", "omegaA", "omegaB", "efficiency", "gain", "background"],
  start: { gAB: 0.49 * kappaA, kappaA, omegaA, omegaB, efficiency: 0.4, gain: 1.2, background: 0.05 },
});

const joint = fitJointly(
  [0.49, 2.29].map((ratio, i) => ({
    spectrum: at(ratio, 3 + i),
    source: { model: "optomechanics", temperatureB },
    label: `g/κ = ${ratio}`,
  })),
  { detection: homodyne(), calibrated: known },
);

const reports = { vienna, zurich, loose, joint };

/** Where a search began, how it went, and where along an undetermined direction it ended may change with a better one. */
const masked = (text: string) =>
  text
    .replace(/from −?[\d.e+-]+(?=[ ,|\n])/g, "from …")
    .replace(/in \d+ steps; the gradient is zero to [\d.e-]+/g, "in … steps; the gradient is zero to …")
    .replace(/in \d+ steps/g, "in … steps")
    .replace(/not determine [\w, ]+ apart: changing them by .+? leaves/g, "not determine … apart: changing them by … leaves");

describe.each(Object.entries(reports))("%s", (name, found) => {
  test("text", async () => {
    await expect(masked(fitReport(found))).toMatchFileSnapshot(`golden/report-${name}.txt`);
  });

  test("Markdown: the same lines in tables", async () => {
    await expect(masked(fitReport(found, "markdown"))).toMatchFileSnapshot(`golden/report-${name}.md.txt`);
  });
});

test.each([
  [{ interval: 4e-7, length: 8192, window: "hann" }, "window hann, segments of 8192 samples of 0.4 µs"],
  [{ interval: 5e-9, length: 100, window: "kaiser", beta: 8.6 }, "window kaiser (β = 8.6), segments of 100 samples of 5 ns"],
  [{ interval: 1 / 3e3, length: 64, window: "flattop" }, "window flattop, segments of 64 samples of 0.333333 ms"],
  [{ interval: 2, length: 64, window: "hann" }, "window hann, segments of 64 samples of 2 s"],
] as const)("%j: what the model follows, in one line", (response, line) => {
  const followed = { ...vienna, response };
  expect(fitReport(followed)).toContain(`\n  ${line}\n`);
  expect(fitReport({ ...joint, fits: [followed, vienna] }).split(line)).toHaveLength(2);
  expect(JSON.parse(fitReport(followed, "json")).data.response).toEqual(response);
  expect(fitReport(vienna)).not.toContain("window");
});

test("JSON: parameters, covariance, rates and budget to the last bit, null where nothing is known", () => {
  const document = JSON.parse(fitReport(vienna, "json"));
  const state = steadyState(vienna);
  expect(document.isConverged).toBe(true);
  expect(document.names).toEqual(vienna.names);
  expect(document.covariance.flat()).toEqual(Array.from(vienna.covariance));
  expect(document.correlation.flat()).toEqual(Array.from(vienna.correlation));
  expect(document.steadyState.entropyProduction).toEqual({
    value: state.entropyProduction,
    standardError: state.standardError.entropyProduction,
    unit: "1/s",
  });
  expect(document.budget).toEqual(state.budget);
  expect(document.data).toEqual({
    bins: 501,
    from: 0.3e6,
    to: 2.4e6,
    unit: "Hz",
    averages: { bin: 100, fit: 100 },
    sides: "two",
  });
  for (const parameter of document.parameters) {
    const own = vienna.parameters.find((p) => p.name === parameter.name)!;
    expect(parameter.value).toBe(own.value);
    expect(parameter.standardError).toBe(own.kind === "fixed" ? null : own.standardError);
  }
  const undetermined = JSON.parse(fitReport(loose, "json")).parameters.find((p: { name: string }) => p.name === "gain");
  expect([undetermined.value, undetermined.standardError]).toEqual([null, null]);
  expect(JSON.parse(fitReport(joint, "json")).fits).toHaveLength(2);
});

test("what is no fit, and another format, are refused", () => {
  expect(() => fitReport(null as never)).toThrow("fit: expected the result of fit, or of fitJointly, got null");
  expect(() => fitReport(vienna, "html" as never)).toThrow('format: expected "text" or "markdown" or "json", got "html"');
});
