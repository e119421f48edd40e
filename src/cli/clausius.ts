// The program: what surrounds a run, whatever the command.

import { commandLine } from "./command-line";
import { exit, fileError, report } from "./exit";
import { interrupt } from "./interrupt";
import { removeUnfinished } from "./output";

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // A reader that has enough, such as head, closes the pipe: that is no failure.
  process.exit(error.code === "EPIPE" ? exit.ok : report(fileError("stdout", error)));
});
process.on("SIGINT", () => {
  if (!interrupt()) stop(exit.interrupted);
});
process.once("SIGTERM", () => stop(exit.terminated));

function stop(code: number): void {
  removeUnfinished();
  process.exit(code);
}

try {
  await commandLine(process.argv.slice(2));
} catch (error) {
  removeUnfinished();
  process.exitCode = report(error);
}
