// assembly/steady-state/lyapunov.ts in C with SSE2, two problems a vector: what the machine allows.
// gcc -O3 -march=x86-64 -ffp-contract=off -shared -fPIC lyapunov.c -o lyapunov.so

#include <emmintrin.h>

typedef __m128d v2; // the operators of C apply

#define ALL(x) _mm_set1_pd(x)
#define A(i, j) a[4 * (i) + (j)]
#define D(i, j) d[4 * (i) + (j)]
#define MINOR(i, j, k, l) (A(i, k) * A(j, l) - A(i, l) * A(j, k))
#define DOT(p, q, r, s, v) ((p) * v[0] + (q) * v[1] + ((r) * v[2] + (s) * v[3]))

// element ij of A D - D A^T
#define LEAST(i, j) ((i) < (j) ? (i) : (j))
#define MOST(i, j) ((i) < (j) ? (j) : (i))
#define COMMUTATOR(i, j, m, n) \
  ((A(i, i) - A(j, j)) * D(i, j) + (A(i, j) * D(j, j) - A(j, i) * D(i, i)) + \
   (A(i, m) * D(LEAST(m, j), MOST(m, j)) - A(j, m) * D(LEAST(m, i), MOST(m, i))) + \
   (A(i, n) * D(LEAST(n, j), MOST(n, j)) - A(j, n) * D(LEAST(n, i), MOST(n, i))))

#define DIVIDE(v0, v1, v2_, v3, out) \
  do { \
    const v2 w0 = v0, w1 = v1, w2 = v2_, w3 = v3; \
    const v2 u0 = s12 * w0 + (A(2, 3) * w1 - A(0, 1) * w2), u1 = s13 * w1 + (A(3, 2) * w0 - A(0, 1) * w3); \
    const v2 u2 = s02 * w2 + (A(2, 3) * w3 - A(1, 0) * w0), u3 = s03 * w3 + (A(3, 2) * w2 - A(1, 0) * w1); \
    out[0] = i00 * u0 - i01 * u1, out[1] = i11 * u1 - i10 * u0; \
    out[2] = i00 * u2 - i01 * u3, out[3] = i11 * u3 - i10 * u2; \
  } while (0)

#define ROW(i, j, b0, b1, b2, b3) \
  do { \
    const v2 r = (c0 * (b0) + c1 * (b1) + (c2 * (b2) + c3 * (b3))) * over; \
    x[4 * (i) + (j)] = r, x[4 * (j) + (i)] = r; \
  } while (0)

// Status 1 where the kernel would look closer: unstable, not symmetric, or a residual too large.
void lyapunov(const double *drifts, const double *diffusions, double *solutions, unsigned char *status, int rows) {
  for (int row = 0; row < rows; row += 2) {
    const double *from = drifts + 16 * row, *source = diffusions + 16 * row;
    v2 a[16], d[16], x[16], t[4], p[4], q[4];
    v2 most = _mm_setzero_pd(), least = _mm_setzero_pd();
    for (int k = 0; k < 16; k += 2) {
      const v2 y = _mm_loadu_pd(from + k), z = _mm_loadu_pd(from + 16 + k);
      a[k] = _mm_unpacklo_pd(y, z), a[k + 1] = _mm_unpackhi_pd(y, z);
      const v2 u = _mm_loadu_pd(source + k), w = _mm_loadu_pd(source + 16 + k);
      d[k] = _mm_unpacklo_pd(u, w), d[k + 1] = _mm_unpackhi_pd(u, w);
      most = _mm_max_pd(_mm_max_pd(a[k + 1], a[k]), most);
      least = _mm_min_pd(_mm_min_pd(a[k + 1], a[k]), least);
    }
    const v2 unit = _mm_max_pd(most, -least);
    v2 good = _mm_cmplt_pd(ALL(1e-20), unit);
    for (int i = 0; i < 3; i++)
      for (int j = i + 1; j < 4; j++) good = _mm_and_pd(good, _mm_cmpeq_pd(D(i, j), D(j, i)));

    const v2 s02 = A(0, 0) + A(2, 2), s03 = A(0, 0) + A(3, 3), s12 = A(1, 1) + A(2, 2), s13 = A(1, 1) + A(3, 3);
    const v2 trace = s02 + s13;
    const v2 u01 = MINOR(0, 1, 0, 1), l23 = MINOR(2, 3, 2, 3), excess = u01 - l23;
    const v2 q00 = trace * A(2, 2) + excess, q11 = trace * A(3, 3) + excess, q01 = trace * A(2, 3), q10 = trace * A(3, 2);
    const v2 inverse = ALL(1) / (q00 * q11 - q01 * q10);
    const v2 i00 = q11 * inverse, i11 = q00 * inverse, i01 = q01 * inverse, i10 = q10 * inverse;
    DIVIDE(COMMUTATOR(0, 2, 1, 3), COMMUTATOR(0, 3, 1, 2), COMMUTATOR(1, 2, 0, 3), COMMUTATOR(1, 3, 0, 2), t);
    DIVIDE(A(2, 1), A(3, 1), -A(2, 0), -A(3, 0), p);
    DIVIDE(-A(0, 3), A(0, 2), -A(1, 3), A(1, 2), q);
    const v2 m00 = A(0, 0) + A(1, 1) - DOT(A(1, 2), A(1, 3), -A(0, 2), -A(0, 3), p);
    const v2 m01 = DOT(A(1, 2), A(1, 3), -A(0, 2), -A(0, 3), q);
    const v2 b0 = COMMUTATOR(0, 1, 2, 3) - DOT(A(1, 2), A(1, 3), -A(0, 2), -A(0, 3), t);
    const v2 m10 = DOT(-A(3, 0), A(2, 0), -A(3, 1), A(2, 1), p);
    const v2 m11 = A(2, 2) + A(3, 3) - DOT(-A(3, 0), A(2, 0), -A(3, 1), A(2, 1), q);
    const v2 b1 = COMMUTATOR(2, 3, 0, 1) - DOT(-A(3, 0), A(2, 0), -A(3, 1), A(2, 1), t);
    const v2 under = ALL(1) / (m00 * m11 - m01 * m10);
    const v2 t01 = (b0 * m11 + b1 * m01) * under, t23 = (b1 * m00 + b0 * m10) * under;
    for (int k = 0; k < 4; k++) t[k] = t[k] - t01 * p[k] - t23 * q[k];

    const v2 u02 = MINOR(0, 1, 0, 2), u03 = MINOR(0, 1, 0, 3);
    const v2 u12 = MINOR(0, 1, 1, 2), u13 = MINOR(0, 1, 1, 3), u23 = MINOR(0, 1, 2, 3);
    const v2 l01 = MINOR(2, 3, 0, 1), l02 = MINOR(2, 3, 0, 2), l03 = MINOR(2, 3, 0, 3);
    const v2 l12 = MINOR(2, 3, 1, 2), l13 = MINOR(2, 3, 1, 3);
    const v2 det = u01 * l23 - u02 * l13 + u03 * l12 + (u12 * l03 - u13 * l02 + u23 * l01), over = ALL(-0.5) / det;
    const v2 b01 = D(0, 1) + t01, b10 = D(0, 1) - t01, b02 = D(0, 2) + t[0], b20 = D(0, 2) - t[0];
    const v2 b03 = D(0, 3) + t[1], b30 = D(0, 3) - t[1], b12 = D(1, 2) + t[2], b21 = D(1, 2) - t[2];
    const v2 b13 = D(1, 3) + t[3], b31 = D(1, 3) - t[3], b23 = D(2, 3) + t23, b32 = D(2, 3) - t23;
    v2 c0 = A(1, 1) * l23 - A(1, 2) * l13 + A(1, 3) * l12, c1 = A(0, 2) * l13 - A(0, 1) * l23 - A(0, 3) * l12;
    v2 c2 = A(3, 1) * u23 - A(3, 2) * u13 + A(3, 3) * u12, c3 = A(2, 2) * u13 - A(2, 1) * u23 - A(2, 3) * u12;
    v2 adjugate = c0;
    ROW(0, 0, D(0, 0), b10, b20, b30);
    ROW(0, 1, b01, D(1, 1), b21, b31);
    ROW(0, 2, b02, b12, D(2, 2), b32);
    ROW(0, 3, b03, b13, b23, D(3, 3));
    c0 = A(1, 2) * l03 - A(1, 0) * l23 - A(1, 3) * l02, c1 = A(0, 0) * l23 - A(0, 2) * l03 + A(0, 3) * l02;
    c2 = A(3, 2) * u03 - A(3, 0) * u23 - A(3, 3) * u02, c3 = A(2, 0) * u23 - A(2, 2) * u03 + A(2, 3) * u02;
    adjugate += c1;
    ROW(1, 1, b01, D(1, 1), b21, b31);
    ROW(1, 2, b02, b12, D(2, 2), b32);
    ROW(1, 3, b03, b13, b23, D(3, 3));
    c0 = A(1, 0) * l13 - A(1, 1) * l03 + A(1, 3) * l01, c1 = A(0, 1) * l03 - A(0, 0) * l13 - A(0, 3) * l01;
    c2 = A(3, 0) * u13 - A(3, 1) * u03 + A(3, 3) * u01, c3 = A(2, 1) * u03 - A(2, 0) * u13 - A(2, 3) * u01;
    adjugate += c2;
    ROW(2, 2, b02, b12, D(2, 2), b32);
    ROW(2, 3, b03, b13, b23, D(3, 3));
    c0 = A(1, 1) * l02 - A(1, 0) * l12 - A(1, 2) * l01, c1 = A(0, 0) * l12 - A(0, 1) * l02 + A(0, 2) * l01;
    c2 = A(3, 1) * u02 - A(3, 0) * u12 - A(3, 2) * u01, c3 = A(2, 0) * u12 - A(2, 1) * u02 + A(2, 2) * u01;
    ROW(3, 3, b03, b13, b23, D(3, 3));

    v2 half = ALL(0), diagonal = ALL(0), off = ALL(0);
    for (int i = 0; i < 4; i++) {
      half += (A(0, i) + A(1, i) + (A(2, i) + A(3, i))) * (x[4 * i] + x[4 * i + 1] + (x[4 * i + 2] + x[4 * i + 3]));
      diagonal += D(i, i);
      for (int j = i + 1; j < 4; j++) off += D(i, j);
    }
    const v2 rest = half + half + (diagonal + (off + off));
    const v2 largest = _mm_max_pd(_mm_max_pd(x[0], x[5]), _mm_max_pd(x[10], x[15]));
    const v2 smallest = _mm_min_pd(_mm_min_pd(x[0], x[5]), _mm_min_pd(x[10], x[15]));
    good = _mm_and_pd(good, _mm_cmple_pd(_mm_max_pd(rest, -rest), ALL(5e-14) * unit * _mm_max_pd(largest, -smallest)));

    const v2 a1 = -trace, a3 = -(adjugate + c3);
    const v2 a2 = u01 + l23 + (A(0, 0) + A(1, 1)) * (A(2, 2) + A(3, 3)) -
                  (A(0, 2) * A(2, 0) + A(0, 3) * A(3, 0) + (A(1, 2) * A(2, 1) + A(1, 3) * A(3, 1)));
    const v2 rounding = ALL(1e-11), volume = unit * (unit * unit), edge = rounding * volume;
    const v2 product = a1 * a2, second = product - a3, third = a3 * second - a1 * a1 * det;
    good = _mm_and_pd(good, _mm_and_pd(_mm_cmplt_pd(rounding * unit, a1), _mm_cmplt_pd(edge, a3)));
    good = _mm_and_pd(good, _mm_and_pd(_mm_cmplt_pd(edge, second), _mm_cmplt_pd(rounding * unit * volume, det)));
    good = _mm_and_pd(good, _mm_cmplt_pd(edge * (volume + unit * (a1 * a1) + product), third));
    const int mask = _mm_movemask_pd(good);
    status[row] = !(mask & 1), status[row + 1] = !(mask & 2);
    for (int k = 0; k < 16; k += 2) {
      _mm_storeu_pd(solutions + 16 * row + k, _mm_unpacklo_pd(x[k], x[k + 1]));
      _mm_storeu_pd(solutions + 16 * row + 16 + k, _mm_unpackhi_pd(x[k], x[k + 1]));
    }
  }
}
