// Peers that live in Python: a script that stays, does a piece of work for each line it is given, and says how long that took by itself.

import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createInterface, type Interface } from "node:readline";
import { fileURLToPath } from "node:url";

/** What a script answers: seconds of the work alone, and whatever else it has to say. */
export interface Answer {
  readonly seconds: number;
  readonly [name: string]: unknown;
}

/** A script that runs under `python3`. */
export class Python {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;
  readonly #reader: Interface;
  /** Names and versions of what it runs. */
  versions = "";

  private constructor(script: string) {
    this.#process = spawn("python3", [fileURLToPath(new URL(script, import.meta.url))]);
    this.#process.on("error", () => undefined); // no Python: its output ends
    this.#process.stdin.on("error", () => undefined);
    this.#process.stderr.resume();
    this.#reader = createInterface({ input: this.#process.stdout });
    this.#lines = this.#reader[Symbol.asyncIterator]();
  }

  /** Starts a script of this folder, whose first line is { versions }; undefined where Python or a package is not there. */
  static async start(script: string): Promise<Python | undefined> {
    const python = new Python(script);
    const first = await python.#lines.next();
    if (first.done) return undefined;
    python.versions = (JSON.parse(first.value) as { versions: string }).versions;
    return python;
  }

  /** Has a piece of work done. */
  async run(request: object): Promise<Answer> {
    this.#process.stdin.write(`${JSON.stringify(request)}\n`);
    const line = await this.#lines.next();
    if (line.done) throw new Error(`Python ended at ${JSON.stringify(request)}`);
    return JSON.parse(line.value) as Answer;
  }

  /** Ends it. */
  close(): void {
    this.#process.stdin.end();
    this.#reader.close();
  }
}
