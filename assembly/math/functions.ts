// Functions that JavaScript engines are free to round as they like, from AssemblyScript's own library: the same bits everywhere.

export function exponential(x: f64): f64 {
  return Math.exp(x);
}

export function logarithm(x: f64): f64 {
  return Math.log(x);
}
