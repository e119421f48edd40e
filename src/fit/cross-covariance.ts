import { expected } from "../errors";
import type { JointFit } from "./result";

/**
 * Covariance of the parameters of one spectrum with those of another in a joint fit: what they share, calibrations among it, moves
 * both. k_i × k_j, row-major, over `joint.fits[i].names` and `joint.fits[j].names`, in their units; for i = j that fit's covariance. NaN
 * for parameters that the data do not determine.
 *
 * @throws ArgumentError if it is not a joint fit, or there is no such spectrum
 */
export function crossCovariance(joint: JointFit, i: number, j: number): Float64Array {
  if (typeof joint !== "object" || joint === null || !Array.isArray(joint.bonds)) {
    throw expected("joint", "the result of fitJointly", joint);
  }
  const { fits, bonds } = joint;
  for (const [name, at] of Object.entries({ i, j })) {
    if (!(Number.isInteger(at) && at >= 0 && at < fits.length)) {
      throw expected(name, `the number of a spectrum, 0 to ${fits.length - 1}`, at);
    }
  }
  if (i === j) return fits[i]!.covariance.slice();
  const [one, other] = [fits[i]!, fits[j]!];
  const [a, b] = [bonds[i]!, bonds[j]!];
  const columns = other.names.length;
  const s = columns === 0 ? 0 : b.follows.length / columns;
  const isLoose = ({ parameters }: typeof one, name: string) =>
    parameters.some((parameter) => parameter.name === name && parameter.isUndetermined);
  return Float64Array.from({ length: one.names.length * columns }, (_, pq) => {
    const [p, q] = [Math.floor(pq / columns), pq % columns];
    if (isLoose(one, one.names[p]!) || isLoose(other, other.names[q]!)) return Number.NaN;
    let sum = 0;
    for (let v = 0; v < s; v++) {
      sum += a.follows[s * p + v]! * b.carries[s * q + v]! + a.carries[s * p + v]! * b.follows[s * q + v]!;
    }
    return sum;
  });
}
