// The distance H from the parametric threshold of blue detuning (ω_a < 0), a difference of two nearly equal products there.
// Here in double-double, for where more than two bits cancel.

import { Lanes, Real } from "lanes";
import { Wide } from "../math/wide";
import { Row } from "./row";

const WA: usize = memory.data(32, 16);
const K: usize = memory.data(32, 16);
const WB: usize = memory.data(32, 16);
const Y: usize = memory.data(32, 16);
const E: usize = memory.data(32, 16); // g²ω_aω_b
const SM: usize = memory.data(32, 16); // (ω_a − ω_b)² + damping²
const SP: usize = memory.data(32, 16); // (ω_a + ω_b)² + damping²
const SUM: usize = memory.data(32, 16);
const WORK: usize = memory.data(32, 16);

export class Parametric {
  /** H of a row at the coupling g: g²ω_aω_b r² + 2κGQ of optomechanics, g²ω_aω_b s² + κγ S_m S_p of the Dicke model. */
  static exactly(parameters: usize, row: i32, isDicke: bool, g: Real): Real {
    const wa = Row.omegaA(parameters, row);
    const k = Row.kappaA(parameters, row);
    const wb = Row.omegaB(parameters, row);
    const y = Row.gammaB(parameters, row);
    return isDicke ? Parametric.dickeExactly(wa, k, wb, y, g) : Parametric.optomechanicsExactly(wa, k, wb, y + y, g);
  }

  private static load(wa: Real, k: Real, wb: Real, y: Real, g: Real): void {
    const zero = Lanes.of(0);
    Wide.set(WA, wa, zero);
    Wide.set(K, k, zero);
    Wide.set(WB, wb, zero);
    Wide.set(Y, y, zero);
    Wide.product(g, g, E);
    Wide.multiply(E, WA, E);
    Wide.multiply(E, WB, E);
  }

  /** SM, SP = (ω_a ∓ ω_b)² + SUM². */
  private static detunings(): void {
    Wide.multiply(SUM, SUM, WORK);
    Wide.subtract(WA, WB, SM);
    Wide.multiply(SM, SM, SM);
    Wide.add(SM, WORK, SM);
    Wide.add(WA, WB, SP);
    Wide.multiply(SP, SP, SP);
    Wide.add(SP, WORK, SP);
  }

  /** Q = (d² + κ²)(p² + κ²) + 2κG(ω_a² + κ² + ω_b²) + G²(ω_a² + κ²), with Y = G. */
  private static optomechanicsExactly(wa: Real, k: Real, wb: Real, G: Real, g: Real): Real {
    Parametric.load(wa, k, wb, G, g);
    Wide.copy(K, SUM);
    Parametric.detunings();
    Wide.multiply(SM, SP, SM); // (d² + κ²)(p² + κ²)
    Wide.multiply(WA, WA, SP);
    Wide.add(SP, WORK, SP); // K_a, WORK still κ²
    Wide.multiply(Y, Y, WORK);
    Wide.multiply(WORK, SP, WORK);
    Wide.add(SM, WORK, SM); // + G²K_a
    Wide.multiply(WB, WB, WORK);
    Wide.add(SP, WORK, SP);
    Wide.multiply(K, Y, WORK);
    Wide.add(WORK, WORK, WORK); // 2κG
    Wide.multiply(SP, WORK, SP);
    Wide.add(SM, SP, SM); // Q
    Wide.multiply(SM, WORK, SM);
    Wide.add(K, K, SUM);
    Wide.add(SUM, Y, SUM); // r
    return Parametric.withDrive();
  }

  private static dickeExactly(wa: Real, k: Real, wb: Real, y: Real, g: Real): Real {
    Parametric.load(wa, k, wb, y, g);
    Wide.add(K, Y, SUM); // s
    Parametric.detunings();
    Wide.multiply(SM, SP, SM);
    Wide.multiply(SM, K, SM);
    Wide.multiply(SM, Y, SM);
    return Parametric.withDrive();
  }

  /** SM + e ω_aω_b SUM². */
  private static withDrive(): Real {
    Wide.multiply(SUM, SUM, SUM);
    Wide.multiply(SUM, E, SUM);
    Wide.add(SM, SUM, SM);
    return Wide.hi(SM);
  }
}
