// The figure of a spectrum as a file to be written.

import type { Detection, System, ThermalOscillator } from "clausius";
import { expected } from "../errors";
import { colours } from "../figures/page";
import type { SpectrumFigure } from "../figures/spectrum";
import type { NewFile } from "./output";

const looks = {
  optomechanics: { colour: colours.optomechanics, paleColour: colours.lightBlue },
  dicke: { colour: colours.bec, paleColour: colours.lightRed },
  thermal: { colour: colours.optomechanics, paleColour: colours.lightBlue },
} as const;

const ordinates = {
  homodyne: "*S*_θ (per Hz)",
  heterodyne: "*P* (per Hz)",
  position: "*S*_qq (per Hz)",
} as const;

type Content = Pick<SpectrumFigure, "title" | "frequency" | "density" | "fit"> & {
  readonly source: Pick<System | ThermalOscillator, "model">;
  readonly detection: Detection;
};

/**
 * The figure, SVG or PNG as its name ends.
 *
 * @throws ArgumentError if it ends in neither
 */
export async function figureFile(path: string, { source, detection, ...figure }: Content): Promise<NewFile> {
  const ending = /\.(svg|png)$/.exec(path)?.[1] as "svg" | "png" | undefined;
  if (!ending) throw expected("figure", "a name that ends in .svg or .png", path);
  // Loaded when asked for: the drawing libraries are large
  const { spectrumFigure } = await import("../figures/spectrum");
  const { drawn } = await import("./drawn");
  const svg = spectrumFigure({ ...figure, ...looks[source.model], ordinate: ordinates[detection.detection] });
  return { path, content: [(await drawn(svg))[ending]] };
}
