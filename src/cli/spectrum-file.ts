// A measured spectrum as the bytes of a file, in the format that was asked for.

import { npz, type SpectrumFile, spectrumCsv, spectrumJson } from "clausius";
import { expected } from "../errors";
import type { Content } from "./output";

/** A format of a spectrum's file. */
export type SpectrumFormat = "csv" | "json" | "npz" | "parquet";

/**
 * The format that a file's name or --json says; CSV otherwise.
 *
 * @throws ArgumentError if they contradict each other
 */
export function formatOf(output: string | undefined, isJson = false): SpectrumFormat {
  const ending = /\.(csv|json|npz|parquet)$/i.exec(output ?? "")?.[1]?.toLowerCase() as SpectrumFormat | undefined;
  if (isJson && ending && ending !== "json") {
    throw expected("output", `a name that does not end in .${ending} together with --json`, output);
  }
  return isJson ? "json" : (ending ?? "csv");
}

/** The file's content; text, if it is CSV or JSON. */
export async function spectrumContent(
  format: SpectrumFormat,
  spectrum: SpectrumFile,
  notes: readonly string[],
): Promise<Content> {
  if (format === "csv") return spectrumCsv(spectrum, notes);
  if (format === "json") return spectrumJson(spectrum, notes);
  const { frequency, density } = spectrum;
  const said = detailsOf(spectrum);
  if (format === "npz") return npz({ frequency, density, ...said, notes });
  const columns = [
    { name: "frequency", unit: "Hz", at: (row: number) => frequency[row]! },
    { name: "density", unit: String(said.unit ?? ""), at: (row: number) => density[row]! },
  ];
  const texts = Object.entries(said).map(([key, value]) => [key, String(value)] as const);
  const { parquet } = await import("../io/parquet"); // the library that writes it is large
  return [parquet({ columns, rows: frequency.length }, { ...Object.fromEntries(texts), notes: notes.join("\n") })];
}

/** What a fit must know beside the numbers, by name. */
function detailsOf({ averages, sides, response, unit }: SpectrumFile): Record<string, number | string | Float64Array> {
  return {
    ...(averages && { averages: Float64Array.of(averages.bin, averages.fit) }),
    ...(sides && { sides }),
    ...(response && { window: response.window, segment: response.length, interval: response.interval }),
    ...(response?.beta !== undefined && { beta: response.beta }),
    ...(unit !== undefined && { unit }),
  };
}
