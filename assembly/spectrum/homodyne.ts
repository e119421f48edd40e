// Homodyne spectrum of the quadrature cos θ q + sin θ p of the light that leaves the cavity (symmetrised, vacuum ½):
// S_θ(ω) = N_a + E(ω), E = 2κeY/|D_e|², with
//   Y = 2N_aW₁{B_x z − 2γω_aω² + sb₀eW₁} + (b₀² + s²ω²)T,  z = ω_aκ cos 2θ + ½ sin 2θ (κ² + ω² − ω_a²),  b₀ = cω_a + sκ,
//   D_e = D_aD_b − eω_aW₁,  D_a = A_x + iA_y = (κ − iω)² + ω_a²,  D_b = B_x + iB_y = (y_q − iω)(y_p − iω) + W₁W₂,
//   T = 4γN_bW₁² (optomechanics), 2γN_b(γ² + ω² + W₁²) (Dicke); c, s = cos θ, sin θ; e = g².
// What the reflected vacuum and the cavity's response share is taken out by algebra: E keeps its digits at weak coupling.
// Derivatives by the adjoints of D_e, D_a, D_b: products only.

import { Lanes } from "lanes";
import { Circle } from "../math/circle";
import { Angular } from "./angular";
import { Block } from "./block";
import { Core } from "./core";
import { CORE_ANGLE, CORE_E, CORE_GAMMA, CORE_KAPPA, CORE_N_A, CORE_N_B, CORE_OMEGA_A, CORE_W1, CORE_W2 } from "./trace";

export class Homodyne {
  /** Adds E of `count` bins at angular frequencies 2πf, weighted, to the block; and its derivatives. */
  static add(isDicke: bool, frequencies: usize, weights: usize, count: i32, isJacobian: bool): void {
    const two = Lanes.of(2);
    const wa = Lanes.of(Core.value(CORE_OMEGA_A));
    const k = Lanes.of(Core.value(CORE_KAPPA));
    const W1 = Lanes.of(Core.value(CORE_W1));
    const W2 = Lanes.of(Core.value(CORE_W2));
    const y = Lanes.of(Core.value(CORE_GAMMA));
    const e = Lanes.of(Core.value(CORE_E));
    const Na = Lanes.of(Core.value(CORE_N_A) + 0.5);
    const Nb = Lanes.of(Core.value(CORE_N_B) + 0.5);
    const angle = Core.value(CORE_ANGLE);
    Circle.at(angle);
    const c = Lanes.of(Circle.cosine);
    const s = Lanes.of(Circle.sine);
    Circle.at(2 * angle);
    const cos2 = Lanes.of(Circle.cosine);
    const sin2 = Lanes.of(Circle.sine);
    const W = Lanes.sqrt(W1 * W2);
    const kk = k * k;
    const yy = isDicke ? y * y : Lanes.of(0);
    const eW1 = e * W1;
    const q = eW1 * wa;
    const b0 = c * wa + s * k;
    const b00 = b0 * b0;
    const ss = s * s;
    const waY2 = two * y * wa;
    const sb0eW1 = s * b0 * eW1;
    const waKcos2 = wa * k * cos2;
    const halfSin2 = Lanes.of(0.5) * sin2;
    const NaW1 = two * Na * W1;
    const y2 = two * y;
    const T4 = two * y2 * W1 * W1; // T/N_b of optomechanics
    const W11 = W1 * W1;
    const ek2 = two * k * e;
    const one = Lanes.of(1);
    for (let row = 0; row < count; row += Lanes.rows()) {
      const at = (<usize>row) << 3;
      const f = Lanes.load(frequencies + at);
      const w = Angular.of(f);
      const rest = Angular.rest(f, w);
      const weight = weights ? Lanes.load(weights + at) : one;
      const ww = w * w;
      const Ax = kk + (wa - w - rest) * (wa + w);
      const Ay = -(two * k * w);
      const Bx = (W - w - rest) * (W + w) + yy;
      const By = -(y2 * w);
      const Dx = Ax * Bx - Ay * By - q;
      const Dy = Ax * By + Ay * Bx;
      const R = one / (Dx * Dx + Dy * Dy);
      const light = kk + ww - wa * wa;
      const z = waKcos2 + halfSin2 * light;
      const curl = Bx * z - waY2 * ww + sb0eW1;
      const quiet = isDicke ? y2 * (yy + ww + W11) : T4;
      const T = Nb * quiet;
      const b = b00 + ss * ww;
      const Y = NaW1 * curl + b * T;
      const V = ek2 * R;
      const E = V * Y;
      Block.addSignal(row, weight, E);
      if (!isJacobian) continue;

      const pull = -(two * E * R);
      const dDx = pull * Dx;
      const dDy = pull * Dy;
      const v = V * NaW1;
      const dAx = dDx * Bx + dDy * By;
      const dAy = dDy * Bx - dDx * By;
      const dBx = dDx * Ax + dDy * Ay + v * z;
      const dBy = dDy * Ax - dDx * Ay;
      const dz = v * Bx;
      const Vb = V * b;
      const dW2 = dBx * W1;
      const db0 = two * V * T * b0 + v * (s * eW1);
      const dQ = v * (s * b0) - dDx * wa; // by eW₁
      Block.addSlope(
        CORE_OMEGA_A,
        row,
        weight,
        two * wa * dAx - dDx * eW1 - v * (y2 * ww) + dz * (k * cos2 - sin2 * wa) + db0 * c,
      );
      Block.addSlope(CORE_KAPPA, row, weight, two * (e * Y * R + k * dAx - w * dAy) + dz * (wa * cos2 + sin2 * k) + db0 * s);
      const byW1 = isDicke ? two * y2 * Nb * W1 : Lanes.of(4) * y2 * Nb * W1;
      Block.addSlope(CORE_W1, row, weight, dBx * W2 + dQ * e + two * Na * V * curl + Vb * byW1);
      Block.addSlope(CORE_W2, row, weight, dW2);
      const byGamma = isDicke ? two * Nb * (yy + ww + W11 + two * yy) : Lanes.of(4) * Nb * W11;
      const dY = Vb * byGamma - two * w * dBy - v * (two * wa * ww);
      Block.addSlope(CORE_GAMMA, row, weight, isDicke ? dY + y2 * dBx : dY);
      Block.addSlope(CORE_E, row, weight, two * k * Y * R + dQ * W1);
      Block.addSlope(CORE_N_A, row, weight, two * W1 * V * curl);
      Block.addSlope(CORE_N_B, row, weight, Vb * quiet);
      Block.addSlope(
        CORE_ANGLE,
        row,
        weight,
        dz * (cos2 * light - two * wa * k * sin2) + v * (c * b0 * eW1) + db0 * (c * k - s * wa) + V * T * ww * sin2,
      );
    }
  }
}
