// The figure of a spectrum as a file to be written.

import type { Detection, System, ThermalOscillator } from "clausius";
import { expected } from "../errors";
import { colours, literal } from "../figures/page";
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
  return drawnFile(path, figureFormat(path), {
    ...figure,
    ...looks[source.model],
    ordinate: ordinates[detection.detection],
  });
}

/** What is drawn of a measured spectrum. */
type Measured = Pick<SpectrumFigure, "title" | "frequency" | "density" | "averages"> & { readonly unit: string };

/** The figure of a measured spectrum, with the error of a bin; its unit may be empty. */
export const densityFigure = (path: string, format: FigureFormat, { unit, ...figure }: Measured): Promise<NewFile> => {
  const per = unit.replace("^2", "²") || "per Hz";
  return drawnFile(path, format, { ...figure, ...looks.thermal, ordinate: `*S* (${literal(per)})` });
};

/** A format of figures. */
export type FigureFormat = "svg" | "png";

/** SVG or PNG, as the name ends. @throws ArgumentError if it ends in neither */
export function figureFormat(path: string): FigureFormat {
  const ending = /\.(svg|png)$/.exec(path)?.[1] as FigureFormat | undefined;
  if (!ending) throw expected("figure", "a name that ends in .svg or .png", path);
  return ending;
}

async function drawnFile(path: string, format: FigureFormat, figure: SpectrumFigure): Promise<NewFile> {
  // Loaded when asked for: the drawing libraries are large
  const { spectrumFigure } = await import("../figures/spectrum");
  const { drawn } = await import("./drawn");
  return { path, content: [(await drawn(spectrumFigure(figure)))[format]] };
}
