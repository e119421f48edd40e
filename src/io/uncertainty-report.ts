// Error bars of a fit, written for people (text, Markdown) and for programs (JSON).

import { interval, measured } from "../data/notation";
import { expected } from "../errors";
import type { Fit } from "../fit/result";
import type { Uncertainty } from "../uncertainty/uncertainty";
import { display, unitOf } from "./display";
import { json } from "./json";
import { markdownOf, type Section, textOf } from "./section";
import { smallTable } from "./table";

const formats = ["text", "markdown", "json"] as const;
const LEVELS = [0.6826894921370859, 0.9544997361036416] as const;

const methods: Readonly<Record<Uncertainty["method"], string>> = {
  covariance: "± standard error, from the covariance of the fit",
  profile: "profile likelihood",
  bootstrap: "bootstrap",
  monteCarlo: "samples",
};

const kinds: Readonly<Record<string, string>> = { bca: "BCa", percentile: "percentile", basic: "basic" };

/**
 * The report of error bars: for each parameter, and for Π, μ_a, μ_b, n_a, n_b, its value, standard error, 68.3 % and 95.4 % intervals; how
 * they were found, and what to know of them. As plain text, as Markdown, or as one JSON document (SI units, full precision, null where
 * there is no number).
 *
 * @param fit what the error bars are of
 * @throws ArgumentError if an argument is not as described, or the format none of these
 */
export function uncertaintyReport(
  found: Uncertainty,
  fit: Pick<Fit, "label" | "parameters">,
  format: (typeof formats)[number] = "text",
): string {
  if (typeof found !== "object" || found === null || !("interval" in found))
    throw expected("found", "error bars, as of uncertainty, covariance, profile or bootstrap", found);
  if (typeof fit !== "object" || fit === null || !("parameters" in fit)) throw expected("fit", "the result of a fit", fit);
  if (!formats.includes(format)) throw expected("format", formats.map((name) => `"${name}"`).join(" or "), format);
  if (format === "json") return json({ label: fit.label, ...found.toJSON() });
  const sections: Section[] = [
    { title: `Error bars of ${fit.label}`, notes: [howOf(found)] },
    { title: "Quantities", table: tableOf(found, fit), notes: [] },
    ...(found.notes.length > 0 ? [{ title: "Notes", notes: found.notes }] : []),
  ];
  return sections.map(format === "text" ? textOf : markdownOf).join("\n");
}

/** `bootstrap: 1000 refits to spectra drawn from the model, seed 1; BCa intervals`. */
function howOf({ method, settings }: Uncertainty): string {
  if (method !== "bootstrap") return methods[method];
  const { samples, seed, interval: kind, drawnFrom, segments, blockLength } = settings;
  const source =
    drawnFrom === "segments"
      ? `means of the record's ${segments} segments, in blocks of ${blockLength}`
      : "spectra drawn from the fitted model";
  return `${methods[method]}: ${samples} refits to ${source}, seed ${seed}; ${kinds[String(kind)]} intervals`;
}

function tableOf(found: Uncertainty, { parameters }: Pick<Fit, "parameters">) {
  const rows = found.names.map((name) => {
    const value = found.value[name]!;
    const parameter = parameters.find((p) => p.name === name);
    const shown = parameter ? display(parameter) : { name, factor: 1, unit: unitOf(name, parameters) };
    const error = shown.factor * found.standardError[name]!;
    const ends = LEVELS.map((level) => {
      const { lower, upper } = found.interval(name, level);
      return interval(shown.factor * lower, shown.factor * upper, error);
    });
    return [shown.name, measured(shown.factor * value, error), shown.unit, ...ends];
  });
  return smallTable(["quantity", "value", "unit", "68.3 %", "95.4 %"], rows);
}
