// Pictures of an SVG by resvg, with the fonts given and no others, so that every machine draws the same.
import { initWasm, Resvg } from "@resvg/resvg-wasm";
import { rounded } from "./page";

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
  return withResolution(bytes, dpi);
}

const HEAD = 33; // the signature, and the chunk IHDR, which is always the first

/** The PNG file with a pHYs chunk: so many pixels an inch, in the whole pixels a metre of the format. */
export function withResolution(file: Uint8Array, dpi: number): Uint8Array {
  const chunk = new DataView(new ArrayBuffer(21));
  const perMetre = Math.round(dpi / 0.0254);
  chunk.setUint32(0, 9);
  chunk.setUint32(4, 0x70485973); // pHYs
  chunk.setUint32(8, perMetre);
  chunk.setUint32(12, perMetre);
  chunk.setUint8(16, 1); // the unit is the metre
  chunk.setUint32(17, crc32(new Uint8Array(chunk.buffer, 4, 13)));
  const whole = new Uint8Array(file.length + chunk.byteLength);
  whole.set(file.subarray(0, HEAD));
  whole.set(new Uint8Array(chunk.buffer), HEAD);
  whole.set(file.subarray(HEAD), HEAD + chunk.byteLength);
  return whole;
}

/** The checksum of a PNG chunk's type and data. */
function crc32(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
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
