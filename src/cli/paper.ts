// clausius paper: every number and figure of the paper's two experiments, into one folder.

import type { Command } from "commander";
import { expected } from "../errors";
import { json } from "../io/json";
import { openFolder, print, writeFolder } from "./output";

/** Adds the command to the program. */
export function addPaper(program: Command): void {
  program
    .command("paper")
    .summary("reproduce the paper: tables, Figs. 2 and 3 with simulated data, relaxation")
    .description(
      "Reproduce the paper: Table I as used; Figs. 2 and 3 with their data simulated and fitted, over the theory; the relaxation to the steady state; and a summary.",
    )
    .option("--output <folder>", "where the files go", "paper")
    .option("--json", "print one JSON document instead of the summary")
    .addHelpText("after", "\nExamples:\n  clausius paper\n  clausius paper --output results/brunelli2018 --json")
    .action(run);
}

async function run({ output, json: isJson }: { output: string; json?: boolean }): Promise<void> {
  if (output === "") throw expected("output", "a folder", output);
  const start = performance.now();
  await openFolder(output);
  // Loaded when asked for: the drawing libraries are large, and no other command needs them.
  const { reproduction } = await import("./reproduction");
  const { files, summary, results } = await reproduction();
  await writeFolder(output, files);
  const names = files.map(({ path }) => path);
  if (isJson) return print([json({ ...results, folder: output, files: names })]);
  const seconds = ((performance.now() - start) / 1e3).toFixed(1);
  await print([summary, `\n${names.length} files in ${output}: ${names.join(", ")} (${seconds} s)\n`]);
}
