// Functions that JavaScript engines are free to round as they like, from AssemblyScript's own library: the same bits everywhere.

/** x^y for x > 0, 0 ≤ y < 1, to three ulp of x^y: a root for each bit of y, the last first, so that errors are halved again and again. */
export function power(x: f64, y: f64): f64 {
  const root = sqrt<f64>(x);
  let result: f64 = 1;
  let bits = <u64>(y * 4611686018427387904); // 2^62
  for (let place = 0; place < 62; place++) {
    result = sqrt<f64>(result);
    if (bits & 1) result *= root;
    bits >>= 1;
  }
  return result;
}

export function sine(x: f64): f64 {
  return Math.sin(x);
}

export function logarithm(x: f64): f64 {
  return Math.log(x);
}

export function exponential(x: f64): f64 {
  return Math.exp(x);
}
