// The covariance matrix of any of the setups, for the drift (−κ, ω_a, 0, 0) (−ω_a, −κ, −g, 0) (0, 0, −y₁, W) (−g, 0, −W, −y₂) and
// diagonal diffusion D. With f₀ = 1/2a₃F, f₁ = 1/2a₁Λ, f₂ = 1/2a₃Λ (F = a₄ and Λ the Hurwitz determinant of the characteristic
// polynomial s⁴ + a₁s³ + a₂s² + a₃s + a₄) it is a sum over the four noises n,
//   σ_ij = D_i δ_ij/2a₁ + Σ_n D_n (f₀ c_in c_jn + f₁ u_in u_jn + f₂ v_in v_jn),
// in which nothing cancels that is not a cancellation between different noises or different resonances.

import { Lanes, Mask, Real } from "lanes";
import { Covariance } from "./covariance";

const COEFFICIENTS: usize = memory.data(768, 16); // c, u, v of each element (i, n)

export class Moments {
  @inline private static at(i: i32, n: i32): usize {
    return COEFFICIENTS + <usize>((4 * i + n) * 3) * sizeof<Real>();
  }

  @inline private static set(i: i32, n: i32, c: Real, u: Real, v: Real): void {
    Lanes.store(Moments.at(i, n), c);
    Lanes.store(Moments.at(i, n) + sizeof<Real>(), u);
    Lanes.store(Moments.at(i, n) + 2 * sizeof<Real>(), v);
  }

  /**
   * Stores σ by the rule of `Covariance.put`. y₁ is 0 (optomechanics) or y₂; `dp` is ω_a² − W², and F and Λ are exact near
   * their zeros; `squeeze` is √ρ of the superradiant phase, whose q_b is scaled by it, and 1 otherwise.
   */
  static store(
    covariances: usize,
    row: i32,
    ok: Mask,
    keep: bool,
    isOptomechanics: bool,
    wa: Real,
    k: Real,
    W: Real,
    y2: Real,
    g: Real,
    Da: Real,
    Dq: Real,
    Dp: Real,
    F: Real,
    hurwitz: Real,
    dp: Real,
    squeeze: Real,
  ): void {
    const zero = Lanes.of(0);
    const two = Lanes.of(2);
    const y1 = isOptomechanics ? zero : y2;
    const G = y1 + y2;
    const s0 = y1 * y2;
    const e = g * g;
    const Ka = wa * wa + k * k;
    const Kb = W * W + s0;
    const a1 = two * k + G;
    const a3 = G * Ka + two * k * Kb;
    const q = dp + k * k - s0; // K_a − K_b
    const ga = g * wa;
    const gk = g * k;
    const pq = g * (G * wa * wa + two * k * W * W);

    Moments.set(0, 0, k * Kb, G * (dp - (k * (k + G) + s0)), -G * ((k + G) * Ka + k * Kb));
    Moments.set(0, 1, wa * Kb, -wa * G * a1, -wa * G * q);
    Moments.set(0, 2, -ga * y2, ga * a1, -ga * y2 * a1);
    Moments.set(0, 3, -ga * W, zero, -ga * W * a1);
    const c10 = Lanes.select(Lanes.less(k, Lanes.abs(wa)), (k * k * Kb - F) / wa, e * W - wa * Kb);
    Moments.set(1, 0, c10, wa * G * a1, wa * G * q + e * W * a1);
    Moments.set(1, 1, k * Kb, G * (dp - (k * (k + G) + s0)), -G * ((k + G) * Ka + k * Kb));
    Moments.set(1, 2, -gk * y2, g * (k + y2) * a1, pq);
    Moments.set(1, 3, -gk * W, g * W * a1, -gk * W * a1);
    Moments.set(2, 0, -gk * W, g * W * a1, -gk * W * a1);
    Moments.set(2, 1, -ga * W, zero, -ga * W * a1);
    Moments.set(2, 2, y2 * Ka, -two * k * (q + y2 * a1), -two * k * (y1 * Ka + (two * k + y2) * Kb));
    Moments.set(2, 3, W * Ka, -two * k * W * a1, two * k * W * q);
    Moments.set(3, 0, -gk * y1, g * (k + y1) * a1, isOptomechanics ? g * a3 : pq);
    Moments.set(3, 1, -ga * y1, ga * a1, -ga * y1 * a1);
    const c32 = Lanes.select(Lanes.less(y1, W), (s0 * Ka - F) / W, e * wa - W * Ka);
    Moments.set(3, 2, c32, two * k * W * a1, e * wa * a1 - two * k * W * q);
    Moments.set(3, 3, y1 * Ka, -two * k * (q + y1 * a1), -two * k * (y2 * Ka + (two * k + y1) * Kb));

    const half = Lanes.of(0.5);
    const f0 = half / (a3 * F);
    const f1 = half / (a1 * hurwitz);
    const f2 = half / (a3 * hurwitz);
    for (let i = 0; i < 4; i++) {
      for (let j = i; j < 4; j++) {
        let c = zero;
        let u = zero;
        let v = zero;
        for (let n = 0; n < 4; n++) {
          const D = n < 2 ? Da : n === 2 ? Dq : Dp;
          const x = Moments.at(i, n);
          const z = Moments.at(j, n);
          c = c + D * (Lanes.load(x) * Lanes.load(z));
          u = u + D * (Lanes.load(x + sizeof<Real>()) * Lanes.load(z + sizeof<Real>()));
          v = v + D * (Lanes.load(x + 2 * sizeof<Real>()) * Lanes.load(z + 2 * sizeof<Real>()));
        }
        let sigma = f0 * c + f1 * u + f2 * v;
        if (i === j) sigma = sigma + (half * (i < 2 ? Da : i === 2 ? Dq : Dp)) / a1;
        if (i === 2) sigma = sigma / squeeze;
        if (j === 2) sigma = sigma / squeeze;
        if (i === 3) sigma = sigma * squeeze;
        if (j === 3) sigma = sigma * squeeze;
        Covariance.put(covariances, row, i, j, ok, keep, sigma);
      }
    }
  }
}
