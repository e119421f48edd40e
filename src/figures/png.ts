// Pictures of an SVG by resvg, with the fonts given and no others, so that every machine draws the same.
import { initWasm, Resvg } from "@resvg/resvg-wasm";
import { rounded } from "./page.js";

export interface Assets {
  /** `@resvg/resvg-wasm/index_bg.wasm`. */
  wasm: Uint8Array<ArrayBuffer>;
  /** TrueType fonts; the first one's family should be DejaVu Sans, regular, the second its oblique. */
  fonts: Uint8Array[];
}

let started: Promise<void> | undefined;

/** PNG file of an SVG figure at `dpi` pixels an inch of its printed size. */
export async function png(svg: string, { dpi = 600 }: { dpi?: number }, assets: Assets): Promise<Uint8Array> {
  const drawing = await drawn(svg, assets, dpi / 96);
  const bytes = drawing.render().asPng();
  drawing.free();
  return bytes;
}

/** The same SVG figure with every letter as an outline: looks the same on a machine that has no fonts. */
export async function outlined(svg: string, assets: Assets): Promise<string> {
  const drawing = await drawn(svg, assets, 1);
  const shapes = drawing.toString();
  drawing.free();
  // resvg forgets the size in mm and the title.
  const head = svg.slice(svg.indexOf("<svg"), svg.indexOf("</title>") + "</title>".length);
  return rounded(shapes.replace(/^<svg[^>]*>/, head)).replace(/\n +/g, "\n");
}

async function drawn(svg: string, { wasm, fonts }: Assets, zoom: number) {
  started ??= initWasm(wasm);
  await started;
  return new Resvg(svg, {
    font: { fontBuffers: fonts, defaultFontFamily: "DejaVu Sans" },
    fitTo: { mode: "zoom", value: zoom },
  });
}
