import type { Table } from "./table";

/**
 * The value of a JSON text.
 *
 * @throws SyntaxError that says what was found at which line and column
 */
export function readJson(text: string): unknown {
  const plain = text.replace(/^\uFEFF/, "");
  try {
    return JSON.parse(plain);
  } catch (error) {
    const { message } = error as SyntaxError;
    const before = plain.slice(0, faultAt(plain, message)).split("\n");
    const what = message.replace(/(, (\.\.\.)?".*|( in JSON)? at position.*| of JSON input)$/s, "");
    throw new SyntaxError(`${what} at line ${before.length}, column ${before.at(-1)!.length + 1}`);
  }
}

/** Offset of what the message of JSON.parse is about. */
function faultAt(text: string, message: string): number {
  const stated = /position (\d+)/.exec(message);
  if (stated) return Number(stated[1]);
  if (!isUnexpectedToken(message)) return text.length;
  // Node 20 states no position for a token: it ends the shortest beginning of the text that fails in the same way.
  let [good, bad] = [0, text.length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isUnexpectedToken(messageOf(text.slice(0, middle)))) bad = middle;
    else good = middle;
  }
  return good;
}

const isUnexpectedToken = (message: string): boolean => message.startsWith("Unexpected token");

function messageOf(text: string): string {
  try {
    JSON.parse(text);
    return "";
  } catch (error) {
    return (error as SyntaxError).message;
  }
}

/** One JSON document: the fields of `head`, then `columns`, each with its unit and its values; NaN becomes null. */
export function* jsonTable(head: object, { columns, rows }: Table): Generator<string> {
  yield `${JSON.stringify(head).slice(0, -1)},"columns":{`;
  for (const [k, { name, unit, at }] of columns.entries()) {
    yield `${k === 0 ? "" : "]},"}\n${JSON.stringify(name)}:{${unit === "" ? "" : `"unit":${JSON.stringify(unit)},`}"values":[`;
    for (let row = 0; row < rows; row += VALUES) {
      const values = Array.from({ length: Math.min(VALUES, rows - row) }, (_, i) => JSON.stringify(at(row + i)));
      yield `${row === 0 ? "" : ","}${values.join(",")}`;
    }
  }
  yield "]}}}\n";
}

const VALUES = 4096;

/** One small JSON document, indented; NaN becomes null. */
export const json = (document: object): string => `${JSON.stringify(document, null, 2)}\n`;
