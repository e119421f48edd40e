// The figures that `clausius paper` writes: Figs. 2 and 3 of the paper, and the relaxation of both experiments.

import { paper } from "clausius";
import { entropyProductionFigure, type MeasuredProduction } from "../figures/entropy-production";
import { noiseSpectraFigure } from "../figures/noise-spectra";
import { colours } from "../figures/page";
import { relaxationFigure } from "../figures/relaxation";
import { criticalRatio, type figure3a, type figure3b, type relaxations } from "./experiments";
import { assumedEfficiency, averages, type FittedSpectrum } from "./figure2";
import { agreementText, type Estimate, type Series, type SeriesPoint } from "./series";

const shades = [
  { colour: colours.lightBlue, fitColour: colours.optomechanics },
  { colour: colours.paleBlue, fitColour: colours.black },
] as const;

/** SVG of fig2a. */
export const figure2aSvg = (spectra: readonly FittedSpectrum[]): string =>
  noiseSpectraFigure({
    title: "Noise spectra of the light's phase quadrature, optomechanics",
    unit: { name: "MHz", hertz: 1e6 },
    ordinate: "*S*_p(*ω*), vacuum ½",
    letter: "(a)",
    spectra: spectra.map(({ fit: { frequency, density, fitted } }, i) => ({ frequency, density, fitted, ...shades[i]! })),
    legend: {
      x: 107,
      y: 12,
      entries: [
        { text: `simulated, *n* = ${averages.optomechanics}`, colour: colours.lightBlue },
        { text: "fit, *g*_ab = 0.49 *κ*_a", colour: shades[0].fitColour },
        { text: "fit, *g*_ab = 2.29 *κ*_a", colour: shades[1].fitColour },
      ],
    },
  });

/** SVG of fig2b. */
export const figure2bSvg = ([spectrum]: readonly FittedSpectrum[]): string => {
  const { frequency, density, fitted } = spectrum!.fit;
  return noiseSpectraFigure({
    title: "Noise spectrum of the light that leaves the cavity, BEC",
    unit: { name: "kHz", hertz: 1e3 },
    ordinate: "*P*(*ω*), vacuum 1",
    letter: "(b)",
    spectra: [{ frequency, density, fitted, colour: colours.lightRed, fitColour: colours.bec }],
    legend: {
      x: 104,
      y: 12,
      entries: [
        { text: `simulated, *n* = ${averages.bec},\n*η* = ${assumedEfficiency} (assumed)`, colour: colours.lightRed },
        { text: "fit, (*g*_ab / *g*_cr)² = 0.93", colour: colours.bec },
      ],
    },
  });
};

/** SVG of fig3a. */
export const figure3aSvg = ({ ratio, entropyProduction, muB }: ReturnType<typeof figure3a>, series: Series): string =>
  entropyProductionFigure({
    setup: "optomechanics",
    coupling: ratio,
    entropyProduction,
    muB,
    critical: criticalRatio,
    letter: "(a)",
    gammaB: paper.optomechanics.gammaB,
    theory: "theory, Table I",
    data: measuredProduction(series),
  });

/** SVG of fig3b. */
export const figure3bSvg = (
  { couplingRatioSquared, entropyProduction, muB }: ReturnType<typeof figure3b>,
  series: Series,
): string =>
  entropyProductionFigure({
    setup: "bec",
    coupling: couplingRatioSquared,
    entropyProduction,
    muB,
    letter: "(b)",
    theory: "theory, Table I,\n*γ*_b = *κ*_a *ω*_b / *ω*_a\n(inferred)",
    data: measuredProduction(series),
  });

/** The points as a figure draws them. */
function measuredProduction(series: Series): MeasuredProduction {
  const { points, agreement } = series;
  const of = (estimate: (point: SeriesPoint) => Estimate, what: keyof Estimate) =>
    Float64Array.from(points, (point) => estimate(point)[what]);
  return {
    coupling: of(({ coupling }) => coupling, "value"),
    couplingError: of(({ coupling }) => coupling, "standardError"),
    entropyProduction: of(({ entropyProduction }) => entropyProduction, "value"),
    entropyProductionError: of(({ entropyProduction }) => entropyProduction, "standardError"),
    muB: of(({ muB }) => muB, "value"),
    muBError: of(({ muB }) => muB, "standardError"),
    theory: of(({ entropyProduction }) => entropyProduction, "truth"),
    name: "simulated, fitted",
    agreement: agreementText(agreement).replace(/χ|P(?= =)/g, "*$&*"),
  };
}

/** SVG of the relaxation. */
export function relaxationSvg([optomechanics, bec]: ReturnType<typeof relaxations>): string {
  return relaxationFigure({
    setups: [
      {
        ...optomechanics,
        entropy: optomechanics.entropyGained,
        title: "optomechanics, *g*_ab = 2.29 *κ*_a",
        colour: colours.optomechanics,
      },
      { ...bec, entropy: bec.entropyGained, title: "BEC, (*g*_ab / *g*_cr)² = 0.93", colour: colours.bec },
    ],
  });
}
