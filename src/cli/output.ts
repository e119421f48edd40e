// What leaves the program: text or bytes to stdout, remarks to stderr, files whole or not at all.

import { constants, existsSync, realpathSync, rmSync, statSync } from "node:fs";
import { access, type FileHandle, mkdir, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { FileError, fileError } from "./exit";

/** What is written, in pieces that are made as they are asked for. */
export type Content = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

/** Writes to stdout at the pace of its reader. */
export async function print(content: Content): Promise<void> {
  for await (const piece of content) await new Promise((written) => process.stdout.write(piece, written));
}

/** Says on stderr what the reader should know, in one line. */
export const remark = (text: string): boolean => process.stderr.write(`clausius: ${text}\n`);

/** A file to be: its path and its content, in pieces. */
export interface NewFile {
  readonly path: string;
  readonly content: Content;
}

const unfinished = new Set<string>();

/** Removes what an interrupted or failed write would leave behind. */
export function removeUnfinished(): void {
  for (const path of unfinished) rmSync(path, { recursive: true, force: true });
  unfinished.clear();
}

/**
 * Writes all files or none: each to a temporary beside its place, then renamed. Something that is no file, such as
 * /dev/null, is written to directly.
 *
 * @throws FileError
 */
export async function writeFiles(files: readonly NewFile[]): Promise<void> {
  try {
    const written: { from: string; to: string; path: string }[] = [];
    for (const { path, content } of files) {
      const { to, isFile } = await attempt(path, async () => place(path));
      const from = isFile ? join(dirname(to), `.${basename(to)}.${process.pid}.tmp`) : to;
      const file = await attempt(path, () => open(from, "w"));
      if (isFile) {
        unfinished.add(from);
        written.push({ from, to, path });
      }
      await attempt(path, () => fill(file, content));
    }
    for (const { from, to, path } of written) await attempt(path, () => rename(from, to));
    unfinished.clear();
  } finally {
    removeUnfinished();
  }
}

/**
 * Whether files can be written at these places: to be asked before long work.
 *
 * @throws FileError
 */
export async function checkPlaces(paths: readonly (string | undefined)[]): Promise<void> {
  for (const path of paths) {
    if (path === undefined) continue;
    await attempt(path, async () => access(place(path).isFile ? dirname(place(path).to) : path, constants.W_OK));
  }
}

/**
 * Makes the folder if it is missing, and tries to write there; what it made goes away again unless `writeFolder` fills it.
 *
 * @throws FileError
 */
export async function openFolder(folder: string): Promise<void> {
  let path = resolve(folder);
  while (!existsSync(path)) path = dirname(path);
  if (!statSync(path).isDirectory()) throw outputError(folder, { code: "EEXIST" });
  await attempt(folder, async () => {
    const made = await makeFolder(resolve(folder));
    if (made) unfinished.add(made);
    const trial = join(folder, `.${process.pid}.tmp`);
    await (await open(trial, "w")).close();
    await rm(trial);
  });
}

/**
 * Writes files into a folder that `openFolder` has opened, all or none.
 *
 * @throws FileError
 */
export async function writeFolder(folder: string, files: readonly NewFile[]): Promise<void> {
  await writeFiles(files.map(({ path, content }) => ({ path: join(folder, path), content })));
}

/** Where a path leads: through links to a file that is, or beside which one may be. */
function place(path: string): { to: string; isFile: boolean } {
  if (!existsSync(path)) return { to: path, isFile: true };
  const to = realpathSync(path);
  const stat = statSync(to);
  if (stat.isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
  return { to, isFile: stat.isFile() };
}

async function fill(file: FileHandle, content: Content): Promise<void> {
  try {
    for await (const piece of content) await file.writeFile(piece);
  } finally {
    await file.close();
  }
}

/** Makes the folder and those it lies in; gives the first that was missing. (Node's own recursive mkdir never returns from /proc.) */
async function makeFolder(path: string): Promise<string | undefined> {
  if (existsSync(path)) return undefined;
  const first = await makeFolder(dirname(path));
  await mkdir(path);
  return first ?? path;
}

async function attempt<T>(path: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw outputError(path, error);
  }
}

/** What is written is made: only a folder can be missing. */
function outputError(path: string, error: unknown): FileError {
  const isMissing = (error as NodeJS.ErrnoException).code === "ENOENT";
  return isMissing ? new FileError(`output: ${path}: no such folder`) : fileError(`output: ${path}`, error);
}
