// clausius simulate: the record that an experiment would take at a working point.

import {
  npy,
  type RecordChunk,
  type RecordPieces,
  recordCsv,
  recordJson,
  recordNpz,
  type SimulationOptions,
  simulatePieces,
} from "clausius";
import type { Command } from "commander";
import { version } from "../../package.json";
import { ArgumentError, expected } from "../errors";
import { addDetection, addDetectionParameters, detectionKinds, detectionOf, wholeOf } from "./detections";
import { type Content, print, remark, writeFiles } from "./output";
import type { Written } from "./parameters";
import { progress } from "./progress";
import { addSampling, samplingKinds, samplingOf } from "./sampling";
import { type Source, sourceOf } from "./source";
import { addSystem } from "./system-options";

const notes = `
Parameters carry units, as in clausius steady-state; a record is of one working point.
Each sample is averaged over its interval; heterodyne records are complex, in columns
real and imaginary. The same --seed and --item give the same bits, on any machine.
The end of --output says the format: .npy and .npz for NumPy, .csv, .json; stdout is
CSV unless --format says another. An .npy holds the samples alone: say --interval when
it is read. Records longer than memory are written as they are drawn.

Examples:
  clausius simulate --preset optomechanics --gAB 0.49kappaA --interval 0.1us \\
    --samples 1e6 --seed 1 --output record.npz
  clausius simulate --preset bec --couplingRatioSquared 0.93 --rate 100kHz --duration 60s \\
    --output sidebands.npy
  clausius simulate --preset optomechanics --gAB 0.49kappaA --interval 0.1us \\
    --samples 4e6 --format npz > record.npz`;

/** Adds the command to the program. */
export function addSimulate(program: Command): void {
  const command = program
    .command("simulate")
    .summary("time record of the light, or of a bare oscillator")
    .description("Time record of a working point in the steady state, as an experiment would take it.");
  addSystem(command, "optomechanics, dicke or thermal (a bare oscillator)");
  addDetection(command);
  addDetectionParameters(command);
  addSampling(command);
  command
    .option("--seed <number>", "of the simulation; 0 unless given")
    .option("--item <number>", "which of the independent records of this seed; 0 unless given")
    .option("--output <file>", "write there instead of stdout; .npy, .npz, .csv and .json say the format")
    .option("--format <name>", "npy, npz, csv or json, where no file's name says it")
    .addHelpText("after", notes)
    .action(run);
}

interface Options extends Record<string, unknown> {
  readonly output?: string;
  readonly format?: string;
}

const own = [...Object.keys(detectionKinds), ...Object.keys(samplingKinds), "detection", "samples", "seed", "item"];

async function run({ output, format: named, ...flags }: Options): Promise<void> {
  if (output === "") throw expected("output", "a file", output);
  const format = formatOf(output, named);
  const { write, isBinary, most, advice } = formats[format];
  if (isBinary && output === undefined && process.stdout.isTTY) {
    throw new ArgumentError("format", `${format} is not for a terminal; expected --output or a pipe`);
  }
  const system: Written = Object.fromEntries(Object.entries(flags).filter(([name]) => !own.includes(name)));
  const source = sourceOf("a record", system);
  const { detection, note: assumed } = detectionOf(source.source.model, flags);
  const [seed, item] = ["seed", "item"].map((name) => (flags[name] === undefined ? 0 : wholeOf(name, flags[name])));
  const options: SimulationOptions = { detection, ...samplingOf(flags), seed: seed!, item: item! };
  // on a terminal, the record itself is what one sees
  const shown = output !== undefined || !process.stdout.isTTY;
  const record = recordOf(source, options, shown);
  if (record.length * (record.isComplex ? 2 : 1) > most) {
    throw expected("samples", `at most ${record.isComplex ? most / 2 : most} in ${format}, ${advice}`, record.length);
  }
  const warnings = [source.note, assumed].filter((text) => text !== undefined);
  const content = write(record, [...provenance(source, options), ...warnings]);
  if (output === undefined) await print(content);
  else await writeFiles([{ path: output, content }]);
  if (format !== "npy") return;
  // what the others carry
  for (const warning of warnings) remark(warning);
  remark(`${output ?? "an .npy"} does not say its interval: read it with --interval ${record.interval}s`);
}

/** The record to be drawn. @throws ArgumentError if it cannot be, before anything is written */
function recordOf({ source }: Source, options: SimulationOptions, isShown: boolean): RecordPieces {
  const { samples: length, interval, detection } = options;
  simulatePieces(source, options); // checks, and draws nothing
  return {
    length,
    interval,
    start: 0,
    unit: "",
    isComplex: detection.detection === "heterodyne",
    // .npz and complex .json ask for all of it twice
    chunks: () => (isShown ? watched(simulatePieces(source, options), length) : simulatePieces(source, options)),
  };
}

function* watched(pieces: Iterable<RecordChunk>, length: number): Generator<RecordChunk> {
  const { tick, stop } = progress("samples", length);
  let done = 0;
  try {
    for (const piece of pieces) {
      yield piece;
      done += piece.samples.length;
      tick(done);
    }
  } finally {
    stop();
  }
}

interface Format {
  readonly write: (record: RecordPieces, notes: readonly string[]) => Content;
  readonly isBinary: boolean;
  /** Numbers that it holds, two of a complex sample; why, and what to write instead. */
  readonly most: number;
  readonly advice: string;
}

type FormatName = "npy" | "npz" | "csv" | "json";

const formats: Readonly<Record<FormatName, Format>> = {
  npy: { write: (record) => npy(record), isBinary: true, most: Number.POSITIVE_INFINITY, advice: "" },
  npz: {
    write: (record, said) => recordNpz(record, { notes: said }),
    isBinary: true,
    most: 5e8,
    advice: "whose archives end at 4 GB: npy has no end",
  },
  csv: { write: recordCsv, isBinary: false, most: Number.POSITIVE_INFINITY, advice: "" },
  json: { write: recordJson, isBinary: false, most: 1e7, advice: "which is read as a whole: npz and csv are not" },
};

const known = "npy, npz, csv or json";

/** The format that the file's name or the flag says; CSV on stdout. @throws ArgumentError if they contradict each other */
function formatOf(output: string | undefined, named: string | undefined): FormatName {
  if (named !== undefined && !Object.hasOwn(formats, named)) throw expected("format", known, named);
  const ending = /\.(npy|npz|csv|json)$/.exec(output ?? "")?.[1];
  if (ending && named !== undefined && named !== ending) {
    throw expected("output", `a name that does not end in .${ending} together with --format ${named}`, output);
  }
  const format = named ?? ending ?? (output === undefined ? "csv" : undefined);
  if (!format) throw expected("output", "a name that ends in .npy, .npz, .csv or .json, or --format", output);
  return format as FormatName;
}

/** What the record is of: enough to draw it again. */
function provenance({ source, parameters }: Source, { detection, seed, item }: SimulationOptions): string[] {
  const { phase } = source as { readonly phase?: string };
  const { detection: name, ...settings } = detection;
  return [
    `simulated by clausius ${version}`,
    `model: ${source.model}`,
    ...parameters.map(({ name, value, unit }) => `${name}: ${value} ${unit}`.trimEnd()),
    ...(phase === undefined ? [] : [`phase: ${phase}`]),
    `detection: ${name}`,
    ...Object.entries(settings).map(([setting, value]) => `${setting}: ${value}${setting === "angle" ? " rad" : ""}`),
    `seed: ${seed}`,
    `item: ${item}`,
  ];
}
