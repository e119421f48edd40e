// Figures as files: SVG with outlined letters, PNG.

import wasm from "@resvg/resvg-wasm/index_bg.wasm";
import regular from "dejavu-fonts-ttf/ttf/DejaVuSans.ttf";
import oblique from "dejavu-fonts-ttf/ttf/DejaVuSans-Oblique.ttf";
import { outlined, png } from "../figures/png";

const assets = { wasm, fonts: [regular, oblique] };
const MOST_BYTES = 400_000;

/** A figure as SVG with outlined letters and as PNG, 600 dpi if that is not too much to download. */
export async function drawn(svg: string): Promise<{ svg: string; png: Uint8Array }> {
  const fine = await png(svg, { dpi: 600 }, assets);
  return { svg: await outlined(svg, assets), png: fine.length <= MOST_BYTES ? fine : await png(svg, { dpi: 300 }, assets) };
}
