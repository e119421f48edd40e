// clausius coverage: how often error bars hold the truth, by simulated experiments.

import { type Coverage, type CoverageMethod, coverage, type Pool, pool } from "clausius";
import { type Command, Option } from "commander";
import { expected } from "../errors";
import { json } from "../io/json";
import { boundsOf, calibrationsOf, namesIn, valuesOf } from "./assignments";
import { coverageCsv, coverageText } from "./coverage-table";
import { addDetection, addDetectionParameters, averagesOf, detectionKinds, detectionOf, sidesOf, wholeOf } from "./detections";
import { Interrupted } from "./exit";
import { interruptible } from "./interrupt";
import { checkPlaces, print, writeFiles } from "./output";
import type { Written } from "./parameters";
import { progress } from "./progress";
import { frequenciesOf } from "./range";
import { addResponse, responseOf } from "./sampled";
import { sourceOf } from "./source";
import { addSystem } from "./system-options";

const notes = `
Each experiment has a simulated spectrum of its own, and each calibration is drawn anew
about its value. The flags of the system and its detection are the truth; --fix,
--calibrated and --free are what the experimenter believes and fits, as in clausius fit.
The table says how often the intervals at 68.3 % and 95.4 % hold the true value, with
the binomial error; the mean and the width of the pulls (value - truth)/(standard error),
0 and 1 where error bars are what they say; the mean relative bias, and half the width
of the median interval over the true value. An experiment without an answer counts as
not covering. Ctrl-C ends with the table of the experiments that are done.

Examples:
  clausius coverage --preset optomechanics --gAB 0.49kappaA --frequencies 0.2..2.4MHz:2000 \\
    --averages 10 --experiments 1000
  clausius coverage --preset optomechanics --gAB 1kappaA --efficiency 0.7 --averages 10 \\
    --frequencies 0.2..2.4MHz:2000 --experiments 1000 --calibrated gammaB=264.1+-5Hz \\
    --calibrated temperatureB=292+-1K --method profile --quantities gAB,entropyProduction
  clausius coverage --preset bec --couplingRatioSquared 0.93 --frequencies -25..25kHz:2000 \\
    --averages 10 --experiments 10000 --csv > bec.csv`;

const collected = (value: string, before: string[] = []): string[] => [...before, value];

/** Adds the command to the program. */
export function addCoverage(program: Command): void {
  const command = program
    .command("coverage")
    .summary("how often error bars hold the truth, by simulated experiments")
    .description("Simulated experiments at a working point: how often the intervals of a method hold the true values.");
  addSystem(command, "optomechanics, dicke or thermal (a bare oscillator)");
  addDetection(command);
  addDetectionParameters(command);
  command
    .option("--frequencies <range>", "from..to:count with a unit, such as 0.2..2.4MHz:2000")
    .option("--sides <name>", "one or two; two unless given")
    .option("--averages <number>", "periodograms averaged in each spectrum");
  addResponse(command);
  command
    .option("--free <names>", "what is fitted, separated by commas; as in clausius fit unless given")
    .option("--fix <name=value>", "believed to be known; the truth unless given", collected)
    .option("--calibrated <name=value+-error>", "known with an error, and drawn anew", collected)
    .option("--bounds <name=low..high>", "lowest and highest value", collected)
    .option("--start <name>", "where searches begin: truth (the default) or data")
    .option("--experiments <number>", "how many; 1000 unless given")
    .option("--method <name>", "covariance (the default), profile, bootstrap, or chosen for each fit")
    .option("--samples <number>", "refits of each bootstrap; 1000 unless given")
    .option("--quantities <names>", "whose intervals are judged, separated by commas; all unless given")
    .option("--seed <number>", "of the simulation; 0 unless given")
    .option("--workers <number>", "that share the experiments; as many as the machine runs at once unless given")
    .option("--output <file>", "write there instead of stdout; .csv and .json say the format")
    .addOption(new Option("--csv", "write CSV").conflicts("json"))
    .option("--json", "one JSON document")
    .addHelpText("after", notes)
    .action(run);
}

interface Options extends Record<string, unknown> {
  readonly frequencies?: string;
  readonly free?: string;
  readonly fix?: string[];
  readonly calibrated?: string[];
  readonly bounds?: string[];
  readonly start?: string;
  readonly experiments?: string;
  readonly method?: string;
  readonly quantities?: string;
  readonly seed?: string;
  readonly workers?: string;
  readonly output?: string;
  readonly csv?: boolean;
  readonly json?: boolean;
}

const own = ["samples", "sides", "averages", "window", "segment", "interval", "detection", ...Object.keys(detectionKinds)];

async function run({ output, csv: isCsv, json: isJson, workers: count, ...options }: Options): Promise<void> {
  if (output === "") throw expected("output", "a file", output);
  const ending = /\.(csv|json)$/.exec(output ?? "")?.[1];
  const format = isCsv ? "csv" : isJson ? "json" : ending;
  if (ending && ending !== format)
    throw expected("output", `a name that does not end in .${ending} together with --${format}`, output);
  await checkPlaces([output]);
  const asked = askedOf(options);
  const workers = pool({ ...(count !== undefined && { workers: wholeOf("workers", count) }) });
  try {
    const found = await made(asked, workers);
    if (!found) throw new Interrupted("interrupted before there was anything to show");
    const content = [written(found, asked, format)];
    if (output === undefined) await print(content);
    else await writeFiles([{ path: output, content }]);
    const { experiments } = asked.options;
    if (found.experiments < experiments) {
      throw new Interrupted(`interrupted after ${found.experiments} of ${experiments} experiments`);
    }
  } finally {
    await workers.close();
  }
}

/** What the flags ask for. */
function askedOf({ frequencies, free, fix, calibrated, bounds, start, ...flags }: Options) {
  const { experiments = "1000", method = "covariance", quantities, seed = "0", ...rest } = flags;
  const system: Written = Object.fromEntries(Object.entries(rest).filter(([name]) => !own.includes(name)));
  const { source, note } = sourceOf("coverage", system);
  const { detection, note: assumed } = detectionOf(source.model, rest);
  if (frequencies === undefined) throw expected("frequencies", "a range such as 0.2..2.4MHz:2000", frequencies);
  const averages = averagesOf(rest.averages);
  if (!averages || averages.bin !== averages.fit) {
    throw expected("averages", "the number of periodograms averaged in each spectrum", rest.averages);
  }
  const sides = sidesOf(rest.sides);
  const response = responseOf(rest);
  const options = {
    detection,
    frequencies: frequenciesOf(frequencies),
    averages: averages.fit,
    ...(sides && { sides }),
    ...(response && response !== "none" && { response }),
    ...(free !== undefined && { free: namesIn(free) }),
    ...(fix && { fixed: valuesOf("fix", fix) }),
    ...(calibrated && { calibrated: calibrationsOf(calibrated) }),
    ...(bounds && { bounds: boundsOf(bounds) }),
    ...(quantities !== undefined && { quantities: quantities.split(",").map((name) => name.trim()) }),
    ...(start !== undefined && { start: start as "truth" }),
    experiments: wholeOf("experiments", experiments),
    method: method as CoverageMethod,
    ...(rest.samples !== undefined && { samples: wholeOf("samples", rest.samples) }),
    seed: wholeOf("seed", seed),
  };
  return { source, options, said: [note, assumed].filter((text) => text !== undefined) };
}

type Asked = ReturnType<typeof askedOf>;

/** The table; where Ctrl-C came in between, of what was done by then; undefined if that is nothing. */
async function made({ source, options }: Asked, workers: Pool): Promise<Coverage | undefined> {
  let found: Coverage | undefined;
  let last: (() => Coverage) | undefined;
  const shown = progress("experiments", options.experiments);
  try {
    await interruptible(async (signal) => {
      found = await coverage(source, {
        ...options,
        pool: workers,
        signal,
        progress: (done, _total, soFar) => {
          last = soFar;
          shown.tick(done);
        },
      });
    });
  } finally {
    shown.stop();
  }
  return found ?? last?.();
}

function written(found: Coverage, { source, options, said }: Asked, format: string | undefined): string {
  const { detection, averages, frequencies } = options;
  const notes = [...said, ...found.notes];
  if (format === "csv") return coverageCsv(found);
  if (format === "json") return json({ system: source, detection, ...found.toJSON(), notes });
  return coverageText(found, { averages, bins: frequencies.length, notes });
}
