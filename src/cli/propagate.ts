// clausius propagate: parameters with their errors in, Π with its error out.

import { type Propagation, type PropagationOptions, pool, propagate, type SensitiveOutput, type Value } from "clausius";
import { type Command, Option } from "commander";
import { ArgumentError, expected } from "../errors";
import { aligned, rounded, significant } from "../io/aligned";
import { csv } from "../io/csv";
import { json, jsonTable } from "../io/json";
import { smallTable, type Table, type TableColumn } from "../io/table";
import { wholeOf } from "./detections";
import { partedDistributions, withDistributions } from "./distributions";
import { Interrupted, NoSteadyState } from "./exit";
import { interruptible } from "./interrupt";
import { checkPlaces, type NewFile, print, writeFiles } from "./output";
import { parameterFile } from "./parameter-file";
import { choices } from "./parameters";
import { progress } from "./progress";
import { checkFigure, propagationFigureFile } from "./propagation-figure-file";
import { quantity } from "./quantity";
import { addSystem } from "./system-options";
import { unknown } from "./unknown";
import { type WorkingPoints, workingPoints } from "./working-points";

const units: Record<SensitiveOutput, string> = { entropyProduction: "1/s", muA: "1/s", muB: "1/s", nA: "", nB: "" };
const outputNames = Object.keys(units) as SensitiveOutput[];

const notes = `
Parameters are written as for clausius steady-state; one or more of them with what is
known of it:
  264.1+-5Hz                          normal, mean and standard deviation
  264.1Hz+-2%                         the same, in percent of the mean
  0.1..3kappaA:100+-2%                at each point of a range
  "lognormal(264.1Hz, 5%)"            median, standard deviation of the logarithm
  "uniform(250Hz, 270Hz)"             between two ends
  "normal(264.1Hz, 5Hz, 250..280Hz)"  truncated; lognormal likewise
An error in kappaA is of the centre of kappaA. Mean, standard deviation and quantiles
are of the samples that have a steady state; first order is by derivatives. Ctrl-C
ends early, with what is done: the first working points, or fewer samples of one.

Examples:
  clausius propagate --preset optomechanics --gAB 0.49kappaA --gammaB 264.1+-5Hz
  clausius propagate --preset optomechanics --gAB 0.1..3kappaA:100+-1% --temperatureB 292+-2K --figure band.svg
  clausius propagate --preset bec --couplingRatioSquared 0.93+-0.01 --samples 1e6 --seed 1 --json`;

/** Adds the command to the program. */
export function addPropagate(program: Command): void {
  const command = program
    .command("propagate")
    .summary("errors of parameters carried to Π by samples")
    .description("Monte Carlo error propagation: Π and its parts with their errors from parameters with theirs.")
    .argument("[FILE.json]", "a JSON object of parameters");
  addSystem(command);
  command
    .option("--samples <number>", "samples at each working point; 1e5 unless given")
    .option("--seed <number>", "of the samples; 0 unless given")
    .option("--quantiles <numbers>", "probabilities separated by commas; those of −2 … 2 standard deviations unless given")
    .option("--outputs <names>", `outputs, separated by commas; ${outputNames.join(", ")} unless given`)
    .option("--output <file>", "write there instead of stdout; .csv and .json say the format")
    .option("--figure <file>", "draw the first output: a histogram, or quantiles over a range; .svg or .png")
    .addOption(new Option("--csv", "write CSV").conflicts("json"))
    .option("--json", "write one JSON document")
    .addHelpText("after", notes)
    .action(run);
}

interface Options extends Record<string, unknown> {
  readonly samples?: string;
  readonly seed?: string;
  readonly quantiles?: string;
  readonly outputs?: string;
  readonly output?: string;
  readonly figure?: string;
  readonly csv?: boolean;
  readonly json?: boolean;
}

type Found = Propagation<SensitiveOutput, Value>;

async function run(
  path: string | undefined,
  { samples, seed, quantiles, outputs, output, figure, csv: isCsv, json: isJson, ...given }: Options,
): Promise<void> {
  for (const [name, file] of Object.entries({ output, figure })) if (file === "") throw expected(name, "a file", file);
  const ending = /\.(csv|json)$/.exec(output ?? "")?.[1];
  const format = isCsv ? "csv" : isJson ? "json" : ending;
  if (ending && ending !== format)
    throw expected("output", `a name that does not end in .${ending} together with --${format}`, output);
  const { file, flags, distributions } = partedDistributions(path === undefined ? {} : parameterFile(path), given);
  const asked = workingPoints(file, flags);
  if (distributions.size === 0)
    throw new ArgumentError(
      "parameters",
      "expected one with a standard error or a distribution, such as --gammaB 264.1+-5Hz, got none",
    );
  if (figure !== undefined) checkFigure(figure, asked);
  await checkPlaces([output, figure]);
  const { system, drawn } = withDistributions(asked.system, distributions);
  const total = samples === undefined ? SAMPLES : numberOf("samples", samples);
  // before some of too many are drawn
  if (!(Number.isInteger(total) && total >= 2 && total <= 2 ** 31))
    throw expected("samples", "a whole number of samples, 2 to 2^31", total);
  const found = await propagated(system, asked.rows, {
    samples: total,
    ...(seed !== undefined && { seed: wholeOf("seed", seed) }),
    ...(quantiles !== undefined && { quantiles: quantiles.split(",").map((text) => numberOf("quantiles", text)) }),
    ...(outputs !== undefined && { outputs: namesIn(outputs) }),
  });
  const points = asked.rows === undefined ? asked : { ...asked, rows: columnOf(found.unstable).length };
  if (columnOf(found.unstable).every((part) => part === 1)) throw new NoSteadyState(found.warnings[0]!);
  const fixed = points.fixed.filter(({ name }) => !distributions.has(name));
  const written = [...distributions].map(([name, distribution]) => ({ name, value: distribution.written.trim() }));
  const table = points.rows === undefined ? pointTable(found) : sweepTable(points, found);
  const text =
    format === "csv"
      ? csv(table)
      : format === "json"
        ? document({ ...points, fixed }, drawn, found, table)
        : readable({ ...points, fixed }, written, found, table);
  const files: NewFile[] = figure === undefined ? [] : [await propagationFigureFile(figure, points, found)];
  if (output !== undefined) files.push({ path: output, content: text });
  await writeFiles(files);
  if (output === undefined) await print(text);
  const { samples: done } = found.settings;
  if (points.rows !== asked.rows) throw new Interrupted(`interrupted after ${points.rows} of ${asked.rows} working points`);
  if (done < total) throw new Interrupted(`interrupted after ${done} of ${total} samples`);
}

/** Unless said. */
const SAMPLES = 1e5;
/** Samples of one working point that are drawn at once: more keep Ctrl-C waiting. */
const AT_ONCE = 1e6;

/** As far as there is time until Ctrl-C: working points, or samples of the one there is. */
async function propagated(
  system: unknown,
  rows: number | undefined,
  options: PropagationOptions & { readonly samples: number },
): Promise<Found> {
  const { samples } = options;
  if (rows === undefined && samples <= AT_ONCE) return propagate(system as never, options) as unknown as Found;
  const workers = pool();
  const shown = progress(rows === undefined ? "samples" : "working points", rows ?? samples);
  let found: Found | undefined;
  try {
    await interruptible(async (signal) => {
      const run = async (more: object) =>
        (await propagate(system as never, { ...options, ...more, pool: workers, signal } as never)) as unknown as Found;
      if (rows !== undefined) found = await run({ progress: shown.tick, partial: true });
      // one working point is one piece of work: ten times the samples from piece to piece
      else {
        for (let count = AT_ONCE; count < 10 * samples; count *= 10) {
          const drawn = Math.min(count, samples);
          found = await run({ samples: drawn });
          shown.tick(drawn);
        }
      }
    });
  } finally {
    shown.stop();
    await workers.close();
  }
  if (!found) throw new Interrupted("interrupted before there was anything to show");
  return found;
}

const numberOf = (name: string, text: string): number => quantity(name, "number", text).value;

function namesIn(outputs: string): SensitiveOutput[] {
  const names = outputs.split(",").map((name) => name.trim());
  if (names.includes("")) throw expected("outputs", choices.outputs, outputs);
  for (const name of names) {
    if (!outputNames.includes(name as SensitiveOutput)) throw unknown("outputs", "output", name, outputNames);
  }
  return names as SensitiveOutput[];
}

const columnOf = (value: Value): ArrayLike<number> & { every: number[]["every"] } =>
  (typeof value === "number" ? [value] : value) as number[];

/** 2.28 % of 0.0227501…. */
const percent = (probability: number): string => `${rounded(100 * probability, 4)} %`;

/** What there is of an output at each working point. */
function statistics(found: Found, name: SensitiveOutput): { name: string; of: Value }[] {
  return [
    { name: "mean", of: found.mean[name] },
    { name: "standardDeviation", of: found.standardDeviation[name] },
    { name: "firstOrder", of: found.firstOrder[name] },
    ...found.probabilities.map((p, i) => ({ name: `quantile ${percent(p)}`, of: found.quantiles[name][i]! })),
  ];
}

/** One working point: a row an output. */
function pointTable(found: Found): Table {
  const { outputs } = found;
  const [first] = outputs;
  const numbers = statistics(found, first!).map(({ name }, k) => ({
    name,
    unit: "",
    at: (row: number) => columnOf(statistics(found, outputs[row]!)[k]!.of)[0]!,
  }));
  const text = (name: string, at: (row: number) => string): TableColumn => ({ name, unit: "", at });
  return {
    columns: [text("output", (row) => outputs[row]!), ...numbers, text("unit", (row) => units[outputs[row]!])],
    rows: outputs.length,
  };
}

/** Several: a row each. */
function sweepTable({ swept, rows = 1 }: WorkingPoints, found: Found): Table {
  const of = (name: string, unit: string, value: Value): TableColumn => ({ name, unit, at: (row) => columnOf(value)[row]! });
  const columns = found.outputs.flatMap((output) =>
    statistics(found, output).map((each) => of(`${output} ${each.name}`, units[output], each.of)),
  );
  return { columns: [...swept, ...columns, of("unstable", "", found.unstable)], rows };
}

type Shown = Pick<WorkingPoints, "system" | "rows" | "swept" | "fixed" | "note">;

/** For the eye: of a sweep, each output's mean and standard deviation. */
function* readable(
  { system, rows, swept, fixed, note }: Shown,
  written: readonly { name: string; value: string }[],
  found: Found,
  table: Table,
): Generator<string> {
  const { samples, seed } = found.settings;
  yield `${system.model}, ${rounded(samples, 6)} samples, seed ${seed}\n\n`;
  const parameters = [
    ...fixed.map(({ name, value, unit }) => [name, `${rounded(value, 14)} ${unit}`.trim()]),
    ...written.map(({ name, value }) => [name, value]),
  ];
  yield* aligned(smallTable(["name", "value"], parameters), { headings: false });
  yield "\n";
  const columns =
    rows === undefined
      ? table.columns
      : table.columns.filter((column) => swept.includes(column) || / (mean|standardDeviation)|^unstable/.test(column.name));
  yield* aligned(
    { ...table, columns },
    {
      format: (value, column) =>
        swept.includes(column) || column.name === "unstable" ? rounded(value, 10) : significant(value, 6),
    },
  );
  if (rows === undefined && (found.unstable as number) > 0)
    yield `\nwithout a steady state: ${percent(found.unstable as number)} of the samples\n`;
  for (const warning of found.warnings) yield `\nwarning: ${warning}\n`;
  if (note !== undefined) yield `\n${note}\n`;
}

function document({ system, rows, fixed, note }: Shown, distributions: object, found: Found, table: Table): Iterable<string> {
  const parameters = Object.fromEntries(fixed.map(({ name, value, unit, si }) => [name, si ?? { value, unit }]));
  const { settings, warnings, probabilities } = found;
  const head = { model: system.model, note, parameters, distributions: plain(distributions), settings, warnings };
  if (rows !== undefined) return jsonTable({ ...head, probabilities, rows }, table);
  const results = found.outputs.map((name) => {
    const { mean, standardDeviation, firstOrder, quantiles, resolution, centre } = found;
    const unit = units[name];
    return [
      name,
      {
        ...(unit !== "" && { unit }),
        centre: centre[name],
        mean: mean[name],
        standardDeviation: standardDeviation[name],
        firstOrder: firstOrder[name],
        quantiles: probabilities.map((probability, i) => ({ probability, value: quantiles[name][i] })),
        resolution: resolution[name],
      },
    ];
  });
  const { unstable, statuses, covariance } = found;
  return [json({ ...head, unstable, statuses, results: Object.fromEntries(results), covariance: [...covariance] })];
}

/** Columns as arrays, which JSON has. */
const plain = (value: unknown): unknown =>
  value instanceof Float64Array
    ? [...value]
    : typeof value === "object" && value !== null
      ? Object.fromEntries(Object.entries(value).map(([name, of]) => [name, plain(of)]))
      : value;
