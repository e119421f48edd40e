// The homodyne spectrum of optomechanics and its six derivatives {g, κ, ω_a, ω_b, θ, γ}, two bins a vector as the kernels do it:
// assembly/spectrum/homodyne.ts has the formulas.
// gcc -O3 -march=x86-64 -ffp-contract=off

#include "spectrum.h"
#include <math.h>

enum { SIGNAL, ONE, FREQUENCY, AX, BX, BY, AY, DX, R, RF, RB, RBF };

static const double CYCLE = 6.283185307179586, CYCLE_LOW = 2.4492935982947064e-16, PER_CYCLE = 0.15915494309189535;

static double columns[COLUMNS][BLOCK] __attribute__((aligned(16)));

typedef struct { double at, low; } Cycles;

static double product_error(double a, double b, double p) {
  const double ca = 134217729 * a, cb = 134217729 * b, ah = ca - (ca - a), bh = cb - (cb - b), al = a - ah, bl = b - bh;
  return al * bl - (p - ah * bh - al * bh - ah * bl);
}

static Cycles cycles(double rate) {
  const double x = rate / CYCLE, p = x * CYCLE;
  return (Cycles){x, (rate - p - product_error(x, CYCLE, p) - x * CYCLE_LOW) / CYCLE};
}

static double table[VARIABLES + 1][COLUMNS];  // the last: ∂/∂N_b
static struct { const double* column; double x; } terms[VARIABLES][COLUMNS];
static int counts[VARIABLES];

Hoisted prepare(const double* p, int isJacobian) {
  const Cycles a = cycles(p[WA]), b = cycles(p[WB]);
  const double wa = a.at, W = b.at, k = p[KAPPA] * PER_CYCLE, y = p[GAMMA] * PER_CYCLE, g = p[G] * PER_CYCLE, e = g * g;
  const double Na = p[N_A] + 0.5, Nb = p[N_B] + 0.5, c = cos(p[ANGLE]), s = sin(p[ANGLE]), eta = p[EFFICIENCY];
  const double cos2 = (c - s) * (c + s), sin2 = 2 * s * c, b0 = c * wa + s * k, k2 = 2 * k, v = 2 * k2 * W, vN = v * Na, eW = e * W;
  const double light = k * k - wa * wa, z0 = wa * k * cos2 + 0.5 * sin2 * light, z1 = 0.5 * sin2;
  const double m0 = s * b0 * eW, m1 = -2 * y * wa, t0 = 4 * y * W * W, b00 = k2 * b0 * b0, ss = k2 * s * s;
  const double a0 = k * k + 2 * wa * a.low, bLow = 2 * W * b.low, q = e * W * wa + 4 * k * y * (bLow + W * W);
  const Hoisted h = {wa, W, a0, bLow, (wa - W) * (wa + W) + (a0 - bLow), k, y, q, eta * e * vN * z0, eta * e * vN * z1, eta * e * (vN * m0 + b00 * Nb * t0),
                     eta * e * (vN * m1 + ss * Nb * t0), eta * Na + 0.5 * (1 - eta)};
  if (!isJacobian) return h;
  const double byB0 = vN * s * eW + 2 * k2 * b0 * Nb * t0, NaK = 2 * k2 * Na, tW = 8 * y * Nb * W, ty = 4 * Nb * W * W;
  const double bt = c * k - s * wa;
  for (int i = 0; i <= VARIABLES; i++)
    for (int j = 0; j < COLUMNS; j++) table[i][j] = 0;
  double(*t)[COLUMNS] = table;
  t[0][SIGNAL] = 1 / e, t[0][DX] = 2 * wa * W, t[0][R] = vN * s * b0 * W;
  t[1][SIGNAL] = 1 / k, t[1][AX] = -4 * k, t[1][AY] = -4, t[1][RB] = vN * (wa * cos2 + sin2 * k), t[1][R] = byB0 * s;
  t[2][AX] = -4 * wa, t[2][DX] = 2 * eW, t[2][RB] = vN * (k * cos2 - sin2 * wa), t[2][R] = byB0 * c, t[2][RF] = -2 * vN * y;
  t[3][BX] = -4 * W, t[3][DX] = 2 * e * wa, t[3][RB] = NaK * z0, t[3][RBF] = NaK * z1;
  t[3][R] = 2 * NaK * m0 + b00 * tW + 2 * W * vN * z0, t[3][RF] = NaK * m1 + ss * tW + 2 * W * vN * z1;
  t[4][RB] = vN * (cos2 * light - 2 * wa * k * sin2), t[4][RBF] = vN * cos2;
  t[4][R] = vN * c * b0 * eW + byB0 * bt, t[4][RF] = 2 * k2 * s * c * Nb * t0;
  t[5][BY] = -4, t[5][R] = b00 * ty, t[5][RF] = ss * ty - 2 * wa * vN;
  t[6][R] = b00 * t0, t[6][RF] = ss * t0;
  const double scales[VARIABLES + 1] = {2 * g * PER_CYCLE, PER_CYCLE, PER_CYCLE, PER_CYCLE, 1, PER_CYCLE, 1};
  for (int i = 0; i <= VARIABLES; i++)
    for (int j = 0; j < COLUMNS; j++) t[i][j] *= scales[i] * (j >= R ? eta * e : 1);
  return h;
}

void carry(double x) {
  for (int j = 0; j < COLUMNS; j++) table[3][j] += x * table[6][j];
}

void link_columns(const double* scales) {
  for (int i = 0; i < VARIABLES; i++) {
    counts[i] = 0;
    for (int j = 0; j < COLUMNS; j++)
      if (table[i][j] != 0) terms[i][counts[i]].column = columns[j], terms[i][counts[i]++].x = (scales ? scales[i] : 1) * table[i][j];
  }
}

// base + E, and, if asked, the columns; near resonance A_x and u follow from B_x
static inline __attribute__((always_inline)) void signal(const Hoisted* h, const double* f, double base, double* to, int count,
                                                         int isTuned, int isJacobian) {
  const V wa = of(h->wa), W = of(h->W), a0 = of(h->a0), b0 = of(h->b0), k2 = of(2 * h->k);
  const V y2 = of(2 * h->y), ky4 = of(4 * h->k * h->y), q = of(h->q), one = of(1);
  const V z0 = of(h->z0), z1 = of(h->z1), m0 = of(h->m0), m1 = of(h->m1), level = of(base);
  const V apart = of(h->apart), both = of(2 * (h->k + h->y)), lag = of(2 * h->y * h->apart);
  for (int i = 0; i < count; i += 2) {
    const V x = _mm_loadu_pd(f + i), ff = mul(x, x);
    const V Bx = add(b0, mul(sub(W, x), add(W, x))), Ax = isTuned ? add(apart, Bx) : add(a0, mul(sub(wa, x), add(wa, x)));
    const V u = isTuned ? add(mul(both, Bx), lag) : add(mul(y2, Ax), mul(k2, Bx));
    const V ffu = mul(ff, u), Dx = sub(mul(Bx, add(Ax, ky4)), q);
    const V size = add(mul(Dx, Dx), mul(ffu, u)), m = add(mul(Bx, add(z0, mul(z1, ff))), add(m0, mul(ff, m1)));
    const V E = _mm_div_pd(m, size);
    _mm_storeu_pd(to + i, add(level, E));
    if (!isJacobian) continue;
    const V r = _mm_div_pd(one, size), rB = mul(r, Bx), Er = mul(E, r), ffE = mul(ff, Er);
    _mm_store_pd(columns[SIGNAL] + i, E);
    _mm_store_pd(columns[AX] + i, mul(Er, add(mul(Dx, Bx), mul(ffu, y2))));
    _mm_store_pd(columns[BX] + i, mul(Er, add(mul(Dx, Ax), mul(ffu, k2))));
    _mm_store_pd(columns[BY] + i, mul(ffE, sub(mul(u, Ax), mul(k2, Dx))));
    _mm_store_pd(columns[AY] + i, mul(ffE, sub(mul(u, Bx), mul(y2, Dx))));
    _mm_store_pd(columns[DX] + i, mul(Er, Dx));
    _mm_store_pd(columns[R] + i, r);
    _mm_store_pd(columns[RF] + i, mul(r, ff));
    _mm_store_pd(columns[RB] + i, rB);
    _mm_store_pd(columns[RBF] + i, mul(rB, ff));
  }
}

static int is_tuned(const Hoisted* h) { return fabs(h->apart) <= 2 * h->k * fabs(h->wa); }

void density(const Hoisted* h, const double* f, double* S, int count) {
  if (is_tuned(h)) signal(h, f, h->level, S, count, 1, 1);
  else signal(h, f, h->level, S, count, 0, 1);
}

void slope(int variable, const double* weights, double* out, int count) {
  for (int at = 0; at < count; at += 12) {
    V sum[6];
    for (int j = 0; j < 6; j++) sum[j] = of(0);
    for (int t = 0; t < counts[variable]; t++) {
      const V x = of(terms[variable][t].x);
      const double* column = terms[variable][t].column + at;
      for (int j = 0; j < 6; j++) sum[j] = add(sum[j], mul(x, _mm_load_pd(column + 2 * j)));
    }
    if (weights)
      for (int j = 0; j < 6; j++) sum[j] = mul(sum[j], _mm_loadu_pd(weights + at + 2 * j));
    for (int j = 0; j < 6 && at + 2 * j < count; j++) _mm_storeu_pd(out + at + 2 * j, sum[j]);
  }
}

// S of an even number of bins at frequencies f; parameters as named above
void spectrum(const double* f, double* S, int bins, const double* parameters) {
  const Hoisted h = prepare(parameters, 0);
  if (is_tuned(&h)) signal(&h, f, h.level, S, bins, 1, 0);
  else signal(&h, f, h.level, S, bins, 0, 0);
}

// And J, a column of `bins` for each parameter
void jacobian(const double* f, double* S, double* J, int bins, const double* parameters) {
  const Hoisted h = prepare(parameters, 1);
  link_columns(0);
  for (int first = 0; first < bins; first += BLOCK) {
    const int count = bins - first < BLOCK ? bins - first : BLOCK;
    density(&h, f + first, S + first, count);
    for (int i = 0; i < VARIABLES; i++) slope(i, 0, J + (long)i * bins + first, count);
  }
}
