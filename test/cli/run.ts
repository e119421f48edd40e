import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";

const program = fileURLToPath(new URL("../../dist/cli/clausius.js", import.meta.url));
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder of the test's own. */
export function folder(): string {
  folders.push(mkdtempSync(join(tmpdir(), "clausius-")));
  return folders.at(-1)!;
}

/** Every file below a folder. */
export const filesIn = (path: string): string[] => (readdirSync(path, { recursive: true }) as string[]).sort();

/** Runs the built program to its end. */
export function clausius(words: readonly string[], cwd: string = tmpdir()) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], {
    cwd,
    encoding: "utf8",
    maxBuffer: 1e9,
  });
  return { code: status, stdout, stderr };
}

/** Starts the built program. */
export const started = (words: readonly string[], cwd: string) => spawn(process.execPath, [program, ...words], { cwd });

/** Starts a shell line in which $clausius is the built program. */
export function shell(line: string, cwd: string) {
  const env = { ...process.env, clausius: `${process.execPath} ${program}` };
  const { status, stdout, stderr } = spawnSync("bash", ["-c", line], { cwd, encoding: "utf8", env, maxBuffer: 1e9 });
  return { code: status, stdout, stderr };
}
