// Fig. 3 of the paper: the entropy production rate against the coupling, with the flux μ_b in an inset; theory, and points if there are any.
import * as Plot from "@observablehq/plot";
import { type Axis, decadeAxis, extent, linearAxis } from "./axis";
import { colours, columnWidth, label, legend, page, points } from "./page";
import { dots, line, type Points, panel } from "./panel";

export interface EntropyProductionFigure {
  setup: "optomechanics" | "bec";
  /** g_ab/κ_a (optomechanics) or (g_ab/g_cr)² (BEC), ascending. */
  coupling: Float64Array;
  /** Π and μ_b in 1/s, one value a coupling; NaN breaks the line. */
  entropyProduction: Float64Array;
  muB: Float64Array;
  /** Where on the coupling's axis the critical point lies. */
  critical?: number;
  /** γ_b in rad/s; where given, −2γ_b is drawn as the limit of μ_b (optomechanics). */
  gammaB?: number;
  /** Which panel of a figure it is, such as `(a)`. */
  letter?: string;
  /** What the lines are, for the legend: `*κ*_a` and line breaks allowed. */
  theory?: string;
  /** Points over the lines, with a panel of what they are of the theory below. */
  data?: MeasuredProduction;
}

/** Points with standard errors, one of each a coupling. */
export interface MeasuredProduction {
  coupling: Float64Array;
  couplingError: Float64Array;
  /** 1/s. */
  entropyProduction: Float64Array;
  entropyProductionError: Float64Array;
  muB: Float64Array;
  muBError: Float64Array;
  /** Π of the theory that each point is held against. */
  theory: Float64Array;
  /** What the points are, for the legend; and how they agree with the theory. */
  name: string;
  agreement?: string;
}

const height = 70;
/** Of the panel of points over theory, with what is between it and the main one. */
const stripHeight = 20;
const gap = 7;
const dot = 1.4;
const guide = { stroke: "#555555", strokeWidth: 0.6, strokeDasharray: "3,2" };

/**
 * SVG of Fig. 3a or 3b of the paper, one column wide: Π against the coupling on a logarithmic scale, μ_b in the inset; where there are
 * points, Π over that of the theory below, on a linear scale.
 */
export function entropyProductionFigure({
  setup,
  coupling,
  entropyProduction,
  muB,
  critical = 1,
  gammaB,
  letter = "",
  theory = "theory",
  data,
}: EntropyProductionFigure): string {
  const bec = setup === "bec";
  const part = coupling.map((g) => Number(g > critical));
  const last = Math.max((bec ? 2 : 1.05) * critical, extent(coupling)[1]);
  const title = bec ? "(*g*_ab / *g*_cr)²" : "*g*_ab / *κ*_a";

  const frame = { left: 34, top: 14, width: points(columnWidth) - 34 - 8, height: points(height) - 14 - 26 };
  const right = frame.left + frame.width;
  const bottom = frame.top + frame.height;
  const across = (value: number) => frame.left + (frame.width * value) / last;
  const midway = coupling.findIndex((g, i) => g >= critical / 2 && entropyProduction[i]! > 0);
  const x = linearAxis({ title, from: 0, to: last, count: 6 });
  const y = productionAxis(entropyProduction[midway] ?? 1, bec ? 3 : 2);
  const main = panel({
    ...frame,
    x,
    y,
    xNumbers: !data,
    ...(data && { yTitle: 25 }),
    marks: [
      Plot.ruleX([critical], guide),
      line(coupling, positive(entropyProduction), { colour: colours.black, part }),
      ...(data ? dots(productionOf(data), { x, y }, { colour: colours[setup], radius: dot }) : []),
    ],
  });

  const limit = gammaB === undefined ? [] : [-2 * gammaB];
  const least = 1.35 * Math.min(...limit, extent(muB)[0]);
  const [from, to] = y.domain.map(Math.log10) as [number, number];
  // Where no curve goes: below the superradiant branch, above the plateau of the optomechanical one.
  const space = bec
    ? { left: across(critical) + 36, top: bottom - 78, width: right - across(critical) - 43, height: 56 }
    : { left: frame.left + 42, top: frame.top + 8, width: 0.5 * frame.width, height: 55 };
  const insetX = linearAxis({ title, from: 0, to: last, count: bec ? 2 : 4 });
  const insetY = bec
    ? decadeAxis({ title: "*μ*_b (1/s)", from, to, every: 2 })
    : linearAxis({ title: "*μ*_b (1/s)", from: least, to: 0 });
  const inset = panel({
    ...space,
    size: 6.8,
    x: insetX,
    y: insetY,
    marks: [
      ...(bec ? [Plot.ruleX([critical], guide)] : []),
      line(coupling, bec ? positive(muB) : muB, { colour: data ? colours.black : colours[setup], width: 0.9, part }),
      Plot.ruleY(limit, { ...guide, stroke: colours.black }),
      ...(data ? dots(fluxOf(data), { x: insetX, y: insetY }, { colour: colours[setup], radius: 0.75 * dot }) : []),
    ],
  });

  const below = data
    ? ratioPanel(data, x, { ...frame, top: bottom + gap, height: points(stripHeight) - gap }, colours[setup])
    : [];
  const whole = data ? height + stripHeight : height;
  return page({ width: columnWidth, height: whole, title: `Entropy production rate against coupling, ${setup}` }, [
    main,
    inset,
    ...below,
    ...limit.map((value) =>
      label({
        x: space.left + 0.6 * space.width,
        y: space.top + (space.height * value) / least - 3.5,
        text: "−2*γ*_b",
        size: 6.8,
        anchor: "middle",
      }),
    ),
    ...(letter === "" ? [] : [label({ x: 3, y: frame.top - 4, text: letter })]),
    label({ x: across(critical), y: frame.top - 4, text: "*g*_cr", anchor: "middle" }),
    ...(bec
      ? [
          label({ x: across(0.44 * critical), y: frame.top + 13, text: "normal phase", anchor: "middle" }),
          label({ x: (across(1.06 * critical) + right) / 2, y: frame.top + 13, text: "superradiant phase", anchor: "middle" }),
        ]
      : []),
    legend({
      x: frame.left + (bec ? 8 : 70),
      y: bec ? frame.top + 27 : bottom - 28,
      size: 6.8,
      entries: data
        ? [
            { text: data.name, colour: colours[setup], dot },
            { text: theory, colour: colours.black },
          ]
        : [
            { text: `Π, ${theory}`, colour: colours.black },
            { text: "*μ*_b (inset)", colour: colours[setup], width: 0.9 },
          ],
    }),
  ]);
}

const productionOf = ({ coupling, couplingError, entropyProduction, entropyProductionError }: MeasuredProduction): Points => ({
  x: coupling,
  y: entropyProduction,
  xError: couplingError,
  yError: entropyProductionError,
});

const fluxOf = ({ coupling, couplingError, muB, muBError }: MeasuredProduction): Points => ({
  x: coupling,
  y: muB,
  xError: couplingError,
  yError: muBError,
});

/** Points over theory, on a linear scale about 1. */
function ratioPanel(
  { coupling, couplingError, entropyProduction, entropyProductionError, theory, agreement }: MeasuredProduction,
  x: Axis,
  frame: { left: number; top: number; width: number; height: number },
  colour: string,
): string[] {
  const ratio = entropyProduction.map((value, i) => value / theory[i]!);
  const error = entropyProductionError.map((value, i) => value / theory[i]!);
  const reach = 1.25 * extent(ratio.map((value, i) => Math.abs(value - 1) + error[i]!))[1];
  const axis = (count: number) => linearAxis({ title: "Π / theory", from: 1 - reach, to: 1 + reach, count });
  const y = axis(3).ticks.length > 1 ? axis(3) : axis(6);
  return [
    panel({
      ...frame,
      x,
      y,
      yTitle: 25,
      marks: [
        Plot.ruleY([1], { stroke: colours.black, strokeWidth: 0.7 }),
        ...dots({ x: coupling, y: ratio, xError: couplingError, yError: error }, { x, y }, { colour, radius: dot }),
      ],
    }),
    ...(agreement === undefined
      ? []
      : [label({ x: frame.left + frame.width - 5, y: frame.top + 9.5, text: agreement, size: 6.8, anchor: "end" })]),
  ];
}

/** Two decades above that of a typical rate, for the divergence, and `below` beneath: the room for the inset stays. */
function productionAxis(typical: number, below: number): Axis {
  // Both experiments lie well within a decade counted from 10^0.25, so a slightly different parameter moves no axis.
  const decade = Math.round(Math.log10(typical) + 0.25);
  return decadeAxis({ title: "Π (1/s)", from: decade - below, to: decade + 2 });
}

/** A logarithmic axis has no place for zero, nor for infinity. */
function positive(values: Float64Array): Float64Array {
  return values.map((v) => (v > 0 && Number.isFinite(v) ? v : Number.NaN));
}
