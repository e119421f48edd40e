// Parameters of a system from a file.

import { readFileSync } from "node:fs";
import { expected } from "../errors";
import { readJson } from "../io/json";
import { FileError, fileError } from "./exit";
import type { Written } from "./parameters";

/** What a JSON file says. @throws FileError if it cannot be read or is not JSON; ArgumentError if it is not an object */
export function parameterFile(path: string): Written {
  if (path === "") throw expected("FILE.json", "the path of a JSON file", path);
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw fileError(path, error);
  }
  let written: unknown;
  try {
    written = readJson(text);
  } catch (error) {
    throw new FileError(`${path}: not JSON: ${(error as SyntaxError).message}`);
  }
  if (typeof written !== "object" || written === null || Array.isArray(written)) {
    throw expected(path, "a JSON object of parameters", written);
  }
  return written as Written;
}
