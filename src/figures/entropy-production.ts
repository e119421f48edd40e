// Fig. 3 of the paper: the entropy production rate against the coupling, with the flux μ_b in an inset.
import * as Plot from "@observablehq/plot";
import { type Axis, decadeAxis, extent, linearAxis } from "./axis";
import { colours, columnWidth, label, legend, page, points } from "./page";
import { line, panel } from "./panel";

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
}

const height = 70;
const guide = { stroke: "#555555", strokeWidth: 0.6, strokeDasharray: "3,2" };

/** SVG of Fig. 3a or 3b of the paper, one column wide: Π against the coupling on a logarithmic scale, μ_b in the inset. */
export function entropyProductionFigure({
  setup,
  coupling,
  entropyProduction,
  muB,
  critical = 1,
  gammaB,
  letter = "",
  theory = "theory",
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
  const y = productionAxis(entropyProduction[midway] ?? 1, bec ? 3 : 2);
  const main = panel({
    ...frame,
    x: linearAxis({ title, from: 0, to: last, count: 6 }),
    y,
    marks: [Plot.ruleX([critical], guide), line(coupling, positive(entropyProduction), { colour: colours.black, part })],
  });

  const limit = gammaB === undefined ? [] : [-2 * gammaB];
  const least = 1.35 * Math.min(...limit, extent(muB)[0]);
  const [from, to] = y.domain.map(Math.log10) as [number, number];
  // Where no curve goes: below the superradiant branch, above the plateau of the optomechanical one.
  const space = bec
    ? { left: across(critical) + 36, top: bottom - 78, width: right - across(critical) - 43, height: 56 }
    : { left: frame.left + 42, top: frame.top + 8, width: 0.5 * frame.width, height: 55 };
  const inset = panel({
    ...space,
    size: 6.8,
    x: linearAxis({ title, from: 0, to: last, count: bec ? 2 : 4 }),
    y: bec
      ? decadeAxis({ title: "*μ*_b (1/s)", from, to, every: 2 })
      : linearAxis({ title: "*μ*_b (1/s)", from: least, to: 0 }),
    marks: [
      ...(bec ? [Plot.ruleX([critical], guide)] : []),
      line(coupling, bec ? positive(muB) : muB, { colour: colours[setup], width: 0.9, part }),
      Plot.ruleY(limit, { ...guide, stroke: colours.black }),
    ],
  });

  return page({ width: columnWidth, height, title: `Entropy production rate against coupling, ${setup}` }, [
    main,
    inset,
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
      entries: [
        { text: `Π, ${theory}`, colour: colours.black },
        { text: "*μ*_b (inset)", colour: colours[setup], width: 0.9 },
      ],
    }),
  ]);
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
