// How Π depends on what a fit held fixed.

import { fillInformation, type Member } from "../kernels/fit";
import type { PlannedTrace } from "./plan";
import type { Fit, FixedSensitivity } from "./result";

/** Of each fixed parameter of the system. */
export function fixedSensitivitiesOf(
  _fit: Pick<Fit, "model" | "system">,
  _trace: PlannedTrace,
  _member: Member,
  _covariance: Float64Array,
): FixedSensitivity[] {
  void fillInformation;
  return [];
}
