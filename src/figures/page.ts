// The sheet a figure is drawn on. One user unit is one point (1/72 inch), so font sizes and line widths read as printed.

/** Width of one column and of the full text block of a two-column journal, in mm. */
export const columnWidth = 86;
export const textWidth = 178;

/** Colours of the two experiments, those of the dots in Fig. 3 of the paper; theory is black. */
export const colours = {
  black: "#000000",
  optomechanics: "#1f55a4",
  bec: "#b5261e",
  /** The same, lighter: data beneath a line. */
  lightBlue: "#8fb4e3",
  paleBlue: "#c9d9ee",
  lightRed: "#e8a49f",
} as const;

/** Length in points of a length in mm. */
export function points(millimetres: number): number {
  return (millimetres * 72) / 25.4;
}

/** A whole SVG file, white, `width` × `height` mm, of parts drawn in points; `title` is what a screen reader says. */
export function page({ width, height, title }: { width: number; height: number; title: string }, parts: string[]): string {
  const [w, h] = [points(width), points(height)];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}mm" height="${height}mm" viewBox="0 0 ${w} ${h}" role="img">
<title>${escaped(title)}</title>
<rect width="${w}" height="${h}" fill="#ffffff"/>
<g font-family="'DejaVu Sans', Verdana, sans-serif" fill="#000000">
${parts.join("\n")}
</g>
</svg>
`;
  // Plot numbers its clip paths through the life of the process: count from 1 in every file, so that equal data give equal bytes.
  const clips: string[] = [];
  return rounded(svg).replace(/plot-clip-\d+/g, (id) => {
    if (!clips.includes(id)) clips.push(id);
    return `clip-${clips.indexOf(id) + 1}`;
  });
}

interface Label {
  x: number;
  y: number;
  text: string;
  size?: number;
  anchor?: "start" | "middle" | "end";
  rotate?: number;
  colour?: string;
}

/** One line of text with its baseline at x, y (points): `*g*_ab` sets g in italics with the subscript ab. */
export function label({ x, y, text, size = 8, anchor = "start", rotate = 0, colour = colours.black }: Label): string {
  const turned = rotate === 0 ? "" : ` rotate(${rotate})`;
  return `<text transform="translate(${x},${y})${turned}" font-size="${size}" text-anchor="${anchor}" fill="${colour}">${typeset(text, size)}</text>`;
}

/** A key of lines and points, downwards from x, y (points, the baseline of the first); an entry's text may go on after a line break. */
export function legend({ x, y, size = 7, entries }: { x: number; y: number; size?: number; entries: LegendEntry[] }): string {
  const parts: string[] = [];
  let row = 0;
  for (const { text, colour, dash, width = 1, dot } of entries) {
    const baseline = y + row * size * 1.35;
    const dashes = dash ? ` stroke-dasharray="${dash}"` : "";
    const middle = baseline - size * 0.34;
    parts.push(
      dot
        ? `<path d="M${x + 7},${middle - 2.4 * dot}v${4.8 * dot}" stroke="${colour}" stroke-width="${0.45 * dot}"/><circle cx="${x + 7}" cy="${middle}" r="${dot}" fill="${colour}"/>`
        : `<path d="M${x},${middle}h14" fill="none" stroke="${colour}" stroke-width="${width}"${dashes}/>`,
      ...text.split("\n").map((line, i) => label({ x: x + 17, y: baseline + i * size * 1.35, text: line, size })),
    );
    row += text.split("\n").length;
  }
  return parts.join("\n");
}

export interface LegendEntry {
  text: string;
  colour: string;
  dash?: string;
  width?: number;
  /** A dot of this radius with a bar, for points, instead of a line. */
  dot?: number;
}

/** The same SVG with at most three decimals in every attribute: below a printer's dot, and the same on every engine. */
export function rounded(svg: string): string {
  return svg.replace(/="[^"]*"/g, (attribute) =>
    attribute.replace(/-?\d+\.\d{4,}/g, (number) => String(Number(Number(number).toFixed(3)))),
  );
}

/** The text as it is, for a place where `*` and `_` set type. */
export const literal = (text: string): string => text.replace(/[*_\\]/g, "\\$&");

function typeset(text: string, size: number): string {
  let lowered = false;
  return [...text.matchAll(/\\([*_\\])|\*([^*]+)\*|_([A-Za-zα-ω]+)|[^*_\\]+/g)]
    .map(([all, plain, italic, subscript]) => {
      const shift = subscript !== undefined ? size * 0.24 : lowered ? -size * 0.24 : 0;
      lowered = subscript !== undefined;
      const attributes = [
        shift === 0 ? "" : ` dy="${shift}"`,
        lowered ? ` font-size="${size * 0.72}"` : "",
        italic === undefined ? "" : ' font-style="italic"',
      ].join("");
      const words = escaped(plain ?? italic ?? subscript ?? all);
      return attributes === "" ? words : `<tspan${attributes}>${words}</tspan>`;
    })
    .join("");
}

function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}
