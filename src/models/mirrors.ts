// The two sidebands of a heterodyne spectrum: which bin mirrors which.

/** Position of the mirror −f of each bin, −1 where there is none; the bin at f = 0 is its own. */
export function mirrorsOf(frequency: Float64Array): Int32Array {
  const mirrors = new Int32Array(frequency.length).fill(-1);
  const tolerance = (1e-6 * (frequency.at(-1)! - frequency[0]!)) / frequency.length;
  let j = frequency.length - 1;
  frequency.forEach((f, i) => {
    while (j > 0 && frequency[j]! > tolerance - f) j--;
    if (Math.abs(frequency[j]! + f) <= tolerance) mirrors[i] = j;
  });
  return mirrors;
}
