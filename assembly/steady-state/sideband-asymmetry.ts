// Asymmetry of the heterodyne sidebands of the Dicke model at the soft mode, E(ω_s)/E(−ω_s) with E as in spectrum/heterodyne.ts.
// |D_e|² is even in ω, so the ratio is that of
//   Y(±ω) = N_aκeW₁² + γ(κ² + (ω ± ω_a)²)U±,
//   U₊ = N_b(γ² + (ω − W₁)²) + 2(n_Tb − n_Ta)ωW₁,  U₋ = N_b(γ² + ω² + W₁²) + 2N_aωW₁:
// sums of what is positive unless n_Ta > n_Tb. ω_s is kept in double-double: next to W₁ or ω_a, where a high-Q mode lies, the
// difference from it counts.
// The soft mode is that of the least |λ|, which vanishes at g_cr. For ω_a ≤ 0 no mode does; there it is the atoms', of the least
// |(λ + γ)² + ω_b²|. An overdamped mode has ω_s = 0 and the ratio 1.
// e = g², W₁ = ω_b; superradiant e = 2g_cr²/(1 + x), W₁ = ω_b(1 + x)/2, x = (g/g_cr)², g_cr² = K_aK_b/(ω_aω_b).

import { Lanes } from "lanes";
import { DoubleDouble as DD } from "../math/double-double";
import { Wide } from "../math/wide";
import { Table } from "../table";
import { Roots } from "./eigenvalues";
import { Phase } from "./phase";
import { Row } from "./row";

const W1: usize = memory.data(32, 16);
const WORK: usize = memory.data(32, 16);

const REAL: f64 = 1e-14; // below this part of |λ| an imaginary part is rounding

/** The ratio of each row, NaN where its status is not ok. Arguments as of `drift`. */
export function sidebandAsymmetry(
  parameters: usize,
  isRatio: bool,
  phase: i32,
  statuses: usize,
  asymmetries: usize,
  rows: i32,
): void {
  const zero = Lanes.of(0);
  const half = Lanes.of(0.5);
  const one = Lanes.of(1);
  const two = Lanes.of(2);
  for (let row = 0; row < rows; row += Lanes.rows()) {
    const isKnown = Roots.ofRow(parameters, true, isRatio, phase, row);
    const wa = Row.omegaA(parameters, row);
    const k = Row.kappaA(parameters, row);
    const wb = Row.omegaB(parameters, row);
    const y = Row.gammaB(parameters, row);
    const coupling = Row.coupling(parameters, row);
    const nTa = Row.nThermalA(parameters, row);
    const nTb = Row.nThermalB(parameters, row);
    const Na = nTa + half;
    const Nb = nTb + half;
    const yy = y * y;
    const kk = k * k;

    const isSuperradiant = Phase.isSuperradiant(phase, Phase.distance(wa, k, wb, y, coupling, isRatio));
    const x = Wide.hi(Roots.ratio());
    const critical = ((wa * wa + kk) * (wb * wb + yy)) / (wa * wb);
    const e = Lanes.select(isSuperradiant, (two * critical) / (one + x), isRatio ? x * critical : coupling * coupling);
    Wide.set(W1, one, zero);
    Wide.add(W1, Roots.ratio(), W1);
    Wide.set(WORK, half * wb, zero);
    Wide.multiply(W1, WORK, W1);
    const W1h = Lanes.select(isSuperradiant, Wide.hi(W1), wb);
    const W1l = Lanes.select(isSuperradiant, Wide.lo(W1), zero);

    const hasCritical = Lanes.less(zero, wa);
    let least = Lanes.of(Infinity);
    let re = zero;
    let wh = zero;
    let wl = zero;
    for (let i = 0; i < 4; i++) {
      const a = Wide.hi(Roots.re(i));
      const b = Wide.hi(Roots.im(i));
      const damped = a + y;
      const real = damped * damped - b * b + wb * wb;
      const imaginary = two * damped * b;
      const size = Lanes.select(hasCritical, a * a + b * b, real * real + imaginary * imaginary);
      const isLess = Lanes.less(size, least);
      least = Lanes.select(isLess, size, least);
      re = Lanes.select(isLess, a, re);
      wh = Lanes.select(isLess, b, wh);
      wl = Lanes.select(isLess, Wide.lo(Roots.im(i)), wl);
    }
    const isReal = Lanes.lessOrEqual(Lanes.abs(wh), Lanes.of(REAL) * Lanes.abs(re));
    const isLower = Lanes.less(wh, zero);
    wl = Lanes.select(isReal, zero, Lanes.select(isLower, -wl, wl));
    wh = Lanes.select(isReal, zero, Lanes.abs(wh));

    const above = DD.difference(wh, wl, -wa, zero); // ω + ω_a
    const below = DD.difference(wh, wl, wa, zero); // ω − ω_a
    const detuned = DD.difference(wh, wl, W1h, W1l); // ω − W₁
    const wW1 = two * wh * W1h;
    const W11 = W1h * W1h;
    const back = Na * (k * e) * W11;
    const blue = back + y * (kk + above * above) * (Nb * (yy + detuned * detuned) + (nTb - nTa) * wW1);
    const red = back + y * (kk + below * below) * (Nb * (yy + wh * wh + W11) + Na * wW1);
    const ok = Lanes.and(isKnown, Row.isOk(Lanes.loadBytes(statuses + row)));
    Table.write(asymmetries, 0, row, ok, blue / red);
  }
}
