// Functions of statistics: ψ and ψ′ (digamma, trigamma), and the tail of the Gamma law.

/** ψ(x) for x > 0: recurrence up to 12, then the asymptotic series. */
export function digamma(x: f64): f64 {
  let sum: f64 = 0;
  while (x < 12) {
    sum -= 1 / x;
    x += 1;
  }
  const y = 1 / (x * x);
  const series = y * (1 / 12.0 - y * (1 / 120.0 - y * (1 / 252.0 - y * (1 / 240.0 - y * (1 / 132.0 - (y * 691) / 32760)))));
  return sum + Math.log(x) - 0.5 / x - series;
}

/** ψ′(x) for x > 0. */
export function trigamma(x: f64): f64 {
  let sum: f64 = 0;
  while (x < 12) {
    sum += 1 / (x * x);
    x += 1;
  }
  const y = 1 / (x * x);
  const series = 1 / 6.0 - y * (1 / 30.0 - y * (1 / 42.0 - y * (1 / 30.0 - y * (5 / 66.0 - (y * 691) / 2730))));
  return sum + 1 / x + 0.5 * y + (y / x) * series;
}

/** ln Γ(x) for x > 0 (Stirling). */
function logGamma(x: f64): f64 {
  let product: f64 = 1;
  while (x < 12) {
    product *= x;
    x += 1;
  }
  const y = 1 / (x * x);
  const series = 1 / 12.0 - y * (1 / 360.0 - y * (1 / 1260.0 - y * (1 / 1680.0 - y * (1 / 1188.0 - (y * 691) / 360360))));
  return (x - 0.5) * Math.log(x) - x + 0.9189385332046727 + series / x - Math.log(product);
}

/** Q(a, x) = Γ(a, x)/Γ(a), the probability that a Gamma variable of shape a exceeds x: series below a + 1, else continued fraction. */
export function gammaTail(a: f64, x: f64): f64 {
  if (!(x > 0)) return 1;
  const factor = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let k = 1; k < 1000000 && term > 1e-17 * sum; k++) {
      term *= x / (a + <f64>k);
      sum += term;
    }
    return 1 - factor * sum;
  }
  let b = x + 1 - a;
  let c: f64 = 1e300;
  let d = 1 / b;
  let fraction = d;
  for (let k = 1; k < 1000000; k++) {
    const an = -(<f64>k) * (<f64>k - a);
    b += 2;
    d = 1 / (an * d + b);
    c = b + an / c;
    const change = c * d;
    fraction *= change;
    if (Math.abs(change - 1) < 1e-16) break;
  }
  return factor * fraction;
}
