// Arithmetic with at least 256 binary digits, on BigInt: the independent yardstick of these tests.

const WIDE = 1n << 512n;

/** m · 2^e. Doubles convert exactly; every operation keeps at least 256 binary digits. */
export class Big {
  static readonly zero = new Big(0n, 0);
  static readonly one = new Big(1n, 0);

  private constructor(
    readonly m: bigint,
    readonly e: number,
  ) {}

  private static make(m: bigint, e: number): Big {
    if (m === 0n) return Big.zero;
    while (m >= WIDE || m <= -WIDE) {
      m >>= 256n;
      e += 256;
    }
    return new Big(m, e);
  }

  /** The double x, exactly. */
  static of(x: number): Big {
    if (!Number.isFinite(x)) throw new RangeError(`not a finite number: ${x}`);
    let e = 0;
    while (!Number.isInteger(x)) {
      x *= 2 ** 32;
      e -= 32;
    }
    return Big.make(BigInt(x), e);
  }

  plus(b: Big): Big {
    if (this.m === 0n) return b;
    if (b.m === 0n) return this;
    const shift = this.e - b.e;
    if (shift > 1600) return this;
    if (shift < -1600) return b;
    return shift >= 0 ? Big.make((this.m << BigInt(shift)) + b.m, b.e) : Big.make(this.m + (b.m << BigInt(-shift)), this.e);
  }
  minus(b: Big): Big {
    return this.plus(b.negated());
  }
  times(b: Big): Big {
    return Big.make(this.m * b.m, this.e + b.e);
  }
  over(b: Big): Big {
    return Big.make((this.m << 1024n) / b.m, this.e - b.e - 1024);
  }
  negated(): Big {
    return this.m === 0n ? this : new Big(-this.m, this.e);
  }
  abs(): Big {
    return this.m < 0n ? this.negated() : this;
  }
  /** −1, 0 or 1. */
  sign(): number {
    return this.m > 0n ? 1 : this.m < 0n ? -1 : 0;
  }
  isLess(b: Big): boolean {
    return this.minus(b).sign() < 0;
  }
  sqrt(): Big {
    if (this.m < 0n) throw new RangeError("square root of a negative number");
    if (this.m === 0n) return this;
    const odd = this.e & 1;
    const n = this.m << BigInt(1024 + odd);
    let x = 1n << BigInt(Math.ceil(n.toString(16).length * 2) + 1);
    for (;;) {
      const y = (x + n / x) >> 1n;
      if (y >= x) return Big.make(x, (this.e - odd) / 2 - 512);
      x = y;
    }
  }
  /** The nearest double. */
  number(): number {
    const half = Math.trunc(this.e / 2);
    return Number(this.m) * 2 ** half * 2 ** (this.e - half);
  }
}

/** A square or rectangular matrix by rows. */
export type BigMatrix = readonly (readonly Big[])[];

export const multiply = (a: BigMatrix, b: BigMatrix): Big[][] =>
  a.map((row) => b[0]!.map((_, j) => row.reduce((sum, x, m) => sum.plus(x.times(b[m]![j]!)), Big.zero)));

export const transpose = (a: BigMatrix): Big[][] => a[0]!.map((_, j) => a.map((row) => row[j]!));

export const add = (a: BigMatrix, b: BigMatrix): Big[][] => a.map((row, i) => row.map((x, j) => x.plus(b[i]![j]!)));

export const scale = (a: BigMatrix, by: Big): Big[][] => a.map((row) => row.map((x) => x.times(by)));

const identity = (n: number): Big[][] =>
  Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i === j ? Big.one : Big.zero)));

/** x of a x = b, column by column, by Gauss's elimination with the largest pivot. */
export function solve(a: BigMatrix, b: BigMatrix): Big[][] {
  const n = a.length;
  const m = a.map((row, i) => [...row, ...b[i]!]);
  for (let k = 0; k < n; k++) {
    let best = k;
    for (let i = k + 1; i < n; i++) if (m[best]![k]!.abs().isLess(m[i]![k]!.abs())) best = i;
    [m[k], m[best]] = [m[best]!, m[k]!];
    const pivot = m[k]!;
    if (pivot[k]!.sign() === 0) throw new RangeError("singular matrix");
    for (let i = k + 1; i < n; i++) {
      const row = m[i]!;
      if (row[k]!.sign() === 0) continue;
      const factor = row[k]!.over(pivot[k]!);
      for (let j = k + 1; j < row.length; j++) row[j] = row[j]!.minus(factor.times(pivot[j]!));
    }
  }
  const x: Big[][] = Array.from({ length: n }, () => []);
  for (let k = n - 1; k >= 0; k--) {
    for (let c = 0; c < b[0]!.length; c++) {
      let y = m[k]![n + c]!;
      for (let j = k + 1; j < n; j++) y = y.minus(m[k]![j]!.times(x[j]![c]!));
      x[k]![c] = y.over(m[k]![k]!);
    }
  }
  return x;
}

export const inverse = (a: BigMatrix): Big[][] => solve(a, identity(a.length));

/** Product of the pivots of a positive definite matrix, or undefined if it is not one. */
export function determinant(a: BigMatrix): Big | undefined {
  const m = a.map((row) => [...row]);
  let product = Big.one;
  for (let k = 0; k < m.length; k++) {
    const pivot = m[k]![k]!;
    if (pivot.sign() <= 0) return undefined;
    product = product.times(pivot);
    for (let i = k + 1; i < m.length; i++) {
      const factor = m[i]![k]!.over(pivot);
      for (let j = k; j < m.length; j++) m[i]![j] = m[i]![j]!.minus(factor.times(m[k]![j]!));
    }
  }
  return product;
}

/** e^{at}: Taylor's series at t/2ⁿ, then n squarings. */
export function exponential(a: BigMatrix, t: Big): Big[][] {
  const norm = Math.max(...a.map((row) => row.reduce((sum, x) => sum + Math.abs(x.times(t).number()), 0)));
  const halvings = Math.max(0, Math.ceil(Math.log2(norm)) + 8);
  const step = scale(a, t.times(Big.of(2 ** -halvings)));
  let sum = identity(a.length);
  let term = sum;
  for (let k = 1; k <= 24; k++) {
    term = scale(multiply(step, term), Big.one.over(Big.of(k)));
    sum = add(sum, term);
  }
  for (let k = 0; k < halvings; k++) sum = multiply(sum, sum);
  return sum;
}

/** The numbers of a row-major array as a matrix, exactly. */
export function matrixFrom(numbers: ArrayLike<number>, n = 4): Big[][] {
  return Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => Big.of(numbers[n * i + j]!)));
}
