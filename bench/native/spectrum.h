// What spectrum.c does a block of bins at a time, for fit.c.
#pragma once
#include <emmintrin.h>

enum { BLOCK = 96, COLUMNS = 16, VARIABLES = 6 };
enum { WA, KAPPA, WB, GAMMA, G, N_A, N_B, ANGLE, EFFICIENCY };  // parameters

typedef __m128d V;
static inline V of(double x) { return _mm_set1_pd(x); }
static inline V add(V a, V b) { return _mm_add_pd(a, b); }
static inline V sub(V a, V b) { return _mm_sub_pd(a, b); }
static inline V mul(V a, V b) { return _mm_mul_pd(a, b); }

typedef struct { double wa, W, a0, b0, apart, k, y, q, z0, z1, m0, m1, level; } Hoisted;

// What does not change from bin to bin, and, if asked, what derivatives are made of
Hoisted prepare(const double* parameters, int isJacobian);
// Lets N_b move with ω_b, by so much
void carry(double x);
// Derivatives by {g, κ, ω_a, ω_b, θ, γ} as sums of columns; `scales`: what each is taken times
void link_columns(const double* scales);
// S of at most BLOCK bins, an even number, and the columns
void density(const Hoisted* h, const double* f, double* S, int count);
// A derivative at the same bins, weighted or (0) not
void slope(int variable, const double* weights, double* out, int count);
