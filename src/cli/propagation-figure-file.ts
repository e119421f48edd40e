// The figure of a propagation as a file to be written.

import type { Propagation, SensitiveOutput, Value } from "clausius";
import { expected } from "../errors";
import { colours } from "../figures/page";
import { type FigureFormat, figureFormat } from "./figure-file";
import type { NewFile } from "./output";
import type { WorkingPoints } from "./working-points";

const looks = {
  optomechanics: { colour: colours.optomechanics, paleColour: colours.lightBlue },
  dicke: { colour: colours.bec, paleColour: colours.lightRed },
} as const;
const symbols: Record<SensitiveOutput, { symbol: string; unit: string }> = {
  entropyProduction: { symbol: "Π", unit: "1/s" },
  muA: { symbol: "*μ*_a", unit: "1/s" },
  muB: { symbol: "*μ*_b", unit: "1/s" },
  nA: { symbol: "*n*_a", unit: "" },
  nB: { symbol: "*n*_b", unit: "" },
};

/** Whether it can be drawn, as SVG or PNG. @throws ArgumentError if the name ends in neither, or there are several ranges */
export function checkFigure(path: string, { swept }: Pick<WorkingPoints, "swept">): FigureFormat {
  const format = figureFormat(path);
  if (swept.length > 1) throw expected("figure", "one range to be drawn over", swept.map(({ name }) => name).join(" × "));
  return format;
}

/**
 * The first output as a figure, SVG or PNG as its name ends: a histogram of one working point, quantiles over one range.
 *
 * @throws ArgumentError as `checkFigure` does
 */
export async function propagationFigureFile(
  path: string,
  points: WorkingPoints,
  found: Propagation<SensitiveOutput, Value>,
): Promise<NewFile> {
  const ending = checkFigure(path, points);
  const { system, rows, swept } = points;
  // Loaded when asked for: the drawing libraries are large
  const { bandFigure, histogramFigure } = await import("../figures/propagation");
  const { drawn } = await import("./drawn");
  const [output] = found.outputs;
  const look = { ...symbols[output!], ...looks[system.model] };
  if (rows === undefined) {
    const svg = histogramFigure({
      ...look,
      ...found.histogram(output!),
      mean: found.centre[output!] as number,
      firstOrder: found.firstOrder[output!] as number,
    });
    return { path, content: [(await drawn(svg))[ending]] };
  }
  const [{ name, unit, at }] = swept as [WorkingPoints["swept"][number]];
  const svg = bandFigure({
    ...look,
    abscissa: unit === "" ? name : `${name} (${unit})`,
    x: Float64Array.from({ length: rows }, (_, row) => Number(at(row))),
    quantiles: found.quantiles[output!] as readonly Float64Array[],
    probabilities: found.probabilities,
  });
  return { path, content: [(await drawn(svg))[ending]] };
}
