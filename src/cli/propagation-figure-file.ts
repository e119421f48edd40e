// The figure of a propagation as a file to be written.

import type { Propagation, SensitiveOutput, Value } from "clausius";
import { expected } from "../errors";
import { colours } from "../figures/page";
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

/**
 * The first output as a figure, SVG or PNG as its name ends: a histogram of one working point, quantiles over one range.
 *
 * @throws ArgumentError if it ends in neither, or there are several ranges
 */
export async function propagationFigureFile(
  path: string,
  { system, rows, swept }: WorkingPoints,
  found: Propagation<SensitiveOutput, Value>,
): Promise<NewFile> {
  const ending = /\.(svg|png)$/.exec(path)?.[1] as "svg" | "png" | undefined;
  if (!ending) throw expected("figure", "a name that ends in .svg or .png", path);
  if (swept.length > 1) throw expected("figure", "one range to be drawn over", swept.map(({ name }) => name).join(" × "));
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
