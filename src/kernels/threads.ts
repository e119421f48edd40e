// Threads, in Node or in a browser: the only place that knows how either starts them.

/** A message and what of it changes hands. */
export type Post = (message: unknown, transfer: readonly ArrayBuffer[]) => void;

/** One worker. */
export interface Thread {
  readonly post: Post;
  /** Whether it has work; without, it does not keep Node alive. */
  hold(isBusy: boolean): void;
  end(): Promise<unknown>;
}

/** What becomes of a thread's messages, and of the thread if it ends by itself. */
export interface Listener {
  readonly hear: (message: unknown) => void;
  readonly fail: (reason: Error) => void;
}

// asked for at run time: a bundle for browsers must not import it
const node = () => globalThis.process?.getBuiltinModule?.("worker_threads");

/** Threads that this machine can run at once. */
export const threadsAtOnce = (): number =>
  globalThis.process?.getBuiltinModule?.("os")?.availableParallelism() ?? globalThis.navigator?.hardwareConcurrency ?? 1;

/** Starts a worker of this source; in a browser from `script`, its address, if that is given. */
export function startThread(source: string, script: string | undefined, { hear, fail }: Listener): Thread {
  const threads = node();
  if (threads) {
    const worker = new threads.Worker(source, { eval: true, execArgv: [], name: "clausius" });
    worker.on("message", hear);
    worker.on("messageerror", fail);
    worker.on("error", fail);
    worker.on("exit", (code) => fail(new Error(`a worker ended, with exit code ${code}`)));
    worker.unref();
    return {
      post: (message, transfer) => worker.postMessage(message, transfer),
      hold: (isBusy) => (isBusy ? worker.ref() : worker.unref()),
      end: () => worker.terminate(),
    };
  }
  const worker = browserWorker(script ?? addressOf(source));
  worker.onmessage = ({ data }) => hear(data);
  worker.onmessageerror = () => fail(new Error("a worker's message could not be read"));
  worker.onerror = (event) => {
    event.preventDefault?.();
    fail(event.message ? new Error(`a worker failed: ${event.message}`) : notStarted());
  };
  return {
    post: (message, transfer) => worker.postMessage(message, [...transfer]),
    hold() {},
    end: async () => worker.terminate(),
  };
}

const notStarted = (cause?: unknown) =>
  new Error(
    "a worker could not be started; where a page's content policy forbids workers from a Blob, serve clausius/worker.js and give pool({ script }) its address",
    { cause },
  );

/** Some browsers refuse at once, some by an event. */
function browserWorker(at: string): Worker {
  try {
    return new Worker(at, { name: "clausius" });
  } catch (cause) {
    throw notStarted(cause);
  }
}

let address: string | undefined;

/** The source as a file that a browser can start. */
function addressOf(source: string): string {
  address ??= URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  return address;
}

/** In a worker: hears its messages; what it returns answers them. */
export function listen(hear: (message: unknown) => void): Post {
  const port = node()?.parentPort;
  if (port) {
    port.on("message", hear);
    return (message, transfer) => port.postMessage(message, transfer);
  }
  globalThis.onmessage = ({ data }) => hear(data);
  return (message, transfer) => globalThis.postMessage(message, { transfer: [...transfer] });
}
