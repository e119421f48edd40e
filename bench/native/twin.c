// Our kernels in C, those that are there.
#include <math.h>
#include "serve.h"

static double *frequencies, *setup;

#ifdef HAS_LYAPUNOV
void lyapunov(const double* A, const double* D, double* X, unsigned char* status, int rows);
static double *drifts, *diffusions;
static unsigned char* statuses;
static void run_lyapunov(int systems, double* out) { lyapunov(drifts, diffusions, out, statuses, systems); }
#endif

#ifdef HAS_SPECTRUM
// parameters: ω_a, κ, ω_b, γ, g, n_a, n_b, θ, η; J: a column each of g, κ, ω_a, ω_b, θ, γ
void spectrum(const double* f, double* S, int bins, const double* parameters);
void jacobian(const double* f, double* S, double* J, int bins, const double* parameters);
static void run_spectrum(int points, double* out) { spectrum(frequencies, out, points, setup); }
static void run_jacobian(int points, double* out) { jacobian(frequencies, out, out + points, points, setup); }
#endif

#ifdef HAS_FIT
// P, 1/σ of each bin; parameters: g, κ, ω_a, ω_b, γ, θ, the start, then the minimum; false where none is found
int fit(const double* f, const double* P, const double* weights, int bins, const double* fixed, double* parameters);
static double *fit_frequencies, *fit_densities, *fit_weights, *start;
static int fit_bins;
static void run_fit(int points, double* out) {
  (void)points;
  for (int v = 0; v < 6; v++) out[v] = start[v];
  if (!fit(fit_frequencies, fit_densities, fit_weights, fit_bins, setup, out)) out[0] = NAN;
}
#endif

int main(int count, char** given) {
  if (count < 2) return 1;
  folder = given[1];
  size_t numbers;
  frequencies = input("frequencies", &numbers);
  setup = input("setup", NULL);
  for (int bath = 5; bath < 7; bath++) setup[bath] -= 0.5;
  const Work works[] = {
#ifdef HAS_LYAPUNOV
      {"lyapunov", run_lyapunov, 16},
#endif
#ifdef HAS_SPECTRUM
      {"spectrum", run_spectrum, 1},
      {"jacobian", run_jacobian, 7},
#endif
#ifdef HAS_FIT
      {"fit", run_fit, 6},
#endif
      {NULL, NULL, 0},
  };
#ifdef HAS_LYAPUNOV
  drifts = input("drifts", &numbers);
  diffusions = input("diffusions", NULL);
  statuses = (unsigned char*)malloc(numbers / 16);
#endif
#ifdef HAS_FIT
  fit_frequencies = input("fit-frequencies", &numbers);
  fit_bins = (int)numbers;
  fit_densities = input("fit-densities", NULL);
  fit_weights = input("fit-errors", NULL);
  for (int i = 0; i < fit_bins; i++) fit_weights[i] = 1 / fit_weights[i];
  start = input("fit-start", NULL);
#endif
  return serve("GCC " __VERSION__, works, (int)(sizeof works / sizeof *works) - 1);
}
