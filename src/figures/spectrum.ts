// A spectrum and, where there is a fit, its model over the data and below it the ratio of the two.
import * as Plot from "@observablehq/plot";
import { type Axis, extent, linearAxis, magnitudeAxis } from "./axis";
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
  /** n of one bin: a bar shows what it scatters by, 1/√n of its density. */
  averages?: number;
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

/**
 * SVG as wide as a page of text: data, jagged, and fit, smooth; below, data/fit with its band of ± one standard error. Frequencies of
 * three decades and more, all of one sign, are drawn logarithmically.
 */
export function spectrumFigure({ title, ordinate, averages, colour, paleColour, ...given }: SpectrumFigure): string {
  const { frequency, density, fit } = drawable(given);
  const [from, to] = extent(frequency);
  const typical = isWide(from, to) ? Math.sqrt(from * to) : Math.max(Math.abs(from), Math.abs(to));
  const unit = units.find(({ hertz }) => typical >= hertz) ?? units.at(-1)!;
  const height = fit ? 100 : 75;
  const frame = { left: 44, width: points(textWidth) - 44 - 10, yTitle: 36 };
  const abscissa = { title: `*f* (${unit.name})`, from, to, unit: unit.hertz };
  const x = isWide(from, to) ? magnitudeAxis(abscissa) : linearAxis({ ...abscissa, count: 8 });
  const bottom = points(height) - 26;
  const main = { ...frame, top: 16, height: (fit ? bottom - 78 : bottom) - 16 };
  const y = densityAxis(ordinate, fit ? [density, fit.fitted] : [density]);
  const bar = averages === undefined ? undefined : errorBar({ frequency, density }, { x, y }, averages);
  return page({ width: textWidth, height, title: title.replace(/\\?[*_\\]/g, (mark) => mark.slice(1)) }, [
    label({ x: frame.left + frame.width / 2, y: 10.5, text: title, anchor: "middle" }),
    panel({
      ...main,
      x,
      y,
      xNumbers: !fit,
      marks: [
        drawn(x, frequency, density, fit ? { colour: paleColour, width: 0.6 } : { colour, width: averages ? 0.7 : 0.9 }),
        ...(fit ? [drawn(x, frequency, fit.fitted, { colour, width: 1.2 })] : []),
        ...(bar?.marks ?? []),
      ],
    }),
    ...(fit ? [ratioPanel({ ...frame, top: bottom - 70, height: 70 }, x, { frequency, density, paleColour }, fit)] : []),
  ]);
}

/** Whether frequencies span so many decades that they are drawn logarithmically. */
const isWide = (from: number, to: number): boolean => from > 0 && to >= 1000 * from;

/** The bins that are drawn: without f = 0, if the others are drawn logarithmically. */
function drawable({ frequency, density, fit }: Pick<SpectrumFigure, "frequency" | "density" | "fit">) {
  const isAll = !(frequency[0] === 0 && frequency.length > 1 && isWide(frequency[1]!, frequency.at(-1)!));
  if (isAll) return { frequency, density, ...(fit && { fit }) };
  const rest = (column: Float64Array) => column.subarray(1);
  return {
    frequency: rest(frequency),
    density: rest(density),
    ...(fit && { fit: { fitted: rest(fit.fitted), binError: rest(fit.binError) } }),
  };
}

/** Parts of a line that are narrower than any pen: of more bins than two a part, each part's lowest and highest are drawn. */
const PARTS = 4000;

/** The first bin of each part of the axis, and the number of bins behind the last; a part may be without bins. */
function partsOf({ logarithmic, domain: [from, to] }: Axis, frequency: Float64Array): Uint32Array {
  const bounds = new Uint32Array(PARTS + 1).fill(frequency.length);
  let bin = 0;
  for (let part = 0; part < PARTS; part++) {
    const bound = logarithmic ? from * (to / from) ** (part / PARTS) : from + (part / PARTS) * (to - from);
    while (bin < frequency.length && frequency[bin]! < bound) bin++;
    bounds[part] = bin;
  }
  bounds[0] = 0;
  return bounds;
}

/** The bins that a line is drawn through: all, or of many the lowest and the highest of each part, and both ends. */
function extremes(x: Axis, frequency: Float64Array, y: Float64Array): Uint32Array {
  const all = Uint32Array.from(y, (_, i) => i);
  if (y.length <= 2 * PARTS) return all;
  const kept = new Set([0, y.length - 1]);
  const bounds = partsOf(x, frequency);
  for (let part = 0; part < PARTS; part++) {
    const bins = all.subarray(bounds[part], bounds[part + 1]);
    if (bins.length === 0) continue;
    let [low, high] = [bins[0]!, bins[0]!];
    for (const i of bins) {
      if (y[i]! < y[low]!) low = i;
      if (y[i]! > y[high]!) high = i;
    }
    kept.add(low).add(high);
  }
  return Uint32Array.from(kept).sort();
}

function drawn(x: Axis, frequency: Float64Array, y: Float64Array, style: Parameters<typeof line>[2]) {
  const bins = extremes(x, frequency, y);
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
  x: Axis,
  { frequency, density, paleColour }: Pick<SpectrumFigure, "frequency" | "density" | "paleColour">,
  { fitted, binError }: NonNullable<SpectrumFigure["fit"]>,
): string {
  const ratio = density.map((P, i) => P / fitted[i]!);
  const error = binError.map((sigma, i) => sigma / fitted[i]!);
  const band = extremes(x, frequency, error);
  const [low, high] = extent(ratio);
  const room = 0.1 * (high - low);
  return panel({
    ...frame,
    x,
    y: ratioAxis(Math.max(0, low - room), high + room),
    marks: [
      drawn(x, frequency, ratio, { colour: paleColour, width: 0.6 }),
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

/** A place on an axis, 0 at its lower end and 1 at its upper, as a value. */
const valueAt = ({ logarithmic, domain: [from, to] }: Axis, part: number): number =>
  logarithmic ? from * (to / from) ** part : from + part * (to - from);

/** A bar of P ± P/√n in whichever upper corner has more room above the data, and what it says. */
function errorBar(
  { frequency, density }: Pick<SpectrumFigure, "frequency" | "density">,
  { x, y }: { readonly x: Axis; readonly y: Axis },
  averages: number,
): { marks: Plot.Markish[] } {
  const part = 1 / Math.sqrt(averages);
  const [left, right] = [valueAt(x, 0.25), valueAt(x, 0.75)];
  const highest = (isWithin: (f: number) => boolean) =>
    density.reduce((most, P, i) => (isWithin(frequency[i]!) && P > most ? P : most), 0);
  const isRight = highest((f) => f > right) < highest((f) => f < left);
  const at = valueAt(x, isRight ? 0.965 : 0.035);
  const top = valueAt(y, 0.94);
  const P = top / (1 + part);
  const bar = [{ low: Math.max(y.domain[0], P * (1 - part)), high: top }];
  const percent = 100 * part;
  return {
    marks: [
      Plot.ruleX(bar, { x: at, y1: "low", y2: "high", stroke: colours.black, strokeWidth: 0.9, clip: true }),
      Plot.dot(bar, { x: at, y: P, r: 1.6, fill: colours.black }),
      Plot.text(bar, {
        x: at,
        y: P,
        text: () => `one bin: ± ${percent < 10 ? percent.toFixed(1) : percent.toFixed(0)} %`,
        dx: isRight ? -6 : 6,
        textAnchor: isRight ? "end" : "start",
        fontSize: 7,
        fill: colours.black,
      }),
    ],
  };
}
