// Sine and cosine, both at once, to less than an ulp for |x| up to 1.6 10⁶: reduced by parts of π/2, and by the polynomials of fdlibm,
//   Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Developed at SunSoft, a Sun Microsystems, Inc. business.
//   Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is preserved.

const PER_HALF_PI: f64 = 0.6366197723675814;
// π/2 in two parts of 33 bits, whose products with whole numbers below 2²⁰ are exact, and what is left
const FIRST: f64 = 1.5707963267341256;
const SECOND: f64 = 6.077100506303966e-11;
const THIRD: f64 = 2.0222662487959506e-21;

export class Circle {
  static cosine: f64 = 1;
  static sine: f64 = 0;

  /** Sets both to those of x. */
  static at(x: f64): void {
    const n = nearest<f64>(x * PER_HALF_PI);
    const far = x - n * FIRST;
    const step = n * SECOND;
    const near = far - step;
    const rest = n * THIRD - (far - near - step);
    const y = near - rest;
    const low = near - y - rest;
    const z = y * y;
    const zz = z * z;

    const r =
      8.33333333332248946124e-3 +
      z * (-1.98412698298579493134e-4 + z * 2.75573137070700676789e-6) +
      z * zz * (-2.50507602534068634195e-8 + z * 1.58969099521155010221e-10);
    const v = z * y;
    const sine = y - (z * (0.5 * low - v * r) - low - v * -1.66666666666666324348e-1);

    const c =
      z * (4.16666666666666019037e-2 + z * (-1.38888888888741095749e-3 + z * 2.48015872894767294178e-5)) +
      zz * zz * (-2.75573143513906633035e-7 + z * (2.0875723212981748279e-9 + z * -1.13596475577881948265e-11));
    const half = 0.5 * z;
    const w = 1 - half;
    const cosine = w + (1 - w - half + (z * c - y * low));

    const quarter = <i64>n & 3;
    Circle.sine = quarter === 0 ? sine : quarter === 1 ? cosine : quarter === 2 ? -sine : -cosine;
    Circle.cosine = quarter === 0 ? cosine : quarter === 1 ? -sine : quarter === 2 ? -cosine : sine;
  }
}
