// What a fit found, written for people (text, Markdown) and for programs (JSON).

import { measured, percent, plain } from "../data/notation";
import { expected } from "../errors";
import type { Fit, FittedParameter, JointFit } from "../fit/result";
import type { FittedSteadyState } from "../fitted-steady-state";
import { steadyState } from "../steady-state";
import { display } from "./display";
import { json } from "./json";
import { markdownOf, type Section, textOf } from "./section";
import { smallTable } from "./table";

const formats = ["text", "markdown", "json"] as const;

/**
 * The report of a fit: verdict, parameters as value ± standard error (rounded by the rule of the Particle Data Group), correlations,
 * goodness of fit, Π, μ_a, μ_b, n_a, n_b with their errors and where that of Π comes from, and what to know before believing it.
 * As plain text, as Markdown, or as one JSON document (SI units, full precision, null where a number is not determined).
 *
 * @throws ArgumentError if `fit` is none, or the format none of these
 */
export function fitReport(fit: Fit | JointFit, format: (typeof formats)[number] = "text"): string {
  if (typeof fit !== "object" || fit === null || !("parameters" in fit || "fits" in fit))
    throw expected("fit", "the result of fit, or of fitJointly", fit);
  if (!formats.includes(format)) throw expected("format", formats.map((name) => `"${name}"`).join(" or "), format);
  if (format === "json") return json(documentOf(fit));
  const sections = "fits" in fit ? jointSections(fit) : singleSections(fit);
  return sections.map(format === "text" ? textOf : markdownOf).join("\n");
}

function singleSections(fit: Fit): Section[] {
  return [
    { title: `Fit of ${fit.label}`, notes: [fit.verdict, dataOf(fit), ...samplingOf(fit), goodnessOf(fit)] },
    { title: "Parameters", ...parametersOf(fit.parameters) },
    ...correlationsOf(fit),
    ...steadyStateOf(fit),
    ...warningsOf(fit.warnings),
  ];
}

function jointSections(joint: JointFit): Section[] {
  const own = joint.fits.flatMap((fit) => {
    const parameters = fit.parameters.filter(({ isShared }) => !isShared);
    return [
      { title: fit.label, ...parametersOf(parameters, [dataOf(fit), ...samplingOf(fit), goodnessOf(fit)]) },
      ...steadyStateOf(fit),
    ];
  });
  return [
    { title: `Joint fit of ${joint.fits.length} spectra`, notes: [joint.verdict, goodnessOf(joint)] },
    ...(joint.shared.length > 0 ? [{ title: "Shared parameters", ...parametersOf(joint.shared) }] : []),
    ...own,
    ...warningsOf(joint.warnings),
  ];
}

const models = {
  optomechanics: "optomechanics",
  dicke: "Dicke model",
  thermal: "bare oscillator",
  vacuum: "vacuum",
  dark: "dark trace",
} as const;

function dataOf({ model, detection, frequency, spectrum: { averages, sides } }: Fit): string {
  const { bin, fit } = averages;
  const count = Number.isNaN(fit)
    ? "errors given"
    : bin === fit
      ? `n = ${plain(fit)} averages`
      : `n_bin = ${plain(bin)}, n_fit = ${plain(fit)} averages`;
  const ends = `${hertz(frequency[0]!)} to ${hertz(frequency.at(-1)!)}`;
  return `${models[model]}, ${detection.detection}: ${frequency.length} bins from ${ends}, ${sides}-sided, ${count}`;
}

/** `window hann, segments of 8192 samples of 0.4 µs`, if the model follows it. */
function samplingOf({ response }: Fit): string[] {
  if (!response) return [];
  const { window, beta, length, interval } = response;
  return [
    `window ${window}${beta === undefined ? "" : ` (β = ${plain(beta)})`}, segments of ${length} samples of ${seconds(interval)}`,
  ];
}

function goodnessOf({ deviance, degreesOfFreedom, expectedDeviance, devianceVariance, probability }: Fit | JointFit): string {
  const law = `${expectedDeviance.toFixed(0)} ± ${Math.sqrt(devianceVariance).toFixed(0)} expected`;
  return `deviance ${deviance.toFixed(1)} for ${degreesOfFreedom} degrees of freedom (${law}), probability ${plain(Number(probability.toPrecision(2)))}`;
}

function parametersOf(parameters: readonly FittedParameter[], notes: readonly string[] = []): Omit<Section, "title"> {
  const rows = parameters.map((parameter) => {
    const { name, unit, factor } = display(parameter);
    const { kind, value, standardError, calibration, start, isAtBound, isUndetermined } = parameter;
    const shown = kind === "fixed" ? plain(factor * value) : measured(factor * value, factor * standardError);
    const relative = kind === "fixed" || isUndetermined ? "" : relativeError(value, standardError);
    const origin =
      kind === "calibrated"
        ? `calibrated ${measured(factor * calibration!.value, factor * calibration!.error)}`
        : kind === "free" && start !== undefined
          ? `free, from ${plain(Number((factor * start).toPrecision(5)))}`
          : kind;
    return [name, shown, unit, relative, isAtBound ? `${origin}, at a bound` : origin];
  });
  return {
    ...(rows.length > 0 && { table: smallTable(["parameter", "value", "unit", "relative error", "treatment"], rows) }),
    notes,
  };
}

/** Empty where there is none. */
function relativeError(value: number, error: number): string {
  const part = error / Math.abs(value);
  return part < 10 ? percent(part) : part < Number.POSITIVE_INFINITY ? "over 1000 %" : "";
}

/** The least correlation that is listed. */
const LISTED = 0.1;

function correlationsOf({ names, correlation }: Fit): Section[] {
  const k = names.length;
  const pairs = names
    .flatMap((a, i) => names.slice(i + 1).map((b, j) => ({ pair: `${a}, ${b}`, rho: correlation[k * i + i + 1 + j]! })))
    .filter(({ rho }) => Math.abs(rho) >= LISTED)
    .sort((a, b) => Math.abs(b.rho) - Math.abs(a.rho));
  if (pairs.length === 0) return [];
  const rows = pairs.map(({ pair, rho }) => [pair, rho.toFixed(3).replace("-", "−")]);
  return [{ title: `Correlations (those of ${LISTED} or more)`, table: smallTable(["parameters", "ρ"], rows), notes: [] }];
}

const quantities = [
  ["entropyProduction", "Π", "1/s"],
  ["muA", "μ_a", "1/s"],
  ["muB", "μ_b", "1/s"],
  ["nA", "n_a", ""],
  ["nB", "n_b", ""],
] as const;

/** The steady state of a fit, if it is of a system. */
function solved(fit: Fit): FittedSteadyState | undefined {
  return fit.model === "optomechanics" || fit.model === "dicke" ? steadyState(fit) : undefined;
}

function steadyStateOf(fit: Fit): Section[] {
  const state = solved(fit);
  if (!state) return [];
  const { standardError, budget } = state;
  const rows = quantities.map(([name, symbol, unit]) => {
    const [value, error] = [state[name], standardError[name]];
    return [symbol, measured(value, error), unit, relativeError(value, error)];
  });
  const sources = budget.map(({ source, standardError: error, share }) => {
    const of = source === "spectra" ? "the spectrum" : `the calibration of ${source}`;
    return `${of} ${percent(error / state.entropyProduction)} (${percent(share)} of the variance)`;
  });
  const { detectability, sumRule } = fit;
  return [
    {
      title: "Steady state",
      table: smallTable(["quantity", "value", "unit", "relative error"], rows),
      notes: [
        ...(sources.length > 0 ? [`error of Π: ${sources.join(", ")}`] : []),
        ...(sumRule
          ? [
              `without a model: ${sumRule.quantity === "nA" ? "n_a" : "σ_θ"} = ${measured(sumRule.value, sumRule.standardError)} from the integral above the white level; the fit's over the same bins ${plain(Number(sumRule.fitted.toPrecision(5)))}`,
            ]
          : []),
        ...(Number.isNaN(detectability) ? [] : [`detectability ${Number(detectability.toPrecision(3))}`]),
      ],
    },
  ];
}

const warningsOf = (warnings: readonly string[]): Section[] =>
  warnings.length > 0 ? [{ title: "Warnings", notes: warnings }] : [];

function hertz(f: number): string {
  const size = Math.abs(f);
  const [factor, unit] = size >= 1e6 ? [1e-6, "MHz"] : size >= 1e3 ? [1e-3, "kHz"] : [1, "Hz"];
  return `${String(Number((f * factor).toPrecision(6))).replace("-", "−")} ${unit}`;
}

function seconds(t: number): string {
  const [factor, unit] = t >= 0.1 ? [1, "s"] : t >= 1e-4 ? [1e3, "ms"] : t >= 1e-7 ? [1e6, "µs"] : [1e9, "ns"];
  return `${plain(Number((t * factor).toPrecision(6)))} ${unit}`;
}

function documentOf(fit: Fit | JointFit): object {
  const { verdict, isConverged, warnings, undetermined, distance, evaluations } = fit;
  const { deviance, degreesOfFreedom, expectedDeviance, devianceVariance, probability } = fit;
  const head = { isConverged, verdict, warnings, undetermined, distance, evaluations };
  const goodness = { deviance, degreesOfFreedom, expectedDeviance, devianceVariance, probability };
  if ("fits" in fit) return { ...head, goodness, shared: fit.shared, fits: fit.fits.map(documentOf) };
  const { label, model, detection, spectrum, frequency, parameters, names, covariance, correlation } = fit;
  const { detectability, fixedSensitivities, sumRule, response } = fit;
  const square = (matrix: Float64Array) =>
    names.map((_, i) => Array.from(matrix.subarray(names.length * i, names.length * (i + 1))));
  const state = solved(fit);
  return {
    label,
    model,
    detection,
    data: {
      bins: frequency.length,
      from: frequency[0],
      to: frequency.at(-1),
      unit: "Hz",
      averages: spectrum.averages,
      sides: spectrum.sides,
      ...(response && { response }),
    },
    ...head,
    goodness,
    parameters,
    names,
    covariance: square(covariance),
    correlation: square(correlation),
    ...(state && {
      steadyState: Object.fromEntries(
        quantities.map(([name, , unit]) => [name, { value: state[name], standardError: state.standardError[name], unit }]),
      ),
      budget: state.budget,
    }),
    ...(sumRule && { sumRule }),
    detectability,
    fixedSensitivities,
  };
}
