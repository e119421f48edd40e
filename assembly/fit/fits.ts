// Fits of many spectra of the same bins from one start: a problem is laid out once, and a row of densities after the other put into it.

import { Trace } from "../spectrum/trace";
import { Arrow } from "./arrow";
import { descend } from "./minimize";
import { Problem } from "./problem";
import { Root } from "./root";
import { Search } from "./search";

const CONVERGED: i32 = 0;
const UNDETERMINED: i32 = 4; // beside the verdicts of minimize.ts
const ACCURATE: f64 = 1e-8; // with a smaller pivot Cholesky's variances have lost more than half of their digits

/**
 * Of each row of densities the values at the minimum, a row of them, their standard errors by the expected information, −ln L, and
 * the verdict. The variables' values are the start of all.
 */
export function fits(
  problem: usize,
  starts: usize,
  densities: usize,
  count: i32,
  values: usize,
  errors: usize,
  costs: usize,
  verdicts: usize,
): void {
  Problem.open(problem);
  const variables = Problem.variables;
  const trace = Problem.trace;
  const size = (<usize>Trace.bins(trace)) << 3;
  for (let k = 0; k < count; k++) {
    memory.copy(Trace.densities(trace), densities + size * k, size);
    for (let v = 0; v < variables; v++) Problem.setValue(v, load<f64>(starts + ((<usize>v) << 3)));
    const which = descend();
    let verdict = Problem.verdict();
    store<f64>(costs + ((<usize>k) << 3), Problem.cost());
    Search.gather(which, which);
    for (let v = 0; v < variables; v++) Problem.hold(v, false);
    Arrow.solve(which, 0);
    const isRooted = !Arrow.isDefinite || Arrow.least < ACCURATE;
    if (isRooted) Root.solve(0);
    const isDetermined = Arrow.isDefinite ? !isRooted || Root.isDefinite : Root.seesMore() && Root.isDefinite;
    if (verdict === CONVERGED && !isDetermined) verdict = UNDETERMINED;
    for (let v = 0; v < variables; v++) {
      const at = (<usize>(k * variables + v)) << 3;
      const x = Problem.value(v);
      const error = Math.sqrt(isRooted ? Root.variance(v) : Arrow.variance(v));
      store<f64>(values + at, x);
      store<f64>(errors + at, Problem.isLogarithmic(v) ? x * error : error);
    }
    store<u8>(verdicts + k, <u8>verdict);
  }
}
