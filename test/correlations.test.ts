// Proved: entropies, symplectic eigenvalues, mutual information and entanglement of any two-mode Gaussian state against their
// definitions in 256-bit arithmetic, and against the closed forms of states that everyone knows.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { correlations } from "../src";
import { correlationCondition } from "./reference";
import { Big, determinant, matrixFrom } from "./support/big";
import { close } from "./support/close";
import { logarithm } from "./support/oracle";
import { logarithmic, runs } from "./support/systems";

const half = Big.of(0.5);
const four = Big.of(4);
const entry = (x: Big[][], i: number, j: number) => x[i]![j]!;

/** (v + ½) ln(v + ½) − (v − ½) ln(v − ½) = v ln((v + ½)/(v − ½)) + ½ ln((v + ½)(v − ½)). */
const entropyOf = (v: Big) => {
  const [plus, minus] = [v.plus(half), v.minus(half)];
  if (minus.sign() <= 0) return 0;
  return v.number() * Math.log1p(Big.one.over(minus).number()) + logarithm(plus.times(minus)) / 2;
};

/** The definitions of section 7. */
function informationOf(sigma: Big[][]) {
  const minor = (i: number, j: number, k: number, l: number) =>
    entry(sigma, i, k)
      .times(entry(sigma, j, l))
      .minus(entry(sigma, i, l).times(entry(sigma, j, k)));
  const [a, b, c] = [minor(0, 1, 0, 1), minor(2, 3, 2, 3), minor(0, 1, 2, 3)];
  const det = determinant(sigma)!;
  const larger = (sign: number) => {
    const D = a.plus(b).plus(c.times(Big.of(2 * sign)));
    return D.plus(D.times(D).minus(four.times(det)).sqrt())
      .times(half)
      .sqrt();
  };
  const nuPlus = larger(1);
  const nuMinus = det.sqrt().over(nuPlus);
  const nuTildeMinus = det.sqrt().over(larger(-1));
  const logDet = logarithm(det);
  const vonNeumannEntropy = entropyOf(nuPlus) + entropyOf(nuMinus);
  return {
    detSigma: det.number(),
    wignerEntropy: logDet / 2 + 2 * Math.log(2 * Math.PI * Math.E),
    renyi2Entropy: logDet / 2 + 2 * Math.LN2,
    nuPlus: nuPlus.number(),
    nuMinus: nuMinus.number(),
    nuTildeMinus: nuTildeMinus.number(),
    vonNeumannEntropy,
    mutualInformation: entropyOf(a.sqrt()) + entropyOf(b.sqrt()) - vonNeumannEntropy,
    renyi2MutualInformation: (logarithm(a) + logarithm(b) - logDet) / 2,
    logarithmicNegativity: Math.max(0, -logarithm(nuTildeMinus.times(Big.of(2)))),
  };
}

const relative = ["detSigma", "nuPlus", "nuMinus", "nuTildeMinus"] as const;
const absolute = [
  ...(["wignerEntropy", "renyi2Entropy", "vonNeumannEntropy", "mutualInformation"] as const),
  ...(["renyi2MutualInformation", "logarithmicNegativity"] as const),
];

/** σ = S diag(ν_a, ν_a, ν_b, ν_b) Sᵀ: squeezed in each mode, mixed, squeezed between the modes. */
const physical = fc
  .tuple(
    logarithmic(-0.30103, 3),
    logarithmic(-0.30103, 3),
    fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 5, maxLength: 5 }),
  )
  .map(([nuA, nuB, [ra, rb, angle, r12, turn]]) => {
    const nu = [Math.max(nuA, 0.5), Math.max(nuA, 0.5), Math.max(nuB, 0.5), Math.max(nuB, 0.5)];
    const squeeze = [ra!, -ra!, rb!, -rb!].map((r) => Math.exp(r / 100));
    const [cos, sin] = [Math.cos(angle! / 30), Math.sin(angle! / 30)];
    const [ch, sh] = [Math.cosh(r12! / 100), Math.sinh(r12! / 100)];
    const [ct, st] = [Math.cos(turn! / 30), Math.sin(turn! / 30)];
    const steps = [
      [0, 1, 2, 3].map((i) => [0, 1, 2, 3].map((j) => (i === j ? squeeze[i]! : 0))),
      [
        [cos, 0, sin, 0],
        [0, cos, 0, sin],
        [-sin, 0, cos, 0],
        [0, -sin, 0, cos],
      ],
      [
        [ch, 0, sh, 0],
        [0, ch, 0, -sh],
        [sh, 0, ch, 0],
        [0, -sh, 0, ch],
      ],
      [
        [ct, st, 0, 0],
        [-st, ct, 0, 0],
        [0, 0, 1, 0],
        [0, 0, 0, 1],
      ],
    ];
    let sigma = nu.map((v, i) => nu.map((_, j) => (i === j ? v : 0)));
    for (const S of steps) {
      const half = S.map((row) => [0, 1, 2, 3].map((j) => row.reduce((sum, x, m) => sum + x * sigma[m]![j]!, 0)));
      sigma = half.map((row) => [0, 1, 2, 3].map((j) => row.reduce((sum, x, m) => sum + x * S[j]![m]!, 0)));
    }
    // the rounding of this construction is not symmetric
    return Float64Array.from({ length: 16 }, (_, k) => sigma[Math.max(k >> 2, k & 3)]![Math.min(k >> 2, k & 3)]!);
  });

test("any state: each quantity is that of its definition", () => {
  fc.assert(
    fc.property(physical, (sigma) => {
      const came = correlations(sigma);
      const right = informationOf(matrixFrom(sigma));
      const tolerance = 1e-12 + 4.4e-16 * correlationCondition(sigma);
      expect(came.status[0]).toBe(0);
      for (const name of relative) close(came[name][0]!, right[name], right[name], tolerance, name);
      // f′(ν) = ln((ν + ½)/(ν − ½)) grows towards a pure state
      const steep = 1 + Math.log(1 + 1 / Math.max(right.nuMinus - 0.5, 1e-17));
      for (const name of absolute) {
        const isSteep = name === "vonNeumannEntropy" || name === "mutualInformation";
        close(came[name][0]!, right[name], isSteep ? steep : 1, tolerance, name);
      }
    }),
    runs(1000),
  );
});

describe("states that everyone knows", () => {
  const product = (Na: number, Nb: number) => [...[Na, 0, 0, 0], ...[0, Na, 0, 0], ...[0, 0, Nb, 0], ...[0, 0, 0, Nb]];
  const one = (sigma: number[]) =>
    Object.fromEntries(Object.entries(correlations(sigma)).map(([name, column]) => [name, column[0]!]));

  test("vacuum", () => {
    const s = one(product(0.5, 0.5));
    expect([s.status, s.isPhysical]).toEqual([0, 1]);
    close(s.detSigma!, 1 / 16, 1, 1e-15, "det σ");
    for (const name of ["nuPlus", "nuMinus", "nuTildeMinus"]) close(s[name]!, 0.5, 1, 1e-15, name);
    for (const name of ["vonNeumannEntropy", "mutualInformation"]) close(s[name]!, 0, 1, 2e-14, name);
    for (const name of ["renyi2Entropy", "renyi2MutualInformation", "logarithmicNegativity"])
      close(s[name]!, 0, 1, 1e-15, name);
    // N ln(πe)
    close(s.wignerEntropy!, 2 * Math.log(Math.PI * Math.E), 1, 2e-15, "S");
  });

  test("two thermal modes: n ln-terms add, nothing is shared", () => {
    const s = one(product(1.5, 3.5));
    const f = (n: number) => (n + 1) * Math.log(n + 1) - n * Math.log(n);
    close(s.vonNeumannEntropy!, f(1) + f(3), 1, 1e-14, "S_vN");
    expect(s.isPhysical).toBe(1);
    close(s.nuPlus!, 3.5, 1, 1e-15, "ν₊");
    close(s.nuMinus!, 1.5, 1, 1e-15, "ν₋");
    for (const name of ["mutualInformation", "renyi2MutualInformation", "logarithmicNegativity"])
      close(s[name]!, 0, 1, 1e-14, name);
  });

  test.each([0.1, 1, 3])("two-mode squeezed vacuum, r = %d: E_N = 2r, pure, each mode thermal", (r) => {
    const ch = Math.cosh(2 * r) / 2;
    const sh = Math.sinh(2 * r) / 2;
    const s = one([...[ch, 0, sh, 0], ...[0, ch, 0, -sh], ...[sh, 0, ch, 0], ...[0, -sh, 0, ch]]);
    const digits = 1e-15 * Math.exp(4 * r);
    close(s.logarithmicNegativity!, 2 * r, 1, digits, "E_N");
    close(s.nuMinus!, 0.5, 1, digits, "ν₋");
    close(s.nuTildeMinus!, Math.exp(-2 * r) / 2, s.nuTildeMinus!, digits, "ν̃₋");
    close(s.renyi2MutualInformation!, 2 * Math.log(Math.cosh(2 * r)), 1, digits, "I_2");
  });

  test("a state below the uncertainty relation is reported", () => {
    const s = one([...[0.4, 0, 0, 0], ...[0, 0.4, 0, 0], ...[0, 0, 1, 0], ...[0, 0, 0, 1]]);
    expect([s.status, s.isPhysical]).toEqual([0, 0]);
    close(s.nuMinus!, 0.4, 1, 1e-15, "ν₋");
  });

  test("what is not positive definite is no state", () => {
    for (const sigma of [
      product(-1, 1),
      product(0, 1),
      product(1, Number.NaN),
      [...[1, 2, 0, 0], ...[2, 1, 0, 0], ...[0, 0, 1, 0], ...[0, 0, 0, 1]],
    ]) {
      const s = one(sigma);
      expect(s.status).toBe(8);
      expect(s.wignerEntropy).toBeNaN();
    }
  });
});
