// Where the time of P goes: how long each worker is at work, and what the main thread does meanwhile.

import { createRequire } from "node:module";
import { type EventLoopUtilization, performance } from "node:perf_hooks";
import type { Worker } from "node:worker_threads";
import { pool } from "clausius";
import type { Row } from "../harness";
import type { Grid } from "../table";
import { works } from "./workers";

const ROUNDS = 15;

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
  /** Of each worker, the busier first. */
  readonly computing: readonly number[];
  readonly writing: number;
  readonly hearing: number;
  readonly else: number;
}

async function timed(watch: Watch, workers: readonly Worker[], run: () => Promise<unknown>): Promise<Times> {
  const before = workers.map((worker) => worker.performance.eventLoopUtilization());
  const main = performance.eventLoopUtilization();
  [watch.writing, watch.hearing] = [0, 0];
  const start = performance.now();
  await run();
  const all = performance.now() - start;
  const { writing, hearing } = watch;
  const since = (now: EventLoopUtilization, then: EventLoopUtilization) => now.active - then.active;
  const busy = since(performance.eventLoopUtilization(), main);
  const computing = workers.map((worker, k) => since(worker.performance.eventLoopUtilization(), before[k]!));
  const seconds = (ms: number) => Math.max(0, ms) / 1000;
  return {
    all: seconds(all),
    computing: computing.map(seconds).sort((a, b) => b - a),
    writing: seconds(writing),
    hearing: seconds(hearing),
    else: seconds(busy - writing - hearing),
  };
}

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
    const rounds: { one: Times; two: Times }[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      rounds.push({
        two: await timed(watch, both, () => run({ pool: two })),
        one: await timed(watch, [only!], () => run({ pool: one })),
      });
    }
    await Promise.all([one.close(), two.close()]);
    const ours = rounds.map(({ two }) => two.all);
    const row = (name: string, of: (round: { one: Times; two: Times }) => number): Row => ({
      name,
      seconds: rounds.map(of),
      ours,
    });
    lines.push({
      name,
      rows: [
        row("two workers", ({ two }) => two.all),
        row("a worker computes", ({ two }) => two.computing[0]!),
        row("the other", ({ two }) => two.computing[1]!),
        row("the main thread writes", ({ two }) => two.writing),
        row("takes results", ({ two }) => two.hearing),
        row("does else", ({ two }) => two.else),
        row("one worker by itself", ({ one }) => one.all),
        row("computes", ({ one }) => one.computing[0]!),
      ],
    });
  }
  watch.close();
  return { workload: "pool", title: "Where the time of two workers goes", point: "all", line: "work", lines };
}
