// One spectrum's share of the information of a fit, and what is known of its variables beside the spectra.

import { fillRoot, fillSidebands, type Member, type Sidebands } from "../kernels/fit";
import { mirrorsOf } from "../models/mirrors";
import { hasMirror } from "./bins";
import { type Beside, covariancesOf, type Share } from "./information";
import { fitParameters } from "./parameters";
import { baseOf, memberOf, type Plan, type PlannedTrace } from "./plan";

// not x ** 2, which JavaScript engines may round as they like
const square = (x: number): number => x * x;

/** A positive parameter whose standard error is so many times its value is not determined. */
const UNKNOWN = 1e4;

/** A spectrum's variables in the order of its covariance. */
export const ownFirst = ({ variables, shared }: PlannedTrace) => [...variables.slice(shared), ...variables.slice(0, shared)];

/** The base parameters of these, in their order. */
export const basesOf = (trace: PlannedTrace): Member["variables"][number]["base"][] =>
  ownFirst(trace).map(({ name }) => baseOf(name));

/** How the two sidebands of a heterodyne record are correlated, and which bin mirrors which; undefined for what has none, or given errors. */
export function sidebandsOf(trace: PlannedTrace, member: Member): (Sidebands & { readonly mirrors: Int32Array }) | undefined {
  if (member.detection !== "heterodyne" || member.hasErrors || member.setup === "vacuum") return undefined;
  const mirrors = mirrorsOf(member.frequency);
  return { ...fillSidebands(member, basesOf(trace), hasMirror(mirrors)), mirrors };
}

/** A spectrum's share, from the root of its information. */
export const shareOf = (trace: PlannedTrace, root: Float64Array, sidebands: Sidebands | undefined): Share => ({
  index: ownFirst(trace).map(({ index }) => index),
  own: trace.variables.length - trace.shared,
  root,
  ...(sidebands && { excess: sidebands.excess }),
});

/** What calibrations say of the variables, and how far those can go where they have these values. */
export const besideOf = ({ variables }: Plan, values: ArrayLike<number>): Pick<Beside, "precision" | "reach"> => ({
  precision: Float64Array.from(variables, ({ treatment: { calibration } }) =>
    calibration ? 1 / square(calibration.error) : 0,
  ),
  reach: Float64Array.from(variables, ({ name }, v) =>
    fitParameters[name].isLogarithmic ? UNKNOWN * Math.abs(values[v]!) : Number.POSITIVE_INFINITY,
  ),
});

/**
 * The covariance of the variables of a plan of one spectrum where they have these values, as `fit` has it: of the expected information,
 * with the correlation of sidebands; undefined if the data do not determine all of them.
 */
export function covarianceAt(plan: Plan, values: ArrayLike<number>): Float64Array | undefined {
  const trace = plan.traces[0]!;
  const member = memberOf(trace, values);
  const share = shareOf(trace, fillRoot(member, basesOf(trace)), sidebandsOf(trace, member));
  const count = plan.variables.length;
  const beside = { ...besideOf(plan, values), gradient: new Float64Array(count) };
  const { blocks, undetermined } = covariancesOf([share], count, plan.shared, beside);
  return undetermined.length > 0 ? undefined : blocks[0];
}
