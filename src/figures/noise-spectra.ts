// Fig. 2 of the paper: measured noise spectra, jagged, and their fits, smooth.
import { type Axis, decadeAxis, extent, linearAxis } from "./axis";
import { columnWidth, type LegendEntry, label, legend, page, points } from "./page";
import { line, panel } from "./panel";

export interface NoiseSpectraFigure {
  /** What a screen reader says. */
  title: string;
  /** Of the frequency axis, and its unit in Hz. */
  unit: { name: string; hertz: number };
  /** Of the ordinate: `*S*_p`, with its unit. */
  ordinate: string;
  spectra: FittedDensity[];
  /** Which panel of a figure it is, such as `(a)`. */
  letter?: string;
  legend: { x: number; y: number; entries: LegendEntry[] };
}

/** A spectrum and its fit. */
export interface FittedDensity {
  /** Hz, ascending. */
  frequency: Float64Array;
  density: Float64Array;
  fitted: Float64Array;
  colour: string;
  fitColour: string;
}

const height = 70;

/** SVG of Fig. 2a or 2b, one column wide; the ordinate is logarithmic where the spectra span more than a decade. */
export function noiseSpectraFigure({ title, unit, ordinate, spectra, letter = "", legend: key }: NoiseSpectraFigure): string {
  const frame = { left: 38, top: 14, width: points(columnWidth) - 38 - 8, height: points(height) - 14 - 26 };
  const [from, to] = extent(...spectra.map(({ frequency }) => frequency));
  return page({ width: columnWidth, height, title }, [
    panel({
      ...frame,
      x: linearAxis({ title: `*ω*/2π (${unit.name})`, from, to, count: 5, unit: unit.hertz }),
      y: densityAxis(
        ordinate,
        spectra.map(({ density }) => density),
      ),
      marks: [
        ...spectra.map(({ frequency, density, colour }) => line(frequency, density, { colour, width: 0.5 })),
        ...spectra.map(({ frequency, fitted, fitColour }) => line(frequency, fitted, { colour: fitColour, width: 1.1 })),
      ],
    }),
    ...(letter === "" ? [] : [label({ x: 3, y: frame.top - 4, text: letter })]),
    legend({ size: 6.8, ...key, x: frame.left + key.x, y: frame.top + key.y }),
  ]);
}

/** Decades where the densities span more than one, else linear with some room. */
export function densityAxis(title: string, densities: Float64Array[]): Axis {
  const [low, high] = extent(...densities);
  if (high > 10 * low) return decadeAxis({ title, from: Math.log10(low) - 0.15, to: Math.log10(high) + 0.15 });
  const room = 0.08 * (high - low);
  return linearAxis({ title, from: Math.max(0, low - room), to: high + room });
}
