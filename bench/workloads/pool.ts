// Where the time of P goes: how long each worker is at work, and what the main thread does meanwhile.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Worker } from "node:worker_threads";
import { pool } from "clausius";
import type { Row } from "../harness";
import type { Grid } from "../table";
import { works } from "./workers";

const ROUNDS = 7;

/** The module that the pool starts its workers from. */
const threads = createRequire(import.meta.url)("node:worker_threads") as { Worker: typeof Worker };

/** Workers that were started, and how long (ms) the main thread has been at writing to them and at hearing them. */
class Watch {
  readonly workers: Worker[] = [];
  writing = 0;
  hearing = 0;
  readonly #own = threads.Worker;

  constructor() {
    const watch = this;
    threads.Worker = class extends this.#own {
      constructor(...given: ConstructorParameters<typeof Worker>) {
        super(...given);
        watch.workers.push(this);
      }
      override postMessage(message: unknown, transfer?: readonly ArrayBuffer[]) {
        const start = performance.now();
        super.postMessage(message, transfer as never);
        watch.writing += performance.now() - start;
      }
      override on(...[event, hear]: Parameters<Worker["on"]>) {
        if (event !== "message") return super.on(event, hear);
        return super.on(event, (message: unknown) => {
          const [start, written] = [performance.now(), watch.writing];
          hear(message);
          watch.hearing += performance.now() - start - (watch.writing - written); // what it wrote in answer counts there
        });
      }
    };
  }

  close(): void {
    threads.Worker = this.#own;
  }
}

/** What one run took, in seconds. */
interface Times {
  readonly all: number;
  /** How long each worker had work, the busier first. */
  readonly busy: readonly number[];
  readonly writing: number;
  readonly hearing: number;
  /** Processor time of the main thread, and of all threads, those that collect garbage and compile included. */
  readonly main: number;
  readonly threads: number;
}

/** Processor time of this thread so far (ms), as Linux tells it; NaN elsewhere. */
function ownTime(): number {
  try {
    return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, "utf8").split(" ")[0]) / 1e6;
  } catch {
    return Number.NaN;
  }
}

/** Processor time of all threads so far (ms). */
function allTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

async function timed(watch: Watch, workers: readonly Worker[], run: () => Promise<unknown>): Promise<Times> {
  const before = workers.map((worker) => worker.performance.eventLoopUtilization());
  [watch.writing, watch.hearing] = [0, 0];
  const [main, threads, start] = [ownTime(), allTime(), performance.now()];
  await run();
  const [all, own, every] = [performance.now() - start, ownTime() - main, allTime() - threads];
  const { writing, hearing } = watch;
  const busy = workers.map((worker, k) => worker.performance.eventLoopUtilization().active - before[k]!.active);
  const seconds = (ms: number) => ms / 1000;
  return {
    all: seconds(all),
    busy: busy.map(seconds).sort((a, b) => b - a),
    writing: seconds(writing),
    hearing: seconds(hearing),
    main: seconds(own),
    threads: seconds(every),
  };
}

interface Round {
  readonly one: Times;
  readonly two: Times;
}

const columns: readonly (readonly [name: string, of: (round: Round) => number])[] = [
  ["two workers", ({ two }) => two.all],
  ["a worker is busy", ({ two }) => two.busy[0]!],
  ["the other", ({ two }) => two.busy[1]!],
  ["the main thread writes", ({ two }) => two.writing],
  ["takes results", ({ two }) => two.hearing],
  ["its processor time", ({ two }) => two.main],
  ["that of all threads", ({ two }) => two.threads],
  ["one worker by itself", ({ one }) => one.all],
  ["processor time of all threads then", ({ one }) => one.threads],
];

/** Runs the works of P in pools of one and of two workers. */
export async function benchPool(): Promise<Grid> {
  const watch = new Watch();
  const lines = [];
  for (const [name, [run]] of Object.entries(works())) {
    const [one, two] = [pool({ workers: 1 }), pool({ workers: 2 })];
    for (let warm = 0; warm < 3; warm++) await run({ pool: one });
    const [only] = watch.workers.splice(0);
    for (let warm = 0; warm < 3; warm++) await run({ pool: two });
    const both = watch.workers.splice(0);
    const rounds: Round[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      rounds.push({
        two: await timed(watch, both, () => run({ pool: two })),
        one: await timed(watch, [only!], () => run({ pool: one })),
      });
    }
    await Promise.all([one.close(), two.close()]);
    const ours = rounds.map(({ two }) => two.all);
    const rows = columns.map(([name, of]): Row => ({ name, seconds: rounds.map(of), ours }));
    lines.push({ name, rows: rows.filter(({ seconds }) => !seconds.some(Number.isNaN)) });
  }
  watch.close();
  return { workload: "pool", title: "Where the time of two workers goes", point: "all", line: "work", lines };
}
