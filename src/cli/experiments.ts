// The two experiments of the paper: Table I, the couplings of Fig. 2, and the sweeps behind Fig. 3, through the public API.

import { criticalCoupling, frequency, linspace, logspace, paper, relax, steadyState, thermalOccupation } from "clausius";

const { optomechanics, bec } = paper;
const critical = { optomechanics: criticalCoupling(optomechanics), bec: criticalCoupling(bec) };

/** One line of Table I: the quantity as a symbol and in ASCII, its unit, and its value in each experiment. */
export interface TableLine {
  readonly symbol: string;
  readonly name: string;
  readonly unit: string;
  readonly optomechanics: number | undefined;
  readonly bec: number | undefined;
  readonly note?: string;
}

/** What is inferred and not printed in the paper. */
const inferred =
  "gammaB of the BEC is inferred, not printed in the paper: kappaA omegaB/omegaA, as the paper shows muA and muB almost equal";
/** Why g_cr here is not the number of the paper's formula. */
const convention = "g of g q_a q_b; the paper's formula prints half of it, the critical lambda of 2 lambda q_a q_b";

const rate = (name: "omegaA" | "kappaA" | "omegaB" | "gammaB", symbol: string, note?: string): TableLine[] => [
  { symbol: `${symbol}/2π`, name: `${name}/2pi`, unit: "Hz", ...both((setup) => printed(frequency(setup[name]))), note },
  { symbol, name, unit: "rad/s", ...both((setup) => setup[name]), note },
];

/** Table I as used, with what follows from it. */
export const tableOne: readonly TableLine[] = [
  ...rate("omegaA", "ω_a"),
  ...rate("kappaA", "κ_a"),
  ...rate("omegaB", "ω_b"),
  ...rate("gammaB", "γ_b", inferred),
  { symbol: "T_b", name: "temperatureB", unit: "K", ...both((setup) => setup.temperatureB) },
  { symbol: "n_Ta", name: "nThermalA", unit: "", ...both(() => 0) },
  { symbol: "n_Tb", name: "nThermalB", unit: "", ...both((setup) => thermalOccupation(setup.omegaB, setup.temperatureB)) },
  { symbol: "g_cr", name: "gAB critical", unit: "rad/s", ...critical, note: convention },
  {
    symbol: "g_cr/2π",
    name: "gAB critical/2pi",
    unit: "Hz",
    optomechanics: frequency(critical.optomechanics),
    bec: frequency(critical.bec),
    note: convention,
  },
  {
    symbol: "g_cr/κ_a",
    name: "gAB critical/kappaA",
    unit: "",
    optomechanics: critical.optomechanics / optomechanics.kappaA,
    bec: critical.bec / bec.kappaA,
    note: convention,
  },
  { symbol: "m", name: "mass", unit: "kg", optomechanics: 176e-12, bec: undefined, note: "no rate depends on it" },
  { symbol: "N", name: "atoms", unit: "", optomechanics: undefined, bec: 1e5, note: "87Rb; no rate depends on it" },
];

/** A frequency as Table I prints it, free of the rounding of 2π. */
function printed(hertz: number): number {
  return Number(hertz.toPrecision(14));
}

function both(value: (setup: typeof optomechanics | typeof bec) => number) {
  return { optomechanics: value(optomechanics), bec: value(bec) };
}

/** g_cr/κ_a of the optomechanical setup. */
export const criticalRatio = critical.optomechanics / optomechanics.kappaA;

/** Couplings of Fig. 2: g_ab/κ_a of the optomechanical setup, (g_ab/g_cr)² of the BEC. */
export const figure2 = { optomechanics: [0.49, 2.29], bec: [0.93] } as const;

const ascending = (values: Iterable<number>): Float64Array => Float64Array.from(new Set(values)).sort();

/** Fig. 3a: g_ab/κ_a from 0 to 0.9998 g_cr/κ_a in even steps, with the couplings of Fig. 2 among them. */
export function figure3a() {
  const ratio = ascending([...linspace(0, 0.9998 * criticalRatio, 600), ...figure2.optomechanics]);
  const gAB = ratio.map((x) => x * optomechanics.kappaA);
  const outputs = ["entropyProduction", "muA", "muB", "nA", "nB", "covariance"] as const;
  const { covariance, ...states } = steadyState({ ...optomechanics, gAB }, { outputs });
  return { ratio, gAB, ...states, momentumVarianceB: ratio.map((_, row) => covariance[16 * row + 15]!) };
}

/** Fig. 3b: (g_ab/g_cr)² from 0 to 2, in even steps, in finer ones close to 0, and as 1 ± u², but for 1 itself. */
export function figure3b() {
  const even = Array.from({ length: 201 }, (_, i) => i / 100).filter((x) => x !== 1);
  const near = Array.from({ length: 200 }, (_, i) => ((i + 1) / 200) ** 2).flatMap((square) => [1 - square, 1 + square]);
  const weak = Array.from({ length: 19 }, (_, i) => (i + 1) / 2000);
  const couplingRatioSquared = ascending([...even, ...weak, ...near]);
  const outputs = ["entropyProduction", "muA", "muB", "nA", "nB", "phase"] as const;
  const gAB = couplingRatioSquared.map((square) => Math.sqrt(square) * critical.bec);
  return { couplingRatioSquared, gAB, ...steadyState({ ...bec, couplingRatioSquared }, { outputs }) };
}

/** Both experiments after their coupling is switched on at t = 0. */
export function relaxations() {
  return [
    { setup: "optomechanics", ...relaxation({ ...optomechanics, gAB: 2.29 * optomechanics.kappaA }, 6e-6) },
    { setup: "bec", ...relaxation({ ...bec, couplingRatioSquared: 0.93 }, 1.5e-3) },
  ] as const;
}

function relaxation(system: Parameters<typeof relax>[0], end: number) {
  // From well within the first swing of either cavity; a hundred a decade resolve what it does until it has settled.
  const time = Float64Array.of(0, ...logspace(1e-9, end, 600));
  const result = relax(system, time);
  const start = result.wignerEntropy[0]!;
  return { time, entropyGained: result.wignerEntropy.map((entropy) => entropy - start), ...result };
}

/** The steady states at the couplings of Fig. 2. */
export function workingPoints() {
  const outputs = ["entropyProduction", "muA", "muB", "nA", "nB", "covariance"] as const;
  return [
    ...figure2.optomechanics.map((ratio) => {
      const gAB = ratio * optomechanics.kappaA;
      const { covariance, ...point } = steadyState({ ...optomechanics, gAB }, { outputs });
      return {
        setup: "optomechanics",
        label: `g_ab/κ_a = ${ratio}`,
        gAB,
        couplingRatioSquared: (ratio / criticalRatio) ** 2,
        momentumVarianceB: covariance[15],
        ...point,
      };
    }),
    ...figure2.bec.map((couplingRatioSquared) => {
      const { covariance, ...point } = steadyState({ ...bec, couplingRatioSquared }, { outputs });
      return {
        setup: "bec",
        label: `(g_ab/g_cr)² = ${couplingRatioSquared}`,
        gAB: Math.sqrt(couplingRatioSquared) * critical.bec,
        couplingRatioSquared,
        momentumVarianceB: undefined,
        ...point,
      };
    }),
  ];
}
