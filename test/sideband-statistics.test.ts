// Proved: the two sidebands of heterodyne spectra have the law of complex amplitudes. Gaussian noises of both baths, sent through
// scattering matrices by plain 4×4 elimination, detected with efficiency η and averaged, have the means, variances and correlation that
// `spectrum` gives (density, ηM) and the distribution of `simulateSpectrum`; and what is drawn depends on seed and item alone.

import { describe, expect, test } from "vitest";
import { dicke, heterodyne, homodyne, linspace, paper, simulateSpectrum, spectrum } from "../src";
import { expectSameBits } from "./support/bits";
import { ONCE_IN_A_THOUSAND, smirnov } from "./support/distributions";
import { uniform } from "./support/gamma-noise";
import { type Complex, type DickePoint, plus, scattering, square, times } from "./support/scattering";

/** Normal numbers by Box and Muller. */
function normal(seed: number): () => number {
  const random = uniform(seed);
  let kept: number | undefined;
  return () => {
    if (kept !== undefined) {
      const x = kept;
      kept = undefined;
      return x;
    }
    const radius = Math.sqrt(-2 * Math.log(random()));
    const angle = 2 * Math.PI * random();
    kept = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}

interface Recorded {
  readonly efficiency: number;
  readonly gain: number;
  readonly dark: number;
}

/**
 * Averaged powers at ω and −ω of the record z = √gain·(√η·a_out + vacuum): `draws` pairs. The noise of a bath's quadrature is a complex
 * Gaussian number of variance n + ½ at ω and its conjugate at −ω; at ω = 0 it is real. Loss, the image band and the dark
 * detector add independent noise to either sideband, in all (1 − η)/2 + ½ + dark.
 */
function amplitudes(point: DickePoint, { efficiency, gain, dark }: Recorded, f: number, averages: number, draws: number) {
  const T = scattering(point, 2 * Math.PI * f);
  const next = normal(Math.round(1000 * Math.abs(f)) + averages);
  const variances = [point.nThermalA, point.nThermalA, point.nThermalB, point.nThermalB].map((n) => n + 0.5);
  const complex = (variance: number): Complex => {
    const scale = Math.sqrt(variance / 2);
    return [scale * next(), scale * next()];
  };
  const out = { plus: new Float64Array(draws), minus: new Float64Array(draws) };
  const extra = (1 - efficiency) / 2 + 0.5 + dark;
  for (let draw = 0; draw < draws; draw++) {
    for (let k = 0; k < averages; k++) {
      const noise = variances.map((v): Complex => (f === 0 ? [Math.sqrt(v) * next(), 0] : complex(v)));
      const [q, p] = T.map((row) => row.reduce<Complex>((sum, t, j) => plus(sum, times(t, noise[j]!)), [0, 0])) as [
        Complex,
        Complex,
      ];
      // a = (q + ip)/√2 at ω; at −ω the conjugates of q and p
      const scale = Math.sqrt(efficiency / 2);
      const up = plus([scale * (q[0] - p[1]), scale * (q[1] + p[0])], complex(extra));
      const down = plus([scale * (q[0] + p[1]), scale * (p[0] - q[1])], complex(extra));
      out.plus[draw]! += (gain * square(up)) / averages;
      out.minus[draw]! += (gain * square(f === 0 ? up : down)) / averages;
    }
  }
  return out;
}

/** Mean of a column and the standard error of that mean. */
function meanOf(column: Float64Array): { mean: number; error: number } {
  const n = column.length;
  const mean = column.reduce((sum, x) => sum + x, 0) / n;
  const variance = column.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1);
  return { mean, error: Math.sqrt(variance / n) };
}

const points: Record<string, { point: DickePoint; record: Recorded; frequencies: readonly number[] }> = {
  "BEC at x = 0.93": {
    point: {
      ...(paper.bec as unknown as DickePoint),
      couplingRatioSquared: 0.93,
      nThermalB: 2.802175968961762e-5,
      nThermalA: 0,
    },
    record: { efficiency: 1, gain: 1, dark: 0 },
    frequencies: [0, 1500, 2200, 6000],
  },
  "warm, with loss, gain and a dark level": {
    point: { omegaA: 8.2, kappaA: 4.4, omegaB: 5, gammaB: 1.3, couplingRatioSquared: 0.7, nThermalA: 0.4, nThermalB: 3 },
    record: { efficiency: 0.6, gain: 3e-12, dark: 0.2 },
    frequencies: [0, 0.4, 0.8, 1.5],
  },
  superradiant: {
    point: { omegaA: 8.2, kappaA: 4.4, omegaB: 5, gammaB: 1.3, couplingRatioSquared: 1.4, nThermalA: 0, nThermalB: 0.6 },
    record: { efficiency: 0.8, gain: 1, dark: 0 },
    frequencies: [0.4, 0.9, 1.6],
  },
};

const DRAWS = 6000;
const AVERAGES = 5;

describe.each(Object.entries(points))("%s", (_, { point, record, frequencies }) => {
  const { temperatureB: __, model: ___, ...parameters } = point as DickePoint & { temperatureB?: number; model?: string };
  const system = dicke(parameters as never) as never;
  const detection = heterodyne(record);
  // as a record has them: both signs, ascending
  const bins = [
    ...frequencies
      .filter((f) => f > 0)
      .map((f) => -f)
      .reverse(),
    ...frequencies,
  ];
  const { density, signal, sidebandRe, sidebandIm } = spectrum(system, bins, {
    detection,
    outputs: ["density", "signal", "sidebandRe", "sidebandIm"],
  });
  const items = Array.from({ length: DRAWS }, (_, item) =>
    simulateSpectrum(system, bins, { detection, averages: AVERAGES, seed: 20181019, item }),
  );

  test.each(frequencies)("±%f Hz", (f) => {
    const [i, j] = [bins.indexOf(f), bins.indexOf(f === 0 ? 0 : -f)];
    const [P, Q] = [density[i]!, density[j]!];
    expect(P).toBeCloseTo(record.gain * (record.efficiency * signal[i]! + 1 + record.dark), 12);
    const M = record.gain * record.efficiency * Math.hypot(sidebandRe[i]!, sidebandIm[i]!);
    const coherence = M ** 2 / (P * Q);
    const brute = amplitudes(point, record, f, AVERAGES, DRAWS);
    const drawn = {
      plus: Float64Array.from(items, (item) => item.density[i]!),
      minus: Float64Array.from(items, (item) => item.density[j]!),
    };
    // every joint moment up to the second, in units of the means, minus its value
    const own = f === 0 ? 1 + coherence : 1;
    const moments: Record<string, (a: number, b: number) => number> = {
      "mean at f": (a) => a - 1,
      "mean at −f": (_, b) => b - 1,
      "variance at f": (a) => AVERAGES * (a - 1) ** 2 - own,
      "variance at −f": (_, b) => AVERAGES * (b - 1) ** 2 - own,
      correlation: (a, b) => AVERAGES * (a - 1) * (b - 1) - (f === 0 ? own : coherence),
    };
    for (const [from, pair] of Object.entries({ brute, drawn })) {
      for (const [name, moment] of Object.entries(moments)) {
        const { mean, error } = meanOf(pair.plus.map((a, k) => moment(a / P, pair.minus[k]! / Q)));
        expect(Math.abs(mean) / error, `${from}: ${name}`).toBeLessThan(4);
      }
    }
    for (const [name, of] of Object.entries({
      sum: (a: number, b: number) => a / P + b / Q,
      total: (a: number, b: number) => a + b,
      ratio: (a: number, b: number) => (f === 0 ? a : a / b),
      product: (a: number, b: number) => a * b,
    })) {
      const column = (pair: typeof brute) => pair.plus.map((a, k) => of(a, pair.minus[k]!));
      expect(smirnov(column(brute), column(drawn)), name).toBeLessThan(ONCE_IN_A_THOUSAND);
    }
    if (f > 0) expect(coherence).toBeGreaterThan(0.01); // or nothing is proved of it
  });
});

test("the correlation of the sidebands is as strong as it is said to be: ρ² = 0.82 at x = 0.93, 0.76 at x = 0.99 with η = 0.05", () => {
  const f = linspace(-10e3, 10e3, 4001);
  for (const [x, efficiency, most] of [
    [0.93, 1, 0.82],
    [0.99, 0.05, 0.76],
  ] as const) {
    const { density, sidebandRe, sidebandIm } = spectrum({ ...paper.bec, couplingRatioSquared: x }, f, {
      detection: heterodyne({ efficiency }),
      outputs: ["density", "sidebandRe", "sidebandIm"],
    });
    const coherence = density.map(
      (P, i) => (efficiency ** 2 * (sidebandRe[i]! ** 2 + sidebandIm[i]! ** 2)) / (P * density[density.length - 1 - i]!),
    );
    expect(Math.abs(Math.max(...coherence) - most)).toBeLessThan(0.006);
  }
});

describe("the same numbers again", () => {
  const bec = { ...paper.bec, couplingRatioSquared: 0.93 };
  const om = { ...paper.optomechanics, gAB: paper.optomechanics.kappaA };
  const draw = (item: number, seed = 9) =>
    simulateSpectrum(bec, linspace(-20e3, 20e3, 301), { detection: heterodyne(), averages: 3.5, seed, item }).density;
  const drawOther = (item: number) =>
    simulateSpectrum(om, linspace(1e6, 2e6, 64), { detection: homodyne(), averages: 3, seed: 9, item, sides: "one" }).density;

  test("an item alone, in any order, among others: the same bits", () => {
    const forwards = Array.from({ length: 20 }, (_, item) => draw(item));
    const others: Float64Array[] = [];
    for (const item of [19, 3, 7, 0, 11]) {
      others.push(drawOther(item));
      expectSameBits(draw(item), forwards[item]!, `item ${item}`);
    }
    [19, 3, 7, 0, 11].forEach((item, k) => {
      expectSameBits(drawOther(item), others[k]!, `item ${item}, homodyne`);
    });
    expectSameBits(
      draw(0),
      simulateSpectrum(bec, linspace(-20e3, 20e3, 301), { detection: heterodyne(), averages: 3.5, seed: 9 }).density,
      "no item",
    );
  });

  test("another item or seed: other numbers in every bin", () => {
    for (const other of [draw(1), draw(0, 10), draw(0, 9 + 2 ** 32)]) {
      expect(other.some((P, i) => P === draw(0)[i])).toBe(false);
    }
  });

  test("bits that stay: a digest of a few numbers drawn with seed 9", () => {
    const first = [draw(0)[0]!, draw(0)[150]!, draw(0)[300]!, draw(5)[17]!, drawOther(2)[63]!];
    expect(first).toMatchInlineSnapshot(`
      [
        0.7612946611162367,
        2.0542042525288795,
        1.2078095232086632,
        1.622242379996035,
        309.2432171791591,
      ]
    `);
  });
});

test("a window spreads the correlation of the sidebands as it spreads their densities: ρ² stays below 1", () => {
  const bec = { ...paper.bec, couplingRatioSquared: 0.99 };
  const T = 1 / 500; // bins as wide as the soft mode
  const response = { interval: T / 4096, length: 4096, window: "hann" } as const;
  const detection = heterodyne();
  const f = linspace(-5e3, 5e3, 21);
  const seen = spectrum(bec, f, { detection, response, outputs: ["density", "sidebandRe", "sidebandIm"] });
  // ∫M(f′)|W(f − f′)|²df′, W = sinc x/(1 − x²) of the Hann window, x = (f − f′)T
  const step = 2;
  const fine = linspace(-20e3, 20e3, 40e3 / step + 1);
  const exact = spectrum(bec, fine, { detection, outputs: ["sidebandRe", "sidebandIm"] });
  const kernel = (x: number) => {
    if (x === 0) return 1;
    const W = Math.abs(Math.abs(x) - 1) < 1e-9 ? 0.5 : Math.sin(Math.PI * x) / (Math.PI * x) / (1 - x * x);
    return W * W;
  };
  f.forEach((centre, i) => {
    let [re, im, total] = [0, 0, 0];
    fine.forEach((at, k) => {
      const weight = kernel((centre - at) * T);
      re += weight * exact.sidebandRe[k]!;
      im += weight * exact.sidebandIm[k]!;
      total += weight;
    });
    const size = Math.sqrt(re * re + im * im) / total;
    expect(Math.abs(seen.sidebandRe[i]! - re / total) / size).toBeLessThan(0.02);
    expect(Math.abs(seen.sidebandIm[i]! - im / total) / size).toBeLessThan(0.02);
    const j = f.length - 1 - i;
    const square = seen.sidebandRe[i]! * seen.sidebandRe[i]! + seen.sidebandIm[i]! * seen.sidebandIm[i]!;
    expect(square / (seen.density[i]! * seen.density[j]!)).toBeLessThan(1);
  });
  expect(simulateSpectrum(bec, f, { detection, response, averages: 10, seed: 1 }).density.every((P) => P > 0)).toBe(true);
});
