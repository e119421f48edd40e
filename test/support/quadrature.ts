// Integrals over the whole line of spectra with resonances far narrower than their distance.

/**
 * ∫f dx by the trapezoidal rule in t, x = scale·sinh(t): exponentially accurate once the step resolves the poles nearest to the line.
 *
 * @param f values at all the points it is given
 * @param points how many, −t … t
 */
export function integral(f: (x: Float64Array) => Float64Array, scale: number, points = 300_001, reach = 26): number {
  const h = (2 * reach) / (points - 1);
  const t = Float64Array.from({ length: points }, (_, i) => -reach + i * h);
  const values = f(t.map((u) => scale * Math.sinh(u)));
  let sum = 0;
  values.forEach((value, i) => {
    sum += value * Math.cosh(t[i]!);
  });
  return sum * scale * h;
}
