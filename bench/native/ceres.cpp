// Ceres on the fits of the bench: Levenberg and Marquardt, dense normal equations by Cholesky, one block of residuals with an analytic Jacobian.
#include <ceres/ceres.h>
#include <random>
#define restrict __restrict__
#include "model.h"

class Spectrum : public ceres::CostFunction {
 public:
  explicit Spectrum(const double* data) : data_(data) {
    set_num_residuals(bins);
    mutable_parameter_block_sizes()->push_back(PARAMETERS);
  }
  bool Evaluate(double const* const* x, double* residuals, double** jacobians) const override {
    model(x[0], data_, residuals, jacobians ? jacobians[0] : nullptr);
    return true;
  }

 private:
  const double* data_;
};

static void minimize(const double* data, double* x) {
  ceres::Problem problem;
  problem.AddResidualBlock(new Spectrum(data), nullptr, x);
  ceres::Solver::Options options;
  options.linear_solver_type = ceres::DENSE_NORMAL_CHOLESKY;
  options.function_tolerance = 1e-8;
  options.parameter_tolerance = 1e-8;
  options.max_num_iterations = 100;
  options.num_threads = 1;
  options.logging_type = ceres::SILENT;
  ceres::Solver::Summary summary;
  ceres::Solve(options, &problem, &summary);
}

static void fit(int, double* out) {
  for (int v = 0; v < PARAMETERS; v++) out[v] = 1;
  minimize(densities, out);
  for (int v = 0; v < PARAMETERS; v++) out[v] *= first[v];
}

static void refit(int points, double* out) {
  static std::mt19937_64 random(1);
  double found[PARAMETERS] = {1, 1, 1, 1, 1, 1};
  minimize(densities, found);
  std::vector<double> mean(bins), drawn(bins);
  model(found, nullptr, mean.data(), nullptr);
  std::gamma_distribution<double> gamma(AVERAGES, 1.0 / AVERAGES);
  for (int p = 0; p < points; p++) {
    double* x = out + PARAMETERS * p;
    for (int i = 0; i < bins; i++) drawn[i] = mean[i] * gamma(random);
    for (int v = 0; v < PARAMETERS; v++) x[v] = found[v];
    minimize(drawn.data(), x);
    for (int v = 0; v < PARAMETERS; v++) x[v] *= first[v];
  }
}

int main(int count, char** given) {
  if (count < 2) return 1;
  google::InitGoogleLogging(given[0]);
  folder = given[1];
  load_fit();
  const Work works[] = {{"fit", fit, PARAMETERS}, {"refit", refit, PARAMETERS}};
  return serve("Ceres " CERES_VERSION_STRING, works, 2);
}
