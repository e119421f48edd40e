// What errors of parameters make of a rate: a histogram of its samples, or bands between quantiles over a range.
import * as Plot from "@observablehq/plot";
import { powerOfTen } from "../data/notation";
import { type Axis, decadeAxis, extent, linearAxis } from "./axis";
import { columnWidth, legend, page, points } from "./page";
import { line, panel } from "./panel";

interface Look {
  /** Of the rate: `*μ*_a`. */
  symbol: string;
  unit: string;
  colour: string;
  paleColour: string;
}

export interface Histogram extends Look {
  /** Counts between edges, which need not be even. */
  edges: Float64Array;
  counts: Float64Array;
  /** Of the normal law that first-order propagation gives. */
  mean: number;
  firstOrder: number;
}

const height = 70;
const frame = { left: 38, top: 14, width: points(columnWidth) - 38 - 8, height: points(height) - 14 - 26 };
/** Bars, between the quantiles beyond which there are this many of all. */
const BARS = 80;
const BEYOND = 5e-4;
/** And no farther than this many times the distance from the median within which a third lies. */
const FAR = 6;

/** SVG one column wide: the density of the samples as bars, and the normal law of first-order propagation over them. */
export function histogramFigure({ symbol, unit, colour, paleColour, edges, counts, mean, firstOrder }: Histogram): string {
  const below = new Float64Array(edges.length);
  for (const [i, n] of counts.entries()) below[i + 1] = below[i]! + n;
  const total = below.at(-1)!;
  /** Samples below x, those of a bin spread evenly. */
  const cumulative = (x: number) => {
    const i = Math.max(
      0,
      edges.findLastIndex((edge) => edge <= x),
    );
    if (i >= counts.length) return total;
    const width = edges[i + 1]! - edges[i]!;
    return below[i]! + counts[i]! * (width > 0 ? Math.min(1, Math.max(0, (x - edges[i]!) / width)) : 1);
  };
  const at = (part: number) =>
    edges[
      Math.max(
        0,
        below.findLastIndex((n) => n <= part * total),
      )
    ]!;
  const [low, median, high] = [at(0.16), at(0.5), at(0.84)];
  // of a long tail only what can be seen beside the rest
  let from = Math.max(at(BEYOND), median - FAR * (median - low || high - low));
  let to = Math.min(at(1 - BEYOND), median + FAR * (high - median || high - low));
  if (!(to > from)) {
    const room = Math.abs(from) * 0.01 || 1;
    [from, to] = [from - room, to + room];
  }
  const width = (to - from) / BARS;
  const bars = Array.from({ length: BARS }, (_, i) => ({ x1: from + i * width, x2: from + (i + 1) * width }));
  const density = bars.map(({ x1, x2 }) => (cumulative(x2) - cumulative(x1)) / total);
  const x = Float64Array.from({ length: 401 }, (_, i) => from + (i * (to - from)) / 400);
  const law = x.map(
    (v) => (width * Math.exp(-((v - mean) ** 2) / (2 * firstOrder ** 2))) / (firstOrder * Math.sqrt(2 * Math.PI)),
  );
  const { unit: scale, title } = scaleOf(Math.max(Math.abs(from), Math.abs(to)), symbol, unit);
  const top = 1.3 * Math.max(...density);
  const isShown = firstOrder > 0 && law.some((y) => y > 0.01 * top);
  return page({ width: columnWidth, height, title: "Histogram of samples" }, [
    panel({
      ...frame,
      x: linearAxis({ title, from, to, count: 4, unit: scale }),
      y: linearAxis({ title: "part of the samples", from: 0, to: top, count: 4 }),
      marks: [
        Plot.rect(bars, {
          x1: "x1",
          x2: "x2",
          y1: 0,
          y2: (_: unknown, i: number) => density[i]!,
          fill: paleColour,
          clip: true,
        }),
        ...(isShown
          ? [
              line(
                x,
                law.map((y) => Math.min(y, 2 * top)),
                { colour, width: 1.1 },
              ),
            ]
          : []),
      ],
    }),
    ...(isShown
      ? [
          key([
            { text: "samples", colour: paleColour, width: 5 },
            { text: "first order", colour },
          ]),
        ]
      : []),
  ]);
}

export interface Band extends Look {
  abscissa: string;
  x: Float64Array;
  /** One column each of `probabilities`. */
  quantiles: readonly Float64Array[];
  probabilities: readonly number[];
}

/** SVG one column wide: bands between quantiles of opposite probabilities, the median as a line. */
export function bandFigure({ symbol, unit, colour, paleColour, abscissa, x, quantiles, probabilities }: Band): string {
  const order = [...probabilities.keys()].sort((a, b) => probabilities[a]! - probabilities[b]!);
  const sorted = order.map((i) => quantiles[i]!);
  const [low, high] = extent(...quantiles);
  const isWide = low > 0 && high > 10 * low;
  const y: Axis = isWide
    ? decadeAxis({ title: withUnit(symbol, unit), from: Math.log10(low) - 0.1, to: Math.log10(high) + 0.1 })
    : linearRateAxis(low, high, symbol, unit);
  const pairs = Array.from({ length: Math.floor(sorted.length / 2) }, (_, i) => [sorted[i]!, sorted.at(-1 - i)!] as const);
  const middle = sorted.length % 2 === 1 ? sorted[(sorted.length - 1) / 2] : undefined;
  const rows = Array.from(x, (_, i) => i);
  const [from, to] = extent(x);
  return page({ width: columnWidth, height, title: "Quantiles of samples over a range" }, [
    panel({
      ...frame,
      x: linearAxis({ title: abscissa, from, to: to > from ? to : from + (Math.abs(from) || 1), count: 6 }),
      y,
      marks: [
        ...pairs.map(([lower, upper], i) =>
          Plot.areaY(rows, {
            x: (row: number) => x[row]!,
            y1: (row: number) => lower[row]!,
            y2: (row: number) => upper[row]!,
            fill: paled(paleColour, i, pairs.length),
            clip: true,
          }),
        ),
        ...(middle ? [line(x, middle, { colour, width: 1.1 })] : []),
      ],
    }),
    key([
      ...(middle ? [{ text: `quantile ${shown(probabilities[order[(order.length - 1) / 2]!]!)}`, colour }] : []),
      ...pairs.map((_, i) => ({
        text: `${shown(probabilities[order[i]!]!)} to ${shown(probabilities[order.at(-1 - i)!]!)}`,
        colour: paled(paleColour, i, pairs.length),
        width: 5,
      })),
    ]),
  ]);
}

/** The i-th of several bands, from the widest and palest to the narrowest in the colour itself. */
function paled(colour: string, i: number, count: number): string {
  const part = (i + 1) / count;
  const channel = (at: number) => Math.round(255 - part * (255 - Number.parseInt(colour.slice(at, at + 2), 16)));
  return `#${[1, 3, 5].map((at) => channel(at).toString(16).padStart(2, "0")).join("")}`;
}

const shown = (probability: number): string => `${Number((100 * probability).toPrecision(3))} %`;

const withUnit = (symbol: string, unit: string): string => (unit === "" ? symbol : `${symbol} (${unit})`);

/** Powers of a thousand apart. */
function scaleOf(size: number, symbol: string, unit: string): { unit: number; title: string } {
  const exponent = size > 0 ? 3 * Math.floor(Math.log10(size) / 3) : 0;
  if (exponent === 0) return { unit: 1, title: withUnit(symbol, unit) };
  return { unit: 10 ** exponent, title: `${symbol} (${powerOfTen(exponent)}${unit === "" ? "" : unit.replace("1", "")})` };
}

function linearRateAxis(low: number, high: number, symbol: string, unit: string): Axis {
  const room = 0.06 * (high - low) || Math.abs(high) * 0.01 || 1;
  const { unit: scale, title } = scaleOf(Math.max(Math.abs(low), Math.abs(high)), symbol, unit);
  return linearAxis({ title, from: low - room, to: high + room, unit: scale });
}

type Entries = Parameters<typeof legend>[0]["entries"];
const key = (entries: Entries): string => legend({ x: frame.left + 8, y: frame.top + 12, size: 6.8, entries });
