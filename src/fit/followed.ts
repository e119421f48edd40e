// Which sampling and window the model of a spectrum follows.

import type { NoiseSpectrum } from "../data/noise-spectrum";
import { checkResponse, checkTaper, type Response } from "../data/response";
import { expected } from "../errors";

/** What a fit may be told of a record's sampling and window. */
export interface ToldResponse {
  /**
   * How the record was sampled and windowed, which the model follows: unless given, as the spectrum says; `"none"` fits the spectrum as
   * it stands.
   */
  readonly response?: Response | "none";
}

/**
 * The response that the model follows, if any.
 *
 * @throws ArgumentError if it is none, or the window leaks too much to be fitted, be it followed or not
 */
export function followed({ response }: ToldResponse, spectrum: NoiseSpectrum): Response | undefined {
  if (response === undefined || response === "none") {
    if (spectrum.response) checkTaper(spectrum.response);
    return response === "none" ? undefined : spectrum.response;
  }
  if (typeof response !== "object" || response === null) {
    throw expected("response", 'an object with interval (s), length (samples) and window, or "none"', response);
  }
  checkResponse(response, spectrum.frequency);
  checkTaper(response);
  return response;
}
