import source from "../../build/worker.js";
import { ArgumentError, checkOptions, expected } from "../errors";
import { Crew, type Pool } from "./crew";
import { compiled } from "./instance";
import { startThread, threadsAtOnce } from "./threads";

/** Options of `pool`. */
export interface PoolOptions {
  /** How many, 1 to 256; unless given, as many as the machine runs at once. */
  readonly workers?: number;
  /** Address of `clausius/worker.js`, for a page whose content policy forbids workers from a Blob. Node does not need it. */
  readonly script?: string | { readonly href: string };
}

/**
 * Workers, each with kernels of its own, for the option `pool` of `spectrum`, `steadyState`, `propagate`, `bootstrap`, `coverage`
 * and `fitMany`: the call then returns a
 * promise of the same result, with the same bits, whatever the number of workers. They start when there is work for them, serve any
 * number of calls, and do not keep Node alive when they have none; `close()` ends them, and lets go of the memory that columns pass
 * through, which is kept for the next call until then: twice the columns of a call's largest parts, a worker.
 *
 * @throws ArgumentError if the options are not as described
 */
export function pool(options: PoolOptions = {}): Pool {
  checkOptions(options, ["workers", "script"]);
  const { workers = Math.min(256, threadsAtOnce()), script } = options;
  if (!Number.isInteger(workers) || workers < 1 || workers > 256) {
    throw expected("workers", "a whole number of workers, 1 to 256", workers);
  }
  const address = typeof script === "object" ? script?.href : script;
  if (script !== undefined && typeof address !== "string")
    throw expected("script", "the address of clausius/worker.js", script);
  if (address === "") throw new ArgumentError("script", "expected the address of clausius/worker.js, got an empty one");
  return new Crew(workers, (listener) => {
    const thread = startThread(source, address, listener);
    thread.post(compiled(), []);
    return thread;
  });
}
