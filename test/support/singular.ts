// Singular values and right singular vectors by one-sided Jacobi rotations (Hestenes), which keep small ones accurate.

/** V and singular values of the matrix with these columns: `vectors[k]` belongs to `values[k]`, the smallest first. */
export function singular(columns: readonly Float64Array[]): { values: number[]; vectors: number[][] } {
  const a = columns.map((column) => column.slice());
  const n = a.length;
  const v = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i === j ? 1 : 0)));
  const dot = (x: ArrayLike<number>, y: ArrayLike<number>) => {
    let sum = 0;
    for (let i = 0; i < x.length; i++) sum += x[i]! * y[i]!;
    return sum;
  };
  const turn = (x: Float64Array | number[], y: Float64Array | number[], c: number, s: number) => {
    for (let i = 0; i < x.length; i++) [x[i], y[i]] = [c * x[i]! - s * y[i]!, s * x[i]! + c * y[i]!];
  };
  for (let sweep = 0; sweep < 60; sweep++) {
    let largest = 0;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        const [pp, qq, pq] = [dot(a[p]!, a[p]!), dot(a[q]!, a[q]!), dot(a[p]!, a[q]!)];
        if (pq === 0 || Math.abs(pq) <= 1e-300) continue;
        largest = Math.max(largest, Math.abs(pq) / Math.sqrt(pp * qq));
        const zeta = (qq - pp) / (2 * pq);
        const t = Math.sign(zeta || 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
        const c = 1 / Math.sqrt(1 + t * t);
        turn(a[p]!, a[q]!, c, c * t);
        turn(v[p]!, v[q]!, c, c * t);
      }
    }
    if (largest < 1e-14) break;
  }
  const order = a.map((column, k) => ({ k, value: Math.sqrt(dot(column, column)) })).sort((x, y) => x.value - y.value);
  return { values: order.map(({ value }) => value), vectors: order.map(({ k }) => v[k]!) };
}
