// Bit-for-bit comparison of columns. All NaN are one value.

const CANONICAL_NAN = 0x7ff8000000000000n;

/** The bits of each number. */
function bitsOf(column: ArrayLike<number>): BigUint64Array {
  const numbers = Float64Array.from(column);
  const bits = new BigUint64Array(numbers.buffer);
  numbers.forEach((x, i) => {
    if (Number.isNaN(x)) bits[i] = CANONICAL_NAN;
  });
  return bits;
}

/** Throws unless both columns hold the same bits. */
export function expectSameBits(came: ArrayLike<number>, expected: ArrayLike<number>, what: string): void {
  if (came.length !== expected.length) throw new Error(`${what}: ${came.length} numbers for ${expected.length}`);
  const a = bitsOf(came);
  const b = bitsOf(expected);
  const at = a.findIndex((bits, i) => bits !== b[i]);
  if (at >= 0) throw new Error(`${what}[${at}]: ${came[at]} for ${expected[at]}`);
}
