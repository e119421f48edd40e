// A function that JavaScript engines are free to round as they like, from AssemblyScript's own library: the same bits everywhere.

export function power(x: f64, y: f64): f64 {
  return x ** y;
}
