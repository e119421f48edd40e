// Peers that live outside: a program that stays, does a piece of work for each line it is given, and says how long that took by its own clock.

import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createInterface, type Interface } from "node:readline";

/** A program that answers line by line; its first line names it: `SciPy 1.17.1, NumPy 2.4.6`. */
export class Child {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;
  readonly #reader: Interface;
  /** Names and versions of what it runs. */
  versions = "";

  private constructor(command: string, given: readonly string[]) {
    // one thread each, as ours
    const env = { ...process.env, OPENBLAS_NUM_THREADS: "1", OMP_NUM_THREADS: "1" };
    this.#process = spawn(command, given, { env });
    this.#process.on("error", () => undefined); // not there: its output ends
    this.#process.stdin.on("error", () => undefined);
    this.#process.stderr.resume();
    this.#reader = createInterface({ input: this.#process.stdout });
    this.#lines = this.#reader[Symbol.asyncIterator]();
  }

  /** Starts a program; undefined where it, or something that it needs, is not there. */
  static async start(command: string, ...given: string[]): Promise<Child | undefined> {
    const child = new Child(command, given);
    const first = await child.#lines.next();
    if (first.done) return undefined;
    child.versions = first.value;
    return child;
  }

  /** Has a piece of work done, and gives the answer's line. */
  async ask(request: string): Promise<string> {
    this.#process.stdin.write(`${request}\n`);
    const line = await this.#lines.next();
    if (line.done) throw new Error(`a peer ended at ${request}`);
    return line.value;
  }

  /** Ends it. */
  close(): void {
    this.#process.stdin.end();
    this.#reader.close();
  }
}
