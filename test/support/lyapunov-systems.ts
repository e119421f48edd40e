// The systems of reference/lyapunov-rounded.py, made again from whole numbers and IEEE arithmetic.

const pairs = [0, 1, 2, 3].flatMap((i) => [0, 1, 2, 3].filter((j) => j >= i).map((j) => [i, j] as const));

/** splitmix32. */
class Draws {
  constructor(private state: number) {}

  word(): number {
    this.state = (this.state + 0x9e3779b9) | 0;
    let z = this.state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  }

  number(): number {
    const high = this.word() >>> 5;
    const low = this.word() >>> 6;
    return (high * 67108864 + low) / 4503599627370496 - 1;
  }

  matrix(): number[][] {
    return Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => this.number()));
  }
}

const systems: Readonly<Record<string, (draws: Draws) => number[][]>> = {
  random: dominant,
  "ill-conditioned": dissipative,
  "non-normal": (draws) => nonNormal(draws, 8),
  "far from normal": (draws) => nonNormal(draws, 11),
};

/** A and D of system n, row-major. */
export function lyapunovSystem(kind: string, n: number): { A: number[]; D: number[] } {
  const draws = new Draws(Math.imul(n, 2654435761) + kind.length);
  const A = systems[kind]!(draws);
  const B = draws.matrix();
  const D = new Array<number>(16);
  for (const [i, j] of pairs) {
    const [b, c] = [B[i]!, B[j]!];
    D[4 * i + j] = b[0]! * c[0]! + b[1]! * c[1]! + b[2]! * c[2]! + b[3]! * c[3]!;
    D[4 * j + i] = D[4 * i + j]!;
  }
  return { A: A.flat(), D };
}

function dominant(draws: Draws): number[][] {
  const A = draws.matrix();
  for (let i = 0; i < 4; i++) A[i]![i] = -3 - Math.abs(A[i]![i]!);
  return A;
}

function dissipative(draws: Draws): number[][] {
  const B = draws.matrix();
  const d = Array.from({ length: 4 }, () => 2 ** -(draws.word() % 34));
  const k = 2 ** -(draws.word() % 34);
  const A = B.map((b) =>
    B.map((c) => {
      let a = 0;
      for (let m = 0; m < 4; m++) a -= b[m]! * d[m]! * c[m]!;
      return a;
    }),
  );
  for (const [i, j] of pairs.filter(([a, b]) => a < b)) {
    const x = k * draws.number();
    A[i]![j]! += x;
    A[j]![i]! -= x;
  }
  return A;
}

function nonNormal(draws: Draws, binades: number): number[][] {
  const large = 2 ** (draws.word() % binades);
  const A = draws.matrix().map((row, i) => row.map((a, j) => (i === j ? 0.5 * a - 1 : i < j ? large * a : 0)));
  for (let reflection = 0; reflection < 2; reflection++) {
    const v = Array.from({ length: 4 }, () => draws.number());
    const along = (x: (m: number) => number) => x(0) * v[0]! + x(1) * v[1]! + x(2) * v[2]! + x(3) * v[3]!;
    const norm = along((m) => v[m]!);
    for (let i = 0; i < 4; i++) {
      const s = (2 * along((m) => A[i]![m]!)) / norm;
      for (let m = 0; m < 4; m++) A[i]![m]! -= s * v[m]!;
    }
    for (let i = 0; i < 4; i++) {
      const s = (2 * along((m) => A[m]![i]!)) / norm;
      for (let m = 0; m < 4; m++) A[m]![i]! -= s * v[m]!;
    }
  }
  return A;
}
