// GSL's multifit_nlinear on the fits of the bench: Levenberg and Marquardt, normal equations by Cholesky, analytic
// Jacobian; to the same end as all, a step that changes the sum of squares by less than 1e-8 of itself, or to that of its driver.
#include <gsl/gsl_blas.h>
#include <gsl/gsl_multifit_nlinear.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_version.h>
#include "model.h"

static gsl_multifit_nlinear_workspace* workspace;
static gsl_rng* random_numbers;
static double* drawn;

static int residuals(const gsl_vector* x, void* data, gsl_vector* f) {
  model(x->data, (const double*)data, f->data, NULL);
  return GSL_SUCCESS;
}

static int slopes(const gsl_vector* x, void* data, gsl_matrix* J) {
  static double* unused;
  if (!unused) unused = (double*)malloc((size_t)bins * sizeof(double));
  model(x->data, (const double*)data, unused, J->data);
  return GSL_SUCCESS;
}

static int is_driven;  // whether GSL's own driver says when it is done, at a step below 1e-8 of the parameters

static void iterate(void) {
  int info;
  if (is_driven) {
    gsl_multifit_nlinear_driver(100, 1e-8, 1e-8, 1e-8, NULL, NULL, &info, workspace);
    return;
  }
  const gsl_vector* f = gsl_multifit_nlinear_residual(workspace);
  double before = gsl_blas_dnrm2(f);
  for (int step = 0; step < 100; step++) {
    if (gsl_multifit_nlinear_iterate(workspace) != GSL_SUCCESS) break;
    const double now = gsl_blas_dnrm2(f);
    if (before * before - now * now < 1e-8 * now * now) break;
    before = now;
  }
}

static void minimize(double* data, const double* start, double* out) {
  gsl_multifit_nlinear_fdf problem = {residuals, slopes, NULL, (size_t)bins, PARAMETERS, data, 0, 0, 0};
  const gsl_vector_const_view x = gsl_vector_const_view_array(start, PARAMETERS);
  gsl_multifit_nlinear_init(&x.vector, &problem, workspace);
  iterate();
  for (int v = 0; v < PARAMETERS; v++) out[v] = gsl_vector_get(gsl_multifit_nlinear_position(workspace), (size_t)v);
}

static const double ones[PARAMETERS] = {1, 1, 1, 1, 1, 1};

static void fit(int points, double* out) {
  (void)points;
  minimize(densities, ones, out);
  for (int v = 0; v < PARAMETERS; v++) out[v] *= first[v];
}

static void fit_driven(int points, double* out) {
  is_driven = 1;
  fit(points, out);
  is_driven = 0;
}

static void refit(int points, double* out) {
  double found[PARAMETERS];
  minimize(densities, ones, found);
  double* mean = (double*)malloc((size_t)bins * sizeof(double));
  model(found, NULL, mean, NULL);
  for (int p = 0; p < points; p++) {
    for (int i = 0; i < bins; i++) drawn[i] = gsl_ran_gamma(random_numbers, AVERAGES, mean[i] / AVERAGES);
    minimize(drawn, found, out + PARAMETERS * p);
    for (int v = 0; v < PARAMETERS; v++) out[PARAMETERS * p + v] *= first[v];
  }
  free(mean);
}

static void refit_driven(int points, double* out) {
  is_driven = 1;
  refit(points, out);
  is_driven = 0;
}

int main(int count, char** given) {
  if (count < 2) return 1;
  folder = given[1];
  load_fit();
  gsl_multifit_nlinear_parameters parameters = gsl_multifit_nlinear_default_parameters();
  parameters.solver = gsl_multifit_nlinear_solver_cholesky;
  workspace = gsl_multifit_nlinear_alloc(gsl_multifit_nlinear_trust, &parameters, (size_t)bins, PARAMETERS);
  random_numbers = gsl_rng_alloc(gsl_rng_mt19937);
  drawn = (double*)malloc((size_t)bins * sizeof(double));
  const Work works[] = {{"fit", fit, PARAMETERS},
                        {"fit-driven", fit_driven, PARAMETERS},
                        {"refit", refit, PARAMETERS},
                        {"refit-driven", refit_driven, PARAMETERS}};
  return serve("GSL " GSL_VERSION, works, 4);
}
