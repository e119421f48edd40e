// From the information of each spectrum to the covariance of what was fitted, by its root: H = ΣRᵀR + calibrations, R triangular,
// never formed, so that even parameters that are hardly told apart keep their digits. H has the shape of an arrow: with a spectrum's own
// variables first, R = (R_oo R_os; 0 R_ss); the R_ss of all spectra make the triangle R_s of the shared ones. With G = −R_oo⁻¹R_os,
// P_t = (1 shared; G own), E_t = R_oo⁻¹R_oo⁻ᵀ and Z = R_s⁻¹R_s⁻ᵀ, the inverse is H⁻¹_tt′ = P_tZP_t′ᵀ + δ_tt′E_t: all that is needed, in a
// time linear in the number of spectra. So is what two spectra have in common: with the excess X of correlated sidebands,
// H⁻¹(H + X)H⁻¹ between them is P_tL_t′ᵀ + L_tP_t′ᵀ, L_t = ½P_tZ(1 + QZ) + E_tX_tP_tZ, Q = ΣPᵀXP. Columns are scaled to length one; a diagonal that rounding has eaten marks variables that
// the data cannot tell apart.

import type { Bond } from "./result";

/** Rounding leaves this much of a diagonal that is zero. */
const LEAST_DIAGONAL = 1e-10;

/** One spectrum's share: its variables' numbers, own ones first, then shared ones. */
export interface Share {
  readonly index: readonly number[];
  readonly own: number;
  /** R, k × k. */
  readonly root: Float64Array;
  /** What correlated sidebands add to the variance of the gradient, k × k. */
  readonly excess?: Float64Array;
}

/** A direction that the data do not fix: how much of each variable, in units of the variables. */
export type Undetermined = readonly { readonly index: number; readonly part: number }[];

/** What the information says. */
export interface Covariances {
  /** Of each spectrum's variables, k × k, in its own order. */
  readonly blocks: readonly Float64Array[];
  /** H⁻¹ alone, as if sidebands were independent. */
  readonly inverses: readonly Float64Array[];
  /** The part of each block that comes of the spectra, and of each calibration (by variable). */
  readonly sources: readonly { readonly spectra: Float64Array; readonly calibrations: ReadonlyMap<number, Float64Array> }[];
  /** P and L of each block. */
  readonly bonds: readonly Bond[];
  readonly undetermined: readonly Undetermined[];
  /** gᵀH⁻¹g, the square of the next step in standard errors: with the root's digits, where those of H are too few to see it. */
  readonly decrement: number;
}

/** A dense matrix, row-major. */
class Dense {
  constructor(
    readonly rows: number,
    readonly columns: number,
    readonly data: Float64Array = new Float64Array(rows * columns),
  ) {}
  at(i: number, j: number): number {
    return this.data[this.columns * i + j]!;
  }
  set(i: number, j: number, x: number): void {
    this.data[this.columns * i + j] = x;
  }
  add(other: Dense): Dense {
    return new Dense(
      this.rows,
      this.columns,
      this.data.map((x, ij) => x + other.data[ij]!),
    );
  }
  get transposed(): Dense {
    const out = new Dense(this.columns, this.rows);
    for (let i = 0; i < this.rows; i++) for (let j = 0; j < this.columns; j++) out.set(j, i, this.at(i, j));
    return out;
  }
  times(other: Dense): Dense {
    const out = new Dense(this.rows, other.columns);
    for (let i = 0; i < this.rows; i++) {
      for (let m = 0; m < this.columns; m++) {
        const x = this.at(i, m);
        if (x === 0) continue;
        for (let j = 0; j < other.columns; j++) out.data[out.columns * i + j]! += x * other.at(m, j);
      }
    }
    return out;
  }
}

/** Makes a matrix of n columns upper triangular by Householder reflections. */
function triangularise(rows: readonly Float64Array[], n: number): Dense {
  const a = rows.map((row) => Float64Array.from(row));
  for (let j = 0; j < Math.min(n, a.length); j++) {
    let square = 0;
    for (let i = j + 1; i < a.length; i++) square += a[i]![j]! * a[i]![j]!;
    if (square === 0) continue;
    const top = a[j]!;
    const norm = Math.sqrt(top[j]! * top[j]! + square);
    const head = top[j]! > 0 ? top[j]! + norm : top[j]! - norm;
    const scale = 2 / (head * head + square);
    for (let l = j + 1; l < n; l++) {
      let sum = head * top[l]!;
      for (let i = j + 1; i < a.length; i++) sum += a[i]![j]! * a[i]![l]!;
      sum *= scale;
      top[l]! -= sum * head;
      for (let i = j + 1; i < a.length; i++) a[i]![l]! -= sum * a[i]![j]!;
    }
    top[j] = top[j]! > 0 ? -norm : norm;
    for (let i = j + 1; i < a.length; i++) a[i]![j] = 0;
  }
  const out = new Dense(n, n);
  a.slice(0, n).forEach((row, i) => {
    out.data.set(row.subarray(0, n), n * i);
  });
  return out;
}

/** What the first columns of some rows determine. */
interface Settled {
  /** The triangle of the rows without the columns that are not determined; and where the columns are in it. */
  readonly triangle: Dense;
  readonly columns: readonly number[];
  /** Inverse of the first columns' part of the triangle, zero where one is not determined. */
  readonly inverse: Dense;
  readonly combinations: readonly (readonly { readonly i: number; readonly part: number }[])[];
}

/**
 * Takes columns away until the first `own` of n are determined: one whose diagonal rounding has eaten, or the one whose standard error
 * goes furthest beyond its `reach`. Each leaves a combination: how the others follow it.
 */
function settle(rows: readonly Float64Array[], n: number, own: number, reach: (i: number) => number): Settled {
  const columns = Array.from({ length: n }, (_, i) => i);
  const combinations: { i: number; part: number }[][] = [];
  for (;;) {
    const triangle = triangularise(
      rows.map((row) => Float64Array.from(columns, (c) => row[c]!)),
      columns.length,
    );
    const live = columns.filter((c) => c < own).length;
    const x = new Dense(own, own);
    const eaten = invert(triangle, live, x);
    const along = (of: (k: number) => number) => Array.from({ length: live }, (_, k) => ({ i: columns[k]!, part: of(k) }));
    let loose = eaten;
    if (eaten >= 0) combinations.push(along((k) => x.at(k, eaten)).filter((_, k) => k <= eaten));
    else {
      const product = (k: number, l: number) => {
        let sum = 0;
        for (let j = 0; j < live; j++) sum += x.at(k, j) * x.at(l, j);
        return sum;
      };
      let most = 1;
      for (let k = 0; k < live; k++) {
        const excess = Math.sqrt(product(k, k)) / reach(columns[k]!);
        if (excess > most) [loose, most] = [k, excess];
      }
      if (loose >= 0) combinations.push(along((k) => product(k, loose) / product(loose, loose)));
    }
    if (loose < 0) {
      const inverse = new Dense(own, own);
      for (let k = 0; k < live; k++) for (let l = k; l < live; l++) inverse.set(columns[k]!, columns[l]!, x.at(k, l));
      return { triangle, columns, inverse, combinations };
    }
    columns.splice(loose, 1);
  }
}

/**
 * R⁻¹ of the first n columns of a triangle, into `x`; −1. Or the number of the first column whose diagonal rounding has eaten, and
 * the solution of R x = 0 in that column of `x`.
 */
function invert(triangle: Dense, n: number, x: Dense): number {
  for (let j = 0; j < n; j++) {
    const isEaten = !(Math.abs(triangle.at(j, j)) > LEAST_DIAGONAL);
    x.set(j, j, isEaten ? 1 : 1 / triangle.at(j, j));
    for (let i = j - 1; i >= 0; i--) {
      let sum = 0;
      for (let m = i + 1; m <= j; m++) sum -= triangle.at(i, m) * x.at(m, j);
      x.set(i, j, sum / triangle.at(i, i));
    }
    if (isEaten) return j;
  }
  return -1;
}

/** What is known of each variable beside the spectra. */
export interface Beside {
  /** 1/σ² of its calibration, 0 without. */
  readonly precision: Float64Array;
  /** By how much it can change before nothing is known of it. */
  readonly reach: Float64Array;
  /** Gradient of ln L by it, calibrations and all. */
  readonly gradient: Float64Array;
}

/** Covariances H⁻¹(H + X)H⁻¹ of all blocks, X the excess of correlated sidebands. */
export function covariancesOf(
  shares: readonly Share[],
  variables: number,
  shared: number,
  { precision, reach, gradient }: Beside,
): Covariances {
  const s = shared;
  const square = Float64Array.from(precision);
  for (const { index, root } of shares) {
    const k = index.length;
    index.forEach((v, j) => {
      for (let i = 0; i <= j; i++) square[v]! += root[k * i + j]! * root[k * i + j]!;
    });
  }
  const scale = Float64Array.from({ length: variables }, (_, v) => (square[v]! > 0 ? 1 / Math.sqrt(square[v]!) : 1));
  const undetermined: Undetermined[] = [];
  const ofShared: Float64Array[] = [];
  const slope = gradient.map((g, v) => g * scale[v]!);
  const ofRest = slope.slice(0, s); // Σ P_tᵀg_t
  let decrement = 0;
  precision.subarray(0, s).forEach((p, v) => {
    if (p > 0) ofShared.push(unit(s, v, Math.sqrt(p) * scale[v]!));
  });

  const parts = shares.map(({ index, own, root, excess }) => {
    const k = index.length;
    const rows: Float64Array[] = Array.from({ length: k }, (_, i) =>
      Float64Array.from(index, (v, j) => root[k * i + j]! * scale[v]!),
    );
    index.slice(0, own).forEach((v, i) => {
      if (precision[v]! > 0) rows.push(unit(k, i, Math.sqrt(precision[v]!) * scale[v]!));
    });
    const { triangle, columns, inverse, combinations } = settle(rows, k, own, (i) => reach[index[i]!]! / scale[index[i]!]!);
    const live = columns.filter((i) => i < own).length;
    const Ros = new Dense(own, s);
    for (let i = 0; i < columns.length; i++) {
      const row = new Float64Array(s);
      for (let j = live; j < columns.length; j++) row[index[columns[j]!]!] = triangle.at(i, j);
      if (i >= live) ofShared.push(row);
      else Ros.data.set(row, s * columns[i]!);
    }
    for (const parts of combinations)
      undetermined.push(parts.map(({ i, part }) => ({ index: index[i]!, part: part * scale[index[i]!]! })));
    const G = inverse.times(Ros);
    for (let ij = 0; ij < G.data.length; ij++) G.data[ij] = -G.data[ij]!;
    // P_t: how a block follows the shared variables
    const P = new Dense(k, s);
    for (let i = 0; i < own; i++) for (let a = 0; a < s; a++) P.set(i, a, G.at(i, a));
    for (let i = own; i < k; i++) P.set(i, index[i]!, 1);
    for (let i = 0; i < own; i++) {
      for (let a = 0; a < s; a++) ofRest[a]! += G.at(i, a) * slope[index[i]!]!;
    }
    decrement += squareOf(
      inverse,
      Float64Array.from(index.slice(0, own), (v) => slope[v]!),
    );
    const E = new Dense(k, k);
    const ownE = inverse.times(inverse.transposed);
    for (let i = 0; i < own; i++) for (let j = 0; j < own; j++) E.set(i, j, ownE.at(i, j));
    // X is symmetric up to rounding; made so
    const X = excess && new Dense(k, k);
    X?.data.forEach((_, ij) => {
      const [i, j] = [Math.floor(ij / k), ij % k];
      X.data[ij] = 0.5 * (excess![ij]! + excess![k * j + i]!) * scale[index[i]!]! * scale[index[j]!]!;
    });
    return { index, own, k, P, E, X };
  });

  const { inverse, combinations } = settle(ofShared, s, s, (v) => reach[v]! / scale[v]!);
  for (const combination of combinations) {
    const along = parts.flatMap(({ index, own, P }) =>
      index.slice(0, own).map((v, i) => ({
        index: v,
        part: combination.reduce((sum, { i: a, part }) => sum + P.at(i, a) * part, 0) * scale[v]!,
      })),
    );
    undetermined.push([...combination.map(({ i, part }) => ({ index: i, part: part * scale[i]! })), ...along]);
  }
  decrement += squareOf(inverse, ofRest);
  const Z = inverse.times(inverse.transposed);
  let middle = new Dense(s, s);
  for (const { P, X } of parts) if (X) middle = middle.add(P.transposed.times(X).times(P));
  const ZQZ = Z.times(middle).times(Z);

  const done = parts.map(({ index, k, P, E, X }, t) => {
    const PZ = P.times(Z);
    const Pt = P.transposed;
    const plain = PZ.times(Pt).add(E);
    const PZQZ = P.times(ZQZ);
    let block = plain.add(PZQZ.times(Pt));
    const L = new Dense(
      k,
      s,
      PZ.data.map((x, ij) => 0.5 * (x + PZQZ.data[ij]!)),
    );
    let bond = L;
    if (X) {
      const EX = E.times(X);
      const EXPZ = EX.times(P).times(Z);
      const cross = EXPZ.times(Pt);
      block = block.add(cross).add(cross.transposed).add(EX.times(E));
      bond = L.add(EXPZ);
    }
    const unscaled = (m: Dense) => m.data.map((x, ij) => x * scale[index[Math.floor(ij / k)]!]! * scale[index[ij % k]!]!);
    const calibrations = new Map<number, Float64Array>();
    let spectra = block;
    precision.forEach((p, v) => {
      if (p === 0) return;
      // this block's part of column v of H⁻¹
      const column = new Float64Array(k);
      const owner = parts.findIndex(({ index: other, own }) => other.indexOf(v) >= 0 && other.indexOf(v) < own);
      for (let i = 0; i < k; i++) {
        if (v < s) column[i] = PZ.at(i, v);
        else if (owner >= 0) {
          const at = parts[owner]!.index.indexOf(v);
          for (let a = 0; a < s; a++) column[i]! += PZ.at(i, a) * parts[owner]!.P.at(at, a);
          if (owner === t) column[i]! += E.at(i, at);
        }
      }
      const weight = p * scale[v]! * scale[v]!;
      const part = new Dense(
        k,
        k,
        Float64Array.from({ length: k * k }, (_, ij) => weight * column[Math.floor(ij / k)]! * column[ij % k]!),
      );
      spectra = new Dense(
        k,
        k,
        spectra.data.map((x, ij) => x - part.data[ij]!),
      );
      calibrations.set(v, unscaled(part));
    });
    const bondOf = (m: Dense, of: (v: number) => number) =>
      m.data.map((x, ia) => x * scale[index[Math.floor(ia / s)]!]! * of(scale[ia % s]!));
    return {
      block: unscaled(block),
      inverse: unscaled(plain),
      source: { spectra: unscaled(spectra), calibrations },
      bond: { follows: bondOf(P, (x) => 1 / x), carries: bondOf(bond, (x) => x) },
    };
  });
  return {
    blocks: done.map(({ block }) => block),
    inverses: done.map(({ inverse }) => inverse),
    sources: done.map(({ source }) => source),
    bonds: done.map(({ bond }) => bond),
    undetermined,
    decrement,
  };
}

/** |R⁻ᵀg|². */
function squareOf(inverse: Dense, g: Float64Array): number {
  let square = 0;
  for (let j = 0; j < g.length; j++) {
    let sum = 0;
    for (let i = 0; i <= j; i++) sum += inverse.at(i, j) * g[i]!;
    square += sum * sum;
  }
  return square;
}

/** A row with one number. */
function unit(n: number, at: number, x: number): Float64Array {
  const row = new Float64Array(n);
  row[at] = x;
  return row;
}
