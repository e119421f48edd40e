// The windows that segments of a record are weighted with.

import { expected } from "../errors";

/** Coefficients a_k of windows w(t) = Σ a_k cos(2πkt/T), −T/2 < t < T/2, by their names. */
export const cosineTerms = {
  rectangular: [1],
  hann: [0.5, 0.5],
  flattop: [0.21557895, 0.41663158, 0.277263158, 0.083578947, 0.006947368],
} as const satisfies Record<string, readonly number[]>;

/** A window: its name, and β of Kaiser's w(t) = I₀(β√(1 − (2t/T)²))/I₀(β). */
export interface Window {
  readonly window: keyof typeof cosineTerms | "kaiser";
  /** β of the Kaiser window: 6 is near Hann's width, 14 near the flat-top's leakage. */
  readonly beta?: number;
}

const names = [...Object.keys(cosineTerms), "kaiser"];

/** Throws unless it is a window; `prefix` stands before the names in messages. */
export function checkWindow({ window, beta }: Window, prefix = ""): void {
  if (!names.includes(window)) throw expected(`${prefix}window`, names.map((name) => `"${name}"`).join(", "), window);
  if (window !== "kaiser") {
    if (beta !== undefined) throw expected(`${prefix}beta`, `no β with the window "${window}", which has none`, beta);
  } else if (!(typeof beta === "number" && beta >= 0 && beta <= 100)) {
    throw expected(`${prefix}beta`, "β of the Kaiser window, 0 to 100", beta);
  }
}

/** Half the main lobe of a window's transform, in bins: where it first vanishes. */
export const mainLobe = ({ window, beta = 0 }: Window): number =>
  window === "kaiser" ? Math.sqrt(1 + (beta / Math.PI) ** 2) : cosineTerms[window].length;
