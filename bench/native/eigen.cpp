// Eigen on the ten unknowns of the Lyapunov equations of the bench: fixed size, partial pivoting.
#include <Eigen/Dense>
#include <string>
#include "serve.h"

static double *drifts, *diffusions;
static const int place[16] = {0, 1, 2, 3, 1, 4, 5, 6, 2, 5, 7, 8, 3, 6, 8, 9};

static void lyapunov(int systems, double* out) {
  for (int p = 0; p < systems; p++) {
    const double *A = drifts + 16 * p, *D = diffusions + 16 * p;
    Eigen::Matrix<double, 10, 10> m = Eigen::Matrix<double, 10, 10>::Zero();
    Eigen::Matrix<double, 10, 1> right;
    for (int i = 0, row = 0; i < 4; i++) {
      for (int j = i; j < 4; j++, row++) {
        for (int l = 0; l < 4; l++) {
          m(row, place[4 * l + j]) += A[4 * i + l];
          m(row, place[4 * i + l]) += A[4 * j + l];
        }
        right(row) = -D[4 * i + j];
      }
    }
    const Eigen::Matrix<double, 10, 1> x = m.partialPivLu().solve(right);
    for (int n = 0; n < 16; n++) out[16 * p + n] = x(place[n]);
  }
}

int main(int count, char** given) {
  if (count < 2) return 1;
  folder = given[1];
  drifts = input("drifts", NULL);
  diffusions = input("diffusions", NULL);
  const Work works[] = {{"lyapunov", lyapunov, 16}};
  const std::string version =
      "Eigen " + std::to_string(EIGEN_WORLD_VERSION) + "." + std::to_string(EIGEN_MAJOR_VERSION) + "." + std::to_string(EIGEN_MINOR_VERSION);
  return serve(version.c_str(), works, 1);
}
