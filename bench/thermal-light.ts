// The light of a fit's parameters g, κ, ω_a, ω_b, γ, θ: the temperature is given, so the bath's occupation follows ω_b.

import { efficiency, vienna } from "./inputs";
import type { Light } from "./plain-js";

const HBAR_OVER_K = 6.62607015e-34 / (2 * Math.PI) / 1.380649e-23;

/** What `densityOf` and `slopesOf` are told. */
export function thermalLight(x: readonly number[]): Light {
  const [g, k, wa, wb, y, angle] = x as [number, number, number, number, number, number];
  const per = HBAR_OVER_K / vienna.temperatureB;
  const n = 1 / Math.expm1(per * wb);
  return { g, k, wa, wb, y, angle, Na: 0.5, Nb: n + 0.5, efficiency, slopeNb: -n * (1 + n) * per };
}
