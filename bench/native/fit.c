// The cold fit of optomechanics by {g, κ, ω_a, ω_b, γ, θ} with errors given: the search of assembly/fit/minimize.ts, one spectrum and no bounds, to
// the same end. Measuring the curvature, which that does where the model is not that of the data, and steps smaller than rounding are left out.
// gcc -O3 -march=x86-64 -ffp-contract=off

#include "spectrum.h"
#include <math.h>
#include <string.h>

enum { N = VARIABLES };
enum { TEMPERATURE = 9, MOST_STEPS = 100 };
static const double SCORING = 1e-8, DONE = 1e-18, FIRST_DAMPING = 1e-3, LAST_DAMPING = 1e12, LEAST_PIVOT = 1e-13, LARGEST_STEP = 1.5, STOP = 1e-8;
static const int PLACES[N] = {G, KAPPA, WA, WB, ANGLE, GAMMA}, IS_LOGARITHMIC[N] = {1, 1, 0, 1, 0, 1}, GIVEN_AT[N] = {0, 1, 2, 3, 5, 4};

typedef struct { double cost, gradient[N], information[N][N]; } Result;
typedef struct { const double *f, *P, *weights; int bins; double parameters[10]; } Data;

static double rows[N + 1][BLOCK] __attribute__((aligned(16)));  // weighted derivatives, and the residual

static double sum(V x) { return _mm_cvtsd_f64(x) + _mm_cvtsd_f64(_mm_unpackhi_pd(x, x)); }

// Adds the products of two rows x, y with each other, with the residual, and with two others
static void pair(V* to, int i, int j, int count) {
  V s[9];
  for (int k = 0; k < 9; k++) s[k] = to[k];
  for (int at = 0; at < count; at += 2) {
    const V x = _mm_load_pd(rows[i] + at), y = _mm_load_pd(rows[i + 1] + at), r = _mm_load_pd(rows[N] + at);
    const V u = _mm_load_pd(rows[j] + at), v = _mm_load_pd(rows[j + 1] + at);
    s[0] = add(s[0], mul(x, x)), s[1] = add(s[1], mul(x, y)), s[2] = add(s[2], mul(y, y)), s[3] = add(s[3], mul(x, r));
    s[4] = add(s[4], mul(y, r)), s[5] = add(s[5], mul(x, u)), s[6] = add(s[6], mul(x, v)), s[7] = add(s[7], mul(y, u)), s[8] = add(s[8], mul(y, v));
  }
  for (int k = 0; k < 9; k++) to[k] = s[k];
}

static void put(Result* result, int i, int j, V x) { result->information[i][j] = result->information[j][i] = sum(x); }

static void gather(Result* result, const V* s, int i, int j) {
  put(result, i, i, s[0]), put(result, i, i + 1, s[1]), put(result, i + 1, i + 1, s[2]);
  result->gradient[i] = sum(s[3]), result->gradient[i + 1] = sum(s[4]);
  put(result, i, j, s[5]), put(result, i, j + 1, s[6]), put(result, i + 1, j, s[7]), put(result, i + 1, j + 1, s[8]);
}

static int stable(const double* p) {
  const double wa = p[WA], k = p[KAPPA], wb = p[WB], y = p[GAMMA], e = p[G] * p[G], K = wa * wa + k * k, d = wa - wb, s = wa + wb, r = 2 * k + 2 * y;
  const double Q = (d * d + k * k) * (s * s + k * k) + 4 * k * y * (K + wb * wb) + 4 * y * y * K;
  return k > 0 && y > 0 && wb > 0 && wb * K - e * wa > 0 && e * wa * wb * r * r + 4 * k * y * Q > 0;
}

// ½ of the sum of squares, its descent and the information at these values
static int evaluate(Data* data, const double* values, Result* result) {
  double* p = data->parameters;
  double scales[N], per[BLOCK];
  memset(result, 0, sizeof *result);
  result->cost = INFINITY;
  for (int v = 0; v < N; v++) {
    p[PLACES[v]] = values[v];
    scales[v] = IS_LOGARITHMIC[v] ? values[v] : 1;
  }
  if (!stable(p)) return 0;
  const double unit = 6.62607015e-34 / (2 * M_PI) / 1.380649e-23 / p[TEMPERATURE];
  p[N_B] = 1 / expm1(unit * p[WB]);
  const Hoisted h = prepare(p, 1);
  carry(-p[N_B] * (p[N_B] + 1) * unit);
  link_columns(scales);
  V total = of(0), tiles[N / 2][9];
  for (int i = 0; i < N / 2; i++)
    for (int k = 0; k < 9; k++) tiles[i][k] = total;
  for (int first = 0; first < data->bins; first += BLOCK) {
    const int count = data->bins - first < BLOCK ? data->bins - first : BLOCK;
    density(&h, data->f + first, per, count);
    for (int at = 0; at < count; at += 2) {
      const V w = _mm_loadu_pd(data->weights + first + at);
      const V r = mul(w, sub(_mm_loadu_pd(data->P + first + at), _mm_loadu_pd(per + at)));
      _mm_store_pd(rows[N] + at, r);
      total = add(total, mul(r, r));
    }
    for (int v = 0; v < N; v++) slope(v, data->weights + first, rows[v], count);
    for (int i = 0; i < N; i += 2) pair(tiles[i / 2], i, (i + 2) % N, count);
  }
  for (int i = 0; i < N; i += 2) gather(result, tiles[i / 2], i, (i + 2) % N);
  result->cost = 0.5 * sum(total);
  return result->cost < INFINITY;
}

// (H + μ diag H) δ = g, scaled by √diag H; gives twice the decrease that it promises if μ is 0
static double solve(const Result* result, double damping, double* step) {
  double scale[N], L[N][N], decrement = 0;
  for (int i = 0; i < N; i++) {
    const double d = result->information[i][i];
    scale[i] = d > 0 ? 1 / sqrt(d) : 0;
  }
  for (int i = 0; i < N; i++) {
    double x = result->gradient[i] * scale[i];
    for (int j = 0; j <= i; j++) {
      double s = i == j ? 1 + damping : result->information[i][j] * scale[i] * scale[j];
      for (int m = 0; m < j; m++) s -= L[i][m] * L[j][m];
      if (j < i) x -= (L[i][j] = s * L[j][j]) * step[j];
      else L[i][i] = s > LEAST_PIVOT ? 1 / sqrt(s) : 0;
    }
    step[i] = x * L[i][i];
    decrement += step[i] * step[i];
  }
  for (int i = N - 1; i >= 0; i--) {
    for (int m = i + 1; m < N; m++) step[i] -= L[m][i] * step[m];
    step[i] *= L[i][i];
  }
  for (int i = 0; i < N; i++) step[i] *= scale[i];
  return decrement;
}

// Sets the trial values a step away; gives the decrease that the quadratic model promises
static double try_step(const Result* result, const double* values, double* step, double* trial) {
  double promised = 0;
  for (int v = 0; v < N; v++) {
    if (IS_LOGARITHMIC[v]) step[v] = fmax(-LARGEST_STEP, fmin(LARGEST_STEP, step[v]));
    trial[v] = IS_LOGARITHMIC[v] ? values[v] * exp(step[v]) : values[v] + step[v];
    promised += step[v] * result->gradient[v];
  }
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++) promised -= 0.5 * step[i] * step[j] * result->information[i][j];
  return promised;
}

int fit(const double* f, const double* P, const double* weights, int bins, const double* fixed, double* parameters) {
  Result results[2], *kept = results, *tried = results + 1;
  Data data = {f, P, weights, bins, {0}};
  double values[N], trial[N], step[N];
  memcpy(data.parameters, fixed, sizeof data.parameters);
  for (int v = 0; v < N; v++) values[v] = parameters[GIVEN_AT[v]];
  int found = 0;
  double damping = FIRST_DAMPING, growth = 2, last = INFINITY;
  if (!evaluate(&data, values, kept)) return 0;
  for (int steps = 0; !found && steps < MOST_STEPS && damping < LAST_DAMPING; steps++) {
    const double decrement = solve(kept, 0, step);
    found = decrement < DONE || (last < INFINITY && decrement * decrement < STOP * bins * last);
    if (found) {
      try_step(kept, values, step, trial);
      memcpy(values, trial, sizeof values);
      break;
    }
    last = decrement;
    if (decrement > SCORING) solve(kept, damping, step);
    const double promised = try_step(kept, values, step, trial);
    evaluate(&data, trial, tried);
    if (decrement > SCORING && !(tried->cost < kept->cost && promised > 0)) {
      damping *= growth;
      growth *= 2;
      continue;
    }
    const double x = 2 * (kept->cost - tried->cost) / promised - 1;
    damping *= fmax(1.0 / 3, 1 - x * x * x);
    growth = 2;
    Result* const before = kept;
    kept = tried, tried = before;
    memcpy(values, trial, sizeof values);
  }
  for (int v = 0; v < N; v++) parameters[GIVEN_AT[v]] = values[v];
  return found;
}
