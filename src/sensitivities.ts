import { checkOptions, outputsAmong } from "./errors";
import { fillSensitivities } from "./kernels/sensitivities";
import { checkSystem, type Known, type RowsOf, rowCount, type System } from "./models/system";
import { refuse } from "./refuse";

const rates = ["entropyProduction", "muA", "muB", "nA", "nB"] as const;

/** What `sensitivities` can differentiate: Π, μ_a, μ_b (1/s), n_a, n_b, as of `steadyState`. */
export type SensitiveOutput = (typeof rates)[number];

/** ∂output/∂parameter, by each of the parameters that the system is given in. */
export type Sensitivity<S, R> = { readonly [P in "omegaA" | "kappaA" | "omegaB" | "gammaB" | "nThermalA"]: R } & {
  readonly [P in keyof Pick<S, Extract<keyof S, "gAB" | "couplingRatioSquared" | "temperatureB" | "nThermalB">>]: R;
};

/** The derivatives of the outputs asked for, numbers if every parameter is one, columns otherwise; and the status of each row. */
export type Sensitivities<O extends SensitiveOutput, S, R> = { readonly [K in O]: Sensitivity<S, R> } & {
  readonly status: R extends number ? number : Uint8Array;
};

/** Options of `sensitivities`. */
export interface SensitivityOptions<O extends SensitiveOutput> {
  /** Which outputs are differentiated; all five unless said. */
  readonly outputs?: readonly O[];
}

/**
 * The derivatives of the steady state's rates by the system's parameters, `sensitivities(s).muA.kappaA` = ∂μ_a/∂κ_a: the closed forms
 * differentiated, not differences of neighbouring points, and as exact next to the critical coupling and at weak coupling as elsewhere.
 * Each is the partial derivative with the other given parameters constant: where `couplingRatioSquared` is given, g moves with g_cr; where
 * `temperatureB` is given, n_Tb = 1/expm1(ħω_b/k_BT_b) moves with ω_b. Units: the output's over the parameter's (rad/s, K or 1).
 * A row without a stable state, or with a parameter out of range, is NaN and has a status that says why.
 *
 * @param system from `optomechanics` or `dicke`, with a coupling; any parameter a number or a column
 * @throws ArgumentError if the system or the options are not as described, or if all parameters are numbers and one is out of range
 */
export function sensitivities<const S extends System, const O extends SensitiveOutput = SensitiveOutput>(
  system: Known<S>,
  options: SensitivityOptions<O> = {},
): Sensitivities<O, S, RowsOf<S>> {
  checkSystem(system);
  checkOptions(options, ["outputs"]);
  const outputs = outputsAmong(options.outputs ?? rates, rates);
  const rows = rowCount(system);
  const n = rows ?? 1;
  const isRatio = system.model === "dicke" && system.couplingRatioSquared !== undefined;
  const parameters = ["omegaA", "kappaA", "omegaB", "gammaB"];
  parameters.push(isRatio ? "couplingRatioSquared" : "gAB", "nThermalA");
  parameters.push(system.temperatureB === undefined ? "nThermalB" : "temperatureB");

  const status = new Uint8Array(n);
  const derivatives = rates.flatMap((name) => parameters.map(() => (outputs.includes(name) ? new Float64Array(n) : undefined)));
  fillSensitivities(system, n, { derivatives, status });
  if (rows === undefined) refuse(system, status[0]!);
  const given = (column: Float64Array) => (rows === undefined ? column[0] : column);
  const by = (i: number) => Object.fromEntries(parameters.map((name, k) => [name, given(derivatives[7 * i + k]!)]));
  return {
    ...Object.fromEntries(outputs.map((name) => [name, by(rates.indexOf(name))])),
    status: rows === undefined ? status[0] : status,
  } as Sensitivities<O, S, RowsOf<S>>;
}
