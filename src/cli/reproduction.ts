// Everything that `clausius paper` gives, in memory.

import { csv } from "../io/csv";
import { citation } from "./citation";
import { drawn } from "./drawn";
import { figure3a, figure3b, relaxations, tableOne, workingPoints } from "./experiments";
import { fittedSpectra } from "./figure2";
import type { NewFile } from "./output";
import { figure2aSvg, figure2bSvg, figure3aSvg, figure3bSvg, relaxationSvg } from "./paper-figures";
import { figure2Table, figure3aTable, figure3bTable, relaxationTable, seriesTable, tableOneTable } from "./paper-tables";
import { atomicSeries, optomechanicalSeries } from "./series";
import { markdownSummary, plainSummary, sections } from "./summary";

const contents = [
  ["table1.csv", "Table I as used, with n_T and g_cr"],
  ["fig2a.csv", "optomechanics: simulated noise spectra of the phase quadrature and their fits"],
  ["fig2a.svg", "Fig. 2a"],
  ["fig2a.png", "Fig. 2a"],
  ["fig2b.csv", "BEC: simulated heterodyne noise spectrum and its fit"],
  ["fig2b.svg", "Fig. 2b"],
  ["fig2b.png", "Fig. 2b"],
  ["fig3a.csv", "optomechanics: Π, μ_a, μ_b, n_a, n_b, ⟨p_b²⟩ against g_ab/κ_a"],
  ["fig3a-points.csv", "optomechanics: the points of Fig. 3a, simulated and fitted, with their errors and the truth"],
  ["fig3a.svg", "Fig. 3a"],
  ["fig3a.png", "Fig. 3a"],
  ["fig3b.csv", "BEC: g_ab, phase, Π, μ_a, μ_b, n_a, n_b against (g_ab/g_cr)²"],
  ["fig3b-points.csv", "BEC: the points of Fig. 3b, simulated and fitted, with their errors and the truth"],
  ["fig3b.svg", "Fig. 3b"],
  ["fig3b.png", "Fig. 3b"],
  [
    "relaxation.csv",
    "both: S, Φ, Π, dS/dt, μ_a, μ_b after the coupling is switched on at t = 0, then at 600 times from 1 ns, even in log t",
  ],
  ["relaxation.svg", "the relaxation of both"],
  ["relaxation.png", "the relaxation of both"],
  ["summary.md", "this page"],
] as const;

/** The files, the summary for the terminal, and the results as data. */
export async function reproduction(): Promise<{ files: NewFile[]; summary: string; results: object }> {
  const [a, b, both, points] = [figure3a(), figure3b(), relaxations(), workingPoints()];
  const spectra = fittedSpectra();
  const series = [optomechanicalSeries(), atomicSeries()] as const;
  const [light, atoms] = [spectra.filter(({ setup }) => setup !== "bec"), spectra.filter(({ setup }) => setup === "bec")];
  const fig2a = await drawn(figure2aSvg(light));
  const fig2b = await drawn(figure2bSvg(atoms));
  const fig3a = await drawn(figure3aSvg(a, series[0]));
  const fig3b = await drawn(figure3bSvg(b, series[1]));
  const relaxation = await drawn(relaxationSvg(both));
  const page = sections(points, spectra, series);
  const written: Record<(typeof contents)[number][0], Iterable<string | Uint8Array>> = {
    "table1.csv": csv(tableOneTable(tableOne)),
    "fig2a.csv": csv(figure2Table(light)),
    "fig2a.svg": [fig2a.svg],
    "fig2a.png": [fig2a.png],
    "fig2b.csv": csv(figure2Table(atoms)),
    "fig2b.svg": [fig2b.svg],
    "fig2b.png": [fig2b.png],
    "fig3a.csv": csv(figure3aTable(a)),
    "fig3a-points.csv": csv(seriesTable(series[0])),
    "fig3a.svg": [fig3a.svg],
    "fig3a.png": [fig3a.png],
    "fig3b.csv": csv(figure3bTable(b)),
    "fig3b-points.csv": csv(seriesTable(series[1])),
    "fig3b.svg": [fig3b.svg],
    "fig3b.png": [fig3b.png],
    "relaxation.csv": csv(relaxationTable(both)),
    "relaxation.svg": [relaxation.svg],
    "relaxation.png": [relaxation.png],
    "summary.md": [markdownSummary(page, contents)],
  };
  return {
    files: Object.entries(written).map(([path, content]) => ({ path, content: [...content] })),
    summary: plainSummary(page),
    results: {
      citation,
      tableOne: tableOne.map(({ name, unit, optomechanics, bec, note }) => ({ name, unit, optomechanics, bec, note })),
      steadyStates: points,
      fits: spectra.map(({ setup, label, coupling, nA, entropyProduction, fit: { verdict, probability, warnings } }) => ({
        ...{ setup, label, coupling, nA, entropyProduction, verdict, probability, warnings },
      })),
      series: series.map(({ setup, points, agreement, joint: { verdict, probability, shared, warnings } }) => ({
        ...{ setup, points, agreement, verdict, probability, warnings },
        shared: shared.map(({ name, value, standardError, unit, calibration }) => ({
          ...{ name, value, standardError, unit },
          ...(calibration && { calibration }),
        })),
      })),
      units: { gAB: "rad/s", muA: "1/s", muB: "1/s", entropyProduction: "1/s" },
    },
  };
}
