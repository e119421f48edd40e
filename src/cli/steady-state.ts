// clausius steady-state: parameters with units in, a table out.

import { phaseText, type SteadyStateOutput, statusText, steadyState } from "clausius";
import { type Command, Option } from "commander";
import { expected } from "../errors";
import { aligned, rounded, significant } from "../io/aligned";
import { csv } from "../io/csv";
import { json, jsonTable } from "../io/json";
import { smallTable, type Table, type TableColumn } from "../io/table";
import { NoSteadyState } from "./exit";
import { print, writeFiles } from "./output";
import { parameterFile } from "./parameter-file";
import { choices } from "./parameters";
import { addSystem } from "./system-options";
import { unknown } from "./unknown";
import { type WorkingPoints, workingPoints } from "./working-points";

const units: Record<SteadyStateOutput, string> = {
  entropyProduction: "1/s",
  muA: "1/s",
  muB: "1/s",
  nA: "",
  nB: "",
  covariance: "",
  wignerEntropy: "nats",
  stabilityMargin: "1/s",
  effectiveTemperatureB: "K",
  normalModeFrequencies: "rad/s",
  normalModeDampings: "1/s",
  sidebandAsymmetry: "",
  phase: "",
};

const outputNames = Object.keys(units);

const notes = `
Values carry units: 435.849kHz, "1.27815 MHz", 8030853rad/s, 292K, 38nK,
0.49kappaA, 0.9gcr. Hz, kHz, MHz, GHz and mHz are ordinary frequencies, times 2π;
rad/s, krad/s and Mrad/s are not.
Any of them may be a range from..to:count, such as 0.1..3kappaA:1000, or
log:1e-3..3kappaA:200. Several make the product of all, the last one fastest.
FILE.json holds an object of the same names and values, or of arrays that run row
by row together. Flags override the file, and the file overrides the preset.
Outputs are ${outputNames.slice(0, 5).join(", ")} unless said; also
${outputNames.slice(5, 9).join(", ")},
${outputNames.slice(9).join(", ")}.

Examples:
  clausius steady-state --preset optomechanics --gAB 0.49kappaA
  clausius steady-state --preset bec --couplingRatioSquared 0.5..1.5:10
  clausius steady-state --preset bec --gAB 0.9gcr --outputs muA,muB,covariance
  clausius steady-state --preset optomechanics --gAB log:1e-3..3kappaA:200 --output sweep.csv
  clausius steady-state experiment.json --gammaB 100..500Hz:5 --json`;

/** Adds the command to the program. */
export function addSteadyState(program: Command): void {
  const command = program
    .command("steady-state")
    .summary("entropy production rate and its parts in the steady state")
    .description("Entropy production rate Π and its parts at one working point or over ranges of parameters.")
    .argument("[FILE.json]", "a JSON object of parameters");
  addSystem(command);
  command
    .option("--outputs <names>", "outputs, separated by commas")
    .option("--output <file>", "write there instead of stdout; .csv and .json say the format")
    .addOption(new Option("--csv", "write CSV").conflicts("json"))
    .option("--json", "write one JSON document")
    .addHelpText("after", notes)
    .action(run);
}

interface Options extends Record<string, unknown> {
  readonly outputs?: string;
  readonly output?: string;
  readonly csv?: boolean;
  readonly json?: boolean;
}

async function run(file: string | undefined, { outputs, output, csv: isCsv, json: isJson, ...flags }: Options): Promise<void> {
  if (output === "") throw expected("output", "a file", output);
  const ending = /\.(csv|json)$/.exec(output ?? "")?.[1];
  const format = isCsv ? "csv" : isJson ? "json" : ending;
  if (ending && ending !== format)
    throw expected("output", `a name that does not end in .${ending} together with --${format}`, output);
  const points = workingPoints(file === undefined ? {} : parameterFile(file), flags);
  const table = solved(points, outputs === undefined ? undefined : namesIn(outputs));
  const text = format === "csv" ? csv(table) : format === "json" ? document(points, table) : readable(points, table);
  if (output === undefined) await print(text);
  else await writeFiles([{ path: output, content: text }]);
}

function namesIn(outputs: string): SteadyStateOutput[] {
  const names = outputs.split(",").map((name) => name.trim());
  if (names.includes("")) throw expected("outputs", choices.outputs, outputs);
  for (const name of names) if (!outputNames.includes(name)) throw unknown("outputs", "output", name, outputNames);
  return names as SteadyStateOutput[];
}

/** The steady states as a table. @throws NoSteadyState if no row has one */
function solved({ system, rows = 1, swept }: WorkingPoints, outputs: SteadyStateOutput[] | undefined): Table {
  const { status, ...results } = steadyState(system, { outputs }) as Readonly<Record<string, ArrayLike<number> | number>>;
  const statuses = columnOf(status!);
  const computed = Object.entries(results).flatMap(([name, values]) =>
    outputColumns(name as SteadyStateOutput, columnOf(values)),
  );
  const columns = [...swept, ...computed, { name: "status", unit: "", at: (row: number) => statusText(statuses[row]!) }];
  for (let row = 0; row < rows; row++) if (statuses[row] === 0) return { columns, rows };
  const first = swept.map(({ name, unit, at }) => `${name} ${rounded(Number(at(0)), 10)} ${unit}`.trimEnd()).join(", ");
  throw new NoSteadyState(`no row has a steady state: ${first === "" ? "" : `${first}: `}${statusText(statuses[0]!)}`);
}

const columnOf = (values: ArrayLike<number> | number): ArrayLike<number> => (typeof values === "number" ? [values] : values);

const modes: { readonly [K in SteadyStateOutput]?: string } = {
  normalModeFrequencies: "normalModeFrequency",
  normalModeDampings: "normalModeDamping",
};
const quadratures = ["qa", "pa", "qb", "pb"];

function outputColumns(name: SteadyStateOutput, values: ArrayLike<number>): TableColumn[] {
  if (name === "phase") return [{ name, unit: "", at: (row) => phaseText(values[row]!) }];
  const mode = modes[name];
  if (mode) return [0, 1].map((k) => ({ name: `${mode}${k + 1}`, unit: units[name], at: (row) => values[2 * row + k]! }));
  if (name !== "covariance") return [{ name, unit: units[name], at: (row) => values[row]! }];
  return quadratures.flatMap((first, i) =>
    quadratures.slice(i).map((second, k) => ({ name: first + second, unit: "", at: (row) => values[16 * row + 5 * i + k]! })),
  );
}

/** For the eye: a list for one working point, else aligned columns, with a status only where a row is not ok. */
function* readable({ system, rows, swept, fixed, note }: WorkingPoints, { columns }: Table): Generator<string> {
  const status = columns.at(-1)!;
  const below = note === undefined ? "" : `\n${note}\n`;
  if (rows === undefined) {
    const results = columns.slice(0, -1).map(({ name, unit, at }) => ({ name, unit, value: at(0) }));
    const lines = [...fixed, ...results].map(({ name, value, unit }) => [name, value, unit]);
    yield `${system.model}\n\n`;
    yield* aligned(smallTable(["name", "value", "unit"], lines), { headings: false, format: (value) => rounded(value, 14) });
    yield `\nstatus: ${status.at(0)}\n${below}`;
    return;
  }
  let isOk = true;
  for (let row = 0; row < rows; row++) isOk &&= status.at(row) === "ok";
  const failures = { ...status, at: (row: number) => (status.at(row) === "ok" ? "" : status.at(row)) };
  yield* aligned(
    { columns: [...columns.slice(0, -1), ...(isOk ? [] : [failures])], rows },
    { format: (value, column) => (swept.includes(column) ? rounded(value, 10) : significant(value, 8)) },
  );
  yield below;
}

function document({ system, rows, fixed, note }: WorkingPoints, table: Table): Iterable<string> {
  const parameters = Object.fromEntries(fixed.map(({ name, value, unit, si }) => [name, si ?? { value, unit }]));
  const head = { model: system.model, note, parameters };
  if (rows !== undefined) return jsonTable({ ...head, rows }, table);
  const results = table.columns.map(({ name, unit, at }) => [name, unit === "" ? at(0) : { value: at(0), unit }]);
  return [json({ ...head, results: Object.fromEntries(results) })];
}
