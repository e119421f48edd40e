// clausius bootstrap: error bars of a fit from refits to spectra drawn again.

import {
  type Bootstrap,
  type BootstrapOptions,
  bootstrap,
  type Fit,
  type IntervalKind,
  measured,
  pool,
  uncertaintyReport,
} from "clausius";
import { type Command, Option } from "commander";
import { expected } from "../errors";
import type { CornerQuantity } from "../figures/corner";
import { colours, literal } from "../figures/page";
import { csv } from "../io/csv";
import { displayOf, unitOf } from "../io/display";
import type { TableColumn } from "../io/table";
import { wholeOf } from "./detections";
import { Interrupted, NotConverged } from "./exit";
import { type FigureFormat, figureFormat } from "./figure-file";
import { addFitting, type FittingFlags, fittedFrom } from "./fitted";
import { interruptible } from "./interrupt";
import { type Content, checkPlaces, type NewFile, print, remark, writeFiles } from "./output";
import { progress } from "./progress";
import { addRecorded, checkRecorded, type RecordedFlags, recordedBy } from "./recorded";
import { unknown } from "./unknown";

const notes = `
The spectrum is read and fitted as by clausius fit, whose --help says how; then averaged
periodograms are drawn from the fitted model, and calibrations about the fitted values,
and each is fitted in turn. The same --seed gives the same numbers, on any machine.
With --record the replicates are means of the record's own segments instead, drawn in
blocks of neighbours. Refits that fail are counted. Ctrl-C ends early, with the error bars of what is done.

Examples:
  clausius bootstrap vienna.csv --preset optomechanics
  clausius bootstrap zurich.csv --preset bec --samples 1e4 --figure corner.png
  clausius bootstrap zurich.csv --preset bec --csv --output samples.csv
  clausius bootstrap psd.csv --preset bec --record light.npz --overlap 0.5`;

/** Adds the command to the program. */
export function addBootstrap(program: Command): void {
  const command = program
    .command("bootstrap")
    .summary("error bars of a fit from refits to spectra drawn again")
    .description("Fit a measured noise spectrum, and find the errors of parameters, Π, μ_a, μ_b, n_a, n_b by many refits.");
  addFitting(command);
  addRecorded(command);
  command
    .option("--samples <number>", "refits; 1000 unless given")
    .option("--seed <number>", "of what is drawn; 0 unless given")
    .option("--intervals <kind>", "bca (the default), percentile or basic")
    .option("--output <file>", "write there instead of stdout")
    .option("--figure <file>", "draw how the samples are spread, each and in pairs: .svg or .png")
    .addOption(new Option("--markdown", "the report in Markdown").conflicts(["json", "csv"]))
    .addOption(new Option("--csv", "the samples as CSV, in SI units").conflicts("json"))
    .option("--json", "one JSON document, with the samples")
    .addHelpText("after", notes)
    .action(run);
}

interface Options extends FittingFlags, RecordedFlags {
  readonly samples?: string;
  readonly seed?: string;
  readonly intervals?: string;
  readonly output?: string;
  readonly figure?: string;
  readonly markdown?: boolean;
  readonly csv?: boolean;
  readonly json?: boolean;
}

const MOST = 1e7;
const kinds: readonly IntervalKind[] = ["bca", "percentile", "basic"];

async function run(path: string, options: Options): Promise<void> {
  const { output, figure, intervals = "bca" } = options;
  for (const [name, file] of Object.entries({ output, figure })) if (file === "") throw expected(name, "a file", file);
  const interval = kinds.find((kind) => kind === intervals);
  if (!interval) throw unknown("intervals", "kind of interval", intervals, kinds);
  const samples = options.samples === undefined ? 1000 : wholeOf("samples", options.samples);
  if (!(samples >= 2 && samples <= MOST)) throw expected("samples", `a whole number of refits, 2 to ${MOST}`, samples);
  const seed = options.seed === undefined ? 0 : wholeOf("seed", options.seed);
  checkRecorded(options);
  const picture = figure === undefined ? undefined : figureFormat(figure);
  await checkPlaces([output, figure]);
  const { found, note } = fittedFrom(path, options);
  if (!found.isConverged) throw new NotConverged(found.verdict);
  const done = await refitted(found, { samples, seed, interval, ...(await recordedBy(options, found)) });
  const content = contentOf(done, found, options, note);
  const files: NewFile[] = [];
  if (picture) files.push(await corner(figure!, picture, done, found));
  if (output !== undefined) files.push({ path: output, content });
  await writeFiles(files);
  if (output === undefined) await print(content);
  if (note !== undefined && (options.csv || options.json)) remark(note);
  const count = Number(done.settings.samples);
  if (count < samples) throw new Interrupted(`interrupted after ${count} of ${samples} refits`);
}

/** Refits at a time, and the part of those before that more are made at once: so much is lost by Ctrl-C. */
const FEWEST = 500;
const PART = 0.1;

/**
 * As many refits as are asked for, or as there is time until Ctrl-C.
 *
 * @throws Interrupted if there are none
 */
async function refitted(found: Fit, options: BootstrapOptions & { samples: number }): Promise<Bootstrap> {
  const total = options.samples;
  const workers = pool();
  const shown = progress("refits", total);
  let all: Bootstrap | undefined;
  let count = 0;
  try {
    await interruptible(async (signal) => {
      while (count < total) {
        const part = Math.min(total - count, Math.max(FEWEST, Math.ceil(PART * count)));
        const shared = { pool: workers, signal, progress: (done: number) => shown.tick(count + done) };
        all = await (all
          ? bootstrap(all, { more: part, ...shared })
          : bootstrap(found, { ...options, samples: part, ...shared }));
        count += part;
      }
    });
  } finally {
    shown.stop();
    await workers.close();
  }
  if (!all) throw new Interrupted("interrupted before there was anything to show");
  return all;
}

function contentOf(done: Bootstrap, found: Fit, { markdown, csv: isCsv, json }: Options, note: string | undefined): Content {
  if (isCsv) {
    const columns = done.names.map(
      (name): TableColumn => ({ name, unit: unitOf(name, found.parameters), at: (row) => done.samples[name]![row]! }),
    );
    return csv({ columns, rows: done.samples[done.names[0]!]!.length });
  }
  const report = uncertaintyReport(done, found, json ? "json" : markdown ? "markdown" : "text");
  return [json || note === undefined ? report : `${report}\n${note}\n`];
}

/** Parameters in the units in which they are read, and Π in such that numbers are short. */
async function corner(path: string, format: FigureFormat, done: Bootstrap, found: Fit): Promise<NewFile> {
  const shown = done.names.filter((name) => found.names.some((own) => own === name) || name === "entropyProduction");
  const quantities = shown.map((name): CornerQuantity => {
    const value = done.value[name]!;
    const { factor, unit, name: title } = displayOf(name, value, found.parameters);
    const { lower, upper } = done.interval(name);
    return {
      title: `${literal(title)}${unit === "" ? "" : ` (${literal(unit)})`}`,
      samples: done.samples[name]!.map((x) => factor * x),
      value: factor * value,
      interval: { lower: factor * lower, upper: factor * upper },
    };
  });
  const { value, standardError } = done;
  const rate = value.entropyProduction;
  const said = rate === undefined ? "" : `: Π = ${measured(rate, standardError.entropyProduction!)} 1/s`;
  const title = `${literal(found.label)}${said}, ${done.settings.samples} refits`;
  // loaded when asked for: the drawing libraries are large
  const { cornerFigure } = await import("../figures/corner");
  const { drawn } = await import("./drawn");
  const colour = found.model === "dicke" ? colours.bec : colours.optomechanics;
  return { path, content: [(await drawn(cornerFigure({ title, quantities, colour })))[format]] };
}
