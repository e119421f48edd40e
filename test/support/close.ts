// One assertion: two numbers agree.

/** Throws unless |x − y| ≤ relative · scale. NaN agrees with nothing. */
export function close(x: number, y: number, scale: number, relative: number, what: string): void {
  if (x === y) return;
  const error = Math.abs(x - y) / scale;
  if (!(error <= relative)) throw new Error(`${what}: ${x} for ${y}, off by ${error} of ${scale}`);
}
