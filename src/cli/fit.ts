// clausius fit: a measured spectrum in, parameters and Π with their errors out.

import { type Fit, fitReport, measured, steadyState } from "clausius";
import { type Command, Option } from "commander";
import { expected } from "../errors";
import { literal } from "../figures/page";
import { NotConverged } from "./exit";
import { figureFile } from "./figure-file";
import { addFitting, type FittingFlags, fittedFrom } from "./fitted";
import { type NewFile, print, writeFiles } from "./output";

const notes = `
SPECTRUM is a CSV of named columns, frequency (Hz) and density, with comments such as
"# averages: 100" and "# sides: two"; - reads it from stdin. Units may stand behind
the name: frequency (kHz). Where "# window: hann", "# segment: 8192" and
"# interval: 4e-7" (s) tell how its record was sampled and windowed, the model follows.
A preset gives what Table I says; what is free by default starts there. Without
--free these are fitted:
  optomechanics  gAB, kappaA, omegaA, omegaB, angle, and gammaB (efficiency if gammaB
                 is fixed or calibrated); temperatureB must be known
  dicke          couplingRatioSquared, gammaB, background; the others must be known
  thermal        omegaB, gammaB, gain, background; temperatureB must be known
--fix, --calibrated, --start, --bounds and --exclude may be given several times.
Values carry units: kappaA=435.849kHz, temperatureB=292K, angle=18.8deg.

Examples:
  clausius fit vienna.csv --preset optomechanics
  clausius fit vienna.csv --model optomechanics --averages 100 --fix temperatureB=292K \\
    --fix kappaA=435.849kHz --calibrated gammaB=264.1+-5Hz --figure vienna.svg
  clausius fit zurich.csv --preset bec --json
  clausius fit scope.csv --preset optomechanics --window hann --segment 8192 --interval 0.4us
  clausius fit ringdown.csv --model thermal --fix temperatureB=292K --range 55..70kHz`;

/** Adds the command to the program. */
export function addFit(program: Command): void {
  const command = program
    .command("fit")
    .summary("parameters and Π with their errors from a measured spectrum")
    .description("Fit a measured noise spectrum: parameters, Π, μ_a, μ_b, n_a, n_b with errors, and what to know of them.");
  addFitting(command);
  command
    .option("--output <file>", "write the report there instead of stdout")
    .option("--figure <file>", "draw data, fit and their ratio: .svg or .png")
    .addOption(new Option("--markdown", "the report in Markdown").conflicts("json"))
    .option("--json", "one JSON document")
    .addHelpText("after", notes)
    .action(run);
}

interface Options extends FittingFlags {
  readonly output?: string;
  readonly figure?: string;
  readonly markdown?: boolean;
  readonly json?: boolean;
}

async function run(path: string, options: Options): Promise<void> {
  const { output, figure } = options;
  for (const [name, file] of Object.entries({ output, figure })) if (file === "") throw expected(name, "a file", file);
  const { found, source, detection, note } = fittedFrom(path, options);
  const report = reportOf(found, options, note);
  const files: NewFile[] = [];
  if (figure !== undefined) {
    const { frequency, density, fitted, binError } = found;
    files.push(
      await figureFile(figure, { source, detection, frequency, density, fit: { fitted, binError }, title: titleOf(found) }),
    );
  }
  if (output !== undefined) files.push({ path: output, content: [report] });
  await writeFiles(files);
  if (output === undefined) await print([report]);
  if (!found.isConverged) throw new NotConverged(found.verdict);
}

function reportOf(found: Fit, { markdown, json }: Options, note: string | undefined): string {
  const report = fitReport(found, json ? "json" : markdown ? "markdown" : "text");
  return json || note === undefined ? report : `${report}\n${note}\n`;
}

function titleOf(found: Fit): string {
  const label = literal(found.label);
  if (found.model === "thermal") return label;
  const { entropyProduction, standardError } = steadyState(found);
  return `${label}: Π = ${measured(entropyProduction, standardError.entropyProduction)} 1/s`;
}
