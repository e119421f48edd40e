// clausius about: what runs here.

import { createHash } from "node:crypto";
import { availableParallelism } from "node:os";
import { kernelBytes, paper, steadyState } from "clausius";
import type { Command } from "commander";
import { version } from "../../package.json";
import { aligned } from "../io/aligned";
import { json } from "../io/json";
import { smallTable } from "../io/table";
import { citation } from "./citation";
import { print } from "./output";

/** Adds the command to the program. */
export function addAbout(program: Command): void {
  program
    .command("about")
    .summary("version, kernels, engine, and the paper to cite")
    .description("Version, kernels and engine of this installation, and the paper to cite.")
    .option("--json", "write one JSON document")
    .addHelpText("after", "\nExamples:\n  clausius about\n  clausius about --json")
    .action(run);
}

async function run({ json: isJson }: { json?: boolean }): Promise<void> {
  const kernels = createHash("sha256").update(kernelBytes()).digest("hex").slice(0, 16);
  const failure = simdFailure();
  const facts = {
    version,
    kernels,
    simd: failure === undefined,
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    cores: availableParallelism(),
    citation,
  };
  if (isJson) return print([json(facts)]);
  const rows = Object.entries({
    ...facts,
    version: `clausius ${version}`,
    kernels: `SHA-256 ${kernels}…`,
    simd: failure === undefined ? "yes: the SIMD kernels ran" : `no: ${failure}`,
    cores: String(facts.cores),
  });
  return print(aligned(smallTable(["name", "value"], rows), { headings: false }));
}

/** Why this engine cannot run the kernels, all of which are the SIMD build; undefined if it did. */
function simdFailure(): string | undefined {
  try {
    const { status } = steadyState({ ...paper.optomechanics, gAB: paper.optomechanics.kappaA });
    return status === 0 ? undefined : "the kernels ran, but without a result";
  } catch (error) {
    return (error as Error).message;
  }
}
