// What sampling and a window make of a spectrum: each bin shows the true one averaged over frequencies near by, and folded.

import { expected, unknownName } from "../errors";
import { checkWindow, type Window } from "./window";

/** How a record was taken: its samples are averages over `interval`; segments of `length` samples were windowed. */
export interface Response extends Window {
  /** Time from sample to sample (s). */
  readonly interval: number;
  /** Samples a segment. */
  readonly length: number;
}

/** Throws unless it is one, of any window, and a record taken so can show these frequencies (Hz). */
export function checkResponse(response: Response, frequencies: Float64Array): void {
  if (typeof response !== "object" || response === null) {
    throw expected("response", "an object with interval (s), length (samples) and window", response);
  }
  const { interval, length } = response;
  const known = ["interval", "length", "window", "beta"];
  for (const name in response) if (!known.includes(name)) throw unknownName("field of response", name, known);
  if (!(typeof interval === "number" && interval > 0 && interval < 1e20)) {
    throw expected("response.interval", "a positive time in s", interval);
  }
  if (!Number.isInteger(length) || length < 8)
    throw expected("response.length", "a whole number of samples, 8 or more", length);
  checkWindow(response, "response.");
  const highest = frequencies.reduce((most, f) => Math.max(most, Math.abs(f)), 0);
  if (highest * interval > 0.5 * (1 + 1e-9)) {
    throw expected("response.interval", `at most ${0.5 / highest} s, half a period of ${highest} Hz`, interval);
  }
}

/** Of Kaiser's window: farther than 48 bins, which the model leaves out, it has 7e-6 of its weight then (1.3e-8 for β = 8.6). */
const LEAST_BETA = 5;

/** Throws unless the window tapers: what others leak from far away no model here follows. `prefix` stands before the names. */
export function checkTaper({ window, beta = 0 }: Window, prefix = "response."): void {
  const way = "compute the spectrum with a window that tapers";
  if (window === "rectangular") {
    const expectation = `a window that tapers, such as "hann" (a rectangular window leaks too much to be fitted: ${way})`;
    throw expected(`${prefix}window`, expectation, window);
  }
  if (window === "kaiser" && beta < LEAST_BETA) {
    throw expected(`${prefix}beta`, `β of ${LEAST_BETA} or more (below, the window leaks too much to be fitted: ${way})`, beta);
  }
}
