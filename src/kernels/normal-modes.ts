// The normal modes of a drift, from its eigenvalues.

import { Place, TILE } from "./memory";

/** Where the kernels put the eigenvalues of a tile: Re λ_i and Im λ_i in turn. */
export const eigenvalues = new Place(8);

/** Below this part of |λ| an imaginary part is rounding. */
const REAL = 1e-14;

/**
 * Frequencies |Im λ| and dampings −Re λ of the two modes of each row, the lower frequency first, of equal ones the smaller damping.
 * An overdamped mode, a pair of real eigenvalues, has frequency 0 and the smaller of its two dampings.
 */
export function sortModes(rows: number, first: number, frequencies?: Float64Array, dampings?: Float64Array): void {
  const { numbers } = eigenvalues;
  const re = new Float64Array(4);
  const im = new Float64Array(4);
  const order = [0, 1, 2, 3];
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < 4; i++) {
      re[i] = numbers[2 * i * TILE + row]!;
      const x = numbers[(2 * i + 1) * TILE + row]!;
      im[i] = Math.abs(x) <= REAL * Math.abs(re[i]!) ? 0 : x;
    }
    order.sort((a, b) => im[b]! - im[a]! || re[b]! - re[a]!);
    // one of each pair: those with Im λ > 0 stand first, real ones follow by damping
    const upper = order[0]!;
    const other = order[im[upper] === 0 ? 2 : 1]!;
    const modes = im[other] === im[upper] ? [upper, other] : [other, upper];
    modes.forEach((i, k) => {
      if (frequencies) frequencies[2 * (first + row) + k] = Math.abs(im[i]!);
      if (dampings) dampings[2 * (first + row) + k] = -re[i]!;
    });
  }
}
