// Table I of Brunelli et al., Phys. Rev. Lett. 121, 160604 (2018). n_Ta = 0 in both setups.

import { dicke } from "./dicke";
import { optomechanics } from "./optomechanics";
import { Hz, kHz, MHz } from "./units";

/** The two experiments of the paper; the coupling is left to you. */
export const paper = {
  /** Cavity optomechanics, ω_a/2π = 1.27815 MHz, T_b = 292 K. */
  optomechanics: optomechanics({
    omegaA: MHz(1.27815),
    kappaA: kHz(435.849),
    omegaB: kHz(1278.15),
    gammaB: Hz(264.1),
    temperatureB: 292,
  }),
  /**
   * Bose–Einstein condensate in a cavity, ω_a/2π = 15.13 MHz, T_b = 38 nK. The paper does not print γ_b, which depends on the
   * working point: κ_a ω_b/ω_a = 2π × 685.7 Hz is inferred, as the one value that makes μ_a ≃ μ_b at every coupling.
   */
  bec: dicke({
    omegaA: MHz(15.13),
    kappaA: kHz(1250),
    omegaB: kHz(8.3),
    gammaB: (kHz(1250) * kHz(8.3)) / MHz(15.13),
    temperatureB: 38e-9,
  }),
} as const;
