import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { beforeAll, describe, expect, it } from "vitest";
import { entropyProductionFigure } from "../../src/figures/entropy-production.js";
import { type Assets, outlined, png, withResolution } from "../../src/figures/png.js";
import { critical, gammaB, optomechanical } from "./data.js";
import { decoded, inkIn, type Picture } from "./picture.js";

const { resolve } = createRequire(import.meta.url);
const bytes = (name: string) => new Uint8Array(readFileSync(resolve(name)));
const assets: Assets = {
  wasm: bytes("@resvg/resvg-wasm/index_bg.wasm"),
  fonts: ["DejaVuSans", "DejaVuSans-Oblique"].map((name) => bytes(`dejavu-fonts-ttf/ttf/${name}.ttf`)),
};
const fontless = { ...assets, fonts: [] };
const svg = entropyProductionFigure({ setup: "optomechanics", ...optomechanical(), critical, gammaB });

/** Left of the frame, below it, and within it. */
const yTitle: [number, number, number, number] = [0, 0.3, 0.06, 0.7];
const xTitle: [number, number, number, number] = [0.4, 0.93, 0.7, 1];
const curves: [number, number, number, number] = [0.2, 0.1, 0.95, 0.8];

let picture: Picture;
beforeAll(async () => {
  picture = decoded(await png(svg, { dpi: 150 }, assets));
});

describe("png", () => {
  it("has the printed size times the resolution", () => {
    expect([picture.width, picture.height]).toEqual([Math.round((86 / 25.4) * 150), Math.round((70 / 25.4) * 150)]);
  });

  it("draws lines and titles on white", () => {
    expect(inkIn(picture, [0, 0, 0.01, 0.01])).toBe(0);
    for (const area of [yTitle, xTitle, curves]) expect(inkIn(picture, area)).toBeGreaterThan(5000);
  });

  it("takes the letters from the fonts it is given and from nowhere else", async () => {
    const bare = decoded(await png(svg, { dpi: 150 }, fontless));
    expect(inkIn(bare, yTitle)).toBe(0);
    expect(inkIn(bare, xTitle)).toBe(0);
    expect(inkIn(bare, curves)).toBeGreaterThan(5000);
  });

  it("gives the same bytes twice", async () => {
    expect(await png(svg, { dpi: 150 }, assets)).toEqual(await png(svg, { dpi: 150 }, assets));
  });
});

describe("withResolution", () => {
  it.each([
    [600, 23622],
    [300, 11811],
    [72, 2835],
  ])("says %d dpi in a pHYs chunk after IHDR, checksum and all", (dpi, perMetre) => {
    const file = Buffer.from(withResolution(new Uint8Array(33).fill(7), dpi));
    expect(file).toHaveLength(33 + 21);
    expect([file.readUInt32BE(33), file.toString("latin1", 37, 41)]).toEqual([9, "pHYs"]);
    expect([file.readUInt32BE(41), file.readUInt32BE(45), file[49]]).toEqual([perMetre, perMetre, 1]);
    expect(withResolution(new Uint8Array(33), 600).slice(-4)).toEqual(Uint8Array.of(20, 148, 67, 65));
  });

  it("is done to every picture, once", async () => {
    const text = Buffer.from(await png(svg, { dpi: 150 }, assets)).toString("latin1");
    expect(text.split("pHYs")).toHaveLength(2);
    expect(text.indexOf("pHYs")).toBeLessThan(text.indexOf("IDAT"));
  });
});

describe("outlined", () => {
  it("looks the same without any font", async () => {
    const shapes = await outlined(svg, assets);
    expect(shapes).not.toContain("<text");
    expect(shapes).toContain('width="86mm" height="70mm"');
    expect(shapes).toContain("<title>Entropy production rate");
    const bare = decoded(await png(shapes, { dpi: 150 }, fontless));
    expect([bare.width, bare.height]).toEqual([picture.width, picture.height]);
    const most = picture.ink.reduce((worst, ink, i) => Math.max(worst, Math.abs(ink - bare.ink[i]!)), 0);
    expect(most).toBeLessThanOrEqual(32); // two of the sixteen levels of resvg's edges
  });
});
