// How a run ends: exit codes, and errors as one line.

/** Exit codes: what a script can tell from them. */
export const exit = { ok: 0, file: 1, usage: 2, noSteadyState: 3, notConverged: 4, interrupted: 130, terminated: 143 } as const;

/** A file or folder that cannot be read or written. */
export class FileError extends Error {}

/** A run in which no row has a steady state. */
export class NoSteadyState extends Error {}

/** A fit that did not end at a stationary point; its report is written all the same. */
export class NotConverged extends Error {}

/** Work that Ctrl-C ended early; what was done is written all the same. */
export class Interrupted extends Error {}

const reasons: Record<string, string> = {
  EACCES: "permission denied",
  EEXIST: "a file of that name is in the way",
  EISDIR: "is a folder, not a file",
  ENOENT: "no such file or folder",
  ENOSPC: "no space left on the device",
  ENOTDIR: "a part of the path is not a folder",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
};

/** `paper: permission denied` of an error that Node's file system threw. */
export function fileError(path: string, error: unknown): FileError {
  const { code, message } = error as NodeJS.ErrnoException;
  return new FileError(`${path}: ${reasons[code ?? ""] ?? message}`);
}

/** Writes the error as one line on stderr and returns the exit code; asking for help or the version is no error. */
export function report(error: unknown): number {
  const { name, message, code, exitCode } = (error instanceof Error ? error : new Error(String(error))) as CommandLineError;
  if (exitCode === 0) return exit.ok;
  const line = message
    .replace(/^error: /, "")
    .replace("(outputHelp)", "no such command; clausius --help lists them")
    .replaceAll(/\s*[\r\n]+\s*/g, " ");
  process.stderr.write(`clausius: ${line}\n`);
  if (error instanceof NoSteadyState) return exit.noSteadyState;
  if (error instanceof NotConverged) return exit.notConverged;
  if (error instanceof Interrupted) return exit.interrupted;
  // By name: the ArgumentError of the package and that of this bundle are two classes.
  return name === "ArgumentError" || code?.startsWith("commander.") ? exit.usage : exit.file;
}

/** An error of commander's; of other errors, only name and message are there. */
interface CommandLineError extends Error {
  readonly code?: string;
  readonly exitCode?: number;
}
