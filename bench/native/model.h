// The homodyne spectrum of the optomechanical setup and its derivatives by g, κ, ω_a, ω_b, γ, θ, factored, one division a bin: what GSL and
// Ceres are given. The temperature is given, so the bath's occupation follows ω_b. Parameters are in units of where a fit starts.
#pragma once
#include <math.h>
#include "serve.h"

enum { PARAMETERS = 6, AVERAGES = 100 };

static int bins;
static double *frequencies, *densities, *errors, *first;
static double Na, eta, temperature;

static void load_fit(void) {
  size_t count;
  frequencies = input("fit-frequencies", &count);
  bins = (int)count;
  densities = input("fit-densities", NULL);
  errors = input("fit-errors", NULL);
  first = input("fit-start", NULL);
  const double* setup = input("setup", NULL);
  Na = setup[5];
  eta = setup[8];
  temperature = setup[9];
}

// (P − data)/σ of each bin to `residuals`, and its derivatives to `jacobian`, row-major, if that is given. With `data` NULL: P itself.
static void model(const double* u, const double* data, double* restrict residuals, double* restrict jacobian) {
  const double g = u[0] * first[0], k = u[1] * first[1], wa = u[2] * first[2], wb = u[3] * first[3], y = u[4] * first[4];
  const double angle = u[5] * first[5];
  const double per = 6.62607015e-34 / (2 * M_PI) / 1.380649e-23 / temperature;
  const double n = 1 / expm1(per * wb), dn = -n * (1 + n) * per, Nb = n + 0.5;
  const double c = cos(angle), s = sin(angle), cos2 = cos(2 * angle), sin2 = sin(2 * angle);
  const double e = g * g, b0 = c * wa + s * k, quiet = 4 * y * wb * wb, T = Nb * quiet;
  const double lost = 0.5 * (1 - eta);
#pragma GCC ivdep
  for (int i = 0; i < bins; i++) {
    const double w = 2 * M_PI * frequencies[i], ww = w * w;
    const double Ax = k * k + (wa - w) * (wa + w), Ay = -2 * k * w;
    const double Bx = (wb - w) * (wb + w), By = -2 * y * w;
    const double Dx = Ax * Bx - Ay * By - e * wb * wa, Dy = Ax * By + Ay * Bx;
    const double R = 1 / (Dx * Dx + Dy * Dy);
    const double light = k * k + ww - wa * wa;
    const double z = wa * k * cos2 + 0.5 * sin2 * light;
    const double curl = Bx * z - 2 * y * wa * ww + s * b0 * e * wb;
    const double b = b0 * b0 + s * s * ww;
    const double Y = 2 * Na * wb * curl + b * T;
    const double V = 2 * k * e * R, E = V * Y;
    const double P = eta * (Na + E) + lost;
    residuals[i] = data ? (P - data[i]) / errors[i] : P;
    if (!jacobian) continue;
    const double pull = -2 * E * R, dDx = pull * Dx, dDy = pull * Dy, v = V * 2 * Na * wb;
    const double dAx = dDx * Bx + dDy * By, dAy = dDy * Bx - dDx * By;
    const double dBx = dDx * Ax + dDy * Ay + v * z, dBy = dDy * Ax - dDx * Ay;
    const double dz = v * Bx, Vb = V * b, db0 = 2 * V * T * b0 + v * s * e * wb, dQ = v * s * b0 - dDx * wa;
    const double weight = eta / errors[i];
    double* row = jacobian + PARAMETERS * i;
    row[0] = weight * first[0] * (2 * k * Y * R + dQ * wb) * 2 * g;
    row[1] = weight * first[1] * (2 * (e * Y * R + k * dAx - w * dAy) + dz * (wa * cos2 + sin2 * k) + db0 * s);
    row[2] = weight * first[2] * (2 * wa * dAx - dDx * e * wb - v * 2 * y * ww + dz * (k * cos2 - sin2 * wa) + db0 * c);
    row[3] = weight * first[3] * (2 * wb * dBx + dQ * e + 2 * Na * V * curl + Vb * (8 * y * Nb * wb + quiet * dn));
    row[4] = weight * first[4] * (Vb * 4 * Nb * wb * wb - 2 * w * dBy - v * 2 * wa * ww);
    row[5] = weight * first[5] *
             (dz * (cos2 * light - 2 * wa * k * sin2) + v * c * b0 * e * wb + db0 * (c * k - s * wa) + V * T * ww * sin2);
  }
}
