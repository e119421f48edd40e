// The figures that `clausius paper` writes: Fig. 3a and 3b of the paper, and the relaxation of both experiments.

import wasm from "@resvg/resvg-wasm/index_bg.wasm";
import { paper } from "clausius";
import regular from "dejavu-fonts-ttf/ttf/DejaVuSans.ttf";
import oblique from "dejavu-fonts-ttf/ttf/DejaVuSans-Oblique.ttf";
import { entropyProductionFigure } from "../figures/entropy-production";
import { colours } from "../figures/page";
import { outlined, png } from "../figures/png";
import { relaxationFigure } from "../figures/relaxation";
import { criticalRatio, type figure3a, type figure3b, type relaxations } from "./experiments";

const assets = { wasm, fonts: [regular, oblique] };
const MOST_BYTES = 400_000;

/** A figure as SVG with outlined letters and as PNG, 600 dpi if that is not too much to download. */
export async function drawn(svg: string): Promise<{ svg: string; png: Uint8Array }> {
  const fine = await png(svg, { dpi: 600 }, assets);
  return { svg: await outlined(svg, assets), png: fine.length <= MOST_BYTES ? fine : await png(svg, { dpi: 300 }, assets) };
}

/** SVG of fig3a. */
export const figure3aSvg = ({ ratio, entropyProduction, muB }: ReturnType<typeof figure3a>): string =>
  entropyProductionFigure({
    setup: "optomechanics",
    coupling: ratio,
    entropyProduction,
    muB,
    critical: criticalRatio,
    letter: "(a)",
    gammaB: paper.optomechanics.gammaB,
    theory: "theory, Table I",
  });

/** SVG of fig3b. */
export const figure3bSvg = ({ couplingRatioSquared, entropyProduction, muB }: ReturnType<typeof figure3b>): string =>
  entropyProductionFigure({
    setup: "bec",
    coupling: couplingRatioSquared,
    entropyProduction,
    muB,
    letter: "(b)",
    theory: "theory, Table I,\n*γ*_b = *κ*_a *ω*_b / *ω*_a\n(inferred)",
  });

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
