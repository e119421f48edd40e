// Functions that JavaScript engines are free to round as they like, from AssemblyScript's own library: the same bits everywhere.

export function power(x: f64, y: f64): f64 {
  return x ** y;
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
