import { Command } from "commander";
import { description, version } from "../../package.json";
import { addAbout } from "./about";
import { addPaper } from "./paper";
import { addSteadyState } from "./steady-state";
import { bold } from "./style";

const notes = `
Examples:
  clausius paper
  clausius steady-state --preset optomechanics --gAB 0.49kappaA
  clausius steady-state --help

Exit codes: 0 done; 1 a file cannot be read or written; 2 wrong use;
3 no row has a steady state; 130 Ctrl-C.`;

/**
 * Runs the command that the words name.
 *
 * @throws ArgumentError or CommanderError on wrong use, FileError; CommanderError with exit code 0 after help and version
 */
export async function commandLine(words: readonly string[]): Promise<void> {
  const program = new Command("clausius")
    .description(description)
    .version(version)
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .configureHelp({ styleTitle: bold })
    .addHelpText("after", notes);
  addPaper(program);
  addSteadyState(program);
  addAbout(program);
  // commander knows --name=value too, but then suggests no name for a misspelt one.
  const parted = words.flatMap((word) => /^(--\w[\w-]*)=(.*)$/s.exec(word)?.slice(1) ?? [word]);
  if (words.length === 0) program.outputHelp();
  else await program.parseAsync(parted, { from: "user" });
}
