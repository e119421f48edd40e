// Coefficients from a model's own to those of coefficients.ts: over F₁H₁, by one division.

import { Lanes, Mask, Real } from "lanes";
import * as C from "./coefficients";
import { GREATEST } from "./row";

/** Where ω_a is 0, F₁ and H₁ over F₀ and H₀: for what e may be, as good as none. */
const NONE: f64 = 1e-58;

/** 2²⁰⁰: F₁H₁ by itself may be too small for its inverse. */
const LIFT: f64 = 1.6069380442589903e60;

/** The number before 1. */
const BELOW: f64 = 0.9999999999999999;

export class Coefficients {
  /** F and H. */
  @inline static layDistances(isRatio: bool, wa: Real, F0: Real, slopeF: Real, H0: Real, slopeH: Real): void {
    const isOff = Lanes.lessOrEqual(wa * wa, Lanes.of(0));
    const none = Lanes.of(NONE);
    const F1 = Lanes.select(isOff, none * F0, slopeF);
    const H1 = Lanes.select(isOff, none * H0, slopeH);
    Lanes.store(C.F, isRatio ? Lanes.of(1) : F0 / F1);
    Lanes.store(C.H, isRatio ? (H0 * F1) / (H1 * F0) : H0 / H1);
    Lanes.store(C.F0, F0);
    Lanes.store(C.F1, F1);
    Lanes.store(C.H0, H0);
    Lanes.store(C.H1, H1);
  }

  /** π, α, β, s₀, s₁, s₂ times H/e, given as what is left of them without rate over N: κ/N_a for a, rate/N_b for b, κ/N_aN_b for Π. */
  @inline static layFlows(
    k: Real,
    rateB: Real,
    Na: Real,
    Nb: Real,
    production: Real,
    flowA: Real,
    flowB: Real,
    s0: Real,
    s1: Real,
    s2: Real,
  ): void {
    const F1 = Lanes.load(C.F1);
    const lift = Lanes.of(LIFT);
    const d = Lanes.of(1) / (Na * Nb * (F1 * (Lanes.load(C.H1) * lift)));
    const dA = k * (Nb * d) * lift;
    const dB = rateB * (Na * d) * lift;
    Lanes.store(C.S0, dA * s0);
    Lanes.store(C.S1, dA * s1);
    Lanes.store(C.S2, dB * s2);
    Lanes.store(C.PRODUCTION, k * d * lift * production * F1);
    Lanes.store(C.FLOW_A, dA * flowA * F1);
    Lanes.store(C.FLOW_B, dB * flowB * F1);
  }

  /** What follows, of a coupling allowed where `isOpen`. */
  @inline static layPolynomials(isRatio: bool, isBlue: Mask, isOpen: Mask): void {
    const f = Lanes.load(C.F);
    const h = Lanes.load(C.H);
    const S0 = Lanes.load(C.S0);
    const S1 = Lanes.load(C.S1);
    const S2 = Lanes.load(C.S2);
    const production = Lanes.load(C.PRODUCTION);
    const flowA = Lanes.load(C.FLOW_A);
    const flowB = Lanes.load(C.FLOW_B);
    Lanes.store(C.PRODUCTION0, isRatio ? production : production * f + S0);
    Lanes.store(C.PRODUCTION1, isRatio ? S1 + S2 : S1 + S2 - production);
    Lanes.store(C.FLOW_A0, isRatio ? flowA : flowA * f + S0);
    Lanes.store(C.FLOW_A1, isRatio ? S1 : S1 - flowA);
    Lanes.store(C.FLOW_B0, isRatio ? flowB : flowB * f);
    Lanes.store(C.FLOW_B1, isRatio ? S2 : S2 - flowB);
    const limit = isRatio
      ? Lanes.of(BELOW)
      : Lanes.min(Lanes.select(isBlue, Lanes.of(-0.5) * h, Lanes.of(0.75) * f), Lanes.of(GREATEST * GREATEST));
    Lanes.store(C.LIMIT, Lanes.select(isOpen, limit, Lanes.of(NaN)));
  }
}
