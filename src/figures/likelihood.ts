// A profile of −ln L over one quantity, and regions of two.
import * as Plot from "@observablehq/plot";
import { extent, linearAxis } from "./axis";
import { colours, columnWidth, label, page, points } from "./page";
import { line, panel } from "./panel";

/** Of one quantity: where −2 ln L has risen by so much. */
export interface ProfileFigure {
  title: string;
  /** With its unit. */
  quantity: string;
  /** Ascending, and the rise of −2 ln L there, all else refitted. */
  values: Float64Array;
  rises: Float64Array;
  value: number;
  /** What ± standard error takes the rise for is ((x − value)/standardError)². */
  standardError: number;
  colour: string;
}

const LEFT = 34;
const RIGHT = 8;
const TOP = 18;
const BOTTOM = 26;
const HEIGHT = 60; // mm
const MOST = 9;

const frame = () => ({
  left: LEFT,
  top: TOP,
  width: points(columnWidth) - LEFT - RIGHT,
  height: points(HEIGHT) - TOP - BOTTOM,
});

/** SVG as wide as a column of text: the profile, the parabola of ± standard error (broken), and the rises of one and two standard errors. */
export function profileFigure({ title, quantity, values, rises, value, standardError, colour }: ProfileFigure): string {
  const [from, to] = extent(values);
  const room = 0.04 * (to - from);
  const across = Float64Array.from({ length: 201 }, (_, i) => from - room + (i / 200) * (to - from + 2 * room));
  const parabola = across.map((x) => ((x - value) / standardError) ** 2);
  const { left, top, width, height } = frame();
  return page({ width: columnWidth, height: HEIGHT, title: spoken(title) }, [
    label({ x: left + width / 2, y: 11, text: title, anchor: "middle" }),
    panel({
      left,
      top,
      width,
      height,
      x: linearAxis({ title: quantity, from: from - room, to: to + room, count: 4 }),
      // one, two and three standard errors
      y: { ...linearAxis({ title: "−2 Δln *L*", from: 0, to: MOST }), ticks: [0, 1, 4, 9], between: [] },
      marks: [
        Plot.ruleY([1, 4], { stroke: "#999999", strokeWidth: 0.6 }),
        line(across, parabola, { colour: colours.black, width: 0.8, dash: "3,2" }),
        line(values, rises, { colour, width: 1.4 }),
        Plot.ruleX([value], { stroke: colours.black, strokeWidth: 0.6 }),
      ],
    }),
  ]);
}

/** Of two quantities: the edges of regions, each once around. */
export interface ContourFigure {
  title: string;
  /** With their units. */
  quantities: readonly [string, string];
  edges: readonly { first: Float64Array; second: Float64Array }[];
  value: readonly [number, number];
  colour: string;
}

/** SVG as wide as a column of text: the regions, closed where all of the edge was found, and the fitted values. */
export function contourFigure({ title, quantities, edges, value, colour }: ContourFigure): string {
  const axisOf = (which: "first" | "second", text: string) => {
    const [from, to] = extent(...edges.map((edge) => edge[which].filter((x) => !Number.isNaN(x))));
    const room = 0.06 * (to - from);
    return linearAxis({ title: text, from: from - room, to: to + room, count: 4 });
  };
  const { left, top, width, height } = frame();
  const closed = (column: Float64Array) => Float64Array.from([...column, column[0]!]);
  return page({ width: columnWidth, height: HEIGHT, title: spoken(title) }, [
    label({ x: left + width / 2, y: 11, text: title, anchor: "middle" }),
    panel({
      left,
      top,
      width,
      height,
      x: axisOf("first", quantities[0]),
      y: axisOf("second", quantities[1]),
      marks: [
        ...edges.map(({ first, second }, i) => line(closed(first), closed(second), { colour, width: i === 0 ? 1.4 : 0.9 })),
        Plot.dot([value], { r: 2, fill: colours.black }),
      ],
    }),
  ]);
}

const spoken = (title: string): string => title.replace(/\\?[*_\\]/g, (mark) => mark.slice(1));
