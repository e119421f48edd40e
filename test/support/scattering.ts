// Light that leaves the cavity from the equations of motion as they are printed: χ = (−iω − A)⁻¹ by Gauss–Jordan elimination of complex
// numbers, T_a = 2κχ_aa − 1 and T_b = 2√(κγ)χ_ab. Nothing here is the library's.

/** A complex number. */
export type Complex = readonly [re: number, im: number];

export const times = ([a, b]: Complex, [c, d]: Complex): Complex => [a * c - b * d, a * d + b * c];
export const plus = ([a, b]: Complex, [c, d]: Complex): Complex => [a + c, b + d];
export const square = ([a, b]: Complex): number => a * a + b * b;

/** A Dicke-model point in the normal phase (ratio < 1) or the superradiant one. */
export interface DickePoint {
  readonly omegaA: number;
  readonly kappaA: number;
  readonly omegaB: number;
  readonly gammaB: number;
  readonly couplingRatioSquared: number;
  readonly nThermalA: number;
  readonly nThermalB: number;
}

/** The drift of (q_a, p_a, q_b, p_b), by rows. */
function driftOf({ omegaA, kappaA, omegaB, gammaB, couplingRatioSquared: x }: DickePoint): number[][] {
  const critical = ((kappaA ** 2 + omegaA ** 2) * (omegaB ** 2 + gammaB ** 2)) / (omegaA * omegaB);
  const mu = 1 / x;
  const [W1, W2, g] =
    x < 1
      ? [omegaB, omegaB, Math.sqrt(x * critical)]
      : [
          (omegaB * (1 + mu)) / (2 * mu),
          (2 * omegaB) / (mu * (1 + mu)),
          Math.sqrt(x * critical) * mu * Math.sqrt(2 / (1 + mu)),
        ];
  return [
    [-kappaA, omegaA, 0, 0],
    [-omegaA, -kappaA, -g, 0],
    [0, 0, -gammaB, W1],
    [-g, 0, -W2, -gammaB],
  ];
}

/** χ(ω). */
function susceptibility(A: readonly (readonly number[])[], omega: number): Complex[][] {
  const m = A.map((row, i) => [
    ...row.map((a, j): Complex => [-a, i === j ? -omega : 0]),
    ...row.map((_, j): Complex => [i === j ? 1 : 0, 0]),
  ]);
  for (let k = 0; k < 4; k++) {
    let best = k;
    for (let i = k + 1; i < 4; i++) if (square(m[i]![k]!) > square(m[best]![k]!)) best = i;
    [m[k], m[best]] = [m[best]!, m[k]!];
    const [re, im] = m[k]![k]!;
    m[k] = m[k]!.map((z) => times(z, [re / (re * re + im * im), -im / (re * re + im * im)]));
    for (let i = 0; i < 4; i++) {
      if (i === k) continue;
      const [a, b] = m[i]![k]!;
      m[i] = m[i]!.map((z, j) => plus(z, times([-a, -b], m[k]![j]!)));
    }
  }
  return m.map((row) => row.slice(4));
}

/** What the noises (q, p) of both baths give the output's (q, p) at angular frequency ω: 2 × 4. */
export function scattering(point: DickePoint, omega: number): Complex[][] {
  const chi = susceptibility(driftOf(point), omega);
  const { kappaA, gammaB } = point;
  return [0, 1].map((i) =>
    [0, 1, 2, 3].map((j): Complex => {
      const scale = j < 2 ? 2 * kappaA : 2 * Math.sqrt(kappaA * gammaB);
      const [re, im] = chi[i]![j]!;
      return [scale * re - (i === j ? 1 : 0), scale * im];
    }),
  );
}
