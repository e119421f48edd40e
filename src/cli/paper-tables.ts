// The tables that `clausius paper` writes.

import { phaseText } from "clausius";
import { smallTable, type Table, type TableColumn } from "../io/table";
import type { figure3a, figure3b, relaxations, TableLine } from "./experiments";
import type { FittedSpectrum } from "./figure2";
import type { Estimate, Series, SeriesPoint } from "./series";

/** table1.csv */
export function tableOneTable(lines: readonly TableLine[]): Table {
  return smallTable(
    ["quantity", "unit", "optomechanics", "bec", "note"],
    lines.map(({ name, unit, optomechanics, bec, note }) => [name, unit, optomechanics, bec, note]),
  );
}

const numbers = (name: string, unit: string, values: Float64Array): TableColumn => ({ name, unit, at: (row) => values[row]! });

type Rates = { readonly [K in "entropyProduction" | "muA" | "muB" | "nA" | "nB"]: Float64Array };
const rates = ({ entropyProduction, muA, muB, nA, nB }: Rates): TableColumn[] => [
  numbers("entropyProduction", "1/s", entropyProduction),
  numbers("muA", "1/s", muA),
  numbers("muB", "1/s", muB),
  numbers("nA", "", nA),
  numbers("nB", "", nB),
];

/** fig2a.csv and fig2b.csv: one spectrum after the other. */
export function figure2Table(spectra: readonly FittedSpectrum[]): Table {
  const rows = spectra.flatMap(({ label, fit: { frequency, density, fitted } }) =>
    Array.from(frequency, (f, i) => ({ label, f, density: density[i]!, fitted: fitted[i]! })),
  );
  const column = (name: "f" | "density" | "fitted", shown: string, unit: string): TableColumn => ({
    name: shown,
    unit,
    at: (row) => rows[row]![name],
  });
  return {
    columns: [
      { name: "spectrum", unit: "", at: (row) => rows[row]!.label },
      column("f", "frequency", "Hz"),
      column("density", "density", ""),
      column("fitted", "fitted", ""),
    ],
    rows: rows.length,
  };
}

/** fig3a.csv */
export function figure3aTable({ ratio, gAB, momentumVarianceB, ...states }: ReturnType<typeof figure3a>): Table {
  const coupling = [numbers("gAB/kappaA", "", ratio), numbers("gAB", "rad/s", gAB)];
  return { columns: [...coupling, ...rates(states), numbers("pbpb", "", momentumVarianceB)], rows: ratio.length };
}

/** fig3b.csv */
export function figure3bTable({ couplingRatioSquared, gAB, phase, ...states }: ReturnType<typeof figure3b>): Table {
  const phases = { name: "phase", unit: "", at: (row: number) => phaseText(phase[row]!) };
  const coupling = [numbers("couplingRatioSquared", "", couplingRatioSquared), numbers("gAB", "rad/s", gAB)];
  return { columns: [...coupling, phases, ...rates(states)], rows: gAB.length };
}

/** fig3a-points.csv and fig3b-points.csv: the points with their errors, and what was simulated. */
export function seriesTable({ setup, points }: Series): Table {
  const coupling = setup === "bec" ? "couplingRatioSquared" : "gAB/kappaA";
  const column = (name: string, unit: string, value: (point: SeriesPoint) => number): TableColumn => ({
    name,
    unit,
    at: (row) => value(points[row]!),
  });
  const of = (name: string, unit: string, estimate: (point: SeriesPoint) => Estimate): TableColumn[] => [
    column(name, unit, (point) => estimate(point).value),
    column(`${name} error`, unit, (point) => estimate(point).standardError),
    column(`${name} true`, unit, (point) => estimate(point).truth),
  ];
  return {
    columns: [
      ...of(coupling, "", (point) => point.coupling),
      ...of("entropyProduction", "1/s", (point) => point.entropyProduction),
      ...of("muA", "1/s", (point) => point.muA),
      ...of("muB", "1/s", (point) => point.muB),
      column("averages", "", (point) => point.averages),
    ],
    rows: points.length,
  };
}

/** relaxation.csv: one experiment after the other. */
export function relaxationTable(all: ReturnType<typeof relaxations>): Table {
  const at = (row: number) => {
    const [first, second] = all;
    const rows = first.time.length;
    return row < rows ? { relaxation: first, i: row } : { relaxation: second, i: row - rows };
  };
  const of = (name: Exclude<keyof (typeof all)[number], "setup">, shown: string, unit: string): TableColumn => ({
    name: shown,
    unit,
    at: (row) => {
      const { relaxation, i } = at(row);
      return relaxation[name][i]!;
    },
  });
  return {
    columns: [
      { name: "setup", unit: "", at: (row) => at(row).relaxation.setup },
      of("time", "t", "s"),
      of("wignerEntropy", "wignerEntropy", "nats"),
      of("entropyGained", "wignerEntropy-wignerEntropy(0)", "nats"),
      of("entropyFlux", "entropyFlux", "1/s"),
      of("entropyProduction", "entropyProduction", "1/s"),
      of("entropyRate", "entropyRate", "1/s"),
      of("muA", "muA", "1/s"),
      of("muB", "muB", "1/s"),
    ],
    rows: all[0].time.length + all[1].time.length,
  };
}
