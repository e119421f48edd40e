// Proved: the report of error bars says what was found, in the units of a fit's report; as JSON, all of it.

import { describe, expect, it } from "vitest";
import {
  bootstrap,
  fit,
  heterodyne,
  linspace,
  paper,
  profile,
  simulateSpectrum,
  uncertainty,
  uncertaintyReport,
} from "../../src";
import { interval, measured } from "../../src/data/notation";
import { refuses } from "../support/refuses";

const atoms = { ...paper.bec, couplingRatioSquared: 0.93 };
const detection = heterodyne();
const spectrum = simulateSpectrum(atoms, linspace(-25e3, 25e3, 201), { detection, averages: 100, seed: 1 });
const found = fit(atoms, spectrum, { detection, label: "zurich" });
const bars = bootstrap(found, { samples: 200, seed: 4 });
const words = (text: string) => text.replaceAll(/ {2,}/g, " | ");

describe("the report of a bootstrap", () => {
  it("is text or Markdown with the same numbers", () => {
    const text = uncertaintyReport(bars, found);
    expect(text).toContain(
      "Error bars of zurich\n  bootstrap: 200 refits to spectra drawn from the fitted model, seed 4; BCa intervals\n",
    );
    const hertz = 1 / (2 * Math.PI);
    const { lower, upper } = bars.interval("gammaB");
    const error = hertz * bars.standardError.gammaB!;
    const row = `gammaB/2π | ${measured(hertz * bars.value.gammaB!, error)} | Hz | ${interval(hertz * lower, hertz * upper, error)} | `;
    expect(words(text)).toContain(row);
    expect(uncertaintyReport(bars, found, "markdown")).toContain(`\n| ${row}`);
    expect(words(text)).toMatch(/entropyProduction \| \d+ ± \d+ \| 1\/s \| \d+ to \d+ \| \d+ to \d+\n/);
    expect(text).not.toContain("Notes");
  });

  it("is JSON with everything", () => {
    const document = JSON.parse(uncertaintyReport(bars, found, "json"));
    expect(document).toEqual({ label: "zurich", ...JSON.parse(JSON.stringify(bars)) });
    expect(document.quantities.gammaB.standardError).toBe(bars.standardError.gammaB);
    expect(document.samples.gammaB).toHaveLength(200);
  });

  it("has notes where there are any", () => {
    const text = uncertaintyReport({ ...bars, notes: ["3 of 200 refits failed (not converged)"] }, found);
    expect(text).toContain("Notes\n  3 of 200 refits failed (not converged)\n");
  });
});

it("is of other ways to error bars, too", () => {
  expect(uncertaintyReport(profile(found), found)).toContain("\n  profile likelihood\n");
  expect(uncertaintyReport(uncertainty(found), found)).toContain("\n  ± standard error, from the covariance of the fit\n");
});

it("is of error bars and their fit, in a known format", () => {
  refuses(
    () => uncertaintyReport(null as never, found),
    "found: expected error bars, as of uncertainty, covariance, profile or bootstrap, got null",
  );
  refuses(() => uncertaintyReport(bars, undefined as never), "fit: expected the result of a fit, got nothing");
  refuses(() => uncertaintyReport(bars, found, "html" as never), 'format: expected "text" or "markdown" or "json", got "html"');
});
