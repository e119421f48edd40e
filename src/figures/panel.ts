// One framed pair of axes with lines in it, drawn by Observable Plot on a document of its own: no browser needed.
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import type { Axis } from "./axis";
import { label } from "./page";

export interface Panel {
  /** The frame, in points; numbers and titles stand outside it. */
  left: number;
  top: number;
  width: number;
  height: number;
  x: Axis;
  y: Axis;
  marks: Plot.Markish[];
  /** Size of the titles in points; the numbers are a little smaller. */
  size?: number;
  /** Distance from the frame to the title of y, in points, where several panels are to agree. */
  yTitle?: number;
  xNumbers?: boolean;
  yNumbers?: boolean;
}

/** SVG of one panel: frame, ticks inwards on all four sides, numbers, axis titles and `marks`, to be put on a page. */
export function panel({
  left,
  top,
  width,
  height,
  x,
  y,
  marks,
  size = 8,
  yTitle,
  xNumbers = true,
  yNumbers = true,
}: Panel): string {
  const margin = 2 * size;
  const [short, long] = [tick(0.25 * size), tick(0.45 * size)];
  const sides = (["bottom", "top"] as const).flatMap((anchor) => [
    Plot.axisX(x.between, { ...short, anchor }),
    Plot.axisX(x.ticks, { ...long, anchor }),
  ]);
  const flanks = (["left", "right"] as const).flatMap((anchor) => [
    Plot.axisY(y.between, { ...short, anchor }),
    Plot.axisY(y.ticks, { ...long, anchor }),
  ]);
  const numbers = { tickSize: 0, tickPadding: 0.4 * size, label: null, stroke: "none", fill: "#000000" };
  const svg = Plot.plot({
    document: parseHTML("<html></html>").document,
    width: width + 2 * margin,
    height: height + 2 * margin,
    margin,
    x: { type: x.logarithmic ? "log" : "linear", domain: x.domain, axis: null },
    y: { type: y.logarithmic ? "log" : "linear", domain: y.domain, axis: null },
    marks: [
      ...marks,
      ...sides,
      ...flanks,
      ...(xNumbers ? [Plot.axisX(x.ticks, { ...numbers, tickFormat: x.format })] : []),
      ...(yNumbers ? [Plot.axisY(y.ticks, { ...numbers, tickFormat: y.format })] : []),
      Plot.frame({ stroke: "#000000", strokeWidth: 0.6 }),
    ],
  });
  svg.querySelector("style")?.remove();
  const gap = yTitle ?? Math.max(...y.ticks.map((v) => breadth(y.format(v)))) * 0.9 * size + 1.1 * size;
  return [
    `<g transform="translate(${left - margin},${top - margin})" font-size="${0.9 * size}" text-anchor="middle">`,
    svg.innerHTML,
    "</g>",
    ...(xNumbers ? [label({ x: left + width / 2, y: top + height + 2.35 * size, text: x.title, size, anchor: "middle" })] : []),
    ...(yNumbers ? [label({ x: left - gap, y: top + height / 2, text: y.title, size, anchor: "middle", rotate: -90 })] : []),
  ].join("\n");
}

/** A line through columns x and y, cut at the frame; NaN breaks it, and so does every change of `part`. */
export function line(x: Float64Array, y: Float64Array, { colour, width = 1, dash, part }: LineStyle): Plot.Markish {
  return Plot.line(x, { x, y, z: part ?? null, stroke: colour, strokeWidth: width, strokeDasharray: dash, clip: true });
}

/** Measured points: where they are drawn, and the standard error of each along both axes, if it has one there. */
export interface Points {
  x: Float64Array;
  y: Float64Array;
  xError?: Float64Array;
  yError?: Float64Array;
}

/** Dots with bars of ± one standard error, cut at the frame; what lies beyond either axis is left out. */
export function dots(
  { x, y, xError, yError }: Points,
  on: Pick<Panel, "x" | "y">,
  { colour, radius }: DotStyle,
): Plot.Markish[] {
  const isWithin = ({ domain: [from, to] }: Axis, value: number) => value >= Math.min(from, to) && value <= Math.max(from, to);
  const shown = Array.from(x, (_, i) => i).filter((i) => isWithin(on.x, x[i]!) && isWithin(on.y, y[i]!));
  // a logarithmic axis has no place for a bar that reaches below zero
  const ends = (axis: Axis, value: number, error: number) => [Math.max(value - error, Math.min(...axis.domain)), value + error];
  const bars = { stroke: colour, strokeWidth: 0.45 * radius, clip: true };
  return [
    ...(yError
      ? [
          Plot.ruleX(shown, {
            x: (i: number) => x[i]!,
            y1: (i: number) => ends(on.y, y[i]!, yError[i]!)[0]!,
            y2: (i: number) => ends(on.y, y[i]!, yError[i]!)[1]!,
            ...bars,
          }),
        ]
      : []),
    ...(xError
      ? [
          Plot.ruleY(shown, {
            y: (i: number) => y[i]!,
            x1: (i: number) => ends(on.x, x[i]!, xError[i]!)[0]!,
            x2: (i: number) => ends(on.x, x[i]!, xError[i]!)[1]!,
            ...bars,
          }),
        ]
      : []),
    Plot.dot(shown, { x: (i: number) => x[i]!, y: (i: number) => y[i]!, r: radius, fill: colour, clip: true }),
  ];
}

interface DotStyle {
  colour: string;
  /** Points. */
  radius: number;
}

interface LineStyle {
  colour: string;
  width?: number;
  dash?: string;
  part?: Float64Array;
}

function tick(length: number) {
  return { tickSize: -length, stroke: "#000000", strokeWidth: 0.5, fill: "none", label: null };
}

/** Width of a number in DejaVu Sans, in ems. */
function breadth(text: string): number {
  return [...text].reduce((sum, c) => sum + (c === "." ? 0.32 : c === "−" ? 0.84 : /\d/.test(c) ? 0.64 : 0.42), 0);
}
