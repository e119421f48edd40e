// Linear equations of a positive matrix.

/** Solves H x = y by Cholesky's factor, H scaled to ones on its diagonal; undefined if H is not positive. */
export function solverOf(H: Float64Array, k: number): ((y: Float64Array) => Float64Array) | undefined {
  const scale = Float64Array.from({ length: k }, (_, v) => 1 / Math.sqrt(H[(k + 1) * v]!));
  const L = new Float64Array(k * k);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = H[k * i + j]! * scale[i]! * scale[j]!;
      for (let m = 0; m < j; m++) sum -= L[k * i + m]! * L[k * j + m]!;
      if (i > j) L[k * i + j] = sum / L[(k + 1) * j]!;
      else if (sum > 0) L[(k + 1) * i] = Math.sqrt(sum);
      else return undefined;
    }
  }
  return (y) => {
    const x = y.map((z, i) => z * scale[i]!);
    for (let i = 0; i < k; i++) {
      for (let m = 0; m < i; m++) x[i]! -= L[k * i + m]! * x[m]!;
      x[i]! /= L[(k + 1) * i]!;
    }
    for (let i = k - 1; i >= 0; i--) {
      for (let m = i + 1; m < k; m++) x[i]! -= L[k * m + i]! * x[m]!;
      x[i]! /= L[(k + 1) * i]!;
    }
    return x.map((z, i) => z * scale[i]!);
  };
}
