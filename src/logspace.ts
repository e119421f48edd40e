import { expected } from "./errors";
import { fillLogspace } from "./kernels/functions";
import { pointCount } from "./models/axes";

/**
 * `count` numbers from `from` to `to`, both included and positive, evenly spaced in their logarithm.
 *
 * @throws ArgumentError if an end is not positive and finite, or `count` is not a positive whole number
 */
export function logspace(from: number, to: number, count: number): Float64Array {
  positive("from", from);
  positive("to", to);
  const points = new Float64Array(pointCount(count));
  fillLogspace(from, to, points);
  return points;
}

function positive(argument: string, value: unknown): void {
  if (typeof value !== "number" || !(value > 0 && value < Number.POSITIVE_INFINITY))
    throw expected(argument, "a positive number", value);
}
