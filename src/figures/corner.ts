// Samples of several quantities: how each is spread, and below the diagonal how each pair is.
import * as Plot from "@observablehq/plot";
import { type Axis, linearAxis } from "./axis";
import { colours, label, page, points, textWidth } from "./page";
import { panel } from "./panel";

/** One quantity. */
export interface CornerQuantity {
  /** Of its axis, with its unit: `Π (10⁹/s)`. */
  title: string;
  /** NaN where there is none. */
  samples: Float64Array;
  value: number;
  interval: { lower: number; upper: number };
}

export interface CornerFigure {
  title: string;
  quantities: CornerQuantity[];
  colour: string;
}

type Range = readonly [number, number];

const GAP = 5;
const LEFT = 42;
const BOTTOM = 24;
const TOP = 16;
const RIGHT = 8;

/**
 * SVG as wide as a page of text: histograms, with the value (line) and its interval (broken lines), on the diagonal; below it the counts
 * of each pair, the darker the more.
 */
export function cornerFigure({ title, quantities, colour }: CornerFigure): string {
  const k = quantities.length;
  const side = Math.min(150, (points(textWidth) - LEFT - RIGHT - GAP * (k - 1)) / k);
  const height = TOP + k * side + GAP * (k - 1) + BOTTOM;
  const width = LEFT + k * side + GAP * (k - 1) + RIGHT;
  const size = k > 4 ? 6 : 7;
  const bins = Math.max(12, Math.round(side / 4));
  const ranges = quantities.map(({ samples, value }) => rangeOf(samples, value));
  const axes = quantities.map(({ title }, i) => axisOf(title, ranges[i]!, side > 90 ? 4 : 2));
  const frame = (row: number, column: number) => ({
    left: LEFT + column * (side + GAP),
    top: TOP + row * (side + GAP),
    width: side,
    height: side,
    size,
    xNumbers: row === k - 1,
    yTitle: LEFT - 8,
  });
  const parts: string[] = [label({ x: width / 2, y: 10, text: title, anchor: "middle" })];
  quantities.forEach((quantity, row) => {
    quantities.slice(0, row).forEach((other, column) => {
      const cells = cellsOf(other.samples, quantity.samples, ranges[column]!, ranges[row]!, bins);
      parts.push(
        panel({
          ...frame(row, column),
          x: axes[column]!,
          y: axes[row]!,
          yNumbers: column === 0,
          marks: [
            Plot.rect(cells, { x1: "x1", x2: "x2", y1: "y1", y2: "y2", fill: colour, fillOpacity: "part", inset: 0 }),
            Plot.ruleX([other.value], { stroke: colours.black, strokeWidth: 0.5 }),
            Plot.ruleY([quantity.value], { stroke: colours.black, strokeWidth: 0.5 }),
          ],
        }),
      );
    });
    const bars = barsOf(quantity.samples, ranges[row]!, bins);
    const { lower, upper } = quantity.interval;
    const [from, to] = ranges[row]!;
    const ends = [lower, upper].filter((x) => x >= from && x <= to);
    parts.push(
      panel({
        ...frame(row, row),
        x: axes[row]!,
        y: {
          ...linearAxis({ title: "", from: 0, to: 1.08 * Math.max(1, ...bars.map(({ count }) => count)) }),
          ticks: [],
          between: [],
        },
        yNumbers: false,
        marks: [
          Plot.rect(bars, { x1: "x1", x2: "x2", y1: 0, y2: "count", fill: colour, fillOpacity: 0.45 }),
          Plot.ruleX([quantity.value], { stroke: colours.black, strokeWidth: 0.9 }),
          Plot.ruleX(ends, { stroke: colours.black, strokeWidth: 0.7, strokeDasharray: "2,2" }),
        ],
      }),
    );
  });
  const millimetres = (x: number) => (x * 25.4) / 72;
  const spoken = title.replace(/\\?[*_\\]/g, (mark) => mark.slice(1));
  return page({ width: millimetres(width), height: millimetres(height), title: spoken }, parts);
}

/** With two numbers at least, so that the scale can be read, and none so near the frame's corner that its neighbour is in the way. */
function axisOf(title: string, [from, to]: Range, count: number): Axis {
  const part = (x: number) => (x - from) / (to - from);
  const isClear = (x: number) => part(x) > 0.1 && part(x) < 0.9;
  const numbered = [count, count + 1, count + 2, count + 4].map((many) => {
    const { ticks, between, ...axis } = linearAxis({ title, from, to, count: many });
    return {
      ...axis,
      ticks: ticks.filter(isClear),
      between: [...between, ...ticks.filter((x) => !isClear(x))],
    };
  });
  return numbered.find(({ ticks }) => ticks.length > 1) ?? numbered.at(-1)!;
}

/** All but the outermost hundredth of the samples, with some room. */
function rangeOf(samples: Float64Array, value: number): [number, number] {
  const sorted = samples.filter(Number.isFinite).sort();
  const at = (p: number) => sorted[Math.round(p * (sorted.length - 1))] ?? value;
  const [low, high] = [Math.min(at(0.005), value), Math.max(at(0.995), value)];
  const room = high > low ? 0.08 * (high - low) : Math.abs(value) / 100 || 1;
  return [low - room, high + room];
}

const binOf = (x: number, [from, to]: Range, bins: number): number => Math.floor(((x - from) / (to - from)) * bins);
const edge = (bin: number, [from, to]: Range, bins: number): number => from + (bin / bins) * (to - from);

function barsOf(samples: Float64Array, range: Range, bins: number) {
  const counts = new Float64Array(bins);
  for (const x of samples) {
    const bin = binOf(x, range, bins);
    if (bin >= 0 && bin < bins) counts[bin]!++;
  }
  return Array.from(counts, (count, bin) => ({ x1: edge(bin, range, bins), x2: edge(bin + 1, range, bins), count }));
}

/** The cells that have samples; `part` is 1 where there are most. */
function cellsOf(x: Float64Array, y: Float64Array, across: Range, up: Range, bins: number) {
  const counts = new Float64Array(bins * bins);
  x.forEach((value, i) => {
    const [column, row] = [binOf(value, across, bins), binOf(y[i]!, up, bins)];
    if (column >= 0 && column < bins && row >= 0 && row < bins) counts[bins * row + column]!++;
  });
  const most = Math.max(
    1,
    counts.reduce((a, b) => Math.max(a, b), 0),
  );
  return Array.from(counts, (count, cell) => {
    const [row, column] = [Math.floor(cell / bins), cell % bins];
    return {
      x1: edge(column, across, bins),
      x2: edge(column + 1, across, bins),
      y1: edge(row, up, bins),
      y2: edge(row + 1, up, bins),
      part: count / most,
    };
  }).filter(({ part }) => part > 0);
}
