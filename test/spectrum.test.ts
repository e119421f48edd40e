// Spectra against the stored reference, the matrix form, the sum rules, and themselves under a change of units, sides and detection.

import { describe, expect, test } from "vitest";
import {
  dicke,
  drift,
  heterodyne,
  homodyne,
  linspace,
  optomechanics,
  paper,
  position,
  type System,
  spectrum,
  steadyState,
  thermalOscillator,
} from "../src";
import { spectrumCases } from "./reference";
import { integral } from "./support/quadrature";
import { cases, type Wrong } from "./support/refuses";

const worstOf = (x: Float64Array, expected: readonly string[]): number =>
  expected.reduce((worst, y, i) => Math.max(worst, Math.abs(x[i]! / Number(y) - 1)), 0);

describe("the stored spectra to 1e-12", () => {
  test("are of five systems, homodyne with and without loss, and the light of three of them inside and outside the cavity", () => {
    const counts = spectrumCases.map(({ inputs, outputs: { S_theta, S_theta_eta, N_intracavity, S_photon_out } }) => {
      const bins = inputs.omega.length;
      for (const column of [...S_theta, ...S_theta_eta]) expect(column).toHaveLength(bins);
      expect(S_theta).toHaveLength(inputs.theta.length);
      expect(S_theta_eta).toHaveLength(inputs.theta.length);
      for (const column of [N_intracavity, S_photon_out]) expect(column?.length ?? bins).toBe(bins);
      const isLight = N_intracavity !== undefined && S_photon_out !== undefined;
      return `${inputs.model}, ${bins} bins${isLight ? ", photons" : ""}`;
    });
    const dicke = ["BEC, 20 bins, photons", "BEC, 20 bins, photons", "SR, 20 bins, photons"];
    expect(counts).toEqual(["OM, 20 bins", "OM, 20 bins", ...dicke]);
  });

  test.each(spectrumCases)("$id", ({ inputs, outputs }) => {
    const parameters = {
      omegaA: Number(inputs.wa),
      kappaA: Number(inputs.kappa),
      omegaB: Number(inputs.wb),
      gammaB: Number(inputs.gamma),
      gAB: Number(inputs.g),
      nThermalA: Number(inputs.nTa),
      nThermalB: Number(inputs.nTb),
    };
    const system: System = inputs.model === "OM" ? optomechanics(parameters) : dicke(parameters);
    const frequencies = inputs.omega.map((w) => Number(w) / (2 * Math.PI));
    inputs.theta.forEach((theta, k) => {
      const angle = Number(theta);
      const pure = spectrum(system, frequencies, { detection: homodyne({ angle }) });
      expect(worstOf(pure.density, outputs.S_theta[k]!)).toBeLessThan(1e-12);
      const lossy = spectrum(system, frequencies, { detection: homodyne({ angle, efficiency: Number(inputs.eta) }) });
      expect(worstOf(lossy.density, outputs.S_theta_eta[k]!)).toBeLessThan(1e-12);
    });
    if (!outputs.S_photon_out) return;
    const light = spectrum(system, frequencies, { detection: heterodyne(), outputs: ["signal", "intracavity"] });
    expect(worstOf(light.signal, outputs.S_photon_out)).toBeLessThan(1e-12);
    expect(worstOf(light.intracavity, outputs.N_intracavity!)).toBeLessThan(1e-12);
  });
});

/** Systems of every kind, not too close to a threshold. */
const systems: Record<string, System> = {
  "optomechanics, g/κ = 0.49": { ...paper.optomechanics, gAB: 0.49 * paper.optomechanics.kappaA },
  "optomechanics, g/κ = 2.29": { ...paper.optomechanics, gAB: 2.29 * paper.optomechanics.kappaA, nThermalA: 0.3 },
  "optomechanics, blue": optomechanics({ omegaA: -1, kappaA: 0.8, omegaB: 0.9, gammaB: 0.1, gAB: 0.2, nThermalB: 7 }),
  "BEC at 1 µK, x = 0.5": { ...paper.bec, temperatureB: 1e-6, couplingRatioSquared: 0.5 },
  "BEC, x = 0.93": { ...paper.bec, couplingRatioSquared: 0.93 },
  "BEC, warm": dicke({
    omegaA: 1.3,
    kappaA: 0.7,
    omegaB: 0.8,
    gammaB: 0.2,
    couplingRatioSquared: 0.6,
    nThermalB: 3,
    nThermalA: 0.4,
  }),
  "BEC, superradiant": dicke({ omegaA: 1.3, kappaA: 0.7, omegaB: 0.8, gammaB: 0.2, couplingRatioSquared: 1.8, nThermalB: 0.6 }),
};

/** A complex number. */
type Complex = readonly [re: number, im: number];
const times = ([a, b]: Complex, [c, d]: Complex): Complex => [a * c - b * d, a * d + b * c];
const plus = ([a, b]: Complex, [c, d]: Complex): Complex => [a + c, b + d];

/** χ = (−iω − A)⁻¹ by Gauss–Jordan elimination. */
function susceptibility(A: ArrayLike<number>, omega: number): Complex[][] {
  const m: Complex[][] = Array.from({ length: 4 }, (_, i) => [
    ...Array.from({ length: 4 }, (_, j): Complex => [-A[4 * i + j]!, i === j ? -omega : 0]),
    ...Array.from({ length: 4 }, (_, j): Complex => [i === j ? 1 : 0, 0]),
  ]);
  for (let k = 0; k < 4; k++) {
    const size = (i: number) => Math.hypot(...m[i]![k]!);
    let best = k;
    for (let i = k + 1; i < 4; i++) if (size(i) > size(best)) best = i;
    [m[k], m[best]] = [m[best]!, m[k]!];
    const [re, im] = m[k]![k]!;
    const norm = re * re + im * im;
    m[k] = m[k]!.map((z) => times(z, [re / norm, -im / norm]));
    for (let i = 0; i < 4; i++) {
      if (i === k) continue;
      const [a, b] = m[i]![k]!;
      m[i] = m[i]!.map((z, j) => plus(z, times([-a, -b], m[k]![j]!)));
    }
  }
  return m.map((row) => row.slice(4));
}

/** V(ω): the noise of (q, p) of the output, 2 × 2. */
function outputNoise(system: System, omega: number): Complex[][] {
  const { drift: A, diffusion: D } = drift(system as never);
  const { kappaA, nThermalA = 0 } = system as { kappaA: number; nThermalA?: number };
  const chi = susceptibility(A, omega);
  const noise = [nThermalA + 0.5, nThermalA + 0.5, D[10]!, D[15]!];
  // columns: what each of the four noises gives q and p of the output
  const T = [0, 1].map((i) =>
    [0, 1, 2, 3].map((n): Complex => {
      const scale = n < 2 ? 2 * kappaA : Math.sqrt(2 * kappaA);
      const [re, im] = chi[i]![n]!;
      return [scale * re - (n === i ? 1 : 0), scale * im];
    }),
  );
  return [0, 1].map((i) =>
    [0, 1].map((j) =>
      noise.reduce<Complex>(
        (sum, N, n) => {
          const [re, im] = T[j]![n]!;
          return plus(sum, times([N, 0], times(T[i]![n]!, [re, -im])));
        },
        [0, 0],
      ),
    ),
  );
}

describe("the matrix form", () => {
  const phases = Object.entries(systems);
  test.each(phases)("%s: homodyne at any angle", (_, system) => {
    const { omegaB } = system as { omegaB: number };
    for (const angle of [0, 0.328, Math.PI / 2, -1.1]) {
      const f = linspace(-2, 2, 41).map((x) => (x * omegaB) / (2 * Math.PI));
      const { density } = spectrum(system, f, { detection: homodyne({ angle }) });
      f.forEach((frequency, i) => {
        const V = outputNoise(system, 2 * Math.PI * frequency);
        const [c, s] = [Math.cos(angle), Math.sin(angle)];
        const S = c * c * V[0]![0]![0] + c * s * (V[0]![1]![0] + V[1]![0]![0]) + s * s * V[1]![1]![0];
        expect(Math.abs(density[i]! / S - 1), `${frequency} Hz`).toBeLessThan(1e-9);
      });
    }
  });

  test.each(phases.filter(([name]) => name.startsWith("BEC")))("%s: heterodyne, S = cVc† − ½ and M = cVcᵀ", (_, system) => {
    const { omegaB } = system as { omegaB: number };
    const f = linspace(-2, 2, 40).map((x) => (x * omegaB) / (2 * Math.PI));
    const { signal, sidebandRe, sidebandIm } = spectrum(system, f, {
      detection: heterodyne(),
      outputs: ["signal", "sidebandRe", "sidebandIm"],
    });
    f.forEach((frequency, i) => {
      const V = outputNoise(system, 2 * Math.PI * frequency);
      const [[qq, qp], [pq, pp]] = V as [[Complex, Complex], [Complex, Complex]];
      // c = (1, i)/√2
      const S = 0.5 * (qq[0] + pp[0]) + 0.5 * (qp[1] - pq[1]) - 0.5;
      const M: Complex = [0.5 * (qq[0] - pp[0]) - 0.5 * (qp[1] + pq[1]), 0.5 * (qq[1] - pp[1]) + 0.5 * (qp[0] + pq[0])];
      const scale = 0.5 * (qq[0] + pp[0]);
      expect(Math.abs(signal[i]! - S)).toBeLessThan(1e-10 * scale);
      expect(Math.hypot(sidebandRe[i]! - M[0], sidebandIm[i]! - M[1])).toBeLessThan(1e-10 * scale);
    });
  });
});

describe("sum rules, by quadrature to 1e-9", () => {
  test.each(Object.entries(systems))("%s", (_, system) => {
    const { kappaA, omegaB, nThermalA = 0 } = system as { kappaA: number; omegaB: number; nThermalA?: number };
    const { covariance, nA } = steadyState(system as never, { outputs: ["covariance", "nA"] }) as unknown as {
      covariance: Float64Array;
      nA: number;
    };
    const scale = omegaB / (2 * Math.PI);
    for (const angle of [Math.PI / 2, 0.4, 0, -1.1]) {
      const [c, s] = [Math.cos(angle), Math.sin(angle)];
      const variance = c * c * covariance[0]! + 2 * c * s * covariance[1]! + s * s * covariance[5]!;
      const excess = (f: Float64Array) =>
        spectrum(system, f, { detection: homodyne({ angle }), outputs: ["signal"] }).signal.map((S) => S - nThermalA - 0.5);
      const expected = 2 * kappaA * (variance - nThermalA - 0.5);
      expect(Math.abs(integral(excess, scale) / expected - 1)).toBeLessThan(1e-9);
    }
    if (system.model !== "dicke") return;
    const light = (output: "signal" | "intracavity") => (f: Float64Array) =>
      spectrum(system, f, { detection: heterodyne(), outputs: [output] })[output];
    expect(Math.abs(integral(light("intracavity"), scale) / nA - 1)).toBeLessThan(1e-9);
    const above = (f: Float64Array) => light("signal")(f).map((S) => S - nThermalA);
    expect(Math.abs(integral(above, scale) / (2 * kappaA * (nA - nThermalA)) - 1)).toBeLessThan(1e-9);
  });

  test("thermal oscillator: ∫S_qq dω/2π = N_b", () => {
    const oscillator = thermalOscillator({ omegaB: 1, gammaB: 0.02, nThermalB: 4 });
    const S = (f: Float64Array) => spectrum(oscillator, f, { detection: position() }).density;
    expect(Math.abs(integral(S, 1 / (2 * Math.PI)) / 4.5 - 1)).toBeLessThan(1e-9);
  });
});

describe("what the record shows", () => {
  const system = systems["optomechanics, g/κ = 0.49"]!;
  const f = linspace(1e6, 1.5e6, 101);
  const [plain] = [spectrum(system, f, { detection: homodyne(), outputs: ["signal"] }).signal];

  test("gain, efficiency, dark level, background and its slope; one side or two", () => {
    const parameters = { efficiency: 0.7, gain: 3e-12, dark: 0.2, background: 4e-13, backgroundSlope: 5e-19 };
    for (const sides of ["one", "two"] as const) {
      const { density } = spectrum(system, f, { detection: homodyne(parameters), sides });
      const count = sides === "one" ? 2 : 1;
      density.forEach((P, i) => {
        const expected = 3e-12 * (count * (0.7 * plain[i]! + 0.15) + 0.2) + 4e-13 + 5e-19 * f[i]!;
        expect(Math.abs(P / expected - 1)).toBeLessThan(1e-14);
      });
    }
  });

  test("rows × bins, into the caller's array, the same bits one by one", () => {
    const gAB = [0.1, 0.49, 2.29, 4].map((x) => x * paper.optomechanics.kappaA);
    const density = new Float64Array(4 * f.length);
    const { status } = spectrum({ ...paper.optomechanics, gAB }, f, { detection: homodyne(), into: { density } });
    expect([...status]).toEqual([0, 0, 0, 1]);
    gAB.slice(0, 3).forEach((g, row) => {
      const alone = spectrum({ ...paper.optomechanics, gAB: g }, f, { detection: homodyne() }).density;
      expect([...density.subarray(row * f.length, (row + 1) * f.length)]).toEqual([...alone]);
    });
    expect(density.subarray(3 * f.length).every(Number.isNaN)).toBe(true);
  });

  test("an odd number of bins and any order of them", () => {
    const { density } = spectrum(system, f, { detection: homodyne() });
    const backwards = spectrum(system, [...f].reverse(), { detection: homodyne() });
    expect([...backwards.density].reverse()).toEqual([...density]);
    expect(spectrum(system, [f[7]!], { detection: homodyne() }).density[0]).toBe(density[7]);
  });

  test("a one-sided density holds both signs of f: over f ≥ 0 it is what the two-sided one is over all", () => {
    const still = systems["optomechanics, g/κ = 2.29"]!;
    const scale = (still as { omegaB: number }).omegaB / (2 * Math.PI);
    const above = (sides: "one" | "two", level: number) => (f: Float64Array) =>
      // the integrand is even: a one-sided density over all f is twice that over f ≥ 0
      spectrum(still, sides === "one" ? f.map(Math.abs) : f, { detection: homodyne(), sides }).density.map((S) => S - level);
    const two = integral(above("two", 0.8), scale);
    expect(Math.abs(integral(above("one", 1.6), scale) / 2 / two - 1)).toBeLessThan(1e-12);
  });

  test("uncoupled, the record is flat to the last bit, whatever the bath, the side and the angle; its sidebands are independent", () => {
    for (const g of [
      { ...paper.bec, gAB: 0 },
      { ...paper.bec, couplingRatioSquared: 0, nThermalA: 0.25 },
    ]) {
      const level = (g as { nThermalA?: number }).nThermalA ?? 0;
      const { density, signal, sidebandRe, sidebandIm, intracavity } = spectrum(g as System, f, {
        detection: heterodyne({ efficiency: 0.5 }),
        outputs: ["density", "signal", "sidebandRe", "sidebandIm", "intracavity"],
      });
      expect(signal.every((S) => S === level)).toBe(true);
      expect(density.every((P) => P === 0.5 * level + 1)).toBe(true);
      expect([...sidebandRe, ...sidebandIm].every((M) => M === 0)).toBe(true);
      if (level === 0) expect(intracavity.every((N) => N === 0)).toBe(true);
      for (const sides of ["one", "two"] as const) {
        const flat = spectrum(g as System, f, { detection: homodyne({ angle: 0.7, efficiency: 0.5 }), sides });
        expect(flat.density.every((P) => P === (sides === "one" ? 2 : 1) * (0.5 * (level + 0.5) + 0.25))).toBe(true);
      }
    }
  });

  test("uncoupled, the light is exactly that of its bath", () => {
    const still = spectrum({ ...paper.optomechanics, gAB: 0, nThermalA: 0.25 }, f, { detection: homodyne({ angle: 0.3 }) });
    expect(still.density.every((S) => S === 0.75)).toBe(true);
    const dark = spectrum({ ...paper.bec, gAB: 0 }, f, { detection: heterodyne(), outputs: ["signal"] });
    expect(dark.signal.every((S) => S === 0)).toBe(true);
  });
});

describe("sampled and windowed records", () => {
  const oscillator = thermalOscillator({ omegaB: 2 * Math.PI * 50, gammaB: 2 * Math.PI * 4, nThermalB: 10 });
  const interval = 1e-3;

  /** The density of x averaged over each interval, from the correlation e^{−γ|τ|}(cos + γ/Ω sin): an exact sum over lags. */
  function sampled(f: number, lags: number, window: (lag: number) => number): number {
    const [w, y] = [oscillator.omegaB, oscillator.gammaB];
    const W = Math.sqrt(w * w - y * y);
    const correlation = (tau: number) => 10.5 * Math.exp(-y * tau) * (Math.cos(W * tau) + (y / W) * Math.sin(W * tau));
    // average over both samples' intervals: a triangle of width 2dt about each lag
    const averaged = (lag: number) => {
      const n = 400;
      let sum = 0;
      for (let i = 0; i < n; i++) {
        const u = -1 + (2 * (i + 0.5)) / n;
        sum += (1 - Math.abs(u)) * correlation(Math.abs(lag + u) * interval);
      }
      return (sum * 2) / n;
    };
    let total = averaged(0);
    for (let k = 1; k < lags; k++) total += 2 * window(k) * averaged(k) * Math.cos(2 * Math.PI * f * k * interval);
    return total * interval;
  }

  test("averaging over a sample and aliasing, against the exact sum over lags", () => {
    const length = 4000;
    const hann = (k: number) => {
      // autocorrelation of the Hann window at lag k, of its value at 0
      const x = k / length;
      return (1 - x) * (2 / 3 + Math.cos(2 * Math.PI * x) / 3) + Math.sin(2 * Math.PI * x) / (2 * Math.PI);
    };
    const f = [10, 30, 45, 50, 55, 100, 250, 400];
    const response = { interval, length, window: "hann" } as const;
    const { density } = spectrum(oscillator, f, { detection: position(), response });
    f.forEach((frequency, i) => {
      const expected = sampled(frequency, length, hann);
      expect(Math.abs(density[i]! / expected - 1), `${frequency} Hz`).toBeLessThan(2e-4);
    });
  });

  test("what it costs at f·dt = 0.05, 0.1, 0.3 is 0.8, 3.3 and 26 %, and white noise stays white", () => {
    const wide = { ...paper.optomechanics, gAB: 0 };
    const response = { interval: 1e-7, length: 1024, window: "hann" } as const;
    const { density } = spectrum(wide, linspace(0, 5e6, 51), { detection: homodyne(), response });
    expect(density.every((S) => S === 0.5)).toBe(true);
  });
});

describe("wrong calls", () => {
  const bec: Wrong = { ...paper.bec, couplingRatioSquared: 0.5 };
  const om: Wrong = { ...paper.optomechanics, gAB: 1e6 };
  cases("spectrum", [
    [
      "no detection",
      () => spectrum(om, [1], {} as Wrong),
      "detection: expected a detection made by homodyne(), heterodyne() or position(), got nothing",
    ],
    [
      "heterodyne optomechanics",
      () => spectrum(om, [1], { detection: heterodyne() }),
      /symmetrised spectra only, use homodyne\(\)$/,
    ],
    [
      "position of a system",
      () => spectrum(om, [1], { detection: position() }),
      "detection: position() is for a thermal oscillator",
    ],
    [
      "one side of heterodyne",
      () => spectrum(bec, [1], { detection: heterodyne(), sides: "one" }),
      "sides: a heterodyne spectrum has two sides that differ",
    ],
    [
      "negative, one-sided",
      () => spectrum(om, [1, -1], { detection: homodyne(), sides: "one" }),
      /^frequencies\[1\]: expected a frequency of zero or more/,
    ],
    [
      "NaN",
      () => spectrum(om, [1, Number.NaN], { detection: homodyne() }),
      "frequencies[1]: expected a frequency in Hz, at most 1e20, got NaN",
    ],
    ["efficiency above 1", () => homodyne({ efficiency: 1.2 }), "efficiency: expected an efficiency from 0 to 1, got 1.2"],
    [
      "a misspelt parameter",
      () => homodyne({ eficiency: 1 } as Wrong),
      "eficiency: no such parameter of homodyne; did you mean efficiency?",
    ],
    ["an angle for heterodyne", () => heterodyne({ angle: 1 } as Wrong), /^angle: no such parameter of heterodyne/],
    [
      "unstable",
      () => spectrum({ ...paper.optomechanics, gAB: 1e8 }, [1], { detection: homodyne() }),
      /^gAB: no steady state: unstable/,
    ],
    [
      "sidebands of homodyne",
      () => spectrum(om, [1], { detection: homodyne(), outputs: ["sidebandRe"] }),
      "outputs: sidebandRe is an output of heterodyne()",
    ],
    [
      "a misspelt output",
      () => spectrum(om, [1], { detection: homodyne(), outputs: ["densty"] as Wrong }),
      "densty: no such output; did you mean density?",
    ],
    [
      "a short array",
      () => spectrum(om, [1, 2], { detection: homodyne(), into: { density: new Float64Array(1) } }),
      "into.density: expected a Float64Array of 2, rows × bins, got a Float64Array of 1",
    ],
    [
      "rectangular window",
      () =>
        spectrum(om, [1], { detection: homodyne(), response: { interval: 1, length: 100, window: "rectangular" as Wrong } }),
      /a rectangular one leaks too much to be fitted/,
    ],
    [
      "no bath",
      () => thermalOscillator({ omegaB: 1, gammaB: 1 } as Wrong),
      "temperatureB: expected a temperature in K, or nThermalB, got nothing",
    ],
  ]);
});
