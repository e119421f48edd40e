// Every stored case, through the public API, to the tolerances that double precision allows.

import { describe, expect, test } from "vitest";
import {
  correlations,
  criticalCoupling,
  dicke,
  lyapunov,
  optomechanics,
  relax,
  type System,
  steadyState,
  thermalOccupation,
  wignerEntropyInAlpha,
} from "../src";
import {
  correlationCondition,
  type EvolutionCase,
  evolutionCases,
  lyapunovCases,
  matrixOf,
  momentError,
  relativeError,
  type SteadyCase,
  steadyCases,
  thermalCases,
} from "./reference";

function systemOf({ model, ...inputs }: SteadyCase["inputs"] | EvolutionCase["inputs"]) {
  const parameters = {
    omegaA: Number(inputs.wa),
    kappaA: Number(inputs.kappa),
    omegaB: Number(inputs.wb),
    gammaB: Number(inputs.gamma),
    gAB: Number(inputs.g),
    nThermalA: Number(inputs.nTa),
    nThermalB: Number(inputs.nTb),
  };
  if (model === "OM") return optomechanics(parameters);
  return dicke({ ...parameters, phase: model === "SR" ? "superradiant" : "normal" });
}

const within = (errors: Record<string, number>, tolerance: number) => {
  const beyond = Object.entries(errors).filter(([, error]) => !(error <= tolerance));
  expect(Object.fromEntries(beyond)).toEqual({});
};

describe("steady states", () => {
  const everything = ["entropyProduction", "muA", "muB", "nA", "nB", "covariance", "wignerEntropy", "stabilityMargin"] as const;

  test.each(steadyCases.filter((c) => c.outputs.stable))("$id", ({ inputs, outputs }) => {
    const system: System = systemOf(inputs);
    const s = steadyState(system, { outputs: [...everything, "effectiveTemperatureB"] });
    expect(s.status).toBe(0);
    const { Pi, mu_a, mu_b, n_a, n_b, qb2, pb2 } = outputs as Record<string, string>;
    const covariance = s.covariance;
    within(
      {
        entropyProduction: relativeError(s.entropyProduction as number, Pi!),
        muA: relativeError(s.muA as number, mu_a!),
        muB: relativeError(s.muB as number, mu_b!),
        nA: relativeError(s.nA as number, n_a!),
        nB: relativeError(s.nB as number, n_b!),
        qb2: relativeError(covariance[10]!, qb2!),
        pb2: relativeError(covariance[15]!, pb2!),
      },
      inputs.model === "SR" ? 2e-13 : 1e-13,
    );
    expect(momentError(covariance, outputs.sigma)).toBeLessThanOrEqual(1e-13);
    const { gcr, margin, T_eff_b_K } = outputs as Record<string, string>;
    within(
      {
        criticalCoupling: relativeError(criticalCoupling(system) as number, gcr!),
        stabilityMargin: relativeError(s.stabilityMargin as number, margin!),
        ...(T_eff_b_K && { effectiveTemperatureB: relativeError(s.effectiveTemperatureB as number, T_eff_b_K) }),
      },
      1e-12,
    );

    const c = correlations(system);
    const o = outputs as Record<string, string>;
    const absolute = (x: number, y: string) => Math.abs(x - Number(y));
    within(
      {
        wignerEntropy: absolute(s.wignerEntropy as number, o.S_wigner_qp!),
        wignerEntropyInAlpha: absolute(wignerEntropyInAlpha(s.wignerEntropy as number), o.S_wigner_alpha!),
        renyi2Entropy: absolute(c.renyi2Entropy[0]!, o.S_renyi2!),
        renyi2MutualInformation: absolute(c.renyi2MutualInformation[0]!, o.I_renyi2!),
        logarithmicNegativity: absolute(c.logarithmicNegativity[0]!, o.logneg!),
        detSigma: relativeError(c.detSigma[0]!, o.det_sigma!),
        nuPlus: relativeError(c.nuPlus[0]!, o.nu_plus!),
        nuMinus: relativeError(c.nuMinus[0]!, o.nu_minus!),
        nuTildeMinus: relativeError(c.nuTildeMinus[0]!, o.nu_tilde_minus!),
        ...(o.S_vN && { vonNeumannEntropy: absolute(c.vonNeumannEntropy[0]!, o.S_vN) }),
        ...(o.I_vN && { mutualInformation: absolute(c.mutualInformation[0]!, o.I_vN) }),
      },
      1e-12 + 4.4e-16 * correlationCondition(matrixOf(outputs.sigma)),
    );
    expect(c.isPhysical[0]).toBe(outputs.physical ? 1 : 0);
  });

  test.each(steadyCases.filter((c) => !c.outputs.stable))("$id is unstable", ({ inputs, outputs }) => {
    const s = steadyState(systemOf(inputs) as System, { outputs: everything });
    expect(s.status).toBe(Number(inputs.wa) < 0 ? 2 : 1);
    expect([s.entropyProduction, s.muA, s.muB, s.nA, s.nB, s.wignerEntropy, ...s.covariance]).toEqual(
      Array(22).fill(Number.NaN),
    );
    expect(relativeError(s.stabilityMargin as number, (outputs as Record<string, string>).margin!)).toBeLessThanOrEqual(1e-12);
  });
});

describe("evolution", () => {
  test.each(evolutionCases)("$id", ({ inputs, outputs }) => {
    const from = new Float64Array(16);
    for (let i = 0; i < 4; i++) from[5 * i] = Number(inputs.sigma0_diag[i]);
    const r = relax(systemOf(inputs) as System, inputs.t.map(Number), { from });
    const c = correlations(r.covariance);
    const { rows } = outputs;
    const largest = (name: string) => Math.max(...rows.map((row) => Math.abs(Number(row[name]))));
    const byLargest = (column: Float64Array, name: string) =>
      Math.max(...rows.map((row, i) => Math.abs(column[i]! - Number(row[name])))) / largest(name);
    const absolute = (column: Float64Array, name: string) =>
      Math.max(...rows.map((row, i) => Math.abs(column[i]! - Number(row[name]))));
    within(
      {
        covariance: Math.max(...rows.map((row, i) => momentError(r.covariance.subarray(16 * i, 16 * i + 16), row.sigma))),
        entropyRate: byLargest(r.entropyRate, "dSdt"),
        entropyFlux: byLargest(r.entropyFlux, "Phi"),
        muA: byLargest(r.muA, "mu_a"),
        muB: byLargest(r.muB, "mu_b"),
        entropyProduction: byLargest(r.entropyProduction, "Pi"),
        nA: byLargest(r.nA, "n_a"),
        nB: byLargest(r.nB, "n_b"),
        wignerEntropy: absolute(r.wignerEntropy, "S_wigner_qp"),
        logarithmicNegativity: absolute(c.logarithmicNegativity, "logneg"),
        renyi2MutualInformation: absolute(c.renyi2MutualInformation, "I_renyi2"),
      },
      1e-10,
    );
  });
});

test.each(lyapunovCases)("Lyapunov equation $id", ({ inputs, outputs, hints }) => {
  const { solution, status } = lyapunov(inputs.A.flat().map(Number), inputs.D.flat().map(Number));
  expect(status[0]).toBe(0);
  const expected = matrixOf(outputs.sigma);
  const largest = Math.max(...expected.map(Math.abs));
  const error = Math.max(...expected.map((x, i) => Math.abs(solution[i]! - x))) / largest;
  expect(error).toBeLessThanOrEqual(2.2e-16 * Number(hints.cond_kron) + 1e-13);
});

test.each(thermalCases)("thermal occupation $id", ({ inputs, outputs }) => {
  const nT = thermalOccupation(2 * Math.PI * Number(inputs.f_Hz), Number(inputs.T_K));
  expect(relativeError(nT, outputs.nT)).toBeLessThanOrEqual(1e-14);
});
