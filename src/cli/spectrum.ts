// clausius spectrum: the noise spectrum of a working point, exact or simulated.

import { type System, simulateSpectrum, spectrum, type ThermalOscillator } from "clausius";
import { type Command, Option } from "commander";
import { ArgumentError, expected } from "../errors";
import { json } from "../io/json";
import { type SpectrumFile, spectrumCsv } from "../io/spectrum-csv";
import { addDetection, addDetectionParameters, averagesOf, detectionKinds, detectionOf, sidesOf, wholeOf } from "./detections";
import { figureFile } from "./figure-file";
import { type NewFile, print, writeFiles } from "./output";
import type { Written } from "./parameters";
import { frequenciesOf } from "./range";
import { sourceOf } from "./source";
import { addSystem } from "./system-options";

const notes = `
Parameters carry units, as in clausius steady-state; a spectrum is of one working
point. Densities are per Hz: homodyne light has the vacuum 1/2 (two-sided) and is of
the quadrature at --angle, heterodyne light has the vacuum 1 and f > 0 is the blue
sideband, a position is in units of the zero-point motion.
With --averages the spectrum is simulated: averaged periodograms by their law, the
same for the same --seed. The CSV says averages and sides, and clausius fit reads it.

Examples:
  clausius spectrum --preset optomechanics --gAB 0.49kappaA --frequencies 0.3..2.4MHz:2001
  clausius spectrum --preset bec --couplingRatioSquared 0.93 --frequencies -12..12kHz:801 --figure bec.svg
  clausius spectrum --preset optomechanics --gAB 0.49kappaA --frequencies 0.3..2.4MHz:2001 \\
    --averages 100 --seed 1 | clausius fit - --preset optomechanics`;

/** Adds the command to the program. */
export function addSpectrum(program: Command): void {
  const command = program
    .command("spectrum")
    .summary("noise spectrum of the light, or of a bare oscillator")
    .description("Noise spectrum of a working point, exact or simulated, as CSV.");
  addSystem(command, "optomechanics, dicke or thermal (a bare oscillator)");
  addDetection(command);
  addDetectionParameters(command);
  command
    .option("--frequencies <range>", "from..to:count with a unit, such as 0.3..2.4MHz:2001")
    .option("--sides <name>", "one or two; two unless given")
    .option("--averages <number>", "simulate: periodograms averaged")
    .option("--seed <number>", "of the simulation; 0 unless given")
    .option("--output <file>", "write there instead of stdout")
    .option("--figure <file>", "draw it: .svg or .png")
    .addOption(new Option("--json", "write one JSON document"))
    .addHelpText("after", notes)
    .action(run);
}

interface Options extends Record<string, unknown> {
  readonly frequencies?: string;
  readonly output?: string;
  readonly figure?: string;
  readonly json?: boolean;
}

const own = [
  "frequencies",
  "sides",
  "averages",
  "seed",
  "output",
  "figure",
  "json",
  "detection",
  ...Object.keys(detectionKinds),
];

async function run({ frequencies, output, figure, json: isJson, ...flags }: Options): Promise<void> {
  for (const [name, path] of Object.entries({ output, figure })) if (path === "") throw expected(name, "a file", path);
  const system: Written = Object.fromEntries(Object.entries(flags).filter(([name]) => !own.includes(name)));
  const { source, note } = sourceOf("a spectrum", system);
  const { detection, note: assumed } = detectionOf(source.model, flags);
  if (frequencies === undefined) throw expected("frequencies", "a range such as 0.3..2.4MHz:2001", frequencies);
  const frequency = frequenciesOf(frequencies);
  const sides = sidesOf(flags.sides) ?? "two";
  const averages = averagesOf(flags.averages);
  if (averages && averages.bin !== averages.fit) throw expected("averages", "one number to simulate with", flags.averages);
  if (!averages && flags.seed !== undefined) throw new ArgumentError("seed", "is for --averages, a simulated spectrum");
  const found: SpectrumFile = averages
    ? simulateSpectrum(source, frequency, {
        detection,
        sides,
        averages: averages.fit,
        seed: flags.seed === undefined ? 0 : wholeOf("seed", flags.seed),
      })
    : { frequency, sides, density: spectrum(source, frequency, { detection, sides }).density };
  const { density } = found;
  const said = [note, assumed].filter((text) => text !== undefined);
  const files: NewFile[] = figure
    ? [await figureFile(figure, { source, detection, frequency, density, title: titleOf(source, averages?.fit) })]
    : [];
  const text = isJson ? [documentOf(source, detection, found, said)] : spectrumCsv(found, said);
  if (output !== undefined) files.push({ path: output, content: text });
  await writeFiles(files);
  if (output === undefined && figure === undefined) await print(text);
}

const setups = { optomechanics: "optomechanics", dicke: "Dicke model", thermal: "bare oscillator" } as const;

const titleOf = ({ model }: System | ThermalOscillator, averages: number | undefined): string =>
  averages === undefined ? setups[model] : `${setups[model]}, simulated, *n* = ${averages}`;

function documentOf(system: object, detection: object, { frequency, density, averages, sides }: SpectrumFile, said: string[]) {
  return json({
    system,
    detection,
    ...(said.length > 0 && { notes: said }),
    sides,
    ...(averages && { averages }),
    frequency: { unit: "Hz", values: Array.from(frequency) },
    density: { values: Array.from(density) },
  });
}
