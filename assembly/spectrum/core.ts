// From the parameters that a person names to those of the formulas, and the derivatives of these by those. The formulas take rates in
// cycles (over 2π), so that a bin's frequency stands in them as it is; those that it is compared with as a sum of two doubles:
// next to a resonance of quality Q, rounding them to one would cost S a part Q·ε.
// x = (g/g_cr)², g_cr² = K_aK_b/(ω_aω_b), K_a = ω_a² + κ², K_b = ω_b² + γ². Superradiant phase (x > 1):
// W₁ = ω_b(1 + x)/2, W₂ = 2ω_bx²/(1 + x), g_t² = 2g_cr²/(1 + x).

import { Lanes } from "lanes";
import { DoubleDouble as DD } from "../math/double-double";
import { HBAR_PER_K } from "../steady-state/thermal";
import {
  ANGLE,
  BACKGROUND,
  BACKGROUND_SLOPE,
  BASES,
  BATH_B,
  BY_DISTANCE,
  BY_G,
  BY_POWER,
  BY_TEMPERATURE,
  CORE_ANGLE,
  CORE_BACKGROUND,
  CORE_DARK,
  CORE_E,
  CORE_EFFICIENCY,
  CORE_GAIN,
  CORE_GAMMA,
  CORE_KAPPA,
  CORE_N_A,
  CORE_N_B,
  CORE_OMEGA_A,
  CORE_SLOPE,
  CORE_W1,
  CORE_W2,
  CORES,
  COUPLING,
  DARK,
  EFFICIENCY,
  GAIN,
  GAMMA_B,
  KAPPA_A,
  N_THERMAL_A,
  OMEGA_A,
  OMEGA_B,
  OPTOMECHANICS,
  OSCILLATOR,
  SUPERRADIANT,
  Trace,
  VACUUM,
} from "./trace";

/** √(W₁W₂), beyond the core parameters. */
export const CORE_W: i32 = CORES;

const CYCLE: f64 = 6.283185307179586; // 2π, and what rounding leaves of it
const CYCLE_LOW: f64 = 2.4492935982947064e-16;
export const PER_CYCLE: f64 = 0.15915494309189535;
const PER_CYCLE_SQUARED: f64 = 0.025330295910584444;

const VALUES: usize = memory.data(128, 16);
const LOWS: usize = memory.data(256, 16); // two numbers each
const CHAIN: usize = memory.data(1456, 16); // ∂core_r/∂base_b, row r

export class Core {
  @inline static value(r: i32): f64 {
    return load<f64>(VALUES + ((<usize>r) << 3));
  }

  /** What rounding leaves of a rate. */
  @inline static low(r: i32): f64 {
    return load<f64>(LOWS + ((<usize>r) << 4));
  }

  /** What rounding leaves of its square, taken as (x − ω)(x + ω) + ω². */
  @inline static squareLow(r: i32): f64 {
    return 2 * Core.value(r) * Core.low(r);
  }

  /** ∂core_r/∂base_b. */
  @inline static slope(r: i32, b: i32): f64 {
    return load<f64>(CHAIN + ((<usize>(r * BASES + b)) << 3));
  }

  @inline private static set(r: i32, value: f64): void {
    store<f64>(VALUES + ((<usize>r) << 3), value);
  }

  @inline private static link(r: i32, b: i32, slope: f64): void {
    store<f64>(CHAIN + ((<usize>(r * BASES + b)) << 3), slope);
  }

  @inline private static carry(r: i32, b: i32, base: usize): void {
    Core.set(r, load<f64>(base + ((<usize>b) << 3)));
    Core.link(r, b, 1);
  }

  /** Takes a spectrum's base parameters; false where the setup has no steady state. */
  static resolve(trace: usize): bool {
    const isStable = Core.take(trace);
    Core.set(CORE_W, Math.sqrt(Core.value(CORE_W1) * Core.value(CORE_W2)));
    for (let r = CORE_OMEGA_A; r <= CORE_GAMMA; r++) Core.toCycles(r);
    Core.toCycles(CORE_W);
    Core.set(CORE_E, PER_CYCLE_SQUARED * Core.value(CORE_E));
    Core.scale(CORE_E, PER_CYCLE_SQUARED);
    return isStable;
  }

  private static toCycles(r: i32): void {
    const rate = Core.value(r);
    const x = rate / CYCLE;
    Core.set(r, x);
    const low = DD.quotientLow(Lanes.of(rate), Lanes.of(0), Lanes.of(CYCLE), Lanes.of(CYCLE_LOW), Lanes.of(x));
    Lanes.store(LOWS + ((<usize>r) << 4), low);
    if (r !== CORE_W) Core.scale(r, PER_CYCLE);
  }

  /** Takes the derivatives of a core parameter times x. */
  private static scale(r: i32, x: f64): void {
    for (let b = 0; b < BASES; b++) Core.link(r, b, x * Core.slope(r, b));
  }

  private static take(trace: usize): bool {
    const base = Trace.base(trace);
    const setup = Trace.setup(trace);
    memory.fill(CHAIN, 0, (<usize>(CORES * BASES)) << 3);
    Core.carry(CORE_OMEGA_A, OMEGA_A, base);
    Core.carry(CORE_KAPPA, KAPPA_A, base);
    Core.carry(CORE_GAMMA, GAMMA_B, base);
    Core.carry(CORE_N_A, N_THERMAL_A, base);
    Core.carry(CORE_ANGLE, ANGLE, base);
    Core.carry(CORE_EFFICIENCY, EFFICIENCY, base);
    Core.carry(CORE_GAIN, GAIN, base);
    Core.carry(CORE_DARK, DARK, base);
    Core.carry(CORE_BACKGROUND, BACKGROUND, base);
    Core.carry(CORE_SLOPE, BACKGROUND_SLOPE, base);
    if (setup === VACUUM) return true;
    Core.carry(CORE_W1, OMEGA_B, base);
    Core.carry(CORE_W2, OMEGA_B, base);
    Core.bath(trace);
    return setup === OSCILLATOR ? true : Core.couple(trace, setup);
  }

  /** n_Tb, or n_Tb = 1/expm1(y), y = ħω_b/k_BT. */
  private static bath(trace: usize): void {
    const base = Trace.base(trace);
    Core.carry(CORE_N_B, BATH_B, base);
    if (Trace.bathKind(trace) !== BY_TEMPERATURE) return;
    const wb = load<f64>(base + ((<usize>OMEGA_B) << 3));
    const temperature = load<f64>(base + ((<usize>BATH_B) << 3));
    const y = (HBAR_PER_K * wb) / temperature;
    const n = temperature > 0 ? 1 / Math.expm1(y) : 0;
    const slope = n > 0 ? n * (n + 1) * y : 0;
    Core.set(CORE_N_B, n);
    Core.link(CORE_N_B, BATH_B, n > 0 ? slope / temperature : 0);
    Core.link(CORE_N_B, OMEGA_B, -slope / wb);
  }

  /** g² and, in the superradiant phase, what it makes of mode b; false unless stable. */
  private static couple(trace: usize, setup: i32): bool {
    const base = Trace.base(trace);
    const wa = Core.value(CORE_OMEGA_A);
    const k = Core.value(CORE_KAPPA);
    const y = Core.value(CORE_GAMMA);
    const wb = load<f64>(base + ((<usize>OMEGA_B) << 3));
    const given = load<f64>(base + ((<usize>COUPLING) << 3));
    const kind = Trace.couplingKind(trace);
    const Ka = wa * wa + k * k;
    const Kb = setup === OPTOMECHANICS ? wb * wb : wb * wb + y * y;
    const critical = (Ka * Kb) / (wa * wb);
    // relative derivatives of g_cr²
    const byOmegaA = (2 * wa) / Ka - 1 / wa;
    const byKappa = (2 * k) / Ka;
    const byOmegaB = (2 * wb) / Kb - 1 / wb;
    const byGamma = setup === OPTOMECHANICS ? 0 : (2 * y) / Kb;
    if (kind === BY_G || kind === BY_POWER) {
      const power = Trace.power(trace);
      const e = kind === BY_POWER ? given * power : given * given;
      const slope = kind === BY_POWER ? power : 2 * given;
      if (setup !== SUPERRADIANT) {
        Core.set(CORE_E, e);
        Core.link(CORE_E, COUPLING, slope);
        return k > 0 && y > 0 && wb > 0 && e >= 0 && Core.isStable(setup, wb, e);
      }
      const x = e / critical;
      Core.order(wb, critical, x);
      Core.through(COUPLING, slope / critical, 0, wb, critical, x);
      Core.through(OMEGA_A, -x * byOmegaA, byOmegaA, wb, critical, x);
      Core.through(KAPPA_A, -x * byKappa, byKappa, wb, critical, x);
      Core.through(OMEGA_B, -x * byOmegaB, byOmegaB, wb, critical, x);
      Core.through(GAMMA_B, -x * byGamma, byGamma, wb, critical, x);
      return k > 0 && y > 0 && wb > 0 && x > 1;
    }
    const distance = kind === BY_DISTANCE ? Math.exp(given) : 1 - given;
    const x = kind === BY_DISTANCE ? -Math.expm1(given) : given;
    const slope = kind === BY_DISTANCE ? -distance : 1;
    if (setup === SUPERRADIANT) {
      Core.order(wb, critical, x);
      Core.through(COUPLING, slope, 0, wb, critical, x);
      Core.through(OMEGA_A, 0, byOmegaA, wb, critical, x);
      Core.through(KAPPA_A, 0, byKappa, wb, critical, x);
      Core.through(OMEGA_B, 0, byOmegaB, wb, critical, x);
      Core.through(GAMMA_B, 0, byGamma, wb, critical, x);
      return k > 0 && y > 0 && wb > 0 && wa > 0 && x > 1;
    }
    const e = x * critical;
    Core.set(CORE_E, e);
    Core.link(CORE_E, COUPLING, slope * critical);
    Core.link(CORE_E, OMEGA_A, e * byOmegaA);
    Core.link(CORE_E, KAPPA_A, e * byKappa);
    Core.link(CORE_E, OMEGA_B, e * byOmegaB);
    Core.link(CORE_E, GAMMA_B, e * byGamma);
    return k > 0 && y > 0 && wb > 0 && wa > 0 && x >= 0 && x < 1;
  }

  /** W₁, W₂, g_t² of the superradiant phase. */
  private static order(wb: f64, critical: f64, x: f64): void {
    Core.set(CORE_W1, 0.5 * wb * (1 + x));
    Core.set(CORE_W2, (2 * wb * x * x) / (1 + x));
    Core.set(CORE_E, (2 * critical) / (1 + x));
  }

  /** Adds their derivatives by a parameter that moves x by dx and g_cr² by the part `dc` of itself. */
  private static through(b: i32, dx: f64, dc: f64, wb: f64, critical: f64, x: f64): void {
    const per = 1 / (1 + x);
    Core.link(CORE_W1, b, (b === OMEGA_B ? 0.5 * (1 + x) : 0) + 0.5 * wb * dx);
    Core.link(CORE_W2, b, (b === OMEGA_B ? 2 * x * x * per : 0) + 2 * wb * x * (2 + x) * per * per * dx);
    Core.link(CORE_E, b, 2 * critical * per * (dc - dx * per));
  }

  /** F > 0 (static) and, with blue detuning, H > 0 (parametric). */
  private static isStable(setup: i32, wb: f64, e: f64): bool {
    const wa = Core.value(CORE_OMEGA_A);
    const k = Core.value(CORE_KAPPA);
    const y = Core.value(CORE_GAMMA);
    const Ka = wa * wa + k * k;
    const d = wa - wb;
    const p = wa + wb;
    if (setup === OPTOMECHANICS) {
      const G = 2 * y;
      const r = 2 * k + G;
      const Q = (d * d + k * k) * (p * p + k * k) + 2 * k * G * (Ka + wb * wb) + G * G * Ka;
      return wb * Ka - e * wa > 0 && e * wa * wb * r * r + 2 * k * G * Q > 0;
    }
    const ss = (k + y) * (k + y);
    return Ka * (wb * wb + y * y) - e * wa * wb > 0 && e * wa * wb * ss + k * y * (d * d + ss) * (p * p + ss) > 0;
  }
}
