import { describe, expect, it } from "vitest";
import { cornerFigure } from "../../src/figures/corner.js";
import { entropyProductionFigure } from "../../src/figures/entropy-production.js";
import { noiseSpectraFigure } from "../../src/figures/noise-spectra.js";
import { colours, literal } from "../../src/figures/page.js";
import { relaxationFigure } from "../../src/figures/relaxation.js";
import { spectrumFigure } from "../../src/figures/spectrum.js";
import { condensate, correlated, critical, gammaB, measuredAt, optomechanical, resonance, settling } from "./data.js";

const figures = {
  corner: () => cornerFigure({ title: "Π = 3 ± 1", quantities: correlated(), colour: colours.bec }),
  "entropy-production-optomechanics": () =>
    entropyProductionFigure({
      setup: "optomechanics",
      ...optomechanical(),
      critical,
      gammaB,
      letter: "(a)",
      theory: "theory, Table I",
    }),
  "entropy-production-bec": () =>
    entropyProductionFigure({
      setup: "bec",
      ...condensate(),
      letter: "(b)",
      theory: "theory, Table I,\n*γ*_b = *κ*_a *ω*_b / *ω*_a\n(inferred)",
    }),
  "entropy-production-optomechanics-points": () => {
    const lines = optomechanical();
    return entropyProductionFigure({
      setup: "optomechanics",
      ...lines,
      critical,
      gammaB,
      letter: "(a)",
      theory: "theory, Table I",
      data: { ...measuredAt(lines, [20, 25, 30, 40, 50]), name: "simulated, fitted", agreement: "*χ*² = 4.2 for 5 points" },
    });
  },
  "entropy-production-bec-points": () => {
    const lines = condensate();
    return entropyProductionFigure({
      setup: "bec",
      ...lines,
      letter: "(b)",
      data: { ...measuredAt(lines, [2, 5, 8, 14, 22, 45]), name: "simulated, fitted" },
    });
  },
  "noise-spectra-optomechanics": () =>
    noiseSpectraFigure({
      title: "Noise spectra, optomechanics",
      unit: { name: "MHz", hertz: 1e6 },
      ordinate: "*S*_p(*ω*), vacuum ½",
      letter: "(a)",
      spectra: [
        {
          ...resonance({ centre: 1.278e6, width: 3e4, height: 1e5, floor: 5 }),
          colour: colours.lightBlue,
          fitColour: colours.optomechanics,
        },
        {
          ...resonance({ centre: 1.3e6, width: 5e4, height: 5e3, floor: 50 }),
          colour: colours.paleBlue,
          fitColour: colours.black,
        },
      ],
      legend: { x: 8, y: 12, entries: [{ text: "simulated, *n* = 100", colour: colours.lightBlue }] },
    }),
  "noise-spectrum-bec": () =>
    noiseSpectraFigure({
      title: "Noise spectrum, BEC",
      unit: { name: "kHz", hertz: 1e3 },
      ordinate: "*P*(*ω*), vacuum 1",
      spectra: [
        { ...resonance({ centre: -2e3, width: 700, height: 0.6, floor: 1 }), colour: colours.lightRed, fitColour: colours.bec },
      ],
      legend: { x: 104, y: 12, entries: [{ text: "fit, (*g*_ab / *g*_cr)² = 0.93", colour: colours.bec }] },
    }),
  "spectrum-fit": () => {
    const { frequency, density, fitted } = resonance({ centre: 1.278e6, width: 3e4, height: 1e5, floor: 5 });
    return spectrumFigure({
      title: `${literal("my_*file*.csv")}: Π = (3.37 ± 0.04) × 10¹⁰ 1/s`,
      ordinate: "*S*_θ (per Hz)",
      frequency,
      density,
      fit: { fitted, binError: fitted.map((P) => P / 10) },
      colour: colours.optomechanics,
      paleColour: colours.lightBlue,
    });
  },
  spectrum: () => {
    const { frequency, fitted } = resonance({ centre: -20, width: 7, height: 0.6, floor: 1 });
    return spectrumFigure({
      title: "Dicke model",
      ordinate: "*P* (per Hz)",
      frequency,
      density: fitted,
      colour: colours.bec,
      paleColour: colours.lightRed,
    });
  },
  "spectrum-decades": () => {
    const frequency = Float64Array.from({ length: 2001 }, (_, i) => 500 * i);
    const width = 4e3;
    return spectrumFigure({
      title: "record.trc",
      ordinate: "*S* (V²/Hz)",
      frequency,
      density: frequency.map((f, i) =>
        f === 0 ? Number.NaN : 1e-9 * (1 + 0.1 * ((i * 37) % 11) + 100 / (1 + ((f - 6e4) / width) ** 2)),
      ),
      averages: 56.9,
      colour: colours.optomechanics,
      paleColour: colours.lightBlue,
    });
  },
  relaxation: () =>
    relaxationFigure({
      setups: [
        {
          title: "optomechanics, *g*_ab = 0.49 *κ*_a",
          colour: colours.optomechanics,
          ...settling({ tau: 2e-6, rate: 4e10, gain: 1.3, overshoot: 500 }),
        },
        {
          title: "BEC, (*g*_ab / *g*_cr)² = 0.5",
          colour: colours.bec,
          ...settling({ tau: 1.5e-4, rate: 8671, gain: 0.35, overshoot: 0.5 }),
        },
      ],
    }),
};

const labels = {
  corner: ["κa/2π (kHz)", "Π (10⁹/s)", "(g/gcr)²", "Π = 3 ± 1", "435"],
  "entropy-production-optomechanics": [
    "Π (1/s)",
    "gab / κa",
    "μb (1/s)",
    "gcr",
    "−2γb",
    "−3000",
    "10⁹",
    "10¹³",
    "Π, theory, Table I",
    "(a)",
  ],
  "entropy-production-bec": [
    "Π (1/s)",
    "(gab / gcr)²",
    "μb (1/s)",
    "gcr",
    "normal phase",
    "superradiant phase",
    "10⁶",
    "γb = κa ωb / ωa",
    "(inferred)",
    "(b)",
  ],
  "entropy-production-optomechanics-points": [
    ...["Π (1/s)", "Π / theory", "gab / κa", "μb (1/s)", "gcr", "−2γb", "1.0", "(a)"],
    ...["simulated, fitted", "theory, Table I", "χ² = 4.2 for 5 points"],
  ],
  "entropy-production-bec-points": ["Π (1/s)", "Π / theory", "(gab / gcr)²", "1.0", "simulated, fitted", "theory"],
  "noise-spectra-optomechanics": ["Sp(ω), vacuum ½", "ω/2π (MHz)", "10⁵", "simulated, n = 100", "(a)"],
  "noise-spectrum-bec": ["P(ω), vacuum 1", "ω/2π (kHz)", "−10", "1.4", "fit, (gab / gcr)² = 0.93"],
  "spectrum-fit": ["my_*file*.csv: Π = (3.37 ± 0.04) × 10¹⁰ 1/s", "Sθ (per Hz)", "f (MHz)", "10⁵", "data / fit", "1.0"],
  spectrum: ["Dicke model", "P (per Hz)", "f (Hz)", "−100", "1.2"],
  "spectrum-decades": ["record.trc", "S (V²/Hz)", "f (kHz)", "1", "10", "100", "1000", "10⁻⁹", "one bin: ± 13 %"],
  relaxation: [
    "Π, Φ (1/s)",
    "Π, Φ (10³/s)",
    "S − S(0) (nats)",
    "t (s)",
    "10⁻⁷",
    "10⁻³",
    "Π(t)",
    "Φ(t)",
    "BEC, (gab / gcr)² = 0.5",
    "10¹²",
  ],
};

/** What is written in the figure, a line of text each. */
function texts(svg: string): string[] {
  return [...svg.matchAll(/<text[^>]*>(.*?)<\/text>/g)].map(([, words]) => words!.replace(/<[^>]*>/g, ""));
}

/** The points of every stroke of every line drawn from data, pen lifts separating strokes. */
function strokes(svg: string): number[][][] {
  return [...svg.matchAll(/aria-label="line">(.*?)<\/g><\/g>/g)].flatMap(([, group]) =>
    [...group!.matchAll(/ d="([^"]*)"/g)].flatMap(([, path]) =>
      path!
        .split("M")
        .filter((stroke) => stroke !== "")
        .map((stroke) =>
          stroke
            .replace("Z", "")
            .split("L")
            .map((point) => point.split(",").map(Number)),
        ),
    ),
  );
}

describe.each(Object.entries(figures))("%s", (name, draw) => {
  it("is the figure that was looked at", async () => {
    await expect(draw()).toMatchFileSnapshot(`golden/${name}.svg`);
  });

  it("has every label", () => {
    expect(texts(draw())).toEqual(expect.arrayContaining(labels[name as keyof typeof labels]));
  });

  it("has the same bytes every time, whatever was drawn before", () => {
    const first = draw();
    for (const other of Object.values(figures)) other();
    expect(draw()).toBe(first);
  });

  it("has no number that is not one, and none longer than a printer's dot", () => {
    expect(draw()).not.toMatch(/NaN|Infinity|undefined|null/);
    expect(draw()).not.toMatch(/="[^"]*\.\d{4}/);
  });
});

describe("the entropy production figure", () => {
  it("lifts the pen at the critical point", () => {
    const drawn = strokes(figures["entropy-production-bec"]());
    expect(drawn).toHaveLength(4);
    const [below, above] = drawn;
    expect(below!.at(-1)![0]).toBeLessThan(above![0]![0]!);
  });

  it("lifts the pen at the critical point even where no row lies on it", () => {
    const { coupling, entropyProduction, muB } = condensate();
    const off = (column: Float64Array) => column.filter((_, i) => coupling[i] !== 1);
    const drawn = strokes(
      entropyProductionFigure({
        setup: "bec",
        coupling: off(coupling),
        entropyProduction: off(entropyProduction),
        muB: off(muB),
      }),
    );
    expect(drawn).toHaveLength(4);
  });

  it("breaks the line at NaN", () => {
    const data = optomechanical();
    data.entropyProduction[30] = Number.NaN;
    const drawn = strokes(entropyProductionFigure({ setup: "optomechanics", ...data, critical }));
    expect(drawn.map((stroke) => stroke.length)).toEqual([30, 29, 60]);
  });

  it("draws the limit of μ_b only where γ_b is given", () => {
    const svg = entropyProductionFigure({ setup: "optomechanics", ...optomechanical(), critical });
    expect(texts(svg)).not.toContain("−2γb");
    expect(texts(svg)).toContain("Π, theory");
  });

  it("draws a dot and two bars for each point, in the main panel, the inset and below", () => {
    const svg = figures["entropy-production-optomechanics-points"]();
    const groups = (mark: string) =>
      [...svg.matchAll(new RegExp(`aria-label="${mark}"[^>]*>(.*?)</g>`, "g"))].map(([all]) => all!);
    const count = (all: string[], tag: string) => all.map((group) => group.split(`<${tag} `).length - 1);
    expect(count(groups("dot"), "circle")).toEqual([5, 5, 5]);
    // beside the bars: g_cr; −2γ_b, and 1
    expect(count(groups("rule"), "line").sort()).toEqual([1, 1, 1, 5, 5, 5, 5, 5, 5]);
  });

  it("leaves out the points that an axis has no place for, and ends a bar that would reach below zero", () => {
    const lines = optomechanical();
    const data = { ...measuredAt(lines, [20, 25, 30]), name: "points" };
    data.entropyProduction[0] = -1e10;
    data.entropyProductionError[1] = 1e11;
    const svg = entropyProductionFigure({ setup: "optomechanics", ...lines, critical, data });
    expect(svg).not.toMatch(/NaN|Infinity/);
    const [main] = svg.matchAll(/aria-label="dot"[^>]*>(.*?)<\/g>/g);
    expect(main![1]!.split("<circle ")).toHaveLength(3);
  });

  it("writes words from outside as words", () => {
    const svg = entropyProductionFigure({ setup: "optomechanics", ...optomechanical(), critical, theory: 'a <b> & "c"' });
    expect(svg).toContain("Π, a &lt;b&gt; &amp; &quot;c&quot;");
  });
});

describe("the relaxation figure", () => {
  it("begins with the first time after 0, at the left side of the frame", () => {
    const data = settling({ tau: 1, rate: 1, gain: 1, overshoot: 0 });
    const drawn = strokes(relaxationFigure({ setups: [{ title: "", colour: colours.bec, ...data }] }));
    expect(drawn.map((stroke) => stroke.length)).toEqual([59, 59, 59]);
    for (const stroke of drawn) expect(stroke[0]![0]).toBe(16);
  });
});

/** A spectrum of bins that scatter by `spread` about a fit of 1000. */
const scattered = (bins: number, spread: number, change: Readonly<Record<number, number>> = {}) => {
  const fitted = new Float64Array(bins).fill(1000);
  return spectrumFigure({
    title: "ratio",
    ordinate: "*S*",
    frequency: Float64Array.from(fitted, (_, i) => 1000 + i),
    density: fitted.map((P, i) => change[i] ?? P * (i % 2 === 0 ? 1 + spread : 1 / (1 + spread))),
    fit: { fitted, binError: fitted.map((P) => P / 10) },
    colour: colours.bec,
    paleColour: colours.lightRed,
  });
};

it("draws a hundred thousand bins through the extremes of parts: a file of moderate size, no outlier lost", () => {
  const all = scattered(100_001, 0.3);
  expect(all.length).toBeLessThan(1.5e6);
  const [low, high] = [scattered(100_001, 0.3, { 12345: 200 }), scattered(100_001, 0.3, { 67890: 4000 })];
  expect(low).not.toBe(all);
  expect(high).not.toBe(all);
});

it("numbers the ratio of data and fit at two places at least, whatever its range", () => {
  for (const spread of [0.013, 0.05, 0.1, 0.23, 0.36, 0.45, 0.7, 0.95, 2, 7]) {
    const svg = scattered(50, spread);
    const ratios = texts(svg.slice(svg.lastIndexOf("<g transform"))).filter(
      (text) => /^\d+(\.\d+)?$/.test(text) && Number(text) < 500,
    );
    expect(new Set(ratios).size, `spread ${spread}`).toBeGreaterThan(1);
  }
});
