// clausius profile: intervals of a fit from its likelihood itself.

import {
  type Contour,
  contour,
  type Fit,
  type ProfileCurve,
  profile,
  profileCurve,
  type Uncertainty,
  uncertainty,
  uncertaintyReport,
} from "clausius";
import { type Command, Option } from "commander";
import { ArgumentError, expected } from "../errors";
import { colours, literal } from "../figures/page";
import { csv } from "../io/csv";
import { displayOf, unitOf } from "../io/display";
import { json } from "../io/json";
import type { Table } from "../io/table";
import { NotConverged } from "./exit";
import { type FigureFormat, figureFormat } from "./figure-file";
import { addFitting, type FittingFlags, fittedFrom } from "./fitted";
import { type Content, checkPlaces, type NewFile, print, remark, writeFiles } from "./output";
import { unknown } from "./unknown";

const notes = `
The spectrum is read and fitted as by clausius fit, whose --help says how. An interval holds
all values at which the rest can be refitted so that −ln L rises by z²/2 at most. By default the
kind is chosen by what the spectrum shows: ± standard error where that serves, else the profile,
or upper limits where nothing is detected; the notes say which and why.

Examples:
  clausius profile vienna.csv --preset optomechanics --kind profile
  clausius profile vienna.csv --preset optomechanics --of entropyProduction --figure profile.svg
  clausius profile zurich.csv --preset bec --contour gammaB,entropyProduction --figure region.svg`;

const kinds = ["chosen", "profile", "upper"] as const;
type Kind = (typeof kinds)[number];

/** Adds the command to the program. */
export function addProfile(program: Command): void {
  const command = program
    .command("profile")
    .summary("intervals of a fit from its likelihood, upper limits, regions of two")
    .description(
      "Fit a measured noise spectrum, and find the intervals of parameters, Π, μ_a, μ_b, n_a, n_b that its likelihood allows.",
    );
  addFitting(command);
  command
    .option("--kind <name>", "profile, upper (limits), or chosen (the default)")
    .option("--of <name>", "what the figure and the CSV show: entropyProduction unless given, or the first parameter")
    .option("--contour <names>", "two quantities, whose regions at 68 and 95 % are found and shown instead")
    .option("--output <file>", "write there instead of stdout")
    .option("--figure <file>", "draw −ln L over the quantity, or the regions: .svg or .png")
    .addOption(new Option("--markdown", "the report in Markdown").conflicts(["json", "csv"]))
    .addOption(new Option("--csv", "the curve, or the regions' edges, as CSV in SI units").conflicts("json"))
    .option("--json", "one JSON document")
    .addHelpText("after", notes)
    .action(run);
}

interface Options extends FittingFlags {
  readonly kind?: string;
  readonly of?: string;
  readonly contour?: string;
  readonly output?: string;
  readonly figure?: string;
  readonly markdown?: boolean;
  readonly csv?: boolean;
  readonly json?: boolean;
}

async function run(path: string, options: Options): Promise<void> {
  const { output, figure, kind: written = "chosen" } = options;
  for (const [name, file] of Object.entries({ output, figure })) if (file === "") throw expected(name, "a file", file);
  const kind = kinds.find((name) => name === written);
  if (!kind) throw unknown("kind", "kind of interval", written, kinds);
  const picture = figure === undefined ? undefined : figureFormat(figure);
  const { of, contour: pair, csv: isCsv, json: isJson } = options;
  if (of !== undefined && pair !== undefined) throw new ArgumentError("of", "is of a curve; with --contour, regions are shown");
  if (of !== undefined && !picture && !isCsv) throw new ArgumentError("of", "is shown by --figure or --csv; give one of them");
  if (pair !== undefined && !picture && !isCsv && !isJson)
    throw new ArgumentError("contour", "is shown by --figure, --csv or --json; give one of them");
  await checkPlaces([output, figure]);
  const { found, note } = fittedFrom(path, options);
  if (!found.isConverged) throw new NotConverged(found.verdict);
  const bars = barsOf(found, kind);
  const shown = picture || options.csv || options.contour !== undefined ? shownOf(found, options) : undefined;
  const content = contentOf(found, bars, shown, options, note);
  const files: NewFile[] = [];
  if (picture && shown) files.push({ path: figure!, content: [await drawing(found, bars, shown, picture)] });
  if (output !== undefined) files.push({ path: output, content });
  await writeFiles(files);
  if (output === undefined) await print(content);
  if (note !== undefined && (options.csv || options.json)) remark(note);
}

function barsOf(found: Fit, kind: Kind): Uncertainty {
  if (kind === "profile") return profile(found);
  return kind === "upper" ? profile(found, { isUpperLimit: true }) : uncertainty(found);
}

const LEVELS = [0.6826894921370859, 0.9544997361036416] as const;

/** What is shown beside the report: −2 ln L over one quantity, or regions of two. */
type Shown = { readonly curve: ProfileCurve } | { readonly regions: readonly Contour[] };

function shownOf(found: Fit, { contour: pair, of }: Options): Shown {
  if (pair === undefined) {
    const isOfRates = found.model === "optomechanics" || found.model === "dicke";
    return { curve: profileCurve(found, of ?? (isOfRates ? "entropyProduction" : found.names[0]!)) };
  }
  const [first, second, ...rest] = pair.split(",").map((name) => name.trim());
  if (!first || !second || rest.length > 0) throw expected("contour", "the names of two quantities, such as gAB,gammaB", pair);
  return { regions: LEVELS.map((level) => contour(found, [first, second], { level, points: 96 })) };
}

function contentOf(
  found: Fit,
  bars: Uncertainty,
  shown: Shown | undefined,
  options: Options,
  note: string | undefined,
): Content {
  const { csv: isCsv, json: isJson, markdown } = options;
  if (isCsv && shown) return csv(tableOf(found, shown));
  if (isJson) {
    const plain = (columns: Readonly<Record<string, unknown>>) =>
      Object.fromEntries(Object.entries(columns).map(([name, x]) => [name, x instanceof Float64Array ? [...x] : x]));
    const beside =
      shown &&
      ("curve" in shown ? { curve: plain({ ...shown.curve }) } : { regions: shown.regions.map((r) => plain({ ...r })) });
    return [json({ label: found.label, ...bars.toJSON(), ...beside })];
  }
  const report = uncertaintyReport(bars, found, markdown ? "markdown" : "text");
  return [note === undefined ? report : `${report}\n${note}\n`];
}

/** The curve, or the regions' edges one after another, in SI units. */
function tableOf({ parameters }: Fit, shown: Shown): Table {
  const unit = (name: string) => unitOf(name, parameters);
  if ("curve" in shown) {
    const { name, values, rises } = shown.curve;
    return {
      columns: [
        { name, unit: unit(name), at: (row) => values[row]! },
        { name: "rise of −2 ln L", unit: "", at: (row) => rises[row]! },
      ],
      rows: values.length,
    };
  }
  const points = shown.regions[0]!.first.length;
  const of = (row: number) => shown.regions[Math.floor(row / points)]!;
  const [first, second] = shown.regions[0]!.names;
  return {
    columns: [
      { name: "level", unit: "", at: (row) => of(row).level },
      { name: first, unit: unit(first), at: (row) => of(row).first[row % points]! },
      { name: second, unit: unit(second), at: (row) => of(row).second[row % points]! },
    ],
    rows: points * shown.regions.length,
  };
}

async function drawing(found: Fit, bars: Uncertainty, shown: Shown, format: FigureFormat): Promise<string | Uint8Array> {
  // loaded when asked for: the drawing libraries are large
  const { profileFigure, contourFigure } = await import("../figures/likelihood");
  const { drawn } = await import("./drawn");
  const colour = found.model === "dicke" ? colours.bec : colours.optomechanics;
  const title = literal(found.label);
  const axisOf = (name: string) => {
    const value = bars.value[name]!;
    const { factor, unit, name: text } = displayOf(name, value, found.parameters);
    return { factor, value: factor * value, title: `${literal(text)}${unit === "" ? "" : ` (${literal(unit)})`}` };
  };
  if ("curve" in shown) {
    const { name, values, rises } = shown.curve;
    const { factor, value, title: quantity } = axisOf(name);
    const standardError = factor * bars.standardError[name]!;
    const svg = profileFigure({ title, quantity, values: values.map((x) => factor * x), rises, value, standardError, colour });
    return (await drawn(svg))[format];
  }
  const [x, y] = shown.regions[0]!.names.map(axisOf) as [ReturnType<typeof axisOf>, ReturnType<typeof axisOf>];
  const edges = shown.regions.map(({ first, second }) => ({
    first: first.map((a) => x.factor * a),
    second: second.map((b) => y.factor * b),
  }));
  return (await drawn(contourFigure({ title, quantities: [x.title, y.title], edges, value: [x.value, y.value], colour })))[
    format
  ];
}
