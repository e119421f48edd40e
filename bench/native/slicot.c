// SLICOT's SB03MD (Bartels and Stewart) on the Lyapunov equations of the bench.
#include "serve.h"

extern void sb03md_(const char* dico, const char* job, const char* fact, const char* trana, const int* n, double* a, const int* lda, double* u,
                    const int* ldu, double* c, const int* ldc, double* scale, double* sep, double* ferr, double* wr, double* wi, int* iwork,
                    double* dwork, const int* ldwork, int* info);

static double *drifts, *diffusions;

static void lyapunov(int systems, double* out) {
  const int n = 4, room = 256;
  double a[16], u[16], wr[4], wi[4], work[256], scale, sep, ferr;
  int iwork[16], info;
  for (int p = 0; p < systems; p++) {
    double* X = out + 16 * p;
    for (int i = 0; i < 16; i++) {
      a[i] = drifts[16 * p + i];  // by columns it is Aᵀ, whose transpose stands left
      X[i] = -diffusions[16 * p + i];
    }
    sb03md_("C", "X", "N", "N", &n, a, &n, u, &n, X, &n, &scale, &sep, &ferr, wr, wi, iwork, work, &room, &info);
    for (int i = 0; i < 16; i++) X[i] /= scale;
  }
}

int main(int count, char** given) {
  if (count < 2) return 1;
  folder = given[1];
  drifts = input("drifts", NULL);
  diffusions = input("diffusions", NULL);
  const Work works[] = {{"lyapunov", lyapunov, 16}};
  return serve("SLICOT 5.0 (Debian)", works, 1);
}
