// The programs beside us, started once: which of them are there, what each can do, and how to have it timed.

import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Child } from "./child";
import type { Bar, Rival } from "./harness";
import { Inputs } from "./inputs";

const local = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What a workload wants of a peer. */
export interface Wanted {
  readonly points: number;
  readonly bar?: Bar;
  /** How far an answer is off. */
  readonly judge?: (answer: Float64Array) => number;
}

/** Peers in Python, C and C++. */
export class Peers {
  readonly #inputs = new Inputs();
  readonly #children = new Map<string, Child>();
  /** What is not there, or cannot do what was wanted. */
  readonly absent: string[] = [];

  /** Starts all that are there: `python/` by `python3`, and what `build/native` holds. */
  static async start(): Promise<Peers> {
    const peers = new Peers();
    await peers.#add("python", "python3", local("python/peers.py"));
    await peers.#add("lmfit", "python3", local("python/lmfit_peer.py"));
    const folder = local("../build/native");
    const built = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".peer")) : [];
    for (const name of ["slicot", "eigen", "eigen-native", "gsl", "ceres", "twin-sse2", "twin-native"]) {
      if (built.includes(`${name}.peer`)) await peers.#add(name, `${folder}/${name}.peer`);
    }
    return peers;
  }

  async #add(name: string, command: string, ...given: string[]): Promise<void> {
    const child = await Child.start(command, ...given, this.#inputs.folder);
    if (child) this.#children.set(name, child);
  }

  /** Versions of all that are there. */
  get versions(): Record<string, string> {
    return Object.fromEntries([...this.#children].map(([name, child]) => [name, child.versions]));
  }

  /** A peer as a rival in one workload; none where it is not there, or cannot do that. */
  async rival(name: string, peer: string, work: string, { points, bar, judge }: Wanted): Promise<Rival[]> {
    const child = this.#children.get(peer);
    if (!child) {
      this.absent.push(name);
      return [];
    }
    const file = "answer.f64";
    const ask = async (repetitions: number, answer: string) =>
      Number(await child.ask(`${work} ${points} ${repetitions} ${answer}`));
    const first = await ask(1, file);
    if (Number.isNaN(first)) {
      this.absent.push(name);
      return [];
    }
    const error = judge?.(this.#inputs.read(file));
    let seconds = first;
    const time = async (least: number) => {
      const repetitions = Math.max(1, Math.ceil(least / seconds));
      seconds = (await ask(repetitions, "-")) / repetitions;
      return seconds;
    };
    return [{ name, points, time, error, bar }];
  }

  /** Ends them. */
  close(): void {
    for (const child of this.#children.values()) child.close();
    this.#inputs.close();
  }
}
