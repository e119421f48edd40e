// How a spectrum's record was sampled and windowed, as comments above its columns.

import { checkResponse, type Response } from "../data/response";
import { ArgumentError, FormatError, malformed } from "../errors";
import { said } from "./delimited";

const keys = { window: "hann", segment: "8192", interval: "4e-7" } as const;
const examples = Object.entries(keys).map(([key, example]) => `"# ${key}: ${example}"`);

/** The comment that says each field. */
const commentOf: Readonly<Record<string, string>> = {
  "response.window": "# window",
  "response.beta": "# window",
  "response.length": "# segment",
  "response.interval": "# interval",
};

/**
 * The response in `# window: hann` (or `kaiser, 8.6`, with β), `# segment: 8192` (samples) and `# interval: 4e-7` (s); undefined if there
 * is none of them.
 *
 * @throws FormatError if one is missing, as a fit without it would be wrong by the window's width, or is not what it should be
 */
export function responseIn(comments: readonly string[]): Response | undefined {
  const [window, segment, interval] = Object.keys(keys).map((key) => said(key, comments));
  if (window === undefined && segment === undefined && interval === undefined) return undefined;
  if (window === undefined || segment === undefined || interval === undefined) {
    const missing = examples.filter((_, k) => [window, segment, interval][k] === undefined);
    throw malformed("comments", `${examples.join(", ")} together`, `none such as ${missing.join(" and ")}`);
  }
  const [name, beta] = window.split(",").map((part) => part.trim());
  const response = {
    interval: numberIn("interval", interval, "a positive time in s"),
    length: numberIn("segment", segment, "a whole number of samples, 8 or more"),
    window: name!.toLowerCase() as Response["window"],
    ...(beta !== undefined && { beta: numberIn("window", beta, "β of the Kaiser window, 0 to 100") }),
  };
  return checked(response, (argument) => commentOf[argument] ?? argument);
}

function numberIn(key: string, written: string, expectation: string): number {
  const value = written === "" ? Number.NaN : Number(written);
  if (Number.isNaN(value)) throw malformed(`# ${key}`, expectation, `"${written}"`);
  return value;
}

/** The response of a file. @throws FormatError if it is none, `nameOf` its fields there */
export function checked(response: Response, nameOf: (argument: string) => string): Response {
  try {
    checkResponse(response, new Float64Array(0));
  } catch (error) {
    if (error instanceof ArgumentError) throw new FormatError(`${nameOf(error.argument)}: ${error.reason}`);
    throw error;
  }
  return response;
}

/** The comments that `responseIn` reads back to the last bit. */
export function* responseComments({ window, beta, length, interval }: Response): Generator<string> {
  yield `# window: ${window}${beta === undefined ? "" : `, ${beta}`}\n`;
  yield `# segment: ${length}\n`;
  yield `# interval: ${interval}\n`;
}
