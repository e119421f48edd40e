// Small columns shaped like the physics: the plateau, the divergences and the limits of Table I, from one-line formulas.

export const critical = 3.098;
export const gammaB = 1659.39;

/** Π and μ_b of an optomechanical setup at 60 couplings g_ab/κ_a, closest at both ends, in 1/s. */
export function optomechanical() {
  const coupling = column(60, (i) => 0.01 + ((critical - 0.0101) * (1 - Math.cos((Math.PI * i) / 59))) / 2);
  const cooled = (g: number) => g ** 2 / (g ** 2 + 0.05 ** 2);
  return {
    coupling,
    entropyProduction: coupling.map((g) => (3.3e10 * cooled(g)) / (1 - (g / critical) ** 2)),
    muB: coupling.map((g) => -2 * gammaB * cooled(g)),
  };
}

/** Π and μ_b of a BEC at 61 values of (g_ab/g_cr)² from 0 to 2, closest at the critical point and NaN there, in 1/s. */
export function condensate() {
  const coupling = column(61, (i) => 1 + (Math.sign(i - 30) * (i - 30) ** 2) / 900);
  const muB = coupling.map((x) => (x < 1 ? (4336 * x) / (1 - x) : x > 1 ? 1850 + 2170 / (x - 1) - 1300 * (x - 1) : Number.NaN));
  return { coupling, entropyProduction: muB.map((rate) => 2 * rate), muB };
}

/** Points about some rows of the lines, off by up to two of their standard errors of 3 % and 0.05. */
export function measuredAt({ coupling, entropyProduction, muB }: ReturnType<typeof condensate>, rows: readonly number[]) {
  const of = (values: Float64Array, change: (value: number, i: number) => number) =>
    Float64Array.from(rows, (row, i) => change(values[row]!, i));
  const off = (i: number) => ((i * 7) % 5) - 2;
  return {
    coupling: of(coupling, (g, i) => g + 0.02 * off(i)),
    couplingError: of(coupling, () => 0.05),
    entropyProduction: of(entropyProduction, (rate, i) => rate * (1 + 0.03 * off(i))),
    entropyProductionError: of(entropyProduction, (rate) => 0.03 * rate),
    muB: of(muB, (rate, i) => rate * (1 + 0.03 * off(i))),
    muBError: of(muB, (rate) => 0.03 * Math.abs(rate)),
    theory: of(entropyProduction, (rate) => rate),
  };
}

/** S(t) − S(0), Φ and Π = Φ + dS/dt of a system that settles in `tau` seconds with one overshoot, at 0 and 59 times after it. */
export function settling({ tau, rate, gain, overshoot }: { tau: number; rate: number; gain: number; overshoot: number }) {
  const time = column(60, (i) => (i === 0 ? 0 : 8 * tau * 10 ** ((3 * (i - 59)) / 58)));
  const x = (t: number) => t / tau;
  const entropy = time.map((t) => gain * (1 - (1 + x(t)) * Math.exp(-x(t))));
  const change = time.map((t) => (gain / tau) * x(t) * Math.exp(-x(t)));
  const entropyFlux = time.map((t) => rate * (1 - Math.exp(-x(t)) + overshoot * x(t) ** 2 * Math.exp(-2 * x(t))));
  return { time, entropy, entropyFlux, entropyProduction: entropyFlux.map((flux, i) => flux + change[i]!) };
}

/** A resonance of a height above a floor at 121 frequencies, scattered by a tenth as an average of 100 periodograms would be. */
export function resonance({ centre, width, height, floor }: { centre: number; width: number; height: number; floor: number }) {
  const frequency = column(121, (i) => centre + 12 * width * (i / 60 - 1));
  const fitted = frequency.map((f) => floor + height / (1 + ((f - centre) / width) ** 2));
  return { frequency, fitted, density: fitted.map((P, i) => P * (1 + 0.1 * Math.sin(12.9898 * i * i))) };
}

/** Samples of three quantities, the second following the first, one of them skew; some are NaN. */
export function correlated() {
  const wave = (i: number, k: number) => Math.sin(12.9898 * i * k) + Math.sin(78.233 * i * k) + Math.sin(37.719 * i * k);
  const x = column(2000, (i) => 434 + 2 * wave(i, 1));
  const y = x.map((value, i) => 3 - 0.4 * (value - 434) + 0.2 * wave(i, Math.SQRT2));
  const z = column(2000, (i) => (i % 100 === 7 ? Number.NaN : 0.93 + 0.01 * Math.exp(0.4 * wave(i, Math.sqrt(3)))));
  const of = (title: string, samples: Float64Array, value: number, reach: number) => ({
    title,
    samples,
    value,
    interval: { lower: value - reach, upper: value + reach },
  });
  return [of("*κ*_a/2π (kHz)", x, 434, 2.4), of("Π (10⁹/s)", y, 3, 1), of("(*g*/*g*_cr)²", z, 0.94, 0.004)];
}

function column(length: number, value: (i: number) => number): Float64Array {
  return Float64Array.from({ length }, (_, i) => value(i));
}
