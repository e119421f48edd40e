import { inflateSync } from "node:zlib";

export interface Picture {
  width: number;
  height: number;
  /** Darkness of each pixel, row by row: 0 is white, 255 black. */
  ink: Uint8Array;
}

/** Reads a PNG of 8-bit RGBA without interlacing, the kind resvg writes. */
export function decoded(file: Uint8Array): Picture {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (view.getUint32(0) !== 0x89504e47 || view.getUint32(4) !== 0x0d0a1a0a) throw new Error("not a PNG");
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  if (view.getUint32(24) !== 0x08060000) throw new Error("not 8-bit RGBA");
  const data: Uint8Array[] = [];
  for (let at = 8; at < file.length; at += 12 + view.getUint32(at)) {
    if (view.getUint32(at + 4) === 0x49444154) data.push(file.subarray(at + 8, at + 8 + view.getUint32(at)));
  }
  const raw = inflateSync(Buffer.concat(data));
  const stride = 4 * width;
  const pixels = new Uint8Array(stride * height);
  const ink = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)]!;
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x;
      const left = x < 4 ? 0 : pixels[at - 4]!;
      const up = y === 0 ? 0 : pixels[at - stride]!;
      const corner = x < 4 || y === 0 ? 0 : pixels[at - stride - 4]!;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]!;
      pixels[at] = raw[y * (stride + 1) + 1 + x]! + guess;
    }
    for (let x = 0; x < width; x++) ink[y * width + x] = 255 - pixels[y * stride + 4 * x + 1]!;
  }
  return { width, height, ink };
}

/** Sum of the ink in a rectangle given in fractions of the picture. */
export function inkIn({ width, height, ink }: Picture, [x0, y0, x1, y1]: [number, number, number, number]): number {
  let sum = 0;
  for (let y = Math.round(y0 * height); y < Math.round(y1 * height); y++) {
    for (let x = Math.round(x0 * width); x < Math.round(x1 * width); x++) sum += ink[y * width + x]!;
  }
  return sum;
}

function paeth(a: number, b: number, c: number): number {
  const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}
