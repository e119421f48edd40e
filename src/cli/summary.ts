// One page that says what `clausius paper` computed: for the terminal, and as Markdown.

import { frequency, measured } from "clausius";
import { aligned, rounded } from "../io/aligned";
import { markdown } from "../io/markdown";
import { smallTable, type Table } from "../io/table";
import { citation } from "./citation";
import { tableOne, type workingPoints } from "./experiments";
import { assumedEfficiency, averages, type FittedSpectrum } from "./figure2";
import { agreementText, assumed, type Estimate, type Series } from "./series";
import { bold } from "./style";

interface Section {
  readonly title: string;
  readonly table: Table;
  readonly notes: readonly string[];
}

/** The page's sections: Table I, the steady states at the couplings of Fig. 2, what fits of simulated spectra say there, and Fig. 3. */
export function sections(
  points: ReturnType<typeof workingPoints>,
  spectra: readonly FittedSpectrum[],
  series: readonly Series[],
): Section[] {
  const shown = tableOne.filter(({ symbol, unit }) => unit !== "rad/s" || symbol === "g_cr");
  return [
    {
      title: "The two experiments (Table I)",
      table: smallTable(
        ["", "optomechanics", "BEC", "unit"],
        shown.map(({ symbol, optomechanics, bec, unit }) => [symbol, optomechanics, bec, unit]),
      ),
      notes: [
        "γ_b of the BEC is inferred, not printed in the paper: κ_a ω_b/ω_a, as the paper shows μ_a ≃ μ_b.",
        "g_cr is that of g q_a q_b; the paper's formula prints half of it, the critical λ of 2λ q_a q_b.",
      ],
    },
    {
      title: "Steady states at the couplings of Fig. 2",
      table: smallTable(
        ["", ...points.map(({ setup }) => (setup === "bec" ? "BEC" : setup)), "unit"],
        [
          ["", ...points.map(({ label }) => label), ""],
          ["g_ab", ...points.map(({ gAB }) => gAB), "rad/s"],
          ["(g_ab/g_cr)²", ...points.map((point) => point.couplingRatioSquared), ""],
          ["n_a", ...points.map(({ nA }) => nA), ""],
          ["n_b", ...points.map(({ nB }) => nB), ""],
          ["⟨p_b²⟩", ...points.map((point) => point.momentumVarianceB), ""],
          ["μ_a", ...points.map(({ muA }) => muA), "1/s"],
          ["μ_b", ...points.map(({ muB }) => muB), "1/s"],
          ["Π = μ_a + μ_b", ...points.map((point) => point.entropyProduction), "1/s"],
        ],
      ),
      notes: ["⟨p_b²⟩, not n_b, enters μ_b of the optomechanical setup: its bath acts on the momentum only."],
    },
    {
      title: "Fits of the spectra of Fig. 2, simulated",
      table: smallTable(
        ["", ...spectra.map(({ setup }) => (setup === "bec" ? "BEC" : setup))],
        [
          ["", ...spectra.map(({ label }) => label)],
          ["coupling", ...spectra.map(({ coupling: { value, standardError } }) => measured(value, standardError))],
          ["n_a", ...spectra.map(({ nA: { value, standardError } }) => measured(value, standardError))],
          ["n_a, true", ...spectra.map(({ nA }) => measured(Number(nA.truth.toPrecision(6)), 0))],
          ["Π (1/s)", ...spectra.map(({ entropyProduction: { value, standardError } }) => measured(value, standardError))],
          [
            "Π (1/s), true",
            ...spectra.map(({ entropyProduction }) => measured(Number(entropyProduction.truth.toPrecision(6)), 0)),
          ],
          ["probability of the deviance", ...spectra.map(({ fit }) => rounded(fit.probability, 2))],
        ],
      ),
      notes: [
        `Averaged periodograms, n = ${averages.optomechanics} (BEC ${averages.bec}), drawn by the Gamma law (the BEC's sidebands by the Wishart law); γ_b is fitted, T_b and η are taken as known.`,
        `η of the BEC's detection is not printed in the paper: ${assumedEfficiency} is assumed.`,
      ],
    },
    ...series.map(seriesSection),
  ];
}

/** The points of Fig. 3 of one experiment, and what they were made and fitted with. */
function seriesSection({ setup, points, agreement, joint }: Series): Section {
  const isAtomic = setup === "bec";
  const { optomechanics, bec } = assumed;
  const shown = ({ value, standardError }: Estimate) => measured(value, standardError);
  const shared = joint.shared.map(({ name, value, standardError, unit }) =>
    `${name} = ${measured(value, standardError)} ${/record/.test(unit) ? "" : unit}`.trim(),
  );
  return {
    title: `Fig. 3${isAtomic ? "b, BEC" : "a, optomechanics"}: a series of couplings, simulated and fitted jointly`,
    table: smallTable(
      ["set", isAtomic ? "(g_ab/g_cr)²" : "g_ab/κ_a", "Π (1/s)", "Π, theory", "μ_b (1/s)", "n"],
      points.map(({ coupling, entropyProduction, muB, averages }) => [
        String(coupling.truth),
        shown(coupling),
        shown(entropyProduction),
        measured(Number(entropyProduction.truth.toPrecision(4)), 0),
        shown(muB),
        String(averages),
      ]),
    ),
    notes: [
      `${agreementText(agreement)}: of ln Π with the theory's at the couplings that were set, by the covariance of all points, which share ${shared.length} parameters.`,
      `Shared: ${shared.join(", ")}.`,
      isAtomic
        ? `η = ${bec.efficiency} is assumed and calibrated to ± ${bec.errors.efficiency}, drawn once; γ_b is each point's own. At so small an η weak coupling takes long: n periodograms of 33 ms.`
        : `γ_b/2π is calibrated to ± ${rounded(frequency(optomechanics.errors.gammaB), 3)} Hz and T_b to ± ${optomechanics.errors.temperatureB} K, drawn once; η = ${optomechanics.efficiency} is assumed, and fitted.`,
    ],
  };
}

const digits = (value: number): string => rounded(value, 14);
const pageTitle = "Irreversible entropy production rate Π of the two experiments";

/** The page for the terminal. */
export function plainSummary(page: readonly Section[]): string {
  const parts = page.map(
    ({ title, table, notes }) => `${bold(title)}\n${[...aligned(table, { format: digits })].join("")}${lines(notes)}`,
  );
  return [`${bold(pageTitle)}\n${wrapped(citation, 88)}\n`, ...parts].join("\n");
}

/** summary.md, with the files that stand beside it. */
export function markdownSummary(page: readonly Section[], files: readonly (readonly [string, string])[]): string {
  const parts = page.map(({ title, table, notes }) => `## ${title}\n\n${markdown(table, digits)}\n${notes.join("\n\n")}\n`);
  const list = `## Files\n\n${markdown(smallTable(["file", "content"], files), digits)}`;
  return [`# ${pageTitle}\n\n${citation}\n`, ...parts, list].join("\n");
}

const lines = (notes: readonly string[]): string => notes.map((note) => `${note}\n`).join("");

const wrapped = (text: string, width: number): string =>
  text.replace(new RegExp(`(.{1,${width}})(?: |$)`, "g"), "$1\n").trimEnd();
