// The normal phase as a function of the coupling alone. With e = g², F = F₁(f − e) (0 at the critical coupling) and H = H₁(h + e)
// (0 at the parametric threshold), q = e/((f − e)(h + e)):
//   Π = q(π(f − e) + s₀ + (s₁ + s₂)e), μ_a = q(α(f − e) + s₀ + s₁e), μ_b = q(β(f − e) + s₂e),
//   n_a = a + (a₀ + e(a₁ + (a₂ + a₃e)/F))/H, n_b = b + b₄e/F + (b₀ + e(b₁ + (b₂ + b₃e)/F))/H.
// Of a coupling given as x = e/f: f is 1, h is less by the same factor, and e is x. A model lays down its coefficients, for one row or
// for all of a sweep, in which nothing cancels: π is not α + β.

export const F0: usize = memory.data(16, 16); // F at e = 0
export const F1: usize = memory.data(16, 16); // not 0
export const H0: usize = memory.data(16, 16);
export const H1: usize = memory.data(16, 16);
export const S0: usize = memory.data(16, 16);
export const S1: usize = memory.data(16, 16);
export const S2: usize = memory.data(16, 16);
export const PRODUCTION: usize = memory.data(16, 16); // π
export const FLOW_A: usize = memory.data(16, 16); // α
export const FLOW_B: usize = memory.data(16, 16); // β
export const A: usize = memory.data(16, 16);
export const A0: usize = memory.data(16, 16);
export const A1: usize = memory.data(16, 16);
export const A2: usize = memory.data(16, 16);
export const A3: usize = memory.data(16, 16);
export const B: usize = memory.data(16, 16);
export const B0: usize = memory.data(16, 16);
export const B1: usize = memory.data(16, 16);
export const B2: usize = memory.data(16, 16);
export const B3: usize = memory.data(16, 16);
export const B4: usize = memory.data(16, 16);

// Not the models': f, h; the polynomials p₀ + p₁e (of a ratio p₀(f − e) + p₁e) of Π, μ_a, μ_b over q, good up to the limit of e, three quarters of where F vanishes, half of where H does,
// NaN where no coupling is allowed; and the coupling, in double-double, at which F or H vanishes.
export const F: usize = memory.data(16, 16);
export const H: usize = memory.data(16, 16);
export const PRODUCTION0: usize = memory.data(16, 16);
export const PRODUCTION1: usize = memory.data(16, 16);
export const FLOW_A0: usize = memory.data(16, 16);
export const FLOW_A1: usize = memory.data(16, 16);
export const FLOW_B0: usize = memory.data(16, 16);
export const FLOW_B1: usize = memory.data(16, 16);
export const LIMIT: usize = memory.data(16, 16);
export const ROOT: usize = memory.data(16, 16);
export const ROOT_LOW: usize = memory.data(16, 16);
