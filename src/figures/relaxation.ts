// How each setup comes to its steady state: entropy production and flux above, the Wigner entropy below.
import { powerOfTen } from "../data/notation";
import { decadeAxis, extent, linearAxis } from "./axis";
import { colours, label, legend, page, points, textWidth } from "./page";
import { line, panel } from "./panel";

export interface Relaxation {
  /** Above the panels: what it is, `*g*_ab` allowed. */
  title: string;
  colour: string;
  /** Seconds, ascending; a time of 0 has no place on the logarithmic axis. */
  time: Float64Array;
  /** Π(t) and Φ(t) in 1/s. */
  entropyProduction: Float64Array;
  entropyFlux: Float64Array;
  /** S(t) − S(0) in nats. */
  entropy: Float64Array;
}

const height = 82;

/** SVG as wide as a page of text: Π(t) and Φ(t) over S(t) − S(0), one pair of panels a setup, side by side. */
export function relaxationFigure({ setups }: { setups: Relaxation[] }): string {
  const share = points(textWidth) / setups.length;
  return page(
    { width: textWidth, height, title: "Relaxation to the steady state" },
    setups.flatMap((setup, i) => column(setup, i * share, share)),
  );
}

function column({ title, colour, ...all }: Relaxation, left: number, share: number) {
  const first = all.time.findIndex((t) => t > 0);
  const [time, production, flux, entropy] = [all.time, all.entropyProduction, all.entropyFlux, all.entropy].map((values) =>
    values.subarray(first),
  ) as [Float64Array, Float64Array, Float64Array, Float64Array];
  const [from, to] = extent(time).map(Math.log10) as [number, number];
  // Logarithmic: the cavity settles within a thousandth of the time that the other mode takes.
  const x = decadeAxis({ title: "*t* (s)", from, to });
  const frame = { left: left + 38, width: share - 38 - 10, yTitle: 28 };
  const rates = { ...frame, top: 18, height: 106 };
  const y = rateAxis(production, flux);
  const shown = (rate: Float64Array) => (y.logarithmic ? rate.map((v) => (v > 0 ? v : Number.NaN)) : rate);
  const [low, high] = extent(all.entropy);
  const room = 0.08 * (high - low);
  return [
    label({ x: frame.left + frame.width / 2, y: 11, text: title, anchor: "middle" }),
    panel({
      ...rates,
      x,
      y,
      xNumbers: false,
      marks: [
        line(time, shown(production), { colour: colours.black, width: 1.2 }),
        line(time, shown(flux), { colour, width: 1, dash: "4,2.5" }),
      ],
    }),
    panel({
      ...frame,
      top: rates.top + rates.height + 8,
      height: points(height) - rates.top - rates.height - 8 - 26,
      x,
      y: linearAxis({ title: "*S* − *S*(0) (nats)", from: low < -0.01 * high ? low - room : 0, to: high + room }),
      marks: [line(time, entropy, { colour: colours.black })],
    }),
    legend({
      x: frame.left + 12,
      y: rates.top + 16,
      entries: [
        { text: "Π(*t*)", colour: colours.black, width: 1.2 },
        { text: "Φ(*t*)", colour, dash: "4,2.5" },
      ],
    }),
  ];
}

/** Decades from where Π comes in if the rates overshoot their last value tenfold, else linear from zero in a round unit. */
function rateAxis(...rates: [Float64Array, Float64Array]) {
  const [low, high] = extent(...rates);
  const final = rates[0].at(-1) ?? high;
  const title = "Π, Φ";
  if (high > 10 * final) {
    const least = Math.min(rates[0].find((rate) => rate > 0)!, final);
    return decadeAxis({ title: `${title} (1/s)`, from: Math.floor(Math.log10(least)), to: Math.ceil(Math.log10(high)) });
  }
  const exponent = 3 * Math.floor(Math.log10(high) / 3);
  const unit = exponent === 0 ? "1/s" : `${powerOfTen(exponent)}/s`;
  return linearAxis({ title: `${title} (${unit})`, from: Math.min(0, 1.1 * low), to: 1.12 * high, unit: 10 ** exponent });
}
