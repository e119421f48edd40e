// A spectrum and, where there is a fit, its model over the data and below it the ratio of the two.
import * as Plot from "@observablehq/plot";
import { type Axis, extent, linearAxis } from "./axis";
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
        drawn(frequency, density, fit ? { colour: paleColour, width: 0.6 } : { colour, width: 0.9 }),
        ...(fit ? [drawn(frequency, fit.fitted, { colour, width: 1.2 })] : []),
      ],
    }),
    ...(fit ? [ratioPanel({ ...frame, top: bottom - 70, height: 70 }, x, { frequency, density, paleColour }, fit)] : []),
  ]);
}

/** Parts of a line that are narrower than any pen: of more bins than two a part, each part's lowest and highest are drawn. */
const PARTS = 4000;

/** The bins that a line is drawn through: all, or of many the lowest and the highest of each part, and both ends. */
function extremes(y: Float64Array): Uint32Array {
  const all = Uint32Array.from(y, (_, i) => i);
  if (y.length <= 2 * PARTS) return all;
  const kept = new Set([0, y.length - 1]);
  for (let part = 0; part < PARTS; part++) {
    const bins = all.subarray((part * y.length) / PARTS, ((part + 1) * y.length) / PARTS);
    let [low, high] = [bins[0]!, bins[0]!];
    for (const i of bins) {
      if (y[i]! < y[low]!) low = i;
      if (y[i]! > y[high]!) high = i;
    }
    kept.add(low).add(high);
  }
  return Uint32Array.from(kept).sort();
}

function drawn(frequency: Float64Array, y: Float64Array, style: Parameters<typeof line>[2]) {
  const bins = extremes(y);
  const at = (column: Float64Array) => Float64Array.from(bins, (i) => column[i]!);
  return line(at(frequency), at(y), style);
}

/** With two numbers at least, so that the scale can be read. */
function ratioAxis(from: number, to: number): Axis {
  const axis = (count: number) => linearAxis({ title: "data / fit", from, to, count });
  return axis(4).ticks.length > 1 ? axis(4) : axis(8);
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
  const band = extremes(error);
  const [low, high] = extent(ratio);
  const room = 0.1 * (high - low);
  return panel({
    ...frame,
    x,
    y: ratioAxis(Math.max(0, low - room), high + room),
    marks: [
      drawn(frequency, ratio, { colour: paleColour, width: 0.6 }),
      Plot.areaY(band, {
        x: (i: number) => frequency[i]!,
        y1: (i: number) => 1 - error[i]!,
        y2: (i: number) => 1 + error[i]!,
        fill: colours.black,
        fillOpacity: 0.15,
        clip: true,
      }),
      Plot.ruleY([1], { stroke: colours.black, strokeWidth: 0.7 }),
    ],
  });
}
