// Answers without rounding errors, to judge all rivals by: doubles are whole numbers over powers of two, and the matrix forms are solved as they stand.

/** n / 2^e, any double exactly. */
export class Exact {
  private constructor(
    private readonly n: bigint,
    private readonly e: number,
  ) {}

  static of(x: number): Exact {
    let e = 0;
    let n = x;
    while (!Number.isInteger(n)) [n, e] = [2 * n, e + 1];
    return new Exact(BigInt(n), e);
  }
  static whole(n: bigint): Exact {
    return new Exact(n, 0);
  }
  /** π to 70 digits. */
  static readonly pi = new Exact(
    (31415926535897932384626433832795028841971693993751058209749445923078164n << 240n) / 10n ** 70n,
    240,
  );

  plus(o: Exact): Exact {
    const e = Math.max(this.e, o.e);
    return new Exact(this.over(e) + o.over(e), e);
  }
  minus(o: Exact): Exact {
    return this.plus(new Exact(-o.n, o.e));
  }
  times(o: Exact): Exact {
    return new Exact(this.n * o.n, this.e + o.e);
  }
  negative(): Exact {
    return new Exact(-this.n, this.e);
  }
  /** 2^(−k) of it. */
  halved(k = 1): Exact {
    return new Exact(this.n, this.e + k);
  }
  /** The numerator over 2^e. */
  over(e: number): bigint {
    return this.n << BigInt(e - this.e);
  }
  get exponent(): number {
    return this.e;
  }
  /** The double nearest to this over another. */
  ratio(o: Exact): number {
    const e = Math.max(this.e, o.e);
    return nearest(this.over(e), o.over(e));
  }
}

const bits = (n: bigint) => (n < 0n ? -n : n).toString(16).length * 4;

/** The double nearest to n/d: 70 bits of the quotient and whether anything is left decide it. */
function nearest(n: bigint, d: bigint): number {
  if (n === 0n) return 0;
  const shift = 70 + bits(d) - bits(n);
  const [over, under] = shift > 0 ? [n << BigInt(shift), d] : [n, d << BigInt(-shift)];
  const quotient = over / under;
  const sticky = quotient * under === over ? 0n : 1n;
  const sign = n < 0n !== d < 0n ? -1 : 1;
  const size = quotient < 0n ? -quotient : quotient;
  return sign * Number((size << 1n) | sticky) * 2 ** -(shift + 1);
}

/** Solutions of a linear system, augmented by its right side, as numerators over one determinant (Gauss and Jordan, by Bareiss's rule). */
export function solve(system: readonly (readonly Exact[])[]): { numerators: Exact[]; determinant: Exact } {
  const n = system.length;
  const m = system.map((row) => {
    const e = Math.max(...row.map((x) => x.exponent));
    return row.map((x) => x.over(e));
  });
  let last = 1n;
  for (let k = 0; k < n; k++) {
    const pivot = m.findIndex((row, i) => i >= k && row[k] !== 0n);
    [m[k], m[pivot]] = [m[pivot]!, m[k]!];
    const top = m[k]!;
    for (let i = 0; i < n; i++) {
      if (i === k) continue;
      const factor = m[i]![k]!;
      m[i] = m[i]!.map((x, j) => (x * top[k]! - factor * top[j]!) / last);
    }
    last = top[k]!;
  }
  return { numerators: m.map((row) => Exact.whole(row[n]!)), determinant: Exact.whole(last) };
}

const zero = Exact.of(0);
const INDEX = [0, 1, 2, 3, 1, 4, 5, 6, 2, 5, 7, 8, 3, 6, 8, 9];

/** The ten numbers of the symmetric X of A X + X Aᵀ + D = 0, over one determinant. */
function covariance(A: readonly Exact[], D: readonly Exact[]) {
  const rows: Exact[][] = [];
  for (let i = 0; i < 4; i++) {
    for (let j = i; j < 4; j++) {
      const row = Array<Exact>(11).fill(zero);
      for (let l = 0; l < 4; l++) {
        const [left, right] = [INDEX[4 * l + j]!, INDEX[4 * i + l]!];
        row[left] = row[left]!.plus(A[4 * i + l]!);
        row[right] = row[right]!.plus(A[4 * j + l]!);
      }
      row[10] = D[4 * i + j]!.negative();
      rows.push(row);
    }
  }
  return solve(rows);
}

/** X of A X + X Aᵀ + D = 0, each number rounded once. */
export function exactLyapunov(A: ArrayLike<number>, D: ArrayLike<number>): Float64Array {
  const { numerators, determinant } = covariance(Array.from(A, Exact.of), Array.from(D, Exact.of));
  return Float64Array.from(INDEX, (k) => numerators[k]!.ratio(determinant));
}

/** What an optomechanical setup is told; rates in rad/s, N the baths' variances. */
export interface Membrane {
  readonly omegaA: number;
  readonly kappaA: number;
  readonly omegaB: number;
  readonly gammaB: number;
  readonly gAB: number;
  readonly nA: number;
  readonly nB: number;
  /** cos θ and sin θ of the local oscillator. */
  readonly cosine: number;
  readonly sine: number;
  readonly efficiency: number;
}

type ExactMembrane = { readonly [name in keyof Membrane]: Exact };
const exactly = (m: Membrane) =>
  Object.fromEntries(Object.entries(m).map(([name, x]) => [name, Exact.of(x)])) as unknown as ExactMembrane;

function drift({ omegaA, kappaA, omegaB, gammaB, gAB }: ExactMembrane): Exact[] {
  const k = kappaA.negative();
  const g = gAB.negative();
  const y = gammaB.halved(-1).negative();
  return [k, omegaA, zero, zero, omegaA.negative(), k, g, zero, zero, zero, zero, omegaB, g, zero, omegaB.negative(), y];
}

/** Π, μ_a, μ_b from the covariance: μ_a = 2κ((⟨q_a²⟩ + ⟨p_a²⟩)/(2N_a) − 1), μ_b = 2γ(⟨p_b²⟩/N_b − 1). */
export function exactRates(membrane: Membrane): [production: number, muA: number, muB: number] {
  const m = exactly(membrane);
  const D = Array<Exact>(16).fill(zero);
  D[0] = D[5] = m.kappaA.times(m.nA).halved(-1);
  D[15] = m.gammaB.times(m.nB).halved(-2);
  const { numerators: x, determinant } = covariance(drift(m), D);
  const overA = m.nA.times(determinant).halved(-1);
  const overB = m.nB.times(determinant);
  const a = m.kappaA.halved(-1).times(x[0]!.plus(x[4]!).minus(overA));
  const b = m.gammaB.halved(-1).times(x[9]!.minus(overB));
  return [a.times(overB).plus(b.times(overA)).ratio(overA.times(overB)), a.ratio(overA), b.ratio(overB)];
}

/** S of a homodyne record, ηS + (1 − η)/2, at f Hz, as numerator and denominator: from the row cᵀχ(ω), χ = (−iω − A)⁻¹. */
function density(m: ExactMembrane, f: Exact): [Exact, Exact] {
  const w = Exact.pi.times(f).halved(-1);
  const A = drift(m);
  const rows: Exact[][] = [];
  for (const part of [0, 1]) {
    for (let i = 0; i < 4; i++) {
      const row = Array<Exact>(9).fill(zero);
      for (let j = 0; j < 4; j++) row[4 * part + j] = A[4 * j + i]!.negative();
      row[4 * (1 - part) + i] = part ? w.negative() : w;
      if (!part) row[8] = [m.cosine, m.sine, zero, zero][i]!;
      rows.push(row);
    }
  }
  const { numerators: y, determinant } = solve(rows);
  const square = (x: Exact) => x.times(x);
  const k2 = m.kappaA.halved(-1);
  const light = [
    k2.times(y[0]!).minus(m.cosine.times(determinant)),
    k2.times(y[1]!).minus(m.sine.times(determinant)),
    k2.times(y[4]!),
    k2.times(y[5]!),
  ];
  const vacuum = light
    .map(square)
    .reduce((sum, x) => sum.plus(x))
    .times(m.nA);
  const mirror = square(y[3]!).plus(square(y[7]!)).times(k2).times(m.gammaB.times(m.nB).halved(-2));
  const over = square(determinant);
  const lost = Exact.of(1).minus(m.efficiency).halved().times(over);
  return [vacuum.plus(mirror).times(m.efficiency).plus(lost), over];
}

/** The density of a homodyne record at f Hz, rounded once. */
export function exactDensity(membrane: Membrane, f: number): number {
  const [n, d] = density(exactly(membrane), Exact.of(f));
  return n.ratio(d);
}

/** ∂density/∂x of g, κ, ω_a, ω_b, γ, θ: differences over steps of 2^-90 of x, which cost nothing where nothing is rounded. */
export function exactSlopes(membrane: Membrane, f: number): number[] {
  const m = exactly(membrane);
  const at = Exact.of(f);
  const step = (x: Exact) => x.halved(90);
  const between = (above: ExactMembrane, below: ExactMembrane, twice: Exact) => {
    const [na, da] = density(above, at);
    const [nb, db] = density(below, at);
    return na.times(db).minus(nb.times(da)).ratio(da.times(db).times(twice));
  };
  const slopes = (["gAB", "kappaA", "omegaA", "omegaB", "gammaB"] as const).map((name) => {
    const h = step(m[name]);
    return between({ ...m, [name]: m[name].plus(h) }, { ...m, [name]: m[name].minus(h) }, h.halved(-1));
  });
  const h = step(Exact.of(1));
  const turned = (by: Exact) => ({ ...m, cosine: m.cosine.minus(by.times(m.sine)), sine: m.sine.plus(by.times(m.cosine)) });
  return [...slopes, between(turned(h), turned(h.negative()), h.halved(-1))];
}
