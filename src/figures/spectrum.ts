// A spectrum and, where there is a fit, its model over the data and below it the ratio of the two.
import * as Plot from "@observablehq/plot";
import { extent, linearAxis } from "./axis";
import { densityAxis } from "./noise-spectra";
import { colours, label, page, points, textWidth } from "./page";
import { line, panel } from "./panel";

export interface SpectrumFigure {
  /** Above the panels, such as the label of the fit and Π ± error. */
  title: string;
  /** Of the density's axis, `*S*_p`. */
  ordinate: string;
  /** Hz, ascending. */
  frequency: Float64Array;
  density: Float64Array;
  fit?: { fitted: Float64Array; binError: Float64Array };
  colour: string;
  paleColour: string;
}

const units = [
  { name: "GHz", hertz: 1e9 },
  { name: "MHz", hertz: 1e6 },
  { name: "kHz", hertz: 1e3 },
  { name: "Hz", hertz: 1 },
];

/** SVG as wide as a page of text: data, jagged, and fit, smooth; below, data/fit with its band of ± one standard error. */
export function spectrumFigure({ title, ordinate, frequency, density, fit, colour, paleColour }: SpectrumFigure): string {
  const [from, to] = extent(frequency);
  const largest = Math.max(Math.abs(from), Math.abs(to));
  const unit = units.find(({ hertz }) => largest >= hertz) ?? units.at(-1)!;
  const height = fit ? 100 : 75;
  const frame = { left: 44, width: points(textWidth) - 44 - 10, yTitle: 36 };
  const x = linearAxis({ title: `*f* (${unit.name})`, from, to, count: 8, unit: unit.hertz });
  const bottom = points(height) - 26;
  const main = { ...frame, top: 16, height: (fit ? bottom - 78 : bottom) - 16 };
  return page({ width: textWidth, height, title: title.replace(/\\?[*_\\]/g, (mark) => mark.slice(1)) }, [
    label({ x: frame.left + frame.width / 2, y: 10.5, text: title, anchor: "middle" }),
    panel({
      ...main,
      x,
      y: densityAxis(ordinate, fit ? [density, fit.fitted] : [density]),
      xNumbers: !fit,
      marks: [
        line(frequency, density, fit ? { colour: paleColour, width: 0.6 } : { colour, width: 0.9 }),
        ...(fit ? [line(frequency, fit.fitted, { colour, width: 1.2 })] : []),
      ],
    }),
    ...(fit ? [ratioPanel({ ...frame, top: bottom - 70, height: 70 }, x, { frequency, density, paleColour }, fit)] : []),
  ]);
}

type Frame = { left: number; top: number; width: number; height: number; yTitle: number };

/** Data over fit, one being the model's own; the band is ± one standard error of a bin. */
function ratioPanel(
  frame: Frame,
  x: ReturnType<typeof linearAxis>,
  { frequency, density, paleColour }: Pick<SpectrumFigure, "frequency" | "density" | "paleColour">,
  { fitted, binError }: NonNullable<SpectrumFigure["fit"]>,
): string {
  const ratio = density.map((P, i) => P / fitted[i]!);
  const error = binError.map((sigma, i) => sigma / fitted[i]!);
  const [low, high] = extent(ratio);
  const room = 0.1 * (high - low);
  return panel({
    ...frame,
    x,
    y: linearAxis({ title: "data / fit", from: Math.max(0, low - room), to: high + room, count: 4 }),
    marks: [
      line(frequency, ratio, { colour: paleColour, width: 0.6 }),
      Plot.areaY(frequency, {
        x: frequency,
        y1: error.map((e) => 1 - e),
        y2: error.map((e) => 1 + e),
        fill: colours.black,
        fillOpacity: 0.15,
        clip: true,
      }),
      Plot.ruleY([1], { stroke: colours.black, strokeWidth: 0.7 }),
    ],
  });
}
