// The normal distribution, from the kernels' functions.

import { fillLogarithm } from "../kernels/functions";
import { fillGammaTail } from "../kernels/goodness";

const FARTHEST = 39; // Φ(−39) is less than the least double

/** Φ(z), the probability below z standard deviations. */
export function normalDistribution(z: number): number {
  if (!(Math.abs(z) <= FARTHEST)) return z < 0 ? 0 : z > 0 ? 1 : Number.NaN;
  const beyond = fillGammaTail(0.5, (z * z) / 2) / 2; // Q(½, z²/2) = 2(1 − Φ(|z|))
  return z < 0 ? beyond : 1 - beyond;
}

/** A quotient of two polynomials of degree 7, lowest power first. */
type Rational = readonly [numerator: readonly number[], denominator: readonly number[]];

// Wichura, Algorithm AS 241, Appl. Statist. 37 (1988) 477: PPND16, of relative error 1e-16
const CENTRE: Rational = [
  [
    3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
    33430.57558358813, 2509.0809287301227,
  ],
  [
    1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271, 28729.085735721943,
    5226.495278852854,
  ],
];
const TAIL: Rational = [
  [
    1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
    0.022723844989269184, 0.0007745450142783414,
  ],
  [
    1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457, 0.0005475938084995345,
    1.0507500716444169e-9,
  ],
];
const FAR: Rational = [
  [
    6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124, 0.0012426609473880784,
    2.7115555687434876e-5, 2.0103343992922881e-7,
  ],
  [
    1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 1.8463183175100548e-5,
    1.421511758316446e-7, 2.0442631033899397e-15,
  ],
];

function quotient([above, below]: Rational, x: number): number {
  let numerator = above[7]!;
  let denominator = below[7]!;
  for (let i = 6; i >= 0; i--) {
    numerator = numerator * x + above[i]!;
    denominator = denominator * x + below[i]!;
  }
  return numerator / denominator;
}

/** z of Φ(z) = p; ±Infinity at 1 and 0, NaN outside. */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) return p === 0 ? Number.NEGATIVE_INFINITY : p === 1 ? Number.POSITIVE_INFINITY : Number.NaN;
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) return q * quotient(CENTRE, 0.180625 - q * q);
  const r = Math.sqrt(-fillLogarithm(q < 0 ? p : 1 - p));
  const z = r <= 5 ? quotient(TAIL, r - 1.6) : quotient(FAR, r - 5);
  return q < 0 ? -z : z;
}

/** Standard errors within which a normal quantity lies with this probability: 1 at 0.6827. */
export const standardErrorsOf = (level: number): number => -normalQuantile((1 - level) / 2);
