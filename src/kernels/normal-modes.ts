// The normal modes of a drift, from its eigenvalues.

import { Place, TILE } from "./memory";

/** Where the kernels put the eigenvalues of a tile: Re λ_i and Im λ_i in turn. */
export const eigenvalues = new Place(8);

/** Below this part of |λ| an imaginary part is rounding. */
const REAL = 1e-14;

/**
 * Frequencies |Im λ| and dampings −Re λ of the two modes of each row, the lower frequency first. An overdamped mode, a pair of real
 * eigenvalues, has frequency 0 and the smaller of its two dampings.
 */
export function sortModes(rows: number, first: number, frequencies?: Float64Array, dampings?: Float64Array): void {
  const { numbers } = eigenvalues;
  for (let row = 0; row < rows; row++) {
    const modes: { frequency: number; damping: number }[] = [];
    const real: number[] = [];
    for (let i = 0; i < 4; i++) {
      const re = numbers[2 * i * TILE + row]!;
      const im = numbers[(2 * i + 1) * TILE + row]!;
      if (Math.abs(im) <= REAL * Math.abs(re)) real.push(-re);
      else if (!(im < 0)) modes.push({ frequency: im, damping: -re });
    }
    real.sort((a, b) => a - b);
    for (let i = 0; i < real.length; i += 2) modes.push({ frequency: 0, damping: real[i]! });
    modes.sort((a, b) => a.frequency - b.frequency || a.damping - b.damping);
    for (let i = 0; i < 2; i++) {
      const at = 2 * (first + row) + i;
      if (frequencies) frequencies[at] = modes[i]!.frequency;
      if (dampings) dampings[at] = modes[i]!.damping;
    }
  }
}
