// A pool's workers and what they are at: work is cut into tiles, tiles go to whoever is free, results to where they belong.

import { ArgumentError, expected } from "../errors";
import type { Listener, Thread } from "./threads";
import { Tray } from "./tray";

/** Workers that share the work of a call: see `pool`. */
export interface Pool {
  /** How many there are at most; each starts when there is work for it. */
  readonly workers: number;
  /** Ends all workers; calls that are not done are rejected. May be called again. */
  close(): Promise<void>;
}

/** An `AbortSignal`. */
export interface Signal {
  readonly aborted: boolean;
  readonly reason?: unknown;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/** Options of a call that runs in a pool. Arrays that are given must stay as they are until it is done. */
export interface Pooled {
  /** Made by `pool()`. */
  readonly pool: Pool;
  /** Told after each part how many rows or spectra are done, of how many. */
  readonly progress?: (done: number, total: number) => void;
  /** An `AbortSignal`: the call is rejected with its reason, and the pool can be used again. */
  readonly signal?: Signal;
}

/** A call of a verb, as a worker gets it. */
export interface Request {
  readonly id: number;
  readonly verb: string;
  readonly given: readonly unknown[];
}

/** What a worker answers: one of the three. */
export interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly refusal?: { readonly argument: string; readonly reason: string };
  readonly error?: Error;
}

/** Work on `total` items, in tiles. */
export interface Work {
  /** Which verb does it, of those that src/worker.ts serves. */
  readonly verb: string;
  readonly total: number;
  /** Fewest and most items worth a message. */
  readonly least: number;
  readonly most: number;
  /** Does it here: given where it is less than a message is worth. */
  readonly here?: () => void;
  /** The verb's arguments for items `first` to `end`; columns may go by the tray. */
  readonly cut: (first: number, end: number, tray: Tray) => readonly unknown[];
  /** Takes the result for the items from `first` on. */
  readonly put: (result: never, first: number) => void;
}

/** Work under way. */
interface Job {
  readonly work: Work;
  readonly tile: number;
  readonly progress: Pooled["progress"];
  /** The first item that nobody is at. */
  next: number;
  done: number;
  /** Tiles that somebody is at, by their first items. */
  readonly flying: Set<number>;
  failure?: { readonly first: number; readonly error: unknown };
  readonly settle: (error?: unknown) => void;
}

interface Tile {
  readonly job: Job;
  readonly first: number;
  readonly end: number;
  readonly tray: Tray;
}

/** A worker and the tiles it has, in order. */
interface Hand {
  readonly thread: Thread;
  readonly tiles: Map<number, Tile>;
  /** Those that nobody is at. */
  readonly trays: Tray[];
}

/** Tiles a worker has at once: one at work, one waiting. */
const DEPTH = 2;
/** Tiles a worker gets of one call, where there are enough items: the last to finish keeps the others waiting for one of these. */
const SHARES = 8;

const closed = () => new ArgumentError("pool", "is closed");

/** The workers of one pool. */
export class Crew implements Pool {
  readonly #hands: Hand[] = [];
  readonly #jobs = new Set<Job>();
  #isClosed = false;
  #requests = 0;

  constructor(
    readonly workers: number,
    /** Starts a worker that has the kernels. */
    private readonly start: (listener: Listener) => Thread,
  ) {}

  /** Done when all of it is, in any order; of several errors the one of the first tile. */
  run(work: Work, progress: Pooled["progress"], signal: Signal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed) throw closed();
      if (signal?.aborted) throw signal.reason;
      if (work.total === 0) return resolve();
      if (work.here) {
        work.here();
        progress?.(work.total, work.total);
        return resolve();
      }
      const abort = () => job.settle(signal!.reason);
      const job: Job = {
        work,
        tile: Math.min(work.most, Math.max(work.least, Math.ceil(work.total / (SHARES * this.workers)))),
        progress,
        next: 0,
        done: 0,
        flying: new Set(),
        settle: (...failed) => {
          if (!this.#jobs.delete(job)) return;
          signal?.removeEventListener("abort", abort);
          if (failed.length > 0) reject(failed[0]);
          else resolve();
        },
      };
      signal?.addEventListener("abort", abort);
      this.#jobs.add(job);
      this.#advance();
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const job of this.#jobs) job.settle(closed());
    await Promise.all(this.#hands.splice(0).map(({ thread }) => thread.end()));
  }

  /** Gives out tiles, of the earliest call first, for as long as somebody is free. */
  #advance(): void {
    for (const job of this.#jobs) {
      const { work, tile, flying } = job;
      while (job.next < work.total && !job.failure) {
        const first = job.next;
        try {
          const hand = this.#free();
          if (!hand) return;
          const end = Math.min(first + tile, work.total);
          const id = this.#requests++;
          const tray = hand.trays.pop() ?? new Tray();
          const given = work.cut(first, end, tray);
          hand.thread.post({ id, verb: work.verb, given } satisfies Request, tray.transfer);
          if (hand.tiles.size === 0) hand.thread.hold(true);
          hand.tiles.set(id, { job, first, end, tray });
          flying.add(first);
          job.next = end;
        } catch (error) {
          fail(job, first, error);
        }
      }
    }
  }

  /** Whoever has nothing to do; or a new worker; or whoever can have another tile ready. */
  #free(): Hand | undefined {
    const [least] = [...this.#hands].sort((a, b) => a.tiles.size - b.tiles.size);
    if (least?.tiles.size === 0) return least;
    if (this.#hands.length < this.workers) return this.#hire();
    return least && least.tiles.size < DEPTH ? least : undefined;
  }

  #hire(): Hand {
    const thread = this.start({
      hear: (message) => this.#hear(hand, message as Answer),
      fail: (reason) => this.#lose(hand, reason),
    });
    const hand: Hand = { thread, tiles: new Map(), trays: [] };
    this.#hands.push(hand);
    return hand;
  }

  #hear(hand: Hand, { id, result, refusal, error }: Answer): void {
    const { job, first, end, tray } = hand.tiles.get(id)!;
    hand.tiles.delete(id);
    if (hand.tiles.size === 0) hand.thread.hold(false);
    job.flying.delete(first);
    if (this.#jobs.has(job)) {
      if (refusal) fail(job, first, new ArgumentError(refusal.argument, refusal.reason));
      else if (error) fail(job, first, error);
      else finish(job, first, end, result as never);
    }
    tray.clear();
    hand.trays.push(tray);
    this.#advance();
  }

  /** A worker is no more: what it was at has failed; the next tile hires another. */
  #lose(hand: Hand, reason: Error): void {
    const at = this.#hands.indexOf(hand);
    if (at < 0) return;
    this.#hands.splice(at, 1);
    void hand.thread.end();
    for (const { job, first } of hand.tiles.values()) {
      job.flying.delete(first);
      fail(job, first, reason);
    }
    this.#advance();
  }
}

function finish(job: Job, first: number, end: number, result: never): void {
  try {
    job.work.put(result, first);
    job.done += end - first;
    job.progress?.(job.done, job.work.total);
  } catch (error) {
    fail(job, first, error);
  }
  if (job.done === job.work.total && !job.failure) job.settle();
  else if (job.failure) fail(job, job.failure.first, job.failure.error);
}

/** Nothing more is given out; over when no earlier tile is under way, which might have failed as well. */
function fail(job: Job, first: number, error: unknown): void {
  if (!job.failure || first <= job.failure.first) job.failure = { first, error };
  const { failure } = job;
  if ([...job.flying].every((flying) => flying > failure.first)) job.settle(failure.error);
}

/** Does the work in the pool of the options, all of which are checked. */
export async function fillByWorkers({ pool, progress, signal }: Pooled, work: Work): Promise<void> {
  if (!(pool instanceof Crew)) throw expected("pool", "a pool made by pool()", pool);
  if (progress !== undefined && typeof progress !== "function") {
    throw expected("progress", "a function of what is done and of how much", progress);
  }
  if (signal !== undefined && !(typeof signal === "object" && typeof signal?.addEventListener === "function")) {
    throw expected("signal", "an AbortSignal", signal);
  }
  return pool.run(work, progress, signal);
}
