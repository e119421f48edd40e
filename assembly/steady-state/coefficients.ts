// The normal phase as a function of the coupling alone. With e = g², F = F₀ − F₁e (0 at the critical coupling) and
// H = H₀ + H₁e (0 at the parametric threshold), of which the soft mode's part, s_a = (s₀ + s₁e)/F, s_b = s₂e/F:
//   μ_a = e(α + s_a)/H, μ_b = e(β + s_b)/H, Π = e(π + s_a + s_b)/H,
//   n_a = a + (a₀ + e(a₁ + (a₂ + a₃e)/F))/H, n_b = b + b₄e/F + (b₀ + e(b₁ + (b₂ + b₃e)/F))/H.
// A model lays down its coefficients, for one row or for all of a sweep, in which nothing cancels: π is not α + β.

export const F0: usize = memory.data(16, 16);
export const F1: usize = memory.data(16, 16);
export const H0: usize = memory.data(16, 16);
export const H1: usize = memory.data(16, 16);
export const S0: usize = memory.data(16, 16);
export const S1: usize = memory.data(16, 16);
export const S2: usize = memory.data(16, 16);
export const FLOW_A: usize = memory.data(16, 16); // α
export const FLOW_B: usize = memory.data(16, 16); // β
export const PRODUCTION: usize = memory.data(16, 16); // π
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

// Not the models': the most that e may be, or the least (g/g_cr)², NaN where no coupling is allowed; and the coupling, in double-double,
// at which F or H vanishes.
export const BOUND: usize = memory.data(16, 16);
export const ROOT: usize = memory.data(16, 16);
export const ROOT_LOW: usize = memory.data(16, 16);
