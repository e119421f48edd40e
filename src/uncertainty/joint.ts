// The fitted parameters of a system, jointly normal in the coordinates in which the fit moves.

import { ArgumentError } from "../errors";
import { distanceToRatio } from "../fit/coupling";
import { type FitParameterName, fitParameters } from "../fit/parameters";
import type { Fit } from "../fit/result";
import { fillExponential } from "../kernels/functions";
import { type DrawnName, drawnNames } from "./uncertain-system";

/** Parameters that vary together: value + root·z, or value·exp(root·z) where positive by nature, z standard normal numbers. */
export interface Joint {
  readonly names: readonly FitParameterName[];
  readonly values: Float64Array;
  /** k × r, row-major; r is the rank of the covariance. */
  readonly root: Float64Array;
  readonly rank: number;
  /** Pump power, where g² was fitted per power. */
  readonly power: number;
}

/** What a fitted parameter is called in a system. */
const inSystem: { readonly [K in FitParameterName]?: DrawnName } = {
  ...Object.fromEntries(drawnNames.map((name) => [name, name])),
  logDistance: "couplingRatioSquared",
  couplingSquaredPerPower: "gAB",
};

/**
 * What a fit knows of its system.
 *
 * @throws ArgumentError if it is not the fit of a system, or a parameter that matters is not determined
 */
export function jointOf({ names, parameters, covariance, system, power = 1 }: Fit): Joint {
  if (system.model !== "optomechanics" && system.model !== "dicke")
    throw new ArgumentError("fit", `is of a ${system.model} spectrum, which has no entropy production`);
  const own = names.map((name, i) => ({ name, i })).filter(({ name }) => inSystem[name] !== undefined);
  if (own.length === 0)
    throw new ArgumentError("fit", "expected a fitted parameter of the system, got only those of its detection");
  const values = Float64Array.from(own, ({ name }) => parameters.find((p) => p.name === name)!.value);
  const loose = own.filter(({ i }, k) => !Number.isFinite(values[k]!) || !Number.isFinite(covariance[(names.length + 1) * i]!));
  if (loose.length > 0) {
    const which = loose.map(({ name }) => name).join(", ");
    throw new ArgumentError(
      "fit",
      `does not determine ${which}, which cannot be drawn; fix or calibrate what is not told apart`,
    );
  }
  const scale = own.map(({ name }, k) => (fitParameters[name].isLogarithmic ? 1 / values[k]! : 1));
  const block = Float64Array.from({ length: own.length ** 2 }, (_, ij) => {
    const [a, b] = [Math.floor(ij / own.length), ij % own.length];
    return covariance[names.length * own[a]!.i + own[b]!.i]! * scale[a]! * scale[b]!;
  });
  return { names: own.map(({ name }) => name), values, ...rootOf(block), power };
}

/**
 * R of C = R Rᵀ, k × r, by Cholesky's method with the largest variance left first, until no correlation is left but rounding.
 */
export function rootOf(covariance: Float64Array): { root: Float64Array; rank: number } {
  const k = Math.round(Math.sqrt(covariance.length));
  const errors = Float64Array.from({ length: k }, (_, i) => Math.sqrt(covariance[(k + 1) * i]!) || 1);
  const left = covariance.map((x, ij) => x / (errors[Math.floor(ij / k)]! * errors[ij % k]!));
  const columns: Float64Array[] = [];
  while (columns.length < k) {
    let pivot = 0;
    for (let i = 1; i < k; i++) if (left[(k + 1) * i]! > left[(k + 1) * pivot]!) pivot = i;
    const variance = left[(k + 1) * pivot]!;
    if (!(variance > 1e-14 * k)) break;
    const column = Float64Array.from({ length: k }, (_, i) => left[k * i + pivot]! / Math.sqrt(variance));
    columns.push(column);
    for (let i = 0; i < k; i++) for (let j = 0; j < k; j++) left[k * i + j]! -= column[i]! * column[j]!;
  }
  const rank = columns.length;
  const root = Float64Array.from(
    { length: k * rank },
    (_, ij) => columns[ij % rank]![Math.floor(ij / rank)]! * errors[Math.floor(ij / rank)]!,
  );
  return { root, rank };
}

/** What of a system is drawn. */
export const drawnBy = ({ names }: Joint): readonly DrawnName[] => names.map((name) => inSystem[name]!);

/** Draws of each parameter as a system has it, from `count` standard normal numbers for each column of the root. */
export function fillJoint(joint: Joint, standard: readonly Float64Array[], count: number, out: readonly Float64Array[]): void {
  const { names, values, root, rank, power } = joint;
  names.forEach((name, i) => {
    const column = out[i]!;
    column.fill(0, 0, count);
    for (let j = 0; j < rank; j++) {
      const part = root[rank * i + j]!;
      const z = standard[j]!;
      for (let s = 0; s < count; s++) column[s]! += part * z[s]!;
    }
    const value = values[i]!;
    const { isLogarithmic } = fitParameters[name];
    for (let s = 0; s < count; s++) {
      const x = isLogarithmic ? value * fillExponential(column[s]!) : value + column[s]!;
      column[s] = name === "logDistance" ? distanceToRatio(x) : name === "couplingSquaredPerPower" ? Math.sqrt(x * power) : x;
    }
  });
}
